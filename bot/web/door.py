"""Delivers by leaving the message in the record, where the web chat and the terminal show it.

The door of the demo, and of a process that has no other.
"""

from handlers.cards import Card
from schedules.outbox_worker import Parcel, Posted

DOOR = "web"

CHANNEL = "improvement-board"
"""The one channel of the web chat; everybody is in it."""


class RecordDoor:
    """Everybody is reached: a person in their own conversation, a board in its channel."""

    name = DOOR

    async def find(self, parcel: Parcel) -> Posted | None:  # noqa: ARG002
        """Nothing arrives but by being marked as sent."""
        return None

    async def send(self, parcel: Parcel, card: Card) -> Posted:  # noqa: ARG002
        """The outbox's own id names the message, so that it is the same one for every reader."""
        return Posted(parcel.channel or channel_of_person(parcel.person_id), f"d{parcel.id}")

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:
        """Nothing is to be done: who reads the record reads what it says now."""


def channel_of_person(person: int | None) -> str:
    """The name of a person's own conversation in the web chat."""
    return f"person-{person}"
