"""Deciding the morning's messages for 10,000 people, sending them, and the memory that a year of ticks takes."""

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from sqlmodel import Session, col, delete, func, select, update

from bot.process import make_worker, open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import install_example
from handlers.dispatcher import Dispatcher
from models.boards.boards import Board, BoardKind, Meeting
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, decide
from models.outbox.starting import start
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.founding import found
from models.plan.refs import ref_order
from models.record.bulk_insert import insert_rows
from models.record.database import Database
from models.record.events import Actor
from schedules.outbox_worker import Carrier
from schedules.reminders.morning import MORNING
from schedules.ticking import decide_what_is_due, tick
from tests.bench.measuring import Measurement, most_memory, side_by_side

PEOPLE = 10_000
WRITTEN_TO = 1000
"""How many people a plan has of which messages are composed and sent."""
SENT_A_ROUND = 300
FIRST = datetime(2023, 6, 2, 8, 30, tzinfo=UTC)
"""A Friday, 09:30 in London; every action was due on a Friday."""
SIX_WEEKS = timedelta(days=42)


def reminders_of_10_000(folder: Path) -> Measurement:
    """Everybody has an overdue action: who gets a message is decided and written, against writing as many rows."""
    settings = Settings(database_url=f"sqlite:///{folder / 'reminders.db'}")
    with open_dispatcher(settings, FIRST, begins=True) as dispatcher:
        _fill(dispatcher.database)
        rounds, bare = count(), count()

        def ours() -> None:
            now = FIRST + SIX_WEEKS * next(rounds)
            dispatcher.clock = partial(_same, now)
            decide_what_is_due(dispatcher, ["web"])

        def theirs() -> None:
            number = next(bare)
            with dispatcher.database.write() as session:
                insert_rows(
                    session, Delivery, [_row(f"bare {number} {person}", person) for person in range(1, PEOPLE + 1)]
                )

        def settle() -> None:
            """Before each round: what was decided has been sent, and the days in between were decided, too."""
            with dispatcher.database.write() as session:
                session.execute(update(Delivery).values(state=DeliveryState.SENT))
                day = dispatcher.clock().date()
                for later in range(1, 42):
                    decide(session, 1, MORNING, day + timedelta(days=later), dispatcher.clock())

        found_ = side_by_side(
            "reminders for 10,000 people decided", "a bulk insert of as many rows", 10, ours, theirs, 5, settle
        )
        with dispatcher.database.read() as session:
            _check(session)
    return found_


def messages_of_1_000(folder: Path) -> Measurement:
    """Messages composed and sent while 1,000 people owe a return, against those while no return is asked for."""
    settings = Settings(database_url=f"sqlite:///{folder / 'messages.db'}")
    with open_dispatcher(settings, FIRST, begins=True) as dispatcher:
        _fill(dispatcher.database, WRITTEN_TO)
        closed, opened = FIRST, FIRST + SIX_WEEKS
        with dispatcher.database.write() as session:
            session.add(Board(id=1, organisation_id=1, name="Improvement Board", kind=BoardKind.IMPROVEMENT))
            session.add(Meeting(board_id=1, on=(opened + timedelta(days=21)).date()))
        outbox_worker = make_worker(dispatcher, settings)

        def morning(now: datetime) -> None:
            dispatcher.clock = partial(_same, now)
            asyncio.run(_sent(outbox_worker))

        def queue_again() -> None:
            with dispatcher.database.write() as session:
                session.execute(delete(Delivery))
                for now in (closed, opened):
                    rows = [_row(f"{now} {person}", person, now.date()) for person in range(1, SENT_A_ROUND + 1)]
                    insert_rows(session, Delivery, rows)

        queue_again()
        measured = side_by_side(
            f"{SENT_A_ROUND} messages composed and sent, return open, 1,000 people",
            "the same, return closed",
            1.2,
            partial(morning, opened),
            partial(morning, closed),
            5,
            queue_again,
        )
        with dispatcher.database.read() as session:
            owing = session.exec(select(Delivery.card).where(Delivery.day == opened.date())).all()
            assert all("owe" in str(card) for card in owing), owing[:1]
        return measured


