"""One version of a pack at an address of its own: what it is, its files with their hashes, its web page with figures
that lead to where they come from, and for each figure the rows, updates and people that it counts.

An address never means another version, and no file is ever changed: the database refuses it.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.button_values import number_of
from handlers.cards import Element
from handlers.errors import Mistake
from handlers.pack.command import seen_by
from handlers.pack.naming import LABELS, contents_of, title_of
from handlers.pack.recipients import given_elements
from handlers.pages.packs import PackedFile
from handlers.registry import registry
from handlers.requests import Request
from models.packs.listing import find_named_file, listed_files
from models.packs.packs import PackState, SeenPack, published_when, seen_pack
from models.packs.signing_keys import public_keys
from models.plan.ratings import in_scale, scale
from models.position.snapshots import published_before
from models.position.sources import Source, counted_by, sources, with_refs
from models.updates.updates import UpdateKind
from papers.pack.contents import PackContents
from papers.pack.figures import Figure, figures_of
from papers.pack.proof import fingerprint_of
from papers.pack.report_parts import title_said
from papers.wording import day, moment, plural

ROWS = 100
"""How many rows of a figure a page shows."""

_KINDS = {
    UpdateKind.UPDATE: "Update",
    UpdateKind.NO_CHANGE: "“No change”",
    UpdateKind.IMPORTED: "In a plan file, as an update",
}
_NO_VERSION = "There is no such version of a pack."


@dataclass(frozen=True)
class KeptFile:
    """A file of a version: its label, its name, which is its address, too, its size in bytes, and the SHA-256 of it."""

    label: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PackVersion:
    """A version of a pack. `state` says whether it is published, and when; `others` are files of its draft, of one that
    is published; `fingerprints` of the organisation's keys, the newest first. `given` says who was given which version
    of the board's pack, for those who keep the record.
    """

    id: int
    title: str
    state: str
    said: tuple[str, ...]
    files: tuple[KeptFile, ...]
    others: tuple[KeptFile, ...]
    compared: bool
    fingerprints: tuple[str, ...]
    given: tuple[Element, ...]


@dataclass(frozen=True)
class FigureRow:
    """A row that a figure counts: the action as it was called, its ratings in words, what they rest on, by whom, what
    was said, and whose it was.
    """

    ref: str
    title: str
    ratings: tuple[str, ...]
    rests_on: str
    commentary: str
    owner: str
    board: str


@dataclass(frozen=True)
class PackFigure:
    """A figure of a version and a page of the rows that it counts. `differs` says that the record counts other rows
    than were printed, and is empty as a rule.
    """

    id: int
    title: str
    label: str
    name: str
    said: str
    differs: str
    rated: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    page: int
    more: bool


@registry.page("page.pack_version", right=Permission.READ)
def pack_version(session: Session, request: Request) -> PackVersion:
    """The version whose id is the request's text."""
    found = _seen(session, request)
    contents = contents_of(found.pack)
    when = published_when(found.pack, found.snapshot)
    listed = listed_files(session, *seen_by(session, request), [found.pack.id])
    files = [KeptFile(LABELS[each.format], each.name, each.size, each.sha256) for each in listed if not each.draft]
    keeps = may(request.asker, Permission.KEEP_THE_RECORD)
    drafts = [
        KeptFile(f"{LABELS[each.format]}, draft", each.name, each.size, each.sha256) for each in listed if each.draft
    ]
    return PackVersion(
        id=found.pack.id,
        title=f"{contents.name} for {day(found.meeting.on)}, {contents.board}: {_version(contents)}",
        state=f"Published on {moment(when, request.zone)}." if when else "Not published.",
        said=(*_first(contents), *contents.published_said),
        files=tuple(files or drafts),
        others=tuple(drafts if files else ()),
        compared=contents.version > 1 or found.pack.corrects_id is not None,
        fingerprints=tuple(fingerprint_of(each) for each, _ in public_keys(session, request.asker.organisation_id)),
        given=tuple(given_elements(session, request, found)) if keeps else (),
    )


@registry.page("page.pack_page", right=Permission.READ)
def pack_page(session: Session, request: Request) -> bytes:
    """The web page of the version whose id is the request's text, with links to where its figures come from, below the
    path that the value `base` is. It is made for who asks; the file that is kept has no links.
    """
    from papers.pack.web import write_web

    found = _seen(session, request)
    if found.pack.state in (PackState.BUILDING, PackState.FAILED):
        raise Mistake("That version has no web page yet.", example="/pack")
    figures = f"{request.values.get('base', '')}/packs/{found.pack.id}/figures"
    return write_web(contents_of(found.pack), lambda name: f"{figures}/{name}", figures.removesuffix("/figures"))


