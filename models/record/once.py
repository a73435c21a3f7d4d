"""What a transaction asks once: what was read stays known until the transaction ends, or until it is changed in it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlmodel import Session

T = TypeVar("T")


def once(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, asked for once a transaction: what is not there yet (None) is looked for again.

    For what changes by an operation alone that says so (`forget`).
    """
    known = _known(session)
    if key in known:
        return known[key]  # type: ignore[no-any-return]
    found = read()
    if found is not None:
        known[key] = found
    return found


def remember(session: Session, key: Hashable, value: object) -> None:
    """Know a value that was read along with something else."""
    _known(session)[key] = value


def forget(session: Session, key: Hashable) -> None:
    """It has been changed: the next one who asks reads it anew."""
    _known(session).pop(key, None)


def _known(session: Session) -> dict[Hashable, Any]:
    transaction = session.get_transaction()
    of, known = session.info.get("known", (None, {}))
    if transaction is None or of is not transaction:
        known = {}
        session.info["known"] = transaction, known
    return known  # type: ignore[no-any-return]
