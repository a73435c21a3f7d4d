"""Papers for tests, made with python-docx as people make them in Word: headings, numbered paragraphs, tables."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument

LEVELS = ("Grey", "Blue", "Red", "Amber", "Green")

PUBLISHED = (
    ("Grey", "1 (1.53%)", "33 (50.77%)", "0 (0.00%)", "29 (45.31%)"),
    ("Blue", "28 (46.66%)", "0 (0.00%)", "32 (49.23%)", "0 (0.00%)"),
    ("Red", "8 (13.33%)", "1 (1.53%)", "2 (3.13%)", "2 (3.13%)"),
    ("Amber", "4 (6.15%)", "20 (30.76%)", "18 (28.13%)", "22 (34.37%)"),
    ("Green", "24 (36.92%)", "11 (16.92%)", "12 (18.75)", "11 (17.19%)"),
    ("Total", "65", "65", "64", "64"),
)
"""The table of 7 June 2023 as it was published (`domain.md` 3.1): seven percentages are wrong, one lacks its sign."""

RIGHT = (
    ("Grey", "1 (1.54%)", "33 (50.77%)", "0 (0.00%)", "29 (45.31%)"),
    ("Blue", "28 (43.08%)", "0 (0.00%)", "32 (50.00%)", "0 (0.00%)"),
    ("Red", "8 (12.31%)", "1 (1.54%)", "2 (3.13%)", "2 (3.13%)"),
    ("Amber", "4 (6.15%)", "20 (30.77%)", "18 (28.13%)", "22 (34.38%)"),
    ("Green", "24 (36.92%)", "11 (16.92%)", "12 (18.75%)", "11 (17.19%)"),
    ("Total", "65", "65", "64", "64"),
)
"""The same as it should have been."""

BRAG_HEADS = ("", "Previous activity", "Previous impact", "Current activity", "Current impact")

Rows = Sequence[Sequence[str]]


class Made:
    """A Word paper that is being written."""

    def __init__(self, title: str = "Improvement Plan: progress report") -> None:
        self.document: WordDocument = Document()
        self.document.add_heading(title, 0)

    def heading(self, text: str, level: int = 1) -> "Made":
        """A heading, with its number typed if it has one."""
        self.document.add_heading(text, level)
        return self

    def says(self, *paragraphs: str) -> "Made":
        """Paragraphs."""
        for each in paragraphs:
            self.document.add_paragraph(each)
        return self

    def table(self, heads: Sequence[str], rows: Rows) -> "Made":
        """A table with one row of headings."""
        table = self.document.add_table(0, len(heads))
        for row in (heads, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        return self

    def brag(self, rows: Rows = RIGHT) -> "Made":
        """The table of ratings."""
        return self.table(BRAG_HEADS, rows)

    @property
    def file(self) -> bytes:
        """The paper as a .docx."""
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()
