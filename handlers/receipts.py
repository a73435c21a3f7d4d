"""Receipts of questions, kept in this process: what a platform delivers again is answered once.

The record keeps those of requests that change it (`models.outbox.deliveries.claim`). Two processes may each answer one
question that is delivered again to the other: that shows something twice and changes nothing.
"""

from collections import OrderedDict
from threading import Lock

KEPT = 10_000
"""How many; the oldest goes first. Platforms deliver again within minutes."""


class Receipts:
    """Safe in threads."""

    def __init__(self) -> None:
        self._taken: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = Lock()

    def take(self, door: str, receipt: str) -> bool:
        """Whether it is new; it is known from now on."""
        with self._lock:
            if (door, receipt) in self._taken:
                return False
            self._taken[door, receipt] = None
            if len(self._taken) > KEPT:
                self._taken.popitem(last=False)
            return True
