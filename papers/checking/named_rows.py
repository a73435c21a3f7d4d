"""What a sentence says of one row of a table that it names: a number, a day, a state, or that it has the most.

A row goes by its first cell, or by its number and the word for what the table lists (“action 5.1”). The column is that
whose heading shares a word with the sentence. What may as well be said of something else is let pass.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.plan.deadlines import MONTHS
from papers.checking.claims import share_in_words
from papers.checking.counted import RATED
from papers.checking.counting import STATES, TOTAL
from papers.checking.dates import day_of, days_named
from papers.checking.figures import COUNT, NUMBER, SIGN, counted, decimal
from papers.checking.frames import frames_of
from papers.checking.paper import Finding, Paper
from papers.checking.rows import REF, Rows, stem, stems

_ASIDE = re.compile(
    r"\b(?:of (?:which|them|whom|these|its|the|those)|more than|fewer than|at least|up to|another|further|new|"
    r"target|last year|previous\w*|planned|would|could|should|will|expected|since|except|but|other than|apart from|"
    r"beside\w*)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[.;!?])\s+|,\s+(?:and|but|while)\s+|\s+(?:while|whereas|but)\s+|,\s+(?=[A-Z])")
_SENTENCES = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“\d])")
_HAS = re.compile(
    rf"^\s+(?:now |still |currently )?"
    rf"(?P<has>has|have|had|holds?|recorded|received|employs?|filled|reported|counts?)\s+"
    rf"(?P<verb>(?!(?:{COUNT})\b)[a-z]+\s+)?(?:only |just )?(?P<n>{COUNT})\b(?![%.,/-]?\d)(?!\s?(?:{SIGN}))"
    rf"(?P<after>(?:\s+(?:of\s+(?:its\s+|the\s+)?{COUNT}\s+)?(?!(?:and|in|since|by|from)\b)[a-z-]+){{0,3}})"
    rf"(?:\s+and\s+(?P<n2>{COUNT})\s+(?P<after2>[a-z-]+(?:\s+[a-z-]+)?))?",
    re.IGNORECASE,
)
_IS_OF_ALL = re.compile(
    rf"^\s+(?:(?:is|are|was|were)\s+(?P<by>[a-z]+)\s+)?by\s+£?(?P<n>{NUMBER})(?P<unit>k|m|bn)?\b(?!\s?(?:{SIGN}))",
    re.IGNORECASE,
)
_MOST = r"(?P<most>most|highest|largest|biggest|greatest|longest)"
_LEAST = r"(?P<least>fewest|lowest|smallest|least|shortest)"
_SUPERLATIVE = re.compile(
    rf"^\s+(?:still |now |also )?(?:has|have|had|holds?|is|was|saw|recorded)\s+the\s+(?:{_MOST}|{_LEAST})\b"
    rf"(?P<of>(?:\s+[a-z-]+){{0,5}})",
    re.IGNORECASE,
)
_THE_MOST_IS = re.compile(
    rf"\b[Tt]he\s+(?:{_MOST}|{_LEAST})(?P<of>(?:[ -][a-z-]+){{1,4}}?)\s+(?:is|was|are|were)\s+"
    rf"(?:in\s+|at\s+|that\s+of\s+)?(?:the\s+)?(?P<row>[A-Z][\w’'. -]{{0,40}}?)"
    r"(?=\s*(?:$|[.,;(]|\bat\b|\bwith\b|\band\b))",
)
_PART_OF = re.compile(
    r"^(?P<of>[^.;,\d]{0,50}?)\s+(?:is|are|was|were|come|came|lie|sit|arose|happened)\s+"
    r"(?:in|at|from|with|of|within|held by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:moved|improved|went|gone|changed|worsened|slipped)\s+from\s+(?P<was>[\w/ ]{2,20}?)\s+to\s+"
                    r"(?P<now>[\w/]+(?: [\w/]+)?)", re.IGNORECASE)  # fmt: skip
_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<n>{NUMBER})\s+in\s+(?P<one>[\w/’' -]{{2,20}}?)\s+to\s+(?P<m>{NUMBER})\s+in\s+"
    r"(?P<other>[\w/’' -]{2,20}?)(?=[.,;)]|\s+and\b|$)",
    re.IGNORECASE,
)
_IN_PERIOD = re.compile(
    rf"\bin\s+(?P<row>(?:20)?\d\d/\d\d|20\d\d)\s*,?\s+there\s+were\s+(?P<n>{COUNT})\s+(?P<after>[a-z-]+(?:\s+[a-z-]+)?)",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    rf"\bthere\s+(?:were|are)\s+(?P<n>{COUNT})\s+(?P<what>(?:[a-z-]+\s+){{1,2}}?)(?:in all|in total|altogether)\b",
    re.IGNORECASE,
)
_WAS_IN = re.compile(
    rf"\b(?:was|were|is|are|stood at)\s+£?(?P<n>{NUMBER})(?:\s?(?:{SIGN}))?(?:\s+[a-z]+)?\s+in\s+(?P<on>[A-Z][a-z]+)\b"
)
_ALL_HAVE = re.compile(
    r"\b(?:all|every|each)(?:\s+of)?(?:\s+the)?\s+(?P<what>(?:[a-z]+\s+){1,2}?)(?:now\s+)?(?:has|have)\s+(?:an?|its|their)\s+"
    r"(?P<having>[a-z]+(?:\s+[a-z]+)?)",
    re.IGNORECASE,
)


_OF_ANY = (_FROM_TO, _IN_PERIOD, _IN_ALL, _WAS_IN, _ALL_HAVE)
"""What speaks of a table without the name of a row."""


def said_of_named_rows(paper: Paper) -> Iterator[Finding]:
    """The sentences that disagree with the row that they name."""
    tables = [each.rows for each in frames_of(paper)]
    for line in paper.prose:
        if line.level:
            continue
        text = line.text[:5_000].replace("’", "'")
        for sentence in _SENTENCES.split(text):
            found: dict[str, Finding] = {}
            fits: set[str] = set()
            of_any = any(each.search(sentence) for each in _OF_ANY)
            for rows in tables:
                if not of_any and not rows.named_in(sentence):
                    continue
                for printed, should, why in _against(rows, sentence):
                    if why:
                        found.setdefault(printed, Finding(line.place, printed.strip(), should, why))
                    else:
                        fits.add(printed)
            yield from (each for printed, each in found.items() if printed not in fits)


def _against(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """What a sentence says of the rows of a table; why it is wrong is empty where it is right."""
    yield from _most_is(rows, sentence)
    yield from _from_to(rows, sentence)
    yield from _parts(rows, sentence)
    yield from _all_have(rows, sentence)
    yield from _in_a_month(rows, sentence)
    yield from _in_all(rows, sentence)
    for clause in filter(str.strip, _CLAUSES.split(sentence)):
        named = rows.named_in(clause)
        if len({name for _, name in named}) != 1:
            continue
        (at, name), after = named[0], clause[named[0][0].end() :]
        begins = not re.search(r"\w", re.sub(r"^\W*(?:the|and|but|in)\b", "", clause[: at.start()], flags=re.I))
        if begins:
            yield from _has(rows, name, at[0], after)
            yield from _by(rows, name, at[0], after)
            yield from _has_part(rows, name, at[0], after)
            yield from _superlative(rows, name, at[0], after)
            yield from _state(rows, name, at[0], after)
        yield from _moved(rows, name, after)
        yield from _day(rows, name, after)


def _all_have(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "Every recommendation has a lead officer", of a column that is blank in a row."""
    found = _ALL_HAVE.search(sentence)
    if not found or not stems(found["what"]) & stems(" ".join((*rows.heads, rows.table.place))):
        return
    said = stems(found["having"])
    for at, head in enumerate(rows.heads[1:], start=1):
        if said and (said <= stems(head) or stems(head) <= said) and stems(head):
            blank = [name for name, row in rows.body.items() if not re.search(r"\w", row[at])]
            if blank and len(blank) < len(rows.body):
                yield found[0], "", f"{rows.where(blank[0])} has nothing in the column “{head}”."


