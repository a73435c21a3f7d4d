"""What waits to be done: messages to be sent and packs to be built. A look for those who watch over a process.

Two queries on partial indexes, so that they may be asked every few seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, text
from sqlmodel import Session, col, select

from models.outbox.deliveries import Delivery
from models.packs.packs import BEING_MADE, Pack, PackState, stands


@dataclass(frozen=True)
class Waiting:
    """How many messages wait, and since when (aware UTC, the dispatcher's time) the oldest of them does."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Backlog:
    """`new` messages were not tried yet, or may not go at this hour; those to be tried `again` have failed before."""

    new: Waiting
    again: Waiting
    packs: Mapping[PackState, int]


def backlog(session: Session, organisation_id: int | None) -> Backlog:
    """What waits now in an organisation, and how many packs are being made, for publication too, or could not be."""
    tried = col(Delivery.tries) > 0
    waiting = session.exec(
        select(tried, func.count(), func.min(Delivery.queued_at))
        .where(text("state = 'waiting'"), col(Delivery.organisation_id) == organisation_id)
        .group_by(tried)
    )
    found = {bool(again): Waiting(count, since) for again, count, since in waiting}
    packs = session.exec(
        select(Pack.state, func.count())
        .where(
            col(Pack.organisation_id) == organisation_id,
            stands(),
            or_(col(Pack.state).in_((*BEING_MADE, PackState.FAILED)), col(Pack.reason).is_not(None)),
        )
        .group_by(col(Pack.state))
    )
    counts = dict.fromkeys((*BEING_MADE, PackState.FAILED), 0)
    for state, count in packs:
        counts[PackState.FAILED if state is PackState.READY else PackState(state)] += count
    return Backlog(found.get(False, Waiting()), found.get(True, Waiting()), counts)
