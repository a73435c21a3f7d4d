"""Sheets as rows of tidy values, the same whether they come from a workbook or from a csv file.

`opening` makes them, the rest of the reading walks them. A value is None (blank), text without blanks around it, a
number, a truth value, a date or a `CellError`. Walking is bounded: a sheet that goes on and on empty is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

from openpyxl.utils import get_column_letter

from papers.plan.archive import Merged, SheetPart
from papers.plan.colours import FillColours
from papers.plan.contents import PlanFileError
from papers.plan.sheet_cells import Line, rows_of
from papers.spacing import plainly_spaced

C = TypeVar("C", bound=Sequence[Any])

MOST_ROWS = 50_000
MOST_EMPTY_ROWS = 10_000
"""In one run. Rows formatted ahead of need come in hundreds; a padded sheet has a million."""

MOST_COLUMNS = 256
SEARCHED_ROWS = 100
"""Titles, keys and instructions stand above the headings; more than this has not been seen."""

LONGEST_TEXT = 32_767
"""Characters in a cell: what Excel itself can hold."""


@dataclass(frozen=True)
class CellError:
    """A cell that shows an error such as #REF! instead of a value."""

    text: str


class Row(NamedTuple):
    """One row that has something in it. `values` and `cells` are by column, from 0; `number` is as Excel shows it."""

    number: int
    values: list[Any]
    cells: Sequence[Any]
    """openpyxl's cells, for number formats and fills; empty in a csv file."""

    repeated: frozenset[int]
    """The columns whose value comes from a merged cell that began further up."""

    def filled(self) -> list[int]:
        """The columns in which this row itself has something."""
        return [index for index, value in enumerate(self.values) if value is not None and index not in self.repeated]


class Sheet(Protocol):
    """A sheet of either kind of file."""

    name: str
    hidden: bool
    part: SheetPart

    @property
    def colours(self) -> FillColours | None:
        """The fills of its cells, where it has any."""
        ...

    @property
    def top(self) -> Sequence[Row]:
        """The rows among the first hundred that are not empty, no wider than the widest of them: headings are looked
        for there again and again.
        """
        ...

    def rows(self, width: int = MOST_COLUMNS, last: int | None = None) -> Iterator[Row]:
        """The rows that are not empty, of at least `width` values each, up to the row `last`.

        Raises PlanFileError where the sheet is damaged, too long, or padded with empty rows.
        """
        ...


def place(sheet: Sheet, number: int, column: int) -> str:
    """Where a cell is, as Excel says it: "Actions!F23". `column` counts from 0."""
    return f"{sheet.name}!{get_column_letter(column + 1)}{number}"


def _narrowed(rows: Iterable[Row]) -> Sequence[Row]:
    """The rows without the columns on the right in which none of them has anything."""
    known, width = list(rows), 0
    for row in known:
        width = next((at for at in range(len(row.values), width, -1) if row.values[at - 1] is not None), width)
    return tuple(row._replace(values=row.values[:width]) for row in known)


@dataclass
class WorkbookSheet:
    """A sheet of a workbook that openpyxl has opened read-only."""

    name: str
    worksheet: Any
    part: SheetPart
    colours: FillColours
    hidden: bool = False

    @cached_property
    def top(self) -> Sequence[Row]:
        return _narrowed(self.rows(last=SEARCHED_ROWS))

    def rows(self, width: int = MOST_COLUMNS, last: int | None = None) -> Iterator[Row]:
        spans = _Spans(self.part.merged, width)
        for number, cells in _bounded(self.name, self._lines(width, last)):
            values = list(cells.values)
            for index in cells.texts:
                value = values[index]
                if isinstance(value, str):  # a file may give one cell twice
                    if len(value) > LONGEST_TEXT:
                        raise _too_long(place(self, number, index), value)
                    values[index] = tidied(value)
            for index in cells.errors:
                values[index] = CellError(str(cells.values[index]))
            yield spans.spread(Row(number, values, cells, frozenset()))

    def _lines(self, width: int, last: int | None) -> Iterator[Line]:
        try:
            yield from rows_of(self.worksheet, width, last)
        except Exception as error:
            # Damage is met with whatever the parsers raise, from KeyError to zlib.error.
            raise PlanFileError(DAMAGED) from error


