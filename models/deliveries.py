"""Messages that the bot sends or has posted, and receipts of what it was sent.

A delivery is queued in the transaction that causes it and sent after the commit. Once sent it keeps the platform's
message id and the refs that the message is about, so that a reply in its thread is understood.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import json_column
from models.database import Database
from models.events import LAST_EVENT


class Delivery(SQLModel, table=True):
    """One message to a person, or to a channel of a door. `key` (what, occasion, recipient) is never sent twice."""

    __table_args__ = (
        UniqueConstraint("organisation_id", "key"),
        Index("ix_delivery_message", "door", "channel", "message_id"),
        Index("ix_delivery_person", "person_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    key: str
    person_id: int | None = Field(default=None, foreign_key="person.id")
    door: str | None = None
    channel: str | None = None
    card: dict[str, Any] = Field(sa_type=json_column())
    about: list[str] = Field(sa_type=json_column())
    queued_at: datetime
    sent_at: datetime | None = None
    message_id: str | None = None


class Receipt(SQLModel, table=True):
    """The platform's own id of a request that has been taken in hand: a redelivery of it is not answered again."""

    door: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = Field(index=True, sa_column_kwargs={"server_default": func.now()})


_CLAIMS = {
    name: build.insert(Receipt)
    .values(door=bindparam("door"), key=bindparam("key"))
    .on_conflict_do_nothing()
    .returning(func.coalesce(LAST_EVENT.scalar_subquery(), 0))
    for name, build in (("sqlite", sqlite), ("postgresql", postgresql))
}

RECEIPTS_KEPT = timedelta(days=2)
"""No platform redelivers after so long."""


def claim(database: Database, door: str, key: str) -> int | None:
    """Take a request in hand; gives the id of the last event of all, None when somebody already has it in hand."""
    found: int | None = database.first_value(_CLAIMS[database.engine.dialect.name], door=door, key=key)
    return found


def forget_old_receipts(session: Session, now: datetime) -> None:
    """Delete receipts that no redelivery can refer to any more."""
    session.execute(delete(Receipt).where(col(Receipt.at) < now - RECEIPTS_KEPT))


def refs_of_message(session: Session, door: str, channel: str, message_id: str) -> Sequence[str] | None:
    """What a message of the bot was about, by the platform's id; None when it is not one of ours."""
    return session.exec(
        select(Delivery.about).where(
            Delivery.door == door, Delivery.channel == channel, Delivery.message_id == message_id
        )
    ).first()
