"""Who sees the draft of a pack: those with the right, and who gives a review of it or stands in for them; and who may
have what is not public of it.
"""

from sqlmodel import Session

from handlers.access import drafts_seen_by
from handlers.requests import Request
from models.packs.reviews import boards_reviewed_by
from models.people.people import Role


def drafts_of(session: Session, request: Request) -> frozenset[int] | None:
    """The ids of the boards whose drafts the asker sees; None for those of every board."""
    seen = drafts_seen_by(request.asker)
    return None if seen is None else seen | boards_reviewed_by(session, [*request.asker.answers_for])


def may_have_all(session: Session, request: Request, board_id: int) -> bool:
    """Whether the asker may have what is not public of a board's papers: its members, who do not only observe it, and
    who saw the draft.
    """
    seen = drafts_of(session, request)
    member_of = {each.board_id for each in request.asker.posts if each.role is not Role.OBSERVER}
    return seen is None or board_id in seen | member_of
