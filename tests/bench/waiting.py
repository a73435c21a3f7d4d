"""How long people wait while somebody writes: on SQLite, where one writes at a time."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from itertools import count
from pathlib import Path
from statistics import median

from sqlmodel import select

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import install_example
from handlers.dispatcher import Dispatcher
from handlers.requests import Origin
from models.people.people import Person
from tests.bench.measuring import Measurement, side_by_side
from tests.bench.plans import spreadsheet_of

SECRETARY = "secretary@example.org"
WRITES = 2.0
"""Seconds for which another process has the record's lock."""
ROUNDS = 3
_receipts = count()


def command_during_an_import(folder: Path) -> Measurement:
    """`/brag` asked again and again while the same process reads a plan of 10,000 rows that somebody has sent."""
    dispatcher, content = _example(folder / "sent.db"), spreadsheet_of(10_000)
    during, quiet = list[float](), list[float]()
    for _ in range(ROUNDS):
        quiet += _waits(dispatcher, lambda asked: len(asked) < 100)
        sending = threading.Thread(target=_send, args=(dispatcher, content))
        sending.start()
        during += _waits(dispatcher, lambda _: sending.is_alive())  # noqa: B023  it is this round's
        sending.join()
    what, against = "/brag while a plan of 10,000 rows is sent", "the same when quiet"
    return Measurement(what, against, median(during), median(quiet), median(during) / median(quiet), 2)


def questions_while_another_writes(folder: Path) -> Measurement:
    """Help, the calendar, who owes what and a form, each as Slack brings it, while another process writes."""
    dispatcher = _example(folder / "locked.db")
    asked = [("/secretariat", "help"), ("/board", "calendar"), ("/return", "status"), ("/update", "2.4")]

    def ask() -> None:
        for command, text in asked:
            _ask(dispatcher, command, text)

    def while_locked() -> None:
        with _locked(str(dispatcher.database.url.database)):
            ask()

    what = f"help, calendar, status, a form while another writes for {WRITES:g} s"
    return side_by_side(what, "the same when quiet", 1.5, while_locked, ask, 20)


@contextmanager
def _locked(file: str) -> Iterator[None]:
    """Hold the lock as long as the block needs, for `WRITES` at the most."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        over = threading.Timer(WRITES, partial(other.execute, "ROLLBACK"))
        over.start()
        yield
        over.cancel()
        if other.in_transaction:
            other.execute("ROLLBACK")


def _waits(dispatcher: Dispatcher, going_on: Callable[[list[float]], bool]) -> list[float]:
    """Seconds of one question after the other, a little apart."""
    waits = list[float]()
    while going_on(waits):
        start = time.perf_counter()
        _ask(dispatcher, "/brag", "")
        waits.append(time.perf_counter() - start)
        time.sleep(0.02)
    return waits


def _ask(known: Dispatcher, command: str, text: str) -> None:
    """A question as a door brings it, with its receipt; nothing is kept of earlier answers."""
    dispatcher = Dispatcher(known.database, known.registry, known.clock)
    origin = Origin("bench", None, private=True, receipt=f"question {next(_receipts)}")
    reply = dispatcher.command(_who(known), command, text, origin)
    assert reply is not None
    assert "wrong on our side" not in reply.answer.title


def _send(dispatcher: Dispatcher, content: bytes) -> None:
    origin = Origin("bench", None, private=True, receipt=f"file {next(_receipts)}")
    reply = dispatcher.file(_who(dispatcher), "plan.xlsx", content, origin)
    assert reply is not None
    assert reply.done, reply.answer


def _example(database: Path) -> Dispatcher:
    settings = Settings(database_url=f"sqlite:///{database}")
    with open_dispatcher(settings, begins=True) as dispatcher:
        install_example(dispatcher, settings)
    return dispatcher


@cache
def _who(dispatcher: Dispatcher) -> int:
    with dispatcher.database.read() as session:
        return session.exec(select(Person.id).where(Person.email == SECRETARY)).one()


ALL = (command_during_an_import, questions_while_another_writes)
