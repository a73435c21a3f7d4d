"""What is due and has nobody to go to, and a pack that nobody has compiled: it is told, and holds up nothing else."""

import asyncio
from datetime import date

from sqlmodel import col, select, update

from bot.web.door import RecordDoor
from handlers.cards import from_json
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.outbox.deliveries import Delivery, DeliveryState
from models.plan.actions import Action
from schedules.outbox_worker import OutboxWorker
from schedules.ticking import tick
from schedules.wording import Wording
from tests.asking import Clock, buttons, cancel_every_meeting, somebody, table
from tests.databases import no_sql_differs
from tests.schedules.a_year import House, at
from tests.schedules.test_who_hears import mornings


def test_actions_that_belong_to_nobody_yet(example_dispatcher: Dispatcher, clock: Clock) -> None:
    with example_dispatcher.database.write() as session:
        session.execute(update(Action).where(col(Action.ref).in_(["2.1", "2.4", "8.4"])).values(owner_post_id=None))
    clock.set("2023-06-21 09:30")
    asyncio.run(tick(example_dispatcher, OutboxWorker(example_dispatcher, [RecordDoor()], Wording())))
    with example_dispatcher.database.read() as session:
        rows = session.exec(select(Delivery)).all()
    skipped = [row for row in rows if row.state is DeliveryState.SKIPPED]
    assert [row.reason for row in skipped] == [
        "an action has no owner yet: “/secretariat people” lists the names that are not linked"
    ]
    assert sum(row.state is DeliveryState.SENT for row in rows) == 7, "five who report, CYPP and the secretary"


def test_when_papers_should_be_out_and_there_is_no_pack_the_secretariat_hears_and_can_compile_it(
    example_dispatcher: Dispatcher, clock: Clock
) -> None:
    clock.set("2023-07-11 09:30")
    asyncio.run(tick(example_dispatcher, OutboxWorker(example_dispatcher, [RecordDoor()], Wording())))
    secretary = somebody(example_dispatcher, "secretary@example.org")
    with example_dispatcher.database.read() as session:
        mine = select(Delivery).where(Delivery.person_id == secretary.id, Delivery.state == DeliveryState.SENT)
        card = from_json(session.exec(mine).one().card or {})
    assert card.title == "The board of 19 July 2023 has no pack yet"
    assert "The pack for the board of Wednesday 19 July 2023 should be out today" in in_words(card)
    assert [each.style for each in buttons(card)] == ["primary"]
    assert secretary.presses(card, "Compile the pack").title == "The figures for 19 July 2023 are fixed"


def test_a_pack_that_is_compiled_and_not_published_by_then_is_spoken_of(
    example_dispatcher: Dispatcher, clock: Clock
) -> None:
    clock.set("2023-07-10 11:00")
    secretary = somebody(example_dispatcher, "secretary@example.org")
    secretary.types("/pack compile")
    clock.set("2023-07-11 09:30")
    asyncio.run(tick(example_dispatcher, OutboxWorker(example_dispatcher, [RecordDoor()], Wording())))
    with example_dispatcher.database.read() as session:
        mine = select(Delivery).where(Delivery.person_id == secretary.id, col(Delivery.key).contains("2023-07-11"))
        card = from_json(session.exec(mine).one().card or {})
    assert card.title == "The pack for the board of 19 July 2023 is not published yet"
    assert "is not published yet: “/pack publish” does that." in in_words(card)


@no_sql_differs
def test_after_an_outage_on_that_day_the_secretariat_hears_of_it_late(
    example_dispatcher: Dispatcher, clock: Clock
) -> None:
    for moment in ("2023-07-10 09:30", "2023-07-12 09:30"):
        clock.set(moment)
        asyncio.run(tick(example_dispatcher, OutboxWorker(example_dispatcher, [RecordDoor()], Wording())))
    secretary = somebody(example_dispatcher, "secretary@example.org")
    with example_dispatcher.database.read() as session:
        mine = select(Delivery).where(Delivery.person_id == secretary.id, col(Delivery.key).contains("2023-07-12"))
        card = from_json(session.exec(mine).one().card or {})
    assert card.title == "The board of 19 July 2023 has no pack yet"
    assert "This message is late: it should have reached you on Tuesday 11 July 2023." in in_words(card)
    assert "should have been out on Tuesday 11 July 2023" in in_words(card)


def test_what_has_no_board_or_no_owner_is_named_among_what_is_late(house: House) -> None:
    with house.database.write() as session:
        session.execute(update(Action).where(col(Action.ref).in_(["2.1", "2.4"])).values(owner_post_id=None))
        session.execute(update(Action).where(col(Action.ref) == "3.1").values(board_id=None))
    house.passes(mornings("07-06", "07-07"))
    told = {(each.to, each.day.day): each for each in house.sent()}
    assert "• Workforce Board: nobody yet owes 2 updates\n" in told["director", 7].words
    assert "• No board: HSCP SRO owes 1 update\n" in told["director", 7].words
    rows = table(from_json(told["secretary", 6].card or {})).rows
    assert ("nobody yet", "Workforce Board", "2", "0", "0") in rows
    assert ("HSCP SRO", "No board and Safeguarding Children's Partnership", "7", "0", "0") in rows


def test_without_a_later_board_what_is_answered_counts_for_the_next(house: House) -> None:
    cancel_every_meeting(house.database, after=date(2023, 7, 20))
    house.passes(mornings("07-10", "07-10"))
    house.passes([at("2023-07-10 18:00"), at("2023-07-11 09:30")])
    (told,) = [each for each in house.sent() if each.to == "hscp.sro" and each.day == date(2023, 7, 11)]
    assert "What you answer from now on counts for the next board, unless the secretariat takes it in." in told.words
    assert len(told.refs) == 7
