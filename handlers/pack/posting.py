"""The messages about a pack: how its building goes, for who asked for it, and the finished pack for its board.

Called while a pack is built, in the transaction that marks how it went. Nothing is sent here: the postman does that.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from handlers.cards import Actions, Button, Card, Element, File, Files, Listing, Text
from handlers.outbox import queue_to_channel, revise
from models.boards import BoardChannel, Meeting
from models.deliveries import Delivery
from models.events import Actor, Change, record
from models.packs import Pack, PackFile, PackFormat, files_of
from models.snapshots import Snapshot
from papers.pack.contents import PackContents, from_json
from papers.wording import day

LABELS = {
    PackFormat.WORD: "Word document",
    PackFormat.PDF: "PDF",
    PackFormat.WEB: "Web page",
    PackFormat.SPREADSHEET: "Spreadsheet",
}

_SUFFIXES = {PackFormat.WORD: "docx", PackFormat.PDF: "pdf", PackFormat.WEB: "html", PackFormat.SPREADSHEET: "xlsx"}

CHANGES_TOLD = 10
"""How many of the changes since the version before a message tells; the pack itself has them all."""


def file_name(contents: PackContents, format: PackFormat) -> str:
    """The name of a file of a pack: `board-pack-2023-06-07-v1.pdf`."""
    return f"board-pack-{contents.meeting.isoformat()}-v{contents.version}.{_SUFFIXES[format]}"


def progress_key(pack: Pack, person_id: int | str) -> str:
    """The key of the message that tells somebody how the building of a pack goes."""
    return f"pack {pack.id} progress {person_id}"


def subject_of(contents: PackContents) -> str:
    """What the events of a pack are about."""
    return f"pack {contents.meeting.isoformat()} {contents.version}"


def version_value(meeting: date, version: int) -> str:
    """What a button about a version of a pack carries: `2023-06-07 1`."""
    return f"{meeting.isoformat()} {version}"


def title_of(contents: PackContents) -> str:
    """`Board pack for 7 June 2023, version 1`."""
    return f"Board pack for {day(contents.meeting)}, version {contents.version}"


def progress_card(contents: PackContents, done: Collection[PackFormat]) -> Card:
    """How far the building is."""
    lines = tuple(f"{LABELS[each]}: {'done' if each in done else 'to come'}" for each in PackFormat)
    fixed = Text(f"The figures are fixed. {len(done)} of {len(PackFormat)} files are made:")
    return Card(f"{title_of(contents)}: being built", (fixed, Listing(lines)))


def ready_card(contents: PackContents, files: Sequence[PackFile], posted_in: int | None = None) -> Card:
    """A finished pack. `posted_in`: how many channels it goes to as well, told to who compiled it."""
    body: list[Element] = [Text(contents.headline, "strong")]
    facts = [contents.known or contents.returns.said, contents.reds_said, contents.slow_said]
    body.append(Listing(tuple(facts)))
    if contents.changed:
        body += [Text(f"What changed since version {contents.version - 1}", "heading"), Listing(told(contents.changed))]
    body.append(Files(tuple(File(each.id or 0, each.name, LABELS[each.format], each.size) for each in files)))
    if posted_in is not None:
        where = "It is posted in the board’s channel, too." if posted_in else NO_CHANNEL
        body += [
            Text(f"{where} Until it is published it can be compiled again.", "muted"),
            Actions(
                (
                    Button("Publish", "pack.publish", version_value(contents.meeting, contents.version)),
                    Button("Send me the files", "pack.files", version_value(contents.meeting, contents.version)),
                )
            ),
        ]
    return Card(title_of(contents), tuple(body), data=pack_data(contents, files))


NO_CHANNEL = "The board has no channel yet, so only you have it: type “/board channel” in one."


NOT_PUBLISHED = "It is not published yet: until then the secretariat may compile it again."


def pack_data(contents: PackContents, files: Sequence[PackFile]) -> dict[str, object]:
    """What `--json` prints of a pack."""
    return {
        "meeting": contents.meeting.isoformat(),
        "version": contents.version,
        "frozen_at": contents.frozen_at.isoformat(),
        "changed": list(contents.changed),
        "files": [{"format": each.format.value, "name": each.name, "sha256": each.sha256} for each in files],
    }


def told(changed: Sequence[str]) -> tuple[str, ...]:
    """The first changes, and how many more there are."""
    more = len(changed) - CHANGES_TOLD
    return (*changed[:CHANGES_TOLD], f"and {more} more, on the pack’s first page") if more > 0 else tuple(changed)


def show_progress(session: Session, pack: Pack, done: Collection[PackFormat]) -> None:
    """Say in the message to who asked which files are made."""
    _tell(session, pack, progress_card(from_json(pack.contents), done))


def post_ready(session: Session, pack: Pack, contents: PackContents, now: datetime, doors: Collection[str]) -> None:
    """Bring a finished pack to who asked and to the channels of its board; `now` is aware UTC, `doors` those open."""
    assert pack.id is not None
    actor = Actor(pack.organisation_id, pack.by_person_id, now, "pack")
    files = files_of(session, pack.id)
    hashes = {each.name: each.sha256 for each in files}
    record(session, actor, Change("pack.ready", subject_of(contents), None, hashes))
    channels = session.exec(
        select(BoardChannel)
        .join(Meeting, col(Meeting.board_id) == BoardChannel.board_id)
        .join(Snapshot, col(Snapshot.meeting_id) == Meeting.id)
        .where(Snapshot.id == pack.snapshot_id, col(BoardChannel.door).in_(doors))
    ).all()
    card = ready_card(contents, files)
    card = replace(card, body=(*card.body, Text(NOT_PUBLISHED, "muted")))
    for each in channels:
        key = f"pack {pack.id} {each.door} {each.channel}"
        queue_to_channel(session, actor, each.door, each.channel, key, card, pack.id)
    _tell(session, pack, ready_card(contents, files, len(channels)), with_files=not channels)


def show_failed(session: Session, pack: Pack, reason: str, now: datetime) -> None:
    """Say to who asked what failed and how to go on; `now` is aware UTC."""
    contents = from_json(pack.contents)
    record(session, Actor(pack.organisation_id, None, now, "pack"), Change("pack.failed", subject_of(contents)))
    _tell(session, pack, failed_card(contents, reason))


def failed_card(contents: PackContents, reason: str) -> Card:
    """A pack that could not be built."""
    body = (
        Text(reason),
        Text("No file was posted or kept. The figures stay fixed; trying again makes the same pack."),
        Actions((Button("Try again", "pack.again", contents.meeting.isoformat(), style="primary"),)),
    )
    return Card(f"{title_of(contents)} could not be built", body)


def _tell(session: Session, pack: Pack, card: Card, with_files: bool = False) -> None:
    """Say it in the message of everybody who asked for the pack; nobody has one when a terminal compiled it."""
    asked = col(Delivery.key).startswith(progress_key(pack, ""), autoescape=True)
    for message in session.exec(select(Delivery).where(Delivery.organisation_id == pack.organisation_id, asked)):
        message.pack_id = pack.id if with_files else None
        revise(session, message, card)
