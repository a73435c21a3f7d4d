"""Pictures of cards: uploaded to Slack first, then shown by the ids of their files.

Called by whoever sends a card. A picture that cannot be uploaded, or that Slack is not ready to show after a few tries,
gives way to what it shows in words: no message is lost or held up for the sake of a picture.
"""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import limits
from bot.slack.blocks import Pictures, SlackMessage
from bot.slack.refusals import word_of
from handlers.cards import Card, Image
from handlers.log import log

PAUSES = (0.5, 1.5, 3.0)
"""Seconds after which a message is sent again whose picture Slack is not ready to show: it looks at each file first."""

_Result = TypeVar("_Result")


class NotShown(Exception):
    """Slack does not take a message as it is, said by a way that has no word for it but its own."""


def pictures_of(card: Card) -> list[Image]:
    """The pictures of a card."""
    return [each for each in card.body if isinstance(each, Image)]


async def upload_pictures(client: AsyncWebClient, card: Card) -> Pictures:
    """Upload the pictures of a card, for nobody to see by themselves; gives the ids of those that Slack took."""
    return {each: file for each in pictures_of(card) if (file := await _uploaded(client, each))}


async def show(message: SlackMessage, send: Callable[[SlackMessage], Awaitable[_Result]]) -> _Result:
    """Send a message, again while Slack is not ready to show its pictures, and in the end with words in their place."""
    if message.unpictured is None:
        return await send(message)
    for pause in PAUSES:
        try:
            return await send(message)
        except NotShown:
            await asyncio.sleep(pause)
        except SlackApiError as error:
            if word_of(error) != "invalid_blocks":
                raise
            await asyncio.sleep(pause)
    log.warning("picture is said in words: Slack does not show it")
    return await send(replace(message, blocks=message.unpictured, unpictured=None))


async def _uploaded(client: AsyncWebClient, image: Image) -> str | None:
    try:
        # Its alternative text stands in the message: Slack fails silently on some uploads that bring one.
        uploaded = await client.files_upload_v2(
            filename="picture.png",
            content=b64decode(image.png),
            title=limits.shortened(image.title, limits.FILE_TITLE),
        )
    except (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError, OSError) as error:
        refusal = word_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("picture is said in words: it could not be uploaded", refusal=refusal)
        return None
    return str(uploaded["files"][0]["id"])
