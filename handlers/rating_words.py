"""How people write ratings: `amber/green`, `Amber – Green`, `A/G`, 🟠🟢, activity amber and impact green.

Pure. Every spelling is tried against the scale, the longest first. What can be meant in two ways, or looks as if
ratings were meant and cannot be read, is a `problem` for whoever asks: it is never guessed.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from handlers.fillers import is_filler
from handlers.grammar import DASHES, QUOTES, nearest
from models.plan.ratings import BRAG, Rating
from papers.wording import joined

SPELLINGS: Mapping[str, Rating] = {
    **{level.name.casefold(): level.rating for level in BRAG.levels},
    **{level.letter.casefold(): level.rating for level in BRAG.levels if level.letter != "-"},
    "gray": Rating.NOT_STARTED,
    "gr": Rating.NOT_STARTED,
}
"""The words and letters that mean a rating, in lower case; G is Green."""

_DASH = re.escape(DASHES)
_COLOURS = {level.colour.value: level.rating for level in BRAG.levels} | {
    "orange": Rating.AT_RISK,
    "yellow": Rating.AT_RISK,
    "white": Rating.NOT_STARTED,
}
_SIGNS: Mapping[str, Rating] = {
    **dict.fromkeys("🔵🟦💙", Rating.DONE),
    **dict.fromkeys("🔴🟥❤", Rating.OFF_TRACK),
    **dict.fromkeys("🟠🟡🟧🟨🧡💛", Rating.AT_RISK),
    **dict.fromkeys("🟢🟩💚", Rating.ON_TRACK),
    **dict.fromkeys("⚪⬜🤍", Rating.NOT_STARTED),
    **{
        f":{large}{colour}_{shape}:": rating
        for colour, rating in _COLOURS.items()
        for shape in ("circle", "square", "heart", "large_square")
        for large in ("", "large_")
    },
}
"""Signs in colour, and the names that chat platforms give them."""

_ANY_SIGN = re.compile(r"[⚫🟣🟤🟪🟫⬛💜🖤🤎🔵🟦💙🔴🟥❤🟠🟡🟧🟨🧡💛🟢🟩💚⚪⬜🤍]|:\w*_(?:circle|square|heart):")

_NAMES = "|".join(sorted(_COLOURS.keys() & SPELLINGS.keys() | {"gray"}, key=len, reverse=True))
_WITHIN = re.compile(
    rf"(?<![\w/])(?:(?:{_NAMES})\s*[/\\|{_DASH}]\s*(?:{_NAMES})|[barg]/[barg-])(?![\w/])|{_ANY_SIGN.pattern}"
    rf"|\b(?:{_NAMES})\s+(?:on|for)\s+(?:activity|impact)\b|\bfrom\s+(?:{_NAMES})\s+to\s+(?:{_NAMES})\b"
    rf"|\b(?:we|it|this|action|activity|impact)\s+(?:(?:is|are|has|have|now|gone|went|moved|to)\s+){{1,4}}(?:{_NAMES})\b"
    rf"|\b(?:all|both)\s+(?:{_NAMES})\b(?=\s+(?:now|again)\b|\s*(?:[,.;:!]|$))"
    rf"|\b(?:improved|slipped|moved|gone|up|down|changed)\s+to\s+(?:{_NAMES})\b",
    re.IGNORECASE,
)
_OF_A_FIELD = re.compile(
    rf"\b(activity|impact)\s+(?:(?:is|are|now|still|remains|stays|at)\s+){{0,2}}(?:{_NAMES})\b"
    rf"|\b(?:{_NAMES})\s+(?:on|for)\s+(activity|impact)\b",
    re.IGNORECASE,
)
_OTHERWISE = {
    "green": {"light", "lights", "lit", "space", "spaces", "paper", "papers", "belt", "card"},
    "red": {"tape", "line", "lines", "flag", "flags", "card"},
    "blue": {"badge", "badges", "light", "lights"},
    "grey": {"area", "areas"},
    "gray": {"area", "areas"},
    "amber": {"alert", "alerts"},
}
"""What a colour may begin that is no rating: such a line is asked about."""

_LEVELS = tuple(level.name.casefold() for level in BRAG.levels)
_NOT_MISSPELT = frozenset({"read", "great", "agree", "agreed", "greet", "blues", "reds", "led", "rid", "bed"})

_OPENING = re.compile(rf"[*_~`(\[{QUOTES}]*")
_CLOSING = re.compile(
    rf"[*_~`)\]{QUOTES}\ufe0f]*(?:\s+(?:on|for)\s+((?:both\s+)?activity\s+and\s+impact\b|both\b(?=\s*(?:[,.;:!–—]|$))"
    r"|(?:activity|impact)\b))?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:[\s.,>=]|:(?!\w+:)|[{_DASH}](?!\s*[/\\|]))*"
    r"(?P<says>(?:(?:it(?:['’]s)?|is|are|now|currently|still|remains?|stays?|rated)\b[\s,:]*)*)"
    rf"(?:(?:b?rag|ratings?)\b(?:[\s={_DASH}]|:(?!\w+:)|(?:is|are|now)\b)*)?",
    re.IGNORECASE,
)
"""What may stand before ratings. A word that `says` that they come: a letter after it is no first word of prose."""

_TOGETHER = re.compile(r"([a-z])([a-z])(?!\w)", re.IGNORECASE)
_DOES = re.compile(r"\s+(?:has|had|have|is|was|will|can|met|and|to|from)\b", re.IGNORECASE)
"""What follows a name, of which two letters may be the short form."""

_NAME_GOES_ON = re.compile(r"\s+([A-Z][a-z][\w’'-]*)")
"""A word with a capital after letters, which may all be one name: "GB News", "R Jones"."""

_LABEL = re.compile(r"(activity|impact)(?:\s+(?:b?rag|rating))?\s*(?:[:=]|\bis\b)?\s*", re.IGNORECASE)
_END = re.compile(rf"(?=$|\s|[;:,.!)–—])|(?=[{_DASH}](?:\s|$))")
_SLASH = re.compile(r"\s*[/\\|]\s*")
_BETWEEN = (
    _SLASH,
    re.compile(rf"\s*[{_DASH}]\s*"),
    re.compile(r"\s*[,+&]\s*"),
    re.compile(r"\s*;\s*(?=(?:activity|impact)\b)", re.IGNORECASE),
    re.compile(r"\s+and\s+", re.IGNORECASE),
    re.compile(r"\s+"),
    re.compile(""),
)
_MOVED = re.compile(rf"\s*(?:[{_DASH}=]?>|→|➜|\bto\b)\s*", re.IGNORECASE)
_AFTER = re.compile(rf"(?:\s+now\b(?=\s*(?:[,.;:!–—]|$)))?\s*(?:(?:[{_DASH}:,.!]+(?=\s|$)|[–—])\s*)*", re.IGNORECASE)
_A_WORD_FOLLOWS = re.compile(r"\s+\w")
_PIECES = re.compile(rf"[/\\|,+&>→{_DASH}]+")


@dataclass(frozen=True)
class Ratings:
    """What a text begins with: the ratings by the fields they are for, and what comes after them; or a problem.

    `unread` is what the problem is about and the `rest` does not have.
    """

    said: Mapping[str, Rating] = field(default_factory=dict)
    rest: str = ""
    problem: str = ""
    unread: str = ""


@dataclass(frozen=True)
class _Level:
    """One level of the scale as it stands in the text, which goes on at `end`. `label` is the field it is said of: one
    of both, or both, in the words of the text.
    """

    level: Rating
    spelling: str
    end: int
    label: str = ""

    @property
    def is_letter(self) -> bool:
        return len(self.spelling) == 1 and self.spelling.isalpha()

    @property
    def is_sign(self) -> bool:
        return not self.spelling.isalpha() and self.spelling != "-"


@dataclass(frozen=True)
class _Reading:
    """One way to read the beginning of a text, up to `end`. `doubt` says what else it can be."""

    activity: Rating | None
    impact: Rating | None
    end: int
    doubt: str = ""


def rating_of(word: str, scale: Mapping[str, Rating] = SPELLINGS) -> Rating | None:
    """The rating that a word, letter or sign means; None for any other."""
    folded = word.strip(f" *_~`,;:.!()[]{QUOTES}\ufe0f").casefold()
    sign = _SIGNS.get(folded) or _SIGNS.get(f":{folded}:")
    return Rating.NOT_STARTED if word.strip() and word.strip() in DASHES else scale.get(folded) or sign


def read_ratings(text: str, scale: Mapping[str, Rating] = SPELLINGS) -> Ratings:
    """The ratings that a text begins with, in any writing; `scale` are the spellings of its levels, in lower case."""
    reader = _Reader(text, scale)
    found = reader.readings()
    if not found:
        return _unread(text, *_meant_ratings(text, scale, reader.begins))
    furthest = max(each.end for each in found)
    best = {(each.activity, each.impact): each for each in found if each.end == furthest}
    written = text[:furthest].strip()
    if len(best) > 1:
        ways = joined([_in_words(each) for each in best.values()], "or")
        problem = f"“{written}” can be {ways}. Please say activity: and impact: with each."
        return _unread(text, problem, furthest)
    (reading,) = best.values()
    if reading.doubt:
        return Ratings(rest=text, problem=reading.doubt)
    if more := re.compile(r"\s*[/\\|]\s*[^\s/]+").match(text, furthest):
        problem = f"“{written}{more[0]}” is more than a pair of ratings: one for activity, one for impact."
        return _unread(text, problem, more.end())
    rest = _after(text, furthest)
    said = {name: each for name in ("activity", "impact") if (each := getattr(reading, name)) is not None}
    if len(said) == 1:
        problem, end = _meant_ratings(text, scale, rest, alone=False)
        if problem:
            return _unread(text, problem, end)
    return Ratings(said, text[rest:].strip())


def ratings_within(text: str, said: Collection[str] = ()) -> str:
    """What looks like ratings somewhere in a text, as written there; empty where nothing does. Where ratings are `said`
    already, only one that is named as that of the other field does: `impact red`.
    """
    text = re.sub(r"https?://\S+", " ", text)
    if said:
        others = (each for each in _OF_A_FIELD.finditer(text) if (each[1] or each[2]).casefold() not in said)
        return next((each[0] for each in others), "")
    found = _WITHIN.search(text)
    return found[0] if found else ""


def no_rating(word: str) -> str:
    """That a word is no rating, and which one may be meant."""
    return f"“{word}” is no rating{_did_you_mean(word)}"


@cache
def _patterns(scale: tuple[tuple[str, Rating], ...]) -> Sequence[tuple[re.Pattern[str], str, Rating]]:
    """The spellings of a scale and the signs, the longest first, with what finds them."""
    return [
        (re.compile(re.escape(each) + (r"(?!\w)" if each[-1].isalnum() else ""), re.IGNORECASE), each, level)
        for each, level in sorted([*scale, *_SIGNS.items()], key=lambda one: -len(one[0]))
    ]


class _Reader:
    """Every way to read the beginning of one text."""

    def __init__(self, text: str, scale: Mapping[str, Rating]) -> None:
        self.text, self.scale = text, scale
        self.spellings = _patterns(tuple(scale.items()))
        lead = _LEAD.match(text)
        self.begins = lead.end() if lead else 0
        self.announced = bool(lead and lead["says"])

    def readings(self) -> list[_Reading]:
        """The ways, pairs and single ratings; none where the text begins with no rating."""
        at = self.begins
        if slash := re.compile(r"[/\\|]\s*").match(self.text, at):
            return [_Reading(None, one.level, one.end) for one in self._levels(slash.end()) if self._ends(one.end)]
        found = [each for one in self._levels(at, first=True) for each in (*self._alone(one), *self._pairs(one))]
        return [*found, *self._together(at)]

    def _together(self, at: int) -> Iterator[_Reading]:
        """A pair of letters with nothing between them, `AG`: asked about where it may as well be a word or a name."""
        opening = _OPENING.match(self.text, at)
        found = _TOGETHER.match(self.text, opening.end() if opening else at)
        levels = [self.scale.get(each.casefold()) for each in found.groups()] if found else []
        if not found or None in levels:
            return
        closing = _CLOSING.match(self.text, found.end())
        end = closing.end() if closing else found.end()
        activity, impact = levels
        if activity and impact and self._ends(end):
            capital = found[0].isupper()
            other = "word" if not capital else "name" if _DOES.match(self.text, end) else ""
            doubt = _ratings_or(f"a {other}", found[0], activity, impact) if other and not self.announced else ""
            yield _Reading(activity, impact, end, doubt or self._a_name(at, end, activity, impact))

    def _a_name(self, at: int, end: int, *ratings: Rating) -> str:
        """What letters that end somewhere may be besides ratings, where they go on as a name does."""
        further = _NAME_GOES_ON.match(self.text, end)
        if further is None or self.announced or is_filler(further[1]):
            return ""
        return _ratings_or("a name", self.text[at : further.end()].strip(), *ratings)

    def _levels(self, at: int, first: bool = False, after_slash: str = "") -> Iterator[_Level]:
        """The levels that can be read at a place, with or without the name of what they are said of."""
        label = _LABEL.match(self.text, at)
        if label:
            for each in self._levels(label.end()):
                yield _Level(each.level, each.spelling, each.end, label[1].casefold())
        opening = _OPENING.match(self.text, at)
        begins = opening.end() if opening else at
        for pattern, spelling, level in self.spellings:
            if found := pattern.match(self.text, begins):
                closing = _CLOSING.match(self.text, found.end())
                end = closing.end() if closing else found.end()
                of = (closing[1] or "").casefold() if closing else ""
                yield _Level(level, spelling, end, of)
        dash = self.text[at : at + 1]
        if dash and dash in DASHES and ((first and _SLASH.match(self.text, at + 1)) or after_slash):
            yield _Level(Rating.NOT_STARTED, "-", at + 1)

    def _alone(self, one: _Level) -> Iterator[_Reading]:
        slash = re.compile(r"[/\\|](?=\s|$)").match(self.text, one.end)
        end = slash.end() if slash else one.end
        if one.spelling == "-" or not self._ends(end):
            return
        if not slash and re.compile(r"\s+[/\\|]\s").match(self.text, end):
            return
        if self.announced and one.spelling == "a" and _A_WORD_FOLLOWS.match(self.text, one.end):
            return  # "is a good start": an article
        doubt = "" if slash or one.label else self._otherwise(one)
        if one.is_letter and not (doubt or slash or one.label):
            doubt = self._a_name(self.begins, end, one.level)
        activity = one.level if one.label != "impact" else None
        impact = one.level if one.label not in ("", "activity") else None
        yield _Reading(activity, impact, end, doubt)

    def _pairs(self, one: _Level) -> Iterator[_Reading]:
        for between in _BETWEEN:
            found = between.match(self.text, one.end)
            if found is None:
                continue
            slash = found[0] if between is _SLASH else ""
            for two in self._levels(found.end(), after_slash=slash):
                if self._ends(two.end) and (found[0] or one.is_sign or two.is_sign):
                    yield from self._pair(one, two, found[0])
        moved = _MOVED.match(self.text, one.end)
        for two in self._levels(moved.end()) if moved else ():
            written = self.text[: two.end].strip()
            why = f"“{written}” may be what it was and what it is. The ratings go activity/impact, such as amber/green."
            yield _Reading(one.level, two.level, two.end, why)

    def _pair(self, one: _Level, two: _Level, between: str) -> Iterator[_Reading]:
        loose = between.isspace() or (not between.strip(f" ,+&{_DASH}") and between != between.strip())
        doubt = ""
        if loose and two.spelling == "a" and not two.label and _A_WORD_FOLLOWS.match(self.text, two.end):
            if not one.is_letter and not one.is_sign:
                return  # "amber a meeting was held": an article
            doubt = _a_word_or_a_rating("A", Rating.AT_RISK)
        if between.isspace() and one.spelling == "a" and not one.label and not two.is_letter:
            if self.announced:
                return
            doubt = _a_word_or_a_rating("A", Rating.AT_RISK)  # "a green space"
        if two.spelling == "-" and between != between.rstrip() and self.text[two.end :].strip():
            doubt = f"“{self.text[: two.end].strip()}” may have a Grey in it or a dash. Please write Grey in full."
        if one.is_letter and two.is_letter and not (doubt or one.label or two.label or between.strip(" &+")):
            tight = between and between == between.strip()
            doubt = (
                _ratings_or("a name", f"{self.text[self.begins : two.end]}", one.level, two.level)
                if tight and not self.announced
                else self._a_name(self.begins, two.end, one.level, two.level)
            )
        both = {one.label, two.label} - {"", "activity", "impact"}
        if both or (one.label and one.label == two.label):
            doubt = f"“{self.text[: two.end].strip()}” gives two ratings for {min(both, default=one.label)}."
        crossed = one.label == "impact" or two.label == "activity"
        activity, impact = (two, one) if crossed else (one, two)
        yield _Reading(activity.level, impact.level, two.end, doubt)

    def _ends(self, at: int) -> bool:
        return _END.match(self.text, at) is not None

    def _otherwise(self, one: _Level) -> str:
        """What else a single word can be: an article, or the first of a colour's own phrases."""
        if one.spelling == "a" and _A_WORD_FOLLOWS.match(self.text, one.end):
            return _a_word_or_a_rating("A", one.level)
        following = re.compile(r"\s+([a-z]+)", re.IGNORECASE).match(self.text, one.end)
        if following and following[1].casefold() in _OTHERWISE.get(one.spelling, ()):
            return _a_word_or_a_rating(f"{one.spelling.capitalize()} {following[1]}", one.level)
        return ""