@registry.page("page.pack_figure", right=Permission.READ)
def pack_figure(session: Session, request: Request) -> PackFigure:
    """The figure that the value `name` names, of the version whose id is the request's text; `page` counts from 1."""
    found, name = _seen(session, request), request.values.get("name", "")
    page = number_of(request.values.get("page", "")) or 1
    contents = contents_of(found.pack)
    with in_scale(contents.scale):
        figure = figures_of(contents).get(name)
        when, _, what = name.partition(".")
        snapshot_id, on = _snapshot(session, request, found, contents) if when == "previous" else _own(found)
        counted = with_refs(figure.refs) if figure and figure.refs is not None else counted_by(what)
        if figure is None or counted is None or snapshot_id is None:
            raise Mistake("The pack has no such figure, or the board before it is not in the record.")
        many, rows = sources(session, snapshot_id, counted, ROWS, (page - 1) * ROWS)
        rated = scale().rated
        return PackFigure(
            id=found.pack.id,
            title=title_of(contents),
            label=figure.label,
            name=name,
            said=f"{plural(many, 'action')}, as they stood for the board of {day(on)}.",
            differs=_differs(figure, many),
            rated=rated,
            rows=tuple(_row(each, rated, request) for each in rows),
            page=page,
            more=many > page * ROWS,
        )


@registry.page("page.pack_named_file", right=Permission.READ)
def pack_named_file(session: Session, request: Request) -> PackedFile:
    """The file with the name that the value `name` is, of the version whose id is the request's text."""
    name = request.values.get("name", "")
    row = find_named_file(session, *seen_by(session, request), number_of(request.text), name)
    if row is None:
        raise Mistake("There is no such file of a pack.")
    return PackedFile(row.id, row.name, row.format, row.sha256, row.pack_id, row.draft)


def _seen(session: Session, request: Request) -> SeenPack:
    found = seen_pack(session, *seen_by(session, request), number_of(request.text))
    if found is None:
        raise Mistake(_NO_VERSION)
    return found


def _first(contents: PackContents) -> tuple[str, ...]:
    """What it says first: the headline; of a supplement what it is, and what it follows."""
    if not contents.supplement:
        return (contents.headline,)
    return title_said(contents), *contents.supplement.said


def _version(contents: PackContents) -> str:
    corrected = f" with {plural(len(contents.corrections), 'correction')}" if contents.corrections else ""
    return f"version {contents.version}{corrected}"


def _own(found: SeenPack) -> tuple[int, date]:
    of_id = found.snapshot.of_id
    return found.snapshot.id if of_id is None else of_id, found.meeting.on


def _snapshot(session: Session, request: Request, found: SeenPack, contents: PackContents) -> tuple[int | None, date]:
    """The snapshot that the pack compared itself with: of the board whose day it prints."""
    for snapshot, meeting in published_before(session, request.asker.organisation_id, found.meeting.on, 12):
        if meeting.on == contents.movements.since:
            return snapshot.id, meeting.on
    return None, found.meeting.on


def _differs(figure: Figure, many: int) -> str:
    if many == figure.printed:
        return ""
    return f"The pack prints {figure.printed}, and the record has {many}: somebody should find out why."


def _row(source: Source, rated: tuple[str, ...], request: Request) -> FigureRow:
    row, update = source.row, source.update
    return FigureRow(
        ref=row.ref,
        title=row.title,
        ratings=tuple(getattr(row, name).word for name in rated),
        rests_on=_rests_on(source, request),
        commentary=(update.commentary or "") if update else "",
        owner=source.owner or "nobody",
        board=source.board or "no board",
    )


def _rests_on(source: Source, request: Request) -> str:
    """The update behind a row, by whom and for whom; that it was carried, where none was given for this board."""
    update = source.update
    if update is None:
        return "No update: as it stood in the plan file."
    given = _KINDS[update.kind]
    by = f" by {source.given_by}" if source.given_by else ""
    post = f" for {source.given_for}" if source.given_for and source.given_for != source.given_by else ""
    carried = ", for an earlier board" if source.row.expected and source.row.answer is None else ""
    return f"{given} of {moment(update.at, request.zone)}{by}{post}{carried}."
