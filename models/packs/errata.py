"""Errata: what was wrong in a pack that is published, what it should have said, and why.

The original stays as it was. A corrected pack is a pack of its own, from the same snapshot (`Pack.corrects_id`). Until
it is published it can be taken back; its row and what it said stay.
"""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.packs.packs import Pack, PackState, stands
from models.record.columns import Numbered
from models.record.events import Actor, Change, record

LONGEST_TEXT = 1000
"""Characters of what was, of what it should be, and of why."""


class Erratum(Numbered, table=True):
    """One correction. `pack_id` is the pack as it was published, `corrected_id` the one that first says it right."""

    pack_id: int = Field(foreign_key="pack.id", index=True)
    corrected_id: int = Field(foreign_key="pack.id")
    place: str
    was: str
    becomes: str
    why: str
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


def enter_erratum(
    session: Session,
    actor: Actor,
    original: Pack,
    corrected: Pack,
    subject: str,
    place: str,
    was: str,
    becomes: str,
    why: str,
) -> Erratum:
    """Enter a correction, with the pack that says it right."""
    row = Erratum(
        pack_id=original.id,
        corrected_id=corrected.id,
        place=place,
        was=was,
        becomes=becomes,
        why=why,
        at=actor.at,
        by_person_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Change("pack.erratum", subject, None, {"erratum": row.id, "place": place}))
    return row


def enter_correction(session: Session, actor: Actor, published: Pack, contents: dict[str, object]) -> Pack:
    """Enter a corrected pack that is to be built, beside the one that was published. The caller has taken its turn."""
    entered = Pack(
        organisation_id=actor.organisation_id,
        snapshot_id=published.snapshot_id,
        by_person_id=actor.person_id,
        asked_at=actor.at,
        state=PackState.BUILDING,
        contents=contents,
        done=[],
        in_review=published.in_review,
        corrects_id=published.id if published.corrects_id is None else published.corrects_id,
        supplement=published.supplement,
    )
    session.add(entered)
    session.flush()
    return entered


def wrong_in(session: Session, pack_id: int) -> list[str]:
    """What was wrong in a published pack, as far as its corrections stand; of what is not public, too."""
    its = select(Erratum.was).join(Pack, col(Pack.id) == Erratum.corrected_id).where(Erratum.pack_id == pack_id)
    return list(session.exec(its.where(stands()).order_by(col(Erratum.id))))


def has_corrected(session: Session, draft: Pack, person_id: int) -> bool:
    """Whether somebody has entered a correction that a corrected pack has; of no other pack."""
    its = select(Erratum.id).join(Pack, col(Pack.id) == Erratum.corrected_id)
    theirs = Erratum.pack_id == draft.corrects_id, Erratum.by_person_id == person_id, stands()
    return draft.corrects_id is not None and session.exec(its.where(*theirs)).first() is not None


def take_back(session: Session, actor: Actor, draft: Pack, subject: str) -> None:
    """Take the draft of a correction back: what there was before it is the newest again. `subject` is what the event is
    about. The caller has taken its turn, and has seen that it is a draft.
    """
    draft.taken_back_at = actor.at
    session.add(draft)
    session.flush()
    record(session, actor, Change("pack.correction_taken_back", subject, {"pack": draft.id}, None))
