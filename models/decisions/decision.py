"""The table of decisions: what a board made of a proposal. What is done with them is in `decisions` and `effects`."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from models.record.columns import Numbered, choice, index_where


class Outcome(StrEnum):
    """What a board made of a proposal (`domain.md` 5)."""

    AGREED = "agreed"
    AMENDED = "agreed as amended"
    NOT_AGREED = "not agreed"
    DEFERRED = "deferred"


class Decision(Numbered, table=True):
    """What a board decided. `body` is what it was called on the day, `on` the local day, `number` the 3 of D3.

    `minute` says where its own minutes have it; `words` are what was said, as in what an amendment consists. `until` is
    the day of the meeting to which it was deferred. An undone decision counts for nothing, and is kept.
    """

    __table_args__ = (
        index_where(
            "uq_decision_number", "organisation_id", "body", "on", "number", where="undone_at IS NULL", unique=True
        ),
        index_where(
            "uq_decision_proposal", "proposal_id", where="undone_at IS NULL AND outcome <> 'deferred'", unique=True
        ),
    )

    organisation_id: int = Field(foreign_key="organisation.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    body: str
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    on: date
    number: int
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", index=True)
    outcome: Outcome = Field(sa_type=choice(Outcome))
    words: str | None = None
    minute: str | None = None
    until: date | None = None
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    undone_at: datetime | None = None
    undone_by_person_id: int | None = Field(default=None, foreign_key="person.id")

    @property
    def name(self) -> str:
        """What it is called in its meeting: `D3`."""
        return f"D{self.number}"
