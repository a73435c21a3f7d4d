"""Which actions are slow to progress, and by which rule (`domain.md` 4.1).

The database applies the rules, so that of a large plan only what is slow is read; the words for them are put here.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, case, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.actions import DateChange
from models.plan.rated import held_back, off_track, rated
from models.plan.ratings import Rating, RatingClass, scale
from models.position.counting import Scope, days_overdue, reports_to
from models.position.position import Position
from models.position.snapshots import Snapshot, SnapshotRow
from models.position.suggestions import OVERDUE_IS_RED
from models.record.statements import asked, kept
from models.updates.updates import Answered, Update, UpdateKind

OFF_TRACK_RUNNING, MEETINGS_RUNNING = 2, 3
"""At so many meetings, the present one included, an action that is off track, or never better than at risk, is slow."""

LAST, LOOKED_BACK = 1, 2
"""Of the meetings that expected an update of an action, counted back: without a real one at two it is slow."""


class Slow(NamedTuple):
    """An action that is slow to progress, and each rule that fired, in words."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    rules: tuple[str, ...]


def slow_to_progress(session: Session, position: Position, scope: Scope) -> list[Slow]:
    """The actions not yet Blue on activity to which at least one rule applies, in the order of their refs.

    What happened after a freeze changes nothing.
    """
    boards = tuple(snapshot.id for snapshot, _ in position.earlier)
    today = position.reckoned_to
    at_risk, is_off_track = scale().named(RatingClass.AT_RISK), scale().named(RatingClass.OFF_TRACK)
    either = scale().named(RatingClass.AT_RISK, RatingClass.OFF_TRACK)
    rows = asked(
        session,
        _slow(position.current, scope, boards, position.due),
        at=position.at,
        long_ago=today - timedelta(days=OVERDUE_IS_RED),
    )
    found = []
    # In order here: asked for an order, SQLite walks a plan by its refs, not as its actions and their updates lie.
    for _, ref, title, activity, impact, due, off_track_at_two, at_three, at_risk_at_three, silent, moved in sorted(
        rows
    ):
        rules = []
        overdue = days_overdue(due, today)
        if overdue > OVERDUE_IS_RED:
            rules.append(f"{overdue} days overdue")
        if off_track_at_two:
            rules.append(f"{is_off_track} at 2 meetings running")
        if at_risk_at_three:
            rules.append(f"{at_risk} at 3 meetings running")
        elif at_three and not off_track_at_two:
            rules.append(f"{either} at 3 meetings running")
        if silent:
            rules.append("no real update for 2 meetings")
        if moved:
            rules.append("its date has moved twice")
        found.append(Slow(ref, title, activity, impact, tuple(rules)))
    return found


@kept
def _slow(current: Subquery, scope: Scope, boards: tuple[int, ...], due: bool) -> Select[Any]:
    """The slow actions of a standing, and which rules apply to each; `boards` are the snapshots before, newest first.

    `due` is whether the coming board's returns are. Of a large plan it takes time to read a word more than is shown.
    """
    now = current.c
    missed = without_real_update(boards).subquery("missed")
    actions = current.outerjoin(missed, missed.c.action_id == now.action_id)
    stood: list[Any] = [now]
    for each in boards[: MEETINGS_RUNNING - 1]:
        was = aliased(SnapshotRow)
        # Only of what is held back since then: to look an action up at a board takes longer than all else.
        same = and_(col(was.snapshot_id) == each, col(was.action_id) == now.action_id, held_back(stood[-1]))
        actions = actions.outerjoin(was, same)
        stood.append(was)
    off_track_at_two, at_three, at_risk_at_three = (
        _running(OFF_TRACK_RUNNING, stood, off_track),
        held_back(stood[-1]) if len(stood) == MEETINGS_RUNNING else false(),  # it is there only of what was so before
        _running(MEETINGS_RUNNING, stood, lambda of: rated(of.activity, RatingClass.AT_RISK)),
    )
    silent = is_silent(now, missed, due)
    changes = select(col(DateChange.action_id)).where(col(DateChange.at) <= bindparam("at"))
    moved = now.action_id.in_(changes.group_by(col(DateChange.action_id)).having(func.count() >= 2))
    rules = off_track_at_two, at_three, at_risk_at_three, silent, moved
    return (
        select(now.ref_order, now.ref, now.title, now.activity, now.impact, now.due, *rules)
        .select_from(actions)
        .where(
            *scope.conditions(current),
            not_(rated(now.activity, RatingClass.DONE)),
            or_(now.due < bindparam("long_ago"), off_track_at_two, at_three, silent, moved),
        )
    )


def _running(meetings: int, stood: Sequence[Any], how: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether it was so at so many meetings running, the present one first; never before there were as many."""
    return and_(*map(how, reversed(stood[:meetings]))) if len(stood) >= meetings else false()


def is_silent(now: Any, missed: Subquery, due: bool) -> ColumnElement[bool]:
    """Whether an action got no real update at the last two boards that expected one; `missed` is `without_real_update`,
    joined from outside, and `due` whether the coming board's returns are.

    The coming board is one of the two when its returns are due, or as soon as the action is answered.
    """
    counts = and_(now.expected, true() if due else now.answer.is_not(None))
    silent_at_last = and_(now.answer.is_distinct_from(Answered.UPDATE), missed.c.last == LAST)
    return case((counts, silent_at_last), else_=missed.c.times == LOOKED_BACK)


def without_real_update(boards: tuple[int, ...], *which: ColumnElement[bool]) -> Select[Any]:
    """Of each action the last two boards before that expected an update of it: at how many of them (`times`) it got no
    real one, and at which `last`; 1 is the last. `which` are conditions on the rows of snapshots that are looked at.

    A board of an earlier version did not record what it expected: there it is told by who reported, and by the update
    that its rating came from. An imported one knows of no updates, and is left out.
    """
    recorded = col(SnapshotRow.expected).is_not(None)
    reported = and_(
        col(SnapshotRow.expected).is_(None),
        col(SnapshotRow.update_id).is_not(None),
        reports_to(col(SnapshotRow.board_id), col(Snapshot.meeting_id)),
    )
    for_it = and_(col(Update.meeting_id) == col(Snapshot.meeting_id), col(Update.kind) != UpdateKind.NO_CHANGE)
    given = case((recorded, col(SnapshotRow.answer).is_not_distinct_from(Answered.UPDATE)), else_=for_it)
    newest_first = func.row_number().over(partition_by=col(SnapshotRow.action_id), order_by=col(Meeting.on).desc())
    expected = (
        select(col(SnapshotRow.action_id), given.label("given"), newest_first.label("back"))
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .outerjoin(Update, col(Update.id) == col(SnapshotRow.update_id))
        .where(
            *(col(Snapshot.id).in_(boards), or_(recorded, col(SnapshotRow.update_id).is_not(None))),
            *(or_(col(SnapshotRow.expected).is_(True), reported), *which),
        )
        .subquery("expected")
    )
    columns = expected.c
    return (
        select(columns.action_id, func.count().label("times"), func.min(columns.back).label("last"))
        .where(columns.back <= LOOKED_BACK, columns.given.is_not(True))
        .group_by(columns.action_id)
    )
