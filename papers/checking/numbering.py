"""The numbers of sections and paragraphs, and what a paper refers to by a number that it does not have."""

import re
from collections.abc import Iterator

from papers.checking.paper import Finding, Kind, Line, Paper, Severity

_REFERENCE = re.compile(
    r"\b(?P<kind>(?i:paragraphs?|paras?\.?|sections?|appendix|appendices|annex|tables?|figures?))\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-H])\b(?!\s*(?:%|\(|of (?:the )?[A-Z]))"
)
_ELSEWHERE = re.compile(
    r"\b(?:act|acts|notice|direction|regulations?|constitution|letter|inspection|ofsted|guidance|code|children act|"
    r"plan|minutes|strategy|framework|order|handbook|statement of|"
    r"of (?:the|that|its|their|last) (?:[\w’'-]+ ){0,3}report)\b",
    re.IGNORECASE,
)


def numbering(paper: Paper) -> Iterator[Finding]:
    """Numbers that come twice or leave one out, and references to what is not there.

    Of a PDF nothing is said: its lines tell no number from a figure.
    """
    if paper.pages:
        return
    yield from _sequence([each for each in paper.lines if each.kind in (Kind.HEADING, Kind.PARAGRAPH) and each.number])
    yield from _references(paper)


def _sequence(numbered: list[Line]) -> Iterator[Finding]:
    before: dict[str, tuple[int, Line]] = {}
    seen: dict[str, Line] = {}
    for line in numbered:
        if not re.fullmatch(r"\d+(?:\.\d+)*", line.number):
            continue
        parent, _, last = line.number.rpartition(".")
        if not parent and not line.level:
            continue  # items of lists begin with 1 again and again
        if line.number in seen:
            why = f"{line.number} is also “{_short(seen[line.number].text)}”."
            yield Finding(line.place, line.number, "", why)
            continue
        seen[line.number] = line
        value, (was, _) = int(last), before.get(parent, (None, line))
        if was is not None and value > was + 1:
            missing = f"{parent}.{was + 1}".lstrip(".")
            why = f"{missing} is missing: {line.number} follows {f'{parent}.{was}'.lstrip('.')}."
            yield Finding(line.place, line.number, missing, why, Severity.WARNING)
        elif was is not None and value < was:
            why = f"It follows {f'{parent}.{was}'.lstrip('.')}, which is higher."
            yield Finding(line.place, line.number, "", why, Severity.WARNING)
        before[parent] = (value, line)


def _references(paper: Paper) -> Iterator[Finding]:
    numbers = {each.number for each in paper.lines if each.number}
    sections = {each.number for each in paper.lines if each.level and each.number}
    paragraphs = {each for each in numbers if "." in each}
    tables = sum(1 for _ in paper.tables)
    everything = "\n".join(each.text for each in paper.lines)
    captions = set(re.findall(r"(?im)^\s*(?:table|figure)\s+(\d+)\b", everything))
    appendices = {
        found.casefold()
        for each in paper.lines
        if each.level or len(each.text) < 120
        for found in re.findall(r"^(?:appendix|annex)\s+(\w{1,2})\b", each.text, re.IGNORECASE)
    }
    for table in paper.tables:
        for row in table.rows:
            appendices |= {found.casefold() for found in re.findall(r"^(?:appendix|annex)\s+(\w{1,2})\b", row[0], re.I)}
    for line in paper.prose:
        for found in _REFERENCE.finditer(line.text):
            kind, number = found["kind"].casefold().rstrip("."), found["number"]
            if found.start() == 0 or _ELSEWHERE.search(line.text[found.end() : found.end() + 60]):
                continue
            if kind.startswith("para"):
                known, there = paragraphs, number in numbers
            elif kind.startswith("section"):
                known, there = sections, number in numbers
            elif kind.startswith(("append", "annex")):
                known, there = appendices, number.casefold() in appendices
            else:
                known = captions
                there = number in captions or (
                    kind.startswith("table") and number.isdecimal() and int(number) <= tables
                )
            if known and not there:
                which = f"The paper has no {kind.rstrip('s')} {number}: {_range(sorted(known, key=_order))}."
                yield Finding(line.place, found[0], "", which)


def _range(known: list[str]) -> str:
    return f"it has {known[0]} to {known[-1]}" if len(known) > 2 else f"it has {' and '.join(known)}"


def _order(number: str) -> tuple[object, ...]:
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in number.split("."))


def _short(text: str) -> str:
    return text if len(text) < 50 else f"{text[:49]}…"
