"""What stands twice or is called by a number that is not there: refs, rows, paragraphs, letters of a list, items."""

import re
from collections.abc import Iterator
from itertools import pairwise

from papers.checking.counting import TOTAL
from papers.checking.paper import Finding, Kind, Line, Paper, Severity, Table
from papers.checking.rows import REF, Rows

_CALLED = re.compile(
    r"\b(?:ref|refs|reference|no|number|id|code|item|action|risk|milestone|recommendation)\b\.?", re.IGNORECASE
)
_LETTER = re.compile(r"^\(?(?P<letter>[a-z])[).]\s+\S")
_ITEM = re.compile(r"\b(?:see|under|at|in|of)\s+(?:agenda\s+)?item\s+(?P<n>\d{1,2})\b(?!\.\d)", re.IGNORECASE)
_LONG = 60
"""Characters from which a paragraph that stands twice is no heading or caption."""


def repeated(paper: Paper) -> Iterator[Finding]:
    """All of it."""
    for table in paper.tables:
        yield from _refs_twice(table)
        yield from _rows_twice(table)
        yield from _no_such_row(paper, table)
    yield from _paragraphs_twice(paper)
    if not paper.pages:
        yield from _letters(paper)
        yield from _items(paper)


def _body(table: Table) -> list[int]:
    return [
        row
        for row in range(table.heading_rows, len(table.rows))
        if table.rows[row][0].strip() and not TOTAL.fullmatch(table.rows[row][0].strip())
    ]


def _refs_twice(table: Table) -> Iterator[Finding]:
    if not table.heading_rows or not _CALLED.search(table.rows[table.heading_rows - 1][0]):
        return
    body = _body(table)
    refs = [table.rows[row][0].strip() for row in body]
    if len(refs) < 3 or not all(map(REF.fullmatch, refs)):
        return
    twice = [row for at, row in enumerate(body) if refs[at] in refs[:at]]
    for row in twice if len(twice) == 1 else ():
        first = body[refs.index(table.rows[row][0].strip())]
        if (table.rows[first][1:2] != table.rows[row][1:2] and row != first + 1) or _differ(table, first, row):
            yield Finding(
                f"{table.place}, row {row + 1}", refs[body.index(row)], "", f"{refs[body.index(row)]} stands twice."
            )


def _differ(table: Table, one: int, other: int) -> bool:
    """Whether two rows are of two things, and not one over two lines."""
    return all(
        a != b and a.strip() and b.strip() for a, b in list(zip(table.rows[one], table.rows[other], strict=True))[1:2]
    )


def _rows_twice(table: Table) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for row in _body(table):
        cells = tuple(" ".join(each.split()) for each in table.rows[row])
        if sum(map(bool, cells)) >= 3 and cells in seen:
            why = f"The row stands twice: row {seen[cells] + 1} is the same."
            yield Finding(f"{table.place}, row {row + 1}", " | ".join(cells)[:120], "", why, Severity.WARNING)
        seen.setdefault(cells, row)


def _paragraphs_twice(paper: Paper) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for line in paper.prose:
        text = " ".join(line.text.split())
        if line.level or len(text) < _LONG or line.kind is not Kind.PARAGRAPH or paper.pages:
            continue
        if text in seen:
            why = f"The same stands in {seen[text]}."
            yield Finding(line.place, f"{text[:100]}…", "", why, Severity.WARNING)
        seen.setdefault(text, line.place)


def _no_such_row(paper: Paper, table: Table) -> Iterator[Finding]:
    """ "Milestone 7", of a table that numbers milestones 1 to 5 without a gap."""
    if not table.heading_rows:
        return
    refs = list(dict.fromkeys(found[0] for row in _body(table) if (found := REF.match(table.rows[row][0].strip()))))
    heads = Rows(table).heads
    nouns = {
        word.casefold().rstrip("s")
        for head in heads[:2]
        for word in re.findall(r"[A-Za-z]{4,}", head)
        if word.casefold() not in ("number", "reference", "what", "name", "title", "description")
    }
    if len(refs) < 3 or len(refs) < len(set(_body(table))) - 1 or not nouns:
        return
    parts = [re.fullmatch(r"(?P<lead>[A-Z]{0,4}-?(?:\d{1,3}\.)*)(?P<last>\d{1,3})", each) for each in refs]
    leads = {each["lead"] for each in parts if each}
    numbers = [int(each["last"]) for each in parts if each]
    if len(leads) != 1 or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return
    (lead,) = leads
    said = re.compile(rf"\b(?:{'|'.join(nouns)})\s+{re.escape(lead)}(?P<n>\d{{1,3}})(?![\d/%]|\.\d)", re.IGNORECASE)
    for line in paper.prose:
        for each in said.finditer(line.text):
            gone = re.search(r"\b(?:clos|new|add|remov|withdr|merg|split|former|previous)\w*", line.text, re.IGNORECASE)
            if int(each["n"]) > len(numbers) and not gone:
                why = f"{table.place} has {refs[0]} to {refs[-1]}."
                yield Finding(line.place, each[0], "", why, Severity.WARNING)


def _letters(paper: Paper) -> Iterator[Finding]:
    before = ""
    for block in paper.blocks:
        found = _LETTER.match(block.text.strip()) if isinstance(block, Line) and not block.level else None
        if found and before and found["letter"] == before and isinstance(block, Line) and before not in "iv":
            yield Finding(block.place, f"({before})", f"({chr(ord(before) + 1)})", f"({before}) comes twice.")
        before = found["letter"] if found else ""


def _items(paper: Paper) -> Iterator[Finding]:
    """ "See item 18", of a paper whose own items go to 14; and an item left out of a list of many."""
    numbered = [
        (int(found[1]), each)
        for each in paper.lines
        if not each.level
        and (found := re.match(r"(\d{1,2})\.?$", each.number) or re.match(r"(\d{1,2})[.)]\s+\S", each.text))
    ]
    numbers = [number for number, _ in numbered]
    if len(numbers) < 6 or numbers[0] != 1 or numbers != sorted(set(numbers)):
        return
    for (one, _), (two, line) in pairwise(numbered):
        if two == one + 2:
            yield Finding(
                line.place, str(two), str(one + 1), f"{one + 1} is missing: {two} follows {one}.", Severity.WARNING
            )
    for line in paper.prose:
        for each in _ITEM.finditer(line.text):
            if int(each["n"]) > numbers[-1]:
                yield Finding(line.place, each[0], "", f"The paper has items 1 to {numbers[-1]}.")
