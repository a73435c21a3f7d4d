"""The dates of an action, always all of them (`domain.md` 2), and how long it is overdue: in chat and on its page.

Called by `action` and `pages.action`; it writes nothing.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from handlers.cards import Cell, DateCell
from models.decisions.decisions import Decision, Effect, Move, decision_that
from models.plan.actions import Action
from models.plan.deadlines import Deadline
from models.plan.ratings import Rating
from models.position.counting import days_overdue
from models.updates.updates import Update
from papers.wording import day, plural

NO_DECISION = "no decision recorded"
TOLD_WITH_DATES = ("forecast", "recovery_date")
"""The fields of an answer that stand among the dates of its action."""


def dates_told(action: Action, last: Update | None) -> list[tuple[str, Cell]]:
    """The original deadline, the approved one, and what the `last` answer forecasts, each with its label."""
    forecast, recovery = (last.forecast, last.recovery_date) if last else (None, None)
    return [
        ("Original deadline", _deadline(action.original_deadline)),
        ("Approved deadline", _deadline(action.approved_deadline)),
        ("Forecast", DateCell(forecast) if forecast else "none given"),
        ("Recovery date", DateCell(recovery) if recovery else "none given"),
    ]


def moves_told(moves: Sequence[Move]) -> list[str]:
    """Each time that the approved deadline was moved, with the decision; that one was moved a second time stands out.

    Called with those of one action, the first one first.
    """
    said = []
    for number, each in enumerate(moves, 1):
        again = "Moved" if number == 1 else f"Moved again, {number} times by now"
        said.append(f"{again}: from {each.was.words()} to {each.became.words()} ({_decided(each.decision)}).")
    return said


def added_told(session: Session, action: Action) -> str:
    """When an action came into the plan, and by which decision; empty of one that was there from the beginning."""
    if action.added_on is None:
        return ""
    return f"Added on {day(action.added_on)} ({_decided(decision_that(session, action.id, Effect.ADDED))})."


def ended_told(session: Session, action: Action) -> str:
    """When an action left the plan, why, and by which decision; empty of one that is in it."""
    if action.ended is None:
        return ""
    on = f" on {day(action.ended_on)}" if action.ended_on else ""
    decided = _decided(decision_that(session, action.id, Effect.ENDED))
    return f"{action.ended.capitalize()}{on}. {action.reason or 'No reason recorded.'} ({decided})"


def _decided(decision: Decision | None) -> str:
    return f"{decision.name}, {decision.body}, {day(decision.on)}" if decision else NO_DECISION


def overdue_told(action: Action, activity: Rating, to: date, today: date) -> str:
    """ "68 days overdue", and to which day that is reckoned where it is not `today`; empty of what is not overdue."""
    overdue = 0 if activity.is_done or action.ended else days_overdue(action.approved_due, to)
    reckoned = f", reckoned to {day(to)}" if to != today else ""
    return f"{plural(overdue, 'day')} overdue{reckoned}" if overdue else ""


def _deadline(deadline: Deadline) -> Cell:
    return DateCell(deadline.last_day, printed=deadline.words()) if deadline.last_day else deadline.words()
