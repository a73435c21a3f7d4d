"""What an import asks about columns: which one has the action, where no heading says so, and which one has the date or
the rating, where some column looks like it under a heading that says something else.

`reading` calls it. Nothing is asked that was told, and nothing that a file can do without and does not seem to have.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import median
from typing import Any

from models.plan.deadlines import Deadline
from models.updates.answer import FIELDS
from papers.plan.choosing import ActionSheet
from papers.plan.contents import Held, Meaning, PlanFileError
from papers.plan.dates import written
from papers.plan.headings import ColumnHeading, headings_seen
from papers.plan.layouts import LayoutUnclear, Option, Question, Told
from papers.plan.leanings import is_finish, is_other_date
from papers.plan.marks import is_mark
from papers.plan.ratings import ratings_in_words
from papers.plan.recognising import is_bygone, leaning_words, normal
from papers.plan.sheets import Row, Sheet
from papers.plan.vocabulary import EXAMPLES
from papers.wording import joined

FEWEST_HEADINGS = 3
"""Of a sheet with fewer there is nothing to ask: it is no list."""

MOST_SHOWN = 12
LOOKED_AT = 50
"""Rows below the headings that are looked at for what to offer first."""

_MAYBE_THE_ACTION = (Meaning.AREA, Meaning.BOARD, Meaning.MEASURE)
"""What a column may seem to be by its heading that has the actions."""

_SHARE = 0.8
"""Of the cells of a column that must look like what it is asked for."""

_LABELS = {"label", "labels", "tag", "tags"}
"""Coloured as people like: a colour there is no rating."""

_IN_TIME = re.compile(
    r"\d+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august"
    r"|september|october|november|december)\b"
)


def known_again(headings: Iterable[ColumnHeading]) -> str:
    """How a layout is known again: by its headings, in whatever order they stand and whatever month they name."""
    texts = {_IN_TIME.sub("", normal(text)).strip() for heading in headings for text in heading.texts}
    return hashlib.sha256("\n".join(sorted(filter(None, texts))).encode()).hexdigest()


def no_actions(sheets: Sequence[Sheet], layout: str) -> PlanFileError:
    """What is raised where no heading names the action: of the sheet that looks most like a list, the question which
    column it is; a plain error where none looks like one. Either says what was seen, and what would be understood.
    """
    seen = [(sheet, heading) for sheet in sheets if (heading := headings_seen(sheet)) is not None]
    fullest = max(seen, key=lambda each: (each[1].score, len(set(each[1].texts))), default=None)
    texts = list(dict.fromkeys(filter(None, fullest[1].texts))) if fullest else []
    where = f"on the sheet “{fullest[0].name if fullest else sheets[0].name}”" if sheets else "in the file"
    understood = "; ".join(f"{', '.join(words)} for {what}" for what, words in EXAMPLES.items())
    error = (
        "No column with the actions was found, or nothing beside it that is understood. Headings seen "
        f"{where}: {', '.join(f'“{text}”' for text in texts[:MOST_SHOWN]) or 'none'}. "
        f"Understood are, for example: {understood}."
    )
    below = _rows_below(*fullest) if fullest else []
    if fullest is None or len(texts) < FEWEST_HEADINGS or not below:
        return PlanFileError(f"{error} Rename the heading of the actions, and send the file again.")
    heading = fullest[1]
    columns = {text: index for index, text in reversed(list(enumerate(heading.texts))) if text}
    possible = [text for text in texts if heading.meaning(columns[text]) in (None, *_MAYBE_THE_ACTION)] or texts
    likely = sorted(possible, key=lambda text: -_length(below, columns[text]))
    options = tuple(_option(text, Meaning.TITLE) for text in likely)
    question = f"{error} Which heading is that of the actions?"
    return LayoutUnclear((Question("The column of the action", question, options),), layout)


def _rows_below(sheet: Sheet, heading: ColumnHeading) -> list[Row]:
    rows = sheet.rows(len(heading.texts), last=heading.last_row + LOOKED_AT)
    return [row for row in rows if row.number > heading.last_row]


def _length(rows: Sequence[Row], column: int) -> float:
    """How long the texts of a column are: those of the actions are the longest, as a rule."""
    return median(len(row.values[column]) if isinstance(row.values[column], str) else 0 for row in rows)


def columns_unclear(sheet: ActionSheet, told: Told) -> list[Question]:
    """The questions for a date or a rating that no heading has, but some column seems to."""
    questions = []
    sought: tuple[tuple[Held, str, Callable[[Any], bool]], ...] = (
        (Meaning.DUE, "the date when an action is due", _is_date),
        (FIELDS["activity"], "the rating of an action", _is_rating),
    )
    for meaning, what, is_one in sought:
        if meaning not in sheet.heading.columns and (found := _looking_like(sheet, told, is_one)):
            shown = joined([f"“{text}”" for text in found])
            is_it = f"The column {shown} looks" if len(found) == 1 else f"The columns {shown} look"
            nothing = Option(
                "None of them" if len(found) > 1 else "No", Told(columns=dict.fromkeys(map(normal, found)))
            )
            questions.append(
                Question(
                    f"The column of {what}",
                    f"No heading on the sheet “{sheet.name}” says which column has {what}. {is_it} like it. "
                    + ("Is it that?" if len(found) == 1 else "Which one is it?"),
                    (*(_option(text, meaning) for text in found), nothing),
                )
            )
    return questions


def _option(text: str, held: Held) -> Option:
    return Option(text, Told(columns={normal(text): held}))


def _looking_like(sheet: ActionSheet, told: Told, is_one: Callable[[Any], bool]) -> list[str]:
    found = []
    for index, text in enumerate(sheet.heading.texts):
        plain = normal(text)
        if not plain or sheet.heading.meaning(index) is not None or plain in told.columns:
            continue
        if is_bygone(text) or _tells_itself(text) or plain in _LABELS:
            continue
        cells = [row.values[index] for row in sheet.sample if row.values[index] is not None]
        if cells and sum(map(is_one, cells)) >= _SHARE * len(cells):
            found.append(text)
    return list(dict.fromkeys(found))


def _tells_itself(text: str) -> bool:
    """Whether a heading says that its dates are of something else."""
    words = leaning_words(text) or ""
    return is_other_date(words) or is_finish(words)


def _is_date(value: Any) -> bool:
    if isinstance(value, str) and len(value) <= 30:
        read = written(value)
        return any(isinstance(each, Deadline) and each.last_day for each in (read.as_it_stands, read.month_first))
    return isinstance(value, date)


def _is_rating(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 30 or "%" in value or is_mark(value):
        return False
    return ratings_in_words(value).says_how_it_stands
