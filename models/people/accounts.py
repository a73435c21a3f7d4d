"""Which account of a platform belongs to whom, whether it still counts, and cutting one off.

A platform says who is a member; it is asked when an account is linked, and again and again from then on. An account
that no longer counts keeps its row, so that it is known why; whoever is let in again begins anew. Times of asking are
the machine's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, String, bindparam, cast, func, literal_column, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, or_, select

from models.people.people import Account, CutOff, Holding, Person
from models.people.signing_in import sign_out_everywhere
from models.record.database import Database
from models.record.events import Actor, Change, record

_SPACE: ColumnElement[str] = literal_column("' '")
_KNOWN = columns(
    cast(col(Account.id), String)
    + _SPACE
    + cast(col(Account.person_id), String)
    + _SPACE
    + func.coalesce(cast(col(Account.cut_off), String), "-")
    + _SPACE
    + func.coalesce(cast(col(Account.checked_at), String), "-")
).where(
    col(Account.organisation_id) == bindparam("organisation_id"),
    col(Account.platform) == bindparam("platform"),
    col(Account.tenant) == bindparam("tenant"),
    col(Account.account) == bindparam("account"),
)


@dataclass(frozen=True)
class KnownAccount:
    """An account that is known: whose, why it is cut off if it is, and when the platform was last asked about it."""

    id: int
    person_id: int
    cut_off: CutOff | None
    checked_at: datetime | None


def known_account(
    database: Database, organisation_id: int, platform: str, tenant: str, account: str
) -> KnownAccount | None:
    """What an organisation knows of an account, or None; every request of a platform begins with it."""
    found: str | None = database.first_value(
        _KNOWN, organisation_id=organisation_id, platform=platform, tenant=tenant, account=account
    )
    if found is None:
        return None
    id, person_id, cut_off, checked = found.split(" ", 3)
    checked_at = None if checked == "-" else datetime.fromisoformat(checked)
    if checked_at is not None and checked_at.tzinfo is None:  # SQLite has no zone
        checked_at = checked_at.replace(tzinfo=UTC)
    return KnownAccount(int(id), int(person_id), None if cut_off == "-" else CutOff(cut_off), checked_at)


_PEOPLE = columns(
    func.coalesce(cast(columns(func.max(Person.id)).scalar_subquery(), String), "-")
    + _SPACE
    + func.coalesce(cast(columns(func.max(Holding.id)).scalar_subquery(), String), "-")
    + _SPACE
    + cast(columns(func.count(col(Account.id))).scalar_subquery(), String)
)


def version_of_people(database: Database) -> str:
    """Changes whenever somebody, a post that is filled, or an account was added, or an account was let in again."""
    version: str = database.first_value(_PEOPLE)
    return version


def link_account(
    session: Session,
    organisation_id: int,
    platform: str,
    tenant: str,
    account: str,
    email: str,
    asked_at: datetime,
    now: datetime,
) -> int | None:
    """The id of the organisation's person with this address, whose account it is from now on; None without one.

    Nobody, too, where the secretariat has cut off an account of theirs on the platform: letting in again is its right.
    """
    has_address = Person.organisation_id == organisation_id, Person.email == email.strip().lower()
    person = session.exec(select(Person).where(*has_address).with_for_update()).first()
    if person is None:
        return None
    row = session.exec(
        select(Account).where(
            Account.organisation_id == organisation_id,
            Account.platform == platform,
            Account.tenant == tenant,
            Account.account == account,
        )
    ).first()
    if row is not None and row.cut_off is None:
        return row.person_id
    if row is not None and row.cut_off is CutOff.SECRETARIAT:
        return None
    if is_barred(session, platform, person.id):
        return None
    row = row or Account(
        organisation_id=organisation_id, person_id=person.id, platform=platform, tenant=tenant, account=account
    )
    row.person_id, row.checked_at, row.cut_off, row.told_at = person.id, asked_at, None, None
    session.add(row)
    # The log is for good, the account may have to be erased.
    after = {"platform": platform}
    actor = Actor(person.organisation_id, person.id, now, platform)
    record(session, actor, Change("account.linked", f"person {person.id}", None, after))
    return person.id


def is_barred(session: Session, platform: str, person_id: int) -> bool:
    """Whether the secretariat has cut off an account of this person on a platform."""
    barred = select(Account.id).where(
        Account.platform == platform, Account.person_id == person_id, Account.cut_off == CutOff.SECRETARIAT
    )
    return session.exec(barred).first() is not None


def account_to_write_to(session: Session, platform: str, tenant: str, person_id: int) -> Account | None:
    """The account of a person that counts, as far as is known."""
    mine = select(Account).where(
        Account.platform == platform,
        Account.tenant == tenant,
        Account.person_id == person_id,
        col(Account.cut_off).is_(None),
    )
    return session.exec(mine.order_by(col(Account.id))).first()


def accounts_to_ask_about(
    session: Session, organisation_id: int, platform: str, before: datetime
) -> list[tuple[int, str]]:
    """The accounts of an organisation, by their ids here and there, about which the platform was last asked before
    this time, or never.
    """
    due = or_(col(Account.checked_at).is_(None), col(Account.checked_at) < before)
    counts = Account.organisation_id == organisation_id, Account.platform == platform, col(Account.cut_off).is_(None)
    rows = select(Account).where(*counts, due)
    return [(each.id, each.account) for each in session.exec(rows.order_by(col(Account.id)))]


def mark_checked(session: Session, account_id: int, tenant: str, at: datetime) -> None:
    """The platform says that an account counts, as one of `tenant`: what an event said before is put right."""
    account = session.get(Account, account_id)
    if account is None:
        return
    same = select(Account.id).where(
        Account.organisation_id == account.organisation_id,
        Account.platform == account.platform,
        Account.tenant == tenant,
        Account.account == account.account,
    )
    if account.tenant != tenant and session.exec(same).first() is None:
        account.tenant = tenant
    account.checked_at = at
    session.add(account)


def cut_off(session: Session, actor: Actor, account: Account, why: CutOff) -> None:
    """Let an account count no more, and end what its person has opened with it: sign-in links and sessions."""
    account.cut_off, account.told_at = why, None
    session.add(account)
    after = {"platform": account.platform, "why": why.value}
    record(session, actor, Change("account.cut_off", f"person {account.person_id}", None, after))
    sign_out_everywhere(session, actor, account.person_id)


def let_in_again(session: Session, actor: Actor, accounts: Collection[Account]) -> None:
    """Forget that accounts were cut off: they are recognised like new ones."""
    for account in accounts:
        assert account.cut_off is not None
        before = {"platform": account.platform, "why": account.cut_off.value}
        session.delete(account)
        record(session, actor, Change("account.let_in_again", f"person {account.person_id}", before, None))


def take_word(
    session: Session, organisation_id: int | None, platform: str, account: str, at: datetime
) -> CutOff | None:
    """Why an account of an organisation is cut off, to be told to whoever is behind it: once, then None."""
    untold = (
        update(Account)
        .where(
            col(Account.organisation_id) == organisation_id,
            col(Account.platform) == platform,
            col(Account.account) == account,
            col(Account.cut_off).is_not(None),
            col(Account.told_at).is_(None),
        )
        .values(told_at=at)
        .returning(col(Account.cut_off))
        .execution_options(synchronize_session=False)
    )
    return next((CutOff(why) for (why,) in session.execute(untold)), None)


def is_in_use(session: Session, organisation_id: int | None, platform: str) -> bool:
    """Whether anybody of an organisation has an account of this platform that counts."""
    own = Account.organisation_id == organisation_id, Account.platform == platform, col(Account.cut_off).is_(None)
    return session.exec(select(Account.id).where(*own).limit(1)).first() is not None


def with_people(session: Session, organisation_id: int, account_ids: Collection[int]) -> list[tuple[Account, Person]]:
    """Those of these accounts that count, with whose they are."""
    counted = (
        select(Account, Person)
        .join(Person, col(Person.id) == Account.person_id)
        .where(
            Account.organisation_id == organisation_id,
            col(Account.id).in_(account_ids),
            col(Account.cut_off).is_(None),
        )
    )
    return [(account, person) for account, person in session.exec(counted.order_by(col(Account.id)))]


def accounts_of(session: Session, person_id: int, *, counting: bool) -> Sequence[Account]:
    """The accounts of a person that count, or those that are cut off."""
    which = col(Account.cut_off).is_(None) if counting else col(Account.cut_off).is_not(None)
    return session.exec(select(Account).where(Account.person_id == person_id, which)).all()


def in_reach(session: Session, platform: str) -> frozenset[int]:
    """Who has an account of this platform that counts."""
    counts = select(Account.person_id).where(Account.platform == platform, col(Account.cut_off).is_(None))
    return frozenset(session.exec(counts))


def is_to_be_told(session: Session, organisation_id: int | None, platform: str, account: str) -> bool:
    """Whether an account is cut off and whoever is behind it has not been told so."""
    untold = select(Account.id).where(
        Account.organisation_id == organisation_id,
        Account.platform == platform,
        Account.account == account,
        col(Account.cut_off).is_not(None),
        col(Account.told_at).is_(None),
    )
    return session.exec(untold).first() is not None


def cut_off_accounts(session: Session, organisation_id: int) -> list[tuple[Person, CutOff]]:
    """Whose accounts count no more and why, by name."""
    rows = session.exec(
        select(Person, Account)
        .join(Account, col(Account.person_id) == Person.id)
        .where(Person.organisation_id == organisation_id, col(Account.cut_off).is_not(None))
        .order_by(Person.name, col(Account.id))
    )
    return [(person, CutOff(account.cut_off)) for person, account in rows if account.cut_off]
