"""`secretariat sign-in`: a one-time link to the pages for somebody, the first time or without a chat."""

from zoneinfo import ZoneInfo

import typer

from bot.process import configure_logging, open_dispatcher
from bot.settings import Settings
from handlers.sign_in_links import NO_ADDRESS, SIGN_IN, too_many
from models.people.people import person_with_email
from models.people.signing_in import LINK_LASTS, Purpose, TooManyLinks, make_link
from models.record.events import Actor
from models.record.organisation import Organisation


def sign_in(email: str, organisation: str | None) -> None:
    """Print a link for the person with `email`; the exit status is 1 without such a person, or without an address."""
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    with open_dispatcher(settings, organisation=organisation) as dispatcher:
        if not dispatcher.web_address:
            typer.echo(NO_ADDRESS, err=True)
            raise typer.Exit(1)
        with dispatcher.database.write() as session:
            person = person_with_email(session, dispatcher.organisation.id, email)
            if person is None:
                typer.echo(f"Nobody here has the e-mail address {email}.", err=True)
                raise typer.Exit(1)
            now = dispatcher.clock()
            actor = Actor(person.organisation_id, None, now, "terminal")
            try:
                secret = make_link(session, actor, person.id, Purpose.PAGES, now + LINK_LASTS)
            except TooManyLinks as refused:
                zone = ZoneInfo(session.get_one(Organisation, person.organisation_id).zone)
                typer.echo(too_many(refused, zone), err=True)
                raise typer.Exit(1) from None
            name = person.name
        minutes = int(LINK_LASTS.total_seconds()) // 60
        typer.echo(f"{dispatcher.web_address}{SIGN_IN}/{secret}")
        typer.echo(f"It signs {name} in once, within {minutes} minutes.", err=True)
