"""The file of a SQLite record: who has it open, and whether the file at its path is still the one that was opened.

Whoever opens a record shares a lock on a file beside it; whoever puts another record in its place has that lock alone.
It is the system's own (flock): it ends with the process, however that ends. Called by `Database` and by `restore`.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_WHILE_OPEN = 0x40000002, 510
"""Where SQLite locks a file that it has open, and how many bytes: so a program that knows only SQLite's locks shows."""


class RecordInUse(Exception):
    """A record cannot be opened, or not be replaced, since somebody else has it. The message is for the operator."""


class RecordMoved(Exception):
    """The file at the record's path is not the one that was opened, or is gone: what is written now would be lost."""


class RecordFile:
    """One record at a path. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        """Opens nothing yet."""
        self.path = path.absolute()
        self._held: list[int] = []
        self._opened: tuple[int, int] | None = None

    def share(self) -> None:
        """Say that this process has the record open. Raises `RecordInUse` while another record takes its place."""
        if self._held or not self._lock_file.parent.is_dir():  # without the folder, SQLite says so
            return
        try:
            self._take(fcntl.LOCK_SH)
        except BlockingIOError:
            raise RecordInUse(f"{self.path} is being restored: try again when that is done.") from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everybody else from the record. Raises `RecordInUse` when a process has it open."""
        try:
            self._take_alone()
            yield
        finally:
            self.close()

    def _take_alone(self) -> None:
        try:
            self._take(fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                self._held.append(os.open(self.path, os.O_RDWR | os.O_CLOEXEC))
                start, length = _WHILE_OPEN
                fcntl.lockf(self._held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except BlockingIOError:
            raise RecordInUse(
                f"{self.path} is in use: a process has it open, and what people tell it would be lost. Stop it first."
            ) from None

    def remember(self) -> None:
        """Remember which file is at the path; called when it has been opened for the first time."""
        self._opened = self._opened or self._there

    def check(self) -> None:
        """Raise `RecordMoved` when the file at the path is not the one that was opened."""
        there = self._there
        if self._opened is None or there == self._opened:
            return
        how = "is gone" if there is None else "is another one than the one that was opened"
        raise RecordMoved(
            f"The file of the record {how}: nothing more is written. Stop the process, see to it that the right file "
            "is there (its folder may not be mounted), and start it again."
        )

    def close(self) -> None:
        """Let go of it, having closed every connection to it."""
        while self._held:
            os.close(self._held.pop())
        self._opened = None

    @property
    def _there(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def _lock_file(self) -> Path:
        whole = self.path.resolve()
        return whole.with_name(f".{whole.name}.lock")

    def _take(self, how: int) -> None:
        """Lock the file beside the record, which stays there: to remove it would let two people lock two files."""
        lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._held.append(lock)
        if os.geteuid() == 0:  # as SQLite does: what root has made must not shut out who the record belongs to
            owner = (self.path if self.path.exists() else self._lock_file.parent).stat()
            os.fchown(lock, owner.st_uid, owner.st_gid)
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise
