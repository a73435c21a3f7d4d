"""The days that a paper names: those that do not exist, fall on another day of the week, or come before what they
follow; and deadlines on days on which nobody works.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from models.plan.deadlines import MONTHS, WEEKDAYS, day_in_words, last_of_month
from models.record.working_days import working_days
from papers.checking.paper import Finding, Paper, Severity, Table

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(WEEKDAYS)}|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?,?\s+(?:the\s+)?)?"
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?,?(?:\s+(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")
_RANGE = re.compile(r"^\s*(?:to|until|till|and|–|-)\s*$", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:publish\w*|deadline|submi\w+|return(?:s|ed)? (?:is|are|due)|due|despatch\w*|dispatch\w*|circulat\w+|"
    r"respon[ds]\w* by|no later than)\b",
    re.IGNORECASE,
)


_DUE_COLUMN = re.compile(r"\b(?:due|deadline|by when|(?:review|complete|return|respond|submit)\w* by)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Named:
    """A day as it is named: `on` is None where there is no such day."""

    text: str
    start: int
    end: int
    on: date | None
    weekday: str
    year_said: bool


def dates(paper: Paper, calendar: str = "GB-ENG") -> Iterator[Finding]:
    """What is wrong with the days that a paper names; days of rest are those of a `calendar`."""
    for each in paper.texts:
        yield from _in_text(each.text, each.place, calendar)
    for table in paper.tables:
        yield from _meetings_in_order(table)
        yield from _due_on_a_day_of_rest(table, calendar)


def _in_text(text: str, place: str, calendar: str) -> Iterator[Finding]:
    named = list(_named(text))
    for each in named:
        if each.on is None:
            yield _no_such_day(each, place)
            continue
        if each.weekday and each.year_said and WEEKDAYS[each.on.weekday()][:3] != each.weekday[:3]:
            right = WEEKDAYS[each.on.weekday()].capitalize()
            yield Finding(
                place, each.text, f"{right} {day_in_words(each.on)}", f"{day_in_words(each.on)} is a {right}."
            )
        elif each.year_said and (rest := working_days(calendar).rest(each.on)) and _is_deadline(text, each):
            yield _on_a_day_of_rest(each, each.on, rest, place, calendar)
    for first, second in pairwise(named):
        between = text[first.end : second.start]
        if not (first.on and second.on and first.year_said and second.year_said and _RANGE.match(between)):
            continue
        if second.on < first.on and (between.strip().casefold() != "and" or _between(text, first)):
            why = f"{day_in_words(second.on)} is before {day_in_words(first.on)}."
            yield Finding(place, text[first.start : second.end], "", why)


def _on_a_day_of_rest(each: _Named, on: date, rest: str, place: str, calendar: str) -> Finding:
    last = working_days(calendar).on_or_before(on)
    said = "a weekend" if rest == "weekend" else f"a bank holiday ({rest})"
    why = f"It falls on {said}. The last working day before it is {day_in_words(last)}."
    return Finding(place, each.text, "", why, Severity.WARNING)


def _due_on_a_day_of_rest(table: Table, calendar: str) -> Iterator[Finding]:
    """Days in a column of deadlines. The last of a month is passed over: it says the month."""
    for column in range(1, len(table.rows[0])):
        if not _DUE_COLUMN.search(" ".join(table.rows[row][column] for row in range(table.heading_rows))):
            continue
        for row in range(table.heading_rows, len(table.rows)):
            for each in _named(table.rows[row][column]):
                month_end = each.on and each.on == last_of_month(each.on.year, each.on.month)
                if each.on and each.year_said and not month_end and (rest := working_days(calendar).rest(each.on)):
                    yield _on_a_day_of_rest(each, each.on, rest, table.cell_place(row, column), calendar)


def _named(text: str) -> Iterator[_Named]:
    years = [int(each) for each in re.findall(r"\b(?:19|20)\d\d\b", text)]
    for pattern in (_DAY, _NUMERIC):
        for found in pattern.finditer(text):
            said = found.groupdict()
            month = int(said["month"]) if said["month"].isdecimal() else MONTHS[said["month"].casefold()]
            year = int(said["year"]) if said["year"] else (years[0] if years else 2024)  # a leap year, if none is named
            number = int(said["day"])
            exists = 1 <= month <= 12 and 1 <= number <= last_of_month(year, month).day
            on = date(year, month, number) if exists else None
            weekday = (said.get("weekday") or "").casefold()
            yield _Named(found[0].strip(" .,"), found.start(), found.end(), on, weekday, bool(said["year"]))


def _no_such_day(each: _Named, place: str) -> Finding:
    numeric = _NUMERIC.fullmatch(each.text)
    if numeric and int(numeric["month"]) > 12:
        return Finding(place, each.text, "", f"There is no month {numeric['month']}: the day stands before the month.")
    if numeric:
        month, number, year = int(numeric["month"]), numeric["day"], int(numeric["year"])
    else:
        found = _DAY.search(each.text)
        month = MONTHS[found["month"].casefold()] if found else 1
        number, year = (found["day"], int(found["year"] or 2024)) if found else ("", 2024)
    last = last_of_month(year, month)
    name = day_in_words(last).split()[1]
    return Finding(place, each.text, "", f"{name} {year} has no day {number}: its last is {day_in_words(last)}.")


def _is_deadline(text: str, each: _Named) -> bool:
    """Whether what stands just before a day says that something is due then."""
    before = re.split(r"[.;\n]", text[: each.start])[-1][-80:]
    return bool(_DEADLINE.search(before)) and bool(
        re.search(r"\b(?:by|on|before|than|deadline\w*|due)\W*$", before, re.I)
    )


def _between(text: str, first: _Named) -> bool:
    return bool(re.search(r"\b(?:between|from)\s*$", text[: first.start], re.IGNORECASE))


def _meetings_in_order(table: Table) -> Iterator[Finding]:
    """In a list of meetings whose days nearly all ascend: one that is before the one above it."""
    for column in range(len(table.rows[0])):
        head = " ".join(table.rows[row][column] for row in range(table.heading_rows)).casefold()
        if not re.search(r"\b(?:meeting|board date|date of meeting)s?\b", head):
            continue
        days = [
            (row, next(iter(_named(table.rows[row][column])), None))
            for row in range(table.heading_rows, len(table.rows))
        ]
        known = [(row, each) for row, each in days if each and each.on and each.year_said]
        back = [(one, two) for one, two in pairwise(known) if _day(two) < _day(one)]
        if len(known) >= 4 and len(back) == 1:
            (_, before), (row, each) = back[0]
            why = f"It stands after {before.text}, which is later."
            yield Finding(table.cell_place(row, column), each.text, "", why, Severity.WARNING)


def _day(found: tuple[int, _Named]) -> date:
    return found[1].on or date.min
