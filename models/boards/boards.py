"""Boards, the other names they go by, and their meetings."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, UniqueConstraint, bindparam
from sqlalchemy import select as columns
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.record.columns import Numbered, Row, choice, json_column
from models.record.statements import asked, kept


class BoardKind(StrEnum):
    """What a board is in the reporting line (`domain.md` 3.3). A body (Cabinet, Scrutiny, the adviser) receives papers,
    and nothing is asked of it: it holds no action and owes no return.
    """

    IMPROVEMENT = "improvement"
    DELIVERY = "delivery"
    PARTNERSHIP = "partnership"
    BODY = "body"


IN_THE_LINE = (BoardKind.IMPROVEMENT, BoardKind.DELIVERY, BoardKind.PARTNERSHIP)
"""The kinds of those that report, or are reported to."""


class Board(Numbered, table=True):
    """A board. Delivery boards report to every meeting of the improvement board, partnership boards in turn.

    `sections` is how the list of sections of its papers differs from ours (`models.packs.own_sections`).
    """

    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    organisation_id: int = Field(foreign_key="organisation.id")
    name: str
    short_name: str | None = None
    kind: BoardKind = Field(sa_type=choice(BoardKind))
    sections: list[dict[str, Any]] | None = Field(default=None, sa_type=json_column())


class BoardAlias(Numbered, table=True):
    """Another name under which the same board turns up."""

    __tablename__ = "board_alias"
    __table_args__ = (UniqueConstraint("board_id", "alias"),)

    board_id: int = Field(foreign_key="board.id")
    alias: str


class BoardChannel(Row, table=True):
    """The channel of a door in which a board's summaries are posted."""

    __tablename__ = "board_channel"

    board_id: int = Field(foreign_key="board.id", primary_key=True)
    door: str = Field(primary_key=True)
    channel: str


class Meeting(Numbered, table=True):
    """One sitting of a board, on a local date; a cancelled one says why and counts for nothing.

    `entered_at` is when it was entered in the calendar (None: before that was recorded): one that is entered when the
    day of its freeze has passed is frozen later than planned. `data_month` is the first day of the month that its data
    are of, where that was set (None: `models.boards.cycles.data_month`).
    """

    __table_args__ = (UniqueConstraint("board_id", "on"),)

    board_id: int = Field(foreign_key="board.id")
    on: date = Field(index=True)
    cancelled: str | None = None
    entered_at: datetime | None = None
    data_month: date | None = None


class ReportingBoard(Row, table=True):
    """A partnership board whose turn it is to report to a meeting."""

    __tablename__ = "reporting_board"

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    board_id: int = Field(foreign_key="board.id", primary_key=True)


def board_names(session: Session, organisation_id: int) -> dict[str, int]:
    """Every name, short name and alias, case-folded, to its board's id; of the boards of the reporting line."""
    return _names(session, organisation_id, IN_THE_LINE)


def body_names(session: Session, organisation_id: int) -> dict[str, int]:
    """The same of the bodies that receive papers."""
    return _names(session, organisation_id, (BoardKind.BODY,))


def _names(session: Session, organisation_id: int, kinds: Collection[BoardKind]) -> dict[str, int]:
    names: dict[str, int] = {}
    boards, aliases = _named(organisation_id, tuple(kinds))
    for board in session.exec(boards):
        names[board.name.casefold()] = board.id
        if board.short_name:
            names[board.short_name.casefold()] = board.id
    for alias, board_id in asked(session, aliases):
        names.setdefault(alias.casefold(), board_id)
    return names


@kept
def _named(organisation_id: int, kinds: tuple[BoardKind, ...]) -> tuple[SelectOfScalar[Board], Select[str, int]]:
    """The boards of these kinds, and the other names that they go by."""
    of_these = (col(Board.organisation_id) == organisation_id, col(Board.kind).in_(kinds))
    aliases = columns(col(BoardAlias.alias), col(BoardAlias.board_id)).join(Board, col(Board.id) == BoardAlias.board_id)
    return select(Board).where(*of_these), aliases.where(*of_these)


def coming_meeting(session: Session, organisation_id: int, today: date) -> Meeting | None:
    """The improvement board's next meeting on or after `today`, frozen or not; None without a calendar."""
    return session.exec(_coming(), params={"organisation": organisation_id, "today": today}).first()


