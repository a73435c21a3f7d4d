"""Statements that are written once: to write one takes SQLAlchemy longer than the database takes to answer it.

A function that only writes a statement, from ids, days and the like, is marked with `kept`. A statement is never
changed, holds no figures and belongs to no session, so the same one is asked in every transaction and by every thread.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from sqlalchemy import FromClause

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 32
"""Statements of each kind: for a page and who asks just now, not for every day of a year, on which others are written.
"""


def kept(write: Callable[P, T]) -> Callable[P, T]:
    """Keeps what a function wrote last, by what it was asked for."""

    @wraps(write)
    def written(*args: P.args, **said: P.kwargs) -> T:
        statement = write(*args, **said)
        if isinstance(statement, FromClause):
            # Its columns are made when they are first asked for: by two threads at once, twice, and a statement of the
            # one then names columns that are none of its own any more.
            _ = statement.c
        return statement

    return cast("Callable[P, T]", lru_cache(KEPT)(written))
