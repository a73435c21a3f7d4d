"""People as Slack names them: the platform's name in the record, and the names of accounts, for showing alone."""

from collections.abc import Iterable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

PLATFORM = "slack"


async def names(client: AsyncWebClient, user_ids: Iterable[str]) -> dict[str, str]:
    """The names of accounts by id, for showing; those that Slack does not know are left out."""
    found = {}
    for user_id in user_ids:
        try:
            found[user_id] = str((await client.users_info(user=user_id))["user"]["real_name"])
        except (SlackApiError, KeyError):
            continue
    return found
