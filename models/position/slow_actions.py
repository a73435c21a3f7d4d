"""Which actions are slow to progress, and by which rule (`domain.md` 4.1)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, Subquery, and_, case, func, or_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.plan.actions import DateChange
from models.plan.ratings import Rating
from models.position.counting import Scope, Standpoint, reports_to, standpoints
from models.position.position import Position
from models.position.snapshots import Snapshot, SnapshotRow
from models.position.suggestions import OVERDUE_IS_RED
from models.updates.updates import Answered, Update, UpdateKind

MEETINGS_RUNNING = 3
"""At so many meetings, the present one included, an action that is never better than Amber is slow."""

RED_AGAIN = "Red at 2 meetings running"


@dataclass(frozen=True)
class Slow:
    """An action that is slow to progress, and each rule that fired, in words."""

    standpoint: Standpoint
    rules: tuple[str, ...]


def slow_to_progress(
    session: Session, position: Position, scope: Scope, actions: Iterable[Standpoint] | None = None
) -> list[Slow]:
    """The actions not yet Blue on activity to which at least one rule applies, in the order of their refs.

    What happened after a freeze changes nothing. `actions` are those of the scope, if they have been read.
    """
    current = position.current
    if actions is None:
        actions = standpoints(session, current, scope, position.reckoned_to, current.c.activity != Rating.BLUE)
    candidates = [each for each in actions if each.activity is not Rating.BLUE]
    before = _held_back(session, [snapshot for snapshot, _ in position.earlier[: MEETINGS_RUNNING - 1]])
    silent = _without_real_update(session, position, candidates)
    moved = _moved_twice(session, current, position.at)
    found = []
    for each in candidates:
        history = [held_back.get(each.action_id) for held_back in before]
        rules = _rules(each, history)
        if each.action_id in silent:
            rules.append("no real update for 2 meetings")
        if each.action_id in moved:
            rules.append("its date has moved twice")
        if rules:
            found.append(Slow(each, tuple(rules)))
    return found


class _HeldBack(NamedTuple):
    """How an action stood that was no better than Amber: Amber on activity, Red by either rating, or both."""

    amber: bool
    red: bool


def _held_back(session: Session, snapshots: Sequence[Snapshot]) -> list[dict[int, _HeldBack]]:
    """Of each board before, the actions that were Amber on activity, or Red by either rating: no other is asked for.

    Read without all that a `Standpoint` says, which in a large plan takes most of the time.
    """
    row = SnapshotRow
    found: dict[int, dict[int, _HeldBack]] = {each.id: {} for each in snapshots}
    rated = select(col(row.snapshot_id), col(row.action_id), col(row.activity), col(row.impact)).where(
        col(row.snapshot_id).in_(found),
        or_(col(row.activity).in_((Rating.AMBER, Rating.RED)), col(row.impact) == Rating.RED),
    )
    for snapshot_id, action_id, activity, impact in session.execute(rated):
        found[snapshot_id][action_id] = _HeldBack(activity is Rating.AMBER, Rating.RED in (activity, impact))
    return list(found.values())


def _rules(now: Standpoint, history: Sequence[_HeldBack | None]) -> list[str]:
    rules = []
    if now.days_overdue > OVERDUE_IS_RED:
        rules.append(f"{now.days_overdue} days overdue")
    if now.red_by and history and history[0] and history[0].red:
        rules.append(RED_AGAIN)
    is_amber = now.activity is Rating.AMBER
    earlier = [each for each in history if each]
    if len(earlier) == MEETINGS_RUNNING - 1 and (is_amber or now.red_by):
        if is_amber and all(each.amber for each in earlier):
            rules.append("Amber at 3 meetings running")
        elif RED_AGAIN not in rules:
            rules.append("Amber or Red at 3 meetings running")
    return rules


def _without_real_update(session: Session, position: Position, actions: Collection[Standpoint]) -> set[int]:
    """Of these actions those of which the last two meetings that expected an update of each got none, or "no change".

    The coming meeting is one of them when its returns are due, or as soon as the action is answered.
    """
    real: dict[int, list[bool]] = {each.action_id: [] for each in actions}
    for each in actions:
        if each.expected and (position.due or each.answer is not None):
            real[each.action_id].append(each.answer is Answered.UPDATE)
    for action_id, was_real in session.execute(_answers_before(position)):
        if action_id in real:
            real[action_id].append(was_real)
    return {action_id for action_id, answers in real.items() if len(answers) >= 2 and not any(answers[:2])}


def _answers_before(position: Position) -> Select[int, bool]:
    """Of every action whether it got a real update, at the last two boards before that expected one, the newest first.

    A board of an earlier version did not record what it expected: there it is told by who reported, and by the update
    that its rating came from. An imported one knows of no updates, and is left out.
    """
    boards = [snapshot.id for snapshot, _ in position.earlier]
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
    return select(columns.action_id, columns.given).where(columns.back <= 2).order_by(columns.action_id, columns.back)


def _moved_twice(session: Session, current: Subquery, at: datetime) -> set[int]:
    rows = session.execute(
        select(col(DateChange.action_id))
        .where(col(DateChange.action_id).in_(select(current.c.action_id)), col(DateChange.at) <= at)
        .group_by(col(DateChange.action_id))
        .having(func.count() >= 2)
    )
    return set(rows.scalars())
