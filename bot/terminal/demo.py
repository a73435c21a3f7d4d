"""`secretariat demo`: the example in a throw-away database, as a web chat on this machine."""

import errno
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import typer
from rich.console import Console

from bot.process import configure_logging, make_worker, open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import install_example
from bot.terminal.printing import print_answer
from bot.terminal.say import TERMINAL
from bot.web.demo_time import Clock
from bot.web.server import DemoServer
from handlers.dispatcher import Dispatcher
from models.people.people import person_with_email


def demo(port: int | None) -> None:
    """Serve the example from a throw-away database on this machine, having printed its BRAG table.

    A port that is taken is said before anything is made, with the status 1; the address of the chat is printed when it
    answers.
    """
    settings = Settings()
    configure_logging("WARNING")
    listening = _listening(settings.port if port is None else port)
    typer.echo("Loading the example plan into a throw-away database…")
    with listening, tempfile.TemporaryDirectory(prefix="secretariat-demo-") as folder:
        settings.database_url = f"sqlite:///{Path(folder) / 'demo.db'}"
        with open_dispatcher(settings, begins=True) as dispatcher:
            install_example(dispatcher, settings)
            clock = dispatcher.clock = Clock(dispatcher.clock())
            _print_position(dispatcher)
            dispatcher.web_address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            said = f"\nThe web chat is at {dispatcher.web_address}/ — choose who you are. Ctrl-C ends the demo."
            server = DemoServer(
                dispatcher, clock, make_worker(dispatcher, settings), on_answering=lambda: typer.echo(said)
            )
            with suppress(KeyboardInterrupt):
                server.run([listening])


def _listening(port: int) -> socket.socket:
    """A socket with this port of this machine; for 0 with one that is free. It is ours from now on."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as wrong:
        made.close()
        taken = wrong.errno == errno.EADDRINUSE
        why = "is taken, perhaps by another demo" if taken else f"cannot be used: {wrong.strerror}"
        typer.echo(
            f"Port {port} {why}. Choose another: PORT=9000 make demo, or secretariat demo --port 9000 "
            "(0 takes one that is free).",
            err=True,
        )
        raise typer.Exit(1) from wrong
    return made


def _print_position(dispatcher: Dispatcher) -> None:
    with dispatcher.database.read() as session:
        chair = person_with_email(session, dispatcher.organisation.id, "chair@example.org")
    assert chair is not None, "the example has one"
    reply = dispatcher.command(chair.id, "/brag", "", TERMINAL)
    assert reply is not None
    print_answer(reply.answer, Console())
