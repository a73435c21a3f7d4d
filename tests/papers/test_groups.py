"""Groups of actions with a title each: the first one has its own as the others have theirs, wherever these stand."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from papers.plan.contents import PlanFile
from papers.plan.reading import read_plan
from tests.papers.trackers import new_sheet, saved

HEADINGS = ("Action", "Lead", "Due date", "Status")
NAMES = ("Safer wards", "Training of staff", "Repairs", "Money")
NUMBERED = (
    "{number}. {name}",
    "Goal {number}: {name}",
    "{number}. Recommendation: {name}",
    "Priority {number} - {name}",
)
DETAILS = ("Lead: Director of Estates", "Key actions:", "Last updated: 3 May 2026")

Lines = list[tuple[str, ...]]


def actions(number: int, name: str) -> Sequence[tuple[str, ...]]:
    """The two rows of a group."""
    steps = (f"Write the draft of {name.lower()}", f"Agree {name.lower()} with the Board")
    return [(step, "Clerk", f"{number}/03/2026", "In progress") for step in steps]


def read(rows: Sequence[Sequence[str]], merged: bool) -> PlanFile:
    """The plan of these rows, lines of one cell merged across a sheet or standing alone in a csv file."""
    if not merged:
        text = io.StringIO()
        csv.writer(text).writerows([*row, *[""] * (len(HEADINGS) - len(row))] for row in rows)
        return read_plan(text.getvalue().encode(), "plan.csv")
    workbook, sheet = new_sheet("Plan")
    for number, row in enumerate(rows, 1):
        sheet.append(list(row) or [None])
        if len(row) == 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(HEADINGS))
    return read_plan(saved(workbook), "plan.xlsx")


def areas(plan: PlanFile) -> list[tuple[int | None, str | None]]:
    """The areas of the actions, in their order."""
    return [(row.area_number, row.area_title) for row in plan.rows]


@settings(deadline=None)
@given(
    st.integers(2, 4),
    st.sampled_from(NUMBERED),
    st.lists(st.sampled_from(DETAILS), max_size=3, unique=True),
    st.sampled_from([(), ("County plan of actions",), ("County plan of actions", "Adopted: March 2026")]),
    st.booleans(),
    st.booleans(),
)
def test_groups_with_numbers_and_headings_of_their_own_all_have_their_titles(
    count: int, style: str, details: list[str], above: tuple[str, ...], gap: bool, merged: bool
) -> None:
    rows: Lines = [(line,) for line in above]
    for number, name in enumerate(NAMES[:count], 1):
        title = style.format(number=number, name=name)
        rows += [*([()] * gap), (title,), *((line,) for line in details), HEADINGS, *actions(number, name)]
    expected = [
        (number, f"Recommendation: {name}" if "Rec" in style else name)
        for number, name in enumerate(NAMES[:count], 1)
        for _ in range(2)
    ]
    assert areas(read(rows, merged)) == expected


TWO_CELLS: tuple[tuple[str, ...], ...] = (("{name}",), ("Goal {number}", "{name}"), ("Theme:", "{name}"))


@settings(deadline=None)
@given(
    st.integers(2, 4),
    st.sampled_from(TWO_CELLS),
    st.booleans(),
    st.integers(0, 1),
    st.integers(0, 1),
    st.booleans(),
    st.booleans(),
)
def test_groups_with_headings_of_their_own_all_have_their_titles(
    count: int, style: tuple[str, ...], page: bool, before: int, after: int, again: bool, merged: bool
) -> None:
    if not again and len(style) == 1:
        assume(page and not after and (merged or count > 2))  # else a line may be an action, or of the whole page
    rows: Lines = [("County plan of actions",)] if page else []
    for number, name in enumerate(NAMES[:count], 1):
        title = tuple(cell.format(number=number, name=name) for cell in style)
        rows += [*([()] * before), title, *([()] * after), *([HEADINGS] if again or number == 1 else [])]
        rows += actions(number, name)
    expected = [
        (number if "Goal" in style[0] else None, name) for number, name in enumerate(NAMES[:count], 1) for _ in range(2)
    ]
    assert areas(read(rows, merged)) == expected


@settings(deadline=None)
@given(st.integers(2, 4), st.lists(st.sampled_from(DETAILS), max_size=2, unique=True), st.booleans())
def test_a_line_with_its_label_under_a_title_is_none(count: int, details: list[str], below: bool) -> None:
    rows: Lines = [("County plan of actions",)]
    for number, name in enumerate(NAMES[:count], 1):
        lines: Lines = [(name,), *((line,) for line in details)]
        rows += [*lines, HEADINGS] if not below or number == 1 else lines
        rows += actions(number, name)
    assert areas(read(rows, merged=True)) == [(None, name) for name in NAMES[:count] for _ in range(2)]


def test_headings_that_come_again_may_name_one_column_otherwise_but_not_of_three() -> None:
    lines = ("Ref,Action,SRO,BRAG", "2.4,Action,SRO,", "2.5,Visit homes,Head of Care,Red", "Ref,Action,SRO,Control")
    plan = read_plan("\n".join((*lines, "2.6,Call families,Head of Care,Red")).encode(), "plan.csv")
    assert [(each.ref, each.title) for each in plan.rows] == [
        ("2.4", "Action"),
        ("2.5", "Visit homes"),
        ("2.6", "Call families"),
    ]
    assert plan.notes == ("Passed over as the headings again: row 4.",)


@pytest.mark.parametrize("merged", [True, False])
def test_titles_with_numbers_need_no_headings_again(merged: bool) -> None:
    rows: Lines = [("County plan of actions",), ("1. Safer wards",), HEADINGS, *actions(1, "wards")]
    rows += [("2. Training of staff",), *actions(2, "training"), ("3. Repairs",), *actions(3, "repairs")]
    assert areas(read(rows, merged)) == [(number, name) for number, name in enumerate(NAMES[:3], 1) for _ in range(2)]


def test_a_numbered_line_above_that_does_not_precede_the_groups_is_no_title_of_theirs() -> None:
    rows: Lines = [("7. Papers of the board",), HEADINGS, *actions(1, "wards"), ("2. Training of staff",)]
    plan = read([*rows, *actions(2, "training")], merged=True)
    assert areas(plan) == [(None, None)] * 2 + [(2, "Training of staff")] * 2


def test_a_label_that_says_area_is_the_title() -> None:
    rows: Lines = []
    for number, name in enumerate(NAMES[:2], 1):
        rows += [("Reviewed in May",), (f"Theme: {name}",), HEADINGS, *actions(number, name)]
    assert areas(read(rows, merged=True)) == [(None, f"Theme: {name}") for name in NAMES[:2] for _ in range(2)]


def test_the_title_of_the_page_again_on_every_page_is_no_group() -> None:
    rows: Lines = []
    for number, name in enumerate(NAMES[:3], 1):
        rows += [("County plan of actions",), HEADINGS, *actions(number, name)]
    assert areas(read(rows, merged=True)) == [(None, None)] * 6


def test_the_title_of_the_page_below_the_headings_is_a_group() -> None:
    rows: Lines = [("Safer wards",), HEADINGS, ("Safer wards",), *actions(1, "wards")]
    assert areas(read(rows, merged=True)) == [(None, "Safer wards")] * 2


def test_the_title_of_a_group_again_on_its_next_page_is_that_group() -> None:
    rows: Lines = []
    for number, name in enumerate(("Safer wards", "Safer wards", "Repairs"), 1):
        rows += [(name,), HEADINGS, *actions(number, f"{name} {number}")]
    expected = [(None, name) for name in ("Safer wards", "Safer wards", "Repairs") for _ in range(2)]
    assert areas(read(rows, merged=True)) == expected


def test_a_title_that_stretches_over_the_refs_is_one_whatever_it_looks_like() -> None:
    workbook, sheet = new_sheet("List")
    sheet.append(["No", "Action", "Lead", "Due date"])
    for month, ref in (("May 2026", "01.05"), ("April 2026", "4.01")):
        sheet.append([month])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=4)
        sheet.append([ref, f"Write the note of {month}", "Clerk", "30/06/2026"])
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert [(row.ref, row.area_title) for row in plan.rows] == [("01.05", "May 2026"), ("4.01", "April 2026")]
    assert plan.doubts == ()
