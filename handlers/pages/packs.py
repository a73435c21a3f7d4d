"""The page of packs: what was published and, for those who see drafts, every version, newest first, with its files; and
one file to download.

A published file is anybody's who may read the plan of its organisation. For everybody else it is not there, and a draft
is not for those who do not see it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from handlers.access import Permission, drafts_seen_by
from handlers.button_values import number_of
from handlers.cards import File
from handlers.errors import Mistake
from handlers.pack.messages import LABELS, told
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import Board, Meeting
from models.packs.packs import Pack, PackFile, PackFormat, PackState, seen, seen_file
from models.people.people import Person
from models.position.snapshots import Snapshot
from papers.wording import moment, weekday

PACKS = 20
"""How many packs a page shows."""

_STATES = {
    PackState.BUILDING: "Being built: reload this page in a moment",
    PackState.READY: "Draft: not published",
    PackState.FAILED: "Could not be built",
    PackState.PUBLISHING: "Being published: reload this page in a moment",
    PackState.PUBLISHED: "Published",
}


@dataclass(frozen=True)
class Version:
    """One version of a meeting's pack. `changed` is what is different from the one before."""

    title: str
    said: str
    state: str
    reason: str
    changed: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True)
class Packs:
    """One page of packs, newest meeting first; pages count from 1. `nothing` says that there is none."""

    versions: tuple[Version, ...]
    page: int
    more: bool
    nothing: str


@dataclass(frozen=True)
class PackedFile:
    """What is known of a file without reading it. `sha256` is of its content."""

    id: int
    name: str
    format: PackFormat
    sha256: str


@registry.page("page.packs", right=Permission.READ)
def packs(session: Session, request: Request) -> Packs:
    """The packs; the value `page` says which page of them."""
    page = number_of(request.values.get("page", "")) or 1
    changed = Pack.contents["changed"]
    of_pack = (col(Pack.id), Pack.state, Pack.reason, Pack.asked_at, changed)
    of_snapshot = (Snapshot.version, Snapshot.frozen_at, Snapshot.published_at, Meeting.on, Board.name)
    rows = session.execute(
        _ours(request, *of_pack, *of_snapshot, Person.name)
        .outerjoin(Person, col(Person.id) == Pack.by_person_id)
        .where(seen(drafts_seen_by(request.asker)))
        .order_by(col(Meeting.on).desc(), col(Snapshot.version).desc())
        .limit(PACKS + 1)
        .offset((page - 1) * PACKS)
    ).all()
    shown = rows[:PACKS]
    files = _files(session, request, [row[0] for row in shown])
    versions = []
    for pack_id, state, reason, asked_at, changes, version, frozen_at, published_at, on, board, who in shown:
        said = f"Compiled {moment(asked_at, request.zone)} by {who or 'an operator'}"
        said += f"; figures as fixed on {moment(frozen_at, request.zone)}."
        published = f" on {moment(published_at, request.zone)}" if published_at else ""
        versions.append(
            Version(
                title=f"{board}, {weekday(on)}: version {version}",
                said=said,
                state=f"{_STATES[state]}{published}.",
                reason=reason or "",
                changed=told(changes or ()),
                files=files.get(pack_id, ()),
            )
        )
    done = "compiled" if drafts_seen_by(request.asker) is None else "published"
    return Packs(tuple(versions), page, len(rows) > PACKS, f"No pack has been {done} yet.")


@registry.page("page.pack_file", right=Permission.READ)
def pack_file(session: Session, request: Request) -> PackedFile:
    """The file whose id is the request's text. Raises `Mistake` when the organisation has no such file."""
    found = _ours(request, col(PackFile.id), PackFile.name, PackFile.format, PackFile.sha256).join(
        PackFile, col(PackFile.pack_id) == Pack.id
    )
    its_id = col(PackFile.id) == number_of(request.text)
    row = session.execute(found.where(its_id, seen_file(drafts_seen_by(request.asker)))).first()
    if row is None:
        raise Mistake("There is no such file of a pack.")
    return PackedFile(*row)


def _ours(request: Request, *columns: Any) -> Select[Any]:
    """Of the packs of the asker's organisation, with snapshot, meeting and board."""
    return (
        select(*columns)
        .select_from(Pack)
        .join(Snapshot, col(Snapshot.id) == Pack.snapshot_id)
        .join(Meeting, col(Meeting.id) == Snapshot.meeting_id)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(col(Pack.organisation_id) == request.asker.organisation_id)
    )


def _files(session: Session, request: Request, pack_ids: list[int]) -> dict[int, tuple[File, ...]]:
    """The files of packs that the asker sees, without content: as published first, in the order of `PackFormat`."""
    rows = session.execute(
        _ours(request, col(PackFile.pack_id), col(PackFile.id), *_OF_FILE)
        .join(PackFile, col(PackFile.pack_id) == Pack.id)
        .where(col(PackFile.pack_id).in_(pack_ids), seen_file(drafts_seen_by(request.asker)))
    )
    order = list(PackFormat)
    found: dict[int, list[tuple[bool, int, File]]] = {}
    for pack_id, id, draft, name, format, size in rows:
        label = f"{LABELS[format]}, draft" if draft else LABELS[format]
        found.setdefault(pack_id, []).append((draft, order.index(format), File(id, name, label, size)))
    return {
        pack_id: tuple(file for *_, file in sorted(files, key=lambda each: each[:2]))
        for pack_id, files in found.items()
    }


_OF_FILE: tuple[Any, ...] = (PackFile.draft, PackFile.name, PackFile.format, PackFile.size)
