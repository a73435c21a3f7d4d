"""What is said about a pack while it is made and afterwards: the names of its files, its cards, who gets them.

A draft goes to the secretariat and the board's chair; what is published to the board's channel, its members and the
secretariat. Called by `/pack` and by `schedules.pack_builder`; nothing here makes a file or sends a message, the outbox
worker does that.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Actions, Button, Card, Element, File, Files, Listing, Text
from handlers.outbox import queue, queue_to_channel, revise
from handlers.pack.completeness import missing_updates, what_is_missing
from handlers.pack.late_answers import late_elements
from handlers.refs import known_refs
from models.boards.boards import Meeting
from models.boards.channels import channels_of
from models.outbox.deliveries import Delivery
from models.outbox.entering import messages_of_occasion
from models.packs.packs import Pack, PackFile, PackFormat, PackState, files_of, pack_of
from models.people.people import Role, people_of_board, people_with_role
from models.position.freezing import publish
from models.position.snapshots import Snapshot
from models.record.events import Actor, Change, record
from papers.pack.contents import PackContents, from_json
from papers.wording import day, moment

LABELS = {
    PackFormat.WORD: "Word document",
    PackFormat.PDF: "PDF",
    PackFormat.WEB: "Web page",
    PackFormat.SPREADSHEET: "Spreadsheet",
}

_SUFFIXES = {PackFormat.WORD: "docx", PackFormat.PDF: "pdf", PackFormat.WEB: "html", PackFormat.SPREADSHEET: "xlsx"}

GAPS_SHOWN = 5
"""How many things that a pack lacks have a button each; the others are listed."""

CHANGES_TOLD = 10
"""How many of the changes since the version before a message tells; the pack itself has them all."""


def contents_of(pack: Pack) -> PackContents:
    """A pack's contents as they are printed now: as a draft, until its files are made for publication."""
    return replace(from_json(pack.contents), draft=pack.state not in (PackState.PUBLISHING, PackState.PUBLISHED))


def file_name(contents: PackContents, format: PackFormat) -> str:
    """The name of a file of a pack: `board-pack-2023-06-07-v1.pdf`, of a draft `board-pack-2023-06-07-v1-draft.pdf`."""
    draft = "-draft" if contents.draft else ""
    return f"board-pack-{contents.meeting.isoformat()}-v{contents.version}{draft}.{_SUFFIXES[format]}"


def progress_key(pack: Pack, person_id: int | str, publishing: bool = False) -> str:
    """The key of the message that tells somebody how the building of a pack, or its publication, goes."""
    return f"pack {pack.id} {'publishing' if publishing else 'progress'} {person_id}"


def subject_of(contents: PackContents) -> str:
    """What the events of a pack are about."""
    return f"pack {contents.meeting.isoformat()} {contents.version}"


def version_value(meeting: date, version: int) -> str:
    """The words of a button about a version of a pack: `2023-06-07 version 1`."""
    return f"{meeting.isoformat()} version {version}"


def title_of(contents: PackContents) -> str:
    """`Board pack for 7 June 2023, version 1`."""
    return f"Board pack for {day(contents.meeting)}, version {contents.version}"


def send_files_button(contents: PackContents) -> Button:
    """Has the files of this version sent to whoever presses it."""
    return Button("Send me the files", "pack.files", version_value(contents.meeting, contents.version))


def progress_card(contents: PackContents, done: Collection[PackFormat]) -> Card:
    """How far the building is, or the making of the files that are published."""
    lines = tuple(f"{LABELS[each]}: {'done' if each in done else 'to come'}" for each in PackFormat)
    fixed = Text(f"The figures are fixed. {len(done)} of {len(PackFormat)} files made so far:")
    doing = "being built" if contents.draft else "being published"
    return Card(f"{title_of(contents)}: {doing}", (fixed, Listing(lines)))


