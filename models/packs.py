"""Packs: what was compiled for a meeting from one snapshot, and its files.

A pack's contents are gathered once, when it is asked for, and kept as JSON: its files are made from them and from
nothing else. Whoever builds it takes it for a lease; all files and the state `ready` are written in one transaction,
so there is no half pack. Versions that were compiled before stay as they were.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text, update
from sqlalchemy.orm import defer
from sqlmodel import Field, Session, SQLModel, col, select

from models.boards import Board, Meeting
from models.columns import choice, json_column
from models.snapshots import Snapshot


class PackState(StrEnum):
    """Where a pack stands."""

    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


class PackFormat(StrEnum):
    """The files of a pack, in the order in which they are listed."""

    WORD = "word"
    PDF = "pdf"
    WEB = "web"
    SPREADSHEET = "spreadsheet"


class Pack(SQLModel, table=True):
    """One version of a meeting's pack. `by_person_id` None: an operator compiled it in the terminal.

    `held_until` is machine time; a lease begins when the one before is over, so its end also says who holds it. `tries`
    counts how often it was in hand since it was asked for. `done` names the formats that are finished.
    """

    __table_args__ = (
        Index(
            "ix_pack_building",
            "id",
            sqlite_where=text("state = 'building'"),
            postgresql_where=text("state = 'building'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", unique=True)
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime
    state: PackState = Field(sa_type=choice(PackState))
    reason: str | None = Field(default=None, description="why it failed, for people")
    contents: dict[str, Any] = Field(sa_type=json_column())
    done: list[str] = Field(sa_type=json_column())
    tries: int = 0
    held_until: datetime | None = None


class PackFile(SQLModel, table=True):
    """One file of a pack, as it was made."""

    __tablename__ = "pack_file"
    __table_args__ = (UniqueConstraint("pack_id", "format"),)

    id: int | None = Field(default=None, primary_key=True)
    pack_id: int = Field(foreign_key="pack.id")
    format: PackFormat = Field(sa_type=choice(PackFormat))
    name: str
    size: int = Field(description="in bytes")
    sha256: str = Field(description="of the content, in hexadecimal")
    content: bytes = Field(sa_type=LargeBinary)


def packs_of(session: Session, organisation_id: int, limit: int) -> list[tuple[Pack, Snapshot, Meeting]]:
    """The latest packs with their snapshots and meetings, newest meeting first, then newest version.

    Their contents, which are large, are read when somebody asks for them.
    """
    rows = session.exec(
        select(Pack, Snapshot, Meeting)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(Board.organisation_id == organisation_id)
        .order_by(col(Meeting.on).desc(), col(Snapshot.version).desc())
        .limit(limit)
    )
    return [(pack, snapshot, meeting) for pack, snapshot, meeting in rows]


def pack_of(session: Session, meeting_id: int) -> Pack | None:
    """A meeting's newest pack; None before the first."""
    return session.exec(
        select(Pack)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .where(Snapshot.meeting_id == meeting_id)
        .order_by(col(Snapshot.version).desc())
        .limit(1)
    ).first()


def files_of(session: Session, pack_id: int) -> list[PackFile]:
    """A pack's files with their content, in the order of `PackFormat`; none unless it is ready."""
    found = {each.format: each for each in session.exec(select(PackFile).where(PackFile.pack_id == pack_id))}
    return [found[each] for each in PackFormat if each in found]


def take_building(session: Session, at: datetime, lease: timedelta) -> Pack | None:
    """Take one pack that is to be built and that nobody has in hand, for `lease`; None when there is none.

    `at` is machine time.
    """
    chosen = session.exec(
        select(Pack)
        .where(Pack.state == PackState.BUILDING, (col(Pack.held_until).is_(None)) | (col(Pack.held_until) <= at))
        .order_by(col(Pack.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if chosen:
        chosen.held_until, chosen.tries = at + lease, chosen.tries + 1
        session.add(chosen)
    return chosen


def mark_done(session: Session, taken: Pack, done: list[str], until: datetime) -> bool:
    """Say which formats are finished, and keep the pack in hand until `until` (machine time).

    False when another process has taken it since.
    """
    ours = _mark(session, taken, done=done, held_until=until)
    if ours:
        taken.held_until = until
    return ours


def mark_ready(session: Session, taken: Pack, files: Mapping[PackFormat, tuple[str, bytes]]) -> bool:
    """Keep all files (name and content) and say that the pack is ready; False when another process has it now."""
    if not _mark(session, taken, state=PackState.READY, done=[each.value for each in files], held_until=None):
        return False
    assert taken.id is not None
    for format, (name, content) in files.items():
        digest = sha256(content).hexdigest()
        file = PackFile(pack_id=taken.id, format=format, name=name, size=len(content), sha256=digest, content=content)
        session.add(file)
    return True


def mark_failed(session: Session, taken: Pack, reason: str) -> bool:
    """Say why it could not be built, in words for people; False when another process has it now."""
    return _mark(session, taken, state=PackState.FAILED, reason=reason, done=[], held_until=None)


def build_again(session: Session, pack: Pack) -> None:
    """Have a pack that failed built again, from the same contents, with as many tries as if it were new."""
    pack.state, pack.reason, pack.done, pack.tries = PackState.BUILDING, None, [], 0
    session.add(pack)


def _mark(session: Session, taken: Pack, **values: Any) -> bool:
    still_ours = (
        col(Pack.id) == taken.id,
        col(Pack.state) == PackState.BUILDING,
        col(Pack.held_until) == taken.held_until,
    )
    changed = update(Pack).where(*still_ours).values(**values).returning(col(Pack.id))
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None
