"""What is owed for a meeting: an update for each action of every board that reports to it.

Delivery boards report every time, partnership boards when it is their turn (`domain.md` 3.3). An action whose board is
not linked yet is owed every time: nothing drops out because a name was not recognised.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlmodel import Session, col

from models.boards import Board, BoardKind, Meeting, ReportingBoard
from models.position import Scope, Standpoint, live, standpoints
from models.updates import Update


@dataclass(frozen=True)
class Return:
    """What somebody owes for a meeting and what has arrived, the most pressing first: overdue, then by ref."""

    owed: tuple[Standpoint, ...]
    answered: tuple[Standpoint, ...]


def return_of(
    session: Session, plan_id: int, owner_post_ids: Collection[int], meeting: Meeting | None, now: datetime, today: date
) -> Return:
    """The return of some posts for `meeting`; without a calendar, every action without any update is owed."""
    if not owner_post_ids:
        return Return((), ())
    standing = live(plan_id, now, today)
    reports = or_(
        standing.c.board_id.is_(None),
        standing.c.board_id.in_(select(col(Board.id)).where(col(Board.kind) == BoardKind.DELIVERY)),
    )
    if meeting:
        turn = select(col(ReportingBoard.board_id)).where(col(ReportingBoard.meeting_id) == meeting.id)
        reports = or_(reports, standing.c.board_id.in_(turn))
    scope = Scope(owner_post_ids=frozenset(owner_post_ids))
    expected = standpoints(session, standing, scope, today, reports)
    given_for = col(Update.meeting_id) == meeting.id if meeting else col(Update.id).is_not(None)
    given = set(
        session.execute(
            select(standing.c.action_id).join(Update, col(Update.id) == standing.c.update_id).where(given_for)
        ).scalars()
    )
    owed = sorted((each for each in expected if each.action_id not in given), key=lambda each: -each.days_overdue)
    return Return(tuple(owed), tuple(each for each in expected if each.action_id in given))
