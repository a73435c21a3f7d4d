"""What is kept for a while only is forgotten when its time is over, and not a day before; the board's record stays."""

from collections.abc import Callable

import pytest
from sqlmodel import col, func, select

from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery
from models.people.signing_in import SignInLink
from models.plan.received_files import ReceivedFile
from models.record.database import Database
from models.record.events import Event, first_broken
from models.updates.updates import Draft, Update
from schedules.ticking import decide_what_is_due
from tests.asking import Clock, Somebody, deliver

Asked = Callable[[str], Somebody]
SRO, SECRETARY = "workforce.sro@example.org", "secretary@example.org"


def _count(database: Database, table: type) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def _texts(database: Database) -> tuple[int, int]:
    """How many messages there are, and how many have their text."""
    with database.read() as session:
        cards = session.exec(select(Delivery.card)).all()
    return len(cards), len([each for each in cards if each])


@pytest.fixture
def used(as_person: Asked) -> Somebody:
    """A record in which somebody has left something of each kind."""
    sro, secretary = as_person(SRO), as_person(SECRETARY)
    sro.dispatcher.web_address = "https://board.example.org"
    sro.types("/update 2.4 amber/red fair booked; cause: pay; action: fair; recovery: 30 Sep 2023")
    sro.types("/update 2.3 ambre/red stuck")
    sro.types("/return delegate fostering@example.org until 23 Jun")
    secretary.sends("plan.csv", b"Ref,Action\n2.9,New\n")
    secretary.types("/secretariat web")
    deliver(sro.dispatcher)
    return sro


@pytest.mark.parametrize(
    ("table", "kept_until", "gone_by"),
    [
        (ReceivedFile, "2023-06-13 10:00", "2023-06-15 10:00"),
        (SignInLink, "2023-07-06 10:00", "2023-07-08 10:00"),
        (Draft, "2023-09-04 10:00", "2023-09-06 10:00"),
    ],
)
def test_each_has_its_time(
    used: Somebody, clock: Clock, example: Database, table: type, kept_until: str, gone_by: str
) -> None:
    clock.set(kept_until)
    used.dispatcher.tidy()
    assert _count(example, table) == 1
    clock.set(gone_by)
    used.dispatcher.tidy()
    assert _count(example, table) == 0


def test_the_text_of_a_message_goes_and_the_rest_of_it_stays(used: Somebody, clock: Clock, example: Database) -> None:
    messages, texts = _texts(example)
    assert messages == texts > 0
    clock.set("2024-07-10 10:00")
    used.dispatcher.tidy()
    assert _texts(example) == (messages, texts)
    updates = _count(example, Update)
    clock.set("2024-07-13 10:00")
    used.dispatcher.tidy()
    assert _texts(example) == (messages, 0)
    assert _count(example, Update) == updates
    with example.read() as session:
        assert all(each.sent_at and each.person_id for each in session.exec(select(Delivery)))
        event = session.exec(select(Event).where(Event.what == "record.tidied").order_by(col(Event.id).desc())).first()
        assert event is not None
        assert (event.after, event.person_id) == ({"drafts": 0, "files": 0, "messages": messages}, None)
        assert first_broken(session, event.organisation_id) is None
        events = _count(example, Event)
    used.dispatcher.tidy()
    assert _count(example, Event) == events, "nothing was left to forget"


def test_how_long_texts_are_kept_is_a_rule_of_the_organisation(
    used: Somebody, as_person: Asked, clock: Clock, example: Database
) -> None:
    said = in_words(as_person(SECRETARY).types("/secretariat settings messages_kept_days 60"))
    assert "messages_kept_days is 60 from now on; it was 400." in said
    assert "30 to 3650" in in_words(as_person(SECRETARY).types("/secretariat settings messages_kept_days 2"))
    clock.set("2023-08-05 10:00")
    used.dispatcher.tidy()
    assert _texts(example)[1] > 0
    clock.set("2023-08-07 10:00")
    used.dispatcher.tidy()
    assert _texts(example)[1] == 0
    assert as_person(SECRETARY).types("/secretariat deliveries")


def test_the_clock_forgets_once_a_day(used: Somebody, clock: Clock, example: Database) -> None:
    clock.set("2023-06-17 09:00")
    decide_what_is_due(used.dispatcher, ("record",))
    assert _count(example, ReceivedFile) == 1, "it is not yet the morning's hour"
    clock.set("2023-06-17 09:31")
    decide_what_is_due(used.dispatcher, ("record",))
    assert _count(example, ReceivedFile) == 0
