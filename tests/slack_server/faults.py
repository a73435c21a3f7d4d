"""What goes wrong with Slack: faults that a test orders for the next calls, and faults that strike at random.

The Web API asks for the fault of each call. The ones with `after` are the treacherous ones: Slack did what it was asked
to do, and the bot is told otherwise or nothing at all.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal, get_args

from aiohttp import web

Kind = Literal["limited", "broken", "failing", "cut", "hanging", "slow"]

_UNTIL_THE_END = 3600.0
_EITHER_WAY = ("broken", "failing", "cut", "hanging")


@dataclass
class Fault:
    """Go wrong the next `times` that `method` is called.

    `limited` is a 429 with Retry-After, `broken` a 500, `failing` an `internal_error` with status 200, `cut` is a
    connection that ends without an answer, `hanging` one that stays silent for `seconds` and is then cut. With `after`
    the call has been carried out all the same. `slow`: Slack does what it should, only `seconds` later.
    """

    method: str
    kind: Kind
    times: int = 1
    retry_after: int = 1
    after: bool = False
    seconds: float = _UNTIL_THE_END

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or (self.after and self.kind not in _EITHER_WAY):
            raise ValueError(f"there is no fault {self.name!r}")

    @property
    def name(self) -> str:
        """What it is called where faults are counted."""
        return f"{self.kind} after" if self.after else self.kind

    async def befall(self, request: web.Request) -> web.StreamResponse:
        """What the bot gets instead of an answer."""
        if self.kind == "limited":
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": str(self.retry_after)})
        if self.kind == "failing":
            return web.json_response({"ok": False, "error": "internal_error"})
        if self.kind == "hanging":
            await asyncio.sleep(self.seconds)
        if self.kind in {"hanging", "cut"} and request.transport is not None:
            request.transport.abort()
        return web.Response(status=500, text="internal error")


@dataclass
class AtRandom:
    """One call in so many goes wrong (`rate` 0.1: one in ten), in any of the ways, by a seeded generator.

    A slow call takes up to `slow` seconds and a hanging one up to `hanging`. What struck is counted by name.
    """

    rate: float
    seed: int
    slow: float = 1.0
    hanging: float = 1.0
    struck: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def fault_of(self, method: str) -> Fault | None:
        """The fault of this call, if it has one."""
        if self._random.random() >= self.rate:
            return None
        kind, after = self._random.choice(_WAYS)
        longest: Mapping[str, float] = {"slow": self.slow, "hanging": self.hanging}
        fault = Fault(method, kind, after=after, seconds=self._random.uniform(0, longest.get(kind, 0)))
        self.struck[fault.name] += 1
        return fault


_WAYS: list[tuple[Kind, bool]] = [
    (kind, after) for kind in get_args(Kind) for after in ((False, True) if kind in _EITHER_WAY else (False,))
]


class Faults:
    """The faults of one server: those that were ordered come first, in their order."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []
        self.at_random: AtRandom | None = None

    def fault_of(self, method: str) -> Fault | None:
        """The fault of this call, if it has one; an ordered one is used up."""
        for fault in self.ordered:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return self.at_random.fault_of(method) if self.at_random else None
