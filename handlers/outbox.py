"""Messages that a handler queues for people and channels: written in its transaction, sent after the commit."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from handlers.cards import Card, to_json
from models.outbox import deliveries
from models.outbox.deliveries import Delivery, DeliveryKind
from models.outbox.entering import enter_message
from models.record.events import Actor


def queue(session: Session, actor: Actor, person_id: int, key: str, card: Card, pack_id: int | None = None) -> Delivery:
    """Queue `card` for a person, with the files that it names of a pack. `key` names what and on which occasion.

    The same key is queued once: for a known one the delivery that it has is given, and nothing is changed.
    """
    return _queue(session, actor, DeliveryKind.NOTICE, key, card, person_id=person_id, pack_id=pack_id)


def queue_answer(
    session: Session, actor: Actor, person_id: int, key: str, card: Card, pack_id: int | None = None
) -> Delivery:
    """Queue what a person asked for and waits for: at any hour; else as `queue`."""
    return _queue(session, actor, DeliveryKind.ANSWER, key, card, person_id=person_id, pack_id=pack_id)


def queue_to_channel(
    session: Session, actor: Actor, door: str, channel: str, key: str, card: Card, pack_id: int | None = None
) -> Delivery:
    """Queue `card` for a channel, by the id that it has behind `door`; else as `queue_answer`."""
    return _queue(session, actor, DeliveryKind.ANSWER, key, card, door=door, channel=channel, pack_id=pack_id)


def revise(session: Session, message: Delivery, card: Card) -> None:
    """Say something else in a message that was queued: where it was sent already, the outbox worker replaces it."""
    deliveries.revise(session, message.id, to_json(card), card.about)


def queued_in(session: Session) -> Sequence[Delivery]:
    """What this transaction has queued so far."""
    queued: Sequence[Delivery] = session.info.get("queued", ())
    return queued


def _queue(session: Session, actor: Actor, kind: DeliveryKind, key: str, card: Card, **to: Any) -> Delivery:
    about = list(card.about)
    delivery, new = enter_message(session, actor.organisation_id, kind, key, to_json(card), about, actor.at, **to)
    if not new:
        return delivery
    session.info.setdefault("queued", []).append(delivery)
    return delivery
