"""Dates as people write them into a tracker, one text at a time: what each says, and what it leaves open.

`models.plan.deadlines` reads what can mean one thing only. Here is the rest: remarks beside a date, seasons, days
without a year, numbers of which the month may stand first. `cells` settles what is left open by the column that a text
stands in (`date_columns`), and says as a doubt every reading that is not certain.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache

from openpyxl.utils.datetime import from_excel

from models.plan.deadlines import (
    MONTHS,
    Deadline,
    Precision,
    UnreadableDate,
    day_in_words,
    full_year,
    last_of_month,
    parse_deadline,
    tidied,
)
from papers.plan.ratings import BLANKS

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Dates outside are slips of the keyboard or numbers that happen to be formatted as dates."""


@dataclass(frozen=True)
class Yearless:
    """A day, or the end of a month or quarter where `day` is None, without its year."""

    day: int | None
    month: int
    precision: Precision

    def first_from(self, begins: date) -> Deadline | None:
        """The first of them on or after `begins`; None where neither that year nor the next has one (29 February)."""
        for year in (begins.year, begins.year + 1):
            try:
                last_day = last_of_month(year, self.month) if self.day is None else date(year, self.month, self.day)
            except ValueError:
                continue
            if begins <= last_day <= LATEST:
                return Deadline(last_day, self.precision)
        return None

    def words(self) -> str:
        """A day as people write it: "24 March"."""
        return day_in_words(date(2024, self.month, self.day or 1)).rpartition(" ")[0]


@dataclass(frozen=True)
class Written:
    """What a text says. `as_it_stands` has the day first; in a `numeric` day `month_first` is what it is otherwise.

    Either is None where the calendar has no such day. `why` follows "was read as ..." in a doubt; a text of which
    everything was read has none. `blank`: the text says that there is nothing. `later` is a second date in the text,
    and `day_of_month` what "Sept 30" is where it does not mean the year 2030; `year_first` is "24-03-25" in 2024.
    `otherwise` is the other reading of two numbers that may be months and years, or neither: "2010/12", "03/24".
    """

    as_it_stands: Deadline | Yearless | None = None
    month_first: Deadline | Yearless | None = None
    numeric: bool = False
    why: str = ""
    blank: bool = False
    later: str = ""
    day_of_month: Yearless | None = None
    year_first: Deadline | None = None
    otherwise: "Written | None" = None

    @cached_property
    def certain(self) -> Deadline | None:
        """The deadline, where nothing is open and nothing was left out."""
        open_still = (
            self.why
            or self.day_of_month
            or self.year_first
            or self.otherwise
            or self.month_first not in (None, self.as_it_stands)
        )
        return self.as_it_stands if isinstance(self.as_it_stands, Deadline) and not open_still else None


NOTHING = Written()


@lru_cache(maxsize=8192)
def written(text: str) -> Written:
    """What a cell's text says of a date: `NOTHING` where it cannot be read at all."""
    if text.casefold() in BLANKS:
        return Written(blank=True)
    words = tidied(_LIFE.sub("", text))
    if len(words) > _LONGEST:
        return NOTHING
    found = _whole(words)
    if found is not NOTHING:
        return found
    if so_long := _SO_LONG.match(words):
        return _with(words[so_long.end() :].strip(" )"), "how long it takes was left out")
    for reading in (_around_a_date, _before_a_remark, _no_day_yet):
        if (found := reading(words)) is not NOTHING:
            return found
    return NOTHING


def days_within(text: str) -> list[Deadline]:
    """Every date to the day or month that stands, with its year, in a text such as a title."""
    words = tidied(text)
    read = (_strict(found[0]) for found in _DATE.finditer(words))
    return [each for each in read if each is not None and each.last_day is not None]


def day_of_serial(number: float) -> date | None:
    """The day that Excel stores as this number, where it is a likely one."""
    try:
        moment = from_excel(number)
    except (ValueError, OverflowError):
        return None
    if isinstance(moment, datetime) and EARLIEST <= moment.date() <= LATEST:
        return moment.date()
    return None


