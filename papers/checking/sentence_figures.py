"""The numbers of a sentence that count something: no days, no years, and none by which a thing is called."""

import re
from dataclasses import dataclass
from decimal import Decimal

from papers.checking.dates import days_named
from papers.checking.figures import COUNT, NUMBER, SIGN, counted, decimal, places

_FIGURE = re.compile(
    rf"(?<![\w.,/–-])(?P<money>£\s?)?(?P<n>{NUMBER}|{COUNT})(?![\d/]|\.\d|st\b|nd\b|rd\b|th\b)(?P<unit>k\b|m\b|bn\b)?"
    rf"(?P<sign>\s?(?:{SIGN}))?(?P<points>\s+(?:percentage\s+)?points?\b)?",
    re.IGNORECASE,
)


_IS_NAME = re.compile(
    r"\b(?:paragraphs?|paras?|sections?|tables?|appendix|annex|items?|actions?|milestones?|recommendations?|priority|"
    r"quarter|q|year|version|figures?|category|stage|gateway|level|type|part|phase|week|period|no|number|key stage|"
    r"band|grade|article|regulation|rule|ward|risk|measure|room|aged|under|age|in)\.?\s*$",
    re.IGNORECASE,
)


_LONGEST = 700
"""Characters of a sentence: what goes on longer without a stop is none."""
_STOP = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s+(?=[A-Z(“\d£])|(?<=;)\s+(?=[A-Z])")


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [each for each in _STOP.split(text[:20_000].replace("’", "'")) if len(each) <= _LONGEST]


@dataclass(frozen=True)
class Figure:
    """A number of a sentence."""

    start: int
    end: int
    value: Decimal
    digits: int
    unit: str
    is_percent: bool
    is_points: bool
    text: str


def figures_in(sentence: str) -> list[Figure]:
    """The numbers of a sentence that are no days, years or numbers by which something is called."""
    taken = [range(each.start, each.end) for each in days_named(sentence)]
    found = []
    for each in _FIGURE.finditer(sentence):
        if any(each.start() in span for span in taken) or each["n"].casefold() in ("no", "one"):
            continue
        plain = not (each["sign"] or each["points"] or each["money"] or each["unit"])
        is_year = bool(re.fullmatch(r"(?:19|20)\d\d", each["n"])) and plain
        if (
            is_year
            and re.search(r"(?:\b(?:in|since|by|of|to|from|for|and|[A-Z][a-z]+)\s+|^|\()$", sentence[: each.start()])
        ) or (plain and _IS_NAME.search(sentence[: each.start()])):
            continue
        if plain and re.match(
            r"\s*(?:days?|weeks?|months?|hours?|minutes?|years?|am|pm|o'clock)\b", sentence[each.end() :]
        ):
            continue
        value = decimal(each["n"]) if each["n"][0].isdigit() else counted(each["n"])
        unit = f"{(each['money'] or '').strip()}{(each['unit'] or '').casefold()}"
        found.append(
            Figure(
                each.start(),
                each.end(),
                value,
                places(each["n"]),
                unit,
                bool(each["sign"]),
                bool(each["points"]),
                each[0],
            )
        )
    return found


CHANGE_SAID = (
    r"(?P<up>increase|rise|growth|rose|risen|increased|grown|grew|more|higher|up)|"
    r"(?P<down>reduction|decrease|fall|drop|cut|fell|fallen|reduced|decreased|dropped|fewer|less|lower|down)"
)


BY_PERCENT = re.compile(
    rf"(?:\b(?:{CHANGE_SAID})\s+(?:of|by)\s+(?P<p>{NUMBER})\s?(?:{SIGN}))"
    rf"|\b(?P<p2>{NUMBER})\s?(?:{SIGN})\s+(?P<w2>more|higher|increase|rise|fewer|less|lower|reduction|fall|drop)\b",
    re.IGNORECASE,
)


N_OF_M = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s+(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|these\s+)?(?P<m>{COUNT})\b(?![%.,]?\d)",
    re.IGNORECASE,
)
