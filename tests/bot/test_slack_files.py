"""Packs on their way to Slack: files that arrive once, messages that change where they stand, pictures that are shown.

Every test runs the outbox worker and the real client against the strict Slack.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.cards import Card, Files, Text
from handlers.outbox import queue_answer, queue_to_channel, revise
from handlers.pack.naming import files_element
from models.outbox.deliveries import Delivery, DeliveryState
from models.packs.packs import files_of
from models.people.people import Person
from models.record.events import Actor
from tests.bot.packs import FILES, NAMES, a_pack, make_ready
from tests.bot.slack_office import PICTURE, PNG
from tests.bot.slack_post import Post, post_office
from tests.databases import Engine, fill_example
from tests.slack_server.faults import Fault, Kind
from tests.slack_server.workspace import Message

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def post(sqlite: Engine) -> AsyncIterator[Post]:
    with sqlite.fresh(fill_example) as database:
        async with post_office(database) as opened:
            opened.clock.set("2023-06-02 09:10")  # before the morning's messages
            yield opened


def with_files(session: Session, card: Card, pack_id: int | None) -> Card:
    """The card, naming the files of a pack."""
    return replace(card, body=(*card.body, files_element(files_of(session, pack_id)))) if pack_id else card


class Outbox:
    """A channel with the bot in it, and what is queued for it or for the workforce SRO."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.channel = post.slack.add_channel("improvement-board", *post.accounts.values())

    def queue(self, card: Card, *, pack: Callable[[Any], int | None] = lambda _: None, to: str = "channel") -> int:
        with self.post.dispatcher.database.write() as session:
            person = session.exec(select(Person).where(Person.email == "workforce.sro@example.org")).one()
            actor = Actor(person.organisation_id, None, self.post.clock.now, "test")
            pack_id = pack(session)
            card = with_files(session, card, pack_id)
            if to == "channel":
                made = queue_to_channel(session, actor, "slack", self.channel, "pack 1", card, pack_id)
            else:
                made = queue_answer(session, actor, person.id, "pack 1", card, pack_id)
            return made.id

    def ready_pack(self, session: Any) -> int | None:
        pack = a_pack(session, self.post.clock.now)
        make_ready(session, pack)
        return pack.id

    def revise(self, delivery: int, card: Card) -> None:
        with self.post.dispatcher.database.write() as session:
            found = session.get_one(Delivery, delivery)
            revise(session, found, with_files(session, card, found.pack_id))

    def row(self, delivery: int) -> Delivery:
        with self.post.dispatcher.database.read() as session:
            return session.get_one(Delivery, delivery)

    @property
    def seen(self) -> list[Message]:
        """What stands in Slack, oldest first."""
        return self.post.slack.workspace.messages

    @property
    def message(self) -> Message:
        (found,) = (each for each in self.seen if not each.thread_ts)
        return found

    def files(self) -> Counter[tuple[str, bytes]]:
        """The files in the thread of the message, with their contents."""
        shared = [file for each in self.seen if each.thread_ts == self.message.ts for file in each.files]
        return Counter((each["name"], self.post.slack.workspace.files[each["id"]].content) for each in shared)


@pytest.fixture
def outbox(post: Post) -> Outbox:
    return Outbox(post)


ONCE = Counter(FILES.values())
CARD = Card("Board pack", (Text("44 of 64 (68.75%)"),), about=("2.4",))


@pytest.mark.parametrize("to", ["channel", "person"])
async def test_the_files_of_a_pack_stand_in_the_thread_of_its_message(outbox: Outbox, to: str) -> None:
    delivery = outbox.queue(CARD, pack=outbox.ready_pack, to=to)
    await outbox.post.ticks()
    assert outbox.files() == ONCE
    assert len(outbox.seen) == 2  # the message, and one with all the files
    row = outbox.row(delivery)
    assert (row.state, row.channel, row.message_id) == (DeliveryState.SENT, outbox.message.channel, outbox.message.ts)
    await outbox.post.ticks(after=3600)
    assert outbox.files() == ONCE


