"""What the tables of a paper say of themselves: shares that are not count over total, signs that lack, sums that do not
add up, and a total that changes without a word.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from papers.checking.counting import TOTAL, Column, is_summed
from papers.checking.figures import COUNT, as_printed, counted, how_it_came, is_share, places, read_cell, share
from papers.checking.paper import Finding, Paper, Severity, Table, Turned
from papers.checking.partitions import is_off_by_a_row

_EXPLAINS = re.compile(
    r"\b(?:merged?|merging|withdr\w+|closed|closing|add(?:ed|ing)|new actions?|remov\w+|split|no longer|left the plan|"
    r"joined|transferred|reconcil\w+|re-?baselin\w+|fewer actions|more actions)\b",
    re.IGNORECASE,
)


def shares_and_sums(columns: Sequence[Column]) -> Iterator[Finding]:
    """The shares, signs and sums of each column of counts."""
    totals = {each.of: f"“{each.heading}”" if each.heading else each.table.place for each in columns}
    for column in columns:
        if column.has_shares:
            yield from _shares(column, totals)
        if is_summed(column) and not isinstance(column.table, Turned):  # whose rows are added up below
            yield from _sum(column)


def _shares(column: Column, totals: dict[Decimal, str]) -> Iterator[Finding]:
    signed = sum(each.percent.signed for each in column.entries if each.percent)
    for entry in column.entries:
        if entry.percent is None or entry.percent_at is None or column.of <= 0:
            continue
        place = column.table.cell_place(*entry.percent_at)
        right = share(entry.count, column.of, entry.percent.places)
        if not is_share(entry.percent, entry.count, column.of):
            came = how_it_came(entry.percent, entry.count, column.of, totals)
            why = f"{entry.count:,} of {column.of:,} is {right}%. {came}".strip()
            yield Finding(place, entry.percent.text, as_printed(right), why)
        if not entry.percent.signed and signed >= 2:
            why = f"The other {signed} percentages of this column have their sign."
            yield Finding(place, entry.percent.text, f"{entry.percent.text}%", why)


def _sum(column: Column) -> Iterator[Finding]:
    """A total that its column does not add up to, unless it is a row's own total that is wrong."""
    if column.total is None or column.total_row is None or column.summed == column.total:
        return
    at = column.index
    if column.is_whole:
        rights = [_added(column.table, each.row, at) or each.count for each in column.entries]
        if sum(rights, Decimal(0)) == column.total:
            return
    rounded = (
        Decimal(len(column.entries)) / 2 * Decimal(1).scaleb(-max(places(str(each.count)) for each in column.entries))
    )
    if column.total == 100 and abs(column.total - column.summed) <= rounded and column.summed % 1:
        return  # shares without their signs, each rounded
    if is_off_by_a_row(column.table, column.index, column.total - column.summed):
        return
    rows = " + ".join(f"{each.count:,}" for each in column.entries)
    why = f"The column adds up to {column.summed:,}: {rows if len(rows) < 90 else f'{len(column.entries)} rows'}."
    yield Finding(column.table.cell_place(column.total_row, at), f"{column.total:,}", f"{column.summed:,}", why)


def rows_add_up(paper: Paper, columns: Sequence[Column]) -> Iterator[Finding]:
    """In a table with a column that is the total of those before it: each row that does not add up, where most do."""
    for table in paper.tables:
        heads = [table.rows[row] for row in range(table.heading_rows)]
        names = [
            " ".join(dict.fromkeys(row[at] for row in heads if row[at])).strip() for at in range(len(table.rows[0]))
        ]
        at = next((at for at, name in enumerate(names) if at >= 3 and TOTAL.fullmatch(name)), None)
        if at is None:
            continue
        summed = {each.total_row: Decimal(0) for each in columns if each.table is table}
        for each in columns:
            if each.table is table and each.index < at:
                summed[each.total_row] += each.summed
        rows = range(table.heading_rows, len(table.rows))
        wrong = [found for row in rows if (found := _row(table, row, at, summed.get(row)))]
        if wrong and len(wrong) * 2 < len(rows):
            yield from wrong


def _row(table: Table, row: int, at: int, columns_summed: Decimal | None) -> Finding | None:
    """A row that does not add up; the row of totals may also add up to what the columns do."""
    total, summed = read_cell(table.rows[row][at]).number, _added(table, row, at)
    if total is None or summed is None or total in (summed, columns_summed):
        return None
    numbers = [each for text in table.rows[row][1:at] if (each := read_cell(text).number) is not None]
    why = f"The row adds up to {summed:,}: {' + '.join(f'{each:,}' for each in numbers)}."
    return Finding(table.cell_place(row, at), f"{total:,}", f"{summed:,}", why)


def _added(table: Table, row: int, at: int) -> Decimal | None:
    """What the numbers of a row add up to, up to its column of totals; None where it has not two."""
    numbers = [each for text in table.rows[row][1:at] if (each := read_cell(text).number) is not None]
    return sum(numbers, Decimal(0)) if len(numbers) > 1 else None


def changed_total(paper: Paper, columns: Sequence[Column]) -> Iterator[Finding]:
    """A total that is another one than before, of which no sentence says why."""
    rated = [each for each in columns if each.on_track is not None and not isinstance(each.table, Turned)]
    before = next((each for each in rated if each.is_previous), None)
    now = next((each for each in rated if not each.is_previous), None)
    if before is None or now is None or before.of == now.of:
        yield from () if before or _is_explained(paper) else _said_total(paper)
        return
    if _is_explained(paper):
        return
    why = (
        f"The total was {before.of:,} and is {now.of:,}. Each action that was added, merged, closed or withdrawn is to "
        "be named, with the reason."
    )
    place = now.table.cell_place(now.total_row, now.index) if now.total_row is not None else now.table.place
    yield Finding(place, f"{before.of:,} → {now.of:,}", "", why, Severity.WARNING)


def _is_explained(paper: Paper) -> bool:
    """Whether a sentence tells what has become of an action."""
    return any(
        _EXPLAINS.search(line.text)
        and re.search(
            r"\b(?:actions?|total|plan|risks?|projects?|milestones?|recommendations?|schemes?|measures?)\b",
            line.text,
            re.I,
        )
        for line in paper.prose
    )


def _said_total(paper: Paper) -> Iterator[Finding]:
    """ "The plan now has 58 actions. At the last meeting it had 61": said in a paragraph."""
    for line in paper.prose:
        now, was = _HAS_NOW.search(line.text), _HAD.search(line.text)
        if now and was and counted(now["n"]) != counted(was["n"]):
            why = (
                f"The total was {was['n']} and is {now['n']}. Each that was added, merged, closed or withdrawn is to "
                "be named, with the reason."
            )
            yield Finding(line.place, f"{was['n']} → {now['n']}", "", why, Severity.WARNING)


_HAS_NOW = re.compile(
    rf"\b(?:plan|programme|register|portfolio)\s+(?:now |currently )?"
    r"(?:has|holds|contains|comprises|answers|includes|covers|lists)\s+"
    rf"(?:now )?(?P<n>{COUNT})\s+"
    r"(?:[a-z]+ ){0,2}(?:actions|milestones|projects|risks|recommendations|priorities)\b",
    re.IGNORECASE,
)
_HAD = re.compile(
    rf"\b(?:it|there|the plan)\s+(?:had|was|were|held|contained)\s+(?P<n>{COUNT})\b(?!\s*(?:%|of\b))", re.IGNORECASE
)
