"""Names that a paper writes in more than one way, and acronyms that it does not explain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from papers.checking.paper import Finding, Paper, Severity

_BODY = re.compile(
    r"\b((?:[A-Z][\w’'&-]*|and|of|for|the)(?:\s+(?:[A-Z][\w’'&-]*|&|and|of|for|the)){0,6}\s+"
    r"(?:Board|Committee|Partnership|Panel|Commission|Cabinet|Group|Forum))\b"
    r"(?!\s+(?:Board|Committee|Partnership|Panel|Group|Forum))"
)
_POST = re.compile(r"^.*\b(?:SRO|Director|Chair|Officer|Manager|Lead)s?\s+(?=\S)")
"""The post that stands before a body in a cell that has both: “Workforce SRO Corporate Parenting Board”."""

_LEADING = re.compile(
    r"^(?:(?:the|and|of|for|to|by|at|a|an|our|its|this|that|each|every|all|when|if)\s+)+", re.IGNORECASE
)
_GENERIC = {"board", "committee", "partnership", "panel", "commission", "cabinet", "group", "forum"}
_ALIKE = 88

_ACRONYM = re.compile(
    r"(?<![\w£-])(?<!\] )([A-Z][A-Z&]{1,6}|[A-Z][a-z][A-Z]{2,4}|[A-Z]{2}[a-z][A-Z]{1,3})s?(?![\w-]|/\d)"
)
KNOWN_TO_ALL = frozenset(
    (
        *("UK", "EU", "GP", "NHS", "BBC", "VAT", "PDF", "IT", "ID", "AM", "PM", "OK", "TV", "US", "USA", "GB", "KC"),
        *("MP", "CEO", "PO", "NB", "PS", "CV", "DVD", "GCSE", "NO", "NOT", "AND", "OR", "OF", "THE", "TO", "BY", "ON"),
        *("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "BRAG", "RAG", "TBC", "TBA", "MD", "FAQ", "BSL"),
        *("DOB", "AOB", "HR", "A&E", "SEND", "SEN", "MRSA"),
    )
)
"""Acronyms and words in capitals that nobody asks about."""


def other_names(paper: Paper, known: Iterable[str] = ()) -> Iterator[Finding]:
    """Bodies that go by nearly the same name, the rarer one. `known` are names that are right, as those of a plan."""
    places: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for where, text in _said(paper):
        for found in _BODY.findall(text):
            name = " ".join(_LEADING.sub("", _POST.sub("", found)).split())
            if name.casefold() not in _GENERIC and len(name.split()) > 1:
                counted[name] += 1
                places.setdefault(name, where)
    right = {each.casefold(): each for each in known}
    names = sorted(counted, key=lambda each: (each.casefold() not in right, -counted[each], each))
    for at, name in enumerate(names):
        if name.casefold() in right:
            continue
        before = [*right.values(), *(each for each in names[:at] if each not in right.values())]
        meant = next((each for each in before if _is_other_name(each, name, once=counted[name] == 1)), None)
        if meant:
            why = f"Elsewhere the paper says “{meant}”. If both are one body, one name is to stand for it."
            yield Finding(places[name], name, meant, why, Severity.WARNING)


def aliased(paper: Paper, names: Mapping[str, str]) -> Iterator[Finding]:
    """Boards by another name than theirs; `names` are those by the others, as they are written. Of the others only
    those that end as names of bodies do count: “Corporate Parenting” may be the work itself.
    """
    others = {each: name for each, name in names.items() if _is_body(each)}
    if not others:
        return
    known = "|".join(re.escape(each) for each in sorted({*others, *names.values()}, key=len, reverse=True))
    for line in paper.prose:
        for found in re.finditer(rf"(?<!\w)(?:{known})(?!\w)", line.text):
            if (name := others.get(found[0], found[0])) != found[0]:
                yield Finding(line.place, found[0], name, f"The board is called {name}.", Severity.WARNING)


def _is_body(name: str) -> bool:
    words = name.casefold().split()
    return len(words) > 1 and words[-1] in _GENERIC


def _is_other_name(meant: str, name: str, *, once: bool = False) -> bool:
    one, other = (
        re.sub("[’']", "", each.casefold()).replace("&", "and").replace("-", " ").split() for each in (meant, name)
    )
    if one[:-1] == other[:-1] and one[-1] != other[-1] and len(one) > 2:
        return {one[-1], other[-1]} <= {"board", "committee"} and once
    if one == other or one[-1] != other[-1]:
        return one == other and meant.casefold().replace("’", "'") != name.casefold().replace("’", "'")
    if sorted(one) == sorted(other):
        return True
    if set(other) < set(one) or set(one) < set(other):
        return one[0] == other[0] and min(len(one), len(other)) >= 2 and abs(len(one) - len(other)) <= 1
    different = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(different) != 1:
        return False
    a, b = different[0]
    return fuzz.ratio(a, b) >= _ALIKE or a[:6] == b[:6]


def acronyms(paper: Paper, known: Iterable[str] = ()) -> Iterator[Finding]:
    """Acronyms that the paper uses and explains nowhere, each where it stands first. `known` need no explanation."""
    used: dict[str, str] = {}
    explained = {*KNOWN_TO_ALL, *known}
    texts = list(_said(paper))
    everything = "\n".join(text for _, text in texts)
    headings = {cell for table in paper.tables for row in table.rows[: table.heading_rows] for cell in row}
    for where, text in texts:
        if text in headings:
            continue
        if text.isupper() and len(text) > 7:
            continue  # a heading in capitals
        for found in _ACRONYM.findall(text):
            used.setdefault(found, where)
    for table in paper.tables:
        explained |= {
            row[0].strip() for row in table.rows if len(row) > 1 and row[0].strip().isupper() and row[1].strip()
        }
    for each, where in used.items():
        told = re.escape(each)
        pattern = rf"\({told}s?\)|\b{told}s?\s*\([A-Za-z]|(?m:^\s*{told}\s*[:=–-]\s*\w)|\({told}s?[,;:]"
        is_told = re.search(pattern, everything) or _is_spelled_beside(each, everything)
        if each not in explained and len(set(each)) > 1 and not is_told:
            why = f"{each} is explained nowhere. At its first use: what it stands for ({each})."
            yield Finding(where, each, "", why, Severity.WARNING)


def _is_spelled_beside(acronym: str, text: str) -> bool:
    """Whether words of which it has the first letters follow it, as in the list of a PDF."""
    for found in re.finditer(rf"\b{re.escape(acronym)}\s+([A-Z][^.;:()]{{7,120}})", text):
        letters = "".join(each[0] for each in re.findall(r"[^\W\d_][\w’'&-]*", found[1]) if each[0].isupper())
        if letters.startswith(acronym.replace("&", "").upper()):
            return True
    return False


def _said(paper: Paper) -> Iterator[tuple[str, str]]:
    return ((each.place, each.text) for each in paper.texts if not each.in_margin)
