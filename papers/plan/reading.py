"""Reading a plan from a spreadsheet as it is found in the wild: one call, from bytes to a `PlanFile`.

`secretariat import` and a file sent to the bot both come here. Nothing is written anywhere, and the database is not
known: the whole file is understood first, with every doubt by its place, or asked about, or refused with words for
people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from models.plan.ratings import BRAG, Scale
from papers.plan.actions import Progress, columns_of, read_actions
from papers.plan.addresses import addresses_in, first_rows
from papers.plan.asking import (
    by_what_is_said,
    columns_unclear,
    known_again,
    no_actions,
    not_so,
    which_is_the_action,
)
from papers.plan.by_hand import in_place_of, in_words, known_by_headings, placed, refuse_unknown, refuse_unsaid, seen
from papers.plan.choosing import ActionSheet, Chosen, choose
from papers.plan.column_names import hash_of
from papers.plan.contents import Meaning, PlanFile, PlanFileError, ReadOtherwise
from papers.plan.headings import (
    ColumnHeading,
    as_told,
    find_heading,
    heading_told,
    headings_seen,
)
from papers.plan.layouts import (
    NO_HEADINGS,
    NOTHING_SETTLED,
    NOTHING_TOLD,
    UNUSED,
    LayoutUnclear,
    Settled,
    Told,
)
from papers.plan.opening import open_sheets
from papers.plan.ratings import read_on
from papers.plan.recognising import Spelling
from papers.plan.registers import heading_row, read_registers, register_of, scale_on
from papers.plan.scales import FileScale, levels_told, scale_of_file
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
    try:
        return _read(sheets, progress, told, remembered or {}, settled)
    except LayoutUnclear as unclear:
        raise LayoutUnclear(unclear.questions, unclear.layout, seen(sheets)) from None


def _read(
    sheets: Sequence[Sheet],
    progress: Progress | None,
    told: Told,
    remembered: Mapping[str, Told],
    settled: Settled,
) -> PlanFile:
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
        typed = told if told.typed else NOTHING_TOLD
        chosen, scale, layout, told = _listing(others, sheets, told, remembered, on_its_sheet, settled)
    words = levels_told(told, typed, scale.words)
    with read_on(scale.words, words):
        try:
            plan = read_actions(chosen.sheets, progress, paired=bool(told.scale))
        except ReadOtherwise as wrong:
            raise not_so(str(wrong), columns_of(chosen.sheets), layout) from wrong
        beside = read_registers(registers)
    refuse_unsaid(typed, plan.words)
    told = replace(told, rows=None, words={word: rating.value if rating else UNUSED for word, rating in words.items()})
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
        as_told=in_words(told, plan, scale.scale),
        sheets_seen=seen(others),
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
        sheets_seen=seen(others),
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
    told = placed(others, told)
    typed = told if told.typed else NOTHING_TOLD
    known = known_by_headings(others, remembered)
    found = _headings(others)
    layout = known or known_again(filter(None, found.values() if any(found.values()) else map(headings_seen, others)))
    before = remembered.get(layout, NOTHING_TOLD)
    before = before if set(before.sheets) <= found.keys() else replace(before, sheets=())
    if before.headings == NO_HEADINGS and not before.sheets and len(others) > 1:
        before = replace(before, headings=())  # they were told of a sheet that is not there
    now, told = told, before.and_then(told)
    if told.headings and not known and told.headings != NO_HEADINGS:
        layout = hash_of(told.headings)
    if told:
        others = _told_of(others, told)
        found = _headings(others, told)
        headings = [heading for heading in found.values() if heading is not None]
        refuse_unknown(typed, others, found)
        if (instead := in_place_of(before, now, headings)) != told.columns.keys():
            told = replace(told, columns={each: held for each, held in told.columns.items() if each in instead})
            found = _headings(others, told)
    if told.headings and not any(heading and Meaning.TITLE in heading.columns for heading in found.values()):
        sheet, heading = next((each, heading) for each in others if (heading := found[each.name]) is not None)
        raise which_is_the_action(sheet, heading, layout)
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
    """The headings of the sheets: as somebody has told, or else by their words alone only where no sheet has any that
    are known.
    """
    by_hand = {sheet.name: heading_told(sheet, told) for sheet in sheets}
    if any(by_hand.values()):
        return {
            sheet.name: by_hand[sheet.name] or (_heading_of(sheet, told) if told.sheets else None) for sheet in sheets
        }
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


def _action_sheet(sheet: Sheet, heading: ColumnHeading) -> ActionSheet:
    rows = (row for row in sheet.rows(len(heading.texts)) if row.number > heading.last_row)
    first = list(islice(rows, FIRST_ROWS))
    each = ActionSheet(sheet, heading, first, chain(first, rows))
    return replace(each, heading=settled(heading, each.sample))


def _kind(sheet: Sheet) -> str:
    return "hidden sheet" if sheet.hidden else "sheet"
