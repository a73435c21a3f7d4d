"""The clock of a running process: every few seconds it does what is due. It decides nothing and remembers nothing.

Its seconds go only forward: setting the machine's clock holds nothing up. A process that has no clock,
since it could send nothing, still forgets once a day what was kept long enough.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler, run_in_event_loop

from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from handlers.log import log
from schedules.outbox_worker import Carrier

SECONDS_A_DAY = 24 * 3600

A_STEP = 1
"""By how many seconds the machine's clock has to go wrong to count as set anew."""

SECONDS_TO_STOP = 10
"""How long a tick that is under way when the process is told to stop may take to end."""


class _Scheduler(AsyncIOScheduler):  # type: ignore[misc]
    """APScheduler plans by the machine's clock. Where that was set since it last woke, all is planned anew."""

    def __init__(self) -> None:
        super().__init__(timezone="UTC")
        self._woke = time.monotonic(), datetime.now(UTC)

    @run_in_event_loop  # type: ignore[untyped-decorator]
    def wakeup(self) -> None:
        """Do what is due, and wait for what comes next: in one go, or the clock could be set in between."""
        (passed, told), self._woke = self._woke, (time.monotonic(), datetime.now(UTC))
        if abs((self._woke[1] - told).total_seconds() - (self._woke[0] - passed)) > A_STEP:
            for job in self.get_jobs():
                job.modify(next_run_time=self._woke[1])
        AsyncIOScheduler.wakeup.__wrapped__(self)


@asynccontextmanager
async def running_clock(dispatcher: Dispatcher, outbox_worker: Carrier, seconds: float) -> AsyncIterator[None]:
    """Tick every `seconds` while the block runs; ticks of one process never overlap, and a late one is not dropped."""
    scheduler = _Scheduler()
    turn = asyncio.Lock()

    async def do_what_is_due() -> None:
        if turn.locked():  # the tick before is still at work, and does this one's as well
            return
        async with turn:
            dispatcher.observer.tick("begun")
            try:
                await asyncio.to_thread(import_module, "schedules.ticking")  # much is behind it: with the first tick
                from schedules.ticking import tick

                await tick(dispatcher, outbox_worker)
                dispatcher.observer.tick("done")
            except Exception as error:  # the database may be away: the next tick finds the same work
                note_failure("tick failed", error)
                dispatcher.observer.tick("failed")
            except asyncio.CancelledError:
                return  # told to stop, which the scheduler would log as a fault, and not in our form

    def note(event: JobEvent) -> None:
        log.warning("clock is late" if event.code == EVENT_JOB_MISSED else "clock failed", job=event.job_id)

    scheduler.add_listener(note, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    scheduler.add_job(
        do_what_is_due,
        "interval",
        id="tick",
        seconds=seconds,
        max_instances=2,  # the one at work, and one that finds it so: the scheduler itself skips in plain text
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        try:
            await asyncio.wait_for(turn.acquire(), SECONDS_TO_STOP)
        except TimeoutError:
            log.warning("stopped in the middle of a tick: what it had in hand comes free when its lease ends")
        scheduler.shutdown(wait=False)  # ends a tick that is under way


@asynccontextmanager
async def tidying(dispatcher: Dispatcher) -> AsyncIterator[None]:
    """Forget once a day, while the block runs, what has been kept long enough."""

    async def tidy() -> None:
        while True:
            await asyncio.sleep(SECONDS_A_DAY)
            try:
                await asyncio.to_thread(dispatcher.tidy)
            except Exception as error:  # the database may be away: tomorrow is soon enough
                note_failure("tidying failed", error)

    task = asyncio.create_task(tidy())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
