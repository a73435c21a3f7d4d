"""A supplement in all four formats, opened again: sections, paragraphs, pages and appendices numbered on."""

import io
import re

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from papers.outlines import SUPPLEMENT
from papers.pack.attached_files import AppendixEntry
from papers.pack.contents import PackContents, from_json, to_json
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.supplement import Supplement, pages_of_pdf
from papers.pack.web import write_web
from papers.pack.word import write_word
from papers.pack.word.numbering import headings
from papers.pack.written import WrittenParagraph, WrittenSection
from tests.papers.pack_contents import AWKWARD, sample

TO = "Board pack for 7 June 2023, version 1"
TITLES = ["Late item", "Why it could not wait", "Appendices", "Glossary"]


def section(key: str, number: int, *texts: str) -> WrittenSection:
    part = SUPPLEMENT.by_key[key]
    before = f"{number}." if number else ""
    paragraphs = tuple(WrittenParagraph(f"{before}{at}", each, each) for at, each in enumerate(texts, 1))
    return WrittenSection(key, number, part.title, SUPPLEMENT.before(key), 1, paragraphs)


def supplement(pages: int = 14) -> PackContents:
    """The first supplement to the sample pack."""
    written = (
        section("title", 0, "Letter of the inspectorate"),
        section("item", 18, "The letter came.", f"It says {AWKWARD}"),
        section("late", 19, *(["It came on 5 June, and is about this meeting."] * 40)),
    )
    return sample(
        supplement=Supplement(1, TO, 17, pages, 2),
        written=written,
        appendices=(AppendixEntry(3, "Letter", "letter.pdf", 1, 10, "0f" * 32, file_id=1),),
        changed=(),
    )


@pytest.mark.parametrize("pages", [0, 14])
def test_pages_are_numbered_on(pages: int) -> None:
    content = write_pdf(supplement(pages))
    found = PdfReader(io.BytesIO(content)).pages
    assert pages_of_pdf(content) == len(found) > 1
    last = pages + len(found)
    for at, page in enumerate(found, pages + 1):
        assert f"Page {at} of {last}" in page.extract_text()
    document = Document(io.BytesIO(write_word(supplement(pages))))
    (start,) = document.sections[0]._sectPr.xpath("w:pgNumType/@w:start")
    assert start == str(pages + 1)
    foot = document.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in foot
    assert "NUMPAGES" not in foot


def test_sections_and_appendices_are_numbered_on_alike_in_each() -> None:
    contents = supplement()
    numbered = [f"{18 + at} {title}" for at, title in enumerate(TITLES)]
    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(contents))).pages)
    word = Document(io.BytesIO(write_word(contents)))
    page = write_web(contents).decode()
    workbook = load_workbook(io.BytesIO(write_spreadsheet(contents)))
    cells = " ".join(str(cell.value) for sheet in workbook for row in sheet.rows for cell in row)
    assert [f"{each.number} {each.text}" for each in headings(word)] == numbered
    headed = [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in re.findall(r"<h2[^>]*>.*?</h2>", page)]
    assert headed == ["Contents", *numbered]
    assert all(each in " ".join(pdf.split()) for each in numbered)
    assert all("Appendix 3: Letter (letter.pdf" in " ".join(each.split()) for each in (pdf, page))
    in_word = "\n".join(each.text for each in word.paragraphs)
    for said in (pdf, in_word, page, cells):
        plain = " ".join(said.split())
        for each in ("Supplement 1 to the board pack", "Letter of the inspectorate", "18.1", "letter.pdf"):
            assert each in plain, each
        assert "BRAG table" not in plain, "it prints no figures of its own"
    assert "Numbered on from section 17, page 14 and appendix 2" in page
    assert workbook.sheetnames == ["Supplement", "Written sections", "Appendices", "Glossary"]


def test_it_is_kept_and_read_back_and_a_file_that_is_no_pdf_has_no_pages() -> None:
    assert from_json(to_json(supplement())) == supplement()
    assert pages_of_pdf(b"no pdf") == 0
