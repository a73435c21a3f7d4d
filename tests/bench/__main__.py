"""Runs every measurement, or those of the groups that are named, and prints a table; the figures also go to
`bench.json`.
"""

import json
import sys
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.groups import GROUPS, measured
from tests.bench.measuring import Measurement


def main() -> None:
    """Measure, print, and write `bench.json`; exit status 1 when a limit is missed."""
    parser = ArgumentParser(prog="python -m tests.bench", description="How fast it is, side by side with others.")
    parser.add_argument("group", nargs="*", help=f"what to measure, all without: {', '.join(GROUPS)}")
    chosen = parser.parse_args().group or list(GROUPS)
    if unknown := set(chosen) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        found = [each for group in chosen for each in pool.submit(measured, group).result()]
    _print(found)
    figures = [{**vars(each), "reached": each.reached} for each in found]
    Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(0 if all(each.reached for each in found) else 1)


def _print(found: list[Measurement]) -> None:
    table = Table(title="Medians in milliseconds, measured side by side")
    for column in ("what", "against", "ours", "theirs", "ratio", "at most", ""):
        table.add_column(column, overflow="fold")
    for each in found:
        verdict = "reached" if each.reached else "MISSED"
        if each.limit is None:
            verdict = "for information"
        limit = "" if each.limit is None else f"{each.limit:g}"
        figures = (f"{each.ours * 1000:.2f}", f"{each.theirs * 1000:.2f}", f"{each.ratio:.2f}", limit)
        table.add_row(each.what, each.against, *figures, verdict)
    Console().print(table)


if __name__ == "__main__":
    main()
