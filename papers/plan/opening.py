"""Opening a file that somebody sent: what kind it is, told by its content, and its sheets where it is a spreadsheet.

`reading` calls `open_sheets`. Everything else that people send instead (a PDF, a Word file, an old .xls, a picture, a
locked workbook) is named for what it is, with what to do. Macros and links to other files are never followed.
"""

import csv
import io
import warnings
import zipfile
from collections import Counter
from pathlib import PurePath
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from papers.plan.archive import PASSWORD, SheetPart, inspect
from papers.plan.colours import FillColours
from papers.plan.contents import PlanFileError
from papers.plan.headings import find_heading
from papers.plan.sheets import DAMAGED, MOST_ROWS, Sheet, TextSheet, WorkbookSheet

LARGEST_FILE = 50 * 2**20
"""Bytes."""

# openpyxl warns on the terminal about parts that a reader of values has no use for.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a rich text document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
)
_OTHER_PACKAGES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml", "a Word document"),
    (b"presentationml", "a PowerPoint presentation"),
    (b"ms-excel.sheet.binary", "a binary workbook (.xlsb)"),
)
_SEND_INSTEAD = "Send the plan as an Excel workbook (.xlsx) or as .csv."


class _Reader(ExcelReader):
    """openpyxl's, but that shared texts keep their escapes, as those in a cell do: they are read once, by `tidied`."""

    def read_strings(self) -> None:
        package: Any = self.package
        if (part := package.find(SHARED_STRINGS)) is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text: Any = Text.from_tree(node)
                    self.shared_strings.append(text.content)
                    node.clear()


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook, or the one sheet of a csv file, which is named after the file.

    Raises PlanFileError for anything else, and for a file that is damaged, locked, or larger than a plan can be.
    """
    if not content.strip(b"\0\t\r\n "):
        raise PlanFileError(f"The file is empty. {_SEND_INSTEAD}")
    if len(content) > LARGEST_FILE:
        raise PlanFileError(f"The file is larger than {LARGEST_FILE // 2**20} MB. {_SEND_INSTEAD}")
    if content.startswith(b"PK"):
        return _workbook(content)
    if content.startswith(_OLE):
        raise _old_office(content)
    for start, kind in _OTHER_KINDS:
        if content.startswith(start):
            raise _not_a_spreadsheet(kind)
    if content[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise _not_a_spreadsheet("a web page or XML file, whatever its name says")
    return [_table(_decoded(content), PurePath(name.replace("\\", "/")).stem or "csv")]


def _not_a_spreadsheet(kind: str) -> PlanFileError:
    return PlanFileError(f"The file is {kind}, not a spreadsheet. {_SEND_INSTEAD}")


def _old_office(content: bytes) -> PlanFileError:
    """Files of Office before 2007, and of any Office when encrypted, are OLE containers."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PlanFileError(PASSWORD)
    if "WordDocument".encode("utf-16-le") in content:
        return _not_a_spreadsheet("an old Word document (.doc)")
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return PlanFileError("The file is an old Excel workbook (.xls). Save it as .xlsx in Excel, and send that.")
    return _not_a_spreadsheet("an old Office file")


def _workbook(content: bytes) -> list[Sheet]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names:
            kind = "an OpenDocument file (.ods, .odt)" if "mimetype" in names else "a zip archive"
            raise _not_a_spreadsheet(kind)
        parts = inspect(archive)
        types = archive.read("[Content_Types].xml")
        strict = "xl/workbook.xml" in names and b"purl.oclc.org/ooxml" in archive.read("xl/workbook.xml")
    except PlanFileError:
        raise
    except Exception as error:
        # zipfile meets damage with BadZipFile, zlib.error, EOFError, NotImplementedError and others.
        raise PlanFileError(DAMAGED) from error
    if strict:
        raise PlanFileError(
            "The workbook was saved as “Strict Open XML”, which is rarely used and not read here. "
            "Save it as an ordinary Excel workbook (.xlsx), and send that."
        )
    if b"spreadsheetml" not in types and b"ms-excel.sheet.macroEnabled" not in types:
        for mark, kind in _OTHER_PACKAGES:
            if mark in types:
                raise _not_a_spreadsheet(kind)
    try:
        reader = _Reader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        reader.read()
        workbook = reader.wb
        colours = FillColours(workbook.loaded_theme)
        sheets: list[Sheet] = []
        for worksheet in workbook.worksheets:
            # What a sheet says of its own size is often wrong; its rows are walked instead.
            worksheet.reset_dimensions()
            part = parts.get(worksheet._worksheet_path, SheetPart())  # type: ignore[attr-defined]
            hidden = worksheet.sheet_state != "visible"
            sheets.append(WorkbookSheet(worksheet.title, worksheet, part, colours, hidden))
    except Exception as error:
        raise PlanFileError(DAMAGED) from error
    return sheets


def _decoded(content: bytes) -> str:
    """The text of a csv file, in whichever of the usual encodings it is."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:2000]:
        # Text of Latin letters in UTF-16 has a zero in every other byte.
        encodings = ["utf-16-be" if content[0] == 0 else "utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\n\r\f\v" for character in set(text)):
            return text
    raise _not_a_spreadsheet("of a kind that is not known here")


def _table(text: str, name: str) -> Sheet:
    """The sheet, divided by whichever of the usual marks makes most sense of its headings; where none makes any, by the
    one that divides most lines alike.
    """
    declared = text[:6].lower().startswith("sep=") and len(text) > 4
    marks = [text[4]] if declared else [",", ";", "\t", "|"]
    body = text.split("\n", 1)[1] if declared and "\n" in text else text
    best: tuple[tuple[int, int], str] = (-1, -1), marks[0]
    for mark in marks:
        if mark != marks[0] and mark not in body:
            continue  # a single column makes no more sense than with the first
        records = _records(body, mark, first=100)
        heading = find_heading(TextSheet(name, records))
        widths = Counter(len(record) for record in records if len(record) > 1)
        merit = heading.score if heading is not None else 0, max(widths.values(), default=0)
        if merit > best[0]:
            best = merit, mark
    return TextSheet(name, _records(body, best[1]))


def _records(text: str, mark: str, first: int | None = None) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=first is None)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if first is not None and len(records) == first:
                break
            if len(records) > 4 * MOST_ROWS:
                break
    except csv.Error as error:
        if first is not None:
            return records
        too_large = "field larger" in str(error)
        reason = "a cell is too long" if too_large else "a quotation mark is never closed, or stands within a cell"
        raise PlanFileError(
            f"The csv file cannot be read at line {reader.line_num}: {reason}. "
            "Open it in Excel, save it as .xlsx, and send that."
        ) from error
    return records
