"""The clock of a running process: a tick that takes long is no fault, and what it logs is in our own form."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

import schedules.clock
from bot.web.door import RecordDoor
from handlers.cards import Card
from handlers.observer import Observer, Ticked
from schedules.clock import running_clock
from schedules.outbox_worker import OutboxWorker, Parcel, Posted
from schedules.wording import Wording
from tests.schedules.a_year import House

pytestmark = pytest.mark.anyio

OFTEN = 0.01
"""Seconds between two ticks."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class SlowDoor(RecordDoor):
    """Nothing arrives before `open` is set."""

    def __init__(self) -> None:
        self.open, self.begun, self.ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        self.begun.set()
        try:
            await self.open.wait()
        finally:
            self.ended.set()
        return await super().send(parcel, card)


async def test_a_tick_that_takes_long_is_left_to_its_work(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.at("2023-06-09 09:30")
    door = SlowDoor()
    async with running_clock(house.dispatcher, OutboxWorker(house.dispatcher, [door], Wording()), OFTEN):
        await door.begun.wait()
        await asyncio.sleep(20 * OFTEN)
        assert house.sent() == []
        door.open.set()
        while len(house.sent()) < 6:
            await asyncio.sleep(OFTEN)
    assert caplog.records == []


async def test_a_clock_stopped_in_the_middle_of_a_tick_says_so_in_our_own_form(
    house: House,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedules.clock, "SECONDS_TO_STOP", 0.01)
    house.at("2023-06-09 09:30")
    door = SlowDoor()
    async with running_clock(house.dispatcher, OutboxWorker(house.dispatcher, [door], Wording()), OFTEN):
        await door.begun.wait()
    await door.ended.wait()
    while any("do_what_is_due" in repr(task) or "run_coroutine_job" in repr(task) for task in asyncio.all_tasks()):
        await asyncio.sleep(OFTEN)
    assert "stopped in the middle of a tick" in capsys.readouterr().out
    assert caplog.records == []


class Ticks(Observer):
    """Lets a test wait for ticks."""

    def __init__(self) -> None:
        self.ended = asyncio.Queue[Ticked]()

    def tick(self, outcome: Ticked) -> None:
        self.ended.put_nowait(outcome)


@pytest.mark.parametrize("day", ["2023-03-26", "2023-10-29", "2023-07-01"])
@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=-400), timedelta(hours=1)])
async def test_a_step_of_the_machines_clock_holds_up_no_tick(house: House, day: str, step: timedelta) -> None:
    """On the two days on which London's clocks change as well, about the moment at which they do."""
    change = datetime.fromisoformat(f"{day} 00:59:59").replace(tzinfo=UTC)
    house.dispatcher.clock = lambda: datetime.now(UTC)
    ticks = house.dispatcher.observer = Ticks()
    with time_machine.travel(change) as machine:
        async with asyncio.timeout(60), running_clock(house.dispatcher, _outbox_worker(house), OFTEN):
            for moment in (change + step, change + timedelta(seconds=2)):
                machine.move_to(moment)
                ticks.ended = asyncio.Queue()
                while await ticks.ended.get() != "begun":
                    pass
                assert await ticks.ended.get() == "done"


def _outbox_worker(house: House) -> OutboxWorker:
    return OutboxWorker(house.dispatcher, [RecordDoor()], Wording())
