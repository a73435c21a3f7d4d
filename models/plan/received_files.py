"""Files that the secretariat has sent to the bot and not yet confirmed: kept until they are imported or discarded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session

from models.record.columns import Numbered, json_column


class ReceivedFile(Numbered, table=True):
    """One file as it arrived, and what its sender has told about its layout. It is deleted with the answer to its
    preview, whatever that is.
    """

    __tablename__ = "received_file"

    person_id: int = Field(foreign_key="person.id")
    name: str
    content: bytes
    received_at: datetime
    told: dict[str, Any] | None = Field(default=None, sa_type=json_column())


def keep_file(session: Session, person_id: int, name: str, content: bytes, at: datetime) -> ReceivedFile:
    """Keep a file until its sender has said what is to become of it."""
    received = ReceivedFile(person_id=person_id, name=name, content=content, received_at=at)
    session.add(received)
    session.flush()
    return received


def take_file(session: Session, file_id: int, person_id: int) -> ReceivedFile | None:
    """A file that this person sent; whoever writes has their turn, so that pressing twice imports once."""
    received = session.get(ReceivedFile, file_id)
    return received if received is not None and received.person_id == person_id else None


def tell_of_file(session: Session, received: ReceivedFile, told: Mapping[str, Any]) -> None:
    """Its sender has answered a question about its layout; `told` is all that was told by now."""
    received.told = dict(told)
    session.add(received)


def forget_file(session: Session, received: ReceivedFile) -> None:
    """The file has been imported or discarded."""
    session.delete(received)
