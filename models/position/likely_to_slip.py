"""Warning before the date: which actions are likely to slip, and why.

An action warns while it is not done and its approved deadline lies ahead; what is past it is overdue, which others say.
The rules are pure functions over its `Signs`. The database picks out what has a sign, so that of a large plan only that
is read; a freeze is looked back at as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.people.people import Post
from models.plan.actions import Action, DateChange
from models.plan.course import Course, values_from
from models.plan.dependencies import Dependency
from models.plan.measures import PARTS, Measure, Measured, MeasureParts, values_given
from models.plan.rated import held_back, off_track, rated
from models.plan.ratings import Rating, RatingClass
from models.position.counting import Scope
from models.position.frozen_measures import FrozenMeasure
from models.position.position import Position
from models.position.slow_actions import is_silent, without_real_update
from models.position.snapshots import SnapshotRow
from models.record.columns import choice
from models.record.statements import asked, kept
from models.updates.updates import Update

MOVED_OFTEN = 2
"""So often a deadline has been moved to a later day when that is a sign that it will be again (`domain.md` 4.1)."""

MOVED_LATELY = 2
"""One move is a sign until so many boards have met since (house rule): a new date that holds is no worry for good."""

RECOVERIES_PASSED = 1
"""So many recovery dates have passed of what is not back on track when that is a sign (house rule)."""

# No real update for two meetings is a sign as well: `slow_actions.LOOKED_BACK` (`domain.md` 4.1).


_EVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Waits:
    """What holds an action up: one of the plan that is late, off track or gone, or something outside it that is late.

    Of one of the plan `ref` and its ratings, None where it has left the plan; of something outside `what`.
    """

    ref: str | None = None
    what: str | None = None
    activity: Rating | None = None
    impact: Rating | None = None
    due: date | None = None


@dataclass(frozen=True)
class Signs:
    """What is known of an action that bears on whether it slips; dates are local.

    `moved` is how often its deadline was moved to a later day, `moved_lately` whether the last time was since the last
    boards (`MOVED_LATELY`); `recoveries_passed` how many of its recovery dates have
    passed of which it is not back, `recovery` the last of them. `silent`: no real update at the last boards that
    expected one. `measure` is the course of its agreed measure.
    """

    activity: Rating
    due: date | None
    forecast: date | None = None
    moved: int = 0
    moved_lately: bool = True
    recoveries_passed: int = 0
    recovery: date | None = None
    silent: bool = False
    waits_on: tuple[Waits, ...] = ()
    measure: Course | None = None


def can_slip(signs: Signs, today: date) -> bool:
    """Whether an action is one that may still slip: not done, with a deadline that is not past."""
    return not signs.activity.is_done and signs.due is not None and signs.due >= today


def reasons_to_worry(signs: Signs, today: date) -> tuple[str, ...]:
    """Why an action is likely to slip, each reason in words; none where it is not. `today` is the local day to which
    days overdue are counted.
    """
    if not can_slip(signs, today):
        return ()
    assert signs.due is not None
    said = []
    if signs.forecast and signs.forecast < today:
        said.append(f"its forecast of {_day(signs.forecast)} has passed")
    elif signs.forecast and signs.forecast > signs.due:
        said.append(f"its own forecast is {_day(signs.forecast)}")
    if signs.moved >= MOVED_OFTEN or (signs.moved and signs.moved_lately):
        times = {1: "once", 2: "twice"}.get(signs.moved, f"{signs.moved} times")
        said.append(f"its date has been moved {times} before")
    if signs.recoveries_passed > RECOVERIES_PASSED:
        said.append(f"{signs.recoveries_passed} recovery dates have passed")
    elif signs.recoveries_passed == RECOVERIES_PASSED:
        said.append(f"its recovery date{f' of {_day(signs.recovery)}' if signs.recovery else ''} has passed")
    if signs.silent:
        said.append("no real update for 2 meetings")
    said += [_waits_said(each, today) for each in signs.waits_on]
    if worry := measure_worry(signs.measure):
        said.append(worry)
    return tuple(said)


def measure_worry(course: Course | None) -> str:
    """How the last value of a measure bodes ill: worse than its baseline, or behind the way to its target, where that
    has a day; empty where it does not, or nobody knows.
    """
    if course is None or (last := course.last) is None or course.up is None:
        return ""
    if course.baseline is not None and course.better(last.value, course.baseline) < 0:
        return f"its measure is worse than its baseline ({last.period.words()})"
    if course.by is not None and course.on_target(last) is False:
        return f"its measure is behind the way to its target ({last.period.words()})"
    return ""


@dataclass(frozen=True)
class LikelyToSlip:
    """An action that is likely to slip, and each reason, in words. `owner` is its SRO's post, or as a file wrote it."""

    action_id: int
    ref: str
    title: str
    owner_post_id: int | None
    due: date
    activity: Rating
    impact: Rating
    owner: str
    reasons: tuple[str, ...]


_OF_A_STANDING = ("action_id", "ref", "title", "owner_post_id", "due", "activity", "impact")


