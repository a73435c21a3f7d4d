"""Reading a day among the words of a command: where it begins, and how many of the words it takes."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice, takewhile

from handlers.errors import Mistake
from handlers.grammar import nearest
from models.plan.deadlines import MONTHS, WEEKDAYS, Precision, UnreadableDate, parse_day, parse_deadline
from models.plan.relative_days import day_said

_DATE_WORD = re.compile(
    r".*\d.*|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]?|of",
    re.IGNORECASE,
)

LONGEST_DAY = 8
"""Words that are tried as one day, and as many fewer: more than any has, such as "Wednesday 26 of April of 2023"."""

_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NAME_OF_TIME = re.compile(
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"q[1-4]", re.IGNORECASE)
_BEFORE_A_DAY = frozenset(
    [
        *("the", "a", "an", "by", "on", "in", "of", "at", "to", "about", "around", "approximately", "circa", "is"),
        *("probably", "likely", "hopefully", "not", "before", "until", "till", "after", "within", "mid", "early"),
        *("late", "end", "beginning", "start", "middle", "some", "sometime", "maybe", "perhaps", "as", "very", "this"),
        *("next", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"),
    ]
)
_TIMES = frozenset(
    [
        *("today", "tomorrow", "yesterday", "soon", "soonest", "shortly", "asap", "later", "tbc", "tbd", "tba"),
        *("ongoing", "unknown", "unclear", "unsure", "day", "week", "month", "quarter", "year", "days", "weeks"),
        *("months", "years", "spring", "summer", "autumn", "winter", "easter", "christmas", "term", "half-term"),
        *("q1", "q2", "q3", "q4"),
    ]
)
"""Words that tell a time and name no day."""

_COUNT = re.compile(r"[0-9]+(?:[-/.][0-9]+)*(?:st|nd|rd|th)?|[0-9]+[-/.]?[a-z]{3,}[-/.]?[0-9]*", re.IGNORECASE)
_OF_TIME = {name: name for name in (*WEEKDAYS, *(month for month in MONTHS if len(month) > 3))}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN_TOGETHER = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}[-/.]?[a-z]{3,9}(?:[-/.]?\d{2,4})?", re.IGNORECASE
)


def read_day(words: list[str], today: date, example: str) -> tuple[date, list[str]]:
    """The day that the words begin with, and the words after it. `today` is local: `10 Jan` is the next one."""
    leading = day_words(words)
    if not any(char.isdigit() for char in "".join(leading)):
        raise Mistake("On which day? I need the date first.", typed=" ".join(words), example=example)
    for length in range(len(leading), 0, -1):
        try:
            return _day(" ".join(leading[:length]), today), words[length:]
        except ValueError:
            continue
    try:
        return _day(" ".join(leading), today), []
    except ValueError as unreadable:
        raise Mistake(str(unreadable).partition(" Understood are")[0], example=example) from None


def past(today: date) -> date:
    """The day from which on a day without its year is the last such one until `today`, both local."""
    return today - timedelta(days=364)


def day_in_front(text: str, today: date) -> tuple[date, str]:
    """The day that a text begins with, in as many of its words as make one, and the words after it.

    `today` is local. Raises UnreadableDate.
    """
    words = text.split()
    reason = UnreadableDate(text, "nothing is written")
    for length in range(min(len(words), LONGEST_DAY), 0, -1):
        try:
            on = day_said(" ".join(words[:length]).strip(" .,"), today)
            if length == 1 and not words[0][0].isdigit() and nearly_a_day(words):
                break  # “Friday 16 Septmber” is no Friday of this week
            return on, " ".join(words[length:])
        except UnreadableDate as unreadable:
            reason = unreadable
            if reason.meant:
                break  # 29 February 2023 is no such day, and not the next 29 February
    raise reason


def day_words(words: Sequence[str]) -> list[str]:
    """The words at the beginning that may be parts of one day, whether the calendar has it or not."""
    return list(islice(takewhile(_DATE_WORD.fullmatch, words), LONGEST_DAY))


def begins_day(words: Sequence[str]) -> bool:
    """Whether the words begin with what is meant as a day: `26 April`, `26/04/2023`, `April 26`, `Wed 26 April`."""
    first, following = words[0].strip(",."), words[1].strip(",.") if len(words) > 1 else ""
    if _NUMBER.fullmatch(first):
        return bool(_NAME_OF_TIME.fullmatch(following)) or following.casefold() == "of"
    if _NAME_OF_TIME.fullmatch(first):
        return bool(_NUMBER.fullmatch(following) or _YEAR.fullmatch(following))
    return bool(_WRITTEN_TOGETHER.fullmatch(first))


def begins_time(words: Sequence[str]) -> bool:
    """Whether the words begin with what is meant as a day or as a month: `April's board`."""
    return begins_day(words) or begins_month(words, date.max) is not None


def is_deadline(words: Sequence[str]) -> bool:
    """Whether the words are a day, a month or a quarter, with its year or without, and nothing else; the calendar need
    not have it.
    """
    first, more = words[0].strip(",.") if words else "", words[1:]
    if first.casefold() in ("end", "mid", "early", "late") and more:
        return is_deadline(more[1:] if more[0].strip(",.").casefold() == "of" and more[1:] else more)
    period = _NAME_OF_TIME.fullmatch(first) or _QUARTER.fullmatch(first)
    return bool(period or begins_day(words)) and all(_DATE_WORD.fullmatch(each.strip(",.")) for each in words)


def means_a_day(words: Sequence[str]) -> bool:
    """Whether words that stand where a day belongs begin as a time is told, readable or not: `3rd Septmber`, `end of
    teh month`, `soon`; `plan agreed` does not.
    """
    first = next((word for each in words if (word := each.strip(",.;:!?()").casefold()) not in _BEFORE_A_DAY), "")
    if not first:
        return bool(words)
    return first in _TIMES or bool(_COUNT.fullmatch(first)) or bool(_name_of_time(first))


def nearly_a_day(words: Sequence[str]) -> bool:
    """Whether words anywhere in a sentence begin with a day whose month is misspelt: `3rd Septmber`, `Septmber 3`."""
    first, following, *_ = [*(each.strip(",.;:!?()") for each in words[:3] if each.casefold() != "of"), "", ""]
    return bool(
        (_NUMBER.fullmatch(first) and _name_of_time(following))
        or (_name_of_time(first) and _NUMBER.fullmatch(following))
    )


def likely_day(words: Sequence[str], today: date) -> date | None:
    """The day that the words probably begin with: with its months and weekdays spelt as the nearest ones, or at the end
    of the month that they name. None where they name none. `today` is local.
    """
    spelt = [_name_of_time(word.strip(",.;:!?()").casefold()) or word.strip(",;:!?()") for word in words[:LONGEST_DAY]]
    for length in range(len(spelt), 0, -1):
        text = " ".join(spelt[:length])
        for each in (text, f"end of {text}"):
            try:
                return day_said(each, today)
            except UnreadableDate as unreadable:
                if unreadable.meant:
                    return None  # “Friday 17 June” is not the Friday of this week
    return None


def _name_of_time(word: str) -> str:
    """The month or weekday that a word in lower case names or nearly names; empty for any other."""
    if _NAME_OF_TIME.fullmatch(word):
        return word
    return next(iter(nearest(word, _OF_TIME, likeness=0.8)), "") if len(word) > 4 else ""


def begins_month(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """The first day of the month that the words begin with, and how many of them name it; None where they begin with a
    day or anything else. `today` is local: a month without a year is the last one of its name that has begun.
    """
    whole = words[0].strip(",.?!").replace("’", "'").removesuffix("'s")
    name = whole.casefold()[:3]
    following = words[1].strip(",.?!") if len(words) > 1 else ""
    if name not in _MONTHS or not _NAME_OF_TIME.fullmatch(whole) or _NUMBER.fullmatch(following):
        return None
    if words[0].casefold() == "may" and following.casefold() in ("i", "we", "you"):
        return None
    number = _MONTHS.index(name) + 1
    if _YEAR.fullmatch(following):
        return date(int(following), number, 1), 2
    return date(today.year - (number > today.month), number, 1), 1


def _day(text: str, today: date) -> date:
    """Exactly one day: a month or a quarter, of which a deadline would be the last day, is none."""
    try:
        written = parse_deadline(text)
    except ValueError:
        return parse_day(text, today)
    if written.last_day is None or written.precision is not Precision.DAY:
        raise ValueError(f"“{text}” names no day.")
    return written.last_day
