"""`/return`: what is owed and by when, the buttons of a reminder, who has answered, and chasing."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from handlers.cards import Card, Modal, Select
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.requests import Origin
from models.boards.boards import Board
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.leave import Delegation, Leave, Snooze
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.refs import ref_order
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Clock, Somebody, buttons, deliver, freeze_for, somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
JUNE = date(2023, 6, 7)
WORKFORCE, SECRETARY, CPB = "workforce.sro@example.org", "secretary@example.org", "cpb.sro@example.org"


@pytest.fixture
def as_person(example_dispatcher: Dispatcher, example: Database, clock: Clock) -> Asked:
    """People who ask in the cycle of 19 July 2023: three working days before returns are due, six to the freeze."""
    freeze_for(example, clock, JUNE, published=True)
    clock.set("2023-06-30 10:00")
    return lambda email: somebody(example_dispatcher, email)


def selects(card: Card) -> list[Select]:
    return [each for element in card.body for each in getattr(element, "elements", ()) if isinstance(each, Select)]


def snooze_days(card: Card) -> list[str]:
    return [value for each in selects(card) if each.verb == "return.snooze" for value, _ in each.options]


def press(who: Somebody, verb: str, value: str = "") -> Card | Modal:
    """As a door does when an old button is pressed."""
    reply = who.dispatcher.press(who.id, verb, value, Origin("test", "C1"))
    assert reply is not None
    return reply.answer


def events_of(database: Database, what: str) -> list[Event]:
    with database.read() as session:
        assert first_broken(session, 1) is None
        return list(session.exec(select(Event).where(Event.what == what).order_by(col(Event.id))))


def mornings(database: Database) -> dict[str, Delivery]:
    """The mornings' messages in the outbox, by recipient."""
    with database.read() as session:
        rows = session.exec(
            select(Person.email, Delivery)
            .join(Person, col(Person.id) == Delivery.person_id)
            .where(Delivery.kind == DeliveryKind.MORNING)
            .order_by(col(Delivery.id))
        )
        return dict(rows.all())


def person_id(database: Database, email: str) -> int:
    with database.read() as session:
        found = session.exec(select(Person.id).where(Person.email == email)).one()
        assert found is not None
        return found


def change_delivery(database: Database, email: str, **values: object) -> None:
    with database.write() as session:
        delivery = session.exec(select(Delivery).join(Person).where(Person.email == email)).one()
        for name, value in values.items():
            setattr(delivery, name, value)
        session.add(delivery)


# What is owed


@no_sql_differs
@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2023-06-30 10:00", "It is due on Wednesday 5 July 2023, in 3 working days."),
        ("2023-07-01 10:00", "It is due on Wednesday 5 July 2023, in 3 working days."),
        ("2023-07-04 10:00", "It is due on Wednesday 5 July 2023, in 1 working day."),
        ("2023-07-05 10:00", "It is due today, Wednesday 5 July 2023."),
        ("2023-07-06 10:00", "It was due on Wednesday 5 July 2023, 1 working day ago. What is not in by the freeze on"),
        ("2023-07-10 17:59", "It was due on Wednesday 5 July 2023, 3 working days ago."),
    ],
)
def test_it_is_headed_by_when_it_is_due(as_person: Asked, clock: Clock, now: str, said: str) -> None:
    clock.set(now)
    card = as_person(WORKFORCE).types("/return")
    assert in_words(card).startswith(f"Your return for the board of 19 July 2023\n{said}")
    assert "You owe 12 updates for the board of 19 July 2023." in in_words(card)
    assert card.about[:2] == ("2.1", "2.4"), "a reply in its thread is an update"


@no_sql_differs
def test_bank_holidays_do_not_count(example_dispatcher: Dispatcher, clock: Clock) -> None:
    """29 May 2023 lies between, and 8 May, which no table of bank holidays of old has."""
    clock.set("2023-05-05 10:00")
    card = somebody(example_dispatcher, SECRETARY).types("/return status")
    assert "due on Tuesday 23 May 2023, in 11 working days" in in_words(card)


@no_sql_differs
def test_it_can_be_answered_from_where_it_is_listed(as_person: Asked) -> None:
    sro = as_person(CPB)
    card = sro.types("/return")
    first, *rest = card.data["owed"]
    assert sro.presses_for_form(card, f"Update {first}").title == f"Update {first}"
    sro.types(f"/update {first} amber/grey under way")
    card = sro.types("/return mine")
    assert card.data["owed"] == rest
    assert card.data["answered"] == [first]


