"""Brings messages that nobody asked for: reminders, summaries and notices, for the postman.

Each message carries its delivery's key in its metadata. Whether one whose sending ended badly arrived all the same is
looked up by that key in the conversation's history, so it is not sent twice. Nothing is retried here: a blind retry
would be exactly that; the postman tries again.
"""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import messages
from bot.slack.people import PLATFORM, user_of
from handlers.cards import Card
from handlers.desk import Desk
from schedules.postman import NotNow, Parcel, Posted, Undeliverable

EVENT_TYPE = "secretariat"
PAGE, PAGES = 200, 5
"""How far back a conversation is searched for a message."""

_NEVER = {
    "account_inactive": "the account has been deactivated",
    "user_not_found": "the account is gone",
    "user_disabled": "the account has been deactivated",
    "user_not_visible": "the account is in another workspace",
    "users_not_found": "the account is gone",
    "cannot_dm_bot": "the account is a bot",
    "messages_tab_disabled": "direct messages to the bot are switched off in the app's settings",
    "channel_not_found": "the conversation is gone, or the bot was not invited to it",
    "not_in_channel": "the bot is no member of the channel: invite it",
    "is_archived": "the channel has been archived",
    "restricted_action": "the workspace does not let the bot write there",
    "invalid_blocks": "Slack does not take the message as it is",
    "msg_too_long": "the message is too long",
}
"""What Slack says when trying again would not help, in words for the secretariat."""

_OPERATOR = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "missing_scope", "ekm_access_denied"}
"""Refusals of the bot itself: an operator has to mend them, and then everything that waits goes out."""

_Result = TypeVar("_Result")


class SlackDoor:
    """Direct messages to people with an account in the bot's own workspace, and its channels."""

    name = PLATFORM

    def __init__(self, desk: Desk, bot_token: str, api_url: str) -> None:
        """Calls nothing yet. `api_url` is where Slack's Web API is."""
        self.desk = desk
        self.client = AsyncWebClient(token=bot_token, base_url=api_url, timeout=10, retry_handlers=[])
        self._team: str | None = None

    async def find(self, parcel: Parcel) -> Posted | None:
        """The message of this parcel with all its parts, if it is in the conversation already."""
        channel, parts = await self._arrived(parcel)
        if not parts or len(parts) < min(total for _, total in parts.values()):
            return None
        return Posted(channel, parts[0][0])

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        """Post it, in several messages if it does not fit into one; parts that have arrived are not posted again."""
        to = parcel.channel or await self._user(parcel)
        parts = messages(card)
        arrived = (await self._arrived(parcel))[1] if parcel.again and len(parts) > 1 else {}
        channel, first = "", ""
        for part, message in enumerate(parts):
            if part in arrived:
                first = first or arrived[part][0]
                continue
            carried = {"delivery": parcel.id, "key": parcel.key, "part": part, "parts": len(parts)}
            answer = await _asked(
                self.client.chat_postMessage(
                    channel=to,
                    metadata={"event_type": EVENT_TYPE, "event_payload": carried},
                    **message.arguments(),
                )
            )
            channel, first = str(answer["channel"]), first or str(answer["ts"])
        return Posted(channel, first)

    async def _arrived(self, parcel: Parcel) -> tuple[str, dict[int, tuple[str, int]]]:
        """The conversation, and which parts of the parcel are in it: part to message id and number of parts."""
        channel = parcel.channel
        if channel is None:
            opened = await _asked(self.client.conversations_open(users=await self._user(parcel)))
            channel = str(opened["channel"]["id"])
        found: dict[int, tuple[str, int]] = {}
        # A desk whose clock runs ahead of Slack's cannot say how far back to look.
        oldest = parcel.since - timedelta(minutes=1) if parcel.since < datetime.now(UTC) else None
        cursor = None
        for _ in range(PAGES):
            page = await _asked(
                self.client.conversations_history(
                    channel=channel,
                    include_all_metadata=True,
                    limit=PAGE,
                    oldest=f"{oldest.timestamp():.6f}" if oldest else None,
                    cursor=cursor,
                )
            )
            for message in page["messages"]:
                carried = message.get("metadata", {}).get("event_payload", {})
                if carried.get("key") == parcel.key:
                    found[int(carried["part"])] = str(message["ts"]), int(carried["parts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return channel, found

    async def _user(self, parcel: Parcel) -> str:
        """The id of the person's account in the bot's workspace."""
        assert parcel.person_id is not None
        if self._team is None:
            self._team = str((await _asked(self.client.auth_test()))["team_id"])
        find = partial(self.desk.address_of, PLATFORM, self._team, parcel.person_id)
        account, email = await asyncio.to_thread(find)
        user = await _asked(user_of(self.client, account, email))
        if user is None:
            raise Undeliverable(f"nobody in Slack has the e-mail address {email}")
        return user


async def _asked(call: Awaitable[_Result]) -> _Result:
    """The answer to a call; a refusal as `Undeliverable` or `NotNow`."""
    try:
        return await call
    except SlackApiError as refusal:
        raise _refused(refusal.response) from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise NotNow("Slack did not answer") from None


def _refused(response: Any) -> Exception:
    said = response.data if isinstance(response.data, dict) else {}  # a failing Slack may answer without JSON
    why = said.get("error") or f"status {response.status_code}"
    if response.status_code == 429 or why in ("ratelimited", "rate_limited"):
        seconds = float(response.headers.get("Retry-After", 30))
        return NotNow("Slack asked to wait", timedelta(seconds=seconds), all_of_it=True)
    if why in _NEVER:
        return Undeliverable(f"{_NEVER[why]} ({why})")
    if why in _OPERATOR:
        return NotNow(f"Slack refuses the bot: {why}", timedelta(minutes=5), all_of_it=True)
    return NotNow(f"Slack answered: {why}")
