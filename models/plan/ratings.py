"""Ratings, and the scale on which an organisation gives them: levels with names, each of a class by which the rules go.

A rating is stored and reckoned with by its class; what it is called, its letter, its colour and its meanings are its
level's, in the scale of the plan. Whoever speaks about a plan says in whose scale (`in_scale`), as a program says in
which language: words, letters and the order of the levels follow from it. There is no national standard, so the key is
printed in every pack, and a face prints a rating's letter and word, never a colour alone (`domain.md` 4.1).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class RatingClass(StrEnum):
    """What a rating means to the rules; of impact: unknown, none or worse, mixed, positive, sustained."""

    NOT_STARTED = "not_started"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    DONE = "done"

    @cached_property
    def ratings(self) -> tuple["Rating", ...]:
        """All ratings of the class, the best first."""
        return tuple(each for each in Rating if each.rating_class is self)

    @property
    def said(self) -> str:
        """The class in words: "off track"."""
        return self.value.replace("_", " ")


class Rating(StrEnum):
    """One rating of an action, for activity or for impact: its class, and its rank there, the best first."""

    DONE = "done"
    DONE_2 = "done_2"
    DONE_3 = "done_3"
    ON_TRACK = "on_track"
    ON_TRACK_2 = "on_track_2"
    ON_TRACK_3 = "on_track_3"
    AT_RISK = "at_risk"
    AT_RISK_2 = "at_risk_2"
    AT_RISK_3 = "at_risk_3"
    OFF_TRACK = "off_track"
    OFF_TRACK_2 = "off_track_2"
    OFF_TRACK_3 = "off_track_3"
    NOT_STARTED = "not_started"
    NOT_STARTED_2 = "not_started_2"
    NOT_STARTED_3 = "not_started_3"

    @classmethod
    def _missing_(cls, value: object) -> "Rating | None":
        """The ratings of events, drafts and packs that were kept when every plan had the same five."""
        return _BEFORE_SCALES.get(value) if isinstance(value, str) else None

    @cached_property
    def rating_class(self) -> RatingClass:
        """What it means to the rules."""
        return RatingClass(self.value.rstrip("_23"))

    @property
    def is_done(self) -> bool:
        """Whether it says that an action is complete, or an impact sustained."""
        return self.rating_class is RatingClass.DONE

    @property
    def is_off_track(self) -> bool:
        """Whether it says that an action is off track, or has no impact or a bad one."""
        return self.rating_class is RatingClass.OFF_TRACK

    @property
    def level(self) -> "Level":
        """What it is in the scale in use."""
        return scale()[self]

    @property
    def letter(self) -> str:
        """Its level's letter in the scale in use."""
        return self.level.letter

    @property
    def word(self) -> str:
        """Its level's name in the scale in use, as people write it: `Amber`."""
        return self.level.name

    @property
    def as_data(self) -> str:
        """Its level's `as_data` in the scale in use."""
        return self.level.as_data


_BEFORE_SCALES = {
    "grey": Rating.NOT_STARTED,
    "blue": Rating.DONE,
    "red": Rating.OFF_TRACK,
    "amber": Rating.AT_RISK,
    "green": Rating.ON_TRACK,
}

DONE = RatingClass.DONE.ratings
ON_TRACK = RatingClass.ON_TRACK.ratings
AT_RISK = RatingClass.AT_RISK.ratings
OFF_TRACK = RatingClass.OFF_TRACK.ratings
NOT_STARTED = RatingClass.NOT_STARTED.ratings
POSITIVE = (*ON_TRACK, *DONE)
"""Activity in these is on track; impact in these is shown."""

WORST_FIRST = (*reversed(OFF_TRACK), *reversed(AT_RISK), *reversed(ON_TRACK), *reversed(DONE), *NOT_STARTED)
"""The order in which lists sort by a rating."""


