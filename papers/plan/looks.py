"""What the cells of a column look like, whatever stands over it: days, states, numbers, names or sentences.

`weighing` asks of the first rows below the headings whether a column can hold what its heading leans to. No cell is
read here for what it says, only for what it could be.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from statistics import median
from typing import Any

from models.plan.deadlines import Deadline
from models.updates.answer import FIELDS, Kind
from papers.plan.contents import Held, Meaning
from papers.plan.dates import FINANCIAL_YEAR, YEAR, written
from papers.plan.owners import has_post, is_name, names_in
from papers.plan.ratings import BLANKS, RatingWords, words_in_use
from papers.plan.voices import instructs, reports

CONTRADICTED = -3.0
"""From here on the cells say that a column does not hold what its heading seems to say."""

MOSTLY, HARDLY = 0.6, 0.25
"""Shares of cells."""

_TOLD_TO = 0.5
"""How much better cells that say what is to be done fit the action."""

MOST_AREAS = 100
"""Numbers from here on are none of areas."""

_CODE = re.compile(r"(?=.*\d)[\w#]{0,14}(?:[ .\-/()_:]{1,2}[\w]{1,12}){0,5}[.)]?", re.ASCII)
_NUMBERED_NAME = re.compile(r"\d[\d.]*[.)]?\s+[^\W\d_]{4,}")
_NUMBER = re.compile(r"[£$€]?\s?-?[\d,. ]+\s?(?:k|m|bn|%)?", re.IGNORECASE)
_BARE_STATES = {
    "open",
    "new",
    "raised",
    "live",
    "current",
    "outstanding",
    "yes",
    "no",
    "y",
    "n",
    "proposed",
    "assigned",
}
_LEVELS = {
    *(
        "high",
        "medium",
        "low",
        "med",
        "very high",
        "very low",
        "critical",
        "urgent",
        "moderate",
        "major",
        "minor",
        "h",
        "m",
        "l",
    ),
    *("treat", "accept", "transfer", "avoid", "mitigate", "tolerate", "terminate", "reduce", "share", "retain"),
    *("agree", "disagree", "partially agree", "partly agree", "concur", "do not concur"),
    *("important", "normal", "extreme", "severe", "p0", "p1", "p2", "p3", "p4", "essential", "desirable"),
}
_WORDS_OF_A_DATE = 6
"""A text of more words that says what to do, and by when, is no date."""

_ACCOUNT = re.compile(r"@?[a-z]{2,}[._][a-z]{2,}", re.ASCII)
"""What a program calls a person: quality.lead."""

_SAID_THEN = re.compile(r"([^:\n]{3,20}):\s+(?:\S+\s+){2}\S")
"""What a log says of a day: "12 Jan: memory was measured"."""

_CAPITALS = re.compile(r"[A-Z][\w'’-]*(?:[ /&,-]+(?:[A-Z][\w'’-]*|of|and|the|for)){0,4}")
"""How a post is written that begins like an instruction: "Test Lead", "Help Desk Manager"."""

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Looks:
    """Shares of the filled cells, from 0 to 1; `length` is the median of characters, `filled` the share of rows,
    and `scattered` that a value comes again after others.
    """

    cells: int
    filled: float
    dates: float
    dateless: float
    states: float
    levels: float
    codes: float
    numbers: float
    names: float
    links: float
    areas: float
    posts: float
    plain_states: float
    instructs: float
    reports: float
    distinct: float
    scattered: bool
    length: float

    def fit(self, held: Held) -> float:
        """How well these cells can be what a column of this kind holds: below `CONTRADICTED` they cannot."""
        if not self.cells:
            return 0
        if held in _DATED:
            either = self.dates + self.dateless
            return 1.5 if self.dates and either >= 0.6 else 0.5 if either >= 0.3 else 0 if either >= 0.2 else -4
        fit = _FITS[held](self) if held in _FITS else self._fit_of_text()
        # "Done 12/14/09" says how it stands, and since when.
        return -4 if self.dates >= 0.6 > self.states and held is not Meaning.REF else fit

    def _fit_of_text(self) -> float:
        """Prose, as commentary and measures are."""
        if self.numbers >= 0.8 or self.links >= 0.5:
            return -3
        if self.states >= 0.6 and self.length < 25:
            return -2
        return 1 if self.length >= 25 else 0.3 if self.length >= 12 else -0.5

    def _fit_of_title(self) -> float:
        if max(self.numbers, self.codes, self.levels, self.links) >= 0.8 or self.states >= 0.6:
            return -4
        fit = 1.5 if self.length >= 30 else 1 if self.length >= 18 else 0.3 if self.length >= 8 else -1
        fit -= 1.5 if self.cells >= 4 and self.distinct <= 0.6 else 0
        fit -= 1.5 if self.filled < 0.5 else 0
        fit += _TOLD_TO if self.instructs >= MOSTLY else 0
        return fit - (0.5 if self.names >= 0.6 else 0)

    def _fit_of_owner(self) -> float:
        if max(self.numbers, self.levels, self.states, self.links) >= 0.6 or self.codes >= 0.8:
            return -4
        if self.length > 100:
            return -3
        return 1.5 if self.names >= 0.5 else 0.5 if self.length <= 45 else -0.5

    def _fit_of_rating(self) -> float:
        if self.states >= 0.6:
            return 1.5 if self.length < 40 else 0
        if self.levels >= 0.6 or (self.length >= 25 and self.states < 0.3) or self.links >= 0.5:
            return -4
        return 0 if self.states >= 0.3 else -1.5

    def _fit_of_ref(self) -> float:
        if self.length > 32 or self.links >= 0.5:
            return -4
        if self.distinct < 1:
            return -3 if self.scattered or self.cells * self.distinct < 2 else 0.5
        return 1.5 if max(self.codes, self.numbers) >= 0.8 else -2 if self.length > 20 else -1

    def _fit_of_area(self) -> float:
        if self.levels >= 0.8 or self.states >= 0.6 or self.links >= 0.5 or self.numbers >= 0.8 > self.areas:
            return -4
        if self.length > 200:
            return -3
        fit = 1 if self.cells >= 3 and self.distinct <= 0.7 else 0.5 if self.filled < 0.7 else -0.3
        return (
            fit
            - (1.5 if max(self.numbers, self.codes) >= 0.8 and self.distinct > 0.7 else 0)
            - (0.5 if self.names >= 0.6 else 0)
        )


_DATED: frozenset[Held] = frozenset(
    {
        *(Meaning.DUE, Meaning.REVISED, Meaning.UPDATED, Meaning.ADDED, Meaning.ENDED_ON),
        *(each for each in FIELDS.values() if each.kind is Kind.DAY),
    }
)
_FITS = {
    Meaning.TITLE: Looks._fit_of_title,
    Meaning.OWNER: Looks._fit_of_owner,
    FIELDS["activity"]: Looks._fit_of_rating,
    FIELDS["impact"]: Looks._fit_of_rating,
    Meaning.REF: Looks._fit_of_ref,
    Meaning.AREA: Looks._fit_of_area,
    Meaning.BOARD: Looks._fit_of_area,
}


def looks_of(values: Sequence[Any], rows: int) -> Looks:
    """What the filled cells of a column look like; `rows` is how many rows there are."""
    cells = [value for value in values if not (isinstance(value, str) and value.casefold() in BLANKS)]
    texts = [str(cell) for cell in cells]
    count = len(cells) or 1
    kinds = Counter(chain.from_iterable(map(_kinds, cells)))

    def share(kind: str) -> float:
        return kinds[kind] / count

    return Looks(
        cells=len(cells),
        filled=len(cells) / max(rows, 1),
        dates=share("date"),
        dateless=share("dateless"),
        states=share("state"),
        levels=share("level"),
        codes=share("code"),
        numbers=share("number"),
        names=share("name"),
        links=share("link"),
        areas=share("area"),
        posts=share("post"),
        plain_states=share("plain state"),
        instructs=share("instruction"),
        reports=share("report"),
        distinct=len({text.casefold() for text in texts}) / count,
        scattered=len([text for text, _ in groupby(texts)]) > len(set(texts)),
        length=median(map(len, texts)) if texts else 0,
    )


_PERIOD = re.compile(
    r"(?:week|month|quarter|year|phase|sprint|stage|day|term)s?\s*\d+(?:\s*[-–]\s*\d+)?", re.IGNORECASE
)


def is_a_period(value: Any) -> bool:
    """Whether a cell is a time by its number: "Month 2"."""
    return isinstance(value, str) and _PERIOD.fullmatch(value.strip()) is not None


def is_a_year(value: Any) -> bool:
    """Whether a cell is a year and no more, of the calendar or a financial one: "2025", "2024/25", "FY25"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return not isinstance(value, bool) and written(str(value)).why in (YEAR, FINANCIAL_YEAR)


