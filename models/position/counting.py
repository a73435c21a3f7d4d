"""The position of a plan: counts, percentages, Reds. Every figure that the bot prints is computed here.

A `Standing` says how each action stands, live at a moment or frozen for a meeting, in the same columns: every query
takes one and does not care which. Counting happens in the database; only the rows that are shown are fetched. To write
a query takes longer than to have it answered, so standings and what asks for them are kept, and used again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Row,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from models.boards.boards import Board, BoardKind, Meeting, ReportingBoard
from models.escalations.raised import escalated_about
from models.plan.actions import Action
from models.plan.rated import off_track, positive, rated
from models.plan.ratings import POSITIVE, Rating, RatingClass, scale
from models.position.how_known import HowKnown, how_known
from models.position.recovery import recovery_dates, told_at
from models.position.snapshots import SnapshotRow
from models.record.statements import asked, kept
from models.updates.answer import FIELDS, IN_POSITION, OF_A_RED, AnswerField, InPosition, Kind
from models.updates.updates import Answered, Update, answer_for, counts_for, latest_update

Standing = Subquery
"""How each action stands, as something that can be asked; what is asked of it is in `models/`."""
Conditions = list[ColumnElement[bool]]
"""Which actions of a standing are meant."""


@dataclass(frozen=True)
class Scope:
    """Which actions are asked about; an empty set asks about all. Ratings match either rating of an action."""

    board_ids: frozenset[int] = frozenset()
    area_ids: frozenset[int] = frozenset()
    owner_post_ids: frozenset[int] = frozenset()
    refs: frozenset[str] = frozenset()
    ratings: frozenset[Rating] = frozenset()

    @property
    def places(self) -> tuple[frozenset[int], ...]:
        """The boards, the areas and the owners' posts that are asked about."""
        return self.board_ids, self.area_ids, self.owner_post_ids

    def conditions(self, standing: FromClause) -> list[ColumnElement[bool]]:
        """The WHERE of this scope over a standing."""
        columns = standing.c
        conditions: list[ColumnElement[bool]] = []
        for column, wanted in (
            (columns.board_id, self.board_ids),
            (columns.area_id, self.area_ids),
            (columns.owner_post_id, self.owner_post_ids),
            (columns.ref, self.refs),
        ):
            if wanted:
                conditions.append(column.in_(wanted))
        if self.ratings:
            conditions.append(or_(columns.activity.in_(self.ratings), columns.impact.in_(self.ratings)))
        return conditions


@dataclass(frozen=True)
class Count:
    """How many of a total, and what share: a `Decimal` of 100 rounded half-up to two places (`domain.md` 3.1)."""

    count: int
    percent: Decimal

    @classmethod
    def of(cls, count: int, total: int) -> "Count":
        """`count` out of `total`; nothing of nothing is 0.00."""
        share = Decimal(count) * 100 / total if total else Decimal(0)
        return cls(count, share.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True)
class Breakdown:
    """The BRAG table's figures for one moment.

    `rated` is by what the actions were rated then: of a board before the first with two ratings, activity alone.
    """

    total: int
    activity: Mapping[Rating, Count]
    impact: Mapping[Rating, Count]
    on_track: Count
    blue_without_impact: int
    """Actions Blue on activity whose impact is neither Green nor Blue, counted action by action."""
    known: HowKnown | None = None
    """How well the figures are known; None where it was not recorded."""
    rated: tuple[str, ...] = ("activity", "impact")

    def of(self, rating_class: RatingClass, by: str = "activity") -> int:
        """How many actions are of a class on activity, or by the other rating."""
        return sum(getattr(self, by)[level.rating].count for level in scale().of(rating_class))

    @property
    def blue_without_impact_at_least(self) -> int:
        """What the totals alone prove: Blue on activity less all that is positive on impact, never below zero."""
        return max(
            0, self.of(RatingClass.DONE) - sum(self.impact[each].count for each in scale().ratings if each in POSITIVE)
        )

    def rounding_shows(self) -> bool:
        """Whether a column of rounded percentages fails to add up to 100, which the table then says."""
        columns = (self.activity, self.impact)[: len(self.rated)]
        return self.total > 0 and any(sum(each.percent for each in one.values()) != 100 for one in columns)


