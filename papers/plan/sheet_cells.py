"""The cells of a workbook's sheet, read row by row from its XML: what openpyxl's read-only mode gives, in a third of
the time. openpyxl opens the workbook and knows its styles and its shared texts; only the walk is our own.

`sheets` calls it. Nothing is held but the rows of one chunk, and whatever is damaged raises what its parser raises.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

_CHUNK = 2**16
_ROWS, _ROW, _VALUE, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("sheetData", "row", "v", "t", "r"))


class Cells(Sequence[Any]):
    """The cells of one row from the first column on: their `values`, and by column how each looks, which is an openpyxl
    cell of the same style without a value. `errors` are the columns (from 0) that show one, `texts` those that have a
    text, an error too.
    """

    __slots__ = ("_looks", "_styles", "errors", "texts", "values")

    def __init__(self, looks: "_Looks", values: list[Any], styles: list[int | None]) -> None:
        self._looks, self._styles, self.values = looks, styles, values
        self.errors: list[int] = []
        self.texts: set[int] = set()

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, index: Any) -> Any:
        return self._looks[self._styles[index]]


class Line(NamedTuple):
    """A row's number as Excel shows it, whether a cell of it has a value, and its cells."""

    number: int
    full: bool
    cells: Cells


def rows_of(worksheet: Any, width: int, last: int | None) -> Iterator[Line]:
    """The rows of a sheet that its file has, in order, up to the row `last`, each with `width` of openpyxl's cells.

    Formulas give the results that were saved with them. `worksheet` is openpyxl's, of a workbook opened read-only.
    """
    reader = _RowReader(worksheet, width)
    number = before = 0
    with worksheet._get_source() as source:
        for row in _elements(source):
            if row.tag != _ROW:
                continue
            number = int(float(row.get("r", number + 1)))
            if last is not None and number > last:
                return
            if number > before:
                yield reader.read(row, number)
                before = number


def _elements(source: Any) -> Iterator[Element]:
    """The rows as elements of XML. As many as a chunk has are there at once: an event for each costs more than they."""
    builder = TreeBuilder()
    parser = XMLParser(target=builder)
    sheet: Element | None = None
    rows: Element | None = None
    while chunk := source.read(_CHUNK):
        parser.feed(chunk)
        if rows is None:
            sheet = builder.close()  # what is there so far, or None; it goes on growing
            rows = None if sheet is None else sheet.find(_ROWS)
        if sheet is not None and rows is not None:
            ended = sheet[-1] is not rows
            complete = len(rows) if ended else len(rows) - 1
            yield from rows[:complete]
            if ended:
                return
            del rows[:complete]
    parser.close()
    yield from () if rows is None else rows


class _RowReader:
    """What the elements of one sheet stand for."""

    def __init__(self, worksheet: Any, width: int) -> None:
        self._width = width
        self._columns = _Columns()
        self._values = _Values(worksheet)
        self._looks = _Looks(worksheet)

    def read(self, row: Element, number: int) -> Line:
        values: list[Any] = [None] * self._width
        styles: list[int | None] = [None] * self._width
        cells = Cells(self._looks, values, styles)
        full, column = False, 0
        for cell in row:
            place = cell.get("r")
            column = self._columns[place.rstrip("0123456789")] if place else column + 1
            if column > self._width:
                continue
            index, kind, style = column - 1, cell.get("t", "n"), int(cell.get("s", 0))
            styles[index] = style
            if kind == "inlineStr":
                value = _inline_text(cell)
            elif text := cell.findtext(_VALUE):
                value, kind = self._values.read(text, kind, style)
                if kind == "e":
                    cells.errors.append(index)
            else:
                continue
            values[index] = value
            if isinstance(value, str):
                cells.texts.add(index)
                full = full or not value.isspace()
            else:
                full = full or value is not None
        return Line(number, full, cells)


def _inline_text(cell: Element) -> str | None:
    """The text that stands in the cell itself, whole or in runs of one font each; what tells its sound is left out."""
    texts: list[str] = []
    for inline in cell:
        if len(inline) == 1 and inline[0].tag == _TEXT:
            return inline[0].text
        for part in inline:
            if part.tag == _TEXT:
                texts.append(part.text or "")
            elif part.tag == _RUN:
                texts.append(part.findtext(_TEXT, ""))
    return "".join(texts) or None


class _Values:
    """What the texts in the XML of one sheet stand for."""

    def __init__(self, worksheet: Any) -> None:
        book = worksheet.parent
        self._shared: Sequence[str] = worksheet._shared_strings
        self._dates, self._durations, self._epoch = book._date_formats, book._timedelta_formats, book.epoch
        self._day = lru_cache(maxsize=4096)(from_excel)  # the same days come again and again

    def read(self, text: str, kind: str, style: int) -> tuple[Any, str]:
        """The value of a cell, and what it is in openpyxl's letters: `n`umber, `s`tring, `d`ate, `b`oolean, `e`rror."""
        if kind == "str":
            return text, "s"
        if kind == "n":
            value = float(text) if "." in text or "E" in text or "e" in text else int(text)
            if style not in self._dates:
                return value, kind
            try:
                return self._day(value, self._epoch, timedelta=style in self._durations), "d"
            except (OverflowError, ValueError):
                return "#VALUE!", "e"
        if kind == "s":
            return self._shared[int(text)], kind
        if kind == "b":
            return bool(int(text)), kind
        return (from_ISO8601(text) if kind == "d" else text), kind  # type: ignore[no-untyped-call]


class _Columns(dict[str, int]):
    """Columns, counted from 1, by their letters: 28 for AB."""

    def __missing__(self, letters: str) -> int:
        self[letters] = column_index_from_string(letters)
        return self[letters]


class _Looks(dict[int | None, Any]):
    """How cells look, by their style; None is that of a cell that the file does not have."""

    def __init__(self, worksheet: Any) -> None:
        super().__init__({None: EMPTY_CELL})
        self._worksheet = worksheet

    def __missing__(self, style: int) -> Any:
        self[style] = ReadOnlyCell(self._worksheet, None, None, None, style_id=style)
        return self[style]
