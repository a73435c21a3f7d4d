"""How `/brag` grows with history and with the plan, and how soon the terminal answers."""

import subprocess
import sys
from pathlib import Path

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


def help_at_once(_folder: Path) -> Measurement:
    """`secretariat --help` against importing typer, as whole processes."""
    program = Path(sys.executable).with_name("secretariat")
    return side_by_side(
        "secretariat --help",
        "import typer",
        2,
        lambda: _run(str(program), "--help"),
        lambda: _run(sys.executable, "-c", "import typer"),
        15,
    )


def _brag(known: Dispatcher) -> None:
    dispatcher = Dispatcher(known.database, known.registry, known.clock)  # a new one, which has kept no answers yet
    reply = dispatcher.command(CHAIR, "/brag", "", HERE)
    assert reply is not None
    assert reply.answer.title.startswith("BRAG position")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


ALL = (brag_and_history, brag_and_size, words_and_length, help_at_once)
