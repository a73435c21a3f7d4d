"""Listing the actions of a standing: filtered, sorted by any column and a page at a time, all in the database."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, Subquery, case, func, literal, or_, select, union_all
from sqlmodel import Session, col

from models.boards.boards import Board
from models.people.people import Post, Role
from models.plan.actions import Area
from models.plan.ratings import WORST_FIRST, Rating
from models.record.statements import asked, kept

SORTED_BY = ("ref", "title", "board", "owner", "due", "activity", "impact")

_WORST_FIRST = {each: at for at, each in enumerate(WORST_FIRST)}


class Listed(NamedTuple):
    """One action of a list; board and owner are empty where it has none."""

    ref: str
    title: str
    board: str
    owner: str
    due: date | None
    activity: Rating
    impact: Rating


def in_title(standing: Subquery, words: Sequence[str]) -> list[ColumnElement[bool]]:
    """The conditions that all of these words are in an action's title."""
    return [standing.c.title.icontains(word, autoescape=True) for word in words]


def named(standing: Subquery, words: Sequence[str]) -> list[ColumnElement[bool]]:
    """The conditions that each of these words is in an action’s title, or is its ref; all apostrophes are one."""
    title, ref = standing.c.title, standing.c.ref
    return [or_(ref == word, *(title.icontains(each, autoescape=True) for each in _alike(word))) for word in words]


def _alike(word: str) -> set[str]:
    return {word, re.sub("[’‘]", "'", word), word.replace("'", "’")}


def count_of(session: Session, standing: Subquery, conditions: Sequence[ColumnElement[bool]]) -> int:
    """How many actions of a standing meet the conditions."""
    return int(session.execute(select(func.count()).select_from(standing).where(*conditions)).scalar_one())


def listed(
    session: Session,
    standing: Subquery,
    conditions: Sequence[ColumnElement[bool]],
    sort: str,
    most: int,
    after: int,
) -> list[Listed]:
    """At most so many actions, `after` so many, sorted by a column of `SORTED_BY`; with a minus the last come first."""
    found = _listed(standing, sort, most, after)
    rows = session.execute(found.where(*conditions)) if conditions else asked(session, found)
    return [Listed(*row) for row in rows]


@kept
def _listed(standing: Subquery, sort: str, most: int, after: int) -> Select[Any]:
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    in_order: list[Any] = [standing.c.ref_order]
    if name == "ref" and backwards:
        in_order = [each.desc() for each in in_order]
    elif name != "ref" and name in SORTED_BY:
        key = _key(standing, name)
        in_order.insert(0, (key.desc() if backwards else key.asc()).nulls_last())
    return (
        select(
            standing.c.ref,
            standing.c.title,
            func.coalesce(func.nullif(Board.short_name, ""), Board.name, ""),
            func.coalesce(Post.title, ""),
            standing.c.due,
            standing.c.activity,
            standing.c.impact,
        )
        .outerjoin(Board, col(Board.id) == standing.c.board_id)
        .outerjoin(Post, col(Post.id) == standing.c.owner_post_id)
        .order_by(*in_order)
        .limit(most)
        .offset(after)
    )


def _key(standing: Subquery, name: str) -> Any:
    match name:
        case "title":
            return func.lower(standing.c.title)
        case "board":
            return func.lower(func.coalesce(func.nullif(Board.short_name, ""), Board.name))
        case "owner":
            return func.lower(Post.title)
        case "activity" | "impact":
            return case(_WORST_FIRST, value=standing.c[name])
    return standing.c[name]


class Choice(NamedTuple):
    """What the actions of a standing can be filtered by: names of boards, areas and the titles of SROs."""

    boards: tuple[str, ...]
    areas: tuple[tuple[int | None, str], ...]
    owners: tuple[str, ...]


def choice_of(session: Session, plan_id: int, standing: Subquery) -> Choice:
    """The boards, areas and SROs of a plan's actions, each in order; one query."""
    found: tuple[list[tuple[int | None, str]], ...] = ([], [], [])
    for of, number, name in asked(session, _choice(plan_id, standing)):
        found[of].append((number, name))
    boards, areas, owners = found
    areas.sort(key=lambda area: (area[0] is None, area[0] or 0))  # of those without a number a database decides itself
    return Choice(tuple(name for _, name in boards), tuple(areas), tuple(title for _, title in owners))


@kept
def _choice(plan_id: int, standing: Subquery) -> CompoundSelect[Any]:
    """What there is to choose from, a row each: of which of the three it is, its number if it has one, its name."""

    def named(of: int, number: Any, name: Any, *those: ColumnElement[bool]) -> Select[int, Any, Any]:
        return select(literal(of).label("of"), number.label("number"), name.label("name")).where(*those)

    none = literal(0)
    owns = col(Post.id).in_(select(standing.c.owner_post_id))
    return union_all(
        named(0, none, col(Board.name), col(Board.id).in_(select(standing.c.board_id))),
        named(1, col(Area.number), col(Area.title), col(Area.plan_id) == plan_id),
        named(2, none, col(Post.title), owns, col(Post.role) == Role.SRO),
    ).order_by("of", "number", "name")
