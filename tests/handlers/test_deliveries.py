"""`/secretariat deliveries`: what was sent, what waits, what was skipped and what could not be delivered, and why."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.web.door import CHANNEL, DOOR
from handlers.plain_text import in_words
from models.boards.boards import Board, Meeting
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from models.record.database import Database
from tests.asking import Clock, Somebody, table, tables
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"


def add(database: Database, at: datetime, email: str | None = WORKFORCE, **values: Any) -> None:
    """Enter a delivery as the schedules do."""
    with database.write() as session:
        person = session.exec(select(Person.id).where(Person.email == email)).first() if email else None
        number = len(session.exec(select(Delivery.id)).all())
        row: dict[str, Any] = {
            "organisation_id": 1,
            "key": f"key {number}",
            "kind": DeliveryKind.MORNING,
            "state": DeliveryState.SENT,
            "person_id": person,
            "queued_at": at,
            "tries": 1,
        }
        session.add(Delivery(**row | values))


@no_sql_differs
def test_a_row_for_each_newest_first_in_words(as_person: Asked, example: Database, clock: Clock) -> None:
    now = clock.now
    with example.read() as session:
        meeting = session.exec(select(Meeting.id).join(Board).where(Meeting.on == date(2023, 7, 19))).one()
    morning: dict[str, Any] = {"day": date(2023, 6, 7)}
    add(example, now, **morning, sent_at=now - timedelta(minutes=30), seen_at=now, late_since=date(2023, 6, 6))
    add(example, now, **morning, state="skipped", reason="snoozed until 9 June 2023", closed_at=now, tries=0)
    add(example, now, **morning, state="failed", reason="no account in Slack", closed_at=now, tries=2)
    add(example, now, **morning, state="waiting", reason="Slack asks to wait", tries=3)
    add(example, now, kind="notice", state="waiting", tries=0, card={"title": "A second answer for 2.3"})
    add(example, now, None, kind="summary", meeting_id=meeting, door="slack", channel="C7", sent_at=now)
    add(example, now, None, kind="posted", door="slack", channel="C7", sent_at=now)
    card = as_person(SECRETARY).types("/secretariat deliveries")
    assert table(card).rows == (
        ("7 June 2023, 10:00", "the channel C7", "summary: Improvement Board, 19 July 2023", "sent", "1", ""),
        ("7 June 2023, 10:00", "Workforce SRO", "A second answer for 2.3", "waiting", "0", ""),
        (
            "7 June 2023, 10:00",
            "Workforce SRO",
            "morning message of 7 June 2023",
            "waiting to be tried again: Slack asks to wait",
            "3",
            "",
        ),
        (
            "7 June 2023, 10:00",
            "Workforce SRO",
            "morning message of 7 June 2023",
            "could not be delivered: no account in Slack",
            "2",
            "",
        ),
        (
            "7 June 2023, 10:00",
            "Workforce SRO",
            "morning message of 7 June 2023",
            "not sent: snoozed until 9 June 2023",
            "0",
            "",
        ),
        (
            "7 June 2023, 09:30",
            "Workforce SRO",
            "morning message of 7 June 2023",
            "sent, late: meant for 6 June 2023",
            "1",
            "7 June 2023, 10:00",
        ),
    )
    assert table(card).sortable
    assert [each["state"] for each in card.data["deliveries"]][:3] == ["sent", "waiting", "waiting"]


@no_sql_differs
def test_a_vacancy_that_is_met_each_morning_is_one(as_person: Asked, example: Database, clock: Clock) -> None:
    why = "Corporate Parenting Board has no vice chair to copy in"
    for number in (5, 6, 7):
        add(example, clock.now, None, state="skipped", reason=why, closed_at=clock.now, day=date(2023, 6, number))
    rows = table(as_person(SECRETARY).types("/secretariat deliveries")).rows
    assert [row[1:4] for row in rows] == [("nobody", "morning message of 7 June 2023", f"not sent: {why} (3 times)")]


@no_sql_differs
def test_a_channel_is_that_of_its_board(as_person: Asked, example: Database, clock: Clock) -> None:
    add(example, clock.now, None, kind="summary", door=DOOR, channel=CHANNEL, sent_at=clock.now)
    assert table(as_person(SECRETARY).types("/secretariat deliveries")).rows[0][1] == "the channel of Improvement Board"


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("", 5),
        ("failed", 1),
        ("FAILED", 1),
        ("waiting", 1),
        ("skipped", 1),
        ("sent", 2),
        ("failed skipped", 2),
        (WORKFORCE, 4),
        (f"{WORKFORCE} sent", 1),
        ("chair@example.org failed", 0),
    ],
)
def test_filters(as_person: Asked, example: Database, clock: Clock, typed: str, count: int) -> None:
    for state in DeliveryState:
        add(example, clock.now, state=state, closed_at=clock.now)
    add(example, clock.now, "chair@example.org")
    card = as_person(SECRETARY).types(f"/secretariat deliveries {typed}")
    assert len(card.data["deliveries"]) == count
    assert sum(len(each.rows) for each in tables(card)) == count
    assert f"{count} message" in in_words(card)


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lost", "I do not know “lost” here. I can show one state (waiting, sent, skipped, failed)"),
        ("nobody@example.org", "I know nobody with the address nobody@example.org."),
    ],
)
def test_words_that_are_not_known(as_person: Asked, typed: str, said: str) -> None:
    assert said in in_words(as_person(SECRETARY).types(f"/secretariat deliveries {typed}"))


@no_sql_differs
def test_the_newest_fifty_are_shown(as_person: Asked, example: Database, clock: Clock) -> None:
    for _ in range(51):
        add(example, clock.now)
    card = as_person(SECRETARY).types("/secretariat deliveries")
    assert len(table(card).rows) == 50
    assert "50 messages. The newest 50 are shown. “/secretariat deliveries failed” shows" in in_words(card)
    ids = [each["id"] for each in card.data["deliveries"]]
    assert ids == sorted(ids, reverse=True)


@no_sql_differs
def test_the_headline_says_what_failed_lately_and_what_to_do(as_person: Asked, example: Database, clock: Clock) -> None:
    secretary = as_person(SECRETARY)
    assert "Everything could be delivered in the last 7 days." in in_words(secretary.types("/secretariat deliveries"))
    week_ago = clock.now - timedelta(days=7)
    add(example, week_ago, state="failed", reason="long ago", closed_at=week_ago - timedelta(seconds=1))
    assert "Everything could be delivered" in in_words(secretary.types("/secretariat deliveries"))
    add(example, week_ago, "chair@example.org", state="failed", reason="no account in Slack", closed_at=week_ago)
    add(example, clock.now, state="failed", reason="the account is gone", closed_at=clock.now)
    add(example, clock.now, state="waiting")
    card = secretary.types("/secretariat deliveries sent")
    words = in_words(card)
    assert (
        "2 messages could not be delivered in the last 7 days, the latest to Workforce SRO: the account is gone."
        in (words)
    )
    assert f"Once that is mended, “/return chase {WORKFORCE}” sends it again." in words
    assert "1 message is waiting to go out." in words
    assert card.data["failed_lately"] == 2
    add(example, clock.now, None, door="slack", channel="C7", state="failed", reason="archived", closed_at=clock.now)
    assert "the latest to the channel C7: archived." in in_words(secretary.types("/secretariat deliveries"))


@no_sql_differs
@pytest.mark.parametrize("name", ["chair", "practice.sro", "director", "adviser", "fostering", "observer"])
def test_it_is_for_the_secretariat(as_person: Asked, example: Database, clock: Clock, name: str) -> None:
    add(example, clock.now, state="failed", reason="no account in Slack", closed_at=clock.now)
    for typed in ("", "failed", WORKFORCE):
        card = as_person(f"{name}@example.org").types(f"/secretariat deliveries {typed}")
        assert card.title == "Not open to you"
        assert "no account" not in in_words(card)
