"""What a person asked, as a handler sees it: who, from where, when, in which words. The dispatcher makes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.grammar import legible, words_of
from models.people.people import HeldPost
from models.record.events import Actor


@dataclass(frozen=True)
class Origin:
    """Where a request came from, as its door knows it.

    `channel` is the platform's id; `private` says that only the asker reads there; `receipt` is the platform's own id
    of the event, by which a redelivery is known; `replying_to` is the id of the message whose thread it is in;
    `addressed` says that the bot was named; `whole` that there is room for the whole of a list, as in a terminal.
    """

    door: str
    channel: str | None = None
    private: bool = False
    receipt: str | None = None
    replying_to: str | None = None
    addressed: bool = False
    whole: bool = False


EVERYTHING = 1_000_000
"""More than any list has: where there is room, all of it is shown."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(said: Any) -> Any:
    """What was typed, `legible`, with a replacement character for what no database takes: NUL and halves of surrogate
    pairs. Everything that comes in is made so, once, before any word of it is read.
    """
    if isinstance(said, str):
        return legible(_UNSTORABLE.sub("\ufffd", said))
    if isinstance(said, Mapping):
        return {name: storable(value) for name, value in said.items()}
    return said


@dataclass(frozen=True)
class Asker:
    """The person behind the request, with the posts held on the day it was made.

    `stands_in_for` are the posts of people whose recorded delegate the person is on that day.
    """

    id: int
    name: str
    email: str
    organisation_id: int
    posts: tuple[HeldPost, ...]
    stands_in_for: tuple[HeldPost, ...] = ()

    @property
    def answers_for(self) -> frozenset[int]:
        """The posts whose actions are this person's to update: those held, and those stood in for."""
        return frozenset(post.post_id for post in (*self.posts, *self.stands_in_for))


@dataclass(frozen=True)
class Request:
    """One request. `text` are the words after the verb, or a button's value; `values` a form's answers by field.

    `flags` are the command's that were typed, `prepared` what the verb has prepared. `now` is aware UTC; `zone` is the
    organisation's, for every date that people read or type; `web_address` is where the pages are, without a slash at
    its end, or empty while they have no address.
    """

    asker: Asker
    now: datetime
    zone: ZoneInfo
    origin: Origin
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    web_address: str = ""
    flags: frozenset[str] = frozenset()
    prepared: Any = None

    @property
    def words(self) -> list[str]:
        """The words of the text, quoted ones kept together."""
        return words_of(self.text)

    @property
    def actor(self) -> Actor:
        """The asker, as the log of changes knows them."""
        return Actor(self.asker.organisation_id, self.asker.id, self.now, self.origin.door)

    @property
    def today(self) -> date:
        """The organisation's local date."""
        return self.now.astimezone(self.zone).date()

    def room_for(self, most: int) -> int:
        """How many lines of a list are shown: `most`, or all of them where there is room."""
        return EVERYTHING if self.origin.whole else most
