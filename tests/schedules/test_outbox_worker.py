"""The outbox worker between the outbox and a door: how many are on their way, for how long, and when one is given up.

The door is one of our own that does as it is told; how Slack's behaves is shown in `tests/bot/test_slack_sending.py`.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, delete, select

from bot.web.door import RecordDoor
from handlers.cards import Card
from handlers.outbox import queue, revise
from handlers.plain_text import in_words
from models.outbox.deliveries import GAVE_WAY, Delivery, DeliveryState, give_way
from models.people.people import Person
from models.record.events import Actor
from schedules.outbox_worker import IN_HAND, MOST_TRIES, NotNow, OutboxWorker, Parcel, Posted
from schedules.reminders.messages import compose
from schedules.reminders.situation import Situation, Situations
from schedules.ticking import decide_what_is_due, tick
from schedules.today import Today
from schedules.wording import Wording
from tests.schedules.a_year import House

pytestmark = pytest.mark.anyio

LEASE = timedelta(seconds=60)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FAILS = NotNow("it fails")
WAITS = NotNow("the platform asks to wait", timedelta(minutes=1), all_of_it=True)
LONG = 20
"""Seconds after which an outbox worker who waits for ever is not waited for any longer."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class ObedientDoor(RecordDoor):
    """Each sending and each look into the conversation ends as the next of its list says, and then goes well.

    While `open` is cleared nothing arrives.
    """

    def __init__(self, sends: Iterable[NotNow | None] = (), finds: Iterable[NotNow | None] = ()) -> None:
        self.sends, self.finds = list(sends), list(finds)
        self.open = asyncio.Event()
        self.open.set()
        self.in_hand: Counter[str] = Counter()
        self.most_in_hand = 0
        self.arrived: Counter[str] = Counter()

    async def find(self, parcel: Parcel) -> Posted | None:
        if self.finds and (refused := self.finds.pop(0)):
            raise refused
        return Posted("person-1", parcel.key) if parcel.key in self.arrived else None

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        self.in_hand[parcel.key] += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand.total())
        try:
            await self.open.wait()
        finally:
            self.in_hand[parcel.key] -= 1
        if self.sends and (refused := self.sends.pop(0)):
            raise refused
        self.arrived[parcel.key] += 1
        return await super().send(parcel, card)


class Hanging(ObedientDoor):
    """One message is on its way until all the others have arrived."""

    def __init__(self, others: int) -> None:
        super().__init__()
        self.others = others

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        if parcel.key == "notice 0":
            while len(self.arrived) < self.others:
                await asyncio.sleep(0.01)
        return await super().send(parcel, card)


class CutOff(ObedientDoor):
    """Of what arrives nobody hears; `says` has what messages were replaced with."""

    def __init__(self) -> None:
        super().__init__()
        self.says: list[str] = []

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        await super().send(parcel, card)
        raise FAILS

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:  # noqa: ARG002
        self.says.append(card.title)


class Machine:
    """The machine's clock, moved by hand; `then` are its times after the present one, each shown once and then kept."""

    def __init__(self, *then: datetime) -> None:
        self.now, self.then = NOON, list(then)

    def __call__(self) -> datetime:
        shown = self.now
        if self.then:
            self.now = self.then.pop(0)
        return shown


@pytest.fixture
def quiet(house: House) -> House:
    """A Friday morning on which nothing is due yet."""
    house.clock.set("2023-06-02 09:00")
    return house


def write_to_somebody(house: House, count: int = 1) -> None:
    """Queue so many notices."""
    with house.database.write() as session:
        person = session.exec(select(Person).where(Person.email == "workforce.sro@example.org")).one()
        actor = Actor(person.organisation_id, None, house.clock.now, "test")
        for number in range(count):
            queue(session, actor, person.id, f"notice {number}", Card("Notice", ()))


def notices(house: House) -> list[Delivery]:
    with house.database.read() as session:
        return list(session.exec(select(Delivery).order_by(col(Delivery.id))))


def states(house: House) -> Counter[str]:
    return Counter(each.state.value for each in notices(house))


def outbox_worker_at(house: House, door: ObedientDoor, machine: Machine) -> OutboxWorker:
    return OutboxWorker(house.dispatcher, [door], Wording(), lease=LEASE, machine_clock=machine)


async def hours_of_ticks(house: House, outbox_worker: OutboxWorker, machine: Machine, count: int) -> None:
    """A tick each hour of the machine's time."""
    for _ in range(count):
        await tick(house.dispatcher, outbox_worker)
        machine.now += timedelta(hours=1)


async def test_one_that_hangs_holds_up_nobody(quiet: House) -> None:
    write_to_somebody(quiet, 2 * IN_HAND)
    door = Hanging(others=2 * IN_HAND - 1)
    async with asyncio.timeout(LONG):
        await tick(quiet.dispatcher, outbox_worker_at(quiet, door, Machine()))
    assert states(quiet) == {"sent": 2 * IN_HAND}


