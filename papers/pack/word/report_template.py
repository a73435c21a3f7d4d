"""Makes the Word template of a council report, `templates/report.docx`: `python -m papers.pack.word.report_template`.

A test proves that the file in the repository is what this makes. It has layout alone: headings, labels and figures come
with the sections of a report (`papers.pack.report_parts`).
"""

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm

from papers.pack.word.blocks import (
    add_caption,
    add_field,
    add_grid,
    add_lines,
    add_list,
    fill_row,
    keep_whole,
    share_width_by_content,
)
from papers.pack.word.styles import dress
from papers.pack.word.template import MADE_ON, upright_page
from papers.pack.word.writing import undated

PATH = Path(__file__).parent.parent / "templates" / "report.docx"


def make() -> bytes:
    """The template as a file; the same bytes every time."""
    document = Document()
    dress(document)
    footer = upright_page(document, "{{ organisation }}", first_page_differs=False)
    footer.add_run("{{ footer }} · Page ")
    add_field(footer, " PAGE ")
    footer.add_run(" of ")
    add_field(footer, " NUMPAGES ")
    _first_page(document)
    _parts(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "Template of the council report", "", ""
    properties.comments, properties.language, properties.revision = "", "en-GB", 1
    properties.created = properties.modified = MADE_ON
    saved = io.BytesIO()
    document.save(saved)
    return undated(saved.getvalue(), zipfile.ZIP_STORED)


def _first_page(document: WordDocument) -> None:
    document.add_paragraph("{{ organisation }}", "Organisation")
    document.add_paragraph("{{ name }}", "Title")
    document.add_paragraph("{{ title }}", "Subtitle")
    add_lines(document, "{%p for line in published_said %}", ("{{ line }}", "Warning"), "{%p endfor %}")
    table = add_grid(document, "What the report is, for whom and by whom", (4.6, 12), rows=4)
    fill_row(table.rows[0], "What", "As given", style="Table heading")
    fill_row(table.rows[1], "{%tr for fact in facts %}")
    fill_row(table.rows[2], "{{ fact.name }}", "{{ fact.said }}")
    fill_row(table.rows[3], "{%tr endfor %}")
    keep_whole(table.rows[0], repeated=True)
    keep_whole(table.rows[2])
    add_lines(document, "{%p if changed %}", ("What changed since the version before", "Front heading"))
    add_list(document, "changed")
    add_lines(document, "{%p endif %}")
    document.add_paragraph("Contents", "TOC Heading").paragraph_format.space_before = Cm(0.8)
    add_field(document.add_paragraph(style="toc 1"), r' TOC \o "1-1" \h \z ', "Filled in when the report is made.")


def _parts(document: WordDocument) -> None:
    """Each section: its paragraphs, lines, table, notes and the actions that it lists."""
    add_lines(document, "{%p for part in parts %}")
    document.add_heading("{{ part.title }}")
    add_lines(document, "{%p for paragraph in part.paragraphs %}")
    document.add_paragraph("{{ paragraph.number }}", "Numbered paragraph").add_run("\t{{ paragraph.text }}")
    add_lines(document, "{%p endfor %}", "{%p for line in part.lines %}", "{{ line }}", "{%p endfor %}")
    add_lines(document, "{%p for table in part.tables %}")
    add_caption(document, "Table", "{{ table.caption }}")
    _table(document)
    add_lines(
        document, "{%p endfor %}", "{%p for note in part.notes %}", ("{{ note }}", "Small print"), "{%p endfor %}"
    )
    add_lines(document, "{%p for entry in part.entries %}")
    document.add_heading("{{ entry.title }}", 2)
    add_lines(document, "{%p for rated in entry.ratings %}")
    document.add_paragraph("{{ rated.of }} ").add_run("{{r rated.rating.label }}")
    add_lines(document, "{%p endfor %}", "{%p for fact in entry.said %}")
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ fact.name }}: ").bold = True
    paragraph.add_run("{{ fact.said }}")
    add_lines(document, "{%p endfor %}", "{%p endfor %}", "{%p endfor %}")


def _table(document: WordDocument) -> None:
    """A table of any number of columns; its head is repeated on every page, and no row is torn."""
    table = add_grid(document, "{{ table.caption }}", [5.5] * 3, rows=4)
    fill_row(table.rows[0], "{%tc for head in table.heads %}", "{{ head }}", "{%tc endfor %}", style="Table heading")
    fill_row(table.rows[1], "{%tr for row in table.rows %}")
    fill_row(table.rows[2], "{%tc for cell in row.cells %}", "{%p if cell.figure %}", "{%tc endfor %}")
    add_lines(table.rows[2].cells[1], ("{{ cell.text }}", "Table figure"), "{%p else %}")
    words = table.rows[2].cells[1].add_paragraph("{% cellbg cell.fill %}", "Table text")
    for run in ("{{r cell.label }}", "{{ cell.text }}"):  # one of them is empty
        words.add_run(run)
    add_lines(table.rows[2].cells[1], "{%p endif %}")
    fill_row(table.rows[3], "{%tr endfor %}")
    keep_whole(table.rows[0], repeated=True)
    keep_whole(table.rows[2])
    share_width_by_content(table)


if __name__ == "__main__":
    PATH.write_bytes(make())
