"""Adding boards, their other names and their meetings, as a list names them.

An operation adds what it did to `changes`, which its caller records together; the caller has taken its turn.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from models.boards.boards import Board, BoardAlias, BoardKind, Meeting, ReportingBoard, board_names, meetings_of
from models.record.events import Change


class NewBoard(NamedTuple):
    """A board as a list has it."""

    name: str
    short_name: str | None
    kind: BoardKind
    aliases: tuple[str, ...]


class NewMeeting(NamedTuple):
    """A meeting as a list has it: its board and those who report to it, by id and name."""

    board: tuple[int, str]
    on: date
    reporting: tuple[tuple[int, str], ...]


def add_boards(session: Session, organisation_id: int, listed: Iterable[NewBoard], changes: list[Change]) -> None:
    """Add the boards and the other names that the record lacks."""
    known = board_names(session, organisation_id)
    for each in listed:
        board_id = known.get(each.name.casefold())
        if board_id is None:
            board = Board(organisation_id=organisation_id, name=each.name, short_name=each.short_name, kind=each.kind)
            session.add(board)
            session.flush()
            board_id = board.id
            known |= {name.casefold(): board_id for name in (each.name, each.short_name) if name}
            changes.append(Change("board.added", f"board {each.name}", None, {"kind": each.kind.value}))
        for alias in each.aliases:
            if alias.casefold() not in known:
                known[alias.casefold()] = board_id
                add_alias(session, board_id, each.name, alias, changes)


def add_alias(session: Session, board_id: int, name: str, alias: str, changes: list[Change]) -> None:
    """Let a board go by another name, which no board has yet."""
    session.add(BoardAlias(board_id=board_id, alias=alias))
    changes.append(Change("board.alias_added", f"board {name}", None, {"alias": alias}))


def add_meetings(session: Session, listed: Iterable[NewMeeting], at: datetime, changes: list[Change]) -> None:
    """Add the meetings that the record lacks, with the boards that report to them; `at` (aware UTC) is when."""
    listed = list(listed)
    held = meetings_of(session, {each.board[0] for each in listed})
    known = {(meeting.board_id, meeting.on) for meeting in held}
    added: list[tuple[Meeting, NewMeeting]] = []
    for each in listed:
        if (each.board[0], each.on) not in known:
            known.add((each.board[0], each.on))
            added.append((Meeting(board_id=each.board[0], on=each.on, entered_at=at), each))
            after = {"board": each.board[1], "reporting": [name for _, name in each.reporting]}
            changes.append(Change("meeting.added", f"meeting {each.on.isoformat()}", None, after))
    session.add_all(meeting for meeting, _ in added)
    session.flush()
    for meeting, each in added:
        session.add_all(ReportingBoard(meeting_id=meeting.id, board_id=board_id) for board_id, _ in each.reporting)
    session.flush()
