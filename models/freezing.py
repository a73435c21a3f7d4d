"""Freezing: copying the position of a moment into the snapshot of a meeting."""

from datetime import date, datetime

from sqlalchemy import insert, literal, select
from sqlmodel import Session

from models.boards import Meeting
from models.events import Actor, Change, record, take_turn
from models.patience import take_time
from models.position import live
from models.snapshots import Snapshot, SnapshotRow, snapshot_of

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
    """Freeze how every action stands at `at` (aware UTC) for `meeting`; updates from now on count for the next one.

    Frozen again, the meeting has another version; the versions before stay as they were. Once one is published there is
    no other: ValueError.
    """
    assert meeting.id is not None
    take_turn(session, actor)
    take_time(session.connection())
    before = snapshot_of(session, meeting.id)
    if before and before.published_at:
        raise ValueError(f"The position of {meeting.on.isoformat()} has been published.")
    snapshot = Snapshot(meeting_id=meeting.id, version=before.version + 1 if before else 1, frozen_at=at)
    session.add(snapshot)
    session.flush()
    standing = live(plan_id, at, today)
    rows = select(*(standing.c[name] for name in _COPIED), literal(snapshot.id))
    session.execute(insert(SnapshotRow).from_select([*_COPIED, "snapshot_id"], rows))
    change = Change("snapshot.frozen", f"meeting {meeting.on.isoformat()}", None, {"version": snapshot.version})
    record(session, actor, change)
    return snapshot


def publish(session: Session, actor: Actor, snapshot: Snapshot, meeting: Meeting, at: datetime) -> None:
    """Publish a snapshot: from now on it is what "previous" means."""
    snapshot.published_at = at
    session.add(snapshot)
    change = Change("snapshot.published", f"meeting {meeting.on.isoformat()}", None, {"version": snapshot.version})
    record(session, actor, change)
