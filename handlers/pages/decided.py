"""The page of decisions, found as `/board decisions` finds them, and what comes back on agendas until it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.decisions.deciding import frozen_with
from handlers.decisions.listing import FoundDecision, found_decisions
from handlers.grammar import words_of
from handlers.pages.told_changes import ToldArising, ToldDecision, just_recorded, told_arising, told_decision
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import boards_of
from models.decisions.decisions import open_actions_arising
from models.decisions.together import read_together
from papers.wording import day, plural

DECISIONS = 50
"""How many decisions a page shows."""

FILTERS = ("board", "action", "words", "state")
"""The fields of the form above the list; `state` is `open` or `done` of what a decision asks for."""


@dataclass(frozen=True)
class Sitting:
    """What one body decided on one day. `undoable`: the visitor can still undo it."""

    where: str
    decisions: tuple[ToldDecision, ...]
    undoable: bool


@dataclass(frozen=True)
class DecidedPage:
    """Everything on the page; `asked` is what the form holds. Pages count from 1."""

    asked: Mapping[str, str]
    boards: tuple[str, ...]
    said: str
    sittings: tuple[Sitting, ...]
    open: tuple[ToldArising, ...]
    page: int
    pages: int
    may_keep: bool
    recorded: str


@registry.page("page.decided", right=Permission.READ)
def decided_page(session: Session, request: Request) -> DecidedPage:
    """The decisions that the request's values ask for, the newest meeting first."""
    organisation_id = request.asker.organisation_id
    asked = {name: request.values.get(name, "").strip() for name in FILTERS}
    words = [*asked["board"].split(), *words_of(asked["action"]), *words_of(asked["words"]), *asked["state"].split()]
    found = found_decisions(session, organisation_id, words)
    pages = max(1, -(-len(found) // DECISIONS))
    page = min(number_of(request.values.get("page", "")) or 1, pages)
    shown = found[(page - 1) * DECISIONS : page * DECISIONS]
    may_keep = may(request.asker, Permission.KEEP_THE_RECORD)
    proposals, decisions = [each.proposal for each in shown], [each.decision for each in shown]
    with read_together(session, organisation_id, proposals, decisions):
        sittings = tuple(_sittings(session, request, shown, may_keep))
    return DecidedPage(
        asked=asked,
        boards=tuple(each.name for each in boards_of(session, organisation_id)),
        said=_said(len(found), words),
        sittings=sittings,
        open=tuple(
            told_arising(session, request, each, decision)
            for decision, each in open_actions_arising(session, organisation_id)
        ),
        page=page,
        pages=pages,
        may_keep=may_keep,
        recorded=just_recorded(session, request),
    )


def _sittings(session: Session, request: Request, found: Sequence[FoundDecision], may_keep: bool) -> Iterator[Sitting]:
    """What was decided, by body and day. When the position with one is frozen, so is that with every earlier one."""
    undoable = may_keep
    for (on, body), each in groupby(found, key=lambda each: (each.decision.on, each.decision.body)):
        here = list(each)
        undoable = undoable and frozen_with(session, request, here[0].decision) is None
        told = (told_decision(session, request, one.decision, one.proposal, one.changes, one.arising) for one in here)
        yield Sitting(f"{body}, {day(on)}", tuple(told), undoable)


def _said(found: int, words: Sequence[str]) -> str:
    if found:
        return f"{plural(found, 'decision')}."
    return "No decision has all of that." if words else "No decision is recorded yet."