async def _sent(outbox_worker: Carrier) -> None:
    handled = await outbox_worker.deliver()
    assert len(handled) == SENT_A_ROUND, len(handled)


def a_year_of_ticks(folder: Path) -> Measurement:
    """The most memory that a process has used after a year of hourly ticks, against after its first month."""
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        months = fresh.submit(_year, folder).result()
    what = "memory after a year of hourly ticks, MB"
    return Measurement(what, "after its first month", months[-1] / 1e6, months[0] / 1e6, months[-1] / months[0], 1.2)


def _year(folder: Path) -> list[int]:
    """Kilobytes used at the most by the end of each month."""
    settings = Settings(database_url=f"sqlite:///{folder / 'year.db'}")
    gc.disable()  # as the program begins; `open_dispatcher` does the rest
    with open_dispatcher(settings, begins=True) as dispatcher:
        install_example(dispatcher, settings)
        outbox_worker = make_worker(dispatcher, settings)
        return asyncio.run(_months(dispatcher, outbox_worker, datetime(2023, 6, 7, 9, tzinfo=UTC)))


async def _months(dispatcher: Dispatcher, outbox_worker: Carrier, start: datetime) -> list[int]:
    """Tick hourly for twelve months of 30 days; gives the kilobytes used at the most after each."""
    used = []
    for month in range(12):
        for hour in range(24 * 30):
            now = start + timedelta(days=30 * month, hours=hour)
            dispatcher.clock = partial(_same, now)
            await tick(dispatcher, outbox_worker)
        used.append(most_memory())
    return used


def _same(now: datetime) -> datetime:
    return now


def _fill(database: Database, people: int = PEOPLE) -> None:
    """An organisation of so many people of whom each is the senior responsible officer of one overdue action."""
    with database.write() as session:
        organisation, plan = found(session, "Large", "Europe/London", "Plan", FIRST, "bench")
        start(session, Actor(organisation.id, None, FIRST, "bench"), FIRST.date())
        numbers = range(1, people + 1)
        insert_rows(
            session,
            Person,
            [
                {"id": n, "organisation_id": organisation.id, "name": f"SRO {n}", "email": f"{n}@example.org"}
                for n in numbers
            ],
        )
        insert_rows(
            session,
            Post,
            [{"id": n, "organisation_id": organisation.id, "title": f"SRO {n}", "role": Role.SRO} for n in numbers],
        )
        insert_rows(session, Holding, [{"post_id": n, "person_id": n} for n in numbers])
        insert_rows(session, Action, [_action(plan.id, n) for n in numbers])


def _action(plan_id: int, number: int) -> dict[str, object]:
    due = date(2023, 6, 2) - timedelta(weeks=1) * (1 + number % 20)
    area, place = 1 + number // 100, number % 100
    return {
        "plan_id": plan_id,
        "ref": f"{area}.{place}",
        "ref_order": ref_order(f"{area}.{place}"),
        "title": f"Step {number}",
        "owner_post_id": number,
        "due": due,
        "due_precision": "day",
        "approved_due": due,
        "approved_precision": "day",
    }


def _row(key: str, person: int, day: date = date(2000, 1, 1)) -> dict[str, object]:
    return {
        "organisation_id": 1,
        "key": key,
        "kind": DeliveryKind.MORNING,
        "state": DeliveryState.WAITING,
        "person_id": person,
        "day": day,
        "queued_at": FIRST,
        "tries": 0,
    }


def _check(session: Session) -> None:
    counted = session.exec(select(func.count()).where(col(Delivery.day) == FIRST.date())).one()
    assert counted == PEOPLE, counted


ALL: tuple[Callable[[Path], Measurement], ...] = (reminders_of_10_000, messages_of_1_000, a_year_of_ticks)
