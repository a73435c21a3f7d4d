"""What somebody has told of a file by hand, held against the file: where its headings stand, which of what was told of
earlier files it has, and what is wrong with what was typed.

`reading` calls it before and after the rows are read. Whatever was told of an earlier file and is not in this one is
left alone; whatever was typed of this one is there, or is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.plan.ratings import Scale
from papers.plan.cells import as_text
from papers.plan.choosing import ActionSheet
from papers.plan.column_names import told_as
from papers.plan.contents import PlanFile, PlanFileError, RatingWord, SheetSeen
from papers.plan.headings import SEARCHED_FOR_TOLD, ColumnHeading, hashes_of, rows_told
from papers.plan.layouts import NO_HEADINGS, HeadingRows, Told
from papers.plan.recognising import normal
from papers.plan.registers import register_of
from papers.plan.sheets import Sheet
from papers.spacing import folded
from papers.wording import joined, plural, shortened


def placed(sheets: Sequence[Sheet], told: Told) -> Told:
    """What is told, with how the rows are known again in which somebody says that the headings stand.

    Raises PlanFileError where there are no such rows, or where they may be of several sheets.
    """
    if told.rows is None:
        return told
    named = told.rows.sheet or (told.sheets[0] if told.sheets else None)
    visible = [sheet for sheet in sheets if not sheet.hidden] or sheets
    there = [sheet for sheet in sheets if folded(sheet.name) == folded(named)] if named else visible
    names = joined([f"“{sheet.name}”" for sheet in sheets]) or "none"
    if named and not there:
        raise PlanFileError(f"The file has no sheet “{named}” that could list actions. Its sheets are: {names}.")
    if len(there) != 1:
        example = f"{visible[0].name if visible else 'Log'}!{told.rows}"
        raise PlanFileError(f"On which sheet is {told.rows.said}? Its sheets are: {names}. For example: “{example}”.")
    where = replace(told.rows, sheet=there[0].name)
    told = replace(told, rows=where)
    if not where.first:
        return replace(told, sheets=(there[0].name,), headings=NO_HEADINGS)
    rows = rows_told(there[0], told)
    if not rows:
        raise PlanFileError(f"There is nothing in {where.said} of the sheet “{there[0].name}”.")
    return replace(told, headings=hashes_of(rows))


def known_by_headings(sheets: Sequence[Sheet], remembered: Mapping[str, Told]) -> str | None:
    """The layout of an earlier file whose headings somebody has told and which stand in this one, too: of several that
    with most rows of them, or else the last that was told.
    """
    told = [(layout, each.headings) for layout, each in remembered.items() if each.headings]
    if not told:
        return None
    there = [hashes_of(sheet.rows(last=SEARCHED_FOR_TOLD)) for sheet in sheets]
    known = [
        (len(headings), at, layout)
        for at, (layout, headings) in enumerate(told)
        if any(headings == rows[first : first + len(headings)] for rows in there for first in range(len(rows)))
    ]
    return max(known)[2] if known else None


def in_place_of(before: Told, now: Told, headings: Sequence[ColumnHeading]) -> set[str]:
    """The columns of which something is told still: what was told of an earlier file gives way where another column of
    its sheet is now told to hold the same. Raises PlanFileError where two are now.
    """
    gone: set[str] = set()
    both = {**before.columns, **now.columns}
    for heading in headings:
        names = {normal(name): name for name in heading.names}
        bases = {key: normal(text) or key for key, text in zip(names, heading.texts, strict=True)}
        for key in (each for each in names if each in now.columns):
            held = now.columns[key]
            if held is None:
                continue
            for other in (each for each in names if each in both):
                if both[other] != held or bases[other] == bases[key]:
                    continue
                if other in now.columns:
                    raise PlanFileError(
                        f"“{names[key]}” and “{names[other]}” cannot both be the column “{held.heading}”: please say "
                        "it of one of them."
                    )
                gone.add(other)
    return both.keys() - gone


def refuse_unknown(typed: Told, sheets: Sequence[Sheet], found: Mapping[str, ColumnHeading | None]) -> None:
    """Whatever was typed of a column of this file is said of one that it has."""
    headings = [(sheet, heading) for sheet in sheets if (heading := found[sheet.name]) is not None]
    if not headings or all(any(key in map(normal, each.texts) for _, each in headings) for key in typed.columns):
        return
    there = {
        normal(each.heading): each.heading
        for sheet, heading in headings
        for each in ActionSheet(sheet, heading, (), iter(())).columns()
    }
    missing = [heading for heading in typed.columns if heading not in there]
    if missing:
        shown = ", ".join(f"“{text}”" for text in there.values())
        raise PlanFileError(f"The file has no heading “{missing[0]}”. Its headings are: {shown}.")


def refuse_unsaid(typed: Told, words: Sequence[RatingWord]) -> None:
    """Whatever was typed of a word of this file is said of one that stands in its ratings."""
    there = {folded(each.text) for each in words}
    for word in typed.words:
        if word not in there:
            shown = ", ".join(f"“{each.text}”" for each in words) or "none"
            raise PlanFileError(
                f"No rating of the file is “{word}”. Its words besides the names of levels are: {shown}."
            )


def in_words(told: Told, plan: PlanFile, scale: Scale) -> tuple[str, ...]:
    """What was taken as somebody has told it, each thing of it that the file has."""
    said = []
    if told.headings == NO_HEADINGS:
        said.append(f"“{plan.sheet}” has no headings.")
    elif told.headings:
        rows = HeadingRows(plan.header_row, plan.last_header_row).said
        said.append(f"The headings of “{plan.sheet}” are in {rows}.")
    for each in plan.columns:
        if told_as(told, each.written, each.heading) is not None:
            said.append(f"“{each.heading}” is {f'“{each.meaning.heading}”' if each.meaning else 'not used'}.")
    for word in plan.words:
        if word.told:
            level = scale[word.rating].name if word.rating else "no rating"
            said.append(f"“{word.text}” is {level} ({plural(word.cells, 'cell')}).")
    return tuple(dict.fromkeys(said))


FIRST_LINES, FIRST_CELLS, LONGEST_CELL = 10, 8, 30
"""What is shown of a sheet to whoever says which row has the headings."""

MOST_SEEN = 50
"""Sheets."""


def seen(sheets: Sequence[Sheet]) -> tuple[SheetSeen, ...]:
    """The first rows of the sheets that may list the actions, those that are hidden last."""
    possible = [sheet for sheet in sorted(sheets, key=lambda each: each.hidden) if register_of(sheet) is None]
    return tuple(SheetSeen(each.name, _first_lines(each)) for each in possible[:MOST_SEEN])


def _first_lines(sheet: Sheet) -> tuple[tuple[int, tuple[str, ...]], ...]:
    try:
        rows = sheet.top[:FIRST_LINES]
    except PlanFileError:
        return ()
    return tuple(
        (row.number, tuple(shortened(" ".join(as_text(row.values[at]).split()), LONGEST_CELL) for at in filled))
        for row in rows
        for filled in [row.filled()[:FIRST_CELLS]]
    )
