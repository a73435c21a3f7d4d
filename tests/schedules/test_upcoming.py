"""What comes next: foretold as it then comes, without anything being written."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, func, select

from models.boards.boards import Board, BoardChannel, BoardKind, Meeting
from models.outbox.deliveries import Delivery, DeliveryKind, Occasion
from models.people.leave import snooze, take_leave
from models.people.people import Person
from models.plan.founding import found
from models.record.database import Database
from models.record.events import Actor
from models.record.organisation import the_organisation
from schedules.today import today_of
from schedules.upcoming import Coming, next_due
from tests.asking import LONDON
from tests.databases import no_sql_differs
from tests.schedules.a_year import House, at, moments, short

BOARD = date(2023, 6, 14)


@pytest.fixture
def house(example: Database) -> House:
    """It is 7 June 2023, 10:00, and nothing has been decided yet. On both engines."""
    return House(example)


@no_sql_differs
def test_what_is_foretold_is_what_comes(house: House) -> None:
    """From one thing due to the next, until after the board of 19 July and into the next cycle."""
    house.passes([house.clock.now])
    while (now := house.clock.now) < at("2023-07-21 12:00"):
        coming = foretold(house)
        assert coming is not None
        before = len(house.sent())
        first, last = (each.astimezone(LONDON).date() for each in (now, coming.at))
        house.passes(each for each in moments(first, last, hours=(8, 9, 13)) if now < each < coming.at)
        assert len(house.sent()) == before, f"nothing was to come before {coming.at}"
        house.passes([coming.at])
        came = house.sent()[before:]
        assert all(entry.late_since is None for entry in came)
        mornings = [entry for entry in came if entry.kind is DeliveryKind.MORNING]
        if len(mornings) > 1:
            assert coming.what == f"reminders for {len(mornings)} people"
        elif mornings:
            assert coming.what == f"a message for {name_of(house, mornings[0].to)}"
        else:
            assert [entry.kind for entry in came] == [DeliveryKind.SUMMARY] * 2
            assert coming == Coming(at("2023-07-18 09:00"), "the summary before the board of 19 July 2023")


def test_looking_ahead_writes_nothing(house: House) -> None:
    assert foretold(house) == Coming(at("2023-06-08 09:30"), "reminders for 6 people")
    with house.database.read() as session:
        assert session.exec(select(func.count()).select_from(Delivery)).one() == 0
        assert session.exec(select(func.count()).select_from(Occasion)).one() == 0


@no_sql_differs
def test_who_is_away_or_wants_to_be_left_in_peace_is_not_counted(house: House) -> None:
    with house.database.write() as session:
        actor = operator(session, house)
        snooze(session, actor, person(session, "workforce.sro"), date(2023, 6, 12))
        take_leave(session, actor, person(session, "cpb.sro"), date(2023, 6, 8), date(2023, 6, 9))
    assert foretold(house) == Coming(at("2023-06-08 09:30"), "reminders for 4 people")
    house.passes([at("2023-06-08 09:30")])
    assert foretold(house) == Coming(at("2023-06-12 09:30"), "reminders for 2 people")


@no_sql_differs
def test_answers_given_at_the_moment_of_a_morning_are_told_the_next_one_and_those_before_it_are_not(
    house: House,
) -> None:
    """The demo's clock stands still at 09:30 while people answer."""
    for each in ("2023-06-16 09:30", "2023-06-21 09:30"):
        house.passes([at(each)])
    house.at("2023-06-21 09:30").as_("workforce.sro").types("/update 2.5 no change")
    assert foretold(house) == Coming(at("2023-06-22 09:30"), "a message for Board Secretary")
    before = len(house.sent())
    house.passes([at("2023-06-22 09:30")])
    assert [short(each.because) for each in house.sent()[before:]] == [{"answered"}]
    coming = foretold(house)
    assert coming is not None
    assert coming.at == at("2023-06-30 09:30")


@no_sql_differs
def test_of_an_answer_that_was_taken_back_nobody_is_told(house: House) -> None:
    for each in ("2023-06-16 09:30", "2023-06-21 09:30"):
        house.passes([at(each)])
    sro = house.at("2023-06-21 10:00").as_("workforce.sro")
    sro.types("/update 2.5 no change")
    sro.types("/update undo")
    before = len(house.sent())
    house.passes([at("2023-06-22 09:30")])
    assert house.sent()[before:] == []


@no_sql_differs
def test_on_a_bank_holiday_nothing_is_due_and_one_day_may_have_two_things(house: House) -> None:
    house.at("2023-08-25 10:00")
    assert foretold(house) == Coming(at("2023-08-29 09:00"), "the summary before the board of 30 August 2023")
    house.passes([at("2023-08-29 09:00")])
    assert foretold(house) == Coming(at("2023-08-29 09:30"), "reminders for 7 people")


@no_sql_differs
def test_a_summary_that_could_reach_nobody_is_not_due(house: House) -> None:
    house.at("2023-06-12 10:00")
    reminders = Coming(at("2023-06-13 09:30"), "reminders for 6 people")
    with house.database.write() as session:
        board = Board(organisation_id=1, name="Task Group", kind=BoardKind.DELIVERY)
        session.add(board)
        session.flush()
        session.add(Meeting(board_id=board.id, on=BOARD))
    assert foretold(house) == reminders
    with house.database.write() as session:
        session.add(BoardChannel(board_id=board.id, door="web", channel="task-group"))
    summary = Coming(at("2023-06-13 09:00"), "the summary before Task Group of 14 June 2023")
    assert foretold(house) == summary
    assert foretold(house, door="slack") == reminders


@no_sql_differs
def test_without_actions_and_boards_nothing_is_due(database: Database) -> None:
    with database.write() as session:
        found(session, "Council", "Europe/London", "Plan", datetime(2023, 6, 7, tzinfo=UTC), "test")
    assert foretold(House(database)) is None


def foretold(house: House, door: str = "web") -> Coming | None:
    """What comes next, by the time of the house."""
    with house.database.read() as session:
        today = today_of(session, 1, house.clock.now)
        assert today is not None
        return next_due(session, today, (door,))


def person(session: Session, name: str) -> int:
    found = session.exec(select(Person.id).where(Person.email == f"{name}@example.org")).one()
    assert found is not None
    return found


def name_of(house: House, name: str) -> str:
    with house.database.read() as session:
        return session.get_one(Person, person(session, name)).name


def operator(session: Session, house: House) -> Actor:
    organisation = the_organisation(session)
    assert organisation is not None
    return Actor(organisation.id, None, house.clock.now, "test")
