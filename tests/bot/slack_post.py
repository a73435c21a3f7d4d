"""A dispatcher with its outbox worker, and the strict Slack to which it sends, for tests of what arrives there and
how often.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from bot.slack.door import SlackDoor
from bot.slack.manifest import manifest
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.outbox.deliveries import Delivery
from models.people.people import Person
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.ticking import tick
from schedules.wording import Wording
from tests.asking import Clock
from tests.slack_server import SlackServer
from tests.slack_server.faults import Fault
from tests.slack_server.workspace import Message

OVERDUE = ("workforce", "cpb", "cypp", "hscp", "practice", "commissioning")
"""Who has a reminder on Friday 9 June 2023, the first morning: each has something overdue."""
LEASE = timedelta(seconds=60)


@dataclass
class Post:
    """A dispatcher, its outbox worker and a Slack with the SROs in it. `machine` is the machine's clock, moved by
    hand.
    """

    dispatcher: Dispatcher
    clock: Clock
    slack: SlackServer
    door: SlackDoor
    outbox_worker: OutboxWorker
    accounts: dict[str, str]
    machine: list[datetime]

    def go_wrong(self, *faults: Fault) -> None:
        """Let the next calls go wrong, after those that were ordered before.

        A bot that waits for a silent Slack as long as a real one does would hold the test up; one that never waits long
        would find a busy machine silent. So it is short of patience only where Slack is silent.
        """
        self.slack.web_api.faults.ordered += faults
        if any(each.kind == "hanging" for each in faults):
            self.door.client.timeout = 1

    def go_right(self) -> None:
        """Let nothing go wrong any more."""
        self.slack.web_api.faults.ordered.clear()

    async def ticks(self, after: float = 0) -> None:
        """Let so many seconds of the machine's time pass, then do what is due."""
        self.machine[0] += timedelta(seconds=after)
        await tick(self.dispatcher, self.outbox_worker)

    def rows(self) -> dict[str, Delivery]:
        """The outbox, by the name in the address of the person."""
        with self.dispatcher.database.read() as session:
            found = select(Delivery, Person.email).join(Person, col(Person.id) == col(Delivery.person_id))
            return {email.split(".")[0]: row for row, email in session.exec(found)}

    def states(self) -> Counter[str]:
        return Counter(row.state.value for row in self.rows().values())

    def received(self) -> Counter[tuple[str, int]]:
        """How often Slack has each part of each delivery, by its key."""
        found: Counter[tuple[str, int]] = Counter()
        for message in self.messages():
            carried = message.metadata["event_payload"]
            found[carried["key"], carried["part"]] += 1
        return found

    def messages(self) -> list[Message]:
        return [each for each in self.slack.workspace.messages if each.metadata]


@asynccontextmanager
async def post_office(database: Database) -> AsyncIterator[Post]:
    clock = Clock("2023-06-09 09:30")
    dispatcher = Dispatcher(database, registry, clock)
    machine = [datetime(2026, 1, 1, tzinfo=UTC)]
    async with SlackServer() as slack:
        slack.install(manifest(registry))
        accounts = {name: slack.add_user(f"{name}.sro@example.org") for name in OVERDUE}
        door = SlackDoor(dispatcher, slack.bot_token, slack.api_url)
        outbox_worker = OutboxWorker(dispatcher, [door], Wording(), lease=LEASE, machine_clock=lambda: machine[0])
        yield Post(dispatcher, clock, slack, door, outbox_worker, accounts, machine)
