"""Writing a plan as a workbook that reads back unchanged, or its actions alone as csv: what `secretariat export` gives.

The sheets and headings are those that `reading` knows best. Every text is written as text, so that one beginning
with `=`, `+`, `-` or `@` is never a formula. Nothing here knows the database.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import BRAG, Rating, scale
from models.updates.answer import FIELDS, Kind
from papers.plan.contents import COLUMNS, ActionRow, FindingRow, Held, Meaning, MeasureRow, MeasureValueRow, PlanFile
from papers.plan.registers import REGISTERS
from papers.workbooks import Value, Workbook

_WIDTHS: dict[Held, int] = {
    Meaning.REF: 8,
    Meaning.TITLE: 50,
    Meaning.AREA: 28,
    Meaning.BOARD: 26,
    Meaning.OWNER: 26,
    **{each: 30 for each in FIELDS.values() if each.kind in (Kind.PROSE, Kind.LINK)},
    FIELDS["commentary"]: 50,
    FIELDS["difference"]: 40,
    Meaning.MEASURE: 40,
    Meaning.REASON: 40,
}
_USUAL_WIDTH = 18
_REGISTER_WIDTHS = {"Board": 40, "Also known as": 40, "Post": 40, "Name": 30, "E-mail": 34, "Reporting boards": 60}
_REGISTER_WIDTHS |= {"Progress": 60, "Highlight": 80, "Nominated by": 34, "Activity": 60, "Impact": 60}
_REGISTER_WIDTHS |= {"Source": 34, "Finding": 80, "Area": 40, "Actions": 40}


def write_plan(plan: PlanFile, path_or_buffer: Path | str | BinaryIO, generated: datetime) -> None:
    """Write the workbook. `generated` is when, as an aware time; it is kept in the file's properties.

    Raises ValueError for a text that no cell can hold (over 32,767 characters).
    """
    with Workbook(path_or_buffer, "Plan", generated) as workbook:
        columns = _columns(plan)
        workbook.sheet("Actions", action_columns(columns), (_cells(row, columns) for row in plan.rows))
        for name, rows in _registers(plan).items():
            headings = [each for each in REGISTERS[name] if each != "Impact" or scale().rates_impact]
            workbook.sheet(name, [(each, _REGISTER_WIDTHS.get(each, _USUAL_WIDTH)) for each in headings], rows)


def actions_csv(plan: PlanFile) -> bytes:
    """The actions alone as csv, in UTF-8 with the mark by which Excel knows it; days are in ISO form.

    What a spreadsheet program would take for a formula has an apostrophe before it, which `reading` takes off again.
    """
    written = io.StringIO()
    rows = csv.writer(written)
    columns = _columns(plan)
    rows.writerow(each.heading for each in columns)
    rows.writerows(map(_plain, _cells(row, columns)) for row in plan.rows)
    return written.getvalue().encode("utf-8-sig")


def as_rated(columns: Iterable[Held]) -> tuple[Held, ...]:
    """These columns without impact, where activity alone is rated."""
    return tuple(each for each in columns if each is not FIELDS["impact"] or scale().rates_impact)


def _columns(plan: PlanFile) -> tuple[Held, ...]:
    """The columns of an export; where activity alone is rated, none of impact, and of its measure if there is one."""
    measured = scale().rates_impact or any(row.measure for row in plan.rows)
    left_out = () if measured else (Meaning.MEASURE, Meaning.MEASURE_AGREED)
    return tuple(each for each in as_rated(COLUMNS) if each not in left_out)


def _cells(row: ActionRow, columns: Iterable[Held]) -> list[Value]:
    cells = action_cells(row)
    return [cells[each] for each in columns]


def _plain(cell: Value) -> str:
    if isinstance(cell, Rating):
        return cell.word
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def action_columns(columns: Iterable[Held]) -> list[tuple[str, int]]:
    """The headings of these columns of the actions sheet, with their widths in characters."""
    ratings = max(len(each.word) + 2 for each in scale().ratings)
    widths = {each: max(_USUAL_WIDTH, ratings) for each in FIELDS.values() if each.kind is Kind.RATING} | _WIDTHS
    return [(each.heading, widths.get(each, _USUAL_WIDTH)) for each in columns]


def action_cells(row: ActionRow) -> dict[Held, Value]:
    """What an action's row holds, so that it reads back unchanged: a cell for each of `COLUMNS`, in their order."""
    return {
        Meaning.REF: row.ref,
        Meaning.TITLE: row.title,
        Meaning.AREA: _area(row),
        Meaning.BOARD: row.board,
        Meaning.OWNER: row.owner,
        Meaning.DUE: _deadline(row.due),
        Meaning.REVISED: _deadline(row.revised),
        **{each: getattr(row, name) for name, each in FIELDS.items()},
        Meaning.MEASURE: row.measure,
        Meaning.MEASURE_AGREED: None if row.measure_agreed is None else "Yes" if row.measure_agreed else "No",
        Meaning.UPDATED: row.updated,
        Meaning.ADDED: row.added,
        Meaning.ENDED: row.ended.value if row.ended is not None else None,
        Meaning.ENDED_ON: row.ended_on,
        Meaning.REASON: row.reason,
    }


