"""Ratings as people write them into a cell: a level of the plan's scale by its name, letter or colour, a state of the
work, how much of it is done, or two ratings in one; and the states that say how an action left the plan.

`cells` and `settling` call it. Colours of cells are in `colours`; what a rating means is in `models.plan.ratings`. A
name of the scale counts before a state: "Some issues" may be one. What the scale does not have is not read. Only what
is done is done: a state that ends an action without its being done is an ending, and no rating.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from models.plan.endings import Ending
from models.plan.ratings import BRAG, Colour, Rating, RatingClass, Scale
from models.plan.scales import SHIPPED
from papers.spacing import folded


@dataclass(frozen=True)
class RatingReading:
    """None, one or two ratings (activity, then impact); `doubtful` where the words could mean something else.

    `ending` is how the action left the plan, where the words say that instead; it is always worth a doubt. `is_one_of`
    is the class of a state for which the scale has several levels; the first was taken.
    """

    ratings: tuple[Rating, ...] = ()
    doubtful: bool = False
    ending: Ending | None = None
    is_one_of: RatingClass | None = None

    @property
    def says_how_it_stands(self) -> bool:
        """Whether the words are a rating or an ending, and so no prose."""
        return bool(self.ratings or self.ending)

    @property
    def is_level_of_five(self) -> bool:
        """Whether the pair is as one level of delivery confidence is written: "Amber/Green" or "Amber/Red"."""
        return len(set(self.ratings)) == 2 and self.ratings in _LEVELS_OF_FIVE


_ALSO_CALLED = {"gray": (Colour.GREY,), "yellow": (Colour.AMBER,), "orange": (Colour.ORANGE, Colour.AMBER)}
"""What people say for a colour of the palette; of several the first that the scale has."""

_LEVELS_OF_FIVE = {
    pair
    for other in (Rating.ON_TRACK, Rating.OFF_TRACK)
    for pair in ((Rating.AT_RISK, other), (other, Rating.AT_RISK))
}  # fmt: skip

_STATES: dict[RatingClass, tuple[str, ...]] = {
    RatingClass.DONE: (
        *("complete", "completed", "done", "action complete", "action completed", "fully complete", "finished"),
        *("achieved", "delivered", "implemented", "complete and embedded", "embedded", "business as usual", "bau"),
        *("fully implemented", "fully completed", "fully achieved", "completed and closed", "complete and closed"),
        *("fully met", "fully delivered", "actioned", "fulfilled", "accomplished", "implementation complete"),
        *("concluded", "finalised", "finalized"),
    ),
    RatingClass.ON_TRACK: (
        *("on track", "on target", "on schedule", "on plan", "on course", "progressing well", "ahead of schedule"),
        *("ahead of plan", "proceeding as planned", "going to plan", "on time", "as planned", "progressing to plan"),
        *("progressing as planned", "in line with plan", "in line with target"),
    ),
    RatingClass.AT_RISK: (
        *("at risk", "some delay", "some delays", "minor delay", "minor delays", "slight delay", "slipping"),
        *("some slippage", "some concern", "some concerns", "partially on track", "delayed", "some issues"),
        *("slightly behind", "slightly behind schedule", "minor issues", "needs attention", "requires attention"),
        *("needs monitoring", "caution", "experiencing delays", "slightly off track"),
    ),
    RatingClass.OFF_TRACK: (
        *("off track", "overdue", "not on track", "off target", "behind schedule", "significant delay"),
        *("significant delays", "major delay", "major delays", "serious concern", "serious concerns", "stalled"),
        *("significantly behind schedule", "well behind schedule", "off schedule", "off plan", "past due", "expired"),
        *("major issues", "significant issues", "significantly off track", "significantly delayed", "severely delayed"),
    ),
    RatingClass.NOT_STARTED: (
        *("not started", "not yet started", "not due", "not yet due", "to start", "not begun", "no rating"),
        *("yet to start", "to do", "todo", "not commenced", "not yet commenced", "yet to commence", "yet to begin"),
        *("not yet begun", "to commence", "to be started", "to be commenced", "no action taken", "unstarted"),
    ),
}
_DOUBTFUL_STATES: dict[RatingClass, tuple[str, ...]] = {
    RatingClass.DONE: (
        *("closed", "signed off", "resolved", "met", "remediated", "mitigated", "live", "in place", "verified"),
    ),
    RatingClass.ON_TRACK: (
        *("in progress", "underway", "under way", "started", "in train", "progressing", "ongoing", "work in progress"),
        *("nearly complete", "almost complete", "mostly complete", "largely complete", "substantially complete"),
        *("nearly done", "almost done", "good progress", "in review", "under review", "doing", "working on it"),
        *("active", "in action", "commenced", "initiated", "begun", "in development", "under development", "wip"),
        *("implementing", "being implemented", "in implementation", "under implementation", "implementation"),
        *("implementation in progress", "implementation underway", "implementation ongoing", "on going", "in hand"),
        *("implementation started", "development in progress", "work underway", "work started", "drafting", "launched"),
        *("working", "in delivery", "continuous"),
    ),
    RatingClass.AT_RISK: (
        *("blocked", "stuck", "on hold", "paused", "partially complete", "partly complete", "part complete"),
        *("deferred", "progress paused", "work paused", "carried forward", "rolled over", "rescheduled"),
        *("partially completed", "partly completed", "partially implemented", "partly implemented", "postponed"),
        *("partially achieved", "partly achieved", "partially met", "limited progress", "partly met"),
        *("implemented in part", "watch", "monitor"),
    ),
    RatingClass.OFF_TRACK: (
        *("late", "missed", "not achieved", "not met", "not delivered", "no progress", "behind", "behind plan"),
    ),
    RatingClass.NOT_STARTED: (
        *("not implemented", "not yet implemented", "planned", "scheduled", "pending", "backlog", "future action"),
        *("upcoming", "future", "planning", "in planning", "planning stage"),
    ),
}
_ALONE = frozenset(
    {"met", "live", "working", "watch", "monitor", "future", "planning", "implementation", "continuous", "caution"}
)
"""What is a state where nothing follows it: "Met with the clerk" is none."""

_PHRASES = {phrase: (one, False) for one, phrases in _STATES.items() for phrase in phrases} | {
    phrase: (one, True) for one, phrases in _DOUBTFUL_STATES.items() for phrase in phrases
}
"""Each state with what it means to the rules, and whether it is doubtful."""


def _any_of(phrases: list[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


_BEFORE_STATE = r"(?:(?:now|currently|still|action|work|all|status)\b[ :]*)?"
_BEGINS_WITH_STATE = re.compile(rf"{_BEFORE_STATE}({_any_of([each for each in _PHRASES if each not in _ALONE])})\b")
_SLOW_STATES = [
    each
    for each, (one, _) in _PHRASES.items()
    if one in (RatingClass.OFF_TRACK, RatingClass.AT_RISK) and each not in _ALONE
]
_SLOW = re.compile(rf"(?<!not )(?<!no )(?<!longer )\b({_any_of(_SLOW_STATES)})\b")
_TIME = (
    r"\d|q\d|end|close|start|early|mid|late|next|then|spring|summer|autumn|winter|christmas|easter|year|month"
    r"|jan|feb|mar(?:ch|\b)|apr|may\b|jun|jul|aug|sep|oct|nov|dec(?:ember|\b)|mon(?:day|\b)|tue|wed|thu|fri"
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
_PICTURE = re.compile("(?!☑)[\\U0001f300-\\U0001faff\\u23e9-\\u23fa\\u25a0-\\u26ff]")
_IN_BRACKETS = re.compile(r"^\[([a-z][a-z -]+)\]$")
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


NO_WORDS: Mapping[str, Rating | None] = {}


@cache
def words_of(scale: Scale) -> "RatingWords":
    """How ratings on a scale are written; made once for each."""
    return RatingWords(scale)


def ratings_in_words(text: str) -> RatingReading:
    """What a text says on the scale that a file is read on."""
    return words_in_use().read(text)


def is_on_any_scale(text: str) -> bool:
    """Whether a text is a rating on one of the scales that are shipped."""
    return any(words_of(each).read(text).ratings for each in SHIPPED)


class RatingWords:
    """What people write for the levels of one scale, and for the states that they stand for; what somebody has told of
    a word (by `folded`) counts before all else, None for one that is no rating.
    """

    def __init__(self, scale: Scale, told: Mapping[str, Rating | None] = NO_WORDS) -> None:
        self.scale, self._told = scale, told
        self._words = dict(_level_words(scale))
        names = sorted((each for each in self._words if len(each) > 2 and each not in _PHRASES), key=len, reverse=True)
        either = "|".join(r"[\W_]+".join(map(re.escape, each.split())) for each in names)
        self._named = re.compile(rf"(?<![a-z])(?:{either})(?![a-z])")
        self.read = lru_cache(maxsize=4096)(self._reading)

    def told(self, text: str) -> RatingReading | None:
        """What somebody has told of a word, if they have."""
        if folded(text) not in self._told:
            return None
        rating = self._told[folded(text)]
        return RatingReading((rating,) if rating else ())

    def _reading(self, text: str) -> RatingReading:
        """Read "A", "Amber", "Green - on track", "complete", "75%", "✅", "Amber/Red", "Cancelled"; nothing where it is
        prose or something else.
        """
        if (told := self.told(text)) is not None:
            return told
        plain = _UNSEEN.sub("", text.casefold()).replace("’", "'").replace("_", " ").replace(" per cent", "%")
        if _SYMBOL.search(plain) and (said := self._done_or_not_begun(_SYMBOL.sub(" ", plain).strip(" :;,-–—"))):
            coloured = self._read(_SYMBOLS[_SYMBOL.findall(plain)[0]])
            return replace(said, doubtful=said.doubtful or not _of_one_class(said, coloured))
        plain = _SYMBOL.sub(lambda found: f" {_SYMBOLS[found[0]]}: ", plain).strip()
        bare = _TREND.sub("", plain)
        plain, trend = bare or plain, bool(bare) and bare != plain
        plain = _IN_BRACKETS.sub(r"\1", _PICTURE.sub(" ", plain).strip())
        if _TICK.search(plain):
            reading = self._ticked(self._read(beside) if (beside := _TICK.sub(" ", plain).strip()) else None)
        else:
            reading = self._read(plain)
        return replace(reading, doubtful=True) if reading.ratings and trend else reading

    def _done_or_not_begun(self, words: str) -> RatingReading | None:
        """What the words beside a circle say, where that is plainly the one or the other: its colour is no more than a
        picture of it then.
        """
        said = self._phrase(words)
        plain = said is not None and said.ratings[0].rating_class in (RatingClass.DONE, RatingClass.NOT_STARTED)
        return said if plain else None

    def level(self, text: str) -> Rating | None:
        """The level that a text is the name or the letter of, and says no more."""
        found = self._single(re.sub(r"\s+", " ", text.casefold().replace("_", " ")).strip(" .:;*"))
        return found.ratings[0] if found and not found.doubtful else None

    def state(self, of: RatingClass, doubtful: bool = False) -> RatingReading:
        """What a state of this class says: the level of the class, the first of several; nothing where there is none.

        It need not be one that is given in answers: a column of states is how an action is marked complete.
        """
        levels = self.scale.of(of)
        if not levels:
            return RatingReading()
        several = len(levels) > 1
        return RatingReading((levels[0].rating,), doubtful or several, is_one_of=of if several else None)

    def _ticked(self, beside: RatingReading | None) -> RatingReading:
        """A tick is done by itself; what is written beside it counts before it."""
        done = self.state(RatingClass.DONE)
        if beside is None or beside.ratings == done.ratings or beside.ending:
            return beside or done
        return replace(beside, ratings=beside.ratings or done.ratings, doubtful=True)

    def _read(self, text: str) -> RatingReading:
        lines = re.sub(r"\s*\n\s*", "/", text)
        words = re.sub(r"\s+", " ", text).strip(" .:;*")
        if single := self._single(words):
            return single
        if found := self._phrase(words):
            return found
        parts = [part.strip(" .:)") for part in re.split(r"[/\\|,;:>→&+(]|-+>?|–|—|\bto\b|\band\b", lines)]
        parts = [part for part in parts if part]
        if len(parts) == 2 and (first := self._single(parts[0])):
            if second := self._single(parts[1]):
                moved = re.search(r"->|>|→|\bto\b", words) is not None
                both = RatingReading(first.ratings + second.ratings, first.doubtful or second.doubtful)
                return replace(second, doubtful=True) if moved else both
            if state := self._phrase(parts[1]):
                # A colour counts before a state, but what is not done is not Blue.
                says = state if first.ratings[0].is_done else first
                return replace(says, doubtful=first.doubtful or not _of_one_class(state, first))
            if _ENDED.match(parts[1]):
                return self._within(parts[1])
        if len(parts) == 2 and (state := self._phrase(parts[0])):
            if second := self._single(parts[1]):
                return replace(second, doubtful=second.doubtful or not _of_one_class(state, second))
            if (other := self._phrase(parts[1])) and other.ratings == state.ratings:
                return replace(state, doubtful=state.doubtful and other.doubtful)
        if " " in _parts(words) and (near := self._misspelled(words)).ratings:
            return near
        found = self._within(words)
        return found if found.says_how_it_stands else self._misspelled(words)

    def _phrase(self, words: str) -> RatingReading | None:
        """A state of the work as the list above has it, with or without hyphens."""
        found = _PHRASES.get(words) or _PHRASES.get(words.replace("-", " ").replace("  ", " "))
        state = self.state(*found) if found else None
        return state if state and state.ratings else None

    def _single(self, words: str) -> RatingReading | None:
        """One letter, name or colour of a level, as "(A)" or "Amber rating" too; "A/G" where this is one."""
        bare = re.sub(r"^(?:brag|rag|rated|rating)\b[ :]*|\b(?:rating|rated|status)$", "", words).strip(" ()[].")
        if found := self._words.get(words) or self._words.get(bare):
            return found
        parts = _parts(bare)
        return self._words.get(parts) or self._words.get(_parts(words)) if " " in parts else None

    def _within(self, words: str) -> RatingReading:
        """A short text that names one level, says how much is done or how it ended, or begins with a state."""
        if len(words) > 60:
            return RatingReading()
        found = list(self._named.finditer(words))
        named = {reading.ratings: reading for each in found for reading in [self._words[_parts(each[0])]]}
        if len(named) == 1:
            (reading,) = named.values()
            first = re.search(r"[a-z]+", words)
            letter = self._words.get(first[0]) if first else None
            begins = first is not None and first.start() == found[0].start()
            plain = begins or (letter is not None and letter.ratings == reading.ratings)
            taken_back = re.search(r"\b(?:not|no|was|from)\b", words) is not None
            return replace(reading, doubtful=reading.doubtful or not plain or taken_back)
        if named:
            return RatingReading()
        if ended := _ENDED.match(words):
            return RatingReading(ending=Ending.MERGED if ended["merged"] else Ending.WITHDRAWN)
        if percentage := _PERCENTAGE.search(words):
            beside = _PERCENTAGE.sub("", words, count=1).strip(" ()-–—:;,.")
            return self._so_much_done(int(percentage[1]), beside)
        return self._beginning_with_state(words.replace("-", " "))

    def _so_much_done(self, percent: int, beside: str) -> RatingReading:
        """What a percentage of the work says, with the words beside it: all of it is done where they say so."""
        state = self._phrase(beside)
        if percent > 100 or not (state or _MEASURED.fullmatch(beside)):
            return RatingReading()
        means = RatingClass.DONE if percent == 100 else RatingClass.ON_TRACK if percent else RatingClass.NOT_STARTED
        if state is None or (state.ratings[0].is_done and percent < 100):
            return self.state(means, doubtful=True)
        return replace(state, doubtful=state.is_one_of is not None or state.ratings[0].rating_class is not means)

    def _beginning_with_state(self, words: str) -> RatingReading:
        """A state with more words after it: done if nothing takes that back, slow if any of them says so."""
        state = _BEGINS_WITH_STATE.match(words)
        if state is None:
            return RatingReading()
        (means, _), rest = _PHRASES[state[1]], words[state.end() :]
        if state[1] == "closed" and _NOT_ALL.search(rest):
            return RatingReading(ending=Ending.CLOSED)
        if means is RatingClass.DONE:
            if _NOT_ALL.search(_NOTHING_LEFT.sub("", rest)):
                means = RatingClass.ON_TRACK
        elif slow := _SLOW.search(rest):
            means, _ = _PHRASES[slow[1]]
        elif level := self._words.get(state[1]):
            return replace(level, doubtful=True)
        return self.state(means, doubtful=True)

    def _misspelled(self, words: str) -> RatingReading:
        """A name of a level with one slip in it."""
        from rapidfuzz.distance import OSA

        parts = _parts(words)
        near = {
            reading.ratings: reading
            for name, reading in self._words.items()
            if len(name) > 4 and name[0] == parts[:1] and OSA.distance(name, parts, score_cutoff=1) == 1
        }
        return replace(*near.values(), doubtful=True) if len(near) == 1 else RatingReading()


def _level_words(scale: Scale) -> Iterator[tuple[str, RatingReading]]:
    """What the levels of a scale are called, the last to be said the one that counts: colours, letters and names."""
    given = {level.colour: level for level in reversed(scale.given)}
    for colour, level in given.items():
        yield colour.value, RatingReading((level.rating,), doubtful=level.as_data != colour.value)
    for word, colours in _ALSO_CALLED.items():
        for level in [given[each] for each in colours if each in given][:1]:
            yield word, RatingReading((level.rating,), doubtful=level.as_data not in colours)
    for exactly in (False, True):  # the other way round it is one, too, but not for sure: it may have moved
        for level in scale.levels:
            name, reading = _parts(level.as_data), RatingReading((level.rating,), doubtful=not exactly)
            letters = [level.letter.casefold()] if level.given and level.letter.isalnum() else []
            if "/" in level.name:
                letters += [" ".join(letter) for letter in letters]
            for word in (*letters, name):
                if exactly:
                    yield word, reading
                elif "/" in level.name and " " in word:
                    yield " ".join(reversed(word.split())), reading


def _parts(words: str) -> str:
    """A name as it is compared: "amber/green", "amber - green" and "amber & green" are one."""
    return re.sub(r"[\s/\\|&+_–—-]+", " ", words).strip()


def _of_one_class(one: RatingReading, other: RatingReading) -> bool:
    """Whether two say the same; a colour that the scale does not have says nothing."""
    return not other.ratings or one.ratings[0].rating_class is other.ratings[0].rating_class


_default = words_of(BRAG)
_in_use: ContextVar[RatingWords | None] = ContextVar("words", default=None)


def words_in_use() -> RatingWords:
    """The words of the scale that a file is read on."""
    return _in_use.get() or _default


@contextmanager
def read_on(scale: Scale, told: Mapping[str, Rating | None] = NO_WORDS) -> Iterator[None]:
    """While the block runs, ratings are read on this scale, and words as somebody has `told`."""
    before = _in_use.set(RatingWords(scale, told) if told else words_of(scale))
    try:
        yield
    finally:
        _in_use.reset(before)
