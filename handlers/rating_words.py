"""How people write ratings: `amber/green`, `Amber – Green`, `A/G`, 🟠🟢, activity amber and impact green.

Pure. Every spelling is tried against the scale in use, the longest first. What can be meant in two ways, or looks as if
ratings were meant and cannot be read, is a `problem` for whoever asks: it is never guessed. Where activity alone is
rated, one rating is all that is read, and a pair is told so.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from handlers.fillers import is_filler
from handlers.grammar import DASHES, QUOTES
from handlers.rating_problems import (
    a_word_or_a_rating,
    an_example,
    goes_on_otherwise,
    is_abbreviation,
    meant_ratings,
    one_is_all,
    only_one_rating,
    ratings_or,
)
from handlers.rating_spellings import (
    ANY_SIGN,
    By,
    Spelling,
    Spellings,
    spellings,
)
from models.plan.ratings import Rating
from papers.wording import joined

_DASH = re.escape(DASHES)
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

    spelling: Spelling
    end: int
    label: str = ""

    @property
    def level(self) -> Rating:
        return self.spelling.rating

    @property
    def is_letter(self) -> bool:
        return self.spelling.is_letter

    @property
    def is_sign(self) -> bool:
        return self.spelling.by is By.SIGN

    @property
    def is_dash(self) -> bool:
        return self.spelling.by is By.DASH

    @property
    def is_article(self) -> bool:
        return self.is_letter and self.spelling.is_a_word


@dataclass(frozen=True)
class _Reading:
    """One way to read the beginning of a text, up to `end`. `doubt` says what else it can be. `certain`: it is one
    rating, and said of which, so that no other way as long counts.
    """

    activity: Rating | None
    impact: Rating | None
    end: int
    doubt: str = ""
    certain: bool = False


def rating_of(word: str) -> Rating | None:
    """The rating that a word, letter or sign means, of those that people can give; None for any other."""
    known = spellings()
    if word.strip() and word.strip() in DASHES:
        return known.dash.rating if known.dash else None
    folded = word.strip(f" *_~`,;:.!()[]{QUOTES}\ufe0f")
    found = known.find(folded) or known.find(f":{folded}:")
    return found.rating if found else None


def read_ratings(text: str) -> Ratings:
    """The ratings that a text begins with, in any writing of the scale in use."""
    reader = _Reader(text)
    found = reader.readings()
    if not found:
        return _unread(text, *meant_ratings(text, reader.begins))
    furthest = max(each.end for each in found)
    longest = [each for each in found if each.end == furthest]
    longest = [each for each in longest if each.certain] or longest
    if not spellings().pairs:
        longest = [each for each in longest if not each.impact] or longest
    best = {(each.activity, each.impact): each for each in longest}
    written = text[:furthest].strip()
    if len(best) > 1 and spellings().pairs:
        ways = joined([_in_words(each) for each in best.values()], "or")
        return _unread(text, f"“{written}” can be {ways}. {_say_which(best.values())}", furthest)
    reading = next(iter(best.values()))
    if reading.impact and not spellings().pairs:
        return _unread(text, one_is_all(written) if reading.activity else only_one_rating(), furthest)
    if reading.doubt:
        return Ratings(rest=text, problem=reading.doubt)
    if more := re.compile(r"\s*[/\\|]\s*[^\s/]+").match(text, furthest):
        several = f"“{written}{more[0]}”"
        problem = f"{several} is more than a pair of ratings: one for activity, one for impact."
        return _unread(text, problem if spellings().pairs else one_is_all(several.strip("“”")), more.end())
    rest = _after(text, furthest)
    said = {name: each for name in ("activity", "impact") if (each := getattr(reading, name)) is not None}
    if len(said) == 1:
        problem, end = meant_ratings(text, rest, alone=False)
        if problem:
            return _unread(text, problem, end)
    return Ratings(said, text[rest:].strip())


def ratings_within(text: str, said: Collection[str] = ()) -> str:
    """What looks like ratings somewhere in a text, as written there; empty where nothing does. Where ratings are `said`
    already, only one that is named as that of the other field does: `impact red`.
    """
    text = re.sub(r"https?://\S+", " ", text)
    known = spellings()
    if said:
        others = (each for each in _of_a_field(known).finditer(text) if (each[1] or each[2]).casefold() not in said)
        return next((each[0] for each in others), "")
    found = _within(known).search(text)
    return found[0] if found else ""


@cache
def _within(known: Spellings) -> re.Pattern[str]:
    names, telling, letters = known.in_words, known.no_words, known.letters
    dash = "|-" if known.dash else ""
    return re.compile(
        rf"(?<![\w/])(?:(?:{names})\s*[/\\|{_DASH}]\s*(?:{names})|(?:{letters})/(?:{letters}{dash}))(?![\w/])"
        rf"|{ANY_SIGN.pattern}"
        rf"|\b(?:{names})\s+(?:on|for)\s+(?:activity|impact)\b|\bfrom\s+(?:{telling})\s+to\s+(?:{telling})\b"
        r"|\b(?:we|it|this|action|activity|impact)\s+(?:(?:is|are|has|have|now|gone|went|moved|to)\s+){1,4}"
        rf"(?:{telling})\b|\b(?:all|both)\s+(?:{telling})\b(?=\s+(?:now|again)\b|\s*(?:[,.;:!]|$))"
        rf"|\b(?:improved|slipped|moved|gone|up|down|changed)\s+to\s+(?:{telling})\b",
        re.IGNORECASE,
    )


@cache
def _of_a_field(known: Spellings) -> re.Pattern[str]:
    return re.compile(
        rf"\b(activity|impact)\s+(?:(?:is|are|now|still|remains|stays|at)\s+){{0,2}}(?:{known.in_words})\b"
        rf"|\b(?:{known.in_words})\s+(?:on|for)\s+(activity|impact)\b",
        re.IGNORECASE,
    )


class _Reader:
    """Every way to read the beginning of one text."""

    def __init__(self, text: str) -> None:
        self.text, self.spellings = text, spellings()
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
        if not found or ((whole := self.spellings.find(found[0])) and whole.is_letter):
            return
        letters = (each for each in map(self.spellings.find, found.groups()) if each)
        levels = [each.rating for each in letters if each.rating in self.spellings.called_by_colours]
        if len(levels) < 2:
            return  # "so" on a scale with “Some issues” and “On track”
        closing = _CLOSING.match(self.text, found.end())
        end = closing.end() if closing else found.end()
        activity, impact = levels
        if activity and impact and self._ends(end):
            capital = found[0].isupper()
            other = "word" if not capital else "name" if _DOES.match(self.text, end) else ""
            doubt = ratings_or(f"a {other}", found[0], activity, impact) if other and not self.announced else ""
            yield _Reading(activity, impact, end, doubt or self._a_name(at, end, activity, impact))

    def _a_name(self, at: int, end: int, *ratings: Rating) -> str:
        """What letters that end somewhere may be besides ratings, where they go on as a name does."""
        further = _NAME_GOES_ON.match(self.text, end)
        if further is None or self.announced or is_filler(further[1]):
            return ""
        return ratings_or("a name", self.text[at : further.end()].strip(), *ratings)

    def _levels(self, at: int, first: bool = False, after_slash: str = "") -> Iterator[_Level]:
        """The levels that can be read at a place, with or without the name of what they are said of."""
        label = _LABEL.match(self.text, at)
        if label:
            for each in self._levels(label.end()):
                yield _Level(each.spelling, each.end, label[1].casefold())
        opening = _OPENING.match(self.text, at)
        begins = opening.end() if opening else at
        for spelling in self.spellings.longest_first:
            if found := spelling.pattern.match(self.text, begins):
                closing = _CLOSING.match(self.text, found.end())
                end = closing.end() if closing else found.end()
                of = (closing[1] or "").casefold() if closing else ""
                yield _Level(spelling, end, of)
        dash = self.spellings.dash if self.text[at : at + 1] in {*DASHES} else None
        if dash and ((first and _SLASH.match(self.text, at + 1)) or after_slash):
            yield _Level(dash, at + 1)

    def _alone(self, one: _Level) -> Iterator[_Reading]:
        slash = re.compile(r"[/\\|](?=\s|$)").match(self.text, one.end)
        end = slash.end() if slash else one.end
        if one.is_dash or not self._ends(end):
            return
        if not slash and re.compile(r"\s+[/\\|]\s").match(self.text, end):
            return
        if self.announced and one.is_article and _A_WORD_FOLLOWS.match(self.text, one.end):
            return  # "is a good start": an article
        doubt = "" if slash or one.label else self._otherwise(one)
        if one.is_letter and not (doubt or slash or one.label):
            doubt = self._a_name(self.begins, end, one.level)
        activity = one.level if one.label != "impact" else None
        impact = one.level if one.label not in ("", "activity") else None
        yield _Reading(activity, impact, end, doubt, certain=one.label in ("activity", "impact"))

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
            goes = "The ratings go activity/impact" if self.spellings.pairs else "Please write what it is now"
            why = f"“{written}” may be what it was and what it is. {goes}, such as {an_example()}."
            yield _Reading(one.level, two.level, two.end, why)

    def _pair(self, one: _Level, two: _Level, between: str) -> Iterator[_Reading]:
        loose = between.isspace() or (not between.strip(f" ,+&{_DASH}") and between != between.strip())
        doubt = ""
        word_follows = _A_WORD_FOLLOWS.match(self.text, two.end)
        if loose and not two.label and goes_on_otherwise(two.spelling.text, self.text, two.end):
            return  # "amber Red Cross joined"
        if is_abbreviation(written := self.text[self.begins : two.end]) and word_follows and not self.announced:
            doubt = ratings_or("an abbreviation", written.strip(), one.level, two.level)
        if loose and two.is_article and not two.label and word_follows:
            if not one.is_letter and not one.is_sign:
                return  # "amber a meeting was held": an article
            doubt = a_word_or_a_rating(two.spelling.text.upper(), two.level)
        if between.isspace() and one.is_article and not one.label and not two.is_letter:
            if self.announced:
                return
            doubt = a_word_or_a_rating(one.spelling.text.upper(), one.level)  # "a green space"
        if loose and two.spelling.is_prose and not two.label and word_follows:
            doubt = ratings_or("a rating and words", self.text[self.begins : two.end].strip(), one.level, two.level)
        if two.is_dash and between != between.rstrip() and self.text[two.end :].strip():
            name = f"{'an' if two.level.word[0] in 'AEIOUaeiou' else 'a'} {two.level.word}"
            written = self.text[: two.end].strip()
            doubt = f"“{written}” may have {name} in it or a dash. Please write {two.level.word} in full."
        if one.is_letter and two.is_letter and not (doubt or one.label or two.label or between.strip(" &+")):
            tight = between and between == between.strip()
            doubt = (
                ratings_or("a name", f"{self.text[self.begins : two.end]}", one.level, two.level)
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
        """What else a single word can be: an article, what was done, or the first of a colour's own phrases."""
        if one.spelling.is_a_word and _A_WORD_FOLLOWS.match(self.text, one.end):
            written = one.spelling.text.upper() if one.is_letter else one.level.word
            return a_word_or_a_rating(written, one.level)
        if following := goes_on_otherwise(one.spelling.text, self.text, one.end):
            return a_word_or_a_rating(f"{one.spelling.text.capitalize()} {following}", one.level)
        return ""


def _in_words(reading: _Reading) -> str:
    said = (("activity", reading.activity), ("impact", reading.impact))
    return " and ".join(f"{level.word} on {name}" for name, level in said if level)


def _say_which(readings: Collection[_Reading]) -> str:
    """What to type for each of the ways in which ratings can be read."""
    typed = [
        "; ".join(f"{name}: {level.as_data}" for name in ("activity", "impact") if (level := getattr(each, name)))
        for each in readings
    ]
    return f"Please write {joined([f'“{each}”' for each in typed], 'or')}."


def _after(text: str, at: int) -> int:
    """Where a text goes on after ratings that end at a place."""
    return _AFTER.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too


def _unread(text: str, problem: str, end: int) -> Ratings:
    """A text whose beginning, up to `end`, cannot be read; what follows can be, unless there is no problem at all."""
    at = _after(text, end) if problem else 0
    return Ratings(rest=text[at:], problem=problem, unread=text[:at])
