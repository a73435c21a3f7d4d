"""What a sentence says of one row or two that it names, against all the columns that may be meant: how it changed, who
leads it, that it has the most, or more than another.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from papers.checking.dates import day_of
from papers.checking.figures import COUNT
from papers.checking.frames import Frame, frames_of, in_words, matched
from papers.checking.numbers_of_rows import EXTREME, NOT_PLAIN, Said, by_and_to, it_is, numbers_of
from papers.checking.paper import Finding, Line, Paper
from papers.checking.predicates import readings, same_post
from papers.checking.quantified import clauses
from papers.checking.rows import stems

_HAS_THE = re.compile(
    rf"^\s*(?:[a-z]+\s+){{0,2}}?(?:(?:still|now|also|again)\s+)?(?:has|have|had|is|are|was|were|made|makes? up|saw|"
    rf"recorded|remains?|received|holds?|with)?\s*(?:the\s+)?{EXTREME}\b(?P<of>(?:\s+[a-z-]+){{0,5}})",
    re.IGNORECASE,
)
_IN_ROW = re.compile(
    rf"^(?P<of>[\w’' -]{{2,50}}?)\s+(?:is|was|are|were)\s+(?:the\s+)?{EXTREME}\s+(?:in|at|for|among|on|"
    rf"with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THE_IS = re.compile(
    rf"\bthe\s+{EXTREME}\b(?P<of>(?:[ -][a-z-]+){{0,4}}?)\s+(?:is|was|are|were)\s+(?:that of\s+|in\s+|at\s+|"
    rf"among\s+|for\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"^'s?\s+(?P<of>[a-z][a-z -]{{2,40}}?)\s+(?:is|was|are|were)\s+(?:still\s+)?the\s+{EXTREME}\s*$", re.IGNORECASE
)
_ENDS = re.compile(
    r"^\s*(?:is|was|will be)\s+the\s+(?:(?P<last>last|latest)|(?P<first>first|earliest|next))\s+(?:[a-z]+\s+)?"
    r"(?:to\s+(?P<verb>finish|complete|end|close|start|begin|open)|due|of them)\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"^\s*(?:has|have|had)\s+(?P<way>more|fewer)\s+(?P<of>[a-z’' -]{2,40}?)\s+than\s+(?:the\s+|in\s+|at\s+)?$",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^\s*(?:both\s+)?(?:have|has|had|are)\s+(?:each\s+)?(?:(?:finished|closed|completed|made|met|got)\s+)?"
    r"(?:the same(?: number(?: of)?)?|equal(?: numbers of)?|equally|as many)\s+"
    r"(?P<of>[a-z’' -]{2,40})$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"^(?P<who>.+?)\s+(?P<verb>leads?|owns?|sponsors|holds|is responsible for|answers for)\s+(?:(?P<n>{COUNT})"
    rf"(?:\s+of\s+(?:the\s+)?(?:{COUNT}))?(?:\s+(?P<noun>[a-z’' -]{{2,30}}))?|(?:the\s+)?(?P<what>.+))$",
    re.IGNORECASE,
)
_BELONG = re.compile(
    rf"^(?P<n>{COUNT})\s+(?:of\s+(?:the\s+)?(?P<m>{COUNT})\s*(?P<noun>[a-z’' -]{{0,30}}?)|"
    rf"(?P<noun2>[a-z’' -]{{2,30}}?))\s*"
    r"(?:are\s+(?=the\s+[\w ]{3,30}'s?$)|belong to|are (?:owned|led|held|sponsored) by|are with|"
    r"are the responsibility of)\s+(?:the\s+)?(?P<who>.+)$",
    re.IGNORECASE,
)

_NOT_SO = re.compile(
    r"\b(?:would|could|should|will|expected|except|apart from|other than|not|never|if|likely|since \d{4}|ever)\b",
    re.IGNORECASE,
)
_IN_TOTAL = re.compile(r"(?:overall|in total|in all|altogether|the total|total|all|the number)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:is|are|was|were|has|have|had|remains?|stays?|rose|fell|met|missed)\s", re.IGNORECASE)


def said_of_rows_by_name(paper: Paper) -> Iterator[Finding]:
    """The statements of rows that no table bears out."""
    frames = frames_of(paper)
    for line in paper.prose if frames else ():
        if not line.level:
            yield from _of_line(line, frames)


def _of_line(line: Line, frames: list[Frame]) -> Iterator[Finding]:
    subject = ""
    for clause in clauses(line.text):
        if subject and _GOES_ON.match(clause):
            clause = f"{subject} {clause}"
        subject = next(
            (each[0][0] for frame in frames for each in frame.rows.named_in(clause) if each[0].start() < 5), ""
        )
        said: dict[str, str] = {}
        right: set[str] = set()
        for frame in frames:
            for printed, why in _against(frame, clause):
                if why:
                    said.setdefault(printed, why)
                else:
                    right.add(printed)
        yield from (Finding(line.place, each, "", why) for each, why in said.items() if each not in right)


def _against(frame: Frame, clause: str) -> Said:
    named = [each for each in frame.rows.named_in(clause) if not _goes_on(clause, each[0].end())]
    yield from _leads(frame, clause)
    yield from _in_the_row(frame, clause)
    yield from it_is(frame, clause)
    if not named:
        if matched(_IN_TOTAL, clause):
            yield from by_and_to(frame, "", clause)
        return
    (at, name), before, after = named[0], clause[: named[0][0].start()], clause[named[0][0].end() :]
    begins = not re.search(r"\w", re.sub(r"^\W*(?:the|and|but|in|for)\b", "", before, flags=re.IGNORECASE))
    if len(named) == 1:
        yield from numbers_of(frame, name, before, after, clause)
        yield from _most(frame, name, before, after, clause, begins=begins)
        if begins:
            yield from _does(frame, [name], after, clause)
            yield from _at_an_end(frame, name, after, clause)
    elif len(named) == 2 and begins:
        (two, other), between = named[1], clause[at.end() : named[1][0].start()]
        rest = clause[two.end() :]
        if re.fullmatch(r"\s*,?\s+and\s+(?:the\s+)?", between) and name != other:
            yield from _does(frame, [name, other], rest, clause)
            yield from _same(frame, (name, other), rest, clause)
        elif (found := _MORE_THAN.match(between)) and not re.search(r"\w", rest):
            yield from _more(frame, (name, other), found, clause)


_IN_THE_ROW = re.compile(
    rf"^(?:in|at|for|under)\s+(?:the\s+)?(?P<row>[A-Z][^,]{{2,40}}),\s+(?P<n>{COUNT})\s+[a-z]+\s+(?:is|are|"
    rf"was|were|have been)\s+"
    r"(?P<state>[a-z]+(?: [a-z]+)?)$",
    re.IGNORECASE,
)


def _in_the_row(frame: Frame, clause: str) -> Said:
    """ "In the North, five buildings are complete"."""
    found = matched(_IN_THE_ROW, clause)
    named = frame.rows.named_in(found["row"]) if found else []
    columns = [at for at in frame.rows.counts if found and stems(frame.heads[at]) == stems(found["state"])]
    if found and len(named) == 1 and len(columns) == 1:
        there = frame.rows.number(named[0][1], columns[0])
        right = there == in_words(found["n"])
        why = f"{frame.rows.where(named[0][1])} has {there:,} in the column “{frame.heads[columns[0]]}”."
        yield clause, "" if right else why


def _goes_on(clause: str, end: int) -> bool:
    """Whether a name goes on in capitals: “Finance Committee”, of a row that is called Finance."""
    return bool(re.match(r"\s+(?:[A-Z][a-z]+|and [A-Z][a-z]+ [A-Z])", clause[end:]))


def _does(frame: Frame, names: list[str], after: str, clause: str) -> Said:
    """ "Fleet remains Green", "Workforce is led by …", "Ashdown rose by six points"."""
    said = re.sub(r"^,?\s*(?:which|who)\s+", "", after).strip()
    led = re.match(r"(?P<noun>[a-z]+(?: [a-z]+)?)\s+(?=(?:has|have|is|are|was|were|rose|fell|remains?)\b)", said)
    if led and stems(led["noun"]) & stems(" ".join((*frame.heads, frame.rows.table.place))):
        said = said[led.end() :]  # “Fleet emissions have fallen”
    if _NOT_SO.search(said) or not re.match(r"(?:[a-z]+\s+)", f"{said} ", re.IGNORECASE):
        return
    found = readings(frame, said)
    verdicts = [[each.truth[name] for name in names] for each in found]
    if not found or any(None in each for each in verdicts):
        return
    if any(all(each) for each in verdicts):
        yield clause, ""
        return
    name = next(name for name, so in zip(names, verdicts[0], strict=True) if not so)
    has = ", then ".join(frame.cell(name, at) or "nothing" for at in found[0].of)
    heads = " and ".join(f"“{frame.heads[at]}”" for at in found[0].of)
    yield clause, f"{frame.rows.where(name)} has {has} by {heads}."


def _most(frame: Frame, name: str, before: str, after: str, clause: str, *, begins: bool) -> Said:
    """ "St Luke's has the lowest share", "compliance is lowest for electrical checks", "the longest is FIN-03"."""
    found = _HAS_THE.match(after) if begins else None
    found = found or _IN_ROW.match(before) or _THE_IS.search(before) or _WHOSE.match(after)
    if not found or NOT_PLAIN.search(clause):
        return
    most, adjective = bool(found["most"]), (found["most"] or found["least"]).casefold()
    of = re.split(r"\b(?:of|in|at|among|with|than|on)\b", f" {found['of']} ")[0]
    words = stems(of) - frame.called - stems("group category share number part kind type size total figure")
    if adjective in ("worst", "best") or re.search(r"\bfurthest\b", adjective):
        return
    columns = [at for at in frame.rows.numbered if at not in frame.targets and stems(frame.heads[at]) & words]
    latest = {at for series in frame.series for at in series.columns[:-1]}
    vague = re.search(r"\b(?:result|score|figure|outcome)", of, re.IGNORECASE)
    if not columns and words and not vague and adjective not in ("longest", "shortest"):
        return
    columns = columns or [at for at in frame.rows.numbered if at not in frame.targets]
    if adjective in ("longest", "shortest"):
        columns = [at for at in columns if re.search(r"day|week|month|wait|time|late|overdue", frame.heads[at], re.I)]
    columns = [at for at in columns if at not in latest] or columns
    for at in columns:
        values = {each: frame.rows.number(each, at) or Decimal(0) for each in frame.names}
        best = (max if most else min)(values.values())
        if values[name] == best or (
            values[name] == (min if most else max)(values.values()) and best * min(values.values()) < 0
        ):
            yield clause, ""
            return
    if columns:
        values = {each: frame.rows.number(each, columns[0]) or Decimal(0) for each in frame.names}
        best = (max if most else min)(values.values())
        better = next(each for each, value in values.items() if value == best)
        where = f"{frame.rows.table.place}, column “{frame.heads[columns[0]]}”"
        yield clause, f"{where}: {better} has {best:,}, {name} {values[name]:,}."


def _at_an_end(frame: Frame, name: str, after: str, clause: str) -> Said:
    """ "Depot is the last to finish"."""
    found = _ENDS.match(after)
    if not found or not frame.days:
        return
    for at in frame.days:
        days = {each: day for each in frame.names if (day := day_of(frame.cell(each, at)))}
        end = (max if found["last"] else min)(days.values())
        if days[name] == end:
            yield clause, ""
            return
    at = frame.days[-1]
    days = {each: day for each in frame.names if (day := day_of(frame.cell(each, at)))}
    end = (max if found["last"] else min)(days.values())
    other = next(each for each, day in days.items() if day == end)
    if (found["first"] or "").casefold() != "next":
        yield clause, f"{frame.rows.where(other)} has {frame.cell(other, at)}, {name} {frame.cell(name, at)}."


def _columns(frame: Frame, of: str) -> list[int]:
    words = stems(of)
    found = [at for at in frame.rows.counts if stems(frame.heads[at]) & words]
    return [at for at in found if stems(frame.heads[at]) <= words] or found


def _more(frame: Frame, names: tuple[str, str], found: re.Match[str], clause: str) -> Said:
    """ "Apprenticeships has more reds than Teaching"."""
    columns = _columns(frame, found["of"])
    pairs = [(frame.rows.number(names[0], at) or 0, frame.rows.number(names[1], at) or 0) for at in columns]
    if any((one > two) == (found["way"].casefold() == "more") and one != two for one, two in pairs):
        yield clause, ""
    elif pairs:
        yield clause, _has_both(frame, names, columns[0])


def _same(frame: Frame, names: tuple[str, str], rest: str, clause: str) -> Said:
    """ "R5 and R6 have the same number of actions"."""
    found = _SAME.match(rest)
    columns = _columns(frame, rest) if found else []
    if any(frame.rows.number(names[0], at) == frame.rows.number(names[1], at) for at in columns):
        yield clause, ""
    elif columns:
        yield clause, _has_both(frame, names, columns[0])


def _has_both(frame: Frame, names: tuple[str, str], at: int) -> str:
    one, two = (frame.cell(name, at) for name in names)
    return f"{frame.rows.table.place}, column “{frame.heads[at]}”: {names[0]} has {one}, {names[1]} {two}."


def _leads(frame: Frame, clause: str) -> Said:
    """ "The County Council leads the theatre", "three of the six belong to the Head of IT"."""
    found = (matched(_LEADS, clause) or matched(_BELONG, clause)) if frame.owners else None
    if not found:
        return
    said = found.groupdict()
    who = re.sub(r"^(?:the|and)\s+|'s?$", "", said["who"].strip(), flags=re.IGNORECASE)
    for at in frame.owners:
        led = [name for name in frame.names if same_post(frame.cell(name, at), who)]
        if not led:
            continue
        if said.get("what"):
            named = frame.rows.named_in(said["what"])
            if len(named) == 1 and named[0][0].start() < 5:
                right = named[0][1] in led
                why = f"{frame.rows.where(named[0][1])} has {frame.cell(named[0][1], at)}."
                yield clause, "" if right else why
        elif said["n"]:
            noun = f"{said.get('noun') or ''} {said.get('noun2') or ''}".strip()
            if not noun or frame.are(noun, None) or said.get("m"):
                right = int(in_words(said["n"])) == len(led)
                yield clause, "" if right else f"{frame.rows.table.place}: {len(led)}, {', '.join(led[:6])}."
