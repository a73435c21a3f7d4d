"""Local times typed in the terminal: `--at` stops a dispatcher's clock. Called by the commands that take it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.process import open_dispatcher
from bot.settings import Settings
from handlers.dispatcher import Dispatcher


@contextmanager
def open_dispatcher_at(
    settings: Settings, at: datetime | None, organisation: str | None = None, *, begins: bool = False
) -> Iterator[Dispatcher]:
    """A dispatcher, its clock stopped at the naive local time `at` if there is one.

    Local is the organisation's zone, or that of the settings while there is no organisation. `organisation` and
    `begins`: see `open_dispatcher`.
    """
    with open_dispatcher(settings, begins=begins, organisation=organisation) as dispatcher:
        if at is not None:
            with dispatcher.database.read() as session:
                own = dispatcher.organisation.read(session)
            zone = ZoneInfo(own.zone if own else settings.zone)
            fixed = at.replace(tzinfo=zone).astimezone(UTC)
            dispatcher.clock = lambda: fixed
        yield dispatcher
