"""The dashboard against an empty page of the same server: asked for by several at once, and after every change.

`pages_process` has the server. The client keeps its connections, as a browser does, and is signed in as the chair.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

import aiohttp

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.plans import install_example, take_plan
from handlers.dispatcher import Dispatcher
from tests.bench.measuring import Measurement
from tests.bench.pages_process import ADDRESS, EMPTY
from tests.bench.plans import NOW, example_over_and_over
from tests.bench.serving import load, process
from tests.bot.pages_stage import CHAIR, Guest, link_for

PAGES = ("/", EMPTY)
AT_ONCE = 4
REQUESTS = 400
ROUNDS = 9
CHANGES = 25

Client = aiohttp.ClientSession
Seconds = tuple[list[float], list[float]]


def dashboard(folder: Path) -> Measurement:
    """The example's 64 actions, four requests at once; a quarter of the requests a second is a ratio of four."""
    return _against_empty(folder, "dashboard, 64 actions, 4 at once", 4, _example, _as_it_is)


def dashboard_of_5_000(folder: Path) -> Measurement:
    """The dashboard of a far larger plan: of the list it has as many rows on a page."""
    return _against_empty(folder, "dashboard, 5,056 actions, 4 at once", None, _large, _as_it_is)


def dashboard_after_a_change(folder: Path) -> Measurement:
    """One request at a time, before each of which the record has changed: nothing that is kept can be used."""
    return _against_empty(folder, "dashboard, 64 actions, after a change", 8, _example, _after_changes)


def dashboard_of_5_000_after_a_change(folder: Path) -> Measurement:
    """Both."""
    return _against_empty(folder, "dashboard, 5,056 actions, after a change", None, _large, _after_changes)


def _against_empty(
    folder: Path,
    what: str,
    limit: float | None,
    fill: Callable[[Dispatcher, Settings], object],
    ask: Callable[[Client, Dispatcher], Awaitable[Seconds]],
) -> Measurement:
    settings = Settings(database_url=f"sqlite:///{folder / what}.db", web_address=ADDRESS)
    with open_dispatcher(settings, NOW, begins=True) as dispatcher:
        fill(dispatcher, settings)
        ours, theirs = map(median, asyncio.run(_asked(dispatcher, settings.database_url, ask)))
    return Measurement(what, "an empty page of the same server", ours, theirs, ours / theirs, limit)


async def _asked(dispatcher: Dispatcher, url: str, ask: Callable[[Client, Dispatcher], Awaitable[Seconds]]) -> Seconds:
    async with process("tests.bench.pages_process", url) as address:
        guest = await asyncio.to_thread(Guest, address, link_for(dispatcher, CHAIR))
        cookie = {"Cookie": f"session={guest.secret}"}
        async with Client(address, headers=cookie) as client:
            return await ask(client, dispatcher)


async def _as_it_is(client: Client, _dispatcher: Dispatcher) -> Seconds:
    """Seconds a request, round by round and page by page; the first round only warms up."""
    seconds: Seconds = ([], [])
    for turn in range(ROUNDS + 1):
        for page, taken in zip(PAGES, seconds, strict=True):
            whole = await load(REQUESTS, AT_ONCE, partial(_get, client, page))
            if turn:
                taken.append(whole / REQUESTS)
    return seconds


async def _after_changes(client: Client, dispatcher: Dispatcher) -> Seconds:
    seconds: Seconds = ([], [])
    changes = count()
    for turn in range(CHANGES + 1):
        for page, taken in zip(PAGES, seconds, strict=True):
            await asyncio.to_thread(dispatcher.accounts.recognise, "bench", "bench", str(next(changes)), CHAIR)
            start = time.perf_counter()
            await _get(client, page)
            if turn:
                taken.append(time.perf_counter() - start)
    return seconds


async def _get(client: Client, page: str) -> None:
    async with client.get(page) as response:
        text = await response.text()
        assert response.status == 200, text


def _example(dispatcher: Dispatcher, settings: Settings) -> None:
    install_example(dispatcher, settings)


def _large(dispatcher: Dispatcher, settings: Settings) -> None:
    take_plan(dispatcher, settings, example_over_and_over(79), "bench")


ALL = (dashboard, dashboard_of_5_000, dashboard_after_a_change, dashboard_of_5_000_after_a_change)
