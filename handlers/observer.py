"""What a process does, told to whoever counts it: requests answered, messages brought, ticks of the clock.

The dispatcher has the one observer of its process; `bot/metrics.py` has the one that counts. Nothing that is told is
about a person: names of verbs and outcomes, of which there are a few.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Literal

from handlers.errors import Mistake, Refused

Requested = Literal["answered", "mistake", "refused", "failed"]
Brought = Literal["sent", "replaced", "skipped", "failed", "put_off"]
Ticked = Literal["begun", "done", "failed"]


class Observer:
    """Counts nothing. Called from any thread."""

    def request(self, what: str, outcome: Requested, seconds: float) -> None:
        """A request of a verb was answered, and how long that took."""

    def message(self, outcome: Brought) -> None:
        """A message was in hand, and how it went."""

    def failure(self, door: str) -> None:
        """A door could not do what it was asked for, through no fault of who asked; they have been told so."""

    def tick(self, outcome: Ticked) -> None:
        """The clock began to do what is due, or has done it."""


@contextmanager
def observed(observer: Observer, what: str) -> Iterator[None]:
    """Tell how the block ends, which answers a request of a verb."""
    began = perf_counter()
    outcome: Requested = "failed"
    try:
        yield
        outcome = "answered"
    except Mistake:
        outcome = "mistake"
        raise
    except Refused:
        outcome = "refused"
        raise
    finally:
        observer.request(what, outcome, perf_counter() - began)