@dataclass(frozen=True)
class Standpoint(InPosition):
    """How one action stands. `days_overdue` counts from the approved deadline: 0 when it is not past, or Blue.

    Whether the meeting expects an update of it and what was given for it are as `SnapshotRow` has them.
    """

    action_id: int
    ref: str
    title: str
    board_id: int | None
    owner_post_id: int | None
    due: date | None
    activity: Rating = field()
    impact: Rating = field()
    days_overdue: int
    expected: bool | None = None
    answer: Answered | None = None

    @property
    def recovers(self) -> bool:
        """Whether an overdue action has a recovery date that lies ahead of the day to which its days are counted."""
        if self.recovery_date is None or self.due is None:
            return self.recovery_date is not None
        return self.recovery_date >= self.due + timedelta(days=self.days_overdue)

    @property
    def red_by(self) -> tuple[str, ...]:
        """Which of the two ratings are Red."""
        return tuple(
            name for name, rating in (("activity", self.activity), ("impact", self.impact)) if rating.is_off_track
        )

    @property
    def without_impact(self) -> bool:
        """Whether it is done without impact: Blue on activity, and neither Green nor Blue on impact."""
        return _is_without_impact(self.activity, self.impact)


@dataclass(frozen=True)
class RedStandpoint(Standpoint):
    """How a Red stands, with what is told of Reds alone: `of_reds` has those fields of its answer, by name.

    `answered_at` is when that answer was given (aware UTC), `recovery_dates` those that were given one after the other,
    `escalated` whether anything was, and `original` its deadline before a decision moved it.
    """

    of_reds: Mapping[str, str | date | None] = field(kw_only=True)
    answered_at: datetime | None = field(default=None, kw_only=True)
    recovery_dates: tuple[date, ...] = field(default=(), kw_only=True)
    escalated: bool = field(default=False, kw_only=True)
    original: date | None = field(default=None, kw_only=True)

    def told(self) -> Iterator[tuple[AnswerField, str | date | None]]:
        """All that a Red has to say but its ratings, in order; None for what it does not say, and nothing of what it
        may leave out.
        """
        for each in OF_A_RED:
            if each.of_recovery and not self.of_reds[each.name]:
                continue
            if each.kind is not Kind.RATING:
                yield each, self.of_reds[each.name] if each.of_reds else getattr(self, each.name)


def live_standing(plan_id: int, at: datetime, today: date, meeting: Meeting | None = None) -> Subquery:
    """How every action stands at `at` (aware UTC): its latest update, Grey where there is none.

    `today` is the organisation's local date: it decides which actions are in the plan. `expected` and `answer` are for
    `meeting`, as `SnapshotRow` has them; without a calendar any update is an answer.
    """
    return _live_standing(plan_id, at, today, meeting.id if meeting else None)


@kept
def _live_standing(plan_id: int, at: datetime, today: date, meeting_id: int | None) -> Subquery:
    return _standing(plan_id, at, today, meeting_id)


AT: BindParameter[datetime] = bindparam("standing_at")
TODAY: BindParameter[date] = bindparam("standing_today")


@kept
def standing_at_any_time(plan_id: int, meeting_id: int | None) -> Subquery:
    """The same for statements that are kept from day to day: they are asked with `moment` (`asked`)."""
    return _standing(plan_id, AT, TODAY, meeting_id)


def moment(at: datetime, today: date) -> Mapping[str, datetime | date]:
    """What a statement over such a standing is asked with."""
    return {AT.key: at, TODAY.key: today}


def _standing(
    plan_id: int,
    at: datetime | BindParameter[datetime],
    today: date | BindParameter[date],
    meeting_id: int | None,
) -> Subquery:
    given = col(Update.id).is_not(None) if meeting_id is None else counts_for() == meeting_id
    return (
        select(
            col(Action.id).label("action_id"),
            col(Action.ref),
            col(Action.title),
            col(Action.ref_order),
            col(Action.area_id),
            col(Action.board_id),
            col(Action.owner_post_id),
            col(Action.approved_due).label("due"),
            *(_now(each) for each in IN_POSITION),
            col(Update.id).label("update_id"),
            reports_to(col(Action.board_id), meeting_id).label("expected"),
            case((given, answer_for(meeting_id, at))).label("answer"),
        )
        .select_from(Action)
        .outerjoin(Update, col(Update.id) == latest_update(at))
        .where(
            col(Action.plan_id) == plan_id,
            or_(col(Action.added_on).is_(None), col(Action.added_on) <= today),
            or_(col(Action.ended_on).is_(None), col(Action.ended_on) > today),
        )
        .subquery("live")
    )


