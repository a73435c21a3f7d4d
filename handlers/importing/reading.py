"""Reading a file that somebody has sent: a large one in a process of its own, so that nobody's question waits for it.

While a thread reads, every other thread of this process has but a part of one core; a process has its own. Starting one
takes a third of a second, so a small file is read where it is. The process has none of this one's environment, and so
no secrets, and none of its connections; it ends with the file, or when it takes too long or too much.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from handlers.errors import Mistake
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.layouts import NOTHING_SETTLED, NOTHING_TOLD, LayoutUnclear, Settled, Told

SMALL = 64 * 1024
"""Bytes up to which a file is read in this process: a plan of some 1,000 actions, read in a tenth of a second."""

SECONDS = 120
"""How long the reading of one file may take; the largest that is taken, 50,000 rows, takes about 10."""

MEMORY = 2 * 2**30
"""Bytes of memory that it may take, by all that it has asked for."""

_AT_A_TIME = 500
"""Rows that are handed over at once: while one load runs, no other thread does."""


def read_sent(
    content: bytes,
    name: str,
    told: Told = NOTHING_TOLD,
    known: Mapping[str, Mapping[str, Any]] | None = None,
    settled: Settled = NOTHING_SETTLED,
) -> PlanFile:
    """What a plan file says, with what was `told` of its layout, or of earlier files whose layouts are `known`, on the
    scale of its plan as far as that is `settled`.

    Raises `LayoutUnclear` where more has to be told, and `Mistake`, with what to do next, where it cannot be read.
    """
    remembered = {layout: Told.of(kept) for layout, kept in (known or {}).items()}
    try:
        if len(content) <= SMALL:
            from papers.plan.reading import read_plan  # and openpyxl, which only a file needs

            return read_plan(content, name, told=told, remembered=remembered, settled=settled)
        return _read_apart(content, name, told, remembered, settled)
    except LayoutUnclear:
        raise
    except PlanFileError as unreadable:
        raise Mistake(str(unreadable)) from unreadable


def _read_apart(content: bytes, name: str, told: Told, remembered: Mapping[str, Told], settled: Settled) -> PlanFile:
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "handlers.importing.reading"],
            input=pickle.dumps((content, name, told, remembered, settled)),
            capture_output=True,
            env=environment,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise PlanFileError(_gave_up(f"took more than {SECONDS} seconds")) from None
    except subprocess.CalledProcessError:
        raise PlanFileError(_gave_up("broke off, as it does where a file takes too much memory")) from None
    answer = BytesIO(done.stdout)
    first = pickle.load(answer)
    if isinstance(first, PlanFileError):
        raise first
    plan: PlanFile = first
    rows = []
    while answer.tell() < len(done.stdout):
        rows += pickle.load(answer)
    return replace(plan, rows=tuple(rows))


def _gave_up(why: str) -> str:
    return (
        f"Reading the file {why}. Save the sheet with the actions alone, without pictures, formulas and empty "
        "formatted rows, as a new .xlsx or .csv file, and send that."
    )


def _main() -> None:
    """The process: a file comes in, what it says goes out, or in words why it says nothing."""
    import resource

    from papers.plan.reading import read_plan

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content, name, told, remembered, settled = pickle.load(sys.stdin.buffer)
    out = sys.stdout.buffer
    try:
        plan = read_plan(content, name, told=told, remembered=remembered, settled=settled)
    except PlanFileError as unreadable:
        pickle.dump(unreadable, out)
        return
    pickle.dump(replace(plan, rows=()), out)
    for at in range(0, len(plan.rows), _AT_A_TIME):
        pickle.dump(plan.rows[at : at + _AT_A_TIME], out)


if __name__ == "__main__":
    _main()
