"""What an organisation has made of the list of sections of a board's papers: sections of its own, and ours that it has
renamed, moved or left out. Ours are in `papers.outlines`; `papers.own_outlines` lays one over the other.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from models.boards.boards import Board
from models.record.events import Actor, Change, record


@dataclass(frozen=True)
class OwnSection:
    """A section of the organisation's own, which has a `hint` (what belongs in it), or what differs in one of ours.

    `title` is empty where it is ours, and so is `after`, the name of the section behind which it stands (“first”:
    before all of them). `required` is for the board's own paper: a report has a list of what it needs.
    """

    key: str
    title: str = ""
    hint: str = ""
    after: str = ""
    left_out: bool = False
    required: bool = False


def own_sections(board: Board) -> tuple[OwnSection, ...]:
    """What is other in the papers of a board, in the order in which it is laid over ours."""
    return tuple(OwnSection(**each) for each in board.sections or ())


def needed(usual: Sequence[str], board: Board) -> tuple[str, ...]:
    """The sections that the board's own paper needs: those of the rules, and of its own those that are required."""
    return (*usual, *(each.key for each in own_sections(board) if each.required))


def set_own_sections(session: Session, actor: Actor, board: Board, own: Sequence[OwnSection]) -> None:
    """Give the papers of a board another list of sections. What was written in a section that is left out stays."""
    before = board.sections
    board.sections = [_told(each) for each in own] or None
    session.add(board)
    told = ({"sections": each and [_named(one) for one in each]} for each in (before, board.sections))
    record(session, actor, Change("paper.sections", f"papers of {board.name}", *told))


def _named(told: dict[str, Any]) -> dict[str, Any]:
    """What the log has of it: its name and title, and not what belongs in it."""
    return {name: value for name, value in told.items() if name != "hint"}


def _told(own: OwnSection) -> dict[str, Any]:
    return {name: value for name, value in asdict(own).items() if value}
