"""What a record still lacks before a board can live by it: who the owners are, which boards there are and who chairs
them, when the next meeting is; and for each by which command it is said, and the form that asks for it.

An import's answer, `/secretariat setup` and the terminal read it from here. It writes nothing: the forms are in
`handlers/setup`, the commands where they always were.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from handlers.cards import Actions, Button, Element, Listing, Text
from handlers.request_limits import BUTTON
from models.boards.boards import BoardKind, boards_of, coming_meeting
from models.people.people import Role, holders_with_addresses, people_of_board
from models.people.posts import posts_with_holders
from models.plan.actions import Plan, actions_by_owner, boards_not_linked, owners_not_linked
from papers.plan.contents import FoundAddress
from papers.wording import joined, plural

IMPROVEMENT_BOARD = "Improvement Board"
"""What the board that the others report to is called until somebody says otherwise."""

NAMED = 10
"""So many owners or boards are named; the rest is counted."""


class Step(StrEnum):
    """What is asked, in this order."""

    OWNERS = "owners"
    BOARDS = "boards"
    MEETING = "meeting"


@dataclass(frozen=True)
class OpenBoard:
    """A board that is not there yet, with the kind that it has unless somebody says otherwise and its number of actions
    in the plan; or one that is `there` and that nobody chairs.
    """

    name: str
    kind: BoardKind
    there: bool = False
    actions: int = 0

    @property
    def first(self) -> bool:
        """Whether it is the one that the others are to report to, which is not there yet."""
        return self.kind is BoardKind.IMPROVEMENT and not self.there


@dataclass(frozen=True)
class StillOpen:
    """What is open. `owners` are those whom nobody is yet, with their numbers of actions; `kept` says whether somebody
    is the secretariat.
    """

    owners: Mapping[str, int]
    boards: tuple[OpenBoard, ...]
    meeting: bool
    kept: bool

    @property
    def steps(self) -> list[Step]:
        """What there is to ask."""
        open_ = {Step.OWNERS: bool(self.owners), Step.BOARDS: bool(self.boards), Step.MEETING: self.meeting}
        return [step for step in Step if open_[step]]

    def as_data(self) -> list[dict[str, Any]]:
        """For scripts: each step that is open, with the commands that settle it."""
        return [{"what": step.value, "commands": self.commands(step)} for step in self.steps]

    def said(self, step: Step) -> str:
        """What is open of a step, in a sentence."""
        match step:
            case Step.OWNERS:
                who = plural(len(self.owners), "owner in the plan has", "owners in the plan have")
                return f"{who} no address yet: {_named([*self.owners])}."
            case Step.BOARDS:
                new, unled = ([each.name for each in self.boards if each.there is there] for there in (False, True))
                parts = [f"Boards that the record does not have yet: {_named(new)}."] if new else []
                parts += [f"Boards that nobody chairs: {_named(unled)}."] if unled else []
                return " ".join(parts)
            case Step.MEETING:
                return "No meeting is planned, so no update is asked for."

    def commands(self, step: Step) -> list[str]:
        """What is typed to settle it, a line each; what stands in capitals is to be filled in."""
        match step:
            case Step.OWNERS:
                return [f'/secretariat people link "{owner}" ADDRESS' for owner in self.owners]
            case Step.BOARDS:
                return [
                    f'/secretariat boards add "{each.name}" {each.kind.value} chair:ADDRESS' for each in self.boards
                ]
            case Step.MEETING:
                return ["/board new DATE every 6 weeks"]


def still_open(session: Session, plan: Plan, today: date) -> StillOpen:
    """What the record of this plan's organisation lacks on a local day."""
    organisation_id = plan.organisation_id
    owning = actions_by_owner(session, plan.id)
    vacant = {
        post.title: owning[post.id]
        for post, person in posts_with_holders(session, organisation_id, today)
        if person is None and post.id in owning
    }
    boards = boards_of(session, organisation_id)
    reported_to = any(each.kind is BoardKind.IMPROVEMENT for each in boards)
    unled = [
        OpenBoard(each.name, each.kind, there=True)
        for each in boards
        if not any(people_of_board(session, each.id, today, role) for role in _LEADING[each.kind])
    ]
    return StillOpen(
        owners=owners_not_linked(session, plan.id) | vacant,
        boards=(*_named_in_plan(boards_not_linked(session, plan.id), reported_to), *unled),
        meeting=coming_meeting(session, organisation_id, today) is None,
        kept=bool(holders_with_addresses(session, organisation_id, Role.SECRETARIAT, today)),
    )


