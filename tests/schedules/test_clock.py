"""The clock of a running process: a tick that takes long is no fault, and what it logs is in our own form."""

import asyncio

import pytest

import schedules.clock
from bot.web.door import RecordDoor
from handlers.cards import Card
from schedules.clock import running_clock
from schedules.postman import Parcel, Posted, Postman
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
    house.at("2023-06-02 09:30")
    door = SlowDoor()
    async with running_clock(house.desk, Postman(house.desk, [door], Wording()), OFTEN):
        await door.begun.wait()
        await asyncio.sleep(20 * OFTEN)
        assert house.sent() == []
        door.open.set()
        while len(house.sent()) < 5:
            await asyncio.sleep(OFTEN)
    assert caplog.records == []


async def test_a_clock_stopped_in_the_middle_of_a_tick_says_so_in_our_own_form(
    house: House,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schedules.clock, "SECONDS_TO_STOP", 0.01)
    house.at("2023-06-02 09:30")
    door = SlowDoor()
    async with running_clock(house.desk, Postman(house.desk, [door], Wording()), OFTEN):
        await door.begun.wait()
    await door.ended.wait()
    while any("do_what_is_due" in repr(task) or "run_coroutine_job" in repr(task) for task in asyncio.all_tasks()):
        await asyncio.sleep(OFTEN)
    assert "stopped in the middle of a tick" in capsys.readouterr().out
    assert caplog.records == []
