"""`secretariat demo`: the example, or somebody's own plan, in a throw-away database, as a web chat on this machine."""

import errno
import socket
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from bot.process import configure_logging, make_worker, open_dispatcher
from bot.settings import Settings
from bot.terminal.demo_plan import with_a_board_s_life
from bot.terminal.plans import Typed, give_up, install_example, post_in_web_chat, read_asking, take_plan
from bot.terminal.printing import print_answer
from bot.terminal.prompting import at_a_terminal
from bot.terminal.say import TERMINAL
from bot.web.demo_time import Clock
from bot.web.server import DemoServer
from handlers.dispatcher import Dispatcher
from handlers.errors import Mistake
from models.people.people import Role, people_with_role
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.layouts import told_by


def demo(port: int | None, plan: Path | None, typed: Typed) -> None:
    """Serve the example, or a `plan` file with what was `typed` of it, from a throw-away database, having printed its
    BRAG table.

    A plan that cannot be read, or of which more has to be told, is said with the status 1. A port that is taken is said
    before anything is made, with the status 1; the address of the chat is printed when it answers.
    """
    settings = Settings()
    configure_logging("WARNING")
    listening = _listening(settings.port if port is None else port)
    own = _read(plan, typed) if plan else None
    typer.echo(f"Loading {plan.name if plan else 'the example plan'} into a throw-away database…")
    with listening, tempfile.TemporaryDirectory(prefix="secretariat-demo-") as folder:
        settings.database_url = f"sqlite:///{Path(folder) / 'demo.db'}"
        with open_dispatcher(settings, begins=True) as dispatcher:
            if plan and own:
                _install(dispatcher, settings, own, plan.name)
            else:
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


def _read(plan: Path, typed: Typed) -> PlanFile:
    try:
        return read_asking(
            plan.read_bytes(), plan, told_by(*typed), {}, "demo --plan", asks=at_a_terminal(), quiet=True
        )
    except OSError as missing:
        give_up(f"{plan} cannot be read: {missing.strerror}.")
    except (PlanFileError, Mistake) as wrong:
        give_up(str(wrong))


def _install(dispatcher: Dispatcher, settings: Settings, file: PlanFile, name: str) -> None:
    """Take the plan in with all that a board's life needs, and say what was made up for it."""
    today = dispatcher.clock().astimezone(ZoneInfo(settings.zone)).date()
    whole = with_a_board_s_life(file, today)
    print_answer(take_plan(dispatcher, settings, replace(whole, meetings=file.meetings), name))
    if whole.meetings != file.meetings:  # afterwards, so that the file's updates are no answers for it
        take_plan(dispatcher, settings, replace(whole, rows=(), snapshots=(), highlights=()), name)
    post_in_web_chat(dispatcher)
    typer.echo("\nBoards, people and a next meeting that the file does not have were made up for the demo.\n")


def _print_position(dispatcher: Dispatcher) -> None:
    with dispatcher.database.read() as session:
        own = dispatcher.organisation.read(session)
        assert own is not None, "a plan was taken in"
        today = dispatcher.clock().astimezone(ZoneInfo(own.zone)).date()
        somebody, *_ = people_with_role(session, own.id, Role.CHAIR, today)
    reply = dispatcher.command(somebody, "/brag", "", TERMINAL)
    assert reply is not None
    print_answer(reply.answer)
