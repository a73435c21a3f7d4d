"""The reports to bodies whose meetings are to come: what each says of its decision, and whether it is out."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.boards.boards import Board, Meeting
from models.packs.key_decisions import DECISION, Decision
from models.packs.papers import Paper, PaperKind, SectionVersion, is_newest
from models.position.snapshots import Snapshot
from models.record.statements import kept


class ReportAhead(NamedTuple):
    """A report, the newest version of its decision type, None where nobody has said it, and whether it is published."""

    paper: Paper
    meeting: Meeting
    board: Board
    decision: SectionVersion | None
    published: bool

    @property
    def decided(self) -> Decision | None:
        """What it says of its decision; None also of words alone."""
        return self.decision.decided if self.decision else None


def reports_ahead(session: Session, organisation_id: int, today: date) -> list[ReportAhead]:
    """The reports for meetings on `today` (local) or after it that are not cancelled, the next first; one query."""
    return [ReportAhead(*row) for row in session.execute(_ahead(), {"organisation": organisation_id, "today": today})]


@kept
def _ahead() -> Select[*tuple[Any, ...]]:
    published = columns(col(Snapshot.id)).where(
        col(Snapshot.meeting_id) == col(Meeting.id), col(Snapshot.published_at).is_not(None)
    )
    return (
        columns(Paper, Meeting, Board, SectionVersion, published.exists())
        .join(Meeting, col(Meeting.id) == col(Paper.meeting_id))
        .join(Board, col(Board.id) == col(Meeting.board_id))
        .outerjoin(
            SectionVersion,
            and_(col(SectionVersion.paper_id) == col(Paper.id), col(SectionVersion.section) == DECISION, is_newest()),
        )
        .where(
            col(Board.organisation_id) == bindparam("organisation"),
            col(Paper.kind) == PaperKind.COUNCIL,
            col(Meeting.on) >= bindparam("today"),
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on), col(Board.name))
    )
