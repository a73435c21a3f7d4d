"""Acknowledging to Slack at the very moment at which a listener does so, while the listener goes on.

By itself Bolt looks every 10 ms whether a listener has acknowledged. Told to process before it responds, it waits for
the whole of it: so what it is given, by `app.py`, ends with the acknowledgement.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.signed_requests import failed

Listener = Callable[..., Coroutine[Any, Any, None]]
"""Something that Bolt calls with what it asks for by the names of its arguments."""

unfinished: set[asyncio.Task[None]] = set()
"""Listeners at work, of whom an event loop alone would forget those that have acknowledged."""


class Acknowledgement:
    """Bolt's `ack` of one request, for a listener of ours."""

    def __init__(self, ack: AsyncAck) -> None:
        self._ack = ack
        self.moment: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when it is given, or when the listener has ended."""

    @property
    def given(self) -> bool:
        """Whether Slack hears, or has heard, something already."""
        return self._ack.response is not None

    async def __call__(self, **said: Any) -> None:
        """Acknowledge, with what Bolt's `ack` takes."""
        await self._ack(**said)
        self.end()

    def with_json(self, said: str) -> None:
        """Acknowledge with JSON that is written already."""
        self._ack.response = BoltResponse(status=200, body=said)
        self.end()

    async def if_not_given(self) -> None:
        """Acknowledge unless that was done."""
        if not self.given:
            await self()

    def end(self) -> None:
        """There is nothing more to wait for."""
        if not self.moment.done():
            self.moment.set_result(None)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """While the block runs, acknowledge when it has taken so long."""
        loop = asyncio.get_running_loop()
        late = loop.call_later(seconds, lambda: loop.create_task(self.if_not_given()))
        try:
            yield
        finally:
            late.cancel()


def until_acknowledged(
    listener: Callable[..., Coroutine[Any, Any, None]], *, at_once: bool = False
) -> Callable[..., Any]:
    """A listener for Bolt, which takes `ack` and ends when it was given; `at_once`: before the listener begins.

    What goes wrong before that is Bolt's to deal with; afterwards it is noted.
    """

    @wraps(listener)
    async def run(ack: AsyncAck, **given: Any) -> None:
        own = Acknowledgement(ack)
        if at_once:
            await own()

        async def work() -> None:
            try:
                await listener(ack=own, **given)
            except Exception as error:
                if not own.given:
                    raise
                failed(error)
            finally:
                own.end()

        working = asyncio.create_task(work())
        unfinished.add(working)
        working.add_done_callback(unfinished.discard)
        await own.moment
        if not own.given:
            await working

    return run
