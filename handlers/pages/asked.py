"""The page of what a meeting is asked to decide, as `/board requests` lists it, with the walk through it for those who
enter what is decided: one item at a time, below it the whole list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.decisions.deciding import frozen_with
from handlers.decisions.entry_form import later_meetings, words_hint
from handlers.decisions.requests import meeting_meant, state
from handlers.pages.told_changes import (
    ToldArising,
    ToldDecision,
    ToldProposal,
    just_recorded,
    told_arising,
    told_decision,
    told_proposal,
)
from handlers.proposal_words import in_words
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.decisions.decisions import (
    Asked,
    agenda,
    arising_from,
    changes_by,
    open_actions_arising,
    without_meeting,
)
from models.decisions.effects import changed_since
from models.decisions.proposals import Proposal, asked_last, meetings_asked, next_meeting, numbers_in
from models.decisions.together import read_together
from models.plan.actions import Action
from papers.wording import day, plural


@dataclass(frozen=True)
class AskedItem:
    """One item of the list. `number` is that in the meeting's list, 0 of what no meeting is asked.

    `waits`: this meeting has still to decide it. `since` says what has changed of the action since it was proposed.
    """

    number: int
    proposal: ToldProposal
    state: str
    waits: bool
    since: str
    decision: ToldDecision | None


@dataclass(frozen=True)
class Walk:
    """The item that is decided next. `later` are the meetings to which it can be deferred, `amended` says what the
    words of an amendment are.
    """

    item: AskedItem
    later: tuple[tuple[str, str], ...]
    amended: str


@dataclass(frozen=True)
class AskedPage:
    """Everything on the page. `meeting` is what the address calls it; `meetings` are those to choose from.

    `begin`: the numbers of the list are not all fixed yet, which pressing `board.decide` with `meeting` does; `ahead`:
    the meeting is to come; `undoable`: what it decided can still be undone. `may_decide` and `may_ask` are the
    visitor's. `recorded` is what has just been recorded, `just_decided` the decision if it was one.
    """

    board: str
    title: str
    said: str
    meeting: str
    meetings: tuple[tuple[str, str], ...]
    items: tuple[AskedItem, ...]
    others: tuple[AskedItem, ...]
    open: tuple[ToldArising, ...]
    walk: Walk | None
    begin: bool
    ahead: bool
    undoable: bool
    may_decide: bool
    may_ask: bool
    recorded: str
    just_decided: ToldDecision | None


@registry.page("page.asked", right=Permission.READ)
def asked_page(session: Session, request: Request) -> AskedPage:
    """The page; the value `meeting` is a day and a board, or one of them, and `item` the number to go on with."""
    meeting, its_board = meeting_meant(session, request, request.values.get("meeting", "").split())
    asked = agenda(session, meeting) if meeting else []
    there = {one.proposal.id for one in asked}
    others = [each for each in without_meeting(session, request.asker.organisation_id) if each.id not in there]
    decided = [each.decision for each in asked if each.decision]
    proposals = [*(each.proposal for each in asked), *others]
    with read_together(session, request.asker.organisation_id, proposals, decided):
        return _page(session, request, meeting, its_board, asked, others)


def _page(
    session: Session,
    request: Request,
    meeting: Meeting | None,
    its_board: Board,
    asked: Sequence[Asked],
    others: Sequence[Proposal],
) -> AskedPage:
    items = tuple(_items(session, request, meeting, asked))
    decided = next((each.decision for each in asked if each.decision), None)
    may_decide = may(request.asker, Permission.KEEP_THE_RECORD)
    ahead = meeting is not None and meeting.on > request.today
    deciding = may_decide and meeting is not None and not ahead
    begin = deciding and meeting is not None and _has_loose_numbers(session, meeting, asked)
    recorded = just_recorded(session, request)
    return AskedPage(
        board=its_board.name,
        title=f"What the {its_board.name} is asked{f' on {day(meeting.on)}' if meeting else ''}",
        said=_said(items),
        meeting=_called(meeting, its_board),
        meetings=tuple(_meetings(session, request, meeting, its_board)),
        items=items,
        others=tuple(AskedItem(0, told_proposal(session, request, each), "waits", True, "", None) for each in others),
        open=tuple(
            told_arising(session, request, each, decision)
            for decision, each in open_actions_arising(session, request.asker.organisation_id)
        ),
        walk=_walk(session, request, items, asked) if deciding and not begin else None,
        begin=begin,
        ahead=ahead,
        undoable=may_decide and decided is not None and frozen_with(session, request, decided) is None,
        may_decide=may_decide,
        may_ask=may(request.asker, Permission.PROPOSE),
        recorded=recorded,
        just_decided=next(
            (each.decision for each in items if each.proposal.name == request.values.get("recorded")), None
        ),
    )


def _items(session: Session, request: Request, meeting: Meeting | None, asked: Sequence[Asked]) -> Iterator[AskedItem]:
    ids = [each.decision.id for each in asked if each.decision]
    arising, changes = arising_from(session, ids), changes_by(session, ids)
    last = asked_last(session, [each.proposal.id for each in asked if each.waits])
    for each in asked:
        made, on = each.decision, last.get(each.proposal.id)
        carried = meeting is not None and on is not None and meeting.on < on <= request.today
        yield AskedItem(
            number=each.number,
            proposal=told_proposal(session, request, each.proposal),
            state=f"carried over to {day(on)}" if carried and on else state(each),
            waits=each.waits and not carried,
            since=_changed_since(session, each.proposal) if each.waits else "",
            decision=told_decision(
                session, request, made, each.proposal, changes.get(made.id, ()), arising.get(made.id, ())
            )
            if made
            else None,
        )


def _changed_since(session: Session, proposal: Proposal) -> str:
    if proposal.action_id is None:
        return ""
    changed = changed_since(session.get_one(Action, proposal.action_id), proposal)
    now = in_words(session, {**proposal.before, **changed}) if changed else ""
    return f"Since it was proposed this has changed: it is {now} now." if now else ""


def _has_loose_numbers(session: Session, meeting: Meeting, asked: Sequence[Asked]) -> bool:
    """Whether anything that waits is not written on the meeting's agenda yet, so that its number could still move."""
    fixed = numbers_in(session, meeting)
    return any(each.proposal.id not in fixed for each in asked)


