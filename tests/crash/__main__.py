"""The crash test in the large: prints a table, and ends with status 1 if anything was lost or came twice."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tests.crash.processes import Died
from tests.crash.trial import Outcome, Size, Stuck, run
from tests.databases import Engine, PostgreSQL, SQLite, fill_nothing

_SECONDS_AT_LEAST = 300
_SECONDS_A_MESSAGE, _SECONDS_A_KILL = 0.3, 10
_LOST_SHOWN = 20


class Engines(StrEnum):
    """On which databases."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    BOTH = "both"


def main(
    messages: Annotated[int, typer.Option(min=1, help="How many people are owed a message.")] = 5000,
    kills: Annotated[int, typer.Option(min=0, help="How often a process is killed.")] = 100,
    processes: Annotated[int, typer.Option(min=1, help="How many processes serve.")] = 4,
    engine: Annotated[Engines, typer.Option(help="On which databases.")] = Engines.BOTH,
    seed: Annotated[int, typer.Option(help="Where all chance comes from.")] = 1,
    metadata: Annotated[bool, typer.Option(help="Whether Slack's history carries the metadata of messages.")] = True,
) -> None:
    """Run a trial on each engine and print what came of it."""
    console = Console()
    limit = _SECONDS_AT_LEAST + messages * _SECONDS_A_MESSAGE + kills * _SECONDS_A_KILL
    size = Size(messages, kills, processes, seed, limit, metadata=metadata)
    console.print(f"{messages} messages, {kills} kills, {processes} processes, seed {seed}")
    chosen = (Engines.SQLITE, Engines.POSTGRESQL) if engine is Engines.BOTH else (engine,)
    try:
        found = {each: _trial(each, size, console) for each in chosen}
    except (Died, Stuck) as failed:
        console.print(str(failed), markup=False, highlight=False)
        raise typer.Exit(1) from None
    console.print(_table(found))
    for name, outcome in found.items():
        for line in outcome.lost[:_LOST_SHOWN]:
            console.print(f"{name}: {line}")
    raise typer.Exit(0 if all(each.good for each in found.values()) else 1)


def _trial(name: Engines, size: Size, console: Console) -> Outcome:
    with (
        tempfile.TemporaryDirectory(prefix="secretariat-crash-") as folder,
        _engine(name, Path(folder)) as engine,
        engine.fresh(fill_nothing) as database,
    ):
        return run(database, size, Path(folder), lambda said: console.print(f"{name}: {said}"))


@contextmanager
def _engine(name: Engines, folder: Path) -> Iterator[Engine]:
    if name is Engines.SQLITE:
        yield SQLite(folder)
        return
    server = PostgreSQL(f"crash-{os.getpid()}")
    try:
        yield server
    finally:
        server.close()


def _table(found: Mapping[Engines, Outcome]) -> Table:
    table = Table(title="What came of it", show_lines=True)
    for column in ("", *(name.value for name in found)):
        table.add_column(column)
    figures = [_figures(each) for each in found.values()]
    for what in figures[0]:
        table.add_row(what, *(each[what] for each in figures))
    return table


def _figures(outcome: Outcome) -> dict[str, str]:
    kinds = (f"{count} {name}" for name, count in sorted(outcome.faults.items()))
    return {
        "messages that Slack took": str(outcome.messages),
        "processes killed": str(outcome.kills),
        "faults of Slack": "\n".join((str(outcome.faults.total()), *kinds)),
        "looked up before another try": str(outcome.lookups),
        "lost": str(len(outcome.lost)),
        "twice in the outbox": str(outcome.twice_in_outbox),
        "received twice": str(outcome.received_twice),
        "lines of log in plain text": str(len(outcome.plain_lines)),
        "seconds": f"{outcome.seconds:.0f}",
    }


if __name__ == "__main__":
    typer.run(main)
