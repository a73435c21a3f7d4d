"""Names that a paper writes in more than one way, and acronyms that it does not explain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from papers.checking.paper import Finding, Paper, Severity

_BODY = re.compile(
    r"\b((?:[A-Z][\w’'&-]*|and|of|for|the)(?:\s+(?:[A-Z][\w’'&-]*|and|of|for|the)){0,6}\s+"
    r"(?:Board|Committee|Partnership|Panel|Commission|Cabinet))\b(?!\s+(?:Board|Committee|Partnership|Panel))"
)
_LEADING = re.compile(
    r"^(?:(?:the|and|of|for|to|by|at|a|an|our|its|this|that|each|every|all|when|if)\s+)+", re.IGNORECASE
)
_GENERIC = {"board", "committee", "partnership", "panel", "commission", "cabinet"}
_ALIKE = 88

_ACRONYM = re.compile(r"(?<![\w£-])(?<!\] )([A-Z][A-Z&]{1,6})s?(?![\w-])")
KNOWN_TO_ALL = frozenset(
    (
        *("UK", "EU", "GP", "NHS", "BBC", "VAT", "PDF", "IT", "ID", "AM", "PM", "OK", "TV", "US", "USA", "GB", "KC"),
        *("MP", "CEO", "PO", "NB", "PS", "CV", "DVD", "GCSE", "NO", "NOT", "AND", "OR", "OF", "THE", "TO", "BY", "ON"),
        *("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "BRAG", "RAG", "TBC", "TBA", "MD", "FAQ", "BSL"),
        *("DOB", "AOB"),
    )
)
"""Acronyms and words in capitals that nobody asks about."""


def other_names(paper: Paper, known: Iterable[str] = ()) -> Iterator[Finding]:
    """Bodies that go by nearly the same name, the rarer one. `known` are names that are right, as those of a plan."""
    places: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for where, text in _said(paper):
        for found in _BODY.findall(text):
            name = " ".join(_LEADING.sub("", found).split())
            if name.casefold() not in _GENERIC and len(name.split()) > 1:
                counted[name] += 1
                places.setdefault(name, where)
    right = {each.casefold(): each for each in known}
    names = sorted(counted, key=lambda each: (each.casefold() not in right, -counted[each], each))
    for at, name in enumerate(names):
        if name.casefold() in right:
            continue
        before = [*right.values(), *(each for each in names[:at] if each not in right.values())]
        if meant := next((each for each in before if _is_other_name(each, name)), None):
            why = f"Elsewhere the paper says “{meant}”. If both are one body, one name is to stand for it."
            yield Finding(places[name], name, meant, why, Severity.WARNING)


def _is_other_name(meant: str, name: str) -> bool:
    one, other = meant.casefold().split(), name.casefold().split()
    if one == other or one[-1] != other[-1]:
        return False
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
    for where, text in texts:
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
        if each not in explained and len(set(each)) > 1 and not re.search(pattern, everything):
            why = f"{each} is explained nowhere. At its first use: what it stands for ({each})."
            yield Finding(where, each, "", why, Severity.WARNING)


def _said(paper: Paper) -> Iterator[tuple[str, str]]:
    return ((each.place, each.text) for each in paper.texts if not each.in_margin)
