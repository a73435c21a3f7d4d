"""Posts: which there are and who holds them, adding one, and filling it.

An operation adds what it did to `changes`, which its caller records together; the caller has taken its turn.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.people.people import Holding, Person, Post, Role, held_on
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


class Register:
    """The posts and people of an organisation, read once, for a list of people that is taken in.

    New posts and people get their ids in one go (`settle`), and are filled afterwards.
    """

    def __init__(self, session: Session, organisation_id: int, changes: list[Change]) -> None:
        self._session, self._organisation_id, self._changes = session, organisation_id, changes
        self._posts = {post.title: post for post in posts_of(session, organisation_id)}
        people = session.exec(select(Person).where(Person.organisation_id == organisation_id))
        self._people = {person.email: person for person in people}
        self._spells: dict[tuple[int, int], list[Holding]] = {}
        spells = session.exec(
            select(Holding)
            .join(Post, col(Post.id) == Holding.post_id)
            .where(Post.organisation_id == organisation_id)
            .order_by(col(Holding.id))
        )
        for each in spells:
            self._spells.setdefault((each.post_id, each.person_id), []).append(each)
        self._new: list[Person] = []

    def post(self, title: str, role: Role, board_id: int | None = None, board: str | None = None) -> Post:
        """The post with this title; added, at a board by its id and name, when there is none."""
        post = self._posts.get(title)
        if post is None:
            post = Post(organisation_id=self._organisation_id, title=title, role=role, board_id=board_id)
            self._posts[title] = post
            self._session.add(post)
            after = {"role": role.value, "board": board}
            self._changes.append(Change("post.added", f"post {title}", None, after))
        return post

    def person(self, email: str, name: str) -> Person:
        """The person with this address, added when nobody has it."""
        email = email.strip().lower()
        person = self._people.get(email)
        if person is None:
            person = Person(organisation_id=self._organisation_id, name=name, email=email)
            self._people[email] = person
            self._session.add(person)
            self._new.append(person)
        return person

    def settle(self) -> None:
        """Give what was added its ids."""
        self._session.flush()
        self._changes += [Change("person.added", f"person {person.id}") for person in self._new]
        self._new = []

    def fill(self, post: Post, person: Person, starts: date | None, ends: date | None) -> None:
        """Let a person hold a post in that period, unless it is so already; a new end date ends the holding.

        Somebody who has left holds it again from the day that is given, else from the day after.
        """
        spells = self._spells.setdefault((post.id, person.id), [])
        held = next((each for each in spells if each.starts == starts), spells[-1] if spells else None)
        left = max((each.ends for each in spells if each.ends), default=None)
        open_now = any(each.ends is None for each in spells)
        returns = left is not None and not open_now and ends is None and (starts is None or starts > left)
        if returns and left and not starts:
            starts = left + timedelta(days=1)
        after = {"person": person.id, "from": starts and starts.isoformat(), "to": ends and ends.isoformat()}
        if held is None or returns:
            spells.append(Holding(post_id=post.id, person_id=person.id, starts=starts, ends=ends))
            self._session.add(spells[-1])
            self._changes.append(Change("post.filled", f"post {post.title}", None, after))
        elif held.ends is None and ends is not None:
            held.ends = ends
            self._session.add(held)
            self._changes.append(Change("post.left", f"post {post.title}", None, after))


def in_office(session: Session, organisation_id: int) -> Sequence[tuple[Post, Person | None]]:
    """Every post with each whose holding has no last day; one without any is there once."""
    rows = session.exec(
        select(Post, Person)
        .outerjoin(Holding, (col(Holding.post_id) == col(Post.id)) & col(Holding.ends).is_(None))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(Post.organisation_id == organisation_id)
    )
    return [(post, person) for post, person in rows]
