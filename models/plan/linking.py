"""Linking what a file wrote to what the record knows: an action's owner to a post, its board to a board.

An operation adds what it did to `changes`, which its caller records together; the caller has taken its turn.
"""

from collections.abc import Iterable

from sqlmodel import Session

from models.plan.actions import Action
from models.record.events import Change


def link_owner(session: Session, actions: Iterable[Action], post_id: int, changes: list[Change]) -> None:
    """Let a post answer for actions."""
    for action in actions:
        before = {"owner_post_id": action.owner_post_id}
        action.owner_post_id = post_id
        session.add(action)
        changes.append(Change("action.linked", f"action {action.ref}", before, {"owner_post_id": post_id}))


def link_board(session: Session, actions: Iterable[Action], board_id: int, changes: list[Change]) -> None:
    """Give actions to a board."""
    for action in actions:
        before = {"board_id": action.board_id}
        action.board_id = board_id
        session.add(action)
        changes.append(Change("action.linked", f"action {action.ref}", before, {"board_id": board_id}))
