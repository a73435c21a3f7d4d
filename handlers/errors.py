"""Errors whose message is meant for the person who asked. The dispatcher turns them, and only them, into cards."""

from collections.abc import Iterator
from contextlib import contextmanager

from handlers.cards import Actions


class Mistake(Exception):
    """The request cannot be carried out as it stands: what happened, what was understood, what to do next.

    `understood` are facts already read from the request, `example` a line that would work, `next_step` buttons.
    `typed` is what could not be used of what was typed.
    """

    def __init__(
        self,
        what: str,
        *,
        understood: tuple[str, ...] = (),
        example: str = "",
        typed: str = "",
        next_step: tuple[Actions, ...] = (),
    ) -> None:
        """`what` is a whole sentence for people."""
        super().__init__(what)
        self.what = what
        self.understood = understood
        self.example = example
        self.typed = typed
        self.next_step = next_step


@contextmanager
def giving_back(typed: str) -> Iterator[None]:
    """Let a `Mistake` give back what was typed, if it does not say so itself. Not around a look for private text."""
    try:
        yield
    except Mistake as mistake:
        mistake.typed = mistake.typed or typed
        raise


class NotUnderstood(Mistake):
    """A word has no meaning where it stands."""


class Refused(Exception):
    """The person may not do this. The message says who may."""
