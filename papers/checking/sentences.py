"""What a paper says in sentences, held against its own tables of ratings.

A figure in a sentence is wrong where it is none of the columns that the sentence may be about: what is not clear is
given the benefit of the doubt.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from papers.checking.claims import ARE, JOINED, OF_A_PART, STATE, THINGS, is_of_a_part
from papers.checking.counting import DONE, ON_TRACK, Column
from papers.checking.figures import (
    COUNT,
    NUMBER,
    SIGN,
    Percent,
    as_printed,
    counted,
    how_it_came,
    is_share,
    percent,
    read_cell,
    share,
)
from papers.checking.judged import Refs, judged
from papers.checking.paper import KNOWN_TEXTS, Finding, Line, Paper, Turned
from papers.checking.partitions import said_in_all
from papers.checking.standing import Standing, what_it_has

_OF = r"(?:(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+|these\s+|their\s+)?|/)"
_OF_AND_SHARE = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s*{_OF}(?P<m>{COUNT})(?P<between>[^.;()\d]{{0,60}})"
    rf"[(,–-]\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s?\)?",
    re.IGNORECASE,
)
_AND_SHARE = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s*(?:[^\W\d]+\s+){{0,2}}\(\s*(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s*\)", re.IGNORECASE
)
_OPENING_OF = re.compile(
    rf"^\W*(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+|these\s+)?(?P<m>{COUNT})\b", re.IGNORECASE
)
_LONGEST = 1_500
"""Characters of a sentence."""
_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.\d[^.!?;\n]*)*[.!?;\n]?")
_COLOURS = re.compile(r"(?:blue|green|amber|red|gr[ea]y)\b", re.IGNORECASE)
_AT_A_LEVEL = re.compile(
    rf"(?<![\w.,/-])(?P<n>{COUNT})\s+(?:{_OF}(?P<m>{COUNT})\s+)?(?:{THINGS}\s+)?"
    rf"(?P<are>{ARE}+)?(?P<said>{JOINED})\b(?!\s+to\s+(?:{STATE})\b)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"\b(?P<said>{JOINED})s?\s+(?:[^\W\d]+\s+){{0,4}}from\s+(?P<was>{COUNT})\s+to\s+(?P<now>{COUNT})\b"
    rf"(?!\s?(?:{SIGN}|\.?\d))",
    re.IGNORECASE,
)
_ACCOUNTS = re.compile(
    rf"(?<!\s)\s+(?:accounts? for|makes? up|represents?)\s+(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s+of\b", re.IGNORECASE
)
_OF_SOME = re.compile(r"\b(?:either|both|area|board|areas|boards|month|since)\b")
_OF_A_BOARD = re.compile(r"\b(?:areas?|boards?|directorates?|divisions?|schools?)\b")
_OF_OTHERS = re.compile(r"\bof (?:which|these|them|those)\W+$", re.IGNORECASE)
_SHARE_ALONE = re.compile(
    rf"(?<![\d(.,])(?P<p>{NUMBER})\s?(?P<sign>{SIGN})\s+of\s+(?:all\s+|the\s+|our\s+)?(?:(?P<m>{COUNT})\s+)?{THINGS}\s+"
    rf"{ARE}+(?P<said>{JOINED})\b",
    re.IGNORECASE,
)
_ON_TRACK = re.compile(r"\bon track\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:not|off|no longer|moved?|move) (?:on )?track\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:from|fell|rose|increase\w*|decrease\w*|up|down|moved|points?|change\w*|by)\b", re.IGNORECASE
)


def held_against_tables(paper: Paper, columns: Sequence[Column]) -> Iterator[Finding]:
    """The sentences that disagree with themselves, or with the paper's tables of ratings."""
    tables = _tables(tuple(columns), tuple((name, tuple(refs)) for name, refs in paper.refs.items()))
    for line in paper.prose:
        yield from tables.against(line)
    for text in (each for table in paper.tables for each in table.texts):
        for found_there in _OF_AND_SHARE.finditer(text.text):
            yield from _share_of(text.place, found_there, tables.totals)


class _Tables:
    """The columns of a paper, and what each line that was held against them says otherwise."""

    def __init__(self, columns: Sequence[Column], refs: Refs) -> None:
        self._columns, self._refs = columns, refs
        rated = [each for each in columns if each.is_of_ratings]
        self._standing = Standing(rated, frozenset(each for column in rated for each in said_in_all(column.table)))
        self.totals = {each.of: f"“{each.heading}”" if each.heading else each.table.place for each in columns}
        self.against = lru_cache(maxsize=KNOWN_TEXTS)(lambda line: tuple(self._against(line)))

    def _against(self, line: Line) -> Iterator[Finding]:
        if is_of_a_part(line.text, self.totals):
            return
        standing = self._standing
        for sentence in _sentences(line.text):
            found = list(_counted(line, sentence, standing, self.totals))
            yield from found
            yield from _accounted(line, sentence, self._columns)
            if standing.columns:
                yield from () if found else _levels(line, sentence, standing)
                yield from _shares_alone(line, sentence, standing)
                yield from _from_to(line, sentence, standing)
            if standing.now is not None and not standing.in_parts:
                yield from judged(line, sentence, standing, self._refs)


