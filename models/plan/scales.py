"""The scales that are shipped, and the scale of a plan: its levels as rows, which the organisation renames as it likes.

Another scale is chosen while a plan has no ratings; what a board has frozen keeps the scale of its day.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Select, UniqueConstraint
from sqlalchemy import select as columns
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
from models.record.statements import kept

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
    rows = session.execute(_levels(plan_id)).all() if plan_id is not None else []
    if not rows:
        return BRAG
    levels = tuple(Level(**{name: getattr(row, name) for name in _OF_A_LEVEL}) for row in rows)
    return Scale(rows[0].scale, levels, rows[0].rates_impact)


@kept
def _levels(plan_id: int) -> Select[Any]:
    return (
        columns(col(Plan.scale), col(Plan.rates_impact), *(getattr(ScaleLevel, name) for name in _OF_A_LEVEL))
        .join(ScaleLevel, col(ScaleLevel.plan_id) == Plan.id)
        .where(col(Plan.id) == plan_id)
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
    said = {name: " ".join(value.split()) for name, value in changes.items()}
    for name, value in said.items():
        longest = {"name": NAME, "letter": LETTER}.get(name, MEANING)
        what = {"activity": "The meaning for activity", "impact": "The meaning for impact"}.get(name, f"A {name}")
        if not 0 < len(value) <= longest:
            raise UnfitScale(f"{what} has 1 to {longest} characters; this has {len(value)}.")
    if "colour" in said and said["colour"].casefold() not in set(Colour):
        raise UnfitScale(f"“{said['colour']}” is no colour of the palette: {', '.join(Colour)}.")
    for other in before.levels:
        for name in {"name", "letter"} & said.keys():
            if other.rating is not rating and getattr(other, name).casefold() == said[name].casefold():
                raise UnfitScale(f"“{said[name]}” is the {name} of {other.name} already.")
    row = session.exec(select(ScaleLevel).where(ScaleLevel.plan_id == plan.id, ScaleLevel.rating == rating)).one()
    was = {name: str(getattr(row, name)) for name in said}
    if said.get("colour"):
        said["colour"] = said["colour"].casefold()
    for name, value in said.items():
        setattr(row, name, Colour(value) if name == "colour" else value)
    if was != said:
        session.add(row)
        session.flush()
        record(session, actor, Change("scale.level_changed", f"level {before[rating].name}", was, said))
    return scale_of(session, plan.id)


def rate_impact(session: Session, actor: Actor, plan: Plan, rates: bool) -> bool:
    """Begin to rate impact beside activity, or rate activity alone; False where it is so already."""
    if plan.rates_impact is rates:
        return False
    plan.rates_impact = rates
    session.add(plan)
    session.flush()
    told = [{"rated": ["activity", "impact"] if each else ["activity"]} for each in (not rates, rates)]
    record(session, actor, Change("scale.impact", f"plan {plan.title}", *told))
    return True
