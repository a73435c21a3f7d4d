"""The outbox worker: takes what waits in the outbox, makes its card, sends it through a door, and marks how it went.

What was sent and has changed since is replaced where it stands, at any hour: that rings nobody.

Any number of outbox workers, in any number of processes, share one outbox. Whoever takes a delivery keeps it for a
lease; if that process dies, another one takes it, and looks first whether the message arrived after all. Nothing that
goes wrong with one delivery holds up the others.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from handlers.cards import Card, Files, from_json, to_json
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from handlers.log import log
from models.outbox.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    anything_waits,
    mark_closed,
    mark_made,
    mark_sent,
    mark_shown,
    put_off,
    take,
    take_revised,
)
from models.packs.packs import files_named
from schedules.today import today_of
from schedules.wording import Wording

if TYPE_CHECKING:
    from schedules.reminders.messages import NotSent
    from schedules.reminders.situation import Situations

LEASE = timedelta(minutes=2)
IN_HAND = 10
"""So many are on their way at once."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
"""How long after the first failure it is tried again; twice as long after each further one, up to the longest."""
MOST_TRIES = 12
"""After so many tries that failed, about four hours, a message is given up. Waiting is not failing."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Parcel:
    """What a door needs to bring one message: `key` tells it apart from all others, `since` is when it was queued.

    `again`: it has been in hand before, and parts of it may have arrived; `card` is then what it may have said, if
    anything. `files` differ in their names.
    """

    id: int
    key: str
    person_id: int | None
    channel: str | None
    since: datetime
    again: bool
    files: tuple[Attachment, ...] = ()
    card: Card | None = None


@dataclass(frozen=True)
class Posted:
    """Where a message arrived: the platform's ids of the channel and of the message."""

    channel: str
    message_id: str


class Undeliverable(Exception):
    """It cannot arrive through this door, and trying again would not help. The message says why, for people."""


class NotNow(Exception):
    """It did not go this time; `after` is how long the platform asks to wait.

    `all_of_it`: nothing at all goes at present, so that it is no fault of this message.
    """

    def __init__(self, why: str, after: timedelta | None = None, all_of_it: bool = False) -> None:
        super().__init__(why)
        self.after, self.all_of_it = after, all_of_it


class NoLongerOurs(Exception):
    """The lease ran out and somebody else has the message in hand, or it need not go any more."""


class Door(Protocol):
    """A platform that brings messages to people and channels. Raises `Undeliverable` or `NotNow`."""

    name: str

    async def find(self, parcel: Parcel) -> Posted | None:
        """The message of this parcel, if it has arrived already with all its files."""

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        """Bring it and its files; the platform keeps the parcel's key with it."""

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:
        """Let a message that has arrived say `card` instead, and bring those of its files that are not there yet.

        It may be asked for again, when it is not known how it ended: what is there afterwards is the same.
        """


class Carrier(Protocol):
    """Whoever brings what waits: an outbox worker alone, or one who has packs built as well."""

    @property
    def door_names(self) -> Sequence[str]:
        """The doors in operation."""

    async def deliver(self) -> list[int]:
        """Bring everything that can go now; gives the ids of the deliveries that were in hand to be sent."""


