"""`/board decide`: entering what a board decided, in one walk through what it was asked, or line by line.

What is agreed happens at once, dated to the meeting (`domain.md` 5). It can be undone until the freeze of the meeting
after it; the record keeps both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import board_in_front
from handlers.board.command import board
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Divider, Element, Fields, Input, Modal, Text
from handlers.days import begins_day, read_day
from handlers.decisions.arising import decision_meant
from handlers.decisions.consequences import what_follows
from handlers.decisions.entry import DECIDE, ENTER, Entry, read_entry, with_outcome, without_item
from handlers.decisions.requests import meeting_meant, state
from handlers.errors import Mistake
from handlers.grammar import nearest
from handlers.own_plan import plan_of
from handlers.private_text import refuse_private
from handlers.proposal_fields import FIELDS, not_given, undecided
from handlers.proposal_words import (
    before_and_after,
    explained,
    from_to,
    in_words,
    now_and_proposed,
    proposed_by,
    subject_of,
    taken_back_said,
    title_of,
    told_of,
)
from handlers.proposals.line import begins_with_its_words, read_line
from handlers.proposals.making import names_known
from handlers.proposals.reading import read_amendment
from handlers.requests import Request
from models.boards.boards import Board, Meeting, board_names, improvement_board, meeting_on_day
from models.decisions.decisions import (
    Asked,
    DecidedAlready,
    Decision,
    Outcome,
    Sitting,
    agenda,
    changes_of,
    decision_by_id,
    decision_of,
    enter_decision,
    is_waiting,
    last_decision,
    mark_undone,
    meeting_deciding,
)
from models.decisions.effects import carry_out, changed_since, refuse_impossible, undo
from models.decisions.proposals import (
    Proposal,
    ProposalKind,
    bring_forward,
    fix_numbers,
    meetings_after,
    next_meeting,
    proposal_called,
    put_on_agenda,
)
from models.people.people import Person
from models.plan.actions import Action
from models.position.freezing import freeze_of
from models.position.snapshots import snapshot_of
from papers.wording import day, joined, moment, shortened

LONGEST = 600

NOT_FIXED = (
    "The figures for {} are not fixed yet, so they move with it. To have them as the board saw them: undo it, fix them "
    "(“/pack compile”), and enter it again."
)

_UNDO = re.compile(r"undo\s+(?:decision\s+)?(d\d{1,4})", re.IGNORECASE)

_UNDO_ONE = '/board decide undo {} by:"{}"'

_PLAIN = {"agreed": Outcome.AGREED, "not-agreed": Outcome.NOT_AGREED}


@board.verb(
    "decide",
    (DECIDE, "enter what was decided: agreed, amended …, not agreed, deferred; alone, go through the list"),
    (ENTER, "enter what was decided elsewhere, or by a board without a meeting in the calendar"),
    ("/board decide undo", "take back the decision that was entered last; “undo D2” takes back that one"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
    prose=True,
)
def decide(session: Session, request: Request) -> Card:
    """Enter a decision, or show what is to be decided next."""
    text, entry = read_entry(request)
    words = text.split()
    if [word.casefold() for word in words] == ["undo"]:
        return _undone(session, request, last_decision(session, request.asker.organisation_id))
    if named := _UNDO.fullmatch(text):
        meant = decision_meant(session, request, named[1], request.text, entry.body, entry.on, _UNDO_ONE)
        return _undone(session, request, meant)
    text = without_item(text)
    words = text.split()
    if not words or begins_day(words) or not re.fullmatch(r"[pP]?\d{1,6}[.:]?", words[0]):
        meeting, its_board = meeting_meant(session, request, words)
        return _walk(session, request, meeting, its_board)
    proposal, meeting = _meant(session, request, words[0])
    said = text.partition(words[0])[2].strip(" :,")
    if not said:
        return _item(session, request, proposal, meeting)
    return entered(session, request, proposal, with_outcome(said, entry))


def _a_proposal_and_outcome(value: str) -> bool:
    number, _, outcome = value.partition(" ")
    return a_number(number) and outcome in _PLAIN


@board.button("outcome", right=Permission.KEEP_THE_RECORD, writes=True, takes=_a_proposal_and_outcome)
def outcome(session: Session, request: Request) -> Card:
    """Enter by one press that an item was agreed, or was not."""
    number, _, said = request.text.partition(" ")
    return entered(session, request, proposal_numbered(session, request, int(number)), Entry(_PLAIN[said]))


@board.button("amend", right=Permission.KEEP_THE_RECORD, takes=a_number)
def amend(session: Session, request: Request) -> Modal:
    """The form that asks what was agreed instead."""
    return _amend_form(session, proposal_numbered(session, request, int(request.text)), "", "")


@board.form("amend_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def amended(session: Session, request: Request) -> Answer:
    """Enter that an item was agreed as amended."""
    proposal, words = proposal_numbered(session, request, int(request.text)), request.values.get("words", "").strip()
    try:
        return entered(session, request, proposal, Entry(Outcome.AMENDED, words))
    except Mistake as mistake:
        return _amend_form(session, proposal, words, mistake.what)


@board.button("defer", right=Permission.KEEP_THE_RECORD, takes=a_number)
def defer(session: Session, request: Request) -> Modal:
    """The form that asks to which meeting an item was deferred."""
    proposal = proposal_numbered(session, request, int(request.text))
    return _defer_form(session, request, proposal, {}, "")


@board.form("defer_submit", right=Permission.KEEP_THE_RECORD, takes=a_number)
def deferred(session: Session, request: Request) -> Answer:
    """Enter that an item was deferred."""
    proposal = proposal_numbered(session, request, int(request.text))
    values = {name: value.strip() for name, value in request.values.items()}
    try:
        until, left = read_day(values.get("until", "").split(), request.today, "19 Jul 2023")
        if left:
            raise Mistake(f"“{values['until']}” is no day that I can read.")
        return entered(session, request, proposal, Entry(Outcome.DEFERRED, values.get("words", ""), until))
    except Mistake as mistake:
        return _defer_form(session, request, proposal, values, mistake.what)


@board.button("undo_decision", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def undo_decision(session: Session, request: Request) -> Card:
    """Take back a decision, with all that it changed."""
    return _undone(session, request, decision_by_id(session, request.asker.organisation_id, int(request.text)))


def _meant(session: Session, request: Request, typed: str) -> tuple[Proposal, Meeting | None]:
    """The item of the meeting that is meant, by its number there, or by P and the number of its proposal."""
    number = int(re.sub(r"\D", "", typed))
    if typed[0] in "pP" and (proposal := proposal_numbered(session, request, number)).board_id is None:
        return proposal, None  # in a record without boards, too
    meeting, its_board = meeting_meant(session, request, ())
    if meeting and meeting.on <= request.today:
        bring_forward(session, request.actor, meeting)
    if typed[0] in "pP":
        return proposal_numbered(session, request, number), meeting
    found = (
        next((each.proposal for each in agenda(session, meeting) if each.number == number), None) if meeting else None
    )
    if found is None and meeting is None:
        return proposal_numbered(session, request, number), None
    if found is None:
        raise Mistake(
            f"The {its_board.name} has no item {number} on {day(meeting.on) if meeting else ''}.",
            typed=request.text,
            example="/board requests",
        )
    return found, meeting


def proposal_numbered(session: Session, request: Request, number: int) -> Proposal:
    """The proposal with this number, the 7 of P7. Raises `Mistake`."""
    proposal = proposal_called(session, request.asker.organisation_id, number)
    if proposal is None:
        raise Mistake(f"There is no proposal P{number}.", typed=request.text, example="/board requests")
    return proposal


def _walk(session: Session, request: Request, meeting: Meeting | None, its_board: Board) -> Card:
    """The next item that waits; what is left, where the board has not met yet; that all is decided."""
    if meeting is None:
        said = f"The {its_board.name} has no meeting in the calendar. What it decided is entered so: {ENTER}"
        return Card("Nothing to go through", (Text(said),), data={"waiting": 0}, done=False)
    bring_forward(session, request.actor, meeting)
    asked = agenda(session, meeting)
    left = [each for each in asked if each.waits]
    where = f"{its_board.name}, {day(meeting.on)}"
    if not asked:
        return Card(where, (Text("The meeting is asked nothing."),), data={"waiting": 0})
    if not left:
        return Card(where, (Text("Nothing waits any more."), *_decided(session, asked)), data={"waiting": 0})
    if meeting.on > request.today:
        said = f"The board meets on {day(meeting.on)}: what it decides is entered from then on."
        return Card(where, (Text(said), *_decided(session, asked)), data={"waiting": len(left)}, done=False)
    return _item(session, request, left[0].proposal, meeting)


def _decided(session: Session, asked: Sequence[Asked]) -> list[Element]:
    lines = [f"{each.number}. {title_of(session, each.proposal)}: {state(each)}" for each in asked]
    return [Text(line) for line in lines]


def _item(session: Session, request: Request, proposal: Proposal, meeting: Meeting | None) -> Card:
    """One item, with all that the board should know of it, and a button for each outcome."""
    asked = agenda(session, meeting) if meeting else []
    mine = next((each for each in asked if each.proposal.id == proposal.id), None)
    title = title_of(session, proposal)
    if meeting and mine:
        title = f"Item {mine.number} of {len(asked)}: {title}"
    pairs = now_and_proposed(session, proposal)
    pairs += explained(proposal)
    pairs += [
        ("Proposed by", f"{proposed_by(session, proposal)}, {moment(proposal.at, request.zone)} ({proposal.name})")
    ]
    body: list[Element] = [Fields(tuple(pairs))]
    if lacking := not_given(proposal):
        body.append(Text(f"Not given: {joined([each.title for each in lacking])}."))
    if proposal.action_id is not None:
        action = session.get_one(Action, proposal.action_id)
        body.insert(0, Text(action.title, "strong"))
        if changed_since(action, proposal):
            now = in_words(session, {**proposal.before, **changed_since(action, proposal)})
            body.append(Text(f"Since it was proposed this has changed: it is {now} now.", "strong"))
    decision = decision_of(session, proposal)
    if not is_waiting(proposal, decision):
        gone = f"{decision.name}: {decision.outcome}" if decision else "It was taken back"
        body.append(Text(f"{gone}. It is not to be decided any more."))
        return Card(title, tuple(body), data={"item": mine.number if mine else None, "waiting": False})
    number = str(proposal.number)
    buttons = (
        Button("Agreed", "board.outcome", f"{number} agreed", style="primary"),
        Button("Agreed as amended", "board.amend", number, opens_form=True),
        Button("Not agreed", "board.outcome", f"{number} not-agreed"),
        Button("Deferred", "board.defer", number, opens_form=True),
        Button("Decided elsewhere", "board.entry", number, opens_form=True),
    )
    where = f"{meeting.on.isoformat()}" if meeting else None
    data = {"item": mine.number if mine else None, "proposal": proposal.name, "meeting": where, "waiting": True}
    return Card(title, (*body, Actions(buttons)), data=data)


def entered(session: Session, request: Request, proposal: Proposal, entry: Entry) -> Card:
    """Enter a decision, do what it says, and go on with the next item."""
    decision = decision_of(session, proposal)
    if proposal.taken_back_at:
        raise Mistake(taken_back_said(proposal, request.zone))
    if decision and not is_waiting(proposal, decision):
        raise _decided_already(session, decision, request)
    if len(entry.words) > LONGEST:
        raise Mistake(f"That is {len(entry.words)} characters; {LONGEST} at most. Nothing was entered.")
    refuse_private(entry.words, request.today)
    sitting, outside = _sitting(session, request, proposal, entry)
    if decision and _is_deferred_still(session, request, proposal, decision, sitting, entry):
        raise _decided_already(session, decision, request)
    plan = plan_of(session, request)
    changed, entry = _amendment(session, request, proposal, entry)
    if entry.outcome is Outcome.AMENDED and proposal.kind is ProposalKind.NEW and "title" not in changed:
        outside += " It is worded as proposed: other words for it stand in quotation marks."
    is_agreed = entry.outcome in (Outcome.AGREED, Outcome.AMENDED)
    if is_agreed and (open_field := undecided(proposal, changed)):
        example = "into 2.6" if proposal.kind is ProposalKind.MERGE else '"Book the fair" and "Hold the fair"'
        raise Mistake(
            f"{open_field.label} The proposal does not say it. Nothing was entered.",
            example=f"/board decide {proposal.name} amended {example}",
        )
    if is_agreed:
        try:
            refuse_impossible(session, proposal, changed)
        except ValueError as impossible:
            raise Mistake(f"{impossible} It can only be not agreed, or taken back. Nothing was entered.") from None
    later: Meeting | None = None
    if entry.outcome is Outcome.DEFERRED:
        later, entry = _deferred_to(session, request, sitting, entry)
    before, _ = before_and_after(session, proposal)
    fix_numbers(session, request.actor, proposal.board_id, request.today)
    try:
        made = enter_decision(
            session,
            request.actor,
            sitting,
            proposal,
            entry.outcome,
            subject_of(session, proposal),
            words=entry.words or None,
            minute=entry.minute or None,
            until=entry.until,
        )
    except DecidedAlready as already:
        raise _decided_already(session, already.decision, request) from None
    if is_agreed:
        carry_out(session, request.actor, plan, proposal, made, request.zone, changed)
    if later is not None:
        put_on_agenda(session, later, proposal)
    return _told(session, request, proposal, made, before, outside)


def _is_deferred_still(
    session: Session, request: Request, proposal: Proposal, decision: Decision, sitting: Sitting, entry: Entry
) -> bool:
    """Whether a sitting has deferred it already, or the meeting to which it was deferred lies ahead: a second press, or
    a button of before. A board that decides it sooner is named, or its day.
    """
    if (decision.body, decision.on) == (sitting.body, sitting.on):
        return True
    asked = meeting_deciding(session, proposal, request.today)
    return asked is not None and asked.on > request.today and not (entry.on or entry.body)


def _amendment(session: Session, request: Request, proposal: Proposal, entry: Entry) -> tuple[dict[str, object], Entry]:
    """What an amendment puts in the place of what was proposed. Raises `Mistake` where that cannot be told."""
    if entry.outcome is not Outcome.AMENDED:
        return {}, entry
    if not entry.words:
        raise Mistake(
            "As amended how? Say what was agreed instead. Nothing was entered.",
            example="/board decide 1 amended 30 Nov 2023",
        )
    if proposal.kind not in FIELDS:  # a request, or a version: how it was amended is said in words
        return {}, entry
    if proposal.kind is ProposalKind.MEASURE and entry.body and begins_day(entry.body.split()):
        raise Mistake(
            "“by:” names the board that decided; the day of a target stands behind it. Nothing was entered.",
            example=f"/board decide 1 amended target:70% by {entry.body}",
        )
    given = read_line(proposal.kind, entry.words, request.today, names_known(session, request))
    if proposal.kind in _IN_ITS_PARTS and not begins_with_its_words(proposal.kind, entry.words):
        given.pop(_IN_ITS_PARTS[proposal.kind], None)  # “amended, subject to funding” is not what is to be done
    changed = read_amendment(session, request, plan_of(session, request), proposal, given)
    its_own = [each for each in FIELDS[proposal.kind] if each.typed]
    if its_own and not changed and proposal.kind is not ProposalKind.NEW:
        raise Mistake(f"As amended to which {its_own[0].title}? Nothing was entered.", typed=entry.words)
    return changed, entry


_IN_ITS_PARTS = {ProposalKind.NEW: "title", ProposalKind.MEASURE: "definition"}
"""What is amended part by part, and its field whose words have to be told from what a board says besides."""


def _deferred_to(session: Session, request: Request, sitting: Sitting, entry: Entry) -> tuple[Meeting | None, Entry]:
    """The meeting to which it is deferred: the one that is named, else the board's next one."""
    until, words = entry.until, entry.words
    if until is None and words and begins_day(words.split()):
        until, left = read_day(words.split(), request.today, "/board decide 1 deferred to 30 Aug 2023")
        words = " ".join(left)
    board_id = sitting.board_id
    later = meeting_on_day(session, board_id, until) if board_id and until else None
    if until is None:
        later = next_meeting(session, board_id, sitting.on + timedelta(days=1)) if board_id else None
        until = later.on if later else None
    elif later is None or later.cancelled:
        raise Mistake(
            f"The {sitting.body} does not meet on {day(until)}. Nothing was entered.", example="/board calendar"
        )
    if until is not None and until <= sitting.on:
        raise Mistake(f"{day(until)} is no later meeting. Nothing was entered.", example="/board calendar")
    return later, replace(entry, until=until, words=words.strip(" ,;:"))