def likely_to_slip(session: Session, position: Position, scope: Scope) -> list[LikelyToSlip]:
    """The actions of a position that are likely to slip, the nearest deadline first; one query.

    What happened after a freeze changes nothing.
    """
    return first_likely_to_slip(session, position, scope, None)[0]


def first_likely_to_slip(
    session: Session, position: Position, scope: Scope, most: int | None
) -> tuple[list[LikelyToSlip], int]:
    """At most so many of them, and how many there are; why is put into words for these alone."""
    today, boards = position.reckoned_to, tuple(snapshot.id for snapshot, _ in position.earlier)
    frozen_for = position.snapshot.meeting_id if position.snapshot else None
    lately = position.earlier[MOVED_LATELY - 1][0].frozen_at if len(position.earlier) >= MOVED_LATELY else _EVER
    statement = _with_signs(position.current, scope, boards, position.due, frozen_for)
    found, count = list[LikelyToSlip](), 0
    rows_found = asked(session, statement, at=position.at, today=today, lately=lately, **position.said)
    for _, several in groupby(rows_found, key=attrgetter("action_id")):
        rows = list(several)
        action, is_told = rows[0], most is None or len(found) < most
        if not is_told and action.for_sure:
            count += 1
        elif said := reasons_to_worry(_signs(rows, today), today):
            count += 1
            if is_told:
                of_it = {name: getattr(action, name) for name in (*_OF_A_STANDING, "owner")}
                found.append(LikelyToSlip(**of_it, reasons=said))
    return found, count


def _signs(rows: Sequence[Any], today: date) -> Signs:
    """The signs of an action from its rows, which differ in what holds it up alone."""
    action = rows[0]
    passed, last = action.passed, action.last_passed
    if action.recovery_date and action.recovery_date < today:
        passed += action.recovery_date > (last or date.min)  # else it is one of those that stood at a board
        last = max(action.recovery_date, last or date.min)
    return Signs(
        activity=action.activity,
        due=action.due,
        forecast=action.forecast,
        moved=action.moved,
        moved_lately=action.moved_lately,
        recoveries_passed=passed if action.held_back else 0,
        recovery=last,
        silent=action.silent,
        measure=_course(action),
        waits_on=tuple(
            Waits(each.needed, each.what, each.needed_activity, each.needed_impact, each.needed_due)
            for each in rows
            if each.waits
        ),
    )


def _course(action: Any) -> Course | None:
    """The course of an agreed measure that has values; without any, nobody knows."""
    if action.measure_values is None:
        return None
    parts = {name: getattr(action, f"measured_{name}") for name in PARTS}
    return Measured(MeasureParts.model_construct(**parts), 0, values_from(action.measure_values)).judged


def _waits_said(each: Waits, today: date) -> str:
    overdue = (today - each.due).days if each.due and each.due < today else 0
    late = f"{overdue} {'day' if overdue == 1 else 'days'} overdue" if overdue else ""
    if each.ref is None:
        return f"it needs “{each.what}”, {late}"
    if each.activity is None or each.impact is None:
        return f"it needs {each.ref}, which has left the plan"
    red = [name for name in ("activity", "impact") if getattr(each, name).is_off_track]
    worst = each.impact if red == ["impact"] else each.activity
    return f"it needs {each.ref} ({', '.join(filter(None, (worst.word, late)))})"


