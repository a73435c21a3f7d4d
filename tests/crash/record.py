"""The record of a trial: people who are each owed one message this morning, and what the outbox says afterwards.

Everybody answers for one action that has been overdue for whole weeks, so that a weekly reminder falls on the morning
at which the organisation's clock stands. There is no board and no secretariat: nobody is owed anything else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel import col, func, select

from models.outbox.deliveries import Delivery, DeliveryState, morning_key
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.deadlines import Precision
from models.plan.founding import found
from models.plan.refs import ref_order
from models.record.bulk_insert import insert_rows
from models.record.database import Database

STANDS_AT = datetime(2023, 6, 2, 8, 31, tzinfo=UTC)
"""09:31 in London, on a Friday that is a working day: a minute after the morning's messages are decided."""

_DAY = date(2023, 6, 2)
_WEEKS_OVERDUE = 20


@dataclass(frozen=True)
class Owed:
    """A message that somebody is owed: the key that it must carry, and the address of its reader."""

    person_id: int
    email: str

    @property
    def key(self) -> str:
        """The delivery's key."""
        return morning_key(_DAY, self.person_id)


@dataclass(frozen=True)
class Entry:
    """A line of the outbox: how it stands and why, and where it says that the message arrived."""

    person_id: int | None
    state: DeliveryState
    reason: str | None
    channel: str | None
    message_id: str | None


def fill(database: Database, people: int) -> list[Owed]:
    """Fill an empty record; gives the messages that are due at `STANDS_AT`, one a person."""
    with database.write() as session:
        organisation, plan = found(session, "Example Council", "Europe/London", "Plan", STANDS_AT, "test")
        organisation.stands_at = STANDS_AT
        titles = [f"SRO {number}" for number in range(1, people + 1)]
        here = {"organisation_id": organisation.id}
        emails = [f"sro.{number}@example.org" for number in range(1, people + 1)]
        named = zip(titles, emails, strict=True)
        insert_rows(session, Person, [{**here, "name": title, "email": email} for title, email in named])
        insert_rows(session, Post, [{**here, "title": title, "role": Role.SRO} for title in titles])
        posts = dict(session.exec(select(Post.title, Post.id)).all())
        persons = list(session.exec(select(Person.id, Person.name, Person.email).order_by(col(Person.id))))
        insert_rows(session, Holding, [{"person_id": person, "post_id": posts[name]} for person, name, _ in persons])
        insert_rows(
            session,
            Action,
            [
                {
                    "plan_id": plan.id,
                    "ref": f"1.{number}",
                    "ref_order": ref_order(f"1.{number}"),
                    "title": "Bring this step of the plan into everyday work",
                    "owner_post_id": posts[title],
                    "due": due,
                    "due_precision": Precision.DAY,
                    "approved_due": due,
                    "approved_precision": Precision.DAY,
                }
                for number, title in enumerate(titles, start=1)
                for due in [_DAY - timedelta(weeks=1 + number % _WEEKS_OVERDUE)]
            ],
        )
        return [Owed(person, email) for person, _, email in persons if person is not None]


def states(database: Database) -> Counter[DeliveryState]:
    """How many lines of the outbox are in each state."""
    with database.read() as session:
        counted = session.exec(select(col(Delivery.state), func.count()).group_by(col(Delivery.state)))
        return Counter({DeliveryState(state): count for state, count in counted})


def entries(database: Database) -> Sequence[Entry]:
    """All lines of the outbox."""
    with database.read() as session:
        return [
            Entry(each.person_id, each.state, each.reason, each.channel, each.message_id)
            for each in session.exec(select(Delivery).order_by(col(Delivery.id)))
        ]


def what_waits(database: Database, most: int = 10) -> list[str]:
    """Some of the deliveries that still wait, in words for whoever looks into a trial that did not end."""
    with database.read() as session:
        waiting = select(Delivery).where(Delivery.state == DeliveryState.WAITING).order_by(col(Delivery.id)).limit(most)
        return [
            f"{each.key}: tried {each.tries} times, held until {each.held_until}, again at {each.try_at}: {each.reason}"
            for each in session.exec(waiting)
        ]
