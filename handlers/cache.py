"""Answers kept until the record changes: before a board the same position is asked for again and again.

Every change leaves an event, so the id of the last event says which state of the record an answer was made from; asking
for it costs one look-up. Kept for the dispatcher only, and only for handlers that write nothing.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

KEPT = 256
"""How many answers one process keeps; the least recently asked for goes first."""


class Cache(Generic[T]):
    """Values by key, each with the version of the record that it was made from. Safe in threads."""

    def __init__(self) -> None:
        """Begins empty: a restart costs nothing but the first answers."""
        self._kept: OrderedDict[Hashable, tuple[int, T]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, version: int) -> T | None:
        """The value under `key`, if it was made from this version of the record."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[0] != version:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def keep(self, key: Hashable, version: int, value: T) -> None:
        """Keep a value made from this version or a later one."""
        with self._lock:
            self._kept[key] = version, value
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
