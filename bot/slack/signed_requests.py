"""What arrives at the address for Slack's requests: bounded, signed and readable, or refused before anything is done.

Called by `serving.py` for every request over HTTP. Nothing of a request that is refused is kept, logged or echoed.
Source: Slack's "Verifying requests from Slack", and its reference of the payloads.
"""

import hashlib
import hmac
import json
import re
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from handlers.failures import note_failure

MOST_BYTES = 1_000_000
"""The largest request that is read: four times what Slack lets a form or a message hold."""

FRESH = 5 * 60
"""Seconds that a request is good for, before and after its timestamp: an older one is being replayed."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)


class NotTaken(Exception):
    """The request is refused with `status`."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


async def signed_payload(request: Request, secret: str) -> dict[str, Any]:
    """What a request says that Slack has signed just now. Raises `NotTaken`.

    413 beyond `MOST_BYTES`, of which no more is read; 401 without a fresh signature; 400 for what is no request of
    Slack's.
    """
    body = await _bounded(request)
    stamp = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    if not _TIMESTAMP.fullmatch(stamp) or abs(time.time() - int(stamp)) > FRESH:
        raise NotTaken(HTTPStatus.UNAUTHORIZED)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    # As bytes: of text that is not ASCII, compare_digest would make an error.
    if not hmac.compare_digest(f"v0={digest}".encode(), given.encode()):
        raise NotTaken(HTTPStatus.UNAUTHORIZED)
    payload = _payload(body)
    event_is_missing = isinstance(payload, dict) and payload.get("type") == "event_callback" and "event" not in payload
    if not isinstance(payload, dict) or not payload or event_is_missing:
        raise NotTaken(HTTPStatus.BAD_REQUEST)
    return payload


def failed(error: Exception) -> HTTPStatus:
    """The status of a signed request that could not be dealt with: as a rule its payload lacks something. Noted."""
    note_failure("slack request failed", error)
    malformed = isinstance(error, LookupError | TypeError | ValueError | AttributeError)
    return HTTPStatus.BAD_REQUEST if malformed else HTTPStatus.INTERNAL_SERVER_ERROR


async def _bounded(request: Request) -> bytes:
    """The body, as far as it may be read: what says itself that it is too long is not read at all."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > len(str(MOST_BYTES)) or int(said) > MOST_BYTES):
        raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > MOST_BYTES:
            raise NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body += chunk
    return bytes(body)


def _payload(body: bytes) -> Any:
    """What a body says: JSON, or a form that has JSON in its field `payload`, or a form. None when it says nothing."""
    try:
        text = body.decode()
        if text.startswith("{"):
            return json.loads(text)
        fields = dict(parse_qsl(text, keep_blank_values=True))
        return json.loads(fields["payload"]) if "payload" in fields else fields
    except (ValueError, RecursionError):  # bytes that are no text, and text that is no JSON, are both ValueErrors
        return None
