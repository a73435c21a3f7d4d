"""What the date columns of a sheet say as a whole, which no cell can tell alone: whether the month stands before the
day, and which year the days without one fall into.

`cells` asks where a text leaves it open; the sheet is walked for it then, once, and not before. What was found out is
given together with why, so that the caller can say it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from typing import Any

from openpyxl.utils import get_column_letter

from models.plan.deadlines import Deadline, Precision, day_in_words, full_year
from papers.plan.dates import Written, Yearless, days_within, written
from papers.plan.sheets import Row, Sheet, place

LOOKING_BACK = timedelta(days=92)
"""A day without a year may lie so far before the date that tells its year: what is overdue stands in a plan, too."""


YEARS_APART = 5


class Order(Enum):
    """Which of the two numbers of a day stands first, in a whole column."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()
    MIXED = auto()
    """Some of its days can only be the one, and some only the other."""


@dataclass(frozen=True)
class Since:
    """From when on days without a year are counted, and `by` what that is known; `alike`: for the whole sheet."""

    begins: date
    by: str
    alike: bool


class DateColumns:
    """The date columns of one sheet. `columns` are those that are read as dates; `headings` stand in `first_row`."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[int] = (),
        headings: Sequence[str] = (),
        first_row: int = 0,
        last_row: int = 0,
    ) -> None:
        """Nothing is read before it is asked for."""
        self._sheet = sheet
        self._columns = frozenset(columns)
        self._headings = headings
        self._first_row, self._last_row = first_row, last_row
        self._orders: dict[int, tuple[Order, str]] = {}
        self.alongside: Sequence[DateColumns] = ()
        """The date columns of all sheets of the plan."""

    def order(self, column: int) -> tuple[Order, str]:
        """The order in a column, and by what it is known where it is not the usual one.

        A column that proves nothing itself follows the others of the sheet, if these agree.
        """
        if column not in self._columns:
            return Order.DAY_FIRST, ""
        if column not in self._orders:
            day_first, month_first = self._proofs[column]
            if day_first and month_first:
                self._orders[column] = Order.MIXED, month_first
            elif month_first:
                self._orders[column] = Order.MONTH_FIRST, month_first
            elif not day_first and (by := self._proven_beside()):
                self._orders[column] = Order.MONTH_FIRST, by
            else:
                self._orders[column] = Order.DAY_FIRST, ""
        return self._orders[column]

    def turned_round(self, column: int) -> list[tuple[str, date]]:
        """The dates of a column, by place, that a program may have made of days written month first, where that can be:
        it takes for dates what the calendar has with the day first, and leaves the rest as texts.
        """
        days = [(number, value) for number, value in self._values[column] if isinstance(value, date)]
        if any(value.day > 12 for _, value in days):
            return []
        return [(place(self._sheet, number, column), date(day.year, day.month, day.day)) for number, day in days]

    def tells_days(self, row: Row, column: int) -> bool:
        """Whether the numbers after months ("Sept 30", "Nov 13") are days: as years they lie too far apart, or too far
        from what the sheet is about.
        """
        if column not in self._columns:
            return False
        if any(_is_day_of_month(value) for _, value in self._values[column]):
            return True
        years = list(self._short_years[column])
        if (since := self.since(row, column)) is not None:
            years.append(since.begins.year)
        return bool(years) and max(years) - min(years) > YEARS_APART

    def has_year_first(self, column: int) -> bool:
        """Whether days such as "24-03-25" begin with their years: their last numbers lie too far apart for years."""
        if column not in self._columns:
            return False
        texts = [value.split("-") for _, value in self._values[column] if isinstance(value, str)]
        days = [(int(first), int(last)) for first, *_, last in texts if first.isdecimal() and last.isdecimal()]
        spread = [max(each) - min(each) for each in zip(*days, strict=True)]
        return bool(spread) and spread[0] <= YEARS_APART < spread[1]

    def are_months(self, column: int) -> bool | None:
        """Whether the numbers after years ("2010/12") are months here, and not the years to which it goes: some can be
        nothing else, and none can only be the other. None where that is open.
        """
        told = {
            not read.why
            for _, value in self._values.get(column, ())
            if isinstance(value, str) and _YEAR_AND_NUMBER.fullmatch(value)
            if (read := written(value)).as_it_stands and not read.otherwise
        }
        return told.pop() if len(told) == 1 else None

    def are_years(self, row: Row, column: int) -> bool | None:
        """Whether the numbers after months ("03/24") are years here, and not days with the month first, or the other
        way round. None where that is open: where they lie neither too far apart for years, nor too far from what the
        sheet is about.
        """
        if column not in self._columns:
            return None
        told = self._are_years[column]
        if told is None and (since := self.since(row, column)) is not None:
            years = [*self._last_numbers[column], since.begins.year]
            return False if max(years) - min(years) > YEARS_APART else None
        return told

    def since(self, row: Row, column: int) -> Since | None:
        """From when on a day without a year in this cell is counted: by the heading of the column, by a title above the
        headings, by a date beside it, by a line between the actions or, if all these say nothing, by the date above it
        or below it in the column.
        """
        beside = self._beside(row, column)
        for text in self._headings[column : column + 1]:
            if begins := _beginning(text):
                return _raised(Since(begins, f"its heading “{text}”", alike=True), beside)
        if self._title is not None:
            return _raised(self._title, beside)
        if beside is not None:
            return Since(beside - LOOKING_BACK, f"the {day_in_words(beside)} beside it", alike=False)
        if column not in self._columns:
            return None
        if at := bisect_right(self._lines, row.number, key=lambda each: each[0]):
            _, begins, text = self._lines[at - 1]
            return Since(begins, f"{_shown(text)} above it", alike=False)
        near = self._full_days[column]
        at = bisect_right(near, row.number, key=lambda each: each[0])
        if not near:
            return None
        number, day = near[at - 1] if at else near[0]
        where = "above" if at else "below"
        return Since(day - LOOKING_BACK, f"the {day_in_words(day)} {where} it, in row {number}", alike=False)

    def _proven_beside(self) -> str:
        """By what the other columns have the month first; nothing unless they agree. Other sheets of the plan count
        where this one proves nothing.
        """
        sheets = [self, *(each for each in self.alongside if each is not self)]
        for those in (sheets[:1], sheets[1:]):
            proofs = [(sheet, column, *proof) for sheet in those for column, proof in sheet._proofs.items()]
            if any(day_first for _, _, day_first, _ in proofs):
                return ""
            for sheet, column, _, month_first in proofs:
                if month_first:
                    where = "" if sheet is self else f" of “{sheet._sheet.name}”"
                    return f"{month_first} in column {get_column_letter(column + 1)}{where}"
        return ""

    @cached_property
    def _proofs(self) -> dict[int, tuple[str, str]]:
        return {each: self._proof(each) for each in sorted(self._columns)}

    def _proof(self, column: int) -> tuple[str, str]:
        """Texts that can only be days with the day first, and with the month first; empty where there is none."""
        heading = self._headings[column].casefold() if column < len(self._headings) else ""
        day_first = month_first = ""
        if re.search(r"\bmm?[-/. ]dd?\b", heading):
            month_first = "its heading"
        elif re.search(r"\bdd?[-/. ]mm?\b", heading):
            day_first = "its heading"
        for value in dict.fromkeys(value for _, value in self._values[column] if isinstance(value, str)):
            if (read := written(value)).numeric:
                if read.month_first is None:
                    day_first = day_first or f"“{value}”"
                elif read.as_it_stands is None and (not read.otherwise or self._are_years[column] is False):
                    month_first = month_first or f"“{value}”"
        return day_first, month_first

    @cached_property
    def _values(self) -> dict[int, list[tuple[int, Any]]]:
        """The texts and dates of the columns, with the numbers of their rows."""
        values: dict[int, list[tuple[int, Any]]] = {column: [] for column in self._columns}
        for row in self._sheet.rows(max(self._columns) + 1):
            if row.number > self._last_row:
                for column, its in values.items():
                    if isinstance(row.values[column], (str, date)):
                        its.append((row.number, row.values[column]))
        return values

    @cached_property
    def _short_years(self) -> dict[int, set[int]]:
        """What the numbers after months are as years, by column."""
        return {
            column: {
                2000 + (read.day_of_month.day or 0)
                for _, value in its
                if isinstance(value, str) and (read := written(value)).day_of_month
            }
            for column, its in self._values.items()
        }

    @cached_property
    def _last_numbers(self) -> dict[int, list[int]]:
        """What the numbers after those that may be months are as years, by column."""
        return {
            column: [
                full_year(found[2])
                for _, value in its
                if isinstance(value, str) and (found := _TWO_NUMBERS.match(value)) and int(found[1]) <= _MONTHS
            ]
            for column, its in self._values.items()
        }

    @cached_property
    def _are_years(self) -> dict[int, bool | None]:
        """What each column tells of it by itself: the last number of a text can be no day, or the first no month."""
        return {column: self._tell_years(column) for column in self._columns}

    def _tell_years(self, column: int) -> bool | None:
        texts = [value for _, value in self._values[column] if isinstance(value, str)]
        whole = any(_MONTH_AND_YEAR.match(text) for text in texts)
        found = [(int(each[1]), int(each[2])) for each in map(_TWO_NUMBERS.match, texts) if each]
        years = whole or any(first <= _MONTHS and last > _DAYS for first, last in found)
        days = any(first > _MONTHS >= last for first, last in found)
        if years or days:
            return None if years and days else years
        spread = self._last_numbers[column] or [0]
        return False if max(spread) - min(spread) > YEARS_APART else None

    @cached_property
    def _full_days(self) -> dict[int, list[tuple[int, date]]]:
        """The days that have a year, with the numbers of their rows, by column."""
        return {
            column: [(number, day) for number, value in its if (day := _full_day(value)) is not None]
            for column, its in self._values.items()
        }

    def _beside(self, row: Row, column: int) -> date | None:
        """The nearest full date in the row, to the left before the right."""
        order = [*range(column - 1, -1, -1), *range(column + 1, len(row.values))]
        return next((day for index in order if (day := _full_day(row.values[index])) is not None), None)

    @cached_property
    def _title(self) -> Since | None:
        """What the texts above the headings, or else the name of the sheet, say of the year."""
        found: list[tuple[int, date, str]] = []
        if self._first_row > 1:
            for row in self._sheet.rows(last=self._first_row - 1):
                for value in row.values:
                    text = day_in_words(value) if isinstance(value, date) else value
                    if isinstance(text, str) and (begins := _beginning(text)) is not None:
                        found.append((_exactness(text), begins, text))
        if not found and (begins := _beginning(self._sheet.name)) is not None:
            found.append((0, begins, self._sheet.name))
        if not found:
            return None
        _, begins, text = max(found)
        return Since(begins, _shown(text), alike=True)

    @cached_property
    def _lines(self) -> list[tuple[int, date, str]]:
        """The texts that stand alone in a row between the actions and tell a year, with the numbers of their rows."""
        found = []
        for row in self._sheet.rows(max(len(self._headings), *(each + 1 for each in self._columns))):
            filled = row.filled()
            text = row.values[filled[0]] if len(filled) == 1 and row.number > self._last_row else None
            if isinstance(text, str) and (begins := _beginning(text)) is not None:
                found.append((row.number, begins, text))
        return found


_MONTHS, _DAYS = 12, 31
_YEAR_AND_NUMBER = re.compile(r"\d{4}[-/.]\d{1,2}", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[-/](?:\d{4}|['’]\d\d)(?![\w/-])", re.ASCII)
_TWO_NUMBERS = re.compile(r"(\d{1,2})[-/](\d\d)(?![\w/-])", re.ASCII)


def _is_day_of_month(value: Any) -> bool:
    """Whether a text is a month with one figure after it, as "Oct 8", which is no year."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z]{3,9}\.? [1-9](?:st|nd|rd|th)?", value.strip()) is not None


