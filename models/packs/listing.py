"""Listing packs and their files, without what is in them: those of one organisation that somebody may see."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, select
from sqlmodel import Session, col

from models.boards.boards import Board, BoardKind, Meeting
from models.packs.packs import Pack, PackFile, PackFormat, PackState, seen, seen_file, stands
from models.people.people import Person
from models.position.snapshots import Snapshot

_OWN = and_(col(Pack.corrects_id).is_(None), col(Pack.supplement) == 0)
_PUBLISHED = case((_OWN, col(Snapshot.published_at)), else_=col(Pack.published_at))
_VERSION = case((col(Pack.supplement) == 0, col(Snapshot.version)), else_=Pack.contents["version"].as_integer())


class ListedPack(NamedTuple):
    """One version of a meeting's pack. `changed` and the four fields after it are as its contents have them; `by` is
    who compiled it, None an operator.
    """

    id: int
    state: PackState
    reason: str | None
    asked_at: datetime
    changed: list[Any] | None
    sign_offs: list[Any] | None
    overridden: str | None
    urgency: str | None
    corrections: list[Any] | None
    corrects_id: int | None
    supplement: int
    version: int
    frozen_at: datetime
    published_at: datetime | None
    on: date
    board: str
    kind: BoardKind
    by: str | None


class ListedFile(NamedTuple):
    """A file of a pack. `sha256` is of its content, `size` in bytes."""

    pack_id: int
    id: int
    draft: bool
    name: str
    format: PackFormat
    size: int
    sha256: str


def listed_packs(
    session: Session, organisation_id: int, drafts_of: Collection[int] | None, most: int, after: int
) -> Sequence[ListedPack]:
    """At most so many packs, `after` so many, the newest meeting and version first; `drafts_of` as `seen` takes it."""
    of_pack = (col(Pack.id), Pack.state, Pack.reason, Pack.asked_at, Pack.contents["changed"])
    how = tuple(Pack.contents[name] for name in ("sign_offs", "overridden", "urgency", "corrections"))
    how += (col(Pack.corrects_id), col(Pack.supplement))
    of_snapshot = (_VERSION, Snapshot.frozen_at, _PUBLISHED, Meeting.on, Board.name, Board.kind)
    rows = session.execute(
        _ours(organisation_id, *of_pack, *how, *of_snapshot, Person.name)
        .outerjoin(Person, col(Person.id) == Pack.by_person_id)
        .where(seen(drafts_of))
        .order_by(col(Meeting.on).desc(), col(Snapshot.version).desc(), col(Pack.id).desc())
        .limit(most)
        .offset(after)
    )
    return [ListedPack(*row) for row in rows]


def listed_files(
    session: Session, organisation_id: int, drafts_of: Collection[int] | None, pack_ids: Collection[int]
) -> Sequence[ListedFile]:
    """The files of these packs: as published first, in the order of `PackFormat`."""
    order = list(PackFormat)
    rows = session.execute(_files(organisation_id, drafts_of).where(col(PackFile.pack_id).in_(pack_ids)))
    return sorted((ListedFile(*row) for row in rows), key=lambda each: (each.draft, order.index(each.format)))


def find_file(
    session: Session, organisation_id: int, drafts_of: Collection[int] | None, file_id: int | None
) -> ListedFile | None:
    """The file with this id; None where the organisation has none like it, or it may not be seen."""
    row = session.execute(_files(organisation_id, drafts_of).where(col(PackFile.id) == file_id)).first()
    return ListedFile(*row) if row else None


def find_named_file(
    session: Session, organisation_id: int, drafts_of: Collection[int] | None, pack_id: int | None, name: str
) -> ListedFile | None:
    """The file of a pack with this name; None as `find_file`."""
    named = _files(organisation_id, drafts_of).where(col(PackFile.pack_id) == pack_id, col(PackFile.name) == name)
    row = session.execute(named).first()
    return ListedFile(*row) if row else None


def _files(organisation_id: int, drafts_of: Collection[int] | None) -> Select[Any]:
    columns = (PackFile.pack_id, col(PackFile.id), PackFile.draft, PackFile.name, PackFile.format, PackFile.size)
    found = _ours(organisation_id, *columns, PackFile.sha256).join(PackFile, col(PackFile.pack_id) == Pack.id)
    return found.where(seen_file(drafts_of), stands())


def _ours(organisation_id: int, *columns: Any) -> Select[Any]:
    """Of the packs of an organisation, with snapshot, meeting and board."""
    return (
        select(*columns)
        .select_from(Pack)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(col(Pack.organisation_id) == organisation_id)
    )
