"""Which deadlines press: near or past, of unfinished actions that nobody has answered (`domain.md` 4.2)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Subquery, and_, bindparam, not_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.rated import off_track, rated
from models.plan.ratings import RatingClass
from models.position.counting import (
    TODAY,
    Scope,
    Standpoint,
    moment,
    selected,
    standing_at_any_time,
    standpoint_of,
)
from models.record.statements import asked, kept
from models.returns.expected import answered_for

_Day = date | BindParameter[date]
_NEAR: BindParameter[date] = bindparam("near")


def pressing(standing: Subquery, near: _Day, today: _Day) -> tuple[ColumnElement[bool], ...]:
    """The unfinished actions of a standing whose deadline lies before `near` and that nobody has answered: neither for
    a board that is to come, nor with a recovery date ahead for a Red.
    """
    columns = standing.c
    to_come = select(col(Meeting.id)).where(col(Meeting.on) >= today, col(Meeting.cancelled).is_(None))
    red = off_track(columns)
    return (
        columns.due < near,
        not_(rated(columns.activity, RatingClass.DONE)),
        not_(answered_for(columns.update_id, to_come)),
        not_(and_(red, columns.recovery_date.is_not(None), columns.recovery_date > today)),
    )


def pressing_actions(session: Session, plan_id: int, near: date, at: datetime, today: date) -> list[Standpoint]:
    """The actions of a plan that press at `at` (aware UTC), in the natural order of their refs."""
    rows = asked(session, _actions(plan_id), near=near, **moment(at, today))
    return [standpoint_of(row, today) for row in rows]


@kept
def _actions(plan_id: int) -> Select[Any]:
    standing = standing_at_any_time(plan_id, None)
    return selected(standing, Scope(), *pressing(standing, _NEAR, TODAY))


def pressing_deadlines(
    session: Session, plan_id: int, near: date, at: datetime, today: date
) -> Sequence[tuple[int | None, date]]:
    """The deadlines of a plan that press at `at` (aware UTC), each once for a post, or for none."""
    rows = asked(session, _deadlines(plan_id), near=near, **moment(at, today))
    return [(post_id, due) for post_id, due in rows]


@kept
def _deadlines(plan_id: int) -> Select[int | None, date]:
    standing = standing_at_any_time(plan_id, None)
    columns = standing.c
    return select(columns.owner_post_id, columns.due).distinct().where(*pressing(standing, _NEAR, TODAY))
