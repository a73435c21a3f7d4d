"""Columns that could be the same thing, as councils, schools and care homes lay them out: which one is taken.

Each kind was met in a layout of `fresh_layouts/batch_15.txt`, and is tried here in words of its own and in any order.
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
