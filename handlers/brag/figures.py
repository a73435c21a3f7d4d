"""The figures of the `/brag` table, gathered once: the card and the JSON are both made from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models.boards import Meeting
from models.living import Position
from models.position import (
    Breakdown,
    Count,
    Scope,
    Standpoint,
    breakdown,
    reds,
    standpoints,
)
from models.questions import Question, worth_asking
from models.ratings import Rating
from models.returns import awaited_of
from models.total_change import Departure, TotalChange, total_change

LISTED = 50
"""How many actions are listed below the table; it says how many there are in all."""


@dataclass(frozen=True)
class Figures:
    """Everything that the table's card says.

    `awaited` are the updates that the meeting expects and that are not there; None when it is frozen. `listed` are the
    actions themselves, when a rating or a ref picked them out.
    """

    position: Position
    scope: Scope
    previous: tuple[Breakdown, Meeting] | None
    current: Breakdown
    reds: Sequence[Standpoint]
    change: TotalChange
    questions: Sequence[Question]
    awaited: int | None
    listed: Sequence[Standpoint] = ()


def gather(session: Session, position: Position, scope: Scope, most: int = LISTED) -> Figures:
    """The figures of a position within a scope, at most so many actions listed; a fixed number of queries."""
    current = breakdown(session, position.current, scope)
    previous = None
    change = TotalChange()
    if position.previous:
        standing, meeting = position.previous
        previous = breakdown(session, standing, scope), meeting
        if not scope.ratings:  # with a rating asked for, a changed total is movement, not change of the plan
            change = total_change(session, standing, position.current, scope)
    red = reds(session, position.current, scope, position.reckoned_to)
    awaited = None
    if position.meeting and not position.frozen:
        awaited = awaited_of(session, position.current, scope)
    questions = worth_asking(previous[0] if previous else None, current, red, change, scope.ratings)
    listed: Sequence[Standpoint] = ()
    if scope.ratings or scope.refs:
        listed = standpoints(session, position.current, scope, position.reckoned_to, limit=most)
    return Figures(position, scope, previous, current, red, change, questions, awaited, listed)


def as_json(figures: Figures) -> Mapping[str, Any]:
    """What `say "/brag" --json` prints: counts as numbers, percentages as strings, dates in ISO form.

    A share of the actions that a rating picked out would mean nothing: it is null there.
    """
    shares = not figures.scope.ratings
    meeting = figures.position.meeting
    previous = None
    if figures.previous:
        before, at = figures.previous
        previous = {"meeting": at.on.isoformat(), **_table(before, shares)}
    return {
        "meeting": meeting.on.isoformat() if meeting else None,
        "frozen": figures.position.frozen,
        "previous": previous,
        "current": _table(figures.current, shares),
        "reds": [
            {
                "ref": each.ref,
                "title": each.title,
                "by": list(each.red_by),
                "due": each.due.isoformat() if each.due else None,
                "days_overdue": each.days_overdue,
                "recovery_date": each.recovery_date.isoformat() if each.recovery_date else None,
            }
            for each in figures.reds
        ],
        "done_without_impact": {
            "blue_activity": figures.current.activity[Rating.BLUE].count,
            "at_least": figures.current.blue_without_impact_at_least,
            "counted": figures.current.blue_without_impact,
        },
        "total_change": {
            "left": [_departure(each, each.ended) for each in figures.change.left],
            "joined": [_departure(each, "added") for each in figures.change.joined],
            "unexplained": figures.change.unexplained,
        },
        "listed": [each.ref for each in figures.listed],
        "without_update": figures.awaited,
        "questions": [each.text for each in figures.questions],
    }


def _departure(each: Departure, how: str | None) -> dict[str, Any]:
    """How an action came or went; one that moved says from where to where instead of a reason."""
    if each.moved:
        return {"ref": each.ref, "how": "moved", "moved": [{"from": was, "to": now} for was, now in each.moved]}
    return {"ref": each.ref, "how": how, "reason": each.reason}


def _table(of: Breakdown, shares: bool) -> dict[str, Any]:
    def count(each: Count) -> dict[str, Any]:
        return {"count": each.count, "percent": str(each.percent) if shares else None}

    return {
        "total": of.total,
        "activity": {rating.value: count(each) for rating, each in of.activity.items()},
        "impact": {rating.value: count(each) for rating, each in of.impact.items()},
        "on_track": count(of.on_track),
    }
