"""Where a frozen figure comes from: the rows of a snapshot that it counts, with the update each rests on.

A figure has a name, the same in every pack: `on_track`, `activity.off_track`, `updates.missing`. What it counts is the
condition under which `counting` counts it.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, not_, true
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.boards.boards import Board
from models.people.people import Person, Post
from models.plan.rated import off_track, positive, rated
from models.plan.ratings import Rating, RatingClass
from models.position.snapshots import SnapshotRow
from models.updates.updates import Answered, Update

_ACTIVITY, _IMPACT = col(SnapshotRow.activity), col(SnapshotRow.impact)
_EXPECTED, _ANSWER = col(SnapshotRow.expected).is_(True), col(SnapshotRow.answer)
_NAMED: dict[str, ColumnElement[bool]] = {
    "total": true(),
    "on_track": positive(_ACTIVITY),
    "off_track": off_track(SnapshotRow),
    "gap": and_(rated(_ACTIVITY, RatingClass.DONE), not_(positive(_IMPACT))),
    "updates.expected": _EXPECTED,
    "updates.received": and_(_EXPECTED, _ANSWER == Answered.UPDATE),
    "updates.no_change": and_(_EXPECTED, _ANSWER == Answered.NO_CHANGE),
    "updates.missing": and_(_EXPECTED, _ANSWER.is_(None)),
    "carried": and_(positive(_ACTIVITY), _ANSWER.is_(None)),
}


class Source(NamedTuple):
    """A row that a figure counts, with its update, by whom and for which post that was given, whose the action was, and
    its board's name; what there is not is None.
    """

    row: SnapshotRow
    update: Update | None
    given_by: str | None
    given_for: str | None
    owner: str | None
    board: str | None


def counted_by(name: str) -> ColumnElement[bool] | None:
    """The rows that a figure counts, as a condition; None where there is no figure of that name."""
    by, _, rating = name.partition(".")
    if by in ("activity", "impact") and rating in set(Rating):
        return (_ACTIVITY if by == "activity" else _IMPACT) == Rating(rating)
    return _NAMED.get(name)


def with_refs(refs: Collection[str]) -> ColumnElement[bool]:
    """The rows of actions that are listed by their refs."""
    return col(SnapshotRow.ref).in_(refs)


def sources(
    session: Session, snapshot_id: int, counted: ColumnElement[bool], most: int, after: int = 0
) -> tuple[int, list[Source]]:
    """How many rows of a snapshot are counted, and at most so many of them, `after` so many, in the natural order of
    refs. Two queries.
    """
    its = (col(SnapshotRow.snapshot_id) == snapshot_id, counted)
    giver, asked = aliased(Post), aliased(Post)
    rows = session.execute(
        columns(SnapshotRow, Update, Person.name, giver.title, asked.title, Board.name)  # type: ignore[call-overload]
        .outerjoin(Update, col(Update.id) == col(SnapshotRow.update_id))
        .outerjoin(Person, col(Person.id) == col(Update.by_person_id))
        .outerjoin(giver, giver.id == col(Update.for_post_id))
        .outerjoin(asked, asked.id == col(SnapshotRow.owner_post_id))
        .outerjoin(Board, col(Board.id) == col(SnapshotRow.board_id))
        .where(*its)
        .order_by(col(SnapshotRow.ref_order))
        .limit(most)
        .offset(after)
    )
    many = session.execute(columns(func.count()).select_from(SnapshotRow).where(*its)).scalar_one()
    return many, [Source(*row) for row in rows]
