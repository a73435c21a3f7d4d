"""Counting what the database is asked: the statements that a request runs, transaction by transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from models.record.database import Database

_OF_THE_CONNECTION = ("BEGIN", "PRAGMA", "SET ", "SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT pg_advisory_xact_lock")


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
