"""Numbers, sums and days that a sentence says of one row that it names: “fell by 14 to 198”, “£27.9m was spent”."""

import re
from collections.abc import Iterator
from decimal import Decimal

from papers.checking.dates import day_of, days_named
from papers.checking.figures import COUNT, NUMBER, decimal, is_share, percent, places
from papers.checking.frames import Frame, in_words
from papers.checking.rows import stems
from papers.checking.trends import DOWN, UP

Said = Iterator[tuple[str, str]]
"""What is printed, and why it is wrong: empty where it is right."""

_MOST = r"most|highest|largest|biggest|greatest|longest|furthest ahead|worst|best"


_LEAST = r"fewest|lowest|smallest|least|shortest|furthest behind"


EXTREME = rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"


NOT_PLAIN = re.compile(
    r"\b(?:second|third|one of|among the|next|joint|not|never|since|ever|years|per|would|could|should|will|expected|"
    r"after|apart from|except|other than|part of|of all|in england|nationally|highest priorit\w+|likely)\b",
    re.IGNORECASE,
)

_IT_IS = re.compile(
    rf"\b[Tt]he\s+{EXTREME}\s+(?P<of>[a-z][a-z -]{{2,30}}?)\s+(?:is|was|stands at|"
    rf"stood at)\s+£?(?P<n>{NUMBER})(?![\d/]|\s*-)"
)


_NOTHING = re.compile(
    r"^(?:nothing|none|no [a-z]+(?: [a-z]+)?)\s+(?:is|are|was|were|has|"
    r"have)\s+(?:been\s+)?(?P<what>[a-z][a-z -]{2,20}?)\s+"
    r"(?:under|in|at|for|within|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


_BY_TO = re.compile(
    rf"\b(?P<way>{UP}|{DOWN})\s+by\s+(?P<by>{NUMBER})(?![.,]?\d)(?:\s+[a-z]+)?(?:\s*\((?P<p>{NUMBER})\s?%\))?(?:,?\s+to\s+(?P<now>{NUMBER})(?![.,]?\d))?",
    re.IGNORECASE,
)


_MONEY = re.compile(
    rf"£\s?(?P<n>{NUMBER})(?P<unit>k|m|bn)?\b(?P<words>(?:\s+(?:is|was|has|been|now|still|to)\b|\s+[a-z]+){{1,4}})",
    re.IGNORECASE,
)


_SCALE = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


_OF_THEM = re.compile(
    rf"(?P<n>{COUNT})\s+(?P<what>[a-z]+(?:\s+[a-z]+)?),\s+(?:and\s+)?(?P<k>{COUNT})\s+of\s+(?:them|which|whom)\s+(?:were\s+|was\s+|are\s+|had\s+)?"
    r"(?P<state>[a-z]+)",
    re.IGNORECASE,
)


_FROM_TO = re.compile(
    rf"\bfrom\s+£?(?P<was>{NUMBER})\s?(?:%|m\b|k\b)?(?:\s+(?:in|"
    rf"at)\s+[\w/ ]{{3,20}}?)?\s+to\s+£?(?P<now>{NUMBER})(?![\d/:])",
    re.IGNORECASE,
)


def _moved(frame: Frame, name: str, clause: str) -> Said:
    """ "… rose from 58.1 to 64.1", of a row that has the one of them and not the other."""
    for found in _FROM_TO.finditer(clause):
        was, now = decimal(found["was"]), decimal(found["now"])
        for series in frame.series:
            there = [frame.rows.number(name, at) for at in series.columns]
            if was in there and now in there[there.index(was) + 1 :]:
                yield found[0], ""
            elif (
                was not in (0, 1)
                and now not in (0, 1)
                and (
                    ((was in there or now in there) and len(there) == 2)
                    or (was == there[0] and now not in there)
                    or (now == there[-1] and was not in there)
                )
            ):
                has = " and ".join(frame.cell(name, at) for at in series.columns)
                yield found[0], f"{frame.rows.where(name)} has {has}."


_POINTS_FROM = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:percentage\s+)?points?\s+(?:short of|below|under|above|over|from|off|behind|"
    rf"ahead of)\s+(?:the|its|our)\s+"
    r"(?P<what>[a-z]+)",
    re.IGNORECASE,
)


def _points_from(frame: Frame, name: str, clause: str) -> Said:
    """ "2.1 points short of the milestone"."""
    found = _POINTS_FROM.search(clause)
    asked = [at for at in frame.targets if found and stems(frame.heads[at]) & stems(found["what"])]
    if found and len(asked) == 1:
        target = frame.rows.number(name, asked[0]) or Decimal(0)
        values = [
            each
            for at in frame.rows.numbered
            if at not in frame.targets and (each := frame.rows.number(name, at)) is not None
        ]
        if any(abs(each - target) == decimal(found["n"]) for each in values):
            yield found[0], ""
        elif values:
            yield (
                found[0],
                f"{frame.rows.where(name)} has {frame.cell(name, asked[0])} in the column “{frame.heads[asked[0]]}”.",
            )


