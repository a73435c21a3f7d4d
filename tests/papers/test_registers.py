"""The sheets beside the actions: boards, people, meetings, previous boards."""

from datetime import date
from typing import Any

import pytest

from models.plan.ratings import Rating
from papers.plan.contents import BoardRow, EarlierBoardRow, HighlightRow, MeetingRow, PersonRow, PlanFile, PlanFileError
from papers.plan.reading import read_plan
from tests.papers.trackers import fill, new_sheet, saved


def read_with(name: str, *rows: list[Any]) -> PlanFile:
    """The plan of a workbook that has one action, and this sheet beside it."""
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action"])
    sheet.append(["1.1", "Agree the pledge"])
    register = workbook.create_sheet(name)
    for row in rows:
        register.append(row)
    return read_plan(saved(workbook), "plan.xlsx")


def refused(name: str, *rows: list[Any]) -> str:
    """The words with which the workbook is refused."""
    with pytest.raises(PlanFileError) as refusal:
        read_with(name, *rows)
    return str(refusal.value)


def test_boards_have_a_kind_and_other_names() -> None:
    plan = read_with(
        "Boards",
        ["Board", "Short name", "Kind", "Also known as"],
        ["Improvement Board", None, "Improvement", None],
        ["SEND Strategic Board", "SEND", "Partnership board", "SEND Strategy Board; SEND Board ;"],
    )
    assert plan.boards == (
        BoardRow("Boards!A2", "Improvement Board", None, "improvement"),
        BoardRow("Boards!A3", "SEND Strategic Board", "SEND", "partnership", ("SEND Strategy Board", "SEND Board")),
    )
    assert plan.notes == ()


def test_people_hold_posts_and_a_vacant_post_has_nobody() -> None:
    plan = read_with(
        "people",
        ["Post", "Role", "Board", "Name", "Email", "From", "To"],
        ["Workforce SRO", "SRO", "Workforce", "Workforce SRO", "workforce.sro@example.org", "April 2022", None],
        ["Vice chair, Workforce", "Vice chair", "Workforce", "VACANT", None, None, date(2023, 5, 31)],
        ["Adviser", "Adviser", None, "The adviser", "adviser at example.org", None, None],
    )
    assert plan.people == (
        PersonRow(
            *("people!A2", "Workforce SRO", "SRO", "Workforce", "Workforce SRO"),
            *("workforce.sro@example.org", date(2022, 4, 30), None),
        ),
        PersonRow("people!A3", "Vice chair, Workforce", "Vice chair", "Workforce", None, None, None, date(2023, 5, 31)),
        PersonRow("people!A4", "Adviser", "Adviser", None, "The adviser", None),
    )
    assert [(doubt.place, doubt.text) for doubt in plan.doubts] == [
        ("people!E4", "“adviser at example.org” is not an e-mail address; left empty.")
    ]


def test_meetings_have_a_day_and_who_reports() -> None:
    plan = read_with(
        "Meetings",
        ["Calendar 2023"],
        ["Board", "Date", "Reporting boards"],
        ["Improvement Board", date(2023, 7, 19), "HSCP; CPB"],
        ["Improvement Board", "30 August 2023", None],
    )
    assert plan.meetings == (
        MeetingRow("Meetings!A3", "Improvement Board", date(2023, 7, 19), ("HSCP", "CPB")),
        MeetingRow("Meetings!A4", "Improvement Board", date(2023, 8, 30)),
    )


def test_previous_boards_are_ratings_frozen_for_a_meeting() -> None:
    plan = read_with(
        "Previous boards",
        ["Meeting", "Ref", "Activity", "Impact", "Progress"],
        [date(2023, 4, 26), "2.4", "Amber", "R", "Waits on the new officer"],
        [date(2023, 4, 26), "2.10", "B", None, None],
        [date(2023, 3, 15), "2.4", "G", "Grey", None],
    )
    assert plan.snapshots == (
        EarlierBoardRow(
            *(
                "Previous boards!B2",
                date(2023, 4, 26),
                "2.4",
                Rating.AT_RISK,
                Rating.OFF_TRACK,
                "Waits on the new officer",
            ),
        ),
        EarlierBoardRow("Previous boards!B3", date(2023, 4, 26), "2.10", Rating.DONE, Rating.NOT_STARTED),
        EarlierBoardRow("Previous boards!B4", date(2023, 3, 15), "2.4", Rating.ON_TRACK, Rating.NOT_STARTED),
    )
    assert [(doubt.place, doubt.text) for doubt in plan.doubts] == [
        ("Previous boards!D3", "The cell has no rating; taken as Grey.")
    ]


