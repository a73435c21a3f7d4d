"""Founding: an organisation and its plan."""

from datetime import datetime

from sqlmodel import Session

from models.plan.actions import Plan, living_plan
from models.plan.ratings import BRAG
from models.plan.scales import lay_down
from models.record.events import Actor, Change, record
from models.record.organisation import Organisation, organisations


def found(
    session: Session, name: str, zone: str, plan_title: str, at: datetime, door: str
) -> tuple[Organisation, Plan]:
    """The organisation of this name and its plan: those that are there, else new ones. `at` is aware UTC, `zone` an
    IANA name.
    """
    organisation = next((each for each in organisations(session) if each.name.casefold() == name.casefold()), None)
    if organisation is None:
        organisation = Organisation(name=name, zone=zone)
        session.add(organisation)
        session.flush()
        record(session, Actor(organisation.id, None, at, door), Change("organisation.founded", f"organisation {name}"))
    plan = living_plan(session, organisation.id)
    if plan is None:
        plan = Plan(organisation_id=organisation.id, title=plan_title)
        session.add(plan)
        session.flush()
        lay_down(session, plan, BRAG)
        record(session, Actor(organisation.id, None, at, door), Change("plan.founded", f"plan {plan_title}"))
    return organisation, plan


def stop_clock(session: Session, organisation: Organisation, at: datetime, door: str) -> None:
    """Let the organisation's clock stand still at `at` (aware UTC), as the example's does."""
    organisation.stands_at = at
    session.add(organisation)
    change = Change("organisation.clock_stopped", f"organisation {organisation.name}", None, {"at": at.isoformat()})
    record(session, Actor(organisation.id, None, at, door), change)
