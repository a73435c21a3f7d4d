"""What is known of an action that somebody answers for: its last answer, their draft, and what the rules know of it.

One query: a form that is submitted waits for nothing else.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, select
from sqlmodel import Session, col

from models.boards.boards import Board, BoardKind, Meeting
from models.plan.actions import Action, Measure
from models.plan.ratings import Rating
from models.position.grounds import blue_since
from models.position.snapshots import Snapshot, SnapshotRow
from models.position.suggestions import PERIODS, Grounds
from models.updates.updates import Draft, Update, latest_update

_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """An action as whoever answers for it finds it. `grounds` are those of `last`, the answer that the next follows."""

    action: Action
    last: Update | None
    draft: Draft | None
    grounds: Grounds

    def grounds_with(self, answer: Update, zone: ZoneInfo) -> Grounds:
        """The grounds once another answer has been recorded; days are those of `zone`."""
        if answer.activity is not Rating.BLUE:
            return replace(self.grounds, completed_on=None)
        if self.last is not None and self.last.activity is Rating.BLUE:
            return self.grounds
        return replace(self.grounds, completed_on=answer.at.astimezone(zone).date())


def asked_about(
    session: Session, organisation_id: int, plan_id: int, ref: str, person_id: int, zone: ZoneInfo
) -> Asked | None:
    """The action with this ref, ended ones included, and what is known of it; None where the plan has none.

    The last answer is the last of all, whoever gave it and whenever it was asked for.
    """
    this = select(col(Action.id)).where(col(Action.plan_id) == plan_id, col(Action.ref) == ref)
    blue = blue_since(this, _EVER).subquery()
    row = session.execute(
        select(Action, Update, Draft, col(Measure.agreed), blue, *_impact_at_boards(organisation_id))
        .select_from(Action)
        .outerjoin(Update, col(Update.id) == latest_update(_EVER))
        .outerjoin(Draft, (col(Draft.action_id) == col(Action.id)) & (col(Draft.person_id) == person_id))
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .outerjoin(blue, blue.c.action_id == col(Action.id))
        .where(col(Action.plan_id) == plan_id, col(Action.ref) == ref)
    ).first()
    if row is None:
        return None
    action, last, draft, agreed, _, since, by_a_file, *impacts = row
    completed: date | None = since.astimezone(zone).date() if since and since != by_a_file else None
    before = tuple(impact for impact in impacts if impact is not None)
    grounds = Grounds(action.approved_due, action.due, bool(agreed), before, completed)
    return Asked(action, last, draft, grounds)


def _impact_at_boards(organisation_id: int) -> list[ScalarSelect[Rating]]:
    """The impact of an action at the last published boards, the newest first; a column each."""
    published = (
        select(col(Snapshot.id))
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            col(Board.organisation_id) == organisation_id,
            col(Board.kind) == BoardKind.IMPROVEMENT,
            col(Snapshot.published_at).is_not(None),
        )
        .order_by(col(Meeting.on).desc())
        .limit(1)
    )
    return [
        select(col(SnapshotRow.impact))
        .where(
            col(SnapshotRow.action_id) == col(Action.id),
            col(SnapshotRow.snapshot_id) == published.offset(back).scalar_subquery(),
        )
        .correlate(Action)
        .scalar_subquery()
        for back in range(PERIODS)
    ]
