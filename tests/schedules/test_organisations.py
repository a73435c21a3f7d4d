"""Two organisations in one record, in two time zones: nothing of one reaches the other, and each has its own mornings.

The example has the same story twice, alone in a record and beside another whose people do the same, and more, at the
time: whatever anybody is shown or sent has to be the same, word for word.
"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bot.web.door import RecordDoor
from handlers.cards import from_json
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, enter
from models.packs.packs import Pack, PackState
from models.people.people import Person
from models.record.database import Database
from models.record.events import first_broken
from schedules.outbox_worker import OutboxWorker
from schedules.pack_builder import PackBuilder
from schedules.ticking import decide_what_is_due
from schedules.wording import Wording
from tests.asking import deliver
from tests.databases import Engine, fill_example, the_stricter_alone
from tests.organisations import EXAMPLE, MARK, OTHER, ZONES, fill_both, id_of
from tests.schedules.a_year import House

CHAIR_ASKS = (
    *("/brag", "/brag moves", "/brag gap", "/brag slow", "/brag reds", "/brag trend", "/brag workforce red"),
    *("/action 2.4", "/action find foster carer", "/board", "/return status", "/pack", "/secretariat audit 2.4"),
)
SECRETARY_ASKS = (
    *("/secretariat people", "/secretariat boards", "/secretariat deliveries", "/secretariat settings"),
    *("/secretariat leave", "/secretariat acronyms", "/return status", "/return chase", "/pack"),
    *("/return delegate kauri.advisor@example.org", "/secretariat audit 2.1"),
)
SRO_ASKS = ("/return", "/update", "/action mine", "/action 2.4")
RED = "red/amber {} posts advertised; cause: pay; action: a new offer; recovery 30 Sep"


@pytest.fixture
def alone(engine: Engine) -> Iterator[House]:
    """The example, alone in its record."""
    with engine.fresh(fill_example) as database:
        yield House(database)


@pytest.fixture
def both(engine: Engine) -> Iterator[Database]:
    """A record with the example and another."""
    with engine.fresh(fill_both) as database:
        yield database


def story(house: House, zone: ZoneInfo, mark: str = "") -> Iterator[list[str]]:
    """What is said and sent in an organisation from the commission to the publication of a pack, step by step."""
    moment = house.clock

    def at(local: str) -> None:
        moment.now = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)

    def asks(who: str, *lines: str) -> list[str]:
        return [in_words(house.as_(who).types(line)) for line in lines]

    def ticks(*locals_: str) -> list[str]:
        for each in locals_:
            at(each)
            house.passes([moment.now])
        return []

    at("2023-06-08 11:00")
    yield [*asks("chair", *CHAIR_ASKS), *asks("secretary", *SECRETARY_ASKS), *asks("workforce.sro", *SRO_ASKS)]
    yield ticks("2023-06-21 09:30")
    at("2023-06-21 11:00")
    yield asks("workforce.sro", f"/update 2.4 {RED.format(mark)}", "/secretariat leave 3 Jul to 7 Jul")
    yield asks("secretary", "/secretariat settings morning_at 09:00" if mark else "/secretariat settings")
    yield ticks("2023-06-30 09:00", "2023-06-30 09:30", "2023-07-05 09:00", "2023-07-05 09:30", "2023-07-06 09:30")
    at("2023-07-06 11:00")
    yield [*asks("secretary", *SECRETARY_ASKS), *asks("practice.sro", *SRO_ASKS)]
    yield ticks("2023-07-07 09:30", "2023-07-10 09:30", "2023-07-10 18:00", "2023-07-11 09:30")
    at("2023-07-11 11:00")
    yield asks("secretary", "/pack compile", "/pack", "/secretariat deliveries")
    yield ticks("2023-07-12 09:30", "2023-07-18 09:00")
    at("2023-07-18 11:00")
    yield [*asks("chair", *CHAIR_ASKS), *asks("cpb.sro", *SRO_ASKS)]


def outbox(house: House) -> list[tuple[object, ...]]:
    """Everything that was decided or queued in an organisation, without the numbers of rows."""
    with house.database.read() as session:
        rows = session.exec(
            select(Delivery, Person.email)
            .outerjoin(Person, col(Person.id) == col(Delivery.person_id))
            .where(Delivery.organisation_id == house.dispatcher.organisation.id)
            .order_by(col(Delivery.id))
        ).all()
    return [
        (each.kind, each.day, to, each.state, each.reason, each.sent_at, in_words(from_json(each.card)))
        if each.card
        else (each.kind, each.day, to, each.state, each.reason)
        for each, to in rows
    ]


@the_stricter_alone
def test_what_an_organisation_is_shown_and_sent_is_the_same_beside_another(alone: House, both: Database) -> None:
    ours, other = House(both, id_of(EXAMPLE)), House(both, id_of(OTHER))
    london, new_york = (ZoneInfo(ZONES[name]) for name in (EXAMPLE, OTHER))
    told = zip(story(other, new_york, MARK), story(ours, london), story(alone, london), strict=True)
    said: list[str] = []
    for theirs, here, expected in told:
        assert here == expected
        assert MARK not in "".join(here)
        said += theirs
    assert MARK in "".join(said)
    assert outbox(ours) == outbox(alone)
    assert MARK not in str(outbox(ours))
    with both.read() as session:
        mornings = session.exec(
            select(Delivery.sent_at).where(
                Delivery.organisation_id == id_of(OTHER),
                Delivery.kind == DeliveryKind.MORNING,
                Delivery.state == DeliveryState.SENT,
            )
        ).all()
    local = {each.astimezone(new_york).strftime("%H:%M") for each in mornings if each}
    assert local == {"09:00", "09:30"}, "in its own zone, and by its own rules"
    with both.read() as session:
        assert [first_broken(session, id_of(name)) for name in ZONES] == [None, None]


def test_each_builds_its_own_packs_and_forgets_by_its_own_rule(both: Database) -> None:
    ours, other = House(both, id_of(EXAMPLE)), House(both, id_of(OTHER))
    for house in (ours, other):
        house.as_("secretary").types("/pack compile")
    asyncio.run(PackBuilder(other.dispatcher, dict).build(OutboxWorker(other.dispatcher, [RecordDoor()], Wording())))
    with both.read() as session:
        states = dict(session.exec(select(Pack.organisation_id, Pack.state)).all())
    assert states == {id_of(OTHER): PackState.READY, id_of(EXAMPLE): PackState.BUILDING}
    ours.as_("secretary").types("/secretariat settings messages_kept_days 30")
    for house in (ours, other):
        write(house)
        house.at("2023-09-01 10:00").dispatcher.tidy()
    with both.read() as session:
        kept = select(Delivery.organisation_id).where(Delivery.key == "kept?", col(Delivery.card).is_not(None))
        assert session.exec(kept).all() == [id_of(OTHER)]


def test_each_counts_down_its_own_reminders(both: Database) -> None:
    ours, other = House(both, id_of(EXAMPLE)), House(both, id_of(OTHER))
    for house in (ours, other):
        house.passes([datetime(2023, 6, 21, 14, tzinfo=UTC)])
    for house in (ours, other):
        house.as_("workforce.sro").types("/update 2.2 amber/green posts are advertised")
    deliver(ours.dispatcher)
    with both.read() as session:
        to_show = select(Delivery.organisation_id).where(col(Delivery.shown_revision) < col(Delivery.revision))
        assert session.exec(to_show).all() == [id_of(OTHER)]


def test_the_morning_of_one_takes_no_message_of_the_other_back(both: Database) -> None:
    ours, other = House(both, id_of(EXAMPLE)), House(both, id_of(OTHER))
    waiting = select(Delivery.id).where(
        Delivery.organisation_id == id_of(EXAMPLE), Delivery.state == DeliveryState.WAITING
    )
    ours.clock.now = datetime(2023, 6, 21, 14, tzinfo=UTC)
    decide_what_is_due(ours.dispatcher, ())
    with both.read() as session:
        before = session.exec(waiting).all()
    assert before
    other.passes([datetime(2023, 6, 22, 14, tzinfo=UTC)])
    with both.read() as session:
        assert session.exec(waiting).all() == before


def write(house: House) -> None:
    """A message that was sent in June."""
    organisation_id = house.dispatcher.organisation.id
    assert organisation_id is not None
    sent = {"kind": DeliveryKind.NOTICE, "state": DeliveryState.SENT, "sent_at": house.clock.now, "tries": 1}
    row = {"organisation_id": organisation_id, "key": "kept?", "card": {}, "queued_at": house.clock.now, **sent}
    with house.database.write() as session:
        enter(session, [row])
