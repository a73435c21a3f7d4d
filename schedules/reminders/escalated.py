"""What was escalated: what is not answered in time climbs in the morning, and whoever is asked hears of it, once.

It stands in whatever message goes out after that, as long as it waits; of its own it brings one as a date does, in the
same budget (`domain.md` 4.2).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from models.escalations.escalations import climb_what_is_due
from models.escalations.ladder import Ladder
from models.escalations.raised import Came, Raised, escalations_not_over
from models.outbox.message_budget import ESCALATED
from models.people.people import Role
from models.people.recipients import Ways
from models.record.events import Actor
from schedules.reminders.deadlines import ENOUGH, Budget
from schedules.reminders.reasons import Reasons, Staff, first_morning_after
from schedules.today import Today


def let_climb(session: Session, today: Today) -> None:
    """Let everything climb whose answer was due before today."""
    actor = Actor(today.organisation_id, None, today.now, "schedule")
    climb_what_is_due(session, actor, today.day, today.rules.days)


def climbing_days(session: Session, today: Today) -> Sequence[date]:
    """The working days in whose morning something climbs, as it stands: the first after the day of each answer."""
    waiting = [each for each in escalations_not_over(session, today.organisation_id) if each.waits]
    dues = [each.last.due for each in waiting if each.last.proposal_id is None and each.last.due]
    return [today.rules.days.on_or_after(due + timedelta(days=1)) for due in dues]


def who_is_asked(session: Session, today: Today, escalated: Sequence[Raised]) -> Mapping[int, Sequence[Raised]]:
    """Of what was escalated, what waits for an answer, by the id of who is asked: the secretariat, where nobody of the
    record is. Not what a board is to decide, which stands in its pack.
    """
    waiting = [each for each in escalated if each.waits and each.last.proposal_id is None and each.action.ended is None]
    if not waiting:
        return {}
    ladder = Ladder.of(session, today.organisation_id, today.day)
    secretariat = [post.post_id for post in ladder.posts.values() if post.role is Role.SECRETARIAT]
    instead = [person for post_id in secretariat for person in ladder.held_by.get(post_id, ())]
    found: dict[int, list[Raised]] = {}
    for each in waiting:
        for person in dict.fromkeys(ladder.people(each.last.to, each.action) or instead):
            found.setdefault(person, []).append(each)
    return found


def by_escalation(
    session: Session,
    today: Today,
    window: Sequence[date],
    staff: Staff,
    ways: Ways,
    budget: Budget,
    reasons: Reasons,
) -> None:
    """Who is asked hears in the first morning after it came to them, within the budget of messages: else in the next
    that goes out. The secretariat, which carries what nobody is there for, has none.
    """
    escalated = escalations_not_over(session, today.organisation_id)
    anyway = {ways.to(person) for person in reasons.days}
    carry = {person for post_id in staff.with_role(Role.SECRETARIAT) for person in staff.held_by(post_id)}
    for person, waiting in who_is_asked(session, today, escalated).items():
        days = {day for each in waiting if (day := _heard_on(each, today)) in window}
        if days and (person in carry or ways.to(person) in anyway or not budget.spent(person)):
            reasons.add(person, ESCALATED, days)
        elif days:
            reasons.enough[person] = ENOUGH.format(today.rules.deadline_messages)


def _heard_on(raised: Raised, today: Today) -> date:
    """The working day whose morning's message is the first that has it: the one in which it climbed."""
    step = raised.last
    if step.came is Came.CLIMBED:
        return step.at.astimezone(today.zone).date()
    return first_morning_after(today, step.at)
