"""Packs in the web chat: files that those may fetch who may read the plan, pictures, and messages that change."""

import html
import re
from base64 import b64encode
from collections.abc import Iterator

import pytest

from bot.web import conversations
from handlers.cards import Card, Element, Image, Text
from handlers.dispatcher import Dispatcher
from models.record.organisation import Organisation
from tests.bot.packs import FILES, NAMES, a_pack, make_ready
from tests.bot.web_bot import Bot
from tests.bot.web_stage import Served, Visitor, answers_in, serving
from tests.databases import Engine

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (960).to_bytes(4) + (420).to_bytes(4)
PICTURE = Image("Ratings at each meeting", "7 June 2023, 64 actions: activity 32 Blue.", b64encode(PNG).decode())


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(conversations, "LOOK_EVERY", 3600.0)  # so what arrives in a test was pushed
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def secretary(demo: Served) -> Visitor:
    return Visitor(demo, "secretary@example.org")


@pytest.fixture
def chair(demo: Served) -> Visitor:
    return Visitor(demo, "chair@example.org")


@pytest.fixture
def bot(example_dispatcher: Dispatcher, demo: Served) -> Bot:
    return Bot(example_dispatcher, demo)


def test_the_files_of_a_pack_can_be_fetched_by_whoever_may_read_the_plan(bot: Bot, chair: Visitor) -> None:
    bot.sends(Card("Board pack", (bot.packs(),)))
    links = re.findall(r'<a href="([^"]+)" download="([^"]+)">', chair.reload())
    assert [name for _, name in links] == list(NAMES)
    for (address, name), content in zip(links, FILES.values(), strict=True):
        answer = chair.client.get(address)
        assert answer.status_code == 200
        assert (name, answer.content) == content


def test_the_files_of_a_draft_are_not_there_for_those_who_may_not_see_it(
    bot: Bot, demo: Served, chair: Visitor, secretary: Visitor
) -> None:
    draft = Card("Board pack", (bot.packs(draft=True),))
    reviewer, observer = (Visitor(demo, f"{name}@example.org") for name in ("governance", "observer"))
    bot.sends(draft)
    for visitor, status in ((secretary, 200), (reviewer, 200), (observer, 404), (chair, 404)):  # another board's chair
        (link, *_) = re.findall(r'<a href="([^"]+)" download', visitor.reload())
        answer = visitor.client.get(link)
        assert answer.status_code == status
        assert (FILES[next(iter(FILES))][1] in answer.content) is (status == 200)


def test_files_of_another_organisation_and_of_nobody_are_not_there(
    bot: Bot, chair: Visitor, secretary: Visitor
) -> None:
    with bot.dispatcher.database.write() as session:
        other = Organisation(name="Another Council", zone="Europe/London")
        session.add(other)
        session.flush()
        theirs = make_ready(session, a_pack(session, bot.dispatcher.clock(), other.id))
    mine = bot.packs()
    (link,) = re.findall(r'<a href="([^"]+)/\d+" download', answers_in(_shown(bot, chair, mine))[-1])[:1]
    assert chair.client.get(f"{link}/{mine.files[0].id}").status_code == 200
    for id in (theirs[0].id, 999_999):
        answer = chair.client.get(f"{link}/{id}")
        assert answer.status_code == 404
        assert FILES[next(iter(FILES))][1] not in answer.content
    assert secretary.client.get(f"{link}/{mine.files[0].id}").status_code in (401, 403)  # the chair's address


def _shown(bot: Bot, visitor: Visitor, *body: Element) -> str:
    bot.sends(Card("Board pack", body))
    return visitor.reload()


def test_a_picture_is_shown_to_who_reads_the_message_and_to_nobody_else(
    bot: Bot, chair: Visitor, secretary: Visitor
) -> None:
    bot.sends(Card("Trend", (PICTURE,)), chair.person)
    (source,) = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', chair.reload())
    assert html.unescape(source[1]) == PICTURE.alt
    answer = chair.client.get(source[0])
    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (200, "image/png", PNG)
    assert chair.client.get(source[0].replace(".png", "0.png")).status_code == 404
    assert chair.client.get(re.sub(r"/messages/[^/]+", "/messages/d999", source[0])).status_code == 404
    assert secretary.client.get(source[0]).status_code == 403
    own = source[0].replace(chair.base, secretary.base)
    assert secretary.client.get(own).status_code == 404


def test_a_message_that_changes_is_read_as_it_is_where_it_was(bot: Bot, chair: Visitor) -> None:
    first = bot.sends(Card("Pack: being built", (Text("0 of 4 files"),)))
    assert "0 of 4 files" in chair.reload()
    chair.say("/brag")
    bot.says_instead(first, Card("Pack: being built", (Text("2 of 4 files"),)))
    changed, typed_after = answers_in(chair.reload())
    assert "2 of 4 files" in changed
    assert "0 of 4 files" not in changed
    assert "68.75" in typed_after
    bot.says_instead(first, Card("Pack", (bot.packs(),)))
    changed, _ = answers_in(chair.reload())
    assert NAMES[0] in changed


def test_a_change_arrives_on_an_open_page_once_and_outlives_a_lost_connection(bot: Bot, chair: Visitor) -> None:
    first = bot.sends(Card("Pack: being built", (Text("0 of 4 files"),)))
    with chair.stream(after=0) as stream:
        number, shown = stream.next()
        assert "0 of 4 files" in shown
        bot.says_instead(first, Card("Pack: being built", (Text("2 of 4 files"),)))
        later, changed = stream.next()
        assert "2 of 4 files" in changed
        assert later > number
        assert re.findall(r'<article id="([^"]+)"', shown) == re.findall(r'<article id="([^"]+)"', changed)
    bot.says_instead(first, Card("Pack", (Text("Ready"),)))
    bot.sends(Card("Something else"))
    with chair.stream(after=0, last_event_id=later) as stream:
        arrived = [stream.next()[1] for _ in range(2)]
    assert ["Ready" in each for each in arrived] == [True, False]
    page = chair.reload()
    newest = max(int(number) for number in re.findall(r'data-number="(\d+)"', page))
    assert f"stream?after={newest}" in page
