"""Deadlines as a plan writes them: to the day, the month or the quarter, or not yet a date at all.

Plan files, forms and one-line updates all read their dates here, and every face prints a deadline with `words`.
The day always stands before the month; nothing here reads the clock: `parse_day` is given today.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a deadline was given."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    """Of the financial year, which begins in April."""
    CALENDAR_QUARTER = "calendar-quarter"
    ONGOING = "ongoing"
    TO_BE_CONFIRMED = "to be confirmed"

    @property
    def span(self) -> "Precision":
        """What is compared: a quarter is the same by whichever year it is counted."""
        return Precision.QUARTER if self is Precision.CALENDAR_QUARTER else self


@dataclass(frozen=True)
class Deadline:
    """`last_day` is the day by which the action is due; None where the plan says "ongoing" or "TBC".

    A deadline given to the month or quarter falls on its last day ("March 2023" means 31 March 2023, `domain.md`
    4.1); one that does not is refused with a ValueError, so that `words` never says less than what is meant.
    """

    last_day: date | None
    precision: Precision

    def __post_init__(self) -> None:
        dateless = self.precision in (Precision.ONGOING, Precision.TO_BE_CONFIRMED)
        if dateless != (self.last_day is None):
            raise ValueError(f"A deadline {self.precision} with the last day {self.last_day} is not a deadline.")
        if self.last_day is None or self.precision is Precision.DAY:
            return
        ends_month = self.last_day == last_of_month(self.last_day.year, self.last_day.month)
        ends_quarter = self.last_day.month % 3 == 0
        if not ends_month or (self.precision.span is Precision.QUARTER and not ends_quarter):
            raise ValueError(f"{self.last_day} is not the last day of a {self.precision}.")

    def words(self) -> str:
        """As people write it: "31 March 2023", "March 2023", "Q1 2023/24", "ongoing"; `parse_deadline` reads it."""
        if self.last_day is None:
            return self.precision.value
        if self.precision is Precision.DAY:
            return day_in_words(self.last_day)
        if self.precision is Precision.MONTH:
            return f"{_MONTH_NAMES[self.last_day.month - 1]} {self.last_day.year}"
        if self.precision is Precision.CALENDAR_QUARTER:
            return f"Q{self.last_day.month // 3} {self.last_day.year}"
        begins = self.last_day.year if self.last_day.month > 3 else self.last_day.year - 1
        quarter = (self.last_day.month // 3 - 2) % 4 + 1
        return f"Q{quarter} {begins}/{(begins + 1) % 100:02}"


def day_in_words(day: date) -> str:
    """ "31 March 2023"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def last_of_month(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, monthrange(year, month)[1])


def parse_deadline(text: str) -> Deadline:
    """Read a deadline in any of the ways in which plans write one.

    A day (`31/03/2023`, `31.03.23`, `2023-03-31`, `31st Mar 23`), a month (`March 2023`, `Mar-23`, `03/2023`,
    `2023/03`), a quarter of the financial year (`Q1 2023/24` ends on 30 June 2023) or of the calendar year (`Q1 2023`
    ends on 31 March 2023), `ongoing` or `TBC`. A year of two digits is as `full_year` has it. Raises ValueError, with
    words for people, for anything else, and for days that the calendar lacks.
    """
    words = tidied(text)
    if words in _ONGOING:
        return Deadline(None, Precision.ONGOING)
    if words in _TO_BE_CONFIRMED:
        return Deadline(None, Precision.TO_BE_CONFIRMED)
    if day := _day(text, words):
        return Deadline(day, Precision.DAY)
    period = re.sub(r"^(?:the )?end (?:of )?(?:the )?", "", words)
    if month_end := _month(text, period):
        return Deadline(month_end, Precision.MONTH)
    if quarter_end := _quarter(text, period):
        return Deadline(quarter_end, Precision.QUARTER)
    if found := _CALENDAR_QUARTER.fullmatch(period):
        year = _year(text, found[2] or found[3])
        return Deadline(last_of_month(year, 3 * int(found[1] or found[4])), Precision.CALENDAR_QUARTER)
    raise UnreadableDate(text, _reason(words))


