"""Writing what a plan file says of its actions into the record, in few statements however many there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from models.plan.actions import Action, Area, DateChange
from models.plan.measures import Measure
from models.record.bulk_insert import insert_rows
from models.record.events import Actor, Change, record_many
from models.updates.file_cells import Cells, SaidBefore, keep_cells
from models.updates.updates import Update, latest_update

Key = tuple[int | None, str]


@dataclass
class Batch:
    """Rows to write together at the end, in the order in which they refer to each other.

    `actions` are new; `action_changes` have the `id` of one that is there; `after_actions` refer to one by its ref, and
    so do the `cells`, which are what the file says of each.
    """

    actions: list[dict[str, Any]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    action_changes: list[dict[str, Any]] = field(default_factory=list)
    measure_changes: list[tuple[Measure, str, bool]] = field(default_factory=list)
    after_actions: list[tuple[type, str, dict[str, Any]]] = field(default_factory=list)
    cells: dict[str, Cells] = field(default_factory=dict)


def write_batch(
    session: Session,
    actor: Actor,
    plan_id: int,
    batch: Batch,
    known: Mapping[str, Action],
    said: Mapping[int, SaidBefore],
) -> None:
    """Write the batch: actions first, since everything else refers to them. The caller has taken its turn.

    `known` are the actions by their refs, and `said` is what earlier files said of them, by their ids.
    """
    ids = {ref: action.id for ref, action in known.items()}
    if batch.actions:
        insert_rows(session, Action, batch.actions)
        ids = dict(session.exec(select(Action.ref, Action.id).where(Action.plan_id == plan_id)).all())
    for change in batch.action_changes:
        session.execute(update(Action).where(col(Action.id) == change.pop("id")).values(**change))
    for measure, definition, agreed in batch.measure_changes:
        measure.definition, measure.agreed = definition, agreed
        session.add(measure)
    for table in (Measure, DateChange, Update):
        rows = [{"action_id": ids[ref], **row} for of, ref, row in batch.after_actions if of is table]
        insert_rows(session, table, rows)
    if new := keep_cells(session, said, {ids[ref]: cells for ref, cells in batch.cells.items()}, actor.at):
        batch.changes.append(Change("file.read", "plan", None, {"actions": new}))
    record_many(session, actor, batch.changes)
    session.expire_all()


def write_areas(
    session: Session,
    plan_id: int,
    known: Mapping[Key, Area],
    titles: Mapping[Key, str],
    changes: list[Change],
) -> dict[Key, Area]:
    """The areas by number, or by title where they have none, as (number, title): those that the plan lacks are added,
    numbered ones get their new titles; an empty title changes nothing.
    """
    areas: dict[Key, Area] = {}
    for key, title in titles.items():
        number, _ = key
        area = known.get(key)
        if area is None:
            area = Area(plan_id=plan_id, number=number, title=title)
            changes.append(Change("area.added", area.name, None, {"title": title}))
        elif number is not None and title and title != area.title:
            changes.append(Change("area.renamed", area.name, {"title": area.title}, {"title": title}))
            area.title = title
        session.add(area)
        areas[key] = area
    session.flush()
    return areas


def is_latest(at: datetime) -> ColumnElement[bool]:
    """Whether an update is the latest one of its action at `at` (aware UTC)."""
    return col(Update.id).in_(select(latest_update(at)).select_from(Action))


def latest_updates(session: Session, plan_id: int, at: datetime) -> dict[int, Update]:
    """The latest update of each action of a plan at `at` (aware UTC), by action."""
    rows = session.exec(
        select(Update)
        .select_from(Action)
        .join(Update, col(Update.id) == latest_update(at))
        .where(Action.plan_id == plan_id)
    )
    return {each.action_id: each for each in rows}


def actions_with_answers(
    session: Session, plan_id: int, at: datetime
) -> list[tuple[Action, Update | None, Measure | None]]:
    """Every action of a plan with its latest update at `at` (aware UTC) and its measure, in their order."""
    rows = session.exec(
        select(Action, Update, Measure)
        .select_from(Action)
        .outerjoin(Update, col(Update.id) == latest_update(at))
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .where(Action.plan_id == plan_id)
        .order_by(col(Action.ref_order))
    )
    return [(action, answer, measure) for action, answer, measure in rows]
