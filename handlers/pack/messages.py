"""What is said about a pack while it is made and afterwards: the names of its files, its cards, who gets them.

A draft goes to the secretariat and the board's chair; what is published to the board's channel, its members and the
secretariat. Called by `/pack` and by `schedules.pack_builder`; nothing here makes a file or sends a message, the outbox
worker does that.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Actions, Button, Card, Element, Listing, Text
from handlers.outbox import queue, queue_to_channel, revise
from handlers.pack.asking import InReview, ask_again
from handlers.pack.completeness import Gap, blockers, missing_updates
from handlers.pack.distributing import by_hand_elements, distribution
from handlers.pack.late_answers import late_elements
from handlers.pack.naming import (
    LABELS,
    contents_of,
    files_element,
    meeting_value,
    progress_key,
    send_files_button,
    subject_of,
    take_back_button,
    title_of,
    value_of,
)
from handlers.pack.proving import prove
from handlers.pack.quoting import quoting
from handlers.refs import known_refs
from models.boards.boards import Meeting
from models.boards.channels import channels_of
from models.outbox.deliveries import Delivery
from models.outbox.entering import messages_of_occasion
from models.outbox.who_had import who_had
from models.packs.errata import wrong_in
from models.packs.packs import WRITTEN, Pack, PackFile, PackFormat, PackState, files_of, pack_of
from models.people.people import Role, people_of_board, people_with_role
from models.position.freezing import publish
from models.position.snapshots import Snapshot
from models.record.events import Actor, Change, record
from papers.pack.contents import PackContents
from papers.pack.report_parts import title_said
from papers.wording import moment

GAPS_SHOWN = 5
"""How many things that a pack lacks have a button each; the others are listed."""

CHANGES_TOLD = 10
"""How many of the changes since the version before a message tells; the pack itself has them all."""


def progress_card(contents: PackContents, done: Collection[PackFormat]) -> Card:
    """How far the building is, or the making of the files that are published."""
    lines = tuple(f"{LABELS[each]}: {'done' if each in done else 'to come'}" for each in WRITTEN)
    figures = "" if contents.supplement else "The figures are fixed. "
    fixed = Text(f"{figures}{len(done)} of {len(WRITTEN)} files made so far:")
    doing = "being built" if contents.draft else "being published"
    return Card(f"{title_of(contents)}: {doing}", (fixed, Listing(lines)))


def ready_card(contents: PackContents, files: Sequence[PackFile]) -> Card:
    """A pack with its files: the draft, or as it is published."""
    body: list[Element] = [Text(contents.headline, "strong")]
    facts = [contents.known or contents.returns.said, contents.reds_said]
    facts += [contents.slow_said] if contents.has_position else []
    if its := contents.supplement:
        body, facts = [Text(title_said(contents), "strong")], [*its.said]
    body.append(Listing(tuple(facts)))
    if contents.changed:
        body += [Text(f"What changed since version {contents.version - 1}", "heading"), Listing(told(contents.changed))]
    body.append(files_element(files))
    draft = " (draft)" if contents.draft else ""
    return Card(f"{title_of(contents)}{draft}", tuple(body), data=pack_data(contents, files))


def corrections_element(contents: PackContents) -> list[Element]:
    """The corrections of a pack, as a message lists them."""
    return [Text("Corrections", "heading"), Listing(tuple(each.said for each in contents.corrections))]


def draft_card(
    session: Session, pack: Pack, contents: PackContents, now: datetime, keeps: bool, missing: Sequence[Gap]
) -> Card:
    """A draft with what it lacks (`missing`); with the buttons that mend and publish it for those who keep the record
    (`keeps`).

    `now` is aware UTC.
    """
    card = ready_card(contents, files_of(session, pack.id, draft=True))
    said = ONLY_A_CORRECTION if contents.corrections else A_DRAFT_REPORT if contents.report else ONLY_A_DRAFT
    said = A_DRAFT_SUPPLEMENT if contents.supplement and not contents.corrections else said
    body: list[Element] = [Text(said), *(corrections_element(contents) if contents.corrections else ()), *card.body]
    if missing:
        body.append(Text("Without this it cannot be published", "heading"))
        for gap in missing[:GAPS_SHOWN]:
            body.append(Text(f"{gap.said[:1].upper()}{gap.said[1:]}."))
            if keeps:
                body.append(Actions((gap.button,)))
        if rest := [gap.said for gap in missing[GAPS_SHOWN:]]:
            body.append(Listing(tuple(rest)))
    if contents.has_position and (out := missing_updates(contents)):
        body += [Text("Updates that are missing", "heading"), Text(out), Text(known_refs().in_example(HOW_MISSING))]
    if not contents.supplement:
        body += late_elements(session, session.get_one(Snapshot, pack.snapshot_id), now, ZoneInfo(contents.zone), keeps)
    publishes = (Button("Publish", "pack.publish", value_of(contents)),) if keeps else ()
    takes_back = (take_back_button(contents),) if keeps and contents.corrections else ()
    body.append(Actions((*publishes, send_files_button(contents), *takes_back)))
    return replace(card, body=tuple(body))


ONLY_A_DRAFT = (
    "This is a draft: the secretariat, the board’s chair and the reviewers have it, and nobody else. It goes to the "
    "board when the secretariat publishes it; until then it can be compiled again."
)
A_DRAFT_REPORT = (
    "This is a draft: the secretariat and the reviewers have it, and nobody else. Its figures are those of the board’s "
    "pack; until it is published, what is written in it can be compiled again."
)
A_DRAFT_SUPPLEMENT = (
    "This is a draft: the secretariat, the board’s chair and the reviewers have it, and nobody else. What it follows "
    "stays as it is. When it is published, everybody who had that is sent it."
)
ONLY_A_CORRECTION = (
    "This is a draft of the corrected pack: the secretariat, the board’s chair and the reviewers have it, nobody else. "
    "The pack that was published stays as it is. When this one is published, everybody who had a version is told."
)
HOW_MISSING = (
    "They print as “No return received”. Who owes one can still answer (“/update 2.4”); the secretariat then takes it "
    "in by its ref (“/pack compile with 2.4”)."
)
INSTEAD = "You had the version before it: please use this one. The original is kept as it was."
FOLLOWS = "You had what it follows: please keep both together. Its sections, pages and appendices are numbered on."
REPORTED = "Its figures are those of the board’s pack, which goes with it as an appendix."
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


def show_progress(session: Session, pack: Pack, contents: PackContents, done: Collection[PackFormat]) -> None:
    """Say in the message to who asked which files are made."""
    card = progress_card(contents, done)
    for message in _asked(session, pack):
        revise(session, message, card)


def post_made(
    session: Session,
    pack: Pack,
    contents: PackContents,
    files: Sequence[PackFile],
    now: datetime,
    doors: Collection[str],
) -> None:
    """Bring the files that were made to those whom they are for; `pack` is as it was taken in hand.

    `now` is aware UTC, `doors` those that are open. What was made for publication is published by this.
    """
    hashes = {each.name: each.sha256 for each in files}
    if contents.draft:
        actor = Actor(pack.organisation_id, pack.by_person_id, now, "pack")
        record(session, actor, Change("pack.ready", subject_of(contents), None, hashes))
        _post_draft(session, pack, contents, actor)
    else:
        actor = Actor(pack.organisation_id, pack.publisher_id, now, "pack")
        prove(session, actor, pack, contents, files)
        _post_published(session, pack, contents, files, actor, doors)
        its = "pack.supplemented" if pack.supplement else "pack.published"
        what = "pack.corrected" if pack.corrects_id else its
        record(session, actor, Change(what, subject_of(contents), None, hashes))


def _post_draft(session: Session, pack: Pack, contents: PackContents, actor: Actor) -> None:
    """To the secretariat and the board's chair: in the message of who asked, and one to each of the others."""
    today = actor.at.astimezone(ZoneInfo(contents.zone)).date()
    board_id = session.get_one(Meeting, session.get_one(Snapshot, pack.snapshot_id).meeting_id).board_id
    keepers = people_with_role(session, pack.organisation_id, Role.SECRETARIAT, today)
    chairs = people_of_board(session, board_id, today, Role.CHAIR)
    asked = {each.person_id: each for each in _asked(session, pack)}
    kept = session.get_one(Pack, pack.id)
    missing = blockers(session, InReview.of(session, kept, actor.organisation_id), today)
    for person_id in dict.fromkeys((*keepers, *chairs)):
        card = draft_card(session, pack, contents, actor.at, person_id in keepers, missing)
        if message := asked.get(person_id):
            message.pack_id = pack.id
            revise(session, message, card)
        else:
            queue(session, actor, person_id, f"pack {pack.id} draft {person_id}", card, pack.id)
    if contents.version > 1 or contents.corrections:
        ask_again(session, actor, kept, ZoneInfo(contents.zone))