def _sitting(session: Session, request: Request, proposal: Proposal, entry: Entry) -> tuple[Sitting, str]:
    """Where it was decided, and a note where that is outside the meeting that was asked."""
    its_board = session.get_one(Board, proposal.board_id) if proposal.board_id else None
    if entry.body:
        named, left = board_in_front(session, request.asker.organisation_id, entry.body.split())
        its_board = named if not left else None
        names = board_names(session, request.asker.organisation_id)
        if its_board is None and (likely := nearest(entry.body, names, likeness=0.85)):
            meant = session.get_one(Board, names[likely[0]]).name
            raise Mistake(
                f"There is no board “{shortened(entry.body, 60)}”. Did you mean {meant}? Nothing was entered.",
                example=ENTER,
            )
    body = its_board.name if its_board else entry.body
    if not body:
        raise Mistake("Which body decided it? Nothing was entered.", example=ENTER)
    if entry.on and entry.on > request.today:
        raise Mistake(f"{day(entry.on)} lies ahead: what is decided then is entered then.", example=ENTER)
    asked = meeting_deciding(session, proposal, request.today)
    on, note = entry.on, ""
    if on is None and asked and asked.on <= request.today and its_board and asked.board_id == its_board.id:
        on = asked.on
    if on is None:
        on = request.today
        if asked and asked.on > request.today:
            note = f" It is entered as decided outside a meeting: the {body} meets on {day(asked.on)}."
    meeting = meeting_on_day(session, its_board.id, on) if its_board else None
    meeting = None if meeting and meeting.cancelled else meeting
    return Sitting(body, on, its_board.id if its_board else None, meeting.id if meeting else None), note


