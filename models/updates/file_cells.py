"""What the last plan file said of each action, cell by cell: a cell that nobody has changed since is no instruction.

An import reads it before it takes a row and writes what the row says; nothing else does. Of a cell no word is kept,
only a hash by which it is known again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import select as columns
from sqlalchemy import update
from sqlmodel import Field, Session, col

from models.plan.actions import Action
from models.plan.deadlines import Deadline
from models.record.bulk_insert import insert_rows
from models.record.columns import Row, json_column

Cells = Mapping[str, str]
"""The hashes of a row's cells, by the name of what they hold."""


class FileCells(Row, table=True):
    """What files have said of one action, each cell as the last one had it that had it; `since` is when it became so
    (aware UTC).
    """

    __tablename__ = "file_cells"

    action_id: int = Field(foreign_key="action.id", primary_key=True)
    since: datetime
    cells: dict[str, str] = Field(sa_type=json_column())


@dataclass(frozen=True)
class SaidBefore:
    """The cells of an action in the last file, and since when (aware UTC) files have said so."""

    since: datetime
    cells: Cells


@lru_cache(maxsize=4096, typed=True)
def cell_hash(value: Any) -> str:
    """By what a cell's value is known again: a text, a rating, a day or a deadline, whatever its spaces and case."""
    if isinstance(value, Deadline):
        value = f"{value.last_day} {value.precision.span.value}"
    elif isinstance(value, date):
        value = value.isoformat()
    return blake2b(" ".join(str(value).split()).casefold().encode(), digest_size=6).hexdigest()


def cells_before(session: Session, plan_id: int) -> dict[int, SaidBefore]:
    """What the last files said of each action of a plan, by its id."""
    mine = columns(col(FileCells.action_id), col(FileCells.since), col(FileCells.cells)).join(
        Action, col(Action.id) == col(FileCells.action_id)
    )
    rows = session.execute(mine.where(col(Action.plan_id) == plan_id))
    return {action_id: SaidBefore(since, cells) for action_id, since, cells in rows}


def keep_cells(session: Session, known: Mapping[int, SaidBefore], said: Mapping[int, Cells], at: datetime) -> int:
    """Keep what a file says of actions, by their ids, on top of what is `known`; gives of how many that is new."""
    new, changed = [], []
    for action_id, cells in said.items():
        before = known.get(action_id)
        if before is None:
            new.append({"action_id": action_id, "since": at, "cells": _as_json(cells)})
        elif (all_ := {**before.cells, **cells}) != before.cells:
            changed.append({"action_id": action_id, "since": at, "cells": all_})
    insert_rows(session, FileCells, new, ready=("cells",))
    if changed:
        session.execute(update(FileCells), changed)
    return len(new) + len(changed)


def _as_json(cells: Cells) -> str:
    """The same as JSON: neither the name of a cell nor a hash has anything that would be written otherwise there."""
    return "{" + ", ".join([f'"{name}": "{seen}"' for name, seen in cells.items()]) + "}"
