"""Every door keeps one contract. A new door is a class in `DOORS`; what it owes is asked for here."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import get_args

import pytest
from sqlmodel import Session, select

from handlers.cards import Card, Cell, Element, Fields, Table, Text
from handlers.outbox import queue_answer, revise
from models.outbox.deliveries import Delivery
from models.people.people import Person
from models.record.database import Database
from models.record.events import Actor
from schedules.outbox_worker import Attachment, Door, Parcel, Posted
from tests.bot.at_slack import AtSlack, AtSlackSocket
from tests.bot.at_terminal import AtTerminal
from tests.bot.at_web_chat import AtWebChat
from tests.bot.door_contract import CARD, CHAIR, ROWS, SAID, SECRETARY, SRO, AtDoor, Counter, Deed, Shown
from tests.bot.slack_world import fill_people
from tests.databases import Engine

DOORS: tuple[type[AtDoor], ...] = (AtSlack, AtSlackSocket, AtWebChat, AtTerminal)

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture(params=DOORS, ids=lambda door: door.__name__)
async def door(
    request: pytest.FixtureRequest,
    people: Database,
    counter: Counter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[AtDoor]:
    at_door: type[AtDoor] = request.param
    async with at_door.open(people, counter, tmp_path, monkeypatch) as opened:
        yield opened


def needs(door: AtDoor, deed: Deed) -> None:
    if why := door.cannot.get(deed):
        pytest.skip(why)


def missing(shown: Shown, *said: str) -> list[str]:
    text = " ".join(shown.text.split())
    return [each for each in said if each not in text]


def test_the_card_of_the_contract_has_every_element_and_every_kind_of_cell() -> None:
    assert {type(each) for each in CARD.body} == set(get_args(Element))
    (table,) = [each for each in CARD.body if isinstance(each, Table)]
    (fields,) = [each for each in CARD.body if isinstance(each, Fields)]
    words, others = get_args(Cell)
    kinds = {words, *get_args(get_args(others)[0])}
    assert {type(cell) for cell in (*table.rows[0], *(value for _, value in fields.pairs))} == kinds


async def test_nothing_of_a_card_is_left_out(door: AtDoor) -> None:
    shown = await door.types(SRO, "/brag")
    assert missing(shown, *SAID) == []


async def test_a_button_is_pressed_and_an_option_chosen(door: AtDoor, counter: Counter) -> None:
    needs(door, "press")
    shown = await door.types(SRO, "/brag")
    assert missing(await door.presses(SRO, shown, "Press me"), "Pressed", "with pressed") == []
    assert missing(await door.presses(SRO, shown, "A choice", "Option B"), "Pressed", "with b") == []
    assert counter.ran == ["card", "press", "press"]


async def test_a_form_says_what_it_asks_for_and_how_to_go_on(door: AtDoor) -> None:
    form = await door.types(SRO, "/update")
    asked = ("A form", "Where things stand.", "Activity", "What changed", "Cause", "Until when", "Which board")
    assert missing(form, *asked, "By the rules: Red.", "In a sentence.", "Needed for a Red.") == []
    wrong = await door.types(SRO, "/update wrong")
    assert missing(wrong, "What changed", "In a sentence.", "Say more.") == []
    if how := door.cannot.get("fill in a form"):
        assert missing(form, how) == [], "a door without forms says so"
    else:
        assert form.is_form


async def test_mistakes_in_a_form_stand_beside_their_fields_and_nothing_typed_is_lost(
    door: AtDoor, counter: Counter
) -> None:
    needs(door, "fill in a form")
    card = await door.types(SRO, "/brag")
    form = await door.presses(SRO, card, "Open a form")
    assert form.is_form
    again = await door.fills_in(SRO, form, change="wrong", rating="green")
    assert again.is_form
    assert missing(again, "Say more.") == []
    recorded = await door.fills_in(SRO, again, change="wrong no more")
    assert not recorded.is_form
    assert missing(recorded, "Recorded", "wrong no more, green") == []
    assert counter.ran == ["card", "form", "submit", "submit"]


async def test_a_file_arrives_whole(door: AtDoor) -> None:
    needs(door, "send a file")
    shown = await door.sends(SRO, "plan.xlsx", bytes(range(250)))
    assert missing(shown, "Received", "plan.xlsx: 250 bytes") == []


async def test_of_a_long_table_it_is_said_how_much_is_not_shown(door: AtDoor) -> None:
    shown = await door.types(SRO, "/action")
    there = len(set(re.findall(r"\brow \d+\b", shown.text)))
    more = sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) more rows", shown.text))
    assert there > 0
    assert there + more == ROWS


async def test_a_form_that_comes_too_late_can_be_gone_on_with(door: AtDoor) -> None:
    needs(door, "fill in a form")
    shown = await door.types_too_late(SRO, "/update")
    if not shown.is_form:
        assert missing(shown, "A form", "Open the form") == []
        shown = await door.presses(SRO, shown, "Open the form")
    assert shown.is_form
    assert missing(await door.fills_in(SRO, shown, change="after all"), "after all, red") == []


@pytest.mark.parametrize("line", ["/return it was written", "/brag"])
async def test_what_is_delivered_twice_is_answered_once(door: AtDoor, counter: Counter, line: str) -> None:
    needs(door, "be answered twice")
    await door.types(SRO, line)
    assert (await door.again()).text == ""
    assert len(counter.ran) == 1


async def test_who_may_not_is_told_so_and_nothing_is_run(door: AtDoor, counter: Counter) -> None:
    refused = await door.types(SRO, "/pack")
    assert missing(refused, "Not open to you") == []
    assert counter.ran == []
    assert missing(await door.types(SECRETARY, "/pack"), "Kept") == []


async def test_a_stranger_is_told_so_and_nothing_is_run(door: AtDoor, counter: Counter) -> None:
    needs(door, "be a stranger")
    refused = await door.is_a_stranger("/brag")
    assert missing(refused, "e-mail address") == []
    assert "Every element" not in refused.text
    assert counter.ran == []


async def test_a_failure_is_told_with_a_number_and_without_what_was_typed(door: AtDoor) -> None:
    shown = await door.types(SRO, "/board secret words")
    assert missing(shown, "Something went wrong on our side", "number") == []
    assert re.search(r"\b[0-9a-f]{8}\b", shown.text)
    assert "secret words" not in shown.text
    assert missing(await door.types(SRO, "/return afterwards"), "Written") == []


async def test_a_message_is_brought_once_and_replaced_as_often_as_it_takes(door: AtDoor) -> None:
    needs(door, "get messages")
    database = door.dispatcher.database
    _queue(door, Card("For the chair", (Text("first words"),)))
    await door.outbox_worker.deliver()
    await door.outbox_worker.deliver()
    (brought,) = [each for each in await door.messages(CHAIR) if "For the chair" in each]
    assert "first words" in brought
    now = Card("For the chair", (Text("second words"),))
    with database.write() as session:
        revise(session, _delivery(session), now)
    await door.outbox_worker.deliver()
    for _ in range(2):
        (brought,) = [each for each in await door.messages(CHAIR) if "For the chair" in each]
        assert "second words" in brought
        assert "first words" not in brought
        with database.read() as session:
            sent = _delivery(session)
        assert sent.channel
        assert sent.message_id
        parcel = Parcel(sent.id, sent.key, sent.person_id, None, sent.queued_at, True)
        await _through(door, sent).replace(parcel, Posted(sent.channel, sent.message_id), now)


async def test_what_may_have_arrived_is_there_once_with_its_files(door: AtDoor) -> None:
    needs(door, "get messages")
    card = Card("For the chair", (Text("with a file"),))
    _queue(door, card)
    await door.outbox_worker.deliver()
    with door.dispatcher.database.read() as session:
        sent = _delivery(session)
    files = (Attachment("minutes.txt", b"as agreed"), Attachment("actions.txt", b"all of them"))
    parcel = Parcel(sent.id, sent.key, sent.person_id, None, sent.queued_at, True, files, card)
    for _ in range(2):
        posted = await _through(door, sent).find(parcel) or await _through(door, sent).send(parcel, card)
        assert posted == Posted(sent.channel or "", sent.message_id or "")
        assert len([each for each in await door.messages(CHAIR) if "For the chair" in each]) == 1
    needs(door, "get files")
    assert await door.files(CHAIR) == [("actions.txt", b"all of them"), ("minutes.txt", b"as agreed")]


def _queue(door: AtDoor, card: Card) -> None:
    with door.dispatcher.database.write() as session:
        chair = session.exec(select(Person).where(Person.email == CHAIR)).one()
        actor = Actor(chair.organisation_id, None, door.dispatcher.clock(), "test")
        queue_answer(session, actor, chair.id, "of the contract", card)


def _through(door: AtDoor, sent: Delivery) -> Door:
    (found,) = [each for each in door.outbox_worker.doors if each.name == sent.door]
    return found


def _delivery(session: Session) -> Delivery:
    return session.exec(select(Delivery).where(Delivery.key == "of the contract")).one()