class Colour(StrEnum):
    """The palette: colours that can be told apart, each with an ink that can be read on it."""

    GREY = "grey"
    BLUE = "blue"
    RED = "red"
    ORANGE = "orange"
    AMBER = "amber"
    LIME = "lime"
    GREEN = "green"
    PURPLE = "purple"
    WHITE = "white"


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level of a scale, as the organisation calls it; `activity` and `impact` say what it means for each.

    One that is not `given` is never chosen in an answer: where a scale has no level for what is done, the plan's own
    column of states or a decision says so; where it has none for what has not started, an action without a rating
    stands there.
    """

    rating: Rating
    name: str
    letter: str
    colour: Colour
    activity: str
    impact: str
    given: bool = True

    @property
    def as_data(self) -> str:
        """What forms, addresses and machine-readable answers call it: its name in lower case."""
        return self.name.casefold()


@dataclass(frozen=True)
class Scale:
    """The levels of an organisation, in the order in which its tables print them.

    `rates_impact`: whether its plan rates impact beside activity; if not, impact is asked for, printed and questioned
    nowhere.
    """

    name: str
    levels: tuple[Level, ...]
    rates_impact: bool = True

    @cached_property
    def _by_rating(self) -> dict[Rating, Level]:
        return {each.rating: each for each in self.levels}

    def __getitem__(self, rating: Rating) -> Level:
        """The level of a rating. Raises `KeyError` for one that the scale does not have."""
        return self._by_rating[rating]

    def called(self, name: str) -> Rating | None:
        """The rating of the level with this name, in whatever case."""
        return next((each.rating for each in self.levels if each.as_data == name.strip().casefold()), None)

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """Its ratings, in the order in which tables print them."""
        return tuple(self._by_rating)

    @cached_property
    def given(self) -> tuple[Level, ...]:
        """The levels that people choose from."""
        return tuple(each for each in self.levels if each.given)

    @cached_property
    def rated(self) -> tuple[str, ...]:
        """By what an action is rated: "activity" and "impact", or "activity" alone."""
        return ("activity", "impact") if self.rates_impact else ("activity",)

    def of(self, rating_class: RatingClass) -> tuple[Level, ...]:
        """Its levels of a class, in their order; there may be several."""
        return tuple(each for each in self.levels if each.rating.rating_class is rating_class)

    def named(self, *classes: RatingClass) -> str:
        """What the levels of these classes are called: "Red"; "Amber/Red or Red"; the class, where it has no level."""
        names = [each.name for one in classes for each in self.of(one)] or [one.said for one in classes]
        return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

    def noun(self, *classes: RatingClass) -> str:
        """An action of these classes, after "every" or "the": "Red"; "action rated Not on track"."""
        named = self.named(*classes)
        return named if self._are_colours(*classes) else f"action rated {named}"

    def one(self, *classes: RatingClass) -> str:
        """The same with its article: "a Red"; "an action rated Not on track"."""
        noun = self.noun(*classes)
        return f"{'an' if noun[0] in 'AEIOUaeiou' else 'a'} {noun}"

    def many(self, *classes: RatingClass) -> str:
        """Several of them: "Reds"; "actions rated Not on track"."""
        return f"{self.named(*classes)}s" if self._are_colours(*classes) else f"actions rated {self.named(*classes)}"

    def titled(self, *classes: RatingClass) -> str:
        """Actions of these classes, as a heading: "Reds"; "Not on track"."""
        return self.many(*classes) if self._are_colours(*classes) else self.named(*classes)

    def typed(self, of: RatingClass) -> str:
        """The first level of a class as it is typed: "red"; "not on track"; of one on track, where it has no level."""
        return (self.of(of) or self.of(RatingClass.ON_TRACK))[0].as_data

    def answer(self, activity: RatingClass, impact: RatingClass) -> str:
        """How an answer with levels of these classes begins, so that it is read as that: "amber/red"; "amber", or
        "late:", where activity alone is rated; "activity: amber; impact: red", where "amber/red" is a level by itself.
        """
        typed = self.typed_as(self._to_give(activity), self._to_give(impact))
        return typed if typed in set(Colour) or _plainly(typed) != typed else f"{typed}:"

    def typed_as(self, activity: Rating | None, impact: Rating | None = None) -> str:
        """How these ratings are typed, so that they can be nothing else; one that is None is not."""
        said = {"activity": activity, "impact": impact if self.rates_impact else None}
        names = {name: self[rating].as_data for name, rating in said.items() if rating}
        whole = "/".join(names.values())
        pairs = (f"{one.as_data}/{two.as_data}" for one in self.given for two in self.given if self.rates_impact)
        others = pairs if len(names) == 1 else (each.as_data for each in self.given)
        if "activity" in names and _plainly(whole) not in map(_plainly, others):
            return whole
        return "; ".join(f"{name}: {each}" for name, each in names.items())

    @property
    def typed_first(self) -> str:
        """What an answer in one line begins with."""
        return "activity/impact" if self.rates_impact else "its rating"

    @property
    def back_on_track(self) -> str:
        """What is said of an action that will recover: "back to green"; "back on track"."""
        level = self.of(RatingClass.ON_TRACK)[0]
        return f"back to {level.as_data}" if level.as_data in set(Colour) else "back on track"

    @property
    def given_said(self) -> str:
        """The levels that people choose from, in a sentence, what has not started last."""
        names = [each.name for each in sorted(self.given, key=lambda each: each.rating in NOT_STARTED)]
        return f"The ratings are {', '.join(names[:-1])} and {names[-1]}."

    def _to_give(self, of: RatingClass) -> Rating:
        """A rating of the class that people can give: the plainest, which for what is off track is the worst one; where
        there is none, one that is on track.
        """
        levels = [each.rating for each in self.of(of) if each.given] or [self.of(RatingClass.ON_TRACK)[0].rating]
        return levels[-1 if of is RatingClass.OFF_TRACK else 0]

    def in_words(self, text: str) -> str:
        """A text about classes in this scale's words: "{One off_track} needs a cause" is "A Red needs a cause".

        The names in braces are those of the methods above, with a capital to begin a sentence; {name} is the scale's.
        """

        def said(found: re.Match[str]) -> str:
            how, *classes = found[1].split()
            named = getattr(self, how.casefold())
            words = str(named(*map(RatingClass, classes)) if classes else named)
            return words[:1].upper() + words[1:] if how[0].isupper() else words

        return _IN_BRACES.sub(said, text)

    @property
    def on_activity(self) -> str:
        """What is said behind a rating for activity: nothing where activity alone is rated."""
        return " on activity" if self.rates_impact else ""

    @property
    def by_either_rating(self) -> str:
        """What is said behind a rating that may be either of two: nothing where activity alone is rated."""
        return " by either rating" if self.rates_impact else ""

    def as_json(self) -> dict[str, Any]:
        """What is kept of it beside figures that were frozen with it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Scale":
        """The scale that `as_json` gave; of None, which is beside figures of before there were others, the default."""
        if stored is None:
            return BRAG
        levels = (
            Level(**{**each, "rating": Rating(each["rating"]), "colour": Colour(each["colour"])})
            for each in stored["levels"]
        )
        return cls(stored["name"], tuple(levels), stored["rates_impact"])

    def _are_colours(self, *classes: RatingClass) -> bool:
        """Whether the classes have one level that is called by a colour, as in "a Red" and "Reds"."""
        names = [each.name.casefold() for one in classes for each in self.of(one)]
        return len(names) == 1 and names[0] in set(Colour)


