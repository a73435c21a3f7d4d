"""Who counts: the accounts of a platform that are somebody's here, asked about again each day, and nobody else's.

Called by every door for whoever asks and for whoever is written to, and by a process that serves for every account once
a day. What a platform knows of an account it says by its `Directory`; all else is the same at every door.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol

from bot.doors.threads import InThread
from handlers.accounts import WHY, Accounts
from handlers.cards import Card
from handlers.dispatcher import Reply
from handlers.failures import note_failure
from models.people.accounts import KnownAccount
from models.people.people import CutOff

ASKED_AGAIN = timedelta(days=1)
"""How long what a platform said of an account holds, where no event says otherwise."""

REMEMBERED, MOST_REMEMBERED = timedelta(minutes=10), 1000
"""How long, and how many of, those who were refused are remembered."""

WATCHED_EVERY, TRIED_AGAIN = 3600.0, 60.0
"""Seconds between looking which accounts have to be asked about, and after the platform did not answer."""


class NotOne(Exception):
    """The account that was meant does not count, and `why`."""

    def __init__(self, why: CutOff) -> None:
        super().__init__(why.value)
        self.why = why


class NobodyThere(Exception):
    """There is no account by which to write to somebody. The message says why, for the secretariat."""


class Directory(Protocol):
    """What a platform knows of its accounts. Raises what its client raises when the platform does not answer."""

    platform: str
    """Its name in the record."""

    async def tenant(self) -> str:
        """Where the bot is at home: an account's id is only unique there."""

    async def email_of(self, account: str) -> str | None:
        """The e-mail address that the platform vouches for, None without one. Raises `NotOne` for who does not count.

        Where somebody belongs is asked of the platform; what an event says about that is never looked at.
        """

    async def account_with(self, email: str) -> str:
        """The account that counts and has this address. Raises `NobodyThere`."""


