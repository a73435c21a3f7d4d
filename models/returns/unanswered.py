"""What somebody still owes for a meeting, action by action, with the answer that "no change" would confirm."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.actions import Action
from models.position.counting import Scope, live_standing
from models.updates.updates import Draft, Update


@dataclass(frozen=True)
class Unanswered:
    """An action that is owed for a meeting; `last` is the answer that stands, None before any.

    `drafted`: when whoever asks has typed something about it that was not sent, in aware UTC; None if nothing.
    """

    action: Action
    last: Update | None
    drafted: datetime | None


def unanswered(
    session: Session,
    plan_id: int,
    owner_post_ids: Collection[int],
    person_id: int,
    meeting: Meeting | None,
    now: datetime,
    today: date,
) -> Sequence[Unanswered]:
    """What these posts still owe for `meeting`, in the order of refs, as a person finds it; one query. `now` is aware
    UTC, `today` local.
    """
    standing = live_standing(plan_id, now, today, meeting)
    scope = Scope(owner_post_ids=frozenset(owner_post_ids))
    rows = session.execute(
        select(Action, Update, col(Draft.saved_at))
        .join(standing, standing.c.action_id == col(Action.id))
        .outerjoin(Update, col(Update.id) == standing.c.update_id)
        .outerjoin(Draft, and_(col(Draft.action_id) == col(Action.id), col(Draft.person_id) == person_id))
        .where(*scope.conditions(standing), standing.c.expected, standing.c.answer.is_(None))
        .order_by(standing.c.ref_order)
    )
    return [Unanswered(*row) for row in rows] if owner_post_ids else []
