"""Which actions are slow to progress, and by which rule (`domain.md` 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, func, select
from sqlmodel import Session, col

from models.living import BOARDS_LOOKED_BACK, Position
from models.plan import DateChange
from models.position import Scope, Standpoint, frozen, standpoints
from models.ratings import Rating
from models.suggestions import OVERDUE_IS_RED
from models.updates import Update, UpdateKind

MEETINGS_RUNNING = BOARDS_LOOKED_BACK + 1
"""At so many meetings, the present one included, an action that is never better than Amber is slow."""


RED_AGAIN = "Red at 2 meetings running"


@dataclass(frozen=True)
class Slow:
    """An action that is slow to progress, and each rule that fired, in words."""

    standpoint: Standpoint
    rules: tuple[str, ...]


def slow_to_progress(session: Session, position: Position, scope: Scope) -> list[Slow]:
    """The actions not yet Blue on activity to which at least one rule applies, in the order of their refs.

    What happened after a freeze changes nothing.
    """
    current, earlier = position.current, position.earlier
    candidates = standpoints(session, current, scope, position.reckoned_to, current.c.activity != Rating.BLUE)
    before = [
        {each.action_id: each for each in standpoints(session, frozen(snapshot.id or 0), Scope(), position.reckoned_to)}
        for snapshot, _ in earlier
    ]
    silent = (
        _without_real_update(session, current, earlier[1][0].frozen_at, position.at) if len(earlier) >= 2 else set()
    )
    moved = _moved_twice(session, current, position.at)
    found = []
    for each in candidates:
        history = [standing.get(each.action_id) for standing in before]
        rules = _rules(each, history)
        if each.action_id in silent:
            rules.append("no real update for 2 meetings")
        if each.action_id in moved:
            rules.append("its date has moved twice")
        if rules:
            found.append(Slow(each, tuple(rules)))
    return found


def _rules(now: Standpoint, history: Sequence[Standpoint | None]) -> list[str]:
    rules = []
    if now.days_overdue > OVERDUE_IS_RED:
        rules.append(f"{now.days_overdue} days overdue")
    if now.red_by and history and history[0] and history[0].red_by:
        rules.append(RED_AGAIN)
    three = [now, *(each for each in history if each)]
    if len(three) == MEETINGS_RUNNING and all(each.activity is Rating.AMBER or each.red_by for each in three):
        if all(each.activity is Rating.AMBER for each in three):
            rules.append("Amber at 3 meetings running")
        elif RED_AGAIN not in rules:
            rules.append("Amber or Red at 3 meetings running")
    return rules


def _without_real_update(session: Session, current: Subquery, since: datetime, at: datetime) -> set[int]:
    given = (col(Update.at) > since, col(Update.at) <= at, col(Update.kind) != UpdateKind.NO_CHANGE)
    real = select(col(Update.action_id)).where(*given)
    rows = session.execute(select(current.c.action_id).where(current.c.action_id.not_in(real)))
    return set(rows.scalars())


def _moved_twice(session: Session, current: Subquery, at: datetime) -> set[int]:
    rows = session.execute(
        select(col(DateChange.action_id))
        .where(col(DateChange.action_id).in_(select(current.c.action_id)), col(DateChange.at) <= at)
        .group_by(col(DateChange.action_id))
        .having(func.count() >= 2)
    )
    return set(rows.scalars())
