"""The two ways in which Slack reaches the bot: Socket Mode, for a bot behind a firewall, and signed HTTP.

Called by `bot.process` with the app that `app.py` made; the app is the same either way.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.manifest import PATH


class SlackRefuses(Exception):
    """Slack does not take a token: said when the process starts, since Slack's client would try again for ever."""


@asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Keep a Socket Mode connection while the block runs; it reconnects by itself. May raise `SlackRefuses`."""
    await _try_tokens(app, app_token)
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


async def _try_tokens(app: AsyncApp, app_token: str) -> None:
    tries: dict[str, Callable[[], Awaitable[object]]] = {
        "bot token": app.client.auth_test,
        "app-level token": partial(app.client.apps_connections_open, app_token=app_token),
    }
    for name, call in tries.items():
        try:
            await call()
        except SlackApiError as error:
            raise SlackRefuses(f"Slack does not take the {name}: {error.response['error']}.") from None
