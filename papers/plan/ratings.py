"""Ratings as people write them into a cell: a letter, a colour, a state of the work, or two ratings in one.

`cells` and `headings` call it. Colours of cells are in `colours`; what a rating means is in `models.plan.ratings`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from models.plan.ratings import Rating


@dataclass(frozen=True)
class RatingReading:
    """None, one or two ratings (activity, then impact); `doubtful` where the words could mean something else."""

    ratings: tuple[Rating, ...] = ()
    doubtful: bool = False


_COLOURS = {
    "grey": Rating.GREY,
    "gray": Rating.GREY,
    "blue": Rating.BLUE,
    "red": Rating.RED,
    "amber": Rating.AMBER,
    "orange": Rating.AMBER,
    "yellow": Rating.AMBER,
    "green": Rating.GREEN,
}
_LETTERS = {"b": Rating.BLUE, "r": Rating.RED, "a": Rating.AMBER, "g": Rating.GREEN}

_STATES: dict[Rating, tuple[str, ...]] = {
    Rating.BLUE: (
        *("complete", "completed", "done", "action complete", "action completed", "fully complete", "finished"),
        *("achieved", "delivered", "implemented", "complete and embedded", "embedded", "business as usual", "bau"),
    ),
    Rating.GREEN: ("on track", "on target", "on schedule", "on plan", "on course", "progressing well"),
    Rating.AMBER: (
        *("at risk", "some delay", "some delays", "minor delay", "minor delays", "slight delay", "slipping"),
        *("some slippage", "some concern", "some concerns", "partially on track", "delayed"),
    ),
    Rating.RED: (
        *("off track", "overdue", "not on track", "off target", "behind schedule", "significant delay"),
        *("significant delays", "major delay", "major delays", "serious concern", "serious concerns", "stalled"),
    ),
    Rating.GREY: ("not started", "not yet started", "not due", "not yet due", "to start", "not begun", "no rating"),
}
_DOUBTFUL_STATES: dict[Rating, tuple[str, ...]] = {
    Rating.BLUE: ("closed", "signed off"),
    Rating.GREEN: ("in progress", "underway", "under way", "started", "in train", "progressing", "ongoing"),
    Rating.AMBER: ("blocked", "on hold", "paused", "partially complete", "partly complete", "part complete"),
}
_PHRASES = {phrase: RatingReading((rating,)) for rating, phrases in _STATES.items() for phrase in phrases} | {
    phrase: RatingReading((rating,), True) for rating, phrases in _DOUBTFUL_STATES.items() for phrase in phrases
}
_BEGINS_WITH_STATE = re.compile(rf"({'|'.join(sorted(map(re.escape, _PHRASES), key=len, reverse=True))})\b")
BLANKS = {"-", "–", "—", "n/a", "na", "none", "nil", "not applicable", "not known", "unknown", "?"}
"""What people write into a cell that has nothing to say; compared in lower case."""


@lru_cache(maxsize=4096)
def ratings_in_words(text: str) -> RatingReading:
    """Read "A", "Amber", "Green - on track", "complete", "Amber/Red"; nothing where it is prose or something else."""
    lines = re.sub(r"\s*\n\s*", "/", text.casefold().strip())
    words = re.sub(r"\s+", " ", text.casefold()).strip(" .:;*")
    if single := _single(words):
        return RatingReading((single,))
    if words in _PHRASES:
        return _PHRASES[words]
    parts = [part.strip(" .:)") for part in re.split(r"[/\\|,;:>→&+(]|-+>?|–|—|\bto\b|\band\b", lines)]
    parts = [part for part in parts if part]
    if len(parts) == 2 and (first := _single(parts[0])):
        if second := _single(parts[1]):
            moved = re.search(r"->|>|→|\bto\b", words) is not None
            return RatingReading((second,), True) if moved else RatingReading((first, second))
        if parts[1] in _PHRASES:
            agrees = _PHRASES[parts[1]].ratings == (first,)
            return RatingReading((first,), not agrees)
    if len(parts) == 2 and parts[0] in _PHRASES and (second := _single(parts[1])):
        return RatingReading((second,), _PHRASES[parts[0]].ratings != (second,))
    return _within(words)


def _single(words: str) -> Rating | None:
    """One letter or colour, as "(A)" or "Amber rating" too."""
    bare = re.sub(r"^(?:brag|rag|rated|rating)\b[ :]*|\b(?:rating|rated|status)$", "", words).strip(" ()[].")
    return _LETTERS.get(bare) or _COLOURS.get(bare)


def _within(words: str) -> RatingReading:
    """A short text that names one colour, or begins with a state of the work."""
    if len(words) > 60:
        return RatingReading()
    named = {_COLOURS[word] for word in re.findall(r"[a-z]+", words) if word in _COLOURS}
    if len(named) == 1:
        beginning = next(iter(re.findall(r"[a-z]+", words)))
        plain = beginning in _COLOURS or _LETTERS.get(beginning) in named
        return RatingReading(tuple(named), not plain or re.search(r"\b(?:not|no|was|from)\b", words) is not None)
    if named:
        return RatingReading()
    state = _BEGINS_WITH_STATE.match(words)
    return RatingReading(_PHRASES[state[1]].ratings, True) if state else RatingReading()
