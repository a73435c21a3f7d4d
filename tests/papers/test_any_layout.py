"""Trackers of any layout: headings in words of their own, in any order, lines deep, among columns that say nothing
here. What each column must be taken for is known, since the layouts are made from the vocabulary.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.plan.ratings import Rating
from models.updates.answer import FIELDS
from papers.plan.contents import Held, Meaning, PlanFile, PlanFileError
from papers.plan.layouts import NOTHING_TOLD, LayoutUnclear, Question, Told, columns_told
from papers.plan.reading import read_plan
from papers.plan.recognising import Spelling, recognise
from papers.plan.vocabulary import HEADINGS, PERCENTAGES, TITLES_ELSE, WEAK_TITLES
from papers.plan.voices import instructs, reports
from papers.plan.word_meanings import CARRIES, NOUNS
from tests.papers.trackers import new_sheet, saved

ACTIVITY, COMMENTARY = FIELDS["activity"], FIELDS["commentary"]


def read_text(text: str) -> PlanFile:
    """The plan in this csv file."""
    return read_plan(text.encode(), "plan.csv")


def meanings(plan: PlanFile) -> dict[str, Held | None]:
    """What each heading was taken for."""
    return {column.heading: column.meaning for column in plan.columns}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        *((each, Meaning.REF) for each in ("action_ref", "rec_id", "actionRef", "Issue ID", "Issue key", "Ref(s)")),
        *((each, Meaning.TITLE) for each in ("Task Description", "Action / Decision", "What?", "Action(s)", "Summary")),
        *((each, Meaning.TITLE) for each in ("Action: what will we do?", "Description of the action", "Recomendation")),
        *((each, Meaning.OWNER) for each in ("Task Owner", "Who?", "Responsibility", "Delivery Lead", "assignedTo")),
        *((each, Meaning.OWNER) for each in ("Name of lead officer", "Lead(s)", "Responsable officer", "Assignee")),
        *(
            (each, Meaning.DUE)
            for each in ("dueDate", "due_date", "Date of completion", "When?", "Dedline", "Due-date")
        ),
        *(
            (each, Meaning.DUE)
            for each in ("Original Implementation Date", "Due date dd/mm/yyyy", "Timescale/Deadline")
        ),
        *(
            (each, ACTIVITY)
            for each in ("Status as at June", "ragStatus", "RAGStatus", "rag_status", "Status/ Comment", "RAG / Status")
        ),
        *((each, ACTIVITY) for each in ("% Complete", "percentComplete")),
        *((each, COMMENTARY) for each in ("Management Update", "Remarks", "Progres", "progressAt6Months")),
        *((each, Meaning.AREA) for each in ("Bucket Name", "Component/s", "Themes")),
        *((each, None) for each in ("Completed by", "Review date", "Cost of action", "Owner / Deadline", "Votes")),
        *((each, None) for each in ("Previous ragStatus", "Start date", "Labels", "Created By", "Issued", "Direction")),
    ],
)
def test_headings_are_recognised_as_people_and_databases_write_them(heading: str, meaning: Held | None) -> None:
    found = recognise(heading, Spelling.MISSPELLED)
    assert (found.meaning if found else None) is meaning


def test_everyday_headings() -> None:
    plan = read_text(
        "Issue ID,Task Description,Task Owner,Original Implementation Date,Status/ Comment,% Complete\n"
        "1.1,Write the guide,Head of Service,31/03/2025,Not yet due,25%\n"
        "1.2,Agree the guide,Head of Training,30/04/2025,Overdue,80%\n"
    )
    assert [(row.ref, row.title, row.owner, row.activity) for row in plan.rows] == [
        ("1.1", "Write the guide", "Head of Service", Rating.NOT_STARTED),
        ("1.2", "Agree the guide", "Head of Training", Rating.OFF_TRACK),
    ]
    assert meanings(plan)["% Complete"] is None  # a rating only where the sheet has no other
    plan = read_text("What?,Who?,How?,When?\nPaint the hall,Caretaker,By hand,31/03/2025\n")
    assert list(meanings(plan).values()) == [Meaning.TITLE, Meaning.OWNER, None, Meaning.DUE]


def test_of_columns_for_quarters_the_last_that_is_filled_is_taken() -> None:
    plan = read_text(
        "Action,Lead,Q1 RAG,Q1 Commentary,Q2 RAG,Q2 Commentary,Q3 RAG,Q3 Commentary\n"
        "Agree,Clerk,Red,late,Amber,nearly,,\nPublish,Clerk,Green,fine,Green,all well,,\n"
    )
    assert [(row.activity, row.commentary) for row in plan.rows] == [
        (Rating.AT_RISK, "nearly"),
        (Rating.ON_TRACK, "all well"),
    ]
    plan = read_text("Action,RAG May,RAG June,RAG April,Update this month\nAgree,R,A,G,new\n")
    assert [(row.activity, row.commentary) for row in plan.rows] == [(Rating.AT_RISK, "new")]


def test_a_corrective_action_is_the_action_where_nothing_else_is() -> None:
    plan = read_text("Issue,Corrective Action(s),Responsibility,When?\nLeaks,Mend the roof,Surveyor,31/03/2025\n")
    assert [(row.title, row.owner, row.corrective_action) for row in plan.rows] == [("Mend the roof", "Surveyor", None)]
    plan = read_text("Ref,Action,RAG,Corrective action\n1.1,Mend the roof,R,Another builder\n")
    assert [(row.title, row.corrective_action) for row in plan.rows] == [("Mend the roof", "Another builder")]


def test_action_1_is_a_number_and_the_description_beside_it_the_action() -> None:
    plan = read_text("Theme,Action,Description,Lead\n1 Staff,Action 1,Train every manager,Head of HR\n")
    assert [(row.ref, row.title) for row in plan.rows] == [("1", "Train every manager")]
    assert meanings(plan)["Action"] is Meaning.REF
    plan = read_text("Action,Description,Lead\nTrain managers,In two days each,Head of HR\n")
    assert [row.title for row in plan.rows] == ["Train managers"]


@pytest.mark.parametrize(
    "levels", [("2", "1", "2"), ("High", "Low", "Medium"), ("P2", "P1", "P1"), ("1 - High", "2", "3")]
)
def test_a_priority_that_says_how_much_it_matters_is_no_area(levels: tuple[str, ...]) -> None:
    rows = "".join(f"5.{at},Action {level} of many,{level}\n" for at, level in enumerate(levels, 1))
    plan = read_text(f"No,Action,Priority\n{rows}")
    assert meanings(plan)["Priority"] is None
    assert [(row.ref, row.area_title) for row in plan.rows] == [("5.1", None), ("5.2", None), ("5.3", None)]


def test_a_priority_that_says_to_what_it_belongs_is_the_area() -> None:
    plan = read_text("No,Action,Area\n7,Recruit,-\n8,Audit,2 Practice\n")
    assert meanings(plan)["Area"] is Meaning.AREA
    assert [row.area_title for row in read_text("No,Action,Area\n2.7,Recruit,2. -\n").rows] == ["-"]
    assert meanings(read_text("No,Action,Area\n7,Recruit,-\n"))["Area"] is Meaning.AREA
    plan = read_text("No,Action,Priority\n1,Recruit,1\n2,Retain,1\n1,Audit,2\n")
    assert [row.ref for row in plan.rows] == ["1.1", "1.2", "2.1"]
    plan = read_text("No,Action,Priority\n2.1,Recruit,2\n1.1,Audit,1\n")
    assert [row.area_number for row in plan.rows] == [2, 1]


# Lines of headings


@pytest.mark.parametrize(
    "weeks", [None, (1, 2), (date(2025, 1, 6), date(2025, 1, 13))], ids=["words", "numbers", "days"]
)
def test_headings_are_lines_deep_and_merged(weeks: tuple[Any, Any] | None) -> None:
    workbook, sheet = new_sheet("Plan")
    sheet.append(["Improvement plan"])
    sheet.append([])
    sheet.append(["Action", "Notes", "Due Date", "Owner", "Status", "Duration", None, "Phase one", None])
    sheet.append([None, None, None, None, None, "Planned", "Buffer", "Week 1", "Week 2"])
    sheet.append(["Write the charter", "agreed", date(2025, 1, 31), "Clerk", "Complete"])
    sheet.append(["Hold the kick-off", None, date(2025, 2, 28), "Chair", "On track"])
    if weeks:
        sheet["H4"], sheet["I4"] = weeks
    for cells in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "H3:I3"):
        sheet.merge_cells(cells)
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert [(row.title, row.owner, row.commentary) for row in plan.rows] == [
        ("Write the charter", "Clerk", "agreed"),
        ("Hold the kick-off", "Chair", None),
    ]


def test_headings_are_three_lines_deep() -> None:
    plan = read_text(
        "The plan,,,How it goes,,,,\n"
        ",,,Dates,,Ratings,,\n"
        "Ref,Action,Lead,Original,Revised date,Activity,Impact,Remarks\n"
        "1.1,Agree,Clerk,31/03/2025,30/04/2025,G,A,fine\n"
    )
    row = plan.rows[0]
    assert (plan.header_row, row.activity, row.impact, row.commentary) == (3, Rating.ON_TRACK, Rating.AT_RISK, "fine")
    plan = read_text(
        "Ref,Action,Lead,How it goes,,,,\n"
        ",,,Dates,,Ratings,,\n"
        ",,,Due date,Revised date,RAG,Impact RAG,Remarks\n"
        "1.1,Agree,Clerk,31/03/2025,30/04/2025,G,A,fine\n"
    )
    row = plan.rows[0]
    assert (row.activity, row.impact, row.commentary, len(plan.rows)) == (Rating.ON_TRACK, Rating.AT_RISK, "fine", 1)
    assert (row.due and row.due.last_day, row.revised and row.revised.last_day) == (
        date(2025, 3, 31),
        date(2025, 4, 30),
    )


def test_a_row_below_the_headings_that_could_be_an_action_is_one() -> None:
    plan = read_text("Ref,Action,,Lead,,RAG\n1.1,Agree,soon,Clerk,Chair,G\n")
    assert [row.title for row in plan.rows] == ["Agree"]


# Exports


def test_an_export_of_planner() -> None:
    plan = read_text(
        "Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created Date,Due date,Late,Labels,Description\n"
        "1.1,Write the strategy,1 Workforce,In progress,Important,Clerk,01/02/2025,31/03/2025,false,,first draft\n"
        "1.2,Run the campaign,1 Workforce,Completed,Medium,Chair,01/02/2025,28/02/2025,false,,\n"
        "2.1,Agree the budget,2 Resources,Not started,Urgent,Clerk,01/02/2025,30/04/2025,true,,\n"
    )
    assert [(row.area_title, row.activity, row.owner, row.commentary, row.added) for row in plan.rows] == [
        ("Workforce", Rating.ON_TRACK, "Clerk", "first draft", date(2025, 2, 1)),
        ("Workforce", Rating.DONE, "Chair", None, date(2025, 2, 1)),
        ("Resources", Rating.NOT_STARTED, "Clerk", None, date(2025, 2, 1)),
    ]


def test_identifiers_that_nobody_would_type_are_no_refs() -> None:
    """Planner's are of this kind, and those of Asana have sixteen digits."""
    for long in ("n8-1Yq0bEUmYZ0TzfqDHGmQAF{}xy", "120456789012345{}"):
        lines = "\n".join(f"{long.format(number)},Step {number},In progress,Clerk" for number in (1, 2, 3))
        plan = read_text(f"Task ID,Task Name,Progress,Assigned To\n{lines}\n")
        assert ([row.ref for row in plan.rows], plan.numbered) == (["1", "2", "3"], True)
    plan = read_text("Ref,Action\nCQC-2023-RX1-MD-001,Audit\nCQC-2023-RX1-MD-002,Share\n")
    assert [row.ref for row in plan.rows] == ["CQC-2023-RX1-MD-001", "CQC-2023-RX1-MD-002"]


