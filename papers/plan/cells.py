"""One cell at a time: its text, date or rating, and a doubt wherever it could be read otherwise or not at all.

`actions` and `registers` read every cell through a `CellReader`. What a column means is no concern of this module.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from models.plan.deadlines import Deadline, Precision, day_in_words, last_of_month
from models.plan.endings import Ending
from models.plan.ratings import Rating, RatingClass
from models.record.lengths import FIELD
from papers.plan.colours import FillReading, rating_of_colour
from papers.plan.contents import Doubt, RatingWord, SeveralOwners
from papers.plan.date_columns import YEARS_APART, DateColumns, Order
from papers.plan.dates import EARLIEST, LATEST, Written, Yearless, day_of_serial, written
from papers.plan.leanings import is_finish
from papers.plan.owners import names_in
from papers.plan.ratings import BLANKS, SAYS_NOTHING, RatingReading, RatingWords, is_on_any_scale, words_in_use
from papers.plan.recognising import normal
from papers.plan.sheets import CellError, Row, Sheet, place
from papers.spacing import folded


def shown(value: object) -> str:
    """What a cell holds, short enough to stand in a sentence."""
    text = re.sub(r"\s+", " ", as_text(value))
    return f"“{text}”" if len(text) <= 60 else f"“{text[:59]}…”"


def _is_day(value: object) -> bool:
    if isinstance(value, str):
        read = written(value)
        return any(isinstance(each, Deadline) and each.last_day for each in (read.as_it_stands, read.month_first))
    return isinstance(value, date)


LONGEST_WORD = 60
"""Characters of a word in a column of ratings; what is longer is prose."""

_BARE_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?", re.ASCII)
"""Percentages without their sign, as a csv file has them."""


def _ends_later(read: Written, other: Written) -> bool:
    """Whether of the two readings of "2010/12" the first is that of the years."""
    one, two = (each.as_it_stands for each in (read, other))
    assert isinstance(one, Deadline)
    assert isinstance(two, Deadline)
    return one.last_day is not None and two.last_day is not None and one.last_day > two.last_day


def _may_be_instead(other: Written, read: Written) -> str:
    """What two numbers could be otherwise, in words."""
    deadline, first = other.as_it_stands, read.as_it_stands
    assert isinstance(deadline, Deadline)
    if isinstance(first, Deadline) and _ends_later(other, read):
        assert first.last_day is not None
        assert deadline.last_day is not None
        return f"the years from {first.last_day.year} to {deadline.last_day.year}"
    return deadline.words()


@dataclass
class CellReader:
    """Reads the cells of one sheet, ratings in the `words` of the scale in use, and collects its doubts.

    With `paired` a pair in the only column of ratings is activity and impact, as somebody has told. A column of None is
    one that the sheet does not have.
    """

    sheet: Sheet
    headings: Sequence[str] = ()
    dates: DateColumns = field(default=None)  # type: ignore[assignment]
    words: RatingWords = field(default_factory=words_in_use)
    paired: bool = False
    doubts: list[Doubt] = field(default_factory=list)
    rating_words: dict[str, RatingWord] = field(default_factory=dict)
    """The words of its ratings, by how they are compared."""
    _told: set[tuple[str, int | None]] = field(default_factory=set)
    _asked: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    _pairs: dict[int, bool] = field(default_factory=dict)
    _fills: dict[str, FillReading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dates = self.dates or DateColumns(self.sheet)

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
        return as_text(value)

    def said(self, row: Row, column: int) -> str | None:
        """The cell as text, or None where it says that there is nothing: "N/A", "-", "None"."""
        text = self.text(row, column)
        return None if text is not None and len(text) < 16 and text.casefold() in SAYS_NOTHING else text

    def owner(self, row: Row, column: int) -> tuple[str | None, SeveralOwners | None]:
        """Whoever is accountable: the one name of the cell or, where it names several, the first, and all of them."""
        text = self.said(row, column)
        if text is None:
            return None, None
        names = names_in(text)
        return names[0], SeveralOwners(self.place(row, column), text, names) if len(names) > 1 else None

    def deadline(self, row: Row, column: int) -> Deadline | None:
        """A deadline: an Excel date, or any text that `dates` reads; of two dates in a cell the first, the original."""
        return self._deadline(row, column, last=False)

    def done_instead(self, row: Row, column: int) -> tuple[Rating, ...]:
        """What a word such as "Complete" says where the date belongs, on a sheet that has no other rating."""
        value = row.values[column]
        if not isinstance(value, str) or _is_day(value):
            return ()
        ratings = self.words.read(value).ratings
        if not ratings or not ratings[0].is_done:
            return ()
        self.doubt(row, column, f"{shown(value)} stands where the date belongs; {self._made_of(ratings[:1])}.")
        return ratings[:1]

    def revised_deadline(self, row: Row, column: int) -> Deadline | None:
        """A deadline that took the place of another: of two dates in a cell the last."""
        return self._deadline(row, column, last=True)

    def _deadline(self, row: Row, column: int, last: bool) -> Deadline | None:
        value = row.values[column]
        if value is None:
            return None
        if isinstance(value, str):
            return written(value).certain or self._uncertain(row, column, value, last)
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            if EARLIEST <= day <= LATEST:
                return _deadline_on(day, row.cells[column].number_format if row.cells else None)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            if value == int(value) and EARLIEST.year <= value <= LATEST.year:
                return self._uncertain(row, column, str(int(value)), last)
            likely = day_of_serial(value)
            if likely is not None:
                self.doubt(row, column, f"The number {value} is not shown as a date; read as {day_in_words(likely)}.")
                return Deadline(likely, Precision.DAY)
        self.doubt(row, column, f"{shown(value)} is not a date that can be read; left empty.")
        return None

    def _uncertain(self, row: Row, column: int, text: str, last: bool) -> Deadline | None:
        """A text that leaves something open: settled by its column and by what stands near it, with a doubt."""
        read = written(text)
        if read.blank:
            return None
        if last and read.later:
            read = replace(written(read.later), why="the last of its dates")
        if read.otherwise is not None:
            read = self._of_two_numbers(row, column, read, read.otherwise)
        reading, reasons = read.as_it_stands, [read.why] if read.why else []
        turned = ""
        if read.year_first and (reading is None or self.dates.has_year_first(column)):
            reading = read.year_first
            if self._first_time("year first", column):
                reasons.append("the year stands first in this column; likewise below")
        elif read.numeric and read.month_first != reading:
            order, by = self.dates.order(column)
            if order is Order.MONTH_FIRST:
                reading, turned = read.month_first, by
            elif order is Order.MIXED:
                reading = reading or read.month_first
                reasons.append("in this column the day stands first in some cells, and the month in others")
            elif read.year_first and self._near_each_other(read) and self._first_time("year first", column):
                reasons.append("the year could stand first, too; likewise below")
        elif read.day_of_month is not None:
            if self.dates.tells_days(row, column):
                reading = read.day_of_month
            elif self._first_time("month or day", column):
                reasons.append("the number could be a day, too; likewise below")
        if isinstance(reading, Yearless):
            since = self.dates.since(row, column)
            deadline = None if since is None else reading.first_from(since.begins)
            if since is None or deadline is None:
                why = "nothing near it says which" if since is None else f"by {since.by} there is none"
                self.doubt(row, column, f"{shown(text)} has no year, and {why}; left empty.")
                return None
            if not since.alike:
                reasons.insert(0, f"it has no year, and was counted from {since.by}")
            elif self._first_time(f"year by {since.by}"):
                reasons.insert(0, f"it has no year, and was counted from {since.by}; likewise other days without one")
        else:
            deadline = reading
        if deadline is None:
            self.doubt(row, column, f"{shown(text)} is not a date that can be read; left empty.")
            return None
        if turned and self._first_time("month first", column):
            self._say_month_first(row, column, turned, f"{shown(text)} was read as {deadline.words()}")
        if reasons:
            exactly = deadline.last_day if deadline.precision.span is Precision.QUARTER else None
            until = f", to {day_in_words(exactly)}" if exactly else ""
            self.doubt(row, column, f"{shown(text)} was read as {deadline.words()}{until}: {'; '.join(reasons)}.")
        return deadline

    def _of_two_numbers(self, row: Row, column: int, read: Written, other: Written) -> Written:
        """ "2010/12" or "03/24" by its column: the years or the month, a month or a day. With the doubt, where the
        column does not tell, what it could be otherwise.
        """
        if not read.numeric:
            months = self.dates.are_months(column)
            if months is None:
                return self._also(column, read, _may_be_instead(other, read))
            return read if months is not _ends_later(read, other) else other
        years = self.dates.are_years(row, column)
        if years is False:
            return replace(read, as_it_stands=read.as_it_stands or read.month_first)
        if years:
            return other
        reading = read.month_first if self.dates.order(column)[0] is Order.MONTH_FIRST else read.as_it_stands
        if reading is None:
            assert isinstance(read.month_first, Yearless)
            return self._also(column, other, read.month_first.words())
        return self._also(column, read, _may_be_instead(other, read))

    def _also(self, column: int, read: Written, otherwise: str) -> Written:
        """The reading with what it could be otherwise, which is said once of a column."""
        if not self._first_time("two numbers", column):
            return read
        also = f"it could be {otherwise}, too; likewise below"
        return replace(read, why=f"{read.why}; {also}" if read.why else also)

    @staticmethod
    def _near_each_other(read: Written) -> bool:
        """Whether "24-03-25" may be of either year: both lie close together."""
        one, other = read.as_it_stands, read.year_first
        if not isinstance(one, Deadline) or not one.last_day or other is None or not other.last_day:
            return False
        return abs(one.last_day.year - other.last_day.year) <= YEARS_APART

    def _say_month_first(self, row: Row, column: int, by: str, example: str) -> None:
        shows = "says" if by == "its heading" else "shows"
        text = f"The month stands first in this column, as {by} {shows}: {example}, and so on."
        if dates := self.dates.turned_round(column):
            at, day = dates[0]
            were = "cells are dates" if len(dates) > 1 else "cell is a date"
            text += (
                f" {len(dates)} of its {were} already ({at}: {day_in_words(day)}), perhaps with day and month "
                "the wrong way round; left as they are."
            )
        self.doubt(row, column, text)

    def _first_time(self, what: str, column: int | None = None) -> bool:
        """Whether this has not been said yet of the column, or of the sheet."""
        if (what, column) in self._told:
            return False
        self._told.add((what, column))
        return True

    def day(self, row: Row, column: int) -> date | None:
        """A day; a month or a quarter gives its last day."""
        doubts = len(self.doubts)
        deadline = self.deadline(row, column)
        if deadline is None:
            return None
        if deadline.last_day is None:
            del self.doubts[doubts:]
            self.doubt(row, column, f"{shown(row.values[column])} names no day; left empty.")
        return deadline.last_day

    def ratings(self, row: Row, column: int, beside: int | None = None, ends: bool = False) -> tuple[Rating, ...]:
        """None, one or two ratings, from the words of the cell or, where it has none, from its fill.

        `beside` is a column that carries no rating: a cell filled like it is shaded with its row, and not rated.
        With `ends`, `ending` is asked, too, and a state that ends the action is told as such.
        """
        value = row.values[column]
        if value is None:
            filled = self._filled(row, column, beside)
            return () if filled is None else (filled,)
        if (told := self.words.told(as_text(value))) is not None:
            self._count(value, told, told=True)
            return told.ratings
        asks_when, asks_whether = self._asks(column)
        if asks_when and _is_day(value):
            return self.finished(row, column)
        if asks_whether and (said := as_text(value).casefold().strip(" .")) in _YES | _NO:
            return self.words.state(RatingClass.DONE).ratings if said in _YES else ()
        text = self._percentage(row, column) or (value if isinstance(value, str) else None)
        if text is not None:
            if text.casefold() in BLANKS:
                return ()
            reading = self.words.read(text)
            if reading.ratings:
                self._count(value, reading)
                if reading.doubtful:
                    self.doubt(row, column, f"{shown(text)} was {self._made_of(reading.ratings)}{self._of(reading)}.")
                return reading.ratings
            if ends and reading.ending:
                self.doubt(
                    row, column, f"{shown(text)} was read as the end of the action, {reading.ending}, and is no rating."
                )
                return ()
        self._count(value, RatingReading())
        filled = self._filled(row, column, beside, aloud=False)
        made_of_it = f"{self._made_of((filled,))}, from the colour of the cell" if filled else "left empty"
        what = "a rating that can be read"
        if text is not None and is_on_any_scale(text):
            what = f"on the scale {self._levels()}"
        self.doubt(row, column, f"{shown(value)} is not {what}; {made_of_it}.")
        return () if filled is None else (filled,)

    def _count(self, value: Any, reading: RatingReading, told: bool = False) -> None:
        """Note a word of which somebody may say what it means: the names and letters of levels mean what they say."""
        text = " ".join(as_text(value).split())
        if len(text) > LONGEST_WORD or _is_day(value) or (not told and self.words.level(text)):
            return
        rating = reading.ratings[0] if len(reading.ratings) == 1 else None
        if rating is None and reading.ratings:
            return  # a pair
        seen = self.rating_words.get(folded(text)) or RatingWord(text, 0, rating, told, reading.doubtful)
        self.rating_words[folded(text)] = replace(seen, cells=seen.cells + 1)

    def _asks(self, column: int) -> tuple[bool, bool]:
        """Whether the heading of a column of ratings asks when an action was done, and whether it is."""
        if column not in self._asked:
            heading = normal(self.headings[column]) if column < len(self.headings) else ""
            self._asked[column] = is_finish(heading, due_elsewhere=True), not _DONE.isdisjoint(heading.split())
        return self._asked[column]

    def _made_of(self, ratings: Sequence[Rating]) -> str:
        names = " and ".join(self.words.scale[rating].name for rating in ratings)
        return f"read as {names}" if names else "left empty"

    def _of(self, reading: RatingReading) -> str:
        """What is said of a state for which the scale has several levels."""
        return f"; it may be {self.words.scale.named(reading.is_one_of)}" if reading.is_one_of else ""

    def _levels(self) -> str:
        """ "RAG: Red, Amber, Green"."""
        return f"{self.words.scale.name} ({', '.join(level.name for level in self.words.scale.given)})"

    def rating(self, row: Row, column: int, beside: int | None = None, ends: bool = False) -> Rating | None:
        """The one rating of a cell; of two the first is taken, with a doubt."""
        ratings = self.ratings(row, column, beside, ends)
        if len(ratings) > 1:
            self.doubt(
                row, column, f"{shown(row.values[column])} holds two ratings; {self._made_of(ratings[:1])}, the first."
            )
        return ratings[0] if ratings else None

    def both_ratings(self, row: Row, column: int, beside: int | None = None, ends: bool = False) -> tuple[Rating, ...]:
        """The ratings of the only column that has any. "Amber/Green" is one level of a scale of five there: it is no
        pair, unless the column has one that is no such level.
        """
        ratings = self.ratings(row, column, beside, ends)
        if len(ratings) > 1 and not self._holds_pairs(column):
            self.doubt(
                row,
                column,
                f"{shown(row.values[column])} is one level of a scale of five, or activity and impact in one cell, and "
                "nothing says which; left empty.",
            )
            return ()
        return ratings

    def finished(self, row: Row, column: int) -> tuple[Rating, ...]:
        """Done, where a column of days of completion has one."""
        if not _is_day(row.values[column]):
            return ()
        done = self.words.state(RatingClass.DONE).ratings
        self.doubt(row, column, f"Completed on {shown(row.values[column])}: {self._made_of(done)}.")
        return done

    def ending(self, row: Row, column: int) -> Ending | None:
        """How the action left the plan, where a column of ratings says that instead of one ("Cancelled")."""
        value = row.values[column]
        return self.words.read(value).ending if isinstance(value, str) else None

    def _holds_pairs(self, column: int) -> bool:
        """Whether a column of ratings has a pair that cannot be one level, such as "Blue/Green"."""
        if self.paired:
            return True
        if column not in self._pairs:
            heading = self.headings[column].casefold() if column < len(self.headings) else ""
            self._pairs[column] = ("activity" in heading and "impact" in heading) or any(
                len(reading.ratings) > 1 and not reading.is_level_of_five
                for row in self.sheet.rows(column + 1)
                if isinstance(row.values[column], str)
                for reading in [self.words.read(row.values[column])]
            )
        return self._pairs[column]

    def _percentage(self, row: Row, column: int) -> str | None:
        """What a number of a column of percentages shows; None where it is none."""
        value = row.values[column]
        if isinstance(value, str) and _BARE_NUMBER.fullmatch(value):
            value = float(value)
        elif isinstance(value, (bool, str)) or not isinstance(value, (int, float)):
            return None
        elif row.cells and "%" in row.cells[column].number_format:
            return f"{round(value * 100, 1):g}%"
        heading = self.headings[column].casefold() if column < len(self.headings) else ""
        return f"{value:g}%" if "%" in heading or "percent" in heading else None

    def truth(self, row: Row, column: int) -> bool | None:
        """Yes or no."""
        value = row.values[column]
        if value is None or isinstance(value, bool):
            return value
        text = as_text(value).casefold().strip(" .")
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
        fill = colours.of(row.cells[column])
        if fill is None:
            return None
        if beside is not None and beside < len(row.cells) and colours.same(row.cells[column], row.cells[beside]):
            return None
        if fill not in self._fills:
            self._fills[fill] = rating_of_colour(fill, self.words.scale)
        reading = self._fills[fill]
        if aloud and reading.doubtful:
            lacking = reading.rating is None and reading.of_palette is not None
            clear = f"which no level of {self._levels()} has" if lacking else "and not a clear one"
            made_of_it = self._made_of((reading.rating,)) if reading.rating else "left empty"
            self.doubt(row, column, f"The cell has only a colour (#{reading.colour}), {clear}; {made_of_it}.")
        return reading.rating


_DONE = {
    "complete",
    "completed",
    "done",
    "achieved",
    "closed",
    "finished",
    "implemented",
    "delivered",
    "resolved",
    "met",
}
"""In a heading, these ask what yes and no answer: "Completed?"."""

_YES = {"yes", "y", "true", "agreed", "1", "✓", "✔", "x"}
_NO = {"no", "n", "false", "not agreed", "not yet", "proposed", "0", "draft"}


def as_text(value: Any) -> str:
    """A cell as a person would write it."""
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
def _deadline_on(day: date, number_format: str | None) -> Deadline:
    """A cell typed as "Mar-23" is the first of March to Excel, shown without its day: it means the month."""
    if number_format is not None and _shows_no_day(number_format):
        return Deadline(last_of_month(day.year, day.month), Precision.MONTH)
    return Deadline(day, Precision.DAY)


def _shows_no_day(number_format: str) -> bool:
    pattern = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.casefold())
    return "d" not in pattern and "m" in pattern and "y" in pattern