def _decided_already(session: Session, decision: Decision, request: Request) -> Mistake:
    by = session.get_one(Person, decision.by_person_id).name if decision.by_person_id else "an operator"
    until = f" to {day(decision.until)}" if decision.until else ""
    return Mistake(
        f"That is decided: {decision.outcome}{until} ({told_of(decision)}), entered by {by} "
        f"on {moment(decision.at, request.zone)}. Nothing was entered.",
        next_step=(Actions((Button("Undo it", "board.undo_decision", str(decision.id)),)),),
    )


def _told(
    session: Session, request: Request, proposal: Proposal, decision: Decision, before: str, outside: str
) -> Card:
    """What was entered and what it did, with what can be done of it, and the next item below."""
    what = title_of(session, proposal)
    until = f" to {day(decision.until)}" if decision.until else ""
    body: list[Element] = [Text(f"{what}: {decision.outcome}{until}.{outside}", "strong")]
    changes = changes_of(session, decision)
    for each in changes:
        action = session.get_one(Action, each.action_id)
        if each.before:
            body.append(Text(f"{action.ref}: {from_to(session, each.before, each.after)}."))
        else:
            body.append(Text(f"{action.ref} is in the plan: {action.title}."))
    body += what_follows(session, changes)
    if decision.outcome in (Outcome.NOT_AGREED, Outcome.DEFERRED):
        body.append(Text("Nothing of the plan was changed."))
    if decision.words:
        body.append(Text(decision.words, "quote"))
    if changes and decision.meeting_id is not None and snapshot_of(session, decision.meeting_id) is None:
        body.append(Text(NOT_FIXED.format(day(decision.on))))
    body.append(
        Actions(
            (
                Button("Undo", "board.undo_decision", str(decision.id)),
                Button("Action arising", "board.arising_form", str(decision.id), opens_form=True),
            )
        )
    )
    data = {
        "decision": decision.name,
        "body": decision.body,
        "on": decision.on.isoformat(),
        "outcome": decision.outcome.value,
        "proposal": proposal.name,
        "changed": [session.get_one(Action, each.action_id).ref for each in changes],
        "was": before or None,
    }
    title = f"{decision.name}, {decision.body}, {day(decision.on)}"
    if decision.meeting_id is not None:
        here = session.get_one(Meeting, decision.meeting_id)
        left = [each for each in agenda(session, here) if each.waits]
        if left:
            following = _item(session, request, left[0].proposal, here)
            body += [Divider(), Text(following.title, "heading"), *following.body]
        else:
            body.append(Text("That was the last item of the list."))
    return Card(title, tuple(body), data=data)


