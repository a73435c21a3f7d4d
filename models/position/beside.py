"""What stands beside a position: the boards before it, one that is frozen and not published yet, and whether the newest
version of the plan is a draft. One query, which every position asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.decisions.versions import PlanVersion
from models.plan.actions import Plan
from models.position.snapshots import Snapshot, of_the_improvement_board, published
from models.record.organisation import Organisation
from models.record.statements import kept


@dataclass(frozen=True)
class Beside:
    """The last published boards before a day, newest first; the day of the last one that met before it, if its figures
    are frozen and not published; and the newest version of the plan, if no board has adopted it.
    """

    earlier: Sequence[tuple[Snapshot, Meeting]]
    unpublished: date | None
    draft: str


def beside(session: Session, organisation_id: int, day: date, limit: int) -> Beside:
    """What stands beside a position for a board on a day; at most so many boards before it."""
    earlier, unpublished, draft = list[tuple[Snapshot, Meeting]](), None, ""
    for snapshot, meeting, last_on, is_published, version, decision_id in session.execute(
        _beside(organisation_id, day, limit)
    ):
        if snapshot is not None:
            earlier.append((snapshot, meeting))
        unpublished = None if is_published else last_on
        draft = version if version and decision_id is None else ""
    return Beside(earlier, unpublished, draft)


@kept
def _beside(organisation_id: int, day: date, limit: int) -> Select[Any]:
    before = published(
        col(Snapshot.id).label("snapshot_id"),
        col(Meeting.id).label("meeting_id"),
        organisation_id=organisation_id,
        before=day,
    )
    earlier = before.limit(limit).subquery("earlier")
    frozen = select(col(Snapshot.id)).where(col(Snapshot.meeting_id) == col(Meeting.id))
    last = (
        select(col(Meeting.on), frozen.where(col(Snapshot.published_at).is_not(None)).exists().label("is_published"))
        .where(of_the_improvement_board(organisation_id), frozen.exists(), col(Meeting.on) < day)
        .order_by(col(Meeting.on).desc())
        .limit(1)
        .subquery("last_frozen")
    )
    newest = (
        select(col(PlanVersion.name), col(PlanVersion.decision_id))
        .join(Plan, col(Plan.id) == col(PlanVersion.plan_id))
        .where(col(Plan.organisation_id) == organisation_id)
        .order_by(col(PlanVersion.id).desc())
        .limit(1)
        .subquery("newest_version")
    )
    return (
        select(Snapshot, Meeting, last.c.on, last.c.is_published, newest.c.name, newest.c.decision_id)
        .select_from(Organisation)
        .outerjoin(last, true())
        .outerjoin(newest, true())
        .outerjoin(earlier, true())
        .outerjoin(Snapshot, col(Snapshot.id) == earlier.c.snapshot_id)
        .outerjoin(Meeting, col(Meeting.id) == earlier.c.meeting_id)
        .where(col(Organisation.id) == organisation_id)
        .order_by(col(Meeting.on).desc())
    )
