"""The log of every change: who, when, what, before, after. It is only ever added to.

Each event is hashed over the one before it in its organisation, so that a gap or an edit shows (`secretariat verify`).
Every function that changes a row calls `record` (or `record_many`) in the same transaction. Commentary and other typed
text stay in their own tables: an event carries ids, ratings and dates.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Index, Select, func, text
from sqlalchemy import select as sql_select
from sqlmodel import Field, Session, col, select

from models.record.bulk_insert import insert_rows
from models.record.columns import Numbered, json_column
from models.record.database import Database
from models.record.organisation import Organisation
from models.record.statements import asked, kept

FIRST = "0" * 64
"""What the first event of an organisation is hashed over."""


class Event(Numbered, table=True):
    """One change. `what` is `noun.verb` (`update.recorded`), `subject` what it happened to (`action 2.4`)."""

    __table_args__ = (
        Index("ix_event_subject", "organisation_id", "subject", "id"),
        Index("ix_event_organisation", "organisation_id", "id"),
    )

    organisation_id: int = Field(foreign_key="organisation.id")
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="person.id")
    door: str
    what: str
    subject: str
    before: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    after: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    hash: str


@dataclass(frozen=True)
class Change:
    """What happened to one subject, before it is written as an event. Values are JSON."""

    what: str
    subject: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = field(default=None)


@dataclass(frozen=True)
class Actor:
    """Who made a change, in which organisation, when (aware UTC) and through which door. No person: an operator."""

    organisation_id: int
    person_id: int | None
    at: datetime
    door: str


def record(session: Session, actor: Actor, change: Change) -> None:
    """Add one event to the chain."""
    record_many(session, actor, [change])


def take_turn(session: Session, actor: Actor) -> None:
    """Wait for whoever is adding to the chain; it is this transaction's until it ends, however often it is taken.

    A writer that reads what it then adds to takes its turn first: so it sees all that was said before, and nobody who
    holds the chain waits for it. The database gives up after its time for one statement (`models.record.timeouts`).
    """
    transaction, taken = session.info.get("turns", (None, ()))
    if transaction is session.get_transaction() and transaction is not None and actor.organisation_id in taken:
        return
    if session.get_bind().dialect.name == "postgresql":  # on SQLite every writer waits from the start
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x5EC0000 + actor.organisation_id})
    session.info["turns"] = session.get_transaction(), (*taken, actor.organisation_id)


def record_many(session: Session, actor: Actor, changes: Iterable[Change]) -> None:
    """Add events to the chain in one insert; the chain is locked until the transaction ends."""
    take_turn(session, actor)
    session.flush()  # what was changed goes before the event that says so
    previous = _last_hash(session, actor.organisation_id)
    of_all = {
        "organisation_id": actor.organisation_id,
        "at": actor.at,
        "person_id": actor.person_id,
        "door": actor.door,
    }
    said_of_all = _said({**of_all, "at": _plain_moment(actor.at)})
    rows = []
    for change in changes:
        own = {"what": change.what, "subject": change.subject}
        said = _said({**own, "before": _whole(change.before), "after": _whole(change.after)})
        previous = _hash(previous, said_of_all | said)
        before = said["before"] if change.before is not None else None
        after = said["after"] if change.after is not None else None
        rows.append({**of_all, **own, "before": before, "after": after, "hash": previous})
    insert_rows(session, Event, rows, ready=("before", "after"))
    session.info["last event"] = _place(session, actor.organisation_id), previous


def _last_hash(session: Session, organisation_id: int) -> str:
    """What the next event is hashed over; what this transaction has added last is known, for nobody else adds any."""
    place, known = session.info.get("last event", (None, FIRST))
    if place == _place(session, organisation_id):
        return str(known)
    return next((hashed for (hashed,) in asked(session, _last(organisation_id))), None) or FIRST


@kept
def _last(organisation_id: int) -> Select[str]:
    ours = sql_select(col(Event.hash)).where(col(Event.organisation_id) == organisation_id)
    return ours.order_by(col(Event.id).desc()).limit(1)


def _place(session: Session, organisation_id: int) -> tuple[object, ...]:
    """Where an event is added; what was added in a savepoint is no longer there once that is taken back."""
    return session.get_transaction(), session.get_nested_transaction(), organisation_id


_LAST_OF_EACH = sql_select(func.max(Event.id)).where(col(Event.organisation_id) == Organisation.id)
RECORD_VERSION = sql_select(func.coalesce(func.sum(_LAST_OF_EACH.scalar_subquery()), 0)).select_from(Organisation)
"""The ids of the last events of all organisations, summed up. In one the ids are committed in their order; of two, the
higher may be committed first: the highest of all would not show the other.
"""


def record_version(database: Database) -> int:
    """A number that goes up with every change of the record; 0 before the first."""
    return int(database.first_value(RECORD_VERSION))


def version_seen(session: Session) -> int:
    """The same as `record_version`, of the state of the record that a session sees."""
    return int(session.execute(RECORD_VERSION).scalar_one())


def newest_event(session: Session) -> Event | None:
    """The last event of all; None before the first."""
    return session.exec(select(Event).order_by(col(Event.id).desc()).limit(1)).first()


def first_broken(session: Session, organisation_id: int) -> int | None:
    """The id of the first event that does not follow from the one before it; None when the chain is whole."""
    previous = FIRST
    events = select(Event).where(Event.organisation_id == organisation_id).order_by(col(Event.id))
    for event in session.exec(events.execution_options(yield_per=1000)):
        said = event.model_dump(exclude={"id", "hash"})
        if event.hash != _hash(previous, _said({**said, "at": _plain_moment(event.at)})):
            return event.id
        previous = event.hash
    return None


_ENCODER = json.JSONEncoder(sort_keys=True, default=str)
_NAMES = ("after", "at", "before", "door", "organisation_id", "person_id", "subject", "what")
"""What the hash of an event is made over, in its order."""

_AS_JSON = "{" + ", ".join(f'"{name}": %({name})s' for name in _NAMES) + "}"


def _said(fields: Mapping[str, Any]) -> dict[str, str]:
    """Fields of an event as JSON, each in small."""
    return {name: "null" if value is None else _ENCODER.encode(value) for name, value in fields.items()}


def _whole(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if value is None else dict(value)


def _plain_moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _hash(previous: str, said: Mapping[str, str]) -> str:
    """The hash of an event over the one before it; `said` has all its fields as JSON."""
    return hashlib.sha256((previous + _AS_JSON % said).encode()).hexdigest()
