"""Several columns with one heading, as exports of Jira have them: one for each component, label and comment.

`actions` gathers them row by row before anything is read: of a comment the last is what counts, of all else the first.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from models.updates.answer import FIELDS
from papers.plan.headings import ColumnHeading
from papers.plan.marks import is_mark, ticked
from papers.plan.recognising import normal
from papers.plan.sheets import Row

SAMPLED = 200

_STAMPED = re.compile(r"\d{1,2}/\w{3}/\d{2,4} \d{1,2}:\d{2} [AP]M;[^;\s]+;(?=\S)")
"""What Jira puts before a comment: its time and the account of its writer."""


def gathered(rows: Iterator[Row], heading: ColumnHeading) -> Iterator[Row]:
    """The rows with what stands in columns of one heading in the first of them."""
    texts = [normal(text) for text in heading.texts]
    columns = {
        index: [at for at, text in enumerate(texts) if text == texts[index] and heading.meaning(at) is None]
        for index in heading.columns.values()
    }
    comments = heading.columns.get(FIELDS["commentary"], -1)
    rows = _with_ticks(rows, heading)
    several = {index: others for index, others in columns.items() if others}
    if not several:
        return rows
    return (_gathered(row, several, comments) for row in rows)


def _with_ticks(rows: Iterator[Row], heading: ColumnHeading) -> Iterator[Row]:
    """The rows with the heading that is ticked, the last of several, in the first of the ticked columns."""
    sample = list(islice(rows, SAMPLED))
    columns = [each for held, each in ticked(heading.texts, sample).items() if heading.columns.get(held) == each[0]]
    for row in chain(sample, rows):
        for each in columns:
            last = next((index for index in reversed(each) if is_mark(row.values[index])), None)
            row.values[each[0]] = None if last is None else heading.texts[last]
        yield row


def _gathered(row: Row, several: dict[int, list[int]], comments: int) -> Row:
    for index, others in several.items():
        said = [row.values[at] for at in sorted([index, *others]) if row.values[at] is not None]
        if said:
            last = said[-1] if index == comments else said[0]
            row.values[index] = _STAMPED.sub("", last, count=1) if isinstance(last, str) else last
    return row