def _a_word_or_a_rating(written: str, rating: Rating) -> str:
    return (
        f"“{written}” may begin with the rating {rating.word} or with a word. Please begin with both ratings, such as "
        "amber/green, or with another word."
    )


def _ratings_or(other: str, written: str, *ratings: Rating) -> str:
    """That what is written may be ratings or something else."""
    words, values = joined([each.word for each in ratings]), "/".join(each.word.casefold() for each in ratings)
    which = f"the rating{'s' if len(ratings) > 1 else ''} {words}"
    return f"“{written}” may begin with {which} or be {other}. Please write {values}, or begin with another word."


def _in_words(reading: _Reading) -> str:
    said = (("activity", reading.activity), ("impact", reading.impact))
    return " and ".join(f"{level.word} on {name}" for name, level in said if level)


def _after(text: str, at: int) -> int:
    """Where a text goes on after ratings that end at a place."""
    return _AFTER.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too


def _unread(text: str, problem: str, end: int) -> Ratings:
    """A text whose beginning, up to `end`, cannot be read; what follows can be, unless there is no problem at all."""
    at = _after(text, end) if problem else 0
    return Ratings(rest=text[at:], problem=problem, unread=text[:at])


def _meant_ratings(text: str, scale: Mapping[str, Rating], at: int, alone: bool = True) -> tuple[str, int]:
    """Why a text, in which no ratings can be read at a place, looks as if some were meant, and up to where; empty if
    it does not.

    `alone`: none stand before it; else it is what follows one rating.
    """
    found = re.compile(r"\s*(\S+)").match(text, at)
    if not found or "://" in found[1]:
        return "", at
    first, end = found[1], found.end()
    if sign := _ANY_SIGN.match(first):
        return f"“{sign[0]}” is no rating{_did_you_mean('')}", end
    word = first.strip(f"*_~`,;:.!()[]{QUOTES}{DASHES}")
    pieces = [each.casefold() for each in _PIECES.split(word)]
    if len(pieces) > 1 and alone:
        known = [each for each in pieces if each in scale]
        short = not at and all(len(each) < 3 for each in pieces)
        named = any(len(each) > 2 for each in known)
        if (known and ("/" in word or named or short)) or any(map(_misspelt, pieces)):
            unknown = next((each for each in pieces if each and each not in scale), "")
            return f"“{word}” is no pair of ratings{_did_you_mean(unknown)}", end
        return "", at
    spaced = re.compile(r"\s*(\S+\s*[/\\|]\s*(\S+))").match(text, at)
    if spaced and alone and word.casefold() in scale:
        return f"“{spaced[1]}” is no pair of ratings{_did_you_mean(spaced[2])}", spaced.end()
    return (f"“{word}” is no rating{_did_you_mean(word)}", end) if _misspelt(word.casefold()) else ("", at)


def _misspelt(word: str) -> bool:
    return len(word) > 2 and word not in _NOT_MISSPELT and word not in SPELLINGS and bool(_likely(word))


def _did_you_mean(word: str) -> str:
    likely = _likely(word.casefold())
    return (
        f"; did you mean {likely[0].capitalize()}?" if likely else ". The ratings are Blue, Red, Amber, Green and Grey."
    )


def _likely(word: str, among: Collection[str] = _LEVELS) -> list[str]:
    return nearest(word, among, likeness=0.8)
