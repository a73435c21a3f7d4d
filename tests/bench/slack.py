"""`/brag` through Bolt over signed HTTP, asked by many at once, against a Bolt command that does nothing."""

import asyncio
import time
from contextlib import AsyncExitStack
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import aiohttp

from bot.slack.manifest import PATH
from tests.bench.measuring import Measurement
from tests.bench.serving import load, process
from tests.slack_server import SlackServer
from tests.slack_server.delivery import signature

REQUESTS = 600
ROUNDS = 5
_trigger = count()


def eight_at_once(folder: Path) -> Measurement:
    """What a board's members may do together; half as many requests a second is a ratio of two."""
    return _brag_over_http(folder, 8, 2)


def thirty_two_at_once(folder: Path) -> Measurement:
    """Both processes at their limit: here threads that wait for the interpreter's lock cost more than the work."""
    return _brag_over_http(folder, 32, 1.5)


def _brag_over_http(folder: Path, at_once: int, limit: float | None) -> Measurement:
    ours, theirs = asyncio.run(_measure(folder / str(at_once), at_once))
    what = f"/brag over HTTP, {at_once} at once"
    return Measurement(what, "an empty Bolt command", ours, theirs, ours / theirs, limit)


async def _measure(folder: Path, at_once: int) -> tuple[float, float]:
    """Seconds a request, answers included: the median of the rounds."""
    folder.mkdir()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackServer())
        user = slack.add_user("chair@example.org")
        channel = slack.add_channel("improvement-board", user)
        given = (str(folder), slack.bot_token, slack.signing_secret, slack.api_url, slack.team_id, user)
        servers = [
            await stack.enter_async_context(process("tests.bench.slack_process", kind, *given))
            for kind in ("ours", "empty")
        ]
        form = {"team_id": slack.team_id, "user_id": user, "channel_id": channel, "command": "/brag", "text": ""}
        times: list[list[float]] = [[], []]
        for turn in range(ROUNDS + 1):
            for address, seconds in zip(servers, times, strict=True):
                async with aiohttp.ClientSession() as session:
                    ask = partial(ask_once, session, f"{address}{PATH}", slack.signing_secret, form)
                    taken = await load(REQUESTS, at_once, ask)
                if turn:
                    seconds.append(taken / REQUESTS)
        return median(times[0]), median(times[1])


async def ask_once(session: aiohttp.ClientSession, address: str, secret: str, form: dict[str, str]) -> None:
    """One signed request."""
    body = urlencode({**form, "trigger_id": str(next(_trigger)), "response_url": "http://127.0.0.1:9/"})
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(secret, stamp, body),
    }
    async with session.post(address, data=body, headers=headers) as response:
        text = await response.text()
        assert response.status == 200, text


ALL = (eight_at_once, thirty_two_at_once)
