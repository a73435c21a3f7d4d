"""`/board decisions`: what boards have decided, found by board, action, words, open or done."""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import board_in_front
from handlers.board.command import board
from handlers.cards import Card, Cell, DateCell, Element, Table, Text
from handlers.fillers import is_filler
from handlers.proposal_words import in_words, title_of
from handlers.refs import ref_of
from handlers.requests import Request
from models.decisions.decisions import DecidedChange, Decision, arising_from, changes_by, decisions_of
from models.decisions.proposals import Proposal
from models.plan.actions import Action
from papers.wording import day, plural, shortened

SHOWN = 20


@board.verb(
    "decisions",
    ("/board decisions 2.4", "what was decided: by action, board, words, open or done"),
    right=Permission.READ,
    asked=("decisions/decided", "what board decided/decide"),
)
def decisions(session: Session, request: Request) -> Card:
    """The decisions that stand, the newest meeting first."""
    organisation_id = request.asker.organisation_id
    words = [word for word in request.words if not is_filler(word)]
    rows_of = decisions_of(session, organisation_id)
    found = [decision for decision, *_ in rows_of]
    ids = [each.id for each in found]
    arising, changes = arising_from(session, ids), changes_by(session, ids)
    said = {
        decision.id: _told(session, proposal, about, changes.get(decision.id, ()))
        for decision, proposal, about in rows_of
    }
    its_board, words = board_in_front(session, organisation_id, words) if words else (None, words)
    if its_board:
        found = [each for each in found if each.board_id == its_board.id]
    for word in words:
        folded = word.casefold().strip(",;")
        if folded in ("open", "done"):
            is_open = {each.id: any(one.done_on is None for one in arising.get(each.id, ())) for each in found}
            asks = {each.id for each in found if arising.get(each.id)}
            found = [each for each in found if each.id in asks and is_open[each.id] is (folded == "open")]
        elif ref := ref_of(word):
            found = [each for each in found if ref in said[each.id][1]]
        else:
            found = [
                each for each in found if folded in " ".join((said[each.id][0], each.words or "", each.body)).casefold()
            ]
    if not found:
        nothing = (
            f"No decision has “{shortened(request.text, 60)}”."
            if request.text.strip()
            else "No decision is recorded yet."
        )
        return Card("Decisions", (Text(nothing),), data={"decisions": []})
    shown = found[: request.room_for(SHOWN)]
    rows: list[tuple[Cell, ...]] = []
    for each in shown:
        until = f" to {day(each.until)}" if each.until else ""
        asked = arising.get(each.id, ())
        done = sum(one.done_on is not None for one in asked)
        follow = f"{done} of {plural(len(asked), 'action')} arising done" if asked else "-"
        what = f"{said[each.id][0]}{f' “{each.words}”' if each.words else ''}"
        rows.append((DateCell(each.on), each.body, each.name, what, f"{each.outcome}{until}", follow))
    body: list[Element] = [Text(f"{plural(len(found), 'decision')}.")]
    if len(found) > len(shown):
        body.append(Text(f"The first {SHOWN} are shown; a board, a ref or a word finds others."))
    body.append(Table("Decisions", ("Meeting", "Board", "No.", "What", "Outcome", "Asked for"), tuple(rows)))
    data = {"decisions": [_as_data(each, said[each.id][1]) for each in shown]}
    return Card("Decisions", tuple(body), data=data)


def _told(
    session: Session,
    proposal: Proposal,
    about: Action | None,
    changes: Sequence[tuple[DecidedChange, Action]],
) -> tuple[str, list[str]]:
    """What a decision was about and what it changed, in words, and the refs of the actions."""
    steps = (
        f"{in_words(session, each.before)} → {in_words(session, each.after)}" for each, _ in changes if each.before
    )
    refs = [each.ref for each in (about, *(action for _, action in changes)) if each]
    return "; ".join((title_of(session, proposal), *steps)), refs


def _as_data(decision: Decision, refs: list[str]) -> dict[str, object]:
    return {
        "id": decision.name,
        "body": decision.body,
        "on": decision.on.isoformat(),
        "outcome": decision.outcome.value,
        "minute": decision.minute,
        "actions": list(dict.fromkeys(refs)),
    }
