"""Freezing: copying the position of a moment into the snapshot of a meeting."""

from datetime import date, datetime

from sqlalchemy import insert, literal, select
from sqlmodel import Session

from models.boards import Meeting
from models.events import Actor, Change, record
from models.position import live
from models.snapshots import Snapshot, SnapshotRow

_COPIED = (
    "action_id",
    "update_id",
    "ref",
    "title",
    "area_number",
    "number",
    "board_id",
    "owner_post_id",
    "due",
    "activity",
    "impact",
    "commentary",
    "recovery_date",
    "help_needed",
)


def freeze(session: Session, actor: Actor, plan_id: int, meeting: Meeting, at: datetime, today: date) -> Snapshot:
    """Freeze how every action stands at `at` for `meeting`; updates from now on count for the next one.

    The database refuses a second snapshot of the same meeting.
    """
    assert meeting.id is not None
    snapshot = Snapshot(meeting_id=meeting.id, frozen_at=at)
    session.add(snapshot)
    session.flush()
    standing = live(plan_id, at, today)
    rows = select(*(standing.c[name] for name in _COPIED), literal(snapshot.id))
    session.execute(insert(SnapshotRow).from_select([*_COPIED, "snapshot_id"], rows))
    record(session, actor, Change("snapshot.frozen", f"meeting {meeting.on.isoformat()}"))
    return snapshot


def publish(session: Session, actor: Actor, snapshot: Snapshot, meeting: Meeting, at: datetime) -> None:
    """Publish a snapshot: from now on it is what "previous" means."""
    snapshot.published_at = at
    session.add(snapshot)
    record(session, actor, Change("snapshot.published", f"meeting {meeting.on.isoformat()}"))
