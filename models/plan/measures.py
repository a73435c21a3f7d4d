"""Measures: how the plan will know that people are better off, and what was measured, period by period.

A measure is proposed by whoever is responsible and agreed by a board's decision (`domain.md` 2, 4.1). Its values are
never changed: a second one of a period follows the first, and the later counts. Numbers are `Decimal`, as they were
given; days are local.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from hashlib import sha256
from operator import add
from typing import Any

from sqlalchemy import Select, String, Text, bindparam, cast, func, select
from sqlmodel import Field, Session, col
from sqlmodel import select as rows

from models.plan.actions import Action, Plan
from models.plan.course import Course, Direction, Frequency, PeriodValue, values_from
from models.plan.deadlines import Deadline, Precision
from models.record.columns import Numbered, Row, choice, decimal_column
from models.record.events import Actor, Change, record
from models.record.statements import kept

LONGEST_UNIT = 40
LONGEST_SOURCE = 200


class MeasureParts(Row):
    """What a measure is made of. `baseline` is that of `baseline_on`, `target` is to be reached on `target_by`; `unit`
    is as people write it behind a number, or "%" or "£".

    `owner_post_id` None: the action's owner. `proposed_on` is the day on which these parts were proposed, from which
    the way to the target is reckoned where the baseline has no day of its own. What is None was not given.
    """

    definition: str
    agreed: bool = False
    baseline: Decimal | None = Field(default=None, sa_type=decimal_column())
    baseline_on: date | None = None
    target: Decimal | None = Field(default=None, sa_type=decimal_column())
    target_by: date | None = None
    unit: str | None = None
    direction: Direction | None = Field(default=None, sa_type=choice(Direction))
    source: str | None = None
    frequency: Frequency | None = Field(default=None, sa_type=choice(Frequency))
    owner_post_id: int | None = Field(default=None, foreign_key="post.id")
    proposed_on: date | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether it says what is counted: without, it is words alone, and no value is expected of it."""
        return self.baseline is not None or self.target is not None

    @property
    def words(self) -> str:
        """The mark of its words, by which values of another measure are known: those that a board has replaced."""
        return sha256(_folded(self.definition).encode()).hexdigest()[:16]

    def own(self, values: Sequence[PeriodValue]) -> tuple[PeriodValue, ...]:
        """Of these values those that were given for these words, in the unit that it is measured in."""
        own = [each for each in values if each.words == self.words]
        return tuple(each for each in own if same_unit(each.unit, self.unit_of(own)))

    def unit_of(self, values: Sequence[PeriodValue]) -> str | None:
        """Its unit; of a measure that was agreed without one that of its last value."""
        return self.unit if self.unit is not None or not values else values[-1].unit

    def course(self, values: Sequence[PeriodValue]) -> Course:
        """The way from its baseline to its target, with what was measured in its unit."""
        return Course(
            baseline=self.baseline,
            starts=self.baseline_on or self.proposed_on,
            target=self.target,
            by=self.target_by,
            up=None if self.direction is None else self.direction is Direction.UP,
            every=self.frequency,
            values=self.own(values),
        )


class Measure(Numbered, MeasureParts, table=True):
    """The impact measure of an action: proposed by the owner, then agreed by a board."""

    action_id: int = Field(foreign_key="action.id", unique=True)


class MeasureValue(Numbered, table=True):
    """What was measured for a period, the last day and the precision of which are those of a `Deadline`.

    `unit` and `words` are those of the measure when it was given. `source` is where it is from, `by_person_id` who gave
    it, and `for_post_id` the post it was given for.
    """

    __tablename__ = "measure_value"

    measure_id: int = Field(foreign_key="measure.id", index=True)
    last_day: date
    precision: Precision = Field(sa_type=choice(Precision))
    value: Decimal = Field(sa_type=decimal_column())
    unit: str | None = None
    words: str = Field(sa_type=String(16))
    source: str | None = None
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int | None = Field(default=None, foreign_key="post.id")

    @property
    def period(self) -> Deadline:
        """The period that it is of."""
        return Deadline(self.last_day, self.precision)

    @property
    def told(self) -> PeriodValue:
        """What the rules read of it."""
        return PeriodValue(self.last_day, self.precision, self.value, self.unit, self.id, self.words)


@dataclass(frozen=True)
class Measured:
    """A measure and every value of it that counts, the last period last."""

    measure: MeasureParts
    measure_id: int
    values: tuple[PeriodValue, ...] = ()

    @property
    def unit(self) -> str | None:
        """What it is measured in."""
        return self.measure.unit_of(self.measure.own(self.values))

    @property
    def course(self) -> Course:
        """The way from its baseline to its target, with what was measured."""
        return self.measure.course(self.values)

    @property
    def judged(self) -> Course | None:
        """The course by which impact is judged; None where it is words alone and nothing was measured."""
        return self.course if self.measure.has_numbers or self.measure.own(self.values) else None


PARTS = tuple(MeasureParts.model_fields)
"""The columns of what a measure is made of."""


def parts_as_json(measure: MeasureParts) -> dict[str, Any]:
    """What a measure is made of, as JSON; what was not given is left out."""
    return {name: _json(value) for name in PARTS if (value := getattr(measure, name)) is not None}


