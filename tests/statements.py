"""Counting what the database is asked: the statements that a request runs, transaction by transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from models.record.database import Database

_OF_THE_CONNECTION = ("BEGIN", "PRAGMA", "SET ", "SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT pg_advisory_xact_lock")

EACH = 10
"""SQLite tells of its steps so many at a time."""


@contextmanager
def statements(database: Database) -> Iterator[list[list[str]]]:
    """The statements of each transaction that is begun, in their order.

    Without what a connection needs for itself, and the turn at the record, which PostgreSQL alone is asked for.
    """
    seen: list[list[str]] = []

    def begin(_connection: object) -> None:
        seen.append([])

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().startswith(_OF_THE_CONNECTION):
            seen[-1].append(statement)

    event.listen(database.engine, "begin", begin)
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "begin", begin)
        event.remove(database.engine, "before_cursor_execute", note)


@contextmanager
def steps(database: Database) -> Iterator[Callable[[], int]]:
    """How many steps SQLite takes for what is asked in the block: every row that it goes through counts, given or not.

    A step has always the same size, so the same is asked in as many, on whatever machine.
    """
    counted = [0]
    watched = []

    def count() -> int:
        counted[0] += EACH
        return 0

    def watch(connection: Any, *_: object) -> None:
        connection.set_progress_handler(count, EACH)
        watched.append(connection)

    event.listen(database.engine, "checkout", watch)
    try:
        yield lambda: counted[0]
    finally:
        event.remove(database.engine, "checkout", watch)
        for connection in watched:
            connection.set_progress_handler(None, EACH)
