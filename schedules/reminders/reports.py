"""Reports to bodies in the morning's messages of the secretariat: notice of a key decision that is lacking, and a
report that should be out and is not.

The days are planned back from the body's meeting. What is lacking stands in whatever message goes out, from the first
day on which it is called to mind until it is mended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.pack.notices import notice_due, notice_wanted
from models.boards.cycles import cycle_of
from models.outbox.message_budget import REPORT
from models.packs.key_decisions import Route, last_day
from models.packs.reports_ahead import reports_ahead
from models.people.people import Role
from papers.wording import day, weekday
from schedules.reminders.reasons import Reasons, Staff
from schedules.today import Today


@dataclass(frozen=True)
class ReportToDo:
    """What is to be done about a report, in a line, and the local days on which that is called to mind."""

    said: str
    days: frozenset[date]


def reports_to_do(session: Session, today: Today) -> list[ReportToDo]:
    """What is to be done about the reports to come, the next first; one query."""
    found = []
    for each in reports_ahead(session, today.organisation_id, today.day):
        days, on = today.rules.days, each.meeting.on
        called = f"{each.board.name}, {day(on)}"
        if wanted := notice_wanted(each, today.day, days):
            due, informed = notice_due(on, days), last_day(Route.GENERAL_EXCEPTION, on, days)
            called_to_mind = {days.shifted(due, -step) for step in today.rules.deadline_steps} | {informed}
            found.append(ReportToDo(f"{called}: {wanted}.", frozenset(called_to_mind)))
        publish_by = cycle_of(each.meeting, today.rules).publish_by
        if not each.published:
            should = (
                "should be out today" if publish_by == today.day else f"should have been out on {weekday(publish_by)}"
            )
            said = f"{called}: the report {should}, and is not published yet."
            found.append(ReportToDo(said, frozenset({publish_by})))
    return [each for each in found if min(each.days) <= today.day]


def by_report(session: Session, today: Today, window: Sequence[date], staff: Staff, reasons: Reasons) -> None:
    """The secretariat hears on the days on which something about a report is called to mind."""
    for each in reports_to_do(session, today):
        if called := each.days & set(window):
            staff.call(staff.with_role(Role.SECRETARIAT), REPORT, called, reasons)
