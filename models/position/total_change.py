"""Why the total of a position is not what it was: the actions that came, those that left, and those that moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, ScalarSelect, Select, Subquery, false, func, literal, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.boards.boards import Board
from models.decisions.decisions import DecidedChange, Decision, Effect
from models.people.people import Post
from models.plan.actions import Action, Area
from models.plan.endings import Ending
from models.plan.rated import positive
from models.position.counting import Scope
from models.record.statements import asked, kept


@dataclass(frozen=True)
class DecidedBy:
    """A decision as it is called: `D3`, of which body and on which day."""

    name: str
    body: str
    on: date


@dataclass(frozen=True)
class Departure:
    """An action that only one of two standings counts, and why. `ended` None: it is still in the plan.

    `moved` says between what it went ("CPB", "Workforce"), when both count it and only one of them under the filter.
    """

    ref: str
    title: str
    ended: Ending | None
    ended_on: date | None
    reason: str | None
    moved: tuple[tuple[str, str], ...] = ()
    merged_into: str | None = None
    decision: DecidedBy | None = None
    """The decision that ended it or brought it in; None where none was recorded."""
    on_track: bool = False
    """Whether it was on track where it is counted."""


@dataclass(frozen=True)
class TotalChange:
    """Why the total is not what it was (`domain.md` 3.1: each change with its reason, or flagged)."""

    left: Sequence[Departure] = field(default=())
    joined: Sequence[Departure] = field(default=())

    @property
    def unexplained(self) -> list[str]:
        """Refs that came or went without a recorded reason."""
        return [each.ref for each in (*self.left, *self.joined) if not (each.reason or each.moved or each.decision)]


def total_change(session: Session, previous: Subquery, current: Subquery, scope: Scope) -> TotalChange:
    """Which actions left and joined between two standings, with their recorded reasons, or between what they moved."""
    rows = asked(session, _in_one_alone(previous, current, scope))
    left, joined = (
        _placed(session, [tuple(row[1:]) for row in rows if row.here is here], other, scope)
        for here, other in ((False, current), (True, previous))
    )
    names = _names(session, scope, [places for _, *both in (*left, *joined) for places in both])
    return TotalChange(
        left=[replace(each, moved=_moved(scope, names, here, there)) for each, here, there in left],
        joined=[
            replace(each, moved=tuple((was, now) for now, was in _moved(scope, names, here, there)))
            for each, here, there in joined
        ],
    )


_Places = tuple[int | None, int | None, int | None]
"""Where an action stands: its board, its area, its owner's post, each by its id."""


def _placed(
    session: Session, rows: Sequence[tuple[Any, ...]], other: Subquery, scope: Scope
) -> list[tuple[Departure, _Places, _Places | None]]:
    """Actions that only one standing counts, with where each stands in it, and in the `other` if it is there at all."""
    there: dict[int, _Places] = {}
    if rows and any(scope.places):
        gone = [row[6] for row in rows]
        found = session.execute(select(other.c.action_id, *_places(other)).where(other.c.action_id.in_(gone)))
        there = {action_id: (board, area, owner) for action_id, board, area, owner in found}
    placed: list[tuple[Departure, _Places, _Places | None]] = []
    for ref, title, ended, ended_on, reason, into, action_id, *told, _ in rows:
        *places, on_track, number, body, on = told
        decided = DecidedBy(f"D{number}", body, on) if number else None
        departure = Departure(ref, title, ended, ended_on, reason, (), into, decided, on_track)
        placed.append((departure, (places[0], places[1], places[2]), there.get(action_id)))
    return placed


@kept
def _in_one_alone(previous: Subquery, current: Subquery, scope: Scope) -> CompoundSelect[Any]:
    """The actions that one of two standings counts and the other does not; `here` are those of the current one."""

    into: Any = aliased(Action)

    def not_in(one: Subquery, other: Subquery, here: ColumnElement[bool], effect: Effect) -> Select[Any]:
        elsewhere = select(literal(1)).where(other.c.action_id == one.c.action_id, *scope.conditions(other))
        return (
            select(
                *(here.label("here"), one.c.ref, one.c.title),
                *(col(Action.ended), col(Action.ended_on), col(Action.reason), into.ref.label("merged_into")),
                *(one.c.action_id, *_places(one)),
                positive(one.c.activity).label("on_track"),
                *(col(Decision.number), col(Decision.body), col(Decision.on)),
                one.c.ref_order.label("place"),
            )
            .join(Action, col(Action.id) == one.c.action_id)
            .outerjoin(Decision, col(Decision.id) == _deciding(effect))
            .outerjoin(into, into.id == col(Action.merged_into_id))
            .where(*scope.conditions(one), ~elsewhere.exists())
        )

    return (
        not_in(previous, current, false(), Effect.ENDED)
        .union_all(not_in(current, previous, true(), Effect.ADDED))
        .order_by("place")
    )


def _deciding(effect: Effect) -> ScalarSelect[Any]:
    """The last decision that stands and ended an action, or brought it in."""
    return (
        select(func.max(col(DecidedChange.decision_id)))
        .join(Decision, col(Decision.id) == col(DecidedChange.decision_id))
        .where(
            col(DecidedChange.action_id) == col(Action.id),
            col(DecidedChange.effect) == effect,
            col(Decision.undone_at).is_(None),
        )
        .correlate(Action)
        .scalar_subquery()
    )


def _places(standing: Subquery) -> tuple[ColumnElement[Any], ...]:
    return standing.c.board_id, standing.c.area_id, standing.c.owner_post_id


def _moved(
    scope: Scope, names: Mapping[tuple[int, int | None], str], here: _Places, there: _Places | None
) -> tuple[tuple[str, str], ...]:
    """Of what the filter asks for: where an action is that one standing counts under it, and where in the other."""
    if there is None:
        return ()
    return tuple(
        (names[kind, here[kind]], names[kind, there[kind]])
        for kind, wanted in enumerate(scope.places)
        if wanted and there[kind] not in wanted
    )


def _names(session: Session, scope: Scope, places: Sequence[_Places | None]) -> Mapping[tuple[int, int | None], str]:
    """The names of boards, areas and posts, by which of the three it is and the number that stands for it."""
    boards, areas, posts = ({each[kind] for each in places if each} for kind in range(3))
    names: dict[tuple[int, int | None], str] = {(0, None): "no board", (1, None): "no area", (2, None): "no owner"}
    if scope.area_ids and areas:
        named_areas = session.execute(select(Area).where(col(Area.id).in_(areas - {None}))).scalars()
        names |= {(1, area.id): area.name for area in named_areas}
    if scope.board_ids and boards:
        named = func.coalesce(func.nullif(col(Board.short_name), ""), col(Board.name))
        found = session.execute(select(col(Board.id), named).where(col(Board.id).in_(boards - {None})))
        names |= {(0, id): name for id, name in found}
    if scope.owner_post_ids and posts:
        titles = session.execute(select(col(Post.id), col(Post.title)).where(col(Post.id).in_(posts - {None})))
        names |= {(2, id): title for id, title in titles}
    return names
