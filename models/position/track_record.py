"""Track record: how often what was declared on track was so two boards later, and what came of forecasts.

Counted from the last boards, each rating as it was frozen and for the post that owned the action then. Figures for who
declares and for who chairs: they are in no paper. Source: issue of the plan that changes by decision, `domain.md` 1.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, Subquery, func, literal, select, union_all
from sqlmodel import Session, col

from models.boards.boards import Board
from models.people.people import Post
from models.plan.actions import Action
from models.plan.rated import rated
from models.plan.ratings import Rating, RatingClass
from models.position.counting import Scope, frozen_standing
from models.position.grounds import blue_since
from models.position.position import Position
from models.updates.updates import Update, stands

BOARDS_LATER = 2
"""So many boards later what was declared on track is looked at again (issue 12)."""

FEWEST = 3
"""Of fewer than so many it is too few to tell anything (house rule)."""


@dataclass(frozen=True)
class Record:
    """What came of ratings on track and of forecasts.

    Of `greens` ratings of activity that said on track, `slipped` were at risk or off track two boards later; those of
    which the action had left the plan by then are in neither. Of `forecasts`, `kept` came by their day, `late` has by
    how many days each of the others came later, and `waiting` have passed and are not done.
    """

    greens: int = 0
    slipped: int = 0
    kept: int = 0
    late: tuple[int, ...] = ()
    waiting: int = 0

    @property
    def forecasts(self) -> int:
        """How many forecasts have come to something."""
        return self.kept + len(self.late) + self.waiting

    def __add__(self, other: "Record") -> "Record":
        return Record(
            self.greens + other.greens,
            self.slipped + other.slipped,
            self.kept + other.kept,
            (*self.late, *other.late),
            self.waiting + other.waiting,
        )


@dataclass(frozen=True)
class Whose:
    """Whose a record is: of a board by its name, of the post at it by its title; empty where none is linked."""

    board: str
    post: str


@dataclass(frozen=True)
class Slip:
    """An action that was declared on track at a board, and was not two boards later."""

    ref: str
    title: str
    said_on: date
    said: Rating
    later_on: date
    became: Rating


@dataclass(frozen=True)
class ForecastGiven:
    """A forecast, and what is known of when the action was done.

    `done_on` is the local day from which it has been; `by_a_file`: a file said so, and it may have been earlier.
    """

    forecast: date
    given_on: date
    done_on: date | None = None
    by_a_file: bool = False
    left_the_plan: bool = False


def outcome(each: ForecastGiven, today: date) -> Record:
    """What came of a forecast by a local day; nothing of one that lies ahead or was given after the action was done,
    nor where nobody knows.
    """
    if each.done_on is not None:
        if each.given_on > each.done_on:
            return Record()
        if each.done_on <= each.forecast:
            return Record(kept=1)
        return Record() if each.by_a_file else Record(late=((each.done_on - each.forecast).days,))
    return Record(waiting=1) if each.forecast < today and not each.left_the_plan else Record()


def track_record(
    session: Session, position: Position, scope: Scope, plan_id: int, zone: ZoneInfo
) -> dict[Whose, Record]:
    """The record of each post at each board within a scope, by their names; two queries.

    The position is the last board that counts, once its returns are due.
    """
    found: dict[Whose, Record] = {}

    def add(board: str, post: str, each: Record) -> None:
        whose = Whose(board, post)
        found[whose] = found.get(whose, Record()) + each

    asked = _greens(_boards(position), scope)
    if asked is not None:
        for board, post, greens, slipped in session.execute(asked):
            add(board, post, Record(greens=greens, slipped=slipped or 0))
    for board, post, given in _forecasts(session, position, scope, plan_id, zone):
        if (came := outcome(given, position.reckoned_to)) != Record():
            add(board, post, came)
    return dict(sorted(found.items(), key=lambda each: (each[0].board, each[0].post)))


def slips(session: Session, position: Position, scope: Scope) -> list[Slip]:
    """The ratings within a scope that said on track and were not so two boards later, the latest first; one query."""
    pairs = list(_pairs(_boards(position)))
    if not pairs:
        return []
    asked = []
    for number, ((said, _), (later, _)) in enumerate(pairs):
        then, after = said.c, later.c
        told = literal(number), then.ref_order, then.ref, then.title, then.activity, after.activity.label("became")
        slipped = (
            rated(then.activity, RatingClass.ON_TRACK),
            rated(after.activity, RatingClass.AT_RISK, RatingClass.OFF_TRACK),
        )
        together = said.join(later, after.action_id == then.action_id)
        asked.append(select(*told).select_from(together).where(*scope.conditions(said), *slipped))
    rows = sorted(session.execute(union_all(*asked)), key=lambda row: (-row[0], row[1]))
    return [
        Slip(ref, title, pairs[number][0][1], activity, pairs[number][1][1], became)
        for number, _, ref, title, activity, became in rows
    ]


def boards_counted(position: Position) -> tuple[date | None, date | None]:
    """The first and the last board whose ratings can be looked at again; None where there is none."""
    days = [said_on for (_, said_on), _ in _pairs(_boards(position))]
    return (days[0], days[-1]) if days else (None, None)


Boards = Sequence[tuple[Subquery, date]]
"""How things stood at each board, and on which day, the first one first."""


def _boards(position: Position) -> Boards:
    boards = [(frozen_standing(snapshot.id), meeting.on) for snapshot, meeting in reversed(position.earlier)]
    if position.due and position.meeting:
        boards.append((position.current, position.meeting.on))
    return boards


def _pairs(boards: Boards) -> Iterator[tuple[tuple[Subquery, date], tuple[Subquery, date]]]:
    """Each board with that which was two later."""
    return zip(boards, boards[BOARDS_LATER:], strict=False)


def _greens(boards: Boards, scope: Scope) -> Select[str, str, int, int] | None:
    """For each board and post how many ratings said on track, and how many of them had slipped two boards later."""
    asked = []
    for (said, _), (later, _) in _pairs(boards):
        then, after = said.c, later.c
        asked.append(
            select(then.board_id, then.owner_post_id, after.activity)
            .join(later, after.action_id == then.action_id)
            .where(*scope.conditions(said), rated(then.activity, RatingClass.ON_TRACK))
        )
    if not asked:
        return None
    greens = union_all(*asked).subquery("greens")
    of = greens.c
    names = func.coalesce(col(Board.name), ""), func.coalesce(col(Post.title), "")
    slipped = func.count().filter(rated(of.activity, RatingClass.AT_RISK, RatingClass.OFF_TRACK))
    return (
        select(*names, func.count(), slipped)
        .select_from(greens)
        .outerjoin(Board, col(Board.id) == of.board_id)
        .outerjoin(Post, col(Post.id) == of.owner_post_id)
        .group_by(*names)
    )


def _forecasts(
    session: Session, position: Position, scope: Scope, plan_id: int, zone: ZoneInfo
) -> Iterable[tuple[str, str, ForecastGiven]]:
    """Each forecast that was given since the first of the boards looked back at, once, for the post that gave it."""
    since = position.earlier[-1][0].frozen_at if position.earlier else None
    rows = session.execute(_given(scope, plan_id, position.at, since))
    for board, post, forecast, given_at, done_at, by_a_file, ended in rows:
        done_on = done_at.astimezone(zone).date() if done_at else None
        yield (
            board,
            post,
            ForecastGiven(forecast, given_at.astimezone(zone).date(), done_on, by_a_file == done_at, ended is not None),
        )


def _given(scope: Scope, plan_id: int, at: datetime, since: datetime | None) -> Select[Any]:
    owner = func.coalesce(col(Update.for_post_id), col(Action.owner_post_id))
    first = func.row_number().over(
        partition_by=(col(Update.action_id), col(Update.forecast)), order_by=(col(Update.at), col(Update.id))
    )
    said = (
        select(
            col(Update.action_id),
            col(Action.ref),
            col(Action.area_id),
            col(Action.board_id),
            owner.label("owner_post_id"),
            col(Action.ended),
            col(Update.forecast),
            col(Update.at),
            first.label("first"),
        )
        .join(Action, col(Action.id) == col(Update.action_id))
        .where(
            col(Action.plan_id) == plan_id,
            col(Update.forecast).is_not(None),
            col(Update.at) <= at,
            *((col(Update.at) >= since,) if since else ()),
            stands(Update.id),
        )
        .subquery("said")
    )
    each = said.c
    done = blue_since(select(each.action_id), at).subquery("done")
    return (
        select(
            func.coalesce(col(Board.name), ""),
            func.coalesce(col(Post.title), ""),
            *(each.forecast, each.at, done.c.since, done.c.by_a_file, each.ended),
        )
        .select_from(said)
        .outerjoin(Board, col(Board.id) == each.board_id)
        .outerjoin(Post, col(Post.id) == each.owner_post_id)
        .outerjoin(done, done.c.action_id == each.action_id)
        .where(each.first == 1, *scope.conditions(said))
        .order_by(each.action_id, each.at)
    )
