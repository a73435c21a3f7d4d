"""Who reviews a board's papers before they are published: a setting of the board, a row for each review.

A review is given by a post, so that it outlives who holds it. One that is taken off stays, for what was signed by it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.boards.boards import Board
from models.people.people import Post
from models.record.columns import Numbered, index_where, json_column
from models.record.events import Actor, Change, record

LONGEST_NAME = 60
"""Characters of the name of a review."""


class Review(Numbered, table=True):
    """One review of a board's papers. `parts` are those of the paper that it is about; none is the whole paper.

    Reviews with the same `place` are asked for at the same time, those with a higher one when all before are settled.
    """

    __table_args__ = (index_where("uq_review_name", "board_id", "name", where="ended_at IS NULL", unique=True),)

    board_id: int = Field(foreign_key="board.id")
    name: str
    post_id: int = Field(foreign_key="post.id", index=True)
    place: int
    parts: list[str] = Field(sa_type=json_column())
    added_at: datetime
    ended_at: datetime | None = None


def reviews_of(session: Session, board_id: int) -> list[tuple[Review, Post]]:
    """The reviews of a board's papers with the posts that give them, in their order."""
    rows = session.exec(
        select(Review, Post)
        .join(Post, col(Post.id) == Review.post_id)
        .where(Review.board_id == board_id, col(Review.ended_at).is_(None))
        .order_by(col(Review.place), col(Review.id))
    )
    return [(review, post) for review, post in rows]


def boards_reviewed_by(session: Session, post_ids: Sequence[int]) -> set[int]:
    """The boards, by id, of whose papers one of these posts gives a review."""
    if not post_ids:
        return set()
    mine = select(Review.board_id).where(col(Review.post_id).in_(post_ids), col(Review.ended_at).is_(None))
    return set(session.exec(mine))


def add_review(
    session: Session, actor: Actor, board: Board, name: str, post: Post, place: int, parts: Sequence[str]
) -> Review:
    """Let a post give a review of a board's papers; it takes the place of one with the same name."""
    for review, _ in reviews_of(session, board.id):
        if review.name.casefold() == name.casefold():
            end_review(session, actor, board, review)
    review = Review(board_id=board.id, name=name, post_id=post.id, place=place, parts=list(parts), added_at=actor.at)
    session.add(review)
    session.flush()
    after = {"review": name, "post": post.title, "place": place, "parts": list(parts)}
    record(session, actor, Change("review.added", f"board {board.name}", None, after))
    return review


def end_review(session: Session, actor: Actor, board: Board, review: Review) -> None:
    """Take a review off: nobody is asked for it any more."""
    review.ended_at = actor.at
    session.add(review)
    record(session, actor, Change("review.removed", f"board {board.name}", {"review": review.name}, None))
