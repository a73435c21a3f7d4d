"""`/action 2.4 date 31 Oct …` and its like: proposing a change of the plan, explaining it, taking it back.

Nothing here changes the plan: only a board's recorded decision does (`domain.md` 4.1 and 5). What cannot be proposed as
it was typed is kept as a draft, and the form that asks for the rest begins with it.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Element, Fields, Input, Modal, Text
from handlers.errors import Mistake
from handlers.own_plan import plan_of
from handlers.plan_change_words import CHANGES, MOVING, PlanChange, titled
from handlers.proposal_fields import FIELDS, Field, missing, not_given
from handlers.proposal_words import (
    as_data,
    before_and_after,
    capital,
    decided_by,
    explained,
    now_and_proposed,
    ref_in,
    subject_of,
    taken_back_said,
    title_of,
)
from handlers.proposals.choosing import Options, choices
from handlers.proposals.line import read_line, what_moves
from handlers.proposals.measure_fields import as_typed, completed, measure_typed, with_figures_of_its_words
from handlers.proposals.reading import Reading, asked_of, read_fields
from handlers.requests import Request
from models.boards.boards import Board, board_names
from models.decisions.decisions import decision_of, is_waiting, waiting_alike
from models.decisions.effects import as_json
from models.decisions.proposals import (
    Proposal,
    ProposalKind,
    deciding_board,
    drop_proposal_draft,
    fix_numbers,
    keep_proposal_draft,
    meeting_asked,
    proposal_called,
    proposal_draft,
    proposals_about,
    propose,
    say_more,
    take_back_proposal,
)
from models.people.people import Role, posts_with_addresses
from models.plan.actions import Action, Plan
from models.plan.measures import propose_parts
from papers.wording import joined, moment

NEW = '/action new "Recruit ten carers" area:2 board:Workforce sro:workforce.sro@example.org due:30 Sep 2023'

_USAGE: Mapping[ProposalKind, tuple[str, str]] = {
    ProposalKind.DATE: (
        "/action 2.4 date 31 Oct 2023 the officer started late",
        "propose a new date to the board; until it has decided nothing changes",
    ),
    ProposalKind.CLOSE: (
        "/action 2.4 close",
        "propose an ending; as well: withdraw, merge into 2.6, split; a form asks for what is needed",
    ),
    ProposalKind.MEASURE: (
        '/action 2.4 measure "Share of foster carers who would recommend us" baseline:52% target:75% by:31 Dec 2023',
        "propose how it is to be seen that people are better off; as well unit:, direction:, source:, every:, owner:",
    ),
    ProposalKind.REWORD: ("/action 2.4 reword", "propose new words; as well: owner, board"),
}


def _register(change: PlanChange) -> None:
    first, *others = (*change.typed, *change.told)
    usage = (_USAGE[change.kind],) if change.kind in _USAGE else ()

    @action.verb(
        first,
        *usage,
        right=Permission.PROPOSE,
        writes=True,
        also=tuple(others),
        asked=change.asked,
        of_a_ref=True,
        prose=True,
    )
    def proposed(session: Session, request: Request) -> Answer:
        """Propose it, or ask for what is missing."""
        ref, said = ref_and_words(request.text)
        return _from_line(session, request, change.kind, action_with(session, request, ref), said)


for each in CHANGES:
    _register(each)


@action.verb(
    "move",
    right=Permission.PROPOSE,
    writes=True,
    also=MOVING[1:],
    asked=(f"{'/'.join(MOVING)} 2.4",),
    of_a_ref=True,
    prose=True,
)
def move(session: Session, request: Request) -> Answer:
    """Propose another date or another board, whichever is said."""
    ref, said = ref_and_words(request.text)
    its_action = action_with(session, request, ref)
    _may_propose(request, its_action)
    kind, rest = what_moves(said, request.today, names_known(session, request)["board"])
    if kind is None:
        raise Mistake(
            f"Is {its_action.ref} to have another date, or another board? Nothing was proposed.",
            understood=(f"action {its_action.ref}: {its_action.title}",),
            typed=said,
            example=f"/action {its_action.ref} date 31 Oct 2023 why, or /action {its_action.ref} board Workforce why",
        )
    return _from_line(session, request, kind, its_action, rest)


@action.verb(
    "new",
    (NEW, "propose a new action; alone it opens a form"),
    right=Permission.PROPOSE,
    writes=True,
    also=("add",),
    asked=("new/add/create/another action", "new/add/create/another actions"),
    prose=True,
)
def new(session: Session, request: Request) -> Answer:
    """Propose a new action."""
    said = request.text
    for courtesy in ("a new action", "an action", "action"):
        said = said[len(courtesy) :].strip() if said.casefold().startswith(courtesy) else said
    return _from_line(session, request, ProposalKind.NEW, None, said)


def _a_kind_and_ref(value: str) -> bool:
    return value.partition(" ")[0] in {kind.value for kind in FIELDS}


@action.button("propose", right=Permission.PROPOSE, takes=_a_kind_and_ref)
def open_form(session: Session, request: Request) -> Modal:
    """The form of a kind of proposal for an action, `date 2.4`, with what was typed before."""
    kind, its_action = _kind_and_action(session, request)
    return _form(session, request, kind, its_action, _begun(session, request, kind, its_action), {})


@action.form("propose_submit", right=Permission.PROPOSE, takes=_a_kind_and_ref)
def submit(session: Session, request: Request) -> Answer:
    """Propose what was filled in, or give the form back with what is wrong."""
    kind, its_action = _kind_and_action(session, request)
    plan = plan_of(session, request)
    reading = read_fields(session, request, plan, kind, its_action, request.values)
    if reading.errors:
        return _form(session, request, kind, its_action, request.values, reading.errors)
    try:
        return _make(session, request, plan, kind, its_action, reading)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, kind, its_action, request.values, {FIELDS[kind][0].name: mistake.what})


@action.button("explain", right=Permission.PROPOSE, takes=a_number)
def explain(session: Session, request: Request) -> Modal:
    """The form for what was not said of a proposal yet, by its number."""
    return _explaining(session, request, waiting(session, request, request.text), {}, {})


def _explaining(
    session: Session, request: Request, proposal: Proposal, values: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    among = choices(session, plan_of(session, request))
    inputs = _inputs(_lacking(proposal), values, errors, among)
    before, after = before_and_after(session, proposal)
    body = (Text(title_of(session, proposal), "strong"), Text(_from_to(before, after)))
    return Modal(f"Explain {proposal.name}", "action.explain_submit", str(proposal.number), body, inputs, "Add")


def _lacking(proposal: Proposal) -> list[Field]:
    """What may be said of a proposal and is not. Raises `Mistake` where nothing is left to say."""
    if lacking := not_given(proposal):
        return lacking
    raise Mistake(f"Nothing is missing of {proposal.name}: all of it has been said. Nothing was added.")


@action.form("explain_submit", right=Permission.PROPOSE, takes=a_number)
def add_explanation(session: Session, request: Request) -> Answer:
    """Add what was said of a proposal, or give the form back with what is wrong."""
    proposal = waiting(session, request, request.text)
    given = {each.name: request.values.get(each.name, "").strip() for each in _lacking(proposal)}
    given = {name: value for name, value in given.items() if value}
    if errors := add_to(session, request, proposal, given):
        return _explaining(session, request, proposal, given, errors)
    return told(session, proposal, f"{proposal.name}: {title_of(session, proposal)}")


def add_to(session: Session, request: Request, proposal: Proposal, given: Mapping[str, str]) -> dict[str, str]:
    """Add what is said of a proposal, by field; gives what is wrong with which, and adds nothing then."""
    plan = plan_of(session, request)
    its_action = session.get_one(Action, proposal.action_id) if proposal.action_id else None
    of_measure = proposal.kind is ProposalKind.MEASURE
    known = as_typed(session, proposal.after["measure"]) if of_measure else {}
    reading = read_fields(session, request, plan, proposal.kind, its_action, {**known, **given})
    if errors := {name: text for name, text in reading.errors.items() if name in given}:
        return errors
    if given:
        say_more(session, request.actor, proposal, reading.said, reading.after, subject_of(session, proposal))
        if of_measure and its_action:
            proposal.before = _with_proposed_measure(session, request, its_action, reading)
    return {}


@action.button("take_back_proposal", right=Permission.PROPOSE, writes=True, takes=a_number)
def take_back(session: Session, request: Request) -> Card:
    """Take a proposal back that no board has decided."""
    return taken_back(session, request, waiting(session, request, request.text))


def taken_back(session: Session, request: Request, proposal: Proposal) -> Card:
    """Take back a proposal that waits."""
    fix_numbers(session, request.actor, proposal.board_id, request.today)
    take_back_proposal(session, request.actor, proposal, subject_of(session, proposal))
    said = f"{title_of(session, proposal)} is not proposed any more. The record keeps that it was."
    return Card(f"{proposal.name} is taken back", (Text(said),), data={"taken_back": proposal.name})


def _from_line(session: Session, request: Request, kind: ProposalKind, its_action: Action | None, text: str) -> Answer:
    """Propose what a line says; the form where it says nothing, and a draft where something is missing or wrong."""
    _may_propose(request, its_action)
    _refuse_twice(session, request, kind, its_action)
    plan = plan_of(session, request)
    given = read_line(kind, text, request.today, names_known(session, request))
    if not given:
        return _form(session, request, kind, its_action, _begun(session, request, kind, its_action), {})
    if kind is ProposalKind.MEASURE and its_action:
        given = completed(measure_typed(session, its_action), given)
    reading = read_fields(session, request, plan, kind, its_action, given)
    if reading.errors:
        return _kept_as_draft(session, request, kind, its_action, given, reading)
    return _make(session, request, plan, kind, its_action, reading)


def _begun(session: Session, request: Request, kind: ProposalKind, its_action: Action | None) -> Mapping[str, str]:
    """What a form begins with: what its asker has typed before; of a measure else the one that is there."""
    draft = proposal_draft(session, request.asker.id, kind, its_action.id if its_action else None)
    if draft:
        return draft.said
    there = measure_typed(session, its_action) if kind is ProposalKind.MEASURE and its_action else {}
    return with_figures_of_its_words(there)


def _with_proposed_measure(
    session: Session, request: Request, its_action: Action, reading: Reading
) -> dict[str, object]:
    """Keep a measure that is proposed as that of its action, unless it has one that is agreed; gives what then is."""
    if not (reading.before["measure"] or {}).get("agreed"):
        propose_parts(session, request.actor, its_action, reading.after["measure"])
    return as_json(its_action, frozenset({"measure"}))


def _make(
    session: Session, request: Request, plan: Plan, kind: ProposalKind, its_action: Action | None, reading: Reading
) -> Card:
    _refuse_twice(session, request, kind, its_action)
    if its_action and kind is ProposalKind.MEASURE:
        reading.before = _with_proposed_measure(session, request, its_action, reading)
    board_id = its_action.board_id if its_action else reading.after.get("board_id")
    decides = deciding_board(session, request.asker.organisation_id, kind, board_id)
    proposal = Proposal(
        organisation_id=plan.organisation_id,
        kind=kind,
        action_id=its_action.id if its_action else None,
        board_id=decides.id if decides else None,
        before=reading.before,
        after=reading.after,
        said=reading.said,
        at=request.now,
        for_post_id=its_action.owner_post_id if its_action else None,
    )
    if its_action is None and (there := waiting_alike(session, proposal)):
        raise Mistake(f"{_proposed_already(session, request, there)} Nothing was proposed.", example="/board requests")
    subject = f"action {its_action.ref if its_action else reading.after['ref']}"
    propose(session, request.actor, proposal, subject, request.today)
    drop_proposal_draft(session, request.asker.id, kind, proposal.action_id)
    return told(session, proposal, f"Proposed as {proposal.name}: {title_of(session, proposal)}")


def told(session: Session, proposal: Proposal, title: str) -> Card:
    """A proposal that waits: before and after, who decides and when, what is not given, and what can be done."""
    board = session.get_one(Board, proposal.board_id) if proposal.board_id else None
    meeting = meeting_asked(session, proposal)
    pairs = now_and_proposed(session, proposal)
    pairs += explained(proposal)
    decides = decided_by(board, meeting.on if meeting else None)
    body: list[Element] = [Fields(tuple(pairs)), Text(f"{decides} Until then nothing changes.", "strong")]
    buttons = []
    open_fields = not_given(proposal)
    if open_fields:
        body.append(Text(f"Not given: {joined([each.title for each in open_fields])}. The board is told so."))
        buttons.append(Button("Say more", "action.explain", str(proposal.number), opens_form=True))
    buttons.append(Button("Take it back", "action.take_back_proposal", str(proposal.number)))
    body.append(Actions(tuple(buttons)))
    was, becomes = as_data(proposal, *before_and_after(session, proposal))
    data = {
        "proposal": {
            "id": proposal.name,
            "kind": proposal.kind.value,
            "ref": ref_in(session, proposal) or None,
            "before": was,
            "after": becomes,
            "decides": board.name if board else None,
            "meeting": meeting.on.isoformat() if meeting else None,
            "not_given": [each.name for each in open_fields],
        }
    }
    about = (ref_in(session, proposal),) if proposal.action_id else ()
    return Card(title, tuple(body), about=about, data=data)


def _kept_as_draft(
    session: Session,
    request: Request,
    kind: ProposalKind,
    its_action: Action | None,
    given: Mapping[str, str],
    reading: Reading,
) -> Card:
    """What is missing or wrong; what was typed is kept, and the form begins with it."""
    kept = {name: value for name, value in given.items() if name not in reading.private}
    shown = tuple((capital(each.title), f"“{kept[each.name]}”") for each in FIELDS[kind] if each.name in kept)
    plan = plan_of(session, request)
    its_id = its_action.id if its_action else None
    ref = its_action.ref if its_action else ""
    draft = Proposal(organisation_id=plan.organisation_id, kind=kind, action_id=its_id, said=kept, at=request.now)
    if kept:
        keep_proposal_draft(session, request.actor, draft, f"action {ref}" if ref else "proposal")
    lacking = missing(asked_of(session, plan, kind), given)
    said = [text for name, text in reading.errors.items() if name not in {each.name for each in lacking}]
    if lacking:
        said.append(f"It needs {joined([_a(each.title) for each in lacking])}.")
    body = (
        Text(f"{' '.join(said)} Nothing was proposed{'; what you typed is kept' if kept else ''}."),
        Fields(shown),
        Actions((Button("Go on", "action.propose", f"{kind.value} {ref}".strip(), style="primary", opens_form=True),)),
    )
    return Card(f"Not proposed yet: {titled(kind, ref)}", body, about=(ref,) if ref else (), done=False)


def _a(title: str) -> str:
    plural_or_clause = title.startswith(("what ", "who ", "how ", "which ")) or title in (
        "parts",
        "new words",
        "evidence",
    )
    if plural_or_clause:
        return title
    return f"{'an' if title[0] in 'aeio' else 'a'} {title}"


def _form(
    session: Session,
    request: Request,
    kind: ProposalKind,
    its_action: Action | None,
    values: Mapping[str, str],
    errors: Mapping[str, str],
) -> Modal:
    """The form of a kind of proposal, with what was typed and what is wrong."""
    _may_propose(request, its_action)
    ref = its_action.ref if its_action else ""
    body: list[Text] = []
    if its_action:
        body = [Text(its_action.title, "strong"), Text(f"Approved deadline: {its_action.approved_deadline.words()}.")]
        if there := _waits_already(session, kind, its_action):
            body.append(Text(f"{_proposed_already(session, request, there)} Take it back first.", "strong"))
    board_id = its_action.board_id if its_action else None
    decides = deciding_board(session, request.asker.organisation_id, kind, board_id)
    who = f"The {decides.name}" if decides else "A board"
    body.append(Text(f"{who} decides it; until then nothing changes."))
    plan = plan_of(session, request)
    inputs = _inputs(asked_of(session, plan, kind), values, errors, choices(session, plan))
    state = f"{kind.value} {ref}".strip()
    parts = "; ".join(f"{each.name}: …" for each in inputs)
    typed = next((each.typed[0] for each in CHANGES if each.kind is kind), "")
    line = f"/action {ref} {typed} {parts}" if its_action else f"/action new {parts}"
    return Modal(titled(kind, ref), "action.propose_submit", state, tuple(body), inputs, "Propose", line=line)


def _inputs(
    fields: Sequence[Field],
    values: Mapping[str, str],
    errors: Mapping[str, str],
    among: Mapping[str, Options] | None = None,
) -> tuple[Input, ...]:
    """The fields as questions of a form, with what was typed and what is wrong, and what there is to choose `among`."""
    asked = []
    for each in fields:
        value, options = values.get(each.name, ""), (among or {}).get(each.name, ())
        if value and value not in dict(options):
            options = ()
        made = Input(
            each.name,
            each.label,
            "choice" if options else each.type,
            value,
            "" if options else each.hint,
            required=each.needed,
            options=options,
            max_length=each.longest,
            error=errors.get(each.name, ""),
        )
        asked.append(made)
    return tuple(asked)


def _refuse_twice(session: Session, request: Request, kind: ProposalKind, its_action: Action | None) -> None:
    """Raise a `Mistake` where the same is proposed of an action and waits."""
    if its_action is None:
        return
    if (kind is ProposalKind.REOPEN) is (its_action.ended is None):
        if not its_action.ended:
            raise Mistake(f"{its_action.ref} is in the plan: there is nothing to reopen.")
        raise Mistake(f"{its_action.ref} has left the plan: it was {its_action.ended}.")
    if there := _waits_already(session, kind, its_action):
        button = Button(f"Take {there.name} back", "action.take_back_proposal", str(there.number))
        raise Mistake(
            f"{_proposed_already(session, request, there)} Take it back to propose another one.",
            next_step=(Actions((button,)),),
        )


def _waits_already(session: Session, kind: ProposalKind, its_action: Action) -> Proposal | None:
    """What is proposed of an action, is of this kind and waits."""
    made = (each for each in proposals_about(session, its_action) if each.kind is kind)
    return next((each for each in made if is_waiting(each, decision_of(session, each))), None)


def _proposed_already(session: Session, request: Request, there: Proposal) -> str:
    _, after = before_and_after(session, there)
    said = f"{title_of(session, there)} is proposed already, and waits: {there.name}, {after}"
    return f"{said}, of {moment(there.at, request.zone)}."


def waiting(session: Session, request: Request, number: str) -> Proposal:
    """The proposal with this number, which waits and which the asker may change. Raises `Mistake`."""
    proposal = proposal_called(session, request.asker.organisation_id, int(number))
    if proposal is None:
        raise Mistake(f"There is no proposal P{number}.", typed=request.text, example="/action proposals")
    _may_propose(request, session.get_one(Action, proposal.action_id) if proposal.action_id else None)
    if proposal.action_id is None and proposal.by_person_id != request.asker.id:
        require(request.asker, Permission.KEEP_THE_RECORD)
    if proposal.taken_back_at:
        raise Mistake(taken_back_said(proposal, request.zone))
    decision = decision_of(session, proposal)
    if not is_waiting(proposal, decision):
        assert decision is not None
        raise Mistake(f"{proposal.name} has been decided: {decision.outcome} ({decision.name}, {decision.body}).")
    return proposal


def _may_propose(request: Request, its_action: Action | None) -> None:
    require(request.asker, Permission.PROPOSE, its_action)


def _kind_and_action(session: Session, request: Request) -> tuple[ProposalKind, Action | None]:
    said, _, ref = request.text.partition(" ")
    kind = ProposalKind(said)
    if kind is ProposalKind.NEW:
        return kind, None
    its_action = action_with(session, request, ref)
    _may_propose(request, its_action)
    return kind, its_action


def names_known(session: Session, request: Request) -> Mapping[str, list[str]]:
    """What boards and senior responsible officers go by, for a line that names one."""
    organisation_id = request.asker.organisation_id
    owners = posts_with_addresses(session, organisation_id, Role.SRO)
    return {
        "board": list(board_names(session, organisation_id)),
        "owner": [name for _, title, email in owners for name in (title, email) if name],
    }


def _from_to(before: str, after: str) -> str:
    return f"{before} → {after}" if before else after