def test_an_export_of_jira_has_several_columns_of_one_heading() -> None:
    plan = read_text(
        "Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,Due date,"
        "Component/s,Component/s,Labels,Labels,Comment,Comment,Comment\n"
        "Mend the form,1.1,10001,Task,Done,High,Fixed,clerk,chair,01/02/2025,31/03/2025,,Website,,x,"
        "01/Feb/25 10:26 AM;clerk;begun,02/Feb/25 9:00 AM;clerk;Mended; tested,\n"
    )
    row = plan.rows[0]
    assert (row.ref, row.title, row.owner, row.area_title) == ("1.1", "Mend the form", "clerk", "Website")
    assert (row.activity, row.commentary, row.added) == (Rating.DONE, "Mended; tested", date(2025, 2, 1))


# Any layout

ORDINARY: dict[Held, str] = {
    Meaning.AREA: "3 Workforce",
    Meaning.OWNER: "Head of Service",
    Meaning.DUE: "31/03/2025",
    Meaning.REVISED: "30/04/2025",
    ACTIVITY: "Amber",
    COMMENTARY: "Two were appointed",
    FIELDS["cause"]: "No money",
}
OTHER_HEADINGS = (
    "Cost",
    "Budget code",
    "Start date",
    "Risk",
    "Ward",
    "Links",
    "Week 1",
    "Previous RAG",
    "How?",
    "Votes",
)
TITLES = (*WEAK_TITLES, *TITLES_ELSE, "priority improvement action", "objective", "objectives")


