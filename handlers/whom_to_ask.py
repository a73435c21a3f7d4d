"""Whom to ask for what only the secretariat can do: said where somebody would otherwise be left standing."""

from datetime import date

from sqlmodel import Session

from models.people.people import Role, holders_with_addresses
from papers.wording import joined


def the_secretariat(session: Session, organisation_id: int, today: date) -> str:
    """The secretariat, with who it is today (a local date) and their addresses, where somebody holds its post."""
    holders = holders_with_addresses(session, organisation_id, Role.SECRETARIAT, today)
    named = joined([f"{title}, {email}" for title, email in holders], "or")
    return f"the secretariat ({named})" if named else "the secretariat"
