"""What is different between two versions of the plan as a Word document, with the changes marked as Word marks them.

They are Word's own revisions, so that its reader can go from one to the next, and accept or reject them. The same
comparison gives the same bytes.
"""

import io
import re
import zipfile
from datetime import date
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length
from markupsafe import escape

from papers.pack.word.styles import dress
from papers.pack.word.writing import undated
from papers.versions.contents import ChangeKind, Comparison, VersionChange
from papers.versions.marked import pieces
from papers.wording import day

_WIDTHS = (1.6, 2.6, 12.4)
_HEADINGS = ("Ref", "What", "The words of both versions, with the changes marked")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_changes(comparison: Comparison) -> bytes:
    """The document (.docx), A4 upright: a heading, what the versions are, a sentence that counts, and a table."""
    document = Document()
    dress(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    title = f"{comparison.before.name} and {comparison.after.name}: what is different"
    heading = document.add_heading(_clean(title))
    unnumbered = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    heading._p.get_or_add_pPr().append(parse_xml(unnumbered))
    heading.paragraph_format.left_indent = heading.paragraph_format.first_line_indent = Cm(0)
    document.add_paragraph(_clean(comparison.plan), "Introduction")
    for label, version in (("From", comparison.before), ("To", comparison.after)):
        fact = document.add_paragraph(style="Front text")
        fact.add_run(label).bold = True
        fact.add_run(f"\t{_clean(version.called)}, {day(version.on)}")
    document.add_paragraph(_clean(comparison.said))
    if comparison.changes:
        _Marked(document, comparison.after.on).table(comparison.changes)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = _clean(title), "", ""
    properties.comments, properties.language = "", "en-GB"
    saved = io.BytesIO()
    document.save(saved)
    return undated(saved.getvalue(), zipfile.ZIP_DEFLATED)


class _Marked:
    """Writes the table; each revision has a number of its own and the day of the later version."""

    def __init__(self, document: Any, on: date) -> None:
        self._document, self._on, self._number = document, on, 0

    def table(self, changes: tuple[VersionChange, ...]) -> None:
        """A row for each change; the first is repeated on every page."""
        table = self._document.add_table(1, len(_HEADINGS), "Pack table")
        table.autofit = False
        properties = table._tbl.tblPr
        properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
        properties.find(qn("w:tblW")).set(qn("w:w"), str(Length(Cm(sum(_WIDTHS))).twips))
        described = "Each difference between the two versions, with the changes marked"
        properties.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{described}"/>'))
        for cell, heading in zip(table.rows[0].cells, _HEADINGS, strict=True):
            cell.paragraphs[0].style = "Table heading"
            cell.paragraphs[0].add_run(heading)
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for each in changes:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            for cell, text in zip(row.cells, (each.ref, each.kind.value), strict=False):
                cell.paragraphs[0].style = "Table text"
                cell.paragraphs[0].add_run(_clean(text))
            self._words(row.cells[2].paragraphs[0], each)
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)

    def _words(self, paragraph: Any, change: VersionChange) -> None:
        paragraph.style = "Table text"
        if change.kind is ChangeKind.ENDED:
            paragraph._p.append(self._revision("del", change.was))
            paragraph.add_run(_clean(f" {change.now[:1].upper()}{change.now[1:]}."))
            return
        if change.kind not in (ChangeKind.ADDED, ChangeKind.REWORDED):
            paragraph.add_run(f"{_clean(change.title)}: ")
        whole = (("del", change.was), ("ins", change.now))
        by_word = pieces(_clean(change.was), _clean(change.now))
        for how, text in by_word if change.kind is ChangeKind.REWORDED else whole:
            if how == "equal":
                paragraph.add_run(text)
            elif text:
                paragraph._p.append(self._revision(how, text))

    def _revision(self, how: str, text: str) -> Any:
        """Words that were taken out (`del`) or put in (`ins`), as Word marks them."""
        self._number += 1
        tag = "delText" if how == "del" else "t"
        words = f'<w:r><w:{tag} xml:space="preserve">{escape(_clean(text))}</w:{tag}></w:r>'
        about = f'w:id="{self._number}" w:author="Secretariat" w:date="{self._on.isoformat()}T00:00:00Z"'
        return parse_xml(f"<w:{how} {nsdecls('w')} {about}>{words}</w:{how}>")


def _clean(text: str) -> str:
    """The text on one line, without what XML cannot hold."""
    return _NOT_IN_XML.sub("", re.sub(r"[\t\r\n]", " ", text))
