"""The page numbers in the contents of a Word pack; no heading stands alone at the foot of a page, or is broken."""

import io
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import ImageFont

from papers.pack.contents import PackContents
from papers.pack.fonts import __file__ as fonts
from papers.pack.word import default_template, write_word
from papers.pack.word.numbering import headings
from papers.pack.word.paging import pages_of
from tests.papers.pack_contents import empty, many, sample


def listed(contents: PackContents) -> list[tuple[str, int]]:
    """Each entry of the contents with its page."""
    document = Document(io.BytesIO(write_word(contents)))
    rows = [each.text.split("\t") for each in document.paragraphs if each.style and each.style.name.startswith("toc ")]
    return [(row[-2], int(row[-1])) for row in rows]


@pytest.mark.parametrize(
    ("contents", "pages"),
    [
        (sample(), [3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 10]),
        (empty(), [3, 3, 4, 4, 4, 4, 4, 4, 5, 6]),
    ],
    ids=["sample", "empty"],
)
def test_the_pages_are_those_on_which_libreoffice_lays_it_out(contents: PackContents, pages: list[int]) -> None:
    assert [page for _, page in listed(contents)] == pages


def test_they_never_go_back_and_every_heading_has_one() -> None:
    contents = many(60)
    found = listed(contents)
    document = Document(io.BytesIO(write_word(contents)))
    assert [name for name, _ in found] == [each.text for each in headings(document) if each.level < 3]
    assert all(before <= after for (_, before), (_, after) in pairwise(found))
    assert found[-1][1] > 10


def laid_out(*blocks: tuple[str, str], height: float = 10) -> list[int]:
    """The page of each paragraph of a document with pages of so many centimetres; a style and a text for each."""
    document = Document(io.BytesIO(default_template()))
    document.element.body.clear_content()
    page = document.sections[0]
    page.page_height, page.top_margin, page.bottom_margin = Cm(height), Cm(0), Cm(0)
    for style, text in blocks:
        paragraph = document.add_paragraph(text, style)
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    return pages_of(document, [each._p for each in document.paragraphs])


def test_lines_are_counted_and_a_heading_stays_with_what_it_is_over() -> None:
    # 11 points are lines of 14.5, with the style's spacing: 10 centimetres have room for 19 of them.
    lines = [("Normal", "A line.")]
    assert laid_out(*lines * 20)[-2:] == [1, 2] or laid_out(*lines * 20)[-3:] == [1, 1, 2]
    room = laid_out(*lines * 40).count(1)
    assert laid_out(*lines * (room - 1), ("Heading 2", "A heading"), *lines) == [1] * (room - 1) + [2, 2]
    assert laid_out(*lines * (room - 1), ("Normal", "A heading"), *lines) == [1] * room + [2]
    long = ("Normal", "word " * 200)
    assert laid_out(*lines * (room - 1), long, *lines)[room - 1] == 2, "no line alone at the foot of a page"
    assert laid_out(*lines * (room - 4), long, *lines)[room - 4 :] == [1, 2]


def test_heading_levels_have_no_gaps() -> None:
    for contents in (sample(), empty(), many(20)):
        levels = [each.level for each in headings(Document(io.BytesIO(write_word(contents))))]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_headings_and_the_heads_of_tables_stay_with_what_follows() -> None:
    document = Document(io.BytesIO(write_word(sample())))
    kept = {
        each.get(qn("w:styleId"))
        for each in document.styles.element.iter(qn("w:style"))
        if each.xpath("w:pPr/w:keepNext") or each.xpath("w:basedOn[@w:val='TableHeading']")
    }
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style else ""
        if name.startswith("Heading") or name in ("Caption", "Front heading", "TOC Heading"):
            assert paragraph.style is not None
            assert paragraph.style.style_id in kept, name
    for table in document.tables:
        for cell in table.rows[0].cells:
            assert {each.style.style_id for each in cell.paragraphs if each.style} <= kept


def test_a_table_of_ratings_is_on_one_page() -> None:
    document = Document(io.BytesIO(write_word(sample())))
    for table in (each for each in document.tables if each.autofit):
        *rows, last = table.rows
        assert all(row._tr.xpath(".//w:keepNext") or row is rows[0] for row in rows)
        assert not last._tr.xpath(".//w:keepNext")


_WIDEST = 1.12
"""How much wider a bold letter is than a regular one."""


def test_no_heading_of_a_column_is_broken_inside_a_word_in_a_font_that_runs_wide() -> None:
    """DejaVu Sans is what a program that has no Arial may take, and a fifth wider."""
    size = 9.5
    font = ImageFont.truetype(fonts.replace("__init__.py", "DejaVuSans.ttf"), 950)
    for contents in (sample(), many(20)):
        document = Document(io.BytesIO(write_word(contents)))
        for table in document.tables:
            if table.autofit:
                continue
            for cell in table.rows[0].cells:
                assert cell.width is not None
                room = cell.width.pt - 8.5
                for word in cell.text.split():
                    wide = font.getlength(word) / 950 * size * _WIDEST
                    assert wide <= room, (cell.text, round(wide, 1), round(room, 1))
