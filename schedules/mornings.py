"""Who gets a message this morning, and who does not and why (`domain.md` 4.2).

Decided once a day, by whichever process comes first, in a fixed number of queries whatever the number of people. The
message itself is made when it is sent (`messages`): here it is only decided that there is something to say.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models.deliveries import (
    DeliveryKind,
    DeliveryState,
    decide,
    decided,
    enter,
    give_way,
    last_decided,
    morning_key,
    unsent_mornings,
)
from models.events import Actor, Change, record
from models.leave import delegates, on_leave, snoozes
from models.people import Person
from papers.wording import day as day_words
from schedules.reasons import AWAY, Reasons, Staff, back, by_deadline, by_return, dated, to_secretariat
from schedules.today import Today

MORNING = "morning"
LATE_AFTER = timedelta(hours=2)
"""A message that is decided so long after its time says that it is late."""
MISSED_AT_MOST = 20
"""How many missed working days are made up for."""
NOTHING_OWED = "nothing owed"


@dataclass(frozen=True)
class Morning:
    """What is decided: to whom a message goes (with the first day it makes up for), and who is skipped and why."""

    to: Mapping[int, date | None]
    skipped: Mapping[str, tuple[int | None, str]]


def morning_is_due(session: Session, today: Today) -> bool:
    """Whether it is time for the morning's messages and nobody has decided them yet."""
    if not today.rules.morning_at <= today.local_time < today.rules.closes_at:
        return False
    return not decided(session, today.organisation_id, _occasion(today), today.day)


def _occasion(today: Today) -> str:
    """A day of rest is an occasion of its own: it does not end an outage."""
    return "day of rest" if today.rules.days.rest(today.day) else MORNING


def decide_morning(session: Session, today: Today) -> bool:
    """Enter this morning's messages into the ledger; False when another process has just done so."""
    rules, day = today.rules, today.day
    last = last_decided(session, today.organisation_id, MORNING, day)
    if not decide(session, today.organisation_id, _occasion(today), day, today.now):
        return False
    rest = rules.days.rest(day)
    if rest:
        morning = _resting(session, today, rest)
    else:
        missed = rules.days.between(last, day)[-MISSED_AT_MOST:] if last else []
        unsent = unsent_mornings(session, today.organisation_id, day)
        morning = plan_morning(session, today, [*missed, day], unsent, last)
        if last is None:  # a record that has just started to write to people makes up for nothing
            morning = Morning(dict.fromkeys(morning.to), morning.skipped)
    _enter(session, today, morning)
    return True


def plan_morning(
    session: Session, today: Today, window: Sequence[date], unsent: Mapping[int, date], last: date | None
) -> Morning:
    """Who is to get a message on the last day of `window`, which begins with the first working day not decided yet.

    `unsent` are people whose earlier message has not gone out, `last` the last day that was decided. Reads only.
    """
    day = window[-1]
    staff = Staff.of(session, day)
    reasons = Reasons()
    by_deadline(session, today, window, staff, reasons)
    by_return(session, today, window, staff, reasons)
    to_secretariat(session, today, window, last, staff, reasons)
    back(session, today, window, reasons)
    for person, since in unsent.items():
        reasons.days[person].add(since)
    return _routed(session, today, reasons) if reasons.any() else Morning({}, {})


def _routed(session: Session, today: Today, reasons: Reasons) -> Morning:
    """To whom it goes: to the delegate of a person who has one, and to nobody who is away or wants to be left alone."""
    day = today.day
    stands_in, away = delegates(session, day), on_leave(session, day)
    snoozed = {person: until for person, until in snoozes(session, today.now, day).items() if until > day}
    names = _names(session, {stands_in[person] for person in reasons.days if person in stands_in})
    to: dict[int, set[date]] = defaultdict(set)
    skipped: dict[str, tuple[int | None, str]] = {where: (None, why) for where, why in reasons.nobody.items()}
    for person, days in reasons.days.items():
        delegate = stands_in.get(person)
        if delegate is not None:
            to[delegate] |= days
            if person not in reasons.late or person in away:
                skipped[f"person {person}"] = (person, f"delegated to {names[delegate]}")
                continue
            days = reasons.late[person]
        to[person] |= days
    for person in list(to):
        why = ""
        if person in away:
            nobody = "" if person in stands_in else ", and nobody stands in"
            why = f"{AWAY} {day_words(away[person])}{nobody}"
        elif person in snoozed:
            why = f"snoozed until {day_words(snoozed[person])}"
        if why:
            del to[person]
            skipped[f"person {person}"] = (person, why)
    for person in reasons.settled - to.keys():
        skipped.setdefault(f"person {person}", (person, NOTHING_OWED))
    late = day if today.now - today.moment(day, today.rules.morning_at) > LATE_AFTER else None
    return Morning({person: min(days) if min(days) < day else late for person, days in to.items()}, skipped)


def _names(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    if not person_ids:
        return {}
    named = session.execute(select(col(Person.id), col(Person.name)).where(col(Person.id).in_(person_ids)))
    return dict(tuple(row) for row in named)


def _resting(session: Session, today: Today, rest: str) -> Morning:
    """Nobody is written to on a day off; whose weekly reminder would fall on it is noted."""
    staff = Staff.of(session, today.day)
    oldest: dict[int, date] = {}
    due_today: set[int] = set()
    for post_id, due in dated(session, today):
        for person in staff.held_by(post_id):
            oldest[person] = min(due, oldest.get(person, due))
            if due == today.day:
                due_today.add(person)
    every = today.rules.overdue_every
    held_up = {person for person, due in oldest.items() if due < today.day and (today.day - due).days % every == 0}
    held_up |= due_today
    return Morning({}, {f"person {person}": (person, rest) for person in held_up})


def _enter(session: Session, today: Today, morning: Morning) -> None:
    """Write the decision into the ledger, in two statements, with one event."""
    common = {
        "organisation_id": today.organisation_id,
        "kind": DeliveryKind.MORNING,
        "day": today.day,
        "queued_at": today.now,
        "tries": 0,
    }
    rows: list[dict[str, Any]] = [
        {
            **common,
            "key": morning_key(today.day, person),
            "person_id": person,
            "state": DeliveryState.WAITING,
            "late_since": since,
        }
        for person, since in morning.to.items()
    ]
    if not today.rules.days.rest(today.day):
        give_way(session, today.organisation_id, today.day, today.now)
    enter(session, rows)
    day = today.day.isoformat()
    enter(
        session,
        [
            {
                **common,
                "key": f"{MORNING} {day} {where}",
                "person_id": person,
                "state": DeliveryState.SKIPPED,
                "reason": why,
                "closed_at": today.now,
            }
            for where, (person, why) in morning.skipped.items()
        ],
    )
    if morning.to or morning.skipped:
        counted = {"to": len(morning.to), "skipped": len(morning.skipped)}
        actor = Actor(today.organisation_id, None, today.now, "schedule")
        record(session, actor, Change("reminders.decided", f"morning {day}", None, counted))
