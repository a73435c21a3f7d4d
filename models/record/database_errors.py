"""What a database says when it fails, told apart: whether it is away for now, and the code that it gives.

The code (SQLSTATE, or SQLite's name) may stand in a log, for it repeats nothing that anybody typed.
"""

import sqlite3
import sys
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from models.record.sqlite_file import RecordInUse, RecordMoved

if TYPE_CHECKING:
    import psycopg


def database_errors() -> tuple[type[Exception], ...]:
    """All that can go wrong with a database: through SQLAlchemy, on a bare cursor, and with the file itself."""
    import psycopg  # a record on SQLite does without

    return DBAPIError, NoConnectionFree, psycopg.Error, sqlite3.Error, RecordMoved, RecordInUse


_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
_READ_ONLY = ("25006", "SQLITE_READONLY")
_FULL = ("53100", "SQLITE_FULL")


def database_code(error: BaseException) -> str | None:
    """SQLSTATE, or SQLite's name of an error (`SQLITE_FULL`); None for what no database has said."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if _is_psycopgs(original):
        return original.sqlstate
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorname", None)
    return None


def is_away(error: BaseException) -> bool:
    """Whether the record cannot be reached or not be written to, through no fault of what was asked of it."""
    if isinstance(error, RecordMoved | RecordInUse | NoConnectionFree):
        return True
    original = error.orig if isinstance(error, DBAPIError) else error
    if _is_psycopgs(original):
        operational = isinstance(original, sys.modules["psycopg"].OperationalError)
        return operational or original.sqlstate in _READ_ONLY
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) & 0xFF in _SQLITE_AWAY
    return False


def why_not_written(error: BaseException) -> str:
    """Why the record cannot be written to, for the operator, in words that hold nothing of what was typed."""
    if isinstance(error, RecordMoved):
        return str(error)
    code = database_code(error)
    if code and code.startswith(_FULL):
        return "The database cannot be written to: its disk is full."
    if code and code.startswith(_READ_ONLY):
        return "The database cannot be written to: it can only be read, like a standby or a read-only disk."
    return f"The database cannot be written to{f' ({code})' if code else ''}."


def _is_psycopgs(error: BaseException | None) -> "TypeGuard[psycopg.Error]":
    """Whether psycopg has raised it: where it was never loaded, it has not."""
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(error, psycopg.Error)
