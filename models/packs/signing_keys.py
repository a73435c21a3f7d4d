"""The key with which an organisation signs what it publishes: made when it is first needed, and kept in the record.

Whoever can read the record can sign as the organisation; `docs/decisions/0038-a-pack-proves-itself.md` says what that
means. The private half is in no event, no log and no export.
"""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Field, Session, col, select

from models.record.columns import Numbered
from models.record.events import Actor, Change, record, take_turn


class SigningKey(Numbered, table=True):
    """A pair of Ed25519 keys in hexadecimal. The newest of an organisation is in use; earlier ones are told."""

    __tablename__ = "signing_key"

    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    public: str
    private: str = Field(repr=False)
    made_at: datetime


def public_keys(session: Session, organisation_id: int) -> list[tuple[str, datetime]]:
    """The public keys of an organisation and when each was made, the newest first."""
    its = select(SigningKey.public, SigningKey.made_at).where(SigningKey.organisation_id == organisation_id)
    return [(public, made_at) for public, made_at in session.exec(its.order_by(col(SigningKey.id).desc()))]


def key_in_use(session: Session, organisation_id: int) -> SigningKey | None:
    """The key with which an organisation signs; None before the first."""
    its = select(SigningKey).where(SigningKey.organisation_id == organisation_id)
    return session.exec(its.order_by(col(SigningKey.id).desc()).limit(1)).first()


def own_key(session: Session, actor: Actor, new: Callable[[], tuple[str, str]]) -> SigningKey:
    """The key with which an organisation signs; `new` makes the first one, private and public. Of processes that need
    it at the same time one makes it.
    """
    if found := key_in_use(session, actor.organisation_id):
        return found
    take_turn(session, actor)
    return key_in_use(session, actor.organisation_id) or keep_key(session, actor, *new())


def keep_key(session: Session, actor: Actor, private: str, public: str) -> SigningKey:
    """Keep a pair of keys: from now on it is the one in use. The log has the public one."""
    take_turn(session, actor)
    made = SigningKey(organisation_id=actor.organisation_id, public=public, private=private, made_at=actor.at)
    session.add(made)
    session.flush()
    record(session, actor, Change("signing_key.made", "signing key", None, {"public": public}))
    return made
