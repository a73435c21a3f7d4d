"""What is kept for a while only, and forgetting it when its time is over.

Called when a process starts and once a day by the clock. What the board decided and was told (updates,
snapshots, packs, the log) is its record and is never forgotten here; `docs/privacy.md` has the whole table.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, delete, func, update
from sqlmodel import Session, col, select

from models.outbox.deliveries import Delivery, DeliveryState, forget_old_receipts
from models.people.people import Person
from models.people.signing_in import forget_old_sign_ins
from models.plan.received_files import ReceivedFile
from models.record.events import Actor, Change, record, take_turn
from models.record.organisation import Organisation
from models.record.rules import rules_of
from models.record.timeouts import take_time
from models.updates.updates import Draft

DRAFTS_KEPT = timedelta(days=90)
"""Two cycles of a board: what was typed before belongs to a meeting that is long frozen."""

FILES_KEPT = timedelta(days=7)
"""How long a file that was sent may wait for its answer, import or discard: it may have names in it."""

_BEFORE: BindParameter[datetime] = bindparam("before")
_OWN = col(Delivery.organisation_id) == bindparam("organisation")
_PEOPLE = select(Person.id).where(Person.organisation_id == bindparam("organisation"))
_DRAFTS = delete(Draft).where(col(Draft.saved_at) < _BEFORE, col(Draft.person_id).in_(_PEOPLE)).returning(col(Draft.id))
_FILES = (
    delete(ReceivedFile)
    .where(col(ReceivedFile.received_at) < _BEFORE, col(ReceivedFile.person_id).in_(_PEOPLE))
    .returning(col(ReceivedFile.id))
)
_CLOSED = func.coalesce(col(Delivery.sent_at), col(Delivery.closed_at), col(Delivery.queued_at))
_TEXTS = (
    update(Delivery)
    .where(_OWN, col(Delivery.state) != DeliveryState.WAITING, col(Delivery.card).is_not(None), _CLOSED < _BEFORE)
    .values(card=None, shown_revision=Delivery.revision)
    .returning(col(Delivery.id))
)
"""Empties what was sent, skipped or failed before a moment. When, to whom and about what stays in the outbox."""


def forget_what_is_over(session: Session, organisation_id: int | None, now: datetime) -> None:
    """Forget what has been kept long enough at `now` (aware UTC): receipts and sign-ins, and of an organisation drafts,
    files and the texts of messages.

    How long the text of a message is kept is a rule of the organisation, `messages_kept_days`.
    """
    take_time(session.connection())
    forget_old_receipts(session, now)
    forget_old_sign_ins(session, now)
    if organisation_id is None:
        return
    organisation = session.get_one(Organisation, organisation_id)
    actor = Actor(organisation_id, None, now, "clock")
    take_turn(session, actor)
    kept = timedelta(days=rules_of(session, organisation_id).messages_kept_days)
    changes = {"drafts": (_DRAFTS, DRAFTS_KEPT), "files": (_FILES, FILES_KEPT), "messages": (_TEXTS, kept)}
    options = {"synchronize_session": False}
    forgotten = {
        name: len(
            session.execute(
                statement, {"organisation": organisation_id, "before": now - time}, execution_options=options
            ).all()
        )
        for name, (statement, time) in changes.items()
    }
    if any(forgotten.values()):
        record(session, actor, Change("record.tidied", f"organisation {organisation.name}", None, forgotten))
