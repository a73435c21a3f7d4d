"""What warns before its date, told to its SRO at once; everybody else reads it as it stood at the freeze.

For the actions of a person, the card and the page of an action, and the form of an update. Writes nothing.
"""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.requests import Request
from models.plan.actions import Action, Plan, living_plan
from models.position.counting import Scope
from models.position.likely_to_slip import LikelyToSlip, likely_to_slip
from models.position.position import position_at, position_to_ask
from papers.wording import TITLE_SHOWN, day, shortened


def warnings_of(session: Session, plan: Plan, request: Request, scope: Scope) -> list[LikelyToSlip]:
    """What warns now, for who answers for all of the scope; the nearest deadline first."""
    return likely_to_slip(session, position_to_ask(session, plan, request.now, request.today), scope)


def warnings_about(session: Session, action: Action, request: Request) -> tuple[str, ...]:
    """Why an action is likely to slip, as far as the asker may know it; none where nothing warns."""
    plan = living_plan(session, request.asker.organisation_id)
    if plan is None or action.ended or action.approved_due is None or action.approved_due < request.today:
        return ()
    scope = Scope(refs=frozenset({action.ref}))
    if may(request.asker, Permission.UPDATE, action):
        found = warnings_of(session, plan, request, scope)
    else:
        position = position_at(session, plan, request.now, request.today)
        found = likely_to_slip(session, position, scope) if position.past_the_freeze else []
    return found[0].reasons if found else ()


def warning_said(reasons: Sequence[str]) -> str:
    """That an action is likely to slip, and why, in a sentence; empty without a reason."""
    return f"Likely to slip: {'; '.join(reasons)}." if reasons else ""


def warning_line(each: LikelyToSlip) -> str:
    """An action that is likely to slip, in a line of a list: its ref, title, deadline and why."""
    return f"{each.ref} {shortened(each.title, TITLE_SHOWN)} (due {day(each.due)}): {'; '.join(each.reasons)}."
