"""The living position: which meeting is coming, what stands now and what stood at the last published board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Subquery
from sqlmodel import Session

from models.boards.boards import Meeting
from models.boards.cycles import Cycle, cycle_of
from models.plan.actions import Plan
from models.plan.ratings import Scale, scale
from models.position.beside import beside
from models.position.counting import (
    Breakdown,
    Scope,
    breakdowns,
    frozen_standing,
    live_standing,
    moment,
    standing_at_any_time,
)
from models.position.freezing import freeze_of, open_meeting
from models.position.snapshots import Snapshot, coming_with_snapshot
from models.record.rules import Rules, rules_of

BOARDS_LOOKED_BACK = 8
"""How many earlier boards the rules look at; older ones are never read. Where up to four groups of partnership boards
take turns, the last two to which one reported are among them.
"""


@dataclass(frozen=True)
class Position:
    """What `/brag` is about. `meeting` None: no calendar yet. `earlier` are published snapshots, newest first.

    `freeze` is when the figures were fixed, or will be at the latest, and `at` the moment of the figures (aware UTC).
    `reckoned_to` is the local day to which days overdue are counted: the board's own once its figures are frozen.
    `scale` is the one in use, or that with which the figures were frozen. `unpublished` is the day of the last board
    before it, if that is frozen and not published; `draft` the newest version of the plan, if no board has adopted it.
    """

    meeting: Meeting | None
    cycle: Cycle | None
    snapshot: Snapshot | None
    freeze: datetime | None
    current: Subquery
    at: datetime
    reckoned_to: date
    earlier: Sequence[tuple[Snapshot, Meeting]]
    scale: Scale
    unpublished: date | None = None
    draft: str = ""
    said: Mapping[str, datetime | date] = field(default_factory=dict)
    """What a statement over the current figures is asked with, where they are a standing of any time."""

    @property
    def frozen(self) -> bool:
        """Whether the current figures are a frozen snapshot's and no longer move."""
        return self.snapshot is not None

    @property
    def past_the_freeze(self) -> bool:
        """Whether the figures are frozen, or the day on which they should have been is over: a meeting that was entered
        in the calendar later is frozen later.
        """
        return self.frozen or (self.cycle is not None and self.reckoned_to > self.cycle.freeze)

    @property
    def due(self) -> bool:
        """Whether the returns should be there: what is not is missing from now on."""
        return self.frozen or (self.cycle is not None and self.reckoned_to > self.cycle.return_due)

    @property
    def rated_before(self) -> tuple[str, ...]:
        """By what actions were rated at the last published board, as `Scale.rated`; of no board, nothing."""
        return self.earlier[0][0].rated if self.earlier else ()

    @property
    def previous(self) -> tuple[Subquery, Meeting] | None:
        """How things stood at the last published board, and which one it was."""
        if not self.earlier:
            return None
        snapshot, meeting = self.earlier[0]
        return frozen_standing(snapshot.id), meeting

    @property
    def compared(self) -> tuple[str, ...]:
        """By what actions are rated now and were at the last published board."""
        return tuple(each for each in self.scale.rated if each in self.rated_before)


def position_at(session: Session, plan: Plan, now: datetime, today: date) -> Position:
    """The position of a plan at `now` (aware UTC) for the next meeting on or after `today` (local)."""
    meeting, snapshot = coming_with_snapshot(session, plan.organisation_id, today)
    rules = rules_of(session, plan.organisation_id)
    if meeting and snapshot:
        return frozen_position(session, plan.organisation_id, meeting, snapshot, rules)
    freeze = freeze_of(session, plan.organisation_id, meeting, rules) if meeting else None
    at = min(now, freeze) if freeze else now
    before = beside(session, plan.organisation_id, meeting.on if meeting else date.max, BOARDS_LOOKED_BACK)
    return Position(
        meeting=meeting,
        cycle=cycle_of(meeting, rules) if meeting else None,
        snapshot=None,
        freeze=freeze,
        # As it stands at the freeze, for what is recorded so far: of later than now there is nothing. The same for the
        # whole of a cycle, so that what was written to ask for it serves again.
        current=live_standing(plan.id, freeze or at, today, meeting),
        at=at,
        reckoned_to=today,
        earlier=before.earlier,
        scale=scale(),
        unpublished=before.unpublished,
        draft=before.draft,
    )


def position_now(session: Session, plan: Plan, now: datetime, today: date) -> Position:
    """How a plan stands at this very moment, for the meeting that an answer counts for now: what whoever answers sees,
    also of what came after the freeze of the coming meeting. `now` is aware UTC, `today` local.
    """
    position = position_to_ask(session, plan, now, today)
    return replace(position, current=live_standing(plan.id, now, today, position.meeting), said={})


def position_to_ask(session: Session, plan: Plan, now: datetime, today: date) -> Position:
    """The same for whom `said` goes with each statement: so that these are kept from moment to moment."""
    meeting, rules = open_meeting(session, plan.organisation_id, now), rules_of(session, plan.organisation_id)
    before = beside(session, plan.organisation_id, meeting.on if meeting else date.max, BOARDS_LOOKED_BACK)
    return Position(
        meeting=meeting,
        cycle=cycle_of(meeting, rules) if meeting else None,
        snapshot=None,
        freeze=None,
        current=standing_at_any_time(plan.id, meeting.id if meeting else None),
        said=moment(now, today),
        at=now,
        reckoned_to=today,
        earlier=before.earlier,
        scale=scale(),
        unpublished=before.unpublished,
        draft=before.draft,
    )


def frozen_position(
    session: Session, organisation_id: int, meeting: Meeting, snapshot: Snapshot, rules: Rules
) -> Position:
    """The position that was frozen for a meeting."""
    before = beside(session, organisation_id, meeting.on, BOARDS_LOOKED_BACK)
    return Position(
        meeting=meeting,
        cycle=cycle_of(meeting, rules),
        snapshot=snapshot,
        freeze=snapshot.frozen_at,
        current=frozen_standing(snapshot.id),
        at=snapshot.frozen_at,
        reckoned_to=meeting.on,
        earlier=before.earlier,
        scale=Scale.from_json(snapshot.scale),
        unpublished=before.unpublished,
        draft=before.draft,
    )


def with_earlier(
    session: Session, position: Position, scope: Scope, boards: int
) -> tuple[Breakdown, list[tuple[Breakdown, Meeting]]]:
    """The counts of a position, and those of at most so many published boards before it, newest first; one query."""
    earlier = position.earlier[:boards]
    now, before = breakdowns(session, position.current, tuple(snapshot.id for snapshot, _ in earlier), scope)
    return now, [
        (replace(counted, rated=snapshot.rated), meeting)
        for counted, (snapshot, meeting) in zip(before, earlier, strict=True)
    ]


def reckoned_to(session: Session, organisation_id: int, today: date) -> date:
    """The local day to which days overdue are counted: the coming board's once its figures are frozen, else `today`."""
    meeting, snapshot = coming_with_snapshot(session, organisation_id, today)
    return meeting.on if meeting and snapshot else today
