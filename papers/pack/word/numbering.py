"""What Word works out when it is told to update its fields: the contents page and the numbers of captions.

`writing` calls this on every pack, so that a paper is right as it is opened, without a question whether to update. It
works on any template that has a table of contents, headings and captions made with Word's own means.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from papers.pack.word.paging import pages_of

_VALUE = qn("w:val")


@dataclass(frozen=True)
class Heading:
    """A heading as the contents page lists it: its level from 1, its number ("4", may be empty) and its text."""

    level: int
    number: str
    text: str
    paragraph: Any


@dataclass(frozen=True)
class _Field:
    """A field of Word: what it is told to do ("SEQ Table"), where it begins, and the runs that show its result."""

    instruction: str
    begin: Any
    shown: tuple[Any, ...]

    @property
    def words(self) -> list[str]:
        return self.instruction.split()

    @property
    def is_contents(self) -> bool:
        """Whether it is a table of contents; with \\c it is a list of figures or the like."""
        return self.words[:1] == ["TOC"] and "\\c" not in self.words


def update_fields(document: WordDocument) -> None:
    """Fill in the table of contents, if there is one, and number the captions."""
    fields = list(_fields(document.element.body))
    _number_captions(fields)
    contents = next((each for each in fields if each.is_contents), None)
    if contents is None:
        return
    levels = re.search(r'\\o\s+"(\d)-(\d)"', contents.instruction)
    first, last = (int(levels[1]), int(levels[2])) if levels else (1, 3)
    listed = [each for each in headings(document) if first <= each.level <= last]
    names = _bookmark(document.element.body, listed)
    shown = _fill_contents(document, contents, listed, names)
    if shown:
        before = _pages_before(document)
        for page, number in zip(shown, pages_of(document, [each.paragraph for each in listed]), strict=True):
            page.text = str(before + number)


def numbered_on(template: bytes, sections: int, pages: int) -> bytes:
    """The template with headings numbered on after so many sections, and pages after so many pages. The foot says the
    page alone: of how many it is Word would count without those before.
    """
    document = Document(io.BytesIO(template))
    for level in _levels_of_headings(document):
        for start in level.findall(qn("w:start")):
            start.set(_VALUE, str(sections + 1))
    for section in document.sections:
        start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="{pages + 1}"/>')
        section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
        for paragraph in section.footer.paragraphs:
            _say_no_total(paragraph._p)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def numbers_headings(document: WordDocument) -> bool:
    """Whether Word numbers the headings of sections by itself."""
    return bool(_levels_of_headings(document))


def _levels_of_headings(document: WordDocument) -> list[Any]:
    """The levels of lists that number headings of the first level."""
    ids = {id for id, level in heading_levels(document).items() if level == 1}
    parts = [each for each in document.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.NUMBERING]
    return [
        level
        for part in parts
        for level in part.target_part.element.iter(qn("w:lvl"))
        for style in level.findall(qn("w:pStyle"))
        if style.get(_VALUE) in ids
    ]


def _say_no_total(paragraph: Any) -> None:
    """Take “ of ” and all that stands behind it out of the foot of a page."""
    runs = paragraph.findall(qn("w:r"))
    at = next((at for at, run in enumerate(runs) if "".join(_text(run)) == " of "), len(runs))
    for run in runs[at:]:
        paragraph.remove(run)


def empty_contents(document: WordDocument) -> None:
    """Take out what the table of contents shows, if there is one, and leave the field."""
    for field in list(_fields(document.element.body)):
        if field.is_contents:
            _fill_contents(document, field, [], [])


def heading_levels(document: WordDocument) -> dict[str, int]:
    """The level of each of Word's heading styles, by the style's id."""
    return {
        each.style_id: int(each.name[-1])
        for each in document.styles
        if each.name and re.fullmatch(r"Heading [1-9]", each.name)
    }


def headings(document: WordDocument) -> list[Heading]:
    """Every paragraph in one of Word's heading styles, in order, with the number that Word prints before it."""
    levels = heading_levels(document)
    numberings = {style: _numbering(document, style) for style in levels}
    counters = [0] * 10
    counters[1] = _numbered_from(document) - 1
    found = []
    for style in document.element.body.iter(qn("w:pStyle")):
        level = levels.get(style.get(_VALUE))
        if level is None:
            continue
        paragraph = style.getparent().getparent()
        text = "".join(_text(paragraph)).strip()
        if not text:
            continue
        counters[level] += 1
        counters[level + 1 :] = [0] * (9 - level)
        number = re.sub(r"%(\d)", lambda place: str(counters[int(place[1])]), numberings[style.get(_VALUE)])
        found.append(Heading(level, number, text, paragraph))
    return found


def _numbered_from(document: WordDocument) -> int:
    """The number of the first heading of the first level."""
    starts = document.part.numbering_part.element.xpath("//w:lvl[w:pStyle/@w:val='Heading1']/w:start/@w:val")
    return int(starts[0]) if starts else 1


def _pages_before(document: WordDocument) -> int:
    """How many pages come before the first: those of the paper that this one is numbered on from."""
    starts = document.element.body.xpath("//w:sectPr/w:pgNumType/@w:start")
    return int(starts[0]) - 1 if starts else 0