def full_year(digits: str) -> int:
    """The year that digits mean: of two it is the first such year in reach, from 1990 to 2089."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year + 1900 < _EARLIEST else 1900)


def parse_day(text: str, today: date) -> date:
    """Read a day as people type it in chat: as `parse_deadline` does, or without a year (`30 Sep`, `end of Sept`).

    Without a year it is the next such day on or after `today` (a local date). A month or quarter with a year gives
    its last day. Raises ValueError, with words for people, where no day is named.
    """
    words = tidied(text)
    if re.fullmatch(rf"(?:{_MONTH}) \d\d", words):
        raise UnreadableDate(text, "it could be a day or a year. Write the day first (30 Sep) or the year in full")
    if found := re.fullmatch(rf"(?:the )?end (?:of )?({_MONTH})", words):
        month = MONTHS[found[1]]
        ends = (last_of_month(year, month) for year in (today.year, today.year + 1))
        return next(day for day in ends if day >= today)
    if found := re.fullmatch(
        rf"(?:({_WEEKDAY})\.?,? )?(\d{{1,2}})(?:{_ORDINAL})?(?: of)?[ -]?({_MONTH})\.?", words, re.ASCII
    ):
        return _on_its_weekday(text, _next_such_day(text, int(found[2]), MONTHS[found[3]], today), found[1])
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", words, re.ASCII):
        return _next_such_day(text, int(found[1]), int(found[2]), today)
    last_day = parse_deadline(text).last_day
    if last_day is None:
        raise UnreadableDate(text, "it names no day")
    return last_day


_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTHS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
"""The months by their names in lower case, whole and short, from 1."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week in lower case, Monday first."""

_WEEKDAY = "|".join(f"{name}|{name[:3]}" for name in WEEKDAYS)
_ORDINAL = "st|nd|rd|th"
_YEAR = r"(\d{4}|\d{2})"
_EARLIEST, _LATEST = 1990, 2099

_ONGOING = {"ongoing", "on-going", "on going", "continuous", "continuing", "rolling"}
_TO_BE_CONFIRMED = {
    *("tbc", "t.b.c", "tba", "tbd", "to be confirmed", "to be agreed", "to be announced"),
    *("to be determined", "to be decided"),
}

_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?", re.ASCII)
_NUMERIC_DAY = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2'?{_YEAR}(?: \d\d:\d\d(?::\d\d)?)?", re.ASCII)
_WORD_DAY = re.compile(
    rf"(?:({_WEEKDAY})\.?,? )?(\d{{1,2}})(?:{_ORDINAL})?(?: of)?[-/. ]?({_MONTH})\.?,?[-/. ]?'?{_YEAR}", re.ASCII
)
_MONTH_FIRST_DAY = re.compile(rf"({_MONTH})\.? (\d{{1,2}})(?:{_ORDINAL})?,?(?: (\d{{4}})| ?'(\d\d))", re.ASCII)
_WORD_MONTH = re.compile(rf"({_MONTH})\.?,?[-/. ]?'?{_YEAR}", re.ASCII)
_NUMERIC_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4}|'\d\d)", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR_AND_MONTH = re.compile(r"(\d\d(\d\d))([-/.])(0?[1-9]|1[0-2])", re.ASCII)
_QUARTER = r"(?:q|qtr|quarter) ?([1-4])"
_FINANCIAL_YEAR = rf"(?:fy ?)?{_YEAR} ?[-/] ?{_YEAR}"
_QUARTER_FIRST = re.compile(rf"{_QUARTER},?(?: of| -)? ?{_FINANCIAL_YEAR}", re.ASCII)
_QUARTER_LAST = re.compile(rf"{_FINANCIAL_YEAR},?(?: -)? ?{_QUARTER}", re.ASCII)
_CALENDAR_QUARTER = re.compile(rf"{_QUARTER},?(?: of| -)? ?(\d{{4}})|(\d{{4}}),?(?: -)? ?{_QUARTER}", re.ASCII)


def tidied(text: str) -> str:
    """Lower case, single spaces, plain dashes and apostrophes, without "by" or "due" before it or a stop after it."""
    plain = re.sub("[’‘ʼ′´`]", "'", re.sub("[‐‑‒–—−]", "-", text.casefold()))
    words = re.sub(r"\s+", " ", plain).strip(" .,;")
    return re.sub(r"^(?:due )?(?:by )?", "", words)


class UnreadableDate(ValueError):
    """A text that is no date, in words for people. `reason` follows a colon; it is a sentence where a day is `meant`,
    one that the calendar lacks or that can be two.
    """

    def __init__(self, text: str, reason: str, meant: bool = False) -> None:
        shown = text.strip() if len(text.strip()) <= 60 else f"{text.strip()[:60]}…"
        super().__init__(
            f"“{shown}” is not a date that can be read: {reason}. "
            "Understood are, for example, 31/03/2023, 31 March 2023, March 2023, Q1 2023/24, ongoing and TBC."
        )
        self.reason, self.meant = reason, meant


