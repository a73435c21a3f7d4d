"""The council report in all four formats, opened again: the same sections, numbers and figures in each."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from models.packs.key_decisions import Decision, DecisionType, Route
from models.plan.ratings import in_scale
from models.record.working_days import working_days
from papers.decision_words import decision_said
from papers.outlines import AUDIENCES, COUNCIL, OTHERS, audience_of
from papers.pack.contents import PackContents, SignOffEntry, from_json, to_json
from papers.pack.pdf import write_pdf
from papers.pack.report import CouncilReport, EnclosedFile, EnclosedPack
from papers.pack.report_parts import facts, report_parts, title_said
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from papers.pack.word.report_template import PATH, make
from papers.pack.written import WrittenParagraph, WrittenSection
from tests.papers.pack_contents import AWKWARD, sample
from tests.papers.pdf_text import page_texts

HASH = "0f" * 32
KEY = Decision(DecisionType.KEY, "it spends a lot", Route.NOTICE, date(2023, 5, 24), "KD/2023/14")
DECIDED = decision_said(KEY, date(2023, 6, 22), working_days("GB-ENG"))


def written(key: str, number: int, *texts: str) -> WrittenSection:
    """A section, or a fact with the number 0, of a council report."""
    part = COUNCIL.by_key[key]
    before = f"{number}." if number else ""
    paragraphs = tuple(WrittenParagraph(f"{before}{at}", each, each) for at, each in enumerate(texts, 1))
    return WrittenSection(key, number, part.title, COUNCIL.before(key), 1, paragraphs)


def report(**changes: object) -> PackContents:
    """A report to Cabinet from the sample pack."""
    files = (EnclosedFile("p.pdf", HASH),)
    enclosed = EnclosedPack(1, "Board pack for 7 June 2023, version 1", "for information", files)
    its = CouncilReport("Improvement Board", date(2023, 6, 7), 1, "statutory", (enclosed,))
    sections = (
        written("decision", 0, DECIDED),
        written("wards", 0, "All wards"),
        written("purpose", 1, "To report the position.", f"See {AWKWARD}"),
        written("recommendations", 2, "To note it."),
        written("legal", 5, "None: nothing new (Service Director, 1 June 2023)."),
    )
    contents = sample(board="Cabinet", meeting=date(2023, 6, 22), report=its, written=sections)
    return replace(contents, **changes)  # type: ignore[arg-type]


SECTIONS = ["Purpose", "Recommendations", "Position", "Reds", "Legal", "Appendices", "Reviewers", "Glossary"]
SIGNED = (SignOffEntry("Legal", "approved", "Legal Lead", date(2023, 6, 12), 1),)


@cache
def texts() -> dict[str, str]:
    """What each format says."""
    contents = report(sign_offs=SIGNED)
    document = Document(io.BytesIO(write_word(contents)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    book = load_workbook(io.BytesIO(write_spreadsheet(contents)))
    return {
        "word": "\n".join([*(each.text for each in document.paragraphs), *cells]),
        "pdf": "\n".join(page_texts(write_pdf(contents))),
        "web": unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", write_web(contents).decode(), flags=re.DOTALL)),
        "spreadsheet": "\n".join(
            str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None
        ),
    }


def test_kept_contents_come_back_as_they_were() -> None:
    contents = report(sign_offs=SIGNED)
    assert from_json(to_json(contents)) == contents


@pytest.mark.parametrize("form", ["word", "pdf", "web", "spreadsheet"])
def test_each_format_has_facts_sections_figures_appendix_and_reviewers(form: str) -> None:
    said = texts()[form]
    flat = " ".join(said.split())
    for words in (
        "Cabinet",
        "22 June 2023",
        "All wards",
        DECIDED,
        "To note it.",
        "Improvement Board of 7 June 2023, version 1",
    ):
        assert words in flat, words
    assert " ".join(report().headline.split()) in flat
    assert HASH in re.sub(r"\s", "", said)
    assert "p.pdf" in flat
    assert "Legal Lead" in flat
    for paragraph in ("1.1", "1.2", "2.1", "5.1"):
        assert paragraph in flat, paragraph
    if form != "spreadsheet":
        for words in ("2 (3.13%)", "18 (28.13%)", *SECTIONS):
            assert words in flat, words
        assert "7 * 7" in flat, "what is typed is text"


def test_sections_are_in_the_order_of_the_outline_and_numbered_alike() -> None:
    contents = report(sign_offs=SIGNED)
    with in_scale(contents.scale):
        parts = report_parts(contents)
        assert [each.title for each in parts] == SECTIONS
        assert [each.number for each in parts] == list(range(1, 9))
        assert dict(facts(contents))["Report by"] == contents.author
    document = Document(io.BytesIO(write_word(contents)))
    headings = [each for each in document.paragraphs if each.style and each.style.name.lower().startswith("heading")]
    levels = [int(each.style.name[-1]) for each in headings if each.style]
    assert [each.text for each in headings if each.style and each.style.name.endswith("1")] == SECTIONS
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), "without gaps"
    page = write_web(contents).decode()
    assert re.findall(r'<h2 id="\w+"><span class="number">(\d)</span> (\w+)', page) == [
        (str(at), title) for at, title in enumerate(SECTIONS, 1)
    ]
    outlined = PdfReader(io.BytesIO(write_pdf(contents))).outline
    outline = [each.title or "" for each in outlined if not isinstance(each, list)]
    assert [each.split(" ", 1)[1] for each in outline] == SECTIONS


def test_the_pdf_is_tagged_and_the_same_twice_and_a_draft_says_so_on_every_page() -> None:
    contents = report(draft=True)
    made = write_pdf(contents)
    assert made == write_pdf(contents)
    assert write_word(contents) == write_word(contents)
    reader = PdfReader(io.BytesIO(made))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    assert all(contents.draft_said in page for page in page_texts(made))
    assert contents.draft_said in write_web(contents).decode()


def test_a_short_table_stands_on_one_page_of_the_pdf() -> None:
    """Its head would be printed again behind a break, which is read out by nobody."""
    keys = ("purpose", "recommendations", "alternatives", "considerations")
    sections = tuple(written(key, number, "To report.", "And to note.") for number, key in enumerate(keys, 1))
    pages = PdfReader(io.BytesIO(write_pdf(report(written=sections)))).pages
    found = [page.extract_text() for page in pages]
    assert [each.count("Previous impact") for each in found if "Previous impact" in each] == [1]
    assert "Previous impact" not in found[0], "else nothing is seen here"


def test_figures_stand_to_the_right_in_word_and_words_to_the_left() -> None:
    tables = Document(io.BytesIO(write_word(report()))).tables
    (position,) = [each for each in tables if each.cell(0, 0).text == "Rating"]
    (files,) = [each for each in tables if each.cell(0, 0).text == "File"]
    for row in position.rows[1:]:
        styles = [[each.style.name for each in cell.paragraphs if each.style] for cell in row.cells]
        assert styles == [["Table text"], *[["Table figure"]] * (len(row.cells) - 1)]
    assert {each.style.name for cell in files.rows[1].cells for each in cell.paragraphs if each.style} == {"Table text"}


def test_what_was_kept_before_the_pack_was_called_enclosed_is_read() -> None:
    stored = to_json(report())
    stored["report"]["appendices"] = stored["report"].pop("enclosed")
    assert from_json(stored) == report()


def test_the_word_template_is_what_makes_it() -> None:
    assert PATH.read_bytes() == make(), "python -m papers.pack.word.report_template"


def test_a_title_that_is_written_goes_before_the_usual_one() -> None:
    assert title_said(report()) == "Children's Services Improvement Plan: position of 7 June 2023"
    assert title_said(report(written=(written("title", 0, "Six weeks on"),))) == "Six weeks on"


def test_what_is_usual_follows_from_the_name_of_a_body() -> None:
    for body, deadline, required in (
        ("Cabinet", "statutory", "decision"),
        ("Children’s Scrutiny Committee", "statutory", "consultees"),
        ("Health and Wellbeing Board", "statutory", "community"),
        ("The Adviser", "house", "purpose"),
        ("Inspectorate", "house", "risk"),
    ):
        found = audience_of(body)
        assert found.deadline == deadline
        assert required in found.requires
    assert audience_of("Schools Forum") is OTHERS
    keys = {key for each in (*AUDIENCES, OTHERS) for key in each.requires}
    assert all(COUNCIL.by_key[key].written for key in keys)
