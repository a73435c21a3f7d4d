"""What the strict Slack knows: people, channels, messages, open forms, files, triggers and response addresses.

The Web API (`web_api.py`) and the driver (`server.py`) read and change it; it knows no sockets. Times are the server's
own clock (`Workspace.now`), which a test may move forward without waiting. Members and messages are added and removed
by its methods alone: they are also kept by e-mail address and by channel, so that thousands of either are no burden.
"""

import itertools
import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.slack_server.reading import Block, Reading, read

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


class Refused(Exception):
    """Slack's way of saying no: `error` is the code that the Web API answers with."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(f"{error} {details}" if details else error)
        self.error = error
        self.details = details


@dataclass
class User:
    """A member of the workspace, or somebody seen through a shared channel: their `team_id` is another one.

    `enterprise_id` is their organisation on Enterprise Grid.
    """

    id: str
    name: str
    email: str | None
    team_id: str
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_email_confirmed: bool = True
    enterprise_id: str | None = None


@dataclass
class Channel:
    """A conversation: `kind` is `channel` (public), `group` (private) or `im`.

    `is_ext_shared`: it is shared with another organisation by Slack Connect.
    """

    id: str
    name: str
    kind: str
    members: set[str]
    is_archived: bool = False
    is_ext_shared: bool = False


@dataclass
class Message:
    """A message as it stands in a channel; `only_for` makes it an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    formatting: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> Reading:
        """What a person sees of it: the blocks when there are any, else the text."""
        return read(self.blocks, self.text)


@dataclass
class View:
    """A form that is open, or a Home tab."""

    id: str
    user: str
    hash: str
    content: dict[str, Any]

    @property
    def shown(self) -> Reading:
        """What a person sees of it."""
        return read(self.content["blocks"], "")

    @property
    def title(self) -> str:
        """The form's title."""
        return str(self.content.get("title", {}).get("text", ""))


@dataclass
class SharedFile:
    """A file somebody uploaded, or one that the bot is uploading: `length` is what it announced.

    `refusals_left`: so many times Slack is not ready yet to show it in a block.
    """

    id: str
    name: str
    content: bytes
    user: str
    finished: bool = True
    length: int = 0
    title: str = ""
    refusals_left: int = 0


@dataclass
class Trigger:
    """A pass to open one form, good for three seconds."""

    user: str
    made_at: float
    used: bool = False


@dataclass
class ResponseAddress:
    """A response_url: where it belongs and how often it was used."""

    user: str
    channel: str
    made_at: float
    original: Message | None = None
    uses: int = 0


