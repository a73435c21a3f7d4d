"""`/secretariat boards add`: a board, its kind and who chairs it; the actions whose plan names it so become its own.

A board that is there already only gets the chair. The form of `handlers/setup` does the same.
"""

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Text
from handlers.errors import Mistake
from handlers.grammar import pair_of
from handlers.importing.registers import take_people
from handlers.own_plan import plan_of
from handlers.private_text import refuse_private
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from handlers.secretariat.linked_names import actions_written
from models.boards.adding import NewBoard, add_boards
from models.boards.boards import Board, BoardKind, board_names, improvement_board
from models.people.people import Role
from models.people.posts import posts_with_holders
from models.plan.actions import Plan
from models.plan.linking import link_board
from models.record.events import Change, record_many
from papers.plan.addresses import Listed, has_address, listed
from papers.plan.contents import PersonRow
from papers.wording import joined, plural

_EXAMPLE = '/secretariat boards add "Workforce Board" delivery chair:chair@example.org'
LONGEST = 100
"""Characters of a board's name."""


@secretariat.verb(
    "boards add",
    (_EXAMPLE, "add a board: improvement, delivery or partnership, and who chairs it"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def add(session: Session, request: Request) -> Card:
    """Add a board, or say who chairs one that is there."""
    kinds = {kind.value: kind for kind in BoardKind}
    chairs = [pair[1] for word in request.words if (pair := pair_of(word)) and pair[0] == "chair"]
    named = [word for word in request.words if (pair_of(word) or [""])[0] != "chair"]
    if len(named) != 2 or named[1].casefold() not in kinds or len(chairs) > 1:
        raise Mistake(
            f"I need the board's name in quotation marks and its kind: {joined([*kinds], 'or')}; and, if you know it, "
            "chair: with an e-mail address.",
            typed=request.text,
            example=_EXAMPLE,
        )
    if wrong := wrong_in_name(named[0]):
        raise Mistake(wrong, example=_EXAMPLE)
    chair = listed(chairs[0]) if chairs else None
    if chairs and chair is None:
        raise Mistake(f"“{chairs[0]}” is no e-mail address.", example=_EXAMPLE)
    said = add_board(session, plan_of(session, request), request, named[0], kinds[named[1].casefold()], chair)
    return Card("Boards", (Text(said),), data={"board": named[0]})


def wrong_in_name(typed: str) -> str:
    """What is wrong where somebody typed who chairs a board for what it is called, in words; empty where nothing is.

    A board keeps its name, so a slip would stay in every pack. A name that stands in the plan is not typed.
    """
    if not has_address(typed):
        return ""
    return f"“{typed}” has an e-mail address in it: that is who chairs the board, not what it is called."


def add_board(session: Session, plan: Plan, request: Request, name: str, kind: BoardKind, chair: Listed | None) -> str:
    """Add a board, give it the actions whose plan names it so, and let somebody chair it; says what was done.

    Raises `Mistake`, before anything is written, for a name that cannot be one, and where the board is there and of
    another kind, or another one is that all report to.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST:
        raise Mistake(f"A board's name has 1 to {LONGEST} characters.", example=_EXAMPLE)
    refuse_private(name if chair is None else f"{name} {chair.name}", request.today, "The name")
    board_id = board_names(session, plan.organisation_id).get(name.casefold())
    board = session.get_one(Board, board_id) if board_id is not None else None
    if board is not None and board.kind is not kind:
        raise Mistake(f"{board.name} is there already, as a board of the kind “{board.kind.value}”.")
    first = improvement_board(session, plan.organisation_id)
    if board is None and kind is BoardKind.IMPROVEMENT and first is not None:
        raise Mistake(f"The others report to the {first.name} already.", example="/secretariat boards")
    changes: list[Change] = []
    done = []
    if board is None:
        add_boards(session, plan.organisation_id, [NewBoard(name, None, kind, ())], changes)
        board = session.get_one(Board, board_names(session, plan.organisation_id)[name.casefold()])
        actions = actions_written(session, plan, "board_written", name)
        link_board(session, actions, board.id, changes)
        done.append(
            f"is added as the kind “{kind.value}”" + (f", with {plural(len(actions), 'action')}" if actions else "")
        )
    if chair is not None:
        title = _chair_of(session, plan, request, board)
        row = PersonRow("", title, Role.CHAIR, board.name, chair.name or title, chair.address, request.today)
        take_people(session, request.actor, (row,), board_names(session, plan.organisation_id), changes)
        done.append(f"is chaired by {chair.address.lower()} from today")
    record_many(session, request.actor, changes)
    return f"{board.name} {joined(done) or 'is there already: nothing was changed'}."


def _chair_of(session: Session, plan: Plan, request: Request, board: Board) -> str:
    """The title of the post that chairs a board: the one that is there, else a new one."""
    posts = [post for post, _ in posts_with_holders(session, plan.organisation_id, request.today)]
    there = next((post.title for post in posts if post.role is Role.CHAIR and post.board_id == board.id), None)
    title = f"Chair, {board.name}"
    return there or (f"{title} (chair)" if title in {post.title for post in posts} else title)
