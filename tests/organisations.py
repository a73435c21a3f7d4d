"""Two organisations in one record, in two time zones: the example, and another with the same plan that was there first.

What the other one has is called the same, up to the addresses of its people and the refs of its actions: whatever takes
the first, or does not say whose, finds the wrong one. What its people are called and what they say has a `MARK`, by
which it is known wherever it turns up.
"""

from sqlmodel import col, select, update

from bot.settings import Settings
from bot.terminal.plans import found_example, take_example
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.people.people import Person, Post
from models.plan.actions import Action, Plan
from models.record.database import Database
from tests.asking import Clock

EXAMPLE, OTHER = "Example Council", "Hudson Trust"
ZONES = {OTHER: "America/New_York", EXAMPLE: "Europe/London"}
MARK = "Kauri"


def fill_both(database: Database) -> None:
    """The other organisation, and then the example as `fill_example` has it."""
    for name, zone in ZONES.items():
        with database.write() as session:
            organisation_id = found_example(session, name, zone).id
        dispatcher = Dispatcher(database, registry, Clock("2023-06-07 10:00"), organisation_id=organisation_id)
        take_example(dispatcher, Settings())
        if name == OTHER:
            _mark(database, organisation_id)


def id_of(name: str) -> int:
    """The number that an organisation has in the record with both."""
    return list(ZONES).index(name) + 1


def _mark(database: Database, organisation_id: int) -> None:
    with database.write() as session:
        only = Person(organisation_id=organisation_id, name=f"{MARK} Adviser", email="kauri.adviser@example.org")
        session.add(only)  # whose address nobody else has
        plans = select(Plan.id).where(Plan.organisation_id == organisation_id)
        person, post, action = col(Person.name), col(Post.title), col(Action.title)
        people = update(Person).where(col(Person.organisation_id) == organisation_id)
        session.execute(people.values(name=f"{MARK} " + person))
        session.execute(
            update(Post).where(col(Post.organisation_id) == organisation_id).values(title=f"{MARK} " + post)
        )
        session.execute(update(Action).where(col(Action.plan_id).in_(plans)).values(title=f"{MARK} " + action))
