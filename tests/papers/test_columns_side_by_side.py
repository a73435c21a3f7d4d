"""Columns that could be the same thing, as councils, schools and care homes lay them out: which one is taken.

Each kind was met in batch 15 or 16 of `fresh_layouts`, and is tried here in words of its own and in any order.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan.ratings import Rating
from papers.plan.contents import ActionRow
from papers.plan.owners import names_in
from papers.plan.reading import read_plan
from papers.plan.voices import instructs
from tests.papers.trackers import new_sheet, saved

_ACTIONS = ("Mend the roof of the hall", "Paint all doors", "Order ten lamps for the stage")
_OWNERS = ("Works Manager", "Site Lead", "Stage Manager")
_DAYS = ("31/03/2025", "30/04/2025", "31/05/2025")


def rows_of(columns: Mapping[str, Sequence[str]]) -> tuple[ActionRow, ...]:
    """The actions of a csv file with these columns."""
    written = io.StringIO()
    csv.writer(written).writerows([list(columns), *zip(*columns.values(), strict=True)])
    return read_plan(written.getvalue().encode(), "plan.csv").rows


_PLAIN: dict[str, Sequence[str]] = {"Action": _ACTIONS, "Lead": _OWNERS}


@pytest.mark.parametrize("body", ["Exec", "Cabinet", "Committee", "Council", "Panel", "Governors"])
def test_the_day_on_which_a_body_sat_is_no_deadline(body: str) -> None:
    assert [row.due for row in rows_of(_PLAIN | {f"{body} date": _DAYS})] == [None] * 3


@pytest.mark.parametrize("heading", ["Completed by", "To be implemented by", "Achieved by", "Closed by (date)"])
def test_days_by_which_a_thing_is_done_are_deadlines(heading: str) -> None:
    due = [row.due and row.due.last_day for row in rows_of(_PLAIN | {heading: _DAYS})]
    assert due == [date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)]


@pytest.mark.parametrize("heading", ["Further details", "Additional information", "Further information"])
def test_what_says_more_of_an_action_is_no_progress(heading: str) -> None:
    more = ("The roof was built in 1950", "The doors have been green", "Lamps were given to the school")
    assert [row.commentary for row in rows_of(_PLAIN | {heading: more})] == [None] * 3


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_of_several_actions_in_a_row_each_has_its_person_and_its_day(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["Corrective Action", "Improvement Action"]))
    person = data.draw(st.sampled_from(["Responsible Person for {}", "{} Owner", "Person Responsible for {}"]))
    day = data.draw(st.sampled_from(["{} Due Date", "Due date of {}", "{} deadline"]))
    columns: list[tuple[str, Sequence[str]]] = [
        (name, _ACTIONS),
        (person.format(name), _OWNERS),
        (day.format(name), _DAYS),
        ("Preventive Action", ("Look at the roof each year", "Note who paints", "Keep two lamps in the store")),
        (person.format("Preventive Action"), ("Buildings Manager", "Estates Manager", "Store Manager")),
        (day.format("Preventive Action"), ("31/12/2026", "30/11/2026", "31/10/2026")),
        ("Department", ("Estates", "Estates", "Arts")),
    ]
    rows = rows_of(dict(data.draw(st.permutations(columns))))
    assert [
        (row.title, row.owner, f"{row.due.last_day:%d/%m/%Y}" if row.due and row.due.last_day else None) for row in rows
    ] == [*zip(_ACTIONS, _OWNERS, _DAYS, strict=True)]


def test_who_may_be_asked_does_not_answer_for_an_action() -> None:
    contacts = ("Roofing Lead", "Paint Lead", "Lamp Lead")
    columns = {"Action": _ACTIONS, "Responsible organisation": _OWNERS, "Organisation POC": contacts}
    assert [row.owner for row in rows_of(columns)] == [*_OWNERS]


def test_beside_a_description_the_name_of_an_issue_is_the_action() -> None:
    lengthy = ("Water came in at two places", "The paint is from 1990", "Three lamps are broken")
    columns = {"Issue name": _ACTIONS, "Description": lengthy, "Lead": _OWNERS, "Deadline": _DAYS}
    assert [row.title for row in rows_of(columns)] == [*_ACTIONS]


def test_tickets_are_no_actions() -> None:
    columns = {"Ref": ("R1", "R2", "R3"), "Risk scenario": _ACTIONS, "Owner": _OWNERS, "Due date": _DAYS}
    rows = rows_of(columns | {"Actions": ("SEC-1, SEC-2", "SEC-3", ""), "Decision": ("Treat", "Treat", "Accept")})
    assert [(row.title, row.area_title) for row in rows] == [(title, None) for title in _ACTIONS]


def test_remarks_under_completed_are_the_progress() -> None:
    told = ("Two offers have been asked for", "The colour was chosen in May", "")
    assert [row.commentary for row in rows_of(_PLAIN | {"Completed": told})] == [*told[:2], None]


def test_a_state_with_its_day_is_the_rating_and_the_progress() -> None:
    told = ("Done 12/14/24", "Completed – 12/26/24", "")
    rows = rows_of(_PLAIN | {"Comments": told})
    assert [(row.activity, row.commentary) for row in rows] == [(Rating.DONE, each) for each in told[:2]] + [
        (None, None)
    ]


def test_what_a_log_says_of_a_day_is_no_day() -> None:
    told = ("12 Jan: the roof was seen", "14 Jan: the doors were counted", "20 Jan: lamps were found")
    assert [row.commentary for row in rows_of(_PLAIN | {"Actions updating": told})] == [*told]


def test_areas_whose_numbers_begin_anew_are_parts_of_another_columns() -> None:
    columns = {
        "Core capability": ("Shelter", "Shelter", "Water"),
        "Area for improvement": ("1. Roofs", "2. Doors", "1. Pumps"),
    }
    assert [row.area_title for row in rows_of(columns | _PLAIN)] == ["Shelter", "Shelter", "Water"]


@pytest.mark.parametrize("post", ["Test Lead", "Help Desk Manager", "Release Manager", "Design and Build Lead"])
def test_a_post_that_begins_with_a_verb_is_no_action(post: str) -> None:
    lengthy = ("Pages are slow", "The form forgets", "No room in March")
    columns = {"Description": lengthy, "Author": (post, "Test Manager", "Plan Lead"), "Owner": _OWNERS, "Due": _DAYS}
    assert [row.title for row in rows_of(columns)] == [*lengthy]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("1.To mend the roof", True),
        ("2)Paint the doors", True),
        ("By 7 Feb 2018 the head has sent the dates", False),
        ("On 3 May the doors were painted", False),
    ],
)
def test_numbers_before_an_instruction_are_none_of_a_day(text: str, tells: bool) -> None:
    assert instructs(text) is tells


@pytest.mark.parametrize(
    ("cell", "names"),
    [("PR/LW", ("PR", "LW")), ("HR/IT", ("HR/IT",)), ("HR/AB/CD", ("HR", "AB", "CD")), ("Clerk", ("Clerk",))],
)
def test_initials_of_a_person_may_be_a_units_letters_beside_those_of_another(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize("blank", [False, True])
def test_each_group_has_its_title_though_a_row_is_empty_before_the_headings(blank: bool) -> None:
    workbook, sheet = new_sheet("Plan")
    gap: list[list[str]] = [[]] if blank else []
    headings = ["Ref", "Action", "Lead", "Due"]
    for row in [
        ["To keep the hall dry"],
        *gap,
        headings,
        ["A1", _ACTIONS[0], *_OWNERS[:1], _DAYS[0]],
        ["To keep the hall bright"],
        *gap,
        headings,
        ["A2", _ACTIONS[1], *_OWNERS[:1], _DAYS[1]],
    ]:
        sheet.append(row)
    rows = read_plan(saved(workbook), "plan.xlsx").rows
    assert [row.area_title for row in rows] == ["To keep the hall dry", "To keep the hall bright"]


def test_groups_are_called_as_their_actions_are_where_no_title_stands_over_them() -> None:
    rest = ["Lead", "Target date", "Comments"]
    lines = [
        ["Corrective action", *rest],
        [_ACTIONS[0], _OWNERS[0], _DAYS[0], ""],
        ["Changes of the system", *rest],
        [_ACTIONS[1], _OWNERS[1], _DAYS[1], ""],
    ]
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    rows = read_plan(written.getvalue().encode(), "plan.csv").rows
    assert [(row.title, row.area_title) for row in rows] == [
        (_ACTIONS[0], "Corrective action"),
        (_ACTIONS[1], "Changes of the system"),
    ]


def test_an_action_that_is_told_as_it_goes_is_the_progress_of_its_recommendation() -> None:
    told = ("A firm has been asked for its offer", "The doors were measured in May", "Ten lamps have been ordered")
    recommended = [f"The council should {each[0].lower()}{each[1:]}" for each in _ACTIONS]
    rows = rows_of({"Recommendation": recommended, "Action": told, "Owner": _OWNERS, "Timescale": _DAYS})
    assert [(row.title, row.commentary) for row in rows] == [*zip(recommended, told, strict=True)]


@pytest.mark.parametrize(("cell", "rating"), [("Complete", Rating.DONE), ("Done", Rating.DONE), ("Delayed", None)])
def test_done_where_the_date_belongs_is_the_rating_where_no_column_has_one(cell: str, rating: Rating | None) -> None:
    rows = rows_of(_PLAIN | {"Timescale for completion": (*_DAYS[:2], cell)})
    assert [row.activity for row in rows] == [None, None, rating]
    assert rows[2].due is None
    rated = rows_of(_PLAIN | {"Timescale for completion": (*_DAYS[:2], cell), "RAG": ("Red", "Red", "Amber")})
    assert rated[2].activity is Rating.AT_RISK


@pytest.mark.parametrize("heading", ["To be carried out by", "Done by", "To be undertaken by", "Actioned by"])
def test_names_by_whom_a_thing_is_done_are_owners(heading: str) -> None:
    columns = {"Action": _ACTIONS, "Deadline": _DAYS, heading: ("Observers", "Volunteers", "Communications")}
    assert [row.owner for row in rows_of(columns)] == ["Observers", "Volunteers", "Communications"]


def test_references_that_are_longer_than_a_ref_leave_no_row_out() -> None:
    books = ("Code of Practice on Roofs 2010, Part 9", "Guide to the Paint of Public Buildings 4", "Lamps 7")
    assert [(row.ref, row.title) for row in rows_of({"Reference": books, **_PLAIN})] == [
        (str(at), title) for at, title in enumerate(_ACTIONS, 1)
    ]


@pytest.mark.parametrize("two", [True, False])
def test_the_lower_of_two_titles_above_the_headings_is_that_of_the_first_group(two: bool) -> None:
    workbook, sheet = new_sheet("Plan")
    above = [["Plan of the hall"], ["The roof"]] if two else [["Plan of the hall"]]
    for row in [
        *above,
        ["No", "Action", "Lead", "End date"],
        ["3.1", _ACTIONS[0], _OWNERS[0], _DAYS[0]],
        ["The doors"],
        ["5.1", _ACTIONS[1], _OWNERS[1], _DAYS[1]],
    ]:
        sheet.append(row)
    rows = read_plan(saved(workbook), "plan.xlsx").rows
    assert [row.area_title for row in rows] == ["The roof" if two else None, "The doors"]


def test_whether_management_agrees_is_no_area() -> None:
    rows = rows_of(
        {"Issue": ("Rain comes in", "Doors are dull", "It is dark"), "Agree or disagree": ("Agree",) * 3} | _PLAIN
    )
    assert [row.area_title for row in rows] == [None] * 3


@pytest.mark.parametrize("heading", ["Moves status to", "Target RAG", "Expected status", "Next status"])
def test_how_an_action_is_to_stand_is_not_how_it_stands(heading: str) -> None:
    columns = _PLAIN | {"By when": _DAYS, heading: ("Amber", "Green", "Green")}
    assert [row.activity for row in rows_of(columns)] == [None] * 3


def test_mitigations_are_the_actions_where_nothing_else_is_though_there_is_a_fallback() -> None:
    columns = {
        "ID": ("R1", "R2", "R3"),
        "Risk": ("The rain may come in", "Doors may rot", "It may be dark"),
        "RAG": ("🔴", "🟡", "🟢"),
        "Owner": _OWNERS,
        "Mitigation": _ACTIONS,
        "Contingency": ("Close the hall", "Hang a curtain", "Use torches"),
    }
    assert [row.title for row in rows_of(columns)] == [*_ACTIONS]


def test_a_part_is_numbered_with_a_zero() -> None:
    rows = rows_of(
        {
            "No": ("1.0", "1.1", "2.0", "2.1"),
            "Action": ("The roof", _ACTIONS[0], "The doors", _ACTIONS[1]),
            "Lead": ("", _OWNERS[0], "", _OWNERS[1]),
        }
    )
    assert [(row.ref, row.title, row.area_title) for row in rows] == [
        ("1.1", _ACTIONS[0], "The roof"),
        ("2.1", _ACTIONS[1], "The doors"),
    ]
