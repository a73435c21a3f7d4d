"""`/secretariat leave`: who is away and when, who stands in, and who may say so."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.people.leave import Delegation, Leave
from models.people.people import Person
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, freeze_for, somebody, tables
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, FOSTERING = "workforce.sro@example.org", "fostering@example.org"
SECRETARY = "secretary@example.org"


@pytest.fixture
def as_person(example_dispatcher: Dispatcher, example: Database, clock: Clock) -> Asked:
    """People who ask on the day of the board of 7 June 2023, after it."""
    freeze_for(example, clock, date(2023, 6, 7), published=True)
    return lambda email: somebody(example_dispatcher, email)


def leaves(database: Database) -> list[tuple[str, str, str]]:
    """Who is away, from, to."""
    with database.read() as session:
        found = session.exec(
            select(Person.email, Leave)
            .join(Person, col(Person.id) == Leave.person_id)
            .order_by(col(Leave.starts), col(Leave.id))
        )
        return [(email, str(each.starts), str(each.ends)) for email, each in found]


def delegations(database: Database) -> list[tuple[str, str | None]]:
    """From, until."""
    with database.read() as session:
        found = session.exec(select(Delegation).order_by(col(Delegation.starts)))
        return [(str(each.starts), str(each.ends) if each.ends else None) for each in found]


def events_of(database: Database, what: str) -> list[Event]:
    with database.read() as session:
        assert first_broken(session, 1) is None
        return list(session.exec(select(Event).where(Event.what == what).order_by(col(Event.id))))


@no_sql_differs
@pytest.mark.parametrize("email", [WORKFORCE, FOSTERING, "chair@example.org", "observer@example.org", SECRETARY])
def test_anybody_records_their_own_leave(as_person: Asked, example: Database, email: str) -> None:
    who = as_person(email)
    card = who.types("/secretariat leave 12 Jun to 23 Jun")
    assert card.title == "Leave recorded"
    assert "You get no message from 12 June 2023 to 23 June 2023, both days included." in in_words(card)
    assert "Nobody stands in, so nobody is reminded in that time." in in_words(card)
    assert leaves(example) == [(email, "2023-06-12", "2023-06-23")]
    (left,) = events_of(example, "leave.recorded")
    assert (left.person_id, left.subject) == (who.id, f"person {who.id}")
    assert left.after == {"from": "2023-06-12", "to": "2023-06-23"}


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("12 Jun to 23 Jun", ("2023-06-12", "2023-06-23")),
        ("FROM 12 june TO 23 june", ("2023-06-12", "2023-06-23")),
        ("12/6 until 23/6", ("2023-06-12", "2023-06-23")),
        ("2023-06-12 - 2023-06-23", ("2023-06-12", "2023-06-23")),
        ("12 Jun – 23 Jun", ("2023-06-12", "2023-06-23")),
        ("until 23 Jun", ("2023-06-07", "2023-06-23")),
        ("12 Jun", ("2023-06-12", "2023-06-12")),
        ("5 Jun to 9 Jun", ("2023-06-05", "2023-06-09")),
        ("18 Dec to 5 Jan", ("2023-12-18", "2024-01-05")),
        (f"{WORKFORCE} 12 Jun to 23 Jun", ("2023-06-12", "2023-06-23")),
    ],
)
def test_ways_to_say_it(as_person: Asked, example: Database, typed: str, days: tuple[str, str]) -> None:
    as_person(WORKFORCE).types(f"/secretariat leave {typed}")
    assert leaves(example) == [(WORKFORCE, *days)]


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("23 Jun to 12 Jun 2023", "The last day comes before the first."),
        ("1 Jun to 6 Jun", "6 June 2023 is past."),
        ("1 June 2023 to 30 June 2024", "That is more than a year"),
        ("in summer", "is not a date that can be read"),
        ("12 Jun to the end", "is not a date that can be read"),
        ("12 Jun to 23 Jun delegate nobody@example.org", "I know nobody with the address nobody@example.org."),
        (f"12 Jun to 23 Jun delegate {WORKFORCE}", "Nobody can stand in for themselves"),
        (f"delegate {FOSTERING}", "I need the first and the last day of the leave."),
        ("off", "You have no leave recorded, now or to come."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    as_person: Asked, example: Database, typed: str, said: str
) -> None:
    assert said in in_words(as_person(WORKFORCE).types(f"/secretariat leave {typed}"))
    assert leaves(example) == []
    assert delegations(example) == []
    assert events_of(example, "leave.recorded") == []


@no_sql_differs
def test_with_a_delegate_for_the_same_days(as_person: Asked, example: Database, clock: Clock) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    card = sro.types(f"/secretariat leave 12 Jun to 23 Jun delegate {FOSTERING}")
    assert "Head of Fostering gets your messages from 12 June 2023 until 23 June 2023" in in_words(card)
    assert leaves(example) == [(WORKFORCE, "2023-06-12", "2023-06-23")]
    assert delegations(example) == [("2023-06-12", "2023-06-23")]
    assert [message.person_id for message in sro.told] == [lead.id]
    assert lead.types("/update 2.3 no change").title == "Not open to you"
    clock.set("2023-06-12 10:00")
    assert lead.types("/update 2.3 no change").title.startswith("No change recorded")
    assert "You are on leave until 23 June 2023" in in_words(sro.types("/return"))


@no_sql_differs
def test_who_stands_in_already_is_said(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    sro.types(f"/return delegate {FOSTERING}")
    words = in_words(sro.types("/secretariat leave 12 Jun to 23 Jun"))
    assert "Your messages go to Head of Fostering until further notice." in words


@no_sql_differs
def test_the_example_that_names_a_delegate_can_be_typed(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    words = in_words(sro.types("/secretariat leave 12 Jun to 23 Jun"))
    sro.types(words[words.index("/return delegate") :])
    assert delegations(example) == [("2023-06-12", "2023-06-23")]


def test_leave_that_overlaps_is_replaced(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    sro.types("/secretariat leave 12 Jun to 23 Jun")
    sro.types("/secretariat leave 12 Jun to 16 Jun")
    assert leaves(example) == [(WORKFORCE, "2023-06-12", "2023-06-16")]
    sro.types("/secretariat leave 15 Jun to 20 Jun")
    assert leaves(example) == [(WORKFORCE, "2023-06-12", "2023-06-14"), (WORKFORCE, "2023-06-15", "2023-06-20")]
    sro.types("/secretariat leave 1 Aug to 11 Aug")
    assert len(leaves(example)) == 3, "what comes later stays"
    assert len(events_of(example, "leave.ended")) == 2


@no_sql_differs
def test_off_ends_the_leave_and_the_delegation_that_came_with_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro, lead = as_person(WORKFORCE), as_person(FOSTERING)
    sro.types(f"/secretariat leave 12 Jun to 23 Jun delegate {FOSTERING}")
    clock.set("2023-06-14 09:00")
    card = sro.types("/secretariat leave off")
    assert card.title == "Your leave is over"
    assert leaves(example) == [(WORKFORCE, "2023-06-12", "2023-06-13")]
    assert delegations(example) == [("2023-06-12", "2023-06-13")]
    assert [(each.person_id, each.card.title) for each in sro.told] == [
        (lead.id, "You no longer stand in for Workforce SRO")
    ]
    (left,) = events_of(example, "leave.ended")
    assert (left.person_id, left.after) == (sro.id, {"to": "2023-06-13"})
    assert len(sro.presses(card, "Show what I owe").data["owed"]) == 12


@no_sql_differs
def test_off_leaves_a_delegation_of_its_own_alone(as_person: Asked, example: Database) -> None:
    sro = as_person(WORKFORCE)
    sro.types(f"/return delegate {FOSTERING} until 30 Jun")
    sro.types("/secretariat leave 12 Jun to 23 Jun")
    sro.types("/secretariat leave off")
    assert leaves(example) == []
    assert delegations(example) == [("2023-06-07", "2023-06-30")]


def test_the_secretariat_records_leave_for_others(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types(f"/secretariat leave {WORKFORCE} 12 Jun to 23 Jun delegate {FOSTERING}")
    assert card.title == "Leave of Workforce SRO recorded"
    assert leaves(example) == [(WORKFORCE, "2023-06-12", "2023-06-23")]
    (left,) = events_of(example, "leave.recorded")
    assert (left.person_id, left.subject) == (secretary.id, f"person {as_person(WORKFORCE).id}")
    card = secretary.types(f"/secretariat leave {WORKFORCE} off")
    assert card.title == "The leave of Workforce SRO is over"
    assert leaves(example) == []
    assert delegations(example) == []


@no_sql_differs
@pytest.mark.parametrize("email", [WORKFORCE, FOSTERING, "chair@example.org", "director@example.org"])
@pytest.mark.parametrize("typed", ["12 Jun to 23 Jun", "off"])
def test_nobody_else_does(as_person: Asked, example: Database, email: str, typed: str) -> None:
    card = as_person(email).types(f"/secretariat leave cpb.sro@example.org {typed}")
    assert card.title == "Not open to you"
    assert "it is for the secretariat" in in_words(card)
    assert leaves(example) == []


def test_the_list_is_of_everybody_for_the_secretariat_and_of_oneself_for_others(as_person: Asked) -> None:
    secretary, sro, cpb = as_person(SECRETARY), as_person(WORKFORCE), as_person("cpb.sro@example.org")
    assert "Nobody is away now or in the next 60 days." in in_words(secretary.types("/secretariat leave"))
    assert "You are not away now or in the next 60 days." in in_words(sro.types("/secretariat leave"))
    sro.types(f"/secretariat leave 5 Jun to 23 Jun delegate {FOSTERING}")
    cpb.types("/secretariat leave 19 Jun to 20 Jun")
    cpb.types("/secretariat leave 1 Dec to 8 Dec")
    as_person("hscp.sro@example.org").types("/return delegate hscp.manager@example.org")
    card = secretary.types("/secretariat leave")
    assert "1 person is away today, 1 soon." in in_words(card)
    away, standing_in = tables(card)
    assert away.rows == (
        ("Workforce SRO", "5 June 2023", "23 June 2023", "Head of Fostering"),
        ("CPB SRO", "19 June 2023", "20 June 2023", "nobody"),
    )
    assert standing_in.rows == (
        ("HSCP SRO", "Safeguarding Partnership Manager", "7 June 2023", "until further notice"),
        ("Workforce SRO", "Head of Fostering", "7 June 2023", "23 June 2023"),
    )
    assert [each["person"] for each in card.data["leave"]] == [WORKFORCE, "cpb.sro@example.org"]
    mine = cpb.types("/secretariat leave")
    assert "You are away from 19 June 2023." in in_words(mine)
    assert "Workforce" not in in_words(mine)
    assert "You are away until 23 June 2023." in in_words(sro.types("/secretariat leave"))


@no_sql_differs
def test_what_is_over_is_not_listed(as_person: Asked, clock: Clock) -> None:
    as_person(WORKFORCE).types(f"/secretariat leave 12 Jun to 23 Jun delegate {FOSTERING}")
    clock.set("2023-06-24 09:00")
    card = as_person(SECRETARY).types("/secretariat leave")
    assert tables(card) == []


@no_sql_differs
def test_whoever_gets_no_reminders_names_no_delegate_for_their_leave(as_person: Asked) -> None:
    observer = as_person("observer@example.org")
    card = observer.types("/secretariat leave 12 Jun to 23 Jun delegate chair@example.org")
    assert "nobody need stand in. Nothing was recorded." in in_words(card)
    assert observer.told == ()
    assert observer.types("/secretariat leave 12 Jun to 23 Jun").title == "Leave recorded"
