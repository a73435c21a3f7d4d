"""How much work `serve` is until it answers its first `/brag`, against a bot with nothing in it: whole processes."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

import aiohttp

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.slack.manifest import PATH
from bot.terminal.plans import install_example
from tests.bench.measuring import Measurement
from tests.bench.slack import ask_once
from tests.slack_server import SlackServer

ROUNDS = 7


def serve_until_it_answers(folder: Path) -> Measurement:
    """From nothing to the first answer, by the processor's time of the process; both find their modules compiled."""
    ours, theirs = asyncio.run(_measure(folder))
    what, against = "serve until it answers /brag", "bare Bolt and uvicorn answering"
    return Measurement(what, against, ours, theirs, ours / theirs, 3.5)


async def _measure(folder: Path) -> tuple[float, float]:
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackServer())
        user = slack.add_user("chair@example.org")
        channel = slack.add_channel("improvement-board", user)
        settings = Settings(database_url=f"sqlite:///{folder / 'serve.db'}")
        with open_dispatcher(settings, begins=True) as dispatcher:
            install_example(dispatcher, settings)
            dispatcher.accounts.recognise("slack", slack.team_id, user, "chair@example.org")
        port = _free_port()
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "SECRETARIAT_DATABASE_URL": settings.database_url,
            "SECRETARIAT_SLACK_BOT_TOKEN": slack.bot_token,
            "SECRETARIAT_SLACK_SIGNING_SECRET": slack.signing_secret,
            "SECRETARIAT_SLACK_API_URL": slack.api_url,
            "SECRETARIAT_PORT": str(port),
        }
        bare = ("-m", "tests.bench.bare_bolt", str(port), slack.bot_token, slack.signing_secret, slack.api_url)
        commands = [(str(Path(sys.executable).with_name("secretariat")), "serve"), (sys.executable, *bare)]
        form = {"team_id": slack.team_id, "user_id": user, "channel_id": channel, "command": "/brag", "text": ""}
        used: list[list[float]] = [[], []]
        for turn in range(ROUNDS + 1):
            for command, seconds in zip(commands, used, strict=True):
                taken = await _until_it_answers(command, environment, port, slack.signing_secret, form)
                if turn:
                    seconds.append(taken)
        return median(used[0]), median(used[1])


async def _until_it_answers(
    command: Sequence[str], environment: Mapping[str, str], port: int, secret: str, form: dict[str, str]
) -> float:
    started = await create_subprocess_exec(*command, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    try:
        async with aiohttp.ClientSession() as session:
            while started.returncode is None:
                try:
                    await ask_once(session, f"http://127.0.0.1:{port}{PATH}", secret, form)
                    return _worked(started)
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.02)
        raise AssertionError(f"{command[0]} has ended")
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


def _worked(process: Process) -> float:
    """Seconds that the processor has worked for a process and its threads so far, as Linux tells it."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text(encoding="utf-8").split()[0]) for task in tasks) / 1e9


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


ALL = (serve_until_it_answers,)
