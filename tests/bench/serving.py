"""A web server in a process of its own, for the measurements over HTTP, and many requests at once to it."""

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette


@asynccontextmanager
async def process(module: str, *arguments: str) -> AsyncIterator[str]:
    """Run a module that serves, as a process; gives the address of its server."""
    started = await create_subprocess_exec(sys.executable, "-m", module, *arguments, stdout=PIPE)
    assert started.stdout is not None
    try:
        port = int(await started.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        await started.wait()


async def serve(app: Starlette) -> None:
    """Serve until the process is ended, having printed the port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await serving


async def load(requests: int, at_once: int, ask: Callable[[], Awaitable[None]]) -> float:
    """Send so many requests, so many at once; gives the seconds that all answers took."""
    left = iter(range(requests))

    async def one_after_the_other() -> None:
        for _ in left:
            await ask()

    start = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    return time.perf_counter() - start
