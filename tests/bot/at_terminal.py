"""People at a terminal, for the contract of doors: `secretariat say`, its output in a file."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar, Self

import pytest

from bot.terminal.printing import NO_FORMS
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from tests.bot.command_line import CommandLine
from tests.bot.door_contract import STRANGER, AtDoor, Counter, Deed, Shown
from tests.bot.slack_world import NOW


class AtTerminal(AtDoor):
    """Each line is a process of its own on a terminal, so nothing that it printed can be gone on with."""

    cannot: ClassVar[Mapping[Deed, str]] = {
        "press": "what there is to press is printed; a line does the same",
        "fill in a form": NO_FORMS,
        "send a file": "`secretariat import` takes a file",
        "be answered twice": "nothing delivers a line twice",
        "get messages": "`secretariat tick` prints what others get",
    }

    def __init__(self, run: CommandLine, dispatcher: Dispatcher) -> None:
        self.run, self.dispatcher = run, dispatcher

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Database, counter: Counter, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[Self]:
        monkeypatch.setattr("bot.process.registry", counter.registry)
        url = database.url.render_as_string(hide_password=False)
        run = CommandLine(url, folder, monkeypatch)
        yield cls(run, Dispatcher(database, counter.registry, lambda: NOW))

    async def types(self, who: str, line: str) -> Shown:
        return Shown(self.run("say", line, "--as", who, "--at", f"{NOW:%Y-%m-%dT%H:%M}", status=None).output)

    async def is_a_stranger(self, line: str) -> Shown:
        return await self.types(STRANGER, line)
