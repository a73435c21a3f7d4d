"""What is due and has nobody to go to is in the ledger with the reason, and holds up nothing else."""

import asyncio

from sqlmodel import col, select, update

from bot.web.door import RecordDoor
from handlers.desk import Desk
from models.deliveries import Delivery, DeliveryState
from models.plan import Action
from schedules.postman import Postman
from schedules.ticking import tick
from schedules.wording import Wording
from tests.asking import Clock


def test_actions_that_belong_to_nobody_yet(example_desk: Desk, clock: Clock) -> None:
    with example_desk.database.write() as session:
        session.execute(update(Action).where(col(Action.ref).in_(["2.1", "2.4", "8.4"])).values(owner_post_id=None))
    clock.set("2023-06-02 09:30")
    asyncio.run(tick(example_desk, Postman(example_desk, [RecordDoor()], Wording())))
    with example_desk.database.read() as session:
        rows = session.exec(select(Delivery)).all()
    skipped = [row for row in rows if row.state is DeliveryState.SKIPPED]
    assert [row.reason for row in skipped] == [
        "an action has no owner yet: “/secretariat people” lists the names that are not linked"
    ]
    assert sum(row.state is DeliveryState.SENT for row in rows) == 4
