"""Sign-offs that nobody has filled in: in a table of reviewers, or as a line with nothing behind it."""

import re
from collections.abc import Iterator

from papers.checking.paper import Finding, Kind, Line, Paper, Table

_REVIEWER = re.compile(
    r"\b(?:review(?:er|ers|ed by)?|consult(?:ee|ees|ed)|sign(?:ed)?[ -]?off|clear(?:ed|ance)|approv(?:er|ed by|al)|"
    r"signature|officer)\b",
    re.IGNORECASE,
)
_WHEN_OR_WHO = re.compile(
    r"\b(?:name|date|sign(?:ed|ature)?|signed off|approved|agreed|outcome|cleared|clearance|initials|"
    r"status|response|comments?)\b",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"\b(?:governance|finance|s151|section 151|legal|monitoring officer|communications|comms|equalit\w+|procurement|"
    r"risk|human resources|hr|approver|director|chief|head of|chair|portfolio holder|officer|lead|"
    r"accountable body|treasurer|"
    r"nurse|solicitor)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^(?P<label>(?:reviewed|approved|signed off|cleared|signed|authori[sz]ed|agreed)(?: by)|signed off|"
    r"signature|sign-?off|"
    r"(?:report )?approver|date (?:approved|signed|of sign-?off))\s*[:–-]?\s*(?P<said>[_.…\s]*)$",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(
    r"^(?P<label>(?:reviewed|approved|signed off|cleared|signed|authori[sz]ed|agreed) by [\w’' -]{2,60}?)"
    r"(?: on|, date)?\s*[:–-]?\s*_{3,}[_\s]*$",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"^(?P<label>signed(?: by)?(?: \([^)]{1,30}\))?|signature|chair(?:['’]s signature)?|approved)\s*:?\s*[._…]{4,}\s*"
    r"(?:,?\s*(?:date|name)\s*:?"
    r"\s*[._…]{3,}\s*)*$",
    re.IGNORECASE,
)
_ROLE_LINE = re.compile(r"^(?P<label>[A-Z][\w’'& ]{2,40}?)(?:\s+\([^)]*\))?\s*(?::|\s[–-])\s*(?P<said>.*)$")
_POST = re.compile(r"^(?:role|post|title|job title|reviewer|position|function|department)$", re.IGNORECASE)
_SIGNED_ON = re.compile(r"\b(?:date|signed|signature)\b", re.IGNORECASE)
_OF_SIGN_OFF = re.compile(
    r"“[^”]*\b(?:sign(?:ed)?[ -]?offs?|clearances?|approvals?|assurance|consultees)\b[^”]*”", re.IGNORECASE
)
_CORRECT = re.compile(
    r"^(?P<label>signed as (?:a|an) (?:correct|accurate|true) record|signed(?: \([^)]{1,30}\))|chair|"
    r"(?:[A-Z][\w’' ]{2,40} )?(?:sign-?off|clearance|comments|advice))\s*:?\s*[._…\s]*(?:,?\s*(?:date|"
    r"name)\s*:\s*[._…\s]*)*$",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(r"\b(?:not (?:required|applicable|needed)|n/a)\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"[_.…\s/–-]*|n/?k|tbc|tba|to be confirmed|pending|awaited|awaiting.*|outstanding|to be added|"
    r"to follow|to be completed",
    re.IGNORECASE,
)


def sign_offs(paper: Paper) -> Iterator[Finding]:
    """Each reviewer whose sign-off is blank (`domain.md` 4.3: a blank blocks publication)."""
    for line in paper.prose:
        if not line.level and (found := _blank(line.text.strip())):
            yield Finding(line.place, line.text.strip(), "", f"“{found['label']}” has nothing behind it.")
    yield from _in_lines(paper)
    yield from _with_nothing_below(paper)
    for table in paper.tables:
        yield from _in_table(table)


def _blank(text: str) -> re.Match[str] | None:
    return _LINE.match(text) or _NAMED_LINE.match(text) or _DOTTED.match(text)


def _in_lines(paper: Paper) -> Iterator[Finding]:
    """Roles one below the other, each with who and when: those with nothing behind them, where another is signed."""
    together: list[tuple[Line, re.Match[str]]] = []
    for block in (*paper.blocks, None):
        found = _ROLE_LINE.match(block.text.strip()) if isinstance(block, Line) and not block.level else None
        if isinstance(block, Line) and found and _ROLES.search(found["label"]):
            together.append((block, found))
            continue
        signed = [
            each for _, each in together if re.search(r"\b20\d\d\b", each["said"]) or _NOT_NEEDED.search(each["said"])
        ]
        for line, each in together if signed else ():
            if _EMPTY.fullmatch(each["said"].strip()):
                yield Finding(line.place, line.text.strip(), "", f"“{each['label']}” has nothing behind it.")
        together = []


def _with_nothing_below(paper: Paper) -> Iterator[Finding]:
    """ "Section 151 Officer comments:" with nothing behind it, and another section or nothing below it."""
    blocks = [
        each for each in paper.blocks if not (isinstance(each, Line) and each.kind in (Kind.COMMENT, Kind.MARGIN))
    ]
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        if (
            not isinstance(block, Line)
            or block.level
            or ":" not in block.text
            or len(block.text) > 200
            or _blank(block.text.strip())
        ):
            continue
        found = _CORRECT.match(re.sub(r"^[\d.]+\s+", "", block.text.strip()))
        plain = (
            isinstance(below, Line)
            and not below.level
            and not below.number
            and not re.match(r"[\d.]+\s|\S.{0,40}:", below.text)
        )
        if found and not plain and not isinstance(below, Table):
            yield Finding(block.place, block.text.strip(), "", f"“{found['label']}” has nothing behind it.")


def _in_table(table: Table) -> Iterator[Finding]:
    heads = table.rows[0]
    asked = [column for column in range(1, len(heads)) if _WHEN_OR_WHO.search(heads[column])]
    of_posts = bool(_POST.match(heads[0].strip())) and any(map(_SIGNED_ON.search, heads[1:]))
    if (
        not asked
        or not (of_posts or any(map(_REVIEWER.search, heads)) or _OF_SIGN_OFF.search(table.place))
        or sum(bool(_ROLES.search(row[0])) for row in table.rows) < 2
    ):
        return
    for row in range(1, len(table.rows)):
        cells = table.rows[row]
        if not cells[0].strip() or not _ROLES.search(cells[0]) or any(map(_NOT_NEEDED.search, cells)):
            continue
        blank = [heads[column] for column in asked if _EMPTY.fullmatch(cells[column].strip())]
        if len(blank) == len(asked):
            printed = next((cells[column].strip() for column in asked if cells[column].strip()), "(blank)")
            empty = f"{', '.join(blank)} {'is' if len(blank) == 1 else 'are'} empty"
            why = f"{cells[0].strip()} has not signed it off: {empty}."
            yield Finding(f"{table.place}, row “{cells[0].strip()}”", printed, "", why)
