"""Updates: the dated answers about an action. They are only ever added; "now" is the latest one.

`record_update` is the one place that adds one; `latest_update` is the one place that says which counts at a moment.
What was taken back stays, and counts for nothing (`stands`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Index, ScalarSelect, UniqueConstraint, and_, case, func, literal
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Field, col, select

from models.plan.actions import Action
from models.plan.ratings import Rating
from models.record.columns import Numbered, Row, choice, json_column
from models.updates.answer import Said


class UpdateKind(StrEnum):
    """How an update came about. A `no change` repeats the ratings and is no real update (`domain.md` 4.1)."""

    UPDATE = "update"
    NO_CHANGE = "no change"
    IMPORTED = "imported"


class Update(Numbered, Said, table=True):  # type: ignore[misc]  # SQLModel takes the columns from a frozen class
    """One answer about one action, for one meeting: the fields of `Said`. Never edited: a correction is the next row.

    `by_person_id` typed it and `for_post_id` is the post it was given for; both None when an operator imported it.
    `recorded_with` is the first update that the same press or message recorded; None of that one itself.
    """

    __table_args__ = (Index("ix_update_latest", "action_id", "at", "id"),)

    action_id: int = Field(foreign_key="action.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int | None = Field(default=None, foreign_key="post.id")
    recorded_with: int | None = Field(default=None, foreign_key="update.id")
    kind: UpdateKind = Field(sa_type=choice(UpdateKind))
    activity: Rating = Field(sa_type=choice(Rating))
    impact: Rating = Field(sa_type=choice(Rating))


class Answered(StrEnum):
    """What was given for a meeting about an action, as positions count it: an update, or that nothing has changed."""

    UPDATE = "update"
    NO_CHANGE = "no change"


class TakenIn(Row, table=True):
    """An update that came after a meeting's freeze and was taken into its papers: it counts for `meeting_id`, and no
    longer for the meeting that it was given for.
    """

    __tablename__ = "taken_in"

    update_id: int = Field(foreign_key="update.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


class TakenBack(Row, table=True):
    """An update that was taken back before the freeze of its meeting: it stays in the record and counts for nothing."""

    __tablename__ = "taken_back"

    update_id: int = Field(foreign_key="update.id", primary_key=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


class Draft(Numbered, table=True):
    """What a person has typed about an action and not yet sent: it outlives a mistake, a closed form and a restart."""

    __table_args__ = (UniqueConstraint("person_id", "action_id"),)

    person_id: int = Field(foreign_key="person.id")
    action_id: int = Field(foreign_key="action.id")
    saved_at: datetime
    answers: dict[str, Any] = Field(sa_type=json_column())


def stands(update_id: Any) -> ColumnElement[bool]:
    """Whether an update has not been taken back, by the column with its id. Whatever reads updates asks for it."""
    # NOT IN and not NOT EXISTS: no planner makes a join of it, so that a walk down an index stays one.
    return col(update_id).not_in(select(TakenBack.update_id))


def answer_for(
    meeting_id: int | None, at: datetime | Mapped[datetime] | BindParameter[datetime]
) -> ColumnElement[Answered]:
    """What an update that counts for a meeting is as an answer for it: in a query of `Update`, by `at` (aware UTC).

    A "no change" that confirms an update for the same meeting makes it no less one.
    """
    said, taken = aliased(Update), aliased(TakenIn)
    real = (
        select(said.id)
        .outerjoin(taken, col(taken.update_id) == said.id)
        .where(
            col(said.action_id) == col(Update.action_id),
            col(said.at) <= at,
            col(said.kind) != UpdateKind.NO_CHANGE,
            stands(said.id),
            func.coalesce(taken.meeting_id, said.meeting_id) == meeting_id,
        )
        .correlate(Update)
    )
    no_change = col(Update.kind) == UpdateKind.NO_CHANGE
    if meeting_id is not None:
        no_change = and_(no_change, ~real.exists())
    kinds = choice(Answered)
    return case((no_change, literal(Answered.NO_CHANGE, kinds)), else_=literal(Answered.UPDATE, kinds))


def counts_for() -> ColumnElement[int | None]:
    """The id of the meeting that an update counts for: in a query of `Update`, which looks for what was taken in only
    where it is asked, and for which meeting only where something was: few are. A join would be made for every action,
    and keep SQLite from leaving out the answers themselves where a query needs none of them.
    """
    taken = select(TakenIn.meeting_id).where(TakenIn.update_id == Update.id).correlate(Update).scalar_subquery()
    late = col(Update.id).in_(select(TakenIn.update_id))
    return case((late, taken), else_=col(Update.meeting_id))


def latest_update(at: datetime | BindParameter[datetime]) -> ScalarSelect[int | None]:
    """The id of an action's latest update at `at`, as a subquery correlated with `Action`.

    A walk down the index from each action: the time grows with the actions shown, not with their history.
    """
    return (
        select(Update.id)
        .where(Update.action_id == Action.id, col(Update.at) <= at, stands(Update.id))
        .order_by(col(Update.at).desc(), col(Update.id).desc())
        .limit(1)
        .correlate(Action)
        .scalar_subquery()
    )
