"""The log with the names of those who made its changes."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.people.people import Person
from models.record.events import Event


def events_about(session: Session, organisation_id: int, subject: str, most: int) -> Sequence[tuple[Event, str | None]]:
    """The latest changes of something, newest first, at most so many; without a name those that nobody made."""
    rows = session.exec(
        select(Event, Person.name)
        .outerjoin(Person, col(Person.id) == col(Event.person_id))
        .where(Event.organisation_id == organisation_id, Event.subject == subject)
        .order_by(col(Event.id).desc())
        .limit(most)
    )
    return [(event, name) for event, name in rows]