def _undone(session: Session, request: Request, decision: Decision | None) -> Card:
    if decision is None:
        raise Mistake("No decision has been entered that could be undone.", example=DECIDE)
    if decision.undone_at:
        raise Mistake(
            f"{decision.name} of {day(decision.on)} was undone on {moment(decision.undone_at, request.zone)}."
        )
    if later := frozen_with(session, request, decision):
        raise Mistake(
            f"The position for {day(later.on)} is frozen, and {decision.name} is in it: it can no longer be undone. "
            "Propose the change back."
        )
    proposal = session.get_one(Proposal, decision.proposal_id)
    try:
        undo(session, request.actor, decision, request.zone)
    except ValueError as impossible:
        raise Mistake(f"{decision.name} cannot be undone: {impossible}") from None
    mark_undone(session, request.actor, decision, subject_of(session, proposal))
    said = f"{title_of(session, proposal)} waits again, and what {decision.name} changed is as it was before."
    buttons = (Button("Decide it", "board.decide", proposal.name),)
    title = f"Undone: {decision.name}, {decision.body}, {day(decision.on)}"
    return Card(title, (Text(said), Actions(buttons)), data={"undone": decision.name})


def frozen_with(session: Session, request: Request, decision: Decision) -> Meeting | None:
    """The meeting in whose frozen position a decision is, so that it can no longer be undone: the next one whose
    figures were not fixed yet when it was entered.
    """
    top = improvement_board(session, request.asker.organisation_id)
    entered_on = decision.at.astimezone(request.zone).date()
    after = max(decision.on + timedelta(days=1), entered_on)
    for later in meetings_after(session, top.id, after, 2) if top else ():
        snapshot = snapshot_of(session, later.id)
        if snapshot is None:
            return later if freeze_of(session, request.asker.organisation_id, later) <= request.now else None
        if snapshot.frozen_at > decision.at:
            return later
    return None


