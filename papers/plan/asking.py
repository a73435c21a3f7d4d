"""What an import asks about columns: which one has the action, where no heading says so, and what those hold that are
not surely what they seem to be. All of a sheet is one question, with a guess to which yes can be said.

`reading` calls it; `doubting` says which columns are unsure. Nothing is asked that was told, and nothing that a file
can do without and does not seem to have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from models.updates.answer import FIELDS
from papers.plan.choosing import ActionSheet
from papers.plan.column_names import hash_of
from papers.plan.contents import Column, Meaning, PlanFileError
from papers.plan.doubting import unsure
from papers.plan.headings import ColumnHeading, headings_seen
from papers.plan.layouts import HeadingRows, LayoutUnclear, Option, Question, Told
from papers.plan.looks import MOSTLY, looks_of
from papers.plan.recognising import normal
from papers.plan.settling import settled
from papers.plan.sheets import Row, Sheet
from papers.plan.vocabulary import EXAMPLES
from papers.wording import plural

FEWEST_HEADINGS = 3
"""Of a sheet with fewer there is nothing to ask: it is no list."""

MOST_SHOWN = 12
LOOKED_AT = 50
"""Rows below the headings that are looked at for what to offer first."""

_MAYBE_THE_ACTION = (Meaning.AREA, Meaning.BOARD, Meaning.MEASURE)
"""What a column may seem to be by its heading that has the actions."""


def known_again(headings: Iterable[ColumnHeading]) -> str:
    """How a layout is known again: by its headings, in whatever order they stand and whatever month they name."""
    return hash_of(text for heading in headings for text in heading.texts)


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
        if fullest is None:
            return PlanFileError(f"{error} Rename the heading of the actions, and send the file again.")
        return not_so(f"{error} Say which row has the headings.", (), layout)
    guessed = _with_an_action(*fullest, below)
    return LayoutUnclear((_question(guessed, f"{error} "),), layout)


def not_so(why: str, columns: Sequence[Column], layout: str) -> LayoutUnclear:
    """What is raised where a file cannot be read as its headings were understood: these, or what the `columns` hold,
    have to be told.
    """
    return LayoutUnclear((Question("How the file is to be read", why, (), tuple(columns)),), layout)


def which_is_the_action(sheet: Sheet, heading: ColumnHeading, layout: str) -> PlanFileError:
    """What is raised where headings that somebody has told do not name the action: the question which column it is."""
    rows = HeadingRows(heading.first_row, heading.last_row).said
    below = _rows_below(sheet, heading)
    if not below:
        return not_so(
            f"Nothing stands below {rows} of the sheet “{sheet.name}”. Say which row has the headings.", (), layout
        )
    guessed = _with_an_action(sheet, heading, below)
    first = f"No heading in {rows} of the sheet “{sheet.name}” names the action. "
    if not heading.last_row:
        first = f"The sheet “{sheet.name}” has no headings. "
    return LayoutUnclear((_question(guessed, first),), layout)


def by_what_is_said(sheet: Sheet) -> ColumnHeading | None:
    """The headings of a sheet where no heading names the action, if one column alone says what is to be done, beside
    others that actions have.
    """
    heading = headings_seen(sheet)
    if heading is None or not _OF_ACTIONS & heading.columns.keys():
        return None
    rows = _rows_below(sheet, heading)
    free = [at for at, text in enumerate(heading.texts) if text and heading.meaning(at) in (None, *_MAYBE_THE_ACTION)]
    looks = {at: looks_of([row.values[at] for row in rows if row.values[at] is not None], len(rows)) for at in free}
    telling = [at for at, look in looks.items() if look.cells > 1 and look.instructs >= MOSTLY]
    if not telling and len(_OF_ACTIONS & heading.columns.keys()) > 1:
        # Where who and when are known, the only other column of texts is what.
        telling = [at for at, look in looks.items() if look.cells > 1 and look.length >= _TEXTS]
        telling = telling if all(looks[at].fit(Meaning.TITLE) > 0 for at in telling) else []
    if len(telling) != 1:
        return None
    others = {held: index for held, index in heading.columns.items() if index != telling[0]}
    return replace(heading, columns=others | {Meaning.TITLE: telling[0]})


_TEXTS = 12
"""Characters of a text, by the median."""

_OF_ACTIONS = {Meaning.OWNER, Meaning.DUE, FIELDS["activity"]}


def _with_an_action(sheet: Sheet, heading: ColumnHeading, below: Sequence[Row]) -> ActionSheet:
    """The sheet as it is read if its actions stand in the column with the longest texts, by which they are guessed."""
    possible = [index for index, text in enumerate(heading.texts) if text] or list(range(len(heading.texts)))
    likely = [index for index in possible if heading.meaning(index) in (None, *_MAYBE_THE_ACTION)] or possible
    title = max(likely, key=lambda index: (_length(below, index), -index))
    columns = {held: index for held, index in heading.columns.items() if index != title} | {Meaning.TITLE: title}
    told = heading.told.and_then(Told(columns={normal(heading.names[title]): Meaning.TITLE}))
    read = settled(replace(heading, columns=columns, told=told), below)
    return ActionSheet(sheet, read, below, iter(()))


def _rows_below(sheet: Sheet, heading: ColumnHeading) -> list[Row]:
    rows = sheet.rows(len(heading.texts), last=heading.last_row + LOOKED_AT)
    return [row for row in rows if row.number > heading.last_row]


def _length(rows: Sequence[Row], column: int) -> float:
    """How long the texts of a column are: those of the actions are the longest, as a rule."""
    return median(len(row.values[column]) if isinstance(row.values[column], str) else 0 for row in rows)


def columns_unclear(sheet: ActionSheet) -> list[Question]:
    """The question about the columns of a sheet that are not surely what they were taken for, if there are any."""
    return [_question(sheet, "")] if unsure(sheet) else []


def _question(sheet: ActionSheet, first: str) -> Question:
    guesses = unsure(sheet)
    title = sheet.heading.columns[Meaning.TITLE]
    if first:
        guesses[title] = Meaning.TITLE
    columns = sheet.columns(guesses)
    first_last = {normal(each.heading): each for each in reversed(columns) if each.unsure}
    asked = dict(reversed(first_last.items()))
    guessed = [
        f"“{each.heading}” {f'is “{each.meaning.heading}”' if each.meaning else 'is not used'}"
        for each in asked.values()
    ]
    told = Told(columns={heading: each.meaning for heading, each in asked.items()})
    return Question(
        f"The columns of “{sheet.name}”",
        f"{first}{plural(len(guessed), 'column')} of the sheet “{sheet.name}” may be read in more ways than one. "
        f"My guess: {'; '.join(guessed)}. Is that right?",
        (Option("That is right", told, {heading: each.heading for heading, each in asked.items()}),),
        columns,
    )
