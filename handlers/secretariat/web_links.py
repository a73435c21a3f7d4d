"""`/secretariat web`: a one-time link by which the asker signs in to the pages, shown to the asker alone."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Actions, Button, Card, Text
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.sign_in_links import hours, sign_in_link
from models.people.signing_in import LINK_LASTS, SESSION_LASTS, Purpose


@secretariat.verb(
    "web",
    (
        "/secretariat web",
        "a link by which you sign in to the pages: dashboard, returns, requests, decisions, measures, calendar, packs",
    ),
    right=Permission.READ,
    writes=True,
    bare=True,
)
def web(session: Session, request: Request) -> Card:
    """Make a link for the asker."""
    address = sign_in_link(session, request, request.asker.id, Purpose.PAGES, request.now + LINK_LASTS)
    until = f"{(request.now + LINK_LASTS).astimezone(request.zone):%H:%M}"
    body = (
        Text(
            f"This link signs you in to the pages as {request.asker.name}. It works once, until {until}; "
            "any link that you asked for before works no more."
        ),
        Actions((Button("Open the pages", "", url=address, style="primary"),)),
        Text(f"You stay signed in for {hours(SESSION_LASTS)}. Do not pass the link on: it is as good as you.", "muted"),
    )
    return Card("Your link to the pages", body, data={"link": address, "until": until})
