"""Slack, seen from a process that has no token for it: a tick or a pack by hand, on a record whose people are in Slack.

What is decided there is meant for Slack, and waits for a process that has the token. Made by `bot.process`.
"""

from typing import NoReturn

from bot.slack.member_names import PLATFORM
from handlers.cards import Card
from models.boards.channels import has_channel
from models.people.accounts import is_in_use
from models.record.database import Database
from schedules.outbox_worker import NotNow, Parcel, Posted


def in_slack(database: Database, organisation_id: int | None) -> bool:
    """Whether anybody of an organisation, or a channel of its boards, is to be reached in Slack."""
    with database.read() as session:
        return is_in_use(session, organisation_id, PLATFORM) or has_channel(session, organisation_id, PLATFORM)


class NullTransport:
    """Nobody is reached yet: every message stays in the outbox, and none is given up."""

    name = PLATFORM

    async def find(self, parcel: Parcel) -> Posted | None:  # noqa: ARG002
        """Where it may have arrived cannot be looked at."""
        _wait()

    async def send(self, parcel: Parcel, card: Card) -> Posted:  # noqa: ARG002
        """It waits."""
        _wait()

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:  # noqa: ARG002
        """It waits."""
        _wait()


def _wait() -> NoReturn:
    raise NotNow("this process has no token for Slack", all_of_it=True)
