"""What people do in Word that `made.py` does not: merged headings, notes, headers, automatic numbers, comments."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

Rows = Sequence[Sequence[str]]

NOTES = (
    '<w:footnotes {space}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>{notes}</w:footnotes>'
)
NOTE = '<w:footnote w:id="{number}"><w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:footnote>'
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True)
class Strange:
    """A paper, and what is wrong with it: what is printed there (or words of the finding), and its weight."""

    file: bytes
    planted: tuple[tuple[str, str], ...] = ()


class Written:
    """A Word paper that is being written."""

    def __init__(self, title: str, header: str = "", footer: str = "") -> None:
        self.document: WordDocument = Document()
        if title:
            self.document.add_heading(title, 0)
        if header:
            self.document.sections[0].header.paragraphs[0].text = header
        if footer:
            self.document.sections[0].footer.paragraphs[0].text = footer
        self.notes: list[str] = []

    def head(self, text: str, level: int = 1) -> "Written":
        """A heading, with its number typed if it has one."""
        self.document.add_heading(text, level)
        return self

    def says(self, *paragraphs: str) -> "Written":
        """Paragraphs; a line break in one is a line break in Word."""
        for each in paragraphs:
            self.document.add_paragraph(each)
        return self

    def lists(self, *items: str, style: str = "List Bullet") -> "Written":
        """Bullets, or with `List Number` paragraphs that Word numbers."""
        for each in items:
            self.document.add_paragraph(each, style=style)
        return self

    def table(self, rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> "Written":
        """A table; `merged` are (row, column, last row, last column) of cells that are one."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
        for top, left, bottom, right in merged:
            text = rows[top][left]
            table.cell(top, left).merge(table.cell(bottom, right)).text = text
        return self

    def note(self, text: str) -> "Written":
        """A footnote at the last paragraph."""
        self.notes.append(text)
        run = self.last.add_run()._r  # python-docx has no way to make one
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        run.append(reference)
        return self

    def comment(self, text: str) -> "Written":
        """A comment at the last paragraph."""
        self.document.add_comment(self.last.runs, text=text, author="Reviewer", initials="R")
        return self

    def inserted(self, text: str) -> "Written":
        """Words in the last paragraph that Word tracks as inserted."""
        self.last._p.append(
            parse_xml(
                f'<w:ins {nsdecls("w")} w:id="9" w:author="Reviewer" w:date="2024-05-01T09:00:00Z">'
                f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
            )
        )
        return self

    @property
    def last(self) -> Paragraph:
        """The last paragraph of the body."""
        return self.document.paragraphs[-1]

    @property
    def file(self) -> bytes:
        """The paper as a .docx."""
        if self.notes:
            notes = "".join(NOTE.format(number=at, text=text) for at, text in enumerate(self.notes, start=1))
            part = Part(
                PackURI("/word/footnotes.xml"),
                NOTES_TYPE,
                NOTES.format(space=nsdecls("w"), notes=notes).encode(),
                self.document.part.package,
            )
            self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()


def printed(source: str) -> bytes:
    """A PDF of typst."""
    made: bytes = typst.compile(source.encode())
    return made
