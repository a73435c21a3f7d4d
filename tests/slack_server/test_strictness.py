"""The strict Slack refuses what Slack refuses: asked by the real client, over real sockets."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack_server import Message, SlackServer
from tests.slack_server.block_rules import check_blocks, check_view
from tests.slack_server.faults import AtRandom, Kind
from tests.slack_server.payloads import event_callback, mention_event, message_event
from tests.slack_server.workspace import Refused

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer(busy=lambda: False) as server:
        yield server


def client_of(slack: SlackServer, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or slack.bot_token, base_url=slack.api_url)


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def section(words: str) -> dict[str, Any]:
    return {"type": "section", "text": text(words)}


def button(number: int = 0, **traits: Any) -> dict[str, Any]:
    return {"type": "button", "text": text("x"), "action_id": str(number), **traits}


def rich(words: str) -> list[dict[str, Any]]:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return [{"type": "rich_text", "elements": [part]}]


def actions(*elements: Any) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(elements)}]


def row(*cells: str) -> list[dict[str, str]]:
    return [{"type": "raw_text", "text": cell} for cell in cells]


MODAL = {
    "type": "modal",
    "title": text("Update 2.4"),
    "submit": text("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "change",
            "label": text("What changed"),
            "element": {"type": "plain_text_input", "action_id": "change", "max_length": 20},
        }
    ],
}


async def test_every_call_needs_the_right_token(slack: SlackServer) -> None:
    assert await refusal(client_of(slack, "xoxb-wrong").auth_test()) == "invalid_auth"
    assert await refusal(client_of(slack, slack.app_token).auth_test()) == "not_allowed_token_type"
    assert await refusal(client_of(slack).apps_connections_open(app_token="xapp-wrong")) == "invalid_auth"
    assert (await client_of(slack).auth_test())["user_id"] == slack.workspace.bot.id


async def test_a_channel_must_exist_and_the_bot_be_in_it(slack: SlackServer) -> None:
    public, private = slack.add_channel("public", with_bot=False), slack.add_channel("x", private=True, with_bot=False)
    slack.web_api.scopes = {"chat:write"}
    bot = client_of(slack)
    assert await refusal(bot.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    assert await refusal(bot.chat_postMessage(channel=public, text="x")) == "not_in_channel"
    assert await refusal(bot.chat_postMessage(channel=private, text="x")) == "channel_not_found"
    slack.web_api.scopes |= {"chat:write.public"}
    assert (await bot.chat_postMessage(channel=public, text="x"))["ok"]
    somebody = slack.add_user("chair@example.org")
    joined = slack.add_channel("joined")
    assert await refusal(bot.chat_postEphemeral(channel=joined, user=somebody, text="x")) == "user_not_in_channel"


async def test_a_method_needs_its_scope(slack: SlackServer) -> None:
    somebody = slack.add_user("chair@example.org")
    slack.web_api.scopes = {"users:read"}
    assert await refusal(client_of(slack).chat_postMessage(channel=somebody, text="x")) == "missing_scope"
    assert "email" not in (await client_of(slack).users_info(user=somebody))["user"]["profile"]


async def test_a_direct_conversation_is_opened_with_a_member(slack: SlackServer) -> None:
    somebody, channel, bot = slack.add_user("chair@example.org"), slack.add_channel("board"), client_of(slack)
    opened = (await bot.conversations_open(users=somebody))["channel"]["id"]
    assert (await bot.conversations_open(channel=opened))["channel"]["id"] == opened
    assert (await bot.chat_postMessage(channel=somebody, text="x"))["channel"] == opened
    assert await refusal(bot.conversations_open(users="U404")) == "user_not_found"
    assert await refusal(bot.api_call("conversations.open")) == "users_list_not_supplied"
    assert await refusal(bot.conversations_open(users=slack.add_user(None, is_bot=True))) == "cannot_dm_bot"
    assert await refusal(bot.conversations_open(channel=channel)) == "method_not_supported_for_channel_type"
    assert await refusal(bot.conversations_open(channel="D404")) == "channel_not_found"


async def test_somebody_who_is_gone_cannot_be_found_or_opened_but_their_conversation_stays(slack: SlackServer) -> None:
    known, stranger = slack.add_user("chair@example.org"), slack.add_user("sro@example.org")
    bot = client_of(slack)
    direct = (await bot.conversations_open(users=known))["channel"]["id"]
    assert (await bot.users_lookupByEmail(email="CHAIR@example.org"))["user"]["id"] == known
    slack.deactivate(known)
    slack.deactivate(stranger)
    assert await refusal(bot.users_lookupByEmail(email="chair@example.org")) == "users_not_found"
    assert (await bot.users_info(user=known))["user"]["deleted"]
    assert await refusal(bot.conversations_open(users=known)) == "user_disabled"
    assert (await bot.chat_postMessage(channel=direct, text="x"))["ok"]
    assert (await bot.chat_postMessage(channel=known, text="x"))["channel"] == direct
    assert await refusal(bot.chat_postMessage(channel=stranger, text="x")) == "channel_not_found"


async def test_nothing_is_written_where_it_is_archived_or_the_bot_was_removed(slack: SlackServer) -> None:
    archived, left, bot = slack.add_channel("archived"), slack.add_channel("left", private=True), client_of(slack)
    somebody = slack.add_user("chair@example.org")
    slack.archive(archived)
    slack.remove_bot(left)
    slack.workspace.messages_tab_enabled = False
    assert await refusal(bot.chat_postMessage(channel=archived, text="x")) == "is_archived"
    assert await refusal(bot.chat_postMessage(channel=left, text="x")) == "channel_not_found"
    assert await refusal(bot.chat_postMessage(channel=somebody, text="x")) == "messages_tab_disabled"


async def test_history_comes_in_pages_newest_first(slack: SlackServer) -> None:
    channel, bot = slack.add_channel("board"), client_of(slack)
    await bot.chat_postMessage(channel=slack.add_channel("another"), text="elsewhere")
    posted = [str((await bot.chat_postMessage(channel=channel, text=str(number)))["ts"]) for number in range(5)]
    await bot.chat_postMessage(channel=channel, text="in a thread", thread_ts=posted[0])

    async def texts(**asked: Any) -> list[str]:
        return [each["text"] for each in (await bot.conversations_history(channel=channel, **asked))["messages"]]

    assert await texts() == ["4", "3", "2", "1", "0"]
    assert await texts(oldest=posted[3]) == ["4"]
    assert await texts(oldest=posted[3], inclusive=True) == ["4", "3"]
    assert await texts(latest=posted[1]) == ["0"]
    assert await texts(oldest=posted[1], latest=posted[3]) == ["2"]
    assert await texts(oldest=str(float(posted[0]) - 1), limit=2) == ["4", "3"]
    assert await texts(oldest=str(int(float(posted[4])) + 1)) == []
    pages = []
    async for page in await bot.conversations_history(channel=channel, limit=2):
        pages.append([each["text"] for each in page["messages"]])
        assert page["has_more"] == bool(page.get("response_metadata"))
    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    for wrong in ({"limit": 1000}, {"limit": "many"}, {"cursor": "made up"}):
        assert await refusal(bot.conversations_history(channel=channel, **wrong)) == f"invalid_{next(iter(wrong))}"
    assert await refusal(bot.conversations_history(channel=channel, oldest="yesterday")) == "invalid_ts_oldest"
    assert await refusal(bot.conversations_history(channel=channel, latest="1.1234567")) == "invalid_ts_latest"
    slack.web_api.scopes = {"im:history"}
    assert await refusal(bot.conversations_history(channel=channel)) == "missing_scope"


async def test_metadata_is_plain_values_and_read_only_when_asked_for(slack: SlackServer) -> None:
    channel, bot = slack.add_channel("board"), client_of(slack)
    metadata = {"event_type": "secretariat", "event_payload": {"key": "morning 2023-06-02 person 7", "part": 0}}
    parent = str((await bot.chat_postMessage(channel=channel, text="x", metadata=metadata))["ts"])
    for read in (bot.conversations_history(channel=channel), bot.conversations_replies(channel=channel, ts=parent)):
        assert "metadata" not in (await read)["messages"][0]
    for read in (
        bot.conversations_history(channel=channel, include_all_metadata=True),
        bot.conversations_replies(channel=channel, ts=parent, include_all_metadata=True),
    ):
        assert (await read)["messages"][0]["metadata"] == metadata
    payloads: list[Any] = ["text", {"a": None}, {"a": {"b": {"c": 1}}}, {"a": [{"b": []}]}]
    for payload in payloads:
        wrong = {"event_type": "secretariat", "event_payload": payload}
        refused = bot.chat_postMessage(channel=channel, text="x", metadata=wrong)
        assert await refusal(refused) == "invalid_metadata_format"


async def test_a_message_needs_text_and_valid_blocks(slack: SlackServer) -> None:
    channel, bot = slack.add_channel("board"), client_of(slack)
    with pytest.warns(UserWarning, match="text"):
        assert await refusal(bot.chat_postMessage(channel=channel, text="", blocks=[section("x")])) == "no_text"
    assert await refusal(bot.chat_postMessage(channel=channel, text="x", blocks=[section("")])) == "invalid_blocks"
    assert await refusal(bot.chat_postMessage(channel=channel, text="x", thread_ts="1.1")) == "message_not_found"


async def test_a_trigger_opens_one_form_within_three_seconds(slack: SlackServer) -> None:
    somebody, bot = slack.add_user("chair@example.org"), client_of(slack)
    trigger = slack.workspace.new_trigger(somebody)
    assert (await bot.views_open(trigger_id=trigger, view=MODAL))["ok"]
    assert await refusal(bot.views_open(trigger_id=trigger, view=MODAL)) == "exchanged_trigger_id"
    late = slack.workspace.new_trigger(somebody)
    slack.let_pass(3.1)
    assert await refusal(bot.views_open(trigger_id=late, view=MODAL)) == "expired_trigger_id"
    assert await refusal(bot.views_open(trigger_id="made-up", view=MODAL)) == "invalid_trigger_id"


async def test_a_view_has_versions(slack: SlackServer) -> None:
    somebody, bot = slack.add_user("chair@example.org"), client_of(slack)
    first = (await bot.views_open(trigger_id=slack.workspace.new_trigger(somebody), view=MODAL))["view"]
    await bot.views_update(view_id=first["id"], hash=first["hash"], view=MODAL)
    late = bot.views_update(view_id=first["id"], hash=first["hash"], view=MODAL)
    assert await refusal(late) == "hash_conflict"
    assert await refusal(bot.views_update(view_id="V404", view=MODAL)) == "not_found"


async def test_a_response_address_is_good_five_times_in_thirty_minutes(slack: SlackServer) -> None:
    somebody = slack.add_user("chair@example.org")
    channel = slack.add_channel("board", somebody)
    address = AsyncWebhookClient(slack._response_url(somebody, channel))
    statuses = [(await address.send(text="x")).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    other = AsyncWebhookClient(slack._response_url(somebody, channel))
    slack.let_pass(30 * 60 + 1)
    assert (await other.send(text="x")).status_code == 404


async def test_faults_can_be_ordered(slack: SlackServer) -> None:
    bot = client_of(slack)
    slack.go_wrong("auth.test", "limited", retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        await bot.auth_test()
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    slack.go_wrong("auth.test", "broken")
    with pytest.raises(SlackApiError):
        await bot.auth_test()
    slack.go_wrong("auth.test", "cut", times=2)
    with pytest.raises(aiohttp.ClientError):
        await bot.auth_test()
    slack.go_wrong("auth.test", "failing")
    assert await refusal(bot.auth_test()) == "internal_error"
    slack.go_wrong("auth.test", "slow", seconds=0.01)
    assert (await bot.auth_test())["ok"]
    slack.go_wrong("auth.test", "hanging")
    bot.timeout = 0.05  # type: ignore[assignment]
    with pytest.raises(TimeoutError):
        await bot.auth_test()
    assert len(slack.calls) == 7
    with pytest.raises(ValueError, match="no fault 'limited after'"):
        slack.go_wrong("auth.test", "limited", after=True)


@pytest.mark.parametrize("kind", ["broken", "failing", "cut", "hanging"])
async def test_a_fault_comes_before_the_message_is_posted_or_after(slack: SlackServer, kind: Kind) -> None:
    channel, bot = slack.add_channel("board"), client_of(slack)
    bot.retry_handlers.clear()
    metadata = {"event_type": "x", "event_payload": {"key": "once", "part": 0}}
    for after in (False, True):
        slack.go_wrong("chat.postMessage", kind, after=after, seconds=0.01)
        with pytest.raises((SlackApiError, aiohttp.ClientError)):
            await bot.chat_postMessage(channel=channel, text="x", metadata=metadata)
        assert slack.received()["once", 0] == int(after)
    await bot.chat_postMessage(channel=channel, text="x", metadata=metadata)
    await bot.chat_postMessage(channel=channel, text="x")
    assert slack.received() == {("once", 0): 2}


async def test_what_is_limited_has_not_been_posted(slack: SlackServer) -> None:
    channel = slack.add_channel("board")
    slack.go_wrong("chat.postMessage", "limited")
    assert await refusal(client_of(slack).chat_postMessage(channel=channel, text="x")) == "ratelimited"
    assert not slack.workspace.messages


async def test_faults_at_random_are_as_many_as_told_of_every_kind_and_the_same_for_a_seed() -> None:
    struck = []
    for _ in range(2):
        weather = AtRandom(0.1, seed=7)
        faults = [weather.fault_of("auth.test") for _ in range(10_000)]
        assert weather.struck.total() == len([each for each in faults if each])
        struck.append(weather.struck)
    assert struck[0] == struck[1]
    assert 900 < struck[0].total() < 1100
    assert set(struck[0]) == {
        *("limited", "broken", "broken after", "failing", "failing after"),
        *("cut", "cut after", "hanging", "hanging after", "slow"),
    }
    assert not any(AtRandom(0, seed=7).fault_of("auth.test") for _ in range(100))


async def test_calls_go_wrong_at_random_and_are_counted(slack: SlackServer) -> None:
    weather = slack.go_wrong_at_random(1, seed=1, slow=0.01, hanging=0.01)
    bot = client_of(slack)
    bot.retry_handlers.clear()
    granted = 0
    for _ in range(20):
        with contextlib.suppress(SlackApiError, aiohttp.ClientError):
            granted += bool((await bot.auth_test())["ok"])
    assert weather.struck.total() == 20
    assert granted == weather.struck["slow"] > 0


async def test_a_private_file_without_the_token_is_the_sign_in_page(slack: SlackServer) -> None:
    somebody = slack.add_user("secretary@example.org")
    channel = slack.add_channel("board", somebody, with_bot=False)
    await slack.share_file(somebody, channel, "plan.csv", b"Ref,Action")
    address = slack.workspace.messages[-1].files[0]["url_private_download"]
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as stranger:
            assert (stranger.status, stranger.content_type) == (200, "text/html")
        async with session.get(address, headers={"Authorization": f"Bearer {slack.bot_token}"}) as bot:
            assert await bot.read() == b"Ref,Action"


async def test_socket_mode_wants_an_acknowledgement_and_brings_an_event_again(slack: SlackServer) -> None:
    slack.socket_mode.seconds = 0.05
    somebody = slack.add_user("chair@example.org")
    envelopes: list[dict[str, Any]] = []
    address = (await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(str(address)) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        told = asyncio.ensure_future(slack.message(somebody, slack.direct_channel(somebody), "hello"))
        envelopes.append(await socket.receive_json())
        envelopes.append(await socket.receive_json())
        await socket.send_json({"envelope_id": envelopes[1]["envelope_id"]})
        seen = await told
    assert [each["retry_attempt"] for each in envelopes] == [0, 1]
    assert envelopes[0]["payload"]["event_id"] == envelopes[1]["payload"]["event_id"]
    assert seen.timeouts == ["events_api: operation_timeout"]


async def test_http_requests_are_signed(slack: SlackServer) -> None:
    received: list[Any] = []

    async def bot(request: Any) -> Any:
        received.append((dict(request.headers), await request.text()))
        return aiohttp.web.Response()

    application = aiohttp.web.Application()
    application.router.add_post("/slack/events", bot)
    runner = aiohttp.web.AppRunner(application)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    somebody = slack.add_user("chair@example.org")
    await slack.slash(somebody, slack.add_channel("board", somebody), "/brag", "a & b")
    await slack.redeliver()
    await runner.cleanup()
    (headers, body), (again, _) = received
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    assert abs(int(headers["X-Slack-Request-Timestamp"]) - time.time()) < 60
    assert "X-Slack-Retry-Num" not in headers
    assert again["X-Slack-Retry-Num"] == "1"
    assert "text=a+%26amp%3B+b" in body


async def test_files_are_uploaded_in_three_steps_and_none_can_be_left_out(slack: SlackServer) -> None:
    client = client_of(slack)
    channel = slack.add_channel("board")
    begun = await client.files_getUploadURLExternal(filename="pack.pdf", length=3)
    files = [{"id": begun["file_id"]}]
    assert await refusal(client.files_completeUploadExternal(files=files, channel_id=channel)) == "file_not_found"
    async with aiohttp.ClientSession() as session:
        for content, status in ((b"four", 400), (b"one", 200), (b"one", 404)):  # as long as announced, and once
            async with session.post(begun["upload_url"], data=content) as answer:
                assert answer.status == status
    await client.files_completeUploadExternal(files=files, channel_id=channel)
    assert [file["name"] for file in slack.workspace.messages[-1].files] == ["pack.pdf"]
    assert await refusal(client.files_completeUploadExternal(files=files, channel_id=channel)) == "file_not_found"


async def test_files_go_to_conversations_that_the_bot_is_in_and_to_threads_that_there_are(slack: SlackServer) -> None:
    client, user = client_of(slack), slack.add_user("sro@example.org")
    slack.direct_channel(user)
    elsewhere = slack.add_channel("elsewhere", with_bot=False)
    board = slack.add_channel("board")

    async def upload(channel: str, thread: str | None = None) -> Any:
        return await client.files_upload_v2(filename="x.txt", content=b"x", channel=channel, thread_ts=thread)

    assert await refusal(upload(user)) == "channel_not_found"
    assert await refusal(upload(elsewhere)) == "not_in_channel"
    assert await refusal(upload(board, "1.000001")) == "message_not_found"
    assert await refusal(client.conversations_replies(channel=board, ts="1.000001")) == "thread_not_found"
    posted = await client.chat_postMessage(channel=board, text="pack")
    for _ in range(3):
        await upload(board, posted["ts"])
    first = await client.conversations_replies(channel=board, ts=posted["ts"], limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_replies(channel=board, ts=posted["ts"], cursor=cursor)
    assert [bool(each.get("files")) for each in (*first["messages"], *rest["messages"])] == [False, True, True, True]


async def test_a_picture_is_shown_when_it_was_uploaded_and_slack_has_looked_at_it(slack: SlackServer) -> None:
    client, board = client_of(slack), slack.add_channel("board")

    def shown(file: str) -> Any:
        image = {"type": "image", "alt_text": "x", "slack_file": {"id": file}}
        return client.chat_postMessage(channel=board, text="x", blocks=[image])

    slack.be_slow_with_pictures(1)
    for content in (b"\x89PNG\r\n\x1a\n", b"not a picture"):
        uploaded = await client.files_upload_v2(filename="x.png", content=content)
        assert await refusal(shown(uploaded["files"][0]["id"])) == "invalid_blocks"
        if content.startswith(b"\x89"):
            await shown(uploaded["files"][0]["id"])
        else:
            assert await refusal(shown(uploaded["files"][0]["id"])) == "invalid_blocks"
    assert await refusal(shown("F99999999")) == "invalid_blocks"


async def test_messages_are_changed_and_deleted_where_they_are_and_by_who_wrote_them(slack: SlackServer) -> None:
    client, user = client_of(slack), slack.add_user("sro@example.org")
    direct = slack.direct_channel(user)
    posted = await client.chat_postMessage(channel=user, text="x")
    assert await refusal(client.chat_update(channel=user, ts=posted["ts"], text="y")) == "channel_not_found"
    await client.chat_update(channel=direct, ts=posted["ts"], text="y")
    await client.chat_delete(channel=direct, ts=posted["ts"])
    assert await refusal(client.chat_update(channel=direct, ts=posted["ts"], text="z")) == "message_not_found"
    theirs = slack.workspace.timestamp()
    slack.workspace.add_message(Message(direct, theirs, user, "hello"))
    assert await refusal(client.chat_update(channel=direct, ts=theirs, text="z")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=direct, ts=theirs)) == "cant_delete_message"


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [section("x")] * 51,
        [section("x" * 3001)],
        [{"type": "header", "text": text("x" * 151)}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        [{"type": "marquee", "text": text("x")}],
        [{**section("x"), "colour": "red"}],
        [{**section("x"), "block_id": "x" * 256}],
        [{**section("x"), "block_id": "same"}, {**section("y"), "block_id": "same"}],
        [{"type": "section", "fields": [text("x")] * 11}],
        [{"type": "section", "fields": [text("x" * 2001)]}],
        actions(*map(button, range(26))),
        actions(button(), button()),
        actions(button(text=text("x" * 76))),
        actions(button(value="x" * 2001)),
        actions(button(action_id="x" * 256)),
        [{"type": "table", "rows": [row("x")] * 101}],
        [{"type": "table", "rows": [row(*"x" * 21)]}],
        [{"type": "table", "rows": [row("")]}],
        [{"type": "table", "rows": [row("x")]}] * 2,
        [{"type": "table", "rows": [row("x")]}, {"type": "data_table", "caption": "c", "rows": [row("x")] * 2}],
        [{"type": "table", "rows": [row("x" * 10_001)]}],
        [{"type": "data_table", "rows": [row("x")] * 2}],
        [{"type": "data_table", "caption": "c", "rows": [row("x")]}],
        [{"type": "data_table", "caption": "c", "rows": [row("x")] * 202}],
        [{"type": "data_table", "caption": "c", "rows": [row("x")] * 2, "page_size": 101}],
        [{"type": "data_table", "caption": "c", "rows": [row("x"), row("x", "y")]}],
        [{"type": "data_table", "caption": "c", "rows": [row("x" * 10_000), row("x" * 9_000)]}] * 2,
        rich(""),
        [{"type": "image", "image_url": "https://example.org/x.png"}],
        [{"type": "image", "alt_text": "x"}],
        [{"type": "image", "alt_text": "x" * 2001, "slack_file": {"id": "F00000001"}}],
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}],
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F00000001"}, "title": text("x" * 2001)}],
        MODAL["blocks"],
    ],
    ids=lambda blocks: json.dumps(blocks)[:60],
)
async def test_blocks_that_slack_refuses(blocks: Any) -> None:
    with pytest.raises(Refused, match="invalid_blocks"):
        check_blocks(blocks, "message")


@pytest.mark.parametrize(
    "change",
    [
        {"title": text("x" * 25)},
        {"submit": text("x" * 25)},
        {"private_metadata": "x" * 3001},
        {"blocks": [section("x")] * 101},
        {"blocks": [{"type": "table", "rows": [row("x")]}]},
        {"footer": text("x")},
    ],
    ids=str,
)
async def test_forms_that_slack_refuses(change: dict[str, Any]) -> None:
    check_view(MODAL, "modal")
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view({**MODAL, **change}, "modal")
    without_submit = {key: value for key, value in MODAL.items() if key != "submit"}
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(without_submit, "modal")


async def test_in_a_shared_channel_slack_names_the_team_of_the_writer_and_the_bots_own_beside_it() -> None:
    async with SlackServer(busy=lambda: False) as slack:
        slack.workspace.enterprise_id = "E0COUNCIL"
        partner = slack.add_user("secretary@example.org", team_id="T0PARTNER", enterprise_id="E0PARTNER")
        sister = slack.add_user("chair@example.org", team_id="T0SISTER", enterprise_id="E0COUNCIL")
        client = client_of(slack)
        assert (await client.users_info(user=partner))["user"]["is_stranger"]
        channel = slack.workspace.channels[slack.add_channel("with-partners", partner, sister, shared=True)]
        told = (await client.users_info(user=partner))["user"]
        assert "is_stranger" not in told  # seen through the shared channel, they are told by their team alone
        assert (told["team_id"], told["enterprise_user"]["enterprise_id"]) == ("T0PARTNER", "E0PARTNER")
        assert "is_stranger" not in (await client.users_info(user=sister))["user"]
        assert (await client.auth_test())["enterprise_id"] == "E0COUNCIL"
        message = Message(channel.id, "1.2", partner, "hello")
        wrapped = event_callback(slack.workspace, message_event(slack.workspace, message, channel), channel)
        assert wrapped["is_ext_shared_channel"]
        assert (wrapped["team_id"], wrapped["context_team_id"]) == ("T0PARTNER", slack.team_id)
        assert wrapped["authorizations"][0]["team_id"] == slack.team_id
        mention = event_callback(slack.workspace, mention_event(slack.workspace, message, channel), channel)
        assert (mention["team_id"], mention["event"]["team"]) == (slack.team_id, slack.team_id)
        assert mention["event"]["user_team"] == mention["event"]["source_team"] == "T0PARTNER"
