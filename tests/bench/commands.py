"""How `/brag` and `/action` grow with history and with the plan, and how soon the terminal answers."""

import os
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import install_example
from handlers.dispatcher import Dispatcher
from handlers.requests import Origin
from models.record.lengths import FIELD, REQUEST
from tests.bench.measuring import Measurement, side_by_side
from tests.bench.plans import dispatcher_with

CHAIR = 1
HERE = Origin(door="terminal", private=True)


def brag_and_history(folder: Path) -> Measurement:
    """`/brag` after 50 frozen meetings against after 2."""
    long, short = dispatcher_with(folder, 64, 50), dispatcher_with(folder, 64, 2)
    return side_by_side(
        "/brag, 50 frozen meetings", "2 frozen meetings", 1.3, lambda: _brag(long), lambda: _brag(short), 200
    )


def brag_and_size(folder: Path) -> Measurement:
    """`/brag` on 6,400 actions against 64."""
    large, small = dispatcher_with(folder, 6400, 2), dispatcher_with(folder, 64, 3)
    return side_by_side("/brag, 6,400 actions", "64 actions", 100, lambda: _brag(large), lambda: _brag(small), 20)


def slow_and_size(folder: Path) -> Measurement:
    """`/brag slow` on 5,000 actions against 64, by the processor’s time: it looks at every action at three meetings.

    Half of it is the database, looking up 5,000 actions; the small plan takes little more than any question does.
    """
    large, small = dispatcher_with(folder, 5000, 3), dispatcher_with(folder, 64, 3)
    ours, theirs = partial(_ask, large, "/brag", "slow"), partial(_ask, small, "/brag", "slow")
    return side_by_side("/brag slow, 5,000 actions", "64 actions", 8, ours, theirs, 20, clock=time.process_time)


def action_and_history(folder: Path) -> Measurement:
    """`/action` of one action after 500 frozen meetings against after 12, by the processor's time."""
    long, short = dispatcher_with(folder, 64, 500), dispatcher_with(folder, 64, 12)
    ours, theirs = partial(_ask, long, "/action", "2.4"), partial(_ask, short, "/action", "2.4")
    what = "/action, 500 frozen meetings"
    return side_by_side(what, "12 frozen meetings", 1.05, ours, theirs, 200, clock=time.process_time)


def words_and_length(folder: Path) -> Measurement:
    """The slowest words there are, at the longest that is taken and at a quarter of it: four times the cost at most.

    They stand in `_WORDS`; a cost that grew with the square would be sixteen times as much.
    """
    dispatcher = dispatcher_with(folder, 64, 2)
    return side_by_side(
        "the most that a request may say",
        "a quarter of it",
        5,
        lambda: _all_words(dispatcher, REQUEST),
        lambda: _all_words(dispatcher, REQUEST // 4),
        10,
    )


_WORDS = (
    "2.4 ",
    "workforce ",
    "area 2 ",
    "area:2 ",
    "red ",
    "1.1.",
    "back to green ",
    '"',
    "Aa-",
    "(7",
    "cause:x; ",
    "a@b.c ",
)
_ASKED = (("/brag", ""), ("/action", "find "), ("/update", "2.4 green/green "), ("/return", "status "), ("/board", ""))


def _all_words(known: Dispatcher, length: int) -> None:
    dispatcher = Dispatcher(known.database, known.registry, known.clock)
    for command, before in _ASKED:
        for word in _WORDS:
            line = before + word * (FIELD // len(word) - 10)
            text = "\n".join([line] * (length // len(line)))
            assert len(text) > length - FIELD
            reply = dispatcher.command(CHAIR, command, text, HERE)
            assert reply is not None
            assert "wrong on our side" not in reply.answer.title


def help_at_once(folder: Path) -> Measurement:
    """`secretariat --help` against importing typer, as whole processes."""
    return _processes(folder, "secretariat --help", "import typer", 2, PROGRAM, "--help")


def say_at_once(folder: Path) -> Measurement:
    """One question in the terminal, the answer printed, against loading what a bot of Slack's loads."""
    database = f"sqlite:///{folder / 'say.db'}"
    with open_dispatcher(Settings(database_url=database), begins=True) as dispatcher:
        install_example(dispatcher, Settings(database_url=database))
    asked = (PROGRAM, "say", "/brag", "--as", "chair@example.org")
    return _processes(
        folder, "say “/brag”, cold", "import slack_bolt.async_app", 3, *asked, SECRETARIAT_DATABASE_URL=database
    )


PROGRAM = str(Path(sys.executable).with_name("secretariat"))


def _processes(folder: Path, what: str, against: str, limit: float, *command: str, **settings: str) -> Measurement:
    """A command against a Python that imports something, by the processor's time; both find their modules compiled."""
    environment = {**os.environ, **settings, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, env=environment)

    return side_by_side(
        what, against, limit, lambda: run(*command), lambda: run(sys.executable, "-c", against), 11, clock=_processor
    )


def _processor() -> float:
    """Seconds that the processor has worked for processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _brag(known: Dispatcher) -> None:
    assert _ask(known, "/brag", "").startswith("BRAG position")


def _ask(known: Dispatcher, command: str, text: str) -> str:
    dispatcher = Dispatcher(known.database, known.registry, known.clock)  # a new one, which has kept no answers yet
    reply = dispatcher.command(CHAIR, command, text, HERE)
    assert reply is not None
    assert reply.done, reply.answer
    return reply.answer.title


ALL = (
    brag_and_history,
    brag_and_size,
    slow_and_size,
    action_and_history,
    words_and_length,
    help_at_once,
    say_at_once,
)
