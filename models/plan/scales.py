"""The scales that are shipped, and the scale of a plan: its levels as rows, which the organisation renames as it likes.

Another scale is chosen while a plan has no ratings; what a board has frozen keeps the scale of its day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Select, UniqueConstraint
from sqlalchemy import select as columns
from sqlalchemy.orm import Mapped
from sqlmodel import Field, Session, col, select

from models.plan.actions import Plan
from models.plan.ratings import (
    BRAG,
    DONE_MEANS,
    NOT_STARTED_MEANS,
    Colour,
    Level,
    Rating,
    RatingClass,
    Scale,
)
from models.record.columns import Numbered, choice
from models.record.events import Actor, Change, record
from models.record.statements import asked, kept

NAME, LETTER, MEANING = 40, 3, 200
"""How many characters a level's name, letter and meanings may have."""

_COMPLETE = Level(
    rating=Rating.DONE,
    name="Complete",
    letter="C",
    colour=Colour.BLUE,
    activity=DONE_MEANS[0],
    impact=DONE_MEANS[1],
    given=False,
)
_NOT_RATED = Level(
    rating=Rating.NOT_STARTED,
    name="Not rated",
    letter="-",
    colour=Colour.GREY,
    activity=NOT_STARTED_MEANS[0],
    impact=NOT_STARTED_MEANS[1],
    given=False,
)


def _as_brag(of: RatingClass, name: str, letter: str, colour: Colour | None = None, rank: int = 0) -> Level:
    """A level that means what the default scale's level of its class means."""
    its = BRAG.of(of)[0]
    return replace(its, rating=of.ratings[rank], name=name, letter=letter, colour=colour or its.colour)


RAG = Scale(
    "RAG",
    (
        _COMPLETE,
        _as_brag(RatingClass.OFF_TRACK, "Red", "R"),
        _as_brag(RatingClass.AT_RISK, "Amber", "A"),
        _as_brag(RatingClass.ON_TRACK, "Green", "G"),
        _NOT_RATED,
    ),
)
PROGRESS = Scale(
    "Progress",
    (
        _as_brag(RatingClass.DONE, "Delivered", "D"),
        _as_brag(RatingClass.ON_TRACK, "On track", "O"),
        _as_brag(RatingClass.AT_RISK, "Some issues", "S"),
        _as_brag(RatingClass.OFF_TRACK, "Not on track", "N"),
        _NOT_RATED,
    ),
)
DELIVERY_CONFIDENCE = Scale(
    "Delivery confidence",
    (
        _COMPLETE,
        replace(
            _as_brag(RatingClass.ON_TRACK, "Green", "G"),
            activity="delivery on time appears highly likely; nothing at present threatens it",
        ),
        replace(
            _as_brag(RatingClass.ON_TRACK, "Amber/Green", "AG", Colour.LIME, 1),
            activity="delivery appears probable; risks need constant attention",
            impact="likely to reach its target",
        ),
        replace(
            _as_brag(RatingClass.AT_RISK, "Amber", "A"),
            activity="delivery appears feasible; significant issues need attention now",
        ),
        replace(
            _as_brag(RatingClass.OFF_TRACK, "Amber/Red", "AR", Colour.ORANGE),
            activity="delivery is in doubt, with major issues in key areas; urgent action is needed",
            impact="unlikely to reach its target",
        ),
        replace(
            _as_brag(RatingClass.OFF_TRACK, "Red", "R", rank=1),
            activity="delivery appears unachievable unless its scope, date or resources change",
        ),
        _NOT_RATED,
    ),
)
SHIPPED = (BRAG, RAG, DELIVERY_CONFIDENCE, PROGRESS)
"""The scales to choose from; the first is every plan's until another is chosen."""


FEWEST, MOST, MOST_OF_A_CLASS = 3, 7, 3
"""How many levels a scale has that people choose from, and how many of them may be of one class."""

OWN = "Ratings"
"""What a scale of an organisation's own is called."""


def own_scale(given: Sequence[tuple[str, str, RatingClass, Colour | None]]) -> Scale:
    """A scale of an organisation's own, from the name, letter, class and colour of each level in the order of its
    tables; of a class, the better one comes first. Meanings are those of the default scale's level of the class, until
    they are changed. Raises `UnfitScale`, in words for people.
    """
    if not FEWEST <= len(given) <= MOST:
        raise UnfitScale(f"A scale has {FEWEST} to {MOST} levels; these are {len(given)}.")
    levels: list[Level] = []
    for name, letter, of, colour in given:
        rank = sum(each.rating.rating_class is of for each in levels)
        if rank == MOST_OF_A_CLASS:
            raise UnfitScale(f"At most {MOST_OF_A_CLASS} levels are “{of.said}”.")
        level = _as_brag(of, name, letter, colour, rank)
        _fit(level, levels)
        levels.append(level)
    classes = {each.rating.rating_class for each in levels}
    for of in (RatingClass.ON_TRACK, RatingClass.OFF_TRACK):
        if of not in classes:
            raise UnfitScale(f"No level is “{of.said}”; one has to be.")
    if RatingClass.DONE not in classes:
        levels.insert(0, _apart(_COMPLETE, levels))
    if RatingClass.NOT_STARTED not in classes:
        levels.append(_apart(_NOT_RATED, levels))
    return Scale(OWN, tuple(levels))


