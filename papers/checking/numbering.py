"""The numbers of sections and paragraphs, and what a paper refers to by a number that it does not have."""

import re
from collections.abc import Iterator
from itertools import pairwise

from papers.checking.paper import Finding, Kind, Line, Paper, Severity

_REFERENCE = re.compile(
    r"\b(?P<kind>(?i:paragraphs?|paras?\.?|sections?|appendix|appendices|annex|tables?|figures?))\s+"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-H])\b(?!\s*(?:%|\(|of (?:the )?[A-Z]))"
)
_RANGES = re.compile(
    r"\b(?:paragraphs|paras)\s+(?P<number>\d{1,2}\.\d{1,2})\s*(?:to|and|–|-)\s*(?P<last>\d{1,2}\.\d{1,2})\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:act|acts|notice|direction|regulations?|constitution|letter|inspection|ofsted|guidance|code|children act|"
    r"plan|minutes|strategy|framework|order|handbook|statement of|"
    r"of (?:the|that|its|their|last|a|an|our) (?:[\w’'-]+ ){0,4}(?:report|"
    r"paper|document|review|standard|policy|terms))\b",
    re.IGNORECASE,
)

_OF_ANOTHER = re.compile(
    r"\b(?:act|regulations?|constitution|guidance|code|framework|handbook|nppf|policy|standards?|white paper|"
    r"inspection report|(?:their|last|previous|earlier) (?:report|paper))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""What stands before a reference to something else: “the guidance, chapter 9, paragraph 9.14”."""

_TITLE = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+[A-Z][^.;:]{2,60}$")


def numbering(paper: Paper) -> Iterator[Finding]:
    """Numbers that come twice or leave one out, and references to what is not there.

    Of a PDF nothing is said: its lines tell no number from a figure.
    """
    if paper.pages:
        yield from _references(paper)
        return
    yield from _sequence([each for each in paper.lines if each.kind in (Kind.HEADING, Kind.PARAGRAPH) and each.number])
    yield from _typed_sections(paper)
    yield from _references(paper)


def _sequence(numbered: list[Line]) -> Iterator[Finding]:
    before: dict[str, tuple[int, Line]] = {}
    seen: dict[str, Line] = {}
    section = ""
    for line in numbered:
        if not re.fullmatch(r"\d+(?:\.\d+)*", line.number):
            continue
        parent, _, last = line.number.rpartition(".")
        if not parent and not line.level:
            continue  # items of lists begin with 1 again and again
        section = section if parent else line.number
        if line.level and parent and section and parent.partition(".")[0] != section:
            continue  # “2.4 Run a campaign” below “4 Reds” is an action of the plan, called by its ref
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


def _typed_sections(paper: Paper) -> Iterator[Finding]:
    """Sections whose headings are plain paragraphs with a number: one that comes twice.

    Items of a list have numbers too, but stand below one another, or begin with 1 again.
    """
    found: list[tuple[int, int, Line]] = []
    for at, block in enumerate(paper.blocks):
        if not isinstance(block, Line) or block.level or block.kind is not Kind.PARAGRAPH:
            continue
        title = _TITLE.match(f"{block.number} {block.text}" if block.number else block.text)
        if title:
            found.append((at, int(title["number"]), block))
    alone = [
        each for number, each in enumerate(found) if (number + 1 == len(found) or found[number + 1][0] > each[0] + 1)
    ]
    numbers = [each[1] for each in alone]
    if len(set(numbers)) < 3 or numbers[0] != 1 or numbers.count(1) > 1 or len(alone) != len(found):
        return
    if any(not 0 <= two - one <= 1 for one, two in pairwise(numbers)):
        return
    for (_, one, before), (_, two, line) in pairwise(alone):
        if one == two:
            yield Finding(line.place, str(two), "", f"{two} is also “{_short(before.text)}”: the number comes twice.")


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
        for found in _RANGES.finditer(line.text):
            one, two = found["number"], found["last"]
            if (
                one in numbers
                and two not in numbers
                and not _ELSEWHERE.search(line.text[found.end() : found.end() + 60])
            ):
                yield Finding(
                    line.place,
                    found[0],
                    "",
                    f"The paper has no paragraph {two}: {_range(sorted(paragraphs, key=_order))}.",
                )
        for found in _REFERENCE.finditer(line.text):
            kind, number = found["kind"].casefold().rstrip("."), found["number"]
            if (
                found.start() == 0
                or _ELSEWHERE.search(line.text[found.end() : found.end() + 60])
                or _OF_ANOTHER.search(re.split(r"[.;]\s", line.text[: found.start()])[-1][-90:])
            ):
                continue
            if paper.pages and not kind.startswith(("table", "section")):
                continue  # of a PDF no more is known for sure
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
            if not known and not there and kind == "table" and number.isdecimal() and 0 < tables < int(number):
                it_has = "1 table" if tables == 1 else f"{tables} tables"
                yield Finding(line.place, found[0], "", f"The paper has no table {number}: it has {it_has}.")
            if known and not there:
                which = f"The paper has no {kind.rstrip('s')} {number}: {_range(sorted(known, key=_order))}."
                yield Finding(line.place, found[0], "", which)


def _range(known: list[str]) -> str:
    return f"it has {known[0]} to {known[-1]}" if len(known) > 2 else f"it has {' and '.join(known)}"


def _order(number: str) -> tuple[object, ...]:
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in number.split("."))


def _short(text: str) -> str:
    return text if len(text) < 50 else f"{text[:49]}…"
