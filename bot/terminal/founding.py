"""`secretariat found`: one organisation more in a record; and the organisation that a plan or a person is taken into,
founded if the record has none yet.
"""

from datetime import datetime
from typing import NoReturn

import typer
from sqlmodel import Session

from bot.process import configure_logging, open_record, wall_clock
from bot.settings import Settings, time_zone
from handlers.dispatcher import Dispatcher
from models.plan.actions import Plan
from models.plan.founding import found
from models.record.organisation import Organisation, organisations

LONGEST_NAME = 100


def found_organisation(name: str, zone: str | None, plan_title: str | None) -> None:
    """Found an organisation with an empty plan. Exit status 1 where there is one of that name, in whatever case."""
    settings = Settings()
    configure_logging(settings.log_level)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        _stop(f"A name has 1 to {LONGEST_NAME} letters, in one line. Nothing was founded.")
    try:
        zone = time_zone(zone or settings.zone)
    except ValueError as wrong:
        _stop(f"--zone {wrong} Nothing was founded.")
    with open_record(settings, begins=True) as database, database.write() as session:
        there = [each.name for each in organisations(session)]
        if name.casefold() in (each.casefold() for each in there):
            _stop(f"There is an organisation “{name}” already. Nothing was founded.")
        found(session, name, zone, plan_title or settings.plan_title, wall_clock(), "terminal")
    typer.echo(f"“{name}” is founded, in the time zone {zone}.")
    for_it = f' --organisation "{name}"' if there else ""
    typer.echo(f"Next: secretariat appoint EMAIL --post “Board Secretary” --role secretariat{for_it}")
    if there:
        typer.echo(
            f"There are {len(there) + 1} organisations in this record now. A process that serves one says which by "
            "SECRETARIAT_ORGANISATION, and a command in the terminal by --organisation."
        )


def organisation_and_plan(
    session: Session, dispatcher: Dispatcher, settings: Settings, now: datetime
) -> tuple[Organisation, Plan]:
    """The dispatcher's organisation and its plan; in an empty record those of the settings, founded now (aware UTC)."""
    own = dispatcher.organisation.read(session)
    name = own.name if own else settings.organisation
    return found(session, name, settings.zone, settings.plan_title, now, "terminal")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