STEPS = ("chat.postMessage", "files.getUploadURLExternal", "upload", "files.completeUploadExternal")
WRONG: list[tuple[Kind, bool]] = [
    ("limited", False),
    *((kind, after) for kind in ("broken", "failing", "cut", "hanging") for after in (False, True)),
]


@pytest.mark.parametrize(("kind", "after"), WRONG, ids=str)
@pytest.mark.parametrize("step", STEPS)
async def test_whatever_goes_wrong_message_and_files_arrive_once(
    outbox: Outbox, step: str, kind: Kind, after: bool
) -> None:
    outbox.post.go_wrong(Fault(step, kind, times=2, retry_after=20, after=after))
    delivery = outbox.queue(CARD, pack=outbox.ready_pack, to="person")
    await outbox.post.ticks()
    for _ in range(10):
        await outbox.post.ticks(after=60)
    assert outbox.row(delivery).state is DeliveryState.SENT
    assert outbox.files() == ONCE
    assert outbox.message.shown.lines[0] == "Board pack"


async def test_killed_between_the_message_and_its_files_the_next_try_brings_the_files(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD, pack=outbox.ready_pack)
    uploading = Fault("upload", "slow", seconds=60)
    outbox.post.go_wrong(uploading)
    sending = asyncio.ensure_future(outbox.post.ticks())
    while uploading.times:
        await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert outbox.row(delivery).state is DeliveryState.WAITING
    assert not outbox.files()
    await outbox.post.ticks(after=61)  # the lease is over
    assert outbox.row(delivery).state is DeliveryState.SENT
    assert outbox.files() == ONCE


async def test_of_several_files_only_what_is_missing_is_uploaded(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD, pack=outbox.ready_pack)
    outbox.post.go_wrong(Fault("upload", "broken"))
    await outbox.post.ticks()
    name, content = next(iter(FILES.values()))
    client = outbox.post.door.client
    await client.files_upload_v2(filename=name, content=content, channel=outbox.channel, thread_ts=outbox.message.ts)
    await outbox.post.ticks(after=60)
    assert outbox.files() == ONCE
    assert outbox.row(delivery).state is DeliveryState.SENT


async def test_an_app_that_may_not_bring_files_yet_brings_messages_all_the_same(outbox: Outbox) -> None:
    scopes = outbox.post.slack.web_api.scopes
    assert scopes is not None
    scopes.remove("files:write")
    with_files = outbox.queue(Card("Board pack", (PICTURE, Text("44 of 64"))), pack=outbox.ready_pack)
    await outbox.post.ticks()
    assert PICTURE.alt in outbox.message.shown.text
    row = outbox.row(with_files)
    assert row.state is DeliveryState.WAITING
    assert row.reason == "the message is there, but its files are not yet: Slack refuses the bot: missing_scope"
    outbox.post.clock.set("2023-06-09 09:30")
    await outbox.post.ticks(after=1)
    assert outbox.post.states()["sent"] == len(outbox.post.accounts)  # the morning's messages go
    scopes.add("files:write")
    await outbox.post.ticks(after=3600)
    first = next(each for each in outbox.seen if each.channel == outbox.channel)
    assert [file["name"] for each in outbox.seen if each.thread_ts == first.ts for file in each.files] == list(NAMES)


# Messages that change


@pytest.mark.parametrize("to", ["channel", "person"])
async def test_a_message_that_changes_is_replaced_where_it_stands(outbox: Outbox, to: str) -> None:
    delivery = outbox.queue(Card("Being built", (Text("0 of 4 files"),)), to=to)
    await outbox.post.ticks()
    ts = outbox.message.ts
    outbox.post.clock.set("2023-06-02 22:00")  # at any hour: nobody's telephone rings
    for made in (1, 2):
        outbox.revise(delivery, Card("Being built", (Text(f"{made} of 4 files"),), about=("2.1",)))
        await outbox.post.ticks(after=1)
        assert outbox.message.shown.lines == ["Being built", f"{made} of 4 files"]
    assert outbox.message.ts == ts
    row = outbox.row(delivery)
    assert (row.revision, row.shown_revision, row.about, row.state) == (2, 2, ["2.1"], DeliveryState.SENT)
    asked = len(outbox.post.slack.calls)
    await outbox.post.ticks(after=3600)
    assert len(outbox.post.slack.calls) == asked


