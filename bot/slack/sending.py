"""Sends cards to where they belong: in a channel, to one person's eyes, or in a direct message.

Called by the listeners. A posted message is reported to the dispatcher, so that a reply in its thread is understood;
one that only its reader sees has no thread.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.doors.threads import InThread
from bot.slack import PLATFORM
from bot.slack.blocks import SlackMessage, messages
from bot.slack.pictures import NotShown, show, upload_pictures
from bot.slack.refusals import word_of
from handlers.cards import Card, Text
from handlers.dispatcher import Dispatcher

_OUT_OF_REACH = {"channel_not_found", "not_in_channel", "is_archived", "user_not_in_channel"}


@dataclass(frozen=True)
class SlackPlace:
    """Where somebody asked: whose account, in which channel (empty for the Home tab), and the ways back to them.

    `direct` is the conversation with the bot; `thread` the message id of the thread it was said in.
    """

    user: str
    channel: str = ""
    direct: bool = False
    response_url: str = ""
    thread: str | None = None


class Sender:
    """Sends for one process. `client` is the bot's own, with its retry handlers."""

    def __init__(self, dispatcher: Dispatcher, client: AsyncWebClient, in_thread: InThread) -> None:
        self.dispatcher = dispatcher
        self.client = client
        self.in_thread = in_thread

    async def answer(self, place: SlackPlace, card: Card) -> None:
        """Give an answer where it was asked for: to everybody if the card is shared, else to the asker alone."""
        if place.direct or not place.channel:
            await self.post(place.channel or place.user, card, place.thread)
        elif card.shared:
            await self._share(place, card)
        else:
            for message in await self._messages(card):
                await self.whisper(place, message)

    async def post(self, channel: str, card: Card, thread: str | None = None) -> tuple[str, str]:
        """Post a card, remember it, and give the channel and the id of its (first) message."""
        return await self._post(channel, card, await self._messages(card), thread)

    async def _post(
        self, channel: str, card: Card, parts: tuple[SlackMessage, ...], thread: str | None
    ) -> tuple[str, str]:
        async def post(message: SlackMessage) -> Any:
            return await self.client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                metadata={"event_type": "secretariat", "event_payload": {"about": " ".join(card.about)}},
                **message.arguments(),
            )

        posted = []
        for part in parts:
            answer = await show(part, post)
            where, ts = str(answer["channel"]), str(answer["ts"])
            await self.in_thread(partial(self.dispatcher.posted, card, PLATFORM, where, ts))
            posted.append((where, ts))
        return posted[0]

    async def whisper(self, place: SlackPlace, message: SlackMessage) -> None:
        """Show a message to the asker alone, by the first way that is open: response_url, ephemeral, direct."""
        await show(message, partial(self._whisper, place))

    async def _whisper(self, place: SlackPlace, message: SlackMessage) -> None:
        if place.response_url and await self._respond(place, {"response_type": "ephemeral", **message.arguments()}):
            return
        if place.channel and not place.direct:
            try:
                await self.client.chat_postEphemeral(
                    channel=place.channel, user=place.user, thread_ts=place.thread, **message.arguments()
                )
                return
            except SlackApiError as error:
                if word_of(error) not in _OUT_OF_REACH:
                    raise
        await self.client.chat_postMessage(channel=place.user, **message.arguments())

    async def _share(self, place: SlackPlace, card: Card) -> None:
        """Post for everybody. Where the bot is no member Slack posts it for the asker, but threads do not reach us."""
        parts = await self._messages(card)
        try:
            await self._post(place.channel, card, parts, place.thread)
            return
        except SlackApiError as error:
            if word_of(error) not in _OUT_OF_REACH:
                raise
        for part in parts:
            if not await show(part, partial(self._share_by_response, place)):
                break
        else:
            note = "Posted. I am no member of this channel, so replies in its thread do not reach me: /invite me first."
            await self.whisper(place, messages(Card("Posted", (Text(note),)))[0])
            return
        note = "I am no member of this channel and cannot post here. Invite me (/invite), then share again."
        await self.whisper(replace(place, channel=""), messages(Card("Not posted", (Text(note),)))[0])

    async def _share_by_response(self, place: SlackPlace, message: SlackMessage) -> bool:
        return await self._respond(place, {"response_type": "in_channel", **message.arguments()})

    async def _messages(self, card: Card) -> tuple[SlackMessage, ...]:
        """The card as messages, its pictures uploaded."""
        return messages(card, await upload_pictures(self.client, card))

    async def _respond(self, place: SlackPlace, arguments: dict[str, Any]) -> bool:
        """Answer by response_url: false when there is none or it is used up (five times, thirty minutes).

        Raises `NotShown` when Slack does not take the blocks.
        """
        if not place.response_url:
            return False
        webhook = AsyncWebhookClient(
            place.response_url, timeout=self.client.timeout, retry_handlers=self.client.retry_handlers
        )
        thread = {"thread_ts": place.thread} if place.thread else {}
        answer = await webhook.send_dict({"replace_original": False, **thread, **arguments})
        if "invalid_blocks" in (answer.body or ""):
            raise NotShown
        return answer.status_code == 200