def is_day(value: Any) -> bool:
    """Whether a cell is a day, a month or a quarter, perhaps without its year."""
    if not isinstance(value, str):
        return isinstance(value, date)
    if len(value) > 60:
        return False
    read = written(value)
    readings = [each for each in (read.as_it_stands, read.month_first) if each is not None]
    return any(not isinstance(each, Deadline) or each.last_day is not None for each in readings)


def _kinds(cell: Any) -> frozenset[str]:
    return _kinds_of_text(cell, words_in_use()) if isinstance(cell, str) else _kinds_of(cell)


def _kinds_of(cell: Any) -> frozenset[str]:
    if isinstance(cell, bool):
        return frozenset({"state"})
    if isinstance(cell, (int, float)):
        if cell == int(cell) and 0 < cell < MOST_AREAS:
            return frozenset({"number", "code", "area"})
        return frozenset({"number", "code"} if float(cell) < 10_000 else {"number"})
    return frozenset({"date"} if isinstance(cell, date) else ())


@lru_cache(maxsize=8192)
def _kinds_of_text(text: str, words: RatingWords) -> frozenset[str]:
    plain = text.casefold().strip(" .*")
    kinds = set()
    said_then = _SAID_THEN.match(text)
    if said_then is not None and is_day(said_then[1]):
        kinds.add("report")
    elif is_day(text) and not (len(text.split()) > _WORDS_OF_A_DATE and instructs(text)):
        kinds.add("date")
    elif len(text) <= 40 and _names_no_day(text):
        kinds.add("dateless")
    read = words.read(text)
    if len(text) <= 60 and (read.says_how_it_stands or plain in _BARE_STATES):
        kinds.add("state")
    if len(text) <= 40 and read.ratings and not read.doubtful and "%" not in text:
        kinds.add("plain state")
    if plain in _LEVELS:
        kinds.add("level")
    if _NUMBER.fullmatch(text):
        kinds.add("number")
        if text.isdecimal() and 0 < int(text) < MOST_AREAS:
            kinds.add("area")
    listed = [each.strip() for each in re.split(r"[,;\n]", text)]
    if len(text) <= 32 * len(listed) and all(map(_CODE.fullmatch, listed)) and not _NUMBERED_NAME.match(text):
        kinds.add("code")
    if _LINK.match(text):
        kinds.add("link")
    if (len(text) <= 80 and len(names_in(text)) > 1) or (len(text) <= 60 and is_name(text)):
        kinds.add("name")
        if len(text) <= 60 and has_post(text):
            kinds.add("post")
    if _ACCOUNT.fullmatch(text):
        kinds |= {"name", "post"}
    if instructs(text) and not ("post" in kinds and _CAPITALS.fullmatch(text)):
        kinds.add("instruction")
    elif reports(text):
        kinds.add("report")
    return frozenset(kinds)


def _names_no_day(text: str) -> bool:
    read = written(text)
    return isinstance(read.as_it_stands, Deadline) and read.as_it_stands.last_day is None
