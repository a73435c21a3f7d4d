"""What comes next by itself: the demo shows it, and moves its clock there.

It asks, for one time after the other, what would be decided then if nobody did anything in between. It never writes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.boards.boards import Board, BoardKind, Meeting
from models.outbox.deliveries import last_decided, unsent_mornings
from models.people.people import Person
from papers.wording import day as day_words
from papers.wording import joined, plural
from schedules.reminders.escalated import climbing_days
from schedules.reminders.morning import MORNING, morning_is_due, plan_morning
from schedules.summaries import due_summaries, recipients
from schedules.today import Today

DAYS_AHEAD = 45
"""How far it looks: from one board to the next and the summary before it. Each day without anything costs a look."""


@dataclass(frozen=True)
class Coming:
    """The next time at which something is sent (aware UTC), and what, in words: "reminders for 5 people"."""

    at: datetime
    what: str


def next_due(session: Session, today: Today, doors: Collection[str]) -> Coming | None:
    """The first time after `today.now` at which something would be sent, or an escalation would climb; None when
    nothing is due in `DAYS_AHEAD`.

    `doors` are those in operation. Only a message that has nothing to say any more when it is made is counted too much.
    """
    unsent = unsent_mornings(session, today.organisation_id, today.day)
    last = last_decided(session, today.organisation_id, MORNING, today.day + timedelta(days=1))
    climbing = climbing_days(session, today)
    for at in times_of_decision(today, today.day + timedelta(days=DAYS_AHEAD)):
        then = replace(today, now=at)
        if today.rules.days.rest(then.day):
            continue
        what = [
            _summary(session, meeting)
            for meeting in due_summaries(session, then)
            if any(not why for _, _, why in recipients(session, then, meeting, doors))
        ]
        if morning_is_due(session, then):
            people = plan_morning(session, then, [then.day], unsent, last).to
            what += [_reminders(session, people)] if people else []
            climb = climbing.count(then.day)
            what += [plural(climb, "escalation climbs", "escalations climb")] if climb else []
            unsent, last = [], then.day  # later mornings find these dealt with
        if what:
            return Coming(at, joined(what))
    return None


def times_of_decision(today: Today, until: date) -> Iterator[datetime]:
    """The times after `today.now` (aware UTC), to the end of the local day `until`, at which anything can fall due."""
    day = today.day
    while day <= until:
        for at in sorted({today.rules.summary_at, today.rules.morning_at}):
            moment = today.moment(day, at)
            if moment > today.now:
                yield moment
        day += timedelta(days=1)


def _summary(session: Session, meeting: Meeting) -> str:
    board = session.get_one(Board, meeting.board_id)
    name = "the board" if board.kind is BoardKind.IMPROVEMENT else board.name
    return f"the summary before {name} of {day_words(meeting.on)}"


def _reminders(session: Session, people: Collection[int]) -> str:
    if len(people) > 1:
        return f"reminders for {len(people)} people"
    (only,) = people
    return f"a message for {session.get_one(Person, only).name}"
