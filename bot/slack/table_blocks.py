"""Tables as Slack's own: a short one alone in its message as `table`, any other as `data_table`, paged and sortable.

Called by `blocks.py`. Slack takes one `table` a message, and so many characters in all of its data tables.
"""

from collections.abc import Sequence
from datetime import time

from slackblocks import ColumnSettings, DataTableBlock, RawNumber, RawText, TableBlock

from bot.slack import limits
from handlers.cards import Cell, DateCell, NumberCell, RefCell, Table
from handlers.printed_cells import cell_words, number_columns, sort_key

CELL_TEXT = 500
ROWS_ON_A_PAGE = 20


def fitting(table: Table, budget: int = limits.DATA_TABLE_TEXT) -> tuple[Table, str]:
    """The table within Slack's limits, and a line that says what of it is not shown (empty when all of it is).

    `budget` is how many characters its cells may have.
    """
    width = min(len(table.columns), limits.TABLE_COLUMNS)
    columns = tuple(limits.shortened(each.strip(), 100) or "–" for each in table.columns[:width])
    rows: list[tuple[Cell, ...]] = []
    left = budget - sum(map(len, columns))
    for row in table.rows[: limits.DATA_TABLE_ROWS]:
        cells = tuple(_fitting(cell) for cell in row[:width])
        left -= sum(len(_text(cell)) for cell in cells)
        if left < 0:
            break
        rows.append(cells)
    unseen = []
    if len(rows) < len(table.rows):
        unseen.append(f"{len(table.rows) - len(rows)} more rows")
    if width < len(table.columns):
        unseen.append(f"{len(table.columns) - width} more columns")
    shown = Table(limits.shortened(table.caption.strip(), limits.CAPTION), columns, tuple(rows), table.sortable)
    return shown, f"… and {' and '.join(unseen)}. {table.narrower}".strip() if unseen else ""


def characters(table: Table) -> int:
    """How many characters its cells have, headings included."""
    return sum(map(len, table.columns)) + sum(len(_text(cell)) for row in table.rows for cell in row)


def is_plain(table: Table) -> bool:
    """Whether a table that stands alone may be a `table`: short, and not to be sorted."""
    return not table.sortable and len(table.rows) < limits.TABLE_ROWS and characters(table) <= limits.TABLE_TEXT


def plain(table: Table) -> TableBlock:
    """A `table`; columns of numbers stand to the right, words wrap."""
    settings = [
        ColumnSettings(align="right" if right else "left", is_wrapped=not right) for right in number_columns(table)
    ]
    rows = [[RawText(cell) for cell in table.columns], *([RawText(_text(cell)) for cell in row] for row in table.rows)]
    return TableBlock(rows=rows, column_settings=settings)  # type: ignore[arg-type]


def sortable(table: Table) -> DataTableBlock:
    """A `data_table`; refs, numbers and days sort as such, the first column names the row."""
    columns = [_column([row[at] for row in table.rows]) for at in range(len(table.columns))]
    rows: list[list[RawText | RawNumber]] = [[RawText(cell) for cell in table.columns]]
    rows += map(list, zip(*columns, strict=True))
    return DataTableBlock(
        rows=rows,  # type: ignore[arg-type]
        caption=table.caption or table.columns[0],
        page_size=min(ROWS_ON_A_PAGE, len(table.rows)),
        row_header_column_index=0,
    )


def _column(cells: Sequence[Cell]) -> list[RawText | RawNumber]:
    """The cells of a column, with the numbers that they sort by where every one that says something has one."""
    refs = sorted({cell for cell in cells if isinstance(cell, RefCell)}, key=sort_key)
    place = {ref: float(number) for number, ref in enumerate(refs, 1)}

    def number(cell: Cell) -> float | None:
        match cell:
            case NumberCell(value=value):
                return float(value)
            case DateCell(on=on, at=at):
                at = at or time.min
                return int(f"{on:%Y%m%d}") + (at.hour * 60 + at.minute) / (24 * 60)
            case RefCell():
                return place[cell]
            case _:
                return None

    numbers = [number(cell) for cell in cells]
    sorts = all(value is not None or cell == "" for value, cell in zip(numbers, cells, strict=True))
    return [
        RawNumber(value, _text(cell)) if sorts and value is not None else RawText(_text(cell))
        for value, cell in zip(numbers, cells, strict=True)
    ]


def _fitting(cell: Cell) -> Cell:
    words = cell_words(cell).strip()
    return limits.shortened(words, CELL_TEXT) if isinstance(cell, str) or len(words) > CELL_TEXT else cell


def _text(cell: Cell) -> str:
    """The cell as it is printed; Slack takes no empty one."""
    return cell_words(cell).strip() or "–"
