"""The list of actions on the dashboard: filtered as `/brag` is, sorted by any column, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.button_values import number_of
from handlers.errors import Mistake
from handlers.filters import ReadScope, read_scope
from handlers.grammar import words_of
from handlers.requests import Request
from models.plan.actions import Plan
from models.plan.ratings import Rating, scale
from models.position.counting import Conditions, Scope, Standing, days_overdue
from models.position.listing import SORTED_BY, choice_of, count_of, in_title, listed
from papers.wording import joined, plural

ROWS = 100
"""How many actions a page of the list shows."""

FILTERS = ("board", "area", "sro", "rating", "words")
"""The fields of the form above the list; `words` are free."""


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


def actions(session: Session, plan: Plan, current: Standing, request: Request, today: date, of_all: int) -> ActionList:
    """The page of the list that the request's values ask for; what cannot be read is said, and all are listed.

    `of_all` is how many actions there are without a filter.
    """
    asked = {name: request.values.get(name, "").strip() for name in FILTERS}
    mistake = ""
    covers: tuple[str, ...] = ()
    conditions: Conditions = []
    try:
        covers, conditions = _conditions(session, plan, current, request, asked)
    except Mistake as wrong:
        understood = f" Understood: {joined(wrong.understood)}." if wrong.understood else ""
        mistake = f"{wrong.what}{understood} All actions are listed."
    total = count_of(session, current, conditions) if conditions else of_all
    pages = max(1, -(-total // ROWS))
    page = min(number_of(request.values.get("page", "")) or 1, pages)
    sort = request.values.get("sort", "")
    rows = listed(session, current, conditions, sort, ROWS, (page - 1) * ROWS)
    return ActionList(
        rows=tuple(ListedAction(*each, _overdue(each.due, each.activity, today)) for each in rows),
        asked=asked,
        said=_said(total, covers, page, pages),
        mistake=mistake,
        choices=_choices(session, plan, current),
        sort=sort if sort.removeprefix("-") in SORTED_BY else "ref",
        page=page,
        pages=pages,
        total=total,
    )


def _conditions(
    session: Session, plan: Plan, current: Standing, request: Request, asked: Mapping[str, str]
) -> tuple[tuple[str, ...], Conditions]:
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
        conditions = [*read.scope.conditions(current), *in_title(current, words)]
        if not count_of(session, current, conditions):
            raise Mistake(
                f"No action has “{asked['words']}” in its title, and as a filter it means nothing: {wrong.what}"
            ) from None
        return (*read.covers, f"“{asked['words']}” in the title"), conditions


def _choices(session: Session, plan: Plan, current: Standing) -> Choices:
    """What there is to choose from: the boards, areas and owners of the plan's actions."""
    found = choice_of(session, plan.id, current)
    return Choices(
        board=tuple((name, name) for name in found.boards),
        area=tuple(_area(number, title) for number, title in found.areas),
        sro=tuple((title, title) for title in found.owners),
        rating=tuple((each.as_data, f"{each.word}{scale().by_either_rating}") for each in scale().ratings),
    )


def _area(number: int | None, title: str) -> tuple[str, str]:
    return (title, title) if number is None else (str(number), f"{number} {title}".strip())


def _overdue(due: date | None, activity: Rating, today: date) -> int:
    return 0 if activity.is_done else days_overdue(due, today)


def _said(total: int, covers: Sequence[str], page: int, pages: int) -> str:
    said = f"{plural(total, 'action')}: {', '.join(covers)}" if covers else plural(total, "action")
    return f"{said}; page {page} of {pages}." if pages > 1 else f"{said}."
