"""The clock of a running process: every few seconds it does what is due. It decides nothing and remembers nothing.

Its seconds are those of a clock that only ever goes forward, so that setting the machine's clock holds nothing up. A
process that has no clock, since it could send nothing, still forgets once a day what was kept long enough.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from handlers.desk import Desk
from handlers.failures import note_failure
from schedules.postman import Postman
from schedules.ticking import tick

log = structlog.get_logger()

SECONDS_A_DAY = 24 * 3600

SECONDS_TO_STOP = 10
"""How long a tick that is under way when the process is told to stop may take to end."""


@asynccontextmanager
async def running_clock(desk: Desk, postman: Postman, seconds: float) -> AsyncIterator[None]:
    """Tick every `seconds` while the block runs; one that takes longer is followed by the next at once."""
    at_work = asyncio.Lock()

    async def do_what_is_due() -> None:
        async with at_work:
            desk.observer.tick("begun")
            try:
                await tick(desk, postman)
                desk.observer.tick("done")
            except Exception as error:  # the database may be away: the next tick finds the same work
                note_failure("tick failed", error)
                desk.observer.tick("failed")

    ticking = asyncio.create_task(_every(seconds, do_what_is_due))
    try:
        yield
    finally:
        try:
            await asyncio.wait_for(at_work.acquire(), SECONDS_TO_STOP)  # no tick begins any more
        except TimeoutError:
            log.warning("stopped in the middle of a tick: what it had in hand comes free when its lease ends")
        await _ended(ticking)


@asynccontextmanager
async def tidying(desk: Desk) -> AsyncIterator[None]:
    """Forget once a day, while the block runs, what has been kept long enough."""

    async def tidy() -> None:
        try:
            await asyncio.to_thread(desk.tidy)
        except Exception as error:  # the database may be away: tomorrow is soon enough
            note_failure("tidying failed", error)

    task = asyncio.create_task(_every(SECONDS_A_DAY, tidy))
    try:
        yield
    finally:
        await _ended(task)


async def _every(seconds: float, do: Callable[[], Awaitable[None]]) -> None:
    """Do it after `seconds`, and again `seconds` after it began."""
    clock = asyncio.get_running_loop().time
    began = clock()
    while True:
        await asyncio.sleep(began + seconds - clock())
        began = clock()
        await do()


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
