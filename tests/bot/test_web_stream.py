"""Messages that arrive by themselves: over a real socket, pushed and not polled for, from where one left off."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.process import make_worker
from bot.settings import Settings
from bot.web import conversations
from handlers.cards import Card, Text
from handlers.dispatcher import Dispatcher
from handlers.outbox import queue
from models.record.events import Actor
from tests.bot.web_stage import Served, Visitor, serving
from tests.databases import Engine


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(conversations, "LOOK_EVERY", 3600.0)  # so what arrives in a test was pushed
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def sro(demo: Served) -> Visitor:
    return Visitor(demo, "workforce.sro@example.org")


@pytest.fixture
def chair(demo: Served) -> Visitor:
    return Visitor(demo, "chair@example.org")


def remind(dispatcher: Dispatcher, person: int) -> None:
    """Queue a message and bring it, as a process beside this one would."""
    card = Card("You owe 2 updates", (Text("By tomorrow."),), about=("2.4",))
    with dispatcher.database.write() as session:
        queue(session, Actor(1, None, dispatcher.clock(), "test"), person, "a reminder", card)
    asyncio.run(make_worker(dispatcher, Settings()).deliver())


def test_a_shared_card_arrives_at_others_by_itself_and_a_private_one_does_not(chair: Visitor, sro: Visitor) -> None:
    with sro.stream(after=0) as stream:
        assert stream.response.headers["Content-Type"].startswith("text/event-stream")
        assert stream.response.headers["Cache-Control"] == "no-store"
        chair.say("/action 2.4")
        chair.say("/brag share")
        _, card = stream.next()
        assert "Shared with everyone here" in card
        assert "44 of 64 (68.75%)" in card


def test_a_stream_goes_on_from_the_last_event_that_was_read(sro: Visitor) -> None:
    for ref in ("2.1", "2.4", "2.7"):
        sro.say(f"/action {ref}")
    with sro.stream(after=0) as stream:
        first = [stream.next() for _ in range(3)]
    with sro.stream(after=0, last_event_id=first[-1][0]) as stream:
        rest = [stream.next() for _ in range(3)]
    numbers = [number for number, _ in first + rest]
    assert numbers == sorted(set(numbers))
    assert "/action 2.1" in first[0][1]
    assert "2.7 " in rest[-1][1]


def test_a_message_to_one_person_reaches_nobody_else_and_takes_replies(
    demo: Served, sro: Visitor, chair: Visitor, example_dispatcher: Dispatcher
) -> None:
    with sro.stream(after=0) as stream:
        remind(example_dispatcher, sro.person)
        demo.conversations.wake()
        _, reminder = stream.next()
    assert "You owe 2 updates" in reminder
    assert "Only you can see this" in reminder
    assert "You owe 2 updates" not in chair.reload()
    thread = reminder.split('<article id="', 1)[1].split('"')[0]
    assert "Recorded: 2.4" in sro.say("amber/red fair booked; back to green 30 Sep", thread=thread)


def test_what_came_from_another_process_is_found_without_a_push(
    demo: Served, sro: Visitor, example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "LOOK_EVERY", 0.05)
    with sro.stream(after=0) as stream:
        remind(example_dispatcher, sro.person)
        assert "You owe 2 updates" in stream.next()[1]
    assert "You owe 2 updates" in sro.reload()
    assert len(demo.conversations.seen_by(sro.person)) == 1


def test_a_server_with_open_streams_can_stop(example_dispatcher: Dispatcher) -> None:
    with serving(example_dispatcher) as demo:
        stream = Visitor(demo, "chair@example.org").stream(after=0)
        assert stream.response.status_code == 200
    with pytest.raises(StopIteration):
        stream.next()
