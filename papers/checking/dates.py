"""The days that a paper names: those that do not exist, fall on another day of the week, or come before what they
follow; and deadlines on days on which nobody works.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
_RANGE = re.compile(
    r"^\s*(?:to|until|till|and|–|-|,?\s*(?:and )?(?:ends?|ended|finish\w*|expires?|closes?|closed)(?: on)?)\s*$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:publish\w*|deadline|review\w*|submi\w+|return(?:s|ed)? (?:is|are|due)|due|despatch\w*|dispatch\w*|"
    r"circulat\w+|"
    r"go(?:es)? out|issued|sent|report\w*|receiv\w*|"
    r"respon[ds]\w* by|no later than|visit\w*|meets?|will meet)\b",
    re.IGNORECASE,
)


_NEXT_MEETING = r"\b(?:next|following) (?:meeting|board)\b|\bmeets (?:next|again)\b"
_NEXT = re.compile(r"(?:date of (?:the )?)?next meetings?(?: date)?\W*$", re.IGNORECASE)
_DUE_COLUMN = re.compile(
    r"^by$|\b(?:due|deadline|by when|(?:review|complete|return|respond|submit)\w* by)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class NamedDay:
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
    yield from _meets_on_a_day_of_rest(paper, calendar)
    for table in paper.tables:
        yield from _meetings_in_order(table)
        yield from _due_on_a_day_of_rest(table, calendar)
        yield from _ends_before_it_begins(table)
        yield from _revised_to_before(table)


def _in_text(text: str, place: str, calendar: str) -> Iterator[Finding]:
    named = list(days_named(text))
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


def _on_a_day_of_rest(each: NamedDay, on: date, rest: str, place: str, calendar: str) -> Finding:
    last = working_days(calendar).on_or_before(on)
    said = "a weekend" if rest == "weekend" else f"a bank holiday ({rest})"
    why = f"It falls on {said}. The last working day before it is {day_in_words(last)}."
    return Finding(place, each.text, "", why, Severity.WARNING)


def _meets_on_a_day_of_rest(paper: Paper, calendar: str) -> Iterator[Finding]:
    """ "Monday 21 April 2025" below a heading “Next meeting”, or in its line."""
    heading = ""
    for line in paper.prose:
        said = line.text.strip()
        for named in days_named(said):
            below = _NEXT.match(heading) and len(said) < 90
            meets = below or re.search(rf"{_NEXT_MEETING}[^.]{{0,40}}$", said[: named.start], re.IGNORECASE)
            if named.on and named.year_said and meets and (rest := working_days(calendar).rest(named.on)):
                yield _on_a_day_of_rest(named, named.on, rest, line.place, calendar)
        heading = re.sub(r"^[\d.]+\s+", "", said) if len(said) < 60 else ""


def _due_on_a_day_of_rest(table: Table, calendar: str) -> Iterator[Finding]:
    """Days in a column of deadlines. The last of a month is passed over: it says the month."""
    for column in range(1, len(table.rows[0])):
        if not _DUE_COLUMN.search(" ".join(table.rows[row][column] for row in range(table.heading_rows))):
            continue
        for row in range(table.heading_rows, len(table.rows)):
            for each in days_named(table.rows[row][column]):
                month_end = each.on and each.on == last_of_month(each.on.year, each.on.month)
                if each.on and each.year_said and not month_end and (rest := working_days(calendar).rest(each.on)):
                    yield _on_a_day_of_rest(each, each.on, rest, table.cell_place(row, column), calendar)


@lru_cache(maxsize=2048)
def days_named(text: str) -> tuple[NamedDay, ...]:
    """The days that a text names; it is asked of the same text by several checks."""
    return tuple(_days_named(text)) if any(map(str.isdigit, text)) else ()


def _days_named(text: str) -> Iterator[NamedDay]:
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
            yield NamedDay(found[0].strip(" .,"), found.start(), found.end(), on, weekday, bool(said["year"]))


def _no_such_day(each: NamedDay, place: str) -> Finding:
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


def _is_deadline(text: str, each: NamedDay) -> bool:
    """Whether what stands just before a day says that something is due then."""
    before = re.split(r"[.;\n]", text[: each.start])[-1][-80:]
    if re.match(r"\s*(?:was|were|has|have)\b", text[each.end :], re.IGNORECASE):
        return False  # “all that was due by 31 January was done”
    if re.search(r"\b(?:position|stood|data|figures)\W+(?:[a-z]+\W+){0,2}(?:on|at)\W*$", before, re.IGNORECASE):
        return False
    return bool(_DEADLINE.search(before)) and bool(
        re.search(r"\b(?:by|on|before|than|deadline\w*|due)\W*$", before, re.I)
    )


def _between(text: str, first: NamedDay) -> bool:
    return bool(re.search(r"\b(?:between|from)\s*$", text[: first.start], re.IGNORECASE))


_BEGINS = re.compile(
    r"^(?:(?:planned|actual) )?(?:start(?:s|ed)?|begin(?:s)?|from|commence\w*|opens?|raised|opened)(?: date| on)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:(?:planned|actual) )?(?:finish(?:es)?|ends?|to|until|complet\w+|closes?|due|deadline|target)(?: date| by)?$",
    re.IGNORECASE,
)
_STEP = re.compile(r"^(?:step|stage|event|activity|what|key dates?|task|process)$", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?:publi\w+|returns?|freeze|board|meeting|commission\w*|deadline|dispatch|despatch|draft|cabinet)\b", re.I
)


def last_day_named(paper: Paper, today: date) -> date | None:
    """The last full date that a paper names up to `today`, about when it was written; None without one."""
    named = (day for each in paper.texts for day in days_named(each.text) if day.year_said)
    return max((day.on for day in named if day.on and day.on <= today), default=None)


def day_of(text: str) -> date | None:
    """The first full day that a text names; None without one."""
    return next((each.on for each in days_named(text) if each.year_said and each.on), None)


def _only_day(text: str) -> NamedDay | None:
    return next((each for each in days_named(text) if each.on and each.year_said), None)


def _ends_before_it_begins(table: Table) -> Iterator[Finding]:
    """Rows with a day in a column of beginnings and an earlier one in a column of ends."""
    heads = [
        " ".join(table.rows[row][at] for row in range(table.heading_rows)).strip() for at in range(len(table.rows[0]))
    ]
    begins = next((at for at, each in enumerate(heads) if _BEGINS.match(each)), None)
    ends = next((at for at, each in enumerate(heads) if _ENDS.match(each)), None)
    if begins is None or ends is None:
        return
    for row in range(table.heading_rows, len(table.rows)):
        one, other = _only_day(table.rows[row][begins]), _only_day(table.rows[row][ends])
        if one and other and one.on and other.on and other.on < one.on:
            why = f"{day_in_words(other.on)} is before {day_in_words(one.on)}, when it begins."
            yield Finding(table.cell_place(row, ends), other.text, "", why)


_ORIGINAL = re.compile(
    r"^(?:original|approved|agreed|baseline|first)\b.*\b(?:date|deadline|due)\b|^due(?: date)?$", re.IGNORECASE
)
_REVISED = re.compile(r"^(?:revised|new|extended|recovery)\b.*\b(?:date|deadline|due)\b", re.IGNORECASE)


def _revised_to_before(table: Table) -> Iterator[Finding]:
    """A revised date that is before the one it is for, where all others are after it."""
    heads = [
        " ".join(table.rows[row][at] for row in range(table.heading_rows)).strip() for at in range(len(table.rows[0]))
    ]
    first = next((at for at, each in enumerate(heads) if _ORIGINAL.match(each)), None)
    second = next((at for at, each in enumerate(heads) if _REVISED.match(each)), None)
    if first is None or second is None:
        return
    rows = [
        (row, one, other)
        for row in range(table.heading_rows, len(table.rows))
        if (one := day_of(table.rows[row][first])) and (other := day_of(table.rows[row][second]))
    ]
    wrong = [each for each in rows if each[2] < each[1]]
    if len(rows) >= 3 and len(wrong) == 1:
        row, one, other = wrong[0]
        why = f"{day_in_words(other)} is before {day_in_words(one)}, which it is to put off."
        yield Finding(table.cell_place(row, second), table.rows[row][second], "", why, Severity.WARNING)


def _is_of_steps(table: Table) -> bool:
    named = sum(bool(_STEPS.search(row[0])) for row in table.rows[table.heading_rows :])
    return bool(table.heading_rows and _STEP.match(table.rows[0][0].strip())) and named >= 2


def _meetings_in_order(table: Table) -> Iterator[Finding]:
    """In a list of meetings whose days nearly all ascend: one that is before the one above it."""
    for column in range(len(table.rows[0])):
        head = " ".join(table.rows[row][column] for row in range(table.heading_rows)).casefold()
        of_steps = re.search(r"^(?:date|when|by when|day)s?$", head.strip()) and _is_of_steps(table)
        if not of_steps and not re.search(r"\b(?:meeting|board date|date of meeting)s?\b", head):
            continue
        days = [
            (row, next(iter(days_named(table.rows[row][column])), None))
            for row in range(table.heading_rows, len(table.rows))
        ]
        known = [(row, each) for row, each in days if each and each.on and each.year_said]
        back = [(one, two) for one, two in pairwise(known) if _day(two) < _day(one)]
        if len(known) >= 4 and len(back) == 1:
            (_, before), (row, each) = back[0]
            why = f"It stands after {before.text}, which is later."
            yield Finding(table.cell_place(row, column), each.text, "", why, Severity.WARNING)


def _day(found: tuple[int, NamedDay]) -> date:
    return found[1].on or date.min
