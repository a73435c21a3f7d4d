"""The distribution list of a board's papers: who is sent them when they are published, and what was handed over.

A recipient is a post, whoever holds it, who is sent them by the doors there are; or a name, to whom somebody hands
them over by hand and records that. One that is taken off stays, for what was given.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board
from models.people.people import Person, Post
from models.record.columns import Numbered, index_where
from models.record.events import Actor, Change, record

LONGEST_NAME = 120
"""Characters of the name of a recipient, with how the papers come to them."""


class Recipient(Numbered, table=True):
    """One line of the list. `post_id` None: they are given the papers by hand; `name` says who, and how."""

    __table_args__ = (index_where("uq_recipient_name", "board_id", "name", where="ended_at IS NULL", unique=True),)

    board_id: int = Field(foreign_key="board.id")
    name: str
    post_id: int | None = Field(default=None, foreign_key="post.id", index=True)
    added_at: datetime
    ended_at: datetime | None = None


class Handover(Numbered, table=True):
    """A pack that was given to a recipient by hand: recorded at that time, by whom."""

    __table_args__ = (UniqueConstraint("recipient_id", "pack_id"),)

    recipient_id: int = Field(foreign_key="recipient.id")
    pack_id: int = Field(foreign_key="pack.id", index=True)
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


class HandedOver(NamedTuple):
    """That a pack was given by hand: to which line of the list, what that says, when that was recorded and by whom, by
    name.
    """

    recipient_id: int
    name: str
    pack_id: int
    at: datetime
    by: str | None


def recipients_of(session: Session, board_id: int) -> list[Recipient]:
    """Who is on the list of a board's papers, those by post first, by name."""
    its = select(Recipient).where(Recipient.board_id == board_id, col(Recipient.ended_at).is_(None))
    return list(session.exec(its.order_by(col(Recipient.post_id).is_(None), col(Recipient.name))))


def add_recipient(session: Session, actor: Actor, board: Board, name: str, post: Post | None) -> Recipient:
    """Put a post, or a name that is served by hand, on the list of a board's papers. The caller has seen that no line
    has that name.
    """
    row = Recipient(board_id=board.id, name=name, post_id=post.id if post else None, added_at=actor.at)
    session.add(row)
    session.flush()
    after = {"recipient": row.id, "post": row.post_id}
    record(session, actor, Change("recipient.added", f"board {board.name}", None, after))
    return row


def end_recipient(session: Session, actor: Actor, board: Board, row: Recipient) -> None:
    """Take a line off the list."""
    row.ended_at = actor.at
    session.add(row)
    record(session, actor, Change("recipient.removed", f"board {board.name}", {"recipient": row.id}, None))


def recipient_by_id(session: Session, organisation_id: int, id: int) -> Recipient | None:
    """The line of a list with this id; None where the organisation has none that is still on it."""
    its = select(Recipient).join(Board, col(Board.id) == Recipient.board_id)
    of = (Recipient.id == id, Board.organisation_id == organisation_id, col(Recipient.ended_at).is_(None))
    return session.exec(its.where(*of)).first()


def handed_over(session: Session, pack_ids: Collection[int]) -> list[HandedOver]:
    """What was recorded of these packs as given by hand, also to those who have been taken off since."""
    rows = session.exec(
        select(Handover, Recipient.name, Person.name)
        .join(Recipient, col(Recipient.id) == Handover.recipient_id)
        .outerjoin(Person, col(Person.id) == Handover.by_person_id)
        .where(col(Handover.pack_id).in_(pack_ids))
        .order_by(col(Handover.id))
    )
    return [HandedOver(each.recipient_id, name, each.pack_id, each.at, by) for each, name, by in rows]


def hand_over(session: Session, actor: Actor, row: Recipient, pack_id: int, subject: str) -> None:
    """Record that a pack was given to somebody by hand; `subject` is what the event is about. The caller has seen that
    it was not recorded before, and has taken its turn.
    """
    session.add(Handover(recipient_id=row.id, pack_id=pack_id, at=actor.at, by_person_id=actor.person_id))
    session.flush()
    record(session, actor, Change("pack.handed_over", subject, None, {"recipient": row.id}))
