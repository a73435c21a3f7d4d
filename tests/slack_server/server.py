"""The strict Slack as a test sees it: install the app from its manifest, then type, press, submit and look.

Each driver method does what a person would do and waits until the bot has settled; it gives back what has become
visible since. The same methods work whether the bot listens by Socket Mode or by signed HTTP.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.slack_server.block_rules import check_view
from tests.slack_server.delivery import Acknowledgement, Delivery, Kind, SignedHttp, SocketMode
from tests.slack_server.faults import AtRandom, Fault
from tests.slack_server.faults import Kind as FaultKind
from tests.slack_server.payloads import (
    actor,
    enterprise,
    escaped,
    event_callback,
    filled,
    mention_event,
    message_event,
    pressed,
)
from tests.slack_server.web_api import Call, WebApi
from tests.slack_server.workspace import (
    Channel,
    Message,
    Refused,
    ResponseAddress,
    SharedFile,
    User,
    View,
    Workspace,
)

_WEB_ADDRESS = re.compile(r"https?://[^\s<>|]+")


@dataclass
class Seen:
    """What became visible: `posted` to everybody in a channel, `whispered` to one person (ephemeral), the open `view`.

    `errors` are those beside the fields of a form. `refusals` are calls of the bot that Slack refused and `timeouts`
    what it did not acknowledge within three seconds: a test that is about neither expects both to be empty.
    """

    posted: list[Message] = field(default_factory=list)
    whispered: list[Message] = field(default_factory=list)
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)
    refusals: list[Call] = field(default_factory=list)
    timeouts: list[str] = field(default_factory=list)

    @property
    def answer(self) -> Message:
        """The one message that came, posted or whispered; an AssertionError when there was not exactly one."""
        messages = [*self.posted, *self.whispered]
        assert len(messages) == 1, f"{len(messages)} messages instead of one: {[m.shown.text for m in messages]}"
        return messages[0]

    @property
    def form(self) -> View:
        """The open form; an AssertionError when there is none."""
        assert self.view is not None, f"no form is open; {[m.shown.text for m in (*self.posted, *self.whispered)]}"
        return self.view


class SlackServer:
    """A Slack workspace on a free port of 127.0.0.1. Use it as an async context manager.

    `busy` says whether the bot is still at work; without it (a bot in another process) the driver waits until something
    has happened and then a moment longer.
    """

    def __init__(self, *, busy: Callable[[], bool] | None = None, seconds_to_acknowledge: float = 3.0) -> None:
        self.bot_token = "xoxb-strict-bot-token"
        self.app_token = "xapp-strict-app-token"
        self.signing_secret = "strict-signing-secret"
        self.workspace = Workspace()
        self.web_api = WebApi(self.workspace, self.bot_token, self.app_token)
        self.socket_mode = SocketMode(self.workspace.app_id, self.app_token, seconds_to_acknowledge)
        self.request_url: str | None = None
        self.commands: set[str] | None = None
        self.subscriptions: set[str] | None = None
        self.timeouts: list[str] = []
        self._seconds = seconds_to_acknowledge
        self._busy = busy
        self._errors: dict[str, str] = {}
        self._last: tuple[str, str, Kind, dict[str, Any]] | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=64 * 1024**2)
        application.add_routes([*self.web_api.routes(), web.get("/link", self.socket_mode.connect)])
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.web_api.address = f"http://127.0.0.1:{port}"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket_mode.close()
        await self._session.close()
        await self._runner.cleanup()

    # The workspace

    @property
    def api_url(self) -> str:
        """The base URL for the real client."""
        return f"{self.web_api.address}/api/"

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.workspace.team_id

    @property
    def calls(self) -> list[Call]:
        """Every Web API call of the bot so far."""
        return self.web_api.calls

    def install(self, manifest: Mapping[str, Any]) -> None:
        """Install the app: from now on only what its manifest declares is allowed, sent and offered."""
        features = manifest["features"]
        self.commands = {each["command"] for each in features["slash_commands"]}
        self.web_api.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
        self.subscriptions = set(manifest["settings"]["event_subscriptions"]["bot_events"])
        self.workspace.messages_tab_enabled = features["app_home"]["messages_tab_enabled"]
        assert manifest["settings"]["interactivity"]["is_enabled"]

    def add_user(self, email: str | None, name: str = "", **traits: Any) -> str:
        """A member of the workspace; `traits` as in `workspace.User`. Gives the user id."""
        user_id = f"U{self.workspace.number():06d}"
        traits.setdefault("team_id", self.team_id)
        self.workspace.add_user(User(user_id, name or (email or user_id).split("@")[0], email, **traits))
        return user_id

    def add_channel(
        self, name: str, *members: str, private: bool = False, with_bot: bool = True, shared: bool = False
    ) -> str:
        """A channel with these members, and the bot unless told otherwise. Gives the channel id.

        `shared`: with another organisation, by Slack Connect.
        """
        channel_id = f"{'G' if private else 'C'}{self.workspace.number():06d}"
        everybody = {*members, *([self.workspace.bot.id] if with_bot else [])}
        kind = "group" if private else "channel"
        self.workspace.channels[channel_id] = Channel(channel_id, name, kind, everybody, is_ext_shared=shared)
        return channel_id

    def direct_channel(self, user: str) -> str:
        """The id of the conversation between this person and the bot."""
        return self.workspace.direct_channel(user).id

    def deactivate(self, user: str) -> None:
        """Somebody leaves the organisation: their account is closed, their conversations stay."""
        self.workspace.user(user).deleted = True

    def archive(self, channel: str) -> None:
        """Archive a channel: nothing can be written there any more."""
        self.workspace.channels[channel].is_archived = True

    def remove_bot(self, channel: str) -> None:
        """Somebody removes the bot from a channel."""
        self.workspace.channels[channel].members.discard(self.workspace.bot.id)

    def go_wrong(
        self,
        method: str,
        kind: FaultKind,
        times: int = 1,
        retry_after: int = 0,
        *,
        after: bool = False,
        seconds: float = 3600,
    ) -> None:
        """Order a fault for the next `times` that `method` is called; `response_url` and `upload` are methods too.

        `faults.Fault` says which there are. With `after` the call was carried out, and only its answer is lost.
        """
        self.web_api.faults.ordered.append(Fault(method, kind, times, retry_after, after, seconds))

    def go_wrong_at_random(self, rate: float, seed: int, *, slow: float = 1.0, hanging: float = 1.0) -> AtRandom:
        """From now on one call in so many goes wrong, in any way. Gives what counts them; see `faults.AtRandom`."""
        self.web_api.faults.at_random = AtRandom(rate, seed, slow, hanging)
        return self.web_api.faults.at_random

    def be_slow_with_pictures(self, refusals: int) -> None:
        """From now on Slack refuses so often to show a picture that was uploaded, since it has not looked at it yet."""
        self.workspace.picture_refusals = refusals

    def received(self) -> Counter[tuple[str, int]]:
        """How often each delivery was posted, by the key and the part that its metadata carries."""
        payloads = (each.metadata.get("event_payload", {}) for each in self.workspace.messages)
        return Counter((each["key"], each.get("part", 0)) for each in payloads if "key" in each)

    def let_pass(self, seconds: float) -> None:
        """Move Slack's clock forward: triggers expire after 3 seconds, response addresses after 30 minutes."""
        self.workspace.elapsed += seconds

    # What people do

    async def slash(self, user: str, channel: str, command: str, text: str = "") -> Seen:
        """Type a slash command."""
        if self.commands is not None and command not in self.commands:
            raise AssertionError(f"Slack says: {command} is not a valid command")
        where = self.workspace.channels[channel]
        assert user in where.members, "people type only where they are"
        payload = {
            "token": "deprecated",
            "team_id": self.workspace.user(user).team_id,
            "team_domain": "example-council",
            "channel_id": channel,
            "channel_name": "directmessage" if where.kind == "im" else where.name,
            "user_id": user,
            "user_name": self.workspace.user(user).name,
            "command": command,
            "text": escaped(text),
            "api_app_id": self.workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(user, channel),
            "trigger_id": self.workspace.new_trigger(user),
        }
        return await self._seen(user, channel, "slash_commands", payload)

    async def press(self, user: str, where: Message | View, label: str, choose: str | None = None) -> Seen:
        """Press the button that says `label`, or choose the option that says `choose` from that menu."""
        pressable = where.shown.labelled(label)
        channel = where.channel if isinstance(where, Message) else ""
        payload: dict[str, Any] = {
            "type": "block_actions",
            "user": actor(self.workspace, user),
            "api_app_id": self.workspace.app_id,
            "token": "deprecated",
            "team": {"id": self.team_id, "domain": "example-council"},
            "enterprise": enterprise(self.workspace),
            "is_enterprise_install": False,
            "trigger_id": self.workspace.new_trigger(user),
            "actions": [pressed(pressable, choose)],
        }
        if isinstance(where, Message):
            payload |= {
                "container": {
                    "type": "message",
                    "message_ts": where.ts,
                    "channel_id": channel,
                    "is_ephemeral": where.only_for is not None,
                },
                "channel": {"id": channel, "name": self.workspace.channels[channel].name},
                "response_url": self._response_url(user, channel, where),
            }
            if where.only_for is None:
                payload["message"] = {"ts": where.ts, "text": where.text, "blocks": where.blocks}
        else:
            payload |= {
                "container": {"type": "view", "view_id": where.id},
                "view": {"id": where.id, "hash": where.hash, "team_id": self.team_id, **where.content},
            }
        return await self._seen(user, channel, "interactive", payload)

    async def submit(self, user: str, values: Mapping[str, str] | None = None) -> Seen:
        """Fill in the form that is open for `user` (labels or options by block id) and press its button.

        What Slack itself would not let through (a required field left empty, text over its limit, an unknown option) is
        an AssertionError. Fields that are not named keep what they were prefilled with.
        """
        view = self.workspace.views[self.workspace.open_view[user]]
        inputs = {block["block_id"]: block for block in view.content["blocks"] if block["type"] == "input"}
        unknown = set(values or ()) - set(inputs)
        assert not unknown, f"the form has no {sorted(unknown)}; it has {sorted(inputs)}"
        state = {
            block_id: {block["element"]["action_id"]: filled(block, (values or {}).get(block_id))}
            for block_id, block in inputs.items()
        }
        team = self.workspace.user(user).team_id  # the app's own is in the view
        payload = {
            "type": "view_submission",
            "team": {"id": team, "domain": "example-council"},
            "user": actor(self.workspace, user),
            "api_app_id": self.workspace.app_id,
            "token": "deprecated",
            "trigger_id": self.workspace.new_trigger(user),
            "view": {
                "id": view.id,
                "hash": view.hash,
                "team_id": team,
                "app_id": self.workspace.app_id,
                "app_installed_team_id": self.team_id,
                "bot_id": self.workspace.bot_id,
                "root_view_id": view.id,
                "state": {"values": state},
                **view.content,
            },
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": enterprise(self.workspace),
        }
        return await self._seen(user, "", "interactive", payload)

    async def message(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: Sequence[SharedFile] = ()
    ) -> Seen:
        """Write a message, perhaps in a thread or with files. `@Name` and `@channel` become real mentions."""
        where = self.workspace.channels[channel]
        sent = Message(channel, self.workspace.timestamp(), user, self._as_sent(text), thread_ts=thread_ts)
        sent.files = [self.web_api.file_object(file) for file in files]
        self.workspace.add_message(sent)
        event = message_event(self.workspace, sent, where)
        kinds = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}
        mark = self._mark()
        if self._bot_hears(where, kinds[where.kind]):
            await self._deliver(user, channel, "events_api", event_callback(self.workspace, event, where))
        if f"<@{self.workspace.bot.id}>" in sent.text and self._bot_hears(where, "app_mention"):
            mention = event_callback(self.workspace, mention_event(self.workspace, sent, where), where)
            await self._deliver(user, channel, "events_api", mention)
        return await self._since(mark, user)

    async def share_file(self, user: str, channel: str, name: str, content: bytes, text: str = "") -> Seen:
        """Upload a file into a conversation."""
        file = SharedFile(f"F{self.workspace.number():08d}", name, content, user)
        self.workspace.files[file.id] = file
        return await self.message(user, channel, text, files=[file])

    async def open_home(self, user: str) -> Seen:
        """Open the app's Home tab; what it shows is in `home`."""
        event = {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": "home", "event_ts": "1.2"}
        if self.subscriptions is not None and "app_home_opened" not in self.subscriptions:
            return Seen()
        return await self._seen(user, "", "events_api", event_callback(self.workspace, event))

    async def change(self, user: str, **said: Any) -> Seen:
        """Slack tells that an account has changed; the event says what it is now, or what is `said`."""
        if self.subscriptions is not None and "user_change" not in self.subscriptions:
            return Seen()
        profile = self.web_api.profile(self.workspace.user(user)) | said
        event = {"type": "user_change", "user": profile, "cache_ts": int(self.workspace.now()), "event_ts": "1.2"}
        return await self._seen(user, "", "events_api", event_callback(self.workspace, event))

    def close_form(self, user: str) -> None:
        """Close the form that is open for `user` without submitting it."""
        self.workspace.open_view.pop(user)

    def home(self, user: str) -> View:
        """The Home tab as this person sees it."""
        return self.workspace.homes[user]

    async def overhear(self, message: Message, kind: str = "message") -> Seen:
        """Deliver the event of a message that a bot posted, ours or another; `kind` may be `app_mention`."""
        event = message_event(self.workspace, message, self.workspace.channels[message.channel])
        own = message.user == self.workspace.bot.id
        event |= {"type": kind, "bot_id": self.workspace.bot_id if own else f"B{message.user}"}
        if kind == "message":
            event["subtype"] = "bot_message"
        return await self._seen(message.user, message.channel, "events_api", event_callback(self.workspace, event))

    async def redeliver(self) -> Seen:
        """Deliver once more what was delivered last, as Slack does when it saw no acknowledgement."""
        assert self._last is not None
        user, channel, kind, payload = self._last
        mark = self._mark()
        await self._deliver(user, channel, kind, payload, retry=1)
        return await self._since(mark, user)

    # How it gets there and back

    def _response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        key = f"{self.workspace.number():06d}"
        self.workspace.response_addresses[key] = ResponseAddress(user, channel, self.workspace.now(), original)
        return f"{self.web_api.address}/response/{key}"

    def _as_sent(self, text: str) -> str:
        """What a person typed, as Slack puts it into an event: escaped, with links and mentions marked."""
        sent = _WEB_ADDRESS.sub(lambda match: f"<{match[0]}>", escaped(text))
        for special in ("channel", "here", "everyone"):
            sent = re.sub(rf"@{special}\b", f"<!{special}>", sent)
        for user in self.workspace.users.values():
            sent = sent.replace(f"@{user.name}", f"<@{user.id}>")
        return sent

    def _bot_hears(self, where: Channel, subscription: str) -> bool:
        subscribed = self.subscriptions is None or subscription in self.subscriptions
        return subscribed and self.workspace.bot.id in where.members

    async def _seen(self, user: str, channel: str, kind: Kind, payload: dict[str, Any]) -> Seen:
        mark = self._mark()
        await self._deliver(user, channel, kind, payload)
        return await self._since(mark, user)

    async def _deliver(self, user: str, channel: str, kind: Kind, payload: dict[str, Any], retry: int = 0) -> None:
        self._last = (user, channel, kind, payload)
        self._errors = {}
        answer = await self._way.deliver(kind, payload, retry)
        if not answer.granted:
            self.timeouts.append(f"{kind}: {'operation_timeout' if answer.status == 0 else answer.status}")
            if kind == "events_api" and retry == 0:
                await self._deliver(user, channel, kind, payload, retry=1)
            return
        try:
            if kind == "slash_commands":
                self._show_answer(user, channel, answer)
            elif payload.get("type") == "view_submission":
                self._follow(user, payload["view"]["id"], answer)
        except Refused as refused:
            self.calls.append(Call("acknowledgement", {"body": answer.body}, refused.error, refused.details))

    @property
    def _way(self) -> Delivery:
        if self.request_url is None:
            return self.socket_mode
        return SignedHttp(self.request_url, self.signing_secret, self._session, self._seconds)

    def _show_answer(self, user: str, channel: str, answer: Acknowledgement) -> None:
        if answer.body:
            body = answer.body if isinstance(answer.body, dict) else {"text": answer.body}
            self.web_api.answer_at(user, channel, body)

    def _follow(self, user: str, view_id: str, answer: Acknowledgement) -> None:
        """Do what the acknowledgement of a submitted form asks for."""
        body = answer.body if isinstance(answer.body, dict) else {}
        wanted = body.get("response_action")
        if wanted is None or wanted == "clear":
            self.workspace.open_view.pop(user, None)
        elif wanted == "errors":
            inputs = {b["block_id"] for b in self.workspace.views[view_id].content["blocks"] if b["type"] == "input"}
            if not body.get("errors") or not set(body["errors"]) <= inputs:
                raise Refused("invalid_errors", fields=sorted(body.get("errors", ())))
            self._errors = dict(body["errors"])
        elif wanted == "update":
            check_view(body.get("view"), "modal")
            self.workspace.store_view(user, body["view"], view_id)
        else:
            raise Refused("invalid_response_action")

    def _mark(self) -> tuple[int, int, int]:
        return len(self.workspace.messages), len(self.calls), len(self.timeouts)

    async def _since(self, mark: tuple[int, int, int], user: str) -> Seen:
        await self._settled(mark)
        messages, calls, timeouts = mark
        fresh = [each for each in self.workspace.messages[messages:] if each.user == self.workspace.bot.id]
        open_view = self.workspace.open_view.get(user)
        return Seen(
            posted=[each for each in fresh if each.only_for is None],
            whispered=[each for each in fresh if each.only_for is not None],
            view=self.workspace.views[open_view] if open_view else None,
            errors=self._errors,
            refusals=[call for call in self.calls[calls:] if call.error],
            timeouts=self.timeouts[timeouts:],
        )

    async def _settled(self, mark: tuple[int, int, int]) -> None:
        quiet = 0
        for _ in range(2000):
            at_work = self._busy() if self._busy is not None else self._mark() == mark
            quiet = 0 if at_work or self.web_api.in_flight else quiet + 1
            if quiet >= (3 if self._busy is not None else 20):
                return
            await asyncio.sleep(0.005)