_LEADING = {
    BoardKind.IMPROVEMENT: (Role.CHAIR,),
    BoardKind.DELIVERY: (Role.CHAIR, Role.SRO),
    BoardKind.PARTNERSHIP: (Role.CHAIR, Role.SRO),
}
"""Whose posts lead a board: an SRO chairs a delivery board (`domain.md` 3.3)."""


def _named_in_plan(written: Mapping[str, int], reported_to: bool) -> list[OpenBoard]:
    """The boards that the plan names; first, where there is none yet, the one that the others report to: the one of
    them that is called so, or one by the usual name.
    """
    ours = None if reported_to else next((name for name in written if "improvement" in name.casefold()), "")
    first = (
        []
        if ours is None
        else [OpenBoard(ours or IMPROVEMENT_BOARD, BoardKind.IMPROVEMENT, False, written.get(ours, 0))]
    )
    return [
        *first,
        *(OpenBoard(name, BoardKind.DELIVERY, False, count) for name, count in written.items() if name != ours),
    ]


FORMS = {
    Step.OWNERS: Button("Go on: who are the owners?", "secretariat.setup_owners", style="primary", opens_form=True),
    Step.BOARDS: Button("Go on: which boards are there?", "secretariat.setup_boards", style="primary", opens_form=True),
    Step.MEETING: Button("Go on: the next meeting", "secretariat.setup_meeting", style="primary", opens_form=True),
}

"""The button that asks each step, by a form."""


def going_on(left: StillOpen, after: Step | None = None, found: Sequence[FoundAddress] = ()) -> list[Element]:
    """The next thing to ask, with the button that asks it and one that leaves it for later; after the last one what was
    left. Nothing where nothing is open. The addresses that were `found` in a file are offered in the owners' form.
    """
    ahead = [step for step in left.steps if after is None or [*Step].index(step) > [*Step].index(after)]
    if ahead:
        later = Button("Leave it for later", "secretariat.setup_later", ahead[0].value)
        asking, said = FORMS[ahead[0]], left.said(ahead[0])
        offered = {each.owner: each.address for each in found if each.owner in left.owners}
        if ahead[0] is Step.OWNERS and offered:
            asking = replace(asking, value=_as_value(offered))
            said += f" The file has {plural(len(offered), 'address', 'addresses')} of them, which the form offers."
        return [Text(said), Actions((asking, later))]
    if not left.steps:
        return []
    return [Text("Left for later", "heading"), *(each for step in left.steps for each in how_later(left, step))]


def _as_value(found: Mapping[str, str]) -> str:
    """Addresses as the value of a button, as many as it takes."""
    room = BUTTON
    fit = {}
    for owner, address in found.items():
        room -= len(json.dumps([owner, address])) + 2
        if room > 0:
            fit[owner] = address
    return json.dumps(fit)


def offered_by(value: str) -> dict[str, str]:
    """The addresses that a button carries; nothing where it was made up."""
    try:
        said = json.loads(value or "{}")
    except ValueError:
        return {}
    pairs = said.items() if isinstance(said, dict) else ()
    return {owner: address for owner, address in pairs if isinstance(address, str)}


def how_later(left: StillOpen, step: Step) -> tuple[Element, ...]:
    """What is open of a step, and what is typed to settle it."""
    commands = left.commands(step)
    more = [f"and {len(commands) - NAMED} more: /secretariat setup"] if len(commands) > NAMED else []
    return Text(left.said(step)), Listing((*commands[:NAMED], *more))


def _named(names: Sequence[str]) -> str:
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return joined([*names[:NAMED], *more])
