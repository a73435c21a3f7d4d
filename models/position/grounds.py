"""What the rules of `domain.md` 4.1 know of an action besides what its owner declares, read for one or for many."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, ScalarSelect, Select, bindparam, case, func, literal, not_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.plan.actions import Action
from models.plan.course import PERIODS, values_from
from models.plan.evidence import is_evidenced
from models.plan.measures import Measure, Measured, values_given
from models.plan.rated import rated
from models.plan.ratings import Rating, RatingClass
from models.position.snapshots import Snapshot, SnapshotRow, published
from models.position.suggestions import Grounds
from models.record.statements import kept
from models.updates.updates import Update, UpdateKind, stands


def grounds_of(session: Session, organisation_id: int, action: Action, at: datetime, zone: ZoneInfo) -> Grounds:
    """The grounds of one action at `at` (aware UTC), with the last boards that have been published."""
    rows = session.execute(_of_one(organisation_id), {"action": action.id, "at": at})
    return next(grounds_from(zone, *told) for _, *told in rows)


@kept
def _of_one(organisation_id: int) -> Select[*tuple[Any, ...]]:
    at: Any = bindparam("at")
    return _grounds(organisation_id, select(bindparam("action", type_=Integer)), at, date.max)


def all_grounds(
    session: Session, organisation_id: int, of: Select[int], at: datetime, before: date, zone: ZoneInfo
) -> dict[int, Grounds]:
    """The grounds of the actions whose ids `of` selects, by id, at `at` (aware UTC); one query, however many.

    The boards that are looked back at are those before the day `before`.
    """
    rows = session.execute(_grounds(organisation_id, of, at, before))
    return {action_id: grounds_from(zone, *told) for action_id, *told in rows}


def _grounds(organisation_id: int, of: Select[int], at: datetime, before: date) -> Select[*tuple[Any, ...]]:
    blue = blue_since(of, at).subquery()
    return (
        select(
            col(Action.id),
            *(col(Action.approved_due), col(Action.due), Measure, values_given(until=at)),
            *(blue.c.since, blue.c.by_a_file, is_evidenced(at), *impact_at_boards(organisation_id, before)),
        )
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .outerjoin(blue, blue.c.action_id == col(Action.id))
        .where(col(Action.id).in_(of))
    )


def grounds_from(
    zone: ZoneInfo,
    due: date | None,
    original: date | None,
    measure: Measure | None,
    values: str | None,
    since: datetime | None,
    by_a_file: datetime | None,
    evidenced: bool,
    *impacts: Rating | None,
) -> Grounds:
    """The grounds from what is read of an action: its deadlines, its measure with its `values_given`, `blue_since`,
    `is_evidenced`, and `impact_at_boards`.
    """
    completed = since.astimezone(zone).date() if since and since != by_a_file else None
    before = tuple(each for each in impacts if each is not None)
    course = Measured(measure, measure.id, values_from(values)).judged if measure else None
    return Grounds(due, original, bool(measure and measure.agreed), before, completed, course, bool(evidenced))


def impact_at_boards(organisation_id: int, before: date) -> list[ScalarSelect[Rating]]:
    """The impact of an action at the last published boards before a day, the newest first; a column each."""
    boards = published(col(Snapshot.id), organisation_id=organisation_id, before=before).limit(1)
    return [
        select(col(SnapshotRow.impact))
        .where(
            col(SnapshotRow.action_id) == col(Action.id),
            col(SnapshotRow.snapshot_id) == boards.offset(back).scalar_subquery(),
        )
        .correlate(Action)
        .scalar_subquery()
        for back in range(PERIODS)
    ]


def blue_since(of: Select[int], at: datetime) -> Select[int, datetime, Any]:
    """Since when each action that is Blue on activity has been it (`since`), the same again where a file said so."""
    other = aliased(Update)
    ended = select(literal(1)).where(
        col(other.action_id) == col(Update.action_id),
        not_(rated(other.activity, RatingClass.DONE)),
        col(other.id) > col(Update.id),  # two may be of the same moment
        col(other.at) <= at,
        stands(other.id),
    )
    imported = case((col(Update.kind) == UpdateKind.IMPORTED, col(Update.at)))
    return (
        select(col(Update.action_id), func.min(col(Update.at)).label("since"), func.min(imported).label("by_a_file"))
        .where(
            col(Update.action_id).in_(of),
            rated(Update.activity, RatingClass.DONE),
            col(Update.at) <= at,
            stands(Update.id),
            ~ended.exists(),
        )
        .group_by(col(Update.action_id))
    )
