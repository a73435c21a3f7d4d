"""The figures of the `/brag` table, gathered once: the card and the JSON are both made from them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import Session

from models.boards.boards import Meeting
from models.escalations.raised import Raised, escalations_about
from models.plan.ratings import RatingClass, scale
from models.position.counting import (
    Breakdown,
    Count,
    RedStandpoint,
    Scope,
    Standpoint,
    reds,
    standpoints,
)
from models.position.how_known import HowKnown
from models.position.position import Position, with_earlier
from models.position.questions import Question, worth_asking
from models.position.total_change import DecidedBy, Departure, TotalChange, total_change

LISTED = 50
"""How many actions are listed below the table; it says how many there are in all."""


@dataclass(frozen=True)
class LikeForLike:
    """The actions in both of two positions, and how many of them were on track in each (`domain.md` 5)."""

    total: int
    previous_on_track: int
    current_on_track: int


@dataclass(frozen=True)
class Figures:
    """Everything that the table's card says.

    `earlier` are the last published boards, newest first. `listed` are the actions themselves, when a rating or a ref
    picked them out. `escalated` is what was escalated about the Reds by the moment of the figures, by the action's id.
    """

    position: Position
    scope: Scope
    earlier: Sequence[tuple[Breakdown, Meeting]]
    current: Breakdown
    reds: Sequence[RedStandpoint]
    change: TotalChange
    like_for_like: LikeForLike | None
    questions: Sequence[Question]
    listed: Sequence[Standpoint] = ()
    escalated: Mapping[int, Sequence[Raised]] = field(default_factory=dict)

    @property
    def previous(self) -> tuple[Breakdown, Meeting] | None:
        """The last published board."""
        return self.earlier[0] if self.earlier else None

    @property
    def known(self) -> HowKnown | None:
        """How well the figures are known; None where it was not recorded, or no board is in the calendar."""
        return self.current.known if self.position.meeting else None

    @property
    def known_before(self) -> HowKnown | None:
        """The same of the last published board."""
        return self.previous[0].known if self.previous else None


def gather(
    session: Session,
    position: Position,
    scope: Scope,
    most: int = LISTED,
    boards: int = 1,
    red: Sequence[RedStandpoint] | None = None,
) -> Figures:
    """The figures of a position within a scope, at most so many actions listed; a fixed number of queries.

    `boards` says how many earlier ones are counted. `red` are the Reds, if they have been read.
    """
    current, earlier = with_earlier(session, position, scope, boards)
    change, same = TotalChange(), None
    if position.previous and not scope.ratings:
        # With a rating asked for, a changed total is movement, not change of the plan.
        change = total_change(session, position.previous[0], position.current, scope)
        same = like_for_like(earlier[0][0], current, change)
    boards_before = tuple(snapshot.id for snapshot, _ in position.earlier)
    red = reds(session, position.current, scope, position.reckoned_to, boards_before) if red is None else red
    missing = current.known if position.due else None
    questions = worth_asking(earlier[0][0] if earlier else None, current, red, change, missing, scope.ratings)
    listed: Sequence[Standpoint] = ()
    if scope.ratings or scope.refs:
        listed = standpoints(session, position.current, scope, position.reckoned_to, limit=most)
    escalated = _escalated(session, position, red)
    return Figures(position, scope, earlier, current, red, change, same, questions, listed, escalated)


def _escalated(session: Session, position: Position, red: Sequence[RedStandpoint]) -> Mapping[int, Sequence[Raised]]:
    """What was escalated about these Reds, as it was known at the moment of the figures: one query, where any was."""
    escalated = [each.action_id for each in red if each.escalated]
    if not escalated:
        return {}
    found: dict[int, list[Raised]] = {}
    for each in escalations_about(session, escalated):
        known = each.as_at(position.at)
        if known is not None and not known.taken_back:
            found.setdefault(each.action.id, []).append(known)
    return found


def like_for_like(before: Breakdown, now: Breakdown, change: TotalChange) -> LikeForLike:
    """How many of the actions that are in both positions were on track, and are."""
    left, joined = (sum(each.on_track for each in found) for found in (change.left, change.joined))
    return LikeForLike(now.total - len(change.joined), before.on_track.count - left, now.on_track.count - joined)


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
                "recovery_dates": [on.isoformat() for on in each.recovery_dates],
                "escalations": [one.outcome for one in figures.escalated.get(each.action_id, ())],
            }
            for each in figures.reds
        ],
        "done_without_impact": _gap(figures.current) if scale().rates_impact else None,
        "total_change": {
            "left": [_departure(each, each.ended) for each in figures.change.left],
            "joined": [_departure(each, "added") for each in figures.change.joined],
            "unexplained": figures.change.unexplained,
        },
        "like_for_like": asdict(figures.like_for_like) if figures.like_for_like else None,
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


def _gap(of: Breakdown) -> dict[str, int]:
    return {
        "blue_activity": of.of(RatingClass.DONE),
        "at_least": of.blue_without_impact_at_least,
        "counted": of.blue_without_impact,
    }


def _departure(each: Departure, how: str | None) -> dict[str, Any]:
    """How an action came or went; one that moved says from where to where instead of a reason."""
    if each.moved:
        return {"ref": each.ref, "how": "moved", "moved": [{"from": was, "to": now} for was, now in each.moved]}
    decided = {"decision": _named(each.decision)} if each.decision else {}
    into = {"into": each.merged_into} if each.merged_into else {}
    return {"ref": each.ref, "how": how, "reason": each.reason, **into, **decided}


def _named(decision: DecidedBy) -> dict[str, str]:
    return {"id": decision.name, "body": decision.body, "on": decision.on.isoformat()}


def _table(of: Breakdown, shares: bool) -> dict[str, Any]:
    def count(each: Count) -> dict[str, Any]:
        return {"count": each.count, "percent": str(each.percent) if shares else None}

    return {
        "total": of.total,
        **{name: {rating.as_data: count(each) for rating, each in getattr(of, name).items()} for name in scale().rated},
        "on_track": count(of.on_track),
    }