def _shown(text: str) -> str:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return f"“{' '.join(shown.split())}”"


def _raised(since: Since, beside: date | None) -> Since:
    """Counted from no earlier than the date beside it allows: a new date lies after the old one."""
    if beside is None or beside - LOOKING_BACK <= since.begins:
        return since
    return Since(beside - LOOKING_BACK, since.by, since.alike)


def _full_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    read = written(value) if isinstance(value, str) and len(value) <= 40 else Written()
    reading = read.as_it_stands
    if isinstance(reading, Yearless) or reading is None or read.day_of_month:
        return None
    return reading.last_day


_FINANCIAL_YEAR = re.compile(r"(?<![\d/])(199\d|20\d\d) ?[-/–] ?(?:20)?(\d\d)(?![\d/])")
_YEAR = re.compile(r"(?<![\d/.-])(199\d|20\d\d)(?![\d/.-])")


def _exactness(text: str) -> int:
    return 3 if days_within(text) else 2 if _financial_year(text) else 1


def _beginning(text: str) -> date | None:
    """From when on days without a year are counted by this text; None where it names no year, or several."""
    if days := days_within(text):
        latest = max(days, key=_last_day)
        last_day = _last_day(latest)
        if latest.precision is not Precision.DAY:
            last_day = last_day.replace(day=1)
        return last_day - LOOKING_BACK
    if year := _financial_year(text):
        return date(year, 4, 1)
    years = set(_YEAR.findall(text))
    return date(int(years.pop()), 1, 1) if len(years) == 1 else None


def _last_day(deadline: Deadline) -> date:
    assert deadline.last_day is not None
    return deadline.last_day


def _financial_year(text: str) -> int | None:
    found = _FINANCIAL_YEAR.search(text)
    return int(found[1]) if found and (int(found[1]) + 1) % 100 == int(found[2]) else None
