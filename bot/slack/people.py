"""The person behind a Slack account, and the account of a person.

An account is known by its team and user id. A new one is recognised once by the e-mail address that Slack vouches for,
never by a name; in doubt nobody is recognised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import word_of

PLATFORM = "slack"


@dataclass(frozen=True)
class SlackUser:
    """A Slack account: the workspace it belongs to and its id there."""

    team: str
    user: str


async def verified_email(client: AsyncWebClient, account: SlackUser) -> str | None:
    """The e-mail address of a full, active member of this very workspace; None for anybody else.

    Guests, bots, deactivated accounts and people of another workspace are not vouched for by ours.
    """
    user: dict[str, Any] = (await client.users_info(user=account.user))["user"]
    doubtful = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_app_user")
    if any(user.get(trait) for trait in doubtful) or user.get("team_id") != account.team:
        return None
    if user.get("is_email_confirmed") is False:
        return None
    email: str | None = user.get("profile", {}).get("email")
    return email


async def names(client: AsyncWebClient, user_ids: Iterable[str]) -> dict[str, str]:
    """The names of accounts by id, for showing; those that Slack does not know are left out."""
    found = {}
    for user_id in user_ids:
        try:
            found[user_id] = str((await client.users_info(user=user_id))["user"]["real_name"])
        except (SlackApiError, KeyError):
            continue
    return found


async def user_of(client: AsyncWebClient, account: str | None, email: str) -> str | None:
    """The user id to write to: the known account, else the member with this e-mail address, else None."""
    if account:
        return account
    try:
        user = (await client.users_lookupByEmail(email=email))["user"]
    except SlackApiError as error:
        if word_of(error) == "users_not_found":
            return None
        raise
    return str(user["id"])
