"""One cell at a time: its text, date or rating, and a doubt wherever it could be read otherwise or not at all.

`actions` and `registers` read every cell through a `CellReader`. What a column means is no concern of this module.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from openpyxl.utils.datetime import from_excel

from models.plan.deadlines import Deadline, Precision, day_in_words, last_of_month, parse_deadline
from models.plan.ratings import Rating
from models.record.lengths import FIELD
from papers.plan.contents import Doubt
from papers.plan.ratings import BLANKS, ratings_in_words
from papers.plan.sheets import CellError, Row, Sheet, place

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Dates outside are slips of the keyboard or numbers that happen to be formatted as dates."""


def shown(value: object) -> str:
    """What a cell holds, short enough to stand in a sentence."""
    text = re.sub(r"\s+", " ", _as_text(value))
    return f"“{text}”" if len(text) <= 60 else f"“{text[:59]}…”"


@dataclass
class CellReader:
    """Reads the cells of one sheet and collects its doubts. A column of None is one that the sheet does not have."""

    sheet: Sheet
    doubts: list[Doubt] = field(default_factory=list)

    def place(self, row: Row, column: int) -> str:
        """ "Actions!F23"."""
        return place(self.sheet, row.number, column)

    def doubt(self, row: Row, column: int, text: str) -> None:
        """Note that a cell is doubtful; `text` says what was made of it."""
        self.doubts.append(Doubt(self.place(row, column), text))

    def text(self, row: Row, column: int) -> str | None:
        """The cell as text; numbers and dates as a person would write them."""
        value = row.values[column]
        if isinstance(value, str) and len(value) > FIELD:
            self.doubt(
                row, column, f"The cell has {len(value):,} characters; a field takes {FIELD:,}. Left empty: shorten it."
            )
            return None
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, CellError):
            self.doubt(row, column, f"The cell shows the error {value.text}; left empty.")
            return None
        return _as_text(value)

    def deadline(self, row: Row, column: int) -> Deadline | None:
        """A deadline: an Excel date, or anything that `models.plan.deadlines.parse_deadline` reads."""
        value = row.values[column]
        if value is None:
            return None
        if isinstance(value, str):
            read = _deadline_in_words(value)
            if isinstance(read, Deadline):
                return read
            if read:
                self.doubt(row, column, f"{shown(value)} is not a date that can be read; left empty.")
            return None
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            if EARLIEST <= day <= LATEST:
                return _deadline_on(day, row.cells[column].number_format if row.cells else None)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            likely = _serial_day(value)
            if likely is not None:
                self.doubt(row, column, f"The number {value} is not shown as a date; read as {day_in_words(likely)}.")
                return Deadline(likely, Precision.DAY)
        self.doubt(row, column, f"{shown(value)} is not a date that can be read; left empty.")
        return None

    def day(self, row: Row, column: int) -> date | None:
        """A day; a month or a quarter gives its last day."""
        deadline = self.deadline(row, column)
        if deadline is None:
            return None
        if deadline.last_day is None:
            self.doubt(row, column, f"{shown(row.values[column])} names no day; left empty.")
        return deadline.last_day

    def ratings(self, row: Row, column: int, beside: int | None = None) -> tuple[Rating, ...]:
        """None, one or two ratings, from the words of the cell or, where it has none, from its fill.

        `beside` is a column that carries no rating: a cell filled like it is shaded with its row, and not rated.
        """
        value = row.values[column]
        if value is None:
            filled = self._filled(row, column, beside)
            return () if filled is None else (filled,)
        if isinstance(value, str):
            if value.casefold() in BLANKS:
                return ()
            reading = ratings_in_words(value)
            if reading.ratings:
                if reading.doubtful:
                    words = " and ".join(rating.word for rating in reading.ratings)
                    self.doubt(row, column, f"{shown(value)} was read as {words}.")
                return reading.ratings
        filled = self._filled(row, column, beside, aloud=False)
        made_of_it = f"read as {filled.word}, from the colour of the cell" if filled else "left empty"
        self.doubt(row, column, f"{shown(value)} is not a rating that can be read; {made_of_it}.")
        return () if filled is None else (filled,)

    def rating(self, row: Row, column: int, beside: int | None = None) -> Rating | None:
        """The one rating of a cell; of two the first is taken, with a doubt."""
        ratings = self.ratings(row, column, beside)
        if len(ratings) > 1:
            self.doubt(
                row, column, f"{shown(row.values[column])} holds two ratings; read as {ratings[0].word}, the first."
            )
        return ratings[0] if ratings else None

    def truth(self, row: Row, column: int) -> bool | None:
        """Yes or no."""
        value = row.values[column]
        if value is None or isinstance(value, bool):
            return value
        text = _as_text(value).casefold().strip(" .")
        if text in _YES:
            return True
        if text in _NO:
            return False
        if text not in BLANKS:
            self.doubt(row, column, f"{shown(value)} is neither yes nor no; left empty.")
        return None

    def _filled(self, row: Row, column: int, beside: int | None, aloud: bool = True) -> Rating | None:
        colours = self.sheet.colours
        if colours is None or column >= len(row.cells):
            return None
        reading = colours.of(row.cells[column])
        if reading is None:
            return None
        if beside is not None and beside < len(row.cells) and colours.same(row.cells[column], row.cells[beside]):
            return None
        if aloud and reading.doubtful:
            made_of_it = f"read as {reading.rating.word}" if reading.rating else "left empty"
            self.doubt(
                row, column, f"The cell has only a colour (#{reading.colour}), and not a clear one; {made_of_it}."
            )
        return reading.rating


_YES = {"yes", "y", "true", "agreed", "1", "✓", "✔", "x"}
_NO = {"no", "n", "false", "not agreed", "not yet", "proposed", "0", "draft"}


def _as_text(value: Any) -> str:
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return day_in_words(value.date()) + (f" {value:%H:%M}" if value.time() != time() else "")
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


@lru_cache(maxsize=4096)
def _deadline_in_words(text: str) -> Deadline | bool:
    """The deadline; False where the text says nothing, True where it says something else."""
    if text.casefold() in BLANKS:
        return False
    try:
        return parse_deadline(text)
    except ValueError:
        return True


@lru_cache(maxsize=4096)
def _deadline_on(day: date, number_format: str | None) -> Deadline:
    """A cell typed as "Mar-23" is the first of March to Excel, shown without its day: it means the month."""
    if number_format is not None and _shows_no_day(number_format):
        return Deadline(last_of_month(day.year, day.month), Precision.MONTH)
    return Deadline(day, Precision.DAY)


def _shows_no_day(number_format: str) -> bool:
    pattern = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.casefold())
    return "d" not in pattern and "m" in pattern and "y" in pattern


def _serial_day(number: float) -> date | None:
    """The day that Excel stores as this number, where it is a likely one."""
    try:
        moment = from_excel(number)
    except (ValueError, OverflowError):
        return None
    if isinstance(moment, datetime) and EARLIEST <= moment.date() <= LATEST:
        return moment.date()
    return None
