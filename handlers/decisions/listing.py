"""`/board decisions`: what boards have decided, found by board, action, words, open or done."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import board_in_front
from handlers.board.command import board
from handlers.cards import Card, Cell, DateCell, Element, Table, Text
from handlers.fillers import is_filler
from handlers.proposal_words import before_and_after, from_to, title_of
from handlers.refs import ref_of
from handlers.requests import Request
from models.decisions.decisions import ActionArising, DecidedChange, Decision, arising_from, changes_by, decisions_of
from models.decisions.proposals import Proposal, ProposalKind
from models.plan.actions import Action
from papers.wording import day, plural, shortened

SHOWN = 20


@dataclass(frozen=True)
class FoundDecision:
    """A decision that stands, with its proposal, what it changed of which actions, and what it asks of whom.

    `what` says in words what it was about and what it changed, `refs` and `titles` of which actions.
    """

    decision: Decision
    proposal: Proposal
    changes: Sequence[tuple[DecidedChange, Action]]
    arising: Sequence[ActionArising]
    what: str
    refs: Sequence[str]
    titles: Sequence[str]


def found_decisions(session: Session, organisation_id: int, words: Sequence[str]) -> list[FoundDecision]:
    """The decisions that have all of these words, the newest meeting first: a board, refs, words, `open`, `done`."""
    rows = decisions_of(session, organisation_id)
    ids = [decision.id for decision, *_ in rows]
    arising, changes = arising_from(session, ids), changes_by(session, ids)
    found = [
        FoundDecision(
            decision,
            proposal,
            changes.get(decision.id, ()),
            arising.get(decision.id, ()),
            *_told(session, proposal, about, changes.get(decision.id, ())),
        )
        for decision, proposal, about in rows
    ]
    its_board, left = board_in_front(session, organisation_id, list(words)) if words else (None, [])
    if its_board:
        found = [each for each in found if each.decision.board_id == its_board.id]
    for word in left:
        folded = word.casefold().strip(",;")
        if folded in ("open", "done"):
            is_open = folded == "open"
            found = [
                each for each in found if each.arising and any(one.done_on is None for one in each.arising) is is_open
            ]
        elif ref := ref_of(word):
            found = [each for each in found if ref in each.refs]
        else:
            found = [
                each
                for each in found
                if folded
                in " ".join((each.what, *each.titles, each.decision.words or "", each.decision.body)).casefold()
            ]
    return found


@board.verb(
    "decisions",
    ("/board decisions 2.4", "what was decided: by action, board, words, open or done"),
    right=Permission.READ,
    asked=("decisions/decided", "what board decided/decide"),
)
def decisions(session: Session, request: Request) -> Card:
    """The decisions that stand, the newest meeting first."""
    words = [word for word in request.words if not is_filler(word)]
    found = found_decisions(session, request.asker.organisation_id, words)
    if not found:
        nothing = (
            f"No decision is found by “{shortened(request.text, 60)}”. Boards, refs, words, “open” or “done” find them."
            if request.text.strip()
            else "No decision is recorded yet."
        )
        return Card("Decisions", (Text(nothing),), data={"decisions": []})
    shown = found[: request.room_for(SHOWN)]
    rows: list[tuple[Cell, ...]] = []
    for each in shown:
        made = each.decision
        until = f" to {day(made.until)}" if made.until else ""
        done = sum(one.done_on is not None for one in each.arising)
        follow = f"{done} of {plural(len(each.arising), 'action')} arising done" if each.arising else "-"
        what = f"{each.what}{f' “{made.words}”' if made.words else ''}"
        rows.append((DateCell(made.on), made.body, made.name, what, f"{made.outcome}{until}", follow))
    body: list[Element] = [Text(f"{plural(len(found), 'decision')}.")]
    if len(found) > len(shown):
        body.append(Text(f"The first {SHOWN} are shown; a board, a ref or a word finds others."))
    body.append(Table("Decisions", ("Meeting", "Board", "No.", "What", "Outcome", "Asked for"), tuple(rows)))
    data = {"decisions": [_as_data(each.decision, each.refs) for each in shown]}
    return Card("Decisions", tuple(body), data=data)


def _told(
    session: Session,
    proposal: Proposal,
    about: Action | None,
    changes: Sequence[tuple[DecidedChange, Action]],
) -> tuple[str, list[str], list[str]]:
    """What a decision was about and what it changed, in words, and the refs and titles of the actions."""
    steps = (from_to(session, each.before, each.after) for each, _ in changes if each.before)
    actions = [each for each in (about, *(action for _, action in changes)) if each]
    refs, titles = [each.ref for each in actions], [each.title for each in actions]
    asked = (before_and_after(session, proposal)[1],) if proposal.kind is ProposalKind.REQUEST else ()
    return "; ".join((title_of(session, proposal), *asked, *steps)), refs, titles


def _as_data(decision: Decision, refs: Sequence[str]) -> dict[str, object]:
    return {
        "id": decision.name,
        "body": decision.body,
        "on": decision.on.isoformat(),
        "outcome": decision.outcome.value,
        "minute": decision.minute,
        "actions": list(dict.fromkeys(refs)),
    }