def _post_published(
    session: Session,
    pack: Pack,
    contents: PackContents,
    files: Sequence[PackFile],
    actor: Actor,
    doors: Collection[str],
) -> None:
    """To the channels of the board, whoever holds a post at it, the secretariat, and who is on the distribution list,
    these with the files; one message each. The secretariat is told who is to be given it by hand.
    """
    snapshot = session.get_one(Snapshot, pack.snapshot_id)
    meeting = session.get_one(Meeting, snapshot.meeting_id)
    if pack.beside:
        session.get_one(Pack, pack.id).published_at = actor.at
    else:
        publish(session, actor, snapshot, meeting, actor.at)
    channels = channels_of(session, meeting.board_id, doors)
    card = replace(ready_card(contents, files), title=f"{title_of(contents)} is published")
    if contents.corrections:
        card = replace(card, body=(*corrections_element(contents), *card.body))
    for each in channels:
        key = f"pack {pack.id} published {each.door} {each.channel}"
        queue_to_channel(session, actor, each.door, each.channel, key, card, pack.id)
    where = "Its files are in the board’s channel." if channels else NO_CHANNEL
    means = INSTEAD if pack.corrects_id else REPORTED if contents.report else PUBLISHED
    means = FOLLOWS if pack.supplement and not pack.corrects_id else means
    mine = replace(card, body=(*card.body, Text(f"{where} {means}"), Actions((send_files_button(contents),))))
    today = actor.at.astimezone(ZoneInfo(contents.zone)).date()
    asked = {each.person_id: each for each in _asked(session, pack)}
    members = people_of_board(session, meeting.board_id, today)
    keepers = people_with_role(session, pack.organisation_id, Role.SECRETARIAT, today)
    had = [person_id for person_id, _ in who_had(session, snapshot.id)] if pack.beside else []
    if pack.corrects_id:
        for report in quoting(session, meeting.id, wrong_in(session, pack.corrects_id)):
            had += [person_id for person_id, _ in who_had(session, report.pack.snapshot_id)]
    listed = distribution(session, pack.organisation_id, meeting.board_id, today)
    by_hand = by_hand_elements(listed.by_hand, (), pack.id)
    keepers_card = replace(mine, body=(*mine.body, *by_hand))
    for person_id, message in asked.items():
        revise(session, message, keepers_card if person_id in keepers else mine)
    for person_id in dict.fromkeys((*members, *keepers, *had, *listed.person_ids)):
        if person_id not in asked:
            said = keepers_card if person_id in keepers else mine
            with_files = pack.id if person_id in listed.person_ids else None
            queue(session, actor, person_id, f"pack {pack.id} published {person_id}", said, with_files)


