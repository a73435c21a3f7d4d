"""Linking names as a file writes them to boards and posts of the record. A name that fits nothing is never guessed."""

from sqlmodel import Session

from models.boards.boards import board_names, boards_of
from models.people.people import Role
from models.people.posts import in_office
from models.plan.actions import areas_of
from papers.spacing import folded


class Names:
    """The names that the record knows, read once for an import; all matching is case-folded."""

    def __init__(self, session: Session, organisation_id: int, plan_id: int) -> None:
        """Reads all boards, posts and holders of the organisation, and the plan's areas."""
        self._areas: dict[int | None, str] = {area.id: area.heading for area in areas_of(session, plan_id)}
        self._boards = board_names(session, organisation_id)
        boards, offices = boards_of(session, organisation_id), in_office(session, organisation_id)
        self._held = boards, offices  # while nobody does, a session looks each up anew by its id
        self._board_names = {board.id: board.name for board in boards}
        self._titles: dict[int, str] = {}
        self._posts: dict[str, int] = {}
        by_holder: dict[str, set[int]] = {}
        for post, person in offices:
            self._titles[post.id] = post.title
            if post.role is not Role.SRO:
                continue  # only an SRO's post answers for an action
            self._posts[folded(post.title)] = post.id
            if person is not None:
                for name in (person.name, person.email):
                    by_holder.setdefault(folded(name), set()).add(post.id)
        for name, posts in by_holder.items():
            if len(posts) == 1:
                self._posts.setdefault(name, next(iter(posts)))

    def board(self, written: str | None) -> int | None:
        """The board that goes by this name, short name or alias."""
        return self._boards.get(folded(written)) if written else None

    def post(self, written: str | None) -> int | None:
        """The SRO's post with this title, or the one of the person with this name or e-mail."""
        return self._posts.get(folded(written)) if written else None

    def of_area(self, area_id: int | None) -> str:
        """What an area is called."""
        return self._areas.get(area_id, "")

    def of_owner(self, post_id: int | None, written: str | None) -> str:
        """What an action's owner is called: the post's title, else as a file has written it."""
        return (self._titles.get(post_id) if post_id else None) or written or ""

    def of_board(self, board_id: int | None, written: str | None) -> str:
        """What an action's board is called: its name, else as a file has written it."""
        return (self._board_names.get(board_id) if board_id else None) or written or ""
