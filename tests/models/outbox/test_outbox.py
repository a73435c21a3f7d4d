"""The outbox: what is entered once is taken by one at a time, given free when that one dies, and marked by its holder.

Several takers are several threads, each with a transaction of its own, on both engines.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlmodel import Session, col, select

from models.boards.boards import Board, BoardKind
from models.outbox.deliveries import (
    GAVE_WAY,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Occasion,
    anything_waits,
    decide,
    decided,
    enter,
    give_way,
    last_decided,
    mark_closed,
    mark_made,
    mark_sent,
    morning_key,
    put_off,
    take,
    unsent_mornings,
)
from models.people.people import Person
from models.plan.founding import found
from models.record.bulk_insert import insert_rows
from models.record.database import Database

T = TypeVar("T")
TODAY = date(2023, 6, 7)
NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)
PEOPLE = 40


@pytest.fixture
def outbox(database: Database) -> Database:
    """A record with an organisation and its people, and nothing in the outbox."""
    with database.write() as session:
        found(session, "Council", "Europe/London", "Plan", NOW, "test")
        session.add(Board(organisation_id=1, name="Improvement Board", kind=BoardKind.IMPROVEMENT))
        session.add_all(
            Person(id=number, organisation_id=1, name=f"Person {number}", email=f"p{number}@example.org")
            for number in range(1, PEOPLE + 1)
        )
    return database


def queue(database: Database, people: int, day: date = TODAY, **values: Any) -> None:
    """Enter the morning's message of the first so many people."""
    common = {
        "organisation_id": 1,
        "kind": DeliveryKind.MORNING,
        "state": DeliveryState.WAITING,
        "day": day,
        "queued_at": NOW,
        "tries": 0,
        **values,
    }
    rows = [{**common, "key": morning_key(day, person), "person_id": person} for person in range(1, people + 1)]
    with database.write() as session:
        enter(session, rows)


def take_some(
    database: Database, at: datetime = NOW, most: int = 100, doors: tuple[str, ...] = ("web",), day: date = TODAY
) -> list[Delivery]:
    with database.write() as session:
        return take(session, 1, doors, day, at, LEASE, most)


def all_of(database: Database) -> list[Delivery]:
    with database.read() as session:
        return list(session.exec(select(Delivery).order_by(col(Delivery.id))))


def only(database: Database) -> Delivery:
    (delivery,) = all_of(database)
    return delivery


def together(count: int, one: Callable[[], T]) -> list[T]:
    """Run `one` in so many threads at once."""
    start = threading.Barrier(count)

    def run() -> T:
        start.wait()
        return one()

    with ThreadPoolExecutor(count) as threads:
        return [each.result() for each in [threads.submit(run) for _ in range(count)]]


# Entering


def test_the_same_key_is_one_row(outbox: Database) -> None:
    queue(outbox, 3)
    queue(outbox, 4, reason="entered again")
    assert [each.person_id for each in all_of(outbox)] == [1, 2, 3, 4]
    assert [each.reason for each in all_of(outbox)] == [None, None, None, "entered again"]
    with outbox.write() as session:
        enter(session, [])
    assert len(all_of(outbox)) == 4


def test_the_same_key_from_several_at_once_is_one_row(outbox: Database) -> None:
    together(4, lambda: queue(outbox, 10))
    assert len(all_of(outbox)) == 10


def test_an_occasion_is_decided_once(outbox: Database) -> None:
    def one() -> bool:
        with outbox.write() as session:
            return decide(session, 1, "morning", TODAY, NOW)

    assert sorted(together(4, one)) == [False, False, False, True]
    assert one() is False
    with outbox.read() as session:
        assert len(session.exec(select(Occasion)).all()) == 1
        assert decided(session, 1, "morning", TODAY)
        assert not decided(session, 1, "morning", TODAY + timedelta(days=1))
        assert not decided(session, 1, "summary 1", TODAY)


def test_what_was_not_committed_was_not_decided(outbox: Database) -> None:
    with outbox.write() as session:
        assert decide(session, 1, "morning", TODAY, NOW)
        session.rollback()  # as when the process dies
    with outbox.write() as session:
        assert decide(session, 1, "morning", TODAY, NOW)


def test_the_last_day_decided(outbox: Database) -> None:
    with outbox.write() as session:
        for on in (1, 5, 6):
            decide(session, 1, "morning", date(2023, 6, on), NOW)
        decide(session, 1, "summary 1", date(2023, 6, 2), NOW)
    with outbox.read() as session:
        assert last_decided(session, 1, "morning", date(2023, 6, 6)) == date(2023, 6, 5)
        assert last_decided(session, 1, "morning", date(2023, 6, 1)) is None


