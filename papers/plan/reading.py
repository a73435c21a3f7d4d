"""Reading a plan from a spreadsheet as it is found in the wild: one call, from bytes to a `PlanFile`.

`secretariat import` and a file sent to the bot both come here. Nothing is written anywhere, and the database is not
known: the whole file is understood first, with every doubt by its place, or asked about, or refused with words for
people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from models.plan.ratings import BRAG, Scale
from papers.plan.actions import Progress, read_actions
from papers.plan.addresses import addresses_in, first_rows
from papers.plan.asking import by_what_is_said, columns_unclear, known_again, no_actions
from papers.plan.choosing import ActionSheet, Chosen, choose
from papers.plan.contents import PlanFile, PlanFileError
from papers.plan.headings import ColumnHeading, as_told, find_heading, headings_seen
from papers.plan.layouts import NOTHING_SETTLED, NOTHING_TOLD, LayoutUnclear, Settled, Told
from papers.plan.opening import open_sheets
from papers.plan.ratings import read_on
from papers.plan.recognising import Spelling, normal
from papers.plan.registers import heading_row, read_registers, register_of, scale_on
from papers.plan.scales import FileScale, scale_of_file
from papers.plan.settling import settled
from papers.plan.sheets import Sheet
from papers.wording import joined

HARDLY_ANY = 2
"""Headings that are known, which a row of cells may have by chance."""

FIRST_ROWS = 1_000
"""So many rows of a sheet tell the scale; what a later one has that the scale does not is a doubt, as any other."""


def read_plan(
    content: bytes,
    name: str,
    progress: Progress | None = None,
    told: Told = NOTHING_TOLD,
    remembered: Mapping[str, Told] | None = None,
    settled: Settled = NOTHING_SETTLED,
) -> PlanFile:
    """What a plan spreadsheet says.

    `content` is an .xlsx or .xlsm workbook (macros are never run) or a .csv file; `name` is the file's name, which a
    csv file's cells are placed by. `progress` is told (rows read, rows in all) now and then. `told` is what somebody
    says about the layout, `remembered` what was said about earlier ones, by how their headings are known again;
    `settled` is what the plan's scale is already.
    Raises LayoutUnclear where more has to be told, and PlanFileError, in words for people, where the file is not such
    a file or cannot be taken as a plan.
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
            notes.append(f"The {_kind(sheet)} “{sheet.name}” was passed over: another one is called {register}, too.")
        elif sheet.hidden:
            notes.append(f"The sheet “{sheet.name}” is hidden, and was read.")
    if "Findings" in registers and not any(_headings(others).values()):
        return _findings_alone(registers["Findings"], others, notes, settled)
    on_its_sheet = scale_on(registers["Scale"]) if "Scale" in registers else None
    _refuse_another_scale(settled, told)
    with read_on(settled.scale or on_its_sheet or BRAG):
        chosen, scale, layout, told = _listing(others, sheets, told, remembered or {}, on_its_sheet, settled)
    with read_on(scale.words):
        plan = read_actions(chosen.sheets, progress, paired=bool(told.scale))
        beside = read_registers(registers)
    read = {each.name for each in chosen.sheets}
    passed_over = {sheet.name: f"The {_kind(sheet)} “{sheet.name}” was passed over." for sheet in others}
    passed_over |= chosen.passed_over
    looked_through = {sheet.name: first_rows(sheet) for sheet in others if sheet.name not in read}
    looked_through |= {each.name: each.sample for each in chosen.sheets}  # there already: no second walk
    return replace(
        plan,
        boards=beside.boards,
        people=beside.people,
        meetings=beside.meetings,
        snapshots=beside.snapshots,
        highlights=beside.highlights,
        findings=beside.findings,
        measures=beside.measures,
        values=beside.values,
        doubts=plan.doubts + beside.doubts,
        addresses=addresses_in(looked_through, {row.owner for row in plan.rows if row.owner}),
        notes=(
            *scale.notes(),
            *plan.notes,
            *(note for name, note in passed_over.items() if name not in read),
            *notes,
        ),
        layout=layout,
        scale=scale.scale,
        scale_is_its_own=scale.own,
        told=told.kept() if told else None,
    )


def _findings_alone(sheet: Sheet, others: Sequence[Sheet], notes: Sequence[str], settled: Settled) -> PlanFile:
    """A file that lists findings, and no actions: nothing else of it is read."""
    with read_on(settled.scale or BRAG):
        beside = read_registers({"Findings": sheet})
    return PlanFile(
        sheet=sheet.name,
        header_row=heading_row(sheet, "Findings"),
        columns=(),
        rows=(),
        findings=beside.findings,
        doubts=beside.doubts,
        notes=(*(f"The {_kind(each)} “{each.name}” was passed over." for each in others), *notes),
        scale=settled.scale or BRAG,
        lists_actions=False,
    )


