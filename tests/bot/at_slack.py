"""People in a channel of the strict Slack, for the contract of doors; by signed HTTP, and by Socket Mode."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest

from models.record.database import Database
from tests.bot.door_contract import STRANGER, AtDoor, Counter, Shown
from tests.bot.slack_world import World, world
from tests.slack_server import Seen
from tests.slack_server.reading import Reading
from tests.slack_server.workspace import Message


class AtSlack(AtDoor):
    """Each types in the channel, and sends files in the conversation with the bot."""

    mode: ClassVar[str] = "http"

    def __init__(self, here: World, counter: Counter) -> None:
        self.here, self.counter = here, counter
        self.dispatcher, self.outbox_worker = here.dispatcher, here.outbox_worker

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Database, counter: Counter, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[Self]:
        del folder, monkeypatch
        async with world(cls.mode, database, counter.registry) as here:
            yield cls(here, counter)

    async def types(self, who: str, line: str) -> Shown:
        command, _, text = line.partition(" ")
        return shown(await self.here.slack.slash(self.here.accounts[who], self.here.channel, command, text))

    async def types_too_late(self, who: str, line: str) -> Shown:
        self.counter.meanwhile = lambda: self.here.slack.let_pass(4)
        return await self.types(who, line)

    async def presses(self, who: str, shown_before: Shown, label: str, choose: str = "") -> Shown:
        where = next(each for each in shown_before.held if _has(each, label))
        return shown(await self.here.slack.press(self.here.accounts[who], where, label, choose or None))

    async def fills_in(self, who: str, form: Shown, **values: str) -> Shown:
        view, typed = form.held
        seen = await self.here.slack.submit(self.here.accounts[who], typed | values)
        if seen.errors:  # the window stays as it is, with what was typed
            return Shown("\n".join(seen.errors.values()), is_form=True, held=(view, typed | values))
        return shown(seen)

    async def sends(self, who: str, name: str, content: bytes) -> Shown:
        user = self.here.accounts[who]
        return shown(await self.here.slack.share_file(user, self.here.slack.direct_channel(user), name, content))

    async def again(self) -> Shown:
        return shown(await self.here.slack.redeliver())

    async def is_a_stranger(self, line: str) -> Shown:
        user = self.here.accounts[STRANGER] = self.here.slack.add_user(STRANGER)
        self.here.slack.workspace.channels[self.here.channel].members.add(user)
        return await self.types(STRANGER, line)

    async def messages(self, who: str) -> list[str]:
        channel = self.here.slack.direct_channel(self.here.accounts[who])
        return [_words(each.shown) for each in self.here.slack.workspace.messages if each.channel == channel]

    async def files(self, who: str) -> list[tuple[str, bytes]]:
        workspace, channel = self.here.slack.workspace, self.here.slack.direct_channel(self.here.accounts[who])
        shared = [file for each in workspace.messages if each.channel == channel for file in each.files]
        return sorted((each["name"], workspace.files[each["id"]].content) for each in shared)


class AtSlackSocket(AtSlack):
    """The same, by Socket Mode."""

    mode = "socket"


def shown(seen: Seen) -> Shown:
    """What became visible: a form, which holds nothing typed yet, or messages."""
    assert not seen.timeouts
    if seen.view is not None and seen.view.content.get("submit"):
        text = f"{seen.view.title}\n{_words(seen.view.shown)}"
        return Shown(text, is_form=True, held=(seen.view, {}))
    messages: list[Message] = [*seen.posted, *seen.whispered]
    return Shown("\n".join(_words(each.shown) for each in messages), held=messages)


def _words(reading: Reading) -> str:
    """Every word, those of pictures, buttons and menus included; two cells of a table are two lines."""
    pressed = [word for each in reading.pressables for word in (each.label, *(label for _, label in _options(each)))]
    lines = [cell for line in reading.lines for cell in line.split(" | ")]
    return "\n".join([*lines, *(alt for _, alt in reading.pictures), *pressed])


def _options(of: Any) -> list[tuple[str, str]]:
    element: Mapping[str, Any] = of.get("element", {}) if isinstance(of, dict) else of.element
    return [(each["value"], each["text"]["text"]) for each in element.get("options", ())]


def _has(message: Message, label: str) -> bool:
    return label in [each.label for each in message.shown.pressables]