@kept
def frozen_standing(snapshot_id: int) -> Subquery:
    """How every action stood in a snapshot, in the columns of `live`."""
    return (
        select(
            col(SnapshotRow.action_id),
            col(SnapshotRow.ref),
            col(SnapshotRow.title),
            col(SnapshotRow.ref_order),
            col(SnapshotRow.area_id),
            col(SnapshotRow.board_id),
            col(SnapshotRow.owner_post_id),
            col(SnapshotRow.due),
            *(getattr(SnapshotRow, each) for each in IN_POSITION),
            col(SnapshotRow.update_id),
            col(SnapshotRow.expected),
            col(SnapshotRow.answer),
        )
        .where(col(SnapshotRow.snapshot_id) == snapshot_id)
        .subquery()  # without a name of its own: it is asked of each board in the same words
    )


def reports_to(board_id: Mapped[int | None], meeting_id: Mapped[int] | int | None) -> ColumnElement[bool]:
    """Whether the board of an action reports to a meeting: delivery boards to each, partnership boards in their turn.

    An action whose board is not linked yet is asked about every time: nothing drops out because a name was not
    recognised.
    """
    delivery = select(col(Board.id)).where(col(Board.kind) == BoardKind.DELIVERY)
    reports = or_(board_id.is_(None), board_id.in_(delivery))
    if meeting_id is not None:
        turn = select(col(ReportingBoard.board_id)).where(col(ReportingBoard.meeting_id) == meeting_id)
        reports = or_(reports, board_id.in_(turn))
    return reports


def breakdown(session: Session, standing: Subquery, scope: Scope) -> Breakdown:
    """The counts of a standing."""
    return breakdowns(session, standing, (), scope)[0]


def breakdowns(
    session: Session, standing: Subquery, snapshot_ids: tuple[int, ...], scope: Scope
) -> tuple[Breakdown, list[Breakdown]]:
    """The counts of a standing, and of each of these snapshots: one query, in which the plan's size shows in no row."""
    counted: dict[int, list[Any]] = {each: [] for each in (_THE_STANDING, *snapshot_ids)}
    for of, *row in asked(session, _counts(standing, snapshot_ids, scope)):
        counted[of].append(row)
    now, *before = map(_breakdown, counted.values())
    return now, before


def _breakdown(counted: Sequence[tuple[Rating, Rating, bool | None, Answered | None, int]]) -> Breakdown:
    activity, impact = dict.fromkeys(scale().ratings, 0), dict.fromkeys(scale().ratings, 0)
    blue_without_impact = 0
    for by_activity, by_impact, _, _, count in counted:
        activity[by_activity] += count
        impact[by_impact] += count
        if _is_without_impact(by_activity, by_impact):
            blue_without_impact += count
    total = sum(activity.values())
    return Breakdown(
        total=total,
        activity={rating: Count.of(count, total) for rating, count in activity.items()},
        impact={rating: Count.of(count, total) for rating, count in impact.items()},
        on_track=Count.of(sum(count for rating, count in activity.items() if rating in POSITIVE), total),
        blue_without_impact=blue_without_impact,
        known=how_known([(expected, answer, now in POSITIVE, many) for now, _, expected, answer, many in counted]),
        rated=scale().rated,
    )


_THE_STANDING = 0
"""Stands in `_counts` for the standing itself; no snapshot has it for its id."""


@kept
def _counts(standing: Subquery, snapshot_ids: tuple[int, ...], scope: Scope) -> Select[Any] | CompoundSelect[Any]:
    """How many actions have each pair of ratings and each answer, in a standing and in snapshots."""

    def counted(rows: FromClause, of: ColumnElement[int], *by: ColumnElement[int]) -> Select[Any]:
        columns = rows.c
        told = (columns.activity, columns.impact, columns.expected, columns.answer)
        return select(of.label("of"), *told, func.count()).where(*scope.conditions(rows)).group_by(*by, *told)

    now = counted(standing, literal(_THE_STANDING))
    if not snapshot_ids:
        return now
    rows: Table = SnapshotRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    before = counted(rows, rows.c.snapshot_id, rows.c.snapshot_id).where(rows.c.snapshot_id.in_(snapshot_ids))
    return now.union_all(before)


def standpoints(
    session: Session,
    standing: Subquery,
    scope: Scope,
    today: date,
    *conditions: ColumnElement[bool],
    limit: int | None = None,
) -> list[Standpoint]:
    """The actions of a standing in the natural order of their refs, those that meet the `conditions` on its columns."""
    rows = session.execute(selected(standing, scope, *conditions).limit(limit))
    return [standpoint_of(row, today) for row in rows]