def it_is(frame: Frame, clause: str) -> Said:
    """ "The longest wait is 420 days"."""
    found = _IT_IS.search(clause) if "he " in clause else None
    if not found or NOT_PLAIN.search(clause):
        return
    words, best = stems(found["of"]), max if found["most"] else min
    columns = [at for at in frame.rows.numbered if at not in frame.targets and stems(frame.heads[at]) & words]
    tops = [best(frame.rows.number(name, at) or Decimal(0) for name in frame.names) for at in columns]
    said = decimal(found["n"])
    if len(columns) > 1 and (found["most"] or found["least"]).casefold() in ("longest", "shortest"):
        of_time = [
            at
            for at in columns
            if re.search(r"\b(?:days?|weeks?|months?|hours?|minutes?|longest)\b", frame.heads[at], re.I)
        ]
        tops = [top for at, top in zip(columns, tops, strict=True) if at in of_time]
        columns = of_time
    if tops and said in tops:
        yield found[0], ""
    elif len(tops) == 1 and said not in [frame.rows.total(at) for at in columns]:
        yield found[0], f"{frame.rows.table.place}, column “{frame.heads[columns[0]]}”, has {tops[0]:,}."


def by_and_to(frame: Frame, name: str, clause: str) -> Said:
    """ "fell by 14 (6.6%) to 198"."""
    for found in _BY_TO.finditer(clause):
        by, now = decimal(found["by"]), decimal(found["now"]) if found["now"] else None
        if now is None and not found["p"]:
            continue
        get = (lambda at: frame.rows.number(name, at)) if name else frame.rows.total
        steps = [
            (before, after)
            for series in frame.series
            for one, other in ((-2, -1), (0, -1))
            if (before := get(series.columns[one])) is not None and (after := get(series.columns[other])) is not None
        ]
        fitting = [each for each in steps if abs(each[1] - each[0]) == by]
        is_share_of = [each for each in fitting if not found["p"] or is_share(percent(found["p"], "%"), by, each[0])]
        if any(now in (None, after) for _, after in is_share_of):
            yield found[0], ""
        elif fitting or (now is not None and any(after == now for _, after in steps)):
            before, after = (fitting or [each for each in steps if each[1] == now])[0]
            where = frame.rows.where(name) if name else f"The total of {frame.rows.table.place}"
            yield found[0], f"{where} has {before:,} and {after:,}, {abs(after - before):,} apart."


def _money(frame: Frame, name: str, clause: str) -> Said:
    """ "£27.9m was spent", "has £1.48m left to spend"."""
    for found in _MONEY.finditer(clause):
        words = stems(re.sub(r"\bleft\b.*", "remaining", found["words"])) - {"been", "now", "still"}
        columns = [
            at
            for at in frame.rows.numbered
            if "£" in frame.heads[at]
            and any(one[:4] == other[:4] for one in words for other in stems(frame.heads[at]) if len(one) > 3)
        ]
        if len(columns) != 1:
            continue
        head = frame.heads[columns[0]]
        scale = 1_000_000 if re.search(r"£\s?m", head) else 1_000 if re.search(r"£\s?(?:k|000)", head) else 1
        unit = _SCALE[(found["unit"] or "").casefold()]
        there = (frame.rows.number(name, columns[0]) or Decimal(0)) * scale
        half = Decimal(1).scaleb(-places(found["n"])) / 2 * unit
        if abs(abs(there) - decimal(found["n"]) * unit) <= half:
            yield found[0], ""
        else:
            yield found[0], f"{frame.rows.where(name)} has {frame.cell(name, columns[0])} in the column “{head}”."


def _nothing(frame: Frame, name: str, before: str, clause: str) -> Said:
    """ "Nothing is stuck under R2"."""
    found = _NOTHING.match(before)
    columns = [at for at in frame.rows.counts if found and stems(frame.heads[at]) == stems(found["what"])]
    if len(columns) == 1:
        there = frame.rows.number(name, columns[0]) or Decimal(0)
        yield (
            clause,
            f"{frame.rows.where(name)} has {there:,} in the column “{frame.heads[columns[0]]}”." if there else "",
        )


def _of_them(frame: Frame, name: str, clause: str) -> Said:
    """ "had 84 audits, 80 of them passed"."""
    if found := _OF_THEM.search(clause):
        whole = [at for at in frame.rows.counts if frame.rows.number(name, at) == in_words(found["n"])]
        part = [at for at in frame.rows.counts if stems(frame.heads[at]) == stems(found["state"])]
        if whole and len(part) == 1:
            there = frame.rows.number(name, part[0])
            right = there == in_words(found["k"])
            yield (
                found[0],
                "" if right else f"{frame.rows.where(name)} has {there:,} in the column “{frame.heads[part[0]]}”.",
            )


def _day_after(frame: Frame, name: str, after: str) -> Said:
    """ "T9 by 20 January 2026"."""
    found = re.match(r"\s+(?:by|on)\s+", after)
    days = [each for each in days_named(after) if each.on and each.year_said]
    if found and len(days) == 1 and days[0].start == found.end() and len(frame.days) == 1:
        there = day_of(frame.cell(name, frame.days[0]))
        right = there == days[0].on
        yield days[0].text, "" if right else f"{frame.rows.where(name)} has {frame.cell(name, frame.days[0])}."


def numbers_of(frame: Frame, name: str, before: str, after: str, clause: str) -> Said:
    """All that is said so of a row; `before` and `after` are what stands beside its name."""
    yield from _moved(frame, name, clause)
    yield from _points_from(frame, name, clause)
    yield from by_and_to(frame, name, clause)
    yield from _money(frame, name, clause)
    yield from _nothing(frame, name, before, clause)
    yield from _of_them(frame, name, clause)
    yield from _day_after(frame, name, after)
