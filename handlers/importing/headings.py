"""The form that says which row of a file has the headings, and on which sheet; beside it stand the first rows.

`command` opens it from a file's preview, and where the headings were not found. What is told is kept by how the
headings are known again, so that the next file may have them in another row.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.cards import Input, Listing, Modal, Text
from models.privacy.private_text import looks_private
from papers.plan.contents import PlanFileError, SheetSeen
from papers.plan.layouts import DEEPEST, HeadingRows, Told
from papers.wording import plural

MOST_SHOWN = 5
"""Sheets whose first rows are shown."""

ALL, ALONE = "all", "alone"
_READ = ((ALL, "Every sheet with these headings"), (ALONE, "This sheet alone"))


def first_rows(sheets: Sequence[SheetSeen], today: date) -> tuple[Text | Listing, ...]:
    """The first rows of each sheet with their numbers; cells that look like private text are left out."""
    shown: list[Text | Listing] = []
    for sheet in sheets[:MOST_SHOWN]:
        shown.append(Text(f"The first rows of “{sheet.name}”", "strong"))
        lines = (f"{number}: {' | '.join(_shown(each, today) for each in cells)}" for number, cells in sheet.rows)
        shown.append(Listing(tuple(lines) or ("It is empty.",)))
    if (more := len(sheets) - MOST_SHOWN) > 0:
        shown.append(Text(f"There {'is' if more == 1 else 'are'} {plural(more, 'more sheet')}.", "muted"))
    return tuple(shown)


def form(
    sheets: Sequence[SheetSeen],
    at: HeadingRows | None,
    state: str,
    today: date,
    values: Mapping[str, str] | None = None,
    error: str = "",
) -> Modal:
    """Which row it is, as it is read now `at`, and of several sheets which; with `values` as they were chosen, and what
    is wrong with them.
    """
    names = [each.name for each in sheets]
    now = {"row": "", "sheet": "0", "read": ALL}
    if at is not None and at.sheet in names:
        now |= {"row": str(HeadingRows(at.first, at.last)), "sheet": str(names.index(at.sheet))}
    now |= values or {}
    row = Input(
        "row",
        "Which row has the headings?",
        value=now["row"],
        hint=f"Its number, such as 3; or 3-4 where two rows, {DEEPEST} at most, are the headings together. A row below "
        "them that explains them, or has groups, can be one of them. 0 where there are none.",
        required=True,
        max_length=20,
        error=error,
    )
    options = tuple((str(number), name) for number, name in enumerate(names))
    sheet = Input("sheet", "On which sheet?", "choice", now["sheet"], required=True, options=options)
    read = Input("read", "Which sheets are read?", "choice", now["read"], required=True, options=_READ)
    said = "What stands in that row is known again in the next file, in whichever row it is."
    body = (Text(said), *first_rows(sheets, today))
    return Modal(
        *("The headings", "import.headings.submit", state, body),
        (row, sheet, read) if len(sheets) > 1 else (row,),
        "Read it so",
    )


def told_by_form(sheets: Sequence[SheetSeen], values: Mapping[str, str]) -> Told:
    """What is told by whoever has sent the form. Raises PlanFileError where it does not say a row or a sheet."""
    rows, chosen = HeadingRows.of(values.get("row", "")), values.get("sheet", "0")
    names = {str(number): each.name for number, each in enumerate(sheets)}
    if rows.sheet or chosen not in names:
        raise PlanFileError("Please give the number of the row alone, and choose one of the sheets.")
    name = names[chosen]
    alone = values.get("read") == ALONE
    return Told(sheets=(name,) if alone else (), rows=HeadingRows(rows.first, rows.last, name))


def _shown(cell: str, today: date) -> str:
    return "(not shown)" if looks_private(cell, today) else cell
