"""The list of actions on the dashboard: filtered as `/brag` is, sorted by any column, a page at a time.

Filtering, sorting and counting happen in the database; only the rows of one page are fetched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlmodel import Session, col

from handlers.button_values import number_of
from handlers.errors import Mistake
from handlers.filters import ReadScope, read_scope
from handlers.grammar import words_of
from handlers.requests import Request
from models.boards.boards import Board
from models.people.people import Post, Role
from models.plan.actions import Area, Plan
from models.plan.ratings import WORST_FIRST, Rating
from models.position.counting import Scope, days_overdue
from papers.wording import joined, plural

ROWS = 100
"""How many actions a page of the list shows."""

FILTERS = ("board", "area", "sro", "rating", "words")
"""The fields of the form above the list; `words` are free."""

_WORST_FIRST = {each: at for at, each in enumerate(WORST_FIRST)}


@dataclass(frozen=True)
class ListedAction:
    """One action of the list. `overdue` are days."""

    ref: str
    title: str
    board: str
    owner: str
    due: date | None
    activity: Rating
    impact: Rating
    overdue: int


@dataclass(frozen=True)
class Choices:
    """What the form offers, each as (value, label)."""

    board: tuple[tuple[str, str], ...]
    area: tuple[tuple[str, str], ...]
    sro: tuple[tuple[str, str], ...]
    rating: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ActionList:
    """One page of the list.

    `asked` is what the form holds, `said` what the list covers, `mistake` why a filter was not understood. `sort` is a
    column's name, with a minus before it when the last comes first. Pages count from 1.
    """

    rows: tuple[ListedAction, ...]
    asked: Mapping[str, str]
    said: str
    mistake: str
    choices: Choices
    sort: str
    page: int
    pages: int
    total: int


def actions(session: Session, plan: Plan, current: Subquery, request: Request, today: date) -> ActionList:
    """The page of the list that the request's values ask for; what cannot be read is said, and all are listed."""
    asked = {name: request.values.get(name, "").strip() for name in FILTERS}
    mistake = ""
    covers: tuple[str, ...] = ()
    conditions: list[ColumnElement[bool]] = []
    try:
        covers, conditions = _conditions(session, plan, current, request, asked)
    except Mistake as wrong:
        understood = f" Understood: {joined(wrong.understood)}." if wrong.understood else ""
        mistake = f"{wrong.what}{understood} All actions are listed."
    total = session.execute(select(func.count()).select_from(current).where(*conditions)).scalar_one()
    pages = max(1, -(-total // ROWS))
    page = min(number_of(request.values.get("page", "")) or 1, pages)
    sort = request.values.get("sort", "")
    rows = _rows(session, current, conditions, sort, page, today)
    return ActionList(
        rows=rows,
        asked=asked,
        said=_said(total, covers, page, pages),
        mistake=mistake,
        choices=_choices(session, plan, current),
        sort=sort if sort.removeprefix("-") in _columns(current) else "ref",
        page=page,
        pages=pages,
        total=total,
    )


def _conditions(
    session: Session, plan: Plan, current: Subquery, request: Request, asked: Mapping[str, str]
) -> tuple[tuple[str, ...], list[ColumnElement[bool]]]:
    """What the list covers and the conditions of it. Words that are no filter are looked for in the titles."""
    chosen = [
        *([asked["board"]] if asked["board"] else []),
        *(f"{name}:{asked[name]}" for name in ("area", "sro", "rating") if asked[name]),
    ]
    words = words_of(asked["words"])
    try:
        read = read_scope(session, plan, request.asker, [*chosen, *words])
        return read.covers, read.scope.conditions(current)
    except Mistake as wrong:
        if not words:
            raise
        read = read_scope(session, plan, request.asker, chosen) if chosen else ReadScope(Scope())
        titles = [current.c.title.icontains(word, autoescape=True) for word in words]
        conditions = [*read.scope.conditions(current), *titles]
        if session.execute(select(current.c.action_id).where(*conditions).limit(1)).first() is None:
            raise Mistake(
                f"No action has “{asked['words']}” in its title, and as a filter it means nothing: {wrong.what}"
            ) from None
        return (*read.covers, f"“{asked['words']}” in the title"), conditions


def _rows(
    session: Session, current: Subquery, conditions: Sequence[ColumnElement[bool]], sort: str, page: int, today: date
) -> tuple[ListedAction, ...]:
    columns = _columns(current)
    key = columns.get(sort.removeprefix("-"))
    in_order: list[Any] = [current.c.area_number, current.c.number]
    if sort == "-ref":
        in_order = [each.desc() for each in in_order]
    elif key is not None and sort.removeprefix("-") != "ref":
        in_order.insert(0, (key.desc() if sort.startswith("-") else key.asc()).nulls_last())
    found = session.execute(
        select(
            current.c.ref,
            current.c.title,
            func.coalesce(func.nullif(Board.short_name, ""), Board.name, ""),
            func.coalesce(Post.title, ""),
            current.c.due,
            current.c.activity,
            current.c.impact,
        )
        .outerjoin(Board, col(Board.id) == current.c.board_id)
        .outerjoin(Post, col(Post.id) == current.c.owner_post_id)
        .where(*conditions)
        .order_by(*in_order)
        .limit(ROWS)
        .offset((page - 1) * ROWS)
    )
    return tuple(
        ListedAction(ref, title, board, owner, due, activity, impact, _overdue(due, activity, today))
        for ref, title, board, owner, due, activity, impact in found
    )


def _columns(current: Subquery) -> dict[str, Any]:
    """What the list can be sorted by."""
    columns = current.c
    return {
        "ref": columns.area_number,
        "title": func.lower(columns.title),
        "board": func.lower(func.coalesce(func.nullif(Board.short_name, ""), Board.name)),
        "owner": func.lower(Post.title),
        "due": columns.due,
        "activity": case(_WORST_FIRST, value=columns.activity),
        "impact": case(_WORST_FIRST, value=columns.impact),
    }


def _choices(session: Session, plan: Plan, current: Subquery) -> Choices:
    """What there is to choose from: the boards, areas and owners of the plan's actions."""
    boards = session.execute(
        select(col(Board.name)).where(col(Board.id).in_(select(current.c.board_id))).order_by(col(Board.name))
    ).scalars()
    areas = session.execute(
        select(col(Area.number), col(Area.title)).where(col(Area.plan_id) == plan.id).order_by(col(Area.number))
    )
    owners = session.execute(
        select(col(Post.title))
        .where(col(Post.id).in_(select(current.c.owner_post_id)), col(Post.role) == Role.SRO)
        .order_by(col(Post.title))
    ).scalars()
    return Choices(
        board=tuple((name, name) for name in boards),
        area=tuple((str(number), f"{number} {title}".strip()) for number, title in areas),
        sro=tuple((title, title) for title in owners),
        rating=tuple((each.value, f"{each.word} by either rating") for each in Rating),
    )


def _overdue(due: date | None, activity: Rating, today: date) -> int:
    return 0 if activity is Rating.BLUE else days_overdue(due, today)


def _said(total: int, covers: Sequence[str], page: int, pages: int) -> str:
    said = f"{plural(total, 'action')}: {', '.join(covers)}" if covers else plural(total, "action")
    return f"{said}; page {page} of {pages}." if pages > 1 else f"{said}."
