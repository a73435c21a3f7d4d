"""What a workbook holds before it is opened: the parts of its zip are streamed once, and a harmful one is refused.

`opening` calls this first. It also brings home what openpyxl's read-only mode leaves behind: which cells are merged,
and which formulas have no saved result. Memory is bounded by the limits below; no part is ever held whole.
"""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from papers.plan.contents import PlanFileError

LARGEST_UNPACKED = 150 * 2**20
"""Bytes. A plan of 50,000 actions unpacks to about 60 MB."""

HIGHEST_RATIO = 200
"""Unpacked over packed, above `RATIO_MATTERS_FROM` bytes. Ordinary workbooks shrink to a tenth."""

RATIO_MATTERS_FROM = 10 * 2**20
MOST_PARTS = 5_000
MOST_TAGS = {"sheet": 10_000_000, "strings": 3_000_000, "other": 500_000}
LONGEST_ROW = 4 * 2**20
"""Bytes of XML: openpyxl holds one row at a time, so this bounds its memory."""

MOST_MERGED = 100_000
_CHUNK = 2**20
_PROLOG_CHUNK = 2**12
_OVERLAP = 2**16

PASSWORD = (
    "The workbook is protected with a password, so it cannot be read. Remove the password in Excel "
    "(File, Info, Protect Workbook), save, and send it again."
)

TOO_LARGE = (
    "The file unpacks to far more than a plan can hold. Most often a sheet has been padded with empty, formatted rows: "
    "delete the rows below the last action, save, and send it again."
)


@dataclass(frozen=True)
class Merged:
    """A block of merged cells; rows and columns are counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class SheetPart:
    """What the XML of one sheet says: how many rows it has, what is merged, which formulas were never calculated."""

    rows: int = 0
    merged: set[Merged] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    """(row, column), counted from 1."""


def inspect(archive: zipfile.ZipFile) -> dict[str, SheetPart]:
    """Stream every part once; gives the sheets by their path in the zip.

    Raises PlanFileError for a zip bomb, a password, or XML that declares a document type (entities expand there).
    Damage raises whatever `zipfile` raises.
    """
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    # zipfile never gives more bytes than a member declares, so the declared sizes are a true bound.
    if len(members) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise PlanFileError(TOO_LARGE)
    if unpacked > RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed:
        raise PlanFileError(TOO_LARGE)
    if any(member.flag_bits & 1 for member in members):
        raise PlanFileError(PASSWORD)
    sheets = {}
    for member in members:
        part = _stream(archive, member)
        if part is not None:
            sheets[member.filename] = part
    return sheets


def _stream(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> SheetPart | None:
    """Check one part; gives its facts where it is a sheet. A part that is no XML is left alone, as openpyxl does."""
    with archive.open(member) as source:
        prolog = _Prolog()
        tags, buffer, scan = 0, b"", None
        limit = MOST_TAGS["strings" if member.filename.lower().endswith("sharedstrings.xml") else "other"]
        while chunk := source.read(_CHUNK):
            if prolog.root is None:
                if not prolog.read(chunk):
                    return None
                if prolog.root is not None and prolog.root.rpartition(":")[2] == "worksheet":
                    scan = _SheetScan(prolog.root.removesuffix("worksheet").encode())
                    limit = MOST_TAGS["sheet"]
            tags += chunk.count(b"<")
            if tags > limit:
                raise PlanFileError(TOO_LARGE)
            if scan is not None:
                scan.count(chunk)
                buffer = scan.search(buffer + chunk)
    return scan.part if scan is not None else None


class _Prolog:
    """Reads XML up to its first element. A document type before it is refused: that is where entity bombs live."""

    def __init__(self) -> None:
        self.root: str | None = None
        self._parser = expat.ParserCreate()
        # Newer versions of expat put off what they are sure of, unless told not to.
        getattr(self._parser, "SetReparseDeferralEnabled", bool)(False)
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element

    def read(self, chunk: bytes) -> bool:
        """False when this is no XML."""
        try:
            for at in range(0, len(chunk), _PROLOG_CHUNK):
                self._parser.Parse(chunk[at : at + _PROLOG_CHUNK], False)
                if self.root is not None:
                    break
        except expat.ExpatError:
            return self.root is not None
        return True

    def _doctype(self, *_: object) -> None:
        raise PlanFileError(
            "The workbook declares its own XML entities, which no spreadsheet program does, so it is not opened. "
            "Save the plan again as .xlsx from Excel or LibreOffice."
        )

    def _element(self, name: str, _: object) -> None:
        self.root = self.root or name


class _SheetScan:
    """Finds merged cells, formulas without results and oversized rows in the raw XML, chunk by chunk."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.part = SheetPart()
        self._row, self._cell, self._formula = b"<" + prefix + b"row", b"<" + prefix + b"c ", b"<" + prefix + b"f"
        self._end_of_rows = b"</" + prefix + b"sheetData"
        self._merged = re.compile(b"<" + p + rb'mergeCell\s[^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
        self._uncalculated = re.compile(
            b"<%bc (?P<attributes>[^>]*)>\\s*<%bf[^>]*(?:/>|>[^<]*</%bf>)\\s*(?:<%bv\\s*/>|<%bv>\\s*</%bv>)?\\s*</%bc>"
            % ((p,) * 7)
        )
        self._bytes_in_row = 0
        self._in_rows = True

    def count(self, chunk: bytes) -> None:
        self.part.rows += chunk.count(self._row)
        if self._in_rows:
            last = chunk.rfind(self._row)
            self._bytes_in_row = len(chunk) - last if last >= 0 else self._bytes_in_row + len(chunk)
            self._in_rows = self._end_of_rows not in chunk
            if self._in_rows and self._bytes_in_row > LONGEST_ROW:
                raise PlanFileError(TOO_LARGE)

    def search(self, buffer: bytes) -> bytes:
        """Take what is complete in the buffer; gives the rest, to stand before the next chunk."""
        if self._formula in buffer:
            for found in self._uncalculated.finditer(buffer):
                attributes = found["attributes"]
                # A calculated formula whose result is empty text says so by its type.
                place = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', attributes)
                if place and b't="str"' not in attributes:
                    self.part.uncalculated.add((int(place[2]), _column(place[1])))
        for found in self._merged.finditer(buffer):
            first_column, first_row, last_column, last_row = found.groups()
            self.part.merged.add(
                Merged(int(first_row), _column(first_column), int(last_row), _column(last_column)),
            )
        if len(self.part.merged) > MOST_MERGED:
            raise PlanFileError(TOO_LARGE)
        return buffer[max(buffer.rfind(self._cell), len(buffer) - _OVERLAP, 0) :]


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode("ascii"))
