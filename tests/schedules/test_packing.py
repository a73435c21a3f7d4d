"""Building a pack, as a draft and for publication: four files from one snapshot, with progress; nothing half made when
it fails; once, by anybody."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.process import make_back_office
from bot.settings import Settings
from bot.web.door import CHANNEL, RecordDoor
from handlers.cards import Files, from_json
from handlers.desk import Desk
from handlers.words import in_words
from models.backlog import backlog
from models.boards import BoardChannel
from models.database import Database
from models.deliveries import Delivery, DeliveryState
from models.events import Event
from models.packs import Pack, PackFile, PackFormat, PackState, files_of, take_building
from models.snapshots import Snapshot
from papers.pack.contents import PackContents
from papers.pack.contents import from_json as contents_from_json
from schedules.packing import MOST_TRIES, Packing, writers
from schedules.postman import Postman
from schedules.wording import Wording
from tests.asking import Clock, Somebody, button

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"


def packing(desk: Desk, **changed: Callable[[PackContents], bytes]) -> Packing:
    """What builds packs, with some writers changed."""
    named = {PackFormat(name): write for name, write in changed.items()}
    return Packing(desk, {**writers(), **named})


def build(desk: Desk, **changed: Callable[[PackContents], bytes]) -> None:
    asyncio.run(packing(desk, **changed).build(Postman(desk, [RecordDoor()], Wording())))


def messages(database: Database) -> dict[str, Delivery]:
    """The messages about packs: in the channel, to who asked, and to the board's chair."""
    with database.read() as session:
        found = session.exec(select(Delivery).where(col(Delivery.key).like("pack %")).order_by(col(Delivery.id)))
        words = {"progress": "asker", "publishing": "publisher", "draft": "chair"}
        return {
            str(each.channel) if each.person_id is None else words[each.key.split()[2]]: each
            for each in found
            if each.person_id is None or each.key.split()[2] in words
        }


def the_files(database: Database) -> list[PackFile]:
    with database.read() as session:
        return [
            file
            for pack in session.exec(select(Pack).order_by(col(Pack.id)))
            for file in files_of(session, pack.id or 0)
        ]


FORMATS = (("docx", b"PK\x03\x04"), ("pdf", b"%PDF"), ("html", b"<!do"), ("xlsx", b"PK\x03\x04"))


def test_four_files_of_a_draft_go_to_who_asked_and_to_the_chair_and_nowhere_else(
    desk_as: Asked, example_desk: Desk, example: Database
) -> None:
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    files = the_files(example)
    assert [(each.name, each.content[:4]) for each in files] == [
        (f"board-pack-2023-06-07-v1-draft.{suffix}", begin) for suffix, begin in FORMATS
    ]
    sent = messages(example)
    assert set(sent) == {"asker", "chair"}
    assert {each.state for each in sent.values()} == {DeliveryState.SENT}
    for message in sent.values():
        assert message.card is not None
        assert message.pack_id is not None
        card = from_json(message.card)
        assert card.title == "Board pack for 7 June 2023, version 1 (draft)"
        (listed,) = [each for each in card.body if isinstance(each, Files)]
        assert [each.id for each in listed.files] == [each.id for each in files]
        assert "44 of 64 (68.75%)" in in_words(card)
    assert last_event(example) == ("pack.ready", {each.name: each.sha256 for each in files})


def last_event(database: Database) -> tuple[str, object]:
    with database.read() as session:
        event = session.exec(select(Event).order_by(col(Event.id).desc()).limit(1)).one()
        return event.what, event.after


