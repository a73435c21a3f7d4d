"""What a change of the plan takes, and what can be said until the board has decided.

It is answered to `/action 2.4 close`, and to an update that says no more than that.
"""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.fillers import is_filler
from handlers.plan_change_words import PlanChange
from handlers.requests import Request
from handlers.whom_to_ask import the_secretariat
from models.plan.actions import Action
from models.plan.ratings import scale
from papers.wording import joined, shortened


def what_it_takes(session: Session, request: Request, found: Action, change: PlanChange, said: str) -> tuple[str, str]:
    """What the board must decide, and how it comes to do so."""
    telling = [word for word in said.split() if not is_filler(word)]
    heard = f" What you said of it: “{shortened(said.strip(), 80)}”." if telling else ""
    needs = f"{change.what} {found.ref} takes a decision of the board, with {change.needs}. Nothing was changed.{heard}"
    return needs, how_it_comes_in(session, request, f"with {found.ref} changed", change.columns)


def how_it_comes_in(session: Session, request: Request, how: str, columns: Sequence[str]) -> str:
    """How a change comes into the plan: by its file, once the board has decided; for others, to whom to propose it."""
    if may(request.asker, Permission.KEEP_THE_RECORD):
        named = joined([f"“{column}”" for column in columns])
        return (
            f"Once the board has decided, send me the plan’s file {how} ({named}): I show what differs before I "
            "take it in. I do not record decisions in chat yet."
        )
    whom = the_secretariat(session, request.asker.organisation_id, request.today)
    return f"Propose it to {whom}: it goes to the board, and its decision comes in with the plan’s file."


def instead_of(found: Action, change: PlanChange) -> str:
    """The update that can be given until the board has decided."""
    return f"/update {found.ref} {scale().in_words(change.meanwhile)}"
