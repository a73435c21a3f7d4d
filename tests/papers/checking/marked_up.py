"""Papers written down as text with marks, made into Word documents and PDFs.

A line is a paragraph; `#` and `##` a heading, `-` an item, `|` a row of a table (`<` merges with the cell before it,
`^` with the one above), `[1]` and `[2]` numbered by Word, `[box]` a text box, `[sdt]` a content control, `[empty]` one
that nobody has filled in, `[header]` the header. In a line `{+…}` is inserted, `{-…}` deleted, `{fn:…}` a note,
`{c:…}` a comment.
"""

import io
import re
from typing import Any

import typst
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INLINE = re.compile(r"\{(\+|-|fn:|c:)(.*?)\}")
BOX = (
    f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:400pt;height:60pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _runs(doc: Any, par: Any, text: str, notes: list[str]) -> None:
    at = 0
    for found in INLINE.finditer(text):
        par.add_run(text[at : found.start()])
        at = found.end()
        kind, inner = found.groups()
        if kind in "+-":
            tag, t = ("ins", "t") if kind == "+" else ("del", "delText")
            par._p.append(
                parse_xml(
                    f'<w:{tag} {W} w:id="{900 + at}" w:author="Officer" w:date="2024-01-08T09:00:00Z">'
                    f'<w:r><w:{t} xml:space="preserve">{_escaped(inner)}</w:{t}></w:r></w:{tag}>'
                )
            )
        elif kind == "fn:":
            notes.append(inner)
            par._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="{len(notes) + 1}"/></w:r>'))
        else:
            run = par.runs[-1] if par.runs else par.add_run(" ")
            doc.add_comment(run, text=inner, author="Officer")
    par.add_run(text[at:])


def _table(doc: Any, lines: list[str], notes: list[str]) -> None:
    rows = [[c.strip() for c in line.strip().strip("|").split("|")] for line in lines]
    made = doc.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    if not any(text in ("<", "^") for row in rows for text in row):
        for texts, cells in zip(rows, made.rows, strict=True):  # to ask for one by its place looks at them all
            for text, cell in zip(texts, cells.cells, strict=False):
                _runs(doc, cell.paragraphs[0], text, notes)
        return
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = made.cell(r, c)
            if text == "<":
                made.cell(r, c - 1).merge(cell)
            elif text == "^":
                made.cell(r - 1, c).merge(cell)
            else:
                _runs(doc, cell.paragraphs[0], text, notes)
    for row in made.rows:  # a merge leaves empty paragraphs behind
        for cell in row.cells:
            for par in cell.paragraphs[1:]:
                if not par.text:
                    par._p.getparent().remove(par._p)


def _number_by_word(doc: Any) -> None:
    part = doc.part.numbering_part.element
    part.insert(
        0,
        parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    part.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _numbered(par: Any, level: int) -> None:
    par._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def word(text: str) -> bytes:
    """The paper as a .docx."""
    doc: Any = Document()
    notes: list[str] = []
    grid: list[str] = []
    _number_by_word(doc)
    for line in [*text.strip().split("\n"), ""]:
        line = line.strip()
        if line.startswith("|"):
            grid.append(line)
            continue
        if grid:
            _table(doc, grid, notes)
            grid = []
        if not line:
            continue
        tag, _, rest = line.partition(" ")
        if tag in ("#", "##", "###"):
            par = doc.add_heading("", len(tag))
            _runs(doc, par, rest, notes)
        elif tag in ("[1]", "[2]"):
            par = doc.add_heading("", 1) if tag == "[1]" else doc.add_paragraph()
            _runs(doc, par, rest, notes)
            _numbered(par, int(tag[1]) - 1)
        elif tag == "-":
            _runs(doc, doc.add_paragraph(style="List Bullet"), rest, notes)
        elif tag == "[box]":
            doc.add_paragraph()._p.append(parse_xml(BOX % _escaped(rest)))
        elif tag in ("[sdt]", "[empty]"):
            shown = "<w:showingPlcHdr/>" if tag == "[empty]" else ""
            doc.element.body.insert(
                -1,
                parse_xml(
                    f"<w:sdt {W}><w:sdtPr>{shown}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{_escaped(rest)}"
                    "</w:t></w:r></w:p></w:sdtContent></w:sdt>"
                ),
            )
        elif tag == "[header]":
            doc.sections[0].header.paragraphs[0].text = rest
        elif tag == "[footer]":
            doc.sections[0].footer.paragraphs[0].text = rest
        else:
            _runs(doc, doc.add_paragraph(), line, notes)
    if notes:
        body = "".join(
            f'<w:footnote w:id="{i + 2}"><w:p><w:r><w:t>{_escaped(n)}</w:t></w:r></w:p></w:footnote>'
            for i, n in enumerate(notes)
        )
        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {W}>{body}</w:footnotes>'.encode(),
            doc.part.package,
        )
        doc.part.relate_to(part, RT.FOOTNOTES)
    written = io.BytesIO()
    doc.save(written)
    return written.getvalue()


def pdf(text: str) -> bytes:
    """The paper as a PDF by typst."""
    grid: list[list[str]] = []
    out = ['#set page(numbering: "1")\n#set text(lang: "en")']
    for line in [*text.strip().split("\n"), ""]:
        line = line.strip()
        if line.startswith("|"):
            grid.append([c.strip() for c in line.strip("|").split("|")])
            continue
        if grid:
            n = max(map(len, grid))
            out.append(f"#table(columns: {n}, " + ", ".join(_quoted(c) for r in grid for c in r) + ")")
            grid = []
        if not line:
            continue
        tag, _, rest = line.partition(" ")
        if set(tag) == {"#"}:
            out.append(f"#heading(level: {len(tag)}, {_quoted(rest)})")
        elif tag == "-":
            out.append(f"#list({_quoted(rest)})")
        else:
            out.append(f"#par({_quoted(line)})")
    return bytes(typst.compile("\n\n".join(out).encode()))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
