"""Passages that papers use again, such as that on the equality duty: each with a post that owns it and a day of review.

A passage is only ever written anew: every version stays, the newest counts. A section names it, and prints it as it
reads when its pack is compiled.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import Select

from models.people.people import Person, Post
from models.record.columns import Numbered
from models.record.events import Actor, Change, record
from models.record.statements import kept


class Passage(Numbered, table=True):
    """A version of a passage, counted from 1. `review_on` is the local day by which its owner looks at it again.

    A version without a text says that it is used no more.
    """

    __table_args__ = (UniqueConstraint("organisation_id", "name", "number"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    name: str
    number: int
    text: str
    owner_post_id: int = Field(foreign_key="post.id")
    review_on: date
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


class OwnedPassage(NamedTuple):
    """A version of a passage, the title of the post that owns it, and who wrote it, by name; None: an operator."""

    version: Passage
    owner: str
    by: str | None


def passages_of(session: Session, organisation_id: int) -> Sequence[OwnedPassage]:
    """Every passage that is used, as it reads now, by its name; one query."""
    found = _newest(session, organisation_id)
    return [each for each in found if each.version.text]


def passage_named(session: Session, organisation_id: int, name: str) -> OwnedPassage | None:
    """The newest version of a passage, also of one that is used no more; None where there never was one."""
    return next(iter(_newest(session, organisation_id, Passage.name == name)), None)


def passage_by_id(session: Session, organisation_id: int, id: int) -> OwnedPassage | None:
    """The newest version of the passage of which one has this id; None where the organisation has none."""
    name = select(Passage.name).where(Passage.id == id, Passage.organisation_id == organisation_id).scalar_subquery()
    return next(iter(_newest(session, organisation_id, col(Passage.name) == name)), None)


def _newest(session: Session, organisation_id: int, *which: object) -> list[OwnedPassage]:
    rows = session.exec(_all_newest(organisation_id).where(*which))  # type: ignore[arg-type]
    return [OwnedPassage(*row) for row in rows]


@kept
def _all_newest(organisation_id: int) -> Select[Passage, str, str]:
    later = aliased(Passage)
    newest = ~(
        select(later.id)
        .where(
            later.organisation_id == Passage.organisation_id,
            later.name == Passage.name,
            later.number > Passage.number,
        )
        .exists()
    )
    return (
        select(Passage, Post.title, Person.name)
        .join(Post, col(Post.id) == Passage.owner_post_id)
        .outerjoin(Person, col(Person.id) == Passage.by_person_id)
        .where(Passage.organisation_id == organisation_id, newest)
        .order_by(col(Passage.name))
    )


def write_passage(
    session: Session, actor: Actor, name: str, text: str, owner_post_id: int, review_on: date, before: Passage | None
) -> Passage:
    """Write a passage anew, after the version `before`; without a text it is used no more. The text stays out of the
    log. The caller has taken its turn.
    """
    written = Passage(
        organisation_id=actor.organisation_id,
        name=name,
        number=before.number + 1 if before else 1,
        text=text,
        owner_post_id=owner_post_id,
        review_on=review_on,
        at=actor.at,
        by_person_id=actor.person_id,
    )
    session.add(written)
    session.flush()
    was = _told(before) if before else None
    same = before is not None and before.text == text and before.owner_post_id == owner_post_id
    what = "passage.ended" if not text else "passage.reviewed" if same else "passage.written"
    record(session, actor, Change(what, f"passage {name}", was, _told(written)))
    return written


def _told(version: Passage) -> dict[str, object]:
    return {"version": version.number, "owner": version.owner_post_id, "review_on": version.review_on.isoformat()}
