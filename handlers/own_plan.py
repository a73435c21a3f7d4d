"""The plan of the organisation that somebody asks for, which every verb about it begins with."""

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.requests import Request
from models.plan.actions import Plan, living_plan

NO_PLAN = (
    "There is no plan yet. The secretariat can send me the tracker as a spreadsheet, here or with "
    "“secretariat import FILE”."
)


def plan_of(session: Session, request: Request) -> Plan:
    """The plan that is asked about. Raises `Mistake` before the first import."""
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None:
        raise Mistake(NO_PLAN)
    return plan
