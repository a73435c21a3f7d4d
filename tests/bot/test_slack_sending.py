"""Reminders on their way to Slack, and everything that goes wrong there: nothing is lost, nothing arrives twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlmodel import select

from handlers.cards import Card, Text, from_json
from handlers.outbox import queue
from handlers.plain_text import in_words
from models.boards.boards import Board, BoardChannel, BoardKind
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from models.record.database import Database
from models.record.events import Actor
from schedules.outbox_worker import MOST_TRIES
from tests.asking import somebody
from tests.bot.command_line import CommandLine
from tests.bot.slack_post import OVERDUE, Post, post_office
from tests.databases import Engine, fill_example
from tests.slack_server import Message
from tests.slack_server.faults import Fault, Kind

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def post(sqlite: Engine) -> AsyncIterator[Post]:
    with sqlite.fresh(fill_example) as database:
        async with post_office(database) as opened:
            yield opened


async def test_each_gets_one_message_with_everything_and_the_outbox_says_so(post: Post) -> None:
    await post.ticks()
    assert post.states() == {"sent": len(OVERDUE)}
    by_channel = {each.channel: each for each in post.messages()}
    for name, user in post.accounts.items():
        message, row = by_channel[post.slack.direct_channel(user)], post.rows()[name]
        assert (row.door, row.channel, row.message_id) == ("slack", message.channel, message.ts)
        assert not message.shown.pings
        for ref in row.about or ():
            assert f"Update {ref}" in [each.label for each in message.shown.pressables]
    await post.ticks(after=3600)
    assert post.received() == {(row.key, 0): 1 for row in post.rows().values()}


async def test_after_an_answer_the_reminder_in_slack_says_what_is_left_and_what_was_answered(post: Post) -> None:
    post.clock.set("2023-06-21 09:30")
    await post.ticks()
    direct = post.slack.direct_channel(post.accounts["workforce"])
    (reminder,) = [each for each in post.slack.workspace.messages if each.channel == direct]
    others = {each.ts: each.text for each in post.messages() if each.channel != direct}
    asked = reminder.shown.text
    assert "12 updates owed for the board of 19 July 2023" in asked
    sro = somebody(post.dispatcher, "workforce.sro@example.org")
    sro.types("/update 2.2 amber/green posts are advertised; forecast 31 Aug")
    sro.types("/update 2.3 no change")
    await post.ticks(after=60)
    (counted,) = [each for each in post.slack.workspace.messages if each.channel == direct]
    assert (counted.ts, counted.metadata["event_payload"]["key"]) == (reminder.ts, post.rows()["workforce"].key)
    left, _, answered = counted.shown.text.partition("Answered since this message came:")
    assert "10 updates owed for the board of 19 July 2023" in left
    assert "2.2 " in answered
    assert "Amber on activity, Green on impact" in answered
    assert "2.3 " in answered
    assert "no change" in answered
    assert "10 updates owed" in counted.text, "what a notification says"
    labels = [each.label for each in counted.shown.pressables]
    assert not {"Update 2.2", "Update 2.3"} & {*labels}
    assert "No change for the rest" in labels
    assert {each.ts: each.text for each in post.messages() if each.channel != direct} == others
    sro.types("/update undo")
    await post.ticks(after=60)
    assert "11 updates owed" in counted.text
    assert "Update 2.3" in [each.label for each in counted.shown.pressables]


FAULTS: list[tuple[Kind, bool]] = [
    ("limited", False),
    *((kind, after) for kind in ("broken", "failing", "cut", "hanging") for after in (False, True)),
]


@pytest.mark.parametrize(("kind", "after", "metadata"), [*((*each, True) for each in FAULTS), ("cut", True, False)])
async def test_whatever_goes_wrong_it_arrives_exactly_once(post: Post, kind: Kind, after: bool, metadata: bool) -> None:
    post.slack.workspace.history_has_metadata = metadata
    post.go_wrong(Fault("chat.postMessage", kind, times=2, retry_after=40, after=after))
    await post.ticks()
    assert post.states()["waiting"] >= 1
    reasons = {row.reason for row in post.rows().values() if row.state is DeliveryState.WAITING}
    assert all(reasons), reasons
    for _ in range(10):
        await post.ticks(after=60)
    assert post.states() == {"sent": len(OVERDUE)}
    assert post.received() == {(row.key, 0): 1 for row in post.rows().values()}


async def test_when_slack_asks_to_wait_nothing_is_asked_of_it_until_then(post: Post) -> None:
    post.go_wrong(Fault("chat.postMessage", "limited", times=99, retry_after=120))
    await post.ticks()
    post.go_right()
    asked = len(post.slack.calls)
    for _ in range(3):
        await post.ticks(after=30)
    assert len(post.slack.calls) == asked
    await post.ticks(after=31)
    assert post.states() == {"sent": len(OVERDUE)}


async def test_a_failing_slack_is_asked_less_and_less_often(post: Post) -> None:
    post.go_wrong(Fault("chat.postMessage", "broken", times=9999))
    await post.ticks()
    for _ in range(20):
        await post.ticks(after=30)  # ten minutes
    tries = {row.tries for row in post.rows().values()}
    assert tries <= {5, 6, 7}, tries
    assert {row.reason for row in post.rows().values()} == {"Slack answered: status 500"}


@pytest.mark.parametrize("gone", ["deactivated", "never there"])
async def test_somebody_who_is_gone_holds_up_nobody_and_the_secretariat_sees_it(post: Post, gone: str) -> None:
    user = post.accounts["cypp"]
    if gone == "deactivated":
        post.slack.workspace.users[user].deleted = True
        post.dispatcher.accounts.recognise("slack", post.slack.team_id, user, "cypp.sro@example.org")
    else:
        with post.dispatcher.database.write() as session:
            person = session.exec(select(Person).where(Person.email == "cypp.sro@example.org")).one()
            person.email = "cypp.nowhere@example.org"
    await post.ticks()
    assert post.states() == {"sent": len(OVERDUE) - 1, "failed": 1}
    row = post.rows()["cypp"]
    assert row.state is DeliveryState.FAILED
    assert row.reason
    secretary = somebody(post.dispatcher, "secretary@example.org")
    shown = in_words(secretary.types("/secretariat deliveries failed"))
    assert "CYPP SRO" in shown
    assert row.reason in shown
    post.slack.add_user("secretary@example.org")
    post.clock.set("2023-06-12 09:30")  # no cycle is open, but the secretariat is told
    await post.ticks(after=3600)
    told = post.rows()["secretary@example"]
    assert told.state is DeliveryState.SENT
    assert row.reason in in_words_of(told.card)


async def test_with_a_token_that_slack_refuses_everything_waits_until_it_is_mended(post: Post) -> None:
    right = post.slack.web_api.bot_token
    post.slack.web_api.bot_token = "xoxb-another"
    await post.ticks()
    assert post.states() == {"waiting": len(OVERDUE)}
    assert "Slack refuses the bot: invalid_auth" in {row.reason for row in post.rows().values()}
    post.slack.web_api.bot_token = right
    await post.ticks(after=301)
    assert post.states() == {"sent": len(OVERDUE)}


@pytest.mark.parametrize("cause", ["a limit that lasts", "a token that is refused"])
async def test_however_long_all_has_to_wait_nothing_is_given_up(post: Post, cause: str) -> None:
    right = post.slack.web_api.bot_token
    if cause == "a limit that lasts":
        post.go_wrong(Fault("chat.postMessage", "limited", times=9999, retry_after=60))
    else:
        post.slack.web_api.bot_token = "xoxb-another"
    for _ in range(MOST_TRIES + 1):
        await post.ticks(after=3600)
        assert post.states() == {"waiting": len(OVERDUE)}
    post.slack.web_api.bot_token = right
    post.go_right()
    await post.ticks(after=3600)
    assert post.states() == {"sent": len(OVERDUE)}
    assert post.received() == {(row.key, 0): 1 for row in post.rows().values()}


@pytest.mark.parametrize("arrives", [False, True])
async def test_before_one_is_given_up_it_is_looked_for_once_more(post: Post, arrives: bool) -> None:
    post.go_wrong(Fault("chat.postMessage", "broken", times=9999))
    for _ in range(MOST_TRIES - 1):
        await post.ticks(after=3600)
    assert post.states() == {"waiting": len(OVERDUE)}
    post.go_right()
    post.go_wrong(Fault("chat.postMessage", "broken", times=9999, after=arrives))
    await post.ticks(after=3600)
    if arrives:
        assert post.states() == {"sent": len(OVERDUE)}
        assert {row.message_id for row in post.rows().values()} == {each.ts for each in post.messages()}
        assert post.received() == {(row.key, 0): 1 for row in post.rows().values()}
    else:
        assert post.states() == {"failed": len(OVERDUE)}
        said = f"given up after {MOST_TRIES} tries: Slack answered: status 500"
        assert {row.reason for row in post.rows().values()} == {said}
        assert not post.messages()


async def test_a_look_up_that_fails_is_slacks_fault_and_not_ours(post: Post) -> None:
    post.go_wrong(Fault("users.lookupByEmail", "broken", times=len(OVERDUE)))
    await post.ticks()
    assert {row.reason for row in post.rows().values()} == {"Slack answered: status 500"}
    await post.ticks(after=60)
    assert post.states() == {"sent": len(OVERDUE)}


async def test_nothing_goes_out_after_hours_and_the_next_morning_says_it_all_marked_late(post: Post) -> None:
    post.go_wrong(Fault("chat.postMessage", "broken", times=9999))
    await post.ticks()
    post.go_right()
    for late in ("2023-06-09 18:00", "2023-06-10 10:00", "2023-06-12 09:00"):
        post.clock.set(late)
        await post.ticks(after=7200)
        assert not post.messages()
    post.clock.set("2023-06-12 09:30")
    await post.ticks()
    for name in OVERDUE:
        (message,) = [
            each for each in post.messages() if each.channel == post.slack.direct_channel(post.accounts[name])
        ]
        assert "This message is late: it should have reached you on Friday 9 June 2023." in message.shown.text
    with post.dispatcher.database.read() as session:
        skipped = session.exec(select(Delivery).where(Delivery.state == DeliveryState.SKIPPED)).all()
    assert {row.reason for row in skipped} == {"not sent in time: the next morning's message says it all"}


@pytest.mark.parametrize("metadata", [True, False])
@pytest.mark.parametrize(
    "then", [Fault("chat.postMessage", "cut", after=True), Fault("chat.postMessage", "limited")], ids=["cut", "limited"]
)
async def test_a_long_message_cut_in_the_middle_is_finished_not_repeated(
    post: Post, then: Fault, metadata: bool
) -> None:
    post.slack.workspace.history_has_metadata = metadata
    with post.dispatcher.database.write() as session:
        person = session.exec(select(Person).where(Person.email == "hscp.sro@example.org")).one()
        actor = Actor(person.organisation_id, None, post.clock.now, "test")
        queue(session, actor, person.id, "long", Card("Long", tuple(Text(f"Paragraph {n}") for n in range(120))))
    post.clock.set("2023-06-09 09:10")
    post.go_wrong(Fault("chat.postMessage", "slow", seconds=0), replace(then))
    await post.ticks()
    await post.ticks(after=60)
    assert set(post.received().values()) == {1}
    assert {part for _, part in post.received()} == {0, 1, 2}
    assert post.states() == {"sent": 1}


ALIKE = Card("Read me", (Text("<https://example.org> & “more”: *today*"),))


def queued(post: Post, *keys: str) -> None:
    """Queue the same words for the SRO of the HSCP, as so many deliveries, on a morning when nothing else is due."""
    with post.dispatcher.database.write() as session:
        person = session.exec(select(Person).where(Person.email == "hscp.sro@example.org")).one()
        for key in keys:
            queue(session, Actor(person.organisation_id, None, post.clock.now, "test"), person.id, key, ALIKE)
    post.clock.set("2023-06-09 09:10")


async def test_without_metadata_the_same_words_of_another_delivery_are_not_taken_for_it(post: Post) -> None:
    post.slack.workspace.history_has_metadata = False
    queued(post, "first")
    await post.ticks()
    queued(post, "second")
    post.go_wrong(Fault("chat.postMessage", "broken"))
    for _ in range(3):
        await post.ticks(after=60)
    assert sorted(post.received().values()) == [1, 1]
    assert post.states() == {"sent": 1}  # of one person, the last
    queued(post, "third")
    post.go_wrong(Fault("chat.postMessage", "cut", after=True))
    for _ in range(3):
        await post.ticks(after=60)
    assert sorted(post.received().values()) == [1, 1, 1]


@pytest.mark.parametrize("whose", ["somebody else's", "from before it was queued"])
async def test_without_metadata_the_same_words_are_not_taken_for_it_when_they_are(post: Post, whose: str) -> None:
    post.slack.workspace.history_has_metadata = False
    user = post.accounts["hscp"]
    channel = post.slack.direct_channel(user)
    queued(post, "once")
    text = in_words(ALIKE).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    other = whose == "somebody else's"
    ts = post.slack.workspace.timestamp() if other else "1500000000.000001"
    post.slack.workspace.add_message(Message(channel, ts, user if other else post.slack.workspace.bot.id, text))
    post.go_wrong(Fault("chat.postMessage", "broken"))
    await post.ticks()
    await post.ticks(after=60)
    assert list(post.received().values()) == [1]


def board_channel(post: Post, *users: str) -> str:
    """A channel of Slack's in which the improvement board's messages are posted; gives its id."""
    channel = post.slack.add_channel("board", *users)
    with post.dispatcher.database.write() as session:
        board = session.exec(select(Board).where(Board.kind == BoardKind.IMPROVEMENT)).one()
        session.add(BoardChannel(board_id=board.id, door="slack", channel=channel))
    return channel


async def test_the_summary_goes_to_the_channel_that_was_set_for_slack(post: Post) -> None:
    chair = post.slack.add_user("chair@example.org")
    channel = board_channel(post, chair)
    post.clock.set("2023-06-06 09:00")
    await post.ticks()
    assert {each.channel for each in post.messages()} == {channel, post.slack.direct_channel(chair)}
    for message in post.messages():
        assert "44 of 64 (68.75%), down from 52 of 65 (80.00%)" in message.shown.text


@pytest.fixture
def terminal(post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on the same record; it has a token for Slack only where a test sets one."""
    monkeypatch.setenv("SECRETARIAT_SLACK_API_URL", post.slack.api_url)
    return CommandLine(str(post.dispatcher.database.url), tmp_path, monkeypatch)


