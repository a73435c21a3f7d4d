"""Downloads of packs from the pages: who had which version, for whoever has to be told of a correction."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.packs.packs import PackFormat
from models.people.people import Person
from models.record.columns import Numbered, choice
from models.record.events import Actor, Change, record, take_turn


class Download(Numbered, table=True):
    """The first time that somebody took a file of a pack from the pages: of its draft, or as it was published.

    Who takes it again has had it already.
    """

    __table_args__ = (UniqueConstraint("person_id", "pack_id", "format", "draft"),)

    person_id: int = Field(foreign_key="person.id")
    pack_id: int = Field(foreign_key="pack.id", index=True)
    format: PackFormat = Field(sa_type=choice(PackFormat))
    draft: bool
    at: datetime


class Downloaded(NamedTuple):
    """A download with the name of whose it was."""

    download: Download
    name: str


def has_downloaded(session: Session, person_id: int | None, pack_id: int, format: PackFormat, draft: bool) -> bool:
    """Whether somebody has taken a file before."""
    its = select(Download.id).where(
        Download.person_id == person_id,
        Download.pack_id == pack_id,
        Download.format == format,
        col(Download.draft).is_(draft),
    )
    return session.exec(its).first() is not None


def enter_download(session: Session, actor: Actor, pack_id: int, format: PackFormat, draft: bool) -> None:
    """Record that the actor takes a file of a pack, the first time."""
    take_turn(session, actor)
    if actor.person_id is None or has_downloaded(session, actor.person_id, pack_id, format, draft):
        return
    session.add(Download(person_id=actor.person_id, pack_id=pack_id, format=format, draft=draft, at=actor.at))
    session.flush()
    after = {"pack": pack_id, "format": format.value, "draft": draft}
    record(session, actor, Change("pack.downloaded", f"person {actor.person_id}", None, after))


def downloads_of(session: Session, pack_ids: Collection[int]) -> list[Downloaded]:
    """The downloads of these packs, in the order in which they were; one query."""
    rows = session.exec(
        select(Download, Person.name)
        .join(Person, col(Person.id) == Download.person_id)
        .where(col(Download.pack_id).in_(pack_ids))
        .order_by(col(Download.id))
    )
    return [Downloaded(row, name) for row, name in rows]