def _area(row: ActionRow) -> str | None:
    if row.area_number is None:
        return row.area_title
    return f"{row.area_number}. {row.area_title}" if row.area_title is not None else str(row.area_number)


def _deadline(deadline: Deadline | None) -> Value:
    """A day as a date that Excel can sort; anything less exact in words, so that it stays so."""
    if deadline is None:
        return None
    return deadline.last_day if deadline.precision is Precision.DAY else deadline.words()


def _registers(plan: PlanFile) -> dict[str, Iterable[Sequence[Value]]]:
    return {
        "Boards": ([row.name, row.short_name, row.kind, "; ".join(row.aliases) or None] for row in plan.boards),
        "People": ([row.post, row.role, row.board, row.name, row.email, row.starts, row.ends] for row in plan.people),
        "Meetings": ([row.board, row.on, "; ".join(row.reporting) or None] for row in plan.meetings),
        "Previous boards": (
            [row.meeting, row.ref, *(getattr(row, each) for each in scale().rated), row.commentary]
            for row in plan.snapshots
        ),
        "Highlights": ([row.meeting, row.ref, row.text, row.by] for row in plan.highlights),
        **({"Findings": map(_finding, plan.findings)} if plan.findings else {}),
        **({"Measures": map(_measure, plan.measures)} if plan.measures else {}),
        **({"Measure values": map(_measured, plan.values)} if plan.values else {}),
        **({} if scale().levels == BRAG.levels else {"Scale": _levels()}),
    }


def _finding(row: FindingRow) -> Sequence[Value]:
    return [row.source, row.text, row.reference, row.area, "; ".join(row.actions) or None]


def _measure(row: MeasureRow) -> Sequence[Value]:
    """Numbers are written as text: no digit is lost, and no share becomes a fraction."""
    numbers = [None if each is None else format(each, "f") for each in (row.baseline, row.target)]
    dated = [numbers[0], row.baseline_on, numbers[1], row.target_by]
    return [row.ref, *dated, row.unit, row.direction, row.frequency, row.source, row.owner]


def _measured(row: MeasureValueRow) -> Sequence[Value]:
    return [row.ref, _deadline(row.period), format(row.value, "f"), row.unit, row.source]


def _levels() -> Iterable[Sequence[Value]]:
    """The levels of a scale that is not the default one, so that the workbook comes back on it."""
    for each in scale().levels:
        meanings = [getattr(each, rated) for rated in scale().rated]
        of = each.rating.value.replace("_", " ")
        yield [scale().name, each.name, each.letter, each.colour.value, of, "yes" if each.given else "no", *meanings]
