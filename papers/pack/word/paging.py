"""On which page each part of a Word document comes to stand, reckoned as Word lays it out.

A contents page has to say page numbers, and Word works them out only when somebody asks it to. `numbering` prints what
is reckoned here; the fields around them are Word's own, so that it corrects them where its fonts or settings differ.
Every text is measured as Arial is, which the default template is set in. Lengths are in twentieths of a point.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

_WIDTHS = {
    False: {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[\\]ft",
        333: "()-`r",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1015: "@",
    },
    True: {
        238: "'",
        278: " ,./I\\ijl",
        280: "|",
        333: "!()-:;[]`ft",
        389: "*r{}",
        474: '"',
        500: "z",
        584: "+<=>^~",
        611: "?FLTZbdghnopqu",
        667: "EPSVXY",
        722: "&ABCDHKNRU",
        778: "GOQw",
        833: "M",
        889: "%m",
        944: "W",
        975: "@",
    },
}
"""How wide characters of Arial are, regular and bold, in thousandths of the size; all others are as wide as a digit."""

_OTHER = 556
_LINE = 1.15
"""The height of a line of Arial, as a multiple of its size."""

_EMU = 635
_PARAGRAPH, _ROW, _CELL, _PROPERTIES, _STYLE = map(qn, ("w:p", "w:tr", "w:tc", "w:pPr", "w:pStyle"))
_TEXT, _BREAK, _TAB, _VALUE, _TYPE, _WIDTH = map(qn, ("w:t", "w:br", "w:tab", "w:val", "w:type", "w:w"))
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_ENDS_SECTION, _IN_RUN_BREAK = f"{qn('w:pPr')}/{qn('w:sectPr')}", f"{qn('w:r')}/{qn('w:br')}"
_CELL_WIDTH, _REPEATED = f"{qn('w:tcPr')}/{qn('w:tcW')}", f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_DEFAULT_SIZE = 11.0
_BORDER = 10


@dataclass(frozen=True)
class _Spaced:
    """What of a paragraph style has to do with where lines and pages end; `size` is in points."""

    size: float = _DEFAULT_SIZE
    bold: bool = False
    before: int = 0
    after: int = 120
    line: int = 276
    exact: bool = False
    left: int = 0
    hanging: int = 0
    keep: bool = False
    breaks: bool = False


@dataclass
class _Block:
    """What is set in one go: a paragraph, of whose lines some may go to the next page, or a row of a table.

    `header` is how high the rows are that are printed again where its table goes on upon another page.
    """

    element: Any
    height: float
    before: float = 0
    after: float = 0
    first: float = 0
    keep: bool = False
    new_page: bool = False
    header: float = 0
    lines: list[float] = field(default_factory=list)


def pages_of(document: WordDocument, paragraphs: Iterable[Any]) -> list[int]:
    """The number of the page, from 1, on which each of these paragraphs of the body begins."""
    body = document.element.body
    # Elements of python-docx take several times as long to look at as plain ones.
    plain = etree.fromstring(etree.tostring(body))
    pages = dict(_Paging(document, plain).placed())
    found = {each: pages.get(one, 1) for each, one in zip(body, plain, strict=True)}
    return [found.get(each, 1) for each in paragraphs]


class _Paging:
    """One document being laid out."""

    def __init__(self, document: WordDocument, body: Any) -> None:
        self._body = body
        self._numbering = _indents_of_lists(document)
        self._styles = {each.get(qn("w:styleId")): each for each in document.styles.element.iter(qn("w:style"))}
        self._defaults = _changed(_Spaced(), document.styles.element.find(qn("w:docDefaults")))
        self._known: dict[str, _Spaced] = {}
        default = document.styles.element.xpath("w:style[@w:type='paragraph'][@w:default='1']/@w:styleId")
        self._default = str(default[0]) if default else ""

    def placed(self) -> Iterator[tuple[Any, int]]:
        """Each paragraph of the body with its page."""
        page, at, after = 1, 0.0, 0.0
        for section, blocks in self._sections():
            height = _number(section, "w:pgSz", "h", 16838) - _number(section, "w:pgMar", "top", 1440)
            height -= _number(section, "w:pgMar", "bottom", 1440)
            asked = page > 1 or at > 0
            for place, each in enumerate(blocks):
                if asked or (each.new_page and at):
                    page, at = page + 1, each.before  # which goes at the head of a page that begins by itself
                elif at and at + _together(blocks, place) > height:
                    page, at = page + 1, each.header
                else:
                    at += max(each.before, after) if at > each.header else 0
                asked = False
                after = each.after
                yield each.element, page
                for line in each.lines or [each.height]:
                    if at + line > height and at > each.header:
                        page, at = page + 1, each.header
                    at += line

    def _sections(self) -> Iterator[tuple[Any, list[_Block]]]:
        """The sections of the document, each with its properties and what is in it."""
        of = iter(self._body.findall(f"{_PARAGRAPH}/{_ENDS_SECTION}"))
        last = self._body.find(qn("w:sectPr"))
        current, blocks = next(of, last), list[_Block]()
        room = _room(current)
        for element in self._body:
            if element.tag == _PARAGRAPH:
                blocks.append(self._paragraph(element, room))
                if element.find(_ENDS_SECTION) is not None:
                    yield current, blocks
                    current, blocks = next(of, last), []
                    room = _room(current)
            elif element.tag == qn("w:tbl"):
                blocks.extend(self._rows(element, room))
        yield current, blocks

    def _paragraph(self, paragraph: Any, room: float) -> _Block:
        style = self._style(paragraph)
        lines = self._lines(paragraph, style, room)
        first = sum(lines) if len(lines) < 4 else sum(lines[:2])
        breaks = style.breaks or any(each.get(_TYPE) == "page" for each in paragraph.findall(_IN_RUN_BREAK))
        if len(lines) > 3:  # neither one line alone at the foot of a page nor at the head of one
            lines = [sum(lines[:2]), *lines[2:-2], sum(lines[-2:])]
        return _Block(paragraph, sum(lines), style.before, style.after, first, style.keep, breaks, 0, lines)

    def _rows(self, table: Any, room: float) -> Iterator[_Block]:
        header, widths = 0.0, list[float]()
        for row in table.findall(_ROW):
            cells = row.findall(_CELL)
            height, keep = 0.0, False
            if len(widths) != len(cells):
                found = [each.find(_CELL_WIDTH) for each in cells]
                fixed = [None if each is None or each.get(_TYPE) != "dxa" else int(each.get(_WIDTH)) for each in found]
                widths = [(each or room / len(cells)) - 170 for each in fixed]
            for cell, inner in zip(cells, widths, strict=True):
                high, after = 60.0 + _BORDER, 0
                for paragraph in cell.iterchildren(_PARAGRAPH):
                    style = self._style(paragraph)
                    high += max(style.before, after) + sum(self._lines(paragraph, style, inner))
                    after, keep = style.after, keep or style.keep
                height = max(height, high + after)
            yield _Block(row, height, first=height, keep=keep, header=header)
            if row.find(_REPEATED) is not None:
                header += height

    def _lines(self, paragraph: Any, style: _Spaced, room: float) -> list[float]:
        """The heights of the lines of a paragraph."""
        high = float(style.line) if style.exact else style.size * 20 * _LINE * style.line / 240
        texts = [""]
        bold = style.bold
        for each in paragraph.iter(_TEXT, _BREAK, _TAB, _PICTURE):
            if each.tag == _TEXT:
                texts[-1] += each.text or ""
            elif each.tag == _TAB:
                texts[-1] += "    "
            elif each.tag == _PICTURE:
                return [max(int(each.get("cy")) / _EMU, high)]
            elif each.get(_TYPE) is None:
                texts.append("")
        scale = style.size * 20 / 1000
        wide = (room - style.left) / scale
        return [high] * sum(_count(text, bold, wide) for text in texts)

    def _style(self, paragraph: Any) -> _Spaced:
        properties = paragraph[0] if len(paragraph) else None
        if properties is None or properties.tag != _PROPERTIES or not len(properties):
            return self._named(self._default)
        named = properties[0] if properties[0].tag == _STYLE else None
        style = self._named(self._default if named is None else named.get(_VALUE))
        return style if len(properties) == (named is not None) else _with(style, properties)

    def _named(self, name: str) -> _Spaced:
        """A style with what it has from those that it is based on."""
        if name not in self._known:
            style = self._styles.get(name)
            if style is None:
                return self._defaults
            based = style.find(qn("w:basedOn"))
            under = self._defaults if based is None else self._named(based.get(qn("w:val")))
            number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None:
                under = replace(under, left=self._numbering.get(number.get(qn("w:val")), under.left))
            self._known[name] = _changed(under, style)
        return self._known[name]


def _together(blocks: list[_Block], place: int) -> float:
    """How much room a block needs on a page with all that is to stay with it."""
    needed, after = 0.0, blocks[place - 1].after if place else 0.0
    for each in blocks[place:]:
        needed += max(each.before, after)
        if not each.keep:
            return needed + each.first
        needed, after = needed + each.height, each.after
    return needed


def _changed(style: _Spaced, element: Any) -> _Spaced:
    """A style with what an element of the styles says of paragraphs and characters."""
    if element is None:
        return style
    size = next(element.iter(qn("w:sz")), None)
    if size is not None:
        style = replace(style, size=int(size.get(qn("w:val"))) / 2)
    bold = next(element.iter(qn("w:b")), None)
    if bold is not None:
        style = replace(style, bold=bold.get(qn("w:val")) not in ("0", "false"))
    properties = next(element.iter(qn("w:pPr")), None)
    return style if properties is None else _with(style, properties)


def _with(style: _Spaced, properties: Any) -> _Spaced:
    """A style with what is set at a paragraph itself."""
    changes: dict[str, Any] = {}
    for each in properties:
        on = each.get(qn("w:val")) not in ("0", "false")
        if each.tag == qn("w:spacing"):
            for name in ("before", "after", "line"):
                if (value := each.get(qn(f"w:{name}"))) is not None:
                    changes[name] = int(value)
            changes["exact"] = each.get(qn("w:lineRule"), "auto") == "exact" if "line" in changes else style.exact
        elif each.tag == qn("w:ind"):
            changes["left"] = _value(each, "left", style.left)
        elif each.tag == qn("w:keepNext"):
            changes["keep"] = on
        elif each.tag == qn("w:pageBreakBefore"):
            changes["breaks"] = on
    return replace(style, **changes) if changes else style


def _indents_of_lists(document: WordDocument) -> Mapping[str, int]:
    """How far the first level of each list is indented, by the list's id."""
    if not document.styles.element.xpath("w:style/w:pPr/w:numPr"):
        return {}
    root = document.part.numbering_part.element
    levels = {
        each.get(qn("w:abstractNumId")): next(each.iter(qn("w:ind")), None)
        for each in root.iterchildren(qn("w:abstractNum"))
    }
    return {
        each.get(qn("w:numId")): _value(levels.get(each.find(qn("w:abstractNumId")).get(qn("w:val"))), "left", 0)
        for each in root.iterchildren(qn("w:num"))
    }


