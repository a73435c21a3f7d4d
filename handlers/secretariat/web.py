"""`/secretariat web`: a one-time link by which the asker signs in to the pages, shown to the asker alone.

Called by `command`. The link's secret stands on the card and nowhere else: the card is neither kept nor shared.
"""

from datetime import timedelta

from sqlmodel import Session

from handlers.cards import Actions, Button, Card, Text
from handlers.errors import Mistake
from handlers.requests import Request
from models.events import Actor
from models.signing_in import LINK_LASTS, SESSION_LASTS, Purpose, make_link
from papers.wording import plural

NO_ADDRESS = (
    "The pages have no address yet. Whoever runs the bot sets it with SECRETARIAT_WEB_ADDRESS and starts it again."
)

SIGN_IN = "/sign-in"
"""The path of a link, before its secret."""


def web(session: Session, request: Request, words: list[str]) -> Card:
    """Make a link for the asker."""
    if words:
        raise Mistake("The link is always your own, and takes no more words.", example="/secretariat web")
    address = address_of_pages(request)
    actor = Actor(request.asker.organisation_id, request.asker.id, request.now, request.origin.door)
    secret = make_link(session, actor, request.asker.id, Purpose.PAGES, request.now + LINK_LASTS)
    until = f"{(request.now + LINK_LASTS).astimezone(request.zone):%H:%M}"
    body = (
        Text(f"This link signs you in to the pages as {request.asker.name}. It works once, until {until}."),
        Actions((Button("Open the pages", "", url=f"{address}{SIGN_IN}/{secret}", style="primary"),)),
        Text(f"You stay signed in for {hours(SESSION_LASTS)}. Do not pass the link on: it is as good as you.", "muted"),
    )
    return Card("Your link to the pages", body, data={"link": f"{address}{SIGN_IN}/{secret}", "until": until})


def address_of_pages(request: Request) -> str:
    """Where the pages are; a `Mistake` that says what to do while they have no address."""
    if not request.web_address:
        raise Mistake(NO_ADDRESS)
    return request.web_address


def hours(span: timedelta) -> str:
    """`8 hours`."""
    return plural(int(span.total_seconds()) // 3600, "hour")
