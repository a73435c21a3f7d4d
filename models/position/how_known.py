"""How well the figures of a position are known: which updates its meeting expects, what came, and what is carried.

It is part of every figure (`domain.md` 4.1), so it is counted from the same standing, in the same scope.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlmodel import Session

from models.position.counting import POSITIVE, Scope
from models.record.statements import kept
from models.updates.updates import Answered


@dataclass(frozen=True)
class HowKnown:
    """The updates that a meeting expects, one an action; `received`, `no_change` and `missing` add up to them.

    `carried` are the actions on track whose rating was given for an earlier meeting, expected for this one or not.
    """

    expected: int
    received: int
    no_change: int
    missing: int
    carried: int


def how_known(session: Session, standing: Subquery, scope: Scope) -> HowKnown | None:
    """What is known of a standing, in one query; None where it was not recorded (imported boards, earlier versions)."""
    rows = session.execute(_by_answer(standing, scope)).all()
    if any(expected is None for expected, *_ in rows):
        return None

    def count(answer: Answered | None) -> int:
        return sum(many for expected, given, _, many in rows if expected and given is answer)

    received, no_change, missing = count(Answered.UPDATE), count(Answered.NO_CHANGE), count(None)
    carried = sum(many for _, given, on_track, many in rows if on_track and given is None)
    return HowKnown(received + no_change + missing, received, no_change, missing, carried)


@kept
def _by_answer(standing: Subquery, scope: Scope) -> Select[Any]:
    columns = standing.c
    on_track = columns.activity.in_(POSITIVE).label("on_track")
    return (
        select(columns.expected, columns.answer, on_track, func.count())
        .where(*scope.conditions(standing))
        .group_by(columns.expected, columns.answer, on_track)
    )
