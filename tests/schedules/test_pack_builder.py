"""Building a pack, as a draft and for publication: four files from one snapshot, with progress; nothing half made when
it fails; once, by anybody."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.process import make_worker
from bot.settings import Settings
from bot.web.door import CHANNEL, RecordDoor
from handlers.cards import Files, from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.boards.boards import BoardChannel
from models.outbox.backlog import backlog
from models.outbox.deliveries import Delivery, DeliveryState
from models.packs.packs import Pack, PackFile, PackFormat, PackState, files_of, take_building
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import Event
from papers.pack.contents import PackContents
from papers.pack.contents import from_json as contents_from_json
from schedules.outbox_worker import OutboxWorker
from schedules.pack_builder import MOST_TRIES, PackBuilder, writers
from schedules.wording import Wording
from tests.asking import Clock, Somebody, button, somebody
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"


def written(contents: PackContents) -> bytes:
    """What stands in for a file, whose making takes a second or two: its own for each version."""
    return f"file of version {contents.version}, draft {contents.draft}: {contents.headline}".encode()


def packing(dispatcher: Dispatcher, real: bool, **changed: Callable[[PackContents], bytes]) -> PackBuilder:
    """What builds packs, with `real` files or with what stands in for them, some made in another way."""
    named = {PackFormat(name): write for name, write in changed.items()}
    return PackBuilder(dispatcher, lambda: {**(writers() if real else dict.fromkeys(writers(), written)), **named})


def build(dispatcher: Dispatcher, real: bool = False, **changed: Callable[[PackContents], bytes]) -> None:
    asyncio.run(packing(dispatcher, real, **changed).build(OutboxWorker(dispatcher, [RecordDoor()], Wording())))


@after(fill_example)
def fill_compiled(database: Database) -> None:
    """The pack for 7 June, compiled, with no files yet."""
    somebody(Dispatcher(database, registry, Clock("2023-06-07 10:00")), SECRETARY).types("/pack compile")


@after(fill_compiled)
def fill_drafted(database: Database) -> None:
    """The same with what stands in for the files of its draft."""
    build(Dispatcher(database, registry, Clock("2023-06-07 10:00")))


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what one of `compiled` and `drafted` is."""
    with engine.fresh(filling_asked_for(request, compiled=fill_compiled, drafted=fill_drafted)) as database:
        yield database


@pytest.fixture
def compiled() -> None:
    """The pack for 7 June, compiled, with no files yet: `example` has it."""


@pytest.fixture
def drafted() -> None:
    """The same with what stands in for the files of its draft: `example` has them."""


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
            file for pack in session.exec(select(Pack).order_by(col(Pack.id))) for file in files_of(session, pack.id)
        ]


def said_to(database: Database, whom: str, words: str) -> str:
    """Their message as soon as it says these words, which another file brings."""
    for _ in range(1000):
        said = in_words(from_json(messages(database)[whom].card or {}))
        if words in said:
            return said
        time.sleep(0.02)
    raise AssertionError(said)


FORMATS = (("docx", b"PK\x03\x04"), ("pdf", b"%PDF"), ("html", b"<!do"), ("xlsx", b"PK\x03\x04"))


@pytest.mark.usefixtures("compiled")
def test_four_files_of_a_draft_go_to_who_asked_and_to_the_chair_and_nowhere_else(
    example_dispatcher: Dispatcher, example: Database
) -> None:
    build(example_dispatcher, real=True)
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


