"""Writing a plan as a workbook that reads back unchanged: what `secretariat export` gives.

The sheets and headings are those that `reading` knows best. Every text is written as text, so that one beginning
with `=`, `+`, `-` or `@` is never a formula. Nothing here knows the database.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from models.deadlines import Deadline, Precision
from models.ratings import Rating
from papers.plan.contents import ActionRow, Meaning, PlanFile
from papers.plan.registers import REGISTERS

_FILLS: dict[Rating, tuple[str, str]] = {
    Rating.GREY: ("#D9D9D9", "#000000"),
    Rating.BLUE: ("#1F4E9E", "#FFFFFF"),
    Rating.RED: ("#B00020", "#FFFFFF"),
    Rating.AMBER: ("#FFC000", "#000000"),
    Rating.GREEN: ("#00703C", "#FFFFFF"),
}
"""Fill and text: each pair has a contrast of 7 to 1 or more, except white on green (6.2 to 1)."""

_WIDTHS = {
    Meaning.REF: 8,
    Meaning.TITLE: 50,
    Meaning.AREA: 28,
    Meaning.BOARD: 26,
    Meaning.OWNER: 26,
    Meaning.COMMENTARY: 50,
    Meaning.DIFFERENCE: 40,
    Meaning.EVIDENCE: 30,
    Meaning.HELP: 30,
    Meaning.CAUSE: 30,
    Meaning.CORRECTIVE: 30,
    Meaning.MEASURE: 40,
    Meaning.REASON: 40,
}
_USUAL_WIDTH = 18
_REGISTER_WIDTHS = {"Board": 40, "Also known as": 40, "Post": 40, "Name": 30, "E-mail": 34, "Reporting boards": 60}
_REGISTER_WIDTHS |= {"Progress": 60}

Value = str | date | Rating | None


def write_plan(plan: PlanFile, path_or_buffer: Path | str | BinaryIO, generated: datetime) -> None:
    """Write the workbook. `generated` is when, as an aware time; it is kept in the file's properties.

    Raises ValueError for a text that no cell can hold (over 32,767 characters).
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path_or_buffer, options) as workbook:
        workbook.set_properties({"title": "Plan", "created": generated.replace(tzinfo=None)})
        writer = _Writer(workbook)
        widths = [_WIDTHS.get(meaning, _USUAL_WIDTH) for meaning in Meaning]
        writer.sheet("Actions", [meaning.value for meaning in Meaning], widths, map(_action, plan.rows))
        for name, rows in _registers(plan).items():
            headings = REGISTERS[name]
            writer.sheet(name, headings, [_REGISTER_WIDTHS.get(each, _USUAL_WIDTH) for each in headings], rows)


class _Writer:
    """A workbook with its formats; rows are written in order and not kept."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format(
            {"bold": True, "bg_color": "#1D2939", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
        )
        self._text = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._date = workbook.add_format({"valign": "top", "align": "left", "num_format": "d mmmm yyyy"})
        self._ratings: dict[Rating, Any] = {
            rating: workbook.add_format({"bg_color": fill, "font_color": text, "valign": "top", "border": 1})
            for rating, (fill, text) in _FILLS.items()
        }

    def sheet(self, name: str, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Value]]) -> None:
        worksheet = self._workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        worksheet.freeze_panes(1, 0)
        worksheet.repeat_rows(0)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        for column, heading in enumerate(headings):
            worksheet.write_string(0, column, heading, self._heading)
        last = 0
        for last, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                self._write(worksheet, last, column, value)
        worksheet.autofilter(0, 0, last, len(headings) - 1)

    def _write(self, worksheet: Any, row: int, column: int, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, Rating):
            worksheet.write_string(row, column, value.word, self._ratings[value])
        elif isinstance(value, date):
            worksheet.write_datetime(row, column, value, self._date)
        elif worksheet.write_string(row, column, value, self._text) != 0:
            raise ValueError(f"A text of {len(value):,} characters is more than a cell can hold.")


def _action(row: ActionRow) -> list[Value]:
    values: dict[Meaning, Value] = {
        Meaning.REF: row.ref,
        Meaning.TITLE: row.title,
        Meaning.AREA: _area(row),
        Meaning.BOARD: row.board,
        Meaning.OWNER: row.owner,
        Meaning.DUE: _deadline(row.due),
        Meaning.REVISED: _deadline(row.revised),
        Meaning.ACTIVITY: row.activity,
        Meaning.IMPACT: row.impact,
        Meaning.COMMENTARY: row.commentary,
        Meaning.DIFFERENCE: row.difference,
        Meaning.EVIDENCE: row.evidence,
        Meaning.FORECAST: row.forecast,
        Meaning.HELP: row.help_needed,
        Meaning.CAUSE: row.cause,
        Meaning.CORRECTIVE: row.corrective_action,
        Meaning.RECOVERY: row.recovery_date,
        Meaning.MEASURE: row.measure,
        Meaning.MEASURE_AGREED: None if row.measure_agreed is None else "Yes" if row.measure_agreed else "No",
        Meaning.UPDATED: row.updated,
        Meaning.ADDED: row.added,
        Meaning.ENDED: row.ended.value if row.ended is not None else None,
        Meaning.ENDED_ON: row.ended_on,
        Meaning.REASON: row.reason,
    }
    return [values[meaning] for meaning in Meaning]


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
        "Previous boards": ([row.meeting, row.ref, row.activity, row.impact, row.commentary] for row in plan.snapshots),
    }
