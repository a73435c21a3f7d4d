"""Makes the default Word template, `templates/pack.docx`: `python -m papers.pack.word.template` writes it anew.

A test proves that the file in the repository is what this makes. Headings and labels stand here; every figure and
every sentence with one comes from the contents of the pack, by the fields of `fields`. `position_layouts` and
`report_layouts` have the sections one by one.
"""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm

from papers.pack.word import position_layouts, report_layouts
from papers.pack.word.blocks import add_facts, add_field, add_lines, add_list
from papers.pack.word.position_layouts import written_sections
from papers.pack.word.styles import dress
from papers.pack.word.writing import undated

PATH = Path(__file__).parent.parent / "templates" / "pack.docx"

_MARGIN = Cm(2.2)
_SHORT, _LONG = Cm(21), Cm(29.7)
MADE_ON = datetime(2023, 1, 1, tzinfo=UTC)
"""Of no meaning: a file has to say when it was made, and this one must come out the same every time."""


def make() -> bytes:
    """The template as a file; the same bytes every time."""
    document = Document()
    dress(document)
    footer = upright_page(document, "{{ organisation }} · {{ plan }}", first_page_differs=True)
    footer.add_run("{{ paper }} · {{ title }} · Version {{ version }} · Page ")
    add_field(footer, " PAGE ")
    footer.add_run(" of ")
    add_field(footer, " NUMPAGES ")
    _front(document)
    _contents(document)
    _sections(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "Template of the board pack", "", ""
    properties.comments, properties.language, properties.revision = "", "en-GB", 1
    properties.created = properties.modified = MADE_ON
    saved = io.BytesIO()
    document.save(saved)
    # Stored as they are: how well a file is compressed depends on the version of zlib.
    return undated(saved.getvalue(), zipfile.ZIP_STORED)


def upright_page(document: WordDocument, head: str, *, first_page_differs: bool) -> Any:
    """A4 upright, with what stands at the head of each page, but of the first where that differs; gives the foot, which
    is to be filled in.
    """
    page = document.sections[0]
    page.page_width, page.page_height = _SHORT, _LONG
    page.left_margin = page.right_margin = _MARGIN
    page.top_margin, page.bottom_margin = Cm(2.4), Cm(2.2)
    page.header_distance = page.footer_distance = Cm(1.1)
    page.different_first_page_header_footer = first_page_differs
    header = page.header.paragraphs[0]
    header.style = "header"
    header.text = head
    footer = page.footer.paragraphs[0]
    footer.style = "footer"
    return footer


def _front(document: WordDocument) -> None:
    """The first page, at which one can stop: what paper this is, and the position in short."""
    document.add_paragraph("{{ organisation }}", "Organisation").add_run("   {{ plan }}").bold = False
    document.add_paragraph("{{ paper }}", "Title")
    document.add_paragraph("{{ title }}", "Subtitle")
    add_facts(
        document,
        ("Data month", "data_month", ""),
        ("Author", "author", ""),
        ("Version", "version", ""),
        ("Plan version", "plan_version", "plan_version"),
        ("Figures fixed at", "figures_fixed", ""),
    )
    add_lines(document, "{%p for line in published_said %}", ("{{ line }}", "Front warning"), "{%p endfor %}")
    position_layouts.summary(document)


def _contents(document: WordDocument) -> None:
    """The contents with their pages, and what changed since the version before."""
    contents = document.add_paragraph("Contents", "TOC Heading")
    contents.paragraph_format.page_break_before = True
    add_field(document.add_paragraph(style="toc 1"), r' TOC \o "1-2" \h \z ', "Filled in when the pack is made.")
    add_lines(document, "{%p if changed %}")
    document.add_paragraph("What changed since the version before", "Front heading")
    add_list(document, "changed")
    add_lines(document, "{%p endif %}")


def _sections(document: WordDocument) -> None:
    """The sections in the order of the outline; the report lies, for its dates and words need the width."""
    written_sections(document, "headline", on_a_new_page=True)
    position_layouts.headline(document)
    position_layouts.total_change(document)
    position_layouts.movements(document)
    position_layouts.reds(document)
    written_sections(document, "asked")
    position_layouts.asked(document)
    written_sections(document, "highlights")
    position_layouts.highlights(document)
    position_layouts.likely_to_slip(document)
    position_layouts.slow_to_progress(document)
    position_layouts.done_without_impact(document)
    written_sections(document, "findings")
    report_layouts.findings(document)
    report_layouts.evidence(document)
    report_layouts.returns(document)
    _turn(document, WD_ORIENT.LANDSCAPE)
    report_layouts.progress(document)
    _turn(document, WD_ORIENT.PORTRAIT)
    report_layouts.appendices(document)
    report_layouts.sign_offs(document)
    report_layouts.acronyms(document)


def _turn(document: WordDocument, orientation: WD_ORIENT) -> None:
    """Go on upon a new page, upright or lying."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    lying = orientation is WD_ORIENT.LANDSCAPE
    page.orientation = orientation
    page.page_width, page.page_height = (_LONG, _SHORT) if lying else (_SHORT, _LONG)
    page.different_first_page_header_footer = False


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(make())
