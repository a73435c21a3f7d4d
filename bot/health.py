"""`/healthz`: whether this process does its work, for whatever restarts it or sends people to another one.

It says nothing about what is in the record, and needs no sign-in. The database has a few seconds to answer.
"""

from typing import Any

from anyio import CapacityLimiter, move_on_after
from anyio.to_thread import run_sync
from sqlalchemy import Select, column, select, table
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.metrics import Metrics
from handlers.desk import Desk
from handlers.failures import note_failure

PATIENCE = 5.0
"""Seconds that the database has for its answer."""

_VERSION: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))


def health_route(desk: Desk, metrics: Metrics, most_quiet: float | None) -> Route:
    """The address. `most_quiet` is how many seconds the clock may give no sign of life; None: no clock runs here.

    Called when the tables have been brought up to date: it remembers which version that is.
    """
    ours = desk.database.first_value(_VERSION)
    threads = CapacityLimiter(2)  # of its own: questions that hang must not use up the threads of all others

    async def theirs() -> Any:
        with move_on_after(PATIENCE):
            try:
                return await run_sync(desk.database.first_value, _VERSION, abandon_on_cancel=True, limiter=threads)
            except Exception as error:
                note_failure("database does not answer", error)
        return None

    async def healthz(_request: Request) -> JSONResponse:
        found, ticked = await theirs(), metrics.last_tick_seconds
        reasons = []
        if found is None:
            reasons.append("The database does not answer.")
        elif found != ours:
            reasons.append(f"The tables are at version {found}, and this process needs {ours}: start it again.")
        if most_quiet is not None and metrics.quiet_seconds > most_quiet:
            reasons.append(f"The clock has given no sign of life for {metrics.quiet_seconds:.0f} seconds.")
        said = {
            "status": "failing" if reasons else "ok",
            "database": "silent" if found is None else "ok",
            "migrations": found,
            "last_tick_seconds": None if ticked is None else round(ticked, 1),
        }
        return JSONResponse(said | ({"reason": " ".join(reasons)} if reasons else {}), 503 if reasons else 200)

    return Route("/healthz", healthz)
