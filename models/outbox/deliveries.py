"""The outbox: every message that the bot sends or has posted, and receipts of what it was sent.

A delivery is a row with a unique key (what, occasion, recipient): inserting it is the claim to send it, so nothing is
ever queued twice. Whoever sends it takes it for a while (a lease), sends, and marks it; one that fails is tried again
later, one that cannot arrive or need not be sent says why. `schedules.outbox_worker` does all of that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    TextClause,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    text,
    update,
)
from sqlalchemy import select as sql_select
from sqlmodel import Field, Session, SQLModel, col, select

from models.record.columns import Numbered, choice, index_where, json_column
from models.record.database import Database
from models.record.events import RECORD_VERSION
from models.record.statements import asked


class DeliveryKind(StrEnum):
    """What a message is for. An answer is what somebody asked for and waits for: it goes out at any hour."""

    MORNING = "morning"
    SUMMARY = "summary"
    NOTICE = "notice"
    ANSWER = "answer"
    POSTED = "posted"


class DeliveryState(StrEnum):
    """Where a message stands. Failed: it cannot arrive, and trying again would not help."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


class Delivery(Numbered, table=True):
    """One message to a person, or to a channel of a door. `key` (what, occasion, recipient) is never sent twice.

    `day` is the local date of its occasion and `late_since` the first day that it makes up for, when it is late. The
    card of a morning's message and of a summary is made when it is sent, so that it says what is true then; its `about`
    are the refs that a reply in its thread may mean. `try_at` (None: at once) and `held_until` are times of the
    machine, not of the dispatcher: a clock that stands still holds nothing up. A lease begins when the one before is
    over, so its end also says who holds it. `tries` counts how often it was in hand, but not when it only had to wait.
    With a `pack_id` the files of that pack which its card names go with it. `because` says what a morning's message was
    sent for, in the words of `models.outbox.message_budget` (None: it was sent before that was recorded). A message
    that has changed since it was sent has a higher `revision` than is shown: the outbox worker replaces it.
    """

    __table_args__ = (
        UniqueConstraint("organisation_id", "key"),
        Index("ix_delivery_message", "door", "channel", "message_id"),
        Index("ix_delivery_person", "person_id", "id"),
        Index("ix_delivery_day", "day"),
        index_where("ix_delivery_waiting", "try_at", where="state = 'waiting'"),
        index_where("ix_delivery_revised", "id", where="shown_revision < revision"),
    )

    organisation_id: int = Field(foreign_key="organisation.id")
    key: str
    kind: DeliveryKind = Field(sa_type=choice(DeliveryKind))
    state: DeliveryState = Field(sa_type=choice(DeliveryState))
    reason: str | None = Field(default=None, description="why it was skipped, failed, or has to be tried again")
    because: list[str] | None = Field(default=None, sa_type=json_column())
    person_id: int | None = Field(default=None, foreign_key="person.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    day: date | None = None
    late_since: date | None = None
    door: str | None = None
    channel: str | None = None
    card: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    about: list[str] | None = Field(default=None, sa_type=json_column())
    queued_at: datetime
    tries: int = 0
    try_at: datetime | None = None
    held_until: datetime | None = None
    sent_at: datetime | None = None
    message_id: str | None = None
    closed_at: datetime | None = Field(default=None, description="when it was skipped or failed")
    pack_id: int | None = Field(default=None, foreign_key="pack.id", index=True)
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    shown_revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    seen_at: datetime | None = None


class Occasion(Numbered, table=True):
    """Something that happens by itself and was decided: what to send for it is in the outbox. Decided once."""

    __table_args__ = (UniqueConstraint("organisation_id", "what", "day"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    what: str = Field(description="`morning`, or `summary` and the meeting's id")
    day: date
    decided_at: datetime


class Receipt(SQLModel, table=True):
    """The platform's own id of a request that has been taken in hand: a redelivery of it is not answered again."""

    door: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = Field(index=True, sa_column_kwargs={"server_default": func.now()})


# Deciding


_OF = col(Occasion.organisation_id) == bindparam("organisation"), col(Occasion.what) == bindparam("what")
_DECIDED = sql_select(col(Occasion.id)).where(*_OF, col(Occasion.day) == bindparam("day"))
_LAST_DECIDED = sql_select(func.max(Occasion.day)).where(*_OF, col(Occasion.day) < bindparam("before"))


def decide(session: Session, organisation_id: int, what: str, day: date, at: datetime) -> bool:
    """Take an occasion in hand for good; False when somebody has, who may be another process at this very moment."""
    row = {"organisation_id": organisation_id, "what": what, "day": day, "decided_at": at}
    taken = session.execute(_insert(session)(Occasion).values(row).on_conflict_do_nothing().returning(Occasion.id))
    return taken.first() is not None


def decided(session: Session, organisation_id: int, what: str, day: date) -> bool:
    """Whether an occasion has been decided."""
    return bool(asked(session, _DECIDED, organisation=organisation_id, what=what, day=day))


def last_decided(session: Session, organisation_id: int, what: str, before: date) -> date | None:
    """The last day before `before` for which an occasion was decided."""
    ((day,),) = asked(session, _LAST_DECIDED, organisation=organisation_id, what=what, before=before)
    return day  # type: ignore[no-any-return]


def enter(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write deliveries into the outbox, all with the same columns; those whose key is known already change nothing."""
    if rows:
        session.info["entered"] = True
        session.connection().execute(passing_over_known(session), [dict(row) for row in rows])


def passing_over_known(session: Session) -> Any:
    """An INSERT of deliveries that passes over those whose key is known."""
    return _insert(session)(Delivery).on_conflict_do_nothing(index_elements=["organisation_id", "key"])


GAVE_WAY = "not sent in time: the next morning's message says it all"


def entered_in(session: Session) -> bool:
    """Whether this transaction has written deliveries into the outbox."""
    return bool(session.info.get("entered"))


def morning_key(day: date, person_id: int) -> str:
    """The key of the one message that a person may get on a morning."""
    return f"morning {day.isoformat()} person {person_id}"


_NOT_GONE_OUT = (
    col(Delivery.organisation_id) == bindparam("organisation"),
    col(Delivery.state) == DeliveryState.WAITING,
    col(Delivery.kind) == DeliveryKind.MORNING,
    col(Delivery.day) < bindparam("before"),
)
_UNSENT = sql_select(col(Delivery.person_id), col(Delivery.late_since), col(Delivery.day), col(Delivery.because)).where(
    *_NOT_GONE_OUT
)


def unsent_mornings(session: Session, organisation_id: int, before: date) -> list[tuple[int, date, Sequence[str]]]:
    """Whose message of an earlier morning has not gone out, since which day, and what it was to be sent for."""
    return [
        (person, since or day, because or ())
        for person, since, day, because in asked(session, _UNSENT, organisation=organisation_id, before=before)
        if person is not None and day is not None
    ]


def give_way(session: Session, organisation_id: int, day: date, at: datetime) -> None:
    """Skip what has not gone out of the mornings before `day`: its own message says it all. `at` is the dispatcher's
    time.
    """
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.organisation_id) == organisation_id,
            col(Delivery.state) == DeliveryState.WAITING,
            col(Delivery.kind) == DeliveryKind.MORNING,
            col(Delivery.day) < day,
        )
        .values(state=DeliveryState.SKIPPED, reason=GAVE_WAY, held_until=None, closed_at=at)
    )


# Sending


_OWN = col(Delivery.organisation_id) == bindparam("organisation_id")
_WAITING = select(Delivery.id).where(text("state = 'waiting'"), _OWN)
_REVISED = select(Delivery.id).where(text("shown_revision < revision"), text("state = 'sent'"), _OWN)
_SOMETHING = sql_select(literal(1)).where(or_(_WAITING.exists(), _REVISED.exists()))


def anything_waits(database: Database, organisation_id: int) -> bool:
    """Whether the outbox has anything of an organisation to be sent or replaced: one look-up, since every tick asks."""
    return database.first_value(_SOMETHING, organisation_id=organisation_id) is not None


def take(
    session: Session,
    organisation_id: int,
    doors: Sequence[str],
    day: date,
    at: datetime,
    lease: timedelta,
    most: int,
    answers_only: bool = False,
) -> list[Delivery]:
    """Take up to `most` waiting deliveries of an organisation for `lease`: those to people, and those to channels of
    `doors`.

    `answers_only`: of all these only what somebody has asked for, which goes at any hour.
    Of the mornings' messages only those of `day`, the local date: an earlier one gives way when the next morning is
    decided. `at` is machine time. Another process takes others; one that dies holds what it took until the lease ends.
    """
    kinds = [DeliveryKind.ANSWER] if answers_only else list(DeliveryKind)
    waiting = (
        col(Delivery.organisation_id) == organisation_id,
        col(Delivery.state) == DeliveryState.WAITING,
        or_(col(Delivery.channel).is_(None), col(Delivery.door).in_(doors)),
        or_(col(Delivery.kind) != DeliveryKind.MORNING, col(Delivery.day) == day),
        col(Delivery.kind).in_(kinds),
    )
    return _take(session, waiting, at, lease, most)


def take_revised(
    session: Session, organisation_id: int, doors: Sequence[str], at: datetime, lease: timedelta, most: int
) -> list[Delivery]:
    """Take up to `most` messages that `doors` have sent and that have changed since; else as `take`."""
    revised = (
        col(Delivery.organisation_id) == organisation_id,
        col(Delivery.state) == DeliveryState.SENT,
        text("shown_revision < revision"),
        col(Delivery.door).in_(doors),
    )
    return _take(session, revised, at, lease, most)


def mark_sent(
    session: Session,
    taken: Delivery,
    door: str,
    channel: str,
    message_id: str,
    at: datetime,
    revision: int | None = None,
) -> None:
    """It has arrived, whoever holds it now: `at` is the dispatcher's time, the ids are the platform's.

    `revision` is the one that is shown there: that which was taken, unless an earlier try may have sent another.
    """
    where = {"door": door, "channel": channel, "message_id": message_id}
    shown = taken.revision if revision is None else revision
    session.execute(
        update(Delivery)
        .where(col(Delivery.id) == taken.id, col(Delivery.state) == DeliveryState.WAITING)
        .values(state=DeliveryState.SENT, reason=None, held_until=None, sent_at=at, shown_revision=shown, **where)
        .execution_options(synchronize_session=False)
    )


def mark_shown(session: Session, taken: Delivery, revision: int) -> None:
    """A message that was sent now shows this revision, whoever holds it; a later one stays to be shown."""
    session.execute(
        update(Delivery)
        .where(col(Delivery.id) == taken.id, col(Delivery.shown_revision) < revision)
        .values(shown_revision=revision, reason=None, try_at=None, held_until=None)
        .execution_options(synchronize_session=False)
    )


def revise(session: Session, delivery_id: int, card: Mapping[str, Any], about: Iterable[str]) -> None:
    """Let a message say `card` instead. One that was skipped or failed, or whose person was erased, stays as it was.

    What was not sent yet is sent like this; a message that was is replaced, with as many tries as if it were new.
    """
    delivery = session.get_one(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if delivery.state not in (DeliveryState.WAITING, DeliveryState.SENT):
        return
    if delivery.state is DeliveryState.SENT and delivery.message_id is None:
        return
    if delivery.state is DeliveryState.SENT and delivery.shown_revision == delivery.revision:
        delivery.tries, delivery.try_at = 0, None
    delivery.card, delivery.about, delivery.revision = dict(card), list(about), delivery.revision + 1
    session.add(delivery)
    session.flush()


def count_down(session: Session, organisation_id: int, person_ids: Collection[int]) -> bool:
    """Let the last morning's message of each of these people be made anew and replaced; whether there is one.

    One whose text is forgotten, or whose person was erased, stays as it is.
    """
    latest = (
        select(func.max(Delivery.id))
        .where(
            Delivery.organisation_id == organisation_id,
            Delivery.kind == DeliveryKind.MORNING,
            Delivery.state == DeliveryState.SENT,
            col(Delivery.person_id).in_(person_ids),
        )
        .group_by(col(Delivery.person_id))
    )
    in_hand = col(Delivery.shown_revision) < col(Delivery.revision)
    changed = (
        update(Delivery)
        .where(col(Delivery.id).in_(latest), col(Delivery.card).is_not(None), col(Delivery.message_id).is_not(None))
        .values(
            revision=Delivery.revision + 1,
            tries=case((in_hand, col(Delivery.tries)), else_=0),
            try_at=case((in_hand, col(Delivery.try_at))),
        )
        .returning(col(Delivery.id))
    )
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def mark_made(session: Session, taken: Delivery, card: Mapping[str, Any], about: Iterable[str]) -> bool:
    """Keep the card that is about to be sent; False when it is not to be sent any more, or not by this process."""
    return _mark(session, taken, card=dict(card), about=list(about))


def mark_closed(session: Session, taken: Delivery, state: DeliveryState, reason: str, at: datetime) -> None:
    """It is not sent: skipped or failed, and why. `at` is the dispatcher's time."""
    _mark(session, taken, state=state, reason=reason, held_until=None, closed_at=at)


def put_off(session: Session, taken: Delivery, until: datetime, reason: str, counted: bool = True) -> None:
    """Try it again at `until` (machine time); why it did not go this time, and whether that counts as a try."""
    _mark(session, taken, try_at=until, reason=reason, held_until=None, tries=taken.tries - (not counted))


def _mark(session: Session, taken: Delivery, **values: Any) -> bool:
    """Change a delivery that this process took, unless its lease has run out and another one has taken it since;
    whether it did.
    """
    still_ours = (
        col(Delivery.id) == taken.id,
        col(Delivery.state) == taken.state,
        col(Delivery.held_until) == taken.held_until,
    )
    changed = update(Delivery).where(*still_ours).values(**values).returning(col(Delivery.id))
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def _take(
    session: Session, wanted: tuple[ColumnElement[bool] | TextClause, ...], at: datetime, lease: timedelta, most: int
) -> list[Delivery]:
    """Those of `wanted` that nobody has in hand and that need not wait: what has waited longest comes first."""
    chosen = (
        select(Delivery.id)
        .where(
            *wanted,
            or_(col(Delivery.try_at).is_(None), col(Delivery.try_at) <= at),
            or_(col(Delivery.held_until).is_(None), col(Delivery.held_until) <= at),
        )
        .order_by(col(Delivery.try_at), col(Delivery.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.exec(chosen))
    if not ids:
        return []
    session.execute(
        update(Delivery)
        .where(col(Delivery.id).in_(ids))
        .values(held_until=at + lease, tries=Delivery.tries + 1)
        .execution_options(synchronize_session=False)
    )
    return list(session.exec(select(Delivery).where(col(Delivery.id).in_(ids)).order_by(col(Delivery.id))))


def _insert(session: Session) -> Any:
    return _insert_on(session.get_bind().dialect.name)


def _insert_on(dialect: str) -> Any:
    """What builds an INSERT that passes over rows that are there; only the dialect of this record is loaded."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert


# Receipts and replies


@cache
def _claim_on(dialect: str) -> Any:
    return (
        _insert_on(dialect)(Receipt)
        .values(door=bindparam("door"), key=bindparam("key"))
        .on_conflict_do_nothing()
        .returning(RECORD_VERSION.scalar_subquery())
    )


RECEIPTS_KEPT = timedelta(days=2)
"""No platform redelivers after so long."""


def claim(database: Database, door: str, key: str) -> int | None:
    """Take a request in hand; gives the id of the last event of all, None when somebody already has it in hand."""
    found: int | None = database.first_value(_claim_on(database.engine.dialect.name), door=door, key=key)
    return found


_OLD_RECEIPTS = (
    delete(Receipt).where(col(Receipt.at) < bindparam("before")).execution_options(synchronize_session=False)
)


def forget_old_receipts(session: Session, now: datetime) -> None:
    """Delete receipts that no redelivery can refer to any more."""
    session.execute(_OLD_RECEIPTS, {"before": now - RECEIPTS_KEPT})


def messages_of_others(
    session: Session, door: str, channel: str, message_ids: Collection[str], delivery_id: int
) -> set[str]:
    """Which of these messages, by the platform's ids, the outbox knows as those of other deliveries than this one."""
    theirs = select(Delivery.message_id).where(
        Delivery.door == door,
        Delivery.channel == channel,
        col(Delivery.message_id).in_(message_ids),
        Delivery.id != delivery_id,
    )
    return {each for each in session.exec(theirs) if each is not None}


def refs_of_message(
    session: Session, organisation_id: int | None, door: str, channel: str, message_id: str
) -> Sequence[str] | None:
    """What a message of an organisation was about, by the platform's id; None when it is not one of its own."""
    return session.exec(
        select(Delivery.about).where(
            Delivery.organisation_id == organisation_id,
            Delivery.door == door,
            Delivery.channel == channel,
            Delivery.message_id == message_id,
        )
    ).first()
