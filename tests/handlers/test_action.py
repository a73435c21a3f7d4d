"""`/action`: one action with all that is known of it, my actions, and finding one."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.people.people import Holding, Person
from models.plan.actions import Action
from models.plan.deadlines import Precision
from models.record.database import Database
from tests.asking import Clock, Somebody, buttons, freeze_for, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@no_sql_differs
def test_an_action_with_its_dates_owner_board_and_measure(as_person: Asked) -> None:
    card = as_person("chair@example.org").types("/action 2.4")
    assert card.title == "2.4 Run a foster carer recruitment campaign that brings in more households"
    words = in_words(card)
    for fact in (
        "Activity: Red",
        "Impact: Red",
        "Area: 2 Sufficiency and stability of the workforce, foster carers included",
        "SRO: Workforce SRO",
        "Board: Workforce Board",
        "Original deadline: March 2023",
        "Measure: Net gain of fostering households in the year",
        "(agreed)",
        "Last update: 24 May 2023, 12:00 (imported).",
        "Help needed: Communications capacity",
    ):
        assert fact in words
    assert card.about == ("2.4",)


@no_sql_differs
def test_its_ratings_at_the_last_six_boards(as_person: Asked, example: Database, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    shown = table(chair.types("/action 2.4"))
    assert shown.caption == "Ratings at the last 6 boards"
    assert [row[0] for row in shown.rows] == [
        "26 April 2023",
        "15 March 2023",
        "1 February 2023",
        "21 December 2022",
        "9 November 2022",
        "28 September 2022",
    ]
    assert shown.rows[0][1:] == ("Red", "Red")
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    clock.set("2023-06-08 10:00")
    again = table(chair.types("/action 2.4"))
    assert len(again.rows) == 6
    assert again.rows[0] == ("7 June 2023", "Red", "Red")
    assert again.rows[1:] == shown.rows[:5]


@no_sql_differs
def test_only_published_boards_are_history(as_person: Asked, example: Database, clock: Clock) -> None:
    freeze_for(example, clock, date(2023, 6, 7))
    clock.set("2023-06-08 10:00")
    assert table(as_person("chair@example.org").types("/action 2.4")).rows[0][0] == "26 April 2023"


@no_sql_differs
def test_the_owner_can_go_on_from_there_and_nobody_else(as_person: Asked) -> None:
    owner, other = (as_person(f"{name}@example.org").types("/action 2.4") for name in ("workforce.sro", "fostering"))
    assert [each.label for each in buttons(owner)][:3] == ["Update 2.4", "No change", "Give a value"]
    assert [each.label for each in buttons(other)] == ["Area 2"]


@no_sql_differs
def test_a_chair_goes_on_to_its_area_its_history_and_sharing_it(as_person: Asked) -> None:
    chair = as_person("chair@example.org")
    shown = chair.types("/action 2.4")
    assert [each.label for each in buttons(shown)] == ["Area 2", "History", "Share here"]
    assert chair.presses(shown, "Area 2").title == "BRAG position for 7 June 2023: area 2"
    assert chair.presses(shown, "History").title == "Audit trail of 2.4"
    shared = chair.presses(shown, "Share here")
    assert (shared.shared, shared.title) == (True, "Reds for 7 June 2023: action 2.4")
    on_track = chair.presses(chair.types("/action 10.1"), "Share here")
    assert (on_track.shared, on_track.title) == (True, "BRAG position for 7 June 2023: action 10.1")


@no_sql_differs
def test_its_dates_are_all_shown_and_how_long_it_is_overdue(as_person: Asked, example: Database, clock: Clock) -> None:
    chair = as_person("chair@example.org")
    card = chair.types("/action 2.4")
    assert card.data["days_overdue"] == 68
    words = in_words(card)
    assert (
        "68 days overdue.\nOriginal deadline: March 2023\nApproved deadline: March 2023\nForecast: none given" in words
    )
    with example.write() as session:
        moved = session.exec(select(Action).where(Action.ref == "2.4")).one()
        moved.approved_due, moved.approved_precision = date(2023, 5, 31), Precision.MONTH
    as_person("workforce.sro@example.org").types("/update 2.4 amber/red on its way; forecast 31 Aug; recovery 31 Aug")
    words = in_words(chair.types("/action 2.4"))
    assert (
        "7 days overdue.\nOriginal deadline: March 2023\nApproved deadline: May 2023\nForecast: 31 August 2023" in words
    )
    assert words.count("31 August 2023") == 2, "forecast and recovery date, each once"
    clock.set("2023-05-31 10:00")
    assert "overdue" not in in_words(chair.types("/action 2.3"))


@no_sql_differs
def test_the_latest_answer_is_quoted_with_who_gave_it(as_person: Asked) -> None:
    as_person("workforce.sro@example.org").types("/update 2.4 green/amber the campaign is running")
    card = as_person("chair@example.org").types("/action 2.4")
    assert "Last update: 7 June 2023, 10:00, Workforce SRO (update)." in in_words(card)
    assert "the campaign is running" in in_words(card)
    assert "Activity declared Green; by the rules Red: 68 days overdue." in in_words(card)


@no_sql_differs
def test_an_answer_that_a_delegate_gave_says_for_whom(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-06-12 10:00")
    as_person("workforce.sro@example.org").types("/return delegate fostering@example.org until 7 Jul")
    as_person("fostering@example.org").types("/update 2.4 green/amber the campaign is running")
    clock.set("2023-07-10 10:00")
    chair = as_person("chair@example.org")
    said = "Last update: 12 June 2023, 10:00, by Head of Fostering for Workforce SRO (update)."
    assert said in in_words(chair.types("/action 2.4"))


@no_sql_differs
def test_an_answer_of_a_former_holder_was_given_for_nobody_else(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    as_person("workforce.sro@example.org").types("/update 2.4 green/amber the campaign is running")
    with example.write() as session:
        person = session.exec(select(Person.id).where(Person.email == "workforce.sro@example.org")).one()
        for holding in session.exec(select(Holding).where(Holding.person_id == person)):
            holding.ends = clock.now.date()
    clock.set("2023-06-08 10:00")
    said = "Last update: 7 June 2023, 10:00, Workforce SRO (update)."
    assert said in in_words(as_person("chair@example.org").types("/action 2.4"))


@no_sql_differs
def test_an_ended_action_says_when_and_why(as_person: Asked) -> None:
    card = as_person("hscp.sro@example.org").types("/action 5.6")
    assert "Withdrawn on 17 May 2023. Overtaken: the council joins" in in_words(card)
    assert buttons(card) == []


@no_sql_differs
@pytest.mark.parametrize(("typed", "ref"), [("2.4", "2.4"), ("02.04", "2.4"), ("show 2.4", "2.4"), ("10.2,", "10.2")])
def test_ways_to_write_a_ref(as_person: Asked, typed: str, ref: str) -> None:
    assert as_person("chair@example.org").types(f"/action {typed}").data["ref"] == ref


@no_sql_differs
def test_mine(as_person: Asked) -> None:
    card = as_person("send.sro@example.org").types("/action mine")
    assert [row[0] for row in table(card).rows] == [f"10.{number}" for number in range(1, 9)]
    assert as_person("send.sro@example.org").types("/action") == card
    nothing = in_words(as_person("chair@example.org").types("/action mine"))
    assert "No action of the plan belongs to a post of yours (Independent Chair)." in nothing


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("find foster carer", ["2.4", "2.6"]),
        ("find CARER foster", ["2.4", "2.6"]),
        ("find hubs", ["2.6", "7.4"]),
        ("fostering", []),
        ("find 2.4", ["2.4"]),
        ("find 50%", []),
        ("find _", []),
    ],
)
def test_find(as_person: Asked, typed: str, refs: list[str]) -> None:
    card = as_person("chair@example.org").types(f"/action {typed}")
    assert [each["ref"] for each in card.data.get("actions", [])] == refs
    if not refs:
        assert "in its title" in in_words(card)
        assert "/action find foster carer" in in_words(card)


@no_sql_differs
def test_refs_are_in_natural_order(as_person: Asked) -> None:
    found = [each["ref"] for each in as_person("chair@example.org").types("/action find a").data["actions"]]
    assert found == sorted(found, key=lambda ref: tuple(map(int, ref.split("."))))
    assert len(found) > 10


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [("99.1", "The plan has no action 99.1."), ("find", "Which words should the action have?")],
)
def test_what_cannot_be_shown(as_person: Asked, typed: str, said: str) -> None:
    card = as_person("chair@example.org").types(f"/action {typed}")
    assert said in in_words(card)
    assert "/action find foster carer" in in_words(card)
