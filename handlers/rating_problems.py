"""What is told of words that may be ratings, or look as if they were meant for some: in the words of the scale in use.

Pure. What can be said for certain is told with what to type instead.
"""

import re

from handlers.grammar import DASHES, QUOTES, nearest
from handlers.rating_spellings import ANY_SIGN, COLOURS_OF_RATINGS, spellings
from models.plan.ratings import Rating, RatingClass, scale
from papers.wording import joined

_DASH = re.escape(DASHES)
_OTHERWISE = {
    "green": {"light", "lights", "lit", "space", "spaces", "paper", "papers", "belt", "card", "party", "energy"},
    "red": {"tape", "line", "lines", "flag", "flags", "card", "cross", "crescent", "box", "kite"},
    "blue": {"badge", "badges", "light", "lights", "cross"},
    "grey": {"area", "areas"},
    "gray": {"area", "areas"},
    "amber": {"alert", "alerts"},
}
"""What a colour may begin that is no rating: such a line is asked about."""

_ABBREVIATIONS = frozenset({"o/s", "n/s", "s/o", "o/d", "d/o"})
"""Outstanding, and others that are written as a pair of letters of a scale may be."""

_OFF_TRACK = re.compile(r"\s*(off[\s-]+(?:track|course|target))\b", re.IGNORECASE)
"""What says a rating on no scale but one that calls a level so."""

_NOT_MISSPELT = frozenset({"read", "great", "agree", "agreed", "greet", "blues", "reds", "led", "rid", "bed"})

_PIECES = re.compile(rf"[/\\|,+&>→{_DASH}]+")


def an_example() -> str:
    """Ratings as they are typed: "amber/green"."""
    return scale().answer(RatingClass.AT_RISK, RatingClass.ON_TRACK).rstrip(":")


def a_word_or_a_rating(written: str, rating: Rating) -> str:
    begin = "both ratings" if spellings().pairs else "a rating and a colon"
    example = an_example() if spellings().pairs else f"{scale().typed_as(rating)}:"
    return (
        f"“{written}” may begin with the rating {rating.word} or with a word. Please begin with {begin}, such as "
        f"{example}, or with another word."
    )


def ratings_or(other: str, written: str, *ratings: Rating) -> str:
    """That what is written may be ratings or something else."""
    words, typed = joined([each.word for each in ratings]), scale().typed_as(*ratings)
    which = f"the rating{'s' if len(ratings) > 1 else ''} {words}"
    return f"“{written}” may begin with {which} or be {other}. Please write {typed}, or begin with another word."


def is_abbreviation(written: str) -> bool:
    """Whether two letters with a slash are as well an abbreviation: “o/s” is “outstanding”."""
    return written.strip().casefold() in _ABBREVIATIONS


def one_is_all(written: str) -> str:
    """That a plan which rates activity alone takes one rating."""
    return (
        f"“{written}” is more than one rating, and this plan has one rating for each action, for activity. "
        f"Please write one, such as {an_example()}."
    )


def only_one_rating() -> str:
    """That impact is not rated, to somebody who says a rating for it."""
    return f"This plan has one rating for each action, for activity, such as {an_example()}; impact is not rated."


def no_rating(word: str) -> str:
    """That a word is no rating, and which one may be meant."""
    return f"“{word}” is no rating{_did_you_mean(word)}"


def goes_on_otherwise(word: str, text: str, at: int) -> str:
    """The word after a colour with which it is no rating; empty for any other."""
    following = re.compile(r"\s+([a-z]+)", re.IGNORECASE).match(text, at)
    return following[1] if following and following[1].casefold() in _OTHERWISE.get(word, ()) else ""


def meant_ratings(text: str, at: int, alone: bool = True) -> tuple[str, int]:
    """Why a text, in which no ratings can be read at a place, looks as if some were meant, and up to where; empty if
    it does not.

    `alone`: none stand before it; else it is what follows one rating.
    """
    found = re.compile(r"\s*(\S+)").match(text, at)
    if not found or "://" in found[1]:
        return "", at
    known = spellings()
    first, end = found[1], found.end()
    kind = "pair of ratings" if known.pairs else "rating"
    if sign := ANY_SIGN.match(first):
        return f"“{sign[0]}” is no rating{_did_you_mean('')}", end
    word = first.strip(f"*_~`,;:.!()[]{QUOTES}{DASHES}")
    pieces = [each.casefold() for each in _PIECES.split(word)]
    if len(pieces) > 1 and alone:
        levels = [each for each in pieces if each in COLOURS_OF_RATINGS or known.find(each)]
        short = not at and all(len(each) < 3 for each in pieces)
        named = any(len(each) > 2 for each in levels)
        if (levels and ("/" in word or named or short)) or any(map(_misspelt, pieces)):
            unknown = next((each for each in pieces if each and not known.find(each)), "")
            return f"“{word}” is no {kind}{_did_you_mean(word, unknown)}", end
        return "", at
    spaced = re.compile(r"\s*(\S+\s*[/\\|]\s*(\S+))").match(text, at)
    if spaced and alone and (word.casefold() in COLOURS_OF_RATINGS or known.find(word)):
        return f"“{spaced[1]}” is no {kind}{_did_you_mean(spaced[1], spaced[2])}", spaced.end()
    if _misspelt(word.casefold()) and (alone or known.pairs):
        return f"“{word}” is no rating{_did_you_mean(word)}", end
    if alone:
        return _meant_a_level(text, at)
    return "", at


def _meant_a_level(text: str, at: int) -> tuple[str, int]:
    """The same for one rating alone: a colour that is none on this scale, or nearly a name of several words."""
    known = spellings()
    colour = re.compile(rf"\s*({'|'.join(sorted(COLOURS_OF_RATINGS))})\b", re.IGNORECASE).match(text, at)
    if colour and not known.find(colour[1]) and not goes_on_otherwise(colour[1].casefold(), text, colour.end()):
        return f"“{colour[1]}” is no rating. {scale().given_said}", colour.end()
    if (off := _OFF_TRACK.match(text, at)) and not known.find(off[1]):
        return f"“{off[1]}” is no rating. {scale().given_said}", off.end()
    paired = re.compile(rf"\s*((?:[^\s/;,.:]+\s+){{1,2}}[^\s/;,.:]+/(?:{known.in_words}))\b", re.IGNORECASE)
    if pair := paired.match(text, at):
        kind = "pair of ratings" if known.pairs else "rating"
        return f"“{pair[1]}” is no {kind}. {scale().given_said}", pair.end()
    for level in sorted(scale().given, key=lambda each: -len(each.name)):
        count = len(level.name.split())
        words = re.compile(rf"\s*(\S+(?:\s+\S+){{{count - 1}}})").match(text, at) if count > 1 else None
        written = words[1].strip(",;:.!") if words else ""
        if words and nearest(written, [level.as_data], likeness=0.88):
            return f"“{written}” is no rating; did you mean {level.name}?", words.end()
    return "", at


def _misspelt(word: str) -> bool:
    if len(word) < 3 or word in _NOT_MISSPELT or spellings().find(word):
        return False
    likely = _likely(word)
    return bool(likely) and not all(each.is_a_word for name in likely if (each := spellings().find(name)))


def _did_you_mean(*words: str) -> str:
    likely = next((near for word in words if (near := _likely(word.casefold()))), [])
    meant = next((level.name for level in scale().given if likely and level.as_data == likely[0]), "")
    return f"; did you mean {meant}?" if meant else f". {scale().given_said}"


def _likely(word: str) -> list[str]:
    return nearest(word, spellings().names, likeness=0.8)
