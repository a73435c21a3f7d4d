"""What a sentence says of how rows of a table have changed: “rose in every term”, “is better than a year ago”."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from papers.checking.figures import COUNT, NUMBER, SIGN, decimal
from papers.checking.frames import Frame, Series, in_words

UP = (
    r"rose|risen|rising|increased|increasing|grew|grown|growing|went up|gone up|going up|higher|longer|more|up|widened|"
    r"gained"
)


DOWN = (
    r"fell|fallen|falling|decreased|decreasing|dropped|declined|declining|reduced|came down|come down|went down|"
    r"gone down|going down|lower|shorter|fewer|down|narrowed|shrunk|shrank"
)


SAME = r"unchanged|the same|level|static|flat"


BETTER = r"improved|improving|better"


WORSE = r"worsened|worse|deteriorated|slipped back"


WAY = rf"(?:{UP}|{DOWN}|{SAME}|{BETTER}|{WORSE})"


_TREND = re.compile(
    r"^(?:(?:has|have|had|is|was|are|were|stays?|stayed|remains?|remained|got|gone|also|now|all|both|each|still|"
    r"in fact|slightly|steadily|sharply|again|further)\s+)*"
    rf"(?P<way>{WAY})\b(?P<by>\s+by\s+(?P<n>{NUMBER}|{COUNT})(?P<unit>\s?(?:{SIGN}))?"
    r"(?:\s+(?:percentage\s+)?points?)?)?(?P<rest>.*)$",
    re.IGNORECASE,
)


_MORE_IS_WORSE = re.compile(
    r"\b(?:absen\w+|wait\w*|overdue|late|delay\w*|complain\w+|suspen\w+|exclu\w+|vacan\w+|sick\w*|turnover|handovers?|"
    r"backlog|arrears|reoffen\w+|re-offen\w+|incidents?|falls|harm|accidents?|burglar\w*|offences?|crimes?|entrants|"
    r"custody|infections?|errors?|breach\w*|caseloads?|missing|deaths?|mortality|stillbirth\w*|unallocated|homeless\w*|"
    r"temporary accommodation|grievances?|agency|overspend|no criteria|length of stay|pressure ulcers|re-?referrals?|"
    r"readmi\w+|out of area|false alarms)\b",
    re.IGNORECASE,
)


_MORE_IS_BETTER = re.compile(
    r"\b(?:attendance|satisf\w+|in time|on time|within|complian\w*|trained|training|complet\w+|passed|met|recommend\w*|"
    r"seen in|in education|employment|recycl\w+|safe|listens?|positive|good|availability|answered|retention|"
    r"achiev\w+|expected standard|up to date|visited|timely|timeliness|response rate|uptake|coverage|vaccinat\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """One way in which a statement of rows may be meant: for each row whether it is so; `of` are the columns."""

    truth: dict[str, bool | None]
    of: tuple[int, ...]


def reading(frame: Frame, is_so: Callable[[str], bool | None], *of: int) -> Reading:
    return Reading({name: is_so(name) for name in frame.names}, of)


def trends(frame: Frame, text: str) -> Iterator[Reading]:
    if (found := _TREND.match(text)) and not re.search(r"\b(?:than|as)\s+(?:the\s+)?[A-Z]", found["rest"]):
        if found["way"].casefold() in ("more", "fewer", "level") or re.match(
            r"\s+(?:of|than an?(?! \w+ (?:ago|earlier))|than one)\b", found["rest"]
        ):
            return
        for series in frame.series:
            for pairs in times_meant(series, found["rest"]) or ():
                yield reading(frame, _went(frame, series, pairs, found), *series.columns)


def _went(
    frame: Frame, series: Series, pairs: list[tuple[int, int]], found: re.Match[str]
) -> Callable[[str], bool | None]:
    by = None
    if found["n"] and not (found["unit"] or "").strip():
        by = decimal(found["n"]) if found["n"][0].isdigit() else in_words(found["n"])

    def is_so(name: str) -> bool | None:
        known: list[bool | None] = []
        for one, other in pairs:
            step = difference(frame, name, series.columns[one], series.columns[other])
            if step is None:
                return None
            so = goes(found["way"], name, step, is_state=series.columns[one] in frame.states)
            known.append(so and by in (None, abs(step)) if so is not None else None)
        return None if None in known and False not in known else all(known)

    return is_so


def difference(frame: Frame, name: str, one: int, other: int) -> Decimal | None:
    """By how much a row went up from one column to another; for ratings, by how many levels it got better."""
    if one in frame.states:
        order = ("red", "amber/red", "amber", "amber/green", "green", "blue")
        levels = [frame.cell(name, at).casefold() for at in (one, other)]
        if not all(each in order for each in levels):
            return None
        return Decimal(order.index(levels[1]) - order.index(levels[0]))
    was, now = frame.rows.number(name, one), frame.rows.number(name, other)
    return None if was is None or now is None else now - was


def goes(way: str, name: str, step: Decimal, *, is_state: bool = False) -> bool | None:
    """Whether a change is the one that is said; None where it is not known whether more is better."""
    way = way.casefold()
    if re.fullmatch(SAME, way):
        return step == 0
    if re.fullmatch(UP, way):
        return step > 0
    if re.fullmatch(DOWN, way):
        return step < 0
    if step == 0:
        return False
    sign = 1 if is_state else polarity(name)
    if sign is None:
        return None
    return (step * sign > 0) == bool(re.fullmatch(BETTER, way))


def polarity(name: str) -> int | None:
    """1 where more of what a row is called is better, -1 where it is worse, None where that is not known."""
    worse, better = _MORE_IS_WORSE.search(name), _MORE_IS_BETTER.search(name)
    return None if bool(worse) == bool(better) else (-1 if worse else 1)


_PERIODS = r"(?:week|month|quarter|term|year|period)s?"


_SINCE = re.compile(
    r"^(?:since|from|than|than in|than at|compared (?:with|to)|on|against|as against)\s+(?P<t>.+)$", re.I
)


_DURING = re.compile(r"^(?:in|by|at|during|for|over)\s+(?P<t>.+)$", re.IGNORECASE)


_LAST = re.compile(
    rf"^(?:the\s+)?(?:(?:last|previous) (?:{_PERIODS}|time|meeting|report)|(?:{_PERIODS}|meeting) before|"
    rf"a year ago|before|"
    rf"a {_PERIODS} (?:ago|earlier))$",
    re.IGNORECASE,
)


def times_meant(series: Series, rest: str) -> list[list[tuple[int, int]]]:
    """The pairs of times between which a change is said, one list for each way in which that may be meant; all pairs of
    a list are. None of them where another time is meant.
    """
    said = " ".join(re.sub(rf"^\s*(?:to|at)\s+£?(?:{NUMBER})\s?(?:{SIGN})?|\bfrom\s+£?{NUMBER}.*$", " ", rest).split())
    said = said.strip(" ,")
    last = len(series.columns) - 1
    every = [(at, at + 1) for at in range(last)]
    usual = [[(last - 1, last)], [(0, last)]]
    if not said or re.match(r"(?:overall|this (?:year|quarter|month|term)|over the year|again)$", said, re.I):
        return usual
    if re.match(rf"(?:in |over |during |at )?(?:every|each)(?: of the)? (?:\w+ )?{_PERIODS}\b|steadily$", said, re.I):
        return [every]
    if found := re.match(
        rf"(?:for|in|over) (?P<n>both|{COUNT}) {_PERIODS}(?: running| in a row| in succession|$)", said, re.I
    ):
        many = 2 if found["n"].casefold() == "both" else int(in_words(found["n"]))
        return [every[-many:]] if 0 < many <= len(every) else []
    if found := _SINCE.match(said):
        if _LAST.match(found["t"]):
            return usual
        at = series.at(found["t"])
        return [[(at, last)]] if at is not None and at < last else []
    if (found := _DURING.match(said)) and (at := series.at(found["t"])):
        return [[(at - 1, at)], [(0, at)]]
    return []
