"""Whether a SQLite file is a whole record of this version or an older one, and what is wrong with it if not.

Reads the file only, whatever is in it. Called by `verify`, `backup` and `restore` before they touch anything.
"""

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from models.record.database import known_versions

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR}


class Condition(StrEnum):
    """How a file is. A sentence is made of it: “The file ...”."""

    WHOLE = "is a whole record"
    ABSENT = "is not there, or has nothing in it"
    NO_RECORD = "is no record: it was overwritten, or is of another program"
    DAMAGED = "is damaged"
    NEWER = "was made by a newer version of the program"


def condition_of(file: Path) -> tuple[Condition, str]:
    """How the file is; of damage, also SQLite's first word about it."""
    try:
        if not file.is_file() or not file.stat().st_size:
            return Condition.ABSENT, ""
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            (integrity,) = found.execute("PRAGMA integrity_check(1)").fetchone()
            if integrity != "ok":
                return Condition.DAMAGED, integrity.splitlines()[-1]
            version = found.execute("SELECT version_num FROM alembic_version").fetchone()
            found.execute("SELECT id FROM event LIMIT 1")
            dangling = found.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as wrong:
        if getattr(wrong, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            return Condition.DAMAGED, str(wrong)
        return Condition.NO_RECORD, ""
    if version is None:
        return Condition.NO_RECORD, ""
    if version[0] not in known_versions():
        return Condition.NEWER, ""
    if dangling:
        return (
            Condition.DAMAGED,
            f"row {dangling[1]} of {dangling[0]} refers to a row of {dangling[2]} that is not there",
        )
    return Condition.WHOLE, ""
