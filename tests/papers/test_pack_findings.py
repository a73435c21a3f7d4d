"""What the plan answers and the register of evidence, in all four formats of a pack: printed where there is any."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from papers.pack.contents import EvidenceEntry, EvidenceListed, FindingEntry, Findings, PackContents
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from tests.papers.pack_contents import AWKWARD, sample
from tests.papers.pdf_text import page_texts

TITLE = "What the plan answers"
SAID = "2 findings from 2 sources: 1 answered by actions, 1 by no action and 1 done without impact."
OTHERS = "1 action answers no finding: 10.7."
ROWS = (
    FindingEntry("F2", "Notice of May 2021", "1a", "Work with the adviser.", (), "No action answers it.", True),
    FindingEntry("F1", "Inspection", "", AWKWARD, ("2.1", "2.4"), "Both actions are done; no impact is shown.", True),
)
BY_SOURCE = ("Notice of May 2021: 1 finding, 1 by no action.", "Inspection: 1 finding, done without impact.")

ITEMS = (
    EvidenceEntry("E1", "Audit of case files", "audit, 12 May 2023", "https://example.org/audit", ("2.1", "7.5")),
    EvidenceEntry("E2", AWKWARD, "quotation, from a carer", "", ("2.4",)),
)
HIDDEN = "1 confidential item is not printed."


def found() -> PackContents:
    """The sample with what it answers."""
    return sample(findings=Findings(SAID, BY_SOURCE, OTHERS, ROWS), evidence_listed=EvidenceListed(ITEMS, HIDDEN))


@cache
def of_all_that_is_found(read: Callable[[PackContents], str]) -> str:
    """The sample with what it answers, written and read once for the tests that look at it."""
    return read(found())


def plainly(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def in_word(contents: PackContents) -> str:
    document = Document(BytesIO(write_word(contents)))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plainly(" ".join([*(each.text for each in document.paragraphs), *tables]))


def in_pdf(contents: PackContents) -> str:
    return plainly(" ".join(page_texts(write_pdf(contents))))


def in_web(contents: PackContents) -> str:
    return plainly(html.document_fromstring(write_web(contents).decode()).text_content())


def in_spreadsheet(contents: PackContents) -> str:
    book = load_workbook(BytesIO(write_spreadsheet(contents)))
    there = {"What is answered": TITLE, "Evidence listed": "Evidence"}.items()
    sheets = [(title, book[name]) for name, title in there if name in book.sheetnames]
    rows = [(title, *row) for title, sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return plainly(" ".join(str(cell) for row in rows for cell in row if cell))


READ = (in_word, in_pdf, in_web, in_spreadsheet)


@pytest.mark.parametrize("read", READ)
def test_all_of_it_is_printed(read: Callable[[PackContents], str]) -> None:
    text = of_all_that_is_found(read)
    for said in (TITLE, SAID, *BY_SOURCE, OTHERS, "F2", "Work with the adviser.", "No action answers it."):
        assert said in text, said
    assert "no impact is shown" in text
    assert "{{ 7 * 7 }}" in text
    assert text.index("F2") < text.index("F1"), "what needs attention first"


@pytest.mark.parametrize("read", READ)
def test_evidence_is_printed_with_what_is_not(read: Callable[[PackContents], str]) -> None:
    text = of_all_that_is_found(read)
    for said in ("E1", "Audit of case files", "audit, 12 May 2023", "E2", "quotation, from a carer", HIDDEN):
        assert said in text, said
    assert "https://example.org/audit" in text.replace(" ", "")
    assert HIDDEN in read(sample(evidence_listed=EvidenceListed((), HIDDEN)))


@pytest.mark.parametrize("read", READ)
def test_without_findings_nothing_is(read: Callable[[PackContents], str]) -> None:
    text = read(sample())
    assert TITLE not in text
    assert "confidential" not in text
