"""What a heading leans to by its words, where no phrase is known for it: "Named individual accountable" to the owner,
"Date by which the work is to be finished" to the date.

`weighing` weighs these leanings against what the cells of the column look like (`looks`); `recognising` takes the
strongest where no row of a sheet is known by its phrases. Nothing here is certain.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.word_meanings import (
    ADDED_WORDS,
    AS_IT_IS,
    BEGINS,
    CARRIES,
    COMMENTARY,
    DATES,
    DUE_WORDS,
    ENDS,
    FINISHED_WORDS,
    FORECAST,
    FORECAST_WORDS,
    MAYBE_DATES,
    NOTHING_HERE,
    NOUNS,
    OF_A_REF,
    OTHER_DATES,
    REVISED_WORDS,
    SAY_NO_DATE,
    TO_COME,
    UPDATED_WORDS,
    words_of,
)

LONGEST = 120
"""Characters of a heading; what is longer is prose."""

Leanings = Mapping[Held, float]

_PARTS = re.compile(r"\s*[/|\\;]\s*")
_ACTUAL_OR = re.compile(r"\bactual / (?=revised|forecast|expected|estimated|projected)")
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|by|in|with|on|against|from|at|as|per|that|which|since|until|towards|within|under)\b"
)
_IMPERATIVE = re.compile(
    r"(?:please )?(?:outline|describe|state|explain|say|detail|set out|list|give|tell us)\b(?= (?:how|what|who|when))"
)
_QUESTION = re.compile(r"(?:who|whom|whose|by whom|when|by when|what|which|how|where|why)\b")
_WAS = re.compile(r"\b(?:already|so far|to date|has been|have been)\b")
_TO_BE_DONE = re.compile(
    r"\b(?:to|should|must|will) be (?:implemented|taken|done|completed|carried|put|made|introduced|undertaken)\b"
)
_GIVEN_TO = re.compile(r"\b(?:made|addressed|directed|sent|given|assigned|allocated|referred|delegated) to$")
_BY_WHOM = re.compile(r"\b(?:carried out|done|undertaken|performed|executed|led|actioned) by$")
_STATE_TO_COME = re.compile(
    r"\b(?:moves?|target|next|expected|desired|future|aimed) (?:status|rag|brag|rating|state)\b"
    r"|\b(?:status|rag|rating) to$"
)
_AS_SEEN = {"observed", "actual", "existing", "current"}
_TO_COME = 0.8
_STEMS = {"criteria": "criterion"}
_GROUPS = {"area", "theme", "heading"}
_FIRM = 2.5
"""From here on a word in front says whose a column is, whatever stands after it: "Responsible directorate"."""


@lru_cache(maxsize=4096)
def leanings(heading: str, dates: bool = False) -> Leanings:
    """What a heading leans to, and how strongly. `heading` is as `recognising.leaning_words` gives it; with `dates` the
    column has dates, and a word such as "target" tells which.
    """
    if not heading or len(heading) > LONGEST:
        return {}
    found: dict[Held, float] = {}
    heading = _ACTUAL_OR.sub("actual ", heading)
    parts = [part for part in _PARTS.split(heading) if part]
    for part in parts:
        for held, strength in _part(part, dates).items():
            found[held] = max(found.get(held, 0), strength if len(parts) == 1 else 0.95 * strength)
    return found


def is_other_date(heading: str) -> bool:
    """Whether a heading says of a date that it is not when the action is due."""
    words = set(heading.split())
    return bool(words & (BEGINS | OTHER_DATES | UPDATED_WORDS | ADDED_WORDS)) and not words & ENDS


def is_state_to_come(heading: str) -> bool:
    """Whether a heading is of how an action is to stand one day, and not of how it stands: "Moves status to"."""
    return _STATE_TO_COME.search(heading) is not None


@lru_cache(maxsize=4096)
def is_finish(heading: str, due_elsewhere: bool = False) -> bool:
    """Whether a heading is of the day on which an action was done: "Actual completion", "Date closed". Where another
    column says when it is due, "Completion date" is that, too.
    """
    words = {singular(word) for word in heading.split()}
    done = FINISHED_WORDS | {"close"} | ({"completion"} if due_elsewhere else set())
    about_a_day = words <= (DATES | FINISHED_WORDS | MAYBE_DATES | {"at", "on", "utc", "day", "of", "out"})
    return about_a_day and bool(words & done) and not words & _NOT_DONE_YET


_NOT_DONE_YET = words_of(
    "due target planned expected when timescale deadline anticipated estimated scheduled revised original",
    "by until forecast projected proposed baseline",
)


def _part(heading: str, dates: bool) -> Leanings:
    heading = _IMPERATIVE.sub("", heading).strip()
    if (question := _QUESTION.match(heading)) is not None:
        return _asked(question[0].removeprefix("by "), heading)
    if _GIVEN_TO.search(heading):
        return {Meaning.OWNER: 2.5}
    if is_state_to_come(heading):
        return {}
    if _BY_WHOM.search(heading) and not dates:
        return {Meaning.OWNER: 2.5}
    plain = heading.split()
    phrases = [[singular(word) for word in part.split()] for part in _PREPOSITION.split(heading)]
    words = {*plain, *(word for phrase in phrases for word in phrase)}
    if dates and _TO_BE_DONE.search(heading):
        return {Meaning.DUE: 2.5}
    if DATES & words or (dates and MAYBE_DATES & words):
        return _dated(words)
    found = dict(_headed([phrase for phrase in phrases if phrase]))
    if words & _AS_SEEN:
        found.pop(Meaning.MEASURE, None)
    if Meaning.TITLE not in found:
        return found
    if _WAS.search(heading):
        return {COMMENTARY: 2.3}
    if _TO_BE_DONE.search(heading) or words & TO_COME:
        found[Meaning.TITLE] += _TO_COME
        found.pop(Meaning.MEASURE, None)
    elif words & AS_IT_IS:
        return {}
    return found


def singular(word: str) -> str:
    """A word of a heading in the singular."""
    if word in _STEMS:
        return _STEMS[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_TO_DO = words_of(
    "do need needs will going action actions must should intend plan address",
)
_KNOWN_BY = words_of(
    "know measure measured success evidence evidenced tell monitor good demonstrate",
)


def _asked(question: str, heading: str) -> Leanings:
    words = set(heading.split())
    if question in ("who", "whom", "whose"):
        return {Meaning.OWNER: 3}
    if question == "when":
        past = words & {"done", "did", "completed", "started"} and not words & {"be", "will"}
        return {} if past else {Meaning.DUE: 3}
    if words & _KNOWN_BY:
        return {Meaning.MEASURE: 3}
    if words & {"difference", "impact", "changed"}:
        return {FIELDS["difference"]: 2}
    if words & {"have", "has", "been", "did", "happened"} or question == "where" or "so far" in heading:
        return {COMMENTARY: 2.3}
    if question in ("what", "how") and words & (_TO_DO | {"done"}):
        return {Meaning.TITLE: 2.5 if question == "what" else 1.8}
    return {Meaning.TITLE: 1} if question in ("what", "how", "which") else {}


def _dated(words: set[str]) -> Leanings:
    """Of what a date is. A bare date, or one of something unknown, may be anything: a hint, no more."""
    if words <= SAY_NO_DATE:
        return {}
    strong = 2.5 if words & DATES else 1.5
    if (words & BEGINS and words & ENDS) or ("by" in words and words & FINISHED_WORDS):
        return {Meaning.DUE: strong}  # from when until when, or by when it is "Completed by"
    for held, those in (
        (None, BEGINS),
        (None, OTHER_DATES if not words & {"due", "target", "deadline"} else frozenset()),
        (Meaning.UPDATED, UPDATED_WORDS),
        (Meaning.ADDED, ADDED_WORDS),
        (None, frozenset() if words & _STILL_TO_COME else FINISHED_WORDS),
        (FORECAST, FORECAST_WORDS | ({"revised"} if "actual" in words else frozenset())),
        (Meaning.REVISED, REVISED_WORDS),
    ):
        if those & words:
            return {} if held is None else {held: strong}
    return {Meaning.DUE: strong} if words & DUE_WORDS else {}


_STILL_TO_COME = FORECAST_WORDS | {"revised", "expected", "anticipated", "estimated"}


def _headed(phrases: Sequence[Sequence[str]]) -> Leanings:
    """What the head of the heading says: its last word before "of" or "for", without those that say no more of it."""
    share = 1.0
    for at, phrase in enumerate(phrases):
        words = list(phrase)
        while words and words[-1] in CARRIES and (len(words) > 1 or at + 1 < len(phrases)):
            words.pop()
        if not words:
            continue  # "Description of the action" is the action
        if found := _of_a_phrase(words, share):
            return found
        if words[-1] in NOTHING_HERE:
            return {}
        share *= 0.6
    return {}


def _of_a_phrase(words: Sequence[str], share: float) -> dict[Held, float]:
    found: dict[Held, float] = {}
    for back, word in enumerate(reversed(words)):
        if word in NOTHING_HERE:
            break
        found = _of_a_word(word, share * (1 if back == 0 else 0.7))
        if found:
            break
    if words[-1] == "plan" and len(words) > 1 and (title := NOUNS[Meaning.TITLE].get(words[-2], 0)):
        found[Meaning.TITLE] = max(found.get(Meaning.TITLE, 0), title * share)  # "Remediation plan"
    if words[-1] in _GROUPS and len(words) > 1 and (title := NOUNS[Meaning.TITLE].get(words[-2], 0)) >= _FIRM:
        found[Meaning.TITLE] = 0.7 * title * share  # "Action area" may be either
    firm = any(NOUNS[Meaning.OWNER].get(word, 0) >= _FIRM for word in words[:-1]) and words[-1] not in NOTHING_HERE
    if firm and (Meaning.OWNER in found or not found):
        found[Meaning.OWNER] = max(found.get(Meaning.OWNER, 0), _FIRM * share)
    before = words[:-1]
    if Meaning.REF in found and any(word not in OF_A_REF and word not in NOUNS[Meaning.TITLE] for word in before):
        # The number of a pillar is none of an action.
        found[Meaning.REF] *= 0.1
        found |= {held: 0.7 * weight for held, weight in _of_a_word(before[-1], share).items() if held is Meaning.AREA}
    return found


def _of_a_word(word: str, share: float) -> dict[Held, float]:
    return {held: weight * share for held, nouns in NOUNS.items() if (weight := nouns.get(word))}
