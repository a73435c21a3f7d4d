"""Reading a proposal from a line: `date 31 Oct 2023 the officer started late`, `new "Recruit carers" area:2`.

Pure but for the names of boards and posts. Parts are named, with a colon or after a semicolon; what has no name is what
the kind begins with, and then its reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import SequenceMatcher

from handlers.days import LONGEST_DAY, begins_day, day_words
from handlers.fillers import is_filler, plain, without_thanks
from handlers.grammar import DASHES, DOUBLE, said_once
from handlers.proposal_fields import FIELDS
from handlers.refs import leading_ref
from models.decisions.proposals import ProposalKind
from models.plan.deadlines import Deadline, Precision, parse_deadline
from models.plan.relative_days import day_said

_BEGINS_A_REASON = re.compile(
    rf"^(?:[\s,;:.{re.escape(DASHES)}]|please\b|because\b(?:\s+of\b)?|since\b|due to\b)+", re.IGNORECASE
)
_HOW_MANY = re.compile(
    r"^(?:(?:two|three|four|five|six|[2-9])\b\s*(?:parts|actions|ones)?|the following|these)\s*:\s*", re.IGNORECASE
)
"""What people say before the parts of what is split."""

_MARK_OF_A_PART = re.compile(r"[\s•*-]*(?:\(?(?:\d{1,2}|[a-z])[.)]\s+)?", re.IGNORECASE)
_REASON_AT_THE_END = re.compile(r"[\s,;]+(?:because|since|due to)\b", re.IGNORECASE)
_END_OF_A_NAME = re.compile(rf"[,;:(]|\s[{re.escape(DASHES)}]\s|\s(?:because|since|due to|as)\b", re.IGNORECASE)
_TO = re.compile(r"^(?:to|as|into)\b[\s:]*")
"""Before new words; with a capital letter it is the first of them."""
_QUOTED = re.compile(rf"\s*[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}]")
_SINGLY_QUOTED = re.compile(r"\s*['‘](\S.*\S)['’]\s*")
"""All of a text; within one a single mark may be an apostrophe."""
_BECAUSE = re.compile(r"[\s,;]+because\s+(?:of\s+)?", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def read_line(kind: ProposalKind, text: str, today: date, names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The fields that a line gives, as they were typed. `today` is local; `names` are those of boards and of owners."""
    text = "" if all(map(is_filler, text.split())) else without_thanks(text)
    rest, given = named_parts(kind, text)
    if kind is ProposalKind.NEW:
        rest, loosely = _parts_of_new(rest, today, names)
        given = {**loosely, **given}
    if kind is ProposalKind.MEASURE:
        given = _with_its_reason(given)
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


def begins_with_its_words(kind: ProposalKind, text: str) -> bool:
    """Whether a line says what a proposal of this kind begins with so that nothing else can be meant: in quotation
    marks, or by its name.
    """
    rest, given = named_parts(kind, text)
    quoted = _QUOTED.match(rest) or _SINGLY_QUOTED.fullmatch(rest)
    return bool(quoted) or _FIRST[kind] in given


def what_moves(text: str, today: date, boards: Sequence[str]) -> tuple[ProposalKind | None, str]:
    """Whether a date or a board is what “move the date to 31 Oct” is about, and the words from that on."""
    words = text.split()
    while words and (is_filler(words[0]) or plain(words[0]) in ("date", "deadline", "due", "back", "until", "board")):
        rest = " ".join(words)
        if _leading_date(rest, today)[0]:
            break
        if _known_name(rest, boards) or (plain(words[0]) == "board" and words[1:]):
            return ProposalKind.BOARD, rest
        words = words[1:]
    rest = " ".join(words)
    if _leading_date(rest, today)[0]:
        return ProposalKind.DATE, rest
    return (ProposalKind.BOARD if rest and (_known_name(rest, boards) or _misspelt(rest, boards)) else None), rest


