"""Finding the row of headings on a sheet, and what each column holds.

`reading` asks for the heading of every sheet. Only headings are judged here; where a heading means two things, the
cells below it tell which (`settling`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from models.updates.answer import FIELDS
from papers.plan.column_names import hash_of, names_of, told_as, widest_told
from papers.plan.contents import Held, Meaning
from papers.plan.layouts import DEEPEST, NO_HEADINGS, NOTHING_TOLD, Told
from papers.plan.leanings import leanings
from papers.plan.looks import is_day
from papers.plan.ratings import ratings_in_words
from papers.plan.recognising import LONGEST_LOOSE, Recognised, Spelling, is_bygone, leaning_words, normal, recognise
from papers.plan.sheets import CellError, Row, Sheet
from papers.plan.vocabulary import ABOUT_RISKS, PERCENTAGES, TITLES_ELSE, WEAK_TITLES

SEARCHED_FOR_TOLD = 1_000
"""Rows of a sheet in which headings are looked for that somebody has told."""

HEADINGS_OF_AN_EXPORT = 6
"""So many headings as an export writes them make a sheet one."""

FEWEST_BESIDE = 2
"""Other columns that are understood beside one that is the action by a hint alone."""

_MAYBE_THE_ACTION = (Meaning.AREA, Meaning.MEASURE, FIELDS["corrective_action"])
_SURELY_OF_ACTIONS = {Meaning.OWNER, Meaning.DUE, FIELDS["activity"]}


@dataclass(frozen=True)
class ColumnHeading:
    """The row of headings of a sheet; with a second line below it, `last_row` is that line."""

    first_row: int
    last_row: int
    texts: tuple[str, ...]
    columns: Mapping[Held, int]
    """Where each meaning stands, by column from 0."""

    told: Told = NOTHING_TOLD

    @property
    def score(self) -> int:
        """How many columns are understood."""
        return len(self.columns)

    @property
    def is_of_an_export(self) -> bool:
        """Whether these are the headings of an export of ours, which is read as it was written."""
        return sum(self.texts[at] == held.heading for held, at in self.columns.items()) >= HEADINGS_OF_AN_EXPORT

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each column is called."""
        return names_of(self.texts)

    def is_told(self, index: int) -> bool:
        """Whether somebody has told what the column holds."""
        return bool(self.told.columns) and told_as(self.told, self.texts[index], self.names[index]) is not None

    def meaning(self, index: int) -> Held | None:
        """What the column holds."""
        return next((meaning for meaning, at in self.columns.items() if at == index), None)


def find_heading(
    sheet: Sheet, told: Told = NOTHING_TOLD, loosest: Spelling = Spelling.MISSPELLED
) -> ColumnHeading | None:
    """The row among the first hundred that names the action and most else, with the lines below it that divide it;
    None where no row does.

    All rows are read exactly; those that then say something, or all where none names the action, loosely too.
    """
    rows = sheet.top
    exact = [_heading([row], told, Spelling.EXACT) for row in rows]
    possible = [at for at, row in enumerate(rows) if not _has_a_day(row)]
    found = any(_names_actions(exact[at]) for at in possible)
    likely = [at for at in possible if exact[at].score or not found]
    if loosest is Spelling.BY_WORDS and (seen := headings_seen(sheet)) is not None:
        likely = [at for at in likely if rows[at].number <= seen.first_row]  # what stands below it is no heading
    headings = [heading for at in likely for heading in _stacked(sheet, rows, at, told, loosest)]
    return _best([heading for heading in headings if _names_actions(heading)])


def as_told(shown: ColumnHeading | None, found: ColumnHeading | None, told: Told) -> ColumnHeading | None:
    """The headings that are shown, with what was told of them. Those that are `found` by it only where they have more
    of what was told: else telling what is shown would move the headings to another row, which lacks it.
    """
    if shown is None:
        return found
    texts = shown.texts + ("",) * (widest_told(told) - len(shown.texts))
    if found is not None and not _said_of(found.texts, told) <= _said_of(texts, told):
        return found
    for spelling in (Spelling.MISSPELLED, Spelling.BY_WORDS):
        columns = _columns(texts, told, spelling)
        if Meaning.TITLE in columns:
            break
    else:
        title = shown.columns[Meaning.TITLE]
        if replace(shown, told=told).is_told(title):
            return found
        columns = {held: at for held, at in columns.items() if at != title} | {Meaning.TITLE: title}
    return replace(shown, texts=texts, columns=columns, told=told)


def _said_of(texts: Sequence[str], told: Told) -> set[str]:
    """What is told of columns under these headings."""
    names = zip(texts, names_of(texts), strict=True)
    return {key for text, name in names if (key := told_as(told, text, name)) is not None}


