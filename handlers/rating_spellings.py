"""What a rating can be called on a scale: names, letters, colours and signs in colour, and what finds them in a text.

Pure, and made once for each scale. Names of colours and signs are those of the level in that colour, where exactly one
level has it; a level that people cannot give is none of them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from handlers.fillers import is_filler, plain
from handlers.grammar import DASHES
from models.plan.ratings import BRAG, Colour, Level, Rating, RatingClass, Scale, scale

COLOURS_OF_RATINGS = frozenset({level.as_data for level in BRAG.levels} | {"gray"})
"""The colours that people know ratings by, on whatever scale."""

_DASH = re.escape(DASHES)
_IN_COLOUR: Mapping[str, tuple[str, tuple[Colour, ...]]] = {
    "blue": ("🔵🟦💙", (Colour.BLUE,)),
    "red": ("🔴🟥❤", (Colour.RED,)),
    "orange": ("🟠🟧🧡", (Colour.ORANGE, Colour.AMBER)),
    "yellow": ("🟡🟨💛", (Colour.AMBER, Colour.ORANGE)),
    "amber": ("", (Colour.AMBER, Colour.ORANGE)),
    "green": ("🟢🟩💚", (Colour.GREEN, Colour.LIME)),
    "purple": ("🟣🟪💜", (Colour.PURPLE,)),
    "white": ("⚪⬜🤍", (Colour.WHITE, Colour.GREY)),
    "grey": ("", (Colour.GREY, Colour.WHITE)),
}
"""Signs by the colours in which chat platforms name them, and the colours of levels that each can stand for."""

ANY_SIGN = re.compile(r"[⚫🟣🟤🟪🟫⬛💜🖤🤎🔵🟦💙🔴🟥❤🟠🟡🟧🟨🧡💛🟢🟩💚⚪⬜🤍]|:\w*_(?:circle|square|heart):")


_CUT = re.compile(rf"\s*[/\\|{_DASH}]\s*|\s+")
_NOTHING = "(?!)"


class By(StrEnum):
    """By what a spelling means its level."""

    NAME = "name"
    COLOUR = "colour"
    LETTER = "letter"
    SHORT = "short"
    SIGN = "sign"
    DASH = "dash"


@dataclass(frozen=True)
class Spelling:
    """One way to write a rating: its text in lower case, by what it means the level, and what finds it."""

    text: str
    rating: Rating
    by: By
    pattern: re.Pattern[str]

    @property
    def is_letter(self) -> bool:
        """Whether it is a level's letter, or its letters."""
        return self.by is By.LETTER

    @property
    def is_colour(self) -> bool:
        """Whether it is the name of a colour, which people read as a rating wherever it stands."""
        return self.text in COLOURS_OF_RATINGS or self.by is By.COLOUR

    @property
    def is_prose(self) -> bool:
        """Whether it is a name in words that people use in sentences, too: "some issues"."""
        return self.by is By.NAME and not any(part in COLOURS_OF_RATINGS for part in _CUT.split(self.text))

    @property
    def is_a_word(self) -> bool:
        """Whether it can as well be a word of a sentence: "a" is an article, "delivered" what was done."""
        if self.by is By.LETTER:
            return is_filler(self.text) or not self.text.isalpha()
        return self.is_prose and not _CUT.search(self.text)


class Spellings:
    """All ways to write the ratings that people can give on one scale; `pairs`: impact is rated, too."""

    def __init__(self, of: Scale) -> None:
        self.pairs = of.rates_impact
        self.names = tuple(level.as_data for level in of.given)
        """The names of its levels, in lower case."""
        found: dict[str, Spelling] = {}
        for each in _all(of):
            found.setdefault(each.text, each)
        self.longest_first: Sequence[Spelling] = sorted(found.values(), key=lambda each: -len(each.text))
        self._by_text: Mapping[str, Spelling] = found
        not_started = (level for level in of.given if level.rating.rating_class is RatingClass.NOT_STARTED)
        dash = next((level for level in of.given if level.letter in DASHES), next(not_started, None))
        self.dash = Spelling(DASHES[0], dash.rating, By.DASH, re.compile(f"[{_DASH}]")) if dash else None
        """What a dash means, if anything."""

    def find(self, text: str) -> Spelling | None:
        """The one with these words, in whatever case and with whatever between them."""
        folded = text.casefold().strip()
        patterns = (each for each in self.longest_first if each.pattern.fullmatch(folded))
        return self._by_text.get(folded) or next(patterns, None)

    @cached_property
    def in_words(self) -> str:
        """A pattern of the names of levels and colours."""
        return self._pattern(each for each in self.longest_first if each.by in (By.NAME, By.COLOUR))

    @cached_property
    def no_words(self) -> str:
        """A pattern of those that can be no word of a sentence by themselves."""
        names = (each for each in self.longest_first if each.by in (By.NAME, By.COLOUR))
        return self._pattern(each for each in names if not each.is_a_word)

    @cached_property
    def letters(self) -> str:
        """A pattern of the letters of levels that are called by a colour: others stand in words of all kinds."""
        letters = (each for each in self.longest_first if each.is_letter)
        return self._pattern(each for each in letters if each.rating in self.called_by_colours)

    @cached_property
    def called_by_colours(self) -> frozenset[Rating]:
        """The ratings whose levels have the name of a colour."""
        return frozenset(each.rating for each in self.longest_first if each.by is By.NAME and each.is_colour)

    def _pattern(self, among: Iterable[Spelling]) -> str:
        return "|".join(each.pattern.pattern for each in among) or _NOTHING


