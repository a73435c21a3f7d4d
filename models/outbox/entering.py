"""Entering one message into the outbox; finding again those of one occasion, and those that are news to a reader."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, passing_over_known


def enter_message(
    session: Session,
    organisation_id: int,
    kind: DeliveryKind,
    key: str,
    card: Mapping[str, Any],
    about: list[str],
    at: datetime,
    **to: Any,
) -> tuple[Delivery, bool]:
    """Enter a message once a key, and say whether it is new; for a known key the delivery that it has is given.

    `to` are the columns that say to whom; `at` (aware UTC) is when.
    """
    row = {
        "organisation_id": organisation_id,
        "key": key,
        "kind": kind,
        "state": DeliveryState.WAITING,
        "card": dict(card),
        "about": about,
        "queued_at": at,
        **to,
    }
    new = session.execute(passing_over_known(session).values(row).returning(Delivery)).scalars().first()
    if new is not None:
        return new, True
    known = select(Delivery).where(Delivery.organisation_id == organisation_id, Delivery.key == key)
    return session.exec(known).one(), False


def messages_of_occasion(session: Session, organisation_id: int, occasion: str) -> list[Delivery]:
    """The messages whose key begins with the name of an occasion."""
    begins = col(Delivery.key).startswith(occasion, autoescape=True)
    return list(session.exec(select(Delivery).where(Delivery.organisation_id == organisation_id, begins)))


def note_posted(
    session: Session,
    organisation_id: int,
    door: str,
    channel: str,
    message_id: str | None,
    card: Mapping[str, Any] | None,
    about: list[str],
    at: datetime,
) -> int:
    """Remember a message that a door has posted by itself, at `at` (aware UTC); gives its id.

    Without an id of the platform's, the delivery's own names it: `d` and its number.
    """
    delivery = Delivery(
        organisation_id=organisation_id,
        key=f"posted {door} {channel} {message_id or uuid4()}",
        kind=DeliveryKind.POSTED,
        state=DeliveryState.SENT,
        door=door,
        channel=channel,
        card=dict(card) if card is not None else None,
        about=about,
        queued_at=at,
        sent_at=at,
        message_id=message_id,
    )
    session.add(delivery)
    session.flush()
    delivery.message_id = message_id or f"d{delivery.id}"
    return delivery.id


def news_of(
    session: Session,
    organisation_id: int | None,
    person_id: int,
    door: str,
    channels: Collection[str],
    known: Mapping[int, int],
    most: int,
) -> list[Delivery]:
    """Of the latest `most` messages that a door has brought to a person or in a channel of an organisation, those that
    are news.

    `known` are the revisions that have been shown, by the ids of the messages.
    """
    in_channels = col(Delivery.channel).in_(channels) & (Delivery.organisation_id == organisation_id)
    mine = (col(Delivery.person_id) == person_id) | in_channels
    latest = (
        select(Delivery.id, Delivery.shown_revision)
        .where(mine, Delivery.door == door, Delivery.state == DeliveryState.SENT, col(Delivery.card).is_not(None))
        .order_by(col(Delivery.id).desc())
        .limit(most)
    )
    new = [id for id, revision in session.exec(latest) if known.get(id, -1) < revision]
    if not new:
        return []
    return list(session.exec(select(Delivery).where(col(Delivery.id).in_(new)).order_by(col(Delivery.id))))
