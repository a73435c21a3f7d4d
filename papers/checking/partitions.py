"""Tables whose rows add up across, and tables with a share in each row: what their columns are to one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from papers.checking.counting import TOTAL
from papers.checking.figures import (
    NUMBER,
    Percent,
    as_printed,
    how_it_came,
    is_share,
    percent,
    places,
    read_cell,
    share,
)
from papers.checking.paper import Finding, Paper, Table, Turned

_CHANGE = re.compile(
    r"^(?:change|variance|difference|movement|increase|over ?/ ?\(?under\)?spend|underspend|overspend|"
    r"remaining|balance|left|"
    r"unspent|outstanding|to go|surplus|deficit|net|gap|still to)\b(?!.*%)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^\+\s*(?=\d)")


@dataclass(frozen=True)
class Whole:
    """A column that is the sum of others, its `parts`."""

    at: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class RowShares:
    """A column of percentages that are, in most rows, those of the count in column `part` of that in column `of`."""

    at: int
    part: int
    of: int


def _number(text: str) -> Decimal | None:
    return read_cell(_SIGNED.sub("", text.strip().replace("−", "-"))).number


def _value(text: str) -> Decimal | None:
    """A number, or that of a percentage."""
    number = _number(text)
    read = read_cell(text).percent
    return number if number is not None else read.value if read else None


def _body(table: Table) -> list[int]:
    return [at for at in range(table.heading_rows, len(table.rows)) if table.rows[at][0].strip()]


def _parts(table: Table) -> list[int]:
    """The rows that are no totals."""
    return [at for at in _body(table) if not TOTAL.fullmatch(table.rows[at][0].strip())]


def printed_percent(text: str) -> Percent | None:
    """A percentage, its sign printed or not."""
    read = read_cell(text)
    return read.percent or (percent(text.strip(), None) if re.fullmatch(NUMBER, text.strip()) else None)


@lru_cache(maxsize=64)
def whole_column(table: Table) -> Whole | None:
    """The column that is the sum of the others beside it in most rows, first or last of them; None without one."""
    body, width = _parts(table), len(table.rows[0])
    if len(body) < 2 or not table.heading_rows:
        return None
    heads = [each for each in table.rows[table.heading_rows - 1][1:] if each.strip()]
    if len(set(heads)) < len(heads):
        return None  # two groups of columns
    filled = [at for at in range(1, width) if all(_number(table.rows[row][at]) is not None for row in body)]
    for first in range(len(filled) - 2):
        run = filled[first:]
        run = [each for number, each in enumerate(run) if each - run[0] == number]
        for last in range(len(run), 2, -1):
            for at, parts in ((run[0], run[1:last]), (run[last - 1], run[: last - 1])):
                sums = [
                    sum((_number(table.rows[row][each]) or Decimal(0) for each in parts), Decimal(0)) for row in body
                ]
                right = sum(total == _number(table.rows[row][at]) for row, total in zip(body, sums, strict=True))
                if len(parts) >= 2 and right * 3 >= len(body) * 2 and right >= 2 and any(sums):
                    return Whole(at, tuple(parts))
    return None


def said_in_all(table: Table) -> list[Decimal]:
    """What the row of totals says of the whole, in a table with a column for it."""
    meant = table.of if isinstance(table, Turned) else table
    whole = whole_column(meant)
    if whole is None:
        return []
    rows = [row for row in _body(meant) if TOTAL.fullmatch(meant.rows[row][0].strip())]
    return [total for row in rows if (total := _number(meant.rows[row][whole.at])) is not None]


@lru_cache(maxsize=64)
def has_row_shares(table: Table) -> RowShares | None:
    """The column of shares row by row; None without one."""
    body, width = _parts(table), len(table.rows[0])
    if len(body) < 3:
        return None
    for at in range(2, width):
        printed = [printed_percent(table.rows[row][at]) for row in body]
        if not any(each and each.signed for each in printed):
            continue
        if sum(each is not None for each in printed) * 3 < len(body) * 2:
            continue
        for part in range(1, width):
            for of in range(1, width):
                if at in (part, of) or part == of:
                    continue
                rows = [
                    (each, count, total)
                    for each, row in zip(printed, body, strict=True)
                    if each is not None
                    and (count := _number(table.rows[row][part])) is not None
                    and (total := _number(table.rows[row][of])) is not None
                ]
                right = sum(is_share(*each) for each in rows)
                totals = {total for _, _, total in rows}
                if len(rows) >= 3 and len(totals) > 1 and right * 2 > len(rows):
                    return RowShares(at, part, of)
    return None


def across(paper: Paper) -> Iterator[Finding]:
    """What is wrong row by row: shares, sums of a first column, and changes between two columns."""
    for table in paper.tables:
        yield from _row_shares(table)
        yield from _first_is_whole(table)
        yield from _changes(table)


def _row_shares(table: Table) -> Iterator[Finding]:
    if not (shared := has_row_shares(table)):
        return
    for row in _body(table):
        cells = table.rows[row]
        count, total = _number(cells[shared.part]), _number(cells[shared.of])
        read, place = read_cell(cells[shared.at]), table.cell_place(row, shared.at)
        if count is None or not total:
            continue
        if read.percent is None and read.number is not None:
            yield Finding(
                place, cells[shared.at], f"{cells[shared.at]}%", "The other cells of this column have their sign."
            )
        printed = printed_percent(cells[shared.at])
        if printed is None or is_share(printed, count, total):
            continue
        added = sum((_number(cells[at]) or Decimal(0) for at in range(1, shared.of)), Decimal(0))
        if is_share(printed, count, added):
            continue  # the total of the row is what is wrong
        if (others := sum_of(table, row, shared.of)) and is_share(printed, count, others):
            continue  # the total is what is wrong
        if (
            TOTAL.fullmatch(cells[0].strip())
            and (parts := sum_of(table, row, shared.part)) != count
            and is_share(printed, parts, total)
        ):
            continue
        right = share(count, total, places(cells[shared.at].rstrip("% ")))
        why = f"{count:,} of {total:,} is {right}%. {how_it_came(printed, count, total, {})}".strip()
        yield Finding(place, cells[shared.at], as_printed(right), why)


def sum_of(table: Table, row: int, column: int) -> Decimal:
    """What the rows above add up to in a column."""
    return sum((_number(table.rows[each][column]) or Decimal(0) for each in _body(table) if each < row), Decimal(0))


def _first_is_whole(table: Table) -> Iterator[Finding]:
    """The rows that do not add up to the column of their totals that stands before their parts."""
    whole = whole_column(table)
    if whole is None or TOTAL.fullmatch(table.rows[table.heading_rows - 1][whole.at].strip()):
        return  # such a one is added up with the others
    wrong = []
    for row in _body(table):
        total = _number(table.rows[row][whole.at])
        numbers = [_number(table.rows[row][each]) or Decimal(0) for each in whole.parts]
        if TOTAL.fullmatch(table.rows[row][0].strip()) and total == sum(sum_of(table, row, at) for at in whole.parts):
            continue  # a total beside it is what is wrong
        if total is not None and sum(numbers) != total:
            why = f"The row adds up to {sum(numbers):,}: {' + '.join(f'{each:,}' for each in numbers)}."
            wrong.append((row, Finding(table.cell_place(row, whole.at), f"{total:,}", f"{sum(numbers):,}", why)))
    rows = [row for row, _ in wrong if not TOTAL.fullmatch(table.rows[row][0].strip())]
    for row, finding in wrong:
        if row in rows or not rows:  # a total that is wrong by a row above it is wrong once
            yield finding


def is_off_by_a_row(table: Table, column: int, by: Decimal) -> bool:
    """Whether a column of parts fails to add up by just what one row lacks to its total, as is said there."""
    whole = whole_column(table)
    if whole is None or column not in whole.parts or whole.at > column:
        return False
    lacking = [
        total - sum((_number(table.rows[row][at]) or Decimal(0) for at in whole.parts), Decimal(0))
        for row in _parts(table)
        if (total := _number(table.rows[row][whole.at])) is not None
    ]
    return by in lacking


def _changes(table: Table) -> Iterator[Finding]:
    """A column of what two others differ by, in most rows: those where it is another number."""
    if not table.heading_rows:
        return
    heads = table.rows[table.heading_rows - 1]
    body = [row for row in _body(table) if not TOTAL.fullmatch(table.rows[row][0].strip())]
    for at in range(3, len(heads)):
        if not _CHANGE.search(heads[at].strip()):
            continue
        pairs = [(at - 2, at - 1)]
        pairs += [
            (one, two) for one in range(1, len(heads)) for two in range(one + 1, len(heads)) if at not in (one, two)
        ]
        for one, two in dict.fromkeys(pairs):
            found = _not_the_difference(table, body, (one, two, at))
            if found is not None:
                yield from found
                break


def _not_the_difference(table: Table, body: list[int], columns: tuple[int, int, int]) -> list[Finding] | None:
    """The rows whose third column is not what the two others differ by; None where most are not."""
    read = [(row, [_value(table.rows[row][each]) for each in columns]) for row in body]
    known = [(row, a, b, c) for row, (a, b, c) in read if a is not None and b is not None and c is not None]
    forward = [each for each in known if each[2] - each[1] != each[3]]
    backward = [each for each in known if each[1] - each[2] != each[3]]
    wrong, ways = (forward, 1) if len(forward) <= len(backward) else (backward, -1)
    if len(known) < 3 or len(wrong) * 2 >= len(known):
        return None
    found = []
    for row, a, b, c in wrong:
        right = (b - a) * ways
        why = f"{b:,} less {a:,} is {right:,}." if ways == 1 else f"{a:,} less {b:,} is {right:,}."
        found.append(Finding(table.cell_place(row, columns[2]), f"{c:,}", f"{right:,}", why))
    return found
