"""How Slack brings something to the bot: a signed HTTP request, or an envelope over a Socket Mode connection.

Both give back what the bot acknowledged with, or that it did not within three seconds. The driver (`server.py`) does
not care which of the two it uses.
"""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Acknowledgement:
    """`body` is JSON, text or None; `status` is 200 when it came in time, 0 when it never came."""

    status: int
    body: Any = None

    @property
    def granted(self) -> bool:
        """Whether Slack takes it for an acknowledgement."""
        return self.status == 200


class Delivery(Protocol):
    """One of the two ways."""

    async def deliver(self, kind: Kind, payload: dict[str, Any], retry: int = 0) -> Acknowledgement:
        """Bring it, wait at most three seconds. `retry` counts redeliveries."""
        ...


def signature(secret: str, timestamp: str, body: str | bytes) -> str:
    """Slack's v0 signature of a request body."""
    signed = f"v0:{timestamp}:".encode() + (body.encode() if isinstance(body, str) else body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class SignedHttp:
    """Requests to the bot's request URL."""

    def __init__(self, request_url: str, secret: str, session: aiohttp.ClientSession, seconds: float) -> None:
        self.request_url = request_url
        self.secret = secret
        self.session = session
        self.seconds = seconds

    async def deliver(self, kind: Kind, payload: dict[str, Any], retry: int = 0) -> Acknowledgement:
        """POST it with a signature; a retry carries `X-Slack-Retry-Num`."""
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        try:
            async with asyncio.timeout(self.seconds):
                async with self.session.post(self.request_url, data=body, headers=headers) as response:
                    text = await response.text()
                    if text and response.content_type == "application/json":
                        return Acknowledgement(response.status, json.loads(text))
                    return Acknowledgement(response.status, text or None)
        except TimeoutError:
            return Acknowledgement(0)


class SocketMode:
    """Envelopes over the WebSocket connections that the bot opened."""

    def __init__(self, app_id: str, app_token: str, seconds: float) -> None:
        self.app_id = app_id
        self.app_token = app_token
        self.seconds = seconds
        self.connections: list[web.WebSocketResponse] = []
        self.late: list[str] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._sent = 0

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket that `apps.connections.open` points at."""
        if request.query.get("ticket") != self.app_token[-4:]:
            return web.Response(status=403)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections) + 1,
                "connection_info": {"app_id": self.app_id},
                "debug_info": {"approximate_connection_time": 3600},
            }
        )
        self.connections.append(socket)
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            self.connections.remove(socket)
        return socket

    def _acknowledged(self, message: dict[str, Any]) -> None:
        envelope_id = message.get("envelope_id", "")
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is None or waiting.done():
            self.late.append(envelope_id)
        else:
            waiting.set_result(message.get("payload"))

    async def deliver(self, kind: Kind, payload: dict[str, Any], retry: int = 0) -> Acknowledgement:
        """Send an envelope over the newest connection and wait for its acknowledgement."""
        while not self.connections:
            await asyncio.sleep(0.01)
        self._sent += 1
        envelope_id = f"envelope-{self._sent}"
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        waiting = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        await self.connections[-1].send_json(envelope)
        try:
            return Acknowledgement(200, await asyncio.wait_for(waiting, self.seconds))
        except TimeoutError:
            return Acknowledgement(0)

    async def ask_to_reconnect(self) -> None:
        """What Slack does every few hours: tell the bot to open a new connection, then close the old one."""
        old = list(self.connections)
        for socket in old:
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        while set(self.connections) <= set(old):
            await asyncio.sleep(0.01)
        for socket in old:
            await socket.close()

    async def close(self) -> None:
        """Hang up."""
        for socket in list(self.connections):
            await socket.close()
