"""Packs: what was compiled for a meeting from one snapshot, and its files.

A pack's contents are gathered once, when it is asked for, and kept as JSON: its files are made from them and from
nothing else, first as a draft, then for publication. Whoever builds them takes the pack for a lease; all files of a
set and the pack's next state are written in one transaction, so there is no half pack. Versions that were compiled
before stay as they were.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, UniqueConstraint, or_, text, true, update
from sqlalchemy.orm import defer
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board, Meeting
from models.position.snapshots import Snapshot
from models.record.columns import Numbered, choice, index_where, json_column
from models.record.events import Actor, Change, record


class PackState(StrEnum):
    """Where a pack stands. Ready: it is a draft, with its files; so is one whose publication failed, and says why."""

    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"


BEING_MADE = (PackState.BUILDING, PackState.PUBLISHING)
"""The states in which files are made."""

_TO_BE_MADE = "state IN ('building', 'publishing')"


class PackFormat(StrEnum):
    """The files of a pack, in the order in which they are listed."""

    WORD = "word"
    PDF = "pdf"
    WEB = "web"
    SPREADSHEET = "spreadsheet"


class Pack(Numbered, table=True):
    """One version of a meeting's pack. `by_person_id` None: an operator compiled it in the terminal.

    `publisher_id` is who asked last that it be published. `held_until` is machine time; a lease begins when the one
    before is over, so its end also says who holds it. `tries` counts how often it was in hand since it was asked for.
    `done` names the formats that are finished.
    """

    __table_args__ = (index_where("ix_pack_building", "id", where=_TO_BE_MADE),)

    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", unique=True)
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime
    state: PackState = Field(sa_type=choice(PackState))
    reason: str | None = Field(default=None, description="why it, or its publication, failed, for people")
    contents: dict[str, Any] = Field(sa_type=json_column())
    done: list[str] = Field(sa_type=json_column())
    tries: int = 0
    held_until: datetime | None = None
    publisher_id: int | None = Field(default=None, foreign_key="person.id")


class PackFile(Numbered, table=True):
    """One file of a pack, as it was made: of its draft, or as it was published."""

    __tablename__ = "pack_file"
    __table_args__ = (UniqueConstraint("pack_id", "format", "draft"),)

    pack_id: int = Field(foreign_key="pack.id")
    format: PackFormat = Field(sa_type=choice(PackFormat))
    draft: bool
    name: str
    size: int = Field(description="in bytes")
    sha256: str = Field(description="of the content, in hexadecimal")
    content: bytes = Field(sa_type=LargeBinary)


DraftsOf = Collection[int] | None
"""The ids of the boards whose drafts somebody sees; None: those of every board."""


def seen(drafts_of: DraftsOf) -> ColumnElement[bool]:
    """The condition that somebody sees a pack: it is published, or a draft of a board whose drafts they see."""
    published = col(Pack.state) == PackState.PUBLISHED
    return true() if drafts_of is None else or_(published, col(Meeting.board_id).in_(drafts_of))


def seen_file(drafts_of: DraftsOf) -> ColumnElement[bool]:
    """The condition that somebody sees a file of a pack."""
    return true() if drafts_of is None else or_(~col(PackFile.draft), col(Meeting.board_id).in_(drafts_of))


def packs_of(
    session: Session, organisation_id: int, drafts_of: DraftsOf, limit: int
) -> list[tuple[Pack, Snapshot, Meeting]]:
    """The latest packs that somebody sees, with snapshots and meetings, newest meeting first, then newest version.

    Their contents, which are large, are read when somebody asks for them.
    """
    rows = session.exec(
        select(Pack, Snapshot, Meeting)
        .options(defer(col(Pack.contents)))  # type: ignore[arg-type]
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(Board.organisation_id == organisation_id, seen(drafts_of))
        .order_by(col(Meeting.on).desc(), col(Snapshot.version).desc())
        .limit(limit)
    )
    return [(pack, snapshot, meeting) for pack, snapshot, meeting in rows]


def newest_version(session: Session, meeting_id: int) -> tuple[Snapshot | None, Pack | None]:
    """A meeting's newest snapshot, None while it is live, and what was compiled from it, if anything; one query."""
    found = session.exec(
        select(Snapshot, Pack)
        .outerjoin(Pack, col(Pack.snapshot_id) == col(Snapshot.id))
        .where(Snapshot.meeting_id == meeting_id)
        .order_by(col(Snapshot.version).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else (None, None)


def pack_of(session: Session, meeting_id: int) -> Pack | None:
    """A meeting's newest pack; None before the first."""
    return session.exec(
        select(Pack)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .where(Snapshot.meeting_id == meeting_id)
        .order_by(col(Snapshot.version).desc())
        .limit(1)
    ).first()


def files_of(session: Session, pack_id: int, draft: bool | None = None) -> list[PackFile]:
    """A pack's files with their content, in the order of `PackFormat`; none before they are made.

    Those of its draft or as published; without `draft` as published, and as long as it is not, those of the draft.
    """
    of_pack = session.exec(select(PackFile).where(PackFile.pack_id == pack_id)).all()
    if draft is None:
        draft = all(each.draft for each in of_pack)
    found = {each.format: each for each in of_pack if each.draft is draft}
    return [found[each] for each in PackFormat if each in found]


def files_named(session: Session, ids: Collection[int]) -> list[PackFile]:
    """The files with these ids, as a card names them, with their content and in the order of `PackFormat`."""
    order = list(PackFormat)
    found = session.exec(select(PackFile).where(col(PackFile.id).in_(ids)))
    return sorted(found, key=lambda each: order.index(each.format))


def take_building(session: Session, organisation_id: int, at: datetime, lease: timedelta) -> Pack | None:
    """Take one pack of an organisation whose files are to be made and that nobody has in hand, for `lease`; None when
    there is none.

    `at` is machine time.
    """
    chosen = session.exec(
        select(Pack)
        .where(
            text(_TO_BE_MADE),
            Pack.organisation_id == organisation_id,
            (col(Pack.held_until).is_(None)) | (col(Pack.held_until) <= at),
        )
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


def mark_made(session: Session, taken: Pack, files: Mapping[PackFormat, tuple[str, bytes]]) -> bool:
    """Keep all files (name and content) and say that the draft is ready, or that the pack is published.

    False when another process has it now.
    """
    draft = taken.state is PackState.BUILDING
    state = PackState.READY if draft else PackState.PUBLISHED
    if not _mark(session, taken, state=state, done=[each.value for each in files], held_until=None):
        return False
    for format, (name, content) in files.items():
        made = PackFile(
            pack_id=taken.id,
            format=format,
            draft=draft,
            name=name,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            content=content,
        )
        session.add(made)
    return True


def mark_failed(session: Session, taken: Pack, reason: str) -> bool:
    """Say why its files could not be made, in words for people; False when another process has it now.

    What was to be published is a draft as before.
    """
    state = PackState.FAILED if taken.state is PackState.BUILDING else PackState.READY
    return _mark(session, taken, state=state, reason=reason, done=[], held_until=None)


def build_again(session: Session, pack: Pack) -> None:
    """Have a pack that failed built again, from the same contents, with as many tries as if it were new."""
    _have_made(session, pack, PackState.BUILDING)


def begin_publishing(session: Session, pack: Pack, publisher_id: int | None) -> None:
    """Have the files of a draft made anew, from the same contents, for publication."""
    pack.publisher_id = publisher_id
    _have_made(session, pack, PackState.PUBLISHING)


def _have_made(session: Session, pack: Pack, state: PackState) -> None:
    pack.state, pack.reason, pack.done, pack.tries = state, None, [], 0
    session.add(pack)
    session.flush()


def _mark(session: Session, taken: Pack, **values: Any) -> bool:
    still_ours = (
        col(Pack.id) == taken.id,
        col(Pack.state) == taken.state,
        col(Pack.held_until) == taken.held_until,
    )
    changed = update(Pack).where(*still_ours).values(**values).returning(col(Pack.id))
    return session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def content_of(session: Session, file_id: int) -> bytes:
    """What is in a file of a pack."""
    return session.exec(select(PackFile.content).where(col(PackFile.id) == file_id)).one()


def enter_pack(session: Session, actor: Actor, meeting: Meeting, snapshot: Snapshot, contents: dict[str, Any]) -> Pack:
    """Enter what is to be built: the contents of a pack, gathered from a snapshot. The caller has taken its turn."""
    entered = Pack(
        organisation_id=actor.organisation_id,
        snapshot_id=snapshot.id,
        by_person_id=actor.person_id,
        asked_at=actor.at,
        state=PackState.BUILDING,
        contents=contents,
        done=[],
    )
    session.add(entered)
    session.flush()
    record(session, actor, Change("pack.compiled", f"pack {meeting.on.isoformat()} {snapshot.version}"))
    return entered
