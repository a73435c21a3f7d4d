"""Pages of a conversation and of a thread: which messages Slack gives for what it was asked.

Called by the Web API for `conversations.history` (newest first) and `conversations.replies` (oldest first). Source:
Slack's reference of the methods, their limits and the names of their errors.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from tests.slack_server.workspace import Message, Refused

_TIMESTAMP = re.compile(r"(\d{1,11})(?:\.(\d{1,6}))?")
_MOST = 999
_USUAL = "100"


def page_of(messages: Sequence[Message], arguments: Mapping[str, Any]) -> tuple[list[Message], str]:
    """One page of these messages (oldest first, as they came) and the cursor to the next one, empty after the last.

    Only what stands in the channel itself: replies are in their threads. A limit in time does not count as within it
    unless the call is `inclusive`.
    """
    limit = _limit(arguments)
    oldest, latest = (_limit_in_time(name, arguments) for name in ("oldest", "latest"))
    edge = 0 if is_true(arguments.get("inclusive")) else 1
    before = _place(arguments.get("cursor"))
    found = [
        message
        for message in reversed(messages)
        if message.thread_ts in (None, message.ts)
        and (oldest is None or microseconds(message.ts) >= oldest + edge)
        and (latest is None or microseconds(message.ts) <= latest - edge)
        and (before is None or microseconds(message.ts) < before)
    ]
    page = found[:limit]
    return page, _cursor(page[-1]) if len(found) > len(page) else ""


def page_of_thread(thread: Sequence[Message], arguments: Mapping[str, Any]) -> tuple[list[Message], str]:
    """One page of a thread (oldest first, its parent before all) and the cursor to the next one."""
    limit, after = _limit(arguments), _place(arguments.get("cursor"))
    found = [message for message in thread if after is None or microseconds(message.ts) > after]
    page = found[:limit]
    return page, _cursor(page[-1]) if len(found) > len(page) else ""


def microseconds(ts: str) -> int:
    """A timestamp of Slack's as a number that can be compared; ValueError when it is none."""
    match = _TIMESTAMP.fullmatch(ts)
    if match is None:
        raise ValueError(ts)
    return int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0"))


def is_true(argument: Any) -> bool:
    """Whether a flag is set, in a form or in JSON."""
    return str(argument).lower() in {"1", "true"}


def _limit(arguments: Mapping[str, Any]) -> int:
    limit = str(arguments.get("limit") or _USUAL)
    if not limit.isdecimal() or not 1 <= int(limit) <= _MOST:
        raise Refused("invalid_limit")
    return int(limit)


def _limit_in_time(name: str, arguments: Mapping[str, Any]) -> int | None:
    given = arguments.get(name)
    if given in (None, ""):
        return None
    try:
        return microseconds(str(given))
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def _cursor(last: Message) -> str:
    return b64encode(f"next_ts:{microseconds(last.ts)}".encode()).decode()


def _place(cursor: Any) -> int | None:
    if not cursor:
        return None
    try:
        return int(b64decode(cursor, validate=True).removeprefix(b"next_ts:"))
    except ValueError:
        raise Refused("invalid_cursor") from None