async def test_what_changes_before_it_is_sent_is_sent_as_it_is_then(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD)
    outbox.revise(delivery, Card("Board pack, version 2", ()))
    await outbox.post.ticks()
    assert outbox.message.shown.lines == ["Board pack, version 2"]
    assert not [call for call in outbox.post.slack.calls if call.method == "chat.update"]


async def test_what_changes_while_it_is_being_sent_is_replaced_after(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD)
    outbox.post.go_wrong(Fault("chat.postMessage", "slow", seconds=0.5))
    sending = asyncio.ensure_future(outbox.post.ticks())
    while outbox.row(delivery).tries == 0:
        await asyncio.sleep(0.01)
    outbox.revise(delivery, Card("Board pack, version 2", ()))
    await sending
    await outbox.post.ticks(after=1)
    assert outbox.message.shown.lines == ["Board pack, version 2"]


async def test_a_message_that_arrived_unnoticed_is_found_and_says_what_it_should_now(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD)
    outbox.post.go_wrong(Fault("chat.postMessage", "cut", after=True))
    await outbox.post.ticks()
    outbox.revise(delivery, Card("Board pack, version 2", ()))
    await outbox.post.ticks(after=60)
    assert outbox.message.shown.lines == ["Board pack, version 2"]
    row = outbox.row(delivery)
    assert row.revision == row.shown_revision == 1


@pytest.mark.parametrize(("kind", "after"), WRONG, ids=str)
async def test_a_change_that_goes_wrong_is_tried_again(outbox: Outbox, kind: Kind, after: bool) -> None:
    delivery = outbox.queue(CARD)
    await outbox.post.ticks()
    outbox.post.go_wrong(Fault("chat.update", kind, times=2, retry_after=20, after=after))
    outbox.revise(delivery, Card("Board pack, version 2", ()))
    await outbox.post.ticks()
    assert outbox.row(delivery).reason
    for _ in range(10):
        await outbox.post.ticks(after=60)
    assert outbox.message.shown.lines == ["Board pack, version 2"]
    row = outbox.row(delivery)
    assert (row.revision, row.shown_revision, row.reason) == (1, 1, None)


async def test_files_that_were_not_ready_come_into_the_thread_with_the_change(outbox: Outbox) -> None:
    packs = []

    def building(session: Any) -> int | None:
        packs.append(a_pack(session, outbox.post.clock.now))
        return packs[0].id

    delivery = outbox.queue(Card("Being built", ()), pack=building, to="person")
    await outbox.post.ticks()
    assert not outbox.files()
    with outbox.post.dispatcher.database.write() as session:
        files = make_ready(session, packs[0])
    for _ in range(2):  # however often it changes then
        outbox.revise(delivery, Card("Board pack", (Files(files),)))
        await outbox.post.ticks(after=1)
    assert outbox.files() == ONCE
    assert outbox.message.shown.lines[:2] == [
        "Board pack",
        "• word: board-pack.docx, 1 KB\n"
        + "\n".join(
            f"• {each.label}: {each.name}, {size}"
            for each, size in zip(files[1:], ("2 KB", "1 KB", "2 KB"), strict=True)
        ),
    ]
    assert outbox.message.shown.lines[2] == "The files are in the thread of this message."