def test_publishing_makes_the_files_anew_and_posts_them(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    drafts = the_files(example)
    desk_as(SECRETARY).types("/pack publish")
    seen: list[str] = []

    def watched(contents: PackContents) -> bytes:
        seen.append(in_words(from_json(messages(example)["publisher"].card or {})))
        assert not contents.draft
        return b"%PDF of " + contents.headline.encode()

    build(example_desk, web=watched)
    assert "version 1: being published" in seen[0]
    assert "PDF: done" in seen[0]
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        assert pack.state is PackState.PUBLISHED
        assert session.get_one(Snapshot, pack.snapshot_id).published_at == example_desk.clock()
    files = the_files(example)
    assert [each.name for each in files] == [f"board-pack-2023-06-07-v1.{suffix}" for suffix, _ in FORMATS]
    with example.read() as session:
        stay = files_of(session, pack.id or 0, draft=True)
    assert [each.content for each in stay] == [each.content for each in drafts]
    sent = messages(example)
    assert {each.state for each in sent.values()} == {DeliveryState.SENT}
    card = from_json(sent[CHANNEL].card or {})
    (listed,) = [each for each in card.body if isinstance(each, Files)]
    assert [each.id for each in listed.files] == [each.id for each in files]
    assert sent[CHANNEL].pack_id == pack.id
    assert "raft" not in in_words(card)
    assert last_event(example) == ("pack.published", {each.name: each.sha256 for each in files})


def test_a_failed_publication_leaves_a_draft_and_can_be_tried_again(
    desk_as: Asked, example_desk: Desk, example: Database
) -> None:
    secretary = desk_as(SECRETARY)
    secretary.types("/pack compile")
    build(example_desk)
    drafts = [each.id for each in the_files(example)]
    secretary.types("/pack publish")

    def broken(_contents: PackContents) -> bytes:
        raise RuntimeError("no more ink")

    build(example_desk, spreadsheet=broken)
    card = from_json(messages(example)["publisher"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be published"
    assert [each.id for each in the_files(example)] == drafts
    assert CHANNEL not in messages(example)
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        assert pack.state is PackState.READY
        assert session.get_one(Snapshot, pack.snapshot_id).published_at is None
        assert backlog(session).packs[PackState.FAILED] == 1
    assert "draft: could not be published: A file could not be made: Spreadsheet" in in_words(secretary.types("/pack"))
    secretary.presses(card, "Try again")
    build(example_desk)
    assert len(the_files(example)) == 4
    assert CHANNEL in messages(example)


def test_what_is_being_published_when_its_process_dies_is_published_by_another(
    desk_as: Asked, example_desk: Desk, example: Database
) -> None:
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    desk_as(SECRETARY).types("/pack publish")

    def killed(_contents: PackContents) -> bytes:
        """Its lease runs out while it writes, and another process goes on."""
        let_go(example)
        build(example_desk)
        return b"too late"

    build(example_desk, word=killed)
    assert len(the_files(example)) == 4
    assert b"too late" not in {each.content for each in the_files(example)}
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "pack.published")).all()) == 1


def let_go(database: Database) -> None:
    """Let the lease of the pack that is in hand be over."""
    with database.write() as session:
        pack = session.exec(select(Pack)).one()
        pack.held_until = datetime.now(UTC) - timedelta(seconds=1)
        session.add(pack)