def ready_card(contents: PackContents, files: Sequence[PackFile]) -> Card:
    """A pack with its files: the draft, or as it is published."""
    body: list[Element] = [Text(contents.headline, "strong")]
    facts = [contents.known or contents.returns.said, contents.reds_said, contents.slow_said]
    body.append(Listing(tuple(facts)))
    if contents.changed:
        body += [Text(f"What changed since version {contents.version - 1}", "heading"), Listing(told(contents.changed))]
    body.append(files_element(files))
    draft = " (draft)" if contents.draft else ""
    return Card(f"{title_of(contents)}{draft}", tuple(body), data=pack_data(contents, files))


def files_element(files: Sequence[PackFile]) -> Files:
    """The files as a card names them."""
    return Files(tuple(File(each.id, each.name, LABELS[each.format], each.size) for each in files))


def draft_card(session: Session, pack: Pack, contents: PackContents, now: datetime, keeps: bool) -> Card:
    """A draft with what it lacks; with the buttons that mend and publish it for those who keep the record (`keeps`).

    `now` is aware UTC.
    """
    card = ready_card(contents, files_of(session, pack.id, draft=True))
    body: list[Element] = [Text(ONLY_A_DRAFT), *card.body]
    if missing := what_is_missing(contents):
        body.append(Text("Without this it cannot be published", "heading"))
        for gap in missing[:GAPS_SHOWN]:
            body.append(Text(f"{gap.said[:1].upper()}{gap.said[1:]}."))
            if keeps:
                body.append(Actions((gap.button,)))
        if rest := [gap.said for gap in missing[GAPS_SHOWN:]]:
            body.append(Listing(tuple(rest)))
    if out := missing_updates(contents):
        body += [Text("Updates that are missing", "heading"), Text(out), Text(known_refs().in_example(HOW_MISSING))]
    body += late_elements(session, session.get_one(Snapshot, pack.snapshot_id), now, ZoneInfo(contents.zone), keeps)
    publishes = (Button("Publish", "pack.publish", version_value(contents.meeting, contents.version)),) if keeps else ()
    body.append(Actions((*publishes, send_files_button(contents))))
    return replace(card, body=tuple(body))


ONLY_A_DRAFT = (
    "This is a draft: the secretariat, the board’s chair and the reviewers have it, and nobody else. It goes to the "
    "board when the secretariat publishes it; until then it can be compiled again."
)
HOW_MISSING = (
    "They print as “No return received”. Who owes one can still answer (“/update 2.4”); the secretariat then takes it "
    "in by its ref (“/pack compile with 2.4”)."
)
PUBLISHED = "It is what “previous” means from now on: the next board is compared with it."