@dataclass
class TextSheet:
    """The one sheet of a csv file."""

    name: str
    records: list[list[str]]
    hidden: bool = False
    part: SheetPart = field(default_factory=SheetPart)
    colours: FillColours | None = None

    @cached_property
    def top(self) -> Sequence[Row]:
        return _narrowed(self.rows(last=SEARCHED_ROWS))

    def rows(self, width: int = MOST_COLUMNS, last: int | None = None) -> Iterator[Row]:
        records = self.records if last is None else self.records[:last]
        numbered = ((number, any(map(str.strip, record)), record) for number, record in enumerate(records, 1))
        for number, record in _bounded(self.name, numbered):
            values: list[Any] = [None] * width
            for index, text in enumerate(record[:width]):
                # Programs that guard against formulas in csv put an apostrophe before them.
                bare = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
                if len(bare) > LONGEST_TEXT:
                    raise _too_long(place(self, number, index), bare)
                values[index] = tidied(bare)
            yield Row(number, values, (), frozenset())


DAMAGED = (
    "The workbook is damaged or was cut off on its way, so it cannot be read whole. "
    "Open it in Excel, save it again under a new name, and send that file."
)

_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c]")


def tidied(text: str) -> str | None:
    """Text as a person sees it: no blanks around it, plain spaces and line ends, nothing unseen; None when empty.

    Workbooks write control characters, and an underscore that could be mistaken for one, as `_x000D_`.
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if not text.isprintable():
        text = plainly_spaced(_CONTROL.sub("", _LINE_END.sub("\n", text)))
    return text.strip() or None


def _too_long(where: str, text: str) -> PlanFileError:
    return PlanFileError(
        f"{where} holds {len(text):,} characters; a cell of a spreadsheet holds {LONGEST_TEXT:,} at most. "
        "Shorten it, and send the file again."
    )


def _bounded(name: str, rows: Iterable[tuple[int, bool, C]]) -> Iterator[tuple[int, C]]:
    """The rows that say something; a sheet that is too long, or empty for too long, is refused.

    Rows that are not given at all are empty.
    """
    full = last_full = 0
    for number, says_something, cells in rows:
        if number - last_full - says_something > MOST_EMPTY_ROWS:
            raise PlanFileError(
                f"The sheet “{name}” goes on for more than {MOST_EMPTY_ROWS:,} empty rows after row {last_full}. "
                "Delete the rows below the last action, save, and send it again."
            )
        if says_something:
            full, last_full = full + 1, number
            if full > MOST_ROWS:
                raise PlanFileError(
                    f"The sheet “{name}” has more than {MOST_ROWS:,} rows. Divide the plan into several files."
                )
            yield number, cells


class _Spans:
    """Merged cells while a sheet is walked: what stands in the first row of a block holds for the rows below it."""

    def __init__(self, merged: Iterable[Merged], width: int) -> None:
        self._beginning: dict[int, list[Merged]] = {}
        self._open: list[tuple[Merged, Any, Any]] = []
        for block in merged:
            if block.last_row > block.first_row and block.first_column <= width:
                self._beginning.setdefault(block.first_row, []).append(block)

    def spread(self, row: Row) -> Row:
        if self._open:
            self._open = [each for each in self._open if each[0].last_row >= row.number]
        repeated = set()
        if self._open:
            cells = list(row.cells)
            for block, value, cell in self._open:
                index = block.first_column - 1
                if value is not None and row.values[index] is None:
                    row.values[index] = value
                    repeated.add(index)
                if index < len(cells):
                    cells[index] = cell
            row = row._replace(cells=cells, repeated=frozenset(repeated))
        for block in self._beginning.get(row.number, ()):
            index = block.first_column - 1
            self._open.append((block, row.values[index], row.cells[index] if index < len(row.cells) else None))
        return row
