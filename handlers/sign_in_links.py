"""One-time links by which somebody signs in to the pages: who gives one calls `sign_in_link`.

The secret stands on the card and nowhere else: the card is neither kept nor shared.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.requests import Request
from models.people.signing_in import LINKS_AT_MOST, WITHIN, Purpose, TooManyLinks, make_link
from papers.wording import plural

NO_ADDRESS = (
    "The pages have no address yet. Whoever runs the bot sets it with SECRETARIAT_WEB_ADDRESS and starts it again."
)

SIGN_IN = "/sign-in"
"""The path of a link, before its secret."""


def sign_in_link(session: Session, request: Request, person_id: int, purpose: Purpose, expires_at: datetime) -> str:
    """The address of a new link for a person, which the asker has made; a `Mistake` where none can be made."""
    address = address_of_pages(request)
    try:
        secret = make_link(session, request.actor, person_id, purpose, expires_at)
    except TooManyLinks as refused:
        raise Mistake(too_many(refused, request.zone)) from None
    return f"{address}{SIGN_IN}/{secret}"


def too_many(refused: TooManyLinks, zone: ZoneInfo) -> str:
    """Why no link was made, which one works, and when there can be another."""
    minutes, again = int(WITHIN.total_seconds()) // 60, refused.again_at.astimezone(zone) + timedelta(minutes=1)
    return (
        f"There were {LINKS_AT_MOST} links in the last {minutes} minutes, which is as many as there may be. The newest "
        f"of them works, if it was not used; from {again:%H:%M} there can be another."
    )


def address_of_pages(request: Request) -> str:
    """Where the pages are; a `Mistake` that says what to do while they have no address."""
    if not request.web_address:
        raise Mistake(NO_ADDRESS)
    return request.web_address


def hours(span: timedelta) -> str:
    """`8 hours`."""
    return plural(int(span.total_seconds()) // 3600, "hour")
