"""Asking the secretariat once before a record that has never written to anybody begins to.

Called by the tick in the place of the morning's messages and summaries, which wait for the answer
(`models.outbox.starting`).
"""

from sqlmodel import Session

from handlers.outbox import queue
from handlers.secretariat.starting import question
from models.outbox.starting import note_asked, was_asked
from models.people.people import Role
from models.people.recipients import names_of
from models.record.events import Actor
from schedules.reminders.morning import plan_morning
from schedules.reminders.reasons import Staff
from schedules.today import Today


def ask_to_start(session: Session, today: Today) -> None:
    """Ask whoever keeps the record, on a working day; where nobody does, they are asked when somebody does."""
    staff = Staff.of(session, today)
    posts = staff.with_role(Role.SECRETARIAT)
    keepers = {person for post in posts for person in staff.held_by(post)}
    if not keepers or today.rules.days.rest(today.day) or was_asked(session, today.organisation_id):
        return
    waiting = plan_morning(session, today, [today.day], [], None).to
    actor = Actor(today.organisation_id, None, today.now, "schedule")
    if note_asked(session, actor, today.day, len(waiting)):
        card = question(sorted(names_of(session, set(waiting)).values()))
        for person in sorted(keepers):
            queue(session, actor, person, f"start person {person}", card)
