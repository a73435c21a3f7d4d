"""`/board requests` and `/board request`: what waits for a meeting, and asking a board for something besides.

What changes the plan is proposed with `/action` (`handlers.proposals`); here it is listed with the rest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.board.arguments import board_in_front, improvement_board
from handlers.board.command import board
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Table, Text
from handlers.days import begins_day, read_day
from handlers.decisions.arising import arising_table
from handlers.decisions.entry import ENTER
from handlers.errors import Mistake
from handlers.grammar import pair_of, said_once
from handlers.private_text import refuse_private
from handlers.proposal_fields import not_given
from handlers.proposal_words import before_and_after, decided_by, proposed_by, title_of
from handlers.refs import known_refs
from handlers.requests import Request
from models.boards.boards import Board, Meeting, boards_of, last_meeting, meeting_on_day
from models.decisions.decisions import Asked, agenda, open_actions_arising, waiting_alike, without_meeting
from models.decisions.proposals import Proposal, ProposalKind, next_meeting, propose
from papers.wording import day, joined, plural, shortened

ASKS = ("note", "endorse", "approve", "receive", "authorise")
"""What a board is asked to do (`domain.md` 5)."""

REQUEST = '/board request endorse "the review of the front door" section:4 presenter:"Service Director"'
LONGEST = 600
LONGEST_NAME = 120
_WHAT = "For example: the review of the front door."


@board.verb(
    "requests",
    ("/board requests", "what the next meeting is asked to decide, numbered; with a day that of another meeting"),
    right=Permission.READ,
    also=("proposals",),
    asked=("requests/proposals", "what board asked/decide/deciding", "what we asked decide/deciding"),
)
def requests(session: Session, request: Request) -> Card:
    """What a meeting is asked to decide."""
    meeting, its_board = meeting_meant(session, request, request.words)
    asked = agenda(session, meeting) if meeting else []
    others = without_meeting(session, request.asker.organisation_id)
    others = [each for each in others if each.id not in {one.proposal.id for one in asked}]
    title = f"What the {its_board.name} is asked{f' on {day(meeting.on)}' if meeting else ''}"
    body: list[Element] = []
    if asked:
        left = sum(each.waits for each in asked)
        body.append(
            Text(f"{plural(len(asked), 'item')}, of which {left or 'none'} {'waits' if left == 1 else 'wait'}.")
        )
        body.append(_table(session, "What is asked", "No.", [(str(each.number), each) for each in asked]))
    if others:
        rows = [(each.name, Asked(each.number or 0, each, None)) for each in others]
        body.append(Text("Waiting for a board without a meeting in the calendar: the secretariat enters its decision."))
        body.append(_table(session, "Without a meeting", "No.", rows))
    if open_ones := open_actions_arising(session, request.asker.organisation_id):
        body.append(Text("Asked for by earlier decisions, and not done yet", "heading"))
        body.append(arising_table(session, open_ones))
    if not body:
        how = f"“/action {known_refs().example} date 31 Oct” proposes a change of the plan, “/board request” asks."
        body.append(Text(f"Nothing is asked yet. {how}"))
    buttons = []
    if asked and meeting and meeting.on <= request.today:
        buttons.append(Button("Go through them", "board.decide", meeting.on.isoformat()))
    if meeting and meeting.on < request.today and (coming := next_meeting(session, its_board.id, request.today)):
        buttons.append(Button(f"What is asked on {day(coming.on)}", "board.requests", f"{coming.on} {its_board.name}"))
    if may(request.asker, Permission.PROPOSE):
        buttons.append(Button("Ask for something", "board.request_form", its_board.name, opens_form=True))
    body += [Actions(tuple(buttons))] if buttons else []
    data = {
        "meeting": meeting.on.isoformat() if meeting else None,
        "board": its_board.name,
        "requests": [_as_data(session, each) for each in asked],
        "without_meeting": [each.name for each in others],
    }
    return Card(title, tuple(body), data=data)


@board.verb(
    "request",
    (REQUEST, "ask the next meeting to note, endorse, approve, receive or authorise something"),
    right=Permission.PROPOSE,
    writes=True,
    prose=True,
)
def ask(session: Session, request: Request) -> Card:
    """Ask a board for something that changes nothing of the plan."""
    pairs = said_once(filter(None, map(pair_of, request.words)), "Nothing was asked.")
    said = " ".join(word for word in request.words if pair_of(word) is None).strip(" :;,")
    first, _, rest = re.sub(r"^to\s+", "", said, flags=re.IGNORECASE).partition(" ")
    verb = first.casefold() if first.casefold() in ASKS else None
    said = rest.strip(" :;,") if verb else said
    if verb is None or not said:
        raise Mistake(
            "What is the board to do, and with what? It can note, endorse, approve, receive or authorise.",
            typed=request.text,
            example=REQUEST,
        )
    if unknown := [name for name in pairs if name not in ("section", "presenter", "board")]:
        raise Mistake(
            f"I do not know “{unknown[0]}:” here. Nothing was asked.", understood=(verb, said), example=REQUEST
        )
    return _asked(session, request, verb, said, pairs)


@board.button("request_form", right=Permission.PROPOSE)
def request_form(session: Session, request: Request) -> Modal:
    """The form that asks what a board is to do; it begins with the board whose name is the request's text."""
    return _form(session, request, {"board": request.text}, {})


