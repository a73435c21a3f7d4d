"""People in the web chat, for the contract of doors: the application on a real socket, browsers without scripts."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from typing import ClassVar, Self

import pytest

from bot.web.door import RecordDoor
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.wording import Wording
from tests.bot.door_contract import AtDoor, Counter, Deed, Shown
from tests.bot.slack_world import NOW
from tests.bot.web_stage import Served, Visitor, answers_in, serving


class AtWebChat(AtDoor):
    """Each has a browser, and nobody is there who was not chosen on the first page."""

    cannot: ClassVar[Mapping[Deed, str]] = {
        "be a stranger": "who is not in the record cannot be chosen",
        "get files": "they are in the record, where a card that names them leads",
    }

    def __init__(self, served: Served, dispatcher: Dispatcher) -> None:
        self.served, self.dispatcher = served, dispatcher
        self.outbox_worker = OutboxWorker(dispatcher, [RecordDoor()], Wording())
        self._visitors: dict[str, Visitor] = {}
        self._last: tuple[Visitor, str, dict[str, str]]

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Database, counter: Counter, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AsyncIterator[Self]:
        del folder, monkeypatch
        dispatcher = Dispatcher(database, counter.registry, lambda: NOW)
        with serving(dispatcher) as served:
            yield cls(served, dispatcher)

    async def types(self, who: str, line: str) -> Shown:
        return self._posts(self._visitor(who), "/say", {"text": line, "receipt": token_hex(6)})

    async def presses(self, who: str, shown: Shown, label: str, choose: str = "") -> Shown:
        for form in re.findall(r'<form method="post" action="[^"]*/press".*?</form>', shown.held, re.DOTALL):
            if label in re.findall(r"<(?:button|label)[^>]*>([^<]*)<", form):
                sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
                if choose:
                    sent["value"] = next(value for value, option in re.findall(OPTION, form) if option == choose)
                return self._posts(self._visitor(who), "/press", sent)
        raise AssertionError(f"nothing says {label!r}")

    async def fills_in(self, who: str, form: Shown, **values: str) -> Shown:
        path, sent = form.held
        return self._posts(self._visitor(who), path, sent | values)

    async def sends(self, who: str, name: str, content: bytes) -> Shown:
        visitor = self._visitor(who)
        before = answers_in(visitor.reload())
        answer = visitor.client.post(f"{visitor.base}/files", files={"file": (name, content)})
        return self._new(answers_in(answer.text), before)

    async def again(self) -> Shown:
        return self._posts(*self._last)

    async def messages(self, who: str) -> list[str]:
        self.served.conversations.wake()
        return [words_of(each) for each in answers_in(self._visitor(who).reload())]

    def _posts(self, visitor: Visitor, path: str, sent: dict[str, str]) -> Shown:
        before = answers_in(visitor.reload())
        self._last = visitor, path, sent
        answer = visitor.client.post(f"{visitor.base}{path}", data=sent)
        if "/forms/" in answer.url.path:
            (form,) = re.findall(r'<form class="questions".*?</form>', answer.text, re.DOTALL)
            return Shown(
                words_of(form), is_form=True, held=(answer.url.path.removeprefix(visitor.base), prefilled(form))
            )
        return self._new(answers_in(answer.text), before)

    @staticmethod
    def _new(now: list[str], before: list[str]) -> Shown:
        made = now[len(before) :]
        return Shown("\n".join(map(words_of, made)), held="\n".join(made))

    def _visitor(self, who: str) -> Visitor:
        if who not in self._visitors:
            self._visitors[who] = Visitor(self.served, who)
        return self._visitors[who]


OPTION = r'<option value="([^"]*)"[^>]*>([^<]*)</option>'


def prefilled(form: str) -> dict[str, str]:
    """What a browser sends of a form in which nothing is changed."""
    sent = {}
    for field in re.findall(r"<input[^>]*>", form):
        names = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if "name" in names and (names.get("type") != "radio" or " checked" in field):
            sent[names["name"]] = html.unescape(names.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = html.unescape(text)
    return sent


def words_of(made: str) -> str:
    """What reads in a piece of a page, alternative texts and the labels of options included."""
    with_alts = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r" \1 ", made)
    # What stands in one line stays there; parts that a browser sets apart are.
    apart = re.sub(
        r"</?(?:p|li|td|th|tr|div|dt|dd|h\d|option|button|label|legend|caption|figcaption)\b[^>]*>", " ", with_alts
    )
    return html.unescape(re.sub(r"<[^>]+>", "", apart))
