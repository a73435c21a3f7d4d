"""Pace: how many actions became Blue at each of the last boards, and when the rest would be at that pace.

It is arithmetic and no forecast: nobody has promised it, and the sentences that print it say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import ceil
from typing import Any

from sqlalchemy import CompoundSelect, Date, Select, Subquery, cast, func, literal, not_, null, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session

from models.boards.boards import later_meetings
from models.plan.rated import rated
from models.plan.ratings import RatingClass
from models.position.counting import Scope, frozen_standing
from models.position.position import Position
from models.record.statements import kept

BOARDS_PACED_BY = 3
"""The mean is that of so many boards, the last ones (house rule)."""

_MOST_BOARDS = 100
"""Further ahead no day is named: at six weeks a board, this is eleven years."""

_EVERY = timedelta(weeks=6)
"""How far apart boards are where the record has but one of them (`domain.md` 1)."""


@dataclass(frozen=True)
class Pace:
    """How many actions became Blue at each of the last boards, oldest first, and what that pace comes to.

    `boards` is how many more it would take for the `remaining`, and `on` the day of the last of them: meetings as the
    calendar has them, and then as far apart as its last two. None of both: none became Blue, none remains, or it would
    be too far ahead to name. `last_due` is the last approved deadline of the plan.
    """

    became: tuple[tuple[date, int], ...]
    remaining: int
    last_due: date | None
    boards: int | None = None
    on: date | None = None

    @property
    def mean(self) -> Decimal:
        """How many became Blue at one board, rounded half-up to two places."""
        found = sum(count for _, count in self.became)
        return (Decimal(found) / max(1, len(self.became))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def pace_of(session: Session, position: Position, scope: Scope, organisation_id: int) -> Pace | None:
    """The pace of a position within a scope. None until two boards can be compared.

    The coming board counts once its returns are due; before that it would only make the pace look slow.
    """
    boards = [
        (frozen_standing(snapshot.id), meeting.on) for snapshot, meeting in position.earlier[: BOARDS_PACED_BY + 1]
    ]
    if position.due and position.meeting:
        boards.insert(0, (position.current, position.meeting.on))
    boards = boards[: BOARDS_PACED_BY + 1]
    if len(boards) < 2:
        return None
    last = boards[0][1]
    asked = _pace(tuple(standing for standing, _ in boards), position.current, scope, organisation_id, last)
    counted: dict[int, int] = {}
    ahead: list[date] = []
    remaining, last_due = 0, None
    for at, count, on in session.execute(asked):
        if at == _REMAINING:
            remaining, last_due = count, on
        elif at == _AHEAD:
            ahead.append(on)
        else:
            counted[at] = count
    became = tuple((on, counted.get(at, 0)) for at, (_, on) in enumerate(boards[:-1]))[::-1]
    found = sum(count for _, count in became)
    if not found or not remaining:
        return Pace(became, remaining, last_due)
    more = ceil(Decimal(remaining * len(became)) / found)
    on = _day_of([day for _, day in reversed(boards)], sorted(ahead)[:more], more) if more <= _MOST_BOARDS else None
    return Pace(became, remaining, last_due, more, on)


def _day_of(met: Sequence[date], ahead: Sequence[date], more: int) -> date:
    """The day of the board that is so many after the last of those that met; `ahead` are those in the calendar."""
    if len(ahead) == more:
        return ahead[-1]
    known = [*met, *ahead]
    apart = known[-1] - known[-2] if len(known) > 1 else _EVERY
    return known[-1] + (more - len(ahead)) * apart


_REMAINING, _AHEAD = -1, -2
"""Stand in `_pace` for the row about what is not Blue yet, and for those about the meetings to come."""


@kept
def _pace(
    standings: tuple[Subquery, ...], current: Subquery, scope: Scope, organisation_id: int, after: date
) -> CompoundSelect[Any]:
    """All that a pace is made from, in one query: which it is, a count, and a day."""
    ahead = later_meetings(organisation_id, after).limit(_MOST_BOARDS).subquery("ahead")
    days = select(literal(_AHEAD), literal(0), ahead.c.on)
    return union_all(*_became_done(standings, scope), _remaining(current, scope), days)


def _became_done(standings: tuple[Subquery, ...], scope: Scope) -> Iterator[Select[int, int, date]]:
    """How many actions are Blue on activity in each standing and were not in the one before it; the newest is first."""
    for at, (now, before) in enumerate(pairwise(standings)):
        was = aliased(before)
        already = select(literal(1)).where(was.c.action_id == now.c.action_id, rated(was.c.activity, RatingClass.DONE))
        done = (rated(now.c.activity, RatingClass.DONE), *scope.conditions(now), ~already.exists())
        yield select(literal(at), func.count(), cast(null(), Date)).select_from(now).where(*done)


def _remaining(standing: Subquery, scope: Scope) -> Select[int, int, Any]:
    """How many actions are not Blue yet, and the plan's last approved deadline."""
    rows = standing.c
    unfinished = func.count().filter(not_(rated(rows.activity, RatingClass.DONE)))
    return select(literal(_REMAINING), unfinished, func.max(rows.due)).where(*scope.conditions(standing))
