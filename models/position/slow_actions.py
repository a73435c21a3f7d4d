"""Which actions are slow to progress, and by which rule (`domain.md` 4.1)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.actions import DateChange
from models.plan.ratings import AT_RISK, DONE, OFF_TRACK, Rating, RatingClass, scale
from models.position.counting import Scope, days_overdue, reports_to
from models.position.position import Position
from models.position.snapshots import Snapshot, SnapshotRow
from models.position.suggestions import OVERDUE_IS_RED
from models.record.statements import kept
from models.updates.updates import Answered, Update, UpdateKind

MEETINGS_RUNNING = 3
"""At so many meetings, the present one included, an action that is never better than Amber is slow."""

LAST, LOOKED_BACK = 1, 2
"""Of the meetings that expected an update of an action, counted back: without a real one at two it is slow."""


class Slow(NamedTuple):
    """An action that is slow to progress, and each rule that fired, in words."""

    ref: str
    title: str
    activity: Rating
    impact: Rating
    rules: tuple[str, ...]


class _HeldBack(NamedTuple):
    """Whether an action is, or was at a board, Amber on activity, and Red by either rating; None: not in the plan."""

    amber: bool | None
    red: bool | None


def slow_to_progress(session: Session, position: Position, scope: Scope) -> list[Slow]:
    """The actions not yet Blue on activity to which at least one rule applies, in the order of their refs.

    What happened after a freeze changes nothing.
    """
    boards = tuple(snapshot.id for snapshot, _ in position.earlier[: MEETINGS_RUNNING - 1])
    without = _without_real_update(session, position)
    due, today = position.due, position.reckoned_to
    found = []
    candidates = session.execute(_candidates(position.current, scope, boards), {"at": position.at})
    for action_id, ref, title, activity, impact, deadline, expected, answer, moved, *history in candidates:
        rules = []
        overdue = days_overdue(deadline, today)
        if overdue > OVERDUE_IS_RED:
            rules.append(f"{overdue} days overdue")
        now = _HeldBack(activity in AT_RISK, activity.is_off_track or impact.is_off_track)
        if any(now):
            rules += _held_back(now, [*map(_HeldBack, history[::2], history[1::2])])
        meetings = without.get(action_id, ())
        # The coming board is one of the two when its returns are due, or as soon as the action is answered.
        if expected and (due or answer is not None):
            silent = answer is not Answered.UPDATE and LAST in meetings
        else:
            silent = len(meetings) == LOOKED_BACK
        if silent:
            rules.append("no real update for 2 meetings")
        if moved >= 2:
            rules.append("its date has moved twice")
        if rules:
            found.append(Slow(ref, title, activity, impact, tuple(rules)))
    return found


def _held_back(now: _HeldBack, before: Sequence[_HeldBack]) -> list[str]:
    """The rules about an action that stays Amber or Red; `before` are the boards before, the last one first."""
    off_track, held_back = (
        scale().named(*classes) for classes in ([RatingClass.OFF_TRACK], [RatingClass.AT_RISK, RatingClass.OFF_TRACK])
    )
    rules = []
    if now.red and before and before[0].red:
        rules.append(f"{off_track} at 2 meetings running")
    if len(before) == MEETINGS_RUNNING - 1 and all(map(any, before)):
        if now.amber and all(each.amber for each in before):
            rules.append(f"{scale().named(RatingClass.AT_RISK)} at 3 meetings running")
        elif not rules:
            rules.append(f"{held_back} at 3 meetings running")
    return rules


@kept
def _candidates(current: Subquery, scope: Scope, boards: tuple[int, ...]) -> Select[Any]:
    """What the rules look at of each action that is not yet Blue: of a large plan it takes time to read a word more."""
    columns = current.c
    stands = (
        columns[name] for name in ("action_id", "ref", "title", "activity", "impact", "due", "expected", "answer")
    )
    times_moved = (
        select(func.count())
        .where(col(DateChange.action_id) == columns.action_id, col(DateChange.at) <= bindparam("at"))
        .scalar_subquery()
    )
    found = (
        select(*stands, times_moved)
        .where(*scope.conditions(current), columns.activity.not_in(DONE))
        .order_by(columns.ref_order)
    )
    for each in boards:
        row = aliased(SnapshotRow)
        same = and_(col(row.snapshot_id) == each, col(row.action_id) == columns.action_id)
        amber, red = (
            col(row.activity).in_(AT_RISK),
            or_(col(row.activity).in_(OFF_TRACK), col(row.impact).in_(OFF_TRACK)),
        )
        found = found.outerjoin(row, same).add_columns(amber, red)
    return found


def _without_real_update(session: Session, position: Position) -> dict[int, list[int]]:
    """At which of the last two boards before that expected an update of an action it got none, or "no change"."""
    found: dict[int, list[int]] = {}
    for action_id, back in session.execute(_without_before(tuple(snapshot.id for snapshot, _ in position.earlier))):
        found.setdefault(action_id, []).append(back)
    return found


@kept
def _without_before(boards: tuple[int, ...]) -> Select[int, int]:
    """At which of the last two boards before that expected an update of an action it got no real one; 1 is the last.

    A board of an earlier version did not record what it expected: there it is told by who reported, and by the update
    that its rating came from. An imported one knows of no updates, and is left out.
    """
    recorded = col(SnapshotRow.expected).is_not(None)
    reported = and_(col(Update.id).is_not(None), reports_to(col(SnapshotRow.board_id), col(Snapshot.meeting_id)))
    for_it = and_(col(Update.meeting_id) == col(Snapshot.meeting_id), col(Update.kind) != UpdateKind.NO_CHANGE)
    given = case((recorded, col(SnapshotRow.answer).is_not_distinct_from(Answered.UPDATE)), else_=for_it)
    newest_first = func.row_number().over(partition_by=col(SnapshotRow.action_id), order_by=col(Meeting.on).desc())
    expected = (
        select(col(SnapshotRow.action_id), given.label("given"), newest_first.label("back"))
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .outerjoin(Update, col(Update.id) == col(SnapshotRow.update_id))
        .where(col(Snapshot.id).in_(boards), case((recorded, col(SnapshotRow.expected)), else_=reported))
        .subquery("expected")
    )
    columns = expected.c
    return select(columns.action_id, columns.back).where(columns.back <= LOOKED_BACK, columns.given.is_not(True))
