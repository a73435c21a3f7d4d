"""Accounts as Slack describes them: the full, active members of the workspace that the bot is installed in count.

On Enterprise Grid they are those of its whole organisation. Where somebody belongs is asked of Slack; what an event
says about teams is never looked at: in a channel shared with others it names theirs. Asked by `bot.doors.members`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors.members import NobodyThere, NotOne
from bot.slack import PLATFORM
from bot.slack.refusals import word_of
from handlers.accounts import WHY
from models.people.people import CutOff

Profile = Mapping[str, Any]
"""A user as Slack describes them."""

_UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible"}


@dataclass(frozen=True)
class Home:
    """Where the bot is installed: the workspace and, on Enterprise Grid, the organisation that it is part of.

    `bots` are the ids by which the bot's own messages are told from others'.
    """

    team: str
    enterprise: str | None
    bots: frozenset[str]


class SlackDirectory:
    """The workspace's accounts. `client` is the bot's own."""

    platform = PLATFORM

    def __init__(self, client: AsyncWebClient) -> None:
        """Calls nothing yet."""
        self.client = client
        self._home: Home | None = None

    async def home(self) -> Home:
        """The bot's own workspace, asked for once."""
        if self._home is None:
            told = await self.client.auth_test()
            bots = frozenset(str(told[name]) for name in ("user_id", "bot_id") if told.get(name))
            self._home = Home(str(told["team_id"]), told.get("enterprise_id") or None, bots)
        return self._home

    async def tenant(self) -> str:
        """The workspace's id."""
        return (await self.home()).team

    async def email_of(self, account: str) -> str | None:
        """The e-mail address that Slack vouches for at this moment. Raises `NotOne`."""
        home = await self.home()
        try:
            profile: Profile = (await self.client.users_info(user=account))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NotOne(CutOff.UNKNOWN) from None
            raise
        if why := why_not(profile, home):
            raise NotOne(why)
        return address_of(profile)

    async def account_with(self, email: str) -> str:
        """The member with this address. Raises `NobodyThere`."""
        home = await self.home()
        try:
            profile: Profile = (await self.client.users_lookupByEmail(email=email))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NobodyThere(f"nobody in Slack has the e-mail address {email}") from None
            raise
        if why := why_not(profile, home):
            raise NobodyThere(f"the account with the e-mail address {email} is {WHY[why]}")
        if address_of(profile) is None:
            raise NobodyThere(f"the account with the e-mail address {email} has not confirmed it")
        return str(profile["id"])


def why_not(profile: Profile, home: Home) -> CutOff | None:
    """Why an account does not count; None when it does."""
    if profile.get("deleted"):
        return CutOff.DEACTIVATED
    if profile.get("is_bot") or profile.get("is_app_user"):
        return CutOff.BOT
    if profile.get("is_stranger") or not _is_at_home(profile, home):
        return CutOff.ELSEWHERE
    if profile.get("is_restricted") or profile.get("is_ultra_restricted"):
        return CutOff.GUEST
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
