"""Reading a proposal from a line: `date 31 Oct 2023 the officer started late`, `new "Recruit carers" area:2`.

Pure but for the names of boards and posts. Parts are named, with a colon or after a semicolon; what has no name is what
the kind begins with, and then its reason.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from handlers.days import LONGEST_DAY, begins_day, day_words
from handlers.fillers import is_filler, without_thanks
from handlers.grammar import DASHES, DOUBLE
from handlers.proposal_fields import FIELDS
from handlers.refs import leading_ref
from models.decisions.proposals import ProposalKind
from models.plan.deadlines import Deadline, Precision, parse_deadline
from models.plan.relative_days import day_said

_BEGINS_A_REASON = re.compile(
    rf"^(?:[\s,;:.{re.escape(DASHES)}]|because\b(?:\s+of\b)?|since\b|due to\b)+", re.IGNORECASE
)
_QUOTED = re.compile(rf"\s*[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}]")
_LINK = re.compile(r"https?://\S+")


def read_line(kind: ProposalKind, text: str, today: date, names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The fields that a line gives, as they were typed. `today` is local; `names` are those of boards and of owners."""
    text = "" if all(map(is_filler, text.split())) else without_thanks(text)
    rest, given = _named_parts(kind, text)
    first = _FIRST.get(kind)
    if first and first not in given:
        value, rest = _begins(kind, rest, today, names)
        if value:
            given[first] = value
    reason = _BEGINS_A_REASON.sub("", rest).strip()
    if reason and kind is ProposalKind.CLOSE and "evidence" not in given and (link := _LINK.search(reason)):
        given["evidence"] = link[0]
    if reason:
        given["reason"] = f"{reason} {given['reason']}" if "reason" in given else reason
    return given


def read_date(text: str, today: date) -> Deadline:
    """A deadline as people type one, with its year or without. Raises ValueError, in words for people."""
    try:
        return parse_deadline(text)
    except ValueError:
        return Deadline(day_said(text, today), Precision.DAY)


_FIRST: Mapping[ProposalKind, str] = {
    ProposalKind.NEW: "title",
    ProposalKind.DATE: "until",
    ProposalKind.MERGE: "into",
    ProposalKind.SPLIT: "parts",
    ProposalKind.REWORD: "title",
    ProposalKind.OWNER: "owner",
    ProposalKind.BOARD: "board",
}
"""What a line of each kind begins with."""


def _named_parts(kind: ProposalKind, text: str) -> tuple[str, dict[str, str]]:
    """The text in front of the first named part, and the parts by field: `effect: …`, `; milestone …`."""
    of_name = {name: each.name for each in FIELDS[kind] for name in each.names}
    longest_first = sorted(of_name, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    found = list(re.finditer(rf"(?:^|(?<=[\s;,]))({names})\s*:\s*|;\s*({names})\s+", text, re.IGNORECASE))
    found = [each for each in found if text.count('"', 0, each.start()) % 2 == 0]
    if not found:
        return text.strip(" ;,"), {}
    ends = [*(each.start() for each in found[1:]), len(text)]
    given: dict[str, str] = {}
    for part, end in zip(found, ends, strict=True):
        value = text[part.end() : end].strip(" ;,\n")
        name = of_name[(part[1] or part[2]).casefold()]
        quoted = _QUOTED.fullmatch(value)
        given[name] = quoted[1] if quoted else value
    return text[: found[0].start()].strip(" ;,"), {name: value for name, value in given.items() if value}


def _begins(kind: ProposalKind, text: str, today: date, names: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """What a line begins with, and the rest of it."""
    match kind:
        case ProposalKind.DATE:
            return _leading_date(re.sub(r"^(?:to|until|by)\s+", "", text, flags=re.IGNORECASE), today)
        case ProposalKind.MERGE:
            bare = re.sub(r"^(?:into|with|to)\s+", "", text, flags=re.IGNORECASE)
            return leading_ref(bare) or ("", text)
        case ProposalKind.SPLIT:
            return _parts(re.sub(r"^into\s+", "", text, flags=re.IGNORECASE))
        case ProposalKind.OWNER | ProposalKind.BOARD:
            return _leading_name(re.sub(r"^to\s+", "", text, flags=re.IGNORECASE), names[_FIRST[kind]])
        case _:
            quoted = _QUOTED.match(text)
            return (quoted[1].strip(), text[quoted.end() :]) if quoted else (text.strip(), "")


def _leading_date(text: str, today: date) -> tuple[str, str]:
    words = text.split()
    for length in range(min(len(words), LONGEST_DAY), 0, -1):
        typed = " ".join(words[:length]).strip(",;:.")
        with suppress(ValueError):
            read_date(typed, today)
            return typed, " ".join(words[length:])
    unread = day_words(words) if words and begins_day(words) else []
    return " ".join(unread), " ".join(words[len(unread) :])


def _parts(text: str) -> tuple[str, str]:
    """Quoted parts, one a line, and what follows the last of them; or lines."""
    parts, at = [], 0
    while quoted := _QUOTED.match(text, at):
        parts.append(quoted[1].strip())
        at = quoted.end()
        at += len(joining[0]) if (joining := re.match(r"\s*(?:[,;&]|and\b)+", text[at:])) else 0
    if parts:
        return "\n".join(filter(None, parts)), text[at:]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return ("\n".join(lines), "") if len(lines) > 1 else ("", text)


def _leading_name(text: str, names: Sequence[str]) -> tuple[str, str]:
    """The longest of the known names that the text begins with, an address or what is quoted; and the rest."""
    if quoted := _QUOTED.match(text):
        return quoted[1].strip(), text[quoted.end() :]
    folded = text.casefold()
    for name in sorted(names, key=len, reverse=True):
        end = len(name)
        if folded.startswith(name.casefold()) and not text[end : end + 1].isalnum():
            return text[:end], text[end:]
    first, _, rest = text.partition(" ")
    return first.strip(",;:"), rest
