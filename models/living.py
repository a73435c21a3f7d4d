"""The living position: which meeting is coming, what stands now and what stood at the last published board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Subquery
from sqlmodel import Session

from models.boards import Meeting, coming_meeting
from models.plan import Plan
from models.position import frozen, live
from models.snapshots import Snapshot, published_before, snapshot_of

BOARDS_LOOKED_BACK = 2
"""How many earlier boards the rules look at; older ones are never read."""


@dataclass(frozen=True)
class Position:
    """What `/brag` is about. `meeting` None: no calendar yet. `earlier` are published snapshots, newest first."""

    meeting: Meeting | None
    snapshot: Snapshot | None
    current: Subquery
    earlier: Sequence[tuple[Snapshot, Meeting]]

    @property
    def frozen(self) -> bool:
        """Whether the current figures are a frozen snapshot's and no longer move."""
        return self.snapshot is not None

    @property
    def previous(self) -> tuple[Subquery, Meeting] | None:
        """How things stood at the last published board, and which one it was."""
        if not self.earlier:
            return None
        snapshot, meeting = self.earlier[0]
        assert snapshot.id is not None
        return frozen(snapshot.id), meeting


def position(session: Session, plan: Plan, now: datetime, today: date) -> Position:
    """The position of a plan at `now` (aware UTC) for the next meeting on or after `today` (local)."""
    assert plan.id is not None
    meeting = coming_meeting(session, plan.organisation_id, today)
    snapshot = snapshot_of(session, meeting.id) if meeting and meeting.id else None
    current = frozen(snapshot.id) if snapshot and snapshot.id else live(plan.id, now, today)
    before = meeting.on if meeting else date.max
    earlier = published_before(session, plan.organisation_id, before, BOARDS_LOOKED_BACK)
    return Position(meeting, snapshot, current, earlier)