@lru_cache(maxsize=4)
def _tables(columns: tuple[Column, ...], refs: tuple[tuple[str, tuple[str, ...]], ...]) -> _Tables:
    return _Tables(columns, dict(refs))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; what goes on without a stop is cut between words, so that its time grows evenly."""
    for each in _SENTENCE.findall(text):
        for part in re.findall(rf".{{1,{_LONGEST}}}(?!\S)|\S{{1,{_LONGEST}}}", each, re.DOTALL):
            if part.strip():
                yield part


def _counted(line: Line, sentence: str, standing: Standing, totals: dict[Decimal, str]) -> Iterator[Finding]:
    """ "43 of 64 (67%)" and "43 (67%)": the share is that of the count, and the count that of the table."""
    seen: list[range] = []
    for found in _OF_AND_SHARE.finditer(sentence):
        seen.append(range(*found.span()))
        if wrong := list(_share_of(line.place, found, totals)):
            yield from wrong
        else:
            yield from _against_rows(line, sentence, found, counted(found["m"]), standing, totals)
    whole = _OPENING_OF.match(sentence)
    for found in _AND_SHARE.finditer(sentence):
        if any(found.start() in each for each in seen):
            continue
        count, printed = counted(found["n"]), percent(found["p"], found["sign"])
        if whole and found.start() > whole.end():
            others = [
                counted(each) for each in re.findall(rf"\b(?:{COUNT})\b", sentence[: found.start()], re.IGNORECASE)
            ]
            if count <= counted(whole["m"]) and not any(is_share(printed, count, each) for each in (*others, *totals)):
                yield _not_its_share(line.place, found[0], count, counted(whole["m"]), printed, totals)
                continue
        yield from _against_rows(line, sentence, found, None, standing, totals)


def _share_of(place: str, found: re.Match[str], totals: dict[Decimal, str]) -> Iterator[Finding]:
    """A count of a number of things with its share, where that is another."""
    count, total, printed = counted(found["n"]), counted(found["m"]), percent(found["p"], found["sign"])
    if 0 < total >= count and not is_share(printed, count, total):
        yield _not_its_share(place, found[0], count, total, printed, totals)


def _against_rows(
    line: Line,
    sentence: str,
    found: re.Match[str],
    total: Decimal | None,
    standing: Standing,
    totals: dict[Decimal, str],
) -> Iterator[Finding]:
    """A count with its share, held against the rows that are said of it; `total` is what it is said to be of."""
    said = re.search(rf"\b{JOINED}\b(?P<more>\s+or\s+[a-z])?", _around(sentence, found), re.IGNORECASE)
    if (
        not said
        or said["more"]
        or _OF_OTHERS.search(sentence[: found.start()])
        or (_ON_TRACK.search(said[0]) and _NO_LONGER.search(sentence))
    ):
        return
    count, printed = counted(found["n"]), percent(found["p"], found["sign"])
    rows = standing.rows(sentence, said[0], total)
    if not rows or any(count in there and is_share(printed, count, column.of) for column, there in rows):
        return
    of_all = any(is_share(printed, count, each) for each in standing.wholes)  # what the table has beside its parts
    if same := next((column for column, there in rows if count in there), None):
        if of_all:
            return
        yield _not_its_share(line.place, found[0], count, same.of, printed, totals)
    elif _ON_TRACK.search(said[0]) or not _CHANGE.search(sentence):
        column, there = next((each for each in rows if each[0] is standing.now), rows[0])
        yield _of_rows(line, found[0].strip(), column, max(there), said[0], printed)


def _not_its_share(
    place: str, said: str, count: Decimal, total: Decimal, printed: Percent, totals: dict[Decimal, str]
) -> Finding:
    right = share(count, total, printed.places)
    why = f"{count} of {total} is {right}%. {how_it_came(printed, count, total, totals)}".strip()
    return Finding(place, said.strip(), as_printed(right), why)


def _around(sentence: str, found: re.Match[str]) -> str:
    """What is said of a figure: its words up to the figures beside it, what follows first."""
    after = re.split(rf"\b(?:{COUNT})\b", sentence[found.end() :], maxsplit=1, flags=re.IGNORECASE)[0]
    before = re.split(r"\d", sentence[: found.start()])[-1]
    before = "" if before.lstrip("%").startswith(")") else before  # what is said of the figure before
    between = found.groupdict().get("between") or ""
    return next((each for each in (after, between) if re.search(rf"\b(?:{STATE})\b", each, re.IGNORECASE)), before)


def _accounted(line: Line, sentence: str, columns: Sequence[Column]) -> Iterator[Finding]:
    """ "Education accounts for 48% of it": the share of a row in one of the columns that have shares of it."""
    for found in _ACCOUNTS.finditer(sentence):
        before, printed = sentence[: found.start()].casefold(), percent(found["p"], found["sign"])
        rows = [
            (column, row)
            for column in columns
            if column.has_shares
            for row in column.entries
            if before.endswith(row.label.casefold())
        ]
        if rows and not any(is_share(printed, row.count, column.of) for column, row in rows):
            column, row = rows[0]
            right = as_printed(share(row.count, column.of, printed.places))
            yield Finding(line.place, printed.text, right, what_it_has(column, row.count, row.label))


def _of_rows(
    line: Line, text: str, column: Column, there: Decimal, said: str, printed: Percent | None = None
) -> Finding:
    """What a column has of the rows that are said, with its share where one was printed."""
    heading = f", column “{column.heading}”" if column.heading else ""
    rows = [found for names in (DONE, ON_TRACK) if (found := column.level(*names))]
    if _ON_TRACK.search(said) and there == column.on_track and len(rows) > 1:
        added = " + ".join(f"{each.count} {each.label}" for each in rows)
        why, digits = f"{column.table.place}{heading}: {added} = {there} of {column.of}.", 2
    else:
        why, digits = what_it_has(column, there, said), 0
    if printed is None:
        return Finding(line.place, text, f"{there} {said}", why)
    return Finding(line.place, text, f"{there} ({share(there, column.of, max(printed.places, digits))}%)", why)


def _levels(line: Line, sentence: str, standing: Standing) -> Iterator[Finding]:
    """ "two actions are Red": the count of that rating in one of the columns that may be meant."""
    if _CHANGE.search(sentence) or _OF_SOME.search(sentence):
        return
    for found in _AT_A_LEVEL.finditer(sentence):
        if found["n"].casefold() == "no" or re.search(
            r"\b(?:of(?: (?:the|its|our|these|their))?|all(?: the)?|in)\s*$", sentence[: found.start()], re.I
        ):
            continue  # a claim of its own, and what others are of
        if not found["are"] and not _COLOURS.match(found["said"]):
            continue  # "two high schools"
        if OF_A_PART.match(sentence, found.end()) and not found["m"]:
            continue
        count = counted(found["n"])
        rows = standing.rows(sentence, found["said"], counted(found["m"]) if found["m"] else None)
        if rows and all(count not in there for _, there in rows):
            column, there = next((each for each in rows if each[0].is_whole), rows[0])
            yield _of_rows(line, found[0].strip(), column, max(there), found["said"])


def _from_to(line: Line, sentence: str, standing: Standing) -> Iterator[Finding]:
    """ "Red fell from 8 to 5": what an earlier column has, and a present one."""
    if _OF_A_BOARD.search(sentence):
        return
    for found in _FROM_TO.finditer(sentence):
        rows = standing.every_row(found["said"])
        was = [(column, there) for column, there in rows if column.is_previous]
        now = [(column, there) for column, there in rows if not column.is_previous]
        if not was or not now:
            continue
        if any(counted(found["was"]) in each for _, each in was) and any(
            counted(found["now"]) in each for _, each in now
        ):
            continue
        (before, had), (column, has) = was[-1], now[0]
        why = f"{what_it_has(before, max(had), found['said'])} {what_it_has(column, max(has), found['said'])}"
        yield Finding(line.place, found[0].strip(), f"from {max(had)} to {max(has)}", why)


def _shares_alone(line: Line, sentence: str, standing: Standing) -> Iterator[Finding]:
    """ "67% of actions are on track": the share of one of the columns that may be meant."""
    if _NO_LONGER.search(sentence) or _CHANGE.search(sentence) or _OF_SOME.search(sentence):
        return
    for found in _SHARE_ALONE.finditer(sentence):
        printed = percent(found["p"], found["sign"])
        rows = standing.rows(sentence, found["said"], counted(found["m"]) if found["m"] else None)
        of_a_row = any(_is_of_a_row(printed, column) for column in standing.columns)
        if of_a_row:
            continue
        if rows and not any(is_share(printed, each, column.of) for column, there in rows for each in there):
            column, there = rows[0]
            yield _of_rows(line, found[0], column, max(there), found["said"], printed)


def _is_of_a_row(printed: Percent, column: Column) -> bool:
    """Whether a share is that of a number in a row of its table of another beside it, as of “Raised”."""
    table = column.table.of if isinstance(column.table, Turned) else column.table
    for row in table.rows:
        numbers = [number for cell in row if (number := read_cell(cell).number)]
        if any(is_share(printed, one, other) for one in numbers for other in numbers if other > one):
            return True
    return False
