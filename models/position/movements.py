"""What moved between two positions: action by action, as a matrix, and who joined and who left the Reds.

One query tells all of it. An action that only one of the two positions counts stands in the matrix, too: as one that
was not counted before, or is not counted now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
)
from sqlmodel import Session

from models.plan.rated import rated
from models.plan.ratings import OFF_TRACK, Rating, RatingClass, scale
from models.position.counting import Scope
from models.record.statements import asked, kept


class Steps(NamedTuple):
    """What both ratings of an action were and are."""

    activity: tuple[Rating, Rating]
    impact: tuple[Rating, Rating]


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


@dataclass(frozen=True)
class FirstMovements:
    """The first actions that `moved`, how many moved by which `steps` in all, and who `joined` and `left` as in
    `Movements`.
    """

    moved: Sequence[Movement] = ()
    steps: Mapping[Steps, int] = field(default_factory=dict)
    joined: Sequence[OffTrackStep] = ()
    left: Sequence[OffTrackStep] = ()


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
        for name, step in _steps(row, self.compared).items():
            of = self.counts.setdefault(name, {})
            of[step] = of.get(step, 0) + row.many
        if row.ref is None:
            return
        if _has_moved(row):
            self.moved.append(_movement(row, self.compared))
        self.take_off_track(row)

    def take_off_track(self, row: Row[Any]) -> None:
        """An action that may have joined or left those that are off track."""
        steps = _steps(row, self.compared)
        was_off, is_off = (any(step[at] in OFF_TRACK for step in steps.values()) for at in (0, 1))
        if was_off is not is_off:
            told = tuple((name, step) for name, step in steps.items() if any(each in OFF_TRACK for each in step))
            (self.joined if is_off else self.left).append(OffTrackStep(row.ref, told))


def _steps(row: Row[Any], compared: tuple[str, ...]) -> dict[str, tuple[Rating | None, Rating | None]]:
    """What each rating that is compared was and is; None where the action is not counted."""
    return {
        name: (
            getattr(row, f"{name}_was") if row.counted_before else None,
            getattr(row, name) if row.counted_now else None,
        )
        for name in compared
    }


def _has_moved(row: Row[Any]) -> bool:
    """Whether it is in both positions, with other ratings."""
    differs = row.activity_was is not row.activity or row.impact_was is not row.impact
    return bool(row.counted_now) and row.activity_was is not None and differs


def _movement(row: Row[Any], compared: tuple[str, ...]) -> Movement:
    return Movement(row.ref, row.title, (row.activity_was, row.activity), (row.impact_was, row.impact), compared)


def movements(
    session: Session, previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...]
) -> Movements:
    """What moved from one standing to another, within a scope; one query.

    `compared` is by what both are rated: "activity", or "activity" and "impact" (`Position.compared`). An action that
    came into the scope from elsewhere in the plan moved; in the matrix it was not counted before.
    """
    found = _Found(compared)
    for row in asked(session, _side_by_side(previous, current, scope, compared)):
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


def first_movements(
    session: Session, previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...], most: int
) -> FirstMovements:
    """The same without the matrices, and with at most so many of those that moved: of a large plan no more is read than
    is told. One query.
    """
    found, steps = _Found(compared), Counter[Steps]()
    for row in asked(session, _first(previous, current, scope, compared, most)):
        if row.many is None:
            found.moved.append(_movement(row, compared))
            continue
        if _has_moved(row):
            steps[Steps((row.activity_was, row.activity), (row.impact_was, row.impact))] += row.many
        if row.ref_order is not None:
            found.take_off_track(row)
    return FirstMovements(found.moved, steps, found.joined, found.left)


@kept
def _side_by_side(previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...]) -> Select[Any]:
    """Each action that moved, joined or left by itself, and how many others have the same ratings."""
    both = _here(previous, current, scope, compared).union_all(_gone(previous, current, scope)).subquery("side_by_side")
    told = _differs(both.c, compared)
    by = (*(case((told, both.c[name])).label(name) for name in ("ref", "title", "ref_order")), *_ratings(both))
    return select(*by, func.count().label("many")).group_by(*by).order_by(by[2])


@kept
def _first(
    previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...], most: int
) -> CompoundSelect[Any]:
    """The first actions that moved, without a number; how many moved, joined or left with which ratings, and each by
    itself that came to those off track or went from them.
    """
    here = _here(previous, current, scope, compared).subquery("here")
    changed = select(here).where(_differs(here.c, compared))
    both = changed.union_all(_gone(previous, current, scope)).subquery("side_by_side")
    of = both.c
    was_off, is_off = (
        and_(counted, or_(*(rated(of[f"{name}{suffix}"], RatingClass.OFF_TRACK) for name in compared)))
        for counted, suffix in ((of.counted_before, "_was"), (of.counted_now, ""))
    )
    shown = case((was_off != is_off, of.ref_order)).label("ref_order")
    told = (func.min(of.ref).label("ref"), null().label("title"), shown, *_ratings(both))
    counted = select(*told, func.count().label("many")).group_by(shown, *_ratings(both))
    moved = here.c.activity_was.is_not(None), or_(*(here.c[f"{name}_was"] != here.c[name] for name in compared))
    columns = (here.c.ref, here.c.title, here.c.ref_order, *_ratings(here))
    first = select(*columns).where(*moved).order_by(here.c.ref_order).limit(most).subquery("first")
    return counted.union_all(select(*first.c, null().label("many"))).order_by("ref_order")


def _ratings(of: Subquery) -> tuple[ColumnElement[Any], ...]:
    names = ("activity_was", "activity", "impact_was", "impact", "counted_now", "counted_before")
    return tuple(of.c[name] for name in names)


def _differs(of: Any, compared: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether an action is told by itself: it moved, or only one of the two standings counts it."""
    return or_(not_(of.counted_before), *(of[f"{name}_was"].is_distinct_from(of[name]) for name in compared))


def _here(previous: Subquery, current: Subquery, scope: Scope, compared: tuple[str, ...]) -> Select[Any]:
    """The actions of the current standing, with what they were before."""
    was, now = previous.c, current.c
    impact_was = was.impact if "impact" in compared else now.impact
    return (
        select(
            *(now.ref, now.title, now.ref_order, was.activity.label("activity_was"), now.activity),
            *(impact_was.label("impact_was"), now.impact, true().label("counted_now")),
            and_(was.action_id.is_not(None), *scope.conditions(previous)).label("counted_before"),
        )
        .outerjoin_from(current, previous, was.action_id == now.action_id)
        .where(*scope.conditions(current))
    )


def _gone(previous: Subquery, current: Subquery, scope: Scope) -> Select[Any]:
    """The actions that the current standing does not count any more, in the same columns."""
    was, now = previous.c, current.c
    still = select(literal(1)).where(now.action_id == was.action_id, *scope.conditions(current))
    return select(
        *(was.ref, was.title, was.ref_order, was.activity, null().label("no_activity"), was.impact),
        *(null().label("no_impact"), false(), true()),
    ).where(*scope.conditions(previous), ~still.exists())
