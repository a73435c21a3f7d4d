"""Days that are said from today on: “Friday”, “tomorrow”, “in two weeks”, “the end of next month”.

Only what can be one day is read; “next Friday” can be two and is refused with both. Nothing here reads the clock.
"""

import re
from datetime import date, timedelta

from models.plan.deadlines import WEEKDAYS, UnreadableDate, day_in_words, last_of_month, parse_day, tidied

_WEEKDAY = re.compile(rf"(?:(this|next|coming) )?({'|'.join(f'{name}|{name[:3]}' for name in WEEKDAYS)}|tues|thurs?)")
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_IN = re.compile(rf"(?:with)?in (\d{{1,3}}|one|{'|'.join(_NUMBERS)}) (day|week)s?(?:['’]? time)?", re.ASCII)
_END_OF_MONTH = re.compile(r"(?:at )?(?:the )?end of (?:the|this|(next)) month")
_FROM_TODAY = {"today": 0, "tomorrow": 1}


def day_said(text: str, today: date) -> date:
    """A day as `parse_day` reads it, or as one from `today` on. Raises UnreadableDate, in words for people."""
    return relative_day(text, today) or parse_day(text, today)


def relative_day(text: str, today: date) -> date | None:
    """The day that a text says as one from `today` on, a local date; None for any other text.

    Raises UnreadableDate where it can be two days: “next Friday”, and “Wednesday” on a Wednesday.
    """
    words = re.sub(r"^on ", "", tidied(text))
    if words in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[words])
    if found := _IN.fullmatch(words):
        said = found[1].replace("one", "a")
        count = int(said) if said.isdecimal() else _NUMBERS.index(said) + 1
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    if found := _END_OF_MONTH.fullmatch(words):
        this = last_of_month(today.year, today.month)
        following = this + timedelta(days=1)
        return last_of_month(following.year, following.month) if found[1] else this
    if found := _WEEKDAY.fullmatch(words):
        number = next(at for at, name in enumerate(WEEKDAYS) if name.startswith(found[2][:3]))
        ahead = (number - today.weekday()) % 7
        if bool(ahead) is not (found[1] == "next"):
            return today + timedelta(days=ahead or 7)
        one, other = (day_in_words(today + timedelta(days=days)) for days in (ahead, ahead + 7))
        raise UnreadableDate(text, f"“{text.strip()}” can be {one} or {other}: please write which", meant=True)
    return None
