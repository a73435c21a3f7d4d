"""`secretariat serve`: the platforms and the pages of an installation, run all the time.

It answers as soon as it has loaded what an answer takes: pages and papers are loaded when there are some.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial

import typer
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from bot.health import health_route
from bot.library_lines import note_uncaught
from bot.metrics import Metrics, metrics_route
from bot.platforms import Platform, all_platforms, platforms
from bot.process import NoRecord, configure_logging, make_worker, no_record, open_dispatcher
from bot.settings import Settings
from handlers.dispatcher import Dispatcher
from handlers.log import log
from models.plan.actions import living_plan
from models.record.events import newest_event
from schedules.clock import running_clock, tidying

QUIET_TICKS = 5
"""After so many without a sign of life the clock stands still; after a lease at the least, which a message may take."""


def serve(new: bool) -> None:
    """Run the doors that the settings have until stopped; status 1 when they have none or a platform refuses.

    On a record that is empty it starts only when it is told that it is `new`, and on no other one then.
    """
    settings = Settings()
    configure_logging(settings.log_level)
    note_uncaught()
    opened = platforms(settings)
    if not all(each.takes_requests for each in opened) or not (opened or settings.web_address):
        how = " ".join(each.how for each in all_platforms())
        typer.echo(
            f"No door is configured. {how} For the pages set SECRETARIAT_WEB_ADDRESS. “secretariat demo” needs none "
            "of them.",
            err=True,
        )
        raise typer.Exit(1)
    with open_dispatcher(settings, begins=new) as dispatcher:
        record = _record_opened(dispatcher, new)
        dispatcher.tidy()
        for each in opened:
            # Before the server starts: a refusal inside it would be logged as a fault of the program.
            asyncio.run(each.try_out())
        log.info("record opened", **record)
        # No access log: the address of a one-time link has its secret.
        app = served(dispatcher, settings, opened)
        uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False)


def served(dispatcher: Dispatcher, settings: Settings, opened: Sequence[Platform] = ()) -> Starlette:
    """The web application of `serve`: health, metrics, what the platforms send, and the pages if they have an address.

    Beside it run the clock and what the platforms need. Without one there is nobody to send anything to: the clock then
    leaves what is due to a process that has one.
    """
    metrics = dispatcher.observer = Metrics(dispatcher)
    most_quiet = max(QUIET_TICKS * settings.tick_seconds, settings.lease_seconds) if opened else None
    routes: list[BaseRoute] = [health_route(dispatcher, metrics, most_quiet)]
    if settings.metrics_token:
        routes.append(metrics_route(metrics, settings.metrics_token.get_secret_value()))
    beside: list[Callable[[], AbstractAsyncContextManager[None]]] = []
    if opened:
        worker = make_worker(dispatcher, settings, [each.door(dispatcher) for each in opened])
        for platform in opened:
            serving = platform.serving(dispatcher, worker)
            routes += serving.routes
            beside += serving.beside
        beside.append(partial(running_clock, dispatcher, worker, settings.tick_seconds))
    else:
        beside.append(partial(tidying, dispatcher))
    if settings.web_address:
        from bot.web.pages.application import make_pages_app

        routes.append(Mount("/", app=make_pages_app(dispatcher, settings.web_address)))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in beside:
                await stack.enter_async_context(each())
            yield

    return Starlette(routes=routes, lifespan=lifespan)


def _record_opened(dispatcher: Dispatcher, new: bool) -> dict[str, str | int | None]:
    """Which record this is, for the log. Raises `NoRecord` for an empty one that is not `new`, and the other way."""
    with dispatcher.database.read() as session:
        organisation = dispatcher.organisation.read(session)
        plan = living_plan(session, organisation.id) if organisation else None
        last = newest_event(session)
    if organisation is None and not new:
        raise no_record(dispatcher.database)
    if organisation is not None and new:
        raise NoRecord(f"There is a record already at {dispatcher.database.address}: start without --new.")
    return {
        "record": dispatcher.database.address,
        "organisation": organisation.name if organisation else None,
        "plan": plan.title if plan else None,
        "last_event": last.id if last else 0,
        "last_event_at": last.at.isoformat() if last else None,
    }