def pack_data(contents: PackContents, files: Sequence[PackFile]) -> dict[str, object]:
    """What `--json` prints of a pack."""
    return {
        "meeting": contents.meeting.isoformat(),
        "version": contents.version,
        "published": not contents.draft,
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
    card = progress_card(contents_of(pack), done)
    for message in _asked(session, pack):
        revise(session, message, card)


def post_made(session: Session, pack: Pack, files: Sequence[PackFile], now: datetime, doors: Collection[str]) -> None:
    """Bring the files that were made to those whom they are for; `pack` is as it was taken in hand.

    `now` is aware UTC, `doors` those that are open. What was made for publication is published by this.
    """
    contents = contents_of(pack)
    hashes = {each.name: each.sha256 for each in files}
    if contents.draft:
        actor = Actor(pack.organisation_id, pack.by_person_id, now, "pack")
        record(session, actor, Change("pack.ready", subject_of(contents), None, hashes))
        _post_draft(session, pack, contents, actor)
    else:
        actor = Actor(pack.organisation_id, pack.publisher_id, now, "pack")
        _post_published(session, pack, contents, files, actor, doors)
        record(session, actor, Change("pack.published", subject_of(contents), None, hashes))


def _post_draft(session: Session, pack: Pack, contents: PackContents, actor: Actor) -> None:
    """To the secretariat and the board's chair: in the message of who asked, and one to each of the others."""
    today = actor.at.astimezone(ZoneInfo(contents.zone)).date()
    board_id = session.get_one(Meeting, session.get_one(Snapshot, pack.snapshot_id).meeting_id).board_id
    keepers = people_with_role(session, pack.organisation_id, Role.SECRETARIAT, today)
    chairs = people_of_board(session, board_id, today, Role.CHAIR)
    asked = {each.person_id: each for each in _asked(session, pack)}
    for person_id in dict.fromkeys((*keepers, *chairs)):
        card = draft_card(session, pack, contents, actor.at, person_id in keepers)
        if message := asked.get(person_id):
            message.pack_id = pack.id
            revise(session, message, card)
        else:
            queue(session, actor, person_id, f"pack {pack.id} draft {person_id}", card, pack.id)


def _post_published(
    session: Session,
    pack: Pack,
    contents: PackContents,
    files: Sequence[PackFile],
    actor: Actor,
    doors: Collection[str],
) -> None:
    """To the channels of the board, whoever holds a post at it, and the secretariat; one message each."""
    snapshot = session.get_one(Snapshot, pack.snapshot_id)
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    publish(session, actor, snapshot, meeting, actor.at)
    channels = channels_of(session, meeting.board_id, doors)
    card = replace(ready_card(contents, files), title=f"{title_of(contents)} is published")
    for each in channels:
        key = f"pack {pack.id} published {each.door} {each.channel}"
        queue_to_channel(session, actor, each.door, each.channel, key, card, pack.id)
    where = "Its files are in the board’s channel." if channels else NO_CHANNEL
    mine = replace(card, body=(*card.body, Text(f"{where} {PUBLISHED}"), Actions((send_files_button(contents),))))
    today = actor.at.astimezone(ZoneInfo(contents.zone)).date()
    asked = {each.person_id: each for each in _asked(session, pack)}
    for message in asked.values():
        revise(session, message, mine)
    members = people_of_board(session, meeting.board_id, today)
    keepers = people_with_role(session, pack.organisation_id, Role.SECRETARIAT, today)
    for person_id in dict.fromkeys((*members, *keepers)):
        if person_id not in asked:
            queue(session, actor, person_id, f"pack {pack.id} published {person_id}", mine)


NO_CHANNEL = (
    "The board has no channel yet, so it is posted nowhere: the secretariat types “/board channel” in one for the next."
)


def show_failed(session: Session, pack: Pack, reason: str, now: datetime) -> None:
    """Say to who asked what failed and how to go on; `pack` is as it was taken in hand, `now` is aware UTC."""
    contents = contents_of(pack)
    what = "pack.failed" if contents.draft else "pack.not_published"
    record(session, Actor(pack.organisation_id, None, now, "pack"), Change(what, subject_of(contents)))
    for message in _asked(session, pack):
        revise(session, message, failed_card(contents, reason))


def failed_card(contents: PackContents, reason: str) -> Card:
    """A pack that could not be built, or not published."""
    if contents.draft:
        what, stays = "built", "No file was posted or kept. The figures stay fixed; trying again makes the same pack."
        again = Button("Try again", "pack.again", contents.meeting.isoformat(), style="primary")
    else:
        what, stays = "published", "It is a draft as before, and nothing was posted. Trying again makes the same files."
        again = Button(
            "Try again", "pack.publish_now", version_value(contents.meeting, contents.version), style="primary"
        )
    return Card(f"{title_of(contents)} could not be {what}", (Text(reason), Text(stays), Actions((again,))))


def published_elements(session: Session, meeting: Meeting, zone: ZoneInfo) -> list[Element]:
    """For a summary before a board: that its pack is published, with a button that brings it, or that it is not yet."""
    found = pack_of(session, meeting.id)
    if found is None or found.state is not PackState.PUBLISHED:
        return [Text("The board pack is not published yet.")]
    snapshot = session.get_one(Snapshot, found.snapshot_id)
    when = f" on {moment(snapshot.published_at, zone)}" if snapshot.published_at else ""
    contents = contents_of(found)
    said = f"{title_of(contents)}, was published{when}."
    return [Text(said), Actions((send_files_button(contents),))]


def _asked(session: Session, pack: Pack) -> list[Delivery]:
    """The messages of those who asked for what is being made; nobody has one when a terminal compiled it."""
    key = progress_key(pack, "", publishing=pack.state in (PackState.PUBLISHING, PackState.PUBLISHED))
    return messages_of_occasion(session, pack.organisation_id, key)
