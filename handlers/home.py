"""What a person finds on opening the bot: what they owe and, for those who chair or keep the record, the position."""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.brag.command import overview
from handlers.cards import Card, Divider, Element, Text
from handlers.errors import Mistake
from handlers.registry import registry
from handlers.requests import Request
from handlers.returns.command import mine


@registry.button("home", right=Permission.READ)
def home(session: Session, request: Request) -> Card:
    """The home card of the asker."""
    body: list[Element] = []
    parts = []
    if may(request.asker, Permission.UPDATE):
        parts.append(mine)
    if may(request.asker, Permission.SHARE):
        parts.append(overview)
    for part in parts:
        try:
            card = part(session, request)
        except Mistake as nothing_yet:
            card = Card("The plan", (Text(nothing_yet.what),))
        body += [Text(card.title, "heading"), *card.body, Divider()]
    body.append(Text("“/brag” shows the position, “/action find” an action, “/secretariat help” everything else."))
    return Card(f"Secretariat: {request.asker.name}", tuple(body))
