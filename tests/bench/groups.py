"""What is measured, by groups that can be asked for by name."""

import gc
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench import commands, importing, packs, pages, reminders, slack, starting, waiting
from tests.bench.measuring import Measurement

GROUPS: Mapping[str, Sequence[Callable[[Path], Measurement]]] = {
    "commands": commands.ALL,
    "importing": importing.ALL,
    "reminders": reminders.ALL,
    "waiting": waiting.ALL,
    "slack": slack.ALL,
    "starting": starting.ALL,
    "packs": packs.ALL,
    "pages": pages.ALL,
}


def measured(group: str) -> list[Measurement]:
    """What a group measures, in a process of its own: what others left in memory is no part of it."""
    gc.disable()  # as the program begins; `open_dispatcher` does the rest
    with tempfile.TemporaryDirectory(prefix="secretariat-bench-") as folder:
        return [measure(Path(folder)) for measure in GROUPS[group]]
