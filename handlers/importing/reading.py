"""Reading a plan file that somebody has sent: a large one in a process of its own (`handlers.own_process`).

Starting one takes a third of a second, so a small file is read where it is.
"""

import gc
import pickle
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.errors import Mistake
from handlers.own_process import GaveUp, given_here, run_apart
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.layouts import NOTHING_SETTLED, NOTHING_TOLD, LayoutUnclear, Settled, Told

SMALL = 64 * 1024
"""Bytes up to which a file is read in this process: a plan of some 1,000 actions, read in a tenth of a second."""

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
    try:
        answer = run_apart("handlers.importing.reading", content, name, told, remembered, settled)
    except GaveUp as why:
        raise PlanFileError(_gave_up(str(why))) from None
    first = pickle.load(answer)
    if isinstance(first, PlanFileError):
        raise first
    plan: PlanFile = first
    rows = []
    while answer.tell() < len(answer.getbuffer()):
        rows += pickle.load(answer)
    return replace(plan, rows=tuple(rows))


def _gave_up(why: str) -> str:
    return (
        f"Reading the file {why}. Save the sheet with the actions alone, without pictures, formulas and empty "
        "formatted rows, as a new .xlsx or .csv file, and send that."
    )


def _main() -> None:
    """The process: a file comes in, what it says goes out, or in words why it says nothing."""
    from papers.plan.reading import read_plan

    gc.disable()  # what is read is kept until the end
    content, name, told, remembered, settled = given_here()
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
