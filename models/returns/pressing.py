"""Which deadlines press: near or past, of unfinished actions that nobody has answered (`domain.md` 4.2)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, not_, or_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.ratings import DONE, OFF_TRACK
from models.returns.expected import answered_for


def pressing(standing: Subquery, near: date, today: date) -> tuple[ColumnElement[bool], ...]:
    """The unfinished actions of a standing whose deadline lies before `near` and that nobody has answered: neither for
    a board that is to come, nor with a recovery date ahead for a Red.
    """
    columns = standing.c
    to_come = select(col(Meeting.id)).where(col(Meeting.on) >= today, col(Meeting.cancelled).is_(None))
    red = or_(columns.activity.in_(OFF_TRACK), columns.impact.in_(OFF_TRACK))
    return (
        columns.due < near,
        columns.activity.not_in(DONE),
        not_(answered_for(columns.update_id, to_come)),
        not_(and_(red, columns.recovery_date.is_not(None), columns.recovery_date > today)),
    )


def pressing_deadlines(
    session: Session, standing: Subquery, near: date, today: date
) -> Sequence[tuple[int | None, date]]:
    """The deadlines that press, each once for a post, or for none."""
    columns = standing.c
    which = pressing(standing, near, today)
    rows = session.execute(select(columns.owner_post_id, columns.due).distinct().where(*which))
    return [(post_id, due) for post_id, due in rows]
