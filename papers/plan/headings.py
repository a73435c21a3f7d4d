"""Finding the row of headings on a sheet, and what each column holds.

`reading` asks for the heading of every sheet and takes the sheet that says most. Only headings are judged here,
except where a heading means two things and the cells below tell which (`settled`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from statistics import median
from typing import Any

from models.plan.deadlines import parse_deadline
from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.ratings import ratings_in_words
from papers.plan.sheets import CellError, Row, Sheet
from papers.plan.vocabulary import HEADINGS

SEARCHED_ROWS = 100
"""Titles, keys and instructions stand above the headings; more than this has not been seen."""


@dataclass(frozen=True)
class Recognised:
    """What one heading means. `rank` is 0 for the likeliest; `dated` is the month that "Update June 2023" names."""

    meaning: Held
    phrase: str
    rank: int
    dated: date | None = None


@dataclass(frozen=True)
class ColumnHeading:
    """The row of headings of a sheet; with a second line below it, `last_row` is that line."""

    first_row: int
    last_row: int
    texts: tuple[str, ...]
    columns: Mapping[Held, int]
    """Where each meaning stands, by column from 0."""

    @property
    def score(self) -> int:
        """How many columns are understood."""
        return len(self.columns)

    def meaning(self, index: int) -> Held | None:
        """What the column holds."""
        return next((meaning for meaning, at in self.columns.items() if at == index), None)


def find_heading(sheet: Sheet) -> ColumnHeading | None:
    """The row among the first hundred that names the action and most else; None where no row does."""
    best: ColumnHeading | None = None
    rows = list(sheet.rows(last=SEARCHED_ROWS))
    for at, row in enumerate(rows):
        single = _heading(row.number, row.number, _texts(row.values))
        lines = [single]
        if at + 1 < len(rows) and (below := _second_line(sheet, row, rows[at + 1])) is not None:
            lines.append(_heading(row.number, rows[at + 1].number, below))
        for heading in lines:
            named = Meaning.TITLE in heading.columns and heading.score >= 2
            if named and (best is None or heading.score > best.score):
                best = heading
    return best


def headings_seen(sheet: Sheet) -> tuple[str, ...]:
    """What an error shows where no row of headings was found: the fullest row of short texts near the top."""
    fullest: tuple[str, ...] = ()
    for row in sheet.rows(last=SEARCHED_ROWS):
        texts = tuple(value for value in row.values if isinstance(value, str) and len(value) <= 60)
        if len(texts) > len(fullest):
            fullest = texts
    return fullest


def map_columns(texts: Sequence[str]) -> dict[Held, int]:
    """Where each meaning stands among these headings; where two columns claim one, the likelier heading has it."""
    found = {index: each for index, text in enumerate(texts) if text and (each := recognise(text)) is not None}
    columns: dict[Held, int] = {}
    for index, each in found.items():
        other = columns.get(each.meaning)
        if other is None or _claim(each) < _claim(found[other]):
            columns[each.meaning] = index
    activity = columns.get(FIELDS["activity"])
    if Meaning.TITLE not in columns and activity is not None and found[activity].phrase == "activity":
        # "Activity" is the action itself in trackers that rate it in another column.
        columns[Meaning.TITLE] = columns.pop(FIELDS["activity"])
        rest = map_columns(["" if index == activity else text for index, text in enumerate(texts)])
        columns |= {FIELDS["activity"]: rest[FIELDS["activity"]]} if FIELDS["activity"] in rest else {}
    impact = next((index for index, each in found.items() if each.phrase == "impact"), None)
    if impact is not None and impact not in columns.values() and FIELDS["difference"] not in columns:
        columns[FIELDS["difference"]] = impact
    return columns


@lru_cache(maxsize=2048)
def recognise(text: str) -> Recognised | None:
    """What a heading means, or None. Brackets may be left out, and a date may follow ("RAG June 2023")."""
    if _BYGONE.search(text.casefold()):
        return None
    for version in (text, re.sub(r"\(.*?\)|\[.*?\]", " ", text, flags=re.DOTALL)):
        if found := _PHRASES.get(normal(version)):
            return found
    words = text.split()
    for cut in range(1, len(words)):
        start = _PHRASES.get(normal(" ".join(words[:cut])))
        if start is not None and start.meaning in _DATED and (day := _date_within(words[cut:])):
            return replace(start, dated=day)
    return None


def settled(heading: ColumnHeading, sample: Iterable[Row]) -> ColumnHeading:
    """The heading with its two-faced columns settled by the cells below it.

    An Impact or Status column that holds prose is the difference made, or the progress; a Priority column that says
    high, medium or low is no area.
    """
    rows = list(sample)
    columns = dict(heading.columns)
    for meaning, prose_meaning in (
        (FIELDS["impact"], FIELDS["difference"]),
        (FIELDS["activity"], FIELDS["commentary"]),
    ):
        index = columns.get(meaning)
        if index is not None and _is_prose([row.values[index] for row in rows]):
            del columns[meaning]
            columns.setdefault(prose_meaning, index)
    area = columns.get(Meaning.AREA)
    if area is not None and _are_levels([row.values[area] for row in rows]):
        others = map_columns(["" if index == area else text for index, text in enumerate(heading.texts)])
        del columns[Meaning.AREA]
        if Meaning.AREA in others:
            columns[Meaning.AREA] = others[Meaning.AREA]
    return replace(heading, columns=columns)


def normal(text: str) -> str:
    """A heading as it is compared."""
    return re.sub(r"[^\w#]+|_", " ", text.casefold().replace("&", " and ")).strip()


_PHRASES = {
    phrase: Recognised(meaning, phrase, rank)
    for meaning, phrases in HEADINGS.items()
    for rank, phrase in enumerate(phrases)
    if (meaning, phrase) != (Meaning.TITLE, "activity")
}
_DATED = (FIELDS["activity"], FIELDS["impact"], FIELDS["commentary"])
_BYGONE = re.compile(r"\b(?:previous|previously|prior|old|last (?:board|meeting|month|quarter|period|rag|brag))\b")
_LEVELS = {"high", "medium", "low", "h", "m", "l", "urgent", "critical", "routine", "must", "should", "could", "med"}


def _claim(each: Recognised) -> tuple[int, int, int]:
    """The smaller, the better the claim: undated before dated, the later date first, then the likelier heading."""
    return (0 if each.dated is None else 1, -(each.dated or date.min).toordinal(), each.rank)


def _date_within(words: Sequence[str]) -> date | None:
    text = re.sub(r"^(?:[-–—:(]|as at|as of|at|for|to)+\s*", "", " ".join(words).strip("()[]"), flags=re.IGNORECASE)
    try:
        return parse_deadline(text).last_day
    except ValueError:
        return None


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if value is None or isinstance(value, CellError) else _text(value) for value in values)


def _text(value: Any) -> str:
    return f"{value:%d %B %Y}" if isinstance(value, (date, datetime)) else str(value)


def _heading(first: int, last: int, texts: tuple[str, ...]) -> ColumnHeading:
    while texts and not texts[-1]:
        texts = texts[:-1]
    return ColumnHeading(first, last, texts, map_columns(texts))


def _second_line(sheet: Sheet, above: Row, below: Row) -> tuple[str, ...] | None:
    """The headings of two lines as one, where the line below divides cells merged across in the line above."""
    if below.number != above.number + 1 or len(above.filled()) < 2:
        return None
    groups: dict[int, str] = {}
    for block in sheet.part.merged:
        if block.first_row == above.number and block.last_column > block.first_column:
            title = _texts(above.values)[block.first_column - 1] if block.first_column <= len(above.values) else ""
            groups |= dict.fromkeys(range(block.first_column - 1, block.last_column), title)
    if not groups or any(index not in groups for index in below.filled()):
        return None
    texts = list(_texts(above.values))
    for index in below.filled():
        line = _texts(below.values)[index]
        both = f"{groups[index]} {line}"
        texts[index] = both if recognise(both) or _BYGONE.search(both.casefold()) else line
    return tuple(texts)


def _is_prose(values: Sequence[Any]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    unread = [text for text in texts if not ratings_in_words(text).ratings]
    return bool(unread) and 2 * len(unread) > len(texts) and median(map(len, unread)) >= 25


def _are_levels(values: Sequence[Any]) -> bool:
    texts = [str(value).casefold() for value in values if value is not None]
    return bool(texts) and all(text in _LEVELS for text in texts)
