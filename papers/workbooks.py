"""Sheets of a workbook as a person expects them: bold headings that stay in sight, filters, widths, text as text.

The exported plan and the pack's spreadsheet are written with it, row by row, so that a long plan needs little memory.
No value becomes a formula or a number that it was not, or a link where none are wanted; the same values give the same
bytes.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import xlsxwriter

from models.plan.ratings import Rating, scale
from papers.links import is_link
from papers.rating_colours import fill_of
from papers.wording import shortened

Value = str | date | int | Decimal | Rating | None
"""What a cell may hold. A `Decimal` shows two places; None leaves the cell empty."""

_A4 = 9
_LINE = 15
"""The height of a line in points; Excel has rows of 409 at most, and other programs do not fit rows by themselves."""

_HIGHEST = 405
_PAGE = 200
"""Characters beside each other that still can be read on a page of paper."""


class Workbook(AbstractContextManager["Workbook"]):
    """A workbook with its formats; leaving the `with` block writes it out. Sheets stand in the order of `sheet`."""

    def __init__(
        self,
        path_or_buffer: Path | str | BinaryIO,
        title: str,
        created: datetime,
        author: str = "",
        mark: str = "",
        links: bool = False,
    ) -> None:
        """`created` is an aware time; it is kept in the file's properties with the title and the author.

        A `mark` stands before the rows of every sheet, and at the head and foot of every page. With `links` a text that
        is an address (`https://…`) and nothing else is a link.
        """
        self._mark = mark
        self._links = _MOST_LINKS if links else 0
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._workbook = workbook = xlsxwriter.Workbook(path_or_buffer, options)
        workbook.in_memory = True  # from here on: its parts need no files of their own, while rows go on to theirs
        at = created.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": title, "author": author, "created": at})
        self._heading = workbook.add_format(
            {"bold": True, "bg_color": "#1D2939", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
        )
        self._above = workbook.add_format({"valign": "vcenter", "num_format": "@"})
        self._text = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._link = workbook.add_format({"text_wrap": True, "valign": "top", "font_color": _LINK, "underline": 1})
        self._date = workbook.add_format({"valign": "top", "align": "left", "num_format": "d mmmm yyyy"})
        self._number = workbook.add_format({"valign": "top", "num_format": "0_)"})
        self._decimal = workbook.add_format({"valign": "top", "num_format": "0.00_)"})
        self._ratings: dict[Rating, Any] = {
            rating: workbook.add_format({"bg_color": fill, "font_color": text, "valign": "top", "border": 1})
            for rating, (fill, text) in ((each, fill_of(each)) for each in scale().ratings)
        }

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workbook.close()

    def sheet(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Value]],
        *,
        above: Sequence[str] = (),
        fixed_columns: int = 0,
        filters: bool = True,
        letters: bool = False,
    ) -> None:
        """Add a sheet: `columns` are headings with their widths in characters, `above` are lines before the headings.

        `fixed_columns` stay in sight at the left. With `letters` a rating is its letter and word, else its word alone,
        as an import reads it best. Raises ValueError for a text that no cell can hold (over 32,767 characters).
        """
        worksheet = self._workbook.add_worksheet(_sheet_name(name))
        above = [self._mark, *above] if self._mark else above
        widths = [width for _, width in columns]
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        top = len(above)
        worksheet.freeze_panes(top + 1, fixed_columns)
        worksheet.repeat_rows(top)
        if fixed_columns:
            worksheet.repeat_columns(0, fixed_columns - 1)
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.fit_to_pages(-(-sum(widths) // _PAGE), 0)
        if self._mark:
            worksheet.set_header(f"&R&B{self._mark}")
        worksheet.set_footer(f"&L&A&C{self._mark}&RPage &P of &N")
        for row, line in enumerate(above):
            self._string(worksheet, row, 0, line, self._above)
        worksheet.set_row(top, _height([heading for heading, _ in columns], [width - 2 for width in widths]))
        for column, (heading, _) in enumerate(columns):
            worksheet.write_string(top, column, heading, self._heading)
        last = top
        for last, values in enumerate(rows, top + 1):
            worksheet.set_row(last, _height(values, widths))
            for column, value in enumerate(values):
                self._write(worksheet, last, column, value, letters)
        if filters:
            worksheet.autofilter(top, 0, last, len(columns) - 1)

    def _write(self, worksheet: Any, row: int, column: int, value: Value, letters: bool) -> None:
        if value is None:
            return
        if isinstance(value, Rating):
            text = f"{value.letter} {value.word}" if letters else value.word
            worksheet.write_string(row, column, text, self._ratings[value])
        elif isinstance(value, date):
            worksheet.write_datetime(row, column, value, self._date)
        elif self._links and isinstance(value, str) and len(value) <= _LONGEST_LINK and is_link(value):
            self._links -= 1
            worksheet.write_url(row, column, value, self._link, value)
        elif isinstance(value, str):
            self._string(worksheet, row, column, value, self._text)
        else:
            style = self._decimal if isinstance(value, Decimal) else self._number
            worksheet.write_number(row, column, value, style)

    def _string(self, worksheet: Any, row: int, column: int, text: str, style: Any) -> None:
        if worksheet.write_string(row, column, text, style) != 0:
            raise ValueError(f"A text of {len(text):,} characters is more than a cell can hold.")


_LINK = "#0B4F79"
_LONGEST_LINK = 2_000
_MOST_LINKS = 60_000
"""Excel takes a file with more links on a sheet, or longer ones, for a damaged one; they stay texts."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def _sheet_name(name: str) -> str:
    """The name as Excel takes one for a sheet: without some characters, and not too long."""
    return shortened(_NOT_IN_NAMES.sub("-", name), _LONGEST_NAME).strip("'")


def _height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """The height in points at which the texts, broken into lines by the widths of their columns, can be seen."""
    texts = ((value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str))
    lines = (sum(-(-len(line) // (width - 1)) or 1 for line in text.split("\n")) for text, width in texts)
    return min(_LINE * max(lines, default=1), _HIGHEST)
