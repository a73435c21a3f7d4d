"""Reading a Word paper (.docx): every text that a reader sees, in its order, with its numbers and tables.

python-docx leaves out inserted text, content controls, text boxes, notes and nested tables, so the parts are walked as
XML: what is deleted, moved away, hidden or a fallback is passed over, and each text belongs to its nearest paragraph.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from papers.checking.paper import Kind, Line, NotReadable, Paper, Table

LARGEST_PART = 60 * 2**20
"""Bytes of XML; a paper of 500 pages has some 20 MB."""

MOST_COLUMNS = 100
"""Of a table; Word makes 63 at most."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PASSED_OVER = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}delText"}
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_TYPED_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\S)|^(\d{1,2})(?:[.)]\s*|\t)(?=\S)")
_OF_A_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=\S)")


def read_word(content: bytes, name: str) -> Paper:
    """The paper in a Word file. Raises `NotReadable` for what is none, is damaged, or is protected by a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = _part(archive, "word/document.xml")
            if document is None:
                raise NotReadable(f"{name} is no Word document (.docx). Save it as one in Word, and try again.")
            return _Reading(archive).paper(document, name)
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise NotReadable(
            f"{name} cannot be opened: it is damaged, protected by a password, or no .docx. Open it in Word, save it "
            "as a Word document (.docx) without a password, and try again."
        ) from error


def body_paragraphs(content: bytes, name: str) -> tuple[list[tuple[bool, str, bool]], str]:
    """Every paragraph of a Word file's body, whether it is a heading, with its text as it is read, and whether it is in
    a table; and the file's keywords. Raises `NotReadable`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document, core = _part(archive, "word/document.xml"), _part(archive, "docProps/core.xml")
            body = document.find(f"{_W}body") if document is not None else None
            if body is None:
                raise NotReadable(f"{name} is no Word document (.docx). Save it as one in Word, and try again.")
            levels = _Reading(archive).levels
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise NotReadable(f"{name} cannot be opened: it is damaged, or protected by a password.") from error
    keywords = [each.text or "" for each in core.iter("{*}keywords")] if core is not None else []
    paragraphs = [each for each in body.iter(f"{_W}p") if not any(_within(each, tag, body) for tag in _PASSED_OVER)]
    read = [
        (levels.get(_value(each.find(f"{_W}pPr"), "pStyle"), 0) == 1, _text(each), _within(each, f"{_W}tbl", body))
        for each in paragraphs
    ]
    return read, "".join(keywords)


