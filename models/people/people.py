"""People, the posts they hold, and the platform accounts they are known by.

A post is a seat (a role, perhaps at a board) that outlives whoever holds it: an action belongs to a post, so ownership
survives a hand-over, history says who held what when, and a vacant post can be reported as vacant.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BindParameter, ColumnElement, Select, UniqueConstraint, and_, bindparam, case, func, or_
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select

from models.plan.actions import Plan
from models.record.columns import Numbered, choice
from models.record.once import remember
from models.record.organisation import Organisation
from models.record.statements import asked, kept


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


@kept
def held_on(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
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


def holders_with_addresses(session: Session, organisation_id: int, role: Role, day: date) -> list[tuple[str, str]]:
    """Who holds a post with this role on a local day: the post's title and their e-mail address."""
    rows = session.exec(
        select(Post.title, Person.email)
        .join(Holding, col(Holding.post_id) == col(Post.id))
        .join(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id, Post.role == role, *held_on(day))
        .order_by(col(Holding.id))
    )
    return [(title, email) for title, email in rows]


def _holders(session: Session, day: date, *of_post: ColumnElement[bool] | bool) -> list[int]:
    holders = select(Holding.person_id).join(Post, col(Post.id) == Holding.post_id).where(*of_post, *held_on(day))
    return sorted(set(session.exec(holders)))


def person_with_email(session: Session, organisation_id: int | None, email: str) -> Person | None:
    """The person of an organisation with this address, in whatever case it was typed."""
    mine = select(Person).where(Person.organisation_id == organisation_id)
    return session.exec(mine.where(Person.email == email.strip().lower())).first()


def posts_by_id(session: Session, organisation_id: int) -> dict[int, HeldPost]:
    """Every post of an organisation, held or vacant."""
    return {id: HeldPost(id, *post) for id, *post in asked(session, _own_posts(organisation_id))}


@kept
def _own_posts(organisation_id: int) -> Select[int, str, Role, int | None]:
    own = columns(col(Post.id), col(Post.title), col(Post.role), col(Post.board_id))
    return own.where(col(Post.organisation_id) == organisation_id)


def holders(session: Session, organisation_id: int, day: date) -> list[tuple[int, int, str]]:
    """Who holds which post on a day: the post, the person and their name, in the order in which they were entered."""
    rows = asked(session, _all_holders(organisation_id), day=day)
    return [(post_id, person_id, name) for post_id, person_id, name in rows]


@kept
def _all_holders(organisation_id: int) -> Select[int, int, str]:
    return (
        columns(col(Holding.post_id), col(Person.id), col(Person.name))
        .join(Person, col(Person.id) == col(Holding.person_id))
        .join(Post, col(Post.id) == col(Holding.post_id))
        .where(col(Post.organisation_id) == organisation_id, *held_on(bindparam("day")))
        .order_by(col(Holding.id))
    )


def people_in_post(session: Session, organisation_id: int, day: date) -> list[tuple[Person, HeldPost]]:
    """Everybody who holds a post on a day, once a post, by person and post."""
    rows = session.exec(
        select(Person, Post)
        .join(Holding, col(Holding.person_id) == Person.id)
        .join(Post, col(Post.id) == Holding.post_id)
        .where(Person.organisation_id == organisation_id, *held_on(day))
        .order_by(col(Person.id), col(Post.id))
    )
    return [(person, HeldPost(post.id, post.title, post.role, post.board_id)) for person, post in rows]


def holders_of(session: Session, post_id: int, day: date) -> list[str]:
    """The names of who holds a post on a day, in the order in which they were entered."""
    held = select(Person.name).join(Holding, col(Holding.person_id) == Person.id)
    return list(session.exec(held.where(Holding.post_id == post_id, *held_on(day)).order_by(col(Holding.id))))


def held_post(session: Session, person_id: int, post_id: int, day: date) -> bool:
    """Whether somebody held a post on a day."""
    theirs = Holding.person_id == person_id, Holding.post_id == post_id
    return session.exec(select(Holding.id).where(*theirs, *held_on(day))).first() is not None


def posts_with_addresses(session: Session, organisation_id: int, role: Role) -> Sequence[tuple[int, str, str | None]]:
    """The posts of a role: id, title, and the address of whoever holds it or has held it, a row for each of them."""
    rows = session.exec(
        select(Post.id, Post.title, Person.email)
        .outerjoin(Holding, col(Holding.post_id) == Post.id)
        .outerjoin(Person, col(Person.id) == Holding.person_id)
        .where(Post.organisation_id == organisation_id, Post.role == role)
    )
    return [(id, title, email) for id, title, email in rows]


def addresses(session: Session, organisation_id: int) -> list[str]:
    """The e-mail addresses of everybody in an organisation."""
    return list(session.exec(select(Person.email).where(Person.organisation_id == organisation_id)))


def people_in_office(
    session: Session, organisation_id: int, day: date, first: Collection[int], most: int
) -> list[tuple[int, str]]:
    """Who holds a post on a day, by id and name, at most so many; service leads and project managers of the boards
    `first` come first.
    """
    leads = and_(col(Post.role).in_((Role.SERVICE_LEAD, Role.PROJECT_MANAGER)), col(Post.board_id).in_(first))
    rows = session.exec(
        select(Person.id, Person.name)
        .join(Holding, col(Holding.person_id) == Person.id)
        .join(Post, col(Post.id) == Holding.post_id)
        .where(Person.organisation_id == organisation_id, *held_on(day))
        .group_by(col(Person.id), col(Person.name))
        .order_by(func.min(case((leads, 0), else_=1)), Person.name)
        .limit(most)
    )
    return [(id, name) for id, name in rows]


def titles_held(session: Session, person_ids: Collection[int], day: date) -> dict[int, list[str]]:
    """The titles of the posts that these people hold on a day, by person."""
    held = select(Holding.person_id, Post.title).join(Post, col(Post.id) == Holding.post_id)
    found: dict[int, list[str]] = {}
    for person_id, title in session.exec(held.where(col(Holding.person_id).in_(person_ids), *held_on(day))):
        found.setdefault(person_id, []).append(title)
    return found


def person_by_id(session: Session, person_id: int) -> Person | None:
    """The person with this id, where there is one: what was chosen in a form may have been made up."""
    return session.get(Person, person_id)


_WITH_ORGANISATION = (
    select(Person, Organisation, Plan)
    .join(Organisation, col(Organisation.id) == Person.organisation_id)
    .outerjoin(Plan, col(Plan.organisation_id) == Person.organisation_id)
    .where(col(Person.id) == bindparam("person"))
)


def with_organisation(session: Session, person_id: int | None) -> tuple[Person, Organisation] | None:
    """A person and the organisation that they belong to, whose plan is known from then on; None for nobody."""
    found = session.exec(_WITH_ORGANISATION, params={"person": person_id}).first()
    if found is None:
        return None
    person, organisation, plan = found
    remember(session, ("organisation", organisation.id), organisation)  # held, so that nobody reads it again
    if plan is not None:
        remember(session, ("plan", organisation.id), plan)
    return person, organisation
