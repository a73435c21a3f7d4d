"""What a pack says of an action or a post besides the figures: its deadlines, its texts and who holds it.

Read once for a whole pack, when it is gathered. What the snapshot kept is as it was frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from models.people.posts import HoldersOf
from models.plan.actions import Area
from models.plan.course import values_from
from models.plan.deadlines import Deadline, Precision
from models.plan.measures import Measured
from models.position.printed_rows import rows_with_answers
from models.position.snapshots import SnapshotRow
from models.position.suggestions import Grounds
from models.updates.updates import Update
from papers.wording import joined


@dataclass(frozen=True)
class Fact:
    """What is known of an action besides its standing: its row in the snapshot, and the texts around it; its area as
    it is called now, if anything; what the boards before were told of its recovery, and whether anything was escalated.
    Of a "no change" `confirms` is when the update was given that it confirms.
    """

    area: Area | None
    original: str
    approved: str
    owner_written: str | None
    board_written: str | None
    update: Update | None
    confirms: datetime | None
    row: SnapshotRow
    measured: Measured | None
    recovery_told: str | None
    escalated: bool

    def as_frozen(self, grounds: Grounds) -> Grounds:
        """The grounds with the deadlines and the measure of the freeze, where the snapshot kept them."""
        if self.row.original_precision is None:
            return grounds
        return replace(
            grounds,
            due=self.row.due,
            original=self.row.original_due,
            measure_agreed=bool(self.row.measure_agreed),
            course=self.measured.judged if self.measured else None,
        )


def facts_of(session: Session, snapshot_id: int, boards: Sequence[int]) -> dict[int, Fact]:
    """The facts of every action of a snapshot, by the action's id, in the natural order of refs; one query. `boards`
    are the snapshots before, by id.
    """
    return {
        each.action.id: Fact(
            area=each.area,
            original=_deadline(each.row.original_due, each.row.original_precision, each.action.original_deadline),
            approved=_deadline(each.row.due, each.row.due_precision, each.action.approved_deadline),
            owner_written=each.action.owner_written,
            board_written=each.action.board_written,
            update=each.answer,
            confirms=each.confirms,
            row=each.row,
            measured=Measured(each.measure, each.measure.measure_id, values_from(each.values))
            if each.measure
            else None,
            recovery_told=each.recovery_told,
            escalated=each.escalated,
        )
        for each in rows_with_answers(session, snapshot_id, boards)
    }


def _deadline(last_day: date | None, precision: Precision | None, now: Deadline) -> str:
    """A deadline as it was frozen; of a snapshot that did not keep it, as it is now."""
    return (Deadline(last_day, precision) if precision else now).words()


@dataclass(frozen=True)
class Owner:
    """A post, and the post with who holds it, where that is not the same words: "Workforce SRO (A. Person)"."""

    title: str
    shown: str


def owners_of(held: HoldersOf) -> dict[int, Owner]:
    """The posts by id, with their holders."""
    owners = {}
    for post_id, (post, holders) in held.items():
        others = [each.name for each in holders if each.name != post.title]
        owners[post_id] = Owner(post.title, f"{post.title} ({joined(others)})" if others else post.title)
    return owners