_LONGEST = 120
_FIRST_YEARS = range(20, 30)
"""Of two digits, these may be a year that stands first; those that no month has can be nothing else."""

_MOST_DAYS = 31

_LIFE = re.compile("[\\u00ad\\u200b\\u200e\\u200f\\u2060\\ufeff\\ufe0f]")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINAL = "(?:st|nd|rd|th)"
_YEAR = r"(?:\d{4}|\d{2})"

_TIME = re.compile(
    r"(?:,? (?:at )?|,|t)(\d{1,2})(?:[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)? ?(?:[ap]\.?m\.?)?| ?[ap]\.?m\.?)"
    r" ?(z|utc|gmt|bst|[+-]\d\d:?\d\d)?$",
    re.ASCII,
)
_ONLY_DAY = re.compile(
    rf"\d{{1,4}}([-/.])\d{{1,2}}\1\d{{1,4}}|.*\b\d{{1,2}}\D+{_YEAR}|\d\S*(?:{_MONTH})\S*\d", re.ASCII
)
_NAMED = "(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nes|nesday|r|rs|rsday|urday)?"
_A_WEEKDAY = re.compile(_NAMED)
_WEEKDAY = re.compile(rf"{_NAMED}\.?,? (?=.*\d)|,? \(?{_NAMED}\)?$")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2'?({_YEAR})", re.ASCII)
_NUMERIC_YEARLESS = re.compile(r"(\d{1,2})[-/](\d{1,2})", re.ASCII)
_DAY_AND_MONTH = re.compile(rf"(?:the )?(\d{{1,2}}){_ORDINAL}?(?: of)?[-/. ]?({_MONTH})\.?", re.ASCII)
_MONTH_DAY_SHORT_YEAR = re.compile(rf"({_MONTH})\.? (\d{{1,2}}){_ORDINAL}?(,? ?'|, ?| )(\d\d)", re.ASCII)
_YEAR_AND_NUMBER = re.compile(r"(\d\d\d\d)([-/.])(\d{1,2})", re.ASCII)
_MONTH_AND_NUMBER = re.compile(rf"({_MONTH})\.? (\d{{1,2}})({_ORDINAL})?", re.ASCII)
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.0+)?", re.ASCII)

_END = r"(?:the )?(?:end|close|last day)(?:[- ]of)?[- ](?:the )?"
_PART = r"(?:(early|mid|middle of|late|beginning of|start of|by the start of|first half of|second half of)[- ](?:in )?)"
_PERIOD = re.compile(rf"(?:{_END}|{_PART})?({_MONTH})\.?(?:,?[-/. ]?'?({_YEAR}))?", re.ASCII)
_YEAR_MONTH_DAY = re.compile(r"(\d{4}),? ([a-z]{3,9})\.? (\d{1,2})\b", re.ASCII)
_SEASONS = {"spring": 6, "summer": 9, "autumn": 12, "fall": 12, "winter": 3}
_SEASON = re.compile(
    rf"(?:{_END}|{_PART}|in )?({'|'.join(_SEASONS)})(?:,? (?:of )?'?(\d{{4}}|\d{{2}})(?:[-/](\d{{4}}|\d{{2}}))?)?",
    re.ASCII,
)
_QUARTER = r"(?:q|qtr\.? ?|quarter )([1-4])|([1-4])(?:st|nd|rd|th)? (?:qtr|quarter)"
_QUARTER_OF = re.compile(
    rf"(?:{_END})?(?:{_QUARTER}),?(?:(?: of| -)? ?(\d{{4}}))?|(\d{{4}}) ?-? ?(?:{_QUARTER})", re.ASCII
)

