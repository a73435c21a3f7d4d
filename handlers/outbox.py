"""Messages that a handler queues for other people: written in its transaction, sent after the commit."""

from collections.abc import Sequence

from sqlmodel import Session, select

from handlers.cards import Card, to_json
from models.deliveries import Delivery, DeliveryKind, DeliveryState
from models.events import Actor


def queue(session: Session, actor: Actor, person_id: int, key: str, card: Card) -> None:
    """Queue `card` for a person. `key` names what and on which occasion: the same key is queued once."""
    known = select(Delivery.id).where(Delivery.organisation_id == actor.organisation_id, Delivery.key == key)
    if session.exec(known).first():
        return
    delivery = Delivery(
        organisation_id=actor.organisation_id,
        key=key,
        kind=DeliveryKind.NOTICE,
        state=DeliveryState.WAITING,
        person_id=person_id,
        card=to_json(card),
        about=list(card.about),
        queued_at=actor.at,
    )
    session.add(delivery)
    session.flush()
    session.info.setdefault("queued", []).append(delivery)


def queued_in(session: Session) -> Sequence[Delivery]:
    """What this transaction has queued so far."""
    queued: Sequence[Delivery] = session.info.get("queued", ())
    return queued
