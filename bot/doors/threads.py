"""Synchronous calls of a door, made in threads while its event loop goes on.

To hand a call to a thread and back takes longer than an answer that is kept. So calls wait in one line, from which a
thread takes one after the other, and what is ready is brought back together. Where a call takes long, another thread
goes on with the others; a long line of short calls is no reason for one, since threads of one interpreter take turns.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

LONG = 0.02
"""Seconds that a call may wait for its turn; then another thread goes on with those that wait."""

HELD = 0.01
"""Seconds for which none was taken out of the line, or it is not held up: twice a turn of the interpreter."""


class InThread(Protocol):
    """Makes a synchronous call in a thread of a door: `Threads`, or what a door without its own has."""

    def __call__(self, call: Callable[[], T]) -> Awaitable[T]: ...


class Threads:
    """Those of one door, `most` at the most. Called in its event loop."""

    def __init__(self, most: int, name: str) -> None:
        """`name` is what the threads are called. Begins none yet."""
        self._most = most
        self._pool = ThreadPoolExecutor(most, thread_name_prefix=name)
        self._waiting: deque[tuple[float, Callable[[], Any], asyncio.Future[Any]]] = deque()
        self._ready: deque[Callable[[], None]] = deque()
        self._at_work = 0
        self._taken_at = 0.0
        self._watched = self._told = False

    def __call__(self, call: Callable[[], T]) -> "asyncio.Future[T]":
        """What `call` gives or raises."""
        loop = asyncio.get_running_loop()
        given: asyncio.Future[T] = loop.create_future()
        self._waiting.append((loop.time(), call, given))
        if not self._at_work:
            self._go_on(loop)
        elif not self._watched:
            self._watch(loop)
        return given

    def _go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        self._at_work += 1
        self._pool.submit(self._work, loop)

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watched = True
        loop.call_later(LONG, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watched = False
        waiting = self._waiting.copy()  # a thread may take what is looked at
        if waiting:
            now = loop.time()
            held_up = now - waiting[0][0] >= LONG and now - self._taken_at >= HELD
            if held_up and self._at_work < self._most:
                self._go_on(loop)
            self._watch(loop)

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: make the calls that wait, until there are none."""
        while self._waiting:
            try:
                _, call, given = self._waiting.popleft()
            except IndexError:  # another thread took it
                break
            self._taken_at = loop.time()
            try:
                result = call()
            except BaseException as error:
                self._bring(loop, _settled(given.set_exception, given, error))
            else:
                self._bring(loop, _settled(given.set_result, given, result))
        self._bring(loop, lambda: self._ended(loop))

    def _bring(self, loop: asyncio.AbstractEventLoop, ready: Callable[[], None]) -> None:
        self._ready.append(ready)
        if not self._told:
            self._told = True
            loop.call_soon_threadsafe(self._take)

    def _take(self) -> None:
        self._told = False
        while self._ready:
            self._ready.popleft()()

    def _ended(self, loop: asyncio.AbstractEventLoop) -> None:
        self._at_work -= 1
        if self._waiting and not self._at_work:  # they came when the thread had just seen that there are none
            self._go_on(loop)


def _settled(settle: Callable[[Any], None], given: "asyncio.Future[Any]", value: Any) -> Callable[[], None]:
    """What tells whoever waits for it, who may have gone meanwhile."""
    return lambda: None if given.done() else settle(value)
