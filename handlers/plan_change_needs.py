"""What a change of the plan takes, and what can be said until the board has decided.

It is answered to `/action 2.4 close`, and to an update that says no more than that.
"""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.fillers import is_filler
from handlers.plan_change_words import PlanChange
from handlers.requests import Request
from handlers.whom_to_ask import the_secretariat
from models.plan.actions import Action
from papers.wording import joined, shortened


def what_it_takes(session: Session, request: Request, found: Action, change: PlanChange, said: str) -> tuple[str, str]:
    """What the board must decide, and how it comes to do so."""
    telling = [word for word in said.split() if not is_filler(word)]
    heard = f" What you said of it: “{shortened(said.strip(), 80)}”." if telling else ""
    needs = f"{change.what} {found.ref} takes a decision of the board, with {change.needs}. Nothing was changed.{heard}"
    if may(request.asker, Permission.KEEP_THE_RECORD):
        columns = joined([f"“{column}”" for column in change.columns])
        return needs, (
            f"Once the board has decided, send me the plan’s file with {found.ref} changed ({columns}): I show what "
            "differs before I take it in. I do not record decisions in chat yet."
        )
    whom = the_secretariat(session, request.asker.organisation_id, request.today)
    return needs, f"Propose it to {whom}: it goes to the board, and its decision comes in with the plan’s file."


def instead_of(found: Action, change: PlanChange) -> str:
    """The update that can be given until the board has decided."""
    return f"/update {found.ref} {change.meanwhile}"
