"""Answers with a picture, wherever somebody asks for one: it is uploaded first, and its words are never lost."""

from collections.abc import AsyncIterator, Iterator

import pytest

from models.record.database import Database
from tests.bot.slack_office import PICTURE, PNG, Office, clean
from tests.bot.slack_world import World, fill_people, world
from tests.databases import Engine
from tests.slack_server import Message, Seen

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.fixture
async def here(people: Database) -> AsyncIterator[World]:
    async with world("socket", people, Office().registry) as made:
        yield made


def has_the_picture(here: World, answer: Message) -> bool:
    assert PICTURE.alt in answer.text  # for notifications and screen readers, in any case
    return [(here.slack.workspace.files[file].content, alt) for file, alt in answer.shown.pictures] == [
        (PNG, PICTURE.alt)
    ]


async def test_an_answer_for_the_asker_alone_is_acknowledged_first_and_comes_with_its_picture(here: World) -> None:
    answer = clean(await here.slack.slash(here.sro, here.channel, "/picture")).answer
    assert answer.only_for == here.sro
    assert has_the_picture(here, answer)


async def test_a_shared_answer_and_one_in_a_direct_message_have_it_too(here: World) -> None:
    shared = clean(await here.slack.slash(here.sro, here.channel, "/picture", "share")).answer
    assert shared.only_for is None
    assert has_the_picture(here, shared)
    direct = clean(await here.slack.slash(here.sro, here.slack.direct_channel(here.sro), "/picture")).answer
    assert has_the_picture(here, direct)


async def test_where_the_bot_is_no_member_it_comes_by_the_response_address(here: World) -> None:
    elsewhere = here.slack.add_channel("elsewhere", here.sro, private=True, with_bot=False)
    assert has_the_picture(here, (await here.slack.slash(here.sro, elsewhere, "/picture")).answer)
    seen = await here.slack.slash(here.sro, elsewhere, "/picture", "share")
    assert has_the_picture(here, seen.posted[0])


@pytest.mark.parametrize("said", ["", "share"])
async def test_a_picture_that_slack_is_not_ready_to_show_is_waited_for(here: World, said: str) -> None:
    here.slack.be_slow_with_pictures(1)
    seen = await here.slack.slash(here.sro, here.channel, "/picture", said)
    assert [call.error for call in seen.refusals] == ["invalid_blocks"]
    assert has_the_picture(here, seen.answer)


@pytest.mark.parametrize("said", ["", "share"])
async def test_one_that_slack_never_shows_gives_way_to_its_words(
    here: World, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.pictures.PAUSES", (0.0, 0.0))
    here.slack.be_slow_with_pictures(99)
    in_words(await here.slack.slash(here.sro, here.channel, "/picture", said))


async def test_an_app_that_may_not_upload_answers_in_words(here: World) -> None:
    assert here.slack.web_api.scopes is not None
    here.slack.web_api.scopes.remove("files:write")
    in_words(await here.slack.slash(here.sro, here.channel, "/picture"))


def in_words(seen: Seen) -> None:
    assert not seen.answer.shown.pictures
    assert seen.answer.shown.lines == ["Trend", "Up.", PICTURE.title, PICTURE.alt]
