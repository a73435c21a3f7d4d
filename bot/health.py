"""`/healthz`: whether this process does its work, for whatever restarts it or sends people to another one.

It says nothing about what is in the record, and needs no sign-in. The database has a few seconds to answer. Whether it
can be written to is tried by writing, which is not done at every question: asking often costs nobody anything.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from anyio import CapacityLimiter, move_on_after
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.metrics import Metrics
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from models.record.database import TABLES_VERSION
from models.record.database_errors import why_not_written

PATIENCE = 5.0
"""Seconds that the database has for its answer."""

WRITES_EVERY = 10.0
"""Seconds for which it is known whether the record can be written to."""

SILENT = "The database does not answer."


class Writing:
    """Whether the record can be written to, tried at most once in `WRITES_EVERY`."""

    def __init__(self, dispatcher: Dispatcher, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only ever grow."""
        self._dispatcher, self._clock = dispatcher, clock
        self._turn = Lock()
        self._tried: float | None = None
        self._why_not: str | None = None

    def why_not(self) -> str | None:
        """Why nothing can be written, for the operator; None when it can be."""
        with self._turn:
            if self._tried is None or self._clock() - self._tried >= WRITES_EVERY:
                try:
                    self._dispatcher.database.try_writing()
                    self._why_not = None
                except Exception as error:
                    note_failure("record cannot be written to", error)
                    self._why_not = why_not_written(error)
                self._tried = self._clock()
            return self._why_not


def health_route(
    dispatcher: Dispatcher, metrics: Metrics, most_quiet: float | None, writing: Writing | None = None
) -> Route:
    """The address. `most_quiet` is how many seconds the clock may give no sign of life; None: no clock runs here.

    Called when the tables have been brought up to date: it remembers which version that is.
    """
    ours = dispatcher.database.first_value(TABLES_VERSION)
    writing = writing or Writing(dispatcher)
    threads = CapacityLimiter(2)  # of its own: questions that hang must not use up the threads of all others

    def asked() -> tuple[Any, str | None]:
        try:
            return dispatcher.database.first_value(TABLES_VERSION), writing.why_not()
        except Exception as error:
            note_failure("database does not answer", error)
            return None, None

    async def found() -> tuple[Any, str | None]:
        with move_on_after(PATIENCE):
            return await run_sync(asked, abandon_on_cancel=True, limiter=threads)
        return None, None

    async def healthz(_request: Request) -> JSONResponse:
        (theirs, why_not), ticked = await found(), metrics.last_tick_seconds
        reasons = []
        if theirs is None:
            reasons.append(SILENT)
        elif theirs != ours:
            reasons.append(f"The tables are at version {theirs}, and this process needs {ours}: start it again.")
        if why_not:
            reasons.append(why_not)
        if most_quiet is not None and metrics.quiet_seconds > most_quiet:
            reasons.append(f"The clock has given no sign of life for {metrics.quiet_seconds:.0f} seconds.")
        said = {
            "status": "failing" if reasons else "ok",
            "database": "silent" if theirs is None else "read-only" if why_not else "ok",
            "migrations": theirs,
            "last_tick_seconds": None if ticked is None else round(ticked, 1),
        }
        return JSONResponse(said | ({"reason": " ".join(reasons)} if reasons else {}), 503 if reasons else 200)

    return Route("/healthz", healthz)
