"""Unexpected failures: logged under a number that the person is given too, without a word of what was typed.

Of a database that fails its code is logged as well, SQLSTATE or SQLite's name.
"""

import traceback
import uuid

from handlers.log import log
from models.record.database_errors import database_code, is_away


def note_failure(what: str, error: Exception, **facts: str | int | None) -> str:
    """Log where `error` arose, its type and a database's code, never its message, which may hold typed text; gives the
    number.
    """
    failure = uuid.uuid4().hex[:8]
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    code = database_code(error)
    said = facts | ({"code": code} if code else {})
    log.error(what, failure=failure, error=type(error).__name__, at=where, **said)
    return failure


def what_failed(error: Exception, failure: str) -> tuple[str, str]:
    """A title and a sentence for the person who met `error`, which was noted under the number `failure`."""
    if is_away(error):
        return (
            "The record is away",
            "It cannot be reached or written to at the moment. Nothing was changed. Please try again in a minute; if "
            f"it goes on, tell the secretariat, with this number: {failure}",
        )
    said = "Nothing was changed. Please try again; if it happens again, give the secretariat this number:"
    return "Something went wrong on our side", f"{said} {failure}"
