"""Answers that came after a freeze: which there are, and taking them by name into the figures that they missed.

A snapshot is never changed: taking answers in makes its next version. Called when a pack is compiled.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, insert, literal, or_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.people.people import Person
from models.plan.actions import Action
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.events import Actor, Change, record_many
from models.record.timeouts import take_time
from models.updates.answer import IN_POSITION
from models.updates.updates import TakenIn, Update, answer_for, latest_update, stands

_KEPT = tuple(
    name for name in SnapshotRow.model_fields if name not in ("id", "snapshot_id", "update_id", "answer", *IN_POSITION)
)


@dataclass(frozen=True)
class LateAnswer:
    """An answer that came after the freeze of a meeting in whose papers it could still stand.

    `by` is the name of who gave it, None for an import.
    """

    ref: str
    title: str
    update: Update
    by: str | None


def late_answers(session: Session, snapshot: Snapshot, now: datetime) -> Sequence[LateAnswer]:
    """The late answers that a snapshot lacks, of each action the latest, in the order of refs; `now` is aware UTC.

    One whose own meeting has been frozen since counts there, and is not among them. One whose ratings stand in the
    snapshot is: it was given for a later meeting while this one was cancelled.
    """
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    rows = session.execute(
        select(col(SnapshotRow.ref), col(SnapshotRow.title), Update, col(Person.name))
        .select_from(SnapshotRow)
        .join(Action, col(Action.id) == col(SnapshotRow.action_id))
        .join(Update, col(Update.id) == latest_update(now))
        .outerjoin(TakenIn, col(TakenIn.update_id) == col(Update.id))
        .outerjoin(Person, col(Person.id) == col(Update.by_person_id))
        .where(
            col(SnapshotRow.snapshot_id) == snapshot.id,
            *_came_late(snapshot, meeting),
        )
        .order_by(col(SnapshotRow.ref_order))
    )
    return [LateAnswer(*row) for row in rows]


def next_version(
    session: Session, actor: Actor, meeting: Meeting, snapshot: Snapshot, late: Collection[LateAnswer] = ()
) -> Snapshot:
    """The next version of a meeting's snapshot: the one before with these late answers in it, and nothing else moved.

    Each counts for this meeting from now on, and no longer for the one that it was given for.
    """
    take_time(session.connection())
    taken = [each.update.id for each in late]
    for update_id in _with_those_before(session, meeting, snapshot, late):
        session.add(TakenIn(update_id=update_id, meeting_id=meeting.id, at=actor.at, by_person_id=actor.person_id))
    version = Snapshot(
        meeting_id=meeting.id, version=snapshot.version + 1, frozen_at=snapshot.frozen_at, scale=snapshot.scale
    )
    session.add(version)
    session.flush()
    as_before = col(Update.id).is_(None)
    columns = {
        **{name: getattr(SnapshotRow, name) for name in _KEPT},
        **{name: case((as_before, getattr(SnapshotRow, name)), else_=getattr(Update, name)) for name in IN_POSITION},
        "update_id": func.coalesce(col(Update.id), col(SnapshotRow.update_id)),
        "answer": case((as_before, col(SnapshotRow.answer)), else_=answer_for(meeting.id, col(Update.at))),
        "snapshot_id": literal(version.id),
    }
    rows = (
        select(*columns.values())
        .select_from(SnapshotRow)
        .outerjoin(Update, and_(col(Update.action_id) == col(SnapshotRow.action_id), col(Update.id).in_(taken)))
        .where(col(SnapshotRow.snapshot_id) == snapshot.id)
    )
    session.execute(insert(SnapshotRow).from_select(list(columns), rows))
    changes = [
        Change(
            "update.taken_in",
            f"action {each.ref}",
            {"meeting": each.update.meeting_id},
            {"meeting": meeting.id, "update": each.update.id},
        )
        for each in late
    ]
    changes.append(Change("snapshot.frozen", f"meeting {meeting.on.isoformat()}", None, {"version": version.version}))
    record_many(session, actor, changes)
    return version


def _came_late(snapshot: Snapshot, meeting: Meeting) -> tuple[ColumnElement[bool], ...]:
    """What makes an update late for a snapshot of `meeting`; `TakenIn` is to be joined from outside."""
    later = select(col(Meeting.id)).where(col(Meeting.board_id) == meeting.board_id, col(Meeting.on) > meeting.on)
    after_the_freeze = col(Update.at) > snapshot.frozen_at
    counted = select(col(Snapshot.id)).where(col(Snapshot.meeting_id) == col(Update.meeting_id))
    return (
        or_(col(Update.meeting_id).in_(later), and_(col(Update.meeting_id).is_(None), after_the_freeze)),
        col(TakenIn.update_id).is_(None),
        ~counted.exists(),
        stands(Update.id),
    )


def _with_those_before(
    session: Session, meeting: Meeting, snapshot: Snapshot, late: Collection[LateAnswer]
) -> Sequence[int]:
    """The ids of these late answers and of the earlier ones of the same actions that they follow or confirm."""
    found = session.execute(
        select(col(Update.id))
        .outerjoin(TakenIn, col(TakenIn.update_id) == col(Update.id))
        .where(*_came_late(snapshot, meeting), col(Update.action_id).in_([each.update.action_id for each in late]))
        .order_by(col(Update.id))
    )
    return found.scalars().all()
