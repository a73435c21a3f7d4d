"""Freezing: a meeting's figures are fixed in one moment, and change afterwards only by late answers taken in by name
(`late_answers`).

That moment is the first compile, at the latest the end of the freeze day (`domain.md` 4.2): then the clock calls
`freeze_what_is_due`. An answer counts for the meeting that is open when it is given.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, literal, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.boards.cycles import freeze_day
from models.plan.actions import Action
from models.plan.measures import Measure
from models.plan.scales import scale_of
from models.position.counting import live_standing
from models.position.frozen_measures import freeze_measures
from models.position.snapshots import Snapshot, SnapshotRow, meetings_ahead, unfrozen_meetings
from models.record.events import Actor, Change, record, take_turn
from models.record.organisation import organisation_of
from models.record.rules import Rules, rules_of
from models.record.timeouts import take_time
from models.updates.answer import IN_POSITION
from models.updates.updates import Update, stands

_STANDING = (
    *("action_id", "update_id", "ref", "title", "ref_order", "area_id", "board_id", "owner_post_id", "due"),
    *(*IN_POSITION, "expected", "answer"),
)
_OF_THE_ACTION = ("due_precision", "original_due", "original_precision", "measure_agreed")


LOOKED_BACK = timedelta(days=366)
"""How long a record may have stood still and still fix, afterwards, the figures of a board that met meanwhile."""


def freezes_at(meeting: Meeting, rules: Rules, zone: ZoneInfo) -> datetime:
    """When the record fixes a meeting's figures by itself, in UTC: at the end of the freeze day.

    A meeting that was entered in the calendar after that is fixed at the end of its own day.
    """

    def end_of(day: date) -> datetime:
        return datetime.combine(day, rules.closes_at, zone).astimezone(UTC)

    planned = end_of(freeze_day(meeting, rules))
    return end_of(meeting.on) if meeting.entered_at and meeting.entered_at >= planned else planned


def freeze_of(session: Session, organisation_id: int, meeting: Meeting, rules: Rules | None = None) -> datetime:
    """When a meeting of the organisation freezes by itself, in UTC; by its `rules`, if they have been read."""
    rules = rules or rules_of(session, organisation_id)
    return freezes_at(meeting, rules, ZoneInfo(organisation_of(session, organisation_id).zone))


def open_meeting(session: Session, organisation_id: int, now: datetime) -> Meeting | None:
    """The meeting that an answer given at `now` (aware UTC) counts for: the improvement board's next one whose freeze
    lies ahead.
    """
    return meetings_answered(session, organisation_id, now)[0]


def meetings_answered(session: Session, organisation_id: int, now: datetime) -> tuple[Meeting | None, Meeting | None]:
    """The meeting that an answer given at `now` (aware UTC) counts for; and the coming one, where its figures are fixed
    before that and not published yet.
    """
    rules, zone = _rules_and_zone(session, organisation_id)
    ahead = meetings_ahead(session, organisation_id, now.astimezone(zone).date())
    counts = (meeting for meeting, frozen, _ in ahead if not frozen and freezes_at(meeting, rules, zone) > now)
    its_own = next(counts, None)
    coming, _, published = ahead[0] if ahead else (None, False, False)
    return its_own, None if published or coming is its_own else coming


def freeze(session: Session, actor: Actor, plan_id: int, meeting: Meeting, at: datetime) -> Snapshot:
    """Fix how every action stands at `at` (aware UTC) for `meeting`; answers from now on count for the next one.

    At the latest as at the moment at which the meeting freezes by itself; never before its last answer, which may have
    been asked for after the freeze and come before it. Raises ValueError for a meeting that is frozen already.
    """
    take_turn(session, actor)
    take_time(session.connection())
    answers = select(func.max(col(Update.at))).where(col(Update.meeting_id) == meeting.id, stands(Update.id))
    frozen = select(col(Snapshot.id)).where(col(Snapshot.meeting_id) == meeting.id).exists()
    last_answer, is_frozen = session.execute(select(answers.scalar_subquery(), frozen)).one()
    if is_frozen:
        raise ValueError(f"The position of {meeting.on.isoformat()} is frozen.")
    rules, zone = _rules_and_zone(session, actor.organisation_id)
    at = max(filter(None, (min(at, freezes_at(meeting, rules, zone)), last_answer)))
    snapshot = Snapshot(meeting_id=meeting.id, version=1, frozen_at=at, scale=scale_of(session, plan_id).as_json())
    session.add(snapshot)
    session.flush()
    standing = live_standing(plan_id, at, at.astimezone(zone).date(), meeting)
    rows = (
        select(
            *(standing.c[name] for name in _STANDING),
            col(Action.approved_precision),
            col(Action.due),
            col(Action.due_precision),
            func.coalesce(col(Measure.agreed), False),
            literal(snapshot.id),
        )
        .join(Action, col(Action.id) == standing.c.action_id)
        .outerjoin(Measure, col(Measure.action_id) == standing.c.action_id)
    )
    session.execute(insert(SnapshotRow).from_select([*_STANDING, *_OF_THE_ACTION, "snapshot_id"], rows))
    freeze_measures(session, plan_id, meeting.id, at.astimezone(zone).date())
    record(session, actor, Change("snapshot.frozen", _subject(meeting), None, {"version": 1}))
    return snapshot


def freeze_what_is_due(session: Session, organisation_id: int, plan_id: int, now: datetime) -> Sequence[Meeting]:
    """Freeze each meeting whose moment has come and that nobody has compiled; gives them. `now` is aware UTC."""
    actor = Actor(organisation_id, None, now, "schedule")
    take_turn(session, actor)
    due = due_to_freeze(session, organisation_id, now)
    for meeting in due:
        freeze(session, actor, plan_id, meeting, now)
    return due


def due_to_freeze(session: Session, organisation_id: int, now: datetime) -> Sequence[Meeting]:
    """The meetings that should be frozen at `now` (aware UTC) and are not, in their order.

    Those that were over when they were entered have no figures of their own: nobody knows what stood then.
    """
    rules, zone = _rules_and_zone(session, organisation_id)
    today = now.astimezone(zone).date()

    def entered_on(meeting: Meeting) -> date:
        return meeting.entered_at.astimezone(zone).date() if meeting.entered_at else today

    return [
        each
        for each in unfrozen_meetings(session, organisation_id, today - LOOKED_BACK)
        if each.on >= entered_on(each) and freezes_at(each, rules, zone) <= now
    ]


def publish(session: Session, actor: Actor, snapshot: Snapshot, meeting: Meeting, at: datetime) -> None:
    """Publish a snapshot: from now on it is what "previous" means."""
    snapshot.published_at = at
    session.add(snapshot)
    change = Change("snapshot.published", _subject(meeting), None, {"version": snapshot.version})
    record(session, actor, change)


def _rules_and_zone(session: Session, organisation_id: int) -> tuple[Rules, ZoneInfo]:
    return rules_of(session, organisation_id), ZoneInfo(organisation_of(session, organisation_id).zone)


def _subject(meeting: Meeting) -> str:
    return f"meeting {meeting.on.isoformat()}"
