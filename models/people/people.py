"""People, the posts they hold, and the platform accounts they are known by.

A post is a seat (a role, perhaps at a board) that outlives whoever holds it: an action belongs to a post, so ownership
survives a hand-over, history says who held what when, and a vacant post can be reported as vacant.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, UniqueConstraint, or_
from sqlmodel import Field, Session, col, select

from models.record.columns import Numbered, choice


class Role(StrEnum):
    """What a post may do; the words of the field (`domain.md` 2)."""

    CHAIR = "chair"
    VICE_CHAIR = "vice chair"
    SRO = "SRO"
    SERVICE_LEAD = "service lead"
    PROJECT_MANAGER = "project manager"
    SECRETARIAT = "secretariat"
    DIRECTOR = "director"
    ADVISER = "adviser"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


class CutOff(StrEnum):
    """Why an account counts no more: what the platform says of it, or that the secretariat has cut it off."""

    GUEST = "guest"
    DEACTIVATED = "deactivated"
    ELSEWHERE = "elsewhere"
    BOT = "bot"
    UNKNOWN = "unknown"
    SECRETARIAT = "secretariat"


class Person(Numbered, table=True):
    """Somebody who may use the bot. The e-mail is how accounts of the platforms are first recognised."""

    __table_args__ = (UniqueConstraint("organisation_id", "email"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    name: str
    email: str = Field(description="in lower case")


class Account(Numbered, table=True):
    """A person's account on a platform, by its immutable id (Slack: team and user), never by a display name.

    Of two organisations each may know the same account, as one of its own people: `organisation_id` is the person's.

    `checked_at` is when the platform last said that it counts, and `told_at` when whoever is behind it was told that it
    is cut off; both are times of the machine.
    """

    __table_args__ = (UniqueConstraint("organisation_id", "platform", "tenant", "account"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    tenant: str
    account: str
    checked_at: datetime | None = None
    cut_off: CutOff | None = Field(default=None, sa_type=choice(CutOff))
    told_at: datetime | None = None


class Post(Numbered, table=True):
    """A seat: its title, its role and the board it belongs to, if any."""

    __table_args__ = (UniqueConstraint("organisation_id", "title"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    title: str
    role: Role = Field(sa_type=choice(Role))
    board_id: int | None = Field(default=None, foreign_key="board.id", index=True)


class Holding(Numbered, table=True):
    """Who held a post and when. `starts` is the first day, `ends` the last; None is open."""

    post_id: int = Field(foreign_key="post.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class HeldPost:
    """A post that somebody holds on a given day."""

    post_id: int
    title: str
    role: Role
    board_id: int | None


def held_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a `Holding` is current on `day`, first and last day included."""
    return (
        or_(col(Holding.starts).is_(None), col(Holding.starts) <= day),
        or_(col(Holding.ends).is_(None), col(Holding.ends) >= day),
    )


def people_with_role(session: Session, organisation_id: int, role: Role, day: date) -> list[int]:
    """The ids of who holds a post with this role on a day."""
    return _holders(session, day, Post.organisation_id == organisation_id, Post.role == role)


def people_of_board(session: Session, board_id: int, day: date, role: Role | None = None) -> list[int]:
    """The ids of who holds a post at a board on a day, of one role or any."""
    return _holders(session, day, Post.board_id == board_id, *((Post.role == role,) if role else ()))


def _holders(session: Session, day: date, *of_post: ColumnElement[bool] | bool) -> list[int]:
    holders = select(Holding.person_id).join(Post, col(Post.id) == Holding.post_id).where(*of_post, *held_on(day))
    return sorted(set(session.exec(holders)))
