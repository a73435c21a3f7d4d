"""Posts: which there are and who holds them, adding one, and filling it.

An operation adds what it did to `changes`, which its caller records together; the caller has taken its turn.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from models.people.people import Holding, Person, Post, Role, held_on
from models.record.bulk_insert import insert_rows
from models.record.events import Change


def posts_of(session: Session, organisation_id: int) -> list[Post]:
    """The posts of an organisation, in the order in which they were added."""
    return list(session.exec(select(Post).where(Post.organisation_id == organisation_id).order_by(col(Post.id))))


def holdings_of(session: Session, organisation_id: int) -> list[tuple[Post, Holding | None, Person | None]]:
    """Every post with everybody who holds it or has held it; a post that nobody ever held is there once."""
    rows = session.exec(
        select(Post, Holding, Person)
        .outerjoin(Holding, col(Holding.post_id) == col(Post.id))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
        .order_by(col(Post.id), col(Holding.id))
    )
    return [(post, holding, person) for post, holding, person in rows]


def posts_with_holders(session: Session, organisation_id: int, day: date) -> list[tuple[Post, Person | None]]:
    """Every post with each who holds it on a day; a vacant one is there once, with nobody."""
    held = col(Holding.post_id) == col(Post.id)
    rows = session.exec(
        select(Post, Person)
        .outerjoin(Holding, held & held_on(day)[0] & held_on(day)[1])
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
        .order_by(col(Post.id), col(Holding.id))
    )
    return [(post, person) for post, person in rows]


HoldersOf = dict[int, tuple[Post, list[Person]]]
"""Posts with their holders, by the id of the post."""


def holders_on(session: Session, organisation_id: int, days: Sequence[date]) -> list[HoldersOf]:
    """Every post with its holders on each of the days; one query for all of them."""
    on_any = or_(*(and_(*held_on(day)) for day in days))
    rows = session.exec(
        select(Post, Holding, Person)
        .outerjoin(Holding, and_(col(Holding.post_id) == col(Post.id), on_any))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
        .order_by(col(Post.id), col(Holding.id))
    )
    found: list[HoldersOf] = [{} for _ in days]
    for post, holding, person in rows:
        for day, holders in zip(days, found, strict=True):
            its = holders.setdefault(post.id, (post, []))[1]
            if holding and person and (holding.starts or day) <= day <= (holding.ends or day):
                its.append(person)
    return found


class Register:
    """The posts and people of an organisation, read once, for a list of people that is taken in.

    First every post and person of the list is named (`post`, `person`); then those that are new are added (`settle`),
    people are put into posts (`fill`), and that is written (`close`): few statements, however many there are.
    """

    def __init__(self, session: Session, organisation_id: int, changes: list[Change]) -> None:
        self._session, self._organisation_id, self._changes = session, organisation_id, changes
        self._posts = self._people = dict[str, int]()
        self._read()
        self._new_posts: dict[str, dict[str, Any]] = {}
        self._new_people: dict[str, dict[str, Any]] = {}
        self._spells: dict[tuple[int, int], list[Holding]] = {}
        self._filled: list[Holding] = []
        spells = session.exec(
            select(Holding)
            .join(Post, col(Post.id) == Holding.post_id)
            .where(Post.organisation_id == organisation_id)
            .order_by(col(Holding.id))
        )
        for each in spells:
            self._spells.setdefault((each.post_id, each.person_id), []).append(each)

    def post(self, title: str, role: Role, board_id: int | None = None, board: str | None = None) -> None:
        """There is to be a post with this title, at a board by its id and name."""
        if title not in self._posts and title not in self._new_posts:
            of_it = {"title": title, "role": role, "board_id": board_id}
            self._new_posts[title] = {"organisation_id": self._organisation_id, **of_it}
            after = {"role": role.value, "board": board}
            self._changes.append(Change("post.added", f"post {title}", None, after))

    def person(self, email: str, name: str) -> str:
        """There is to be a person with this address; gives it as the record has it."""
        email = email.strip().lower()
        if email not in self._people and email not in self._new_people:
            self._new_people[email] = {"organisation_id": self._organisation_id, "name": name, "email": email}
        return email

    @property
    def new_people(self) -> list[tuple[str, str]]:
        """The address and the name of each person who is yet to be added."""
        return [(email, each["name"]) for email, each in self._new_people.items()]

    def settle(self) -> None:
        """Add the posts and people that are new."""
        insert_rows(self._session, Post, list(self._new_posts.values()))
        insert_rows(self._session, Person, list(self._new_people.values()))
        if self._new_posts or self._new_people:
            self._read()
        self._changes += [Change("person.added", f"person {self._people[email]}") for email in self._new_people]
        self._new_posts, self._new_people = {}, {}

    def post_id(self, title: str) -> int:
        """The id of a post that is there."""
        return self._posts[title]

    def role(self, title: str) -> Role:
        """What a post that is there gives the right to, whatever a list says of it."""
        return self._roles[title]

    def fill(self, title: str, email: str, starts: date | None, ends: date | None) -> Change | None:
        """Let a person hold a post in that period, unless it is so already; a new end date ends the holding.

        Somebody who has left holds it again from the day that is given, else from the day after. Gives what that
        changes, if anything.
        """
        post_id, person_id = self._posts[title], self._people[email]
        spells = self._spells.setdefault((post_id, person_id), [])
        held = next((each for each in spells if each.starts == starts), spells[-1] if spells else None)
        left = max((each.ends for each in spells if each.ends), default=None)
        open_now = any(each.ends is None for each in spells)
        returns = left is not None and not open_now and ends is None and (starts is None or starts > left)
        if returns and left and not starts:
            starts = left + timedelta(days=1)
        after = {"person": person_id, "from": starts and starts.isoformat(), "to": ends and ends.isoformat()}
        if held is None or returns:
            spells.append(Holding(post_id=post_id, person_id=person_id, starts=starts, ends=ends))
            self._filled.append(spells[-1])
            self._changes.append(Change("post.filled", f"post {title}", None, after))
            return self._changes[-1]
        if held.ends is None and ends is not None:
            held.ends = ends
            self._changes.append(Change("post.left", f"post {title}", None, after))
            return self._changes[-1]
        return None

    def close(self) -> None:
        """Write who holds what from now on."""
        self._session.flush()
        names = ("post_id", "person_id", "starts", "ends")
        rows = [{name: getattr(each, name) for name in names} for each in self._filled]
        insert_rows(self._session, Holding, rows)

    def _read(self) -> None:
        posts = posts_of(self._session, self._organisation_id)
        self._posts = {post.title: post.id for post in posts}
        self._roles = {post.title: post.role for post in posts}
        mine = select(Person.email, Person.id).where(Person.organisation_id == self._organisation_id)
        self._people = {email: id for email, id in self._session.exec(mine)}  # noqa: C416


def in_office(session: Session, organisation_id: int) -> Sequence[tuple[Post, Person | None]]:
    """Every post with each whose holding has no last day; one without any is there once."""
    rows = session.exec(
        select(Post, Person)
        .outerjoin(Holding, (col(Holding.post_id) == col(Post.id)) & col(Holding.ends).is_(None))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
    )
    return [(post, person) for post, person in rows]
