"""The page of packs: what was published and, for those who see drafts, every version, newest first, with its files; and
one file to download.

A published file is anybody's who may read the plan of its organisation. For everybody else it is not there, and a draft
is not for those who do not see it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, drafts_seen_by, may
from handlers.button_values import number_of
from handlers.cards import File
from handlers.errors import Mistake
from handlers.pack.messages import LABELS, told, version_value
from handlers.registry import registry
from handlers.requests import Request
from models.boards.boards import coming_meeting
from models.packs.listing import find_file, listed_files, listed_packs
from models.packs.packs import PackFormat, PackState
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
    """One version of a meeting's pack. `changed` is what is different from the one before; `to_check` the value of
    the button that checks it, empty of one that is replaced; `to_publish` of that which publishes it, empty where the
    visitor may not.
    """

    title: str
    said: str
    state: str
    reason: str
    changed: tuple[str, ...]
    to_check: str
    to_publish: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class Packs:
    """One page of packs, newest meeting first; pages count from 1. `nothing` says that there is none; `next_meeting` is
    that whose pack the visitor may compile.
    """

    versions: tuple[Version, ...]
    page: int
    more: bool
    nothing: str
    next_meeting: date | None


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
    drafts, organisation_id = drafts_seen_by(request.asker), request.asker.organisation_id
    rows = listed_packs(session, organisation_id, drafts, PACKS + 1, (page - 1) * PACKS)
    shown = rows[:PACKS]
    files = _files(session, organisation_id, drafts, [each.id for each in shown])
    versions = []
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    coming = coming_meeting(session, organisation_id, request.today) if keeps else None
    published = {each.on for each in rows if each.published_at}
    newest = {each.on: each.id for each in reversed(rows)}
    for each in shown:
        said = f"Compiled {moment(each.asked_at, request.zone)} by {each.by or 'an operator'}"
        said += f"; figures as fixed on {moment(each.frozen_at, request.zone)}."
        on = f" on {moment(each.published_at, request.zone)}" if each.published_at else ""
        ready = each.state is PackState.READY and newest[each.on] == each.id and each.on not in published
        value = version_value(each.on, each.version)
        versions.append(
            Version(
                title=f"{each.board}, {weekday(each.on)}: version {each.version}",
                said=said,
                state=f"{_STATES[each.state]}{on}.",
                reason=each.reason or "",
                changed=told(each.changed or ()),
                to_check=value if newest[each.on] == each.id and page == 1 else "",
                to_publish=value if keeps and ready and page == 1 else "",
                files=files.get(each.id, ()),
            )
        )
    done = "compiled" if drafts is None else "published"
    nothing = f"No pack has been {done} yet."
    to_compile = coming.on if coming and coming.on not in published else None
    return Packs(tuple(versions), page, len(rows) > PACKS, nothing, to_compile)


@registry.page("page.pack_file", right=Permission.READ)
def pack_file(session: Session, request: Request) -> PackedFile:
    """The file whose id is the request's text. Raises `Mistake` when the organisation has no such file."""
    drafts, organisation_id = drafts_seen_by(request.asker), request.asker.organisation_id
    row = find_file(session, organisation_id, drafts, number_of(request.text))
    if row is None:
        raise Mistake("There is no such file of a pack.")
    return PackedFile(row.id, row.name, row.format, row.sha256)


def _files(
    session: Session, organisation_id: int, drafts: Collection[int] | None, pack_ids: list[int]
) -> dict[int, tuple[File, ...]]:
    found: dict[int, tuple[File, ...]] = {}
    for each in listed_files(session, organisation_id, drafts, pack_ids):
        label = f"{LABELS[each.format]}, draft" if each.draft else LABELS[each.format]
        found[each.pack_id] = (*found.get(each.pack_id, ()), File(each.id, each.name, label, each.size))
    return found
