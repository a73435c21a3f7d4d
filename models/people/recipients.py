"""To whom a message for somebody goes on a day: the delegate, the person, or who is asked in their stead.

Reminders, chasing and `/return status` all ask here, so that they say the same (`domain.md` 4.2).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from models.people.leave import Delegation, delegated_on, on_leave
from models.people.people import Holding, Person, Post, Role, held_on
from models.record.statements import asked, kept


@dataclass(frozen=True)
class Ways:
    """Who is away until when, who answers for whom, and who looks after a board when its owner cannot be reached.

    `delegate` is person to delegate, whether or not the delegate is away.
    """

    away: Mapping[int, date]
    delegate: Mapping[int, Delegation]
    vice_chairs: Mapping[int, Collection[int]]
    secretariat: Collection[int]

    @classmethod
    def of(cls, session: Session, organisation_id: int, day: date) -> "Ways":
        """As it is in an organisation on a local day; three queries."""
        vice_chairs: dict[int, list[int]] = {}
        secretariat: list[int] = []
        for person_id, role, board_id in asked(session, _looking_after(organisation_id), day=day):
            if role is Role.SECRETARIAT:
                secretariat.append(person_id)
            elif board_id is not None:
                vice_chairs.setdefault(board_id, []).append(person_id)
        running = session.execute(_delegations(), {"day": day}).scalars()
        delegations = {each.person_id: each for each in running}
        return cls(on_leave(session, day), delegations, vice_chairs, secretariat)

    def to(self, person_id: int) -> int:
        """Who gets the messages for a person: the delegate who is there, else the person."""
        delegation = self.delegate.get(person_id)
        return person_id if delegation is None or delegation.delegate_id in self.away else delegation.delegate_id

    def reached(self, person_id: int) -> bool:
        """Whether somebody who answers for a person is there."""
        return self.to(person_id) not in self.away

    def instead(self, person_id: int, board_ids: Iterable[int | None]) -> list[int]:
        """Who is asked for the return of a person that cannot be reached: the vice chairs of these boards who are
        there, else the secretariat.
        """
        vice_chairs = [each for board in board_ids if board is not None for each in self.vice_chairs.get(board, ())]
        there = [each for each in dict.fromkeys(vice_chairs) if each != person_id and each not in self.away]
        return there or [each for each in self.secretariat if each != person_id and each not in self.away]


@kept
def _delegations() -> Select[Delegation]:
    return select(Delegation).where(*delegated_on(bindparam("day"))).order_by(col(Delegation.id))


@kept
def _looking_after(organisation_id: int) -> Select[int, Role, int | None]:
    """Who is asked in the stead of others: the vice chairs and the secretariat."""
    return (
        select(col(Holding.person_id), col(Post.role), col(Post.board_id))
        .join(Post, col(Post.id) == col(Holding.post_id))
        .where(
            col(Post.organisation_id) == organisation_id,
            col(Post.role).in_((Role.VICE_CHAIR, Role.SECRETARIAT)),
            *held_on(bindparam("day")),
        )
        .order_by(col(Holding.id))
    )


class Owed(Protocol):
    """An update that is expected."""

    @property
    def owner_post_id(self) -> int | None: ...
    @property
    def board_id(self) -> int | None: ...
    @property
    def given(self) -> bool: ...


def unreached_owners(
    expected: Iterable[Owed], held_by: Callable[[int | None], Collection[int]], ways: Ways
) -> dict[int, list[int]]:
    """Who owes an update and cannot be reached, nor anybody who shares the post, and who is asked instead of each."""
    boards: dict[int, dict[int | None, None]] = {}
    for each in expected:
        people = held_by(each.owner_post_id)
        if not each.given and not any(ways.reached(person) for person in people):
            for person in people:
                boards.setdefault(person, {})[each.board_id] = None
    return {person: ways.instead(person, theirs) for person, theirs in boards.items()}


def names_of(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """The names of people by their ids."""
    if not person_ids:
        return {}
    named = session.execute(select(col(Person.id), col(Person.name)).where(col(Person.id).in_(person_ids)))
    return dict(tuple(row) for row in named)
