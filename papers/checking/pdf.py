"""Reading a paper that is a PDF, as well as that goes: its lines page by page, and its ruled tables.

A PDF has no paragraphs or headings, only letters at places: lines that belong together are joined by their endings, and
the text of a table is not among the lines. Places are pages.
"""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from models.plan.deadlines import MONTHS
from papers.checking.paper import Kind, Line, NotReadable, Paper, Table

MOST_PAGES = 400
_BEGINS = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d+)*[.)]?\s(?!(?i:{'|'.join(MONTHS)})\b)|[•–·-]\s|[A-Z][A-Z ]{{4,}}$"
    r"|[A-Z][\w -]{2,40}:(?:\s|$))"
)
"""What begins a paragraph of its own: a number that is no day of a month, a bullet, a line in capitals, a label."""


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


_HEADING = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}})*)[.)]?\s+(?!(?i:{'|'.join(MONTHS)})\b)([A-Z][^.:;!?]*)")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.IGNORECASE)


def _page(page: Page) -> Iterator[Line | Table]:
    tables = [each for each in page.find_tables() if len(each.rows) > 1 and len(each.rows[0].cells) > 1]
    outside = page
    for each in tables:
        outside = outside.outside_bbox(each.bbox)
    place = f"page {page.page_number}"
    yield from (_line(text, place) for text in _joined(list(_lines(outside))))
    for each in tables:
        rows = tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in each.extract())
        if rows and any(any(row) for row in rows):
            yield Table(rows, place)
    page.close()


def _line(text: str, place: str) -> Line:
    """A paragraph, or a heading with its number, which is no count: it is short and no sentence."""
    found = _HEADING.fullmatch(text) if len(text) < 90 else None
    return Line(found[2], place, Kind.HEADING, found[1], 1) if found else Line(text, place)


def _lines(page: Page) -> Iterator[tuple[str, bool]]:
    """The lines of a page, and whether each stands apart from the one before it: farther below than most, or larger."""
    lines = [each for each in page.extract_text_lines(return_chars=False) if each["text"].strip()]
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]["text"].strip()):
        lines.pop()
    gaps = [after["top"] - before["bottom"] for before, after in pairwise(lines)]
    least = min((each for each in gaps if each > 0), default=0)
    for line, before, gap in zip(lines, [None, *lines], [0, *gaps], strict=False):
        high, higher = line["bottom"] - line["top"], before["bottom"] - before["top"] if before else 0
        apart = gap > max(1.6 * least, 0.8 * high) or abs(high - higher) > 0.15 * high
        yield line["text"].strip(), before is None or apart


def _joined(lines: list[tuple[str, bool]]) -> Iterator[str]:
    """Lines as paragraphs: one goes on in the next unless it ends a sentence, or the next begins a new item."""
    held = ""
    for line, apart in lines:
        if held and (apart or _BEGINS.match(line) or re.search(r"[.:!?]$", held) or len(held) > 3_000):
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
