"""`/board channel`: where a board's summaries are posted, one channel a door, said in that channel itself."""

from sqlmodel import Session

from handlers.access import Permission, require
from handlers.board.reading import improvement_board, named_board
from handlers.cards import Card, Text
from handlers.errors import Mistake
from handlers.requests import Request
from models.boards.boards import Board, BoardChannel
from models.record.events import Actor, Change, record, take_turn
from models.record.rules import rules_of
from papers.wording import plural


def channel(session: Session, request: Request, words: list[str]) -> Card:
    """Post a board's summaries where this is typed, or no more through this door: `off`, from anywhere."""
    require(request.asker, Permission.KEEP_THE_RECORD)
    off = "off" in (word.casefold() for word in words)
    name = " ".join(word for word in words if word.casefold() != "off")
    organisation_id = request.asker.organisation_id
    if name:
        board = named_board(session, organisation_id, name, '/board channel "Workforce Board"')
    else:
        board = improvement_board(session, organisation_id)
    actor = Actor(organisation_id, request.asker.id, request.now, request.origin.door)
    take_turn(session, actor)
    if off:
        return _end(session, actor, board)
    if request.origin.private or request.origin.channel is None:
        raise Mistake(
            "Summaries are posted where others read along, and here nobody does. Type it in the channel itself.",
            example="/board channel",
        )
    set_channel(session, actor, board, request.origin.channel)
    rules = rules_of(session, organisation_id)
    before = f"{plural(rules.summary_before, 'working day')} before each meeting, at {rules.summary_at:%H:%M}"
    said = (
        f"The summary for the {board.name} is posted in this channel from now on, {before}; its packs are, too, when "
        "they are published. I need to be a member of the channel."
    )
    data = {"board": board.name, "door": request.origin.door, "channel": request.origin.channel}
    return Card("Channel set", (Text(said),), data=data)


def _end(session: Session, actor: Actor, board: Board) -> Card:
    if not end_channel(session, actor, board):
        raise Mistake(f"No channel is set here for the {board.name}.", example="/board channel")
    said = f"The summary for the {board.name} is no longer posted in a channel here. Its chair gets it all the same."
    return Card("Channel ended", (Text(said),), data={"board": board.name, "door": actor.door, "channel": None})


def set_channel(session: Session, actor: Actor, board: Board, channel: str) -> None:
    """Let a board's summaries go to this channel of the actor's door, instead of the one before."""
    kept = session.get(BoardChannel, (board.id, actor.door))
    before = {"channel": kept.channel} if kept else None
    kept = kept or BoardChannel(board_id=board.id, door=actor.door, channel=channel)
    kept.channel = channel
    session.add(kept)
    if before != {"channel": channel}:
        record(session, actor, Change("board.channel_set", f"board {board.name}", before, {"channel": channel}))


def end_channel(session: Session, actor: Actor, board: Board) -> bool:
    """Let no channel of the actor's door have a board's summaries; False when none had."""
    kept = session.get(BoardChannel, (board.id, actor.door))
    if kept is None:
        return False
    session.delete(kept)
    record(session, actor, Change("board.channel_ended", f"board {board.name}", {"channel": kept.channel}, None))
    return True
