"""Measures as they stood when a meeting's position was frozen: what a pack prints of them, whatever changes later.

A meeting is frozen once, so its measures are, too: a later version of its snapshot has the same.
"""

from datetime import date

from sqlalchemy import insert, literal, select
from sqlmodel import Field, Session, col

from models.plan.actions import Action
from models.plan.measures import PARTS, Measure, MeasureParts


class FrozenMeasure(MeasureParts, table=True):
    """The measure of an action as it stood for one meeting; its values are those given up to the freeze."""

    __tablename__ = "frozen_measure"

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    action_id: int = Field(foreign_key="action.id", primary_key=True)
    measure_id: int = Field(foreign_key="measure.id")


def freeze_measures(session: Session, plan_id: int, meeting_id: int, on: date) -> None:
    """Keep the measures of a plan for a meeting whose position is being frozen, on a local day."""
    parts = [col(getattr(Measure, name)) for name in PARTS]
    counts = col(Action.ended_on).is_(None) | (col(Action.ended_on) > on)
    rows = (
        select(literal(meeting_id), col(Measure.action_id), col(Measure.id), *parts)
        .join(Action, col(Action.id) == col(Measure.action_id))
        .where(col(Action.plan_id) == plan_id, counts)
    )
    session.execute(insert(FrozenMeasure).from_select(["meeting_id", "action_id", "measure_id", *PARTS], rows))
