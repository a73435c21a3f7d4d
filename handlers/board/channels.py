"""`/board channel`: where a board's summaries are posted, one channel a door, said in that channel itself."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.board.arguments import improvement_board, named_board
from handlers.board.command import board
from handlers.cards import Card, Text
from handlers.errors import Mistake
from handlers.requests import Request
from models.boards.boards import Board
from models.boards.channels import end_channel, set_channel
from models.record.rules import rules_of
from papers.wording import plural


@board.verb(
    "channel",
    ("/board channel", "post the board's summaries and packs in the channel where you type this"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def channel(session: Session, request: Request) -> Card:
    """Post a board's summaries and packs where this is typed; as `off`, no more."""
    rest = [word for word in request.words if word.casefold() != "off"]
    its_board = _meant(session, request, rest)
    if len(rest) < len(request.words):
        return _end(session, request, its_board)
    if request.origin.private or request.origin.channel is None:
        raise Mistake(
            "Summaries are posted where others read along, and here nobody does. Type it in the channel itself.",
            example="/board channel",
        )
    set_channel(session, request.actor, its_board, request.origin.channel)
    rules = rules_of(session, request.asker.organisation_id)
    before = f"{plural(rules.summary_before, 'working day')} before each meeting, at {rules.summary_at:%H:%M}"
    said = (
        f"The summary for the {its_board.name} is posted in this channel from now on, {before}; its packs are, too, "
        "when they are published. I need to be a member of the channel."
    )
    data = {"board": its_board.name, "door": request.origin.door, "channel": request.origin.channel}
    return Card("Channel set", (Text(said),), data=data)


@board.verb(
    "channel off", ("/board channel off", "post them there no more"), right=Permission.KEEP_THE_RECORD, writes=True
)
def off(session: Session, request: Request) -> Card:
    """Post a board's summaries in no channel of this door any more; said anywhere."""
    return _end(session, request, _meant(session, request, request.words))


def _end(session: Session, request: Request, its_board: Board) -> Card:
    if not end_channel(session, request.actor, its_board):
        raise Mistake(f"No channel is set here for the {its_board.name}.", example="/board channel")
    said = (
        f"The summary for the {its_board.name} is no longer posted in a channel here. Its chair gets it all the same."
    )
    return Card(
        "Channel ended", (Text(said),), data={"board": its_board.name, "door": request.origin.door, "channel": None}
    )


def _meant(session: Session, request: Request, words: list[str]) -> Board:
    name = " ".join(words)
    if name:
        return named_board(session, request.asker.organisation_id, name, '/board channel "Workforce Board"')
    return improvement_board(session, request.asker.organisation_id)
