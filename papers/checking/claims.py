"""Shares that a sentence says in words ("all", "the majority", "just over two thirds"), and the rows that it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from papers.checking.counting import STATES, Column
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