@board.form("request_submit", right=Permission.PROPOSE)
def request_submitted(session: Session, request: Request) -> Answer:
    """Ask it, or give the form back with what is wrong."""
    values = {name: value.strip() for name, value in request.values.items() if value.strip()}
    verb, what = values.get("ask", ""), " ".join(values.get("what", "").split())
    errors = {} if verb in ASKS else {"ask": "What is the board to do?"}
    errors |= {} if what else {"what": "This is needed."}
    if errors:
        return _form(session, request, values, errors)
    try:
        return _asked(session, request, verb, what, values)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, values, {"what": mistake.what})


def _form(session: Session, request: Request, values: Mapping[str, str], errors: Mapping[str, str]) -> Modal:
    boards = tuple((each.name, each.name) for each in boards_of(session, request.asker.organisation_id))
    verbs = tuple((each, each.capitalize()) for each in ASKS)
    top = improvement_board(session, request.asker.organisation_id).name
    asked = (
        Input("ask", "What is the board to do?", "choice", required=True, options=verbs),
        Input("what", "With what?", "paragraph", hint=_WHAT, required=True, max_length=LONGEST),
        Input("section", "In which section of the pack?", hint="For example 4.", max_length=LONGEST_NAME),
        Input("presenter", "Who presents it?", max_length=LONGEST_NAME),
        Input("board", "Which board is asked?", "choice", top, options=boards),
    )
    inputs = tuple(
        replace(each, value=values.get(each.name) or each.value, error=errors.get(each.name, "")) for each in asked
    )
    body = (Text("What changes the plan is proposed for its action; this is for everything besides."),)
    return Modal("A request to a board", "board.request_submit", request.text, body, inputs, "Ask")


def _asked(session: Session, request: Request, verb: str, said: str, named: Mapping[str, str]) -> Card:
    """Ask a board: `named` are section, presenter and board, where they were given. Raises `Mistake`."""
    named = {name: named[name] for name in ("section", "presenter", "board") if name in named}
    if len(said) > LONGEST:
        raise Mistake(f"That is {len(said)} characters; {LONGEST} at most. Nothing was asked.")
    refuse_private(" ".join((said, *named.values())), request.today)
    its_board = improvement_board(session, request.asker.organisation_id)
    if "board" in named:
        found, left = board_in_front(session, request.asker.organisation_id, named["board"].split())
        if found is None or left:
            raise Mistake(f"There is no board “{shortened(named['board'], 60)}”. Nothing was asked.", example="/board")
        its_board = found
    after = {"ask": verb, "what": said, "section": named.get("section"), "presenter": named.get("presenter")}
    proposal = Proposal(
        organisation_id=request.asker.organisation_id,
        kind=ProposalKind.REQUEST,
        board_id=its_board.id,
        after={name: value for name, value in after.items() if value},
        at=request.now,
    )
    if there := waiting_alike(session, proposal):
        raise Mistake(f"That is asked already, and waits: {there.name}. Nothing was asked.", example="/board requests")
    meeting = propose(session, request.actor, proposal, f"board {its_board.name}", request.today)
    data = {"request": {"id": proposal.name, "ask": verb, "meeting": meeting.on.isoformat() if meeting else None}}
    body = (
        Text(f"To {verb}: {said}", "strong"),
        Text(decided_by(its_board, meeting.on if meeting else None)),
        Actions((Button("Take it back", "action.take_back_proposal", str(proposal.number)),)),
    )
    return Card(f"Asked as {proposal.name}", body, data=data)


