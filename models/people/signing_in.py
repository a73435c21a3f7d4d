"""Signing in to the pages: one-time links, and the sessions that they open.

Only hashes of the secrets are kept: whoever reads the record cannot sign in with it, and no event or log has one. What
a session may be used for is asked anew at each request, of the posts that its person holds then. Times are aware UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, String, bindparam, cast, delete, literal_column, update
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select

from models.people.people import Person
from models.record.columns import Numbered, choice
from models.record.database import Database
from models.record.events import Actor, Change, record, take_turn

LINK_LASTS = timedelta(minutes=15)
"""How long somebody has to follow a link that they asked for themselves."""

SESSION_LASTS = timedelta(hours=8)
"""A working day: nobody stays signed in over night."""

LINKS_AT_MOST, WITHIN = 5, timedelta(minutes=10)
"""How many links of one kind are made for a person, and in which time."""

KEPT = timedelta(days=30)
"""How long links and sessions are kept after their end; the log of events says for ever who signed in and when."""


class Purpose(StrEnum):
    """What a link and its session are for: everything that the person may see, or their return and nothing else."""

    PAGES = "pages"
    RETURN = "return"


class SignInLink(Numbered, table=True):
    """A link that opens one session for a person. `made_by_id` asked for it, who may be the secretariat."""

    __tablename__ = "sign_in_link"

    person_id: int = Field(foreign_key="person.id", index=True)
    made_by_id: int = Field(foreign_key="person.id")
    purpose: Purpose = Field(sa_type=choice(Purpose))
    secret_hash: str = Field(unique=True)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class WebSession(Numbered, table=True):
    """A browser that has signed in, until `ends_at` or until it signed out."""

    __tablename__ = "web_session"

    link_id: int = Field(foreign_key="sign_in_link.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: Purpose = Field(sa_type=choice(Purpose))
    secret_hash: str = Field(unique=True)
    began_at: datetime
    ends_at: datetime = Field(index=True)
    signed_out_at: datetime | None = None


class TooManyLinks(Exception):
    """A person had `LINKS_AT_MOST` links of this kind just now; the next one can be made from `again_at`, aware UTC."""

    def __init__(self, again_at: datetime) -> None:
        """`again_at` is when the oldest of them no longer counts."""
        super().__init__("too many links")
        self.again_at = again_at


@dataclass(frozen=True)
class SignedIn:
    """Who is behind a session's secret, what for, until when, and by which link."""

    person_id: int
    purpose: Purpose
    link_id: int
    ends_at: datetime


def make_link(session: Session, actor: Actor, person_id: int, purpose: Purpose, expires_at: datetime) -> str:
    """Make a link for a person; gives its secret, which is nowhere else. The actor without a person is an operator.

    Older links of the same purpose that were not used work no more. Raises `TooManyLinks`.
    """
    take_turn(session, actor)
    same_kind = (col(SignInLink.person_id) == person_id, col(SignInLink.purpose) == purpose)
    lately = columns(col(SignInLink.made_at)).where(*same_kind, col(SignInLink.made_at) > actor.at - WITHIN)
    made = session.execute(lately.order_by(col(SignInLink.made_at).desc()).limit(LINKS_AT_MOST)).scalars().all()
    if len(made) == LINKS_AT_MOST:
        raise TooManyLinks(made[-1] + WITHIN)
    _retire_links(session, actor, *same_kind)
    secret = token_urlsafe(32)
    link = SignInLink(
        person_id=person_id,
        made_by_id=actor.person_id or person_id,
        purpose=purpose,
        secret_hash=_hash(secret),
        made_at=actor.at,
        expires_at=expires_at,
    )
    session.add(link)
    session.flush()
    after = {"person": person_id, "purpose": purpose.value, "expires": expires_at.isoformat()}
    record(session, actor, Change("link.made", _subject(link.id), None, after))
    return secret


def person_of_link(session: Session, secret: str, now: datetime) -> Person | None:
    """Whom a link would sign in at `now`; None when it was used or has expired, or never was one. It stays unused."""
    return session.exec(
        select(Person)
        .join(SignInLink, col(SignInLink.person_id) == Person.id)
        .where(
            SignInLink.secret_hash == _hash(secret), col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > now
        )
    ).first()


