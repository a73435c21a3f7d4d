"""An export reads back unchanged, and a person who opens it finds a proper workbook without a single formula."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.cell.cell import Cell

from models.plan.deadlines import Deadline, Precision
from models.plan.ratings import BRAG, Rating
from papers.plan.contents import COLUMNS, ActionRow, EarlierBoardRow, MeetingRow, PlanFile
from papers.plan.reading import read_plan
from papers.plan.writing import write_plan
from tests.papers.plans import NASTY, plan_files, without_places
from tests.papers.trackers import TRACKERS

NOW = datetime(2023, 6, 7, 9, tzinfo=UTC)
ONE = ActionRow(place="", ref="2.10", title="Recruit", area_number=2, area_title="Workforce")


def plan_of(*rows: ActionRow) -> PlanFile:
    """A plan of these actions alone."""
    return PlanFile(sheet="Actions", header_row=1, columns=(), rows=rows)


def written(plan: PlanFile) -> bytes:
    """The plan as a workbook."""
    buffer = io.BytesIO()
    write_plan(plan, buffer, NOW)
    return buffer.getvalue()


def read_back(plan: PlanFile) -> PlanFile:
    """The plan after it has been written and read."""
    return read_plan(written(plan), "export.xlsx")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan_files)
def test_a_plan_reads_back_unchanged(plan: PlanFile) -> None:
    back = read_back(plan)
    assert without_places(back) == without_places(plan)
    assert back.notes == ()


@pytest.mark.parametrize("make", TRACKERS, ids=lambda make: make.__name__)
def test_a_tracker_survives_being_exported(make: object) -> None:
    tracker = make()  # type: ignore[operator]
    first = read_plan(tracker.content, tracker.name)
    assert without_places(read_back(first)) == without_places(first)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_stays_what_was_typed_in_every_column(text: str) -> None:
    row = replace(ONE, title=text, board=text, owner=text, commentary=text, evidence=text, reason=text, measure=text)
    back = read_back(plan_of(row))
    assert without_places(back).rows == (row,)
    assert back.doubts == ()


def test_no_cell_is_a_formula_a_number_or_a_link() -> None:
    rows = [replace(ONE, ref=f"2.{number}", title=text, commentary=text) for number, text in enumerate(NASTY, 1)]
    workbook = openpyxl.load_workbook(io.BytesIO(written(plan_of(*rows))))
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}
            assert not any(cell.hyperlink for cell in row)


def test_characters_that_no_file_can_hold_are_dropped_on_the_way_back() -> None:
    row = replace(ONE, commentary="one\x00\x07 two\r\nthree\x0bfour\ufffe")
    assert read_back(plan_of(row)).rows[0].commentary == "one two\nthree\nfour"


def test_dates_keep_how_exactly_they_were_given() -> None:
    plan = plan_of(
        replace(
            ONE,
            due=Deadline(date(2023, 3, 31), Precision.MONTH),
            revised=Deadline(date(2023, 3, 31), Precision.DAY),
            forecast=date(2023, 9, 1),
        )
    )
    sheet = openpyxl.load_workbook(io.BytesIO(written(plan)))["Actions"]
    cells = {str(sheet.cell(1, column).value): sheet.cell(2, column).value for column in range(1, sheet.max_column + 1)}
    assert cells["Due"] == "March 2023"
    assert str(cells["Revised date"]) == "2023-03-31 00:00:00"
    assert str(cells["Forecast date"]) == "2023-09-01 00:00:00"
    assert cells["Ref"] == "2.10"
    assert cells["Area"] == "2. Workforce"


def test_the_workbook_is_fit_to_be_used() -> None:
    plan = PlanFile(
        sheet="",
        header_row=1,
        columns=(),
        rows=(
            replace(ONE, activity=Rating.AT_RISK, impact=Rating.NOT_STARTED),
            replace(ONE, ref="2.11", activity=Rating.OFF_TRACK),
        ),
        meetings=(MeetingRow("", "Improvement Board", date(2023, 7, 19), ("HSCP", "CPB")),),
        snapshots=(EarlierBoardRow("", date(2023, 4, 26), "2.10", Rating.ON_TRACK, Rating.NOT_STARTED, None),),
    )
    workbook = openpyxl.load_workbook(io.BytesIO(written(plan)))
    assert workbook.sheetnames == ["Actions", "Boards", "People", "Meetings", "Previous boards", "Highlights"]
    sheet = workbook["Actions"]
    assert [cell.value for cell in sheet[1]] == [each.heading for each in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AA3"
    assert workbook["Meetings"]["C2"].value == "HSCP; CPB"
    activity = [cell for cell in sheet[2] if cell.value == "Amber"]
    assert [contrast(cell) >= 4.5 for cell in activity] == [True]


@pytest.mark.parametrize("rating", BRAG.ratings)
def test_every_rating_is_a_word_on_its_colour_and_readable(rating: Rating) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(plan_of(replace(ONE, activity=rating)))))["Actions"]
    cell = next(cell for cell in sheet[2] if cell.value == rating.word)
    assert isinstance(cell, Cell)
    assert contrast(cell) >= 4.5
    # With its word deleted, the cell still says the rating by its colour.
    cell.value = None
    buffer = io.BytesIO()
    sheet.parent.save(buffer)  # type: ignore[union-attr]
    assert read_plan(buffer.getvalue(), "plan.xlsx").rows[0].activity is rating


def contrast(cell: object) -> float:
    """The contrast of a cell's text on its fill, as WCAG reckons it."""
    colours = [str(each.rgb)[-6:] for each in (cell.fill.fgColor, cell.font.color)]  # type: ignore[attr-defined]
    lights = []
    for colour in colours:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_a_text_that_no_cell_can_hold_is_not_cut_off_silently() -> None:
    with pytest.raises(ValueError, match="40,000 characters is more than a cell can hold"):
        written(plan_of(replace(ONE, commentary="a" * 40_000)))


def test_an_empty_plan_can_be_written() -> None:
    assert openpyxl.load_workbook(io.BytesIO(written(plan_of())))["Actions"].max_row == 1
