"""A platform, seen from a process that has no settings for it: a tick or a pack by hand, on a record whose people are
there.

What is decided is meant for the platform, and waits for a process that is on it. Made by `bot.process`.
"""

from typing import NoReturn

from handlers.cards import Card
from models.boards.channels import has_channel
from models.people.accounts import is_in_use
from models.record.database import Database
from schedules.outbox_worker import NotNow, Parcel, Posted


def is_reached_by(database: Database, organisation_id: int | None, platform: str) -> bool:
    """Whether anybody of an organisation, or a channel of its boards, is to be reached on a platform."""
    with database.read() as session:
        return is_in_use(session, organisation_id, platform) or has_channel(session, organisation_id, platform)


class NullTransport:
    """Nobody is reached yet: every message stays in the outbox, and none is given up."""

    def __init__(self, name: str, title: str) -> None:
        """`title` is what people call the platform."""
        self.name, self._title = name, title

    async def find(self, parcel: Parcel) -> Posted | None:  # noqa: ARG002
        """Where it may have arrived cannot be looked at."""
        self._wait()

    async def send(self, parcel: Parcel, card: Card) -> Posted:  # noqa: ARG002
        """It waits."""
        self._wait()

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:  # noqa: ARG002
        """It waits."""
        self._wait()

    def _wait(self) -> NoReturn:
        raise NotNow(f"this process has no token for {self._title}", all_of_it=True)
