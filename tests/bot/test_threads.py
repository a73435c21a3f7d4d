"""Calls of a door in threads: each is answered, whatever the others take; what goes wrong comes to who asked."""

import asyncio
import threading
from functools import partial

import pytest

from bot.doors import threads
from bot.doors.threads import Threads

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_each_call_gives_what_is_its_own() -> None:
    in_thread = Threads(2, "test")
    assert await asyncio.gather(*(in_thread(partial(pow, each, 2)) for each in range(500))) == [
        each**2 for each in range(500)
    ]


async def test_a_long_call_holds_up_no_other() -> None:
    in_thread, go_on = Threads(2, "test"), threading.Event()
    long = in_thread(go_on.wait)
    assert [await in_thread(partial(abs, each)) for each in range(3)] == [0, 1, 2]
    assert not long.done()
    go_on.set()
    assert await long


async def test_a_long_line_of_short_calls_is_one_threads_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "LONG", 0)  # whoever waits has waited long
    monkeypatch.setattr(threads, "HELD", 60)
    in_thread = Threads(3, "test")

    def short() -> str:
        sum(range(5000))
        return threading.current_thread().name

    assert len({await call for call in [in_thread(short) for _ in range(1000)]}) == 1


async def test_no_more_threads_are_at_work_than_there_may_be() -> None:
    in_thread, go_on, at_work = Threads(3, "test"), threading.Event(), threading.Semaphore(0)

    def long() -> str:
        at_work.release()
        go_on.wait()
        return threading.current_thread().name

    calls = [in_thread(long) for _ in range(5)]
    for _ in range(3):
        await asyncio.to_thread(at_work.acquire)
    assert not await asyncio.to_thread(at_work.acquire, timeout=0.1)
    go_on.set()
    assert len(set(await asyncio.gather(*calls))) == 3


async def test_a_mistake_comes_to_who_asked_and_stops_nothing() -> None:
    in_thread = Threads(1, "test")

    def wrong() -> None:
        raise LookupError("this one")

    failing, other = in_thread(wrong), in_thread(lambda: "that one")
    with pytest.raises(LookupError, match="this one"):
        await failing
    assert await other == "that one"


async def test_who_has_gone_is_not_told() -> None:
    in_thread, go_on = Threads(1, "test"), threading.Event()
    gone = in_thread(go_on.wait)
    gone.cancel()
    go_on.set()
    assert await in_thread(lambda: "still there") == "still there"
