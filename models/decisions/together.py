"""Reading at once what the words of many proposals and decisions are about, instead of one by one as each is told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, select

from models.boards.boards import boards_of
from models.decisions.decisions import Decision
from models.decisions.proposals import Proposal
from models.people.people import Person
from models.plan.actions import Action


@contextmanager
def read_together(
    session: Session, organisation_id: int, proposals: Iterable[Proposal], decisions: Iterable[Decision] = ()
) -> Iterator[None]:
    """The boards, people and actions of these are read by one query each; within, the session asks for none again."""
    made = list(proposals)
    people = {each.by_person_id for each in made} | {each.by_person_id for each in decisions}
    actions = {each.action_id for each in made if each.action_id is not None}
    held = (
        boards_of(session, organisation_id),
        session.exec(select(Person).where(col(Person.id).in_(people))).all(),
        session.exec(select(Action).where(col(Action.id).in_(actions))).all(),
    )
    yield
    del held
