"""Who gets a message this morning, and who does not and why (`domain.md` 4.2).

Decided once a day, by whichever process comes first, in a fixed number of queries whatever the number of people. The
message itself is made when it is sent (`messages`): here it is only decided that there is something to say.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from models.outbox.deliveries import (
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
from models.people.recipients import Ways, names_of
from models.record.events import Actor, Change, record
from papers.wording import day as day_words
from schedules.reminders.deadlines import Budget, by_deadline, on_a_day_of_rest
from schedules.reminders.escalated import by_escalation, let_climb
from schedules.reminders.reasons import (
    AWAY,
    Days,
    Reasons,
    Staff,
    back,
    by_freeze,
    by_return,
    snoozed_until,
    to_secretariat,
)
from schedules.reminders.reports import by_report
from schedules.reminders.signing_off import by_sign_off
from schedules.today import Today

MORNING = "morning"
LATE_AFTER = timedelta(hours=2)
"""A message that is decided so long after its time says that it is late."""
MISSED_AT_MOST = 20
"""How many missed working days are made up for."""
NOTHING_OWED = "nothing owed"
LATE = "late"


@dataclass(frozen=True)
class MorningMessage:
    """A message that is to go: the first day it makes up for, if it is late, and why it goes."""

    late_since: date | None
    because: Sequence[str]


@dataclass(frozen=True)
class Morning:
    """What is decided: who gets a message, who is skipped and why, and what happens once and has happened with it."""

    to: Mapping[int, MorningMessage]
    skipped: Mapping[str, tuple[int | None, str]]
    occasions: Sequence[tuple[str, date]] = ()


def morning_is_due(session: Session, today: Today) -> bool:
    """Whether it is time for the morning's messages and nobody has decided them yet."""
    if not today.rules.morning_at <= today.local_time < today.rules.closes_at:
        return False
    return not decided(session, today.organisation_id, _occasion(today), today.day)


def _occasion(today: Today) -> str:
    """A day of rest is an occasion of its own: it does not end an outage."""
    return "day of rest" if today.rules.days.rest(today.day) else MORNING


def decide_morning(session: Session, today: Today) -> bool:
    """Enter this morning's messages into the outbox; False when another process has just done so."""
    rules, day = today.rules, today.day
    last = last_decided(session, today.organisation_id, MORNING, day)
    if not decide(session, today.organisation_id, _occasion(today), day, today.now):
        return False
    rest = rules.days.rest(day)
    if rest:
        morning = _resting(session, today, rest)
    else:
        let_climb(session, today)
        missed = rules.days.between(last, day)[-MISSED_AT_MOST:] if last else []
        unsent = unsent_mornings(session, today.organisation_id, day)
        morning = plan_morning(session, today, [*missed, day], unsent, last)
        if last is None:  # a record that has just started to write to people makes up for nothing
            on_time = {person: replace(message, late_since=None) for person, message in morning.to.items()}
            morning = replace(morning, to=on_time)
    _enter(session, today, morning)
    return True


def plan_morning(
    session: Session,
    today: Today,
    window: Sequence[date],
    unsent: Sequence[tuple[int, date, Sequence[str]]],
    last: date | None,
) -> Morning:
    """Who is to get a message on the last day of `window`, which begins with the first working day not decided yet.

    `unsent` are people whose earlier message has not gone out, since when and why it was to go; `last` the last day
    that was decided. Reads only.
    """
    day = window[-1]
    staff, ways, reasons = Staff.of(session, today), Ways.of(session, today.organisation_id, day), Reasons()
    by_return(session, today, window, staff, ways, reasons)
    by_freeze(session, today, window, staff, reasons)
    to_secretariat(session, today, window, last, staff, reasons)
    back(session, today, window, reasons)
    budget = Budget(session, today, ways, window[0])
    by_escalation(session, today, window, staff, ways, budget, reasons)
    by_sign_off(session, today, window, staff, reasons)
    by_report(session, today, window, staff, reasons)
    for person, since, because in unsent:
        for why in because or (LATE,):
            reasons.add(person, why, {since})
    by_deadline(session, today, window, staff, ways, budget, reasons)
    return _routed(session, today, ways, reasons)


def _routed(session: Session, today: Today, ways: Ways, reasons: Reasons) -> Morning:
    """To whom it goes: to the delegate of a person who has one, and to nobody who is away or wants to be left alone."""
    snoozed = snoozed_until(session, today)
    names = names_of(session, {ways.to(person) for person in reasons.days})
    to: dict[int, Days] = defaultdict(lambda: defaultdict(set))
    skipped: dict[str, tuple[int | None, str]] = {where: (None, why) for where, why in reasons.nobody.items()}
    for person, theirs in reasons.days.items():
        recipient, own = ways.to(person), theirs
        if recipient != person:
            _add(to[recipient], theirs)
            if person not in reasons.late or person in ways.away:
                skipped[f"person {person}"] = (person, f"delegated to {names[recipient]}")
                continue
            own = reasons.late[person]
        _add(to[person], own)
    for person in list(to):
        why = ""
        if person in ways.away:
            nobody = "" if person in ways.delegate else ", and nobody stands in"
            why = reasons.unreached.get(person, f"{AWAY} {day_words(ways.away[person])}{nobody}")
        elif person in snoozed:
            why = f"snoozed until {day_words(snoozed[person])}"
        if why:
            del to[person]
            skipped[f"person {person}"] = (person, why)
    for person in reasons.settled - to.keys():
        skipped.setdefault(f"person {person}", (person, NOTHING_OWED))
    for person, why in reasons.enough.items():
        skipped.setdefault(f"person {person}", (person, why))
    late = today.day if today.now - today.moment(today.day, today.rules.morning_at) > LATE_AFTER else None
    messages = {person: _message(days, today.day, late) for person, days in to.items()}
    return Morning(messages, skipped, reasons.occasions)


def _add(to: Days, days: Mapping[str, Collection[date]]) -> None:
    for why, on in days.items():
        to[why].update(on)


def _message(reasons: Days, day: date, late: date | None) -> MorningMessage:
    first = min(each for days in reasons.values() for each in days)
    return MorningMessage(first if first < day else late, sorted(reasons))


def _resting(session: Session, today: Today, rest: str) -> Morning:
    """Nobody is written to on a day off; who might have been is noted."""
    ways = Ways.of(session, today.organisation_id, today.day)
    held_up = on_a_day_of_rest(session, today, Staff.of(session, today), ways)
    return Morning({}, {f"person {person}": (person, rest) for person in held_up})


def _enter(session: Session, today: Today, morning: Morning) -> None:
    """Write the decision into the outbox, in two statements, with one event."""
    common = {
        "organisation_id": today.organisation_id,
        "kind": DeliveryKind.MORNING,
        "day": today.day,
        "queued_at": today.now,
    }
    rows: list[dict[str, Any]] = [
        {
            **common,
            "key": morning_key(today.day, person),
            "person_id": person,
            "state": DeliveryState.WAITING,
            "late_since": message.late_since,
            "because": list(message.because),
        }
        for person, message in morning.to.items()
    ]
    for what, on in morning.occasions:
        decide(session, today.organisation_id, what, on, today.now)
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
