"""What sentences say of a row of a table by its name: “24 of 29”, “is rated Green”, “has improved”, “all above 80%”."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from papers.checking.counted import RATED, name_of
from papers.checking.counting import PREVIOUS, TOTAL
from papers.checking.figures import COUNT, NUMBER, SIGN, counted, read_cell
from papers.checking.paper import Finding, Paper, Table
from papers.checking.partitions import has_row_shares, printed_percent


def said_of_rows(paper: Paper) -> Iterator[Finding]:
    """The sentences that disagree with the row that they name."""
    yield from _of_its_row(paper)
    yield from _better_or_worse(paper)
    yield from _rated(paper)


def names(sentence: str, name: str) -> bool:
    """Whether a sentence speaks of what has that name: at its beginning, or after a word such as “in” or “all”."""
    led = r"(?:^\W*|\b(?:in|at|for|of|among|within|and|under|across|all|no|every|most|the)\s+)(?:the\s+)?"
    return bool(re.search(rf"{led}{re.escape(name)}(?!\w)", sentence, re.IGNORECASE))


_PAIRS = re.compile(rf"(?<![\w.,/-])({COUNT}) (?:out )?of (?:the )?({COUNT})\b", re.IGNORECASE)


def _of_its_row(paper: Paper) -> Iterator[Finding]:
    """ "24 of 29" of a row that has 24 of 28, and “every group is above 80%”, in tables with shares row by row."""
    sentences = [
        (line.place, each, _PAIRS.findall(each))
        for line in paper.prose
        for each in re.split(r"(?<=[.;])\s+", line.text[:5_000])
        if re.search(rf"\b(?:{COUNT}|all|every|each|no|none)\b", each, re.IGNORECASE)
    ]
    for table in paper.tables:
        shared = has_row_shares(table)
        if shared is None:
            continue
        body = [row for row in table.rows[table.heading_rows :] if printed_percent(row[shared.at])]
        parts = [row for row in body if not TOTAL.fullmatch(row[0])]
        for place, sentence, pairs in sentences:
            rows = [row for row in body if len(row[0]) > 3 and _speaks_of(row[0], sentence)] if pairs else []
            if len(rows) == 1 and len(pairs) == 1:
                part, of = (counted(each) for each in pairs[0])
                has = read_cell(rows[0][shared.part]).number, read_cell(rows[0][shared.of]).number
                if (part == has[0]) != (of == has[1]) and has[0] is not None and has[1] is not None:
                    why = f"{table.place}, row “{rows[0][0]}”, has {has[0]:,} of {has[1]:,}."
                    yield Finding(place, f"{pairs[0][0]} of {pairs[0][1]}", f"{has[0]:,} of {has[1]:,}", why)
            yield from _all_above(table, parts, shared.at, place, sentence)


def _speaks_of(name: str, sentence: str) -> bool:
    """Whether a name stands in a sentence by itself: “Older people”, not “Older people day centre”."""
    alone = r"s?(?!\w)(?!\s+(?!(?:is|are|has|have|had|was|were|at|in|on|and|with|where|which)\b)[a-z])"
    return bool(re.search(rf"\b{re.escape(name)}{alone}", sentence, re.IGNORECASE))


def _all_above(table: Table, body: Sequence[Sequence[str]], at: int, place: str, sentence: str) -> Iterator[Finding]:
    called = table.rows[table.heading_rows - 1][0].casefold()
    found = re.search(
        rf"\b(?P<all>all|every|each|no|none)\b[^.;,\d]{{0,40}}\b(?:is|are|was|were|has|have|had|filled|reached|met|achieved)\s+(?:[a-z]+\s+){{0,4}}?"
        rf"(?P<way>above|over|below|under|at least|more than|less than)\s+(?P<p>{NUMBER})\s?(?:{SIGN})",
        sentence,
        re.IGNORECASE,
    )
    if found and re.search(r"\b(?:but|except|other than|apart from)\b", found[0], re.IGNORECASE):
        return
    if not found or len(called) < 4 or called.rstrip("s") not in found[0].casefold():
        return
    line, above = Decimal(found["p"]), found["way"].casefold() in ("above", "over", "at least", "more than")
    for row in body:
        value = cell.value if (cell := printed_percent(row[at])) else line
        is_so = value >= line if above else value <= line
        if is_so != (found["all"].casefold() not in ("no", "none")) and value != line:
            yield Finding(place, found[0], "", f"{table.place}, row “{row[0]}”, has {row[at]}.")
            return


_ORDER = ("red", "amber/red", "amber", "amber/green", "green", "blue")
_BETTER = re.compile(
    r"\b(?:has|have) (?:now )?(?:improved|got better|moved up)\b|\bimproved (?:since|from)\b", re.IGNORECASE
)
_WORSE = re.compile(r"\b(?:has|have) (?:now )?(?:worsened|deteriorated|got worse|slipped)\b", re.IGNORECASE)


def _better_or_worse(paper: Paper) -> Iterator[Finding]:
    """ "Payroll has improved", of a row whose rating was Green before and is Amber now."""
    for table in paper.tables:
        heads = table.rows[table.heading_rows - 1] if table.heading_rows else ()
        was = next((at for at, each in enumerate(heads) if at and PREVIOUS.search(each)), None)
        if was is None or was + 1 >= len(heads):
            continue
        for row in table.rows[table.heading_rows :]:
            before, now = (row[at].casefold().strip() for at in (was, was + 1))
            if before not in _ORDER or now not in _ORDER or len(row[0]) < 4:
                continue
            went = _ORDER.index(now) - _ORDER.index(before)
            for line in paper.prose:
                for clause in re.split(r"[.;]\s", line.text[:5_000]):
                    if not names(clause, row[0].strip()):
                        continue
                    if (_BETTER.search(clause) and went <= 0) or (_WORSE.search(clause) and went >= 0):
                        why = f"{table.place} has {row[was]} before and {row[was + 1]} now."
                        yield Finding(line.place, clause.strip(), "", why)


def _rated(paper: Paper) -> Iterator[Finding]:
    """ "Repairs is rated Green", of a row of a list that is Amber."""
    for table in paper.tables:
        heads = table.rows[table.heading_rows - 1] if table.heading_rows else ()
        rated = [at for at in range(1, len(heads)) if RATED.search(heads[at]) and not PREVIOUS.search(heads[at])]
        body = table.rows[table.heading_rows :]
        levels = {row[at].casefold().strip() for at in rated for row in body}
        levels = {each for each in levels if each and len(each.split()) < 4 and not re.search(r"\d", each)}
        if len(rated) != 1 or len(levels) < 2:
            continue
        for row in body:
            now = row[rated[0]].casefold().strip()
            name = name_of(row[0])
            if now not in levels or len(name) < 4:
                continue
            said = re.compile(
                rf"(?:^\W*|\b(?:and|but)\s+){re.escape(name)}\s+(?:is|are|remains?|stays?)\s+(?:now\s+|currently\s+|still\s+)?"
                rf"(?:rated\s+)?(?P<level>{'|'.join(map(re.escape, sorted(levels, key=len, reverse=True)))})(?![\w/])",
                re.IGNORECASE,
            )
            for line in paper.prose:
                for clause in re.split(r"[.;]\s", line.text[:5_000]):
                    if (found := said.search(clause)) and found["level"].casefold() != now:
                        yield Finding(
                            line.place, found[0].strip(), row[rated[0]], f"{table.place} has {row[rated[0]]}."
                        )