@kept
def _coming() -> SelectOfScalar[Meeting]:
    return (
        select(Meeting)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == bindparam("organisation"),
            Board.kind == BoardKind.IMPROVEMENT,
            col(Meeting.on) >= bindparam("today"),
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on))
        .limit(1)
    )


def later_meetings(organisation_id: int, after: date) -> Select[date]:
    """The days of the improvement board's meetings after a day, the next one first; to be asked for."""
    return (
        columns(col(Meeting.on))
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            col(Board.organisation_id) == organisation_id,
            col(Board.kind) == BoardKind.IMPROVEMENT,
            col(Meeting.on) > after,
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on))
    )


def last_meeting(session: Session, organisation_id: int, today: date) -> Meeting | None:
    """The improvement board's last meeting before `today`: a cycle begins on the day after it."""
    return session.exec(_last(), params={"organisation": organisation_id, "today": today}).first()


@kept
def _last() -> SelectOfScalar[Meeting]:
    return (
        select(Meeting)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == bindparam("organisation"),
            Board.kind == BoardKind.IMPROVEMENT,
            col(Meeting.on) < bindparam("today"),
            col(Meeting.cancelled).is_(None),
        )
        .order_by(col(Meeting.on).desc())
        .limit(1)
    )


def boards_of(session: Session, organisation_id: int) -> list[Board]:
    """The boards of an organisation's reporting line, in the order in which they were added."""
    return list(session.exec(_in_the_line(organisation_id)))


@kept
def _in_the_line(organisation_id: int) -> SelectOfScalar[Board]:
    ours = select(Board).where(Board.organisation_id == organisation_id, col(Board.kind).in_(IN_THE_LINE))
    return ours.order_by(col(Board.id))


def improvement_board(session: Session, organisation_id: int | None) -> Board | None:
    """The board to which the others report; the first one, should there be several."""
    mine = select(Board).where(Board.organisation_id == organisation_id, Board.kind == BoardKind.IMPROVEMENT)
    return session.exec(mine.order_by(col(Board.id))).first()


def meetings_between(session: Session, organisation_id: int, first: date, last: date) -> list[Meeting]:
    """The meetings of the boards of the reporting line on these days, the first and the last included, that have not
    been cancelled.
    """
    said = {"organisation": organisation_id, "first": first, "last": last}
    return list(session.exec(_between(), params=said))


@kept
def _between() -> SelectOfScalar[Meeting]:
    return (
        select(Meeting)
        .join(Board, col(Board.id) == Meeting.board_id)
        .where(
            Board.organisation_id == bindparam("organisation"),
            col(Board.kind).in_(IN_THE_LINE),
            col(Meeting.cancelled).is_(None),
            col(Meeting.on) >= bindparam("first"),
            col(Meeting.on) <= bindparam("last"),
        )
        .order_by(col(Meeting.on))
    )


def meeting_by_id(session: Session, organisation_id: int, id: int) -> Meeting | None:
    """The meeting with this id, of any board of the organisation."""
    of_ours = select(Meeting).join(Board, col(Board.id) == Meeting.board_id)
    return session.exec(of_ours.where(Meeting.id == id, Board.organisation_id == organisation_id)).first()


def meeting_on_day(session: Session, board_id: int, on: date) -> Meeting | None:
    """A board's meeting of a day, cancelled or not."""
    return session.exec(select(Meeting).where(Meeting.board_id == board_id, Meeting.on == on)).first()


def meetings_of(session: Session, board_ids: Collection[int]) -> list[Meeting]:
    """Every meeting of these boards, cancelled ones included, in their order."""
    return list(session.exec(select(Meeting).where(col(Meeting.board_id).in_(board_ids)).order_by(col(Meeting.on))))


def names_by_alias(session: Session, organisation_id: int) -> dict[str, str]:
    """The names of boards by their other names, as they are written; one query."""
    rows = select(BoardAlias.alias, Board.name).join(Board, col(Board.id) == BoardAlias.board_id)
    return dict(session.exec(rows.where(Board.organisation_id == organisation_id)).all())


def aliases_of(session: Session) -> dict[int, list[str]]:
    """The other names of boards, by board, in the order in which they were added."""
    found: dict[int, list[str]] = {}
    for each in session.exec(select(BoardAlias).order_by(col(BoardAlias.id))):
        found.setdefault(each.board_id, []).append(each.alias)
    return found
