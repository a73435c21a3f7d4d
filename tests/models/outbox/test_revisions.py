"""Messages that change: what says something else now is taken to be replaced, by one at a time, until it shows it.

And what somebody waits for is sent at any hour.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.outbox.deliveries import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    anything_waits,
    mark_closed,
    mark_sent,
    mark_shown,
    put_off,
    revise,
    take,
    take_revised,
)
from models.plan.founding import found
from models.record.database import Database

NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)


class Outbox:
    """One delivery, and what is done with it; `at` is minutes after `NOW`, of the machine's time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as session:
            found(session, "Council", "Europe/London", "Plan", NOW, "test")
            delivery = Delivery(
                organisation_id=1,
                key="pack 1",
                kind=DeliveryKind.ANSWER,
                state=DeliveryState.WAITING,
                door="web",
                channel="board",
                card={"title": "0 of 4"},
                queued_at=NOW,
            )
            session.add(delivery)
            session.flush()
            self.id = delivery.id

    @property
    def row(self) -> Delivery:
        with self.database.read() as session:
            return session.get_one(Delivery, self.id)

    def revised(self, title: str) -> None:
        with self.database.write() as session:
            revise(session, self.id, {"title": title}, ["2.4"])

    def taken(self, at: float = 0, **only: bool) -> list[Delivery]:
        with self.database.write() as session:
            return take(session, 1, ("web",), date(2023, 6, 7), NOW + timedelta(minutes=at), LEASE, 10, **only)

    def taken_to_replace(self, at: float = 0, door: str = "web") -> list[Delivery]:
        with self.database.write() as session:
            return take_revised(session, 1, (door,), NOW + timedelta(minutes=at), LEASE, 10)

    def sent(self, taken: Delivery, revision: int | None = None) -> None:
        with self.database.write() as session:
            mark_sent(session, taken, "web", "board", "d1", NOW, revision)

    def shown(self, taken: Delivery, revision: int) -> None:
        with self.database.write() as session:
            mark_shown(session, taken, revision)

    def put_off(self, taken: Delivery, at: float) -> None:
        with self.database.write() as session:
            put_off(session, taken, NOW + timedelta(minutes=at), "Slack did not answer")


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


@pytest.fixture
def sent(outbox: Outbox) -> Outbox:
    """The delivery has been sent."""
    (taken,) = outbox.taken()
    outbox.sent(taken)
    return outbox


def test_what_was_sent_and_has_not_changed_is_left_alone(sent: Outbox) -> None:
    assert not anything_waits(sent.database, 1)
    assert sent.taken_to_replace() == []


def test_what_has_changed_is_taken_by_one_at_a_time_by_a_door_that_sent_it(sent: Outbox) -> None:
    sent.revised("1 of 4")
    assert anything_waits(sent.database, 1)
    assert sent.taken() == []
    assert sent.taken_to_replace(door="slack") == []
    (taken,) = sent.taken_to_replace()
    assert (taken.card, taken.about, taken.revision) == ({"title": "1 of 4"}, ["2.4"], 1)
    assert sent.taken_to_replace(1) == []
    (again,) = sent.taken_to_replace(3)  # who had it has died
    sent.shown(again, 1)
    assert sent.taken_to_replace(6) == []
    assert not anything_waits(sent.database, 1)


def test_a_later_change_stays_to_be_shown(sent: Outbox) -> None:
    sent.revised("1 of 4")
    (taken,) = sent.taken_to_replace()
    sent.revised("2 of 4")
    sent.shown(taken, 1)
    (later,) = sent.taken_to_replace()
    sent.shown(later, 2)
    sent.shown(taken, 1)  # who was slow does not turn it back
    assert (sent.row.shown_revision, sent.row.revision) == (2, 2)
    assert not anything_waits(sent.database, 1)


def test_a_change_that_failed_waits_and_the_next_one_has_as_many_tries_as_the_first(sent: Outbox) -> None:
    sent.revised("1 of 4")
    for tries, at in ((1, 0), (2, 10)):
        (taken,) = sent.taken_to_replace(at)
        assert taken.tries == tries
        sent.put_off(taken, at + 5)
        assert sent.row.reason == "Slack did not answer"
        assert sent.taken_to_replace(at + 4) == []
    (taken,) = sent.taken_to_replace(20)
    sent.shown(taken, 1)
    assert (sent.row.reason, sent.row.try_at) == (None, None)
    sent.revised("2 of 4")
    (taken,) = sent.taken_to_replace(20)
    assert taken.tries == 1


def test_who_lost_it_to_another_does_not_put_it_off(sent: Outbox) -> None:
    sent.revised("1 of 4")
    (slow,) = sent.taken_to_replace()
    (taken,) = sent.taken_to_replace(3)
    sent.put_off(slow, 60)
    assert sent.row.try_at is None
    sent.shown(taken, 1)


def test_what_changes_before_it_is_sent_is_sent_as_it_is_then(outbox: Outbox) -> None:
    outbox.revised("1 of 4")
    (taken,) = outbox.taken()
    assert taken.card == {"title": "1 of 4"}
    outbox.revised("2 of 4")  # while it is on its way
    outbox.sent(taken)
    (taken,) = outbox.taken_to_replace()
    assert taken.card == {"title": "2 of 4"}


def test_of_what_was_found_to_have_arrived_nobody_knows_what_it_says(outbox: Outbox) -> None:
    outbox.revised("1 of 4")
    (taken,) = outbox.taken()
    outbox.sent(taken, revision=0)
    assert len(outbox.taken_to_replace()) == 1


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.SKIPPED])
def test_what_was_closed_stays_as_it_was(outbox: Outbox, state: DeliveryState) -> None:
    outbox.revised("1 of 4")
    (taken,) = outbox.taken()
    with outbox.database.write() as session:
        mark_closed(session, taken, state, "the account is gone", NOW)
    outbox.revised("2 of 4")
    assert outbox.row.card == {"title": "1 of 4"}
    assert not anything_waits(outbox.database, 1)
    assert outbox.taken_to_replace() == []


def test_out_of_hours_answers_go_and_nothing_else(outbox: Outbox) -> None:
    with outbox.database.write() as session:
        common: dict[str, Any] = {"organisation_id": 1, "state": DeliveryState.WAITING, "queued_at": NOW}
        session.add(Delivery(key="notice", kind=DeliveryKind.NOTICE, door="web", channel="board", **common))
    assert [each.key for each in outbox.taken(answers_only=True)] == ["pack 1"]
    assert [each.key for each in outbox.taken()] == ["notice"]


def test_a_message_whose_text_and_address_were_erased_says_nothing_new(sent: Outbox) -> None:
    with sent.database.write() as session:
        erased = session.get_one(Delivery, sent.id)
        erased.card, erased.channel, erased.message_id = None, None, None
        session.add(erased)
    sent.revised("1 of 4")
    assert sent.row.card is None
    assert not anything_waits(sent.database, 1)
