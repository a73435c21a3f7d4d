"""What each person of the demo has said and been told: kept in this process, bounded, gone when the demo ends.

The pages read it and each open page follows it for its own person. What the bot sends to people and to the channel
comes from the record, through the dispatcher; only answers to the asker alone, and the asker's own words, live nowhere
but here. Safe to use from several threads; nothing but `follow` is to be called on the event loop.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_hex
from threading import Lock

from anyio.to_thread import run_sync

from bot.web.door import CHANNEL, DOOR, channel_of_person
from bot.web.forms import filled, values_of
from handlers.cards import Actions, Card, Files, Image, Modal, Table, Text
from handlers.dispatcher import Dispatcher
from handlers.requests import Origin

MESSAGES_KEPT = 200
FORMS_KEPT = 20

LOOK_EVERY = 5.0
"""Seconds after which a follower looks for messages that came from elsewhere: a reminder, a command in a terminal."""


@dataclass(frozen=True)
class ChatMessage:
    """Something said. `author` None is the bot; `shared` is read by the whole channel; `at` is aware UTC.

    `number` says when it was news: a message that says something else now has a new one, and stays where it is.
    `before` is when the message above it was said, in the conversation or in its thread; None for the first.
    """

    id: str
    number: int
    at: datetime
    author: str | None
    said: Card | str
    shared: bool = False
    thread: str | None = None
    before: datetime | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """The refs that a reply in its thread is about."""
        return self.said.about if isinstance(self.said, Card) else ()

    @property
    def announcement(self) -> str:
        """What a screen reader says when it arrives: enough to decide whether to go and read it."""
        if isinstance(self.said, str):
            return f"{self.author}: {self.said}"
        body = self.said.body
        words = next((each.text for each in body if isinstance(each, Text)), "")
        tables = [f"Table: {each.caption}, {len(each.rows)} rows" for each in body if isinstance(each, Table)]
        pictures = [f"Picture: {each.title}" for each in body if isinstance(each, Image)]
        files = sum(len(each.files) for each in body if isinstance(each, Files))
        choices = sum(len(each.elements) for each in body if isinstance(each, Actions))
        to_fetch = f"{files} {'file' if files == 1 else 'files'} to download" if files else ""
        said = [
            self.said.title,
            words,
            *tables,
            *pictures,
            to_fetch,
            f"{choices} to press or choose" if choices else "",
        ]
        return "Secretariat: " + ". ".join(each.rstrip(".") for each in said if each) + "."


@dataclass(frozen=True)
class OpenForm:
    """A form that somebody has not sent yet, and where it was asked for. `touched`: it holds what they typed."""

    id: str
    modal: Modal
    origin: Origin
    touched: bool = False


@dataclass
class Conversation:
    """One person's messages and unfinished forms. `last_number` only ever grows.

    `deliveries` are the revisions of those taken over, by their ids.
    """

    messages: deque[ChatMessage] = field(default_factory=lambda: deque(maxlen=MESSAGES_KEPT))
    forms: OrderedDict[str, OpenForm] = field(default_factory=OrderedDict)
    last_number: int = 0
    deliveries: dict[int, int] = field(default_factory=dict)

    def add(
        self,
        id: str,
        at: datetime,
        author: str | None,
        said: Card | str,
        *,
        shared: bool = False,
        thread: str | None = None,
    ) -> ChatMessage:
        """Put a message at the end of the conversation, or of a thread."""
        self.last_number += 1
        before = next((each.at for each in reversed(self.messages) if thread in (each.thread, each.id)), None)
        message = ChatMessage(id, self.last_number, at, author, said, shared=shared, thread=thread, before=before)
        self.messages.append(message)
        return message

    def revise(self, id: str, said: Card) -> None:
        """Let a message say something else, if it is still kept."""
        for at, message in enumerate(self.messages):
            if message.id == id:
                self.last_number += 1
                self.messages[at] = replace(message, number=self.last_number, said=said)


class Conversations:
    """The conversations of one demo, by the id of the person."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.start = token_hex(4)
        """Tells this process from the one before: numbers and ids of messages begin again with it."""
        self._dispatcher = dispatcher
        self._lock = Lock()
        self._by_person: dict[int, Conversation] = {}
        self._followers: set[Callable[[], object]] = set()
        self._closed = False

    def wrote(self, person: int, name: str, text: str, thread: str | None = None) -> ChatMessage:
        """Add what a person typed to their own conversation."""
        return self._add(person, self._dispatcher.clock(), name, text, thread=thread)

    def answer(self, person: int, card: Card, thread: str | None = None) -> ChatMessage:
        """Add an answer: for the asker alone or, when the card says so, posted to the channel for everybody.

        What is for the asker alone leaves nothing in the record, so it waits for nobody who writes. What it is about is
        known from the message itself, which every window of the asker has as long as it can be replied to.
        """
        if card.shared:
            delivery = self._dispatcher.posted(card, DOOR, CHANNEL)
            if delivery is not None:
                self.wake()
                self._collect(person)
                message = self.find(person, f"d{delivery}")
                assert message is not None
                return message
        return self._add(person, self._dispatcher.clock(), None, card, thread=thread)

    def seen_by(self, person: int, after: int = 0) -> list[ChatMessage]:
        """What this person may read, oldest first: all that was news after number `after`."""
        self._collect(person)
        with self._lock:
            return [each for each in self._of(person).messages if each.number > after]

    def find(self, person: int, id: str) -> ChatMessage | None:
        """One message, if it is in this person's conversation and still kept."""
        with self._lock:
            return next((each for each in self._of(person).messages if each.id == id), None)

    async def follow(self, person: int, after: int) -> AsyncIterator[list[ChatMessage]]:
        """What this person may read, as it is said or changed; an empty list now and then is a sign of life."""
        loop, news = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(news.set)

        with self._lock:
            self._followers.add(wake)
        try:
            while not self._closed:
                news.clear()
                messages = await run_sync(self.seen_by, person, after)
                after = max(after, last_number(messages))
                yield sorted(messages, key=lambda each: each.number)
                try:
                    await asyncio.wait_for(news.wait(), LOOK_EVERY)
                except TimeoutError:
                    continue
        finally:
            with self._lock:
                self._followers.discard(wake)

    def wake(self) -> None:
        """Have every follower look for news now: something was sent to somebody."""
        with self._lock:
            followers = list(self._followers)
        for wake in followers:
            wake()

    def close(self) -> None:
        """End all following, so that a server with open pages can stop."""
        self._closed = True
        self.wake()

    def open_form(self, person: int, modal: Modal, origin: Origin) -> OpenForm:
        """Keep a form until it is sent or thrown away; the oldest goes when there are too many.

        What was typed into the same form before, and not sent, is in it again.
        """
        form = OpenForm(token_hex(6), modal, origin)
        with self._lock:
            forms = self._of(person).forms
            for old in list(forms.values()):
                if (old.modal.verb, old.modal.state) == (modal.verb, modal.state):
                    del forms[old.id]
                    if old.touched:
                        form = replace(form, modal=filled(modal, values_of(old.modal)), touched=True)
            forms[form.id] = form
            while len(forms) > FORMS_KEPT:
                forms.popitem(last=False)
        return form

    def forms_of(self, person: int) -> list[OpenForm]:
        """The forms that a person has typed into and not sent, oldest first."""
        with self._lock:
            return [form for form in self._of(person).forms.values() if form.touched]

    def form(self, person: int, id: str) -> OpenForm | None:
        """One unfinished form of this person."""
        with self._lock:
            return self._of(person).forms.get(id)

    def keep_form(self, person: int, form: OpenForm, modal: Modal) -> OpenForm:
        """Put another state of the form (what was typed, the mistakes) in its place."""
        kept = replace(form, modal=modal, touched=form.touched or values_of(modal) != values_of(form.modal))
        with self._lock:
            self._of(person).forms[form.id] = kept
        return kept

    def drop_form(self, person: int, id: str) -> None:
        """Forget a form: it was sent, or thrown away."""
        with self._lock:
            self._of(person).forms.pop(id, None)

    def _of(self, person: int) -> Conversation:
        return self._by_person.setdefault(person, Conversation())

    def _add(
        self, person: int, at: datetime, author: str | None, said: Card | str, *, thread: str | None = None
    ) -> ChatMessage:
        with self._lock:
            conversation = self._of(person)
            id = f"m{self.start}-{person}-{conversation.last_number + 1}"
            message = conversation.add(id, at, author, said, thread=thread)
        self.wake()
        return message

    def _collect(self, person: int) -> None:
        """Take over what was sent to this person or to the channel since the last look."""
        with self._lock:
            known = dict(self._of(person).deliveries)
        arrived = self._dispatcher.arrivals(person, DOOR, (CHANNEL,), known, MESSAGES_KEPT)
        with self._lock:
            conversation = self._of(person)
            for each in arrived:
                shown = conversation.deliveries.get(each.id)
                if shown is None:
                    conversation.add(f"d{each.id}", each.at, None, each.card, shared=each.person_id is None)
                elif shown < each.revision:
                    conversation.revise(f"d{each.id}", each.card)
                conversation.deliveries[each.id] = max(each.revision, shown or 0)


def last_number(messages: Iterable[ChatMessage]) -> int:
    """The number of the latest news among messages; 0 when there are none."""
    return max((each.number for each in messages), default=0)


def channel_of(person: int, message: ChatMessage) -> str:
    """Where a message stands, as the dispatcher knows it: in the channel, or in this person's own conversation."""
    return CHANNEL if message.shared else channel_of_person(person)
