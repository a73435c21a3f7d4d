"""How Slack reaches the bot: signatures over HTTP, connections in Socket Mode, and the manifest that sets both up."""

import asyncio
import time
from collections.abc import Iterator

import aiohttp
import pytest

from bot.slack.app import make_app
from bot.slack.manifest import EVENTS, PATH, SCOPES, manifest
from bot.slack.serving import SlackRefuses, socket_mode
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.wording import Wording
from tests.bot.slack_world import NOW, fill_people, world
from tests.databases import Engine
from tests.slack_server import SlackServer
from tests.slack_server.delivery import signature
from tests.slack_server.faults import Kind

pytestmark = pytest.mark.anyio

FORM = "command=%2Fbrag&text=&team_id=T0COUNCIL&user_id=U1&channel_id=C1&trigger_id=1&response_url=http%3A%2F%2Fx"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.mark.parametrize(
    ("secret", "age", "body"),
    [("wrong-secret", 0, FORM), ("strict-signing-secret", 3600, FORM), ("strict-signing-secret", 0, FORM + "&more=1")],
    ids=["another secret", "an old request", "a changed body"],
)
async def test_a_request_without_slacks_fresh_signature_is_refused(
    people: Database, secret: str, age: int, body: str
) -> None:
    stamp = str(int(time.time()) - age)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(secret, stamp, FORM),
    }
    async with world("http", people, registry) as here, aiohttp.ClientSession() as session:
        assert here.slack.request_url is not None
        async with session.post(here.slack.request_url, data=body, headers=headers) as response:
            assert response.status == 401
        async with session.post(here.slack.request_url, data=body) as response:
            assert response.status == 401
        assert not here.slack.workspace.messages


async def test_slacks_check_of_the_address_is_answered(people: Database) -> None:
    body = '{"type": "url_verification", "challenge": "prove it", "token": "x"}'
    stamp = str(int(time.time()))
    async with world("http", people, registry) as here, aiohttp.ClientSession() as session:
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(here.slack.signing_secret, stamp, body),
        }
        async with session.post(str(here.slack.request_url), data=body, headers=headers) as response:
            assert (response.status, await response.json()) == (200, {"challenge": "prove it"})


async def test_socket_mode_connects_again_when_slack_asks_it_to(people: Database) -> None:
    async with world("socket", people, registry) as here:
        (first,) = here.slack.socket_mode.connections
        await here.slack.socket_mode.ask_to_reconnect()
        seen = await here.slack.slash(here.secretary, here.channel, "/secretariat", "help")
        assert "/brag" in seen.answer.shown.text
        assert first not in here.slack.socket_mode.connections


@pytest.mark.parametrize(("bot", "app"), [("xoxb-wrong", None), (None, "xapp-wrong")])
async def test_a_token_that_slack_does_not_take_is_said_at_the_start(
    people: Database, bot: str | None, app: str | None
) -> None:
    async with SlackServer() as slack:
        dispatcher = Dispatcher(people, registry, lambda: NOW)
        outbox_worker = OutboxWorker(dispatcher, [], Wording())
        made = make_app(dispatcher, bot or slack.bot_token, outbox_worker=outbox_worker, api_url=slack.api_url)
        with pytest.raises(SlackRefuses, match=r"does not take the .* token: invalid_auth"):
            async with socket_mode(made, app or slack.app_token):
                pass


@pytest.mark.parametrize("kind", ["broken", "cut"])
async def test_while_slack_cannot_be_reached_it_is_tried_again(people: Database, kind: Kind) -> None:
    async with SlackServer() as slack:
        slack.go_wrong("apps.connections.open", kind, times=4)
        outbox_worker = OutboxWorker(Dispatcher(people, registry, lambda: NOW), [], Wording())
        made = make_app(outbox_worker.dispatcher, slack.bot_token, outbox_worker=outbox_worker, api_url=slack.api_url)
        async with socket_mode(made, slack.app_token, patience=0.05):
            assert not slack.socket_mode.connections
            while not slack.socket_mode.connections:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("address", [None, "https://bot.example.org/"])
async def test_the_manifest_says_what_the_registry_has(address: str | None) -> None:
    made = manifest(registry, address)
    commands = {each["command"]: each for each in made["features"]["slash_commands"]}
    assert set(commands) == set(registry.commands)
    for name, command in commands.items():
        assert command["description"] == registry.commands[name].summary
        assert len(command["description"]) <= 2000
        assert len(command.get("usage_hint", "")) <= 1000
        assert command.get("url") == (f"https://bot.example.org{PATH}" if address else None)
    assert made["settings"]["socket_mode_enabled"] is (address is None)
    assert made["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert len(made["display_information"]["description"]) <= 140


async def test_a_message_of_a_kind_that_nobody_subscribed_to_is_not_delivered(people: Database) -> None:
    async with world("http", people, registry) as here:
        here.slack.subscriptions = {"app_home_opened"}
        seen = await here.slack.message(here.sro, here.slack.direct_channel(here.sro), "help")
        assert not seen.posted
