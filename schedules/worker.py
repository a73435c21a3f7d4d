"""The worker: an outbox worker, and packs built beside it. Doors and the clock call it as they would an outbox
worker alone.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from handlers.failures import note_failure
from schedules.outbox_worker import OutboxWorker

if TYPE_CHECKING:
    from schedules.pack_builder import PackBuilder


class Worker:
    """One of a process, belonging to its event loop."""

    def __init__(self, outbox_worker: OutboxWorker, packing: Callable[[], "PackBuilder"]) -> None:
        """`packing` makes what builds packs: asked for once, when it is first looked for packs."""
        self.outbox_worker = outbox_worker
        self._packing = cache(packing)
        self.after_round: Callable[[], object] = lambda: None
        """Called whenever messages have been brought: open pages of the demo look for news then."""
        self._building: asyncio.Task[None] | None = None

    @property
    def door_names(self) -> Sequence[str]:
        """The doors in operation."""
        return self.outbox_worker.door_names

    async def deliver(self) -> list[int]:
        """Bring what can go now, and see to it that packs are built.

        Building goes on after this has returned, and brings its own messages: `finish` waits for it.
        """
        handled = await self.outbox_worker.deliver()
        self.after_round()
        if self._building is None or self._building.done():
            self._building = asyncio.create_task(self._build())
        return handled

    async def finish(self) -> None:
        """Wait until no pack is being built here."""
        if self._building:
            await self._building

    async def _build(self) -> None:
        try:
            packing = await asyncio.to_thread(self._packing)
            await packing.build(self)
        except Exception as error:  # the database may be away: the next tick finds the same work
            note_failure("packing failed", error)