def _apart(level: Level, others: Sequence[Level]) -> Level:
    """A level that is not given, with a letter that no other one has."""
    taken = {each.letter.casefold() for each in others}
    letter = next(each for each in (level.letter, "✓", "·") if each.casefold() not in taken)
    return replace(level, letter=letter)


def _fit(level: Level, others: Iterable[Level]) -> None:
    """Raises `UnfitScale` for what is empty or too long, and for a name or letter that another level has."""
    for name, longest in (("name", NAME), ("letter", LETTER), ("activity", MEANING), ("impact", MEANING)):
        value = getattr(level, name)
        if not 0 < len(value) <= longest:
            what = f"meaning for {name}" if longest == MEANING else name
            raise UnfitScale(f"A level’s {what} has 1 to {longest} characters; this has {len(value)}.")
    for other in others:
        for name in ("name", "letter"):
            if getattr(other, name).casefold() == getattr(level, name).casefold():
                raise UnfitScale(f"“{getattr(level, name)}” is the {name} of {other.name} already.")


class ScaleLevel(Numbered, table=True):
    """A level of a plan's scale, as `Level` has it; `place` is its place in tables."""

    __tablename__ = "scale_level"
    __table_args__ = (UniqueConstraint("plan_id", "rating"), UniqueConstraint("plan_id", "place"))

    plan_id: int = Field(foreign_key="plan.id")
    place: int
    rating: Rating = Field(sa_type=choice(Rating))
    name: str
    letter: str
    colour: Colour = Field(sa_type=choice(Colour))
    activity: str
    impact: str
    given: bool = True


class UnfitScale(ValueError):
    """A change that would leave a scale in which levels cannot be told apart; the message is for people."""


def scale_of(session: Session, plan_id: int | None) -> Scale:
    """The scale of a plan as it is now; the default one while there is no plan."""
    return _scale(session, col(Plan.id), plan_id)


def scale_in(session: Session, organisation_id: int | None) -> Scale:
    """The same of an organisation's plan."""
    return _scale(session, col(Plan.organisation_id), organisation_id)


def _scale(session: Session, known_by: Mapped[int], of: int | None) -> Scale:
    rows = asked(session, _levels(known_by, of)) if of is not None else []
    if not rows:
        return BRAG
    levels = tuple(Level(**{name: getattr(row, name) for name in _OF_A_LEVEL}) for row in rows)
    return Scale(rows[0].scale, levels, rows[0].rates_impact)


@kept
def _levels(known_by: Mapped[int], of: int) -> Select[Any]:
    return (
        columns(col(Plan.scale), col(Plan.rates_impact), *(getattr(ScaleLevel, name) for name in _OF_A_LEVEL))
        .join(ScaleLevel, col(ScaleLevel.plan_id) == Plan.id)
        .where(known_by == of)
        .order_by(col(ScaleLevel.place))
    )


_OF_A_LEVEL = tuple(each.name for each in fields(Level))


def lay_down(session: Session, plan: Plan, chosen: Scale) -> None:
    """Make these levels the plan's, instead of those that it has."""
    for row in session.exec(select(ScaleLevel).where(ScaleLevel.plan_id == plan.id)):
        session.delete(row)
    session.flush()
    plan.scale = chosen.name
    session.add(plan)
    session.add_all(
        ScaleLevel(plan_id=plan.id, place=place, **_fields_of(level)) for place, level in enumerate(chosen.levels)
    )
    session.flush()


def _fields_of(level: Level) -> dict[str, Any]:
    return {name: getattr(level, name) for name in _OF_A_LEVEL}


def change_level(session: Session, actor: Actor, plan: Plan, rating: Rating, changes: Mapping[str, str]) -> Scale:
    """Change what a level is called: `name`, `letter`, `colour`, `activity` and `impact` (its meanings), any of them.

    What boards have frozen keeps its words. Gives the scale as it is then. Raises `UnfitScale`, in words for people,
    where a name or letter is another level's, or something is empty or too long.
    """
    before = scale_of(session, plan.id)
    said: dict[str, Any] = {name: " ".join(value.split()) for name, value in changes.items()}
    if "colour" in said:
        said["colour"] = colour_named(said["colour"])
    _fit(replace(before[rating], **said), (each for each in before.levels if each.rating is not rating))
    row = session.exec(select(ScaleLevel).where(ScaleLevel.plan_id == plan.id, ScaleLevel.rating == rating)).one()
    was = {name: getattr(row, name) for name in said}
    if was != said:
        for name, value in said.items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
        record(session, actor, Change("scale.level_changed", f"level {before[rating].name}", was, said))
    return scale_of(session, plan.id)


def colour_named(name: str) -> Colour:
    """The colour of the palette with this name. Raises `UnfitScale`."""
    if name.casefold() not in set(Colour):
        raise UnfitScale(f"“{name}” is no colour of the palette: {', '.join(Colour)}.")
    return Colour(name.casefold())