# Taking


def test_each_delivery_is_given_to_one_taker(outbox: Database) -> None:
    queue(outbox, PEOPLE)
    taken: list[int] = []
    lock = threading.Lock()

    def one() -> int:
        count = 0
        while some := take_some(outbox, most=3):
            with lock:
                taken.extend(each.id for each in some)
            count += len(some)
        return count

    assert sum(together(4, one)) == PEOPLE
    assert sorted(taken) == sorted(each.id for each in all_of(outbox)), "each once, none left"
    assert {each.tries for each in all_of(outbox)} == {1}


def test_what_is_taken_is_free_again_when_the_lease_ends(outbox: Database) -> None:
    queue(outbox, 1)
    (first,) = take_some(outbox)
    assert (first.tries, first.held_until) == (1, NOW + LEASE)
    assert take_some(outbox, at=NOW + LEASE - timedelta(seconds=1)) == []
    (second,) = take_some(outbox, at=NOW + LEASE)
    assert (second.id, second.tries) == (first.id, 2)


def test_no_more_than_asked_for_and_the_oldest_first(outbox: Database) -> None:
    queue(outbox, 5)
    assert [each.person_id for each in take_some(outbox, most=2)] == [1, 2]
    assert [each.person_id for each in take_some(outbox, most=2)] == [3, 4]
    assert [each.person_id for each in take_some(outbox, most=2)] == [5]
    assert take_some(outbox, most=2) == []


def test_something_waits_until_all_is_settled(outbox: Database) -> None:
    assert not anything_waits(outbox, 1)
    queue(outbox, 1)
    assert anything_waits(outbox, 1)
    (taken,) = take_some(outbox)
    assert anything_waits(outbox, 1), "in hand is not settled"
    change(outbox, lambda session: mark_sent(session, taken, "web", "person-1", "d1", NOW))
    assert not anything_waits(outbox, 1)


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED])
def test_only_what_waits_is_taken(outbox: Database, state: DeliveryState) -> None:
    queue(outbox, 1, state=state)
    assert not anything_waits(outbox, 1)
    assert take_some(outbox) == []


def test_a_mornings_message_is_for_its_day_only(outbox: Database) -> None:
    queue(outbox, 1)
    for other in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        assert take_some(outbox, day=other) == []
    assert len(take_some(outbox)) == 1


def test_a_channel_is_for_its_own_door(outbox: Database) -> None:
    common = {
        "organisation_id": 1,
        "kind": DeliveryKind.SUMMARY,
        "state": DeliveryState.WAITING,
        "queued_at": NOW,
        "tries": 0,
    }
    with outbox.write() as session:
        enter(
            session, [{**common, "key": f"summary {door}", "door": door, "channel": "C1"} for door in ("web", "slack")]
        )
    assert [each.door for each in take_some(outbox)] == ["web"]
    assert [each.door for each in take_some(outbox, doors=("slack", "teams"))] == ["slack"]


# Marking


def change(database: Database, do: Callable[[Session], object]) -> None:
    with database.write() as session:
        do(session)


def test_what_is_sent_is_sent_for_good(outbox: Database) -> None:
    queue(outbox, 1)
    (taken,) = take_some(outbox)
    change(outbox, lambda session: mark_made(session, taken, {"title": "You owe 2 updates"}, ["2.1", "2.4"]))
    change(outbox, lambda session: mark_sent(session, taken, "web", "person-1", "d1", NOW))
    sent = only(outbox)
    assert (sent.state, sent.sent_at, sent.held_until) == (DeliveryState.SENT, NOW, None)
    assert (sent.door, sent.channel, sent.message_id) == ("web", "person-1", "d1")
    assert (sent.card, sent.about) == ({"title": "You owe 2 updates"}, ["2.1", "2.4"])
    later = NOW + timedelta(days=1)
    change(outbox, lambda session: mark_sent(session, taken, "slack", "C1", "1.2", later))
    change(outbox, lambda session: mark_closed(session, taken, DeliveryState.FAILED, "too late", later))
    change(outbox, lambda session: put_off(session, taken, later, "too late"))
    assert only(outbox) == sent
    assert take_some(outbox, at=later) == []


def test_what_is_put_off_is_tried_again_at_its_time(outbox: Database) -> None:
    queue(outbox, 2)
    first, second = take_some(outbox)
    again = NOW + timedelta(seconds=30)
    change(outbox, lambda session: put_off(session, first, again, "Slack asks to wait"))
    waiting = all_of(outbox)[0]
    assert (waiting.state, waiting.reason, waiting.held_until) == (DeliveryState.WAITING, "Slack asks to wait", None)
    assert take_some(outbox, at=again - timedelta(seconds=1)) == []
    (taken,) = take_some(outbox, at=again)
    assert (taken.id, taken.tries) == (first.id, 2)
    change(outbox, lambda session: mark_sent(session, taken, "web", "person-1", "d1", NOW))
    assert all_of(outbox)[0].reason is None, "it went in the end"
    assert all_of(outbox)[1].id == second.id


