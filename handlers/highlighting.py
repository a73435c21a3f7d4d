"""`/action 10.1 highlight ...`: nominating an improvement for the next pack's highlights.

Somebody else's words are neither replaced nor taken off unseen: the answer shows them, with a button that does it.
"""

from hashlib import sha256

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.action.command import action, action_with
from handlers.cards import Actions, Button, Card, RefCell, Table, Text
from handlers.errors import Mistake
from handlers.grammar import first_word
from handlers.private_text import refuse_private
from handlers.refs import leading_ref, ref_of
from handlers.registry import registry
from handlers.requests import Request
from handlers.whom_to_ask import no_board_coming
from models.boards.boards import Meeting
from models.packs.highlights import Highlight, highlight_of, highlights_of, nominate, withdraw
from models.people.people import Person
from models.plan.actions import Action
from models.position.snapshots import unpublished_meeting
from papers.wording import day, moment, plural, shortened

LONGEST = 600
"""Characters: a highlight is a sentence or two."""

TOP = 5
"""How many highlights a board is shown as its Top 5 (`domain.md` 2)."""


@action.verb("highlight", name="highlights", right=Permission.READ, bare=True, of_a_ref=True)
def nominated(session: Session, request: Request) -> Card:
    """What is nominated for the next board."""
    return _listed(session, _meeting(session, request), "Highlights")


@action.verb(
    "highlight",
    ("/action 10.1 highlight all partners have adopted the strategy", "nominate it for the next pack’s highlights"),
    ("/action 10.1 highlight none", "take it off them again"),
    right=Permission.NOMINATE,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def highlight(session: Session, request: Request) -> Card:
    """Nominate an action, say it in other words, or with `none` take it off."""
    ref, said = leading_ref(request.text) or first_word(request.text)
    return _highlighted(session, request, action_with(session, request, ref), said)


def _meeting(session: Session, request: Request) -> Meeting:
    meeting = unpublished_meeting(session, request.asker.organisation_id, request.today)
    if meeting is None:
        raise no_board_coming(session, request, "whose pack could show it")
    return meeting


def _highlighted(session: Session, request: Request, action: Action, said: str, seen: str = "") -> Card:
    """`seen` is the mark of somebody else's words that the asker has been shown."""
    meeting = _meeting(session, request)
    said = " ".join(said.split())
    require(request.asker, Permission.NOMINATE, action)
    actor = request.actor
    there = highlight_of(session, action, meeting.id)
    others = there if there and there.by_person_id != request.asker.id and _mark(there) != seen else None
    if said.casefold() == "none":
        if there is None:
            raise Mistake(f"{action.ref} is not among the highlights.", example="/action 10.1 highlight")
        if others:
            return _asked_first(session, request, action, others, said)
        withdraw(session, actor, action, meeting.id)
        return _listed(session, meeting, f"{action.ref} is taken off the highlights")
    if action.ended:
        raise Mistake(f"{action.ref} has left the plan, so it is in no pack.")
    if len(said) > LONGEST:
        raise Mistake(
            f"That is {len(said)} characters; a highlight is a sentence or two, {LONGEST} at most. Nothing was kept.",
            understood=(shortened(said, 200),),
        )
    refuse_private(said, request.today)
    if others:
        return _asked_first(session, request, action, others, said)
    nominate(session, actor, action, meeting.id, said)
    return _listed(session, meeting, f"{action.ref} is nominated")


def _a_highlight(value: str) -> bool:
    """A ref, the mark of the words that were shown, and what is to stand in their place."""
    ref, mark, said = (*value.split(" ", 2), "", "")[:3]
    return ref_of(ref) is not None and len(mark) == _MARK and bool(said.strip())


@registry.button("highlight.replace", right=Permission.NOMINATE, writes=True, takes=_a_highlight)
def replace(session: Session, request: Request) -> Card:
    """Put the asker's words in the place of those that were shown, or take these off. Others by now are shown anew."""
    ref, seen, said = request.text.split(" ", 2)
    return _highlighted(session, request, action_with(session, request, ref), said, seen)


def _asked_first(session: Session, request: Request, action: Action, there: Highlight, said: str) -> Card:
    """Whose words stand there, and a button that does what was asked all the same; nothing is changed."""
    by = session.get_one(Person, there.by_person_id).name
    value = f"{action.ref} {_mark(there)} {said}"
    theirs = Text(f"{by} said of {action.ref}, on {moment(there.at, request.zone)}:"), Text(there.text, "quote")
    if said.casefold() == "none":
        asked: tuple[Text, ...] = (Text("Is that to be taken off? Nothing is changed yet."),)
        button = Button("Take it off", "highlight.replace", value)
    else:
        asked = Text("Are these words to stand in their place? Nothing is changed yet."), Text(said, "quote")
        button = Button("Replace it", "highlight.replace", value)
    return Card(f"{action.ref} is nominated already", (*theirs, *asked, Actions((button,))))


_MARK = 12


def _mark(there: Highlight) -> str:
    """By what words that were shown are known again: others, or the same by somebody else, have another mark."""
    return sha256(f"{there.by_person_id} {there.text}".encode()).hexdigest()[:_MARK]


def _listed(session: Session, meeting: Meeting, title: str) -> Card:
    found = highlights_of(session, meeting.id)
    if not found:
        return Card(title, (Text(f"Nothing is nominated for the board of {day(meeting.on)} yet."),))
    told = f"{plural(len(found), 'highlight')} for the board of {day(meeting.on)}."
    if len(found) > TOP:
        told += f" The board is used to {TOP}: “/action {found[-1][1].ref} highlight none” takes one off."
    rows = tuple((RefCell(action.ref), action.title, each.text) for each, action in found)
    data = {"meeting": meeting.on.isoformat(), "highlights": [action.ref for _, action in found]}
    return Card(title, (Text(told), Table("Highlights", ("Ref", "Action", "Highlight"), rows)), data=data)
