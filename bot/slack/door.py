"""Brings messages that nobody asked for: reminders, summaries and notices, for the outbox worker.

Each message carries its delivery's key in its metadata. Whether one whose sending ended badly arrived all the same is
looked up by that key in the conversation's history, so it is not sent twice; where a history carries no metadata, by
what it says, among what the bot itself has said there since it was queued. Files go into the thread of the message
and are looked up there by their names. Nothing is retried here: a blind retry would be exactly that; the outbox worker
tries again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors.members import Members, NobodyThere
from bot.slack import PLATFORM
from bot.slack.blocks import SlackMessage, messages
from bot.slack.members import SlackDirectory
from bot.slack.pictures import show, upload_pictures
from bot.slack.refusals import status_of, word_of
from bot.slack.unescaping import as_typed
from handlers.cards import Card
from handlers.dispatcher import Dispatcher
from schedules.outbox_worker import Attachment, NotNow, Parcel, Posted, Undeliverable

EVENT_TYPE = "secretariat"
PAGE, PAGES = 200, 5
"""How far a conversation is searched for a message, or a thread for its files."""

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
    "message_not_found": "the message is gone",
    "cant_update_message": "the message is not the bot's",
    "edit_window_closed": "the workspace lets nobody change a message any more that is so old",
    "file_uploads_disabled": "the workspace takes no files",
    "file_uploads_except_images_disabled": "the workspace takes no files",
    "file_upload_size_restricted": "the workspace takes no files so large",
    "storage_limit_reached": "the workspace has no room for files",
}
"""What Slack says when trying again would not help, in words for the secretariat."""

_OPERATOR = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "missing_scope", "ekm_access_denied"}
"""Refusals of the bot itself: an operator has to mend them, and then everything that waits goes out."""

_Result = TypeVar("_Result")


class SlackDoor:
    """Direct messages to people with an account in the bot's own workspace, and its channels."""

    name = PLATFORM

    def __init__(self, dispatcher: Dispatcher, bot_token: str, api_url: str) -> None:
        """Calls nothing yet. `api_url` is where Slack's Web API is."""
        self.dispatcher = dispatcher
        self.client = AsyncWebClient(token=bot_token, base_url=api_url, timeout=10, retry_handlers=[])
        self.directory = SlackDirectory(self.client)
        self.members = Members(dispatcher.accounts, self.directory)

    async def find(self, parcel: Parcel) -> Posted | None:
        """The message of this parcel with all its parts and files, if it is in the conversation already."""
        channel = await self._channel(parcel)
        parts = await self._arrived(parcel, channel, parcel.card)
        if not parts or len(parts) < min(total for _, total in parts.values()):
            return None
        posted = Posted(channel, parts[0][0])
        return None if await self._missing(parcel, posted) else posted

    async def send(self, parcel: Parcel, card: Card) -> Posted:
        """Post it, in several messages if it does not fit into one, then its files. What is there is not sent again."""
        if not parcel.again:
            posted = await self._show(parcel, card, parcel.channel or await self._user(parcel), {})
            await self._bring_files(posted, parcel.files)
            return posted
        channel = await self._channel(parcel)
        there = {part: ts for part, (ts, _) in (await self._arrived(parcel, channel, card)).items()}
        posted = await self._show(parcel, card, channel, there)
        await self._bring_files(posted, await self._missing(parcel, posted))
        return posted

    async def replace(self, parcel: Parcel, posted: Posted, card: Card) -> None:
        """Change what was posted; files that were not ready then come into its thread. What is gone is gone."""
        arrived = await self._arrived(parcel, posted.channel, None)
        there = {0: posted.message_id} | {part: ts for part, (ts, _) in arrived.items()}
        await self._show(parcel, card, posted.channel, there, change=True)
        await self._bring_files(posted, await self._missing(parcel, posted))

    async def _show(
        self, parcel: Parcel, card: Card, to: str, there: Mapping[int, str], change: bool = False
    ) -> Posted:
        """Post the parts of a card that are not `there` yet (message ids by part), and `change` those that are."""
        pictures = {} if there and not change else await upload_pictures(self.client, card)
        parts = messages(card, pictures, brings_files=bool(parcel.files))
        channel, first = to, ""
        for part, message in enumerate(parts):
            carried = {"delivery": parcel.id, "key": parcel.key, "part": part, "parts": len(parts)}
            metadata = {"event_type": EVENT_TYPE, "event_payload": carried}
            if part not in there:
                post = partial(self._post, to, metadata)
                answer = await _asked(show(message, post))
                channel, ts = str(answer["channel"]), str(answer["ts"])
            else:
                ts = there[part]
                if change:
                    await _asked(show(message, partial(self._change, to, ts, metadata)))
            first = first or ts
        for part in range(len(parts), max(there, default=0) + 1):
            if change and part in there:
                await _asked(self.client.chat_delete(channel=to, ts=there[part]))
        return Posted(channel, first)

    async def _post(self, to: str, metadata: dict[str, Any], message: SlackMessage) -> Any:
        return await self.client.chat_postMessage(channel=to, metadata=metadata, **message.arguments())

    async def _change(self, channel: str, ts: str, metadata: dict[str, Any], message: SlackMessage) -> Any:
        return await self.client.chat_update(
            channel=channel, ts=ts, metadata=metadata, text=message.text, blocks=message.blocks, parse="none"
        )

    async def _bring_files(self, posted: Posted, files: Sequence[Attachment]) -> None:
        """Upload files into the thread of a message, all in one. What fails here never holds up other messages."""
        if not files:
            return
        upload = self.client.files_upload_v2(
            file_uploads=[{"filename": each.name, "content": each.content} for each in files],
            channel=posted.channel,
            thread_ts=posted.message_id,
        )
        try:
            await _asked(upload)
        except NotNow as later:
            raise NotNow(f"the message is there, but its files are not yet: {later}", later.after) from None

    async def _missing(self, parcel: Parcel, posted: Posted) -> list[Attachment]:
        """The files of a parcel that are not in the thread of its message."""
        if not parcel.files:
            return []
        thread = self._each(self.client.conversations_replies, channel=posted.channel, ts=posted.message_id)
        there = {file.get("name") async for message in thread for file in message.get("files", ())}
        return [each for each in parcel.files if each.name not in there]

    async def _arrived(self, parcel: Parcel, channel: str, card: Card | None) -> dict[int, tuple[str, int]]:
        """Which parts of the parcel are in a conversation: part to message id and number of parts.

        `card` is what it says, by which its parts are found where the history carries no metadata.
        """
        found: dict[int, tuple[str, int]] = {}
        bare: list[Mapping[str, Any]] = []
        # A dispatcher whose clock runs ahead of Slack's cannot say how far back to look.
        oldest = parcel.since - timedelta(minutes=1) if parcel.since < datetime.now(UTC) else None
        bots = (await _asked(self.directory.home())).bots
        history = self._each(
            self.client.conversations_history,
            channel=channel,
            include_all_metadata=True,
            oldest=f"{oldest.timestamp():.6f}" if oldest else None,
        )
        async for message in history:
            carried = message.get("metadata", {}).get("event_payload", {})
            if carried.get("key") == parcel.key:
                found[int(carried["part"])] = str(message["ts"]), int(carried["parts"])
            elif not message.get("metadata") and bots & {message.get("user"), message.get("bot_id")}:
                bare.append(message)
        if bare and card is not None and not found:
            return await self._said(parcel, channel, card, bare)
        return found

    async def _said(
        self, parcel: Parcel, channel: str, card: Card, bare: Sequence[Mapping[str, Any]]
    ) -> dict[int, tuple[str, int]]:
        """The parts of a card among the bot's messages (newest first), but for those that another delivery brought."""
        texts = [_compared(each.text) for each in messages(card, brings_files=bool(parcel.files))]
        alike = {str(each["ts"]): text for each in bare if (text := _compared(each.get("text", ""))) in texts}
        others = await asyncio.to_thread(self.dispatcher.messages_of_others, PLATFORM, channel, list(alike), parcel.id)
        said = {text: ts for ts, text in alike.items() if ts not in others}  # of several the oldest
        return {part: (said[text], len(texts)) for part, text in enumerate(texts) if text in said}

    async def _each(self, page: Callable[..., Awaitable[Any]], **asked: Any) -> AsyncIterator[dict[str, Any]]:
        """Messages of a conversation or a thread, as far as it is searched."""
        cursor = None
        for _ in range(PAGES):
            answer = await _asked(page(limit=PAGE, cursor=cursor, **asked))
            for message in answer["messages"]:
                yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _channel(self, parcel: Parcel) -> str:
        """The conversation of a parcel: with a person it is opened, if need be."""
        if parcel.channel is not None:
            return parcel.channel
        opened = await _asked(self.client.conversations_open(users=await self._user(parcel)))
        return str(opened["channel"]["id"])

    async def _user(self, parcel: Parcel) -> str:
        """The id of the person's account in the bot's workspace."""
        assert parcel.person_id is not None
        try:
            return await _asked(self.members.account_of(parcel.person_id))
        except NobodyThere as why:
            raise Undeliverable(str(why)) from None


def _compared(text: str) -> str:
    """A message's text without what Slack makes of it: escapes, links and the space between words."""
    return " ".join(as_typed(text, {}).split())


async def _asked(call: Awaitable[_Result]) -> _Result:
    """The answer to a call; a refusal as `Undeliverable` or `NotNow`."""
    try:
        return await call
    except SlackApiError as refusal:
        raise _refused(refusal) from None
    except SlackRequestError:
        raise NotNow("Slack did not take a file") from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise NotNow("Slack did not answer") from None


def _refused(refusal: SlackApiError) -> Exception:
    why = word_of(refusal)
    if status_of(refusal) == 429 or why in ("ratelimited", "rate_limited"):
        headers: Mapping[str, str] = refusal.response.headers
        seconds = float(headers.get("Retry-After", 30))
        return NotNow("Slack asked to wait", timedelta(seconds=seconds), all_of_it=True)
    if why in _NEVER:
        return Undeliverable(f"{_NEVER[why]} ({why})")
    if why in _OPERATOR:
        return NotNow(f"Slack refuses the bot: {why}", timedelta(minutes=5), all_of_it=True)
    return NotNow(f"Slack answered: {why}")
