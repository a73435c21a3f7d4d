"""Sections that people have written, in all four formats of a pack: in their place, numbered alike, only as text."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from papers.checking.of_pack import paper_of
from papers.outlines import COVER
from papers.pack.contents import AskedEntry, PackContents
from papers.pack.pdf import write_pdf
from papers.pack.section_numbers import parts_of
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from papers.pack.word.numbering import headings
from papers.pack.written import WrittenParagraph, WrittenSection
from papers.pack.wrong_template import WrongTemplate
from tests.papers.pack_contents import AWKWARD, empty, sample
from tests.papers.pdf_text import page_texts
from tests.papers.test_pack_findings import found, plainly
from tests.papers.test_pack_word_template import template

LINES = "The data are of May 2023.\nTheir sources are three."


def written(contents: PackContents, *keys: str) -> PackContents:
    """The contents with these sections, or all that can be written, each of two paragraphs."""
    keys = keys or tuple(each.key for each in COVER.written)
    bare = [
        WrittenSection(each.key, 0, each.title, COVER.before(each.key), 1, ())
        for each in COVER.written
        if each.key in keys
    ]
    numbers = {each.key: each.number for each in parts_of(replace(contents, written=tuple(bare)))}
    texts = (f"{LINES} {{}}", AWKWARD)
    sections = [
        replace(
            each,
            number=numbers[each.key],
            paragraphs=tuple(
                WrittenParagraph(f"{numbers[each.key]}.{at}", text.replace("{}", each.key), f"typed {each.key}")
                for at, text in enumerate(texts, 1)
            ),
        )
        for each in bare
    ]
    return replace(contents, written=tuple(sections))


ASKED = (AskedEntry(1, "Endorse the review", "", "endorse", "Workforce SRO", (), ""),)
PACKS = {
    "everything": written(found()),
    "asked": written(sample(asked=ASKED)),
    "nothing else": written(empty()),
    "introduction alone": written(sample(), "introduction"),
}


def in_word(contents: PackContents) -> list[tuple[str, str]]:
    document = Document(BytesIO(write_word(contents)))
    return [(each.number, plainly(each.text)) for each in headings(document) if each.level == 1]


def in_web(contents: PackContents) -> list[tuple[str, str]]:
    page = html.document_fromstring(write_web(contents).decode())
    titles = [plainly(each.text_content()) for each in page.xpath("//main//h2[@id != 'summary']")]
    return [(number, title) for number, _, title in (each.partition(" ") for each in titles)]


def in_pdf(contents: PackContents) -> list[tuple[str, str]]:
    """As the bookmarks have them; typst numbers all of the first level."""
    outline = [each for each in PdfReader(BytesIO(write_pdf(contents))).outline if not isinstance(each, list)]
    titles = [plainly(str(each["/Title"])) for each in outline]
    return [(found[1], found[2]) for each in titles if (found := re.fullmatch(r"(\d+)\.? (.*)", each))]


@pytest.mark.parametrize("read", [in_word, in_web, in_pdf])
@pytest.mark.parametrize("pack", PACKS)
def test_sections_have_the_same_numbers_in_every_format(pack: str, read) -> None:  # type: ignore[no-untyped-def]
    contents = PACKS[pack]
    assert read(contents) == [(str(each.number), each.title) for each in parts_of(contents)]


def text_in_word(contents: PackContents) -> str:
    return plainly(" ".join(each.text for each in Document(BytesIO(write_word(contents))).paragraphs))


def text_in_pdf(contents: PackContents) -> str:
    return plainly(" ".join(page_texts(write_pdf(contents))))


def text_in_web(contents: PackContents) -> str:
    return plainly(html.document_fromstring(write_web(contents).decode()).text_content())


def text_in_spreadsheet(contents: PackContents) -> str:
    book = load_workbook(BytesIO(write_spreadsheet(contents)))
    if "Written sections" not in book.sheetnames:
        return ""
    rows = book["Written sections"].iter_rows(values_only=True)
    return plainly(" ".join(str(cell) for row in rows for cell in row if cell))


READ = (text_in_word, text_in_pdf, text_in_web, text_in_spreadsheet)


@pytest.mark.parametrize("read", READ)
def test_every_written_section_is_printed_in_its_place(read) -> None:  # type: ignore[no-untyped-def]
    contents = PACKS["everything"]
    text = read(contents)
    places = []
    for section in contents.written:
        for paragraph in section.paragraphs:
            first = plainly(paragraph.text)[:20]
            assert first in text
        said = f"Their sources are three. {section.key}"
        assert said in text
        places.append(text.index(said))
    assert places == sorted(places)
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("read", READ)
def test_a_pack_without_written_sections_has_nothing_of_them(read) -> None:  # type: ignore[no-untyped-def]
    assert "Introduction" not in read(sample())


def test_paragraphs_stand_with_their_numbers_and_lines() -> None:
    contents = PACKS["introduction alone"]
    paragraphs = [each for each in Document(BytesIO(write_word(contents))).paragraphs if each.text.startswith("1.")]
    assert [each.style.name for each in paragraphs if each.style] == ["Numbered paragraph", "Numbered paragraph"]
    assert paragraphs[0].text == f"1.1\t{LINES} introduction"
    assert "1.1 The data are of May 2023." in text_in_pdf(contents)
    page = html.document_fromstring(write_web(contents).decode())
    first = page.xpath("//p[@class='numbered']")[0]
    assert [each.text_content() for each in first] == ["1.1", f"{LINES} introduction"]


def test_what_was_typed_stands_beside_it_in_the_spreadsheet() -> None:
    assert "typed introduction" in text_in_spreadsheet(PACKS["introduction alone"])


def test_a_template_that_would_leave_them_out_makes_no_pack() -> None:
    leaves_out, prints = (
        template("{{ headline }}"),
        template("{%p for section in sections %}", "{{ section.title }}", "{%p endfor %}"),
    )
    assert write_word(sample(), leaves_out)
    with pytest.raises(WrongTemplate, match="leaves out the sections that people have written"):
        write_word(PACKS["introduction alone"], leaves_out)
    assert write_word(PACKS["introduction alone"], prints)


def test_they_are_checked_by_section_and_paragraph() -> None:
    places = [each.place for each in paper_of(PACKS["introduction alone"]).lines]
    assert places[:2] == ["Introduction, paragraph 1", "Introduction, paragraph 2"]
