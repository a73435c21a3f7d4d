"""A bot with nothing in it: Bolt with one command that acknowledges, served by uvicorn over signed HTTP at a port.

It loads nothing of ours: what it takes to answer for the first time is what Bolt and uvicorn take.
"""

import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

port, token, secret, api_url = sys.argv[1:]
app = AsyncApp(client=AsyncWebClient(token, base_url=api_url), signing_secret=secret)


@app.command("/brag")
async def nothing(ack: Any) -> None:
    """Acknowledge."""
    await ack()


async def events(request: Request) -> Response:
    """Slack's request URL."""
    return await AsyncSlackRequestHandler(app).handle(request)


routes = [Route("/slack/events", events, methods=["POST"])]
uvicorn.run(Starlette(routes=routes), port=int(port), log_level="warning", access_log=False)
