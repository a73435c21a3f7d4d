"""Unexpected failures: logged under a number that the person is given too, without a word of what was typed."""

import traceback
import uuid

import structlog

log = structlog.get_logger()


def note_failure(what: str, error: Exception, **facts: str | int | None) -> str:
    """Log where `error` arose and its type, never its message, which may hold typed text; gives the number."""
    failure = uuid.uuid4().hex[:8]
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    log.error(what, failure=failure, error=type(error).__name__, at=where, **facts)
    return failure
