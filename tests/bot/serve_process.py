"""`secretariat serve` in a process of its own, as it is run for real: its address, and every line that it logs."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Any

import httpx

COMMAND = Path(sys.executable).with_name("secretariat")

LONGEST = 180
"""Seconds after which a process that a test waits for in vain is killed."""


@dataclass
class Serving:
    """A process that serves; `lines` are what it has logged, all of it once it has ended."""

    client: httpx.Client
    log: IO[str]
    lines: list[str] = field(default_factory=list)

    @property
    def logged(self) -> list[dict[str, Any]]:
        """Every line as the JSON that it must be."""
        return [json.loads(line) for line in self.lines]

    def until(self, words: str) -> None:
        """Wait until it logs a line with these words."""
        for line in self.log:
            self.lines.append(line)
            if words in line:
                return
        raise AssertionError(f"it has ended: {''.join(self.lines)}")


@contextmanager
def serving(folder: Path, settings: Mapping[str, str], *options: str) -> Iterator[Serving]:
    """Run `serve` in `folder` until the end of the block, then ask it to stop and wait until it has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    others = {name: value for name, value in os.environ.items() if not name.startswith("SECRETARIAT_")}
    named = {f"SECRETARIAT_{name}".upper(): value for name, value in settings.items()}
    process = subprocess.Popen(
        [COMMAND, "serve", *options],
        cwd=folder,
        env=others | named | {"SECRETARIAT_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    watch = Timer(LONGEST, process.kill)
    watch.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            running = Serving(client, process.stderr)
            running.until("Uvicorn running")
            yield running
        process.terminate()
        running.lines += process.stderr.readlines()
    finally:
        watch.cancel()
        process.kill()
        process.wait()
