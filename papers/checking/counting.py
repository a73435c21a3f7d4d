"""Tables of counts as a paper prints them: their columns with totals and shares, and which row is which rating.

What is found here is what sentences are held against. A column counts as one of shares only where most of its
percentages are the shares of its counts, so that a table of targets or of money is not taken for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import cached_property

from models.plan.deadlines import MONTHS
from papers.checking.figures import Cell, Percent, is_share, read_cell
from papers.checking.paper import Paper, Table, Turned

TOTAL = re.compile(
    r".{1,80} \(the total\)|(?:\w+ (?:in )?)?totals?(?: .*)?|sum|all(?: (?:actions|boards|schools|areas|"
    r"directorates|divisions|departments|"
    r"services|sites|wards|teams|localities|risks|milestones|recommendations|projects|workstreams|responses|academies|"
    r"contracts|staff|people|respondents|strands|programmes|(?-i:[a-z][a-z-]+s)))?",
    re.IGNORECASE,
)
"""The name of a row or column that is the sum of the others."""
_NO_SUM = re.compile(r"sub-?total|of which|including|average|mean|net\b|balance|difference|variance|surplus|deficit",
                     re.IGNORECASE)  # fmt: skip
_NOT_COUNTED = re.compile(
    r"\b(?:refs?|years?(?! \d)|(?<!to )dates?|target|average|mean|rate|rank|priority|score)\b(?!/)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:no\b\.?|numbers?(?! of))", re.IGNORECASE)
PREVIOUS = re.compile(r"previous|prior|last (?:board|meeting|report|period|month|quarter|time)|before", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"\b({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.? (20\d\d)\b", re.IGNORECASE)
_QUARTER = re.compile(r"(?:\b(20\d\d)(?:/\d\d)?,? )?\b(?:Q|Quarter )([1-4])\b(?:,? (20\d\d))?", re.IGNORECASE)

DONE = (
    "blue",
    "complete",
    "completed",
    "delivered",
    "done",
    "closed",
    "finished",
    "implemented",
    "discharged",
    "achieved",
)
ON_TRACK = ("green", "on track", "on target", "on schedule", "on course", "progressing")
AT_RISK = ("amber", "some issues", "at risk", "some delay", "slipping", "behind", "behind schedule", "partly achieved")
OFF_TRACK = ("red", "off track", "not on track", "overdue", "stalled", "significant delay", "not achieved")
NOT_STARTED = ("grey", "gray", "not started", "not yet started", "white")
LEVELS = (*DONE, *ON_TRACK, *AT_RISK, *OFF_TRACK, *NOT_STARTED)
STATES = (*LEVELS, "in progress", "open", "very high", "high", "medium", "moderate", "low", "very low")
"""Names of rows of which sentences speak: levels of a scale, and what is none but stands in the same place."""


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
    is_previous: bool = False
    """Whether it is of an earlier time than another of its table, by its heading or by its date."""

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is the sum of the others of its table."""
        return bool(TOTAL.fullmatch(self.heading.strip()))

    @cached_property
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
        return next((self._by_name[each] for each in names if each in self._by_name), None)

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {named(each.label): each for each in reversed(self.entries)}

    @cached_property
    def is_of_ratings(self) -> bool:
        """Whether at least two of its rows are ratings."""
        known = [named(each.label) for each in self.entries if named(each.label) in STATES]
        return len(known) >= 2 or (bool(known) and known[0] in (*ON_TRACK, *OFF_TRACK) and self.has_shares)

    @cached_property
    def on_track(self) -> Decimal | None:
        """How many are done or on track; None where the table has no rows of these."""
        rows = [found for names in (DONE, ON_TRACK) if (found := self.level(*names))]
        return sum((each.count for each in rows), Decimal(0)) if self.is_of_ratings and rows else None

    @cached_property
    def is_impact(self) -> bool:
        """Whether its heading calls it that of impact."""
        return "impact" in self.heading.casefold()


def columns_of(paper: Paper) -> list[Column]:
    """The columns of counts of a paper, in its order."""
    found: list[Column] = []
    for table in paper.tables:
        found += _in_time(_columns(table))
        for turned in _turned(table):
            found += _in_time(_columns(turned))
    return found


def _in_time(columns: Iterable[Column]) -> list[Column]:
    """The columns of a table, those of earlier times marked."""
    known = list(columns)
    whens = [_when(each.heading) for each in known]
    if not any(whens):  # months without a year go on in the order of the table
        named_months = [each.heading.casefold().split()[:1] for each in known]
        if len(known) > 1 and all(
            each and each[0].strip(".") in (*MONTHS, "autumn", "spring", "summer", "winter") for each in named_months
        ):
            order = list(dict.fromkeys(each[0] for each in named_months))
            whens = [(0, order.index(each[0])) for each in named_months]
    last = max(filter(None, whens), default=None)
    return [
        replace(each, is_previous=bool(PREVIOUS.search(each.heading)) or (when is not None and when != last))
        for each, when in zip(known, whens, strict=True)
    ]


def _when(heading: str) -> tuple[int, int] | None:
    """The time in a heading, as year and month or quarter; None without one."""
    if found := _MONTH_OF_YEAR.search(heading):
        return int(found[2]), MONTHS[found[1].casefold()]
    if found := _QUARTER.search(heading):
        return int(found[1] or found[3] or 0), int(found[2])
    return None


