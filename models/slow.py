"""Which actions are slow to progress, and by which rule (`domain.md` 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Subquery, func, select
from sqlmodel import Session, col

from models.plan import DateChange
from models.position import Scope, Standpoint, frozen, standpoints
from models.ratings import Rating
from models.suggestions import OVERDUE_IS_RED
from models.updates import Update, UpdateKind


@dataclass(frozen=True)
class Slow:
    """An action that is slow to progress, and each rule that fired, in words."""

    standpoint: Standpoint
    rules: tuple[str, ...]


def slow_to_progress(
    session: Session,
    current: Subquery,
    at: datetime,
    earlier: Sequence[tuple[int, datetime]],
    scope: Scope,
    today: date,
) -> list[Slow]:
    """The actions not yet Blue on activity to which at least one rule applies, in the order of their refs.

    `at` is the moment of `current` (aware UTC): what happened after a freeze changes nothing. `earlier` are the last
    published snapshots (id, frozen at), newest first; more than two are not looked at.
    """
    candidates = standpoints(session, current, scope, today, current.c.activity != Rating.BLUE)
    before = [
        {each.action_id: each for each in standpoints(session, frozen(snapshot_id), Scope(), today)}
        for snapshot_id, _ in earlier[:2]
    ]
    silent = _without_real_update(session, current, earlier[1][1], at) if len(earlier) >= 2 else set()
    moved = _moved_twice(session, current, at)
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
        rules.append("Red at 2 meetings running")
    ambers = [each is not None and each.activity is Rating.AMBER for each in history]
    if now.activity is Rating.AMBER and len(ambers) == 2 and all(ambers):
        rules.append("Amber at 3 meetings running")
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
