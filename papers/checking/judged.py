"""What a sentence says in words of how things stand, against the rows: “all actions have started”, “the majority is on
track”, “the direction of travel is positive”. What speaks for it and what against it is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from papers.checking.claims import STATE, THINGS, claims, counts_said, levels_said
from papers.checking.counting import DONE, NOT_STARTED, OFF_TRACK, ON_TRACK, Column, named
from papers.checking.figures import share
from papers.checking.paper import NO_PROGRESS, Finding, Line, Severity
from papers.checking.standing import Standing, what_it_has

_POSITIVE = re.compile(
    r"\b(?:direction of travel|trajectory|overall position|overall progress|overall picture)\b[^.;]{0,60}"
    r"\b(?:positive|improv\w+|upwards?|better|strong\w*|good|encouraging)\b"
    r"|\b(?:positive|improving|upward|encouraging)\b[^.;]{0,20}\b(?:direction of travel|trajectory)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:direction of travel|trajectory|overall position)\b[^.;]{0,60}"
    r"\b(?:negative|worse\w*|deteriorat\w+|downwards?)\b",
    re.IGNORECASE,
)
_ALL_STARTED = re.compile(
    r"\ball (?:of the |the |\d+ )?actions (?:have|are)(?: now)? (?:started|under ?way|begun)", re.IGNORECASE
)
_NONE_OFF_TRACK = re.compile(
    r"\b(?:no actions? (?:is|are)|none (?:is|are)|there are no) (?:rated )?red\b", re.IGNORECASE
)
_MOST_ON_TRACK = re.compile(r"\b(?:majority|most)\b[^.;]{0,40}\bon track\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no longer|cannot|if|once|until|should|when|whether)\b", re.IGNORECASE)
_TIMES = re.compile(
    rf"\b(?P<said>{STATE})\s+(?:{THINGS}\s+)?(?:has|have)\s+(?P<more>more than )?(?P<times>halved|doubled|trebled)\b"
    r"(?!\s+from\b)",
    re.IGNORECASE,
)
_REFS_SHOWN = 6

Refs = Mapping[str, Sequence[str]]


def judged(line: Line, sentence: str, standing: Standing, refs: Refs) -> Iterator[Finding]:
    """The claims of a sentence that the rows speak against; `refs` as in `Paper`."""
    if standing.now is not None and not _DENIED.search(sentence):
        yield from _claims(line, sentence, standing.now, refs)
        yield from _direction(line, sentence, standing)
        yield from _times(line, sentence, standing)


def _times(line: Line, sentence: str, standing: Standing) -> Iterator[Finding]:
    """ "Red actions have more than halved", of what both columns have of them."""
    for found in _TIMES.finditer(sentence):
        now = standing.now.level(found["said"].casefold()) if standing.now else None
        was = standing.before.level(found["said"].casefold()) if standing.before else None
        if now is None or was is None or not was.count:
            continue
        times, asked = (
            float(now.count / was.count),
            {"halved": 0.5, "doubled": 2.0, "trebled": 3.0}[found["times"].casefold()],
        )
        beyond = times <= asked if asked < 1 else times >= asked
        if not (beyond if found["more"] else abs(times / asked - 1) <= 0.15):
            yield Finding(line.place, found[0], "", f"{now.label} went from {was.count} to {now.count}.")


def _claims(line: Line, sentence: str, now: Column, refs: Refs) -> Iterator[Finding]:
    """What is said of all, of none, of most or of two thirds."""
    grey, red, on_track = now.level(*NOT_STARTED), now.level(*OFF_TRACK), now.on_track
    idle = refs.get(NO_PROGRESS, ())
    if _ALL_STARTED.search(sentence) and ((grey and grey.count) or idle):
        why = what_it_has(now, grey.count, grey.label) if grey and grey.count else ""
        yield _claimed(line, sentence, why, now, NOT_STARTED, refs, against=True, idle=idle)
    elif red and red.count and _NONE_OFF_TRACK.search(sentence):
        yield _claimed(line, sentence, what_it_has(now, red.count, red.label), now, OFF_TRACK, refs, against=True)
    elif on_track is not None and on_track * 2 <= now.of and _MOST_ON_TRACK.search(sentence):
        why = f"{on_track} of {now.of} are on track in {now.table.place}: no majority."
        yield _claimed(line, sentence, why, now, (*DONE, *ON_TRACK), refs)
    elif wrong := next((each for each in claims(sentence) if not each.holds(now)), None):
        there = max(counts_said(now, wrong.said))
        why = f"{there} of {now.of} ({share(there, now.of, 0)}%) are {wrong.said} in {now.table.place}."
        yield _claimed(line, sentence, why, now, levels_said(wrong.said), refs, against=wrong.high == 0)


def _claimed(
    line: Line,
    sentence: str,
    why: str,
    now: Column,
    levels: Iterable[str],
    refs: Refs,
    *,
    against: bool = False,
    idle: Sequence[str] = (),
) -> Finding:
    """A claim with the rows for it and against it: those at the `levels` are for it, or `against` it; so are `idle`
    ones, whose answers tell of no progress.
    """
    if refs:
        sides: tuple[list[str], list[str]] = ([], [])
        known = set(levels)
        for each in now.entries:
            if each.count:
                there = refs.get(named(each.label), ())
                of_them = f"{each.count} {each.label}{f' ({_some(there)})' if there else ''}"
                sides[(named(each.label) in known) == against].append(of_them)
        if idle:
            sides[1].append(f"{len(idle)} by whose answers there is no progress ({_some(idle)})")
        why = f"{why} For it: {', '.join(sides[0]) or 'none'}. Against it: {', '.join(sides[1]) or 'none'}.".strip()
    return Finding(line.place, sentence.strip(), "", why, check="claims")


def _some(refs: Sequence[str]) -> str:
    more = len(refs) - _REFS_SHOWN
    return ", ".join(refs[:_REFS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _direction(line: Line, sentence: str, standing: Standing) -> Iterator[Finding]:
    now, before = standing.now, standing.before
    if now is None or before is None:
        return
    on_track, was = now.on_track, before.on_track
    if on_track is None or was is None or not now.of or not before.of:
        return
    is_now, it_was = share(on_track, now.of, 2), share(was, before.of, 2)
    wrong = _POSITIVE if is_now < it_was else _NEGATIVE if is_now > it_was else None
    if wrong and wrong.search(sentence):
        went = "fell" if is_now < it_was else "rose"
        why = f"On track {went} from {was} of {before.of} ({it_was}%) to {on_track} of {now.of} ({is_now}%)."
        red, reds = now.level(*OFF_TRACK), before.level(*OFF_TRACK)
        if red and reds and red.count != reds.count:
            for_it = "For it" if (red.count < reds.count) == (went == "fell") else "Against it as well"
            why += f" {for_it}: {red.label} went from {reds.count} to {red.count}."
        yield Finding(line.place, sentence.strip(), "", why, Severity.WARNING, check="claims")
