"""Slack's Web API over real sockets: the methods that the bot uses, as strict as the original.

Every call is checked for its token, its scope and its arguments, and kept in `calls` with what it was answered. What
may go wrong on the way is in `faults.py`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.slack_server.block_rules import check_blocks, check_metadata, check_view
from tests.slack_server.faults import Fault, Faults
from tests.slack_server.file_sharing import FileSharing
from tests.slack_server.timeline import is_true, page_of, page_of_thread
from tests.slack_server.workspace import Channel, Message, Refused, SharedFile, User, Workspace, as_json

_MOST_TEXT = 40_000
_SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "users.info": "users:read",
    "users.lookupByEmail": "users:read.email",
    "conversations.open": "im:write",
    "files.info": "files:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
_HISTORY_SCOPES = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}


@dataclass(frozen=True)
class Call:
    """One Web API call of the bot and its outcome (`error` is empty when it was granted)."""

    method: str
    arguments: dict[str, Any]
    error: str
    details: dict[str, Any] = field(default_factory=dict)


class WebApi:
    """The routes `/api/METHOD`, `/response/KEY`, `/upload/ID` and the private file addresses.

    `posts_a_second` is how many messages a second Slack acknowledges at the most: a busy day, on which answers queue.
    """

    def __init__(self, workspace: Workspace, bot_token: str, app_token: str) -> None:
        self.workspace = workspace
        self.bot_token = bot_token
        self.app_token = app_token
        self.scopes: set[str] | None = None
        self.address = ""
        self.calls: list[Call] = []
        self.faults = Faults()
        self.files = FileSharing(workspace, self)
        self.posts_a_second: float | None = None
        self.in_flight = 0
        self._next_post = 0.0
        self._methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post_message,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update_message,
            "chat.delete": self._delete_message,
            "views.open": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish_view,
            "users.info": self._user_info,
            "users.lookupByEmail": self._user_by_email,
            "conversations.open": self._open_conversation,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            **self.files.methods,
        }

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        return [
            web.route("*", "/api/{method}", self._counted(self._call)),
            web.post("/response/{key}", self._counted(self._respond)),
            web.post("/upload/{id}", self._counted(self.files.upload)),
            web.get("/files-pri/{id}/{name}", self._counted(self.files.download)),
            web.get("/login", self.files.login),
        ]

    def _counted(
        self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def counted(request: web.Request) -> web.StreamResponse:
            self.in_flight += 1
            try:
                return await handler(request)
            finally:
                self.in_flight -= 1

        return counted

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        fault = self.faults.fault_of(method)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and not fault.after:
            return await self._go_wrong(fault, request, arguments)
        try:
            granted = self._grant(method, request.headers.get("Authorization", ""), arguments)
        except Refused as refused:
            self.calls.append(Call(method, arguments, refused.error, refused.details))
            return web.json_response({"ok": False, "error": refused.error, **refused.details})
        if method == "chat.postMessage":
            await self._turn()
        if fault is not None and fault.after:
            return await self._go_wrong(fault, request, arguments)
        self.calls.append(Call(method, arguments, ""))
        return web.json_response({"ok": True, **granted})

    async def _go_wrong(self, fault: Fault, request: web.Request, arguments: dict[str, Any]) -> web.StreamResponse:
        self.calls.append(Call(fault.method, arguments, f"fault:{fault.name}"))
        return await fault.befall(request)

    async def _turn(self) -> None:
        """Wait until this message's acknowledgement is due."""
        if self.posts_a_second is not None:
            now = asyncio.get_running_loop().time()
            self._next_post = max(now, self._next_post) + 1 / self.posts_a_second
            await asyncio.sleep(self._next_post - now)

    def _grant(self, method: str, authorisation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        token = authorisation.removeprefix("Bearer ").strip() or arguments.get("token", "")
        if not token:
            raise Refused("not_authed")
        if method == "apps.connections.open":
            if token != self.app_token:
                raise Refused("invalid_auth")
            return {"url": f"{self.address.replace('http', 'ws', 1)}/link?ticket={self.app_token[-4:]}"}
        if token != self.bot_token:
            raise Refused("not_allowed_token_type" if token == self.app_token else "invalid_auth")
        if method not in self._methods:
            raise Refused("unknown_method", req_method=method)
        if needed := _SCOPES.get(method):
            self.demand_scope(needed)
        return self._methods[method](arguments)

    def demand_scope(self, needed: str) -> None:
        """Raise `missing_scope` when the app was installed without it."""
        if self.scopes is not None and needed not in self.scopes:
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        bot = self.workspace.bot
        return {
            "url": self.address,
            "team": "Example Council",
            "user": bot.name,
            "team_id": self.workspace.team_id,
            "user_id": bot.id,
            "bot_id": self.workspace.bot_id,
            **({"enterprise_id": self.workspace.enterprise_id} if self.workspace.enterprise_id else {}),
            "is_enterprise_install": False,
        }

    def checked_message(self, channel: Channel, arguments: dict[str, Any], only_for: str | None = None) -> Message:
        """A message of the bot's from what it sent, after every check on text, blocks and metadata."""
        blocks = as_json(arguments.get("blocks")) or []
        text = arguments.get("text") or ""
        if not text:
            raise Refused("no_text")
        if len(text) > _MOST_TEXT:
            raise Refused("msg_too_long")
        if blocks:
            check_blocks(blocks, "message")
            self.files.check_pictures(blocks)
        metadata = as_json(arguments.get("metadata")) or {}
        if metadata:
            check_metadata(metadata)
        thread_ts = arguments.get("thread_ts")
        if thread_ts and only_for is None:
            self.workspace.message(channel.id, thread_ts)
        return Message(
            channel=channel.id,
            ts=self.workspace.timestamp(),
            user=self.workspace.bot.id,
            text=text,
            blocks=_with_block_ids(blocks),
            thread_ts=thread_ts,
            only_for=only_for,
            metadata=metadata,
            formatting={
                name: arguments[name]
                for name in ("mrkdwn", "parse", "link_names", "unfurl_links", "unfurl_media")
                if name in arguments
            },
        )

    def _post_message(self, arguments: dict[str, Any]) -> dict[str, Any]:
        anywhere = self.scopes is None or "chat:write.public" in self.scopes
        channel = self.workspace.channel_for_bot(arguments.get("channel", ""), public_without_joining=anywhere)
        message = self.checked_message(channel, arguments)
        self.workspace.add_message(message)
        return {"channel": channel.id, "ts": message.ts, "message": self._wire(message)}

    def _post_ephemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self.workspace.channel_for_bot(arguments.get("channel", ""))
        person = self.workspace.user(arguments.get("user", ""))
        if person.id not in channel.members:
            raise Refused("user_not_in_channel")
        message = self.checked_message(channel, arguments, only_for=person.id)
        self.workspace.add_message(message)
        return {"message_ts": message.ts}

    def _update_message(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if arguments.get("channel") in self.workspace.users:  # what was posted to a person stands in a conversation
            raise Refused("channel_not_found")
        channel = self.workspace.channel_for_bot(arguments.get("channel", ""), public_without_joining=True)
        message = self.workspace.message(channel.id, arguments.get("ts", ""))
        if message.user != self.workspace.bot.id:
            raise Refused("cant_update_message")
        if channel.is_archived:
            raise Refused("is_archived")
        changed = self.checked_message(channel, arguments)
        message.text, message.blocks, message.metadata = changed.text, changed.blocks, changed.metadata
        return {"channel": channel.id, "ts": message.ts, "text": message.text}

    def _delete_message(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self.workspace.channel_for_bot(arguments.get("channel", ""), public_without_joining=True)
        message = self.workspace.message(channel.id, arguments.get("ts", ""))
        if message.user != self.workspace.bot.id:
            raise Refused("cant_delete_message")
        self.workspace.remove_message(message)
        return {"channel": channel.id, "ts": message.ts}

    def _open_view(self, arguments: dict[str, Any]) -> dict[str, Any]:
        view = as_json(arguments.get("view"))
        check_view(view, "modal")
        user_id = self.workspace.exchange_trigger(arguments.get("trigger_id", ""))
        opened = self.workspace.store_view(user_id, {**view, "blocks": _with_block_ids(view["blocks"])})
        self.workspace.open_view[user_id] = opened.id
        return {"view": {"id": opened.id, "hash": opened.hash, **opened.content}}

    def _update_view(self, arguments: dict[str, Any]) -> dict[str, Any]:
        view = as_json(arguments.get("view"))
        check_view(view, "modal")
        current = self.workspace.views.get(arguments.get("view_id", ""))
        if current is None or self.workspace.open_view.get(current.user) != current.id:
            raise Refused("not_found")
        if arguments.get("hash", current.hash) != current.hash:
            raise Refused("hash_conflict")
        updated = self.workspace.store_view(
            current.user, {**view, "blocks": _with_block_ids(view["blocks"])}, current.id
        )
        return {"view": {"id": updated.id, "hash": updated.hash, **updated.content}}

    def _publish_view(self, arguments: dict[str, Any]) -> dict[str, Any]:
        view = as_json(arguments.get("view"))
        check_view(view, "home")
        user_id = self.workspace.user(arguments.get("user_id", "")).id
        current = self.workspace.homes.get(user_id)
        if current is not None and arguments.get("hash", current.hash) != current.hash:
            raise Refused("hash_conflict")
        content = {**view, "blocks": _with_block_ids(view["blocks"])}
        home = self.workspace.store_view(user_id, content, current.id if current else None)
        self.workspace.homes[user_id] = home
        return {"view": {"id": home.id, "hash": home.hash, **home.content}}

    def _user_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"user": self.profile(self.workspace.user(arguments.get("user", "")))}

    def _user_by_email(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"user": self.profile(self.workspace.user_with_email(arguments.get("email", "")))}

    def profile(self, user: User) -> dict[str, Any]:
        """Somebody as Slack describes them, to whoever asks and in events."""
        profile: dict[str, Any] = {"real_name": user.name, "display_name": user.name}
        if user.email is not None and (self.scopes is None or "users:read.email" in self.scopes):
            profile["email"] = user.email
        return {
            "id": user.id,
            "team_id": user.team_id,
            "name": user.name,
            "real_name": user.name,
            "deleted": user.deleted,
            "is_bot": user.is_bot,
            "is_restricted": user.is_restricted,
            "is_email_confirmed": user.is_email_confirmed,
            "is_ultra_restricted": user.is_ultra_restricted,
            **({"is_stranger": True} if self.workspace.is_stranger(user) else {}),
            **({"enterprise_user": {"id": user.id, "enterprise_id": user.enterprise_id}} if user.enterprise_id else {}),
            "profile": profile,
        }

    def _open_conversation(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if known := arguments.get("channel"):
            channel = self.workspace.channel_for_bot(known)
            if channel.kind != "im":
                raise Refused("method_not_supported_for_channel_type")
            return {"channel": {"id": channel.id}}
        if not arguments.get("users"):
            raise Refused("users_list_not_supplied")
        return {"channel": {"id": self.workspace.direct_channel(arguments["users"]).id}}

    def _readable(self, channel_id: str) -> Channel:
        channel = self.workspace.channel_for_bot(channel_id)
        self.demand_scope(_HISTORY_SCOPES[channel.kind])
        return channel

    def _history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._readable(arguments.get("channel", ""))
        page, cursor = page_of(self.workspace.messages_in(channel.id), arguments)
        more = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
        return {"messages": self._read(page, arguments), "has_more": bool(cursor), **more}

    def _replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = self._readable(arguments.get("channel", ""))
        try:
            parent = self.workspace.message(channel.id, arguments.get("ts", ""))
        except Refused:
            raise Refused("thread_not_found") from None
        thread = [m for m in self.workspace.messages_in(channel.id) if m is parent or m.thread_ts == parent.ts]
        page, cursor = page_of_thread(thread, arguments)
        more = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
        return {"messages": self._read(page, arguments), "has_more": bool(cursor), **more}

    def _read(self, messages: Iterable[Message], arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Messages as they are read: their metadata only when it is asked for, and of some Slacks never."""
        wires = [self._wire(message) for message in messages]
        if not (is_true(arguments.get("include_all_metadata")) and self.workspace.history_has_metadata):
            for wire in wires:
                wire.pop("metadata", None)
        return wires

    def _wire(self, message: Message) -> dict[str, Any]:
        wire: dict[str, Any] = {
            "type": "message",
            "user": message.user,
            "ts": message.ts,
            "text": message.text,
            "blocks": message.blocks,
        }
        if message.thread_ts:
            wire["thread_ts"] = message.thread_ts
        if message.metadata:
            wire["metadata"] = message.metadata
        if message.files:
            wire["files"] = message.files
        if message.user == self.workspace.bot.id:
            wire["bot_id"] = self.workspace.bot_id
        return wire

    def file_object(self, file: SharedFile) -> dict[str, Any]:
        """A file as the event of a message shows it."""
        return self.files.file_object(file)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        arguments = json.loads(await request.text())
        fault = self.faults.fault_of("response_url")
        if fault is not None:
            return await self._go_wrong(fault, request, arguments)
        try:
            address = self.workspace.use_response_address(request.match_info["key"])
            self.answer_at(address.user, address.channel, arguments, address.original)
        except Refused as refused:
            self.calls.append(Call("response_url", arguments, refused.error, refused.details))
            return web.json_response({"ok": False, "error": refused.error}, status=404)
        self.calls.append(Call("response_url", arguments, ""))
        return web.Response(text="ok")

    def answer_at(
        self, user_id: str, channel_id: str, arguments: dict[str, Any], original: Message | None = None
    ) -> None:
        """Show an answer that came by response_url or in an acknowledgement, where and to whom it asks."""
        if arguments.get("delete_original") and original is not None:
            self.workspace.remove_message(original)
            return
        only_for = None if arguments.get("response_type") == "in_channel" else user_id
        message = self.checked_message(self.workspace.channels[channel_id], arguments, only_for)
        if arguments.get("replace_original") and original is not None:
            original.text, original.blocks = message.text, message.blocks
        else:
            self.workspace.add_message(message)


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/json":
        return dict(json.loads(await request.text()))
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}


def _with_block_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"block_id": f"made-{index}", **block} for index, block in enumerate(blocks)]