async def test_a_pack_made_in_a_terminal_is_posted_in_slack_and_what_waits_goes_there(
    post: Post, terminal: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    post.clock.set("2023-06-02 09:30")
    secretary = post.slack.add_user("secretary@example.org")
    channel = board_channel(post, secretary)
    somebody(post.dispatcher, "secretary@example.org").types("/pack compile")
    monkeypatch.setenv("SECRETARIAT_SLACK_BOT_TOKEN", post.slack.bot_token)
    await asyncio.to_thread(terminal, "pack", "2023-06-07", "--out", "files", "--at", "2023-06-02T18:00")
    assert {each.channel for each in post.messages()} == {post.slack.direct_channel(secretary)}  # a draft
    somebody(post.dispatcher, "secretary@example.org").types("/pack publish")
    await asyncio.to_thread(terminal, "pack", "2023-06-07", "--out", "files", "--at", "2023-06-02T18:00")
    assert {each.name.removesuffix(each.suffix) for each in (tmp_path / "files").iterdir()} == {
        "board-pack-2023-06-07-v1-draft",
        "board-pack-2023-06-07-v1",
    }
    assert {each.channel for each in post.messages()} == {channel, post.slack.direct_channel(secretary)}
    with post.dispatcher.database.read() as session:
        sent = session.exec(select(Delivery).where(Delivery.kind == DeliveryKind.ANSWER)).all()
    assert {(row.door, row.state) for row in sent} == {("slack", DeliveryState.SENT)}


@pytest.mark.parametrize("known_by", ["account", "channel"])
async def test_without_a_token_the_messages_of_a_record_in_slack_wait(
    post: Post, terminal: CommandLine, known_by: str
) -> None:
    chair = post.slack.add_user("chair@example.org")
    if known_by == "account":
        post.dispatcher.accounts.recognise("slack", post.slack.team_id, chair, "chair@example.org")
    else:
        board_channel(post, chair)
    printed = await asyncio.to_thread(terminal, "tick", "--at", "2023-06-06T09:30")
    assert "waiting: chair@example.org: " in printed.stdout
    assert "this process has no token for Slack" in printed.stdout
    with post.dispatcher.database.read() as session:
        kept = session.exec(select(Delivery).where(Delivery.state != DeliveryState.SKIPPED)).all()
    assert {row.state for row in kept} == {DeliveryState.WAITING}
    assert {row.door for row in kept} == ({None} if known_by == "account" else {None, "slack"})
    post.clock.set("2023-06-06 09:30")
    post.machine[0] = datetime.now(UTC)
    await post.ticks(after=60)
    assert post.slack.direct_channel(chair) in {each.channel for each in post.messages()}


@pytest.fixture
def on_postgresql(postgresql: Engine) -> Iterator[tuple[Database, str]]:
    with postgresql.fresh(fill_example) as database:
        yield database, str(database.url.render_as_string(hide_password=False)).replace("+psycopg", "")


async def test_a_database_that_restarts_in_the_middle_loses_nothing(on_postgresql: tuple[Database, str]) -> None:
    database, url = on_postgresql
    async with post_office(database) as post:
        post.go_wrong(Fault("chat.postMessage", "slow", times=99, seconds=0.3))
        ticking = asyncio.ensure_future(post.ticks())
        while not any(call.method == "auth.test" for call in post.slack.calls):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(_end_all_connections, url)
        await asyncio.gather(ticking, return_exceptions=True)
        for _ in range(3):
            await post.ticks(after=61)
        assert post.states() == {"sent": len(OVERDUE)}
        assert post.received() == {(row.key, 0): 1 for row in post.rows().values()}


def _end_all_connections(url: str) -> None:
    """What a restart of the server does to its clients."""
    with psycopg.connect(url, autocommit=True) as admin:
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
        )
        admin.execute(others, [admin.info.backend_pid])


def in_words_of(card: Any) -> str:
    """A kept card in words."""
    return in_words(from_json(card))