_DATE = re.compile(
    r"(?<![\w/.])(?:"
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,4}([-/.])\d{1,2}\1'?\d{2,4}"
    rf"|\d{{1,2}}{_ORDINAL}?(?: of)?[-/. ]?(?:{_MONTH})\.?,?[-/. ]?'?{_YEAR}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}{_ORDINAL}?(?:,? \d{{4}}|,? ?'\d\d|, ?\d\d)|(?:{_MONTH})\.?,?[-/. ]?'?{_YEAR}"
    rf"|q[1-4],? ?\d{{2,4}} ?[-/] ?{_YEAR}|\d{{2,4}} ?[-/] ?{_YEAR},? ?q[1-4]"
    r")(?!\w|/\d|\.\d)",
    re.ASCII,
)
_RELATIVE = re.compile(
    r"\b(?:after|from|since|within|weeks?|months?|days?|years?|following|not|hours?|per|every|between|start\w*|begin\w*"
    r"|effective|unless)\b"
)
"""Beside a date, these say that it is not the deadline itself: "3 months from 1 April 2024"."""

_SO_LONG = re.compile(r"\d{1,3} (?:days?|weeks?|months?|years?) ?[/,;:(-] ?(?=.*\d\d)", re.ASCII)
"""How long it takes, before the day when it is done: "6 weeks/15.03.2026"."""

_MOVED = re.compile(r"\b(?:revis\w+|exten\w+|moved?|new|now|chang\w+|slip\w+|re-?baselin\w+|amend\w+|delay\w+)\b|->|→")
_BEFORE_OLD = re.compile(r"\b(?:was|originally|original|previously|formerly|instead of|from)\b[\s:]*$")
_RANGE = re.compile(r"\s*(?:-|to|until|till|through)\s*")
_REMARK = re.compile(r"\s*(?:[(\[,;:]|\s-\s|\s-|\bor\b|\btbc\b)\s*")

_AT_ONCE = re.compile(r"(?:immediate(?:ly)?|asap|a\.s\.a\.p|as soon as (?:possible|practicable)|urgent(?:ly)?|now)\b")
_AGAIN_AND_AGAIN = re.compile(
    r"(?:on-?going|on going|continu\w+|rolling|monthly|quarterly|annual(?:ly)?|yearly|weekly|daily|fortnightly"
    r"|regular(?:ly)?|every (?:week|month|quarter|year)|throughout)\b"
)
_NOT_KNOWN_YET = re.compile(
    r"(?:date )?(?:tbc|tba|tbd|t\.b\.c|to be (?:confirmed|agreed|announced|determined|decided|set))\b"
)

CALENDAR_QUARTER = "the quarter of the calendar year; one of a financial year has both its years, as in Q1 2023/24"
SEASON = "a season has no last day of its own, and counts as the quarter that most of it lies in"

YEAR = "the last month of the year"
FINANCIAL_YEAR = "the last month of the financial year"
_CALENDAR_YEAR = re.compile(
    rf"(?:by )?(?:{_END}|((?:early|mid|middle of|late|beginning of|start of|first half of|second half of|h[12])[- ]))?"
    r"(?:cy ?|year |calendar year )?(20\d\d)",
    re.ASCII,
)
_PARTS = {"early": 3, "beginning": 3, "start": 3, "mid": 6, "first": 6, "h1": 6}
_YEARS = re.compile(rf"(?:by |in )?(?:{_END})?(?:fy ?)?(20\d\d) ?(?:[-/–]|to) ?((?:20)?\d\d)", re.ASCII)
_FINANCIAL = re.compile(
    rf"(?:by )?(?:{_END})?(?:q([1-4]),? ?(?:of )?)?(?:fy|financial year|fiscal year) ?'?"
    r"(?:20\d\d ?[-/] ?)?((?:20)?\d\d)(?:[ -]?q([1-4]))?",
    re.ASCII,
)
_TWO_MONTHS = re.compile(rf"(?:{_MONTH})\.? ?(?:[/&-]|and|or|to) ?({_MONTH})\.?,? '?({_YEAR})", re.ASCII)