def selected(standing: Subquery, scope: Scope, *conditions: ColumnElement[bool]) -> Select[Any]:
    """What asks for these actions, of whose rows `standpoint_of` makes standpoints."""
    return (
        select(*(standing.c[name] for name in _SHOWN))
        .where(*scope.conditions(standing), *conditions)
        .order_by(standing.c.ref_order)
    )


def reds(
    session: Session, standing: Subquery, scope: Scope, today: date, boards: tuple[int, ...] = ()
) -> list[RedStandpoint]:
    """The actions that are Red by either rating, with what the answer behind each says of a Red, and how its recovery
    date was kept at the `boards` before: the ids of their snapshots, the newest first.
    """
    return [
        red_of(
            *(standpoint_of(row, today), row, row.recovery_told, boards),
            escalated=row.escalated,
            original=row.original_due,
        )
        for row in asked(session, _reds(standing, scope, boards))
    ]


def red_of(
    stands: Standpoint,
    answer: Row[Any] | Update | None,
    recovery_told: str | None = None,
    boards: Sequence[int] = (),
    *,
    escalated: bool = False,
    original: date | None = None,
) -> RedStandpoint:
    """A Red with what the answer behind it says of a Red, without an answer nothing; and with what these boards were
    told of its recovery (`told_at`).
    """
    return RedStandpoint(
        **vars(stands),
        of_reds={name: getattr(answer, name, None) for name in _OF_REDS},
        answered_at=getattr(answer, "at", None),
        recovery_dates=recovery_dates(recovery_told, boards, stands.recovery_date),
        escalated=escalated,
        original=original,
    )


@kept
def _reds(standing: Subquery, scope: Scope, boards: tuple[int, ...]) -> Select[Any]:
    columns, answer = standing.c, aliased(Update)
    return (
        selected(standing, scope, off_track(columns))
        .select_from(standing)
        .outerjoin(answer, col(answer.id) == columns.update_id)
        .add_columns(
            *(getattr(answer, name) for name in _OF_REDS),
            col(answer.at),
            told_at(columns.action_id, boards).label("recovery_told"),
            escalated_about(columns.action_id).label("escalated"),
            select(col(Action.due)).where(col(Action.id) == columns.action_id).label("original_due"),
        )
    )


def overdue(session: Session, standing: Subquery, scope: Scope, today: date) -> list[Standpoint]:
    """The actions past their approved deadline that are not Blue on activity, the longest overdue first."""
    late = and_(standing.c.due < today, not_(rated(standing.c.activity, RatingClass.DONE)))
    return sorted(standpoints(session, standing, scope, today, late), key=lambda each: -each.days_overdue)


def done_without_impact(session: Session, standing: Subquery, scope: Scope, today: date) -> list[Standpoint]:
    """The actions that are Blue on activity and neither Green nor Blue on impact."""
    columns = standing.c
    gap = and_(rated(columns.activity, RatingClass.DONE), not_(positive(columns.impact)))
    return standpoints(session, standing, scope, today, gap)


def _is_without_impact(activity: Rating, impact: Rating) -> bool:
    return scale().rates_impact and activity.is_done and impact not in POSITIVE


def days_overdue(due: date | None, today: date) -> int:
    """Days past the deadline, 0 when it is not past or there is none."""
    return max(0, (today - due).days) if due else 0


_SHOWN = (
    "action_id",
    "ref",
    "title",
    "board_id",
    "owner_post_id",
    "due",
    *IN_POSITION,
    "expected",
    "answer",
)


_shown = attrgetter(*_SHOWN)
_OF_REDS = tuple(each.name for each in OF_A_RED if each.of_reds)


def _now(name: str) -> ColumnElement[Any]:
    """What the latest update says in a field: of a rating, Grey where there is none."""
    said: ColumnElement[Any] = getattr(Update, name)
    return func.coalesce(said, Rating.NOT_STARTED).label(name) if FIELDS[name].kind is Kind.RATING else said


def standpoint_of(row: Row[Any] | SnapshotRow, today: date) -> Standpoint:
    """How the action of a row stands; `today` is the local day to which its days overdue are counted."""
    overdue = 0 if row.activity.is_done else days_overdue(row.due, today)
    return Standpoint(**dict(zip(_SHOWN, _shown(row), strict=True)), days_overdue=overdue)