def _has_a_day(row: Row) -> bool:
    """Whether a row has a day with a month and a year in numbers, written as a text, and so is no row of headings."""
    return any(isinstance(value, str) and _DAY.match(value) is not None for value in row.values)


_DAY = re.compile(r"(?:20\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:20)?\d\d)(?:[ T]\d\d?:\d\d\S*)?$", re.ASCII)


def headings_seen(sheet: Sheet) -> ColumnHeading | None:
    """The row that seems to hold the headings where none names the actions: it has most short texts."""
    fullest: tuple[int, Row | None] = 0, None
    for row in sheet.top:
        texts = {value for value in row.values if isinstance(value, str) and len(value) <= LONGEST_LOOSE}
        if len(texts) > fullest[0]:
            fullest = len(texts), row
    return None if fullest[1] is None else _heading([fullest[1]], NOTHING_TOLD, Spelling.MISSPELLED)


def columns_of_one_heading(heading: ColumnHeading) -> dict[int, list[int]]:
    """The columns that are read together with one that has a meaning, since all have its heading and no other meaning;
    one of which something else was told is not.
    """
    texts = [normal(text) for text in heading.texts]
    found = {
        index: [
            at
            for at, text in enumerate(texts)
            if text
            and text == texts[index]
            and heading.meaning(at) is None
            and ((key := told_as(heading.told, text, heading.names[at])) is None or heading.told.columns[key] == held)
        ]
        for held, index in heading.columns.items()
    }
    return {index: others for index, others in found.items() if others}


def rows_told(sheet: Sheet, told: Told) -> list[Row]:
    """The rows of a sheet that somebody has told are the headings: by where they stand in this file, or by what stood
    in them in an earlier one; none where it has no such rows.
    """
    if told.rows and told.rows.sheet == sheet.name:
        return [row for row in sheet.rows(last=told.rows.last) if row.number >= told.rows.first]
    rows: list[Row] = []
    for row in sheet.rows(last=SEARCHED_FOR_TOLD) if told.headings else ():
        rows = [*rows, row][-len(told.headings) :]
        if tuple(hash_of(_texts(each.values)) for each in rows) == told.headings:
            return rows
    return []


def hashes_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """How rows of headings are known again, each by what stands in it."""
    return tuple(hash_of(_texts(row.values)) for row in rows)


def heading_told(sheet: Sheet, told: Told) -> ColumnHeading | None:
    """The headings in the rows that somebody has told, read as loosely as it takes to find the action; None where the
    sheet has no such rows. Where it is told that there are none, the columns have no more than their letters.
    """
    if told.headings == NO_HEADINGS:
        width = max((index + 1 for row in sheet.top for index in row.filled()), default=0)
        texts = ("",) * max(width, widest_told(told))
        return ColumnHeading(0, 0, texts, map_columns(texts, told), told)
    rows = rows_told(sheet, told)
    if not rows:
        return None
    texts = _texts(rows[0].values)
    for above, below in pairwise(rows):
        texts = _divided(sheet, above, below, texts) or _put_together(texts, below)
    known, by_words = (_heading(rows, told, each, texts) for each in (Spelling.MISSPELLED, Spelling.BY_WORDS))
    return by_words if Meaning.TITLE not in known.columns and Meaning.TITLE in by_words.columns else known


def _put_together(texts: tuple[str, ...], below: Row) -> tuple[str, ...]:
    """The headings with the line below them, of which each cell goes on from the one above it, or explains it."""
    lines, whole = _texts(below.values), list(texts)
    for index in below.filled():
        both = f"{texts[index]} {lines[index]}".strip()
        whole[index] = next(
            (each for each in (both, texts[index], lines[index]) if recognise(each, Spelling.LOOSE)), both
        )
    return tuple(whole)


def map_columns(
    texts: Sequence[str], told: Told = NOTHING_TOLD, spelling: Spelling = Spelling.EXACT, without: Collection[int] = ()
) -> dict[Held, int]:
    """Where each meaning stands among these headings, `without` some of them; where two columns claim one, the
    likelier heading has it. What somebody has told comes first.
    """
    found: dict[int, Recognised] = {}
    names = names_of(texts) if told.columns else texts
    for index, (text, name) in enumerate(zip(texts, names, strict=True)):
        if index in without:
            continue
        if told.columns and (key := told_as(told, text, name)) is not None:
            meaning = told.columns[key]
            each = None if meaning is None else Recognised(meaning, key, -1)
        else:
            each = recognise(text, spelling) if text else None
        if each is not None:
            found[index] = each
    columns = _claimed(found)
    title = columns.get(Meaning.TITLE)
    if title is None or found[title].phrase in WEAK_TITLES:
        # "Activity" or "Corrective action" is the action itself in trackers that have no other column for it.
        phrases = {each.phrase: index for index, each in reversed(found.items())}
        if (stands := next((phrases[phrase] for phrase in TITLES_ELSE if phrase in phrases), None)) is not None:
            rest = {index: each for index, each in found.items() if index != stands}
            columns = _claimed(rest) | {Meaning.TITLE: stands}
            for its, then in _ITS_OWN.items():
                if its in columns and then not in columns:
                    columns[then] = columns.pop(its)
    title = columns.get(Meaning.TITLE)
    if title is not None and title in found and found[title].phrase in ABOUT_RISKS:
        return {meaning: at for meaning, at in columns.items() if found[at].phrase != "impact"}
    impact = next((index for index, each in found.items() if each.phrase == "impact"), None)
    if impact is not None and impact not in columns.values() and FIELDS["difference"] not in columns:
        columns[FIELDS["difference"]] = impact
    return columns


