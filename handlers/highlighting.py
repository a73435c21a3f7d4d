"""`/action 10.1 highlight ...`: nominating an improvement for the next pack's highlights. Called by `/action`."""

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.cards import Card, Table, Text
from handlers.errors import Mistake
from handlers.requests import Request
from models.boards import Meeting
from models.events import Actor
from models.highlights import highlights_of, nominate, withdraw
from models.plan import Action
from models.privacy import looks_private
from models.snapshots import unpublished_meeting
from papers.wording import day, plural, shortened

LONGEST = 600
"""Characters: a highlight is a sentence or two."""

TOP = 5
"""How many highlights a board is shown as its Top 5 (`domain.md` 2)."""


def highlight(session: Session, request: Request, action: Action, said: str) -> Card:
    """Nominate an action, say it in other words, or with `none` take it off; without words say what is nominated."""
    meeting = unpublished_meeting(session, request.asker.organisation_id, request.today)
    if meeting is None or meeting.id is None:
        raise Mistake("No board is coming whose pack could show it.", example="/board calendar")
    said = " ".join(said.split())
    if not said:
        return _listed(session, meeting, "Highlights")
    require(request.asker, Permission.NOMINATE, action)
    actor = Actor(request.asker.organisation_id, request.asker.id, request.now, request.origin.door)
    if said.casefold() == "none":
        if not withdraw(session, actor, action, meeting.id):
            raise Mistake(f"{action.ref} is not among the highlights.", example="/action 10.1 highlight")
        return _listed(session, meeting, f"{action.ref} is taken off the highlights")
    if action.ended:
        raise Mistake(f"{action.ref} has left the plan, so it is in no pack.")
    if len(said) > LONGEST:
        raise Mistake(
            f"That is {len(said)} characters; a highlight is a sentence or two, {LONGEST} at most. Nothing was kept.",
            understood=(shortened(said, 200),),
        )
    if what := looks_private(said, request.today):
        raise Mistake(f"This looks like {what}. Please say it without; nothing of it was stored.")
    nominate(session, actor, action, meeting.id, said)
    return _listed(session, meeting, f"{action.ref} is nominated")


def _listed(session: Session, meeting: Meeting, title: str) -> Card:
    found = highlights_of(session, meeting.id or 0)
    if not found:
        return Card(title, (Text(f"Nothing is nominated for the board of {day(meeting.on)} yet."),))
    told = f"{plural(len(found), 'highlight')} for the board of {day(meeting.on)}."
    if len(found) > TOP:
        told += f" The board is used to {TOP}: “/action {found[-1][1].ref} highlight none” takes one off."
    rows = tuple((action.ref, action.title, each.text) for each, action in found)
    data = {"meeting": meeting.on.isoformat(), "highlights": [action.ref for _, action in found]}
    return Card(title, (Text(told), Table("Highlights", ("Ref", "Action", "Highlight"), rows)), data=data)
