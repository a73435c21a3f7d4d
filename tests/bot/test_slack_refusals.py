"""Why a call was refused, also when what answers is not Slack: a proxy, a page, half of an answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import status_of, word_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def answering(status: int, kind: str, body: str) -> AsyncIterator[AsyncWebClient]:
    """A client of something that answers every call so."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, content_type=kind, text=body)

    application = web.Application()
    application.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield AsyncWebClient("xoxb-token", base_url=f"http://127.0.0.1:{runner.addresses[0][1]}/", retry_handlers=[])
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "kind", "body", "word"),
    [
        (200, "application/json", '{"ok": false, "error": "channel_not_found"}', "channel_not_found"),
        (429, "application/json", '{"ok": false, "error": "ratelimited"}', "ratelimited"),
        (429, "text/plain", "Too many requests", "status 429"),
        (500, "text/plain", "Internal error", "status 500"),
        (502, "text/html", "<h1>Bad gateway</h1>", "status 502"),
        (503, "application/json", '{"ok": fal', "status 503"),
        (500, "application/json", "{}", "status 500"),
    ],
)
async def test_slacks_word_or_the_status(status: int, kind: str, body: str, word: str) -> None:
    async with answering(status, kind, body) as client:
        with pytest.raises(SlackApiError) as refusal:
            await client.chat_postMessage(channel="C1", text="Hello")
    assert (word_of(refusal.value), status_of(refusal.value)) == (word, status)
