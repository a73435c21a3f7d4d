"""Tables of counts as a paper prints them: their columns with totals and shares, and which row is which rating.

What is found here is what sentences are held against. A column counts as one of shares only where most of its
percentages are the shares of its counts, so that a table of targets or of money is not taken for one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from papers.checking.figures import Cell, Percent, is_share, read_cell
from papers.checking.paper import Paper, Table

_TOTAL = re.compile(r"(?:grand |overall )?totals?(?: .*)?|all actions|sum", re.IGNORECASE)
_NO_SUM = re.compile(r"sub-?total|of which|including|average|mean|net\b|balance|difference|variance|surplus|deficit",
                     re.IGNORECASE)  # fmt: skip
_NOT_COUNTED = re.compile(
    r"\b(?:refs?|no\.?|numbers?(?! of)|years?|dates?|target|average|mean|rate|rank|priority|score)\b(?!/)",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(r"previous|prior|last (?:board|meeting|report|period)|before", re.IGNORECASE)

DONE = ("blue", "complete", "completed", "delivered", "done", "closed")
ON_TRACK = ("green", "on track", "progressing")
AT_RISK = ("amber", "some issues", "at risk")
OFF_TRACK = ("red", "off track", "not on track", "overdue")
NOT_STARTED = ("grey", "gray", "not started", "not yet started", "white")
LEVELS = (*DONE, *ON_TRACK, *AT_RISK, *OFF_TRACK, *NOT_STARTED)


@dataclass(frozen=True)
class Entry:
    """A row of a column of counts: its count, and the share beside it with the cell where that stands."""

    label: str
    row: int
    count: Decimal
    percent: Percent | None
    percent_at: tuple[int, int] | None


@dataclass(frozen=True)
class Column:
    """A column of counts. `total` is what its row of totals says, None without one; `summed` is what it adds up to."""

    table: Table
    index: int
    heading: str
    entries: tuple[Entry, ...]
    total: Decimal | None
    total_row: int | None

    @property
    def summed(self) -> Decimal:
        """What its counts add up to."""
        return sum((each.count for each in self.entries), Decimal(0))

    @cached_property
    def of(self) -> Decimal:
        """What its shares are of: its total, or what it adds up to, whichever more of its percentages are shares of."""
        if self.total is None or self.total == self.summed:
            return self.summed
        return max((self.total, self.summed), key=self._rightly_shared)

    @cached_property
    def has_shares(self) -> bool:
        """Whether most of the percentages beside its counts are their shares, rightly rounded or cut off."""
        beside = sum(each.percent is not None for each in self.entries)
        return beside >= 2 and self._rightly_shared(self.of) * 2 >= beside

    def _rightly_shared(self, total: Decimal) -> int:
        return sum(_is_about(each.percent, each.count, total) for each in self.entries)

    def level(self, *names: str) -> Entry | None:
        """The row of a rating, by one of its names."""
        return next((each for each in self.entries if named(each.label) in names), None)

    @property
    def is_of_ratings(self) -> bool:
        """Whether at least two of its rows are ratings."""
        return sum(named(each.label) in LEVELS for each in self.entries) >= 2

    @property
    def on_track(self) -> Decimal | None:
        """How many are done or on track; None where the table has no rows of these."""
        rows = [found for names in (DONE, ON_TRACK) if (found := self.level(*names))]
        return sum((each.count for each in rows), Decimal(0)) if self.is_of_ratings and rows else None

    @property
    def is_previous(self) -> bool:
        """Whether its heading calls it that of an earlier meeting."""
        return bool(
            re.search(r"previous|prior|last (?:board|meeting|report|period)|before", self.heading, re.IGNORECASE)
        )

    @property
    def is_impact(self) -> bool:
        """Whether its heading calls it that of impact."""
        return "impact" in self.heading.casefold()


def columns_of(paper: Paper) -> list[Column]:
    """The columns of counts of a paper, in its order."""
    return [column for table in paper.tables for column in _columns(table)]


def _columns(table: Table) -> Iterator[Column]:
    cells = [[read_cell(text) for text in row] for row in table.rows]
    first = table.heading_rows
    total_row = next((at for at in range(first, len(cells)) if _TOTAL.fullmatch(table.rows[at][0].strip())), None)
    body = [at for at in range(first, total_row if total_row is not None else len(cells)) if table.rows[at][0].strip()]
    if len(body) < 2:
        return
    taken: set[int] = set()
    for column in range(1, len(table.rows[0])):
        heading = " ".join(dict.fromkeys(table.rows[at][column] for at in range(first) if table.rows[at][column]))
        numbered = [cells[at][column].number for at in body]
        if column in taken or _NOT_COUNTED.search(heading) or not all(each is not None for each in numbered):
            continue
        beside = _beside(cells, body, column)
        if beside:
            taken.add(column + 1)
        entries = tuple(
            Entry(
                table.rows[at][0].strip(),
                at,
                cells[at][column].number or Decimal(0),
                cells[at][column + beside].percent or _unsigned(cells[at][column + beside], beside),
                (at, column + beside),
            )
            for at in body
        )
        total = cells[total_row][column].number if total_row is not None else None
        yield Column(table, column, heading, entries, total, total_row if total is not None else None)


def _beside(cells: Sequence[Sequence[Cell]], body: Sequence[int], column: int) -> int:
    """1 where the next column has the percentages of this one's counts, else 0."""
    if any(cells[at][column].percent for at in body) or column + 1 >= len(cells[0]):
        return 0
    nxt = [cells[at][column + 1] for at in body]
    with_percent = sum(each.percent is not None for each in nxt)
    return int(with_percent * 2 > len(body))


def _unsigned(cell: Cell, beside: int) -> Percent | None:
    """A number in a column of percentages, which lacks its sign."""
    if not beside or cell.number is None:
        return None
    exponent = cell.number.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Percent(cell.number, digits, False, str(cell.number))


def _is_about(printed: Percent | None, count: Decimal, total: Decimal) -> bool:
    if printed is None or total <= 0:
        return False
    cut = (count * 100 / total).quantize(Decimal(1).scaleb(-printed.places), ROUND_DOWN)
    return is_share(printed, count, total) or cut == printed.value


def is_summed(column: Column) -> bool:
    """Whether a column ought to add up to its total: none of its rows is a part of another, or an average."""
    return column.total is not None and not any(_NO_SUM.search(each.label) for each in column.entries)


def named(label: str) -> str:
    """A row's label as a rating's name: "B – Blue", "Blue (complete)", "BLUE:" are blue."""
    said = re.sub(r"\(.*?\)", " ", label.casefold())
    words = [each for each in re.split(r"[^a-z ]+", said) if len(each.strip()) > 1]
    for part in words:
        if part.strip() in LEVELS:
            return part.strip()
    return " ".join(said.split())
