"""`secretariat sign-in`: a one-time link to the pages for somebody, the first time or without a chat."""

from zoneinfo import ZoneInfo

import typer
from sqlmodel import select

from bot.process import configure_logging, open_desk
from bot.settings import Settings
from handlers.secretariat.web import NO_ADDRESS, SIGN_IN, too_many
from models.events import Actor
from models.organisation import Organisation
from models.people import Person
from models.signing_in import LINK_LASTS, Purpose, TooManyLinks, make_link


def sign_in(email: str) -> None:
    """Print a link for the person with `email`; the exit status is 1 without such a person, or without an address."""
    settings = Settings()
    configure_logging(settings.log_level)
    with open_desk(settings) as desk:
        if not desk.web_address:
            typer.echo(NO_ADDRESS, err=True)
            raise typer.Exit(1)
        with desk.database.write() as session:
            person = session.exec(select(Person).where(Person.email == email.strip().lower())).first()
            if person is None or person.id is None:
                typer.echo(f"Nobody here has the e-mail address {email}.", err=True)
                raise typer.Exit(1)
            now = desk.clock()
            actor = Actor(person.organisation_id, None, now, "terminal")
            try:
                secret = make_link(session, actor, person.id, Purpose.PAGES, now + LINK_LASTS)
            except TooManyLinks as refused:
                zone = ZoneInfo(session.get_one(Organisation, person.organisation_id).zone)
                typer.echo(too_many(refused, zone), err=True)
                raise typer.Exit(1) from None
            name = person.name
        minutes = int(LINK_LASTS.total_seconds()) // 60
        typer.echo(f"{desk.web_address}{SIGN_IN}/{secret}")
        typer.echo(f"It signs {name} in once, within {minutes} minutes.", err=True)