def parts_from_json(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a measure from `parts_as_json`, all of them."""
    return {name: _value(name, parts.get(name)) for name in PARTS} | {"agreed": bool(parts.get("agreed"))}


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are the same so but for case and spaces."""
    return _folded(one) == _folded(other)


def _folded(unit: str | None) -> str:
    return " ".join((unit or "").casefold().split())


def measure_of(session: Session, action: Action) -> Measure | None:
    """The action's impact measure."""
    return session.exec(rows(Measure).where(Measure.action_id == action.id)).first()


def measures_of(session: Session, plan_id: int) -> dict[int, Measure]:
    """The impact measures of a plan's actions, by action."""
    of_plan = rows(Measure).join(Action, col(Action.id) == Measure.action_id).where(Action.plan_id == plan_id)
    return {measure.action_id: measure for measure in session.exec(of_plan)}


def measured(session: Session, action: Action) -> Measured | None:
    """The action's measure with its values."""
    found = session.execute(_measured(), {"action": action.id}).first()
    return Measured(found[0], found[0].id, values_from(found[1])) if found else None


@kept
def _measured() -> Select[Measure, str]:
    return select(Measure, values_given()).where(col(Measure.action_id) == bindparam("action")).limit(1)


def values_given(measure_id: Any = None, until: Any = None) -> Any:
    """What was measured, up to a moment (aware UTC) if one is given, as a column beside `Measure`, or beside whatever
    has the `measure_id`; `course.values_from` reads it. So it costs no query of its own, however many measures.
    """
    told = [cast(each, Text) + " " for each in _TOLD]
    line = reduce(add, [*told, func.coalesce(col(MeasureValue.unit), "")])
    which = col(Measure.id) if measure_id is None else measure_id
    given: Select[Any] = select(func.aggregate_strings(line, "\n")).where(col(MeasureValue.measure_id) == which)
    if until is not None:
        given = given.where(col(MeasureValue.at) <= until)
    return given.correlate_except(MeasureValue).scalar_subquery()


_TOLD: tuple[Any, ...] = (
    MeasureValue.last_day,
    MeasureValue.precision,
    MeasureValue.value,
    MeasureValue.id,
    MeasureValue.words,
)


def value_by_id(session: Session, organisation_id: int, value_id: int) -> tuple[MeasureValue, str] | None:
    """A value of an organisation's plan, with the ref of its action."""
    found = session.execute(
        select(MeasureValue, col(Action.ref))
        .join(Measure, col(Measure.id) == col(MeasureValue.measure_id))
        .join(Action, col(Action.id) == col(Measure.action_id))
        .join(Plan, col(Plan.id) == col(Action.plan_id))
        .where(col(MeasureValue.id) == value_id, col(Plan.organisation_id) == organisation_id)
    ).first()
    return (found[0], found[1]) if found else None


def set_parts(session: Session, action: Action, parts: Mapping[str, Any]) -> Measure:
    """Give an action the measure of these parts, as JSON, in place of what it had; the caller leaves the event."""
    measure = measure_of(session, action) or Measure(action_id=action.id, definition="")
    for name, value in parts_from_json(parts).items():
        setattr(measure, name, value)
    session.add(measure)
    session.flush()
    return measure


def propose_parts(session: Session, actor: Actor, action: Action, parts: Mapping[str, Any]) -> Measure:
    """Keep what is proposed as the measure of an action that has none agreed. The caller has taken its turn."""
    there = measure_of(session, action)
    made = set_parts(session, action, {**parts, "agreed": False})
    what = "measure.changed" if there else "measure.added"
    record(session, actor, Change(what, f"action {action.ref}", None, {"agreed": False}))
    return made


def give_value(session: Session, actor: Actor, action: Action, value: MeasureValue) -> MeasureValue:
    """Keep a value of an action's measure; what was given for its period stays. The caller has taken its turn."""
    value.at, value.by_person_id, value.for_post_id = actor.at, actor.person_id, action.owner_post_id
    session.add(value)
    session.flush()
    told = {"value": str(value.value), "unit": value.unit, "period": value.period.words(), "id": value.id}
    record(session, actor, Change("measure.value", f"action {action.ref}", None, told))
    return value


def all_values(session: Session, plan_id: int) -> Sequence[MeasureValue]:
    """Every value of a plan's measures, in the order in which they were given."""
    of_plan = (
        rows(MeasureValue)
        .join(Measure, col(Measure.id) == col(MeasureValue.measure_id))
        .join(Action, col(Action.id) == col(Measure.action_id))
        .where(Action.plan_id == plan_id)
    )
    return session.exec(of_plan.order_by(col(MeasureValue.id))).all()


def fill_in(session: Session, actor: Actor, action: Action, measure: Measure, parts: Mapping[str, Any]) -> None:
    """Give a measure parts that it does not have, as a plan file tells them. The caller has taken its turn."""
    for name, value in parts.items():
        setattr(measure, name, value)
    if measure.proposed_on is None:
        measure.proposed_on = actor.at.date()
    session.add(measure)
    told = {"agreed": measure.agreed, "filled_in": ", ".join(parts)}
    record(session, actor, Change("measure.changed", f"action {action.ref}", None, told))


def add_values(session: Session, actor: Actor, action: Action, values: Sequence[MeasureValue]) -> None:
    """Keep values that a plan file tells, in its order; nobody is named for them. The caller has taken its turn."""
    for each in values:
        session.add(each)
        session.flush()
    record(session, actor, Change("measure.value", f"action {action.ref}", None, {"imported": len(values)}))


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | StrEnum) else value


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    match name:
        case "baseline" | "target":
            return Decimal(value)
        case "baseline_on" | "target_by" | "proposed_on":
            return date.fromisoformat(value)
        case "direction":
            return Direction(value)
        case "frequency":
            return Frequency(value)
        case _:
            return value