class Workspace:
    """All of the above, with the rules of who may reach what."""

    def __init__(self, team_id: str = "T0COUNCIL") -> None:
        self.team_id = team_id
        self.enterprise_id: str | None = None
        self.app_id = "A0SECRETARIAT"
        self.bot = User("U0BOT", "secretariat", None, team_id, is_bot=True)
        self.bot_id = "B0SECRETARIAT"
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.messages_tab_enabled = True
        self.history_has_metadata = True
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.views: dict[str, View] = {}
        self.shown_views: list[View] = []
        self.open_view: dict[str, str] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, SharedFile] = {}
        self.picture_refusals = 0
        self.triggers: dict[str, Trigger] = {}
        self.response_addresses: dict[str, ResponseAddress] = {}
        self.elapsed = 0.0
        self._numbers = itertools.count(1)
        self._last_microsecond = 0
        self._by_email: dict[str, list[User]] = defaultdict(list)
        self._by_channel: dict[str, list[Message]] = defaultdict(list)

    def now(self) -> float:
        """The server's clock: seconds since the epoch, plus what a test has let pass."""
        return time.time() + self.elapsed

    def number(self) -> int:
        """A number never given before."""
        return next(self._numbers)

    def timestamp(self) -> str:
        """A message's id: the time in microseconds, unique and always increasing."""
        self._last_microsecond = max(self._last_microsecond + 1, int(self.now() * 1_000_000))
        seconds, fraction = divmod(self._last_microsecond, 1_000_000)
        return f"{seconds}.{fraction:06d}"

    def add_user(self, user: User) -> None:
        """Take in a member."""
        self.users[user.id] = user
        if user.email is not None:
            self._by_email[user.email.lower()].append(user)

    def user(self, user_id: str) -> User:
        """The member with this id, or `user_not_found`."""
        if user_id not in self.users:
            raise Refused("user_not_found")
        return self.users[user_id]

    def is_stranger(self, user: User) -> bool:
        """Whether Slack says so of somebody: of another workspace, and in no shared channel that the bot can see."""
        elsewhere = user.team_id != self.team_id and (self.enterprise_id or "") != user.enterprise_id
        seen = any(each.is_ext_shared and {user.id, self.bot.id} <= each.members for each in self.channels.values())
        return user.is_stranger or (elsewhere and not seen)

    def user_with_email(self, email: str) -> User:
        """The active member with this e-mail address, or `users_not_found`: a deactivated one is not found, either."""
        for user in self._by_email.get(email.lower(), ()):
            if not user.deleted:
                return user
        raise Refused("users_not_found")

    def direct_channel(self, user_id: str) -> Channel:
        """The bot's conversation with this person, opened when there is none; `user_disabled` once they are gone."""
        person = self.user(user_id)
        if person.deleted:
            raise Refused("user_disabled")
        if person.is_bot:
            raise Refused("cannot_dm_bot")
        channel_id = f"D{person.id}"
        return self.channels.setdefault(channel_id, Channel(channel_id, person.name, "im", {person.id, self.bot.id}))

    def channel_for_bot(self, channel_id: str, *, public_without_joining: bool = False) -> Channel:
        """The channel as the bot may reach it: a private one it is no member of does not exist for it.

        A person's id leads to the conversation with them, which outlives their account.
        """
        if channel_id in self.users and channel_id != self.bot.id:
            known = self.channels.get(f"D{channel_id}")
            if known is None and self.users[channel_id].deleted:
                raise Refused("channel_not_found")
            return known or self.direct_channel(channel_id)
        channel = self.channels.get(channel_id)
        if channel is None:
            raise Refused("channel_not_found")
        if self.bot.id not in channel.members:
            if channel.kind != "channel":
                raise Refused("channel_not_found")
            if not public_without_joining:
                raise Refused("not_in_channel")
        return channel

    def add_message(self, message: Message) -> None:
        """Show a message in its channel; nothing can be written where that is archived or turned off."""
        channel = self.channels[message.channel]
        if channel.is_archived:
            raise Refused("is_archived")
        if channel.kind == "im" and not self.messages_tab_enabled:
            raise Refused("messages_tab_disabled")
        self.messages.append(message)
        self._by_channel[message.channel].append(message)

    def remove_message(self, message: Message) -> None:
        """Delete a message."""
        self.messages.remove(message)
        self._by_channel[message.channel].remove(message)

    def messages_in(self, channel_id: str) -> Sequence[Message]:
        """What everybody in the channel can see, oldest first: ephemeral messages are in nobody's history."""
        return [each for each in self._by_channel.get(channel_id, ()) if each.only_for is None]

    def message(self, channel_id: str, ts: str) -> Message:
        """The message with this id, or `message_not_found`. Ephemeral ones cannot be looked up."""
        for message in self.messages_in(channel_id):
            if message.ts == ts:
                return message
        raise Refused("message_not_found")

    def new_trigger(self, user_id: str) -> str:
        """A fresh trigger for what this person just did."""
        trigger_id = f"{self.number()}.{self.team_id}.trigger"
        self.triggers[trigger_id] = Trigger(user_id, self.now())
        return trigger_id

    def exchange_trigger(self, trigger_id: str) -> str:
        """Use a trigger up; gives the person it belongs to."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if self.now() - trigger.made_at > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        trigger.used = True
        return trigger.user

    def store_view(self, user_id: str, content: dict[str, Any], view_id: str | None = None) -> View:
        """Keep a checked view; a new one, or the next version of `view_id`."""
        number = self.number()
        view = View(view_id or f"V{number:06d}", user_id, f"{number}.hash", content)
        self.views[view.id] = view
        self.shown_views.append(view)
        return view

    def use_response_address(self, key: str) -> ResponseAddress:
        """Count one use of a response_url: five within thirty minutes, then no more."""
        address = self.response_addresses.get(key)
        if address is None or self.now() - address.made_at > RESPONSE_URL_SECONDS:
            raise Refused("expired_url")
        if address.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        address.uses += 1
        return address


def as_json(value: Any) -> Any:
    """An argument that Slack takes as JSON text or, in a JSON body, as the thing itself."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise Refused("invalid_json") from error