def _with_its_reason(given: Mapping[str, str]) -> dict[str, str]:
    """Named parts of a few words, where a reason may stand behind the last: `target:80% because it is at 75%`."""
    parts = dict(given)
    for name, value in given.items():
        if name not in ("definition", "reason", "source") and (because := _BECAUSE.search(value)):
            parts |= {name: value[: because.start()], "reason": value[because.end() :]}
    return {name: value for name, value in parts.items() if value}


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
    ProposalKind.MEASURE: "definition",
    ProposalKind.OWNER: "owner",
    ProposalKind.BOARD: "board",
}
"""What a line of each kind begins with."""


def named_parts(kind: ProposalKind, text: str) -> tuple[str, dict[str, str]]:
    """The text in front of the first named part, and the parts by field: `effect: …`, `; milestone …`. Raises `Mistake`
    for a part that is said twice.
    """
    of_name = {name: each.name for each in FIELDS.get(kind, ()) for name in each.names}
    if not of_name:
        return text.strip(" ;,"), {}
    longest_first = sorted(of_name, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    told = rf"(?:^|[;,]|\band)\s*(?:(?:and|the)\s+)*({names})\s+(?:is|are)\s+"
    named = rf"(?:^|(?<=[\s;,]))({names})\s*:\s*|{told}|;\s*({names})(?:\s*:\s*|\s+)"
    found = list(re.finditer(named, text, re.IGNORECASE))
    found = [each for each in found if text.count('"', 0, each.start()) % 2 == 0]
    if not found:
        return text.strip(" ;,"), {}
    ends = [*(each.start() for each in found[1:]), len(text)]
    parts: list[tuple[str, str]] = []
    for part, end in zip(found, ends, strict=True):
        value = text[part.end() : end].strip(" ;,\n")
        quoted = _QUOTED.fullmatch(value)
        parts.append(((part[1] or part[2] or part[3]).casefold(), quoted[1] if quoted else value))
    given = said_once(parts, same=of_name)
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
            return _name_in(text, names[_FIRST[kind]])
        case _:
            text = _TO.sub("", text) if kind is ProposalKind.REWORD else text
            quoted = _QUOTED.match(text) or _SINGLY_QUOTED.fullmatch(text)
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
    """Quoted parts, one a line, and what follows the last of them; or lines, or what semicolons divide."""
    text = _HOW_MANY.sub("", text)
    parts, at = [], 0
    while quoted := _QUOTED.match(text, at):
        parts.append(quoted[1].strip())
        at = quoted.end()
        at += len(joining[0]) if (joining := re.match(r"\s*(?:[,;&]|and\b)+", text[at:])) else 0
    if parts:
        return "\n".join(filter(None, parts)), text[at:]
    said, reason = text, ""
    if found := _REASON_AT_THE_END.search(text):
        said, reason = text[: found.start()], text[found.start() :]
    lines = parts_in(said)
    return ("\n".join(lines), reason) if len(lines) > 1 else ("", text)


def parts_in(text: str) -> list[str]:
    """The parts of what is split: a line each, or divided by semicolons; without their bullets, and without numbers
    where all have one.
    """
    lines = [line.strip(" •*-\t") for line in (text.splitlines() if "\n" in text.strip() else text.split(";"))]
    lines = [line for line in lines if line]
    bare = [_MARK_OF_A_PART.sub("", line, count=1) for line in lines]
    return bare if all(each and each != line for each, line in zip(bare, lines, strict=True)) else lines


def _parts_of_new(text: str, today: date, names: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """What is said of a new action without a colon: `"Recruit ten" area 2 board Workforce due 30 Sep 2023`, or with
    commas between; and the text without it. Only what can be read as that is taken: all else is the action.
    """
    given: dict[str, str] = {}
    quoted = _QUOTED.match(text)
    at = quoted.end() if quoted else 0
    divided = r"[\s,;]+(?:and\s+)?" if quoted else r"\s*[,;]\s*(?:and\s+)?"
    for found in re.finditer(
        rf"{divided}(?P<name>area|board|sro|owner|lead|due|by)\s+(?=\S)", text[at:], re.IGNORECASE
    ):
        name = {"sro": "owner", "lead": "owner", "by": "due"}.get(found["name"].casefold(), found["name"].casefold())
        value = _reads_as(name, text[at + found.end() :], today, names)
        if value and name not in given:
            given[name] = value
            text = (
                text[: at + found.start()]
                + "\0" * (found.end() - found.start() + len(value))
                + text[at + found.end() + len(value) :]
            )
    return re.sub("\0+", " ", text).strip(" ,;"), given


def _reads_as(name: str, text: str, today: date, names: Mapping[str, Sequence[str]]) -> str:
    """As much of the beginning of a text as is a value of the field with this name; empty if none is."""
    match name:
        case "area":
            found = re.match(r"\d{1,3}\b(?![.:])", text)
            return found[0] if found else ""
        case "due":
            words = re.split(r"[,;]", text, maxsplit=1)[0].split()
            for length in range(min(len(words), LONGEST_DAY), 0, -1):
                typed = re.match(r"\s*".join(map(re.escape, words[:length])), text)
                with suppress(ValueError):
                    read_date(" ".join(words[:length]).strip(".:"), today)
                    return typed[0] if typed else ""
            return ""
        case _:
            address = re.match(r"[^\s@,;]+@[^\s@,;]+", text) if name == "owner" else None
            return address[0] if address else _known_name(text, names[name])


def _name_in(text: str, names: Sequence[str]) -> tuple[str, str]:
    """The longest of the known names that the text begins with, after words such as “to the”, or an address, or what
    is quoted; else what stands before a comma or a reason; and the rest.
    """
    words = text.split()
    passed = 0
    while passed < len(words) and (is_filler(words[passed]) or plain(words[passed]) in _HANDING_OVER):
        passed += 1
    for begin in range(passed + 1):
        rest = _after_words(text, begin)
        if quoted := _QUOTED.match(rest):
            return quoted[1].strip(), rest[quoted.end() :]
        if name := _known_name(rest, names):
            return name, rest[len(name) :]
        first, _, more = rest.partition(" ")
        if "@" in first:
            return first.strip(",;:"), more
    text = _after_words(text, min(passed, len(words) - 1))
    end = found.start() if (found := _END_OF_A_NAME.search(text)) else len(text)
    misspelt = _misspelt(text[:end], names)
    return misspelt or text[:end].strip(), text[len(misspelt) or end :]


def _misspelt(text: str, names: Sequence[str]) -> str:
    """The words at the beginning of a text that are most like one of the names; empty where none is like one."""
    ends = [found.end() for found in re.finditer(r"\S+", text)][:LONGEST_DAY]
    liked = [(max(map(_likeness(text[:end]), names), default=0.0), end) for end in ends]
    likeness, end = max(liked, default=(0.0, 0))
    return text[:end] if likeness > 0.75 else ""


def _likeness(typed: str) -> Callable[[str], float]:
    return lambda name: SequenceMatcher(None, typed.casefold(), name.casefold()).ratio()


def _known_name(text: str, names: Sequence[str]) -> str:
    """The longest of the names that the text begins with, as it is typed there; empty if there is none."""
    folded = text.casefold()
    for name in sorted(names, key=len, reverse=True):
        end = len(name)
        if folded.startswith(name.casefold()) and not text[end : end + 1].isalnum():
            return text[:end]
    return ""


def _after_words(text: str, count: int) -> str:
    return text.split(maxsplit=count)[count] if 0 < count < len(text.split()) else text


_HANDING_OVER = frozenset(
    ("change", "changed", "move", "moved", "hand", "handed", "over", "set", "make", "new", "should")
)
"""What people say before the name of who or which board has an action from then on."""