_ITS_OWN: dict[Held, Held] = {
    FIELDS["recovery_by"]: Meaning.DUE,
    FIELDS["recovery_owner"]: Meaning.OWNER,
}
"""Where the corrective action is the action, whose it is and when it is due are the action’s."""

_INSTRUCTION = re.compile(
    r"(?:add|enter|insert|list|state|describe|provide|please|select|choose|give|name of|note|use|write|specify|include"
    r"|record|identify|set out|e\.?g\.?|i\.?e\.?|for example|what|who|when|how|which|where|why|is|are|drop ?down)\b",
    re.IGNORECASE,
)


def explains(row: Row, filled: Sequence[int], heading: ColumnHeading) -> bool:
    """Whether a line below the headings explains them: most of its cells ask, or tell what to write, or say again what
    the heading above them says. A line that has a date or a rating where these belong is an action.
    """
    texts = {index: value for index in filled if isinstance(value := row.values[index], str)}
    due, activity = (heading.columns.get(each) for each in (Meaning.DUE, FIELDS["activity"]))
    told = (due is not None and due in filled and is_day(row.values[due])) or (
        activity is not None and activity in texts and ratings_in_words(texts[activity]).says_how_it_stands
    )
    if told or len(texts) < len(filled):
        return False
    asking = {index for index, text in texts.items() if text.rstrip().endswith("?") or _INSTRUCTION.match(text)}
    if due not in filled and activity not in filled:
        return len(filled) > 2 and len(asking) == len(filled)
    # "HR lead" below "Lead" and "Action 1" below "Action" are what belongs there.
    names = {heading.columns.get(each) for each in (Meaning.REF, Meaning.OWNER, Meaning.AREA)}
    again = {index for index, text in texts.items() if index not in names and _says_again(text, heading.texts[index])}
    return len(asking | again) > 2 and 2 * len(asking | again) > len(filled)


def comes_again(row: Row, filled: Sequence[int], heading: ColumnHeading) -> bool:
    """Whether a row, `filled` in these columns, is the headings again: those of two lines are kept as "BRAG Activity",
    and a page begins again with either line; over another group one of them may be called otherwise: “Control” in place
    of “Action”.
    """
    others = 0
    for index in filled:
        if index >= len(heading.texts) or not heading.texts[index].casefold().endswith(
            str(row.values[index]).casefold()
        ):
            others += 1
            if others > 1:
                return False
    return len(filled) > (3 if others else 1)


def _says_again(text: str, heading: str) -> bool:
    words = {word.rstrip("s") for word in normal(heading).split() if len(word) > 3}
    return bool(words & {word.rstrip("s") for word in normal(text).split()})


def _claim(each: Recognised) -> tuple[bool, int, int, int]:
    """The smaller, the better the claim: a percentage last, undated before dated, the later date first, then the
    likelier heading.
    """
    last = each.phrase in PERCENTAGES
    return last, 0 if each.dated is None else 1, -(each.dated or date.min).toordinal(), each.rank


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if value is None or isinstance(value, CellError) else _text(value) for value in values)


def _text(value: Any) -> str:
    return f"{value:%d %B %Y}" if isinstance(value, (date, datetime)) else str(value)


def _claimed(found: Mapping[int, Recognised]) -> dict[Held, int]:
    columns: dict[Held, int] = {}
    for index, each in found.items():
        other = columns.get(each.meaning)
        if other is None or _claim(each) < _claim(found[other]):
            columns[each.meaning] = index
    return columns


def _names_actions(heading: ColumnHeading) -> bool:
    title = heading.columns.get(Meaning.TITLE)
    if title is None or heading.is_told(title):
        return title is not None
    # "Name" is the task in exports of some programs, and a person on a list of them.
    return heading.score >= (4 if normal(heading.texts[title]) == "name" else 2)


