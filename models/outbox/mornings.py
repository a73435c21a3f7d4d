"""The morning's messages that are entered by hand, and those that their readers have seen."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import case, func, update
from sqlmodel import Session, col, select

from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, enter, morning_key
from models.record.events import Actor, Change, record

CHASED = "chased"
"""What such a message was sent for, beside the words of `message_budget`."""


def mornings_of(
    session: Session, organisation_id: int, day: date, person_ids: Collection[int]
) -> Mapping[int | None, Delivery]:
    """The messages of a day that are in the outbox already, by recipient."""
    keys = [morning_key(day, person_id) for person_id in person_ids]
    of_day = Delivery.organisation_id == organisation_id, col(Delivery.key).in_(keys)
    return {each.person_id: each for each in session.exec(select(Delivery).where(*of_day))}


def sent_before(session: Session, person_id: int, delivery_id: int) -> datetime | None:
    """When the last message of a morning before this one was sent to a person, in UTC."""
    earlier = (
        Delivery.person_id == person_id,
        Delivery.kind == DeliveryKind.MORNING,
        Delivery.state == DeliveryState.SENT,
        col(Delivery.id) < delivery_id,
    )
    return session.exec(select(func.max(Delivery.sent_at)).where(*earlier)).one()


def enter_by_hand(session: Session, organisation_id: int, day: date, person_ids: Collection[int], at: datetime) -> None:
    """Enter a day's messages; one that was closed without reaching anybody waits again. `at` is aware UTC.

    Of its tries one stays counted, so that the outbox worker looks first whether it arrived after all.
    """
    keys = {person_id: morning_key(day, person_id) for person_id in person_ids}
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.organisation_id) == organisation_id,
            col(Delivery.key).in_(keys.values()),
            col(Delivery.state).in_((DeliveryState.SKIPPED, DeliveryState.FAILED)),
        )
        .values(
            state=DeliveryState.WAITING,
            reason=None,
            because=[CHASED],
            card=None,
            about=None,
            try_at=None,
            closed_at=None,
            tries=case((col(Delivery.tries) > 0, 1), else_=0),
        )
        .execution_options(synchronize_session=False)
    )
    common = {
        "organisation_id": organisation_id,
        "kind": DeliveryKind.MORNING,
        "state": DeliveryState.WAITING,
        "day": day,
        "queued_at": at,
        "tries": 0,
        "because": [CHASED],
    }
    enter(session, [{**common, "key": key, "person_id": person_id} for person_id, key in keys.items()])


def mark_seen(session: Session, actor: Actor, delivery_id: int) -> datetime | None:
    """Note that the actor has seen a message, the first time with its event; gives when, None where it was not to them.

    The caller has taken its turn at the record.
    """
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or delivery.person_id != actor.person_id:
        return None
    if delivery.seen_at is None:
        delivery.seen_at = actor.at
        session.add(delivery)
        record(session, actor, Change("delivery.seen", f"delivery {delivery.id}"))
    return delivery.seen_at