def amended_to(proposal: Proposal) -> str:
    """What the words of an amendment of a proposal are, as a hint."""
    its_own = [each for each in FIELDS.get(proposal.kind, ()) if each.typed]
    if not its_own:
        return "What was agreed instead."
    if len(its_own) > 1:
        example = "target:70%" if proposal.kind is ProposalKind.MEASURE else 'due:"30 Nov 2023"'
        return f"Only what is different, by its name, for example {example}; what is not named stays as proposed."
    return f"{its_own[0].label.removesuffix('?')} first, then any words. {its_own[0].hint}".strip()


def _amend_form(session: Session, proposal: Proposal, words: str, error: str) -> Modal:
    _, after = before_and_after(session, proposal)
    hint = amended_to(proposal)
    inputs = (
        Input(
            "words",
            "What was agreed instead?",
            "paragraph",
            words,
            hint,
            required=True,
            max_length=LONGEST,
            error=error,
        ),
    )
    body = (Text(title_of(session, proposal), "strong"), Text(f"Proposed: {after}"))
    return Modal("Agreed as amended", "board.amend_submit", str(proposal.number), body, inputs, "Enter")


def _defer_form(session: Session, request: Request, proposal: Proposal, values: dict[str, str], error: str) -> Modal:
    asked = meeting_deciding(session, proposal, request.today)
    after = max(request.today, asked.on) if asked else request.today
    later = next_meeting(session, proposal.board_id, after + timedelta(days=1)) if proposal.board_id else None
    until = values.get("until", later.on.isoformat() if later else "")
    inputs = (
        Input("until", "To which meeting?", "date", until, required=True, error=error),
        Input("words", "Why?", "paragraph", values.get("words", ""), max_length=LONGEST),
    )
    body = (Text(title_of(session, proposal), "strong"),)
    return Modal("Deferred", "board.defer_submit", str(proposal.number), body, inputs, "Enter")