_IN_BRACES = re.compile(r"\{(\w+(?: \w+)*)\}")


def _plainly(name: str) -> str:
    """A name without what may stand between its words."""
    return "".join(filter(str.isalnum, name))


def _level(rating: Rating, name: str, letter: str, colour: Colour, activity: str, impact: str) -> Level:
    return Level(rating=rating, name=name, letter=letter, colour=colour, activity=activity, impact=impact)


NOT_STARTED_MEANS = ("not started", "no agreed measure or no value yet")
DONE_MEANS = ("complete, evidenced and business as usual", "sustained for three periods")

BRAG = Scale(
    "BRAG",
    (
        _level(Rating.NOT_STARTED, "Grey", "-", Colour.GREY, *NOT_STARTED_MEANS),
        _level(Rating.DONE, "Blue", "B", Colour.BLUE, *DONE_MEANS),
        _level(
            Rating.OFF_TRACK,
            "Red",
            "R",
            Colour.RED,
            "more than 30 days overdue, or will miss its approved date with no recovery",
            "worse, or no effect",
        ),
        _level(
            Rating.AT_RISK,
            "Amber",
            "A",
            Colour.AMBER,
            "overdue up to 30 days, or forecast late or blocked, with a recovery",
            "early or mixed",
        ),
        _level(
            Rating.ON_TRACK,
            "Green",
            "G",
            Colour.GREEN,
            "started and forecast on or before the approved date",
            "on its target trajectory",
        ),
    ),
)
"""The scale that a plan has until another is chosen."""

_in_use: ContextVar[Scale] = ContextVar("scale", default=BRAG)


def scale() -> Scale:
    """The scale in use: of the plan that is spoken about, or of the board whose figures were frozen with it."""
    return _in_use.get()


def speak_in(of: Scale) -> None:
    """From here to the end of the block of `in_scale` around it, ratings are called as this scale calls them: that of
    the board whose frozen figures are asked for.
    """
    _in_use.set(of)


@contextmanager
def in_scale(of: Scale) -> Iterator[None]:
    """While the block runs, ratings are called as this scale calls them."""
    before = _in_use.set(of)
    try:
        yield
    finally:
        _in_use.reset(before)
