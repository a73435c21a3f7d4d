"""`/board`: the calendar with its planned days, meetings added and cancelled, whose turn it is, and the channel."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from handlers.cards import Fields
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.printed_cells import cell_words
from handlers.requests import Origin
from models.boards.boards import Board, BoardChannel, BoardKind, Meeting, ReportingBoard
from models.record.database import Database
from models.record.events import Actor, Event, first_broken
from models.record.rules import set_rule
from tests.asking import Clock, Somebody, freeze_for, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"
JUNE, JULY = date(2023, 6, 7), date(2023, 7, 19)
LATER = ("2023-08-30", "2023-10-11", "2023-11-22")
PAIRS = {"2023-07-19": ["HSCP", "CPB"], "2023-08-30": ["CYPP", "SEND"]} | {
    "2023-10-11": ["HSCP", "CPB"],
    "2023-11-22": ["CYPP", "SEND"],
}


def events(database: Database, *kinds: str) -> list[Event]:
    """The events of these kinds that people who ask caused, in their order; the chain is whole."""
    with database.read() as session:
        assert first_broken(session, 1) is None
        mine = select(Event).where(col(Event.what).in_(kinds), col(Event.door).in_(("test", "other")))
        return list(session.exec(mine.order_by(col(Event.id))))


def turns(somebody: Somebody) -> dict[str, list[str]]:
    """Who reports in turn to each coming board that has somebody, as the calendar says."""
    meetings = somebody.types("/board").data["meetings"]
    return {each["meeting"]: each["reporting"] for each in meetings if each["reporting"]}


def change_rule(database: Database, clock: Clock, name: str, text: str) -> None:
    with database.write() as session:
        set_rule(session, Actor(1, None, clock.now, "test"), name, text)


@no_sql_differs
def test_the_calendar_is_the_table_of_the_domain(as_person: Asked) -> None:
    shown = table(as_person("observer@example.org").types("/board calendar"))
    assert shown.columns == (
        "Meeting",
        "Board",
        "Commission",
        "Return due",
        "Quality check",
        "Freeze",
        "Publish by",
        "Reports in turn",
    )
    assert [(row[0], *row[2:]) for row in shown.rows] == [
        ("7 June 2023", "9 May 2023", "23 May 2023", "25 May 2023", "26 May 2023", "30 May 2023", "nobody"),
        ("19 July 2023", "21 June 2023", "5 July 2023", "7 July 2023", "10 July 2023", "11 July 2023", "HSCP, CPB"),
        (
            *("30 August 2023", "1 August 2023", "15 August 2023", "17 August 2023", "18 August 2023"),
            *("21 August 2023", "CYPP, SEND"),
        ),
        (
            *("11 October 2023", "13 September 2023", "27 September 2023", "29 September 2023", "2 October 2023"),
            *("3 October 2023", "HSCP, CPB"),
        ),
        (
            *("22 November 2023", "25 October 2023", "8 November 2023", "10 November 2023", "13 November 2023"),
            *("14 November 2023", "CYPP, SEND"),
        ),
    ]
    assert {row[1] for row in shown.rows} == {"Improvement Board"}


@no_sql_differs
def test_the_calendar_for_scripts(as_person: Asked) -> None:
    card = as_person("chair@example.org").types("/board")
    assert card.data["meetings"][2] == {
        "meeting": "2023-08-30",
        "board": "Improvement Board",
        "commission": "2023-08-01",
        "return_due": "2023-08-15",
        "quality_check": "2023-08-17",
        "freeze": "2023-08-18",
        "publish_by": "2023-08-21",
        "reporting": ["CYPP", "SEND"],
        "frozen": False,
        "cancelled": None,
    }
    assert card.data["next"] == [
        {"meeting": "2023-06-07", "step": "meeting", "on": "2023-06-07", "working_days": 0},
        {"meeting": "2023-07-19", "step": "commission", "on": "2023-06-21", "working_days": 10},
    ]


@no_sql_differs
def test_the_calendar_says_whose_rule_each_day_is(as_person: Asked, example: Database, clock: Clock) -> None:
    words = in_words(as_person("chair@example.org").types("/board"))
    assert "Delivery boards report to every improvement board: Practice, Workforce and Commissioning." in words
    assert "Commission, return due, quality check and freeze: house rules" in words
    assert "Publish by: 5 clear working days before the meeting. For a board of officers that is a house rule" in words
    assert "for the executive and committees of the council 5 are statutory." in words
    assert "None of these days is constitutional." in words
    assert "fewer" not in words
    change_rule(example, clock, "publish_before", "4")
    words = in_words(as_person("chair@example.org").types("/board"))
    assert "Publish by: 3 clear working days before the meeting." in words
    assert "5 are statutory. These days leave fewer." in words


NEXT = {
    "2023-06-07 10:00": "The board of 7 June 2023 meets today.",
    "2023-06-08 10:00": "Board of 19 July 2023: returns are commissioned on Wednesday 21 June 2023, in 9 work",
    "2023-06-21 10:00": "Board of 19 July 2023: returns are commissioned on Wednesday 21 June 2023, today.",
    "2023-06-30 10:00": "Board of 19 July 2023: returns are due on Wednesday 5 July 2023, in 3 working days.",
    "2023-07-01 10:00": "Board of 19 July 2023: returns are due on Wednesday 5 July 2023, in 3 working days.",
    "2023-07-04 23:59": "Board of 19 July 2023: returns are due on Wednesday 5 July 2023, in 1 working day.",
    "2023-07-05 00:01": "Board of 19 July 2023: returns are due on Wednesday 5 July 2023, today.",
    "2023-07-06 10:00": "Board of 19 July 2023: returns are checked on Friday 7 July 2023, in 1 working day.",
    "2023-07-10 10:00": "Board of 19 July 2023: the position is frozen on Monday 10 July 2023, today.",
    "2023-08-25 10:00": "The board of 30 August 2023 meets on Wednesday, in 2 working days.",
}


@no_sql_differs
def test_what_comes_next(as_person: Asked, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    for now, said in NEXT.items():
        clock.set(now)
        assert in_words(chair.types("/board")).splitlines()[1].startswith(said), now


@no_sql_differs
def test_what_comes_next_for_a_frozen_board_and_for_the_one_after(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-05-26 18:00")
    freeze_for(example, clock, JUNE)
    chair = as_person("chair@example.org")
    assert in_words(chair.types("/board")).splitlines()[1:3] == [
        "Board of 7 June 2023: the pack is published at the latest on Tuesday 30 May 2023, in 1 working day.",
        "Board of 19 July 2023: returns are commissioned on Wednesday 21 June 2023, in 17 working days.",
    ]
    assert [each["frozen"] for each in chair.types("/board").data["meetings"]] == [True, False, False, False, False]


@no_sql_differs
def test_a_calendar_without_meetings(as_person: Asked, clock: Clock) -> None:
    clock.set("2024-06-03 10:00")
    card = as_person("chair@example.org").types("/board")
    assert "No meeting is planned." in in_words(card)
    assert card.data["meetings"] == []


@no_sql_differs
def test_the_next_eight_meetings_of_all_boards(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types('/board new 16 June 2023 "Workforce Board"')
    secretary.types("/board cancel 19 July 2023 no quorum")
    for day in ("10 Jan 2024", "21 Feb 2024", "3 Apr 2024", "15 May 2024", "26 June 2024"):
        secretary.types(f"/board new {day}")
    card = as_person("chair@example.org").types("/board")
    rows = table(card).rows
    assert len(rows) == 8
    assert rows[1] == ("16 June 2023", "Workforce Board", "", "", "", "", "8 June 2023", "")
    assert rows[-1][0] == "3 April 2024"
    words = in_words(card)
    assert "And 2 more after these." in words
    assert "• Improvement Board, 19 July 2023: no quorum" in words


@no_sql_differs
def test_a_new_meeting_takes_the_next_turn(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/board new 10 Jan 2024")
    words = in_words(card)
    assert "The Improvement Board meets on Wednesday 10 January 2024." in words
    assert "HSCP and CPB report to it; delivery boards report as always." in words
    assert "No other meeting's turn changes." in words
    (planned,) = [element for element in card.body if isinstance(element, Fields)]
    assert [(label, cell_words(cell)) for label, cell in planned.pairs] == [
        ("Commission", "8 December 2023"),
        ("Return due", "22 December 2023"),
        ("Quality check", "28 December 2023"),
        ("Freeze", "29 December 2023"),
        ("Publish by", "2 January 2024"),
    ]
    assert card.data["meeting"]["reporting"] == ["HSCP", "CPB"]
    assert turns(secretary) == PAIRS | {"2024-01-10": ["HSCP", "CPB"]}
    (event,) = events(example, "meeting.added", "meeting.turn_moved")
    assert (event.subject, event.person_id, event.door) == ("meeting 2024-01-10", secretary.id, "test")
    assert event.after == {
        "board": "Improvement Board",
        "reporting": ["Safeguarding Children's Partnership", "Corporate Parenting Board"],
    }


@no_sql_differs
def test_an_extra_meeting_moves_the_turns_after_it(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/board new 12 July 2023")
    assert turns(secretary) == {
        "2023-07-12": ["HSCP", "CPB"],
        "2023-07-19": ["CYPP", "SEND"],
        "2023-08-30": ["HSCP", "CPB"],
        "2023-10-11": ["CYPP", "SEND"],
        "2023-11-22": ["HSCP", "CPB"],
    }
    assert table(card).rows[0] == ("19 July 2023", "HSCP, CPB", "CYPP, SEND")
    assert [each["meeting"] for each in card.data["moved"]] == ["2023-07-19", *LATER]
    moved = events(example, "meeting.turn_moved")
    assert [event.subject for event in moved] == [f"meeting {day}" for day in ("2023-07-19", *LATER)]
    assert moved[0].after == {"reporting": ["Children and Young People's Partnership", "SEND Strategic Board"]}


@no_sql_differs
def test_a_cancelled_meeting_hands_its_turn_on(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/board cancel 19 Jul 2023 the chair is ill")
    assert "The Improvement Board of Wednesday 19 July 2023 is cancelled: the chair is ill" in in_words(card)
    assert turns(secretary) == dict(
        zip(LATER, (["HSCP", "CPB"], ["CYPP", "SEND"], ["HSCP", "CPB"]), strict=True),
    )
    assert [row[0] for row in table(card).rows] == ["30 August 2023", "11 October 2023", "22 November 2023"]
    listed = secretary.types("/board")
    assert "• Improvement Board, 19 July 2023: the chair is ill" in in_words(listed)
    assert listed.data["meetings"][1]["cancelled"] == "the chair is ill"
    assert listed.data["meetings"][1]["commission"] is None
    assert listed.data["next"][-1]["meeting"] == "2023-08-30"
    (event, *moved) = events(example, "meeting.cancelled", "meeting.turn_moved")
    assert (event.what, event.subject, event.person_id) == ("meeting.cancelled", "meeting 2023-07-19", secretary.id)
    assert len(moved) == 3
    assert "ill" not in str(event.before), "typed text stays with the meeting"


@no_sql_differs
def test_what_is_owed_follows_the_turn(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, JUNE)
    clock.set("2023-06-08 10:00")
    hscp, send = as_person("hscp.sro@example.org"), as_person("send.sro@example.org")
    assert hscp.types("/update").data["meeting"] == "2023-07-19"
    assert hscp.types("/update").data["owed"]
    assert not send.types("/update").data["owed"]
    as_person(SECRETARY).types("/board new 5 July 2023 reporting:CYPP,SEND")
    assert send.types("/update").data["meeting"] == "2023-07-05"
    assert send.types("/update").data["owed"]
    assert not hscp.types("/update").data["owed"]
    as_person(SECRETARY).types("/board cancel 5 July 2023 not needed after all")
    assert send.types("/update").data["meeting"] == "2023-07-19", "the turn is handed on"
    assert send.types("/update").data["owed"]
    assert not hscp.types("/update").data["owed"]


@no_sql_differs
def test_a_cancelled_meeting_is_taken_up_again(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    before = turns(secretary)
    secretary.types("/board cancel 19 Jul 2023 the chair is ill")
    card = secretary.types("/board new 19 Jul 2023")
    assert card.title == "Meeting taken up again"
    assert "It had been cancelled (the chair is ill) and is taken up again." in in_words(card)
    assert turns(secretary) == before == PAIRS
    (event,) = events(example, "meeting.taken_up")
    assert event.subject == "meeting 2023-07-19"
    with example.read() as session:
        assert len(session.exec(select(Meeting).where(Meeting.on == JULY)).all()) == 1


@no_sql_differs
def test_cancelled_meetings_are_not_forgotten_turns(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for day in ("19 July 2023", "30 August 2023", "11 October 2023"):
        secretary.types(f"/board cancel {day} the building is closed")
    assert turns(secretary) == {"2023-11-22": ["HSCP", "CPB"]}
    secretary.types("/board new 10 Jan 2024")
    assert turns(secretary) == {"2023-11-22": ["HSCP", "CPB"], "2024-01-10": ["CYPP", "SEND"]}


@no_sql_differs
def test_a_commissioned_turn_does_not_move(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-22 10:00")  # the day after the commission for 19 July
    secretary = as_person(SECRETARY)
    words = in_words(secretary.types("/board new 5 July 2023"))
    assert "Mind the time: its commission and return due have passed already." in words
    assert "No partnership board reports: the next turn, at the board of 19 July 2023, has been commissioned" in words
    assert turns(secretary) == PAIRS
    secretary.types("/board cancel 5 July 2023 not needed")
    words = in_words(secretary.types("/board new 5 July 2023 reporting:none"))
    assert "No partnership board reports; delivery boards report as always." in words
    secretary.types("/board cancel 5 July 2023 not needed")
    secretary.types("/board new 2 August 2023")
    assert turns(secretary) == {
        "2023-07-19": ["HSCP", "CPB"],
        "2023-08-02": ["CYPP", "SEND"],
        "2023-08-30": ["HSCP", "CPB"],
        "2023-10-11": ["CYPP", "SEND"],
        "2023-11-22": ["HSCP", "CPB"],
    }


@no_sql_differs
def test_a_turn_can_still_move_on_the_day_of_its_commission(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-21 10:00")
    secretary = as_person(SECRETARY)
    secretary.types("/board new 12 July 2023")
    assert turns(secretary)["2023-07-19"] == ["CYPP", "SEND"]


@no_sql_differs
def test_a_frozen_turn_does_not_move(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, JULY)
    secretary = as_person(SECRETARY)
    secretary.types("/board new 12 July 2023")
    assert turns(secretary) == PAIRS


REPORTING: tuple[tuple[str, list[str], list[str]], ...] = (
    ("reporting:none", [], ["CYPP", "SEND"]),
    ("reporting:Nobody", [], ["CYPP", "SEND"]),
    ("reporting:CYPP,SEND", ["CYPP", "SEND"], ["HSCP", "CPB"]),
    ("REPORTING: SEND Board, CYPP", ["CYPP", "SEND"], ["HSCP", "CPB"]),
    ('reporting:"corporate parenting board" + hscp', ["HSCP", "CPB"], ["CYPP", "SEND"]),
    ("reporting:SEND Strategic Board and CYPP", ["CYPP", "SEND"], ["HSCP", "CPB"]),
    ("reporting:Children and Young People's Partnership,SEND", ["CYPP", "SEND"], ["HSCP", "CPB"]),
    ("reporting:SEND", ["SEND"], ["CYPP", "SEND"]),
    ("reporting:HSCP,SEND", ["HSCP", "SEND"], ["CYPP", "SEND"]),
)


@no_sql_differs
def test_who_reports_can_be_said(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for typed, reporting, august in REPORTING:
        card = secretary.types(f"/board new 26 July 2023 {typed}")
        assert card.data["meeting"]["reporting"] == reporting, typed
        assert turns(secretary).get("2023-07-26", []) == reporting, typed
        assert turns(secretary)["2023-08-30"] == august, typed
        assert secretary.types("/board cancel 26 July 2023 not needed").title == "Meeting cancelled"
        assert turns(secretary) == PAIRS, typed


@no_sql_differs
def test_who_reports_may_stand_before_the_date(as_person: Asked) -> None:
    card = as_person(SECRETARY).types('/board new reporting:SEND 26 July 2023 "Improvement Board"')
    assert (card.data["meeting"]["meeting"], card.data["meeting"]["reporting"]) == ("2023-07-26", ["SEND"])


@no_sql_differs
def test_ways_to_write_a_day(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for typed in ("10 Jan 2024", "10 January", "Wed 10 Jan 2024", "10/01/2024", "2024-01-10", "10th of January 2024"):
        assert secretary.types(f"/board new {typed}").data["meeting"]["meeting"] == "2024-01-10", typed
        assert secretary.types(f"/board cancel {typed} 2 members are ill").data["cancelled"] == "2024-01-10", typed


@no_sql_differs
def test_a_year_of_meetings_every_so_many_weeks(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/board new 3 Jan 2024 every 6 weeks")
    days = ["2024-02-14", "2024-03-27", "2024-05-08", "2024-06-19", "2024-07-31", "2024-09-11", "2024-10-23"]
    assert (card.title, card.data["following"]) == ("9 meetings added", [*days, "2024-12-04"])
    assert turns(secretary) | {"2024-01-03": ["HSCP", "CPB"], "2024-02-14": ["CYPP", "SEND"]} == turns(secretary)
    assert len(events(example, "meeting.added")) == 9

    card = secretary.types('/board new 28 Mar 2024 every 52 weeks "Workforce Board"')
    assert card.data["following"] == ["2025-03-27"]
    card = secretary.types("/board new 25 Mar 2024 every week reporting:none")
    assert "Tuesday 2 April 2024 (it would have been on Easter Monday)" in in_words(card)
    assert len(card.data["following"]) == 52
    for wrong in ("every 0 weeks", "every 53 weeks", "every month", "every"):
        words = in_words(secretary.types(f"/board new 10 Jan 2029 {wrong}"))
        assert "Every how many weeks?" in words
        assert "/board new 10 Jan 2024 every 6 weeks" in words


@no_sql_differs
def test_a_meeting_of_another_board(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    for name in ('"Workforce Board"', "workforce board", "Workforce", "“Workforce Delivery Board”"):
        card = secretary.types(f"/board new 18 July 2023 {name}")
        assert card.data["meeting"]["board"] == "Workforce Board", name
        assert card.data["meeting"]["commission"] is None, "nothing is commissioned for it"
        assert "report" not in in_words(card)
        assert turns(secretary) == PAIRS
        assert secretary.types("/board cancel 18 July 2023 no quorum").data["board"] == "Workforce Board"


@no_sql_differs
def test_which_of_two_meetings_of_a_day_is_cancelled_must_be_said(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/board new 19 July 2023 Workforce")
    words = in_words(secretary.types("/board cancel 19 July 2023 no quorum"))
    assert "Improvement Board and Workforce Board meet on 19 July 2023. Name the one that is cancelled" in words
    card = secretary.types("/board cancel 19 July 2023 Workforce Board: no quorum")
    assert "The Workforce Board of Wednesday 19 July 2023 is cancelled: no quorum" in in_words(card)
    assert '/board new 19 July 2023 "Workforce Board"' in in_words(card)
    assert turns(secretary) == PAIRS
    assert secretary.types("/board cancel 19 July 2023 no quorum").data["board"] == "Improvement Board"
    assert secretary.types('/board new 19 July 2023 "Workforce Board"').title == "Meeting taken up again"


MISTAKES = (
    ("new", "On which day?", "/board new 10 Jan 2024"),
    ("new Workforce Board", "On which day?", "/board new 10 Jan 2024"),
    (
        "new 6 June 2023",
        "6 June 2023 has passed. The first day with a whole cycle ahead of it is Wednesday 5 July 2023.",
        "/board new 5 July 2023",
    ),
    ("new 25 Dec 2023 workforce", "it is Christmas Day.", '/board new 27 December 2023 "Workforce Board"'),
    ("new 31 June 2023", "June has no day 31", "/board new 10 Jan 2024"),
    ("new Tue 10 Jan 2024", "10 January 2024 is a Wednesday", "/board new 10 Jan 2024"),
    ("new January 2024", "“January 2024” names no day.", "/board new 10 Jan 2024"),
    (
        "new 26 Dec 2023",
        "Tuesday 26 December 2023 is no working day: it is Boxing Day. The next one is Wednesday 27 December 2023.",
        "/board new 27 December 2023",
    ),
    (
        "new 23 Dec 2023",
        "it is a Saturday. The next one is Wednesday 27 December 2023.",
        "/board new 27 December 2023",
    ),
    ("new 19 July 2023", "The Improvement Board meets on 19 July 2023 already.", "/board calendar"),
    ("new 10 Jan 2024 Worforce Board", "Did you mean Workforce Board?", '/board new 12 Jan 2024 "Workforce Board"'),
    ("new 10 Jan 2024 zzz", "There is no board “zzz”.", '/board new 12 Jan 2024 "Workforce Board"'),
    ("new 10 Jan 2024 reporting:Workforce", "it reports to every meeting anyway", "reporting:HSCP,CPB"),
    ("new 10 Jan 2024 reporting:Improvement", "only those report in turn", "reporting:HSCP,CPB"),
    ("new 10 Jan 2024 reporting:SENT", "Did you mean SEND Strategic Board?", "reporting:HSCP,CPB"),
    ("new 10 Jan 2024 reporting:", "Who reports?", "reporting:HSCP,CPB"),
    ("new 10 Jan 2024 Workforce reporting:SEND", "to the improvement board only", "reporting:HSCP,CPB"),
    ("cancel", "On which day?", "/board cancel 19 Jul 2023 the chair is ill"),
    ("cancel the chair is ill", "On which day?", "/board cancel 19 Jul 2023 the chair is ill"),
    ("cancel 20 July 2023 the chair is ill", "No board meets on 20 July 2023.", "/board calendar"),
    ("cancel 19 July 2023", "Why is it cancelled?", "/board cancel 19 Jul 2023 the chair is ill"),
    ("cancel 19 July 2023 Improvement Board", "Why is it cancelled?", "/board cancel 19 Jul 2023"),
    ("cancel 26 April 2023 it was a mess", "26 April 2023 has passed", "/board cancel 19 Jul 2023"),
    (f"cancel 19 July 2023 {'long ' * 50}", "in 200 characters", "/board cancel 19 Jul 2023"),
    ("cancel 19 July 2023 visit to case 1234567", "The reason looks like a case number.", ""),
    ("calendar 2024", "takes no more words", "/board"),
    (
        "calender",
        "Did you mean /board calendar?",
        "Did you mean /board calendar?\nFor example: /board calendar, /board",
    ),
    ("10 Jan 2024", "I do not know “10” here.", "/board calendar"),
    ("channel Wrkforce", "Did you mean Workforce Board?", '/board channel "Workforce Board"'),
    ("channel off", "No channel is set here for the Improvement Board.", "/board channel"),
)


@no_sql_differs
def test_what_cannot_be_done(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    for typed, said, line in MISTAKES:
        card = secretary.types(f"/board {typed}")
        assert card.title == "That did not work", typed
        assert said in in_words(card), typed
        assert line in in_words(card), typed
    assert turns(secretary) == PAIRS
    kinds = ("meeting.added", "meeting.cancelled", "meeting.turn_moved", "board.channel_set")
    assert events(example, *kinds) == []


@no_sql_differs
def test_text_that_is_refused_is_not_said_again(as_person: Asked) -> None:
    words = in_words(as_person(SECRETARY).types("/board cancel 19 July 2023 visit to case 1234567"))
    assert "1234567" not in words
    assert "nothing of it was stored" in words


@no_sql_differs
def test_a_meeting_that_is_cancelled_or_frozen_cannot_be_cancelled(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/board cancel 30 Aug 2023 the chair is ill")
    words = in_words(secretary.types("/board cancel 30 Aug 2023 the chair is ill"))
    assert "No board meets on 30 August 2023: it was cancelled already (the chair is ill)." in words
    freeze_for(example, clock, JULY)
    words = in_words(secretary.types("/board cancel 19 July 2023 the chair is ill"))
    assert "The position for 19 July 2023 is frozen, so that meeting can no longer be cancelled." in words
    assert "2023-07-19" in turns(secretary)


@no_sql_differs
def test_the_calendar_of_bank_holidays_is_the_organisations(as_person: Asked, example: Database, clock: Clock) -> None:
    change_rule(example, clock, "calendar", "GB-SCT")
    secretary = as_person(SECRETARY)
    assert secretary.types("/board new 28 Aug 2023 reporting:none").title == "Meeting added"
    assert "Andrew" in in_words(secretary.types("/board new 30 Nov 2023"))
    assert table(secretary.types("/board")).rows[3][6] == "22 August 2023", "28 August is worked there"


def test_without_any_turn_so_far_nobody_is_in_turn(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        for row in session.exec(select(ReportingBoard)):
            session.delete(row)
    secretary = as_person(SECRETARY)
    card = secretary.types("/board new 10 Jan 2024")
    assert "No partnership board reports; delivery boards report as always." in in_words(card)
    secretary.types("/board new 21 Feb 2024 reporting:HSCP,CPB")
    secretary.types("/board new 3 Apr 2024 reporting:CYPP,SEND")
    assert secretary.types("/board new 15 May 2024").data["meeting"]["reporting"] == ["HSCP", "CPB"]


def test_without_an_improvement_board(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        board = session.exec(select(Board).where(Board.kind == BoardKind.IMPROVEMENT)).one()
        board.kind = BoardKind.DELIVERY
        session.add(board)
    secretary = as_person(SECRETARY)
    assert "There is no improvement board yet." in in_words(secretary.types("/board new 10 Jan 2024"))
    assert "There is no improvement board yet." in in_words(secretary.types("/board channel"))


@no_sql_differs
def test_a_meeting_today_and_one_in_the_far_future(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    secretary = as_person(SECRETARY)
    assert secretary.types("/board new 8 June 2023").title == "Meeting added"
    far = date(2099, 1, 1)
    while far.weekday() > 4 or far.month == 1:
        far += timedelta(1)
    assert secretary.types(f"/board new {far.isoformat()}").data["meeting"]["meeting"] == far.isoformat()


WRITES = (
    "/board new 10 Jan 2024",
    "/board cancel 19 Jul 2023 the chair is ill",
    "/board channel",
    "/board channel off",
)
EVERYBODY_ELSE = (
    *("chair", "practice.sro", "director", "adviser", "fostering", "programme.manager", "governance", "observer"),
    "workforce.sro",
)


@no_sql_differs
def test_only_the_secretariat_writes_and_everybody_reads(as_person: Asked) -> None:
    for email in EVERYBODY_ELSE:
        somebody = as_person(f"{email}@example.org")
        for line in WRITES:
            card = somebody.types(line)
            assert card.title == "Not open to you", f"{email}: {line}"
            assert "it is for the secretariat" in in_words(card)
        assert turns(somebody) == PAIRS


@no_sql_differs
def test_nobody_without_a_post_reads_the_calendar(example_dispatcher: Dispatcher) -> None:
    assert Somebody(example_dispatcher, None).types("/board").title == "Not open to you"


def channels(database: Database) -> dict[str, Any]:
    """The channels of the dispatcher's doors by board."""
    with database.read() as session:
        rows = session.exec(
            select(Board.name, BoardChannel.door, BoardChannel.channel)
            .join(BoardChannel)
            .where(col(BoardChannel.door).in_(("test", "other")))
        )
        return {f"{board} {door}": channel for board, door, channel in rows}