@pytest.mark.parametrize("state", [DeliveryState.SKIPPED, DeliveryState.FAILED])
def test_what_is_closed_says_why_and_when(outbox: Database, state: DeliveryState) -> None:
    queue(outbox, 1)
    (taken,) = take_some(outbox)
    change(outbox, lambda session: mark_closed(session, taken, state, "nothing owed", NOW))
    closed = only(outbox)
    assert (closed.state, closed.reason, closed.closed_at) == (state, "nothing owed", NOW)
    assert take_some(outbox, at=NOW + timedelta(days=1)) == []


def test_a_holder_whose_lease_ran_out_changes_nothing(outbox: Database) -> None:
    queue(outbox, 1)
    (slow,) = take_some(outbox)
    (quick,) = take_some(outbox, at=NOW + LEASE)
    before = only(outbox)
    change(outbox, lambda session: put_off(session, slow, NOW + timedelta(hours=1), "no answer in time"))
    change(outbox, lambda session: mark_closed(session, slow, DeliveryState.FAILED, "gone", NOW))
    change(outbox, lambda session: mark_made(session, slow, {"title": "An old card"}, []))
    assert only(outbox) == before
    change(outbox, lambda session: mark_closed(session, quick, DeliveryState.SKIPPED, "nothing owed", NOW))
    assert only(outbox).reason == "nothing owed"


def test_what_arrived_has_arrived_whoever_holds_it_now(outbox: Database) -> None:
    queue(outbox, 1)
    (slow,) = take_some(outbox)
    (quick,) = take_some(outbox, at=NOW + LEASE)
    change(outbox, lambda session: mark_sent(session, slow, "web", "person-1", "d1", NOW))
    change(outbox, lambda session: mark_closed(session, quick, DeliveryState.SKIPPED, "nothing owed", NOW))
    assert (only(outbox).state, only(outbox).message_id) == (DeliveryState.SENT, "d1")


def test_of_several_who_mark_at_once_one_is_right(outbox: Database) -> None:
    queue(outbox, 1)
    (taken,) = take_some(outbox)
    numbers = iter(range(4))

    def one() -> None:
        number = next(numbers)
        change(outbox, lambda session: mark_sent(session, taken, "web", "person-1", f"d{number}", NOW))

    together(4, one)
    sent = only(outbox)
    assert (sent.state, sent.tries) == (DeliveryState.SENT, 1)
    assert sent.message_id in {"d0", "d1", "d2", "d3"}


# Giving way


def test_an_earlier_morning_gives_way_and_is_known_to_be_late(outbox: Database) -> None:
    days = [TODAY - timedelta(days=back) for back in (2, 1, 0)]
    for day in days:
        queue(outbox, 2, day)
    with outbox.read() as session:
        assert unsent_mornings(session, 1, TODAY) == [(person, day, ()) for day in days[:2] for person in (1, 2)]
    change(outbox, lambda session: give_way(session, 1, TODAY, NOW))
    skipped, waiting = all_of(outbox)[:4], all_of(outbox)[4:]
    assert {(each.state, each.reason, each.closed_at) for each in skipped} == {(DeliveryState.SKIPPED, GAVE_WAY, NOW)}
    assert {each.state for each in waiting} == {DeliveryState.WAITING}
    with outbox.read() as session:
        assert unsent_mornings(session, 1, TODAY) == []
        assert unsent_mornings(session, 1, TODAY + timedelta(days=1)) == [(1, TODAY, ()), (2, TODAY, ())]


def test_what_was_late_already_is_late_since_its_first_day(outbox: Database) -> None:
    first = TODAY - timedelta(days=5)
    queue(outbox, 1, late_since=first)
    with outbox.read() as session:
        assert unsent_mornings(session, 1, TODAY + timedelta(days=1)) == [(1, first, ())]


def test_what_is_inserted_in_bulk_has_the_defaults_of_the_database(outbox: Database) -> None:
    row = {"organisation_id": 1, "key": "one", "kind": DeliveryKind.NOTICE, "state": DeliveryState.SENT, "tries": 0}
    with outbox.write() as session:
        insert_rows(session, Delivery, [{**row, "queued_at": NOW}])
        (only,) = session.exec(select(Delivery))
        assert (only.kind, only.revision, only.shown_revision, only.card) == (DeliveryKind.NOTICE, 0, 0, None)
