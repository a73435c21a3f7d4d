"""Who counts: the full, active members of the workspace that the bot is installed in, and nobody else.

On Enterprise Grid they are those of its whole organisation. Where somebody belongs is asked of Slack; what an event
says about teams is never looked at: in a channel shared with others it names theirs. Called by the listeners for
whoever asks, by the door for whoever is written to, and by a process that serves for every account once a day.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.member_names import PLATFORM
from bot.slack.refusals import word_of
from handlers.accounts import WHY
from handlers.cards import Card
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure
from models.people.people import CutOff

Profile = Mapping[str, Any]
"""A user as Slack describes them."""

ASKED_AGAIN = timedelta(days=1)
"""How long what Slack said of an account holds, where no event says otherwise."""

REMEMBERED, MOST_REMEMBERED = timedelta(minutes=10), 1000
"""How long, and how many of, those who were refused are remembered."""

WATCHED_EVERY, TRIED_AGAIN = 3600.0, 60.0
"""Seconds between looking which accounts Slack has to be asked about, and after Slack did not answer."""

_UNKNOWN = {"user_not_found", "users_not_found", "user_not_visible"}


@dataclass(frozen=True)
class Home:
    """Where the bot is installed: the workspace and, on Enterprise Grid, the organisation that it is part of.

    `bots` are the ids by which the bot's own messages are told from others'.
    """

    team: str
    enterprise: str | None
    bots: frozenset[str]


class NotOne(Exception):
    """The account that was meant does not count, and `why`."""

    def __init__(self, why: CutOff) -> None:
        super().__init__(why.value)
        self.why = why


class NobodyThere(Exception):
    """There is no account by which to write to somebody. The message says why, for the secretariat."""


class Members:
    """The members, as one process asks for them. `client` is the bot's own."""

    def __init__(self, dispatcher: Dispatcher, client: AsyncWebClient) -> None:
        """Calls nothing yet."""
        self.accounts = dispatcher.accounts
        self.client = client
        self._home: Home | None = None
        self._refused: dict[str, tuple[datetime, str]] = {}

    async def home(self) -> Home:
        """The bot's own workspace, asked for once."""
        if self._home is None:
            told = await self.client.auth_test()
            bots = frozenset(str(told[name]) for name in ("user_id", "bot_id") if told.get(name))
            self._home = Home(str(told["team_id"]), told.get("enterprise_id") or None, bots)
        return self._home

    async def person(self, user: str) -> int | None:
        """The person behind an account, a new one recognised by its e-mail address; None when it does not count.

        Of one that is known Slack is asked again after a day. Who was refused is refused for `REMEMBERED` without
        asking Slack, unless people have changed since.
        """
        home = await self.home()
        known = await asyncio.to_thread(self.accounts.known, PLATFORM, home.team, user)
        if known is not None and known.cut_off is None:
            fresh = known.checked_at is not None and self._now() - known.checked_at < ASKED_AGAIN
            return known.person_id if fresh or await self._still_counts(known.id, user) else None
        version = await asyncio.to_thread(self.accounts.version_of_people)
        until, then = self._refused.get(user, (self._now(), ""))
        if self._now() < until and version == then:
            return None
        person = await self._recognised(user, home)
        if person is None:
            if len(self._refused) >= MOST_REMEMBERED:
                self._refused.clear()
            self._refused[user] = self._now() + REMEMBERED, version
        return person

    async def account_of(self, person: int) -> str:
        """The account by which to write to a person: the known one, or the member with their address.

        Raises `NobodyThere` when there is none that counts.
        """
        home = await self.home()
        address = await asyncio.to_thread(self.accounts.address_of, PLATFORM, home.team, person)
        if address.barred:
            raise NobodyThere(f"their account is {WHY[CutOff.SECRETARIAT]}")
        if address.account:
            if await self.person(address.account) != person:
                raise NobodyThere("their account counts no more: “/secretariat people” says why")
            return address.account
        try:
            profile: Profile = (await self.client.users_lookupByEmail(email=address.email))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NobodyThere(f"nobody in Slack has the e-mail address {address.email}") from None
            raise
        if why := why_not(profile, home):
            raise NobodyThere(f"the account with the e-mail address {address.email} is {WHY[why]}")
        if address_of(profile) is None:
            raise NobodyThere(f"the account with the e-mail address {address.email} has not confirmed it")
        return str(profile["id"])

    async def changed(self, user: str) -> None:
        """Slack says that something about an account has changed: what, it is asked itself."""
        self._refused.pop(user, None)
        home = await self.home()
        known = await asyncio.to_thread(self.accounts.known, PLATFORM, home.team, user)
        if known is not None and known.cut_off is None:
            await self._still_counts(known.id, user)

    async def ask_about_all(self) -> None:
        """Ask Slack about every account that it was not asked about for a day, and cut off those that do not count.

        On the first start of this version that is every one: the versions before asked once and never again.
        """
        due = await asyncio.to_thread(self.accounts.to_ask_about, PLATFORM, self._now() - ASKED_AGAIN)
        home = await self.home() if due else None
        cut_off: dict[int, CutOff] = {}
        try:
            for id, user in due:
                assert home is not None
                try:
                    await self._profile(user, home)
                except NotOne as not_one:
                    cut_off[id] = not_one.why
                else:
                    await asyncio.to_thread(self.accounts.checked, id, home.team)
        finally:
            if cut_off:
                await asyncio.to_thread(self.accounts.cut_off, PLATFORM, cut_off)

    async def word_for(self, user: str) -> Card | None:
        """What somebody is told, once, whose account is cut off."""
        return await asyncio.to_thread(self.accounts.word_for, PLATFORM, user)

    def _now(self) -> datetime:
        return self.accounts.machine_clock()

    async def _still_counts(self, id: int, user: str) -> bool:
        home = await self.home()
        try:
            await self._profile(user, home)
        except NotOne as not_one:
            await asyncio.to_thread(self.accounts.cut_off, PLATFORM, {id: not_one.why})
            return False
        await asyncio.to_thread(self.accounts.checked, id, home.team)
        return True

    async def _recognised(self, user: str, home: Home) -> int | None:
        try:
            email = address_of(await self._profile(user, home))
        except NotOne:
            return None
        if email is None:
            return None
        return await asyncio.to_thread(self.accounts.recognise, PLATFORM, home.team, user, email)

    async def _profile(self, user: str, home: Home) -> Profile:
        """The account as Slack knows it at this moment. Raises `NotOne`."""
        try:
            profile: Profile = (await self.client.users_info(user=user))["user"]
        except SlackApiError as error:
            if word_of(error) in _UNKNOWN:
                raise NotOne(CutOff.UNKNOWN) from None
            raise
        if why := why_not(profile, home):
            raise NotOne(why)
        return profile


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


@asynccontextmanager
async def watched(members: Members) -> AsyncIterator[None]:
    """While the block runs, ask Slack again about every account at the latest after a day; first of all at once."""

    async def watch() -> None:
        while True:
            try:
                await members.ask_about_all()
                pause = WATCHED_EVERY
            except Exception as error:  # Slack or the database may be away; whoever asks meanwhile is asked about then
                note_failure("accounts not asked about", error)
                pause = TRIED_AGAIN
            await asyncio.sleep(pause)

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
