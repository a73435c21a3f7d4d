"""The figures of the `/brag` table, gathered once: the card and the JSON are both made from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models.boards.boards import Meeting
from models.plan.ratings import Rating
from models.position.counting import (
    Breakdown,
    Count,
    RedStandpoint,
    Scope,
    Standpoint,
    breakdown,
    reds,
    standpoints,
)
from models.position.how_known import HowKnown, how_known
from models.position.position import Position
from models.position.questions import Question, worth_asking
from models.position.total_change import Departure, TotalChange, total_change

LISTED = 50
"""How many actions are listed below the table; it says how many there are in all."""


@dataclass(frozen=True)
class Figures:
    """Everything that the table's card says.

    `known` is None where it was not recorded, or no board is in the calendar. `listed` are the actions themselves, when
    a rating or a ref picked them out.
    """

    position: Position
    scope: Scope
    previous: tuple[Breakdown, Meeting] | None
    current: Breakdown
    reds: Sequence[RedStandpoint]
    change: TotalChange
    questions: Sequence[Question]
    known: HowKnown | None
    known_before: HowKnown | None
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
    known_before = how_known(session, position.previous[0], scope) if position.previous else None
    known = how_known(session, position.current, scope) if position.meeting else None
    missing = known if position.due else None
    questions = worth_asking(previous[0] if previous else None, current, red, change, missing, scope.ratings)
    listed: Sequence[Standpoint] = ()
    if scope.ratings or scope.refs:
        listed = standpoints(session, position.current, scope, position.reckoned_to, limit=most)
    return Figures(position, scope, previous, current, red, change, questions, known, known_before, listed)


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
        "current": _current(figures, shares),
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
        "questions": [each.text for each in figures.questions],
    }


def _current(figures: Figures, shares: bool) -> dict[str, Any]:
    """The table of now, with what is known of it: null where that was not recorded."""
    known, table = figures.known, _table(figures.current, shares)
    names = ("expected", "received", "no_change", "missing")
    table["returns"] = {name: getattr(known, name) for name in names} if known else None
    table["on_track"]["carried"] = known.carried if known else None
    return table


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
