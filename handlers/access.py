"""Who may do what: one function, and in doubt the answer is no.

Asked by the desk before a handler runs, and again on every button and form: the card may be older than the right.
"""

from enum import Enum

from handlers.errors import Refused
from handlers.requests import Asker
from models.people import Role
from models.plan import Action


class Permission(Enum):
    """A right; the value says in plain words who has it."""

    READ = "anybody who holds a post in the organisation"
    SHARE = "chairs, vice chairs, the director and the secretariat"
    UPDATE = "the action's senior responsible officer, or a recorded delegate"
    NOMINATE = "the action's senior responsible officer, chairs, vice chairs, the director and the secretariat"
    AUDIT = "chairs, vice chairs, the director, the adviser and the secretariat"
    KEEP_THE_RECORD = "the secretariat"


_ROLES = {
    Permission.READ: frozenset(Role),
    Permission.SHARE: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.DIRECTOR, Role.SECRETARIAT}),
    Permission.UPDATE: frozenset({Role.SRO}),
    Permission.AUDIT: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.DIRECTOR, Role.ADVISER, Role.SECRETARIAT}),
    Permission.KEEP_THE_RECORD: frozenset({Role.SECRETARIAT}),
}


def may(asker: Asker, permission: Permission, action: Action | None = None) -> bool:
    """Whether a post that the asker holds today gives the right; for UPDATE, that post must own the action.

    Updates, and nothing else, are also open to a recorded delegate (`domain.md` 4.2). Who may share or update an action
    may nominate it.
    """
    if permission is Permission.NOMINATE:
        return may(asker, Permission.SHARE) or may(asker, Permission.UPDATE, action)
    roles = _ROLES.get(permission, frozenset())
    held = (*asker.posts, *asker.stands_in_for) if permission is Permission.UPDATE else asker.posts
    posts = [post for post in held if post.role in roles]
    if permission is Permission.UPDATE and action is not None:
        return any(post.post_id == action.owner_post_id for post in posts)
    return bool(posts)


def require(asker: Asker, permission: Permission, action: Action | None = None) -> None:
    """Raise `Refused`, saying who may, unless `may`."""
    if not may(asker, permission, action):
        held = ", ".join(post.title for post in asker.posts) or "no post at present"
        about = (
            f"Action {action.ref} is not yours to {permission.name.lower()}" if action else "That is not open to you"
        )
        raise Refused(f"{about}: it is for {permission.value}. You hold: {held}.")