def test_the_message_to_who_asked_says_how_far_it_is(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    desk_as(SECRETARY).types("/pack compile")
    seen: list[str] = []

    def watched(contents: PackContents) -> bytes:
        seen.append(in_words(from_json(messages(example)["asker"].card or {})))
        return b"%PDF of " + contents.headline.encode()

    build(example_desk, word=watched)
    assert "1 of 4 files made so far" in seen[0]
    assert "PDF: done" in seen[0]
    assert "Word document: to come" in seen[0]


def test_the_same_snapshot_gives_the_same_bytes(
    desk_as: Asked, example_desk: Desk, example: Database, clock: Clock
) -> None:
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    with example.read() as session:
        contents = contents_from_json(session.exec(select(Pack)).one().contents)
    clock.set("2023-06-07 15:00")
    for file in the_files(example):
        assert writers()[file.format](replace(contents, draft=True)) == file.content, file.name


def test_version_1_stays_as_it_was(desk_as: Asked, example_desk: Desk, example: Database, clock: Clock) -> None:
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    first = the_files(example)
    clock.set("2023-06-07 11:00")
    desk_as("workforce.sro@example.org").types("/update 2.4 green/amber the campaign is running; back to green 30 Sep")
    desk_as(SECRETARY).types("/pack compile with 2.4")
    build(example_desk)
    both = the_files(example)
    assert [each.content for each in both[:4]] == [each.content for each in first]
    assert both[4].name == "board-pack-2023-06-07-v2-draft.docx"
    assert "2.4: activity Red → Green" in in_words(from_json(messages(example)["asker"].card or {}))


def test_a_failure_half_way_leaves_nothing_and_can_be_run_again(
    desk_as: Asked, example_desk: Desk, example: Database
) -> None:
    secretary = desk_as(SECRETARY)
    secretary.types("/pack compile")

    def broken(_contents: PackContents) -> bytes:
        raise RuntimeError("no more ink")

    build(example_desk, web=broken)
    assert the_files(example) == []
    told = messages(example)
    assert set(told) == {"asker"}
    card = from_json(told["asker"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be built"
    assert "A file could not be made: Web page (" in in_words(card)
    assert "no more ink" not in in_words(card)
    with example.read() as session:
        assert session.exec(select(Pack)).one().state is PackState.FAILED

    secretary.presses(card, "Try again")
    build(example_desk)
    assert len(the_files(example)) == 4
    assert set(messages(example)) == {"asker", "chair"}


def test_one_whose_builder_died_is_built_by_another(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    desk_as(SECRETARY).types("/pack compile")
    with example.write() as session:
        assert take_building(session, datetime.now(UTC), timedelta(minutes=1))
    build(example_desk)
    assert the_files(example) == []  # somebody has it in hand
    let_go(example)
    build(example_desk)
    assert len(the_files(example)) == 4


def test_one_that_stops_every_process_that_builds_it_is_given_up(
    desk_as: Asked, example_desk: Desk, example: Database
) -> None:
    secretary = desk_as(SECRETARY)
    secretary.types("/pack compile")

    def begun_and_stopped() -> None:
        with example.write() as session:
            assert take_building(session, datetime.now(UTC), timedelta())

    for _ in range(MOST_TRIES):
        begun_and_stopped()
    build(example_desk)
    assert the_files(example) == []
    card = from_json(messages(example)["asker"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be built"
    assert "begun 3 times and never ended" in in_words(card)

    secretary.presses(card, "Try again")
    begun_and_stopped()
    build(example_desk)
    assert len(the_files(example)) == 4


def test_who_comes_back_after_the_lease_changes_nothing(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    desk_as(SECRETARY).types("/pack compile")

    def overtaken(_contents: PackContents) -> bytes:
        """Its lease runs out while it writes, and another process builds the pack."""
        let_go(example)
        build(example_desk)
        return b"too late"

    build(example_desk, spreadsheet=overtaken)
    assert len(the_files(example)) == 4
    assert b"too late" not in {each.content for each in the_files(example)}
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "pack.ready")).all()) == 1


@pytest.mark.parametrize("at", ["2023-06-07 21:30", "2023-07-15 11:00"])
def test_what_somebody_waits_for_comes_at_any_hour(
    desk_as: Asked, example_desk: Desk, example: Database, clock: Clock, at: str
) -> None:
    clock.set(at)
    desk_as(SECRETARY).types("/pack compile")
    build(example_desk)
    sent = messages(example)
    assert (sent["asker"].state, sent["chair"].state) == (DeliveryState.SENT, DeliveryState.WAITING)


def test_without_a_channel_it_is_said_so(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    with example.write() as session:
        for each in session.exec(select(BoardChannel)):
            session.delete(each)
    secretary = desk_as(SECRETARY)
    secretary.types("/pack compile")
    build(example_desk)
    card = from_json(messages(example)["asker"].card or {})
    assert button(card, "Publish") == ("pack.publish", "2023-06-07 1")
    secretary.presses(card, "Publish")
    build(example_desk)
    told = messages(example)
    assert CHANNEL not in told
    assert "The board has no channel yet" in in_words(from_json(told["publisher"].card or {}))


def test_the_back_office_builds_in_the_background(desk_as: Asked, example_desk: Desk, example: Database) -> None:
    desk_as(SECRETARY).types("/pack compile")
    office = make_back_office(example_desk, Settings())

    async def work() -> Mapping[str, Delivery]:
        await office.deliver()
        before = await asyncio.to_thread(messages, example)
        await office.finish()
        return before

    before = asyncio.run(work())
    assert before["asker"].state is DeliveryState.SENT
    assert len(the_files(example)) == 4