def _walk(session: Session, request: Request, items: Sequence[AskedItem], asked: Sequence[Asked]) -> Walk | None:
    """The item that the address names, else the first that waits."""
    waiting = [each for each in items if each.waits]
    named = [each for each in waiting if str(each.number) == request.values.get("item")]
    item = next(iter((*named, *waiting)), None)
    if item is None:
        return None
    proposal = next(each.proposal for each in asked if each.number == item.number)
    return Walk(item, later_meetings(session, request, proposal), words_hint(proposal))


def _said(items: Sequence[AskedItem]) -> str:
    if not items:
        return "It is asked nothing yet."
    left = sum(each.waits for each in items)
    return f"{plural(len(items), 'item')}, of which {left or 'none'} {'waits' if left == 1 else 'wait'}."


def _called(meeting: Meeting | None, its_board: Board) -> str:
    return f"{meeting.on.isoformat()} {its_board.name}" if meeting else its_board.name


def _meetings(
    session: Session, request: Request, meeting: Meeting | None, its_board: Board
) -> Iterator[tuple[str, str]]:
    """What was and is asked of boards, the latest first, the meeting that is shown among them."""
    known = {each.id: (each, board) for each, board in meetings_asked(session, request.asker.organisation_id)}
    for each in (meeting, next_meeting(session, its_board.id, request.today)):
        if each:
            known.setdefault(each.id, (each, its_board))
    if not meeting:
        yield its_board.name, its_board.name
    for each, board in sorted(known.values(), key=lambda each: each[0].on, reverse=True):
        yield _called(each, board), f"{day(each.on)}, {board.name}"
