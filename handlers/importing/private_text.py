"""What looks private is left out of a file before any of it is stored or shown. Called by `taking`.

Source: `domain.md` 4.5. What the check sees is told in `docs/privacy.md`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from models.plan.course import Direction, Frequency
from models.plan.deadlines import Deadline
from models.plan.endings import Ending
from models.plan.ratings import Rating
from models.privacy.private_text import looks_private
from papers.plan.contents import PlanFile, SeveralOwners

Looks = Callable[[str], str | None]

_NO_TEXT = {Rating, Ending, Deadline, date, int, bool, NoneType, Decimal, Direction, Frequency}
"""The types of what a cell was understood as, of which nothing is left that somebody has typed."""

_LISTS = ("rows", "boards", "people", "meetings", "snapshots", "highlights", "findings", "measures", "values")


def without_private(file: PlanFile, today: date) -> PlanFile:
    """The file without the cells that look private, each told by its place among the notes.

    Of a row that cannot do without a cell, such as a board's name, nothing is taken.
    """
    looks: Looks = cache(lambda text: looks_private(text, today))  # owners and boards stand there again and again
    notes = list(file.notes)
    lists: dict[str, Any] = {name: tuple(_kept(getattr(file, name), looks, notes)) for name in _LISTS}
    doubts = (replace(each, text=_shown(each.text, looks)) for each in file.doubts)
    columns = (replace(each, heading=_shown(each.heading, looks)) for each in file.columns)
    sheet = _shown(file.sheet, looks)
    return replace(
        file,
        **lists,
        doubts=tuple(doubts),
        columns=tuple(columns),
        sheet=sheet,
        notes=tuple(notes),
        words=tuple(each for each in file.words if not looks(each.text)),
        as_told=tuple(_shown(each, looks) for each in file.as_told),
        told=_told(file.told, looks),
    )


def _told(told: Mapping[str, Any] | None, looks: Looks) -> Mapping[str, Any] | None:
    """What is kept of what was told: no heading and no word that looks private."""
    if told is None:
        return None
    return {
        name: {key: each for key, each in said.items() if not looks(key)} if isinstance(said, dict) else said
        for name, said in told.items()
    }


def _shown(text: str, looks: Looks) -> str:
    what = looks(text)
    return f"not shown: it looks like {what}" if what else text


def _kept(rows: tuple[Any, ...], looks: Looks, notes: list[str]) -> list[Any]:
    types = get_type_hints(type(rows[0])) if rows else {}
    names = [name for name, each in types.items() if name not in ("place", "ref") and not _is_no_text(each)]
    needed = {name for name in names if types[name] is str}
    values_of = attrgetter(*names, "place")  # of two names or more it gives a tuple
    kept = []
    for row in rows:
        values = zip(names, values_of(row), strict=False)
        private = {name: what for name, value in values if value and (what := _looks(value, looks))}
        if not private:
            kept.append(row)
            continue
        for name, what in private.items():
            notes.append(f"{row.place}: “{name.replace('_', ' ')}” looks like {what} and was left out.")
        instead: dict[str, Any] = {name: () if isinstance(getattr(row, name), tuple) else None for name in private}
        if "title" in private:
            instead["title"] = ""  # as where the file says nothing
        if not any(instead.get(name, "") is None for name in needed & instead.keys()):
            kept.append(replace(row, **instead))
    return kept


def _is_no_text(hint: Any) -> bool:
    return hint in _NO_TEXT or (get_origin(hint) is UnionType and _NO_TEXT.issuperset(get_args(hint)))


def _looks(value: Any, looks: Looks) -> str | None:
    """What a cell looks like, or one of several names in it."""
    if isinstance(value, SeveralOwners):
        value = value.written
    if isinstance(value, str):
        return looks(value)
    return next(filter(None, map(looks, value)), None) if isinstance(value, tuple) else None
