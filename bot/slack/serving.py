"""The two ways in which Slack reaches the bot: Socket Mode, for a bot behind a firewall, and signed HTTP.

Called by `bot.process` with the app that `app.py` made; the app is the same either way.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms import PlatformRefuses
from bot.slack.manifest import PATH
from bot.slack.refusals import word_of
from bot.slack.signed_requests import NotTaken, failed, signed_payload
from handlers.log import log

REFUSALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
PATIENCE = 10.0
"""Seconds that a process waits for its first connection before it goes on without."""


class SlackRefuses(PlatformRefuses):
    """Slack does not take a token: said when the process starts, since Slack's client would try again for ever."""


@asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str, patience: float = PATIENCE) -> AsyncIterator[None]:
    """Keep a Socket Mode connection while the block runs; it reconnects by itself. May raise `SlackRefuses`.

    While Slack cannot be reached its client tries again; after `patience` seconds the block runs without it.
    """
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler  # signed HTTP does without

    await try_tokens(app.client, app_token)
    handler = AsyncSocketModeHandler(app, app_token)
    connecting = asyncio.ensure_future(handler.connect_async())  # type: ignore[no-untyped-call]
    done, _ = await asyncio.wait({connecting}, timeout=patience)
    if not done:
        log.warning("Slack cannot be reached yet: trying again")
    try:
        yield
    finally:
        connecting.cancel()
        await handler.close_async()  # type: ignore[no-untyped-call]


async def try_tokens(client: AsyncWebClient, app_token: str) -> None:
    """Raise `SlackRefuses` when Slack does not take a token. When it cannot be reached, nothing is said yet."""
    tries: dict[str, Callable[[], Awaitable[object]]] = {
        "bot token": client.auth_test,
        "app-level token": partial(client.apps_connections_open, app_token=app_token),
    }
    for name, call in tries.items():
        try:
            await call()
        except SlackApiError as error:
            if word_of(error) in REFUSALS:
                raise SlackRefuses(f"Slack does not take the {name}: {word_of(error)}.") from None
        except UNREACHABLE:
            return


def request_route(app: AsyncApp, signing_secret: str) -> Route:
    """The address for Slack's request URLs. What is not signed with the secret, or not whole, never reaches the app."""

    async def events(request: Request) -> Response:
        try:
            payload = await signed_payload(request, signing_secret)
        except NotTaken as refused:
            return Response(refused.status.phrase, refused.status, {"Connection": "close"})
        try:
            # As JSON whatever it came as: Bolt drops a form in which somebody typed the word "payload".
            asked = AsyncBoltRequest(body=json.dumps(payload), headers={"content-type": "application/json"})
            return to_starlette_response(await app.async_dispatch(asked))
        except Exception as error:  # Bolt takes the types of what it looks at for granted
            return Response(status_code=failed(error))

    return Route(PATH, events, methods=["POST"])