class Members:
    """Those of one platform, as one process asks for them."""

    def __init__(self, accounts: Accounts, directory: Directory) -> None:
        """Calls nothing yet."""
        self.accounts = accounts
        self.directory = directory
        self._refused: dict[str, tuple[datetime, str]] = {}

    @property
    def platform(self) -> str:
        """The platform's name in the record."""
        return self.directory.platform

    async def person(self, account: str) -> int | None:
        """The person behind an account, a new one recognised by its e-mail address; None when it does not count.

        Of one that is known the platform is asked again after a day. Who was refused is refused for `REMEMBERED`
        without asking, unless people have changed since.
        """
        tenant = await self.directory.tenant()
        known = await asyncio.to_thread(self.accounts.known, self.platform, tenant, account)
        if known is not None and known.cut_off is None:
            return (
                known.person_id
                if self._is_fresh(known) or await self._still_counts(known.id, account, tenant)
                else None
            )
        version = await asyncio.to_thread(self.accounts.version_of_people)
        until, then = self._refused.get(account, (self._now(), ""))
        if self._now() < until and version == then:
            return None
        person = await self._recognised(account, tenant)
        if person is None:
            if len(self._refused) >= MOST_REMEMBERED:
                self._refused.clear()
            self._refused[account] = self._now() + REMEMBERED, version
        return person

    async def answer(
        self,
        account: str,
        ask: Callable[[int | None], Reply | None],
        in_thread: InThread,
        kept: Callable[[int], Reply | None] | None = None,
    ) -> Reply | None:
        """What `ask` gives, run in a thread with the person behind the account, None when it does not count.

        What is `kept` from before is asked for first, at once. Somebody whose account is cut off is told so once, in
        place of the refusal.
        """
        tenant = await self.directory.tenant()
        if kept and (at_once := self._at_once(account, tenant, kept)):
            return at_once
        found: list[int] = []

        def known_and_asked() -> Reply | None:
            person = self._known(account, tenant)
            if person is None:
                return None
            found.append(person)
            return ask(person)

        # Both in one go: to hand over to a thread and back takes longer than an answer that is kept.
        reply = await in_thread(known_and_asked)
        if found:
            return reply
        person = await self.person(account)
        reply = await in_thread(lambda: ask(person))
        if person is None and reply is not None and (word := await self._word_for(account)):
            return Reply(word, done=False)
        return reply

    def _at_once(self, account: str, tenant: str, kept: Callable[[int], Reply | None]) -> Reply | None:
        """In the event loop, from a record that is a file: to hand over to a thread takes longer than the look-ups."""
        if self.accounts.database.file is None:
            return None
        try:
            person = self._known(account, tenant)
            return None if person is None else kept(person)
        except Exception:  # whoever asks in a thread is told
            return None

    def _known(self, account: str, tenant: str) -> int | None:
        """The person behind an account about which the platform need not be asked now."""
        known = self.accounts.known(self.platform, tenant, account)
        return known.person_id if known and known.cut_off is None and self._is_fresh(known) else None

    async def account_of(self, person: int) -> str:
        """The account by which to write to a person: the known one, or the member with their address.

        Raises `NobodyThere` when there is none that counts.
        """
        tenant = await self.directory.tenant()
        address = await asyncio.to_thread(self.accounts.address_of, self.platform, tenant, person)
        if address.barred:
            raise NobodyThere(f"their account is {WHY[CutOff.SECRETARIAT]}")
        if address.account:
            if await self.person(address.account) != person:
                raise NobodyThere("their account counts no more: “/secretariat people” says why")
            return address.account
        return await self.directory.account_with(address.email)

    async def changed(self, account: str) -> None:
        """The platform says that something about an account has changed: what, it is asked itself."""
        self._refused.pop(account, None)
        tenant = await self.directory.tenant()
        known = await asyncio.to_thread(self.accounts.known, self.platform, tenant, account)
        if known is not None and known.cut_off is None:
            await self._still_counts(known.id, account, tenant)

    async def ask_about_all(self) -> None:
        """Ask about every account that the platform was not asked about for a day; cut off those that do not count.

        On the first start of this version that is every one: the versions before asked once and never again.
        """
        due = await asyncio.to_thread(self.accounts.to_ask_about, self.platform, self._now() - ASKED_AGAIN)
        tenant = await self.directory.tenant() if due else ""
        cut_off: dict[int, CutOff] = {}
        try:
            for id, account in due:
                try:
                    await self.directory.email_of(account)
                except NotOne as not_one:
                    cut_off[id] = not_one.why
                else:
                    await asyncio.to_thread(self.accounts.checked, id, tenant)
        finally:
            if cut_off:
                await asyncio.to_thread(self.accounts.cut_off, self.platform, cut_off)

    async def _word_for(self, account: str) -> Card | None:
        """What somebody is told, once, whose account is cut off."""
        return await asyncio.to_thread(self.accounts.word_for, self.platform, account)

    def _now(self) -> datetime:
        return self.accounts.machine_clock()

    def _is_fresh(self, known: KnownAccount) -> bool:
        return known.checked_at is not None and self._now() - known.checked_at < ASKED_AGAIN

    async def _still_counts(self, id: int, account: str, tenant: str) -> bool:
        try:
            await self.directory.email_of(account)
        except NotOne as not_one:
            await asyncio.to_thread(self.accounts.cut_off, self.platform, {id: not_one.why})
            return False
        await asyncio.to_thread(self.accounts.checked, id, tenant)
        return True

    async def _recognised(self, account: str, tenant: str) -> int | None:
        try:
            email = await self.directory.email_of(account)
        except NotOne:
            return None
        if email is None:
            return None
        return await asyncio.to_thread(self.accounts.recognise, self.platform, tenant, account, email)


@asynccontextmanager
async def watched(members: Members) -> AsyncIterator[None]:
    """While the block runs, ask again about every account at the latest after a day; first of all at once."""

    async def watch() -> None:
        while True:
            try:
                await members.ask_about_all()
                pause = WATCHED_EVERY
            except Exception as error:  # either may be away; whoever asks meanwhile is asked about then
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
