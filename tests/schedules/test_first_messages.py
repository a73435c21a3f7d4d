"""A record that has never written to anybody asks the secretariat first, once, and waits for the answer."""

from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from handlers.plain_text import in_words
from handlers.secretariat.starting import question
from models.outbox.deliveries import Delivery, DeliveryKind
from models.people.people import Holding, Person, Post, Role
from models.record.database import Database
from models.record.events import Event, first_broken
from models.record.organisation import the_organisation
from tests.asking import somebody
from tests.databases import Engine, fill_example, no_sql_differs
from tests.schedules.a_year import House

QUESTION = question(["Workforce SRO"])
SECRETARY, SRO = "secretary@example.org", "workforce.sro@example.org"


@pytest.fixture
def new(engine: Engine) -> Iterator[House]:
    """A council's own record, as it is after an import, on the morning of a reminder."""
    with engine.fresh(fill_example) as database:
        with database.write() as session:
            organisation = the_organisation(session)
            assert organisation is not None
            organisation.stands_at = None
            session.add(organisation)
        yield House(database)


def sent(house: House) -> dict[str, set[DeliveryKind]]:
    """Who has been sent what so far."""
    found: dict[str, set[DeliveryKind]] = {}
    with house.database.read() as session:
        rows = session.exec(
            select(Person.email, col(Delivery.kind))
            .join(Delivery, col(Delivery.person_id) == Person.id)
            .where(col(Delivery.sent_at).is_not(None))
        )
        for email, kind in rows:
            found.setdefault(email, set()).add(kind)
    return found


def events(database: Database, what: str) -> list[Event]:
    with database.read() as session:
        return list(session.exec(select(Event).where(Event.what == what)))


def test_the_secretariat_is_asked_once_and_nothing_else_goes_out_by_itself(new: House) -> None:
    for day in ("2023-06-09", "2023-06-12", "2023-06-13", "2023-06-16", "2023-06-20"):
        for time in ("09:00", "09:30", "12:00"):
            new.at(f"{day} {time}")
            new.passes([new.clock.now])
    assert sent(new) == {SECRETARY: {DeliveryKind.NOTICE}}
    (asked,) = events(new.database, "messages.asked")
    assert asked.after == {"waiting": 6}
    with new.database.read() as session:
        (question,) = session.exec(select(Delivery).where(Delivery.kind == DeliveryKind.NOTICE)).all()
    assert question.card is not None
    said = str(question.card)
    for words in ("May I start to write to people?", "6 messages would go out today", "Workforce SRO", "From tomorrow"):
        assert words in said


@no_sql_differs
@pytest.mark.parametrize(("label", "first"), [("Start now", "2023-06-09"), ("From tomorrow", "2023-06-12")])
def test_what_is_due_goes_out_from_the_day_that_is_said_and_is_not_late(new: House, label: str, first: str) -> None:
    new.at("2023-06-09 09:30")
    new.passes([new.clock.now])
    new.at("2023-06-09 14:00")
    somebody(new.dispatcher, SECRETARY).presses(QUESTION, label)
    new.passes([new.clock.now])
    assert (SRO in sent(new)) is (label == "Start now")
    for day in ("2023-06-12", "2023-06-16"):
        new.at(f"{day} 09:30")
        new.passes([new.clock.now])
    assert SRO in sent(new)
    with new.database.read() as session:
        mornings = session.exec(select(Delivery).where(Delivery.kind == DeliveryKind.MORNING)).all()
        assert min(str(each.day) for each in mornings if each.day) >= first
        assert not [each for each in mornings if each.late_since]
        organisation = the_organisation(session)
        assert organisation is not None
        assert first_broken(session, organisation.id) is None
    (started,) = events(new.database, "messages.started")
    assert started.person_id is not None
    assert "already" in somebody(new.dispatcher, SECRETARY).presses(QUESTION, "Start now").title


@no_sql_differs
def test_only_the_secretariat_starts_them(new: House) -> None:
    new.at("2023-06-09 10:00")
    for who in ("chair@example.org", SRO):
        assert somebody(new.dispatcher, who).presses(QUESTION, "Start now").title == "Not open to you"
        assert somebody(new.dispatcher, who).types("/secretariat start now").title == "Not open to you"
    secretary = somebody(new.dispatcher, SECRETARY)
    assert "now or tomorrow" in in_words(secretary.types("/secretariat start soon"))
    assert secretary.types("/secretariat start").title == "No message goes out by itself yet"
    assert secretary.types("/secretariat start tomorrow").title == "Messages start on 10 June 2023"
    assert secretary.types("/secretariat start now").title == "Messages start now"
    assert len(events(new.database, "messages.started")) == 2


def test_what_people_ask_is_answered_meanwhile(new: House) -> None:
    new.at("2023-06-09 10:00")
    somebody(new.dispatcher, SRO).types("/return delegate fostering@example.org until 23 Jun")
    new.passes([new.clock.now])
    assert DeliveryKind.NOTICE in sent(new)["fostering@example.org"]


def test_without_a_secretariat_nobody_is_asked_until_there_is_one(new: House) -> None:
    with new.database.write() as session:
        posts = session.exec(select(Post.id).where(Post.role == Role.SECRETARIAT)).all()
        held = session.exec(select(Holding).where(col(Holding.post_id).in_(posts))).all()
        for each in held:
            each.starts, each.ends = new.clock.now.date().replace(day=13), None
            session.add(each)
    new.at("2023-06-09 09:30")
    new.passes([new.clock.now])
    assert sent(new) == {}
    new.at("2023-06-16 09:30")
    new.passes([new.clock.now])
    assert sent(new) == {SECRETARY: {DeliveryKind.NOTICE}}


def test_a_record_that_has_written_before_needs_no_word(new: House) -> None:
    new.at("2023-06-09 10:00")
    somebody(new.dispatcher, SECRETARY).types("/secretariat start now")
    new.passes([new.clock.now])
    with new.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM occasion WHERE what = 'messages start'")
    new.at("2023-06-16 09:30")
    assert new.passes([new.clock.now]) > 0
    assert events(new.database, "messages.asked") == []
