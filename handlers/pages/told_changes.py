"""Proposals and decisions as the pages tell them, and the sentence that says what has just been recorded of one.

Called by the pages of an action, of what boards are asked, and of decisions. What each says comes from the record as it
stands: a page that is loaded again, or opened from its address, says what is so by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.decisions.arising import owner_of
from handlers.escalation_words import escalation_said
from handlers.evidence_words import evidence_said, is_seen_by
from handlers.measure_numbers import number_said
from handlers.needs_words import live_needs
from handlers.pack.written_sections import nothing_said
from handlers.printed_cells import cell_words
from handlers.proposal_fields import not_given
from handlers.proposal_words import (
    before_and_after,
    decided_by,
    explained,
    from_to,
    now_and_proposed,
    outcome_said,
    proposed_by,
    ref_in,
    title_of,
    told_of,
)
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.decisions.decisions import (
    ActionArising,
    DecidedChange,
    Decision,
    arising_by_id,
    changes_by,
    decision_by_id,
    decision_of,
    is_waiting,
)
from models.decisions.proposals import Proposal, ProposalKind, meeting_asked, proposal_called
from models.decisions.versions import version_by_id
from models.escalations.raised import escalation_with
from models.packs.own_sections import own_sections
from models.packs.papers import Paper, section_version_by_id
from models.people.people import Person
from models.plan.actions import Action, living_plan
from models.plan.dependencies import need_with
from models.plan.evidence import evidence_called
from models.plan.findings import Finding, finding_called, links_of
from models.plan.measures import value_by_id
from papers.outlines import OUTLINES
from papers.own_outlines import with_own
from papers.wording import day, joined, moment


@dataclass(frozen=True)
class ToldProposal:
    """A proposal as it is read: `pairs` are what stands, what is proposed and what is said of it, each with its label.

    `lacking` are what may be said of it and is not; `may_change`: the visitor may say more of it, or take it back.
    """

    number: int
    name: str
    title: str
    ref: str
    about: str
    pairs: tuple[tuple[str, str], ...]
    by: str
    lacking: str
    may_change: bool


@dataclass(frozen=True)
class ToldArising:
    """What a decision asks of somebody. `by` is the owner and the day, `late` says that the day has passed."""

    id: int
    what: str
    by: str
    done: str
    late: bool
    decision: str = ""


@dataclass(frozen=True)
class ToldDecision:
    """A decision as it is read. `said` is its subject and outcome, `about` the title of the action whose ref is `ref`,
    or what was requested; `changed` is what it did to which action.
    """

    id: int
    name: str
    where: str
    said: str
    ref: str
    about: str
    changed: tuple[str, ...]
    words: str
    entered: str
    arising: tuple[ToldArising, ...]


def told_proposal(session: Session, request: Request, proposal: Proposal) -> ToldProposal:
    """A proposal that is none of a draft."""
    action = session.get_one(Action, proposal.action_id) if proposal.action_id is not None else None
    pairs = [(label, cell_words(cell)) for label, cell in now_and_proposed(session, proposal)]
    presenter = proposal.after.get("presenter")
    own = proposal.by_person_id == request.asker.id or may(request.asker, Permission.KEEP_THE_RECORD)
    return ToldProposal(
        number=proposal.number or 0,
        name=proposal.name,
        title=title_of(session, proposal),
        ref=action.ref if action else "",
        about=action.title if action else "",
        pairs=(*pairs, *explained(proposal), *([("Presented by", str(presenter))] if presenter else [])),
        by=f"{proposed_by(session, proposal)}, {moment(proposal.at, request.zone)}",
        lacking=joined([each.title for each in not_given(proposal)]),
        may_change=may(request.asker, Permission.PROPOSE, action) if action else own,
    )


def told_decision(
    session: Session,
    request: Request,
    decision: Decision,
    proposal: Proposal,
    changes: Sequence[tuple[DecidedChange, Action]],
    arising: Sequence[ActionArising],
) -> ToldDecision:
    """A decision that stands, of a proposal."""
    until = f" to {day(decision.until)}" if decision.until else ""
    entered = session.get_one(Person, decision.by_person_id).name if decision.by_person_id else "an operator"
    minute = f" Minute {decision.minute}." if decision.minute else ""
    ref = ref_in(session, proposal) if proposal.action_id is not None else ""
    about = session.get_one(Action, proposal.action_id).title if proposal.action_id is not None else ""
    if proposal.kind is ProposalKind.REQUEST:
        _, about = before_and_after(session, proposal)
    return ToldDecision(
        id=decision.id,
        name=decision.name,
        where=f"{decision.body}, {day(decision.on)}",
        said=f"{title_of(session, proposal)}: {decision.outcome}{until}",
        ref=ref,
        about=about,
        changed=tuple(_changed(session, changes)),
        words=decision.words or "",
        entered=f"Entered by {entered} on {moment(decision.at, request.zone)}, for {proposal.name}.{minute}",
        arising=tuple(told_arising(session, request, each) for each in arising),
    )


def told_arising(
    session: Session, request: Request, each: ActionArising, decision: Decision | None = None
) -> ToldArising:
    """What a decision asks of somebody."""
    by = f"{owner_of(session, each)}, {f'by {day(each.due)}' if each.due else 'no day given'}"
    late = each.done_on is None and each.due is not None and each.due < request.today
    done = f"done, as called on {day(each.done_on)}" if each.done_on else ""
    return ToldArising(each.id, each.what, by, done, late, told_of(decision) if decision else "")


def just_recorded(session: Session, request: Request) -> str:
    """What has become of what the value `recorded` names: `P7`, the decision `D12`, the action arising `A3`, the
    version `V2`, the value `M5`, what an action needs `N3`, the version of a section `S8` or the escalation `E4` by its
    id, or the finding `F3` or the item of evidence `I3` by its number; empty where it names nothing.
    """
    typed = request.values.get("recorded", "")
    id = number_of(typed[1:])
    if id is None:
        return ""
    match typed[0]:
        case "P":
            proposal = proposal_called(session, request.asker.organisation_id, id)
            return _of_proposal(session, proposal) if proposal else ""
        case "D":
            decision = decision_by_id(session, request.asker.organisation_id, id)
            return _of_undone(session, decision) if decision and decision.undone_at else ""
        case "A":
            found = arising_by_id(session, request.asker.organisation_id, id)
            return _of_arising(session, request, *found) if found else ""
        case "V":
            version = version_by_id(session, request.asker.organisation_id, id)
            return f"{version.name} is frozen. It is a draft until a board adopts it." if version else ""
        case "M":
            given = value_by_id(session, request.asker.organisation_id, id)
            if given is None:
                return ""
            value, ref = given
            return f"Recorded for {ref}: {number_said(value.value, value.unit)}, {value.period.words()}."
        case "I":
            its_plan = living_plan(session, request.asker.organisation_id)
            return _of_evidence(session, request, its_plan.id, id) if its_plan else ""
        case "F":
            its_plan = living_plan(session, request.asker.organisation_id)
            finding = finding_called(session, its_plan.id, id) if its_plan else None
            return _of_finding(session, finding) if finding else ""
        case "N":
            its_plan = living_plan(session, request.asker.organisation_id)
            need = need_with(session, its_plan.id, id) if its_plan else None
            needs = live_needs(session, need.action, request.today, request.now) if need else ()
            return next((f"Recorded: {each.said}" for each in needs if each.need.dependency.id == id), "")
        case "S":
            return _of_section(session, request, id)
        case "E":
            raised = escalation_with(session, request.asker.organisation_id, id)
            return escalation_said(raised, request.today, request.zone) if raised else ""
        case _:
            return ""


def _of_section(session: Session, request: Request, id: int) -> str:
    version = section_version_by_id(session, request.asker.organisation_id, id)
    if version is None or not may(request.asker, Permission.SEE_DRAFTS):
        return ""
    paper = session.get_one(Paper, version.paper_id)
    board = session.get_one(Board, session.get_one(Meeting, paper.meeting_id).board_id)
    part = with_own(OUTLINES[paper.kind], own_sections(board)).by_key.get(version.section)
    title = part.title if part else version.section
    return f"{title}: {nothing_said(version)}" if version.nothing else f"{title} is written (version {version.number})."


def _of_evidence(session: Session, request: Request, plan_id: int, number: int) -> str:
    used = evidence_called(session, plan_id, number)
    if used is None:
        return f"E{number} is taken back: it counts for no action. The record keeps it."
    if not is_seen_by(request.asker, used):
        return ""
    refs = joined([each.ref for each in used.actions])
    return f"{evidence_said(used.evidence)} is of {refs or 'no action now'}."


def _of_finding(session: Session, finding: Finding) -> str:
    if finding.removed_at:
        return (
            f"{finding.name} is taken back: it counts no longer. “/plan finding {finding.name} put back” undoes that."
        )
    refs = [action.ref for _, action in links_of(session, [finding.id])]
    answered = f"is answered by {joined(refs)}" if refs else "is answered by no action yet"
    return f"{finding.name} ({finding.place}) {answered}."


def _of_proposal(session: Session, proposal: Proposal) -> str:
    title, decision = title_of(session, proposal), decision_of(session, proposal)
    if proposal.taken_back_at:
        return f"{proposal.name} is taken back: {title} is not proposed any more. The record keeps that it was."
    if decision:
        changes = changes_by(session, [decision.id]).get(decision.id, ())
        did = " ".join(_changed(session, changes)) or "Nothing of the plan was changed."
        return f"{outcome_said(session, proposal, decision)} {did}"
    board = session.get_one(Board, proposal.board_id) if proposal.board_id else None
    meeting = meeting_asked(session, proposal)
    decides = decided_by(board, meeting.on if meeting else None)
    return f"Proposed as {proposal.name}: {title}. {decides} Until then nothing changes."


def _of_undone(session: Session, decision: Decision) -> str:
    proposal = session.get_one(Proposal, decision.proposal_id)
    waits = is_waiting(proposal, decision_of(session, proposal))
    again = f" {title_of(session, proposal)} waits again." if waits else ""
    return f"Undone: {told_of(decision)}. What it changed is as it was before.{again}"


def _of_arising(session: Session, request: Request, decision: Decision, arising: ActionArising) -> str:
    if arising.done_on:
        return f"“{arising.what}” is done, as called on {day(arising.done_on)}."
    told = told_arising(session, request, arising)
    back = "It comes back on every agenda until a board says that it is done."
    return f"Action arising from {told_of(decision)}: {told.what} ({told.by}). {back}"


def _changed(session: Session, changes: Sequence[tuple[DecidedChange, Action]]) -> list[str]:
    said = []
    for each, action in changes:
        if each.before:
            said.append(f"{action.ref}: {from_to(session, each.before, each.after)}.")
        else:
            said.append(f"{action.ref} is in the plan: {action.title}.")
    return said
