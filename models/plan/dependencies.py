"""What an action needs before it can be done: another action of the plan, or something outside it with a day and owner.

A dependency that is taken back is kept. Dependencies of actions never form a circle.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, true
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col

from models.plan.actions import Action
from models.record.columns import Numbered
from models.record.events import Actor, Change, record
from models.record.statements import kept

LONGEST_NEED = 300
"""Characters of what is needed from outside the plan."""


class Dependency(Numbered, table=True):
    """That an action needs another one (`needs_id`), or something outside the plan: `what`, from whom, and by when."""

    action_id: int = Field(foreign_key="action.id", index=True)
    needs_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    what: str | None = None
    owner: str | None = None
    due: date | None = None
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    removed_at: datetime | None = None


@dataclass(frozen=True)
class Need:
    """A dependency that stands, with the action that has it and, where it is one of the plan, the one it needs."""

    dependency: Dependency
    action: Action
    needed: Action | None


def needs_of_plan(session: Session, plan_id: int, ended: bool = False) -> list[Need]:
    """Every dependency that stands, of actions in the plan, in the order of their refs and then of their making; with
    those of `ended` actions, which a board may take up again.
    """
    return _needs(session, _of_plan(plan_id, ended))


def needs_about(session: Session, action_id: int, ended: bool = False) -> list[Need]:
    """The dependencies that an action has, and those of others on it; with those of `ended` actions."""
    return _needs(session, _about(action_id, ended))


def _needs(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Need]:
    return [Need(*row) for row in session.execute(statement)]


@kept
def _of_plan(plan_id: int, ended: bool) -> Select[*tuple[Any, ...]]:
    return _standing(col(Action.plan_id) == plan_id, ended)


@kept
def _about(action_id: int, ended: bool) -> Select[*tuple[Any, ...]]:
    return _standing(or_(col(Dependency.action_id) == action_id, col(Dependency.needs_id) == action_id), ended)


def _standing(wanted: ColumnElement[bool], ended: bool = False) -> Select[*tuple[Any, ...]]:
    needed = aliased(Action)
    return (
        columns(Dependency, Action, needed)
        .join(Action, col(Action.id) == col(Dependency.action_id))
        .outerjoin(needed, col(needed.id) == col(Dependency.needs_id))
        .where(wanted, col(Dependency.removed_at).is_(None))
        .where(true() if ended else col(Action.ended).is_(None))
        .order_by(col(Action.ref_order), col(Dependency.id))
    )


def need_with(session: Session, plan_id: int, dependency_id: int) -> Need | None:
    """The dependency of a plan with this id that stands."""
    this = _standing(and_(col(Action.plan_id) == plan_id, col(Dependency.id) == dependency_id))
    return next(iter(_needs(session, this)), None)


def circle(needs: Collection[Need], action_id: int, needs_id: int) -> list[str]:
    """The refs from the action that would be needed to the one that would need it, where it needs that already, over
    others or not; empty where there would be no circle.
    """
    leads: dict[int, list[Action]] = {}
    for each in needs:
        if each.needed is not None:
            leads.setdefault(each.action.id, []).append(each.needed)
    refs: Mapping[int, str] = {each.action.id: each.action.ref for each in needs}
    seen, paths = {needs_id}, [(needs_id, [refs.get(needs_id, "")])]
    while paths:
        at, path = paths.pop(0)
        for further in leads.get(at, ()):
            if further.id == action_id:
                return [*path, further.ref]
            if further.id not in seen:
                seen.add(further.id)
                paths.append((further.id, [*path, further.ref]))
    return []


def add_dependency(
    session: Session, actor: Actor, action: Action, dependency: Dependency, needed: Action | None
) -> None:
    """Let an action need something. The caller has taken its turn at the record, and seen that no circle arises."""
    session.add(dependency)
    session.flush()
    told = {"dependency": dependency.id, "needs": needed.ref if needed else None, "due": _iso(dependency.due)}
    record(session, actor, Change("dependency.added", f"action {action.ref}", None, told))


def remove_dependency(session: Session, actor: Actor, need: Need) -> None:
    """Say that an action does not need something any more. The caller has taken its turn at the record."""
    need.dependency.removed_at = actor.at
    session.add(need.dependency)
    told = {"dependency": need.dependency.id, "needs": need.needed.ref if need.needed else None}
    record(session, actor, Change("dependency.removed", f"action {need.action.ref}", told, None))


def same_need(needs: Sequence[Need], action_id: int, needs_id: int | None, what: str | None) -> Need | None:
    """The dependency of an action that says the same already."""
    for each in needs:
        if each.action.id == action_id and (each.dependency.needs_id, each.dependency.what) == (needs_id, what):
            return each
    return None


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
