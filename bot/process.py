"""Putting a process together: settings in, a dispatcher out. Called by the terminal and by tests; nothing lives at
import.
"""

import gc
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.library_lines import take_library_lines
from bot.platforms import all_platforms, platforms
from bot.settings import Settings
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.log import log_from
from models.record.database import Database
from models.record.organisation import organisations, the_organisation

if TYPE_CHECKING:
    from schedules.outbox_worker import Door
    from schedules.pack_builder import PackBuilder
    from schedules.worker import Worker


class NoRecord(Exception):
    """There is no record where the settings say that one is. The message says so, for the operator."""


def wall_clock() -> datetime:
    """The time now, as aware UTC."""
    return datetime.now(UTC)


@contextmanager
def open_record(settings: Settings, *, begins: bool = False) -> Iterator[Database]:
    """The configured database, its tables brought up to date.

    Only for what `begins` a record are tables made where there are none; all else raises `NoRecord`.
    """
    database = Database(settings.database_url)
    try:
        if not begins and not database.is_there():
            raise no_record(database)
        database.migrate()
        if not gc.isenabled():  # as `main` leaves it
            _share_the_processor()
        yield database
    finally:
        database.close()


@contextmanager
def open_dispatcher(
    settings: Settings, at: datetime | None = None, *, begins: bool = False, organisation: str | None = None
) -> Iterator[Dispatcher]:
    """A dispatcher for the organisation that is named, else for that of the settings. `at` (aware) stops its clock.

    `begins`: see `open_record`. Raises `WhichOrganisation` when that is not clear, which it is where there is only one.
    """
    collects_seldom = not gc.isenabled()
    with open_record(settings, begins=begins) as database:
        with database.read() as session:
            own = the_organisation(session, organisation, settings.organisation)
        stands_at = at or (own.stands_at if own else None)
        web_address = settings.web_address or ""
        dispatcher = Dispatcher(database, registry, _clock(stands_at), web_address, own.id if own else None)
        if collects_seldom:
            dispatcher.tidied_on = date.min
        yield dispatcher


def organisations_meant(settings: Settings, named: str | None) -> Sequence[str | None]:
    """Those that a command is about which may be about all: the one that is named, there or in the settings, else all.

    What the settings have of one organisation, such as the tokens of its doors, is none of the others': with it one has
    to be named. None stands for the one that there is or will be.
    """
    with open_record(settings) as database, database.read() as session:
        there = [each.name for each in organisations(session)]
        of_the_settings = settings.organisation.casefold() in [each.casefold() for each in there]
    if named is None and len(there) > 1 and not of_the_settings and not settings.are_of_one and not platforms(settings):
        return there
    return [named]


def _share_the_processor() -> None:
    """What loading has made is not looked through for garbage any more; the rest is after so many new objects.

    A thread that computes, such as one that tries a large plan, gives way to the others after a millisecond instead of
    five: a question asks the database some ten times, and waits for its turn again after each.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    sys.setswitchinterval(0.001)


@contextmanager
def garbage_left() -> Iterator[None]:
    """Garbage is not looked for meanwhile: of thousands of rows that are read to be kept, none would be found."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def no_record(database: Database) -> NoRecord:
    """What is said where nothing is."""
    return NoRecord(
        f"There is no record yet at {database.address}, which SECRETARIAT_DATABASE_URL names. If there should be one, "
        "do not begin another: a folder may not be mounted, or the settings may be others. “secretariat appoint” "
        "begins one, and so do “import”, “found” and “example”."
    )


def make_worker(dispatcher: Dispatcher, settings: Settings, doors: "Sequence[Door]" = ()) -> "Worker":
    """What brings messages and builds packs in this process; without a door it leaves messages in the record, where
    those for people on a platform wait for a process that is on it.

    May raise `WrongWording`, and `WrongTemplate` for a Word template that the settings name.
    """
    # The libraries of all doors and formats, which commands that bring no message do without.
    from bot.doors.null_transport import NullTransport, is_reached_by
    from bot.web.door import RecordDoor
    from schedules.outbox_worker import OutboxWorker
    from schedules.wording import Wording
    from schedules.worker import Worker

    own = dispatcher.organisation.id
    waiting = [
        NullTransport(each.name, each.title)
        for each in all_platforms()
        if not doors and is_reached_by(dispatcher.database, own, each.name)
    ]
    outbox_worker = OutboxWorker(
        dispatcher,
        doors or waiting or (RecordDoor(),),
        Wording(settings.wording),
        lease=timedelta(seconds=settings.lease_seconds),
        pause=timedelta(seconds=settings.retry_seconds),
    )
    templates = [each.read_bytes() if each else None for each in (settings.pack_template, settings.report_template)]

    def packing() -> "PackBuilder":
        from schedules.pack_builder import PackBuilder, writers

        return PackBuilder(dispatcher, partial(writers, *templates))

    if any(templates):
        from schedules.pack_builder import writers

        writers(*templates)  # one that is wrong is said at once
    return Worker(outbox_worker, packing)


def doors_of(dispatcher: Dispatcher, settings: Settings) -> "list[Door]":
    """The ways out that the settings have."""
    return [each.door(dispatcher) for each in platforms(settings)]


def configure_logging(level: str) -> None:
    """Log lines as JSON to standard error; typed text and secrets are never among what is logged."""
    number = logging.getLevelNamesMapping()[level.upper()]
    log_from(number)
    take_library_lines(number)


def _clock(at: datetime | None) -> Callable[[], datetime]:
    """The given moment, else the wall clock."""
    if at is None:
        return wall_clock
    fixed = at.astimezone(UTC)
    return lambda: fixed