NO_CHANNEL = (
    "The board has no channel yet, so it is posted nowhere: the secretariat types “/board channel” in one for the next."
)


def show_failed(session: Session, pack: Pack, contents: PackContents, reason: str, now: datetime) -> None:
    """Say to who asked what failed and how to go on; `pack` is as it was taken in hand, `now` is aware UTC."""
    what = "pack.failed" if contents.draft else "pack.not_published"
    record(session, Actor(pack.organisation_id, None, now, "pack"), Change(what, subject_of(contents)))
    for message in _asked(session, pack):
        revise(session, message, failed_card(contents, reason))


def failed_card(contents: PackContents, reason: str) -> Card:
    """A pack that could not be built, or not published."""
    if contents.draft:
        what, stays = "built", "No file was posted or kept. The figures stay fixed; trying again makes the same pack."
        again = Button("Try again", "pack.again", meeting_value(contents), style="primary")
    else:
        what, stays = "published", "It is a draft as before, and nothing was posted. Trying again makes the same files."
        again = Button("Try again", "pack.publish_now", value_of(contents), style="primary")
    return Card(f"{title_of(contents)} could not be {what}", (Text(reason), Text(stays), Actions((again,))))


def published_elements(session: Session, meeting: Meeting, zone: ZoneInfo) -> list[Element]:
    """For a summary before a board: that its pack is published, with a button that brings it, or that it is not yet."""
    found = pack_of(session, meeting.id)
    if found and found.corrects_id and found.state is not PackState.PUBLISHED:
        found = session.get_one(Pack, found.corrects_id)
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
