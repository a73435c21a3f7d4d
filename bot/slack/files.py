"""Fetches a file that somebody sent to the bot, with the bot's token, and only from Slack itself."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

LARGEST = 50 * 1024**2
"""Bytes: far more than any plan; what is larger is not fetched."""


class NotFetched(Exception):
    """The file cannot be had; the message says why, for the person who sent it."""


async def fetch(client: AsyncWebClient, file: Mapping[str, Any]) -> bytes:
    """The content of a file of a message event. Raises `NotFetched`."""
    if not file.get("url_private_download"):
        file = (await client.files_info(file=file["id"]))["file"]
    address = file.get("url_private_download") or file.get("url_private") or ""
    if file.get("is_external") or not _is_slacks(client, address):
        raise NotFetched("It is not kept in Slack but somewhere else. Please upload the file itself.")
    if int(file.get("size", 0)) > LARGEST:
        raise NotFetched(f"It is larger than {LARGEST // 1024**2} MB.")
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60), trust_env=True) as session,
        session.get(address, headers=headers, allow_redirects=False) as response,
    ):
        # Without the right to read files Slack leads on to its sign-in page, with every appearance of success.
        if response.status != 200:
            raise NotFetched("Slack did not hand it over. Please try again, or ask the secretariat to import it.")
        content = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            content += chunk
            if len(content) > LARGEST:
                raise NotFetched(f"It is larger than {LARGEST // 1024**2} MB.")
        return bytes(content)


def _is_slacks(client: AsyncWebClient, address: str) -> bool:
    """Whether the bot's token may be shown to this address."""
    there, ours = urlsplit(address), urlsplit(client.base_url)
    on_slack = there.scheme == "https" and (there.hostname or "").endswith(".slack.com")
    return on_slack or (there.scheme, there.netloc) == (ours.scheme, ours.netloc)
