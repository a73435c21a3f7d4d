"""Measuring two things side by side: in turn, several times, and the ratio of their medians; and a process's memory."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measurement:
    """One line of the table; seconds are medians of one call. `limit` is what `ratio` may be, None: just told."""

    what: str
    against: str
    ours: float
    theirs: float
    ratio: float
    limit: float | None

    @property
    def reached(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.limit is None or self.ratio <= self.limit


def side_by_side(
    what: str,
    against: str,
    limit: float,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    rounds: int,
    between: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.perf_counter,
) -> Measurement:
    """Run both in turn `rounds` times after one warm-up, and compare the medians; `between` rounds is not measured.

    `clock` gives seconds.
    """
    ours(), theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        between()
        for run, seconds in zip((ours, theirs), times, strict=True):
            start = clock()
            run()
            seconds.append(clock() - start)
    our, their = median(times[0]), median(times[1])
    return Measurement(what, against, our, their, our / their, limit)


def most_memory() -> int:
    """The most memory that this process has had so far, in kilobytes, as Linux tells it.

    Not by `getrusage`: that one begins with what the process had that started this one.
    """
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return int(found[1])
