"""The back office: a postman who has packs built as well. Doors and the clock call it as they would a postman."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from handlers.failures import note_failure
from schedules.postman import Postman

if TYPE_CHECKING:
    from schedules.packing import Packing


class BackOffice(Postman):
    """One of a process, belonging to its event loop. Takes what a `Postman` takes; `packing` is given afterwards."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.packing: Packing | None = None
        self.after_round: Callable[[], object] = lambda: None
        """Called whenever messages have been brought: open pages of the demo look for news then."""
        self._building: asyncio.Task[None] | None = None

    async def deliver(self) -> list[int]:
        """Bring what can go now, and see to it that packs are built.

        Building goes on after this has returned, and brings its own messages: `finish` waits for it.
        """
        handled = await super().deliver()
        self.after_round()
        if self.packing and (self._building is None or self._building.done()):
            self._building = asyncio.create_task(self._build(self.packing))
        return handled

    async def finish(self) -> None:
        """Wait until no pack is being built here."""
        if self._building:
            await self._building

    async def _build(self, packing: "Packing") -> None:
        try:
            await packing.build()
        except Exception as error:  # the database may be away: the next tick finds the same work
            note_failure("packing failed", error)
