"""Putting a process together: settings in, a desk out. Called by the terminal and by tests; nothing lives at import."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from bot.settings import Settings
from handlers.commands import registry
from handlers.desk import Desk
from models.database import Database
from models.organisation import the_organisation


def wall_clock() -> datetime:
    """The time now, as aware UTC."""
    return datetime.now(UTC)


@contextmanager
def open_desk(settings: Settings, at: datetime | None = None) -> Iterator[Desk]:
    """A desk on the configured database, its tables brought up to date. `at` (aware) stops its clock there."""
    database = Database(settings.database_url)
    try:
        database.migrate()
        yield Desk(database, registry, _clock(database, at))
    finally:
        database.close()


def configure_logging(level: str) -> None:
    """Log lines as JSON to standard error; typed text and secrets are never among what is logged."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


def _clock(database: Database, at: datetime | None) -> Callable[[], datetime]:
    """The given moment, else the day on which an example stands, else the wall clock."""
    if at is None:
        with database.read() as session:
            organisation = the_organisation(session)
            at = organisation.stands_at if organisation else None
    if at is None:
        return wall_clock
    fixed = at.astimezone(UTC)
    return lambda: fixed