def _numbering(document: WordDocument, style_id: str) -> str:
    """The pattern of the style's numbers, such as "%1.%2"; empty for none and for other than decimal numbers."""
    numbered = document.styles.element.xpath(f"w:style[@w:styleId='{style_id}']/w:pPr/w:numPr")
    if not numbered or (number := numbered[0].find(qn("w:numId"))) is None:
        return ""
    level = numbered[0].find(qn("w:ilvl"))
    numbering = document.part.numbering_part.element
    lists = numbering.xpath(f"w:num[@w:numId='{number.get(_VALUE)}']/w:abstractNumId/@w:val")
    path = (
        f"w:abstractNum[@w:abstractNumId='{lists[0]}']/w:lvl[@w:ilvl='{level.get(_VALUE) if level is not None else 0}']"
    )
    patterns = numbering.xpath(f"{path}[w:numFmt/@w:val='decimal']/w:lvlText/@w:val") if lists else []
    return str(patterns[0]).rstrip(".") if patterns else ""


def _text(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        yield (each.text or "") if each.tag == qn("w:t") else " "


def _bookmark(body: Any, listed: list[Heading]) -> list[str]:
    """Put a bookmark round each heading and give their names. Those that Word left in the template go first."""
    last = 0
    stale = set()
    for mark in list(body.iter(qn("w:bookmarkStart"))):
        last = max(last, int(mark.get(qn("w:id"))))
        if mark.get(qn("w:name"), "").startswith("_Toc"):
            stale.add(mark.get(qn("w:id")))
            mark.getparent().remove(mark)
    if stale:
        for mark in list(body.iter(qn("w:bookmarkEnd"))):
            if mark.get(qn("w:id")) in stale:
                mark.getparent().remove(mark)
    names = []
    for place, heading in enumerate(listed, 1):
        name, number = f"_Toc{place:06}", last + place
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        heading.paragraph.insert(0 if heading.paragraph.pPr is None else 1, start)
        heading.paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
        names.append(name)
    return names


def _fill_contents(
    document: WordDocument, field: _Field, listed: Sequence[Heading], names: Sequence[str]
) -> Sequence[Any]:
    """Replace what the field shows: one paragraph an entry, linked to its heading. Gives the texts that are to be the
    numbers of the pages; none where the field wants none.
    """
    with_pages = "\\n" not in field.words
    styles = {each.name.lower(): each.style_id for each in document.styles if each.name}
    entries = [_entry(heading, name, styles, with_pages) for heading, name in zip(listed, names, strict=True)]
    entries = entries or [parse_xml(f"<w:p {nsdecls('w')}/>")]
    instruction = escape(field.instruction)
    opening = (
        f'<w:p {nsdecls("w")}><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    )
    place = 0 if entries[0].pPr is None else 1
    entries[0][place:place] = list(parse_xml(opening))
    entries[-1].append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    first = next(field.begin.iterancestors(qn("w:p")))
    for entry in entries:
        first.addprevious(entry)
    for old in _paragraphs_of(first):
        old.getparent().remove(old)
    return [list(each.iter(qn("w:t")))[-1] for each in entries] if with_pages and listed else []


def _entry(heading: Heading, name: str, styles: Mapping[str, str], with_page: bool) -> Any:
    style = styles.get(f"toc {heading.level}")
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    number = f"<w:r><w:t>{heading.number}</w:t></w:r><w:r><w:tab/></w:r>" if heading.number else ""
    page = (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return parse_xml(
        f'<w:p {nsdecls("w")}>{properties}<w:hyperlink w:anchor="{name}" w:history="1">{number}'
        f'<w:r><w:t xml:space="preserve">{escape(heading.text)}</w:t></w:r>{page * with_page}</w:hyperlink></w:p>'
    )


def _paragraphs_of(first: Any) -> list[Any]:
    """The paragraphs over which the field that begins in `first` extends."""
    found, depth, current = [], 0, first
    while current is not None:
        found.append(current)
        for mark in current.iter(qn("w:fldChar")):
            depth += {"begin": 1, "end": -1}.get(mark.get(qn("w:fldCharType")), 0)
            if depth == 0:
                return found
        current = current.getnext()
    return [first]


def _fields(body: Any) -> Iterator[_Field]:
    """The fields of the body in order; of one whose result spans paragraphs, the runs in the first."""
    for mark in body.iter(qn("w:fldChar"), qn("w:fldSimple")):
        if mark.tag == qn("w:fldSimple"):
            yield _Field(mark.get(qn("w:instr"), ""), mark, tuple(mark.iterchildren(qn("w:r"))))
            continue
        if mark.get(qn("w:fldCharType")) != "begin":
            continue
        instruction, shown, separated = "", [], False
        for run in mark.getparent().itersiblings(qn("w:r")):
            kinds = [each.get(qn("w:fldCharType")) for each in run.iter(qn("w:fldChar"))]
            if "end" in kinds:
                break
            if "separate" in kinds:
                separated = True
            elif separated:
                shown.append(run)
            else:
                instruction += "".join(each.text or "" for each in run.iter(qn("w:instrText")))
        yield _Field(instruction, mark, tuple(shown))


def _number_captions(fields: Sequence[_Field]) -> None:
    """Number the SEQ fields ("Table 1", "Figure 1"), each series for itself."""
    counters: dict[str, int] = {}
    for field in fields:
        if field.words[:1] == ["SEQ"] and len(field.words) > 1:
            series = field.words[1]
            counters[series] = counters.get(series, 0) + 1
            texts = [text for run in field.shown for text in run.iter(qn("w:t"))]
            for place, text in enumerate(texts):
                text.text = "" if place else str(counters[series])