def test_a_sheet_with_the_name_of_a_register_and_other_headings_is_passed_over() -> None:
    plan = read_with("Boards", ["Fence", "Length"], ["North", 12])
    assert plan.boards == ()
    assert plan.notes == ("The sheet “Boards” was passed over.",)


def test_registers_alone_are_no_plan() -> None:
    workbook, sheet = new_sheet("Boards")
    sheet.append(["Board", "Short name", "Kind"])
    sheet.append(["Improvement Board", None, "improvement"])
    with pytest.raises(PlanFileError, match="No column with the actions"):
        read_plan(saved(workbook), "plan.xlsx")


@pytest.mark.parametrize(
    ("name", "rows", "words"),
    [
        (
            "Boards",
            [["Board", "Short name", "Kind"], ["Cabinet", None, "executive"]],
            "Boards!C2 (Kind on the sheet Boards) says “executive”; a board is one of improvement, delivery",
        ),
        ("Boards", [["Board", "Short name", "Kind"], [None, "SEND", "delivery"]], "Boards!A2 (Board on the sheet"),
        ("People", [["Post", "Role"], ["SRO", None]], "People!B2 (Role on the sheet People) is empty, and is needed"),
        ("Meetings", [["Board", "Date"], ["CPB", "TBC"]], "Meetings!B2 (Date on the sheet Meetings) is not a date"),
        ("Meetings", [["Board", "Date"], ["CPB", None]], "Meetings!B2 (Date on the sheet Meetings) is empty"),
        (
            "Previous boards",
            [["Meeting", "Ref", "Activity"], ["26/04/2023", "n/a", "G"]],
            "Previous boards!B2 (Ref on the sheet Previous boards) is not the ref of an action",
        ),
        (
            "Previous boards",
            [["Meeting", "Ref", "Activity"], ["26/04/2023", "2.4", "middling"]],
            "Previous boards!C2 (Activity on the sheet Previous boards) says “middling”, which is not a rating",
        ),
        (
            "Previous boards",
            [["Meeting", "Ref", "Activity"], ["26/04/2023", "2.4", "G"], ["26 April 2023", "Ref 2.4", "A"]],
            "Previous boards!B2 and Previous boards!B3 both say how 2.4 stood at one meeting",
        ),
    ],
)
def test_half_a_register_is_refused_by_its_place(name: str, rows: list[list[Any]], words: str) -> None:
    assert words in refused(name, *rows)


def test_a_previous_rating_may_be_a_colour() -> None:
    workbook, sheet = new_sheet("Actions")
    sheet.append(["Ref", "Action"])
    sheet.append(["1.1", "Agree the pledge"])
    previous = workbook.create_sheet("Previous boards")
    previous.append(["Meeting", "Ref", "Activity", "Impact"])
    previous.append(["26/04/2023", "1.1", None, "G"])
    previous["C2"].fill = fill("FFC00000")
    plan = read_plan(saved(workbook), "plan.xlsx")
    assert (plan.snapshots[0].activity, plan.doubts) == (Rating.OFF_TRACK, ())


def test_highlights_are_what_is_nominated_for_a_meeting() -> None:
    plan = read_with(
        "Highlights",
        ["Meeting", "Ref", "Highlight", "Nominated by"],
        [date(2023, 6, 7), "10.7", "24 places in 4 new bases", "send.sro@example.org"],
        [date(2023, 6, 7), "2.10", "Eleven new carers", None],
    )
    assert plan.highlights == (
        HighlightRow("Highlights!B2", date(2023, 6, 7), "10.7", "24 places in 4 new bases", "send.sro@example.org"),
        HighlightRow("Highlights!B3", date(2023, 6, 7), "2.10", "Eleven new carers"),
    )
