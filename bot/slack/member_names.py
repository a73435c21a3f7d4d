"""People as Slack names them, for showing alone."""

from collections.abc import Iterable
from itertools import islice

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

MOST_NAMES = 20
"""How many accounts of one message are looked up; each is a call, of which Slack takes so many a minute."""


async def names(client: AsyncWebClient, user_ids: Iterable[str]) -> dict[str, str]:
    """The names of accounts by id, for showing, of the first `MOST_NAMES`; who is not known to Slack is left out."""
    found = {}
    for user_id in islice(user_ids, MOST_NAMES):
        try:
            found[user_id] = str((await client.users_info(user=user_id))["user"]["real_name"])
        except (SlackApiError, KeyError):
            continue
    return found
