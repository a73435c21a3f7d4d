"""What a tracker lacks for a board's life is made up for the demo, and what it has stays as it is."""

from datetime import date

from bot.terminal.demo_plan import with_a_board_s_life
from papers.plan.contents import ActionRow, BoardRow, MeetingRow, PersonRow, PlanFile

TODAY = date(2023, 6, 7)


def plan(**registers: object) -> PlanFile:
    rows = (
        ActionRow("", "1", "Audit", owner="Head of Housing", board="Homes"),
        ActionRow("", "2", "Meet", owner="HEAD of housing", board="homes"),
        ActionRow("", "3", "Share", owner="Kit", board=None),
        ActionRow("", "4", "Nobody's"),
    )
    return PlanFile("List", 1, (), rows, **registers)  # type: ignore[arg-type]  # by their names


def test_a_bare_tracker_gets_boards_people_and_a_meeting() -> None:
    made = with_a_board_s_life(plan(), TODAY)
    assert [(row.name, row.kind) for row in made.boards] == [
        ("Improvement Board", "improvement"),
        ("Homes", "delivery"),
    ]
    assert [(row.post, row.role) for row in made.people] == [
        ("Chair", "chair"),
        ("Board Secretary", "secretariat"),
        ("Head of Housing", "SRO"),
        ("Kit", "SRO"),
    ]
    assert made.people[2].email == "head.of.housing@example.org"
    (meeting,) = made.meetings
    assert meeting.board == "Improvement Board"
    assert meeting.on > TODAY


def test_what_the_file_has_is_not_made_up_again() -> None:
    boards = (
        BoardRow("", "Town Board", "TB", "improvement"),
        BoardRow("", "Homes Board", None, "delivery", ("homes",)),
    )
    people = (
        PersonRow("", "Leader", "chair", "TB", "L", "l@example.org"),
        PersonRow("", "Clerk", "secretariat", None, "C", "c@example.org"),
        PersonRow("", "Head of Housing", "SRO", None, "Kit", "kit@example.org"),
    )
    meetings = (MeetingRow("", "TB", date(2023, 7, 1)),)
    made = with_a_board_s_life(plan(boards=boards, people=people, meetings=meetings), TODAY)
    assert (made.boards, made.people, made.meetings) == (boards, people, meetings)
    assert with_a_board_s_life(plan(boards=boards, meetings=()), TODAY).meetings[0].board == "Town Board"
