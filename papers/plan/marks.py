"""Columns that are ticked: "Not started | In progress | Complete" with a cross in one, or years with a cross in each.

`settling` asks which they are; `repeats` puts what the ticked heading says into the first of them, row by row, so that
it is read there like a rating or a date that was written.
"""

from collections.abc import Iterable, Sequence

from models.plan.deadlines import Deadline
from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning
from papers.plan.dates import written
from papers.plan.ratings import ratings_in_words
from papers.plan.sheets import Row

MARKS = frozenset({"x", "✓", "✔", "☑", "✅", "●", "•", "*", "√", "■", "y", "yes", "ü", "þ"})


def is_mark(value: object) -> bool:
    """Whether a cell is a tick and nothing else."""
    return isinstance(value, str) and value.strip().casefold() in MARKS


def ticked(texts: Sequence[str], rows: Iterable[Row]) -> dict[Held, tuple[int, ...]]:
    """The columns that are ticked, under states or under years and quarters; at least two of a kind."""
    rows = list(rows)
    found: dict[Held, list[int]] = {}
    for index, text in enumerate(texts):
        held = _ticked_for(text) if text else None
        cells = [row.values[index] for row in rows if row.values[index] is not None]
        if held is not None and all(map(is_mark, cells)):
            found.setdefault(held, []).append(index)
    return {
        held: tuple(columns)
        for held, columns in found.items()
        if len(columns) > 1 and any(row.values[index] is not None for row in rows for index in columns)
    }


def _ticked_for(heading: str) -> Held | None:
    if len(ratings_in_words(heading).ratings) == 1:
        return FIELDS["activity"]
    reading = written(heading).as_it_stands
    return Meaning.DUE if isinstance(reading, Deadline) and reading.last_day else None
