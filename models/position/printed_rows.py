"""The rows of a snapshot with all that a pack prints of each, read at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models.escalations.raised import escalated_about
from models.plan.actions import Action, Area
from models.plan.measures import values_given
from models.position.frozen_measures import FrozenMeasure
from models.position.recovery import told_at
from models.position.snapshots import Snapshot, SnapshotRow
from models.updates.recording import confirmed_at
from models.updates.updates import Update


class PrintedRow(NamedTuple):
    """A row with its action as it is now, the update that it froze, when the one was given that this `confirms`, its
    area as it is called now, and its measure as it was frozen with the `values_given` up to then.

    `recovery_told` is what `told_at` gives for the boards before, `escalated` whether anything was.
    """

    row: SnapshotRow
    action: Action
    answer: Update | None
    confirms: datetime | None
    area: Area | None
    measure: FrozenMeasure | None
    values: str | None
    recovery_told: str | None
    escalated: bool


def rows_with_answers(session: Session, snapshot_id: int, boards: Sequence[int]) -> list[PrintedRow]:
    """The rows of a snapshot in the natural order of refs; `boards` are the snapshots before, by id. One query."""
    its = col(SnapshotRow.action_id)
    besides = told_at(its, boards), escalated_about(its)
    given = values_given(FrozenMeasure.measure_id, col(Snapshot.frozen_at))
    frozen_of_row = and_(col(FrozenMeasure.meeting_id) == col(Snapshot.meeting_id), col(FrozenMeasure.action_id) == its)
    rows = session.execute(
        select(SnapshotRow, Action, Update, confirmed_at(), Area, FrozenMeasure, given, *besides)
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Action, col(Action.id) == its)
        .outerjoin(FrozenMeasure, frozen_of_row)
        .outerjoin(Update, col(Update.id) == col(SnapshotRow.update_id))
        .outerjoin(Area, col(Area.id) == col(SnapshotRow.area_id))
        .where(col(SnapshotRow.snapshot_id) == snapshot_id)
        .order_by(col(SnapshotRow.ref_order))
    )
    return [PrintedRow(*each) for each in rows]