@dataclass(frozen=True)
class Layout:
    """The headings of a tracker with what each holds, the lines above them, and how many lines deep they are."""

    columns: tuple[tuple[str, Held | None], ...]
    above: tuple[str, ...]
    deep: bool


def _slipped(phrase: str, at: int) -> str:
    """The phrase with two letters of its longest word changed about, where that can be told all the same."""
    word = max(phrase.split(), key=len)
    if len(word) < 7:
        return phrase
    at = 1 + at % (len(word) - 3)
    return phrase.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def _snake(phrase: str) -> str:
    return phrase.replace(" ", "_")


def _camel(phrase: str) -> str:
    first, *others = phrase.split()
    return first + "".join(map(str.capitalize, others))


SPELLINGS = (
    *(str.upper, str.title, str.capitalize, _snake, _camel, lambda each: f"{each.title()}:", lambda each: f"{each}?"),
    *(lambda each: f"{each.title()} (as agreed)", lambda each: f" {each}  *", lambda each: each.replace(" ", "-")),
    lambda each: _slipped(each, 2),
)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Columns in any order, each under any of its headings in any spelling."""
    held: list[Held] = [
        Meaning.REF,
        Meaning.TITLE,
        *draw(st.lists(st.sampled_from(list(ORDINARY)), min_size=1, unique=True)),
    ]
    columns: list[tuple[str, Held | None]] = []
    for each in held:
        phrases = [phrase for phrase in HEADINGS[each] if phrase not in (*PERCENTAGES, *TITLES) and " s" not in phrase]
        phrase = draw(st.sampled_from(phrases))
        columns.append((draw(st.sampled_from(SPELLINGS))(phrase), each))
    columns += [(text, None) for text in draw(st.lists(st.sampled_from(OTHER_HEADINGS), max_size=4, unique=True))]
    above = draw(
        st.lists(st.sampled_from(["Improvement plan", "Version 3, draft", "Owner: the board", ""]), max_size=4)
    )
    return Layout(tuple(draw(st.permutations(columns))), tuple(above), draw(st.booleans()))


@given(layouts())
def test_any_layout_made_from_the_vocabulary_is_told(layout: Layout) -> None:
    headings, told = zip(*layout.columns, strict=True)
    values: dict[Held | None, str] = {Meaning.REF: "3.1", Meaning.TITLE: "Recruit ten", None: "x"}
    for each, text in ORDINARY.items():
        values[each] = text
    rows = [[text] for text in layout.above]
    rows.append(list(headings))
    if layout.deep:  # two more columns stand under one heading, which says nothing here
        rows[-1] += ["Phase one", ""]
        rows.append([*([""] * len(headings)), "Week 5", "Week 6"])
    rows.append([values[each] for each in told])
    rows.append(["3.2" if each is Meaning.REF else values[each] for each in told])
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    plan = read_text(written.getvalue())
    assert [column.meaning for column in plan.columns][: len(told)] == list(told)
    assert [(row.ref, row.title) for row in plan.rows] == [("3.1", "Recruit ten"), ("3.2", "Recruit ten")]
    row = plan.rows[0]
    assert row.owner == (ORDINARY[Meaning.OWNER] if Meaning.OWNER in told else None)
    assert row.activity is (Rating.AT_RISK if ACTIVITY in told else None)
    assert row.commentary == (ORDINARY[COMMENTARY] if COMMENTARY in told else None)


# Headings that no phrase is known for

LOOKING_LIKE: dict[Held, tuple[str, ...]] = {
    Meaning.TITLE: ("Write the guide for all who are new", "Train each team in the new way", "Publish what was found"),
    Meaning.OWNER: ("Head of Service", "Clerk", "Director of Practice"),
    Meaning.AREA: ("Practice", "Practice", "Workforce"),
    ACTIVITY: ("Amber", "Green", "On track"),
    COMMENTARY: ("Two were appointed in the spring", "The draft is with the wards", "None has answered until now"),
}
STRONG = {
    held: [
        word
        for word, weight in NOUNS[held].items()
        if weight >= 2.2
        and word not in CARRIES
        and getattr(recognise(word, Spelling.MISSPELLED), "meaning", held) is held
        and weight > max((nouns.get(word, 0) for each, nouns in NOUNS.items() if each is not held))
    ]
    for held in LOOKING_LIKE
}
DATES_BY_WORDS = (
    "Date to finish by",
    "Delivery expected",
    "Deadline for the team",
    "When it will be done",
    "Completion",
)


@given(st.data())
def test_any_heading_is_told_by_its_words_and_the_look_of_its_cells(data: st.DataObject) -> None:
    held = [Meaning.TITLE, *data.draw(st.lists(st.sampled_from(list(LOOKING_LIKE)[1:]), min_size=2, unique=True))]
    headings = {
        each: data.draw(
            st.sampled_from(("Local {}", "Corporate {}", "{} for the year", "{}: see the guide", "{}"))
        ).format(data.draw(st.sampled_from(STRONG[each])))
        for each in held
    }
    columns = [(headings[each], LOOKING_LIKE[each], each) for each in held]
    columns.append((data.draw(st.sampled_from(DATES_BY_WORDS)), ("31/03/2025", "30/04/2025", "May 2025"), Meaning.DUE))
    columns = data.draw(st.permutations(columns))
    if COMMENTARY in held:  # it stands after the action
        columns.sort(key=lambda column: column[2] is COMMENTARY)
    written = io.StringIO()
    rows = zip(*(cells for _, cells, _ in columns), strict=True)
    csv.writer(written).writerows([[heading for heading, _, _ in columns], *rows])
    plan = read_text(written.getvalue())
    assert {column.heading: column.meaning for column in plan.columns} == {text: each for text, _, each in columns}


def test_what_the_cells_speak_against_is_not_taken() -> None:
    plan = read_text(
        "Ref,Action,Owner,Target,Rating,Delivery\n"
        "1,Mend the roof,Surveyor,No leak in any room in winter,High,31/03/2025\n"
        "2,Paint the hall,Caretaker,All of the walls are white,Low,30/04/2025\n"
    )
    assert (meanings(plan)["Target"], meanings(plan)["Delivery"]) == (Meaning.MEASURE, Meaning.DUE)


def test_a_ref_of_several_actions_goes_before_their_own_numbers() -> None:
    plan = read_text(
        "Rec,Finding,Agreed action,Officer\n"
        "R1,Leavers keep access,Close accounts on the last day,IT Manager\n"
        ",,Tell IT of leavers a week before,HR Manager\n"
        "R2,No count,Count the stock twice a year,Stores Manager\n"
        ",,Write a procedure for counts,Stores Manager\n"
        "R3,No rota,Write a rota,Stores Manager\n"
    )
    assert [row.ref for row in plan.rows] == ["R1.1", "R1.2", "R2.1", "R2.2", "R3"]
    assert plan.numbered
    assert plan.notes == ("A ref stands beside several actions: they were numbered in their order after it.",)


def test_a_ticked_heading_is_what_the_row_says() -> None:
    plan = read_text(
        "Ref,Action,Lead,2024/25,2025/26,Not started,In progress,Complete\n"
        "1,Write the plan,Clerk,x,,,,x\n2,Agree the plan,Chair,x,x,,x,\n3,Publish the plan,Clerk,,x,x,,\n"
    )
    assert [row.activity for row in plan.rows] == [Rating.DONE, Rating.ON_TRACK, Rating.NOT_STARTED]
    assert [row.due and row.due.last_day for row in plan.rows] == [
        date(2025, 3, 31),
        date(2026, 3, 31),
        date(2026, 3, 31),
    ]


def test_a_line_that_explains_the_headings_is_told_from_an_action_like_them() -> None:
    headings = "Action,Description,Lead,By when,Status\n"
    actions = "Action 1,Give each lead the training,HR lead,Ongoing,On track\nAction 2,Check it,HR lead,May 2025,Red\n"
    assert len(read_text(headings + actions).rows) == 2
    explained = "Which action?,Describe what is done,Name of lead,State when it is due,Status as at today\n"
    plan = read_text(headings + explained + actions)
    assert len(plan.rows) == 2
    assert "Passed over as a line about the columns: row 2." in plan.notes


@pytest.mark.parametrize("heading", ["Completed?", "Closed Y/N", "Done"])
def test_yes_says_that_it_is_done_where_the_heading_asks_so(heading: str) -> None:
    plan = read_text(f"Action,Who,When,{heading}\nMend,Clerk,31/03/2025,Yes\nPaint,Chair,30/04/2025,No\n")
    assert ([row.activity for row in plan.rows], plan.doubts) == ([Rating.DONE, None], ())


# Several sheets


def workbook_of(**sheets: Sequence[list[Any]]) -> bytes:
    """A workbook of these sheets; an underscore in a name is a blank."""
    workbook, first = new_sheet(next(iter(sheets)).replace("_", " "))
    for at, (name, rows) in enumerate(sheets.items()):
        sheet = workbook.create_sheet(name.replace("_", " ")) if at else first
        for row in rows:
            sheet.append(row)
    return saved(workbook)


HEADINGS_OF_A_LIST = ["Ref", "Action", "Lead", "Due", "RAG"]


def test_a_sheet_a_theme_is_one_plan_with_its_areas() -> None:
    content = workbook_of(
        Theme_1=[HEADINGS_OF_A_LIST, ["1.1", "Recruit", "SRO", "31/03/2025", "Green"]],
        Theme_2=[HEADINGS_OF_A_LIST, ["2.1", "Audit", "SRO", "31/03/2025", "Red"]],
        Finance=[["Closing date", *HEADINGS_OF_A_LIST], [None, "3.1", "Save", "SRO", "31/03/2025", "Amber"]],
    )
    plan = read_plan(content, "plan.xlsx")
    assert (plan.sheet, plan.other_sheets) == ("Theme 1", ("Theme 2", "Finance"))
    assert [(row.place, row.ref, row.area_number, row.area_title) for row in plan.rows] == [
        ("Theme 1!A2", "1.1", 1, "Theme 1"),
        ("Theme 2!A2", "2.1", 2, "Theme 2"),
        ("Finance!B2", "3.1", 3, "Finance"),
    ]
    assert [column.letter for column in plan.columns][5:] == [f"Finance!{letter}" for letter in "ABCDEF"]


def test_open_and_closed_actions_are_one_plan_and_no_areas() -> None:
    content = workbook_of(
        Open=[HEADINGS_OF_A_LIST[1:], ["Recruit", "SRO", "31/03/2025", "Green"], ["Audit", "SRO", "31/03/2025", "Red"]],
        Closed=[HEADINGS_OF_A_LIST[1:], ["Train", "SRO", "31/03/2025", "Complete"]],
        Notes=[["Things to know"], ["The board meets in May"]],
    )
    plan = read_plan(content, "plan.xlsx")
    assert [(row.ref, row.title, row.area_title) for row in plan.rows] == [
        ("1", "Recruit", None),
        ("2", "Audit", None),
        ("3", "Train", None),
    ]
    assert "The sheet “Notes” was passed over." in plan.notes


NAMES: dict[str, str | None] = {
    **{name: name for name in ("Workforce", "Theme B", "SEND", "Marketing and design", "Quality of practice")},
    **dict.fromkeys(("Open", "Closed", "Completed actions", "Sheet2", "Action log", "2024", "Q1 2025", "March"), None),
}
"""Sheets by their names, and the areas that these are."""


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(NAMES)), st.integers(1, 4)), min_size=2, max_size=5, unique_by=lambda s: s[0]
    ),
    st.permutations(HEADINGS_OF_A_LIST),
    st.booleans(),
)
def test_every_row_of_every_sheet_comes_in(sheets: list[tuple[str, int]], headings: list[str], more: bool) -> None:
    workbook, first = new_sheet(sheets[0][0])
    wanted, number = [], 0
    for at, (name, actions) in enumerate(sheets):
        sheet = workbook.create_sheet(name) if at else first
        sheet.append(["Improvement plan"])
        sheet.append([*headings, "Minutes"] if more and at else list(headings))
        for _ in range(actions):
            number += 1
            values = {"Ref": f"A-{number}", "Action": f"Do {number}", "Lead": "SRO", "Due": "31/03/2025", "RAG": "Red"}
            sheet.append([values[heading] for heading in headings])
            wanted.append((f"A-{number}", f"Do {number}", NAMES[name], Rating.OFF_TRACK))
    workbook.create_sheet("Lists").append(["Red", "Amber", "Green"])
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert [(row.ref, row.title, row.area_title, row.activity) for row in plan.rows] == wanted


def asked(content: bytes, name: str = "plan.xlsx", told: Told = NOTHING_TOLD) -> LayoutUnclear:
    """What the import asks about this file."""
    with pytest.raises(LayoutUnclear) as unclear:
        read_plan(content, name, told=told)
    return unclear.value


@pytest.mark.parametrize(
    ("refs", "given"),
    [
        (("R1", "R2"), ["1", "2"]),
        (("7", "12"), ["13", "14"]),
        (("1.1", "2.4"), ["1", "2"]),
        (("FIN-07", "A"), ["1", "2"]),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_where_only_some_sheets_have_refs_the_others_get_numbers(
    refs: tuple[str, str], given: list[str], first: bool
) -> None:
    named = [["Ref", "Action", "Lead"], [refs[0], "Agree", "Clerk"], [refs[1], "Sign", "Clerk"]]
    others = [["Action", "Lead"], ["Build", "Chair"], ["Open", "Chair"]]
    sheets = {"Begun": named, "Later": others} if first else {"Later": others, "Begun": named}
    plan = read_plan(workbook_of(**sheets), "plan.xlsx")
    found = {row.title: (row.ref, row.numbered, row.area_title) for row in plan.rows}
    assert found == {
        **dict(zip(("Agree", "Sign"), ((ref, False, "Begun") for ref in refs), strict=True)),
        **dict(zip(("Build", "Open"), ((ref, True, "Later") for ref in given), strict=True)),
    }
    assert "The sheet “Later” has no refs: the actions there were numbered after the others." in plan.notes


def guesses(question: Question) -> dict[str, str | None]:
    """What the columns that are asked about are guessed to be."""
    return {each.heading: each.meaning.heading if each.meaning else None for each in question.columns if each.unsure}


def test_sheets_that_list_actions_of_two_kinds_or_twice_are_asked_for() -> None:
    issues = [["ID", "Issue", "Owner", "Due", "Status"], ["1", "The roof leaks", "Surveyor", "31/03/2025", "Open"]]
    actions = [["ID", "Action", "Owner", "Due", "Status"], ["1", "Mend the roof", "Surveyor", "31/03/2025", "On track"]]
    (question,) = asked(workbook_of(Issues=issues, Actions=actions)).questions
    assert question.text == (
        "The sheets “Issues” (1 action) and “Actions” (1 action) all list actions. Which are the plan’s?"
    )
    assert [option.label for option in question.options] == ["“Issues” alone", "“Actions” alone", "All of them"]
    plan = read_plan(workbook_of(Issues=issues, Actions=actions), "plan.xlsx", told=question.options[1].told)
    assert [row.title for row in plan.rows] == ["Mend the roof"]
    assert "The sheet “Issues” was passed over." in plan.notes
    (question,) = asked(workbook_of(May_2025=actions, June_2025=actions)).questions
    assert "“May 2025” (1 action) and “June 2025” (1 action)" in question.text


def test_a_sheet_whose_actions_stand_on_another_is_passed_over_and_said() -> None:
    full: list[list[Any]] = [
        HEADINGS_OF_A_LIST,
        ["1.1", "Recruit", "SRO", "31/03/2025", "Red"],
        ["1.2", "Audit", "SRO", None, "Green"],
    ]
    reds: list[list[Any]] = [["Action", "Reason", "Ask"], ["Recruit", "No money", "More of it"]]
    plan = read_plan(workbook_of(Reds=reds, Tracker=full), "plan.xlsx")
    assert (len(plan.rows), plan.notes) == (
        2,
        ("The sheet “Reds” was passed over: its actions stand on “Tracker” too, which says more.",),
    )


def test_a_sheet_that_is_asked_for_and_is_not_there_is_named() -> None:
    with pytest.raises(PlanFileError, match=r"no sheet “Closed” that could list actions\. Its sheets are: “plan”"):
        read_plan(b"Ref,Action,Lead\n1.1,Agree,SRO\n", "plan.csv", told=Told(sheets=("Closed",)))


# Columns that are asked for


def test_a_column_of_actions_under_a_heading_that_nobody_knows_is_asked_for() -> None:
    content = b"Cyf,Gweithred,Perchennog,RAG\n1.1,Agree the pledge,Clerk,G\n"
    (question,) = asked(content, "cynllun.csv").questions
    assert "Headings seen on the sheet “cynllun”: “Cyf”, “Gweithred”, “Perchennog”, “RAG”." in question.text
    assert guesses(question) == {"Gweithred": "Action", "Perchennog": "SRO"}
    assert [each.samples for each in question.columns if each.heading == "Gweithred"] == [("Agree the pledge",)]
    told = question.options[0].told.and_then(Told(columns={"cyf": Meaning.REF}))
    row = read_plan(content, "cynllun.csv", told=told).rows[0]
    assert (row.ref, row.title, row.owner, row.activity) == ("1.1", "Agree the pledge", "Clerk", Rating.ON_TRACK)


def test_a_table_with_headings_that_nobody_knows_is_divided_as_its_lines_are() -> None:
    (question,) = asked(b"Cyf;Gweithred;Nodyn\n1.1;Agree, then publish;x\n1.2;Publish;y\n", "cynllun.csv").questions
    assert [each.heading for each in question.columns] == ["Cyf", "Gweithred", "Nodyn"]


def test_a_date_or_a_rating_that_no_heading_names_is_asked_for_and_may_be_neither() -> None:
    content = (
        b"Ref,Action,Lead,Start date,When Completed,Lamp\n"
        b"1.1,Agree,Clerk,01/01/2025,31/03/2025,Red\n"
        b"1.2,Publish,Clerk,01/01/2025,30/04/2025,Amber\n"
    )
    (question,) = asked(content, "plan.csv").questions
    assert question.text == (
        "1 column of the sheet “plan” may be read in more ways than one. My guess: “When Completed” is “Due”. "
        "Is that right?"
    )
    row = read_plan(content, "plan.csv", told=question.options[0].told).rows[0]
    assert (row.due and row.due.last_day, row.activity) == (date(2025, 3, 31), Rating.OFF_TRACK)
    told = columns_told(question.columns, {"When Completed": None, "Lamp": None})
    row = read_plan(content, "plan.csv", told=told).rows[0]
    assert (row.due, row.activity) == (None, None)


def test_an_answer_about_columns_tells_what_was_asked_and_what_differs() -> None:
    content = b"Ref,Action,Lead,Target,Lamp\n1,Agree,Clerk,Roof,30%\n2,Publish,Clerk,Wall,75%\n"
    (question,) = asked(content).questions
    told = columns_told(question.columns, {"Lamp": None, "Target": Meaning.AREA, "Lead": Meaning.OWNER})
    assert told.columns == {"lamp": None, "target": Meaning.AREA}
    with pytest.raises(PlanFileError, match="“Action” and “Lamp” cannot both be the column “Action”"):
        columns_told(question.columns, {"Lamp": Meaning.TITLE})
    with pytest.raises(PlanFileError, match="which column is “Action”"):
        columns_told(question.columns, {"Action": None})


CORE = (Meaning.TITLE, Meaning.OWNER, Meaning.DUE, FIELDS["activity"], Meaning.REF)


@pytest.mark.parametrize("held", CORE, ids=lambda held: str(held.heading))
def test_what_an_action_is_known_by_is_told_by_its_cells_or_asked_for_under_whatever_heading(held: Held) -> None:
    headings = dict(zip(CORE, ("Action", "Lead", "Due", "Status", "Ref"), strict=True)) | {held: "Zorbl"}
    order = (Meaning.REF, Meaning.TITLE, Meaning.OWNER, Meaning.DUE, FIELDS["activity"])
    lines = [
        ",".join(headings[each] for each in order),
        "A-1,Mend the roof of the hall,Head of Estates,31/03/2025,On track",
        "A-2,Paint the doors of the school,Works Manager,30/04/2025,Delayed",
    ]
    content, told = "\n".join(lines).encode(), NOTHING_TOLD
    if held is Meaning.DUE:  # a day may be of anything
        (question,) = asked(content, "plan.csv").questions
        assert guesses(question)["Zorbl"] == held.heading
        told = question.options[0].told
    rows = read_plan(content, "plan.csv", told=told).rows
    assert [(row.ref, row.title, row.owner, row.due and row.due.last_day, row.activity) for row in rows] == [
        ("A-1", "Mend the roof of the hall", "Head of Estates", date(2025, 3, 31), Rating.ON_TRACK),
        ("A-2", "Paint the doors of the school", "Works Manager", date(2025, 4, 30), Rating.AT_RISK),
    ]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Cost", ("4,000", "2,500")),
        ("Start date", ("01/01/2025", "02/02/2025")),
        ("Priority", ("High", "Low")),
        ("Author", ("Head of Estates", "Works Manager")),
        ("Last meeting date", ("01/01/2025", "02/02/2025")),
        ("Link", ("https://example.org/1", "https://example.org/2")),
        ("Validated", ("Yes", "No")),
    ],
)
def test_a_column_that_says_itself_that_it_is_something_else_is_not_asked_for(
    heading: str, cells: tuple[str, ...]
) -> None:
    rows = ["A-1,Mend the roof of the hall,Begun", "A-2,Paint the doors,Not begun"]
    lines = [f"Ref,Action,Progress,{heading}", *(f'{row},"{cell}"' for row, cell in zip(rows, cells, strict=True))]
    assert len(read_plan("\n".join(lines).encode(), "plan.csv").rows) == 2


def test_what_was_told_of_a_layout_holds_for_the_next_file_with_its_headings() -> None:
    first = asked(b"Cyf,Gweithred,RAG May 2025\n1.1,Agree the pledge,G\n", "may.csv")
    told = Told.of(first.questions[0].options[0].told.kept())
    remembered = {first.layout: told}
    plan = read_plan(b"RAG June 2025,Gweithred,Cyf\nG,Agree,1.1\n", "june.csv", remembered=remembered)
    assert (plan.rows[0].title, plan.layout, plan.told) == ("Agree", first.layout, told.kept())
    with pytest.raises(LayoutUnclear):
        read_plan(b"Cyf,Gweithred,Nodyn\n1.1,Agree,x\n", "other.csv", remembered=remembered)


def test_what_was_told_comes_before_what_a_heading_says() -> None:
    content = b"Ref,Action,Description,Notes\n1.1,Roof,Mend the roof before the winter comes,begun\n"
    told = Told(columns={"description": Meaning.TITLE, "notes": None, "action": Meaning.AREA})
    row = read_plan(content, "plan.csv", told=told).rows[0]
    assert (row.title, row.area_title, row.commentary) == ("Mend the roof before the winter comes", "Roof", None)


_VERBS = ("Recruit", "Publish", "Repair", "Review", "Train", "Clean", "Agree", "Order")
_THINGS = ("the roof of the hall", "all staff of the store", "a list of the lamps", "the plan for the winter")
_POSTS = ("Head of Estates", "Works Manager", "Clerk to the Council", "Finance Director", "Site Lead")
_STATES = {"Done": Rating.DONE, "Not started": Rating.NOT_STARTED, "In progress": Rating.ON_TRACK}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_under_headings_that_nobody_knows_the_cells_are_read_or_guessed_rightly_in_whatever_order(
    data: st.DataObject,
) -> None:
    actions = [
        f"{verb} {thing}"
        for verb, thing in data.draw(
            st.lists(st.tuples(*map(st.sampled_from, (_VERBS, _THINGS))), min_size=3, max_size=5, unique=True)
        )
    ]
    many = len(actions)
    owners = data.draw(st.lists(st.sampled_from(_POSTS), min_size=many, max_size=many))
    states = data.draw(st.lists(st.sampled_from([*_STATES]), min_size=many, max_size=many))
    columns = [
        ("Zorbl", actions),
        ("Quux", owners),
        ("Vimpt", states),
        ("Deadline", [f"{day:02d}/03/2025" for day in range(11, 11 + many)]),
    ]
    columns = [("Ref", [f"K-{at}" for at in range(1, many + 1)]), *data.draw(st.permutations(columns))]
    written = io.StringIO()
    csv.writer(written).writerows(
        [[heading for heading, _ in columns], *zip(*(cells for _, cells in columns), strict=True)]
    )
    content = written.getvalue().encode()
    try:
        rows = read_plan(content, "plan.csv").rows
    except LayoutUnclear as unclear:
        (question,) = unclear.questions
        rows = read_plan(content, "plan.csv", told=question.options[0].told).rows
    assert [(row.title, row.owner, row.activity) for row in rows] == [
        (title, owner, _STATES[state]) for title, owner, state in zip(actions, owners, states, strict=True)
    ], "the cells, or the guess that is asked about, are wrong"


@given(st.sampled_from(_VERBS), st.sampled_from(_THINGS), st.sampled_from(["", "1. ", "A-2: ", "The clerk to "]))
def test_an_instruction_is_told_from_a_report(verb: str, thing: str, before: str) -> None:
    told = f"{before}{verb.lower() if before.endswith('to ') else verb} {thing}"
    assert instructs(told)
    done = f"{thing.capitalize()} was sent in May"
    assert reports(done)
    assert not instructs(done)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("⬜☐☑✅⏳🟢🔴⚪№[]()• "), max_size=12))
def test_whatever_signs_stand_in_a_heading_or_a_state_the_rows_come_in(signs: str) -> None:
    lines = [["Ref", "Action", "Status", f"{signs}№"], ["1", "Mend the roof", signs, signs], ["2", "Sow", "Done", ""]]
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    assert [row.title for row in read_text(written.getvalue()).rows] == ["Mend the roof", "Sow"]


@pytest.mark.parametrize(("cell", "rating"), [("[DONE]", Rating.DONE), ("☑", Rating.DONE), ("☐", None), ("[x]", None)])
def test_states_are_read_in_brackets_and_ticked_boxes(cell: str, rating: Rating | None) -> None:
    (row,) = read_text(f"Ref,Action,Owner,Due,Status\n1,Mend the roof,Clerk,31/03/2025,{cell}\n").rows
    assert row.activity == rating


def test_a_threat_gives_way_to_what_is_proposed_against_it() -> None:
    plan = read_text(
        "Threat ID,Description,Proposed mitigations,Owner,Due\n"
        "T-1,A laptop is read,Encrypt all disks,IT Lead,31/03/2025\n"
        "T-2,An invoice is forged,Call the sender before a payment,Finance Lead,30/04/2025\n"
    )
    assert [row.title for row in plan.rows] == ["Encrypt all disks", "Call the sender before a payment"]
