"""Where an action belongs: its area, its board and the post that answers for it, by the names that they have now."""

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from models.boards.boards import Board
from models.people.people import Post
from models.plan.actions import Action, Area


class Places(NamedTuple):
    """The area's number and title, the board's name and the post's title; None where none is linked."""

    area: str | None
    board: str | None
    owner: str | None


def places_of(session: Session, action: Action) -> Places:
    """Where an action belongs, in one query."""
    area, board, owner = session.execute(
        select(Area, col(Board.name), col(Post.title))
        .select_from(Action)
        .outerjoin(Area, col(Area.id) == Action.area_id)
        .outerjoin(Board, col(Board.id) == Action.board_id)
        .outerjoin(Post, col(Post.id) == Action.owner_post_id)
        .where(col(Action.id) == action.id)
    ).one()
    return Places(area.heading if area else None, board, owner)
