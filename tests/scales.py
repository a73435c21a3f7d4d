"""A record on another scale: the example's ratings are of classes that every shipped scale has."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import select

from models.plan.actions import Plan
from models.plan.ratings import Scale
from models.plan.scales import lay_down
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import Actor, Change, record


def speak(database: Database, scale: Scale, rates_impact: bool = True) -> None:
    """Put the plan of a record, ratings and frozen boards and all, on another scale."""
    with database.write() as session:
        plan = session.exec(select(Plan)).one()
        plan.rates_impact = rates_impact
        lay_down(session, plan, scale)
        for snapshot in session.exec(select(Snapshot)):
            snapshot.scale = replace(scale, rates_impact=rates_impact).as_json()
            session.add(snapshot)
        record(
            session,
            Actor(plan.organisation_id, None, datetime(2023, 6, 7, 9, tzinfo=UTC), "test"),
            Change("scale.chosen", f"plan {plan.title}"),
        )