def _reason(words: str) -> str:
    """What is missing, where that can be told."""
    if not words:
        return "nothing is written"
    if re.fullmatch(rf"{_QUARTER}(?: {_YEAR})?", words, re.ASCII):
        return "a quarter needs its year, as in Q1 2023/24, or Q1 2023 of the calendar year"
    if re.fullmatch(rf"(?:\d{{1,2}}(?:{_ORDINAL})? )?(?:end of )?(?:{_MONTH})", words, re.ASCII):
        return "the year is missing"
    return "it is neither a day, nor a month, nor a quarter"


def _year(text: str, digits: str) -> int:
    year = full_year(digits)
    if not _EARLIEST <= year <= _LATEST:
        raise UnreadableDate(text, f"the year {year} is out of reach")
    return year


def _calendar_day(text: str, year: int, month: int, day: int) -> date:
    _refuse_no_month(text, month)
    if not 1 <= day <= monthrange(year, month)[1]:
        leap = f" {year}" if (month, day) == (2, 29) else ""
        raise UnreadableDate(text, f"{_MONTH_NAMES[month - 1]}{leap} has no day {day}", meant=True)
    return date(year, month, day)


def _refuse_no_month(text: str, month: int) -> None:
    if not 1 <= month <= 12:
        reason = f"there is no month {month}; the day stands before the month"
        raise UnreadableDate(text, reason, meant=True)


def _day(text: str, words: str) -> date | None:
    if found := _ISO_DAY.fullmatch(words):
        return _calendar_day(text, _year(text, found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC_DAY.fullmatch(words):
        return _calendar_day(text, _year(text, found[4]), int(found[3]), int(found[1]))
    if found := _MONTH_FIRST_DAY.fullmatch(words):
        return _calendar_day(text, _year(text, found[3] or found[4]), MONTHS[found[1]], int(found[2]))
    if found := _WORD_DAY.fullmatch(words):
        return _on_its_weekday(
            text, _calendar_day(text, _year(text, found[4]), MONTHS[found[3]], int(found[2])), found[1]
        )
    return None


def _on_its_weekday(text: str, day: date, weekday: str | None) -> date:
    if weekday and not WEEKDAYS[day.weekday()].startswith(weekday):
        reason = f"{day_in_words(day)} is a {WEEKDAYS[day.weekday()].capitalize()}"
        raise UnreadableDate(text, reason, meant=True)
    return day


def _month(text: str, words: str) -> date | None:
    if found := _WORD_MONTH.fullmatch(words):
        return last_of_month(_year(text, found[2]), MONTHS[found[1]])
    if found := _NUMERIC_MONTH.fullmatch(words):
        year, month = found[2].lstrip("'"), int(found[1])
    elif found := _ISO_MONTH.fullmatch(words):
        year, month = found[1], int(found[2])
    elif (found := _YEAR_AND_MONTH.fullmatch(words)) and not _may_be_years(found):
        year, month = found[1], int(found[4])
    else:
        return None
    first = _calendar_day(text, _year(text, year), month, 1)
    return last_of_month(first.year, first.month)


def _may_be_years(found: re.Match[str]) -> bool:
    """Whether "2010/12" may be the years from 2010 to 2012, too."""
    return found[3] == "/" and len(found[4]) == 2 and found[4] > found[2]


def _quarter(text: str, words: str) -> date | None:
    """The last day of a quarter of the financial year: Q1 is April to June, Q4 January to March of the next year."""
    if found := _QUARTER_FIRST.fullmatch(words):
        quarter, begins, ends = int(found[1]), found[2], found[3]
    elif found := _QUARTER_LAST.fullmatch(words):
        quarter, begins, ends = int(found[3]), found[1], found[2]
    else:
        return None
    first_year = _year(text, begins)
    second_year = first_year + 1
    if ends != str(second_year)[-len(ends) :]:
        raise UnreadableDate(text, f"a financial year that begins in {first_year} ends in {second_year}")
    if quarter < 4:
        return last_of_month(first_year, 3 * quarter + 3)
    return last_of_month(_year(text, str(second_year)), 3)


def _next_such_day(text: str, day: int, month: int, today: date) -> date:
    _refuse_no_month(text, month)
    # 29 February can be eight years off: 2096 to 2104.
    for year in range(today.year, today.year + 9):
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise UnreadableDate(text, f"{_MONTH_NAMES[month - 1]} has no day {day}", meant=True)
