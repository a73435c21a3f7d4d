"""The organisation: whose plan, boards and people these are, and in which time zone they live."""

from datetime import datetime

from sqlmodel import Field, Session, select

from models.record.columns import Numbered


class Organisation(Numbered, table=True):
    """A council, hospital, trust or programme office. `zone` is an IANA name; every date that people see is in it.

    `stands_at` (aware UTC) is set for the example only: its clock stands still on the day that its figures are of.
    """

    name: str = Field(unique=True)
    zone: str = "Europe/London"
    stands_at: datetime | None = None


def the_organisation(session: Session) -> Organisation | None:
    """The organisation of this database; None while it is empty."""
    return session.exec(select(Organisation).order_by("id").limit(1)).first()
