"""Several columns with one heading, as exports of Jira have them: one for each component, label and comment.

`actions` gathers them row by row before anything is read: of a comment the last is what counts, of all else the first.
"""

import re
from collections.abc import Iterator, Sequence

from models.updates.answer import FIELDS
from papers.plan.headings import ColumnHeading, columns_of_one_heading
from papers.plan.marks import is_mark, ticked
from papers.plan.sheets import Row

_STAMPED = re.compile(r"\d{1,2}/\w{3}/\d{2,4} \d{1,2}:\d{2} [AP]M;[^;\s]+;(?=\S)")
"""What Jira puts before a comment: its time and the account of its writer."""


def gathered(rows: Iterator[Row], heading: ColumnHeading, sample: Sequence[Row]) -> Iterator[Row]:
    """The rows with what stands in columns of one heading in the first of them; the `sample` tells which are ticked."""
    comments = heading.columns.get(FIELDS["commentary"], -1)
    ticks = [each for held, each in ticked(heading.texts, sample).items() if heading.columns.get(held) == each[0]]
    if ticks:
        rows = (_with_ticks(row, ticks, heading) for row in rows)
    several = columns_of_one_heading(heading)
    if not several:
        return rows
    return (_gathered(row, several, comments) for row in rows)


def _with_ticks(row: Row, ticks: Sequence[Sequence[int]], heading: ColumnHeading) -> Row:
    """The row with the heading that is ticked, the last of several, in the first of the ticked columns."""
    values = list(row.values)
    for columns in ticks:
        last = next((index for index in reversed(columns) if is_mark(row.values[index])), None)
        values[columns[0]] = None if last is None else heading.texts[last]
    return row._replace(values=values)


def _gathered(row: Row, several: dict[int, list[int]], comments: int) -> Row:
    values = list(row.values)
    for index, others in several.items():
        said = [row.values[at] for at in sorted([index, *others]) if row.values[at] is not None]
        if said:
            last = said[-1] if index == comments else said[0]
            values[index] = _STAMPED.sub("", last, count=1) if isinstance(last, str) else last
    return row._replace(values=values)
