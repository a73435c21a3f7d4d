"""Updates: the dated answers about an action. They are only ever added; "now" is the latest one.

`record` is the one place that adds one; `latest_update` is the one place that says which counts at a moment.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, ScalarSelect, UniqueConstraint, func
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Field, SQLModel, col, select

from models.columns import choice, json_column
from models.plan import Action
from models.ratings import Rating


class UpdateKind(StrEnum):
    """How an update came about. A `no change` repeats the ratings and is no real update (`domain.md` 4.1)."""

    UPDATE = "update"
    NO_CHANGE = "no change"
    IMPORTED = "imported"


class Update(SQLModel, table=True):
    """One answer about one action, for one meeting. Never edited: a correction is the next row.

    `by_person_id` typed it and `for_post_id` is the post it was given for; both None when an operator imported it.
    """

    __table_args__ = (Index("ix_update_latest", "action_id", "at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int | None = Field(default=None, foreign_key="post.id")
    kind: UpdateKind = Field(sa_type=choice(UpdateKind))
    activity: Rating = Field(sa_type=choice(Rating))
    impact: Rating = Field(sa_type=choice(Rating))
    commentary: str | None = None
    difference: str | None = None
    evidence: str | None = None
    forecast: date | None = None
    help_needed: str | None = None
    cause: str | None = None
    corrective_action: str | None = None
    recovery_date: date | None = None


class Answered(StrEnum):
    """What was given for a meeting about an action, as positions count it: an update, or that nothing has changed."""

    UPDATE = "update"
    NO_CHANGE = "no change"


class TakenIn(SQLModel, table=True):
    """An update that came after a meeting's freeze and was taken into its papers: it counts for `meeting_id`, and no
    longer for the meeting that it was given for.
    """

    __tablename__ = "taken_in"

    update_id: int = Field(foreign_key="update.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


class Draft(SQLModel, table=True):
    """What a person has typed about an action and not yet sent: it outlives a mistake, a closed form and a restart."""

    __table_args__ = (UniqueConstraint("person_id", "action_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    action_id: int = Field(foreign_key="action.id")
    saved_at: datetime
    answers: dict[str, Any] = Field(sa_type=json_column())


def updated_for(
    action_id: Mapped[int] | Mapped[int | None], meeting_id: int | None, at: datetime | Mapped[datetime]
) -> ColumnElement[bool]:
    """Whether an action got a real update for a meeting by `at` (aware UTC), whatever has confirmed it since."""
    given, taken = aliased(Update), aliased(TakenIn)
    return (
        select(given.id)
        .outerjoin(taken, col(taken.update_id) == given.id)
        .where(
            col(given.action_id) == action_id,
            col(given.at) <= at,
            col(given.kind) != UpdateKind.NO_CHANGE,
            func.coalesce(taken.meeting_id, given.meeting_id) == meeting_id,
        )
        .exists()
    )


def latest_update(at: datetime) -> ScalarSelect[int | None]:
    """The id of an action's latest update at `at`, as a subquery correlated with `Action`.

    A walk down the index from each action: the time grows with the actions shown, not with their history.
    """
    return (
        select(Update.id)
        .where(Update.action_id == Action.id, col(Update.at) <= at)
        .order_by(col(Update.at).desc(), col(Update.id).desc())
        .limit(1)
        .correlate(Action)
        .scalar_subquery()
    )