@no_sql_differs
@pytest.mark.parametrize("email", ["observer@example.org", "chair@example.org", "fostering@example.org"])
def test_somebody_who_owes_nothing_hears_so(as_person: Asked, email: str) -> None:
    card = as_person(email).types("/return")
    assert "Nothing is owed for the board of 19 July 2023." in in_words(card)
    assert "due" not in in_words(card)
    assert not buttons(card)
    assert not selects(card)


@no_sql_differs
def test_home_says_when_it_is_due(as_person: Asked) -> None:
    sro = as_person(CPB)
    home = sro.dispatcher.home(sro.id)
    assert "It is due on Wednesday 5 July 2023, in 3 working days." in in_words(home)
    assert snooze_days(home)


@no_sql_differs
def test_without_a_coming_board(as_person: Asked, clock: Clock) -> None:
    clock.set("2024-03-01 10:00")
    card = as_person(WORKFORCE).types("/return")
    assert card.title == "Your return"
    assert "No meeting is planned, so no update is asked for." in in_words(card)
    assert "Thank you" not in in_words(card)
    for line in ("/return status", "/return chase"):
        words = in_words(as_person(SECRETARY).types(line))
        assert "No board is coming for which returns would be owed." in words
        assert "For example: /board new 16 April 2024" in words
    assert "add the next one to the calendar" in in_words(as_person("chair@example.org").types("/return status"))
    assert as_person(SECRETARY).types("/board new 16 April 2024").title == "Meeting added"


@no_sql_differs
def test_a_word_that_is_not_known(as_person: Asked) -> None:
    words = in_words(as_person(WORKFORCE).types("/return 2.4 amber"))
    assert "I do not know “2.4” here. An update is given with “/update 2.4”." in words


# Snooze


@no_sql_differs
@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2023-06-30 10:00", ["2023-07-03", "2023-07-04", "2023-07-05", "2023-07-06", "2023-07-07"]),
        ("2023-07-06 10:00", ["2023-07-07", "2023-07-10"]),
        ("2023-07-10 10:00", []),
        ("2023-07-12 10:00", ["2023-07-13", "2023-07-14", "2023-07-17", "2023-07-18", "2023-07-19"]),
    ],
)
def test_snooze_offers_working_days_up_to_the_freeze(
    as_person: Asked, clock: Clock, now: str, offered: list[str]
) -> None:
    clock.set(now)
    assert snooze_days(as_person(WORKFORCE).types("/return")) == offered


@no_sql_differs
def test_a_snooze_is_recorded(as_person: Asked, example: Database, clock: Clock) -> None:
    sro = as_person(WORKFORCE)
    card = sro.presses(sro.types("/return"), "Tuesday 4 July 2023")
    assert card.title == "Snoozed until Tuesday 4 July 2023"
    assert "what you owe stays owed. Your return is due on Wednesday 5 July 2023" in in_words(card)
    with example.read() as session:
        (row,) = session.exec(select(Snooze)).all()
    assert (row.person_id, row.until, row.at) == (sro.id, date(2023, 7, 4), clock.now)
    (left,) = events_of(example, "reminders.snoozed")
    assert (left.person_id, left.after) == (sro.id, {"until": "2023-07-04"})
    assert "I leave you in peace until Tuesday 4 July 2023." in in_words(sro.types("/return"))
    clock.set("2023-07-04 08:00")
    assert "in peace" not in in_words(sro.types("/return"))


@no_sql_differs
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2023-06-29", "Thursday 29 June 2023 is past."),
        ("2023-06-30", "Friday 30 June 2023 is today."),
        (
            "2023-07-01",
            "Nothing is sent on Saturday 1 July 2023 (weekend). The next working day is Monday 3 July 2023.",
        ),
        ("2023-07-11", "Tuesday 11 July 2023 is too late: the freeze is on Monday 10 July 2023"),
    ],
)
def test_a_day_that_will_not_do_is_refused_with_the_days_that_will(
    as_person: Asked, example: Database, value: str, why: str
) -> None:
    answer = press(as_person(WORKFORCE), "return.snooze", value)
    assert why in in_words(answer)
    assert isinstance(answer, Card)
    assert value == "soon" or "2023-07-03" in snooze_days(answer)
    assert events_of(example, "reminders.snoozed") == []


