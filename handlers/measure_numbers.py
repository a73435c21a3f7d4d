"""Numbers of measures as people type them: `52%`, `£1,200`, `71 days`, `0.5`, with their unit; nothing is guessed.

Pure.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.days import means_a_day
from models.plan.deadlines import Deadline, Precision, parse_deadline
from models.plan.measures import LONGEST_UNIT, same_unit
from models.plan.relative_days import relative_day

PERCENT, POUNDS = "%", "£"

_NUMBER = re.compile(
    r"\s*(?P<minus>[-−]?)(?P<pounds>£?)\s*(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)(?![\d,.]*\d)\s*(?P<percent>%?)"
)
_PERCENT = ("%", "percent", "per cent", "percentage", "pct")
_POINTS = re.compile(r"(?:%|percent(?:age)?|per cent|pct)[\s-]*points?\b|(?:pp|ppts?)\b", re.IGNORECASE)
"""A difference between two shares: a unit of its own, and no share."""

POINTS = "percentage points"
_POUNDS = ("£", "pound", "pounds", "gbp", "pounds sterling")
MOST_DIGITS = 15

_TIME_AS_UNIT = re.compile(r"(?:day|week|month|quarter|year)s?[.,]?", re.IGNORECASE)
_BEFORE_A_PERIOD = re.compile(r"(?:by|in|on|for|of|at|until)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TypedNumber:
    """A number as it was typed, the unit that was typed with it, if any, and the words behind it."""

    number: Decimal
    unit: str
    rest: str


class UnreadableNumber(ValueError):
    """A text that is no number of a measure, in words for people."""


def number_typed(text: str) -> TypedNumber:
    """The number that a text begins with. Raises UnreadableNumber."""
    found = _NUMBER.match(text)
    if found is None or not re.match(r"$|[\s,;:(]|[^\W\d_]", text[found.end() :]):
        raise UnreadableNumber(f"“{text.strip()[:40]}” does not begin with a number that can be read.")
    number = Decimal(found["digits"].replace(",", ""))
    number = -number if found["minus"] and number else number
    if len(number.as_tuple().digits) > MOST_DIGITS:
        raise UnreadableNumber(f"“{found[0].strip()[:40]}” has more than {MOST_DIGITS} digits.")
    if points := _POINTS.match(text[found.start("percent") :].lstrip()):
        behind = text[found.start("percent") :].lstrip()[points.end() :]
        return TypedNumber(number, POINTS, behind.strip())
    unit = PERCENT if found["percent"] else POUNDS if found["pounds"] else ""
    return TypedNumber(number, unit, text[found.end() :].strip())


def unit_named(text: str) -> str:
    """A unit as it is kept: “per cent” as %, “pounds” as £, anything else as it was typed. Raises UnreadableNumber."""
    plain = " ".join(text.split())
    if _POINTS.fullmatch(plain):
        return POINTS
    if plain.casefold() in _PERCENT:
        return PERCENT
    if plain.casefold() in _POUNDS:
        return POUNDS
    if not plain or len(plain) > LONGEST_UNIT or any(map(str.isdigit, plain)):
        raise UnreadableNumber(f"A unit is a word or two without digits, such as % or days, not “{plain[:40]}”.")
    return plain


def is_unit(typed: str, unit: str) -> bool:
    """Whether words are a unit of a measure, in the singular or the plural."""
    try:
        named = unit_named(typed)
    except UnreadableNumber:
        return False
    return same_unit(named, unit) or same_unit(_singular(named), _singular(unit))


def _singular(unit: str) -> str:
    return unit.casefold().removesuffix("s")


def number_in(text: str, unit: str | None) -> tuple[Decimal, str]:
    """The number that a text begins with, in the unit of a measure, and the words behind number and unit.

    Raises UnreadableNumber for one in another unit, and where a share is not clear: “0.71” of a measure in % can be
    either.
    """
    typed = number_typed(text)
    words = typed.rest.split()
    if unit is None:
        return typed.number, typed.rest
    if typed.unit and not same_unit(typed.unit, unit):
        raise UnreadableNumber(f"{number_said(typed.number, typed.unit)} is not in {unit}, which it is measured in.")
    if unit == PERCENT and not typed.unit and 0 < abs(typed.number) <= 1 and not any(map(_is_percent, words[:2])):
        as_share = number_said(typed.number * 100, PERCENT)
        either = f"{number_said(typed.number, PERCENT)} or {as_share}"
        raise UnreadableNumber(f"“{number_said(typed.number, None)}” can be {either}: please write it with its %.")
    for length in range(min(len(words), len(unit.split()) + 1), 0, -1):
        if is_unit(" ".join(words[:length]).strip(",;:"), unit):
            return typed.number, " ".join(words[length:])
    if words and not typed.unit and not _begins_a_period(words, words[0]):
        other = number_said(typed.number, words[0][:20])
        raise UnreadableNumber(f"“{other}” is not in {unit}, which it is measured in.")
    return typed.number, typed.rest


def with_its_unit(text: str) -> tuple[Decimal, str | None, str]:
    """The number that a text begins with, the unit that stands with it, if any, and the words behind both: of a measure
    that was agreed without a unit. Raises UnreadableNumber.
    """
    typed = number_typed(text)
    words = typed.rest.split()
    if typed.unit or not words:
        return typed.number, typed.unit or None, typed.rest
    at = next((at for at, word in enumerate(words) if _begins_a_period(words[at:], word)), len(words))
    return typed.number, unit_named(" ".join(words[:at])) if at else None, " ".join(words[at:])


def _begins_a_period(words: list[str], first: str) -> bool:
    if _BEFORE_A_PERIOD.match(first):
        return True
    return means_a_day(words) and not _TIME_AS_UNIT.fullmatch(first)


def _is_percent(word: str) -> bool:
    return is_unit(word, PERCENT)


def number_said(number: Decimal, unit: str | None) -> str:
    """A number with its unit, as people read it: `52%`, `£1,200`, `71 days`, `0.5`."""
    digits = f"{number:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    if unit == PERCENT:
        return f"{digits}%"
    if unit == POUNDS:
        return f"-£{digits[1:]}" if digits.startswith("-") else f"£{digits}"
    return f"{digits} {unit}" if unit else digits


def period_typed(text: str, today: date) -> Deadline:
    """The period that words name: a month, a quarter or a day, by its last day. `today` is local.

    Raises ValueError, in words for people.
    """
    try:
        period = parse_deadline(text)
    except ValueError as unreadable:
        try:
            period = Deadline(relative_day(text, today), Precision.DAY)
        except ValueError:
            raise unreadable from None
    if period.last_day is None:
        raise ValueError(f"“{text.strip()[:40]}” is no period.")
    return period
