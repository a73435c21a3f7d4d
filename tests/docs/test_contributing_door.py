"""The door that CONTRIBUTING shows keeps the contract of doors, as far as a door can that only prints."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest
from markdown_it import MarkdownIt
from sqlmodel import select

from handlers.dispatcher import Dispatcher
from handlers.requests import Origin
from models.people.people import Person
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.wording import Wording
from tests.bot.door_contract import STRANGER, AtDoor, Counter, Deed, Shown
from tests.bot.slack_world import NOW
from tests.bot.test_door_contract import *  # noqa: F403  the contract's tests, asked of the door below
from tests.docs.test_contributing import module

SHOWN = module("A new door")


class AtMarkdown(AtDoor):
    """People who read files of Markdown; what they type comes from elsewhere."""

    cannot: ClassVar[Mapping[Deed, str]] = {
        "press": "what there is to press is printed; a line does the same",
        "fill in a form": SHOWN["NO_FORMS"],
        "send a file": "there is nowhere to put one",
        "be answered twice": "nothing delivers a line twice",
    }

    def __init__(self, dispatcher: Dispatcher, folder: Path) -> None:
        self.dispatcher, self.folder = dispatcher, folder
        self.outbox_worker = OutboxWorker(dispatcher, [SHOWN["MarkdownDoor"](folder)], Wording())

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Database, counter: Counter, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[Self]:
        del monkeypatch
        yield cls(Dispatcher(database, counter.registry, lambda: NOW), folder)

    async def types(self, who: str, line: str) -> Shown:
        reply = self.dispatcher.message(self._person(who), line, Origin("markdown", whole=True))
        assert reply is not None
        return Shown(as_it_reads(SHOWN["markdown"](reply.answer)))

    async def is_a_stranger(self, line: str) -> Shown:
        return await self.types(STRANGER, line)

    async def messages(self, who: str) -> list[str]:
        return [as_it_reads(each.read_text(encoding="utf-8")) for each in sorted(self._folder(who).glob("*.md"))]

    async def files(self, who: str) -> list[tuple[str, bytes]]:
        return sorted((each.name, each.read_bytes()) for each in self._folder(who).glob("*/*"))

    def _folder(self, who: str) -> Path:
        return self.folder / f"person-{self._person(who)}"

    def _person(self, who: str) -> int | None:
        with self.dispatcher.database.read() as session:
            return session.exec(select(Person.id).where(Person.email == who)).first()


def as_it_reads(printed: str) -> str:
    """Markdown as a reader has it before them."""
    return html.unescape(re.sub(r"<[^>]*>", " ", MarkdownIt().enable("table").render(printed)))


@pytest.fixture  # type: ignore[no-redef]  # in the place of the doors of the contract
async def door(
    people: Database, counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Any]:
    async with AtMarkdown.open(people, counter, tmp_path, monkeypatch) as opened:
        yield opened