def _has(rows: Rows, name: str, called: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "North has 14 workers", "Castle had 160"."""
    found = _HAS.match(after)
    if not found or _ASIDE.search(re.sub(rf"\bof its {COUNT}\b", "", after[: found.end()], flags=re.IGNORECASE)):
        return
    pairs = [
        (found["n"], f"{found['has']} {found['verb'] or ''} {found['after'] or ''}", not (found["after"] or "").strip())
    ]
    if found["n2"]:
        pairs.append((found["n2"], found["after2"], False))
    if found["verb"] and not found["after"].strip() and not rows.columns(found["verb"], rows.counts):
        return
    for n, words, bare in pairs:
        words = re.sub(rf"\bof\s+(?:its\s+|the\s+)?{COUNT}\b.*", "", words, flags=re.IGNORECASE)
        columns = rows.columns(words, rows.counts)
        rest = after[found.end() :]
        on = [at for at in rows.counts if re.match(rf"\s+in\s+{re.escape(rows.heads[at])}(?!\w)", rest)]
        if on:
            columns, words = on[:1], ""
        elif re.match(r"\s+(?:in|since|by|until|before)\s+(?:\d|[A-Z])", rest):
            continue  # of another time
        if not columns and bare and len(rows.counts) == 1 and not after[found.end() :].strip(" .;"):
            columns = rows.counts
        if len(stems(words)) > 2 and not stems(words) <= stems(" ".join(rows.heads)):
            continue
        if columns:
            said = Decimal(0) if n.casefold() == "no" else counted(n)
            printed = f"{n} {words.strip()}" if words == found["after2"] else f"{called}{after[: found.end('after')]}"
            yield _told(rows, name, columns, printed.strip(), said)


def _by(rows: Rows, name: str, called: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "Children is overspent by £6.2m"."""
    found = _IS_OF_ALL.match(after)
    at = next((at for at in rows.counts if re.search(r"\bvariance|over.?spen|under.?spen", rows.heads[at], re.I)), None)
    if found and at is not None and re.fullmatch(r"(?:over|under)spent|over|under|", found["by"] or "", re.IGNORECASE):
        there = rows.number(name, at)
        scaled = bool(re.search(rf"£?{found['unit'] or '£'}", rows.heads[at], re.IGNORECASE))
        if there is not None and scaled:
            yield _told(rows, name, [at], f"{called}{found[0]}", decimal(found["n"]), signed=False)


def _told(
    rows: Rows, name: str, columns: Sequence[int], printed: str, said: Decimal, *, signed: bool = True
) -> tuple[str, str, str]:
    """A number that is said of a row, which may be in one of some columns."""
    there = [rows.number(name, at) or Decimal(0) for at in columns]
    there = there if signed else [abs(each) for each in there]
    if said in there:
        return printed, "", ""
    return printed, f"{there[0]:,}", f"{rows.where(name)} has {there[0]:,} in the column “{rows.heads[columns[0]]}”."


def _superlative(rows: Rows, name: str, called: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "Priory had the fewest reports"."""
    if (found := _SUPERLATIVE.match(after)) and not _ASIDE.search(found[0]):
        if re.match(r"\s+in\s+\w+\s+years", found["of"]) or re.search(r"\b(?:second|third|one of)\b", found[0], re.I):
            return
        yield from _extreme(rows, name, found["of"], bool(found["most"]), f"{called}{found[0]}")


def _most_is(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "The highest scoring risk is R2"."""
    for found in _THE_MOST_IS.finditer(sentence):
        named = rows.named_in(found["row"])
        if named and named[0][0][0].casefold() == found["row"].strip().casefold():
            yield from _extreme(rows, named[0][1], found["of"], bool(found["most"]), found[0])


def _extreme(rows: Rows, name: str, of: str, most: bool, printed: str) -> Iterator[tuple[str, str, str]]:
    words = re.sub(r"\b(?:of|in|at|among)\b.*", "", of) if re.match(r"\s*\w+\s+(?:of|in|at)\b", of) else of
    at = rows.column(words, rows.numbered)
    if at is None and re.search(r"\b(?:rate|share|percentage|proportion)\b", of, re.I):
        shares = [each for each in rows.numbered if each not in rows.counts]
        at = shares[0] if len(shares) == 1 else None
    if at is None and (not of.strip() or stems(of) & stems(f"{rows.heads[0]} {rows.table.place}")):
        yield from _extreme_in_any(rows, name, most, printed)
        return
    if at is None:
        if not re.search(r"\bunderspend|overspend", of, re.I):
            return
        at = next((each for each in rows.counts if "variance" in rows.heads[each].casefold()), None)
        if at is None:
            return
        most = "overspend" in of.casefold()
    values = {each: rows.number(each, at) or Decimal(0) for each in rows.body}
    best = (max if most else min)(values.values())
    if values[name] == best:
        yield printed, "", ""
        return
    better = next(each for each, value in values.items() if value == best)
    why = f"{rows.table.place}, column “{rows.heads[at]}”: {better} has {best:,}, {name} {values[name]:,}."
    yield printed, better, why


def _extreme_in_any(rows: Rows, name: str, most: bool, printed: str) -> Iterator[tuple[str, str, str]]:
    """What has the most of nothing, or of what the table lists: it has in one of the columns."""
    best, tops = (max if most else min), []
    wholes = [at for at in rows.counts if TOTAL.fullmatch(rows.heads[at].strip())] or rows.counts
    for at in wholes:
        values = {each: rows.number(each, at) or Decimal(0) for each in rows.body}
        tops.append(next(each for each, value in values.items() if value == best(values.values())))
        if values[name] == best(values.values()):
            yield printed, "", ""
            return
    if len(set(tops)) == 1:
        yield printed, tops[0], f"{rows.table.place}: {tops[0]} has, not {name}."


def _parts(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "More than half of the reports are from Abbey", of a column with a total."""
    for claim in share_in_words(sentence):
        named = [each for each in rows.named_in(sentence[claim.end :]) if each[0].start() < 90]
        if not named or _ASIDE.search(re.sub(r"^\s*of the", "", sentence[claim.end :])[:40]):
            continue
        at, name = named[0]
        between = _PART_OF.match(sentence[claim.end :][: at.start()])
        if not between or claim.high == 0 or len({each for _, each in named}) > 1 or claim.low == 100:
            continue
        column = rows.column(between["of"], rows.counts)
        of = rows.total(column) if column is not None else None
        if column is None or not of:
            continue
        if re.search(r"\bof\s+(?:the\s+)?$", sentence[claim.end :][: at.start()], re.IGNORECASE):
            continue  # a part of the row
        there = rows.number(name, column) or Decimal(0)
        printed = sentence[claim.start : claim.end + at.end()]
        if claim.low <= float(there * 100 / of) <= claim.high:
            yield printed, "", ""
        else:
            yield printed, "", f"{rows.where(name)} has {there:,} of {of:,} in the column “{rows.heads[column]}”."


def _has_part(rows: Rows, name: str, called: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "Vale College has most of the places", of a column with a total."""
    for claim in share_in_words(after):
        led = re.fullmatch(
            r"\s+(?:has|have|had|holds?|makes? up|accounts? for)\s+", after[: claim.start], re.IGNORECASE
        )
        found = re.match(r"\s+of\s+(?:all\s+|the\s+)?(?P<of>(?:[a-z-]+\s*){1,3})(?=[.;,]|$)", after[claim.end :])
        column = rows.column(found["of"], rows.counts) if led and found else None
        of = rows.total(column) if column is not None else None
        if found and column is not None and of and claim.high > 0 and claim.low < 100:
            there, printed = rows.number(name, column) or Decimal(0), f"{called}{after[: claim.end + found.end()]}"
            if claim.low <= float(there * 100 / of) <= claim.high:
                yield printed, "", ""
            else:
                yield printed, "", f"{rows.where(name)} has {there:,} of {of:,} in the column “{rows.heads[column]}”."


def _in_a_month(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "The mean for category 1 was 8.4 minutes in September", of a column a month."""
    months = [at for at, head in enumerate(rows.heads) if head.casefold().partition(" ")[0] in MONTHS]
    found = _WAS_IN.search(sentence)
    columns = [at for at in months if found and rows.heads[at].casefold().startswith(found["on"].casefold())]
    if not found or len(columns) != 1:
        return
    said = stems(sentence[: found.start()])
    names = [name for name in rows.body if stems(name) and stems(name) <= said]
    if len(names) == 1 and said - stems(names[0]) <= stems(" ".join(rows.heads)):
        there = rows.number(names[0], columns[0])
        if there is not None:
            yield _told(rows, names[0], columns, found[0], decimal(found["n"]))


def _in_all(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "There were 3,510 handovers in all", of a column with a total."""
    for found in _IN_ALL.finditer(sentence):
        columns = [at for at in rows.columns(found["what"], rows.counts) if rows.total(at) is not None]
        if columns and stems(found["what"]) <= stems(" ".join(rows.heads)):
            totals = [rows.total(at) for at in columns]
            right = counted(found["n"]) in totals
            why = f"{rows.table.place}, column “{rows.heads[columns[0]]}”, has {totals[0]:,} in all."
            yield found[0], "" if right else f"{totals[0]:,}", "" if right else why


def _moved(rows: Rows, name: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "Inclusion has moved from Red to Amber"."""
    if not (found := _MOVED.search(after)):
        return
    cells = [each.casefold().strip() for each in rows.body[name][1:]]
    states = {*STATES, "amber/red", "amber/green"}
    rated = [each for each in cells if each in states]
    was, now = found["was"].casefold().strip(), found["now"].casefold().strip()
    now = next((each for each in (now, now.split()[0]) if each in states), "")
    if len(rated) < 2 or was not in states or not now:
        return
    if any(was == one and now in rated[at + 1 :] for at, one in enumerate(rated)):
        yield found[0], "", ""
    else:
        yield found[0], "", f"{rows.where(name)} has {', then '.join(rated)}."


def _state(rows: Rows, name: str, called: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "Action 3 remains open", of a row that goes by a number."""
    rated = [at for at in range(1, len(rows.heads)) if RATED.search(rows.heads[at])]
    if len(rated) != 1 or not REF.fullmatch(called.split()[-1]):
        return
    levels = {row[rated[0]].casefold().strip() for row in rows.body.values()} - {""}
    if len(levels) < 2 or any(len(each.split()) > 3 for each in levels):
        return
    said = "|".join(re.escape(each) for each in sorted(levels, key=len, reverse=True))
    found = re.match(rf"\s+(?:is|remains|stays)\s+(?:now |still |currently )?(?P<level>{said})\b", after, re.IGNORECASE)
    if found:
        now = rows.body[name][rated[0]]
        right = found["level"].casefold() == now.casefold().strip()
        yield f"{called}{found[0]}", "" if right else now, "" if right else f"{rows.where(name)} has {now}."


def _day(rows: Rows, name: str, after: str) -> Iterator[tuple[str, str, str]]:
    """ "M13 is forecast for 21 March 2025", where the row has other days."""
    said = [each for each in days_named(after) if each.on and each.year_said]
    columns = [at for at in range(1, len(rows.heads)) if all(day_of(row[at]) for row in rows.body.values())]
    if len(said) != 1 or not columns:
        return
    (one,) = said
    before = after[: one.start]
    led = re.search(
        r"\b(?P<verb>forecast|due|recover\w*|finish\w*|complet\w+|end\w*|start\w*|planned|expected|live|closed?)\b"
        r"[^.;,]{0,20}\b(?:by|on|for|from|in|is)\s*$", before, re.IGNORECASE)  # fmt: skip
    if not led or re.search(r"\bnot\b|\bwas (?:planned|forecast|expected)|\boriginal", before):
        return
    there = {at: day_of(rows.body[name][at]) for at in columns}
    if one.on in there.values():
        yield one.text, "", ""
        return
    ends = [at for at in columns if re.search(r"\b(?:due|by|deadline|end|finish|complet)", rows.heads[at], re.I)]
    fitting = [at for at in columns if stem(led["verb"])[:6] in {each[:6] for each in stems(rows.heads[at])}]
    if re.match(r"due|finish|complet|end|close", led["verb"], re.IGNORECASE):
        fitting = fitting or ends
    if len(fitting) == 1:
        cell = rows.body[name][fitting[0]]
        yield one.text, cell, f"{rows.where(name)} has {cell} in the column “{rows.heads[fitting[0]]}”."


def _from_to(rows: Rows, sentence: str) -> Iterator[tuple[str, str, str]]:
    """ "from 4,055 in 2022/23 to 3,980 in 2023/24", "in 2023/24 there were 861 solved offences", of a row a year."""
    known = {each.casefold(): each for each in rows.body}
    for found in _FROM_TO.finditer(sentence):
        names = [known.get(found[each].casefold().strip()) for each in ("one", "other")]
        said = [decimal(found["n"]), decimal(found["m"])]
        if names[0] is None or names[1] is None:
            continue
        fitting = [at for at in rows.numbered if any(
            rows.number(name, at) == each for name, each in zip(names, said, strict=True) if name)]  # fmt: skip
        if len(fitting) == 1:
            there = [rows.number(name, fitting[0]) for name in names if name]
            right = there == said
            has = f"{rows.table.place} has {there[0]:,} for {names[0]} and {there[1]:,} for {names[1]}."
            yield found[0], "" if right else f"from {there[0]:,} to {there[1]:,}", "" if right else has
    for found in _IN_PERIOD.finditer(sentence):
        name = known.get(found["row"].casefold())
        columns = rows.columns(found["after"], rows.counts)
        if name and columns:
            yield _told(rows, name, columns, f"{found['n']} {found['after']}", counted(found["n"]))
