"""The cells of a workbook's sheet, read row by row from its XML: what openpyxl's read-only mode gives, in half of the
time. openpyxl opens the workbook and knows its styles and its shared texts; only the walk is our own.

`sheets` calls it. Nothing is held but the rows of one chunk, and whatever is damaged raises what its parser raises.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

_CHUNK = 2**16
_CELL, _ROW, _VALUE, _TEXT, _PHONETIC = (f"{SHEET_MAIN_NS} {name}" for name in ("c", "row", "v", "t", "rPh"))


class Cells(Sequence[Any]):
    """The cells of one row from the first column on. Their `values` are there; an openpyxl cell, with its number format
    and its fill, is made where somebody asks for it, which is seldom. `errors` are the columns (from 0) that show one.
    """

    __slots__ = ("_looks", "_number", "_worksheet", "errors", "values")

    def __init__(self, worksheet: Any, number: int, values: list[Any]) -> None:
        self._worksheet, self._number, self.values = worksheet, number, values
        self._looks: dict[int, tuple[str, int]] = {}
        self.errors: list[int] = []

    def put(self, index: int, value: Any, kind: str, style: int) -> None:
        """A cell with something in it, or just with a style, by its column from 0."""
        self.values[index] = value
        self._looks[index] = kind, style
        if kind == "e" and value is not None:
            self.errors.append(index)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, index: Any) -> Any:
        value, look = self.values[index], self._looks.get(index)
        return ReadOnlyCell(self._worksheet, self._number, index + 1, value, *look) if look else EMPTY_CELL


class Line(NamedTuple):
    """A row's number as Excel shows it, whether a cell of it has a value, and its cells."""

    number: int
    full: bool
    cells: Cells


def rows_of(worksheet: Any, width: int, last: int | None) -> Iterator[Line]:
    """The rows of a sheet that its file has, in order, up to the row `last`, each with `width` of openpyxl's cells.

    Formulas give the results that were saved with them. `worksheet` is openpyxl's, of a workbook opened read-only.
    """
    walk = _Walk(worksheet, width)
    with worksheet._get_source() as source:
        while chunk := source.read(_CHUNK):
            walk.parser.Parse(chunk, False)
            for line in walk.taken():
                if last is not None and line.number > last:
                    return
                yield line
        walk.parser.Parse(b"", True)
        yield from (line for line in walk.taken() if last is None or line.number <= last)


class _Walk:
    """One pass through the XML of a sheet. Its handlers are closures: they are called half a million times."""

    def __init__(self, worksheet: Any, width: int) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self._lines: list[Line] = []
        self._listen(worksheet, width, _Values(worksheet))

    def taken(self) -> list[Line]:
        """The rows that are complete by now and were not taken yet."""
        lines, self._lines[:] = list(self._lines), []
        return lines

    def _listen(self, worksheet: Any, width: int, values: "_Values") -> None:
        parser, lines, columns, nothing = self.parser, self._lines, _columns(), [None] * width
        cells = Cells(worksheet, 0, [])
        texts: list[str] = []
        number = before = column = 0
        full = phonetic = inside = False
        kind, style = "n", 0

        def begins(name: str, given: dict[str, str]) -> None:
            nonlocal cells, number, column, full, phonetic, inside, kind, style
            if name == _CELL:
                inside, kind, style = True, given.get("t", "n"), int(given.get("s", 0))
                column = columns(given["r"]) if "r" in given else column + 1
                texts.clear()
            elif name in (_VALUE, _TEXT):
                # A text in the cell itself stands in elements <t>, all else in a <v>.
                if inside and not phonetic and (name == _TEXT) == (kind == "inlineStr"):
                    parser.CharacterDataHandler = texts.append
            elif name == _ROW:
                number = int(float(given["r"])) if "r" in given else number + 1
                cells, column, full = Cells(worksheet, number, nothing.copy()), 0, False
            elif name == _PHONETIC:
                phonetic = True

        def ends(name: str) -> None:
            nonlocal before, full, phonetic, inside
            if name in (_VALUE, _TEXT):
                parser.CharacterDataHandler = None
            elif name == _CELL:
                inside = False
                if column <= width:
                    text = "".join(texts)
                    value, of_kind = values.read(text, kind, style) if text else (None, kind)
                    full = full or (value is not None and not (isinstance(value, str) and value.isspace()))
                    cells.put(column - 1, value, of_kind, style)
            elif name == _ROW:
                if number > before:
                    lines.append(Line(number, full, cells))
                    before = number
            elif name == _PHONETIC:
                phonetic = False

        parser.StartElementHandler, parser.EndElementHandler = begins, ends


class _Values:
    """What the texts in the XML of one sheet stand for."""

    def __init__(self, worksheet: Any) -> None:
        book = worksheet.parent
        self._shared: Sequence[str] = worksheet._shared_strings
        self._dates, self._durations, self._epoch = book._date_formats, book._timedelta_formats, book.epoch

    def read(self, text: str, kind: str, style: int) -> tuple[Any, str]:
        """The value of a cell, and what it is in openpyxl's letters: `n`umber, `s`tring, `d`ate, `b`oolean, `e`rror."""
        if kind in ("inlineStr", "str"):
            return text, "s"
        if kind == "n":
            value = float(text) if "." in text or "E" in text or "e" in text else int(text)
            if style not in self._dates:
                return value, kind
            try:
                return from_excel(value, self._epoch, timedelta=style in self._durations), "d"
            except (OverflowError, ValueError):
                return "#VALUE!", "e"
        if kind == "s":
            return self._shared[int(text)], kind
        if kind == "b":
            return bool(int(text)), kind
        return (from_ISO8601(text) if kind == "d" else text), kind  # type: ignore[no-untyped-call]


def _columns() -> Callable[[str], int]:
    """The column, counted from 1, of a place such as `AB12`."""
    known: dict[str, int] = {}

    def column(place: str) -> int:
        letters = place.rstrip("0123456789")
        found = known.get(letters)
        if found is None:
            found = known[letters] = column_index_from_string(letters)
        return found

    return column
