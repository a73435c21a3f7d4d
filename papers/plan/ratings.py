"""Ratings as people write them into a cell: a letter, a colour, a state of the work, how much of it is done, or two
ratings in one; and the states that say how an action left the plan.

`cells` and `headings` call it. Colours of cells are in `colours`; what a rating means is in `models.plan.ratings`.
Only what is done is Blue: a state that ends an action without its being done is an ending, and no rating.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from models.plan.endings import Ending
from models.plan.ratings import Rating


@dataclass(frozen=True)
class RatingReading:
    """None, one or two ratings (activity, then impact); `doubtful` where the words could mean something else.

    `ending` is how the action left the plan, where the words say that instead; it is always worth a doubt.
    """

    ratings: tuple[Rating, ...] = ()
    doubtful: bool = False
    ending: Ending | None = None

    @property
    def says_how_it_stands(self) -> bool:
        """Whether the words are a rating or an ending, and so no prose."""
        return bool(self.ratings or self.ending)

    @property
    def is_level_of_five(self) -> bool:
        """Whether the pair is as one level of delivery confidence is written: "Amber/Green" or "Amber/Red"."""
        return len(set(self.ratings)) == 2 and self.ratings in _LEVELS_OF_FIVE


_COLOURS = {
    "grey": Rating.NOT_STARTED,
    "gray": Rating.NOT_STARTED,
    "blue": Rating.DONE,
    "red": Rating.OFF_TRACK,
    "amber": Rating.AT_RISK,
    "orange": Rating.AT_RISK,
    "yellow": Rating.AT_RISK,
    "green": Rating.ON_TRACK,
}
_LETTERS = {"b": Rating.DONE, "r": Rating.OFF_TRACK, "a": Rating.AT_RISK, "g": Rating.ON_TRACK}
_LEVELS_OF_FIVE = {
    pair
    for other in (Rating.ON_TRACK, Rating.OFF_TRACK)
    for pair in ((Rating.AT_RISK, other), (other, Rating.AT_RISK))
}  # fmt: skip

_STATES: dict[Rating, tuple[str, ...]] = {
    Rating.DONE: (
        *("complete", "completed", "done", "action complete", "action completed", "fully complete", "finished"),
        *("achieved", "delivered", "implemented", "complete and embedded", "embedded", "business as usual", "bau"),
        *("fully implemented", "fully completed", "fully achieved", "completed and closed", "complete and closed"),
    ),
    Rating.ON_TRACK: (
        *("on track", "on target", "on schedule", "on plan", "on course", "progressing well", "ahead of schedule"),
        "ahead of plan",
    ),
    Rating.AT_RISK: (
        *("at risk", "some delay", "some delays", "minor delay", "minor delays", "slight delay", "slipping"),
        *("some slippage", "some concern", "some concerns", "partially on track", "delayed", "some issues"),
        *("slightly behind", "slightly behind schedule"),
    ),
    Rating.OFF_TRACK: (
        *("off track", "overdue", "not on track", "off target", "behind schedule", "significant delay"),
        *("significant delays", "major delay", "major delays", "serious concern", "serious concerns", "stalled"),
        *("significantly behind schedule", "well behind schedule"),
    ),
    Rating.NOT_STARTED: (
        *("not started", "not yet started", "not due", "not yet due", "to start", "not begun", "no rating"),
        *("yet to start", "to do"),
    ),
}
_DOUBTFUL_STATES: dict[Rating, tuple[str, ...]] = {
    Rating.DONE: ("closed", "signed off", "resolved"),
    Rating.ON_TRACK: (
        *("in progress", "underway", "under way", "started", "in train", "progressing", "ongoing", "work in progress"),
        *("nearly complete", "almost complete", "mostly complete", "largely complete", "substantially complete"),
        *("nearly done", "almost done", "good progress", "in review", "under review", "doing", "working on it"),
        *("active", "in action"),
    ),
    Rating.AT_RISK: (
        *("blocked", "stuck", "on hold", "paused", "partially complete", "partly complete", "part complete"),
        "deferred",
        *("partially completed", "partly completed", "partially implemented", "partly implemented", "postponed"),
        *("partially achieved", "partly achieved", "partially met", "limited progress"),
    ),
    Rating.OFF_TRACK: (
        "late",
        "missed",
        "not achieved",
        "not met",
        "not delivered",
        "no progress",
        "behind",
        "behind plan",
    ),
    Rating.NOT_STARTED: ("not implemented", "planned", "scheduled", "pending", "backlog", "future action"),
}
_PHRASES = {phrase: RatingReading((rating,)) for rating, phrases in _STATES.items() for phrase in phrases} | {
    phrase: RatingReading((rating,), True) for rating, phrases in _DOUBTFUL_STATES.items() for phrase in phrases
}


def _any_of(phrases: list[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


_BEFORE_STATE = r"(?:(?:now|currently|still|action|work|all|status)\b[ :]*)?"
_BEGINS_WITH_STATE = re.compile(rf"{_BEFORE_STATE}({_any_of(list(_PHRASES))})\b")
_SLOW = re.compile(
    rf"(?<!not )(?<!no )(?<!longer )\b("
    rf"{_any_of([each for each, read in _PHRASES.items() if read.ratings[0] in (Rating.OFF_TRACK, Rating.AT_RISK)])})\b"
)
_TIME = (
    r"\d|q\d|end|close|start|early|mid|late|next|then|spring|summer|autumn|winter|christmas|easter|year|month"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri"
)
_NOT_ALL = re.compile(
    r"\b(?:not|never|no|un\w+|incomplete|part|partly|partial\w*|nearly|almost|mostly|largely|except|apart|aside|subject"
    rf"|but|by(?= (?:the )?(?:{_TIME}))|until|pending|await\w*|when|unless|if|yet|outstanding|remain\w*|to be|some"
    r"|phase|stage|draft|once|after|still|\d+ (?:out )?of \d+|transferred|moved|replaced|tolerated|accepted)\b"
)
"""What takes back that a thing is done: "complete by June", "closed, not achieved"."""

_NOTHING_LEFT = re.compile(r"\bno (?:further|outstanding|more|other) \w+|\bno (?:issues|concerns)\b")

_WITHDRAWN = (
    r"withdrawn|cancell?ed|superseded|superceded|duplicated?|no longer (?:required|needed|applicable|relevant|valid|"
    r"pursued|proceeding)|not (?:required|needed|pursued|proceeding|taken forward|being (?:pursued|taken forward))"
    r"|won't (?:do|fix)|will not (?:do|proceed|be (?:done|pursued|taken forward|implemented))"
    r"|removed from (?:the )?plan"
)
_MERGED = r"(?:now )?(?:merged|combined|incorporated|subsumed|amalgamated)"
_ENDED_AND_NO_MORE = r"(?:abandoned|discontinued|rejected|dropped|removed|stopped|terminated|void|obsolete|de-?scoped)"
_ENDED = re.compile(
    rf"{_BEFORE_STATE}(?:(?:closed|completed?|done|archived)\b(?: (?:as|because|but|and|it is|now))*[\s,;:()./–—-]*)*"
    rf"(?:(?P<withdrawn>(?:{_WITHDRAWN})\b|{_ENDED_AND_NO_MORE}\)?$)|(?P<merged>{_MERGED})\b)"
    r"(?!.*\b(?:this|until|yet|present|currently|moment|week|month|quarter|year)\b)"
)

_SYMBOLS = (
    dict.fromkeys("🔴🟥", "red")
    | dict.fromkeys("🟠🟧🟡🟨", "amber")
    | dict.fromkeys("🟢🟩", "green")
    | dict.fromkeys("🔵🟦", "blue")
    | dict.fromkeys("⚪⬜◻", "grey")
)
_SYMBOL = re.compile("[" + "".join(_SYMBOLS) + "]")
_TICK = re.compile("[✅✔☑✓]")
_PICTURE = re.compile("[\\U0001f300-\\U0001faff\\u23e9-\\u23fa\\u25a0-\\u26ff]")
_UNSEEN = re.compile("[\\ufe0e\\ufe0f\\u200d]")
_TRENDS = "↑↓→←↗↘↔⬆⬇⬅➡▲▼⇧⇩⇑⇓"
_TREND = re.compile(rf"^[{_TRENDS}]+\s*|\s*\(?[{_TRENDS}]+\)?$")
_PERCENTAGE = re.compile(r"(\d{1,3})(?:\.\d+)?\s?%", re.ASCII)
_MEASURED = re.compile(r"(?:is |now )?(?:complete|completed|completion|done|achieved|implemented|progress)?")

SAYS_NOTHING = {
    *("-", "–", "—", "--", "---", "n/a", "n / a", "n.a", "n.a.", "#n/a", "none", "nil", "null", "not applicable"),
}
"""What people write into any cell that has nothing to say; compared in lower case."""

BLANKS = SAYS_NOTHING | {"na", "not known", "unknown", "?", "."}
"""What they write where a date or a rating has nothing to say."""


@lru_cache(maxsize=4096)
def ratings_in_words(text: str) -> RatingReading:
    """Read "A", "Amber", "Green - on track", "complete", "75%", "✅", "Amber/Red", "Cancelled"; nothing where it is
    prose or something else.
    """
    plain = _UNSEEN.sub("", text.casefold()).replace("’", "'").replace("_", " ")
    plain = _SYMBOL.sub(lambda found: f" {_SYMBOLS[found[0]]}: ", plain).strip()
    bare = _TREND.sub("", plain)
    plain, trend = bare or plain, bool(bare) and bare != plain
    plain = _PICTURE.sub(" ", plain).strip()
    if _TICK.search(plain):
        reading = _ticked(_read(beside) if (beside := _TICK.sub(" ", plain).strip()) else None)
    else:
        reading = _read(plain)
    return replace(reading, doubtful=True) if reading.ratings and trend else reading


def _ticked(beside: RatingReading | None) -> RatingReading:
    """A tick is done by itself; what is written beside it counts before it."""
    if beside is None or beside.ratings == (Rating.DONE,) or beside.ending:
        return beside or RatingReading((Rating.DONE,))
    return RatingReading(beside.ratings or (Rating.DONE,), True)


def _read(text: str) -> RatingReading:
    lines = re.sub(r"\s*\n\s*", "/", text)
    words = re.sub(r"\s+", " ", text).strip(" .:;*")
    if single := _single(words):
        return RatingReading((single,))
    if found := _phrase(words):
        return found
    parts = [part.strip(" .:)") for part in re.split(r"[/\\|,;:>→&+(]|-+>?|–|—|\bto\b|\band\b", lines)]
    parts = [part for part in parts if part]
    if len(parts) == 2 and (first := _single(parts[0])):
        if second := _single(parts[1]):
            moved = re.search(r"->|>|→|\bto\b", words) is not None
            return RatingReading((second,), True) if moved else RatingReading((first, second))
        if state := _phrase(parts[1]):
            # A colour counts before a state, but what is not done is not Blue.
            says = state.ratings if first is Rating.DONE else (first,)
            return RatingReading(says, state.ratings != (first,))
        if _ENDED.match(parts[1]):
            return _within(parts[1])
    if len(parts) == 2 and (state := _phrase(parts[0])):
        if second := _single(parts[1]):
            return RatingReading((second,), state.ratings != (second,))
        if (other := _phrase(parts[1])) and other.ratings == state.ratings:
            return RatingReading(state.ratings, state.doubtful and other.doubtful)
    return _within(words)


def _phrase(words: str) -> RatingReading | None:
    """A state of the work as the list above has it, with or without hyphens."""
    return _PHRASES.get(words) or _PHRASES.get(words.replace("-", " ").replace("  ", " "))


def _single(words: str) -> Rating | None:
    """One letter or colour, as "(A)" or "Amber rating" too."""
    bare = re.sub(r"^(?:brag|rag|rated|rating)\b[ :]*|\b(?:rating|rated|status)$", "", words).strip(" ()[].")
    return _LETTERS.get(bare) or _COLOURS.get(bare)


def _within(words: str) -> RatingReading:
    """A short text that names one colour, says how much is done or how it ended, or begins with a state of the work."""
    if len(words) > 60:
        return RatingReading()
    named = {_COLOURS[word] for word in re.findall(r"[a-z]+", words) if word in _COLOURS}
    if len(named) == 1:
        beginning = next(iter(re.findall(r"[a-z]+", words)))
        plain = beginning in _COLOURS or _LETTERS.get(beginning) in named
        return RatingReading(tuple(named), not plain or re.search(r"\b(?:not|no|was|from)\b", words) is not None)
    if named:
        return RatingReading()
    if ended := _ENDED.match(words):
        return RatingReading(ending=Ending.MERGED if ended["merged"] else Ending.WITHDRAWN)
    if percentage := _PERCENTAGE.search(words):
        return _so_much_done(int(percentage[1]), _PERCENTAGE.sub("", words, count=1).strip(" ()-–—:;,."))
    return _beginning_with_state(words.replace("-", " "))


def _so_much_done(percent: int, beside: str) -> RatingReading:
    """What a percentage of the work says, with the words beside it: all of it is Blue for sure where they say so."""
    state = _phrase(beside)
    if percent > 100 or not (state or _MEASURED.fullmatch(beside)):
        return RatingReading()
    rating = Rating.DONE if percent == 100 else Rating.ON_TRACK if percent else Rating.NOT_STARTED
    if state is None or (state.ratings == (Rating.DONE,) and percent < 100):
        return RatingReading((rating,), True)
    return RatingReading(state.ratings, state.ratings != (rating,))


def _beginning_with_state(words: str) -> RatingReading:
    """A state with more words after it: done if nothing takes that back, slow if any of them says so."""
    state = _BEGINS_WITH_STATE.match(words)
    if state is None:
        return RatingReading()
    ratings, rest = _PHRASES[state[1]].ratings, words[state.end() :]
    if state[1] == "closed" and _NOT_ALL.search(rest):
        return RatingReading(ending=Ending.CLOSED)
    if ratings == (Rating.DONE,):
        return RatingReading((Rating.ON_TRACK if _NOT_ALL.search(_NOTHING_LEFT.sub("", rest)) else Rating.DONE,), True)
    if slow := _SLOW.search(rest):
        return RatingReading(_PHRASES[slow[1]].ratings, True)
    return RatingReading(ratings, True)
