"""One server for the Slack measurement, in a process of its own: `ours` or an `empty` Bolt command. Prints its port."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.slack.app import make_app
from bot.slack.door import SlackDoor
from bot.slack.serving import request_route
from schedules.outbox_worker import OutboxWorker
from schedules.wording import Wording
from tests.bench.plans import dispatcher_with
from tests.bench.serving import serve


def empty_app(token: str, api_url: str) -> AsyncApp:
    """Bolt with one command that acknowledges and does nothing."""
    app = AsyncApp(client=AsyncWebClient(token, base_url=api_url), request_verification_enabled=False)

    @app.command("/brag")
    async def nothing(ack: Any) -> None:
        await ack()

    return app


def our_app(folder: Path, token: str, api_url: str, team: str, user: str) -> AsyncApp:
    """The bot over a plan of 64 actions and three boards, its chair already known on Slack."""
    dispatcher = dispatcher_with(folder, 64, 3)
    dispatcher.accounts.recognise("slack", team, user, "chair@example.org")
    outbox_worker = OutboxWorker(dispatcher, [SlackDoor(dispatcher, token, api_url)], Wording())
    return make_app(dispatcher, token, outbox_worker=outbox_worker, api_url=api_url)


if __name__ == "__main__":
    kind, folder, token, secret, api_url, team, user = sys.argv[1:]
    made = empty_app(token, api_url) if kind == "empty" else our_app(Path(folder), token, api_url, team, user)
    asyncio.run(serve(Starlette(routes=[request_route(made, secret)])))