def use_link(session: Session, secret: str, now: datetime, door: str) -> tuple[str, SignedIn] | None:
    """Use a link up and begin its session; gives the session's secret. None as `person_of_link`.

    Of two requests at once only one gets it, in whatever processes they are.
    """
    person = person_of_link(session, secret, now)
    if person is None:
        return None
    actor = Actor(person.organisation_id, person.id, now, door)
    take_turn(session, actor)
    taken = session.execute(
        update(SignInLink)
        .where(col(SignInLink.secret_hash) == _hash(secret), col(SignInLink.used_at).is_(None))
        .values(used_at=now)
        .returning(col(SignInLink.id), col(SignInLink.purpose))
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return None
    link_id, purpose = taken
    of_session, ends_at = token_urlsafe(32), now + SESSION_LASTS
    session.add(
        WebSession(
            link_id=link_id,
            person_id=person.id,
            purpose=purpose,
            secret_hash=_hash(of_session),
            began_at=now,
            ends_at=ends_at,
        )
    )
    after = {"person": person.id, "purpose": purpose.value, "ends": ends_at.isoformat()}
    record(session, actor, Change("session.began", _subject(link_id), None, after))
    return of_session, SignedIn(person.id, purpose, link_id, ends_at)


_BEHIND = columns(
    cast(col(WebSession.person_id), String)
    + literal_column("' '")
    + cast(col(WebSession.link_id), String)
    + literal_column("' '")
    + cast(col(WebSession.purpose), String)
    + literal_column("' '")
    + cast(col(WebSession.ends_at), String)
).where(col(WebSession.secret_hash) == bindparam("secret_hash"), col(WebSession.signed_out_at).is_(None))


def signed_in(database: Database, secret: str, now: datetime) -> SignedIn | None:
    """Who is behind a session's secret at `now`; None when it has ended. Every request of a page begins with it."""
    found: str | None = database.first_value(_BEHIND, secret_hash=_hash(secret))
    if found is None:
        return None
    person_id, link_id, purpose, ends = found.split(" ", 3)
    ends_at = datetime.fromisoformat(ends)
    ends_at = ends_at.replace(tzinfo=UTC) if ends_at.tzinfo is None else ends_at.astimezone(UTC)  # SQLite has no zone
    return SignedIn(int(person_id), Purpose(purpose), int(link_id), ends_at) if now < ends_at else None


def sign_out(session: Session, secret: str, now: datetime, door: str) -> None:
    """End a session; one that has ended, or never was, is left as it is."""
    found = session.exec(
        select(WebSession, Person.organisation_id)
        .join(Person, col(Person.id) == WebSession.person_id)
        .where(WebSession.secret_hash == _hash(secret), col(WebSession.signed_out_at).is_(None))
    ).first()
    if found is None:
        return
    ended, organisation_id = found
    ended.signed_out_at = now
    session.add(ended)
    actor = Actor(organisation_id, ended.person_id, now, door)
    record(session, actor, Change("session.ended", _subject(ended.link_id), None, {"person": ended.person_id}))


def sign_out_everywhere(session: Session, actor: Actor, person_id: int) -> bool:
    """End a person's sessions, and let no link work any more that was made for them and not used; whether any did."""
    some = _retire_links(session, actor, col(SignInLink.person_id) == person_id)
    begun = select(WebSession).where(
        WebSession.person_id == person_id, col(WebSession.signed_out_at).is_(None), col(WebSession.ends_at) > actor.at
    )
    for ended in session.exec(begun.order_by(col(WebSession.id))).all():
        ended.signed_out_at = actor.at
        session.add(ended)
        record(session, actor, Change("session.ended", _subject(ended.link_id), None, {"person": person_id}))
        some = True
    return some


_OLD_SIGN_INS = (
    delete(WebSession).where(col(WebSession.ends_at) < bindparam("before")),
    delete(SignInLink).where(
        col(SignInLink.expires_at) < bindparam("before"), col(SignInLink.id).not_in(columns(col(WebSession.link_id)))
    ),
)


def forget_old_sign_ins(session: Session, now: datetime) -> None:
    """Delete the sessions and links that ended `KEPT` ago; called when a process starts."""
    for each in _OLD_SIGN_INS:
        session.execute(each, {"before": now - KEPT}, execution_options={"synchronize_session": False})


def _retire_links(session: Session, actor: Actor, *which: ColumnElement[bool]) -> bool:
    """Let links that were not used work no more; whether there were any."""
    some = False
    open_links = select(SignInLink).where(
        *which, col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > actor.at
    )
    for link in session.exec(open_links.order_by(col(SignInLink.id))).all():
        before, link.expires_at = link.expires_at, actor.at
        session.add(link)
        ended = {"expires": before.isoformat()}, {"expires": actor.at.isoformat()}
        record(session, actor, Change("link.retired", _subject(link.id), *ended))
        some = True
    return some


def _subject(link_id: int | None) -> str:
    return f"link {link_id}"


def _hash(secret: str) -> str:
    """As it is kept. A secret has 256 bits: it needs no salt, and nobody guesses it."""
    return sha256(secret.encode()).hexdigest()