def _strict(words: str) -> Deadline | None:
    try:
        return parse_deadline(words)
    except UnreadableDate:
        return None


def _whole(words: str) -> Written:
    """A text that is a date and nothing else, with its time of day or its weekday perhaps."""
    if found := _MONTH_AND_NUMBER.fullmatch(words):
        return _month_and_number(found)
    if (found := _MONTH_DAY_SHORT_YEAR.fullmatch(words)) and (day := _strict(f"{found[2]} {found[1]} {found[4]}")):
        return Written(day, why="" if found[3].strip() else "its last number was taken for the year")
    if found := _YEAR_AND_NUMBER.fullmatch(words):
        return _year_and_number(found)
    if found := _YEAR_MONTH_DAY.match(words):
        return _whole(f"{found[3]} {found[2]} {found[1]}{words[found.end() :]}")
    if not _NUMERIC.match(words) and (plain := _strict(words)):
        return Written(plain, why=CALENDAR_QUARTER if plain.precision is Precision.CALENDAR_QUARTER else "")
    if _SERIAL.fullmatch(words) and (serial := day_of_serial(float(words))):
        return Written(Deadline(serial, Precision.DAY), why="a number that is not shown as a date")
    if (found := _TIME.search(words)) and _ONLY_DAY.fullmatch(before := words[: found.start()].rstrip(" ,")):
        read = _whole(before)
        # Late in the evening of Greenwich it is the next day in summer.
        near_midnight = found[2] in ("z", "utc", "gmt", "+00:00", "+0000") and int(found[1]) >= 22
        return replace(read, why="the day of Greenwich") if near_midnight and read is not NOTHING else read
    if found := _WEEKDAY.search(words):
        return _on_a(found[1] or found[2], _whole(words[: found.start()] + words[found.end() :]))
    for reading in (_numeric, _without_year, _of_a_season, _of_a_quarter, _of_a_year, _of_two_months):
        if (read := reading(words)) is not NOTHING:
            return read
    return NOTHING


def _on_a(weekday: str, read: Written) -> Written:
    """A day of which the weekday is written, too: a reading on another weekday is none."""

    def fits(reading: Deadline | Yearless | None) -> bool:
        day = reading.last_day if isinstance(reading, Deadline) and reading.precision is Precision.DAY else None
        return day is not None and _WEEKDAYS[day.weekday()] == weekday

    if isinstance(read.as_it_stands, Yearless):
        return read
    first, month_first = (each if fits(each) else None for each in (read.as_it_stands, read.month_first))
    return replace(read, as_it_stands=first, month_first=month_first) if first or month_first else NOTHING


def _numeric(words: str) -> Written:
    found = _NUMERIC.fullmatch(words)
    if found is None:
        return NOTHING
    mark = found[2]
    first = _strict(words)
    month_first = _strict(f"{found[3]}{mark}{found[1]}{mark}{found[4]}")
    year_first = None
    may_be_year = int(found[1]) > _MOST_DAYS or (mark == "-" and int(found[1]) in _FIRST_YEARS)
    if may_be_year and len(found[4]) == 2:
        year_first = _strict(f"{found[4]}{mark}{found[3]}{mark}{found[1]}")
    if not (first or month_first or year_first):
        return NOTHING
    return Written(first, month_first, numeric=True, year_first=year_first)


def _year_and_number(found: re.Match[str]) -> Written:
    """ "2010/12": the month of that year, or the years from the one to the other; of years one after the other, as
    people write a financial year, these rather than the month.
    """
    year, mark, number = found.groups()
    month = _strict(f"{year}-{int(number):02}")
    years = NOTHING if mark == "." else _of_a_year(found[0])
    if month is None or years is NOTHING:
        return Written(month) if month else years
    if mark == "/" and years.why == FINANCIAL_YEAR:
        return replace(years, otherwise=Written(month))
    return Written(month, otherwise=years)


