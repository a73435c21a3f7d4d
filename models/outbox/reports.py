"""What the outbox tells those who look after it: what went to whom, what was skipped, what could not be delivered."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.boards.boards import Board, Meeting
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from models.record.statements import kept


def with_recipients(session: Session, ids: Collection[int]) -> Sequence[tuple[Delivery, Person | None]]:
    """These deliveries, each with the person to whom it goes; those for a channel have none."""
    return session.exec(
        select(Delivery, Person)
        .outerjoin(Person, col(Person.id) == col(Delivery.person_id))
        .where(col(Delivery.id).in_(ids))
        .order_by(col(Delivery.id))
    ).all()


def newest_id(session: Session) -> int:
    """The id of the delivery that was entered last; 0 before the first."""
    return session.exec(select(func.max(Delivery.id))).one() or 0


def skipped_after(session: Session, organisation_id: int, id: int, at: datetime) -> list[int]:
    """The deliveries after `id` that were skipped as they were entered, at `at` (aware UTC)."""
    own = Delivery.organisation_id == organisation_id
    skipped = own, Delivery.state == DeliveryState.SKIPPED, Delivery.queued_at == at
    return list(session.exec(select(Delivery.id).where(col(Delivery.id) > id, *skipped)))


def not_delivered_since(session: Session, organisation_id: int, since: datetime, most: int) -> Sequence[Delivery]:
    """What could not be delivered since a moment (aware UTC), the latest first, no more than `most`."""
    return session.exec(_failed(organisation_id, most), params={"since": since}).all()


@kept
def _failed(organisation_id: int, most: int) -> SelectOfScalar[Delivery]:
    failed = select(Delivery).where(
        col(Delivery.organisation_id) == organisation_id,
        col(Delivery.state) == DeliveryState.FAILED,
        col(Delivery.closed_at) >= bindparam("since"),
    )
    return failed.order_by(col(Delivery.id).desc()).limit(most)


def skipped_mornings(
    session: Session, person_ids: Collection[int], because: str, since: date
) -> list[tuple[int, date]]:
    """The days since `since` on which these people's messages were skipped for a reason that begins like this."""
    rows = session.execute(
        columns(col(Delivery.person_id), col(Delivery.day)).where(
            col(Delivery.person_id).in_(person_ids),
            col(Delivery.state) == DeliveryState.SKIPPED,
            col(Delivery.reason).startswith(because),
            col(Delivery.day) >= since,
        )
    )
    return [(person, day) for person, day in rows if person is not None and day is not None]


def latest_of(
    session: Session, organisation_id: int, states: Collection[DeliveryState], person_id: int | None, most: int
) -> list[tuple[Delivery, Person | None, Meeting | None, Board | None]]:
    """The latest messages in these states (none: in any) to a person (None: to anybody), newest first."""
    wanted: list[ColumnElement[bool]] = [col(Delivery.state).in_(states)] if states else []
    if person_id is not None:
        wanted.append(col(Delivery.person_id) == person_id)
    rows = session.exec(
        select(Delivery, Person, Meeting, Board)
        .outerjoin(Person, col(Person.id) == Delivery.person_id)
        .outerjoin(Meeting, col(Meeting.id) == Delivery.meeting_id)
        .outerjoin(Board, col(Board.id) == Meeting.board_id)
        .where(*_meant(organisation_id), *wanted)
        .order_by(col(Delivery.id).desc())
        .limit(most)
    )
    return [(each, person, meeting, board) for each, person, meeting, board in rows]


def count_in(session: Session, organisation_id: int, state: DeliveryState, since: datetime | None = None) -> int:
    """How many messages are in a state, or have come to it since a moment (aware UTC)."""
    lately = (col(Delivery.closed_at) >= since,) if since else ()
    which = (*_meant(organisation_id), Delivery.state == state, *lately)
    return session.exec(select(func.count()).select_from(Delivery).where(*which)).one()


def last_failed(session: Session, organisation_id: int, since: datetime) -> tuple[Delivery, Person | None] | None:
    """The latest message that could not be delivered since a moment (aware UTC), and to whom it was."""
    failed = Delivery.state == DeliveryState.FAILED, col(Delivery.closed_at) >= since
    row = session.exec(
        select(Delivery, Person)
        .outerjoin(Person, col(Person.id) == Delivery.person_id)
        .where(*_meant(organisation_id), *failed)
        .order_by(col(Delivery.id).desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def _meant(organisation_id: int) -> tuple[ColumnElement[bool], ...]:
    """The messages of an organisation; an answer that somebody shared in a channel is none."""
    return col(Delivery.organisation_id) == organisation_id, col(Delivery.kind) != DeliveryKind.POSTED
