"""The form by which a decision is entered with all that can be said of it: its outcome, words, to when it was deferred,
and where it was decided elsewhere, by whom, on which day, and where the minutes have it.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.command import board
from handlers.button_values import a_number
from handlers.cards import Answer, Input, Modal, Text
from handlers.days import past
from handlers.decisions.deciding import LONGEST, amended_to, entered, proposal_numbered
from handlers.decisions.entry import Entry, whole_day
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.proposal_words import before_and_after, title_of
from handlers.requests import Request
from models.boards.boards import Board
from models.decisions.decisions import Outcome, meeting_deciding
from models.decisions.proposals import Proposal, meetings_after
from models.plan.actions import Action
from papers.wording import day

OUTCOMES = {
    "agreed": Outcome.AGREED,
    "amended": Outcome.AMENDED,
    "not-agreed": Outcome.NOT_AGREED,
    "deferred": Outcome.DEFERRED,
}
"""The outcomes by what stands for them in a form, in the order in which they are offered."""

LATER = 6
"""To so many meetings an item can be deferred in the form; to any other one by a line."""

_LONGEST_LINE = 200


@board.button("entry", right=Permission.KEEP_THE_RECORD, takes=a_number)
def entry(session: Session, request: Request) -> Modal:
    """The form by which a decision of a proposal, by its number, is entered."""
    return _form(session, request, proposal_numbered(session, request, int(request.text)), {}, {})


@board.form("entry_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def entry_submitted(session: Session, request: Request) -> Answer:
    """Enter the decision, or give the form back with what is wrong."""
    proposal = proposal_numbered(session, request, int(request.text))
    values = {name: value.strip() for name, value in request.values.items()}
    outcome = OUTCOMES.get(values.get("outcome", ""))
    if outcome is None:
        return _form(session, request, proposal, values, {"outcome": "What was the outcome?"})
    at = {Outcome.AMENDED: "words", Outcome.DEFERRED: "until"}.get(outcome, "outcome")
    try:
        refuse_private(" ".join((values.get("body", ""), values.get("minute", ""))), request.today)
        until = whole_day(values["until"], request.today) if values.get("until") else None
        on = whole_day(values["day"], past(request.today)) if values.get("day") else None
        made = Entry(
            outcome,
            values.get("words", ""),
            until if outcome is Outcome.DEFERRED else None,
            on,
            values.get("body", ""),
            values.get("minute", ""),
        )
        return entered(session, request, proposal, made)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        its_own = [each.name for each in _inputs(session, request, proposal)]
        return _form(session, request, proposal, values, {at if at in its_own else "outcome": mistake.what})


def later_meetings(session: Session, request: Request, proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """The meetings to which a proposal can be deferred, each as its day in ISO form and in words, the next first."""
    asked = meeting_deciding(session, proposal, request.today)
    after = max(request.today, asked.on) if asked else request.today
    found = meetings_after(session, proposal.board_id, after + timedelta(days=1), LATER)
    return tuple((each.on.isoformat(), day(each.on)) for each in found)


def words_hint(proposal: Proposal) -> str:
    """What the words of a decision are for."""
    amended = amended_to(proposal)
    return f"If it was amended: {amended[:1].lower()}{amended[1:]}"


def _form(
    session: Session, request: Request, proposal: Proposal, values: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    before, after = before_and_after(session, proposal)
    about = session.get_one(Action, proposal.action_id).title if proposal.action_id is not None else ""
    what = f"{title_of(session, proposal)}: {about}" if about else title_of(session, proposal)
    body = (Text(what, "strong"), Text(f"{before} → {after}" if before else after))
    inputs = tuple(_inputs(session, request, proposal, values, errors))
    return Modal(f"The decision on {proposal.name}", "board.entry_submit", str(proposal.number), body, inputs, "Enter")


def _inputs(
    session: Session,
    request: Request,
    proposal: Proposal,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Iterator[Input]:
    its_board = session.get_one(Board, proposal.board_id).name if proposal.board_id else "board that is asked"
    outcomes = tuple((value, outcome.value.capitalize()) for value, outcome in OUTCOMES.items())
    asked = [
        Input("outcome", "What was the outcome?", "choice", required=True, options=outcomes),
        Input("words", "In which words?", "paragraph", hint=words_hint(proposal), max_length=LONGEST),
    ]
    if later := later_meetings(session, request, proposal):
        next_one = f"If none is chosen, to the next one: {later[0][1]}."
        asked.append(Input("until", "If it was deferred, to which meeting?", "choice", hint=next_one, options=later))
    asked += [
        Input("day", "On which day was it decided?", "date", hint="If not at the meeting that is asked."),
        Input("body", "By whom?", hint=f"If not by the {its_board}.", max_length=_LONGEST_LINE),
        Input("minute", "Where do the minutes have it?", hint="For example 4.2.", max_length=_LONGEST_LINE),
    ]
    for each in asked:
        value, error = (values or {}).get(each.name, ""), (errors or {}).get(each.name, "")
        yield Input(
            each.name, each.label, each.type, value, each.hint, each.required, each.options, each.max_length, error
        )
