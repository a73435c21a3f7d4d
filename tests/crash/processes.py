"""The processes of a trial: real `secretariat serve`, on one record, killed without warning and started again.

None is left behind: they are stopped at the end of the block, and on Linux the kernel ends them with their parent.
"""

import asyncio
import ctypes
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_SCRIPT = Path(sys.executable).with_name("secretariat")
_SECONDS_TO_STOP = 5
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Died(AssertionError):
    """A process ended although nobody had killed it."""


class Serving:
    """One place at which a process serves; its log goes on when the next one takes over."""

    def __init__(self, name: str, settings: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self.is_ready = False
        self._settings = settings
        self._folder = folder
        self._log = folder / f"{name}.log"
        self._process: Process | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start a process; `is_ready` becomes true once its clock runs."""
        port = _free_port()
        others = {name: value for name, value in os.environ.items() if not name.startswith("SECRETARIAT_")}
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(str(_SCRIPT), "serve"),
                cwd=self._folder,
                env={**others, **self._settings, "SECRETARIAT_PORT": str(port)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_parents_death(),
            )
        self._watch = asyncio.create_task(self._until_ready(port))

    async def kill(self) -> None:
        """End the process as a power cut would, if there is one."""
        self.is_ready = False
        if self._watch is not None:
            self._watch.cancel()
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """Ask the process to end, and kill it if it does not."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _SECONDS_TO_STOP)
        await self.kill()

    def check(self) -> None:
        """Raise `Died` if the process has ended by itself."""
        if self._process is not None and self._process.returncode is not None:
            raise Died(f"process {self.name} ended by itself with {self._process.returncode}:\n{self.last_lines()}")

    def last_lines(self, most: int = 15) -> str:
        """The end of the log, of all processes that have served here."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines() if self._log.exists() else []
        return "\n".join(f"  {self.name} | {line[:400]}" for line in lines[-most:])

    def plain_lines(self) -> list[str]:
        """The lines of the log that are no JSON objects: there should be none."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines() if self._log.exists() else []
        return [line for line in lines if not _is_structured(line)]

    async def _until_ready(self, port: int) -> None:
        while not self.is_ready:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                self.is_ready = True
            await asyncio.sleep(0.02)


class Processes:
    """All processes of a trial, as an async context manager."""

    def __init__(self, count: int, settings: Mapping[str, str], folder: Path) -> None:
        self.all = [Serving(f"process-{number}", settings, folder) for number in range(1, count + 1)]

    async def __aenter__(self) -> Self:
        try:
            for each in self.all:
                await each.start()
        except BaseException:
            await self._kill()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await asyncio.gather(*(each.stop() for each in self.all))
        finally:
            await self._kill()

    @property
    def ready(self) -> list[Serving]:
        """Those that serve."""
        return [each for each in self.all if each.is_ready]

    def check(self) -> None:
        """Raise `Died` if one has ended by itself."""
        for each in self.all:
            each.check()

    def last_lines(self) -> str:
        """The ends of all logs."""
        return "\n".join(each.last_lines() for each in self.all)

    def plain_lines(self) -> list[str]:
        """The lines of all logs that are no JSON objects."""
        return [line for each in self.all for line in each.plain_lines()]

    async def _kill(self) -> None:
        for each in self.all:
            await each.kill()


def _is_structured(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _parents_death() -> Callable[[], object] | None:
    """What a new process does first, on Linux: ask the kernel to be killed when this one dies, however it dies."""
    if sys.platform != "linux":
        return None
    control = ctypes.CDLL(None).prctl
    return lambda: control(_DIE_WITH_PARENT, signal.SIGKILL)