def _month_and_number(found: re.Match[str]) -> Written:
    """ "Sept 30": a day, or a month of the year 2030; "Sept 30th" can only be the day."""
    number = int(found[2])
    day = _yearless(number, MONTHS[found[1]])
    month = _strict(found[0]) if found[3] is None and len(found[2]) == 2 else None
    if month is None:
        return Written(day) if day else NOTHING
    return Written(month, day_of_month=day)


def _yearless(day: int, month: int) -> Yearless | None:
    if not 1 <= month <= 12 or not 1 <= day <= last_of_month(2024, month).day:
        return None
    return Yearless(day, month, Precision.DAY)


def _without_year(words: str) -> Written:
    if found := _DAY_AND_MONTH.fullmatch(words):
        day = _yearless(int(found[1]), MONTHS[found[2]])
        return Written(day) if day else NOTHING
    if found := _NUMERIC_YEARLESS.fullmatch(words):
        one, other = int(found[1]), int(found[2])
        first, month_first = _yearless(one, other), _yearless(other, one)
        of_year = _strict(f"{one}/{full_year(found[2])}") if len(found[2]) == 2 else None
        in_a_year = Written(of_year) if of_year else None
        if first or month_first:
            return Written(first, month_first, numeric=True, otherwise=in_a_year)
        return in_a_year or NOTHING
    if found := _PERIOD.fullmatch(words):
        why = f"“{found[1]}” names no day" if found[1] else ""
        if found[3]:
            month = _strict(f"{found[2]} {found[3]}")
            return Written(month, why=why) if month else NOTHING
        return Written(Yearless(None, MONTHS[found[2]], Precision.MONTH), why=why)
    return NOTHING


def _of_a_season(words: str) -> Written:
    found = _SEASON.fullmatch(words)
    if found is None:
        return NOTHING
    month = _SEASONS[found[2]]
    if found[3] is None:
        return Written(Yearless(None, month, Precision.QUARTER), why=SEASON)
    # Winter 2024 begins in that year, and lies in the next for the most part.
    year = full_year(found[3]) + (found[2] == "winter")
    if found[4] and (found[2] != "winter" or int(found[4]) % 100 != year % 100):
        return NOTHING
    return _quarter_to(year, month, SEASON)


def _of_a_quarter(words: str) -> Written:
    found = _QUARTER_OF.fullmatch(words)
    if found is None:
        return NOTHING
    quarter = int(next(each for each in (found[1], found[2], found[5], found[6]) if each))
    year = found[3] or found[4]
    if year is None:
        # Without a year it is a quarter of the financial year, as in `models.plan.deadlines`: Q4 ends in March.
        return Written(Yearless(None, quarter * 3 % 12 + 3, Precision.QUARTER))
    return _quarter_to(int(year), quarter * 3, CALENDAR_QUARTER, Precision.CALENDAR_QUARTER)


def _of_a_year(words: str) -> Written:
    """A year, a part of one, years from one to another, or a financial year: "2025", "mid-2025", "2025-2028",
    "2024/25", "FY25", "Q1 FY25".
    """
    if found := _CALENDAR_YEAR.fullmatch(words):
        part = (found[1] or "").strip(" -")
        month = next((last for start, last in _PARTS.items() if part.startswith(start)), 12)
        return _year_to(int(found[2]), month, f"“{part}” of a year names no day" if part else YEAR)
    if found := _YEARS.fullmatch(words):
        first, last = int(found[1]), 2000 + int(found[2]) % 100
        if last <= first:
            return NOTHING
        return _year_to(last, 3, FINANCIAL_YEAR) if last == first + 1 else _year_to(last, 12, YEAR)
    if found := _FINANCIAL.fullmatch(words):
        ends, quarter = full_year(found[2]), found[1] or found[3]
        return _whole(f"q{quarter} {ends - 1}/{ends % 100:02}") if quarter else _year_to(ends, 3, FINANCIAL_YEAR)
    return NOTHING


