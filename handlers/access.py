"""Who may do what: one function, and in doubt the answer is no.

Asked by the dispatcher before a handler runs, and again on every button and form: the card may be older than the right.
"""

from enum import Enum

from handlers.errors import Refused
from handlers.requests import Asker
from models.people.people import HeldPost, Role
from models.plan.actions import Action


class Permission(Enum):
    """A right; the value says in plain words who has it."""

    READ = "anybody who holds a post in the organisation"
    SHARE = "chairs, vice chairs, the director and the secretariat"
    UPDATE = "the action's senior responsible officer, or a recorded delegate"
    NOMINATE = "the action's senior responsible officer, the chair and vice chair of its board, and the secretariat"
    PROPOSE = "the action's SRO or a recorded delegate, the chair and vice chair of its board, and the secretariat"
    ESCALATE = "the action's senior responsible officer, a recorded delegate, and the secretariat"
    DELEGATE = "whoever is asked for something: chairs, SROs, leads, reviewers and the secretariat"
    TRACK_RECORDS = "chairs, the director and the secretariat; your own is “/action track”"
    AUDIT = "chairs, vice chairs, the director, the adviser and the secretariat"
    SEE_DRAFTS = "the secretariat, the board's chair and the reviewers"
    KEEP_THE_RECORD = "the secretariat"


_ROLES = {
    Permission.READ: frozenset(Role),
    Permission.SHARE: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.DIRECTOR, Role.SECRETARIAT}),
    Permission.UPDATE: frozenset({Role.SRO}),
    Permission.NOMINATE: frozenset({Role.SRO, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT}),
    Permission.PROPOSE: frozenset({Role.SRO, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT}),
    Permission.ESCALATE: frozenset({Role.SRO, Role.SECRETARIAT}),
    Permission.DELEGATE: frozenset(Role) - {Role.ADVISER, Role.OBSERVER},
    Permission.TRACK_RECORDS: frozenset({Role.CHAIR, Role.DIRECTOR, Role.SECRETARIAT}),
    Permission.AUDIT: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.DIRECTOR, Role.ADVISER, Role.SECRETARIAT}),
    Permission.SEE_DRAFTS: frozenset({Role.CHAIR, Role.SECRETARIAT, Role.REVIEWER}),
    Permission.KEEP_THE_RECORD: frozenset({Role.SECRETARIAT}),
}


_DELEGATED = (Permission.UPDATE, Permission.PROPOSE, Permission.ESCALATE, Permission.DELEGATE)


def may(asker: Asker, permission: Permission, action: Action | None = None) -> bool:
    """Whether a post that the asker holds today gives the right; with an action, a post that has to do with it.

    Updates, proposals, and having oneself represented, are also open to a recorded delegate (`domain.md` 4.2).
    """
    roles = _ROLES.get(permission, frozenset())
    held = (*asker.posts, *asker.stands_in_for) if permission in _DELEGATED else asker.posts
    posts = [post for post in held if post.role in roles]
    return any(action is None or _concerns(post, action) for post in posts)


def drafts_seen_by(asker: Asker) -> frozenset[int] | None:
    """The ids of the boards whose drafts the asker sees, being in their chair; None for those of every board."""
    posts = [post for post in asker.posts if post.role in _ROLES[Permission.SEE_DRAFTS]]
    if any(post.role is not Role.CHAIR for post in posts):
        return None
    return frozenset(post.board_id for post in posts if post.board_id is not None)


def _concerns(post: HeldPost, action: Action) -> bool:
    """Whether a post has to do with an action: as its owner, in the chair of its board, or keeping the record."""
    match post.role:
        case Role.SRO:
            return post.post_id == action.owner_post_id
        case Role.CHAIR | Role.VICE_CHAIR:
            return action.board_id is not None and post.board_id == action.board_id
        case _:
            return post.role is Role.SECRETARIAT


def require(asker: Asker, permission: Permission, action: Action | None = None) -> None:
    """Raise `Refused`, saying who may, unless `may`."""
    if not may(asker, permission, action):
        held = ", ".join(post.title for post in asker.posts) or "no post at present"
        about = "That is not open to you"
        if action and may(asker, permission):  # another action is
            to_do = "propose changes of" if permission is Permission.PROPOSE else permission.name.lower()
            about = f"Action {action.ref} is not yours to {to_do}"
        raise Refused(f"{about}: it is for {permission.value}. You hold: {held}.")