def meeting_meant(session: Session, request: Request, words: Sequence[str]) -> tuple[Meeting | None, Board]:
    """The meeting that is named by its day, and its board by name; else the one that has just been or is to come.

    A meeting that has been is meant until the next one's day, as long as something waits for it.
    """
    organisation_id, left = request.asker.organisation_id, list(words)
    on: date | None = None
    if left and begins_day(left):
        on, left = read_day(left, request.today, "/board requests 7 Jun 2023")
    named, left = board_in_front(session, organisation_id, left) if left else (None, left)
    if left:
        raise Mistake(f"I do not know “{shortened(' '.join(left), 60)}” here.", example="/board requests 7 Jun 2023")
    its_board = named or _top_board(session, organisation_id)
    if on is not None:
        meeting = meeting_on_day(session, its_board.id, on)
        if meeting is None or meeting.cancelled:
            raise Mistake(f"The {its_board.name} does not meet on {day(on)}.", example="/board calendar")
        return meeting, its_board
    coming = next_meeting(session, its_board.id, request.today)
    if coming and coming.on == request.today:
        return coming, its_board
    been = last_meeting(session, organisation_id, request.today) if named is None else None
    if been and any(each.waits for each in agenda(session, been)):
        return been, its_board
    return coming, its_board


def _table(session: Session, caption: str, first: str, asked: Sequence[tuple[str, Asked]]) -> Table:
    rows = []
    for number, each in asked:
        before, after = before_and_after(session, each.proposal)
        change = f"{before} → {after}" if before else after
        lacking = not_given(each.proposal)
        rows.append(
            (
                number,
                title_of(session, each.proposal),
                change,
                proposed_by(session, each.proposal),
                state(each),
                ", ".join(field.title for field in lacking) or "-",
            )
        )
    return Table(caption, (first, "What", "Now and proposed", "By", "State", "Not given"), tuple(rows))


def _top_board(session: Session, organisation_id: int) -> Board:
    """The improvement board. Raises `Mistake` where there is none, with what waits nevertheless."""
    found = without_meeting(session, organisation_id) if not boards_of(session, organisation_id) else ()
    if found:
        waiting = joined([f"{each.name}, {title_of(session, each)}" for each in found[:MOST_WAITING]])
        more = f", and {len(found) - MOST_WAITING} more" if len(found) > MOST_WAITING else ""
        raise Mistake(
            f"There is no board yet that could be asked. What waits is entered by the secretariat: {waiting}{more}.",
            example=ENTER,
        )
    return improvement_board(session, organisation_id)


MOST_WAITING = 20
"""How many are named where there is no board to list them for."""


def state(asked: Asked) -> str:
    """What became of an item in its meeting."""
    if asked.decision is not None:
        until = f" to {day(asked.decision.until)}" if asked.decision.until else ""
        return f"{asked.decision.name}: {asked.decision.outcome}{until}"
    return asked.proposal.back_said if asked.proposal.taken_back_at else "waits"


def _as_data(session: Session, asked: Asked) -> dict[str, object]:
    before, after = before_and_after(session, asked.proposal)
    return {
        "number": asked.number,
        "id": asked.proposal.name,
        "kind": asked.proposal.kind.value,
        "before": before or None,
        "after": after,
        "decision": asked.decision.name if asked.decision else None,
        "outcome": asked.decision.outcome.value if asked.decision else None,
    }
