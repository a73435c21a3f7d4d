"""Packs whose figures are taken over by reports to bodies, and the packs of those reports."""

from collections.abc import Collection

from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, select

from models.boards.boards import Meeting
from models.packs.packs import DraftsOf, Pack, PackState, seen, stands
from models.position.snapshots import Snapshot


def newest_of_meetings(
    session: Session, meeting_ids: Collection[int], drafts_of: DraftsOf = None
) -> dict[int, tuple[Pack, Snapshot]]:
    """The newest pack that somebody sees of each of these meetings that has one, with its snapshot, by the meeting;
    supplements are none. One query.
    """
    rows = session.exec(
        select(Pack, Snapshot)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(col(Snapshot.meeting_id).in_(meeting_ids), seen(drafts_of), col(Pack.supplement) == 0)
        .order_by(col(Snapshot.version), col(Pack.id))
    )
    return {snapshot.meeting_id: (pack, snapshot) for pack, snapshot in rows}


def to_take_over(session: Session, meeting_id: int) -> tuple[Pack, Snapshot] | None:
    """The pack of a meeting whose figures a report takes over: the newest that is published, else the newest draft with
    its files.
    """
    found = session.exec(
        select(Pack, Snapshot)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .where(
            Snapshot.meeting_id == meeting_id,
            col(Pack.state).in_((PackState.READY, PackState.PUBLISHED)),
            stands(),
            col(Pack.supplement) == 0,
        )
        .order_by((col(Pack.state) == PackState.PUBLISHED).desc(), col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None


def reports_from(session: Session, meeting_id: int) -> list[tuple[Pack, Meeting]]:
    """The newest pack of each report to a body with the figures of a meeting, and the body’s meeting; one query."""
    its = aliased(Snapshot)
    rows = session.exec(
        select(Pack, Meeting)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(its, col(its.id) == Snapshot.of_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .where(its.meeting_id == meeting_id, stands(), col(Pack.supplement) == 0)
        .order_by(col(Meeting.on), col(Snapshot.version), col(Pack.id))
    )
    newest = {meeting.id: (pack, meeting) for pack, meeting in rows}
    return list(newest.values())
