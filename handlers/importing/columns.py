"""The form that says what each column of a file holds: a choice a heading, as it was read or guessed.

`command` opens it from a file's preview and from the question about its columns, and takes what was chosen; what is
told by it is kept and remembered as any other answer about a layout is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.cards import Input, Modal, Text
from models.privacy.private_text import looks_private
from papers.plan.contents import COLUMNS, Column, Held, PlanFileError
from papers.plan.layouts import UNUSED, Told, columns_told, read_otherwise
from papers.spacing import folded
from papers.wording import plural

MOST = 90
"""Columns that one form has room for."""

_OPTIONS = (*((held.heading, held.heading) for held in COLUMNS), (UNUSED, "not used"))
_HELD: Mapping[str, Held | None] = {**{held.heading: held for held in COLUMNS}, UNUSED: None}


def field_of(column: Column) -> str:
    """The name of a column's field."""
    return f"column_{hashlib.sha256(folded(column.heading).encode()).hexdigest()[:12]}"


def form(
    columns: Sequence[Column], state: str, today: date, values: Mapping[str, str] | None = None, error: str = ""
) -> Modal:
    """A choice for each column, the unsure ones first, and those that are not used last where there is no room for all;
    with `values` as they were chosen, and what is wrong with them. Samples that look like private text are left out.
    """
    asked = _asked(columns)
    said = "What does each column hold? It is kept for the next file with these headings."
    if any(each.unsure for each in asked):
        said += " The first ones are those that I am not sure of."
    if more := len(_distinct(columns)) - len(asked):
        said += f" There is no room for {plural(more, 'more column')}, which {'is' if more == 1 else 'are'} not used."
        said += " “secretariat import --column” says what such a column holds."
    inputs = tuple(
        Input(
            field_of(each),
            f"{each.letter}: {_shown(each.heading, today)}",
            "choice",
            (values or {}).get(field_of(each), each.meaning.heading if each.meaning else UNUSED),
            _hint(each, today),
            required=True,
            options=_OPTIONS,
            error=error if at == 0 else "",
        )
        for at, each in enumerate(asked)
    )
    return Modal("The columns", "import.columns.submit", state, (Text(said),), inputs, "Read it so")


def told_by_form(columns: Sequence[Column], values: Mapping[str, str]) -> Told:
    """What is told by whoever has sent the form.

    Raises PlanFileError, in words for people, where that cannot be: no column has the action, or two hold one thing.
    """
    return columns_told(_asked(columns), _said(columns, values))


def told_besides(columns: Sequence[Column], values: Mapping[str, str], read: Sequence[Column]) -> Told:
    """What has to be told besides, so that the columns are read as the form has them."""
    return read_otherwise(read, _said(columns, values))


def _said(columns: Sequence[Column], values: Mapping[str, str]) -> dict[str, Held | None]:
    said = {}
    for each in _asked(columns):
        chosen = values.get(field_of(each), each.meaning.heading if each.meaning else UNUSED)
        if chosen not in _HELD:
            raise PlanFileError(f"“{chosen}” is nothing that a column holds.")
        said[each.heading] = _HELD[chosen]
    return said


def _asked(columns: Sequence[Column]) -> list[Column]:
    """The columns in the order of the form."""
    distinct = _distinct(columns)
    kept = sorted(distinct, key=lambda each: (not each.unsure, each.meaning is None))[:MOST]
    return sorted((each for each in distinct if each in kept), key=lambda each: not each.unsure)


def _distinct(columns: Sequence[Column]) -> list[Column]:
    """The columns without those of another sheet that are called as one before them is: what is told is of both."""
    first: dict[str, Column] = {}
    for each in sorted(columns, key=lambda each: each.meaning is None):
        first.setdefault(field_of(each), each)
    return [each for each in columns if first[field_of(each)] is each]


def _shown(heading: str, today: date) -> str:
    """A heading, which may be a row of data that was taken for one."""
    what = looks_private(heading, today)
    return f"not shown: it looks like {what}" if what else heading


def _hint(column: Column, today: date) -> str:
    shown = [each for each in column.samples if not looks_private(each, today)]
    return f"For example: {'; '.join(shown)}" if shown else ""