class OutboxWorker:
    """One of a process, for the dispatcher's organisation. Each person is reached through the first of `doors` that
    knows them.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        doors: Sequence[Door],
        wording: Wording,
        *,
        lease: timedelta = LEASE,
        pause: timedelta = FIRST_PAUSE,
        machine_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`machine_clock` measures leases and pauses; the dispatcher's clock, which may stand still, says what is
        due.
        """
        self.dispatcher, self.doors, self.wording = dispatcher, doors, wording
        self._lease, self._pause, self._clock = lease, pause, machine_clock
        self._paused: tuple[datetime, datetime] | None = None

    @cached_property
    def _situations(self) -> "Situations":
        from schedules.reminders.situation import Situations  # with the first message, as what composes it

        return Situations()

    @property
    def door_names(self) -> Sequence[str]:
        """The doors in operation."""
        return tuple(door.name for door in self.doors)

    async def deliver(self) -> list[int]:
        """Bring everything that can go now; gives the ids of the deliveries that were in hand to be sent.

        Outside the hours of the rules only answers go, and nothing at all while the platform has asked to wait.
        """
        handled: list[int] = []
        in_hand: set[asyncio.Task[None]] = set()
        try:
            while True:
                taken = [] if self._is_paused() else await asyncio.to_thread(self._take, IN_HAND - len(in_hand))
                handled += [each.id for each in taken if not _is_revised(each)]
                in_hand |= {asyncio.create_task(self._bring(each)) for each in taken}
                if not in_hand:
                    return handled
                done, in_hand = await asyncio.wait(in_hand, return_when=asyncio.FIRST_COMPLETED)
                for each in done:
                    each.result()  # raises if not even how it went could be marked
        finally:
            for each in in_hand:
                each.cancel()
            await asyncio.gather(*in_hand, return_exceptions=True)

    def _is_paused(self) -> bool:
        # A time before the pause began is that of a clock that was set back meanwhile.
        return self._paused is not None and self._paused[0] <= self._clock() < self._paused[1]

    def _take(self, most: int) -> list[Delivery]:
        own = self.dispatcher.organisation.id
        if own is None or not anything_waits(self.dispatcher.database, own):
            return []
        with self.dispatcher.database.read() as session:
            today = today_of(session, own, self.dispatcher.clock())
        if today is None:
            return []
        doors, at = self.door_names, self._clock()
        with self.dispatcher.database.write() as session:
            taken = take(session, own, doors, today.day, at, self._lease, most, answers_only=not today.is_open)
            return [*taken, *take_revised(session, own, doors, at, self._lease, most - len(taken))]

    async def _bring(self, delivery: Delivery) -> None:
        """Bring one delivery and mark how it went; whatever goes wrong, it is tried again or says why not."""
        try:
            async with self._in_time(delivery):
                await (self._replace(delivery) if _is_revised(delivery) else self._through_a_door(delivery))
        except NoLongerOurs:
            log.warning("message left to whoever has it in hand", delivery=delivery.id)
        except Undeliverable as never:
            await self._close(delivery, DeliveryState.FAILED, str(never))
        except NotNow as later:
            await self._put_off(delivery, later)
        except TimeoutError:
            await self._put_off(delivery, NotNow("no answer in time"))
        except Exception as error:
            failure = note_failure("delivery failed", error, delivery=delivery.id)
            await self._put_off(delivery, NotNow(f"something went wrong on our side ({failure})"))

    def _in_time(self, delivery: Delivery) -> asyncio.Timeout:
        """Half of what is left of its lease: nobody else may take it while it could still be on its way."""
        assert delivery.held_until is not None
        return asyncio.timeout((delivery.held_until - self._clock()).total_seconds() / 2)

    async def _through_a_door(self, delivery: Delivery) -> None:
        parcel, doors = await self._parcel(delivery), self._doors_of(delivery)
        if parcel.again and await self._has_arrived(delivery):
            return
        card = await self._card(delivery)
        if not isinstance(card, Card):
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

    async def _replace(self, delivery: Delivery) -> None:
        """Show a message that was sent as it is now."""
        assert delivery.channel is not None
        assert delivery.message_id is not None
        assert delivery.card is not None
        (door,) = (door for door in self.doors if door.name == delivery.door)
        posted = Posted(delivery.channel, delivery.message_id)
        parcel, card = await self._parcel(delivery), await self._card(delivery)
        if isinstance(card, Card):  # a morning's message that nothing can be added to stays as it was
            await door.replace(parcel, posted, card)
        await self._shown(delivery)

    async def _parcel(self, delivery: Delivery) -> Parcel:
        card = from_json(delivery.card) if delivery.card is not None else None

        def files() -> tuple[Attachment, ...]:
            if delivery.pack_id is None or card is None:
                return ()
            named = [file.id for each in card.body if isinstance(each, Files) for file in each.files]
            with self.dispatcher.database.read() as session:
                return tuple(Attachment(each.name, each.content) for each in files_named(session, named))

        again = delivery.tries > 1 or delivery.try_at is not None
        sent_to, since = (delivery.person_id, delivery.channel), delivery.queued_at
        return Parcel(delivery.id, delivery.key, *sent_to, since, again, await asyncio.to_thread(files), card)

    def _doors_of(self, delivery: Delivery) -> list[Door]:
        return [door for door in self.doors if delivery.channel is None or door.name == delivery.door]

    async def _has_arrived(self, delivery: Delivery) -> bool:
        """Whether an earlier try arrived after all; it is marked then."""
        for door in self._doors_of(delivery):
            try:
                found = await door.find(await self._parcel(delivery))
            except Undeliverable:
                continue  # sending through it says so again
            if found:
                await self._sent(delivery, door, found, revision=0)  # what it says may be an earlier revision
                return True
        return False

    async def _card(self, delivery: Delivery) -> "Card | NotSent":
        """The card that it was queued with; else one made now, and kept before it is sent.

        Nobody waits while it is made. Whoever has taken it meanwhile, since the lease ran out, makes one of their own.
        """
        if delivery.kind in (DeliveryKind.NOTICE, DeliveryKind.ANSWER) and delivery.card is not None:
            return from_json(delivery.card)

        def made() -> "Card | NotSent":
            from schedules.reminders.messages import compose

            with self.dispatcher.speaking(), self.dispatcher.database.read() as session:
                situation = self._situations.now(session, delivery.organisation_id, self.dispatcher.clock())
                card = compose(session, self.wording, delivery, situation)
            if isinstance(card, Card):
                with self.dispatcher.database.write() as session:
                    if not mark_made(session, delivery, to_json(card), card.about):
                        raise NoLongerOurs
            return card

        return await asyncio.to_thread(made)

    async def _sent(self, delivery: Delivery, door: Door, posted: Posted, revision: int | None = None) -> None:
        def mark() -> None:
            with self.dispatcher.database.write() as session:
                where = (door.name, posted.channel, posted.message_id)
                mark_sent(session, delivery, *where, self.dispatcher.clock(), revision)

        await asyncio.to_thread(mark)
        self.dispatcher.observer.message("sent")

    async def _shown(self, delivery: Delivery) -> None:
        def mark() -> None:
            with self.dispatcher.database.write() as session:
                mark_shown(session, delivery, delivery.revision)

        await asyncio.to_thread(mark)
        self.dispatcher.observer.message("replaced")

    async def _close(self, delivery: Delivery, state: DeliveryState, reason: str) -> None:
        if _is_revised(delivery):  # it stays as it was when it was sent, if it is there at all
            log.warning("message cannot be replaced", delivery=delivery.id, reason=reason)
            await self._shown(delivery)
            return

        def mark() -> None:
            with self.dispatcher.database.write() as session:
                mark_closed(session, delivery, state, reason, self.dispatcher.clock())

        if state is DeliveryState.FAILED:
            log.warning("message cannot be delivered", delivery=delivery.id)
        await asyncio.to_thread(mark)
        self.dispatcher.observer.message("failed" if state is DeliveryState.FAILED else "skipped")

    async def _put_off(self, delivery: Delivery, later: NotNow) -> None:
        """Try again later: twice as long after each try, and not before the platform says so."""
        if later.all_of_it:
            since = self._clock()
            self._paused = since, since + (later.after or self._pause)
        elif delivery.tries >= MOST_TRIES:
            await self._give_up(delivery, later)
            return
        pause = min(self._pause * 2 ** (delivery.tries - 1), LONGEST_PAUSE)
        until = self._clock() + max(pause, later.after or timedelta())

        def mark() -> None:
            with self.dispatcher.database.write() as session:
                put_off(session, delivery, until, str(later), counted=not later.all_of_it)

        log.warning("message put off", delivery=delivery.id, tries=delivery.tries)
        await asyncio.to_thread(mark)
        self.dispatcher.observer.message("put_off")

    async def _give_up(self, delivery: Delivery, last: NotNow) -> None:
        """Mark it as failed, unless it has arrived: the last try may have ended badly after all was done."""
        try:
            async with self._in_time(delivery):
                if not _is_revised(delivery) and await self._has_arrived(delivery):
                    return
        except NotNow as later:
            if later.all_of_it:
                await self._put_off(delivery, later)
                return
        except Exception as error:
            note_failure("message not looked for", error, delivery=delivery.id)
        await self._close(delivery, DeliveryState.FAILED, f"given up after {delivery.tries} tries: {last}")


def _is_revised(delivery: Delivery) -> bool:
    """Whether it was taken to be replaced: it was sent before."""
    return delivery.state is DeliveryState.SENT