@no_sql_differs
def test_a_bank_holiday_is_no_day_to_snooze_to(as_person: Asked, clock: Clock) -> None:
    clock.set("2023-08-23 10:00")
    words = in_words(press(as_person(WORKFORCE), "return.snooze", "2023-08-28"))
    assert "Nothing is sent on Monday 28 August 2023 (Late Summer Bank Holiday" in words


@no_sql_differs
def test_out_of_a_cycle_it_is_five_working_days_at_the_most(as_person: Asked, clock: Clock) -> None:
    sro = as_person(WORKFORCE)
    clock.set("2023-06-08 10:00")
    words = in_words(press(sro, "return.snooze", "2023-06-16"))
    assert "I can leave you in peace until Thursday 15 June 2023 at the most." in words
    assert press(as_person(WORKFORCE), "return.snooze", "2023-06-15").title == "Snoozed until Thursday 15 June 2023"


# Seen


def test_seen_is_noted_once(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    sro = as_person(WORKFORCE)
    deliver(sro.dispatcher)
    delivery = mornings(example)[WORKFORCE]
    clock.set("2023-06-30 11:30")
    card = press(sro, "return.seen", str(delivery.id))
    assert "Noted on 30 June 2023, 11:30" in in_words(card)
    clock.set("2023-06-30 12:00")
    assert "Noted on 30 June 2023, 11:30" in in_words(press(sro, "return.seen", str(delivery.id)))
    (left,) = events_of(example, "delivery.seen")
    assert (left.person_id, left.subject) == (sro.id, f"delivery {delivery.id}")


@no_sql_differs
def test_nobody_sees_for_somebody_else(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    delivery = mornings(example)[WORKFORCE]
    for email in (CPB, SECRETARY, "chair@example.org"):
        assert press(as_person(email), "return.seen", str(delivery.id)).title == "Not open to you"
    assert press(as_person(WORKFORCE), "return.seen", "999999").title == "Not open to you"
    assert mornings(example)[WORKFORCE].seen_at is None
    assert events_of(example, "delivery.seen") == []


# Rights

RIGHTS: dict[str, set[str]] = {
    "/return": {"chair", "practice.sro", "secretary", "director", "adviser", "fostering", "governance", "observer"},
    "/return status": {"chair", "practice.sro", "secretary", "director", "adviser"},
    "/return status workforce": {"chair", "practice.sro", "secretary", "director", "adviser"},
    "/return chase": {"secretary"},
    "/return chase workforce": {"secretary"},
}


@no_sql_differs
@pytest.mark.parametrize("line", RIGHTS)
def test_who_may(as_person: Asked, line: str) -> None:
    everybody = RIGHTS["/return"]
    allowed = {name for name in everybody if as_person(f"{name}@example.org").types(line).title != "Not open to you"}
    assert allowed == RIGHTS[line]


@no_sql_differs
@pytest.mark.parametrize(("verb", "value"), [("return.snooze", "2023-07-03"), ("return.delegate", "")])
def test_buttons_are_for_those_who_are_asked_for_something(as_person: Asked, verb: str, value: str) -> None:
    for name in RIGHTS["/return"]:
        refused = press(as_person(f"{name}@example.org"), verb, value).title == "Not open to you"
        assert refused == (name in ("adviser", "observer")), name


# Who has answered


def rows(card: Card) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in table(card).rows}


def state_of(dispatcher: Dispatcher, email: str) -> str:
    card = somebody(dispatcher, SECRETARY).types("/return status")
    return str(next(each["state"] for each in card.data["answerers"] if each["person"] == email))


@no_sql_differs
def test_status_has_a_row_for_each_who_answers(as_person: Asked) -> None:
    cpb = as_person(CPB)
    for ref in ("1.1", "1.2"):
        cpb.types(f"/update {ref} no change")
    card = as_person("chair@example.org").types("/return status")
    words = in_words(card)
    assert card.title == "Returns for the board of 19 July 2023"
    assert (
        "2 no change are in, of 52 expected; 50 are owed by 5 people; due on Wednesday 5 July 2023, in 3 working days."
        in words
    )
    assert "The freeze is on Monday 10 July 2023." in words
    assert [row[0] for row in table(card).rows] == [
        "Practice SRO",
        "Workforce SRO",
        "Commissioning SRO",
        "HSCP SRO",
        "CPB SRO",
    ], "those who owe most come first, and whose turn it is not owes nothing"
    assert rows(card)["CPB SRO"] == ("Corporate Parenting Board", "5", "0", "2", "", "not yet asked")
    assert set(rows(card)["Workforce SRO"][0].split(", ")) == {"Workforce Board", "Corporate Parenting Board"}
    assert table(card).sortable
    assert (card.data["expected"], card.data["given"], card.data["due"]) == (52, 2, "2023-07-05")
    (answerer,) = [each for each in card.data["answerers"] if each["person"] == CPB]
    assert answerer["given"] == answerer["no_change"] == ["1.1", "1.2"]
    assert answerer["owed"] == ["1.3", "1.6", "7.1", "7.2", "7.5"]
    assert "/return chase" not in words, "who may not chase is not told to"


def test_status_of_one_board(as_person: Asked) -> None:
    card = as_person("director@example.org").types("/return status workforce")
    assert card.title == "Returns for the board of 19 July 2023: Workforce Board"
    assert "0 of 11 updates are in; 11 are owed by 1 person;" in in_words(card)
    assert list(rows(card)) == ["Workforce SRO"]
    for typed in ("workforce 19 July", "19 July 2023 workforce"):
        assert as_person("director@example.org").types(f"/return status {typed}") == card, typed
    assert "alone. What was frozen" in in_words(as_person("director@example.org").types("/return status 7 June"))
    assert list(rows(as_person("director@example.org").types("/return status area 2"))) == ["Workforce SRO"]
    words = in_words(as_person("director@example.org").types("/return status wrokforce"))
    assert "I do not understand “wrokforce”. Did you mean workforce" in words


def test_after_the_freeze_status_says_who_gave_nothing_for_the_board_ahead(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    as_person(WORKFORCE).types("/update 2.2 green/green all teams have a full establishment")
    as_person(WORKFORCE).types("/update 2.5 no change")
    assert "are fixed" not in in_words(as_person(SECRETARY).types("/return status"))
    freeze_for(example, clock, date(2023, 7, 19))
    card = as_person(SECRETARY).types("/return status workforce")
    assert card.title == "Returns for the board of 30 August 2023: Workforce Board"
    words = in_words(card)
    fixed = "The figures for the board of 19 July 2023 are fixed: 1 of 11 updates received, 1 “no change”, 9 missing."
    assert fixed in words
    assert "Workforce SRO: 2.1, 2.3, 2.4, 2.6, 2.7, 4.1, 8.1, 8.3 and 8.4" in words
    assert "/pack compile with 2.1" in words
    mine = in_words(as_person("hscp.sro@example.org").types("/return"))
    assert "19 July 2023, whose figures are fixed, no update was received in time of 3.1, 3.3, 3.4, 3.5, 5.1" in mine
    assert "“/update 3.1” still answers" in mine
    assert "/pack compile" not in in_words(as_person("director@example.org").types("/return status workforce"))
    clock.set("2023-07-20 10:00")
    assert "are fixed" not in in_words(as_person(SECRETARY).types("/return status"))
    assert "are fixed" not in in_words(as_person("hscp.sro@example.org").types("/return"))


@no_sql_differs
def test_a_return_goes_from_asked_to_submitted(as_person: Asked, example: Database) -> None:
    sro, dispatcher = as_person(CPB), as_person(CPB).dispatcher
    assert state_of(dispatcher, CPB) == "not yet asked"
    as_person(SECRETARY).types(f"/return chase {CPB}")
    deliver(dispatcher)
    assert state_of(dispatcher, CPB) == "sent"
    assert rows(as_person(SECRETARY).types("/return status"))["CPB SRO"][4] == "30 June 2023, 10:00"
    press(sro, "return.seen", str(mornings(example)[CPB].id))
    assert state_of(dispatcher, CPB) == "seen"
    sro.types("/update 1.6 ambr/grey waiting for housing")
    assert state_of(dispatcher, CPB) == "drafted"
    for ref in sro.types("/return").data["owed"]:
        sro.types(f"/update {ref} amber/grey under way")
    assert state_of(dispatcher, CPB) == "submitted"
    card = as_person(SECRETARY).types("/return status hscp")
    for ref in card.data["answerers"][0]["owed"]:
        as_person("hscp.sro@example.org").types(f"/update {ref} amber/grey under way")
    card = as_person(SECRETARY).types("/return status hscp")
    assert "All 7 updates are in; due on" in in_words(card)
    assert "/return chase" not in in_words(card)


@no_sql_differs
def test_a_draft_that_somebody_has_answered_since_is_none(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(WORKFORCE).types("/update 2.3 ambr/amber pay talks")
    assert state_of(as_person(WORKFORCE).dispatcher, WORKFORCE) == "drafted"
    share(example, "Workforce SRO", "fostering@example.org")
    clock.set("2023-06-30 11:00")
    as_person("fostering@example.org").types("/update 2.3 no change")
    assert state_of(as_person(WORKFORCE).dispatcher, WORKFORCE) == "not yet asked"
    as_person("fostering@example.org").types("/update undo")
    assert state_of(as_person(WORKFORCE).dispatcher, WORKFORCE) == "drafted", "what was taken back answers nothing"


def share(database: Database, post: str, email: str) -> None:
    """Let somebody hold a post beside its holder."""
    with database.write() as session:
        held = session.exec(select(Post).where(Post.title == post)).one()
        person = session.exec(select(Person).where(Person.email == email)).one()
        session.add(Holding(post_id=held.id, person_id=person.id))


def vacate(database: Database, post: str) -> None:
    with database.write() as session:
        holding = session.exec(select(Holding).join(Post).where(Post.title == post)).one()
        holding.ends = date(2023, 6, 29)
        session.add(holding)


@no_sql_differs
def test_of_a_shared_post_both_owe_and_nothing_is_counted_twice(as_person: Asked, example: Database) -> None:
    share(example, "Workforce SRO", "fostering@example.org")
    card = as_person(SECRETARY).types("/return status workforce")
    assert "0 of 11 updates are in; 11 are owed by 2 people" in in_words(card)
    assert {who: row[1] for who, row in rows(card).items()} == {"Workforce SRO": "11", "Head of Fostering": "11"}


def test_a_vacant_post_and_a_missing_link_are_reported(as_person: Asked, example: Database) -> None:
    vacate(example, "CPB SRO")
    with example.write() as session:
        for ref in ("2.1", "2.2"):
            action = session.exec(select(Action).where(Action.ref == ref)).one()
            action.owner_post_id, action.board_id = None, None
            session.add(action)
    card = as_person(SECRETARY).types("/return status")
    assert rows(card)["vacant: CPB SRO"] == ("Corporate Parenting Board", "7", "0", "0", "", "vacant")
    assert rows(card)["no owner linked"] == ("no board linked", "2", "0", "0", "", "no owner linked")
    assert "52 are owed by 4 people, 1 vacant post and owners who are not linked yet" in in_words(card)
    assert "Nobody can be reminded for a vacant post, or" in in_words(card)
    assert [each["person"] for each in card.data["answerers"]].count(None) == 2


@no_sql_differs
def test_who_is_away_or_left_in_peace(as_person: Asked, example: Database, clock: Clock) -> None:
    dispatcher, sro = as_person(WORKFORCE).dispatcher, person_id(example, WORKFORCE)
    fostering = person_id(example, "fostering@example.org")
    press(as_person(WORKFORCE), "return.snooze", "2023-07-04")
    assert state_of(dispatcher, WORKFORCE) == "snoozed until 4 July 2023"
    clock.set("2023-07-04 09:00")
    assert state_of(dispatcher, WORKFORCE) == "not yet asked", "the snooze is over on its day"
    with example.write() as session:
        session.add(Leave(person_id=sro, starts=date(2023, 7, 4), ends=date(2023, 7, 6)))
    assert (
        state_of(dispatcher, WORKFORCE)
        == "on leave until 6 July 2023, and nobody stands in: Commissioning SRO is asked"
    )
    with example.write() as session:
        session.add(Delegation(person_id=sro, delegate_id=fostering, starts=date(2023, 7, 4), ends=date(2023, 7, 7)))
    assert state_of(dispatcher, WORKFORCE) == "on leave until 6 July 2023, delegated to Head of Fostering"
    card = as_person(SECRETARY).types("/return status workforce")
    assert list(rows(card)) == ["Workforce SRO (Head of Fostering stands in)"]
    assert card.data["answerers"][0]["delegate"] == "fostering@example.org"
    clock.set("2023-07-07 09:00")
    assert state_of(dispatcher, WORKFORCE) == "delegated to Head of Fostering"
    as_person(SECRETARY).types("/return chase workforce")
    deliver(dispatcher)
    assert state_of(dispatcher, WORKFORCE) == "delegated to Head of Fostering, sent"
    press(as_person("fostering@example.org"), "return.seen", str(mornings(example)["fostering@example.org"].id))
    assert state_of(dispatcher, WORKFORCE) == "delegated to Head of Fostering, seen"
    with example.write() as session:
        session.add(Leave(person_id=fostering, starts=date(2023, 7, 7), ends=date(2023, 7, 7)))
    directly = "delegated to Head of Fostering, who is on leave until 7 July 2023: asked directly"
    assert state_of(dispatcher, WORKFORCE).startswith(directly)
    assert as_person(SECRETARY).types("/return chase workforce").data["reminded"] == [WORKFORCE]


@no_sql_differs
def test_what_a_delegate_was_sent_before_was_about_something_else(as_person: Asked, clock: Clock) -> None:
    dispatcher = as_person(SECRETARY).dispatcher
    as_person(SECRETARY).types(f"/return chase {CPB}")
    deliver(dispatcher)
    clock.set("2023-07-03 10:00")
    as_person(WORKFORCE).types(f"/return delegate {CPB}")
    assert state_of(dispatcher, CPB) == "sent"
    assert state_of(dispatcher, WORKFORCE) == "delegated to CPB SRO"
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    deliver(dispatcher)
    assert state_of(dispatcher, WORKFORCE) == "delegated to CPB SRO, sent"


def test_who_could_not_be_reached(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    change_delivery(example, WORKFORCE, state=DeliveryState.FAILED, reason="no account", closed_at=clock.now)
    dispatcher = as_person(SECRETARY).dispatcher
    assert state_of(dispatcher, WORKFORCE) == "could not be reached (no account)"
    clock.set("2023-07-03 10:00")
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    deliver(dispatcher)
    assert state_of(dispatcher, WORKFORCE) == "sent"


def test_a_reminder_of_an_earlier_cycle_is_not_one_of_this(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types(f"/return chase {WORKFORCE}")
    deliver(as_person(SECRETARY).dispatcher)
    change_delivery(example, WORKFORCE, day=date(2023, 5, 23))
    assert state_of(as_person(SECRETARY).dispatcher, WORKFORCE) == "not yet asked"
    assert rows(as_person(SECRETARY).types("/return status"))["Workforce SRO"][4] == "30 June 2023, 10:00"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that the database is asked to run."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


@no_sql_differs
def test_status_and_chase_ask_as_much_of_many_people_as_of_few(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/return status")
    with statements(example) as few:
        secretary.types("/return status")
    with statements(example) as few_chased:
        secretary.types(f"/return chase {WORKFORCE}")
    with example.write() as session:
        board = session.exec(select(Board.id).where(Board.short_name == "Workforce")).one()
        for number in range(30):
            person = Person(organisation_id=1, name=f"Lead {number}", email=f"lead{number}@example.org")
            post = Post(organisation_id=1, title=f"Lead {number}", role=Role.SRO, board_id=board)
            session.add_all([person, post])
            session.flush()
            action = Action(plan_id=1, ref=f"2.{50 + number}", ref_order=ref_order(f"2.{50 + number}"), title="More")
            action.board_id, action.owner_post_id = board, post.id
            session.add_all([Holding(post_id=post.id, person_id=person.id), action])
    secretary.types("/return status")
    with statements(example) as many:
        assert len(table(secretary.types("/return status")).rows) == 35
    assert len(many) == len(few)
    with statements(example) as many_chased:
        assert len(secretary.types("/return chase").data["reminded"]) == 34
    # a chase of one more asks for the person with that address, whose posts they are; sqlite enters row by row or not
    assert len(many_chased) <= len(few_chased)


# Chasing


@no_sql_differs
def test_chasing_sends_the_mornings_message_now(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/return chase")
    assert card.title == "5 people are reminded"
    assert "Each gets one message now, with everything that is owed in it:" in in_words(card)
    assert "• Workforce SRO: 12 updates" in in_words(card)
    owing = {f"{name}.sro@example.org" for name in ("practice", "workforce", "commissioning", "hscp", "cpb")}
    assert set(card.data["reminded"]) == owing == set(mornings(example))
    assert card.data["now"] is True
    chased = events_of(example, "return.chased")
    assert {event.subject for event in chased} == {f"person {person_id(example, email)}" for email in owing}
    assert {event.person_id for event in chased} == {secretary.id}
    assert chased[0].after == {
        "meeting": "2023-07-19",
        "day": "2023-06-30",
        "for": [int(chased[0].subject.split()[1])],
    }
    deliver(secretary.dispatcher)
    arrived = mornings(example)[WORKFORCE]
    assert (arrived.state, arrived.day) == (DeliveryState.SENT, date(2023, 6, 30))
    assert arrived.card is not None
    assert arrived.card["title"] == "12 updates owed for the board of 19 July 2023"


@no_sql_differs
def test_nobody_is_reminded_twice_a_day(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/return chase {WORKFORCE}")
    card = secretary.types("/return chase")
    assert "Workforce SRO: a message is on its way already" in in_words(card)
    assert len(card.data["reminded"]) == 4
    clock.set("2023-06-30 10:30")
    deliver(secretary.dispatcher)
    clock.set("2023-06-30 11:00")
    card = secretary.types("/return chase")
    assert card.title == "Nobody is reminded"
    assert "Workforce SRO: already reminded today at 10:30" in in_words(card)
    assert card.data["reminded"] == []
    with example.read() as session:
        assert len(session.exec(select(Delivery)).all()) == 5
    assert len(events_of(example, "return.chased")) == 5
    clock.set("2023-07-03 09:00")
    assert len(secretary.types("/return chase").data["reminded"]) == 5, "the next day is another one"


def test_two_who_chase_at_once_send_one_message(as_person: Asked, example: Database) -> None:
    secretary, start = as_person(SECRETARY), threading.Barrier(4)

    def chase() -> Card:
        start.wait()
        return secretary.types("/return chase")

    with ThreadPoolExecutor(4) as threads:
        cards = [each.result() for each in [threads.submit(chase) for _ in range(4)]]
    assert sorted(len(card.data["reminded"]) for card in cards) == [0, 0, 0, 5]
    with example.read() as session:
        assert len(session.exec(select(Delivery)).all()) == 5
    assert len(events_of(example, "return.chased")) == 5


@no_sql_differs
@pytest.mark.parametrize(
    ("now", "day", "now_or_when"),
    [
        ("2023-06-30 08:00", "2023-06-30", "one message now,"),
        ("2023-06-30 17:59", "2023-06-30", "one message now,"),
        ("2023-06-30 07:59", "2023-06-30", "one message on Friday 30 June 2023 at 08:00, when the next working hour"),
        ("2023-06-30 18:00", "2023-07-03", "one message on Monday 3 July 2023 at 08:00, when the next working hour"),
        ("2023-07-01 12:00", "2023-07-03", "one message on Monday 3 July 2023 at 08:00, when the next working hour"),
    ],
)
def test_out_of_hours_it_waits_for_the_next_working_hour(
    as_person: Asked, example: Database, clock: Clock, now: str, day: str, now_or_when: str
) -> None:
    clock.set(now)
    secretary = as_person(SECRETARY)
    card = secretary.types("/return chase workforce")
    assert f"Each gets {now_or_when}" in in_words(card)
    assert card.data["day"] == day
    assert str(mornings(example)[WORKFORCE].day) == day
    deliver(secretary.dispatcher)
    gone = mornings(example)[WORKFORCE].state is DeliveryState.SENT
    assert gone == card.data["now"]
    clock.set(f"{day} 17:59")
    deliver(secretary.dispatcher)
    assert mornings(example)[WORKFORCE].state is DeliveryState.SENT


@no_sql_differs
def test_who_is_not_chased_and_why(as_person: Asked, example: Database) -> None:
    practice, commissioning = "practice.sro@example.org", "commissioning.sro@example.org"
    with example.write() as session:
        away = session.exec(select(Person.id).where(Person.email == practice)).one()
        assert away is not None
        session.add(Leave(person_id=away, starts=date(2023, 6, 26), ends=date(2023, 7, 7)))
    press(as_person(commissioning), "return.snooze", "2023-07-04")
    vacate(example, "HSCP SRO")
    cpb = as_person(CPB)
    for ref in cpb.types("/return").data["owed"]:
        cpb.types(f"/update {ref} amber/grey under way")
    card = as_person(SECRETARY).types("/return chase")
    assert card.data["reminded"] == [WORKFORCE]
    assert {each["who"]: each["why"] for each in card.data["not_reminded"]} == {
        "Commissioning SRO": "snoozed until 4 July 2023",
        "vacant: HSCP SRO": "the post is vacant",
        "CPB SRO": "nothing owed",
    }
    assert "• Workforce SRO: 29 updates, for Practice SRO" in in_words(card), "the vice chair of the board is asked"
    assert len(events_of(example, "return.chased")) == 1


@no_sql_differs
def test_the_delegate_is_chased_once_for_all(as_person: Asked, example: Database, clock: Clock) -> None:
    fostering = "fostering@example.org"
    for email in (WORKFORCE, CPB):
        as_person(email).types(f"/return delegate {fostering} until 7 Jul")
    card = as_person(SECRETARY).types("/return chase")
    assert "• Head of Fostering: 19 updates, for Workforce SRO and CPB SRO" in in_words(card)
    assert fostering in card.data["reminded"]
    assert WORKFORCE not in card.data["reminded"]
    assert fostering in mornings(example)
    assert not {WORKFORCE, CPB} & set(mornings(example))
    (left,) = [each for each in events_of(example, "return.chased") if each.after and len(each.after["for"]) == 2]
    assert left.subject == f"person {person_id(example, fostering)}"
    assert left.after is not None
    assert set(left.after["for"]) == {person_id(example, WORKFORCE), person_id(example, CPB)}
    clock.set("2023-07-03 10:00")
    press(as_person(fostering), "return.snooze", "2023-07-05")
    card = as_person(SECRETARY).types(f"/return chase {fostering}")
    assert {each["why"] for each in card.data["not_reminded"]} == {
        "Head of Fostering stands in, and is snoozed until 5 July 2023"
    }


@pytest.mark.parametrize("state", [DeliveryState.SKIPPED, DeliveryState.FAILED])
def test_what_reached_nobody_is_sent_for_again(
    as_person: Asked, example: Database, clock: Clock, state: DeliveryState
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types(f"/return chase {WORKFORCE}")
    change_delivery(
        example, WORKFORCE, state=state, reason="on leave until 30 June 2023", closed_at=clock.now, tries=12
    )
    card = secretary.types(f"/return chase {WORKFORCE}")
    assert card.data["reminded"] == [WORKFORCE]
    waiting = mornings(example)[WORKFORCE]
    assert (waiting.state, waiting.reason, waiting.closed_at) == (DeliveryState.WAITING, None, None)
    assert waiting.tries == 1, "the outbox worker looks first whether it arrived after all, and has tries left"
    deliver(secretary.dispatcher)
    assert mornings(example)[WORKFORCE].state is DeliveryState.SENT


@no_sql_differs
@pytest.mark.parametrize(
    ("now", "asked_for"),
    [
        ("2023-06-20 10:00", "from Wednesday 21 June 2023 to Monday 10 July 2023"),
        ("2023-07-10 18:00", "from Tuesday 1 August 2023 to Friday 18 August 2023"),
        ("2023-07-11 10:00", "from Tuesday 1 August 2023 to Friday 18 August 2023"),
    ],
)
def test_outside_the_cycle_nobody_is_chased(
    as_person: Asked, example: Database, clock: Clock, now: str, asked_for: str
) -> None:
    clock.set(now)
    words = in_words(as_person(SECRETARY).types("/return chase"))
    assert f"are asked for {asked_for}" in words
    assert mornings(example) == {}


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("send", "Nothing is expected of SEND Strategic Board for the board of 19 July 2023."),
        ("send.sro@example.org", "Nothing is expected of SEND SRO for the board of 19 July 2023."),
        ("workforc.sro@example.org", "Did you mean workforce.sro@example.org"),
        ("wrokforce", "Did you mean workforce"),
        ("7 June", "for the board of 19 July 2023 alone, and nobody was chased."),
        ("7 June", "• the day 7 June 2023"),
        ("workforce 11 Oct", "• the day 11 October 2023\n• “workforce”"),
        ("31 June", "June has no day 31"),
    ],
)
def test_chasing_those_who_owe_nothing_or_are_not_known(
    as_person: Asked, example: Database, typed: str, said: str
) -> None:
    assert said in in_words(as_person(SECRETARY).types(f"/return chase {typed}"))
    assert mornings(example) == {}
