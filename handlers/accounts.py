"""The accounts of the platforms, for the doors: who is behind one, linking it, and cutting off one that counts no more.

A door asks its platform and says here what it heard. Whoever is cut off is told so once, and the secretariat in the
messages of the outbox. Methods may be called from any thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Card, Listing, Text
from handlers.outbox import queue
from handlers.own_organisation import OwnOrganisation
from models.people import accounts as known_accounts
from models.people.accounts import KnownAccount
from models.people.people import Account, CutOff, Person, Role, people_with_role
from models.record.database import Database
from models.record.events import Actor, take_turn
from models.record.organisation import Organisation

WHY: Mapping[CutOff, str] = {
    CutOff.GUEST: "a guest",
    CutOff.DEACTIVATED: "deactivated",
    CutOff.ELSEWHERE: "of another organisation",
    CutOff.BOT: "a bot",
    CutOff.UNKNOWN: "no longer known",
    CutOff.SECRETARIAT: "cut off by the secretariat",
}
"""What an account is that counts no more."""

_PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}


@dataclass(frozen=True)
class Address:
    """By what to write to a person on a platform: the account that is known, and the e-mail address.

    `barred`: the secretariat has cut off their account, and their address leads nowhere either.
    """

    account: str | None
    email: str
    barred: bool


class Accounts:
    """Those of one dispatcher. `machine_clock` says when a platform was asked; the dispatcher's clock, which may stand
    still, when something was changed.
    """

    def __init__(self, database: Database, own: OwnOrganisation, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.own = own
        self.clock = clock
        self.machine_clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def known(self, platform: str, tenant: str, account: str) -> KnownAccount | None:
        """What is known of an account, by its immutable id."""
        organisation_id = self.own.id
        if organisation_id is None:
            return None
        return known_accounts.known_account(self.database, organisation_id, platform, tenant, account)

    def version_of_people(self) -> str:
        """Changes with the people: whoever was refused before may be somebody now."""
        return known_accounts.version_of_people(self.database)

    def recognise(self, platform: str, tenant: str, account: str, email: str) -> int | None:
        """Link an account to the person with this e-mail, as the platform has just verified it; None without one."""
        organisation_id = self.own.id
        if organisation_id is None:
            return None
        with self.database.write() as session:
            at = self.machine_clock(), self.clock()
            return known_accounts.link_account(session, organisation_id, platform, tenant, account, email, *at)

    def address_of(self, platform: str, tenant: str, person: int) -> Address:
        """By what to write to a person."""
        with self.database.read() as session:
            account = known_accounts.account_to_write_to(session, platform, tenant, person)
            barred = known_accounts.is_barred(session, platform, person)
            known = account.account if account else None
            return Address(known, session.get_one(Person, person).email, barred)

    def to_ask_about(self, platform: str, before: datetime) -> list[tuple[int, str]]:
        """The accounts (our id, theirs) about which the platform was last asked before this time, or never."""
        organisation_id = self.own.id
        if organisation_id is None:
            return []
        with self.database.read() as session:
            return known_accounts.accounts_to_ask_about(session, organisation_id, platform, before)

    def checked(self, account_id: int, tenant: str) -> None:
        """The platform says that an account counts."""
        with self.database.write() as session:
            known_accounts.mark_checked(session, account_id, tenant, self.machine_clock())

    def cut_off(self, platform: str, why: Mapping[int, CutOff]) -> None:
        """Cut off these accounts (our ids); the secretariat is told in one message. Done once, whoever comes first."""
        organisation_id = self.own.id
        if organisation_id is None:
            return
        with self.database.write() as session:
            organisation = session.get_one(Organisation, organisation_id)
            actor = Actor(organisation_id, None, self.clock(), platform)
            take_turn(session, actor)
            cut = known_accounts.with_people(session, organisation_id, why)
            for account, _ in cut:
                known_accounts.cut_off(session, actor, account, why[account.id])
            if cut:
                _tell_the_secretariat(session, actor, ZoneInfo(organisation.zone), platform, cut)

    def word_for(self, platform: str, account: str) -> Card | None:
        """What whoever is behind an account that is cut off is told, once."""
        with self.database.read() as session:
            if not known_accounts.is_to_be_told(session, self.own.id, platform, account):
                return None
        with self.database.write() as session:
            why = known_accounts.take_word(session, self.own.id, platform, account, self.machine_clock())
        return _told_once(platform, why) if why else None


def cut_off_by_hand(session: Session, actor: Actor, person: Person) -> int:
    """Cut off all accounts of a person that count, for the secretariat; gives how many there were."""
    take_turn(session, actor)
    mine = known_accounts.accounts_of(session, person.id, counting=True)
    for account in mine:
        known_accounts.cut_off(session, actor, account, CutOff.SECRETARIAT)
    return len(mine)


def let_in_again(session: Session, actor: Actor, person: Person) -> int:
    """Let accounts of a person that are cut off be recognised again; gives how many there were."""
    take_turn(session, actor)
    theirs = known_accounts.accounts_of(session, person.id, counting=False)
    known_accounts.let_in_again(session, actor, theirs)
    return len(theirs)


def _tell_the_secretariat(
    session: Session, actor: Actor, zone: ZoneInfo, platform: str, cut: Sequence[tuple[Account, Person]]
) -> None:
    """One message to each of the secretariat, but for who could not be reached any more: it is about them."""
    lines = tuple(
        f"{person.name} ({person.email}): {WHY[account.cut_off]}" for account, person in cut if account.cut_off
    )
    body = (
        Text(f"These accounts in {_PLATFORMS.get(platform, platform)} count no more. Their posts stay as they are."),
        Listing(lines),
        Text("“/return link” with the e-mail address makes a link by which they can answer without an account."),
        Text("Who becomes a full member again is let in without your doing anything.", "muted"),
    )
    occasion = f"cut off {' '.join(str(account.id) for account, _ in cut)} {actor.at.isoformat()}"
    in_reach = known_accounts.in_reach(session, platform)
    out_of_reach = {account.person_id for account, _ in cut} - in_reach
    day = actor.at.astimezone(zone).date()
    for each in people_with_role(session, actor.organisation_id, Role.SECRETARIAT, day):
        if each not in out_of_reach:
            queue(session, actor, each, f"{occasion} person {each}", Card("Accounts cut off", body))


def _told_once(platform: str, why: CutOff) -> Card:
    body = (
        Text(
            f"This account in {_PLATFORMS.get(platform, platform)} is {WHY[why]}, so I take nothing from it any more."
        ),
        Text("The secretariat can send you a link by which you answer without it: please ask them."),
    )
    return Card("Your account is cut off", body)
