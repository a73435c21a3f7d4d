"""The demo's time: a clock that stands still, what comes next, and the way there.

The pages show it in their strip. Moving on does what a process that runs all the time would have done on the way.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.dispatcher import Dispatcher
from models.outbox.deliveries import DeliveryState
from models.outbox.reports import with_recipients
from models.record.events import record_version
from schedules.outbox_worker import Carrier
from schedules.ticking import tick
from schedules.today import today_of
from schedules.upcoming import Coming, next_due, times_of_decision


class Clock:
    """Tells the time (aware UTC) at which it was left. It is moved on, and never back."""

    def __init__(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """The time now."""
        return self._now

    def move(self, to: datetime) -> None:
        """Set it to a later time (aware). Raises ValueError for an earlier one."""
        if to < self._now:
            raise ValueError("The demo's clock cannot go back.")
        self._now = to.astimezone(UTC)


@dataclass(frozen=True)
class Arrivals:
    """What the last move brought: to whom (id and name), whether to the channel, and who got nothing and why."""

    people: tuple[tuple[int, str], ...] = ()
    in_channel: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """The time as one person sees it: `now` and `coming.at` local, and who has a message by the last move.

    `moved` is false before the first move; `mine` says that the person has a message, `others` are those who have too.
    """

    now: datetime
    coming: Coming | None
    moved: bool
    mine: bool
    others: tuple[tuple[int, str], ...]
    arrivals: Arrivals


class DemoTime:
    """The one time of all pages of a demo. `go_on` belongs to the event loop, all else may be called from any thread.

    `is_moving`: it is on its way, and what it shows is soon over.
    """

    def __init__(self, dispatcher: Dispatcher, clock: Clock, outbox_worker: Carrier) -> None:
        """`clock` is the dispatcher's."""
        self.outbox_worker = outbox_worker
        self.is_moving = False
        self._dispatcher, self._clock = dispatcher, clock
        self._turn = asyncio.Lock()
        self._arrivals: Arrivals | None = None
        self._known: tuple[tuple[datetime, int], Coming | None] | None = None

    def coming(self) -> Coming | None:
        """What comes next as the record stands: looked up again only after something has changed."""
        state = self._clock(), record_version(self._dispatcher.database)
        known = self._known
        if known is None or known[0] != state:
            with self._dispatcher.database.read() as session:
                today = today_of(session, self._dispatcher.organisation.id, state[0])
                found = next_due(session, today, self.outbox_worker.door_names) if today else None
            known = self._known = (state, found)
        return known[1]

    def shown_to(self, person: int | None, zone: ZoneInfo) -> Shown:
        """The time for a person, or for somebody who is nobody yet (None)."""
        coming, arrivals = self.coming(), self._arrivals or Arrivals()
        return Shown(
            now=self._clock().astimezone(zone),
            coming=replace(coming, at=coming.at.astimezone(zone)) if coming else None,
            moved=self._arrivals is not None,
            mine=any(id == person for id, _ in arrivals.people),
            others=tuple(each for each in arrivals.people if each[0] != person),
            arrivals=arrivals,
        )

    async def go_on(self, to: str) -> None:
        """Go to the next thing due, deciding and sending on the way all that falls due.

        `to` is its time as the page that asks has shown it (ISO): nothing happens when that is no longer what is next,
        so that a button pressed twice, or on two pages, goes one step.
        """
        async with self._turn:
            coming = await asyncio.to_thread(self.coming)
            if coming is None or not _is(to, coming.at):
                return
            self.is_moving = True
            try:
                self._arrivals = await self._go_to(coming.at)
            finally:
                self.is_moving = False

    async def _go_to(self, at: datetime) -> Arrivals:
        """Tick at every time on the way, so that the outbox says what was skipped there and nothing seems late."""
        handled: set[int] = set()
        skipped: Sequence[int] = ()  # of the last tick only: who was left out on an earlier day is old news
        for moment in await asyncio.to_thread(self._times_to, at):
            self._clock.move(moment)
            ticked = await tick(self._dispatcher, self.outbox_worker)
            handled.update(ticked.handled)
            skipped = ticked.skipped
        return await asyncio.to_thread(self._came_of, {*handled, *skipped})

    def _times_to(self, at: datetime) -> list[datetime]:
        with self._dispatcher.database.read() as session:
            today = today_of(session, self._dispatcher.organisation.id, self._clock())
            assert today is not None
            return [each for each in times_of_decision(today, replace(today, now=at).day) if each <= at]

    def _came_of(self, deliveries: Collection[int]) -> Arrivals:
        with self._dispatcher.database.read() as session:
            rows = with_recipients(session, deliveries)
        sent = [(each, person) for each, person in rows if each.state is DeliveryState.SENT]
        return Arrivals(
            people=tuple({(person.id, person.name): None for _, person in sent if person}),
            in_channel=any(each.channel is not None and person is None for each, person in sent),
            left_out=tuple(
                f"{person.name} ({each.reason})" if person else f"{each.reason}"
                for each, person in rows
                if each.state is not DeliveryState.SENT
            ),
        )


def _is(typed: str, at: datetime) -> bool:
    try:
        return datetime.fromisoformat(typed) == at
    except ValueError:
        return False
