"""The two ways in which Slack reaches the bot: Socket Mode, for a bot behind a firewall, and signed HTTP.

Called by `bot.process` with the app that `app.py` made; the app is the same either way.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.manifest import PATH


@asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Keep a Socket Mode connection while the block runs; it reconnects by itself."""
    handler = AsyncSocketModeHandler(app, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def request_route(app: AsyncApp) -> Route:
    """The address for Slack's request URLs; requests without Slack's signature get 401."""
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Route(PATH, events, methods=["POST"])
