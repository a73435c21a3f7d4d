"""The channels in which a board's summaries and packs are posted: one a door."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.boards.boards import Board, BoardChannel
from models.record.events import Actor, Change, record


def channels_of(session: Session, board_id: int, doors: Collection[str]) -> list[BoardChannel]:
    """The channels of a board at these doors."""
    of_board = BoardChannel.board_id == board_id, col(BoardChannel.door).in_(doors)
    return list(session.exec(select(BoardChannel).where(*of_board)))


def boards_by_channel(session: Session, organisation_id: int) -> dict[tuple[str | None, str | None], str]:
    """The name of the board whose channel it is, by door and channel."""
    known = select(BoardChannel, Board.name).join(Board, col(Board.id) == BoardChannel.board_id)
    rows = session.exec(known.where(Board.organisation_id == organisation_id))
    return {(each.door, each.channel): name for each, name in rows}


def has_channel(session: Session, organisation_id: int | None, door: str) -> bool:
    """Whether any board of an organisation has its channel at this door."""
    known = select(BoardChannel.board_id).join(Board, col(Board.id) == BoardChannel.board_id)
    own = Board.organisation_id == organisation_id, BoardChannel.door == door
    return session.exec(known.where(*own).limit(1)).first() is not None


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