@dataclass
class _Counters:
    """The automatic numbers of a document: how far each list has come."""

    formats: dict[str, list[tuple[str, str, int]]]
    lists: dict[str, str]
    of_styles: dict[str, tuple[str, int]]
    at: dict[str, list[int]] = field(default_factory=dict)

    def number(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level; empty where the list has bullets."""
        abstract = self.lists.get(list_id, "")
        levels = self.formats.get(abstract)
        if not levels or level >= len(levels):
            return ""
        at = self.at.setdefault(abstract, [])
        while len(at) <= level:
            at.append(levels[len(at)][2] - 1)
        del at[level + 1 :]
        at[level] += 1
        form, pattern, _ = levels[level]
        if form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda found: _in_form(at, levels, int(found[1]) - 1), pattern).rstrip(".)").strip("(")


def _in_form(at: list[int], levels: list[tuple[str, str, int]], level: int) -> str:
    if not 0 <= level < len(levels):
        return ""
    value = at[level] if level < len(at) else levels[level][2]
    match levels[level][0]:
        case "lowerLetter":
            return chr(96 + value) if 0 < value < 27 else str(value)
        case "upperLetter":
            return chr(64 + value) if 0 < value < 27 else str(value)
        case "lowerRoman" | "upperRoman":
            roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
            text = roman[value] if value < len(roman) else str(value)
            return text if levels[level][0] == "lowerRoman" else text.upper()
        case _:
            return str(value)


class _Reading:
    """Reads the parts of one document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.levels: dict[str, int] = {}
        self.counters = self._numbering()
        self.section = ""
        self.paragraphs = 0
        self.found_tables = 0

    def paper(self, document: etree._Element, name: str) -> Paper:
        """The document, with its notes, comments, headers and footers after it."""
        body = document.find(f"{_W}body")
        if body is None:
            raise NotReadable(f"{name} has no text.")
        blocks = list(self._blocks(body, Kind.PARAGRAPH))
        parts = [("footnotes", Kind.NOTE), ("endnotes", Kind.NOTE), ("comments", Kind.COMMENT)]
        margins = sorted(
            each for each in self.archive.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", each)
        )
        for part, kind in [*parts, *((each[5:-4], Kind.MARGIN) for each in margins)]:
            found = _part(self.archive, f"word/{part}.xml")
            if found is not None:
                blocks += self._of_part(found, kind)
        changes = sum(len(list(document.iter(f"{_W}{tag}"))) for tag in _TRACKED)
        return Paper(name, blocks, changes)

    def _of_part(self, part: etree._Element, kind: Kind) -> Iterator[Line | Table]:
        for number, each in enumerate(part if kind is not Kind.MARGIN else [part], 1):
            if each.get(f"{_W}type") in ("separator", "continuationSeparator"):
                continue
            where = {Kind.NOTE: f"note {number}", Kind.COMMENT: f"comment {number}"}.get(kind, kind.value)
            for block in self._blocks(each, kind):
                if isinstance(block, Table) or block.text.strip():
                    yield replace(block, place=where) if isinstance(block, Line) else block

    def _blocks(self, parent: etree._Element, kind: Kind) -> Iterator[Line | Table]:
        for child in parent:
            if child.tag in _PASSED_OVER or not isinstance(child.tag, str):
                continue
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, kind)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            else:
                yield from self._blocks(child, kind)

    def _paragraph(self, paragraph: etree._Element, kind: Kind) -> Iterator[Line | Table]:
        text = _text(paragraph)
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, "pStyle")
        level = self._level(properties, style) if kind is Kind.PARAGRAPH else 0
        number = self._number(properties, style) if text.strip() else ""
        if not number and (typed := (_OF_A_HEADING if level else _TYPED_NUMBER).match(text)):
            number, text = typed[1] or typed[2], text[typed.end() :]
        text = text.strip()
        if text:
            if level:
                self.section, self.paragraphs = " ".join(filter(None, (number, text))), 0
            else:
                self.paragraphs += 1
            yield Line(text, self._place(kind, number, level), kind if not level else Kind.HEADING, number, level,
                       waits=_waits(paragraph))  # fmt: skip
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not _within(box, f"{_MC}Fallback", paragraph):
                yield from self._blocks(box, Kind.BOX)

    def _place(self, kind: Kind, number: str, level: int) -> str:
        if level:
            return f"heading “{self.section}”"
        where = f"section “{self.section}”" if self.section else "before the first heading"
        at = f"paragraph {number}" if number else f"paragraph {self.paragraphs}"
        return f"{where}, {'text box' if kind is Kind.BOX else at}"

    def _table(self, table: etree._Element) -> Iterator[Line | Table]:
        self.found_tables += 1
        place = f"table {self.found_tables}" + (f" (section “{self.section}”)" if self.section else "")
        rows: list[list[str]] = []
        waits: set[tuple[int, int]] = set()
        inner: list[etree._Element] = []
        for row in _children(table, f"{_W}tr"):
            cells: list[str] = []
            for cell in _children(row, f"{_W}tc"):
                properties = cell.find(f"{_W}tcPr")
                span = _whole(properties, "gridSpan", 1)
                merged = properties.find(f"{_W}vMerge") if properties is not None else None
                text = "\n".join(filter(None, (_text(each).strip() for each in _children(cell, f"{_W}p"))))
                goes_on = merged is not None and merged.get(f"{_W}val") in (None, "continue")
                if goes_on and rows and len(cells) < len(rows[-1]):
                    text = rows[-1][len(cells)]
                if any(_waits(each) for each in _children(cell, f"{_W}p")):
                    waits.add((len(rows), len(cells)))
                inner += _children(cell, f"{_W}tbl")
                if len(cells) >= MOST_COLUMNS:
                    raise NotReadable(
                        f"Table {self.found_tables} has more columns than Word can make, so it is not read."
                    )
                cells += [text] * min(span, MOST_COLUMNS - len(cells))
            if row.find(f"{_W}trPr/{_W}del") is None:
                rows.append(cells)
        width = max((len(row) for row in rows), default=0)
        if rows and width:
            full = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
            yield Table(full, place, frozenset(waits))
        for each in inner:
            yield from self._table(each)

    def _level(self, properties: etree._Element | None, style: str) -> int:
        outline = _value(properties, "outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        return self.levels.get(style, 0)

    def _number(self, properties: etree._Element | None, style: str) -> str:
        numbered = properties.find(f"{_W}numPr") if properties is not None else None
        list_id, level = self.counters.of_styles.get(style, ("", 0))
        if numbered is not None:
            list_id = _value(numbered, "numId") or list_id
            level = _whole(numbered, "ilvl", level)
        return self.counters.number(list_id, level) if list_id and list_id != "0" else ""

    def _numbering(self) -> _Counters:
        formats: dict[str, list[tuple[str, str, int]]] = {}
        lists: dict[str, str] = {}
        numbering = _part(self.archive, "word/numbering.xml")
        for each in numbering.iter(f"{_W}abstractNum") if numbering is not None else ():
            formats[each.get(f"{_W}abstractNumId", "")] = [
                (_value(level, "numFmt") or "decimal", _value(level, "lvlText"), _whole(level, "start", 1))
                for level in each.iter(f"{_W}lvl")
            ]
        for each in numbering.iter(f"{_W}num") if numbering is not None else ():
            lists[each.get(f"{_W}numId", "")] = _value(each, "abstractNumId")
        of_styles: dict[str, tuple[str, int]] = {}
        styles = _part(self.archive, "word/styles.xml")
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            id, name = style.get(f"{_W}styleId", ""), _value(style, "name")
            properties = style.find(f"{_W}pPr")
            if heading := re.fullmatch(r"heading (\d)", name, re.IGNORECASE):
                self.levels[id] = int(heading[1])
            elif name.casefold() == "title":
                self.levels[id] = 1
            numbered = properties.find(f"{_W}numPr") if properties is not None else None
            if numbered is not None and _value(numbered, "numId"):
                of_styles[id] = (_value(numbered, "numId"), _whole(numbered, "ilvl", 0))
        return _Counters(formats, lists, of_styles)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise NotReadable("The file unpacks to far more than a paper can hold, so it is not read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _children(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The children with this tag, those in content controls and insertions included."""
    found: list[etree._Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}:
            found += _children(child, tag)
    return found


def _text(paragraph: etree._Element) -> str:
    """What a paragraph says, without the text boxes that hang on it."""
    said: list[str] = []
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _PASSED_OVER:
            continue
        if child.tag in (f"{_W}p", f"{_W}tbl", f"{_W}txbxContent", f"{_W}pPr"):
            continue
        match child.tag.removeprefix(_W):
            case "t":
                said.append(child.text or "")
            case "tab":
                said.append("\t")
            case "br" | "cr":
                said.append("\n")
            case "noBreakHyphen":
                said.append("-")
            case "r":
                properties = child.find(f"{_W}rPr")
                if properties is None or properties.find(f"{_W}vanish") is None:
                    said.append(_text(child))
            case _:
                said.append(_text(child))
    return "".join(said).replace("\u00a0", " ").replace("\u00ad", "").replace("\u2011", "-")


def _waits(paragraph: etree._Element) -> bool:
    """Whether a content control in or around a paragraph still shows what is to be put in."""
    inside = paragraph.iter(f"{_W}showingPlcHdr")
    return any(True for _ in inside) or any(
        each.tag == f"{_W}sdt" and each.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        for each in paragraph.iterancestors()
    )


def _within(element: etree._Element, tag: str, end: etree._Element) -> bool:
    for each in element.iterancestors():
        if each.tag == tag:
            return True
        if each is end:
            return False
    return False


def _value(parent: etree._Element | None, tag: str) -> str:
    found = parent.find(f"{_W}{tag}") if parent is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _whole(parent: etree._Element | None, tag: str, otherwise: int) -> int:
    said = _value(parent, tag)
    return int(said) if said.isdecimal() and len(said) < 6 else otherwise
