"""`secretariat tick`: doing once what is due, for trying out, for scripts and for a machine's own scheduler."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import typer

from bot.process import configure_logging, doors_of, make_worker, organisations_meant
from bot.settings import Settings
from bot.terminal.failing import said_of
from bot.terminal.printing import print_json
from bot.terminal.stopped_clock import open_dispatcher_at
from bot.web.door import RecordDoor
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from schedules.ticking import Ticked, Told, tick, told
from schedules.worker import Worker


def tick_once(at: datetime | None, as_json: bool, organisation: str | None) -> None:
    """Decide what is due at the local time `at`, send it, and print what went out and what did not and why.

    Without a door nothing leaves the record: what would have been sent is said to be recorded. Every organisation has
    its turn at its own local time, unless one is named; when one fails, the others have theirs, and the status is 1.
    """
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    meant = organisations_meant(settings, organisation)
    done: dict[str | None, Told] = {}
    for each in meant:
        try:
            done[each] = _told(settings, at, each)
        except Exception as error:
            if len(meant) == 1:
                raise
            failure = note_failure("tick failed", error, organisation=each)
            typer.echo(f"{each}: {said_of(error) or f'something went wrong on our side ({failure})'}", err=True)
    if as_json:
        print_json(_together(done))
    else:
        _print(done)
    if len(done) < len(meant):
        raise typer.Exit(1)


def _told(settings: Settings, at: datetime | None, organisation: str | None) -> Told:
    with open_dispatcher_at(settings, at, organisation) as dispatcher:
        worker = make_worker(dispatcher, settings, doors_of(dispatcher, settings))
        return told(dispatcher, asyncio.run(_tick(dispatcher, worker)), RecordDoor.name)


def _together(done: Mapping[str | None, Told]) -> Mapping[str, object]:
    """As JSON; of several organisations each delivery says whose it is."""
    found = vars(Told())
    for organisation, ticked in done.items():
        whose = {"organisation": organisation} if len(done) > 1 else {}
        for name, deliveries in vars(ticked).items():
            found[name] += [{**each, **whose} for each in deliveries]
    return found


def _print(done: Mapping[str | None, Told]) -> None:
    for organisation, ticked in done.items():
        whose = f"{organisation}: " if len(done) > 1 else ""
        for name, deliveries in vars(ticked).items():
            for each in deliveries:
                said = [each.get("title") or each["kind"], each.get("reason")]
                typer.echo(f"{whose}{name}: {each['to'] or 'nobody'}: {': '.join(filter(None, said))}")
        if not any(vars(ticked).values()):
            typer.echo(f"{whose}Nothing is due.")


async def _tick(dispatcher: Dispatcher, worker: Worker) -> Ticked:
    ticked = await tick(dispatcher, worker)
    await worker.finish()
    return ticked