def asks_in(somebody: Somebody, line: str, **origin: Any) -> str:
    """What is answered to a command typed elsewhere than in the channel C1."""
    name, _, text = line.partition(" ")
    reply = somebody.dispatcher.command(somebody.id, name, text, Origin(**{"door": "test", "channel": "C1"} | origin))
    assert reply is not None
    return in_words(reply.answer)


def test_a_channel_is_set_moved_and_ended(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    words = in_words(secretary.types("/board channel"))
    assert "The summary for the Improvement Board is posted in this channel from now on, 1 working day before" in words
    assert "at 09:00" in words
    assert channels(example) == {"Improvement Board test": "C1"}
    secretary.types("/board channel Workforce")
    asks_in(secretary, "/board channel", channel="C2")
    asks_in(secretary, "/board channel", door="other", channel="X")
    assert channels(example) == {
        "Improvement Board test": "C2",
        "Improvement Board other": "X",
        "Workforce Board test": "C1",
    }
    secretary.types("/board channel off")
    secretary.types('/board channel "Workforce Board" off')
    assert channels(example) == {"Improvement Board other": "X"}
    assert [(each.what, each.before, each.after) for each in events(example, *CHANNEL_EVENTS)] == [
        ("board.channel_set", None, {"channel": "C1"}),
        ("board.channel_set", None, {"channel": "C1"}),
        ("board.channel_set", {"channel": "C1"}, {"channel": "C2"}),
        ("board.channel_set", None, {"channel": "X"}),
        ("board.channel_ended", {"channel": "C2"}, None),
        ("board.channel_ended", {"channel": "C1"}, None),
    ]


CHANNEL_EVENTS = ("board.channel_set", "board.channel_ended")


@no_sql_differs
def test_a_channel_that_is_set_already_is_no_change(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    assert secretary.types("/board channel") == secretary.types("/board channel")
    assert len(events(example, *CHANNEL_EVENTS)) == 1


def test_a_channel_is_set_where_others_read_along_and_ended_anywhere(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    alone: tuple[dict[str, Any], ...] = ({"private": True}, {"channel": None})
    for origin in alone:
        assert "Type it in the channel itself." in asks_in(secretary, "/board channel", **origin)
        assert channels(example) == {}
        secretary.types("/board channel")
        assert "no longer posted" in asks_in(secretary, "/board channel off", **origin)
        assert channels(example) == {}


@no_sql_differs
def test_of_many_verbs_the_nearest_are_named_and_the_way_to_all(as_person: Asked) -> None:
    near = in_words(as_person(SECRETARY).types("/pack apendix"))
    assert "Did you mean /pack appendices" in near
    assert "“/pack help” lists all that there is." in near
    assert "/pack distribution" not in near
    far = in_words(as_person(SECRETARY).types("/pack zzzz"))
    assert "/pack compile" in far
    assert len(far) < 500
