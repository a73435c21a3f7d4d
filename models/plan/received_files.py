"""Files that the secretariat has sent to the bot and not yet confirmed: kept until they are imported or discarded."""

from datetime import datetime

from sqlmodel import Field

from models.record.columns import Numbered


class ReceivedFile(Numbered, table=True):
    """One file as it arrived. It is deleted with the answer to its preview, whatever that is."""

    __tablename__ = "received_file"

    person_id: int = Field(foreign_key="person.id")
    name: str
    content: bytes
    received_at: datetime
