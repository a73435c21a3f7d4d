"""`secretariat say`: one command as one person, for trying out, for scripts and for tests."""

from datetime import datetime

import typer

from bot.process import configure_logging
from bot.settings import Settings
from bot.terminal.printing import print_answer, print_json
from bot.terminal.stopped_clock import open_dispatcher_at
from handlers.cards import Card, Modal
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.people.people import person_with_email

TERMINAL = Origin(door="terminal", private=True, whole=True)
"""Where what is typed in a terminal comes from: nobody else reads there, and lists are printed whole."""

NOT_DONE = 2


def say(text: str, email: str, as_json: bool, at: datetime | None, organisation: str | None) -> None:
    """Ask as the person with `email` and print the answer.

    The exit status is 2 when not all that was asked could be done: an unknown command, a right that is missing, a line
    that cannot be read. It is 1 when nobody could be asked: no such person, or something went wrong on our side.
    """
    settings = Settings().of(organisation)
    configure_logging(settings.log_level)
    with open_dispatcher_at(settings, at, organisation) as dispatcher:
        with dispatcher.database.read() as session:
            person = person_with_email(session, dispatcher.organisation.id, email)
        if person is None:
            typer.echo(f"Nobody here has the e-mail address {email}.", err=True)
            raise typer.Exit(1)
        reply = dispatcher.message(person.id, text, TERMINAL)
        assert reply is not None, "a message without a receipt is always answered"
        if as_json:
            words = {"title": reply.answer.title, "text": in_words(reply.answer)}
            extra = {"form": reply.answer.verb} if isinstance(reply.answer, Modal) else dict(reply.answer.data)
            print_json({**extra, **words})
        else:
            print_answer(reply.answer)
    if not reply.done:
        failed = isinstance(reply.answer, Card) and "failure" in reply.answer.data
        raise typer.Exit(1 if failed else NOT_DONE)
