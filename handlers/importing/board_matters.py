"""Which changes that a row of a file asks for are a matter for a board: a date that moves, an ending, a new action.

Each as the proposal that it would be. Pure but for the names that are looked up; nothing here writes. Called by
`proposing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from handlers.importing.linked_names import Names
from models.decisions.effects import as_json
from models.decisions.proposals import Proposal, ProposalKind, ProposedChange, changes_in
from models.plan.actions import Action, Area
from models.plan.deadlines import Deadline, Precision
from models.plan.endings import Ending
from models.plan.refs import ref_order
from papers.plan.contents import ActionRow
from papers.spacing import folded

ENDINGS: Mapping[Ending, ProposalKind] = {
    Ending.CLOSED: ProposalKind.CLOSE,
    Ending.WITHDRAWN: ProposalKind.WITHDRAW,
    Ending.MERGED: ProposalKind.MERGE,
    Ending.SPLIT: ProposalKind.SPLIT,
}
OF_AN_ENDING = ("ended", "ended_on", "reason")
_NONE_YET = Deadline(None, Precision.TO_BE_CONFIRMED)

About = tuple[object, str]
"""What a change is about, so that two of the same are known: an action and its date or ending, or a new one's ref."""


def changes_of_row(
    action: Action, row: ActionRow, organisation_id: int, at: datetime
) -> Iterator[tuple[Proposal, tuple[str, ...]]]:
    """The date and the ending that a row gives an action and the record does not have, each as the proposal that it
    would be at a moment (aware UTC), and the cells that say so.
    """
    found: list[tuple[ProposalKind, dict[str, Any], dict[str, str | None], tuple[str, ...]]] = []
    if new := moved(action, row):
        cell, to = new
        after = {"approved_due": to.last_day, "approved_precision": to.precision}
        found.append((ProposalKind.DATE, plain(after), {}, (cell,)))
    if row.ended is not None and action.ended is None:
        said = {"reason": row.reason, "evidence": row.evidence if row.ended is Ending.CLOSED else None}
        found.append((ENDINGS[row.ended], {"ended": row.ended.value}, said, OF_AN_ENDING))
    for kind, columns, said, cells in found:
        proposal = Proposal(
            organisation_id=organisation_id,
            kind=kind,
            action_id=action.id,
            before=as_json(action, frozenset(columns)),
            after=columns,
            said={name: value for name, value in said.items() if value},
            at=at,
            for_post_id=action.owner_post_id,
        )
        yield proposal, cells


def new_action(row: ActionRow, names: Names, areas: Sequence[Area], organisation_id: int, at: datetime) -> Proposal:
    """A row as the proposal of an action to be. Of several owners the first is accountable, as in every row."""
    several = names.post(row.several_owners.written) if row.several_owners else None
    post, board = several or names.post(row.owner), names.board(row.board)
    title = folded(row.area_title or "")
    area = next(
        (each for each in areas if each.number == row.area_number)
        if row.area_number is not None
        else (each for each in areas if title and folded(each.title) == title),
        None,
    )
    due = row.revised or row.due
    after: dict[str, Any] = {"ref": row.ref, "title": row.title or f"Action {row.ref}"}
    after |= {"area_id": area.id if area else None, "area_number": area.number if area else row.area_number}
    after |= {"area_title": row.area_title if row.area_title and not area else None}
    after |= {"owner_post_id": post, "owner_written": row.owner, "board_id": board, "board_written": row.board}
    after |= {"due": due.last_day, "due_precision": due.precision} if due else {}
    return Proposal(
        organisation_id=organisation_id,
        kind=ProposalKind.NEW,
        after=plain({name: value for name, value in after.items() if value is not None}),
        said={"reason": row.reason} if row.reason else {},
        at=at,
    )


def moved(action: Action, row: ActionRow) -> tuple[str, Deadline] | None:
    """The date that a row gives in place of the approved one, and the cell that says so; a first date moves nothing.

    The original never moves, so another day in its column is a new date, too.
    """
    approved, original = action.approved_deadline, action.original_deadline
    if approved == original == _NONE_YET:
        return None
    if row.revised is not None:
        return ("revised", row.revised) if _differ(row.revised, approved) else None
    if row.due is None or not _differ(row.due, original) or not _differ(row.due, approved):
        return None
    return "due", row.due


def _differ(one: Deadline, other: Deadline) -> bool:
    """Whether two deadlines are not of the same day, however exactly that is given."""
    return one.last_day != other.last_day or (one.last_day is None and one.precision != other.precision)


def as_change(proposal: Proposal) -> ProposedChange:
    (change,) = changes_in(proposal)
    return change


def about(change: ProposedChange) -> Iterator[About]:
    """What a change is about: of a new action its ref, and its title for files without refs."""
    if change.kind is ProposalKind.NEW:
        yield "ref", ref_order(str(change.after["ref"]))
        yield "title", folded(str(change.after.get("title", "")))
    elif change.kind in ENDINGS.values():
        yield change.action_id, "ending"
    elif change.action_id is not None:
        yield change.action_id, change.kind.value


def is_same(one: ProposedChange, other: ProposedChange) -> bool:
    """Whether two changes of the same are alike in what a board decides."""
    return one.kind is other.kind and _decides(one) == _decides(other)


def _decides(change: ProposedChange) -> tuple[object, ...]:
    """What of a change a board decides."""
    match change.kind:
        case ProposalKind.DATE:
            due = change.after["approved_due"]
            return due, due or change.after["approved_precision"]
        case ProposalKind.NEW:
            others = (change.after.get(name) for name in ("due", "board_id", "owner_post_id"))
            return folded(str(change.after.get("title", ""))), *others
        case _:
            return (change.after.get("ended"),)


def plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as JSON."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, StrEnum) else value
        for name, value in columns.items()
    }
