"""`secretariat tick`: doing once what is due, for trying out, for scripts and for a machine's own scheduler."""

import asyncio
from datetime import datetime

import typer

from bot.process import configure_logging, make_worker, slack_door
from bot.settings import Settings
from bot.terminal.printing import print_json
from bot.terminal.stopped_clock import open_dispatcher_at
from bot.web.door import RecordDoor
from handlers.dispatcher import Dispatcher
from schedules.ticking import Ticked, tick, told
from schedules.worker import Worker


def tick_once(at: datetime | None, as_json: bool) -> None:
    """Decide what is due at the local time `at`, send it, and print what went out and what did not and why.

    Without a door nothing leaves the record: what would have been sent is said to be recorded.
    """
    settings = Settings()
    configure_logging(settings.log_level)
    with open_dispatcher_at(settings, at) as dispatcher:
        door = slack_door(dispatcher, settings)
        ticked = told(
            dispatcher,
            asyncio.run(_tick(dispatcher, make_worker(dispatcher, settings, [door] if door else []))),
            RecordDoor.name,
        )
    if as_json:
        print_json(vars(ticked))
        return
    for name, deliveries in vars(ticked).items():
        for each in deliveries:
            said = [each.get("title") or each["kind"], each.get("reason")]
            typer.echo(f"{name}: {each['to'] or 'nobody'}: {': '.join(filter(None, said))}")
    if not any(vars(ticked).values()):
        typer.echo("Nothing is due.")


async def _tick(dispatcher: Dispatcher, worker: Worker) -> Ticked:
    ticked = await tick(dispatcher, worker)
    await worker.finish()
    return ticked
