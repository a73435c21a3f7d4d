"""The organisations of a record: whose plan, boards and people these are, and in which time zone they live.

A record has one, as a rule. Where it has several, nothing of one reaches another: whoever asks for an organisation
says which, and nobody is given the first.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.record.columns import Numbered
from models.record.once import once


class Organisation(Numbered, table=True):
    """A council, hospital, trust or programme office. `zone` is an IANA name; every date that people see is in it.

    `stands_at` (aware UTC) is set for the example only: its clock stands still on the day that its figures are of.
    """

    name: str = Field(unique=True)
    zone: str = "Europe/London"
    stands_at: datetime | None = None


class WhichOrganisation(Exception):
    """It is not clear which organisation is meant. The message says which there are, for the operator."""


def organisation_of(session: Session, organisation_id: int) -> Organisation:
    """The one with this id, read once in a transaction: a session alone lets go of what nobody holds."""
    return once(session, ("organisation", organisation_id), lambda: session.get_one(Organisation, organisation_id))


def organisations(session: Session) -> Sequence[Organisation]:
    """All of them, in the order in which they were founded."""
    return session.exec(select(Organisation).order_by(col(Organisation.id))).all()


def the_organisation(session: Session, named: str | None = None, usually: str = "") -> Organisation | None:
    """The organisation that is `named`, in whatever case; without a name the only one, or of several the one that is
    `usually` meant. None while there is none. Raises `WhichOrganisation`.
    """
    there = organisations(session)
    if named is None and len(there) < 2:
        return next(iter(there), None)
    wanted = (usually if named is None else named).strip().casefold()
    found = next((each for each in there if each.name.casefold() == wanted), None)
    if found is None and there:
        names = ", ".join(f"“{each.name}”" for each in there)
        if named is None:
            raise WhichOrganisation(
                f"This record has several organisations: {names}. Say which one is meant: --organisation in the "
                "terminal, SECRETARIAT_ORGANISATION for a process that serves one."
            )
        raise WhichOrganisation(
            f"There is no organisation “{named}” in this record; there is {names}. “secretariat found” founds one."
        )
    return found
