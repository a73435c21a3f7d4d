"""The postman: takes what waits in the ledger, makes its card, sends it through a door, and marks how it went.

Any number of postmen, in any number of processes, share one ledger. Whoever takes a delivery keeps it for a lease; if
that process dies, another one takes it, and looks first whether the message arrived after all. Nothing that goes wrong
with one delivery holds up the others.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

from handlers.cards import Card, from_json, to_json
from handlers.desk import Desk
from handlers.failures import note_failure
from models.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    anything_waits,
    mark_closed,
    mark_made,
    mark_sent,
    put_off,
    take,
)
from schedules.messages import NotSent, compose
from schedules.today import today_of
from schedules.wording import Wording

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
AT_ONCE = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
"""How long after the first failure it is tried again; twice as long after each further one, up to the longest."""
MOST_TRIES = 12
"""After so many tries, about five hours, a message is given up."""


@dataclass(frozen=True)
class Parcel:
    """What a door needs to bring one message: `key` tells it apart from all others, `since` is when it was queued.

    `again`: it has been in hand before, and parts of it may have arrived.
    """

    id: int
    key: str
    person_id: int | None
    channel: str | None
    since: datetime
    again: bool


@dataclass(frozen=True)
class Posted:
    """Where a message arrived: the platform's ids of the channel and of the message."""

    channel: str
    message_id: str


class Undeliverable(Exception):
    """It cannot arrive through this door, and trying again would not help. The message says why, for people."""


class NotNow(Exception):
    """It did not go this time; `after` is how long the platform asks to wait, from everybody if `all_of_it`."""

    def __init__(self, why: str, after: timedelta | None = None, all_of_it: bool = False) -> None:
        super().__init__(why)
        self.after, self.all_of_it = after, all_of_it


class Door(Protocol):
    """A platform that brings messages to people and channels. Raises `Undeliverable` or `NotNow`."""

    name: str

    async def find(self, parcel: Parcel) -> Posted | None:
        """The message of this parcel, if it has arrived already."""

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        """Bring it; the platform keeps the parcel's key with it."""


class Postman:
    """One of a process. Each person is reached through the first of `doors` that knows them."""

    def __init__(
        self,
        desk: Desk,
        doors: Sequence[Door],
        wording: Wording,
        *,
        lease: timedelta = LEASE,
        pause: timedelta = FIRST_PAUSE,
        machine_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`machine_clock` measures leases and pauses; the desk's clock, which may stand still, says what is due."""
        self.desk, self.doors, self.wording = desk, doors, wording
        self._lease, self._pause, self._clock = lease, pause, machine_clock
        self._paused_until: datetime | None = None

    @property
    def door_names(self) -> tuple[str, ...]:
        """The doors in operation."""
        return tuple(door.name for door in self.doors)

    async def deliver(self) -> list[int]:
        """Bring everything that can go now; gives the ids of the deliveries that were in hand.

        Outside the hours of the rules nothing goes, and nothing while the platform has asked to wait.
        """
        handled: list[int] = []
        while not self._is_paused() and (taken := await asyncio.to_thread(self._take)):
            handled += [each.id for each in taken if each.id is not None]
            await asyncio.gather(*(self._bring(each) for each in taken))
        return handled

    def _is_paused(self) -> bool:
        return self._paused_until is not None and self._clock() < self._paused_until

    def _take(self) -> list[Delivery]:
        if not anything_waits(self.desk.database):
            return []
        with self.desk.database.read() as session:
            today = today_of(session, self.desk.clock())
        if today is None or not today.is_open:
            return []
        with self.desk.database.write() as session:
            return take(session, self.door_names, today.day, self._clock(), self._lease, AT_ONCE)

    async def _bring(self, delivery: Delivery) -> None:
        """Bring one delivery and mark how it went; whatever goes wrong, it is tried again or says why not."""
        try:
            # Half of the lease: nobody else may take it while it could still be on its way.
            async with asyncio.timeout(self._lease.total_seconds() / 2):
                await self._through_a_door(delivery)
        except Undeliverable as never:
            await self._close(delivery, DeliveryState.FAILED, str(never))
        except NotNow as later:
            await self._put_off(delivery, str(later), later.after)
            if later.all_of_it:
                self._paused_until = self._clock() + (later.after or self._pause)
        except TimeoutError:
            await self._put_off(delivery, "no answer in time", None)
        except Exception as error:
            failure = note_failure("delivery failed", error, delivery=delivery.id)
            await self._put_off(delivery, f"something went wrong on our side ({failure})", None)

    async def _through_a_door(self, delivery: Delivery) -> None:
        assert delivery.id is not None
        again = delivery.tries > 1
        parcel = Parcel(delivery.id, delivery.key, delivery.person_id, delivery.channel, delivery.queued_at, again)
        doors = [door for door in self.doors if delivery.channel is None or door.name == delivery.door]
        if again and await self._has_arrived(delivery, parcel, doors):
            return
        card = await self._card(delivery)
        if isinstance(card, NotSent):
            await self._close(delivery, DeliveryState.SKIPPED, card.reason)
            return
        refusals = []
        for door in doors:
            try:
                posted = await door.send(parcel, card)
            except Undeliverable as never:
                refusals.append(str(never))
                continue
            await self._sent(delivery, door, posted)
            return
        raise Undeliverable("; ".join(refusals) or "no door is open to it")

    async def _has_arrived(self, delivery: Delivery, parcel: Parcel, doors: Sequence[Door]) -> bool:
        """Whether an earlier try arrived after all; it is marked then."""
        for door in doors:
            try:
                found = await door.find(parcel)
            except Undeliverable:
                continue  # sending through it says so again
            if found:
                await self._sent(delivery, door, found)
                return True
        return False

    async def _card(self, delivery: Delivery) -> Card | NotSent:
        """The card that it was queued with; else one made now, and kept before it is sent."""
        if delivery.kind is DeliveryKind.NOTICE and delivery.card is not None:
            return from_json(delivery.card)

        def made() -> Card | NotSent:
            with self.desk.database.write() as session:
                today = today_of(session, self.desk.clock())
                assert today is not None
                card = compose(session, self.wording, delivery, today)
                if isinstance(card, Card):
                    mark_made(session, delivery, to_json(card), card.about)
                return card

        return await asyncio.to_thread(made)

    async def _sent(self, delivery: Delivery, door: Door, posted: Posted) -> None:
        def mark() -> None:
            with self.desk.database.write() as session:
                mark_sent(session, delivery, door.name, posted.channel, posted.message_id, self.desk.clock())

        await asyncio.to_thread(mark)

    async def _close(self, delivery: Delivery, state: DeliveryState, reason: str) -> None:
        def mark() -> None:
            with self.desk.database.write() as session:
                mark_closed(session, delivery, state, reason, self.desk.clock())

        if state is DeliveryState.FAILED:
            log.warning("message cannot be delivered", delivery=delivery.id)
        await asyncio.to_thread(mark)

    async def _put_off(self, delivery: Delivery, reason: str, after: timedelta | None) -> None:
        """Try again later: twice as long after each try, and not before the platform says so."""
        if delivery.tries >= MOST_TRIES:
            await self._close(delivery, DeliveryState.FAILED, f"given up after {delivery.tries} tries: {reason}")
            return
        pause = min(self._pause * 2 ** (delivery.tries - 1), LONGEST_PAUSE)
        until = self._clock() + max(pause, after or timedelta())

        def mark() -> None:
            with self.desk.database.write() as session:
                put_off(session, delivery, until, reason)

        log.warning("message put off", delivery=delivery.id, tries=delivery.tries)
        await asyncio.to_thread(mark)
