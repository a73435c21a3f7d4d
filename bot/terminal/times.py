"""Local times typed in the terminal."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Settings


def in_zone(settings: Settings, at: datetime | None) -> datetime | None:
    """A naive local time as an aware one, in the zone of the settings."""
    return at.replace(tzinfo=ZoneInfo(settings.zone)) if at else None
