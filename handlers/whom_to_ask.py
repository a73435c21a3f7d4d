"""Whom to ask for what only the secretariat can do: said where somebody would otherwise be left standing."""

from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.errors import Mistake
from handlers.requests import Request
from models.people.people import Role, holders_with_addresses
from models.record.rules import rules_of
from papers.wording import day, joined

WORKING_DAYS_AHEAD = 30
"""A meeting that far ahead has all of its cycle before it."""


def no_board_coming(session: Session, request: Request, so: str) -> Mistake:
    """That no board is coming, and what follows (`so`); with what adds one, or whom to ask for it."""
    if may(request.asker, Permission.KEEP_THE_RECORD):
        on = rules_of(session, request.asker.organisation_id).days.shifted(request.today, WORKING_DAYS_AHEAD)
        return Mistake(f"No board is coming {so}.", example=f"/board new {day(on)}")
    whom = the_secretariat(session, request.asker.organisation_id, request.today)
    return Mistake(f"No board is coming {so}. Ask {whom} to add the next one to the calendar.")


def the_secretariat(session: Session, organisation_id: int, today: date) -> str:
    """The secretariat, with who it is today (a local date) and their addresses, where somebody holds its post."""
    holders = holders_with_addresses(session, organisation_id, Role.SECRETARIAT, today)
    named = joined([f"{title}, {email}" for title, email in holders], "or")
    return f"the secretariat ({named})" if named else "the secretariat"