def _room(section: Any) -> float:
    """How wide the text is."""
    sides = _number(section, "w:pgMar", "left", 1440) + _number(section, "w:pgMar", "right", 1440)
    return _number(section, "w:pgSz", "w", 11906) - sides


def _number(section: Any, of: str, name: str, otherwise: int) -> int:
    return _value(None if section is None else section.find(qn(of)), name, otherwise)


def _value(element: Any, name: str, otherwise: int) -> int:
    value = None if element is None else element.get(qn(f"w:{name}"))
    return otherwise if value is None else round(float(value))


def _count(text: str, bold: bool, room: float) -> int:
    """Into how many lines a text is broken."""
    if len(text) * 1_015 < room:
        return 1
    lines, at, space, room = 1, 0, 278, max(room, 2_000)
    for word in text.split(" "):
        wide = _width(word, bold)
        if at and at + space + wide > room:
            lines, at = lines + 1, 0
        while wide > room:
            lines, wide = lines + 1, wide - int(room)
        at += wide + (space if at else 0)
    return lines


@lru_cache(maxsize=20_000)
def _width(word: str, bold: bool) -> int:
    widths = _by_character(bold)
    return sum(widths.get(each, _OTHER) for each in word)


@cache
def _by_character(bold: bool) -> Mapping[str, int]:
    return {each: width for width, characters in _WIDTHS[bold].items() for each in characters}
