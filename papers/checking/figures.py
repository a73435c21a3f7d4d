"""Numbers, shares and percentages as papers print them, and what they should be.

A percentage is count over total, rounded half up to the places that are printed (`domain.md` 3.1).
"""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,13}"
NUMBER = rf"(?:{_DIGITS})(?![\d,]*\d)(?:\.\d{{1,6}}(?!\d))?"
"""A number as papers print it: longer ones are none, and would be beyond decimal arithmetic."""
SIGN = r"%|per ?cent\b"

_WHOLE = re.compile(rf"[£€$]?\s?(-?(?:{NUMBER}))\s?(?:k|m|bn)?", re.IGNORECASE)
_BRACKETED = re.compile(rf"\(\s?[£€$]?({NUMBER})\s?\)")
_PERCENT = re.compile(rf"({NUMBER})\s?({SIGN})", re.IGNORECASE)
_SHARE_FIRST = re.compile(rf"({NUMBER})\s?({SIGN})\s*[(\[]\s*({_DIGITS})\s*[)\]]", re.IGNORECASE)
_SHARE = re.compile(rf"({_DIGITS})\s*[(\[/–-]?\s*({NUMBER})\s?({SIGN})?\s*[)\]]?", re.IGNORECASE)

_TO_NINETEEN = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
COUNT = (
    rf"(?:(?:{_DIGITS})(?!\d)|(?<!-)(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_TO_NINETEEN[1:10])}))?"
    rf"|{'|'.join(sorted(_TO_NINETEEN, key=len, reverse=True))})\b"
    rf"(?![ -](?:thirds?|quarters?|fifths?|tenths?|in (?:{'|'.join((*_TO_NINETEEN[1:], *_TENS))}|every))\b))"
)
"""A whole number as papers write it: in figures, or in words up to ninety-nine; no fraction."""


@dataclass(frozen=True)
class Percent:
    """A percentage as it is printed: `signed` where it has its sign."""

    value: Decimal
    places: int
    signed: bool
    text: str


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a number, a percentage, both, or neither."""

    number: Decimal | None = None
    percent: Percent | None = None


_MOST_ACTIONS = 5_000
"""Of more than these, as of pounds, nearly any share is that of some total before."""


def decimal(text: str) -> Decimal:
    """The value of a number with commas between its thousands."""
    return Decimal(text.replace(",", ""))


def counted(text: str) -> Decimal:
    """The value of a `COUNT`."""
    parts = re.split(r"[ -]", text.casefold())
    if parts[0] in _TENS:
        return Decimal(20 + 10 * _TENS.index(parts[0]) + (_TO_NINETEEN.index(parts[1]) if len(parts) > 1 else 0))
    return Decimal(_TO_NINETEEN.index(parts[0])) if parts[0] in _TO_NINETEEN else decimal(text)


def places(text: str) -> int:
    """How many digits stand after the point."""
    return len(text.partition(".")[2])


def percent(number: str, sign: str | None) -> Percent:
    """A percentage from its number and its sign as printed."""
    return Percent(decimal(number), places(number), bool(sign), f"{number}{sign or ''}")


def read_cell(text: str) -> Cell:
    """What a cell holds. Words beside a figure ("28 actions") make it none of these."""
    said = " ".join(text.split())
    if found := _PERCENT.fullmatch(said):
        return Cell(percent=percent(found[1], found[2]))
    if found := _WHOLE.fullmatch(said):
        return Cell(decimal(found[1]))
    if found := _BRACKETED.fullmatch(said):
        return Cell(-decimal(found[1]))
    if (found := _SHARE.fullmatch(said)) and (found[3] or "." in found[2] or "(" in said):
        return Cell(decimal(found[1]), percent(found[2], found[3]))
    if found := _SHARE_FIRST.fullmatch(said):
        return Cell(decimal(found[3]), percent(found[1], found[2]))
    return Cell()


def share(count: Decimal, total: Decimal, digits: int) -> Decimal:
    """The percentage of a count, rounded half up."""
    return (count * 100 / total).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def as_printed(value: Decimal, sign: bool = True) -> str:
    """A percentage with its places."""
    return f"{value:,}{'%' if sign else ''}"


def is_share(printed: Percent, count: Decimal, total: Decimal) -> bool:
    """Whether a percentage is that of a count, rightly rounded."""
    return total > 0 and share(count, total, printed.places) == printed.value


def how_it_came(printed: Percent, count: Decimal, total: Decimal, totals: dict[Decimal, str]) -> str:
    """How a wrong percentage may have come about, in words: empty where nothing explains it. `totals` are other totals
    of the paper, each with where it stands.
    """
    step = Decimal(1).scaleb(-printed.places)
    exact = count * 100 / total
    if exact.quantize(step, ROUND_DOWN) == printed.value:
        return "It was cut off, not rounded."
    if exact.quantize(step, ROUND_HALF_EVEN) == printed.value:
        return "It was rounded down from exactly one half, which is rounded up."
    for other, where in totals.items():
        if other > 0 and other != total and count <= other:
            other_share = count * 100 / other
            if printed.value in (other_share.quantize(step, ROUND_HALF_UP), other_share.quantize(step, ROUND_DOWN)):
                return f"That is {count:,} of {other:,}{f', the total of {where}' if where else ''}."
    if total > _MOST_ACTIONS:
        return ""
    for whole in range(max(int(total) * 4 // 5, 1), int(total) * 6 // 5 + 1):
        if whole not in (0, int(total)) and printed.places >= 1:
            stale = count * 100 / whole
            if printed.value in (stale.quantize(step, ROUND_HALF_UP), stale.quantize(step, ROUND_DOWN)):
                return f"That is {count:,} of {whole:,}: an old total, it seems."
    return ""
