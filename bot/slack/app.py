"""The Bolt app: the real client with its retries, and the listeners for everything that Slack may bring.

`bot.process` makes one for each process and serves it (`serving.py`). Nothing is made when this is imported.
"""

import re

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.acknowledging import until_acknowledged
from bot.slack.forms import FORM
from bot.slack.listeners import Listeners
from bot.slack.signed_requests import failed
from handlers.dispatcher import Dispatcher
from schedules.outbox_worker import Carrier

SLACK = "https://slack.com/api/"
PATIENCE = 1.5
"""Seconds that an answer may take to ride in the acknowledgement: half of what Slack waits."""


def make_app(
    dispatcher: Dispatcher,
    bot_token: str,
    *,
    outbox_worker: Carrier,
    api_url: str = SLACK,
    patience: float = PATIENCE,
    threads: int = 8,
) -> AsyncApp:
    """A Bolt app that puts every request to `dispatcher`; what requests queue for other people goes to `outbox_worker`.

    Signatures are not its business: over HTTP, `serving.request_route` lets nothing else through to it.
    """
    client = make_client(bot_token, api_url)
    # Without a name Bolt looks for one in the source of all that is on the stack, which takes long.
    app = AsyncApp(name="secretariat", client=client, request_verification_enabled=False, process_before_response=True)
    app.error(_failed)
    listeners = Listeners(dispatcher, client, outbox_worker, patience, threads)
    app.command(re.compile("^/"))(until_acknowledged(listeners.command))
    app.action(re.compile(""))(until_acknowledged(listeners.press))
    app.view(FORM)(until_acknowledged(listeners.submission))
    app.event("message")(until_acknowledged(listeners.message, at_once=True))
    app.event("app_mention")(until_acknowledged(listeners.mention, at_once=True))
    app.event("app_home_opened")(until_acknowledged(listeners.home_opened, at_once=True))
    app.event("user_change")(until_acknowledged(listeners.user_changed, at_once=True))
    return app


def make_client(bot_token: str, api_url: str = SLACK) -> AsyncWebClient:
    """Slack's Web API, with the real client's retries."""
    return AsyncWebClient(
        token=bot_token,
        base_url=api_url,
        timeout=10,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(max_retry_count=3),
            AsyncServerErrorRetryHandler(max_retry_count=2),
        ],
    )


async def _failed(error: Exception, response: BoltResponse | None) -> None:
    """Before a listener, or at its beginning. Bolt's own line in the log would say what was in the payload."""
    status = failed(error)
    if response is not None:  # None: it was acknowledged
        response.status = status
