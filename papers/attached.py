"""Files that are attached to a paper: which may be, and why another may not. They are looked at, never opened.

A file is what its content says and its name has to agree. What runs by itself (macros, scripts, objects of other
programs, templates from elsewhere), what is locked, and what unpacks to more than anybody reads are refused.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import Any
from xml.parsers import expat

LARGEST = 10 * 2**20
"""Bytes of a file."""

_UNPACKED, _TIMES, _PARTS, _OBJECTS = 200 * 2**20, 200, 5_000, 200_000
"""What a file may unpack to in bytes, and how many times its own size; its parts, and the objects of a PDF."""

_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_KINDS = "[content_types].xml"
_ACTIVE = re.compile(r"(?:^|/)(?:vbaproject|vbadata|activex|oleobject|macrosheets?|attachedtoolbars)", re.IGNORECASE)
"""Parts that are active, by what they are called."""

_ACTIVE_KIND = re.compile(r"macroenabled|vbaproject|vbadata|activex|macrosheet|attachedtoolbars", re.IGNORECASE)
_ACTIVE_RELATION = re.compile(
    r".*/(?:vbaproject|wordvbadata|oleobject|control|activexcontrolbinary|xl\w*macrosheet|attachedtoolbars)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r".*/(?:attachedtemplate|oleobject|frame|subdocument)", re.IGNORECASE)
"""The same by what they are said to be, and what is loaded from elsewhere: names are anybody's choice."""

_RUNS = {"JS", "JavaScript", "Launch", "EF", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm"}
_RUNS |= {"ImportData"}
"""What a PDF calls what it does by itself, or carries inside."""


class NotAttachable(Exception):
    """A file that is not taken, with why in a sentence for people."""


def check_attached(name: str, content: bytes) -> None:
    """Raises `NotAttachable` for a file that is not to be attached under this name."""
    suffix = name.rpartition(".")[2].casefold()
    if suffix in ("docm", "xlsm", "dotm", "xltm"):
        raise NotAttachable("It can hold macros. Save it without them, as .docx or .xlsx.")
    if suffix not in ("pdf", *_OFFICE):
        raise NotAttachable("An appendix is a PDF (.pdf), a Word document (.docx) or a spreadsheet (.xlsx).")
    if not content:
        raise NotAttachable("It is empty.")
    if len(content) > LARGEST:
        raise NotAttachable(f"It has {len(content) / 2**20:.1f} MB; {LARGEST // 2**20} MB at most.")
    if suffix == "pdf":
        _check_pdf(content)
    else:
        _check_office(content, suffix)


def _check_office(content: bytes, suffix: str) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAttachable("It is locked with a password, or of an old version of Office. Save it anew without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = file.infolist()
            _check_size(parts, len(content))
            if any(each.flag_bits & 1 for each in parts):
                raise NotAttachable("It is locked with a password. Save it anew without one.")
            said = [one for each in parts if each.filename.casefold() == _KINDS for one in _elements(file.read(each))]
            kinds = [one.get("ContentType", "") for one in said]
            active = any(map(_ACTIVE_KIND.search, kinds)) or any(_ACTIVE.search(each.filename) for each in parts)
            if not active and _OFFICE[suffix] not in kinds:
                raise NotAttachable(f"Its content is not that of a .{suffix} file, whatever its name says.")
            for each in (one for one in parts if one.filename.casefold().endswith(".rels")):
                for one in _elements(file.read(each)):
                    if one.get("TargetMode") == "External" and _ELSEWHERE.fullmatch(one.get("Type", "")):
                        raise NotAttachable("It loads a template or an object from elsewhere. Save it without that.")
                    active = active or _ACTIVE_RELATION.fullmatch(one.get("Type", "")) is not None
            if active:
                raise NotAttachable("It holds macros, or objects of other programs. Save it without them.")
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        zlib.error,
        expat.ExpatError,
    ):
        raise NotAttachable(f"Its content is not that of a .{suffix} file, or is damaged.") from None


def _elements(part: bytes) -> list[dict[str, str]]:
    """The attributes of each element of a part, in whatever way it is written. Raises `ValueError` and `ExpatError` for
    one that declares more, as no such part does.
    """
    found: list[dict[str, str]] = []

    def declared(*_: object) -> None:
        raise ValueError("it has a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda _, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = declared
    parser.Parse(part, True)
    return found


def _check_size(parts: Collection[zipfile.ZipInfo], size: int) -> None:
    """By what the file says of itself: no more than that is ever unpacked of a part."""
    unpacked = sum(each.file_size for each in parts)
    if len(parts) > _PARTS or unpacked > _UNPACKED or unpacked > max(size * _TIMES, 2**20):
        raise NotAttachable("It unpacks to far more than it is, as files do that are made to do harm.")


def _check_pdf(content: bytes) -> None:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream

    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise NotAttachable("Its content is not that of a .pdf file, whatever its name says.")
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        if document.encryption is not None:
            raise NotAttachable("It is locked with a password. Save it anew without one.")
        ids = {each for xref in document.xrefs for each in xref.get_objids()}
        if len(ids) > _OBJECTS:
            raise NotAttachable("It has far more parts than a paper has.")
        for each in ids:
            found = document.getobj(each)
            _refuse_what_runs(found.attrs if isinstance(found, PDFStream) else found)
        _refuse_what_runs(document.catalog)
    except NotAttachable:
        raise
    except (PDFEncryptionError, PDFPasswordIncorrect):
        raise NotAttachable("It is locked with a password. Save it anew without one.") from None
    except Exception:  # whatever a damaged file makes of its reader
        raise NotAttachable("Its content is not that of a .pdf file, or is damaged.") from None


def _refuse_what_runs(value: Any) -> None:
    """Raises `NotAttachable` for a value of a PDF that names something in `_RUNS`, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            said = {str(getattr(each, "name", each)) for each in (*one, one.get("S"), one.get("Type"))}
            if said & _RUNS:
                raise NotAttachable("It holds a script, or a file within. Print it to PDF anew, without them.")
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
