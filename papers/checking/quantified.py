"""How many rows of a table do what a sentence says: “every theme has a late task”, “two of the five met their target”,
“Estates is the only one with …”, “results rose in all four schools”.

What is said is read by `predicates`; it is wrong where it is so by no reading, of whichever table.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from papers.checking.claims import share_in_words
from papers.checking.figures import COUNT
from papers.checking.frames import Frame, frames_of, in_words, matched
from papers.checking.paper import Finding, Line, Paper
from papers.checking.predicates import readings
from papers.checking.rows import stems
from papers.checking.sentence_figures import sentences_of
from papers.checking.trends import WAY, Reading

_VERB = (
    r"(?:is|are|was|were|has|have|had|met|missed|reached|achieved|hit|beat|rose|fell|increased|decreased|dropped|"
    r"declined|grew|improved|worsened|deteriorated|scored?(?=\s+(?:more|less|at|above|below|over|under|fewer|\d))|remains?|stands?|slipped|closed|finished|completed|"
    r"passed|got|went|came|exceeds?|exceeded|belongs?|leads?|recorded|reported|shows?|saw|stayed)"
)
_SUBJECT = re.compile(
    rf"^(?:(?:of|out of)\s+the\s+(?P<m0>{COUNT})\s+(?P<noun0>[a-z’' -]{{2,40}}?),\s+)?"
    rf"(?:(?P<all>all|every|each|both)|(?P<none>no|none|neither|not one)|(?P<only>only\s+)?(?P<n>{COUNT})"
    rf"|(?P<least>at least|more than|fewer than|over)\s+(?P<n2>{COUNT}))"
    rf"(?:\s+(?:out\s+)?of)?(?:\s+(?:the|its|our|these|those|their))?(?:\s+(?P<m>{COUNT}))?"
    rf"(?P<noun>(?:\s+(?!{_VERB}\b)[a-z][a-z’'-]*){{0,5}}?)\s+(?P<rest>{_VERB}\b.*)$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\W{0,3}[a-z]+(?: [a-z]+){0,5} of\b", re.IGNORECASE)
_OF_SHARED = re.compile(
    rf"\s+of\s+(?:the\s+|these\s+)?(?:(?P<m>{COUNT})\s+)?(?P<noun>[a-z’' -]{{2,40}}?)\s+(?P<rest>{_VERB}\b.*)$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"^there\s+(?:is|are|was|were)\s+(?P<what>[a-z’' -]{3,40}?)\s+(?:in|at|on|for|under)\s+(?P<quantity>.+?)\s+of\s+"
    rf"(?:the\s+)?(?P<m>{COUNT})\s+(?P<noun>[a-z’' -]{{2,40}})$",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    rf"^(?P<what>[\w’' -]{{0,60}}?)\s*\b(?P<did>(?:(?:has|have|is|are|was|were)\s+)?{WAY})\s+(?:in|at|for|across|on)\s+"
    rf"(?P<quantity>all|every|each|both|"
    rf"{COUNT})(?:\s+of)?(?:\s+the)?(?:\s+(?P<m>{COUNT}))?\s+(?P<noun>[a-z][a-z’' -]{{2,40}}?)"
    r"(?P<rest>\s+(?:since|in|by|over)\s+.*)?$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"^(?P<subject>.+?)\s+(?:is|was|are|were)\s+the\s+only\s+(?P<noun>[a-z’' -]{2,40}?)\s+"
    r"(?:(?P<with>with|that|which|to have|where)\s+|(?P<prep>under|over|below|above)\s+)(?P<rest>.*)$",
    re.IGNORECASE,
)
_FORMS = (_SUBJECT, _SHARED, _THERE, _SPREAD, _ONLY, re.compile(r"only\b", re.IGNORECASE))
_CLAUSE = re.compile(
    rf"(?<=[.;:!?])(?<!\b[A-Z]\.)\s+|,\s+(?={COUNT}\s+(?:is|are|was|were|has|have)\b)|,?\s+(?:and|but|while|whereas|though|although)\s+(?=(?:all|every|each|both|no|none|neither|only|{COUNT})\b|[A-Z])"
    r"|,\s+(?:and|but|while|whereas)\s+|,\s+(?:but not|which|compared|against|so|because|as)\s+.*$|\s+–\s*",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|other than|apart from|but one|bar|excluding|others?|would|could|should|will|may|might|must|if|"
    r"expected|likely|almost|nearly|about|around|of which|of them|of these|of whom|next|planned|forecast to)\b",
    re.IGNORECASE,
)


_BARE = re.compile(rf"^(?P<n>{COUNT}|none|all|both)\s+(?={_VERB}\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Claimed:
    """That of some rows so many are what is said: `fits` tells by how many of how many."""

    frame: Frame
    fits: Callable[[int, int], bool]
    found: list[Reading]
    printed: str
    only: frozenset[str] = frozenset()
    """The rows that alone are, where such are named."""


def quantified(paper: Paper) -> Iterator[Finding]:
    """The statements of how many rows that are so by no table."""
    frames = frames_of(paper)
    if not frames:
        return
    for line in paper.prose:
        if not line.level:
            yield from _of_line(line, frames)


def clauses(text: str) -> Iterator[str]:
    """The statements of a paragraph, each a sentence or a part of one, without a number before it."""
    for sentence in sentences_of(re.sub(r"^\s{0,9}(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[-•–])\s+(?=\D)", "", text[:5_000])):
        begins = 0
        for found in (*_CLAUSE.finditer(sentence), None):
            said = sentence[begins : found.start()] if found else sentence[begins:]
            if found and re.fullmatch(r",?\s+and\s+", found[0]) and not re.search(rf"\b{_VERB}\b", said, re.IGNORECASE):
                continue  # “R5 and R6 have …”
            begins = found.end() if found else 0
            if said.strip(" .;,"):
                yield said.strip(" .;,")


def _of_line(line: Line, frames: list[Frame]) -> Iterator[Finding]:
    before = ""
    for clause in clauses(line.text):
        before, earlier = clause, before
        if _EXCEPT.search(clause) or not any(matched(each, clause) for each in _FORMS):
            continue
        if _BARE.match(clause) and earlier:  # “there are three risks; two score more than 12”
            claims = [
                each
                for frame in frames
                if stems(earlier) & frame.called and frame.called
                for each in (
                    replace(claim, printed=clause)
                    for claim in _claims(frame, _BARE.sub(rf"\g<n> {frame.heads[0].casefold()} ", clause))
                )
            ]
        else:
            claims = []
        claims = claims or [each for frame in frames for each in _claims(frame, clause)]
        if claims and (wrong := _wrong(claims)):
            yield Finding(line.place, wrong[0].printed, "", wrong[1])


def _wrong(claims: list[Claimed]) -> tuple[Claimed, str] | None:
    """The first of some claims and why it is wrong; None where one of them may be right."""
    first: tuple[Claimed, str] | None = None
    for claim in claims:
        for reading in claim.found:
            so = [name for name, each in reading.truth.items() if each]
            unknown = sum(each is None for each in reading.truth.values())
            if claim.only:
                right = set(so) == set(claim.only) if not unknown else set(so) <= set(claim.only)
            else:
                whole = len(reading.truth)
                right = any(claim.fits(many, whole) for many in range(len(so), len(so) + unknown + 1))
            if right:
                return None
            if first is None:
                first = claim, _why(claim.frame, reading, so)
    return first


def _why(frame: Frame, reading: Reading, so: list[str]) -> str:
    heads = " and ".join(f"“{frame.heads[at]}”" for at in reading.of)
    named = f": {', '.join(so[:6])}" if 0 < len(so) < 7 else ""
    return f"{frame.rows.table.place}, by {heads}: {len(so)} of {len(reading.truth)}{named}."


def _claims(frame: Frame, clause: str) -> Iterator[Claimed]:
    yield from _of_subject(frame, clause)
    yield from _there(frame, clause)
    yield from _spread(frame, clause)
    yield from _only(frame, clause)


def _of_subject(frame: Frame, clause: str) -> Iterator[Claimed]:
    found = matched(_SUBJECT, clause)
    if found:
        noun, of = found["noun"] or found["noun0"] or "", found["m"] or found["m0"]
        number = in_words(of) if of else None
        all_counted = number is None and found["n"] and in_words(found["n"]) == len(frame.names) and "of" not in noun
        if not frame.are(noun, number) and not (all_counted and frame.are(noun, in_words(found["n"]))):
            return
        if found["n"] and number is None and re.search(r"\bof\b", clause[: found.start("rest")]):
            return
        rest = re.sub(
            r"^(?:has|have)\s+(?=(?:met|missed|reached|rose|fell|all|both|each)\b)", "", found["rest"], flags=re.I
        )
        fits = _fits(found)
    else:
        share = matched(_SHARED, clause) and next((each for each in share_in_words(clause) if each.start < 4), None)
        after = _OF_SHARED.match(clause[share.end :]) if share else None
        if not share or not after or not frame.are(after["noun"], in_words(after["m"]) if after["m"] else None):
            return
        low, high = share.low, share.high
        rest, fits = after["rest"], lambda many, whole: low <= many * 100 / whole <= high
    if said := readings(frame, rest):
        yield Claimed(frame, fits, said, clause)


def _fits(found: re.Match[str]) -> Callable[[int, int], bool]:
    if found["all"]:
        return lambda many, whole: many == whole
    if found["none"]:
        return lambda many, _: many == 0
    line = int(in_words(found["n"] or found["n2"]))
    match (found["least"] or "").casefold():
        case "at least":
            return lambda many, _: many >= line
        case "more than" | "over":
            return lambda many, _: many > line
        case "fewer than":
            return lambda many, _: many < line
        case _:
            return lambda many, _: many == line


def _there(frame: Frame, clause: str) -> Iterator[Claimed]:
    """ "There are reds in half of the six areas"."""
    found = matched(_THERE, clause)
    if not found or not frame.are(found["noun"], in_words(found["m"])):
        return
    share = next(iter(share_in_words(found["quantity"])), None)
    said = readings(frame, f"have {found['what']}")
    if re.fullmatch(COUNT, found["quantity"], re.IGNORECASE):
        line = int(in_words(found["quantity"]))
        yield Claimed(frame, lambda many, _: many == line, said, clause)
    elif share and said:
        low, high = share.low, share.high
        yield Claimed(frame, lambda many, whole: low <= many * 100 / whole <= high, said, clause)


def _spread(frame: Frame, clause: str) -> Iterator[Claimed]:
    """ "Results rose in all four schools"."""
    found = matched(_SPREAD, clause)
    if not found or not frame.are(found["noun"], in_words(found["m"]) if found["m"] else None):
        return
    said = readings(frame, f"{found['did']}{found['rest'] or ''}")
    words = stems(found["what"])
    fitting = [each for each in said if words & set().union(*(stems(frame.heads[at]) for at in each.of))]
    many = found["quantity"].casefold()
    line = len(frame.names) if many in ("all", "every", "each", "both") else int(in_words(many))
    yield Claimed(frame, lambda so, _: so == line, fitting or said, clause)


_ONLY_ROWS = re.compile(
    r"^only\s+(?:the\s+)?(?P<rows>.+?)\s+(?P<rest>(?:has|have|is|are|was|were|had)\s.*)$", re.IGNORECASE
)


def _only(frame: Frame, clause: str) -> Iterator[Claimed]:
    """ "Estates is the only workstream with …", "only the Midlands has fewer than three"."""
    if only := matched(_ONLY_ROWS, clause):
        rows = frozenset(name for _, name in frame.rows.named_in(only["rows"]))
        left = frame.rows.named_in(only["rows"])
        said = readings(frame, only["rest"]) if rows and len(left) == only["rows"].count(" and ") + 1 else []
        if said and len(rows) < 3:
            yield Claimed(frame, lambda *_: False, said, clause, rows)
        return
    found = matched(_ONLY, clause)
    named = frame.rows.named_in(found["subject"]) if found else []
    if not found or len(named) != 1 or not frame.are(found["noun"], None):
        return
    rest = f"are {found['prep']} {found['rest']}" if found["prep"] else found["rest"]
    if (found["with"] or "").casefold() in ("with", "to have", "where"):
        rest = f"has {rest}"
    said = readings(frame, re.sub(r"\b(?:that|which)\b", " ", rest))
    yield Claimed(frame, lambda *_: False, said, clause, frozenset({named[0][1]}))