def _of_two_months(words: str) -> Written:
    """ "June/July 2025": the later one."""
    found = _TWO_MONTHS.fullmatch(words)
    month = _strict(f"{found[1]} {found[2]}") if found else None
    return Written(month, why="the later of its months") if month else NOTHING


def _year_to(year: int, month: int, why: str) -> Written:
    if not EARLIEST.year <= year <= LATEST.year:
        return NOTHING
    return Written(Deadline(last_of_month(year, month), Precision.MONTH), why=why)


def _quarter_to(year: int, month: int, why: str, exactly: Precision = Precision.QUARTER) -> Written:
    if not EARLIEST.year <= year <= LATEST.year:
        return NOTHING
    return Written(Deadline(last_of_month(year, month), exactly), why=why)


def _around_a_date(words: str) -> Written:
    """A date with other words beside it, or several dates, of which the first is the original deadline."""
    found = list(_DATE.finditer(words))
    rest = _DATE.sub(" ", words).strip()
    if not found or len(rest) > 60 or _ongoing_or_open(words):
        return NOTHING
    dates = [each[0] for each in found]
    if len(found) == 1:
        if _RELATIVE.search(rest) or _A_WEEKDAY.fullmatch(rest.strip(" .,()")):
            return NOTHING
        return _with(dates[0], "what stands beside it was left out")
    between = words[found[0].end() : found[1].start()]
    if _BEFORE_OLD.search(between) and len(found) == 2:
        return _with(dates[1], f"the original of its dates; “{dates[0]}” was left out", later=dates[0])
    if _RANGE.fullmatch(between) and len(found) == 2 and not _MOVED.search(words):
        return _with(dates[1], "the end of a time", later=dates[1])
    if _RELATIVE.search(_BEFORE_OLD.sub("", words[: found[0].start()])):
        return NOTHING
    others = ", ".join(f"“{each}”" for each in dates[1:])
    were = "were" if len(dates) > 2 else "was"
    return _with(dates[0], f"the first of its dates; {others} {were} left out", later=dates[-1])


def _with(words: str, why: str, later: str = "") -> Written:
    read = _whole(words)
    return NOTHING if read is NOTHING else replace(read, why=why, later=later)


def _before_a_remark(words: str) -> Written:
    """A day without a year, a season or a quarter, with a remark after it."""
    head, *remark = _REMARK.split(words, maxsplit=1)
    if not remark or not head or _RELATIVE.search(words):
        return NOTHING
    read = _whole(head)
    if read is NOTHING or (isinstance(read.as_it_stands, Yearless) and re.search(r"\d\d", remark[0])):
        return NOTHING
    return _beside_a_remark(read)


def _beside_a_remark(read: Written) -> Written:
    left_out = "what stands beside it was left out"
    other = read.otherwise and _beside_a_remark(read.otherwise)
    return replace(read, why=f"{read.why}; {left_out}" if read.why else left_out, otherwise=other)


def _no_day_yet(words: str) -> Written:
    """A text that names no day: at once, again and again, or not known yet, with a remark perhaps."""
    if len(words) > 60:
        return NOTHING
    readings: tuple[tuple[Callable[[str], re.Match[str] | None], Precision, str], ...] = (
        (_AT_ONCE.match, Precision.TO_BE_CONFIRMED, "it names no day"),
        (_AGAIN_AND_AGAIN.match, Precision.ONGOING, ""),
        (_NOT_KNOWN_YET.match, Precision.TO_BE_CONFIRMED, ""),
    )
    for matches, precision, why in readings:
        if matches(words):
            return Written(Deadline(None, precision), why=why or "it names no one day")
    return NOTHING


def _ongoing_or_open(words: str) -> bool:
    return (_AGAIN_AND_AGAIN.match(words) or _NOT_KNOWN_YET.match(words)) is not None
