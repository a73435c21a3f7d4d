"""Which messages brought a pack to somebody: with its files, or with word that it is published."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.outbox.deliveries import Delivery, DeliveryState
from models.people.people import Person

GIVES = frozenset(("draft", "progress", "sign-off", "published", "publishing", "files", "proof", "full"))
"""The occasions on which a message brings a pack, or word of it; others only tell how it goes with its sign-off."""


class Given(NamedTuple):
    """One message about a pack: to whom by name, None of one to a channel; by which door, on which occasion (of
    `GIVES`), how it stands, and when it arrived, if it has.
    """

    pack_id: int
    person_id: int | None
    name: str | None
    door: str | None
    occasion: str
    state: DeliveryState
    sent_at: datetime | None


def given(session: Session, organisation_id: int, pack_ids: Collection[int]) -> list[Given]:
    """The messages about these packs, in the order in which they were written. One query."""
    begins = [col(Delivery.key).startswith(f"pack {each} ") for each in pack_ids]
    rows = session.execute(
        columns(
            *(col(Delivery.key), col(Delivery.person_id), col(Person.name)),
            *(col(Delivery.door), col(Delivery.state), col(Delivery.sent_at)),
        )
        .outerjoin(Person, col(Person.id) == col(Delivery.person_id))
        .where(col(Delivery.organisation_id) == organisation_id, or_(*begins))
        .order_by(col(Delivery.id))
    )
    found = []
    for key, person_id, name, door, state, sent_at in rows:
        _, pack_id, occasion, *_ = key.split(" ")
        if occasion in GIVES:
            found.append(Given(int(pack_id), person_id, name, door, occasion, state, sent_at))
    return found
