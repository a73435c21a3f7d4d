"""The trend: how many actions had each rating at each of the last boards, and now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlmodel import Session, col

from models.boards.boards import Board, BoardKind, Meeting
from models.plan.ratings import Rating
from models.position.counting import Breakdown, Count, Scope
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.statements import kept

POINTS = 8
"""How many meetings the trend shows, the current one included."""


@dataclass(frozen=True)
class TrendPoint:
    """How many actions had each rating at one meeting, with their shares."""

    meeting: date
    activity: Mapping[Rating, Count]
    impact: Mapping[Rating, Count]
    total: int


def trend(
    session: Session, organisation_id: int, current: Breakdown, scope: Scope, on: date, limit: int = POINTS
) -> list[TrendPoint]:
    """The last published boards before `on` and then `current` as the point of `on`, oldest first; at most `limit`.

    Two queries; they read the snapshots that are shown and no older ones.
    """
    meetings = {found.id: found.on for found in session.execute(_published(organisation_id, on, limit - 1))}
    rows = session.execute(_by_ratings(tuple(meetings), scope))
    counts: dict[int, tuple[dict[Rating, int], dict[Rating, int]]] = {
        snapshot_id: (dict.fromkeys(Rating, 0), dict.fromkeys(Rating, 0)) for snapshot_id in meetings
    }
    for snapshot_id, activity, impact, count in rows:
        counts[snapshot_id][0][activity] += count
        counts[snapshot_id][1][impact] += count
    points = [_point(day, *counts[snapshot_id]) for snapshot_id, day in reversed(meetings.items())]
    return [*points, TrendPoint(on, current.activity, current.impact, current.total)]


@kept
def _published(organisation_id: int, before: date, most: int) -> Select[int, date]:
    return (
        select(col(Snapshot.id), col(Meeting.on))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .join(Board, col(Board.id) == col(Meeting.board_id))
        .where(
            col(Board.organisation_id) == organisation_id,
            col(Board.kind) == BoardKind.IMPROVEMENT,
            col(Meeting.on) < before,
            col(Snapshot.published_at).is_not(None),
        )
        .order_by(col(Meeting.on).desc())
        .limit(most)
    )


@kept
def _by_ratings(snapshot_ids: tuple[int, ...], scope: Scope) -> Select[Any]:
    rows: Table = SnapshotRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return (
        select(rows.c.snapshot_id, rows.c.activity, rows.c.impact, func.count())
        .where(rows.c.snapshot_id.in_(snapshot_ids), *scope.conditions(rows))
        .group_by(rows.c.snapshot_id, rows.c.activity, rows.c.impact)
    )


def _point(on: date, activity: Mapping[Rating, int], impact: Mapping[Rating, int]) -> TrendPoint:
    total = sum(activity.values())
    return TrendPoint(
        on,
        {rating: Count.of(count, total) for rating, count in activity.items()},
        {rating: Count.of(count, total) for rating, count in impact.items()},
        total,
    )
