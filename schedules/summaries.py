"""Who gets the summary before a board: its channels, and its chair directly. Decided once for a meeting."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from models.boards.boards import Meeting, meetings_between
from models.boards.channels import channels_of
from models.outbox.deliveries import DeliveryKind, DeliveryState, decide, decided, enter, last_decided
from models.people.leave import delegates, on_leave
from models.people.people import Role, people_of_board
from models.record.events import Actor, Change, record
from papers.wording import day as day_words
from schedules.reminders.morning import LATE_AFTER, MORNING
from schedules.reminders.reasons import AWAY
from schedules.today import Today

_SOON = timedelta(days=21)
"""Further ahead no summary is due: a working day is never so far from the next."""


def due_summaries(session: Session, today: Today) -> list[Meeting]:
    """The meetings whose summary is due and has not been decided yet."""
    if not today.is_open:
        return []
    return [meeting for meeting in _near(session, today) if _is_due(session, today, meeting)]


def decide_summary(session: Session, today: Today, meeting: Meeting, doors: Collection[str]) -> bool:
    """Enter a meeting's summary into the outbox; False when another process just has. `doors`: those in operation."""
    if not decide(session, today.organisation_id, _what(meeting), meeting.on, today.now):
        return False
    _enter(session, today, meeting, doors)
    return True


def summary_day(today: Today, meeting: Meeting) -> date:
    """The local day on which a meeting's summary goes out."""
    return today.rules.days.shifted(meeting.on, -today.rules.summary_before)


def _near(session: Session, today: Today) -> list[Meeting]:
    return meetings_between(session, today.organisation_id, today.day, today.day + _SOON)


def _is_due(session: Session, today: Today, meeting: Meeting) -> bool:
    goes_on = summary_day(today, meeting)
    if goes_on < today.day and not last_decided(session, today.organisation_id, MORNING, today.day):
        return False  # nothing ran before today, so nothing is late
    goes = today.moment(goes_on, today.rules.summary_at)
    return today.now >= goes and not decided(session, today.organisation_id, _what(meeting), meeting.on)


def _what(meeting: Meeting) -> str:
    return f"summary {meeting.id}"


def _enter(session: Session, today: Today, meeting: Meeting, doors: Collection[str]) -> None:
    goes = today.moment(summary_day(today, meeting), today.rules.summary_at)
    common = {
        "organisation_id": today.organisation_id,
        "kind": DeliveryKind.SUMMARY,
        "meeting_id": meeting.id,
        "day": today.day,
        "late_since": summary_day(today, meeting) if today.now - goes > LATE_AFTER else None,
        "queued_at": today.now,
        "tries": 0,
    }
    rows: list[dict[str, Any]] = [
        {**common, **_state(today, why), "key": f"{_what(meeting)} {to}", **recipient}
        for to, recipient, why in recipients(session, today, meeting, doors)
    ]
    enter(session, rows)
    actor = Actor(today.organisation_id, None, today.now, "schedule")
    counted = {
        "to": sum(row["reason"] is None for row in rows),
        "skipped": sum(row["reason"] is not None for row in rows),
    }
    record(session, actor, Change("summary.decided", f"meeting {meeting.on.isoformat()}", None, counted))


def _state(today: Today, why: str) -> dict[str, Any]:
    if why:
        return {"state": DeliveryState.SKIPPED, "reason": why, "closed_at": today.now}
    return {"state": DeliveryState.WAITING, "reason": None, "closed_at": None}


Recipient = tuple[str, dict[str, Any], str]
"""What tells it apart in the key, the columns that say to whom, and why it is skipped (empty when it is not)."""


def recipients(session: Session, today: Today, meeting: Meeting, doors: Collection[str]) -> list[Recipient]:
    """Everybody whom a meeting's summary is meant for, those included who do not get it, with why."""
    return [*_channels(session, meeting, doors), *_chairs(session, today, meeting)]


def _channels(session: Session, meeting: Meeting, doors: Collection[str]) -> list[Recipient]:
    set_for = channels_of(session, meeting.board_id, doors)
    if not set_for:
        why = "no channel is set for this board: type “/board channel” in it"
        return [("channel", {"person_id": None, "door": None, "channel": None}, why)]
    return [
        (f"{each.door} {each.channel}", {"person_id": None, "door": each.door, "channel": each.channel}, "")
        for each in set_for
    ]


def _chairs(session: Session, today: Today, meeting: Meeting) -> list[Recipient]:
    holders = people_of_board(session, meeting.board_id, today.day, Role.CHAIR)
    if not holders:
        return [("chair", {"person_id": None, "door": None, "channel": None}, "the board has no chair at present")]
    stands_in, away = delegates(session, today.day), on_leave(session, today.day)
    found = []
    for person in holders:
        to = stands_in.get(person, person)
        why = f"{AWAY} {day_words(away[to])}" if to in away else ""
        found.append((f"person {to}", {"person_id": to, "door": None, "channel": None}, why))
    return found
