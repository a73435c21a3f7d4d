"""Local times typed in the terminal: `--at` stops a desk's clock. Called by the commands that take it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.process import open_desk
from bot.settings import Settings
from handlers.desk import Desk
from models.organisation import the_organisation


@contextmanager
def open_desk_at(settings: Settings, at: datetime | None, *, begins: bool = False) -> Iterator[Desk]:
    """A desk, its clock stopped at the naive local time `at` if there is one.

    Local is the organisation's zone, or that of the settings while there is no organisation. `begins`: see `open_desk`.
    """
    with open_desk(settings, begins=begins) as desk:
        if at is not None:
            with desk.database.read() as session:
                organisation = the_organisation(session)
            zone = ZoneInfo(organisation.zone if organisation else settings.zone)
            fixed = at.replace(tzinfo=zone).astimezone(UTC)
            desk.clock = lambda: fixed
        yield desk
