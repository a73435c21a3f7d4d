"""What the rules of `domain.md` 4.1 know of an action besides what its owner declares, read for one or for many."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.plan.actions import Action, Measure
from models.plan.ratings import Rating
from models.position.snapshots import SnapshotRow, published_before
from models.position.suggestions import PERIODS, Grounds
from models.updates.updates import Update, UpdateKind, stands


def grounds_of(session: Session, organisation_id: int, action: Action, at: datetime, zone: ZoneInfo) -> Grounds:
    """The grounds of one action at `at` (aware UTC), with the last boards that have been published."""
    return all_grounds(session, organisation_id, select(literal(action.id)), at, date.max, zone)[action.id]


def all_grounds(
    session: Session, organisation_id: int, of: Select[int], at: datetime, before: date, zone: ZoneInfo
) -> dict[int, Grounds]:
    """The grounds of the actions whose ids `of` selects, by id, at `at` (aware UTC); four queries, however many.

    The boards that are looked back at are those before the day `before`.
    """
    rows = session.execute(
        select(col(Action.id), col(Action.approved_due), col(Action.due), col(Measure.agreed))
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .where(col(Action.id).in_(of))
    )
    found = {action_id: Grounds(due, original, bool(agreed)) for action_id, due, original, agreed in rows}
    boards = [snapshot.id for snapshot, _ in published_before(session, organisation_id, before, PERIODS)]
    shown = session.execute(
        select(col(SnapshotRow.action_id), col(SnapshotRow.snapshot_id), col(SnapshotRow.impact)).where(
            col(SnapshotRow.snapshot_id).in_(boards), col(SnapshotRow.action_id).in_(of)
        )
    )
    for action_id, _, impact in sorted(shown, key=lambda row: boards.index(row[1])):
        found[action_id] = replace(found[action_id], impact_before=(*found[action_id].impact_before, impact))
    for action_id, since, by_a_file in session.execute(blue_since(of, at)):
        if since != by_a_file:
            found[action_id] = replace(found[action_id], completed_on=since.astimezone(zone).date())
    return found


def blue_since(of: Select[int], at: datetime) -> Select[int, datetime, Any]:
    """Since when each action that is Blue on activity has been it, and the same again where a file said so."""
    other = aliased(Update)
    ended = select(literal(1)).where(
        col(other.action_id) == col(Update.action_id),
        col(other.activity) != Rating.BLUE,
        col(other.id) > col(Update.id),  # two may be of the same moment
        col(other.at) <= at,
        stands(other.id),
    )
    imported = case((col(Update.kind) == UpdateKind.IMPORTED, col(Update.at)))
    return (
        select(col(Update.action_id), func.min(col(Update.at)), func.min(imported))
        .where(
            col(Update.action_id).in_(of),
            col(Update.activity) == Rating.BLUE,
            col(Update.at) <= at,
            stands(Update.id),
            ~ended.exists(),
        )
        .group_by(col(Update.action_id))
    )
