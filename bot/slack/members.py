"""Who counts: the full, active members of the workspace that the bot is installed in, and nobody else.

On Enterprise Grid they are those of its whole organisation. Where somebody belongs is asked of Slack; what an event
says about teams is never looked at: in a channel shared with others it names theirs. Called by the listeners for
whoever asks, and by the door for whoever is written to.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.people import PLATFORM
from bot.slack.refusals import word_of
from handlers.desk import Desk

Profile = Mapping[str, Any]
"""A user as Slack describes them."""

_UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible"}


@dataclass(frozen=True)
class Home:
    """Where the bot is installed: the workspace and, on Enterprise Grid, the organisation that it is part of."""

    team: str
    enterprise: str | None


class NotOne(Exception):
    """The account that was meant does not count. The message says why, for the secretariat."""


class Members:
    """The members, as one process asks for them. `client` is the bot's own."""

    def __init__(self, desk: Desk, client: AsyncWebClient) -> None:
        """Calls nothing yet."""
        self.desk = desk
        self.client = client
        self._home: Home | None = None

    async def home(self) -> Home:
        """The bot's own workspace, asked for once."""
        if self._home is None:
            told = await self.client.auth_test()
            self._home = Home(str(told["team_id"]), told.get("enterprise_id") or None)
        return self._home

    async def person(self, user: str) -> int | None:
        """The person behind an account, a new one recognised by its e-mail address; None when it does not count."""
        home = await self.home()
        known = await asyncio.to_thread(self.desk.person_behind, PLATFORM, home.team, user)
        if known is not None:
            return known
        try:
            profile = await self._profile(user, home)
        except NotOne:
            return None
        email = address_of(profile)
        if email is None:
            return None
        recognise = partial(self.desk.recognise, PLATFORM, home.team, user, email, PLATFORM)
        return await asyncio.to_thread(recognise)

    async def account_of(self, person: int) -> str:
        """The account by which to write to a person: the known one, or the member with their address. Or `NotOne`."""
        home = await self.home()
        account, email = await asyncio.to_thread(self.desk.address_of, PLATFORM, home.team, person)
        if account:
            return account
        try:
            profile: Profile = (await self.client.users_lookupByEmail(email=email))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NotOne(f"nobody in Slack has the e-mail address {email}") from None
            raise
        if reason := why_not(profile, home):
            raise NotOne(f"the account with the e-mail address {email} is {reason}")
        return str(profile["id"])

    async def _profile(self, user: str, home: Home) -> Profile:
        """The account as Slack knows it at this moment. Raises `NotOne`, with no more than why."""
        try:
            profile: Profile = (await self.client.users_info(user=user))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NotOne("unknown to Slack") from None
            raise
        if reason := why_not(profile, home):
            raise NotOne(reason)
        return profile


def why_not(profile: Profile, home: Home) -> str | None:
    """Why an account does not count, in words; None when it does."""
    if profile.get("deleted"):
        return "deactivated"
    if profile.get("is_bot") or profile.get("is_app_user"):
        return "a bot"
    if profile.get("is_stranger") or not _is_at_home(profile, home):
        return "of another organisation"
    if profile.get("is_restricted") or profile.get("is_ultra_restricted"):
        return "a guest"
    return None


def address_of(profile: Profile) -> str | None:
    """The e-mail address that Slack vouches for."""
    if profile.get("is_email_confirmed") is False:
        return None
    email: str | None = profile.get("profile", {}).get("email")
    return email


def _is_at_home(profile: Profile, home: Home) -> bool:
    enterprise = profile.get("enterprise_user", {}).get("enterprise_id")
    if home.enterprise and enterprise:
        return bool(enterprise == home.enterprise)
    return profile.get("team_id") == home.team
