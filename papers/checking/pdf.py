"""Reading a paper that is a PDF, as well as that goes: its lines page by page, and its ruled tables.

A PDF has no paragraphs or headings, only letters at places: lines that belong together are joined by their endings, and
the text of a table is not among the lines. Places are pages.
"""

import io
import re
from collections.abc import Iterator

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from papers.checking.paper import Kind, Line, NotReadable, Paper, Table

MOST_PAGES = 400


def read_pdf(content: bytes, name: str) -> Paper:
    """The paper in a PDF. Raises `NotReadable` for one that is damaged, locked, or only pictures of pages."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise NotReadable(f"{name} has {len(opened.pages)} pages; {MOST_PAGES} at most are read.")
            blocks = [block for page in opened.pages for block in _page(page)]
    except (PDFSyntaxError, PdfminerException) as error:
        raise NotReadable(f"{name} cannot be opened: it is damaged, or locked with a password.") from error
    if not blocks:
        raise NotReadable(f"{name} has no text: it seems to be pictures of pages. The Word document can be checked.")
    return Paper(name, _numbered(blocks), pages=True)


def _page(page: Page) -> Iterator[Line | Table]:
    tables = [each for each in page.find_tables() if len(each.rows) > 1 and len(each.rows[0].cells) > 1]
    outside = page
    for each in tables:
        outside = outside.outside_bbox(each.bbox)
    place = f"page {page.page_number}"
    yield from (Line(text, place, Kind.PARAGRAPH) for text in _joined(outside.extract_text() or ""))
    for each in tables:
        rows = tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in each.extract())
        if rows and any(any(row) for row in rows):
            yield Table(rows, place)
    page.close()


def _joined(text: str) -> Iterator[str]:
    """Lines as paragraphs: one goes on in the next unless it ends a sentence, or the next begins a new item."""
    held = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        begins = re.match(r"(?:\d+(?:\.\d+)*[.)]?\s|[•–·-]\s|[A-Z][A-Z ]{4,}$)", line)
        if held and (begins or re.search(r"[.:!?]$", held) or len(held) > 3_000):
            yield held
            held = ""
        held = f"{held} {line}".strip()
    if held:
        yield held


def _numbered(blocks: list[Line | Table]) -> list[Line | Table]:
    """The tables with their numbers in the paper."""
    found: list[Line | Table] = []
    tables = 0
    for each in blocks:
        if isinstance(each, Table):
            tables += 1
            found.append(Table(each.rows, f"table {tables} ({each.place})"))
        else:
            found.append(each)
    return found