def _best(headings: Sequence[ColumnHeading]) -> ColumnHeading | None:
    """The one that says most; of those of one place the one that ends lowest, and does not take in a line in vain."""
    score = max((heading.score for heading in headings), default=0)
    best = [heading for heading in headings if heading.score == score]
    same = (heading for heading in best if heading.first_row <= best[0].last_row)
    return max(same, key=lambda heading: (heading.last_row, heading.first_row), default=None)


def _heading(
    lines: Sequence[Row], told: Told, spelling: Spelling, texts: tuple[str, ...] | None = None
) -> ColumnHeading:
    texts = _texts(lines[0].values) if texts is None else texts
    last = max((index + 1 for index, text in enumerate(texts) if text), default=0)
    told_of = widest_told(told)
    texts = texts[: max(last, told_of)] + ("",) * (told_of - len(texts))
    return ColumnHeading(lines[0].number, lines[-1].number, texts, _columns(texts, told, spelling), told)


def _columns(texts: Sequence[str], told: Told, spelling: Spelling) -> dict[Held, int]:
    columns = map_columns(texts, told, spelling)
    if spelling is Spelling.BY_WORDS and Meaning.TITLE not in columns and _SURELY_OF_ACTIONS & columns.keys():
        columns = _with_a_title(texts, columns, told)
    return columns


def _with_a_title(texts: Sequence[str], columns: dict[Held, int], told: Told) -> dict[Held, int]:
    """The columns with that for the action which leans to it most; it may have been taken for the area."""
    taken = {index for held, index in columns.items() if held not in _MAYBE_THE_ACTION}
    leaning = {
        index: strength
        for index, (text, name) in enumerate(zip(texts, names_of(texts), strict=True))
        if index not in taken
        and told_as(told, text, name) is None
        and (strength := leanings(leaning_words(text) or "").get(Meaning.TITLE, 0)) >= 1
    }
    if not leaning:
        return columns
    title = max(leaning, key=lambda index: leaning[index])
    others = {held: index for held, index in columns.items() if index != title}
    return others | {Meaning.TITLE: title} if len(others) >= FEWEST_BESIDE else columns


def _stacked(sheet: Sheet, rows: Sequence[Row], at: int, told: Told, spelling: Spelling) -> Iterator[ColumnHeading]:
    """The row as headings, and with one line or two below it where these divide it, as "Original | Revised" do "Dates".

    A line that could be an action is taken for headings only where more is understood with it; one over which the
    heading of the action stretches is none.
    """
    heading = _heading(rows[at : at + 1], told, spelling)
    if heading.columns.get(Meaning.TITLE) in rows[at].repeated:
        return  # its headings began further up
    texts = _texts(rows[at].values)
    for last in range(at + 1, min(at + DEEPEST, len(rows))):
        below = _divided(sheet, rows[last - 1], rows[last], texts)
        if below is None:
            break
        texts = below
        deeper = _heading(rows[at : last + 1], told, spelling, texts)
        title = heading.columns.get(Meaning.TITLE)
        if title not in rows[last].repeated:
            if deeper.score < heading.score + (title in rows[last].filled()):
                break
            yield heading
        heading = deeper
    yield heading


def _divided(sheet: Sheet, above: Row, below: Row, texts: tuple[str, ...]) -> tuple[str, ...] | None:
    """The headings of these lines as one, where the line below divides cells that stretch across in the line above."""
    filled, own = below.filled(), {index for index, text in enumerate(texts) if text}
    if below.number != above.number + 1 or len(own) < 2 or not filled:
        return None
    lines = _texts(below.values)
    # Weeks may stand there as days or as numbers.
    could_be = all(isinstance(below.values[index], (str, date, int)) for index in filled)
    if not could_be or any(len(lines[index]) > LONGEST_LOOSE for index in filled):
        return None
    groups: dict[int, str] = {}
    for block in sheet.part.merged:
        if block.first_row == above.number and block.last_column > block.first_column:
            title = texts[block.first_column - 1] if block.first_column <= len(texts) else ""
            groups |= dict.fromkeys(range(block.first_column - 1, block.last_column), title)
    # In a csv file, or where nobody has merged them, the cells that one stretches across are empty.
    for first in own - groups.keys():
        blank = first + 1
        while blank <= filled[-1] and not texts[blank] and blank not in groups:
            blank += 1
        if len([index for index in filled if first <= index < blank]) > 1:
            groups |= dict.fromkeys(range(first, blank), texts[first])
    if any(index not in groups for index in filled):
        return None
    whole = list(texts)
    for index in filled:
        both = f"{groups[index]} {lines[index]}"
        whole[index] = both if recognise(both, Spelling.LOOSE) or is_bygone(both) else lines[index]
    return tuple(whole)
