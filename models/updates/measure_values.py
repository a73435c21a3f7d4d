"""Every value of a measure with who gave it, the last period first; what was given again stays beside what counts."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from models.people.people import Person
from models.plan.actions import Action
from models.plan.course import counting
from models.plan.measures import Measure, MeasureValue, measure_of


@dataclass(frozen=True)
class GivenValue:
    """A value as it was given, by whom (None: nobody who is known any more), and whether it counts."""

    value: MeasureValue
    by: str | None
    counts: bool


def values_given_for(session: Session, action: Action) -> list[GivenValue]:
    """The values of an action's measure, the last period first, of one period the last one that was given first."""
    rows = session.execute(
        select(MeasureValue, col(Person.name))
        .join(Measure, col(Measure.id) == col(MeasureValue.measure_id))
        .outerjoin(Person, col(Person.id) == col(MeasureValue.by_person_id))
        .where(col(Measure.action_id) == action.id)
        .order_by(col(MeasureValue.last_day).desc(), col(MeasureValue.id).desc())
    ).all()
    told = counting(value.told for value, _ in rows)
    latest = {each.id for each in measure.own(told)} if (measure := measure_of(session, action)) else set()
    return [GivenValue(value, by, value.id in latest) for value, by in rows]
