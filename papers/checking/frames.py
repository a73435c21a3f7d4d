"""A table as sentences speak of it: its rows, its columns of states, owners and numbers, and those that are the
same thing at several times.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from models.plan.deadlines import MONTHS
from papers.checking.dates import day_of
from papers.checking.figures import COUNT, counted, read_cell
from papers.checking.paper import Paper
from papers.checking.rows import Rows, stems

_TIME = re.compile(
    rf"\b(?:(?:at |end of )?(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?: (?:20)?\d\d)?"
    r"|(?:q[1-4]|quarter [1-4])(?:,? 20\d\d(?:/\d\d)?)?|20\d\d(?:/\d\d)?"
    r"|(?:autumn|spring|summer|winter)(?: term)?(?: 20\d\d)?"
    r"|(?:last|previous|prior|this|current) (?:month|period|quarter|year|term|meeting)|previous|current)(?!\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:last|previous|prior)\b", re.IGNORECASE)
_OWNER = re.compile(
    r"\b(?:owner|lead|leads|led by|leader|responsible|responsibility|sro|by whom|sponsor|agency|assigned to|who)\b",
    re.I,
)
_TARGET = re.compile(
    r"\b(?:target|threshold|plan|planned|standard|trajectory|milestone|sector|benchmark|national|region)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"^(?:week|month|quarter|term|year|period|season|meeting)s?$", re.IGNORECASE)


def without_time(text: str) -> str:
    """A heading without the time in it."""
    return _TIME.sub(" ", text)


@dataclass(frozen=True)
class Series:
    """Columns of one thing at several times, earliest first; `words` are what is said of it beside the time."""

    words: frozenset[str]
    labels: tuple[str, ...]
    columns: tuple[int, ...]

    def at(self, words: str) -> int | None:
        """Which of its times some words name; None where they name none."""
        said = words.casefold()
        for number, each in enumerate(self.labels):
            label = each.casefold()
            if re.search(rf"(?<![\w/]){re.escape(label)}(?![\w/])", said):
                return number
        short = [each.casefold().split()[0] for each in self.labels]
        if len(set(short)) == len(short):
            named = [number for number, each in enumerate(short) if re.search(rf"\b{re.escape(each)}\b", said)]
            return named[0] if len(named) == 1 and not re.search(r"\b20\d\d\b", said) else None
        return None


@dataclass(frozen=True)
class Frame:
    """A table with rows that go by a name."""

    rows: Rows

    @cached_property
    def names(self) -> list[str]:
        """Its rows but totals."""
        return list(self.rows.body)

    @property
    def heads(self) -> list[str]:
        """The headings of its columns."""
        return self.rows.heads

    def cell(self, name: str, at: int) -> str:
        """What stands in a column of a row."""
        return " ".join(self.rows.body[name][at].split())

    @cached_property
    def states(self) -> dict[int, frozenset[str]]:
        """The columns with a word or a few in every row, of which some come twice or which are called a state; each
        with the words it has, in small letters.
        """
        found: dict[int, frozenset[str]] = {}
        for at in range(1, len(self.heads)):
            cells = [self.cell(name, at).casefold() for name in self.names]
            if not all(cells) or any(len(each.split()) > 3 or re.search(r"\d", each) for each in cells):
                continue
            if at not in self.owners and len(set(cells)) > 1:
                found[at] = frozenset(cells)
        return found

    @cached_property
    def owners(self) -> list[int]:
        """The columns of who leads or answers for it."""
        return [
            at
            for at in range(1, len(self.heads))
            if _OWNER.search(self.heads[at]) and at not in self.rows.numbered and not self._days(at)
        ]

    def _days(self, at: int) -> bool:
        return any(day_of(row[at]) for row in self.rows.body.values())

    @cached_property
    def days(self) -> list[int]:
        """The columns that have a day in each row."""
        return [at for at in range(1, len(self.heads)) if all(day_of(row[at]) for row in self.rows.body.values())]

    @cached_property
    def targets(self) -> list[int]:
        """The columns of what is to be reached."""
        return [at for at in self.rows.numbered if _TARGET.search(self.heads[at]) and not _TIME.search(self.heads[at])]

    @cached_property
    def series(self) -> list[Series]:
        """What is there at several times."""
        groups: dict[frozenset[str], list[tuple[str, int]]] = {}
        for at in (*self.rows.numbered, *self.states):
            found = list(_TIME.finditer(self.heads[at]))
            if found and at not in self.targets and not re.search(r"\bchange\b|\bdifference\b", self.heads[at], re.I):
                words = frozenset(stems(_TIME.sub(" ", self.heads[at])))
                if at not in self.states and any(read_cell(self.cell(name, at)).percent for name in self.names):
                    words |= {"%"}
                groups.setdefault(words, []).append((" ".join(each[0] for each in found), at))
        made = []
        for words, columns in groups.items():
            in_order = sorted(columns, key=lambda each: each[1])
            years = [int(each[-1]) if (each := re.findall(r"20(\d\d)", label)) else None for label, _ in in_order]
            known = [each for each in years if each is not None]
            if (len(known) == len(years) and known == sorted(known, reverse=True) and len(set(known)) > 1) or (
                len(in_order) == 2 and _BEFORE.match(in_order[1][0])
            ):
                in_order.reverse()
            if len({label for label, _ in in_order}) == len(in_order) > 1:
                made.append(Series(words, tuple(label for label, _ in in_order), tuple(at for _, at in in_order)))
        return made

    @cached_property
    def called(self) -> set[str]:
        """The words for what its rows are: the heading of the first column, and its caption."""
        return stems(self.heads[0]) - {"", "no", "ref", "number"}

    @cached_property
    def is_of_times(self) -> bool:
        """Whether its rows are times, as years or quarters."""
        return bool(self.names) and all(_TIME.search(each) for each in self.names)

    def are(self, noun: str, number: Decimal | None) -> bool:
        """Whether its rows are what a noun says, or as many as are counted with it (`number`)."""
        if any(map(_PERIOD.match, noun.split()[-1:])):
            return False
        if number is not None and number != len(self.names):
            return False
        said = stems(noun)
        return (
            bool(said & self.called)
            or (number is not None and not said - {"them", "thes", "those"})
            or (number is not None and number == len(self.names) and len(said) == 1 and number > 2)
        )


def frames_of(paper: Paper) -> list[Frame]:
    """The tables of a paper whose rows go by a name."""
    once = {each.rows: each for each in reversed(list(paper.tables)) if each.heading_rows}  # a table may stand twice
    return [Frame(rows) for each in reversed(once.values()) if (rows := Rows(each)).body]


@lru_cache(maxsize=512)
def matched(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Whether a text is so from its beginning: asked of the same text for each table."""
    return pattern.match(text)


def in_words(text: str) -> Decimal:
    """The value of a count; “no” and “none” are 0."""
    return Decimal(0) if text.casefold() in ("no", "none") else counted(text)


COUNTED = re.compile(rf"(?<![\w.,/£-]){COUNT}(?![\w.,]*\d|%|\s?per ?cent)", re.IGNORECASE)


def numbers(frame: Frame, name: str, columns: Sequence[int]) -> list[Decimal]:
    """The numbers of a row in some columns."""
    return [each for at in columns if (each := frame.rows.number(name, at)) is not None]
