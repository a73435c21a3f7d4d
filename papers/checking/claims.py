"""Shares that a sentence says in words ("all", "the majority", "just over two thirds"), and the rows that it says."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from papers.checking.counting import DONE, ON_TRACK, STATES, Column
from papers.checking.figures import COUNT, counted

STATE = "|".join(sorted(STATES, key=len, reverse=True))
JOINED = rf"(?:{STATE})(?:\s*(?:,|/|\bor\b|\band\b)\s*(?:{STATE})){{0,4}}"
ARE = (
    r"(?:(?:is|are|was|were|remains?|stands?|have been|has been|now|currently|therefore|still|rated|all|either|at|as)"
    r"\s+)"
)
THINGS = (
    r"(?:(?:[a-z-]+\s+){0,2}(?:actions?|priorit(?:y|ies)|recommendations?|tasks?|milestones?|risks?|projects?|schemes?|"
    r"workstreams?|deliverables?|objectives?|commitments?|programme|plan))"
)
_FRACTIONS = {
    "half": 50,
    "a half": 50,
    "one half": 50,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "two thirds": 200 / 3,
    "a quarter": 25,
    "one quarter": 25,
    "three quarters": 75,
    "one in five": 20,
    "two in five": 40,
    "three in five": 60,
    "four in five": 80,
    "nine in ten": 90,
    "one in ten": 10,
    "one in four": 25,
    "one in three": 100 / 3,
    "two in three": 200 / 3,
    "two fifths": 40,
    "three fifths": 60,
    "a fifth": 20,
    "one fifth": 20,
}
_SPELLINGS = {
    "grey": ("gray",),
    "gray": ("grey",),
    "complete": ("completed",),
    "completed": ("complete",),
    "not started": ("not yet started",),
    "not yet started": ("not started",),
}
_HEDGES = (
    "just over|slightly over|just under|over|more than|under|less than|fewer than|nearly|almost|about|around|roughly"
)
_SHARE_IN_WORDS = re.compile(
    rf"\b(?:(?P<all>all|every|each)|(?P<none>no|none|not one)|(?P<most>(?:the |a )?majority|most)"
    rf"|(?:(?P<hedge>{_HEDGES})\s+)?(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))}))"
    rf"\s+(?:of\s+)?(?:the\s+|our\s+|all\s+|these\s+)?(?:(?P<of>{COUNT})\s+)?{THINGS}\s+{ARE}+(?P<said>{JOINED})\b",
    re.IGNORECASE,
)
OF_A_PART = re.compile(r"\s+(?:in|within|at|for|under|across)\s+(?:the\s+|our\s+)?[A-Z]")
"""What follows where only a part is meant: "are Red in Workforce", "at North Site"."""


_OWN_TOTAL = re.compile(rf"^\W*(?P<n>{COUNT})\s+{THINGS}\s*[.:]", re.IGNORECASE)


def is_of_a_part(text: str, totals: Container[Decimal]) -> bool:
    """Whether a text opens with a total of its own, “6 actions. Activity: 3 Blue …”, which is none of the `totals`."""
    found = _OWN_TOTAL.match(text)
    return found is not None and counted(found["n"]) not in totals


@dataclass(frozen=True)
class Claim:
    """A share in words: from `low` to `high` per cent of `of` things (None where it is not said) are `said`."""

    text: str
    low: float
    high: float
    of: Decimal | None
    said: str

    def holds(self, column: Column) -> bool:
        """Whether it is so in a column, or cannot be told; a point more or less is given to what is said roughly."""
        rows = counts_said(column, self.said)
        if not rows or column.of <= 0 or (self.of is not None and self.of != column.of):
            return True
        return any(self.low <= float(each * 100 / column.of) <= self.high for each in rows)


def claims(sentence: str) -> Iterator[Claim]:
    """The shares in words of a sentence."""
    for found in _SHARE_IN_WORDS.finditer(sentence):
        if re.search(rf"\b(?:{STATE})\b", found[0][: found.start("said") - found.start()], re.IGNORECASE):
            continue  # “no low priority recommendation is overdue” is of a part
        if OF_A_PART.match(sentence, found.end()):
            continue
        low, high = 100.0, 100.0
        if found["none"]:
            low, high = 0.0, 0.0
        elif found["most"]:
            low = 50.001
        elif found["fraction"]:
            low, high = _range(_FRACTIONS[found["fraction"].casefold()], (found["hedge"] or "about").casefold())
        yield Claim(found[0], low, high, counted(found["of"]) if found["of"] else None, found["said"])


@dataclass(frozen=True)
class Quantity:
    """A share in words where it stands in a sentence: from `low` to `high` per cent."""

    start: int
    end: int
    low: float
    high: float


_QUANTITY = re.compile(
    rf"\b(?:(?P<all>all|every|each)|(?P<none>no|none|not one)|(?P<most>(?:the |a )?majority|most)"
    rf"|(?:(?P<hedge>{_HEDGES})\s+)?(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))}))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def share_in_words(sentence: str) -> tuple[Quantity, ...]:
    """The shares in words of a sentence, of whatever they are; it is asked for each table."""
    return tuple(_quantities(sentence))


def _quantities(sentence: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(sentence):
        low, high = 100.0, 100.0
        if found["none"]:
            low, high = 0.0, 0.0
        elif found["most"]:
            low = 50.001
        elif found["fraction"]:
            low, high = _range(_FRACTIONS[found["fraction"].casefold()], (found["hedge"] or "about").casefold())
        yield Quantity(*found.span(), low, high)


def _range(share: float, hedge: str) -> tuple[float, float]:
    match hedge:
        case "just over" | "slightly over":
            return share - 1, share + 6
        case "over" | "more than":
            return share - 1, 100
        case "just under" | "nearly" | "almost":
            return share - 6, share + 1
        case "under" | "less than" | "fewer than":
            return 0, share + 1
        case _:
            return share - 5, share + 5


def levels_said(said: str) -> set[str]:
    """The names of rows that are meant by "Blue or Green" or "on track", in small letters."""
    one = " ".join(said.casefold().split())
    words = re.findall(rf"\b(?:{STATE})\b", said, re.IGNORECASE)
    found = {one, *(each.casefold() for each in words)}
    return found | ({*DONE, *ON_TRACK} if one == "on track" else set())


def counts_said(column: Column, said: str) -> set[Decimal]:
    """What may be meant by "Blue or Green" or "on track" in a column of ratings; empty where it has no such row.

    "On track" is the row of that name, or all that is done and on track (`domain.md` 3.1).
    """
    if one := column.level(" ".join(said.casefold().split())):  # "Amber/Green" too
        found = {one.count}
    else:
        words = {" ".join(each.casefold().split()) for each in re.findall(rf"\b(?:{STATE})\b", said, re.IGNORECASE)}
        rows = [row for each in words if (row := column.level(each, *_SPELLINGS.get(each, ())))]
        found = {sum((each.count for each in rows), Decimal(0))} if rows and len(rows) == len(words) else set()
    if said.casefold().strip() == "on track" and column.on_track is not None:
        found.add(column.on_track)
    return found
