"""Whether the record writes to people by itself, and since when.

A record that has never done so asks the secretariat first: a plan that was just imported would otherwise write to a
whole council at once. Answers to what people ask go out all the same. Read by `schedules`, changed by the secretariat.
"""

from datetime import date

from sqlalchemy import bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState, Occasion, decide
from models.record.events import Actor, Change, record, take_turn
from models.record.organisation import organisation_of
from models.record.statements import asked

_ASKED, _STARTS = "start asked", "messages start"
_BY_ITSELF = (DeliveryKind.MORNING, DeliveryKind.SUMMARY)


_STARTS_ON = columns(func.min(Occasion.day)).where(
    col(Occasion.organisation_id) == bindparam("organisation"), col(Occasion.what) == _STARTS
)


def starts_on(session: Session, organisation_id: int) -> date | None:
    """The first local day on which messages go out by themselves, as the secretariat has said; None before it has."""
    ((day,),) = asked(session, _STARTS_ON, organisation=organisation_id)
    return day  # type: ignore[no-any-return]


def has_started(session: Session, organisation_id: int, day: date) -> bool:
    """Whether messages go out by themselves on this local day.

    They do where one ever has, since the record is older than the question; and in the example, whose clock is moved by
    hand and whose people are nobody.
    """
    since = starts_on(session, organisation_id)
    if since is not None:
        return since <= day
    if organisation_of(session, organisation_id).stands_at is not None:
        return True
    sent = select(Delivery.id).where(
        Delivery.organisation_id == organisation_id,
        Delivery.state == DeliveryState.SENT,
        col(Delivery.kind).in_(_BY_ITSELF),
    )
    return session.exec(sent.limit(1)).first() is not None


def was_asked(session: Session, organisation_id: int) -> bool:
    """Whether the secretariat has been asked."""
    asked = select(Occasion.id).where(Occasion.organisation_id == organisation_id, Occasion.what == _ASKED)
    return session.exec(asked.limit(1)).first() is not None


def note_asked(session: Session, actor: Actor, day: date, waiting: int) -> bool:
    """Note that the secretariat is asked on this local day, when so many messages wait; False when it was already."""
    take_turn(session, actor)
    if was_asked(session, actor.organisation_id):
        return False
    decide(session, actor.organisation_id, _ASKED, day, actor.at)
    record(session, actor, Change("messages.asked", "messages", None, {"waiting": waiting}))
    return True


def start(session: Session, actor: Actor, day: date) -> date:
    """Let messages go out by themselves from this local day on; gives the first day, which may have been an earlier."""
    take_turn(session, actor)
    before = starts_on(session, actor.organisation_id)
    if before is not None and before <= day:
        return before
    decide(session, actor.organisation_id, _STARTS, day, actor.at)
    was = {"from": before.isoformat()} if before else None
    record(session, actor, Change("messages.started", "messages", was, {"from": day.isoformat()}))
    return day
