"""Who has had a version of a meeting's pack, as far as outbox and pages know: they are told of a correction."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.outbox.deliveries import Delivery, DeliveryState
from models.packs.downloads import Download
from models.packs.packs import Pack
from models.people.people import Person
from models.position.snapshots import Snapshot


def who_had(session: Session, snapshot_id: int) -> Sequence[tuple[int, str]]:
    """Who was sent any version of a meeting's pack, with its files or word that it is published, or took a file of it
    from the pages: by id and name.

    The meeting is that of a snapshot. What waits or could not be delivered counts as well. Two queries.
    """
    its_meeting = columns(col(Snapshot.meeting_id)).where(col(Snapshot.id) == snapshot_id).scalar_subquery()
    versions = columns(col(Pack.id)).join(Snapshot, col(Snapshot.id) == col(Pack.snapshot_id))
    packs = session.execute(versions.where(col(Snapshot.meeting_id) == its_meeting)).scalars().all()
    told = [col(Delivery.key).startswith(f"pack {each} published ") for each in packs]
    sent = columns(col(Delivery.person_id)).where(
        or_(col(Delivery.pack_id).in_(packs), *told), col(Delivery.state) != DeliveryState.SKIPPED
    )
    took = columns(col(Download.person_id)).where(col(Download.pack_id).in_(packs))
    had = columns(col(Person.id), col(Person.name)).where(or_(col(Person.id).in_(sent), col(Person.id).in_(took)))
    return [(id, name) for id, name in session.execute(had.order_by(col(Person.id)))]