def _turned(table: Table) -> Iterator[Turned]:
    """A table with ratings as its columns, read as one with ratings as its rows; one for each heading above them."""
    first = table.heading_rows
    if not 1 <= first < len(table.rows):
        return
    names = table.rows[first - 1]
    above = [" ".join(dict.fromkeys(table.rows[at][column] for at in range(first - 1))) for column in range(len(names))]
    rows = [at for at in range(first, len(table.rows)) if table.rows[at][0].strip()]
    for group in dict.fromkeys(above[1:]):
        counts = [at for at in range(1, len(names)) if above[at] == group and _is_count_of_a_state(names[at])]
        if sum(named(names[at]) in STATES for at in counts) < 2:
            continue
        shared = [at + 1 if _has_shares(table, rows, at + 1) else None for at in counts]
        columns: list[Sequence[int | None]] = [counts, shared] if any(shared) else [counts]
        heads = [(" ".join(filter(None, (table.rows[at][0], group.strip()))), at) for at in rows for _ in columns]
        cells: list[tuple[tuple[int, int], ...]] = [((0, 0), *((at, 0) for _, at in heads))]
        cells += [
            ((first - 1, count), *((at, each[number] or 0) for at in rows for each in columns))
            for number, count in enumerate(counts)
        ]
        body = [tuple(table.rows[at][column] if column else "" for at, column in line) for line in cells[1:]]
        yield Turned((("", *(name for name, _ in heads)), *body), table.place, cells=tuple(cells), of=table)


def _is_count_of_a_state(name: str) -> bool:
    """Whether a column is called a state or the total, and not the share of it."""
    return bool(named(name) in STATES or TOTAL.fullmatch(name.strip())) and not re.search(r"%|share|per ?cent", name)


def _has_shares(table: Table, rows: Sequence[int], column: int) -> bool:
    """Whether there is such a column, with percentages in most of the rows."""
    if column >= len(table.rows[0]):
        return False
    return sum(read_cell(table.rows[at][column]).percent is not None for at in rows) * 2 > len(rows)


def _columns(table: Table) -> Iterator[Column]:
    cells = [[read_cell(text) for text in row] for row in table.rows]
    first = table.heading_rows
    total_row = next((at for at in range(first, len(cells)) if TOTAL.fullmatch(table.rows[at][0].strip())), None)
    body = [at for at in range(first, total_row if total_row is not None else len(cells)) if table.rows[at][0].strip()]
    if len(body) < 2:
        return
    taken: set[int] = set()
    for column in range(1, len(table.rows[0])):
        heading = " ".join(dict.fromkeys(table.rows[at][column] for at in range(first) if table.rows[at][column]))
        numbered = [cells[at][column].number for at in body]
        if column in taken or _NOT_COUNTED.search(heading) or not all(each is not None for each in numbered):
            continue
        beside = _beside(cells, body, column) or _is_beside_unsigned(table, cells, body, column)
        if _NUMBERED.search(heading) and not beside and total_row is None:
            continue  # numbers by which things are called
        beside = beside or _shares_further_on(cells, body, column)
        if beside:
            taken.add(column + beside)
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


def _shares_further_on(cells: Sequence[Sequence[Cell]], body: Sequence[int], column: int) -> int:
    """How far on a column stands whose percentages are nearly all shares of this one’s sum; 0 without one."""
    counts = [cells[at][column].number or Decimal(0) for at in body]
    for further in range(column + 2, len(cells[0])):
        printed = [each for at in body if (each := cells[at][further].percent)]
        if len(printed) < len(body) or len(body) < 3 or any(cells[at][further].number is not None for at in body):
            continue
        right = sum(is_share(each, count, sum(counts, Decimal(0))) for each, count in zip(printed, counts, strict=True))
        if right >= 2 and right * 3 >= len(body) * 2 and len(set(counts)) > 1:
            return further - column
    return 0


def _is_beside_unsigned(table: Table, cells: Sequence[Sequence[Cell]], body: Sequence[int], column: int) -> int:
    """1 where the next column is headed as one of percentages, so that its cells need no sign, else 0."""
    if any(cells[at][column].percent for at in body) or column + 1 >= len(cells[0]) or not table.heading_rows:
        return 0
    headed = re.search(r"%|\bper ?cent|\bshare\b", table.rows[table.heading_rows - 1][column + 1], re.IGNORECASE)
    return int(bool(headed) and all(cells[at][column + 1].number is not None for at in body))


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
    if (first := re.split(r"\s*(?::|\s[–-])\s", said)[0].strip()) in STATES:
        return first
    known = [each.strip() for each in re.split(r"[^a-z ]+", said) if each.strip() in STATES]
    return known[0] if len(known) == 1 else " ".join(said.split())  # "Amber/Green" is one level (`domain.md` 4.1)


def own_name(column: Column) -> str:
    """What only this column of its table is called, without activity and impact; empty where that is too little."""
    name = re.sub(r"\b(?:activity|impact|no\.?|number|actions?)\b", " ", column.heading, flags=re.IGNORECASE)
    name = " ".join(name.split())
    return name if len(name) > 2 and not column.is_whole else ""