@pytest.mark.usefixtures("drafted")
def test_publishing_makes_the_files_anew_and_posts_them(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    drafts = the_files(example)
    as_person(SECRETARY).types("/pack publish")
    seen: list[str] = []

    def watched(contents: PackContents) -> bytes:
        seen.append(said_to(example, "publisher", "PDF: done"))
        assert not contents.draft
        return b"%PDF of " + contents.headline.encode()

    build(example_dispatcher, web=watched)
    assert "version 1: being published" in seen[0]
    assert "PDF: done" in seen[0], "whatever is ready first is told first"
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        assert pack.state is PackState.PUBLISHED
        assert session.get_one(Snapshot, pack.snapshot_id).published_at == example_dispatcher.clock()
    files = the_files(example)
    assert [each.name for each in files] == [f"board-pack-2023-06-07-v1.{suffix}" for suffix, _ in FORMATS]
    with example.read() as session:
        stay = files_of(session, pack.id, draft=True)
    assert [each.content for each in stay] == [each.content for each in drafts]
    sent = messages(example)
    assert {each.state for each in sent.values()} == {DeliveryState.SENT}
    card = from_json(sent[CHANNEL].card or {})
    (listed,) = [each for each in card.body if isinstance(each, Files)]
    assert [each.id for each in listed.files] == [each.id for each in files]
    assert sent[CHANNEL].pack_id == pack.id
    assert "raft" not in in_words(card)
    assert last_event(example) == ("pack.published", {each.name: each.sha256 for each in files})


@pytest.mark.usefixtures("drafted")
def test_a_failed_publication_leaves_a_draft_and_can_be_tried_again(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    secretary = as_person(SECRETARY)
    drafts = [each.id for each in the_files(example)]
    secretary.types("/pack publish")

    def broken(_contents: PackContents) -> bytes:
        raise RuntimeError("no more ink")

    build(example_dispatcher, spreadsheet=broken)
    card = from_json(messages(example)["publisher"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be published"
    assert [each.id for each in the_files(example)] == drafts
    assert CHANNEL not in messages(example)
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        assert pack.state is PackState.READY
        assert session.get_one(Snapshot, pack.snapshot_id).published_at is None
        assert backlog(session, 1).packs[PackState.FAILED] == 1
    assert "draft: could not be published: A file could not be made: Spreadsheet" in in_words(secretary.types("/pack"))
    secretary.presses(card, "Try again")
    build(example_dispatcher)
    assert len(the_files(example)) == 4
    assert CHANNEL in messages(example)


@pytest.mark.usefixtures("drafted")
def test_what_is_being_published_when_its_process_dies_is_published_by_another(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    as_person(SECRETARY).types("/pack publish")

    def killed(_contents: PackContents) -> bytes:
        """Its lease runs out while it writes, and another process goes on."""
        said_to(example, "publisher", "3 of 4 files")
        let_go(example)
        build(example_dispatcher)
        return b"too late"

    build(example_dispatcher, word=killed)
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


@no_sql_differs
@pytest.mark.usefixtures("compiled")
def test_the_message_to_who_asked_says_how_far_it_is(example_dispatcher: Dispatcher, example: Database) -> None:
    seen: list[str] = []

    def watched(contents: PackContents) -> bytes:
        seen.append(said_to(example, "asker", "3 of 4 files"))
        return b"%PDF of " + contents.headline.encode()

    build(example_dispatcher, word=watched)
    assert "PDF: done" in seen[0]
    assert "Word document: to come" in seen[0]


@no_sql_differs
@pytest.mark.parametrize(("at_most", "together"), [(64, 2), (63, 1)])
@pytest.mark.usefixtures("compiled")
def test_two_files_are_written_side_by_side_but_those_of_a_large_plan_one_after_the_other(
    example_dispatcher: Dispatcher,
    example: Database,
    monkeypatch: pytest.MonkeyPatch,
    at_most: int,
    together: int,
) -> None:
    monkeypatch.setattr("schedules.pack_builder.SIDE_BY_SIDE", at_most)
    barrier, counting = threading.Barrier(together), threading.Lock()
    writing, most = [0], [0]

    def one(_contents: PackContents) -> bytes:
        with counting:
            writing[0] += 1
            most[0] = max(most[0], writing[0])
        barrier.wait(60)
        time.sleep(0.1)  # for one that may not come yet
        with counting:
            writing[0] -= 1
        return b"written"

    build(example_dispatcher, pdf=one, word=one, web=one, spreadsheet=one)
    assert len(the_files(example)) == 4
    assert most == [together]


@no_sql_differs
@pytest.mark.usefixtures("compiled")
def test_the_same_snapshot_gives_the_same_bytes(
    example_dispatcher: Dispatcher, example: Database, clock: Clock
) -> None:
    build(example_dispatcher, real=True)
    with example.read() as session:
        contents = contents_from_json(session.exec(select(Pack)).one().contents)
    clock.set("2023-06-07 15:00")
    for file in the_files(example):
        assert writers()[file.format](replace(contents, draft=True)) == file.content, file.name


@pytest.mark.usefixtures("drafted")
def test_version_1_stays_as_it_was(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database, clock: Clock
) -> None:
    first = the_files(example)
    clock.set("2023-06-07 11:00")
    as_person("workforce.sro@example.org").types(
        "/update 2.4 green/amber the campaign is running; back to green 30 Sep"
    )
    as_person(SECRETARY).types("/pack compile with 2.4")
    build(example_dispatcher)
    both = the_files(example)
    assert [each.content for each in both[:4]] == [each.content for each in first]
    assert both[4].name == "board-pack-2023-06-07-v2-draft.docx"
    assert "2.4: activity Red → Green" in in_words(from_json(messages(example)["asker"].card or {}))


@pytest.mark.usefixtures("compiled")
def test_a_failure_half_way_leaves_nothing_and_can_be_run_again(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    def broken(_contents: PackContents) -> bytes:
        raise RuntimeError("no more ink")

    build(example_dispatcher, web=broken)
    assert the_files(example) == []
    told = messages(example)
    assert set(told) == {"asker"}
    card = from_json(told["asker"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be built"
    assert "A file could not be made: Web page (" in in_words(card)
    assert "no more ink" not in in_words(card)
    with example.read() as session:
        assert session.exec(select(Pack)).one().state is PackState.FAILED

    as_person(SECRETARY).presses(card, "Try again")
    build(example_dispatcher)
    assert len(the_files(example)) == 4
    assert set(messages(example)) == {"asker", "chair"}


@pytest.mark.usefixtures("compiled")
def test_one_whose_builder_died_is_built_by_another(example_dispatcher: Dispatcher, example: Database) -> None:
    with example.write() as session:
        assert take_building(session, 1, datetime.now(UTC), timedelta(minutes=1))
    build(example_dispatcher)
    assert the_files(example) == []  # somebody has it in hand
    let_go(example)
    build(example_dispatcher)
    assert len(the_files(example)) == 4


@pytest.mark.usefixtures("compiled")
def test_one_that_stops_every_process_that_builds_it_is_given_up(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    def begun_and_stopped() -> None:
        with example.write() as session:
            assert take_building(session, 1, datetime.now(UTC), timedelta())

    for _ in range(MOST_TRIES):
        begun_and_stopped()
    build(example_dispatcher)
    assert the_files(example) == []
    card = from_json(messages(example)["asker"].card or {})
    assert card.title == "Board pack for 7 June 2023, version 1 could not be built"
    assert "begun 3 times and never ended" in in_words(card)

    as_person(SECRETARY).presses(card, "Try again")
    begun_and_stopped()
    build(example_dispatcher)
    assert len(the_files(example)) == 4


@no_sql_differs
@pytest.mark.usefixtures("compiled")
def test_who_comes_back_after_the_lease_changes_nothing(example_dispatcher: Dispatcher, example: Database) -> None:
    begun: list[PackContents] = []

    def overtaken(contents: PackContents) -> bytes:
        """Its lease runs out while it writes the first time, and whoever comes first builds the pack."""
        begun.append(contents)
        if len(begun) > 1:
            return written(contents)
        said_to(example, "asker", "3 of 4 files")
        let_go(example)
        build(example_dispatcher)
        return b"too late"

    build(example_dispatcher, spreadsheet=overtaken)
    assert len(the_files(example)) == 4
    assert b"too late" not in {each.content for each in the_files(example)}
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "pack.ready")).all()) == 1


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.usefixtures("compiled")
def test_whoever_loses_the_lease_at_the_very_end_keeps_nothing_and_tells_nobody(
    example_dispatcher: Dispatcher, example: Database, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    others = datetime(2100, 1, 1, tzinfo=UTC)

    def taken_by_another() -> None:
        with example.write() as session:
            pack = session.exec(select(Pack)).one()
            pack.held_until = others
            session.add(pack)

    def beside(*_: object) -> Mapping[PackFormat, tuple[str, bytes]]:
        taken_by_another()
        return {}

    def broken(_contents: PackContents) -> bytes:
        taken_by_another()
        raise RuntimeError("no more ink")

    monkeypatch.setattr(PackBuilder, "_beside", beside)
    build(example_dispatcher, pdf=broken if fails else written)
    assert the_files(example) == []
    assert set(messages(example)) == {"asker"}
    assert "could not be built" not in from_json(messages(example)["asker"].card or {}).title
    with example.read() as session:
        pack = session.exec(select(Pack)).one()
        assert (pack.state, pack.held_until) == (PackState.BUILDING, others)


@no_sql_differs
@pytest.mark.parametrize("at", ["2023-06-07 21:30", "2023-07-15 11:00"])
def test_what_somebody_waits_for_comes_at_any_hour(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database, clock: Clock, at: str
) -> None:
    clock.set(at)
    as_person(SECRETARY).types("/pack compile")
    build(example_dispatcher)
    sent = messages(example)
    assert (sent["asker"].state, sent["chair"].state) == (DeliveryState.SENT, DeliveryState.WAITING)


def test_without_a_channel_it_is_said_so(as_person: Asked, example_dispatcher: Dispatcher, example: Database) -> None:
    with example.write() as session:
        for each in session.exec(select(BoardChannel)):
            session.delete(each)
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    build(example_dispatcher)
    card = from_json(messages(example)["asker"].card or {})
    assert button(card, "Publish") == ("pack.publish", "2023-06-07 version 1")
    secretary.presses(card, "Publish")
    build(example_dispatcher)
    told = messages(example)
    assert CHANNEL not in told
    assert "The board has no channel yet" in in_words(from_json(told["publisher"].card or {}))


@no_sql_differs
def test_the_worker_builds_in_the_background(
    as_person: Asked, example_dispatcher: Dispatcher, example: Database
) -> None:
    as_person(SECRETARY).types("/pack compile")
    worker = make_worker(example_dispatcher, Settings())

    async def work() -> Mapping[str, Delivery]:
        await worker.deliver()
        before = await asyncio.to_thread(messages, example)
        await worker.finish()
        return before

    before = asyncio.run(work())
    assert before["asker"].state is DeliveryState.SENT
    assert len(the_files(example)) == 4
