"""Sign-offs that nobody has filled in: in a table of reviewers, or as a line with nothing behind it."""

import re
from collections.abc import Iterator

from papers.checking.paper import Finding, Paper, Table

_REVIEWER = re.compile(
    r"\b(?:review(?:er|ers|ed by)?|consult(?:ee|ees|ed)|sign(?:ed)?[ -]?off|clear(?:ed|ance)|approv(?:er|ed by|al)|"
    r"signature|officer)\b",
    re.IGNORECASE,
)
_WHEN_OR_WHO = re.compile(
    r"\b(?:name|date|sign(?:ed|ature)?|signed off|approved|outcome|cleared|initials|status|response)\b", re.IGNORECASE
)
_ROLES = re.compile(
    r"\b(?:governance|finance|s151|section 151|legal|monitoring officer|communications|comms|equalit\w+|procurement|"
    r"risk|human resources|hr|approver|director|chief executive|portfolio holder)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^(?P<label>(?:reviewed|approved|signed off|cleared|signed|authori[sz]ed|agreed) by|signature|sign-?off|"
    r"(?:report )?approver|date (?:approved|signed|of sign-?off))\s*[:–-]?\s*(?P<said>[_.…\s]*)$",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(
    r"^(?P<label>(?:reviewed|approved|signed off|cleared|signed|authori[sz]ed|agreed) by [\w’' -]{2,60}?)"
    r"(?: on|, date)?\s*[:–-]?\s*_{3,}[_\s]*$",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(r"\b(?:not (?:required|applicable|needed)|n/a)\b", re.IGNORECASE)
_EMPTY = re.compile(r"[_.…\s/–-]*|n/?k|tbc|tba|to be confirmed|pending|awaited|awaiting.*|outstanding", re.IGNORECASE)


def sign_offs(paper: Paper) -> Iterator[Finding]:
    """Each reviewer whose sign-off is blank (`domain.md` 4.3: a blank blocks publication)."""
    for line in paper.prose:
        if not line.level and (found := _LINE.match(line.text.strip()) or _NAMED_LINE.match(line.text.strip())):
            yield Finding(line.place, line.text.strip(), "", f"“{found['label']}” has nothing behind it.")
    for table in paper.tables:
        yield from _in_table(table)


def _in_table(table: Table) -> Iterator[Finding]:
    heads = table.rows[0]
    asked = [column for column in range(1, len(heads)) if _WHEN_OR_WHO.search(heads[column])]
    if not asked or not any(map(_REVIEWER.search, heads)) or sum(bool(_ROLES.search(row[0])) for row in table.rows) < 2:
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
