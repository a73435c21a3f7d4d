"""What moved between two positions: action by action, as a matrix, and who joined and who left the Reds.

One query tells all of it. An action that only one of the two positions counts stands in the matrix, too: as one that
was not counted before, or is not counted now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, Subquery, and_, case, false, func, literal, not_, null, or_, select, true
from sqlmodel import Session

from models.plan.ratings import OFF_TRACK, Rating, scale
from models.position.counting import Scope
from models.record.statements import kept


@dataclass(frozen=True)
class Movement:
    """An action whose ratings differ from the previous board's, of those by which the two are `compared`.

    A rating that is not has no step: it is twice what it is now.
    """

    ref: str
    title: str
    activity: tuple[Rating, Rating]
    impact: tuple[Rating, Rating]
    compared: tuple[str, ...] = ("activity", "impact")


@dataclass(frozen=True)
class MatrixRow:
    """The actions that had one rating before; `was` None: those that were not counted before.

    `counts` are how many of them have each of `MovementMatrix.to` now.
    """

    was: Rating | None
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class MovementMatrix:
    """From which rating to which, by one of the two; in `to`, None is for what is not counted any more.

    Nothing joined or left: there is no row, or column, for it.
    """

    by: str
    to: tuple[Rating | None, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class OffTrackStep:
    """An action that became off track by either rating, or is so no more: the ratings of which that is true, by name.

    Each is what it was and what it is; None where the action is not counted.
    """

    ref: str
    steps: tuple[tuple[str, tuple[Rating | None, Rating | None]], ...]


@dataclass(frozen=True)
class Movements:
    """What moved, in the order of refs: the actions in both positions whose ratings differ, who `joined` the actions
    that are off track and who `left` them, and a matrix for each rating by which the two are compared.
    """

    moved: Sequence[Movement] = ()
    joined: Sequence[OffTrackStep] = ()
    left: Sequence[OffTrackStep] = ()
    matrices: tuple[MovementMatrix, ...] = ()


@dataclass
class _Found:
    """What one query has told so far."""

    compared: tuple[str, ...]
    moved: list[Movement] = field(default_factory=list)
    joined: list[OffTrackStep] = field(default_factory=list)
    left: list[OffTrackStep] = field(default_factory=list)
    counts: dict[str, dict[tuple[Rating | None, Rating | None], int]] = field(default_factory=dict)

    def take(self, row: Row[Any]) -> None:
        """An action, or so many that did not move."""
        ratings = {"activity": (row.activity_was, row.activity), "impact": (row.impact_was, row.impact)}
        steps = {
            name: (was if row.counted_before else None, now if row.counted_now else None)
            for name, (was, now) in ratings.items()
            if name in self.compared
        }
        for name, step in steps.items():
            of = self.counts.setdefault(name, {})
            of[step] = of.get(step, 0) + row.many
        if row.ref is None:
            return
        if row.counted_now and row.activity_was is not None and any(was is not now for was, now in ratings.values()):
            self.moved.append(Movement(row.ref, row.title, ratings["activity"], ratings["impact"], self.compared))
        was_off, is_off = (any(step[at] in OFF_TRACK for step in steps.values()) for at in (0, 1))
        if was_off is not is_off:
            told = tuple((name, step) for name, step in steps.items() if any(each in OFF_TRACK for each in step))
            (self.joined if is_off else self.left).append(OffTrackStep(row.ref, told))


def movements(
    session: Session, previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...]
) -> Movements:
    """What moved from one standing to another, within a scope; one query.

    `compared` is by what both are rated: "activity", or "activity" and "impact" (`Position.compared`). An action that
    came into the scope from elsewhere in the plan moved; in the matrix it was not counted before.
    """
    found = _Found(compared)
    for row in session.execute(_side_by_side(previous, current, scope, compared)):
        found.take(row)
    matrices = tuple(_matrix(name, found.counts.get(name, {})) for name in compared)
    return Movements(found.moved, found.joined, found.left, matrices)


def _matrix(by: str, counts: dict[tuple[Rating | None, Rating | None], int]) -> MovementMatrix:
    before, to = (_with_uncounted(each[at] for each in counts) for at in (0, 1))
    rows = [(was, tuple(counts.get((was, now), 0) for now in to)) for was in before]
    totals = tuple(sum(column) for column in zip(*(of for _, of in rows), strict=True))
    return MovementMatrix(by, to, tuple(MatrixRow(was, of, sum(of)) for was, of in rows), totals, sum(totals))


def _with_uncounted(found: Iterable[Rating | None]) -> tuple[Rating | None, ...]:
    return (*scale().ratings, *((None,) if None in set(found) else ()))


@kept
def _side_by_side(previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...]) -> Select[Any]:
    """Each action that moved, joined or left by itself, and how many others have the same ratings."""
    was, now = previous.c, current.c
    impact_was = was.impact if "impact" in compared else now.impact
    here = (
        select(
            *(now.ref, now.title, now.ref_order, was.activity.label("activity_was"), now.activity),
            *(impact_was.label("impact_was"), now.impact, true().label("counted_now")),
            and_(was.action_id.is_not(None), *scope.conditions(previous)).label("counted_before"),
        )
        .outerjoin_from(current, previous, was.action_id == now.action_id)
        .where(*scope.conditions(current))
    )
    still = select(literal(1)).where(now.action_id == was.action_id, *scope.conditions(current))
    gone = select(
        *(was.ref, was.title, was.ref_order, was.activity, null().label("no_activity"), was.impact),
        *(null().label("no_impact"), false(), true()),
    ).where(*scope.conditions(previous), ~still.exists())
    both = here.union_all(gone).subquery("side_by_side").c
    told = or_(not_(both.counted_before), *(both[f"{name}_was"].is_distinct_from(both[name]) for name in compared))
    by = (
        *(case((told, column)).label(column.key) for column in (both.ref, both.title, both.ref_order)),
        *(both.activity_was, both.activity, both.impact_was, both.impact, both.counted_now, both.counted_before),
    )
    return select(*by, func.count().label("many")).group_by(*by).order_by(by[2])
