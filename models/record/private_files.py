"""Files with people's names in them: nobody but their owner may read one, whatever the umask of who makes it."""

import os
import stat
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600
_EVERYBODY = 0o007


def make_record_private(file: str) -> None:
    """Make a SQLite record's file before SQLite does, which would leave it open to all, or close it if it is. What
    cannot be done is for SQLite to report.
    """
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    close_to_all(file)


def close_to_all(file: str) -> None:
    """Close a SQLite record that everybody may read, and the files beside it, which SQLite makes with the record's
    mode. A group that was let in on purpose stays.
    """
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            mode = os.stat(file + end).st_mode
            if stat.S_ISREG(mode) and mode & _EVERYBODY:
                os.chmod(file + end, OWNER_ONLY)


def write_private(file: Path, content: bytes) -> None:
    """Write a file that nobody else may read, in the place of what was there. Raises `OSError`."""
    with open(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, OWNER_ONLY), "wb") as written:
        if stat.S_ISREG(os.fstat(written.fileno()).st_mode):  # and not /dev/stdout
            os.fchmod(written.fileno(), OWNER_ONLY)
        written.write(content)
