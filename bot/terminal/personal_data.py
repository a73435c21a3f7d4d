"""`secretariat person export` and `secretariat person erase`: what somebody may ask of a record that has them in it."""

from typing import NoReturn
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot.process import configure_logging, open_dispatcher
from bot.settings import Settings
from bot.terminal.printing import print_json
from handlers.dispatcher import Dispatcher
from models.people.people import Person, person_with_email
from models.privacy.personal_data import Erasing, erase, everything_about
from models.record.events import Actor
from models.record.organisation import Organisation
from papers.wording import joined, plural


def export_person(email: str, organisation: str | None) -> None:
    """Print everything that the record holds about a person, as JSON. Exit status 1 when nobody has the address."""
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    with open_dispatcher(settings, organisation=organisation) as dispatcher, dispatcher.database.read() as session:
        print_json(everything_about(session, _person(session, dispatcher, email)))


def erase_person(email: str, yes: bool, organisation: str | None) -> None:
    """Erase a person after `--yes`; without it say what would happen, keep everything, and end with status 1."""
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    with open_dispatcher(settings, organisation=organisation) as dispatcher, dispatcher.database.write() as session:
        person = _person(session, dispatcher, email)
        name, now = person.name, dispatcher.clock()
        zone = ZoneInfo(session.get_one(Organisation, person.organisation_id).zone)
        today = now.astimezone(zone).date()
        erasing = erase(session, Actor(person.organisation_id, None, now, "terminal"), person, today)
        typer.echo(f"{name} {'is' if yes else 'would be'} “{erasing.called}” from now on.")
        for line in _said(erasing):
            typer.echo(line)
        if not yes:
            _stop("Nothing was erased. To erase it for good, add --yes.")  # raises: the transaction is undone


def _said(erasing: Erasing) -> list[str]:
    gone = [f"{table.replace('_', ' ')}: {count}" for table, count in erasing.counts.items() if count]
    lines = [f"Erased: {'; '.join(gone)}." if gone else "There was nothing else to erase."]
    if erasing.vacant:
        lines.append(f"Vacant from today: {joined(erasing.vacant)}.")
    if erasing.answered_for:
        lines.append(f"Nobody answers any more for {joined(erasing.answered_for)}.")
    for table, count in erasing.stays.items():
        lines.append(
            f"Named still in {plural(count, 'row')} of “{table}”: that is the board's record, which nothing can change."
        )
    return lines


def _person(session: Session, dispatcher: Dispatcher, email: str) -> Person:
    person = person_with_email(session, dispatcher.organisation.id, email)
    if person is None:
        _stop(f"Nobody here has the e-mail address {email}.")
    return person


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