async def test_no_more_than_ten_are_on_their_way(quiet: House) -> None:
    write_to_somebody(quiet, 2 * IN_HAND)
    door = ObedientDoor()
    door.open.clear()
    async with asyncio.timeout(LONG):
        ticking = asyncio.ensure_future(tick(quiet.dispatcher, outbox_worker_at(quiet, door, Machine())))
        while door.in_hand.total() < IN_HAND:
            await asyncio.sleep(0.01)
        door.open.set()
        ticked = await ticking
    assert door.most_in_hand == IN_HAND
    assert states(quiet) == {"sent": 2 * IN_HAND}
    assert list(ticked.handled) == [each.id for each in notices(quiet)]


async def test_none_goes_on_when_the_outbox_worker_is_told_to_stop(quiet: House) -> None:
    write_to_somebody(quiet, 2)
    door = ObedientDoor()
    door.open.clear()
    async with asyncio.timeout(LONG):
        ticking = asyncio.ensure_future(tick(quiet.dispatcher, outbox_worker_at(quiet, door, Machine())))
        while door.in_hand.total() < 2:
            await asyncio.sleep(0.01)
        ticking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ticking
    assert door.in_hand.total() == 0
    assert states(quiet) == {"waiting": 2}


async def test_one_whose_turn_comes_late_is_back_before_its_lease_ends(quiet: House) -> None:
    """Taken for a minute; when it is brought at last, half a second of that is left."""
    write_to_somebody(quiet)
    door = ObedientDoor()
    door.open.clear()
    machine = Machine(NOON + LEASE - timedelta(seconds=0.5))
    async with asyncio.timeout(LONG):
        await tick(quiet.dispatcher, outbox_worker_at(quiet, door, machine))
    (notice,) = notices(quiet)
    assert (notice.state, notice.reason) == (DeliveryState.WAITING, "no answer in time")


async def test_waiting_is_not_failing(quiet: House) -> None:
    """As often as it likes the platform asks to wait; it is given up when it has failed often enough."""
    write_to_somebody(quiet)
    machine = Machine()
    waits_between = [said for _ in range(MOST_TRIES) for said in (WAITS, FAILS, WAITS)]
    door = ObedientDoor(waits_between)
    outbox_worker = outbox_worker_at(quiet, door, machine)
    await hours_of_ticks(quiet, outbox_worker, machine, len(waits_between) - 2)
    (notice,) = notices(quiet)
    assert (notice.state, notice.tries) == (DeliveryState.WAITING, MOST_TRIES - 1)
    await hours_of_ticks(quiet, outbox_worker, machine, 1)
    (notice,) = notices(quiet)
    assert (notice.state, notice.reason) == (DeliveryState.FAILED, f"given up after {MOST_TRIES} tries: it fails")
    assert len(door.sends) == 1


@pytest.mark.parametrize("look", [None, FAILS], ids=["not there", "cannot be looked for"])
async def test_what_has_failed_too_often_is_given_up(quiet: House, look: NotNow | None) -> None:
    write_to_somebody(quiet)
    machine = Machine()
    finds = [None] * (MOST_TRIES - 1) + [look]
    door = ObedientDoor([FAILS] * MOST_TRIES, finds)
    await hours_of_ticks(quiet, outbox_worker_at(quiet, door, machine), machine, MOST_TRIES + 5)
    (notice,) = notices(quiet)
    assert (notice.state, notice.reason) == (DeliveryState.FAILED, f"given up after {MOST_TRIES} tries: it fails")
    assert (door.sends, door.finds) == ([], [])


async def test_when_the_last_look_has_to_wait_it_is_not_given_up(quiet: House) -> None:
    write_to_somebody(quiet)
    machine = Machine()
    finds = [None] * (MOST_TRIES - 1) + [WAITS]
    door = ObedientDoor([FAILS] * MOST_TRIES, finds)
    outbox_worker = outbox_worker_at(quiet, door, machine)
    await hours_of_ticks(quiet, outbox_worker, machine, MOST_TRIES)
    (notice,) = notices(quiet)
    assert (notice.state, notice.reason) == (DeliveryState.WAITING, str(WAITS))
    await hours_of_ticks(quiet, outbox_worker, machine, 1)
    assert states(quiet) == {"sent": 1}


