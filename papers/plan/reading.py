"""Reading a plan from a spreadsheet as it is found in the wild: one call, from bytes to a `PlanFile`.

`secretariat import` and a file sent to the bot both come here. Nothing is written anywhere, and the database is not
known: the whole file is understood first, with every doubt by its place, or refused with words for people.
"""

from dataclasses import replace

from papers.plan.actions import Progress, read_actions
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.headings import ColumnHeading, find_heading, headings_seen
from papers.plan.opening import open_sheets
from papers.plan.registers import read_registers, register_of
from papers.plan.sheets import Sheet
from papers.plan.vocabulary import EXAMPLES


def read_plan(content: bytes, name: str, progress: Progress | None = None) -> PlanFile:
    """What a plan spreadsheet says.

    `content` is an .xlsx or .xlsm workbook (macros are never run) or a .csv file; `name` is the file's name, which a
    csv file's cells are placed by. `progress` is told (rows read, rows in all) now and then. Raises PlanFileError,
    in words for people, where the file is not such a file or cannot be taken as a plan.
    """
    sheets = open_sheets(content, name)
    registers: dict[str, Sheet] = {}
    others: list[Sheet] = []
    notes: list[str] = []
    for sheet in sorted(sheets, key=lambda each: each.hidden):
        register = register_of(sheet)
        if register is None:
            others.append(sheet)
        elif sheet is not registers.setdefault(register, sheet):
            notes.append(f"{_passed_over(sheet)[:-1]}: another one is called {register}, too.")
        elif sheet.hidden:
            notes.append(f"The sheet “{sheet.name}” is hidden, and was read.")
    found = {sheet.name: heading for sheet in others if (heading := find_heading(sheet)) is not None}
    if not found:
        raise _no_actions(others or sheets)
    chosen = max((sheet for sheet in others if sheet.name in found), key=lambda sheet: _merit(sheet, found[sheet.name]))
    plan = read_actions(chosen, found[chosen.name], progress)
    beside = read_registers(registers)
    return replace(
        plan,
        boards=beside.boards,
        people=beside.people,
        meetings=beside.meetings,
        snapshots=beside.snapshots,
        highlights=beside.highlights,
        doubts=plan.doubts + beside.doubts,
        notes=(
            *plan.notes,
            *(_passed_over(sheet, sheet.name in found) for sheet in others if sheet is not chosen),
            *notes,
        ),
    )


def _merit(sheet: Sheet, heading: ColumnHeading) -> tuple[bool, int]:
    """Of two sheets that list actions, the visible one is meant, then the one with more that is understood."""
    return not sheet.hidden, heading.score


def _passed_over(sheet: Sheet, lists_actions: bool = False) -> str:
    kind = "hidden sheet" if sheet.hidden else "sheet"
    why = ": it lists actions too, but another sheet says more" if lists_actions else ""
    return f"The {kind} “{sheet.name}” was passed over{why}."


def _no_actions(sheets: list[Sheet]) -> PlanFileError:
    """No sheet has a column of actions: what was seen, and what would be understood."""
    found = {sheet.name: headings_seen(sheet) for sheet in sheets}
    seen = {name: tuple(filter(None, heading.texts)) if heading else () for name, heading in found.items()}
    fullest = max(seen, key=lambda name: len(seen[name]), default="")
    headings = ", ".join(f"“{text}”" for text in seen.get(fullest, ())[:12]) or "none"
    where = f"on the sheet “{fullest}”" if fullest else "in the file"
    understood = "; ".join(f"{', '.join(texts)} for {what}" for what, texts in EXAMPLES.items())
    return PlanFileError(
        "No column with the actions was found, or nothing beside it that is understood. "
        f"Headings seen {where}: {headings}. "
        f"Understood are, for example: {understood}. Rename the heading of the actions, and send the file again."
    )
