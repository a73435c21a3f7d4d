"""Tables as Slack's own: a short one alone in its message as `table`, any other as `data_table`, paged and sortable.

Called by `blocks.py`. Slack takes one `table` a message, and so many characters in all of its data tables.
"""

import re
from collections.abc import Sequence

from slackblocks import ColumnSettings, DataTableBlock, RawNumber, RawText, TableBlock

from bot.slack import limits
from handlers.cards import Table

CELL_TEXT = 500
ROWS_ON_A_PAGE = 20

_REF = re.compile(r"(\d+)\.(\d+)")
_FIGURE = re.compile(r"[-−]?\d+(?:\.\d+)?%?(?: \(\d+(?:\.\d+)?%\))?")
_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")

Cells = tuple[tuple[str, ...], ...]


def fitting(table: Table, budget: int = limits.DATA_TABLE_TEXT) -> tuple[Table, str]:
    """The table within Slack's limits, and a line that says what of it is not shown (empty when all of it is).

    `budget` is how many characters its cells may have.
    """
    width = min(len(table.columns), limits.TABLE_COLUMNS)
    columns = tuple(limits.shortened(each.strip(), 100) or "–" for each in table.columns[:width])
    rows: list[tuple[str, ...]] = []
    left = budget - sum(map(len, columns))
    for row in table.rows[: limits.DATA_TABLE_ROWS]:
        cells = tuple(limits.shortened(cell.strip(), CELL_TEXT) or "–" for cell in row[:width])
        left -= sum(map(len, cells))
        if left < 0:
            break
        rows.append(cells)
    unseen = []
    if len(rows) < len(table.rows):
        unseen.append(f"{len(table.rows) - len(rows)} more rows")
    if width < len(table.columns):
        unseen.append(f"{len(table.columns) - width} more columns")
    shown = Table(limits.shortened(table.caption.strip(), limits.CAPTION), columns, tuple(rows), table.sortable)
    return shown, f"… and {' and '.join(unseen)}. A filter shows fewer." if unseen else ""


def characters(table: Table) -> int:
    """How many characters its cells have, headings included."""
    return sum(len(cell) for row in (table.columns, *table.rows) for cell in row)


def is_plain(table: Table) -> bool:
    """Whether a table that stands alone may be a `table`: short, and not to be sorted."""
    return not table.sortable and len(table.rows) < limits.TABLE_ROWS and characters(table) <= limits.TABLE_TEXT


def plain(table: Table) -> TableBlock:
    """A `table`; columns of figures stand to the right, words wrap."""
    figures = [_is_figures(column) for column in _columns(table.rows, len(table.columns))]
    settings = [
        ColumnSettings(align="right" if right else "left", is_wrapped=not right)
        for right in [False, *figures[1:]][: len(table.columns)]
    ]
    rows = [[RawText(cell) for cell in row] for row in (table.columns, *table.rows)]
    return TableBlock(rows=rows, column_settings=settings)  # type: ignore[arg-type]


def sortable(table: Table) -> DataTableBlock:
    """A `data_table`; refs and figures sort by their numbers, the first column names the row."""
    columns = _columns(table.rows, len(table.columns))
    numeric = [_is_figures(column) or _is_refs(column) for column in columns]
    rows: list[list[RawText | RawNumber]] = [[RawText(cell) for cell in table.columns]]
    rows += [[_cell(cell, number) for cell, number in zip(row, numeric, strict=True)] for row in table.rows]
    return DataTableBlock(
        rows=rows,  # type: ignore[arg-type]
        caption=table.caption or table.columns[0],
        page_size=min(ROWS_ON_A_PAGE, len(table.rows)),
        row_header_column_index=0,
    )


def _columns(rows: Cells, width: int) -> list[Sequence[str]]:
    return [[row[index] for row in rows] for index in range(width)]


def _is_figures(column: Sequence[str]) -> bool:
    said = [cell for cell in column if cell != "–"]
    return bool(said) and all(_FIGURE.fullmatch(cell) for cell in said) and not _is_refs(column)


def _is_refs(column: Sequence[str]) -> bool:
    return bool(column) and all(_REF.fullmatch(cell) for cell in column)


def _cell(cell: str, number: bool) -> RawText | RawNumber:
    if not number or cell == "–":
        return RawText(cell)
    if ref := _REF.fullmatch(cell):
        return RawNumber(int(ref[1]) * 10_000 + int(ref[2]), cell)
    first = _NUMBER.match(cell)
    assert first is not None
    return RawNumber(float(first[0].replace("−", "-")), cell)
