"""How a recovery date was kept: the dates that were given, board after board, until an action is back on track.

What a board was told stands in its snapshot. Those before an action was last on track at a board belong to another
recovery, and are left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, String, case, cast, func, literal, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from models.plan.rated import held_back
from models.plan.ratings import AT_RISK, OFF_TRACK
from models.position.snapshots import SnapshotRow, at_last_boards

BOARDS_FOLLOWED = 8
"""So many boards back a recovery is followed, as the rules look (`models.position.position.BOARDS_LOOKED_BACK`)."""


def told_at(action_id: ColumnElement[int] | Mapped[int], snapshot_ids: Sequence[int]) -> ScalarSelect[Any]:
    """For a query: what these snapshots say of an action's recovery, as text that `recovery_dates` reads; a statement
    of its own would be one more for every face that lists Reds.
    """
    row = aliased(SnapshotRow)
    recovers = case(
        (held_back(row), literal("recovering")),
        else_=literal("on track"),
    )
    on = func.coalesce(cast(col(row.recovery_date), String), literal(""))
    told = cast(col(row.snapshot_id), String).concat(literal("/")).concat(on).concat(literal("/")).concat(recovers)
    its = col(row.action_id) == action_id, col(row.snapshot_id).in_(snapshot_ids)
    return select(func.aggregate_strings(told, ",")).where(*its).scalar_subquery()


def recovery_dates(told: str | None, snapshot_ids: Sequence[int], now: date | None) -> tuple[date, ...]:
    """The recovery dates that were given one after the other, the last of them `now`, if there is one now.

    `told` is what `told_at` gave for these snapshots, which are the newest first.
    """
    at: dict[int, tuple[str, str]] = {}
    for each in filter(None, (told or "").split(",")):
        snapshot, on, how = each.split("/")
        at[int(snapshot)] = on, how
    rows = [at[each] for each in reversed(snapshot_ids) if each in at]
    return _followed([(date.fromisoformat(on) if on else None, how == "recovering") for on, how in rows], now)


def recovery_dates_of(session: Session, action_id: int, now: date | None) -> tuple[date, ...]:
    """The same of one action, from the last published boards."""
    of_it = col(SnapshotRow.recovery_date), col(SnapshotRow.activity), col(SnapshotRow.impact)
    rows = at_last_boards(session, action_id, BOARDS_FOLLOWED, *of_it)
    told = [(on, activity in (*AT_RISK, *OFF_TRACK) or impact in OFF_TRACK) for on, activity, impact in reversed(rows)]
    return _followed(told, now)


def _followed(boards: Sequence[tuple[date | None, bool]], now: date | None) -> tuple[date, ...]:
    """Of boards, the oldest first: the date that each was told, if any, and whether the action was recovering."""
    dates: list[date] = []
    for on, recovering in boards:
        if not recovering:
            dates = []
        elif on and on not in dates[-1:]:
            dates.append(on)
    if now and now not in dates[-1:]:
        dates.append(now)
    return tuple(dates)
