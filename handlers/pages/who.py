"""Who looks at a page, for what stands on every one of them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.access import Permission
from handlers.registry import registry
from handlers.requests import Request


@dataclass(frozen=True)
class Who:
    """The visitor's name, and the zone of the times that they read."""

    name: str
    zone: ZoneInfo


@registry.page("page.who", right=Permission.READ)
def who(_session: Session, request: Request) -> Who:
    """The visitor."""
    return Who(request.asker.name, request.zone)