def _refuse_another_scale(settled: Settled, told: Told) -> None:
    if settled.scale is not None and told.scale and told.scale.strip().casefold() != settled.scale.name.casefold():
        raise PlanFileError(
            f"The plan’s ratings are on the scale {settled.scale.name}, and so are those of its files: {told.scale} "
            "cannot be chosen for one. “/secretariat scale” shows its levels."
        )


def _listing(
    others: Sequence[Sheet],
    sheets: Sequence[Sheet],
    told: Told,
    remembered: Mapping[str, Told],
    on_its_sheet: Scale | None,
    settled: Settled,
) -> tuple[Chosen, FileScale, str, Told]:
    """The sheets that list the actions, the scale of their ratings, how their layout is known again, and what is told
    of it, by now or before.

    Raises LayoutUnclear where more has to be told, and PlanFileError where nothing looks like a list.
    """
    found = _headings(others)
    layout = known_again(filter(None, found.values() if any(found.values()) else map(headings_seen, others)))
    before = remembered.get(layout, NOTHING_TOLD)
    told = (before if set(before.sheets) <= found.keys() else replace(before, sheets=())).and_then(told)
    if told:
        others = _told_of(others, told)
        found = _headings(others, told)
        _refuse_unknown(told, [heading for heading in found.values() if heading is not None], before)
    listing = [_action_sheet(sheet, heading) for sheet in others if (heading := found[sheet.name]) is not None]
    unheaded = [sheet for sheet in others if found[sheet.name] is None]
    if not listing or (told.sheets and unheaded):
        raise no_actions(unheaded or sheets, layout)
    chosen = Chosen(tuple(listing)) if told.sheets else choose(listing)
    questions = [] if chosen.question is None else [chosen.question]
    for each in chosen.sheets:
        questions += columns_unclear(each)
    scale = None if questions else scale_of_file(chosen.sheets, on_its_sheet, settled, told)
    if not isinstance(scale, FileScale):
        questions += [] if scale is None else [scale]
        raise LayoutUnclear(tuple({each.text: each for each in questions}.values()), layout)
    return chosen, scale, layout, told


def _headings(sheets: Sequence[Sheet], told: Told = NOTHING_TOLD) -> dict[str, ColumnHeading | None]:
    """The headings of the sheets: by their words alone only where no sheet has any that are known."""
    found = {sheet.name: _heading_of(sheet, told) for sheet in sheets}
    if not any(found.values()):
        found = {each.name: find_heading(each, told, Spelling.BY_WORDS) for each in sheets}
    if not any(found.values()) and not told:
        said = {each.name: (each, by_what_is_said(each)) for each in sheets}
        found = {
            name: heading if heading and not columns_unclear(_action_sheet(sheet, heading)) else None
            for name, (sheet, heading) in said.items()
        }
    if told.columns:
        shown = _headings(sheets)
        found = {name: as_told(shown[name], heading, told) for name, heading in found.items()}
    return found


def _heading_of(sheet: Sheet, told: Told) -> ColumnHeading | None:
    """The headings that are known; where these are hardly any, a row above them that says far more by its words."""
    known = find_heading(sheet, told)
    if known is None or known.score > HARDLY_ANY:
        return known
    by_words = find_heading(sheet, told, Spelling.BY_WORDS)
    more = by_words is not None and by_words.first_row < known.first_row and by_words.score > known.score
    return by_words if more else known


def _told_of(others: Sequence[Sheet], told: Told) -> Sequence[Sheet]:
    """The sheets that somebody has asked for, or all. Raises PlanFileError at one that is not there."""
    if not told.sheets:
        return others
    by_name = {sheet.name.casefold(): sheet for sheet in others}
    for name in told.sheets:
        if name.casefold() not in by_name:
            names = joined([f"“{sheet.name}”" for sheet in others]) or "none"
            raise PlanFileError(f"The file has no sheet “{name}” that could list actions. Its sheets are: {names}.")
    return [by_name[name.casefold()] for name in dict.fromkeys(told.sheets)]


def _refuse_unknown(told: Told, headings: Sequence[ColumnHeading], before: Told) -> None:
    """What was told of an earlier file may be missing in this one; what is told of this one is there."""
    there = {normal(text): text for heading in headings for text in heading.texts if text}
    missing = [heading for heading in told.columns if heading not in there and heading not in before.columns]
    if headings and missing:
        shown = ", ".join(f"“{text}”" for text in there.values())
        raise PlanFileError(f"The file has no heading “{missing[0]}”. Its headings are: {shown}.")


def _action_sheet(sheet: Sheet, heading: ColumnHeading) -> ActionSheet:
    rows = (row for row in sheet.rows(len(heading.texts)) if row.number > heading.last_row)
    first = list(islice(rows, FIRST_ROWS))
    each = ActionSheet(sheet, heading, first, chain(first, rows))
    return replace(each, heading=settled(heading, each.sample))


def _kind(sheet: Sheet) -> str:
    return "hidden sheet" if sheet.hidden else "sheet"
