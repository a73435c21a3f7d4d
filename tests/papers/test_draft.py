"""A draft says so on every page of every format, in real text; what is published says it nowhere."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from pypdf import PdfReader

from papers.pack.contents import PackContents
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.papers.pack_contents import many, sample
from tests.papers.pdf_text import page_texts

SAID = "Draft, version 2: not published"


def in_pdf(contents: PackContents) -> list[str]:
    return [" ".join(page.split()) for page in page_texts(write_pdf(contents))]


def in_word(contents: PackContents) -> list[str]:
    """What each kind of header says in each section that has one of its own."""
    return headers(write_word(contents))


def headers(document: bytes) -> list[str]:
    opened = Document(io.BytesIO(document))
    said = []
    for section in opened.sections:
        kinds = [section.header]
        kinds += [section.first_page_header] if section.different_first_page_header_footer else []
        kinds += [section.even_page_header] if opened.settings.odd_and_even_pages_header_footer else []
        said += [" ".join(each.text for each in kind.paragraphs) for kind in kinds]
    return said


def in_web(contents: PackContents) -> list[str]:
    """What stands before everything else; the mark that print repeats on each page; the style that has it repeated."""
    page = html.fromstring(write_web(contents).decode())
    banner = [each.text_content() for each in page.find_class("draft")]
    mark = [each.text_content() + SAID.removeprefix("Draft") for each in page.find_class("on-paper")]
    assert re.search(
        r"@media print.*\.on-paper \{ display: block; position: fixed;", write_web(contents).decode(), re.S
    )
    return [*banner, *mark] or [""]


def printed(line: HeaderFooterItem | None, part: str) -> str:
    """What the left, center or right of a header or footer says."""
    return getattr(line, part).text or ""


def in_spreadsheet(contents: PackContents) -> list[str]:
    book = load_workbook(io.BytesIO(write_spreadsheet(contents)))
    return [
        text
        for sheet in book
        for text in (printed(sheet.oddHeader, "right"), printed(sheet.oddFooter, "center"), str(sheet["A1"].value))
    ]


@pytest.mark.parametrize("read", [in_pdf, in_word, in_web, in_spreadsheet])
@pytest.mark.parametrize("contents", [sample(), many(40)], ids=["sample", "many"])
def test_every_page_says_that_it_is_a_draft(read: Callable[[PackContents], list[str]], contents: PackContents) -> None:
    contents = replace(contents, version=2)
    drafted = read(replace(contents, draft=True))
    assert all(SAID in each for each in drafted), drafted
    assert not any("not published" in each for each in read(contents))


def test_a_template_of_ones_own_says_it_too_on_first_and_even_pages() -> None:
    template = Document()
    template.settings.odd_and_even_pages_header_footer = True
    template.sections[0].header.paragraphs[0].text = "Our council"
    for name in ("headline", "reds_said"):
        template.add_paragraph(f"{{{{ {name} }}}}")
        template.add_section(WD_SECTION.NEW_PAGE)
    template.sections[1].different_first_page_header_footer = True
    template.sections[2].header.is_linked_to_previous = False
    template.sections[2].header.paragraphs[0].text = "The last part"
    saved = io.BytesIO()
    template.save(saved)
    said = headers(write_word(replace(sample(), version=2, draft=True), saved.getvalue()))
    assert len(said) == 7
    assert all(each.count(SAID) == 1 for each in said), said
    assert said[0] == f"{SAID} Our council"


def test_the_mark_behind_the_pages_of_a_pdf_is_not_read_aloud() -> None:
    contents = replace(sample(), draft=True)
    page = PdfReader(io.BytesIO(write_pdf(contents))).pages[1].get_contents()
    assert page is not None
    assert page.get_data().lstrip().startswith(b"/Artifact")
