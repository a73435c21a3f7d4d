"""A tick: doing once what is due at the dispatcher's time. Called by the clock, by `secretariat tick` and by the
demo.
"""

import asyncio
import gc
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.cards import from_json
from handlers.dispatcher import Dispatcher
from models.outbox.deliveries import Delivery, DeliveryState
from models.outbox.reports import newest_id, skipped_after, with_recipients
from models.outbox.starting import has_started, was_asked
from models.people.people import Person
from models.position.freezing import due_to_freeze, freeze_what_is_due
from models.privacy.retention import forget_what_is_over
from models.record.statements import forget_kept
from schedules.asking_to_start import ask_to_start
from schedules.outbox_worker import Carrier
from schedules.reminders.morning import decide_morning, morning_is_due
from schedules.summaries import decide_summary, due_summaries
from schedules.today import today_of


@dataclass(frozen=True)
class Ticked:
    """What a tick did, by the ids of deliveries: those it decided to skip, and those that the outbox worker had in
    hand.
    """

    skipped: Sequence[int] = ()
    handled: Sequence[int] = ()


@dataclass
class Told:
    """A tick in words and JSON values, a dictionary a delivery. What is `recorded` left the record through no door."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    recorded: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)


async def tick(dispatcher: Dispatcher, outbox_worker: Carrier) -> Ticked:
    """Decide what is due in the dispatcher's organisation at its time, then bring all that can go. Raises what the
    database says when it fails, and `RecordMoved` when the record's file is not the one that was opened.
    """
    dispatcher.database.check_place()
    skipped = await asyncio.to_thread(decide_what_is_due, dispatcher, outbox_worker.door_names)
    return Ticked(skipped, await outbox_worker.deliver())


def decide_what_is_due(dispatcher: Dispatcher, doors: Collection[str]) -> Sequence[int]:
    """Enter what is due into the outbox; gives the ids of what was skipped at once. Done once, whoever comes first."""
    with dispatcher.speaking():
        return _decide(dispatcher, doors)


def _decide(dispatcher: Dispatcher, doors: Collection[str]) -> Sequence[int]:
    now, own = dispatcher.clock(), dispatcher.organisation.id
    with dispatcher.database.read() as session:
        today = today_of(session, own, now)
        if today is None:
            return ()
        organisation_id, plan_id = today.organisation_id, today.plan.id
        freezing = due_to_freeze(session, organisation_id, now)
    _give_back_memory(dispatcher, today.day)
    if freezing:
        with dispatcher.database.write() as session:
            freeze_what_is_due(session, organisation_id, plan_id, now)
    asks = False
    with dispatcher.database.read() as session:
        morning, summaries = morning_is_due(session, today), due_summaries(session, today)
        if (morning or summaries) and not has_started(session, organisation_id, today.day):
            asks = morning and not was_asked(session, organisation_id)
            morning, summaries = False, []
    if asks:
        with dispatcher.database.write() as session:
            ask_to_start(session, today)
    if not (morning or summaries):
        return ()
    with dispatcher.database.write() as session:
        before = newest_id(session)
        for meeting in summaries:
            decide_summary(session, today, meeting, doors)
        if morning and decide_morning(session, today):
            forget_what_is_over(session, organisation_id, now)
        return skipped_after(session, organisation_id, before, now)


def _give_back_memory(dispatcher: Dispatcher, day: date) -> None:
    """Once a day, forget the statements of the day before, and look for what they leave in circles: it lives so long
    that Python looks there last.

    Only where what loading has made is set aside (`bot.process`), since it would take long to go through that, too.
    """
    if dispatcher.tidied_on not in (None, day):
        dispatcher.tidied_on = day
        forget_kept()
        gc.collect()


def told(dispatcher: Dispatcher, ticked: Ticked, in_the_record: str) -> Told:
    """What a tick did, as `secretariat tick --json` prints it; the door `in_the_record` sends nothing to anybody."""
    found = Told()
    lists = {
        DeliveryState.SENT: found.sent,
        DeliveryState.SKIPPED: found.skipped,
        DeliveryState.FAILED: found.failed,
        DeliveryState.WAITING: found.waiting,
    }
    with dispatcher.database.read() as session:
        for delivery, person in with_recipients(session, {*ticked.skipped, *ticked.handled}):
            recorded = delivery.state is DeliveryState.SENT and delivery.door == in_the_record
            (found.recorded if recorded else lists[delivery.state]).append(_one(delivery, person))
    return found


def _one(delivery: Delivery, person: Person | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": delivery.kind.value,
        "day": delivery.day.isoformat() if delivery.day else None,
        "to": person.email if person else delivery.channel,
        "name": person.name if person else None,
        "door": delivery.door,
        "late_since": delivery.late_since.isoformat() if delivery.late_since else None,
    }
    if delivery.card and delivery.state is DeliveryState.SENT:
        said |= {"title": from_json(delivery.card).title, "about": delivery.about}
    if delivery.sent_at:
        said["at"] = delivery.sent_at.isoformat()
    if delivery.reason:
        said["reason"] = delivery.reason
    return said