def spellings() -> Spellings:
    """Those of the scale in use."""
    return _spellings(scale())


@lru_cache(maxsize=32)
def _spellings(of: Scale) -> Spellings:
    return Spellings(of)


def rating_filters() -> Mapping[str, frozenset[Rating]]:
    """The words that pick actions out by their ratings, in lower case: every way to write one of a level, plural, too,
    also of one that is never given; and what a class is called, where no level is called so.
    """
    return _filters(scale())


def rating_names() -> Collection[str]:
    """Those of them that name ratings wherever they stand: no letters, and no words that people use in sentences."""
    return _names(scale())


def level_names() -> Collection[str]:
    """The names of the levels of the scale in use, in lower case."""
    return [each.as_data for each in scale().levels]


@lru_cache(maxsize=32)
def _filters(of: Scale) -> Mapping[str, frozenset[Rating]]:
    texts = {each.text: frozenset({each.rating}) for each in _of_all(of).longest_first if each.by is not By.SIGN}
    plurals = {f"{text}s": ratings for text, ratings in texts.items() if len(text) > 2}
    dash = _of_all(of).dash
    called = {each.said: each for each in RatingClass} | dict.fromkeys(("complete", "completed"), RatingClass.DONE)
    classes = {said: frozenset(level.rating for level in of.of(each)) for said, each in called.items() if of.of(each)}
    return classes | plurals | ({dash.text: frozenset({dash.rating})} if dash else {}) | texts


@lru_cache(maxsize=32)
def _names(of: Scale) -> frozenset[str]:
    names = (each.text for each in _of_all(of).longest_first if each.by in (By.NAME, By.COLOUR) and not each.is_prose)
    return frozenset(word for name in names for word in (name, f"{name}s"))


@lru_cache(maxsize=32)
def _of_all(of: Scale) -> Spellings:
    return Spellings(replace(of, levels=tuple(replace(each, given=True) for each in of.levels)))


def whole_ratings(words: Sequence[str], among: Iterable[str]) -> list[str]:
    """Words, those that are one of these ratings together: `["not", "on", "track"]` is `["not on track"]`."""
    several = {tuple(each.split()): len(each.split()) for each in among if " " in each}
    lengths = sorted({*several.values()}, reverse=True)
    whole, at = [], 0
    folded = [plain(word) for word in words]
    while at < len(words):
        length = next((each for each in lengths if tuple(folded[at : at + each]) in several), 1)
        whole.append(" ".join(words[at : at + length]))
        at += length
    return whole


def _all(of: Scale) -> Iterator[Spelling]:
    """Names before letters, and both before what is only a colour: of two alike the first one counts."""
    for level in of.given:
        yield _name(level)
    for level in of.given:
        if level.letter not in DASHES:
            yield _letter(level)
    for colour in Colour:
        if its := _in_colour(of, (colour,)):
            yield _word(colour.value, its.rating, By.COLOUR)
    not_started = (each for each in of.of(RatingClass.NOT_STARTED) if each.given)
    named_grey = next((each for each in of.given if each.as_data == "grey"), None)
    if grey := named_grey or _in_colour(of, (Colour.GREY,)) or next(not_started, None):
        yield _word("grey", grey.rating, By.COLOUR)
        yield _word("gray", grey.rating, By.COLOUR)
    if named_grey:
        yield _word("gr", named_grey.rating, By.SHORT)
    for named, (signs, colours) in _IN_COLOUR.items():
        if its := _in_colour(of, colours):
            shapes = [f":{large}{named}_{shape}:" for shape in _SHAPES for large in ("", "large_")]
            for sign in (*signs, *shapes):
                yield Spelling(sign, its.rating, By.SIGN, re.compile(re.escape(sign), re.IGNORECASE))


_SHAPES = ("circle", "square", "heart", "large_square")


def _in_colour(of: Scale, colours: Sequence[Colour]) -> Level | None:
    """The level in the first of these colours that the scale has; None where several have it."""
    for colour in colours:
        if levels := [each for each in of.given if each.colour is colour]:
            return levels[0] if len(levels) == 1 else None
    return None


def _word(text: str, rating: Rating, by: By) -> Spelling:
    return Spelling(text, rating, by, re.compile(_ended(re.escape(text), text), re.IGNORECASE))


def _name(level: Level) -> Spelling:
    """A name with any spaces, dashes or slashes between its words."""
    text = level.as_data
    parts = [re.escape(each) if at % 2 == 0 else _between(each) for at, each in enumerate(_CUTS.split(text))]
    return Spelling(text, level.rating, By.NAME, re.compile(_ended("".join(parts), text), re.IGNORECASE))


_CUTS = re.compile(rf"(\s*[/\\|{_DASH}]\s*|\s+)")


def _between(written: str) -> str:
    return rf"(?:\s*[/\\|{_DASH}]\s*|\s+)" if written.strip() else rf"(?:\s+|[{_DASH}])"


def _letter(level: Level) -> Spelling:
    """A letter, or several, of "Amber/Green" with a slash between them, too."""
    text = level.letter.casefold()
    ways = [re.escape(text)]
    if len(text) > 1 and text.isalpha() and "/" in level.name:
        ways.append(rf"\s*[/\\|{_DASH}]\s*".join(text))
    pattern = "|".join(_ended(each, text) for each in ways)
    return Spelling(text, level.rating, By.LETTER, re.compile(pattern, re.IGNORECASE))


def _ended(pattern: str, text: str) -> str:
    return pattern + (r"(?!\w)" if text[-1].isalnum() else "")
