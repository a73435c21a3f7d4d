"""Files and texts made to break the checks: each is answered within seconds, or refused in words."""

import io
import re
import time
import zipfile
from datetime import date

import pytest

from papers.checking.checking import check, read_paper
from papers.checking.paper import Finding, NotReadable
from tests.papers.checking.made import Made

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 5
"""Of this process; each of these takes less than one, and took half a minute where its time grew with the square."""


def file_of(body: str, numbering: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {SPACE}>{numbering}</w:numbering>")
    return made.getvalue()


def found_in(content: bytes) -> list[Finding]:
    return check(read_paper(content, "paper.docx"), date(2024, 6, 5))


@pytest.mark.parametrize(
    "text",
    [
        "44 (69%) are Blue or Green " * 1_000,
        "Of the 64 actions " + "37 (58%), " * 2_000,
        "44 are " + "Blue or " * 4_000,
        "1 of 1 " * 5_000,
        "(" * 100_000,
        "7" * 100_000,
        " " * 100_000 + "x",
    ],
    ids=lambda text: text[:12],
)
def test_a_text_without_an_end_is_answered_in_seconds(text: str) -> None:
    made = Made().brag().says(text)
    began = time.process_time()
    found_in(made.file)
    assert time.process_time() - began < SECONDS


def test_a_paper_of_many_pages_and_tables_is_answered_in_seconds() -> None:
    made = Made()
    for number in range(30):
        made.brag().says(*[f"Of the 64 actions, 44 (69%) are on track, says part {number}."] * 10)
    began = time.process_time()
    assert [each for each in found_in(made.file) if each.printed.startswith("44")] == []
    assert time.process_time() - began < SECONDS


def test_a_share_of_pounds_is_put_right_at_once() -> None:
    rows = [("Staff", "6,318,000", "73.9%"), ("Premises", "2,456,500", "28.0%"), ("Other", "99,999,999", "91.9%")]
    began = time.process_time()
    found_in(Made().table(("£", "Actual", "Share"), [*rows, ("Total", "108,774,499", "100%")]).file)
    assert time.process_time() - began < SECONDS / 5


def test_numbers_beyond_arithmetic_are_none() -> None:
    long = "9" * 400
    rows = [("Blue", f"{long} (5%)"), ("Red", f"{long} (95.{long}%)"), ("Total", long)]
    assert (
        found_in(Made().table(("", "Actions"), rows).says(f"{long} of {long} ({long}%), 1 of 3 (33.{long}%).").file)
        == []
    )


def test_a_table_wider_than_word_makes_is_refused() -> None:
    cell = "<w:tc><w:p/></w:tc>"
    with pytest.raises(NotReadable, match=re.escape("Table 1 has more columns")):
        found_in(file_of(f"<w:tbl><w:tr>{cell * 5_000}</w:tr></w:tbl>"))


def test_a_cell_over_ten_thousand_columns_is_read() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="10000"/></w:tcPr><w:p><w:r><w:t>31 June 2024</w:t></w:r></w:p></w:tc>'
    assert [each.printed for each in found_in(file_of(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>"))] == ["31 June 2024"]


def test_a_list_that_refers_to_levels_that_it_has_not_is_read() -> None:
    level = '<w:lvl><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%9.%0.%1"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>31 June 2024</w:t></w:r></w:p>'
    assert [each.printed for each in found_in(file_of(item, numbering))] == ["31 June 2024"]