@kept
def _with_signs(
    current: Subquery, scope: Scope, boards: tuple[int, ...], due: bool, frozen_for: int | None
) -> Select[Any]:
    """The actions of a standing that are ahead of their deadline and have a sign, a row for each thing that holds one
    up; `boards` are the snapshots before, newest first, `due` is whether the coming board's returns are. Measures are
    those of now, or as they were frozen for a meeting by its id.
    """
    now, action, answer, holds_up = (
        current.c,
        aliased(Action),
        aliased(Update),
        _holding_up(current).subquery("holds_up"),
    )
    missed = without_real_update(boards, *_of(col(SnapshotRow.action_id), scope)).subquery("missed")
    moves = (
        select(col(DateChange.action_id), func.count().label("times"), func.max(col(DateChange.at)).label("last"))
        .where(
            *(col(DateChange.at) <= bindparam("at"), col(DateChange.became) > col(DateChange.was)),
            *_of(col(DateChange.action_id), scope),
        )
        .group_by(col(DateChange.action_id))
        .subquery("moves")
    )
    recovery = col(SnapshotRow.recovery_date)
    passed = (
        select(
            col(SnapshotRow.action_id),
            func.count(recovery.distinct()).label("dates"),
            func.max(recovery).label("last"),
        )
        .where(
            *(col(SnapshotRow.snapshot_id).in_(boards), recovery < bindparam("today")),
            *_of(col(SnapshotRow.action_id), scope),
        )
        .group_by(col(SnapshotRow.action_id))
        .subquery("passed")
    )
    moved, dates = func.coalesce(moves.c.times, 0), func.coalesce(passed.c.dates, 0)
    lately = func.coalesce(moves.c.last > bindparam("lately"), false())
    silent, is_held_back = func.coalesce(is_silent(now, missed, due), false()), held_back(now)
    waits = holds_up.c.action_id.is_not(None)
    measure, measure_id, of_it = _agreed_measure(frozen_for)
    values = values_given(measure_id, until=bindparam("at"))
    for_sure = or_(
        func.coalesce(col(answer.forecast) > now.due, false()),
        func.coalesce(col(answer.forecast) < bindparam("today"), false()),
        or_(moved >= MOVED_OFTEN, lately),
        and_(is_held_back, or_(dates >= RECOVERIES_PASSED, now.recovery_date < bindparam("today"))),
        silent,
        waits,
    )
    told = (
        *(now[name] for name in _OF_A_STANDING),
        func.coalesce(col(Post.title), col(action.owner_written), "").label("owner"),
        *(col(answer.forecast), now.recovery_date, moved.label("moved"), lately.label("moved_lately")),
        silent.label("silent"),
        *(is_held_back.label("held_back"), dates.label("passed"), passed.c.last.label("last_passed")),
        *(waits.label("waits"), values.label("measure_values"), for_sure.label("for_sure")),
        *(col(getattr(measure, name)).label(f"measured_{name}") for name in PARTS),
        *(holds_up.c[name] for name in ("needed", "what", "needed_activity", "needed_impact", "needed_due")),
    )
    return (
        select(*told)
        .select_from(
            current.join(action, col(action.id) == now.action_id)
            .outerjoin(Post, col(Post.id) == now.owner_post_id)
            .outerjoin(answer, col(answer.id) == now.update_id)
            .outerjoin(measure, and_(col(measure.action_id) == now.action_id, col(measure.agreed), *of_it))
            .outerjoin(missed, missed.c.action_id == now.action_id)
            .outerjoin(moves, moves.c.action_id == now.action_id)
            .outerjoin(passed, passed.c.action_id == now.action_id)
            .outerjoin(holds_up, holds_up.c.action_id == now.action_id)
        )
        .where(
            *scope.conditions(current),
            not_(rated(now.activity, RatingClass.DONE)),
            now.due >= bindparam("today"),
            or_(for_sure, values.is_not(None)),
        )
        .order_by(now.due, now.ref_order, holds_up.c.id)
    )


def _of(action_id: Any, scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """That rows are of the actions whose refs are asked about: for one action no history of all of them is read."""
    return (action_id.in_(select(col(Action.id)).where(col(Action.ref).in_(scope.refs))),) if scope.refs else ()


def _agreed_measure(frozen_for: int | None) -> tuple[Any, Any, tuple[ColumnElement[bool], ...]]:
    """The measures of a standing, the column with their ids, and which of them are meant."""
    if frozen_for is None:
        measure = aliased(Measure, name="measured")
        return measure, col(measure.id), ()
    frozen = aliased(FrozenMeasure, name="measured")
    return frozen, col(frozen.measure_id), (col(frozen.meeting_id) == frozen_for,)


def _holding_up(current: Subquery) -> CompoundSelect[Any]:
    """What stands in the way of an action: of what it needs, that which is late, off track or gone (`waits_on`).

    Each by itself, so that of a standing only what is needed is looked up: a database that may find nothing for a row
    makes a table of the whole standing first.
    """
    needed, stands = aliased(Action), current.alias("needed_now")
    now, today = stands.c, _today()
    removed, of_the_plan = col(Dependency.removed_at), col(Dependency.needs_id)
    there = col(Dependency.at) <= bindparam("at"), or_(removed.is_(None), removed > bindparam("at"))
    late = and_(now.due < today, not_(rated(now.activity, RatingClass.DONE)))

    def held_up(ref: Any, what: Any, activity: Any, impact: Any, due: Any) -> Select[Any]:
        return select(
            *(col(Dependency.id), col(Dependency.action_id), ref.label("needed"), what.label("what")),
            *(activity.label("needed_activity"), impact.label("needed_impact"), due.label("needed_due")),
        )

    no_rating, no_day, nothing = cast(null(), choice(Rating)), cast(null(), Date), cast(null(), String)
    due = case((not_(rated(now.activity, RatingClass.DONE)), now.due))
    in_the_plan = (
        held_up(now.ref, nothing, now.activity, now.impact, due)
        .join(stands, now.action_id == of_the_plan)
        .where(*there, or_(off_track(now), late))
    )
    counted = select(literal(1)).where(now.action_id == of_the_plan)
    gone = (
        held_up(col(needed.ref), nothing, no_rating, no_rating, no_day)
        .join(needed, col(needed.id) == of_the_plan)
        .where(*there, col(needed.ended_on) <= today, ~counted.exists())
    )
    outside = held_up(nothing, col(Dependency.what), no_rating, no_rating, col(Dependency.due)).where(
        *there, of_the_plan.is_(None), col(Dependency.due) < today
    )
    return union_all(in_the_plan, gone, outside)


def _today() -> BindParameter[date]:
    return bindparam("today")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