async def test_a_message_that_was_deleted_is_given_up_and_holds_up_nothing(outbox: Outbox) -> None:
    delivery = outbox.queue(CARD)
    await outbox.post.ticks()
    outbox.post.slack.workspace.remove_message(outbox.message)
    outbox.revise(delivery, Card("Board pack, version 2", ()))
    await outbox.post.ticks(after=1)
    row = outbox.row(delivery)
    assert (row.state, row.shown_revision) == (DeliveryState.SENT, 1)
    asked = len(outbox.post.slack.calls)
    await outbox.post.ticks(after=3600)
    assert len(outbox.post.slack.calls) == asked


async def test_a_long_message_becomes_shorter_and_longer_again(outbox: Outbox) -> None:
    def long(parts: int) -> Card:
        return Card("Long", tuple(Text(f"Paragraph {number}") for number in range(48 * parts)))

    delivery = outbox.queue(long(3))
    await outbox.post.ticks()
    for parts in (3, 1, 2):
        outbox.revise(delivery, long(parts))
        await outbox.post.ticks(after=1)
        assert len(outbox.seen) == parts
        said = "\n".join(each.shown.text for each in outbox.seen)
        assert [f"Paragraph {number}\n" in f"{said}\n" for number in (0, 48 * parts - 1, 48 * parts)] == [
            True,
            True,
            False,
        ]


# Pictures


async def test_a_picture_is_shown_with_its_words_beside_it(outbox: Outbox) -> None:
    outbox.queue(Card("Trend", (Text("Up."), PICTURE)))
    await outbox.post.ticks()
    ((file, alt),) = outbox.message.shown.pictures
    assert outbox.post.slack.workspace.files[file].content == PNG
    assert alt == PICTURE.alt
    assert PICTURE.alt in outbox.message.text
    assert outbox.message.shown.lines == ["Trend", "Up.", PICTURE.title]
    assert len(outbox.seen) == 1  # nobody sees the upload by itself


async def test_a_picture_that_slack_is_not_ready_to_show_is_waited_for(outbox: Outbox) -> None:
    outbox.post.slack.be_slow_with_pictures(1)
    outbox.queue(Card("Trend", (PICTURE,)))
    await outbox.post.ticks()
    assert outbox.message.shown.pictures


async def test_a_picture_that_slack_never_shows_gives_way_to_words(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.pictures.PAUSES", (0.0, 0.0))
    outbox.post.slack.be_slow_with_pictures(99)
    delivery = outbox.queue(Card("Trend", (PICTURE,)))
    await outbox.post.ticks()
    assert not outbox.message.shown.pictures
    assert outbox.message.shown.lines == ["Trend", PICTURE.title, PICTURE.alt]
    assert outbox.row(delivery).state is DeliveryState.SENT


@pytest.mark.parametrize("step", STEPS[1:])
async def test_a_picture_that_cannot_be_uploaded_holds_up_nothing(outbox: Outbox, step: str) -> None:
    outbox.post.slack.go_wrong(step, "broken")
    outbox.queue(Card("Trend", (PICTURE,)))
    await outbox.post.ticks()
    assert PICTURE.alt in outbox.message.shown.text


async def test_the_outbox_shows_what_waits_and_what_is_shown(outbox: Outbox) -> None:
    """Two changes of which only one was shown: the later one stays to be shown."""
    delivery = outbox.queue(CARD)
    await outbox.post.ticks()
    outbox.revise(delivery, Card("Version 2", ()))
    outbox.post.go_wrong(Fault("chat.update", "slow", seconds=0.5))
    showing = asyncio.ensure_future(outbox.post.ticks(after=1))
    while outbox.row(delivery).tries == 0:
        await asyncio.sleep(0.01)
    outbox.revise(delivery, Card("Version 3", ()))
    await showing
    await outbox.post.ticks(after=1)
    assert outbox.message.shown.lines == ["Version 3"]
    with outbox.post.dispatcher.database.read() as session:
        behind = select(Delivery).where(col(Delivery.shown_revision) < col(Delivery.revision))
        assert not session.exec(behind).all()