async def test_what_arrived_unheard_of_and_has_changed_since_is_replaced_and_not_sent_again(quiet: House) -> None:
    write_to_somebody(quiet)
    door, machine = CutOff(), Machine()
    outbox_worker = outbox_worker_at(quiet, door, machine)
    await outbox_worker.deliver()
    with quiet.database.write() as session:
        revise(session, session.exec(select(Delivery)).one(), Card("Notice, second version", ()))
    machine.now += timedelta(hours=1)
    await outbox_worker.deliver()
    assert (door.arrived.total(), door.says) == (1, ["Notice, second version"])
    (notice,) = notices(quiet)
    assert (notice.state, notice.shown_revision) == (DeliveryState.SENT, 1)


async def test_a_pause_does_not_outlast_a_step_of_the_machines_clock(quiet: House) -> None:
    machine = Machine()
    outbox_worker = outbox_worker_at(quiet, ObedientDoor([WAITS]), machine)
    write_to_somebody(quiet, 1)
    await outbox_worker.deliver()
    machine.now -= timedelta(hours=1)
    write_to_somebody(quiet, 2)
    await outbox_worker.deliver()
    assert states(quiet) == {"waiting": 1, "sent": 1}, "the first one waits for a time of its own"


@pytest.fixture
def morning(house: House) -> House:
    """The morning of a commission, decided; of all the messages one is left."""
    house.at("2023-06-21 09:30")
    decide_what_is_due(house.dispatcher, ["web"])
    with house.database.write() as session:
        session.exec(delete(Delivery).where(col(Delivery.id) > 1))
    return house


def while_a_card_is_made(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen in another thread, once, after a card has been made and before that is marked."""
    to_happen = [happens]

    def composed(*known: Any) -> object:
        card = compose(*known)
        if to_happen:
            ThreadPoolExecutor().submit(to_happen.pop()).result(timeout=LONG)
        return card

    monkeypatch.setattr("schedules.reminders.messages.compose", composed)


async def test_while_a_card_is_made_people_can_answer(morning: House, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    line = "/update 2.4 red/amber posts advertised; cause: pay; action: new offer; recovery 30 Sep"
    while_a_card_is_made(monkeypatch, lambda: said.append(morning.as_("workforce.sro").types(line)))
    await tick(morning.dispatcher, outbox_worker_at(morning, ObedientDoor(), Machine()))
    assert "Recorded" in in_words(said[0])
    assert states(morning) == {"sent": 1}


async def test_what_is_recorded_between_two_messages_stands_in_the_second(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all messages need of the plan is read once while nothing changes."""
    monkeypatch.setattr("schedules.outbox_worker.IN_HAND", 1)
    house.at("2023-06-21 09:30")
    line = "/update 2.4 red/amber posts advertised; cause: pay; action: new offer; recovery 30 Sep"
    read = []

    class Counting(Situation):
        def __init__(self, session: Session, today: Today) -> None:
            super().__init__(session, today)
            read.append(self)

    class Answering(ObedientDoor):
        async def send(self, parcel: Parcel, card: Card) -> Posted:
            if len(self.arrived) == 2:
                await asyncio.to_thread(house.as_("workforce.sro").types, line)
            return await super().send(parcel, card)

    monkeypatch.setattr("schedules.reminders.situation.Situation", Counting)
    await tick(house.dispatcher, outbox_worker_at(house, Answering(), Machine()))
    assert len(read) == 2
    (secretary,) = (entry.words for entry in house.sent() if entry.to == "secretary")
    assert "1 of 52 updates is in" in secretary


async def test_while_nothing_is_recorded_what_messages_need_of_the_plan_is_read_once_a_minute(house: House) -> None:
    situations, moment = Situations(), house.clock.now
    with house.database.read() as session:
        read = [situations.now(session, 1, moment + timedelta(seconds=after)) for after in (0, 0.25, 59.5, 60)]
    assert read[0] is read[1] is read[2]
    assert read[3] is not read[0]


async def test_one_that_another_process_has_taken_meanwhile_is_sent_by_that_one_alone(
    morning: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, ours, theirs = Machine(), ObedientDoor(), ObedientDoor()

    def another_process() -> None:
        machine.now += 2 * LEASE
        asyncio.run(outbox_worker_at(morning, theirs, machine).deliver())

    while_a_card_is_made(monkeypatch, another_process)
    await tick(morning.dispatcher, outbox_worker_at(morning, ours, machine))
    assert (ours.arrived.total(), theirs.arrived.total()) == (0, 1)
    assert states(morning) == {"sent": 1}


async def test_one_that_need_not_go_any_more_is_not_sent(morning: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next morning is decided while its card is made, which says it all."""
    door, tomorrow = ObedientDoor(), morning.clock.now.date() + timedelta(days=1)

    def skip() -> None:
        with morning.database.write() as session:
            give_way(session, 1, tomorrow, morning.clock.now)

    while_a_card_is_made(monkeypatch, skip)
    await tick(morning.dispatcher, outbox_worker_at(morning, door, Machine()))
    assert not door.arrived
    assert [each.reason for each in notices(morning)] == [GAVE_WAY]
