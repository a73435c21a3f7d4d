"""Deadlines that are near or on their day, and what is overdue: of which somebody is to hear this morning.

They stand in whatever message goes out anyway. By themselves they bring a few in a cycle, and what is overdue only one,
when nothing has gone out for long (`domain.md` 4.2).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from models.boards.boards import coming_meeting, last_meeting
from models.decisions.measures_asked import measures_wanted
from models.outbox.message_budget import MEASURES, OVERDUE, PASSAGE, Heard, asked_of_their_own, deadline
from models.packs.passages import passages_of
from models.people.recipients import Ways
from models.returns.pressing import pressing_deadlines
from schedules.reminders.reasons import Days, Reasons, Staff, day_of, first_morning_after, snoozed_until
from schedules.today import Today

ENOUGH = "has had {} messages about deadlines since the last board: the next that goes out has it"
WITHOUT_A_BOARD = timedelta(days=42)
"""Where no board has met or none is ahead, a cycle is as long as usual (`domain.md` 3.3)."""


def near_deadlines(today: Today) -> date:
    """The day before which a deadline is near enough to be spoken of."""
    ahead = today.rules.days.shifted(today.day, max(today.rules.deadline_steps, default=0))
    return today.rules.days.on_or_after(ahead + timedelta(days=1))


def dated(session: Session, today: Today) -> Sequence[tuple[int | None, date]]:
    """The deadlines that press, each once for a post, or for none."""
    return pressing_deadlines(session, today.plan.id, near_deadlines(today), today.now, today.day)


def by_deadline(
    session: Session,
    today: Today,
    window: Sequence[date],
    staff: Staff,
    ways: Ways,
    budget: "Budget",
    reasons: Reasons,
) -> None:
    """Deadlines and reviews of passages ahead and on their day, and what is overdue when nothing else has gone out for
    long.

    They stand in whatever goes out; of their own they bring a few messages in a cycle. What else there is to say is in
    `reasons` already.
    """
    rules = today.rules
    anyway = {ways.to(person) for person in reasons.days}
    asked = {ways.to(person) for person, days in reasons.days.items() if asked_of_their_own(days)}
    called: dict[int, Days] = defaultdict(lambda: defaultdict(set))
    oldest: dict[int, date] = {}
    for post_id, due in dated(session, today):
        people = staff.held_by(post_id)
        steps = {step: rules.days.shifted(due, -step) for step in rules.deadline_steps}
        near = {step: day for step, day in steps.items() if day in window}
        if near and not people:
            staff.miss(post_id, reasons)
        for person in people:
            for step, day in near.items():
                called[person][deadline(step)].add(day)
            oldest[person] = min(due, oldest.get(person, due))
    for each in measures_wanted(session, today.plan, today.day):
        if (day := first_morning_after(today, each.asked.at)) in window:
            for person in staff.held_by(each.stands.action.owner_post_id):
                called[person][MEASURES].add(day)
    for passage in passages_of(session, today.organisation_id):
        reviews = {rules.days.shifted(passage.version.review_on, -step) for step in rules.deadline_steps}
        if called_for := reviews & set(window):
            people = staff.held_by(passage.version.owner_post_id)
            if not people:
                staff.miss(passage.version.owner_post_id, reasons)
            for person in people:
                called[person][PASSAGE] |= called_for
    for person, days in called.items():
        if ways.to(person) in asked or not budget.spent(person):
            for why, on in days.items():
                reasons.add(person, why, on)
        elif ways.to(person) not in anyway:
            reasons.enough[person] = ENOUGH.format(rules.deadline_messages)
    anyway = {ways.to(person) for person in reasons.days}
    left_alone = ways.away.keys() | snoozed_until(session, today).keys()
    for person, due in oldest.items():
        begins = rules.days.on_or_after(budget.silent_until(person, due))
        if person in called or ways.to(person) in anyway or begins > today.day or not budget.may_call_to_mind(person):
            continue
        if begins in window or ways.to(person) not in left_alone:
            reasons.add(person, OVERDUE, {day_of(begins, window)})


def on_a_day_of_rest(session: Session, today: Today, staff: Staff, ways: Ways) -> set[int]:
    """Whose deadline is on a day of rest, and for whom the silence ends on it after which to hear what is overdue.

    The deadline has been spoken of on the working day before; the other is on the next.
    """
    budget = Budget(session, today, ways, today.day)
    found: set[int] = set()
    oldest: dict[int, date] = {}
    for post_id, due in dated(session, today):
        for person in staff.held_by(post_id):
            if due == today.day:
                found.add(person)
            oldest[person] = min(due, oldest.get(person, due))
    silent = {person for person, due in oldest.items() if budget.silent_until(person, due) == today.day}
    return found | {person for person in silent if budget.may_call_to_mind(person)}


class Budget:
    """What may still go to people in this cycle. Where a delegate gets somebody's messages, both have heard them.

    `first` is the first day that is decided: a silence may have ended on it.
    """

    def __init__(self, session: Session, today: Today, ways: Ways, first: date) -> None:
        last = last_meeting(session, today.organisation_id, today.day)
        ahead = coming_meeting(session, today.organisation_id, today.day)
        began = last.on if last and ahead else today.day - WITHOUT_A_BOARD
        self._rules, self._ways = today.rules, ways
        quiet = today.rules.overdue_every + (today.day - first).days
        self._heard = Heard.since(session, today.organisation_id, began, quiet, today.day)

    def silent_until(self, person: int, due: date) -> date:
        """Before which day somebody does not hear that what is due on `due` is overdue: so long after the last message,
        and on the day after it at the earliest.
        """
        told = max(self._heard.last.get(each, date.min) for each in (person, self._ways.to(person)))
        return max(due + timedelta(days=1), told + timedelta(days=self._rules.overdue_every))

    def spent(self, person: int) -> bool:
        """Whether whoever gets a person's messages has had as many of dates alone as the rules allow."""
        return self._heard.of_dates.get(self._ways.to(person), 0) >= self._rules.deadline_messages

    def may_call_to_mind(self, person: int) -> bool:
        """Whether what is overdue may bring a message: once in a cycle."""
        heard = person in self._heard.overdue or self._ways.to(person) in self._heard.overdue
        return not heard and not self.spent(person)
