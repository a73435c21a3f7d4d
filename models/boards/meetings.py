"""Meetings: adding one, cancelling one, and planning the turns of those who report anew; each leaves its events.

`/board` calls this. Meetings that come with a plan file are taken as they are written there, by the import. A board
that nobody has reported to has no turns: its meetings just come and go.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.boards.boards import Board, Meeting, ReportingBoard
from models.boards.cycles import cycle_of
from models.boards.rota import NOBODY, Group, Sitting, Turns, commissioned_after, with_meeting, without_meeting
from models.record.events import Actor, Change, record, record_many
from models.record.rules import Rules


@dataclass(frozen=True)
class MovedTurn:
    """A meeting whose turn was planned anew."""

    on: date
    before: Group
    after: Group


@dataclass(frozen=True)
class Added:
    """A meeting that was added, who reports to it in turn, and the later meetings whose turn moved.

    `commissioned` is the later meeting whose turn can no longer move, if that is why nobody is in turn for this one.
    """

    meeting: Meeting
    group: Group
    moved: tuple[MovedTurn, ...]
    commissioned: date | None


def add_meeting(
    session: Session,
    actor: Actor,
    board: Board,
    on: date,
    given: Group | None,
    rules: Rules,
    today: date,
    frozen: Collection[int],
) -> Added:
    """Add a meeting, or take up the cancelled one of that day; the turns of later ones go on from it.

    `given` are the partnership boards that report to it, None for those whose turn it is; `today` is local; `frozen`
    are the meetings whose figures are fixed. The caller has taken its turn at the record, and made sure that the board
    has no other meeting on that day.
    """
    calendar = _Calendar(session, actor, board, rules, today, frozen)
    group, anew = with_meeting(calendar.sittings, on, given)
    meeting = calendar.of_day.get(on)
    what = "meeting.taken_up" if meeting else "meeting.added"
    if meeting is None:
        meeting = Meeting(board_id=board.id, on=on)
    meeting.cancelled, meeting.entered_at = None, actor.at
    session.add(meeting)
    session.flush()
    calendar.let_report(meeting, group)
    after = {"board": board.name, "reporting": calendar.names(group)}
    moved = calendar.move(anew, Change(what, _subject(on), None, after))
    commissioned = commissioned_after(calendar.sittings, on) if given is None else None
    return Added(meeting, group, moved, commissioned)


def cancel_meeting(
    session: Session,
    actor: Actor,
    board: Board,
    on: date,
    reason: str,
    rules: Rules,
    today: date,
    frozen: Collection[int],
) -> tuple[MovedTurn, ...]:
    """Cancel the board's meeting of a day, for a reason in words; gives the later ones whose turn moved.

    `today` is local; `frozen` are the meetings whose figures are fixed. The caller has taken its turn at the record,
    and made sure that the meeting is there and may go.
    """
    calendar = _Calendar(session, actor, board, rules, today, frozen)
    meeting = calendar.of_day[on]
    before = {"board": board.name, "reporting": calendar.names(calendar.group_of(meeting))}
    kept, anew = without_meeting(calendar.sittings, on)
    calendar.let_report(meeting, kept)
    meeting.cancelled = reason
    session.add(meeting)
    return calendar.move(anew, Change("meeting.cancelled", _subject(on), before, None))


def set_data_month(session: Session, actor: Actor, meeting: Meeting, month: date) -> None:
    """Say of which month a meeting's data are, by its first day. The caller has taken its turn at the record."""
    before = meeting.data_month.isoformat() if meeting.data_month else None
    if before == month.isoformat():
        return
    meeting.data_month = month
    session.add(meeting)
    told = {"data_month": month.isoformat()}
    record(session, actor, Change("meeting.data_month", _subject(meeting.on), {"data_month": before}, told))


def reporting_to(session: Session, meetings: Iterable[Meeting]) -> dict[int, Group]:
    """Which partnership boards report to each of these meetings, by meeting; those without any are left out."""
    ids = [each.id for each in meetings]
    found: dict[int, set[int]] = {}
    for row in session.exec(select(ReportingBoard).where(col(ReportingBoard.meeting_id).in_(ids))):
        found.setdefault(row.meeting_id, set()).add(row.board_id)
    return {meeting_id: frozenset(boards) for meeting_id, boards in found.items()}


class _Calendar:
    """Every meeting of one board, cancelled or not, as it stood before the change."""

    def __init__(
        self, session: Session, actor: Actor, board: Board, rules: Rules, today: date, frozen: Collection[int]
    ) -> None:
        self.session, self.actor = session, actor
        meetings = session.exec(select(Meeting).where(Meeting.board_id == board.id).order_by(col(Meeting.id))).all()
        self.of_day = {each.on: each for each in meetings}
        self._reporting = reporting_to(session, meetings)
        self.sittings = [
            Sitting(
                on=each.on,
                group=self.group_of(each),
                fixed=each.id in frozen or cycle_of(each, rules).commission < today,
                cancelled=each.cancelled is not None,
            )
            for each in meetings
        ]

    def group_of(self, meeting: Meeting) -> Group:
        """The boards that reported to a meeting before the change."""
        return self._reporting.get(meeting.id, NOBODY)

    def names(self, group: Group) -> list[str]:
        """The names of boards, in the order in which they were added to the record."""
        boards = select(Board.name).where(col(Board.id).in_(group)).order_by(col(Board.id))
        return list(self.session.exec(boards))

    def let_report(self, meeting: Meeting, group: Group) -> None:
        """Let these boards, and no others, report to a meeting in turn."""
        self.session.execute(delete(ReportingBoard).where(col(ReportingBoard.meeting_id) == meeting.id))
        self.session.add_all(ReportingBoard(meeting_id=meeting.id, board_id=each) for each in group)
        self.session.flush()

    def move(self, anew: Turns, because: Change) -> tuple[MovedTurn, ...]:
        """Give later meetings their turns anew; the event of the change that moved them comes first."""
        changes = [because]
        moved = [MovedTurn(on, self.group_of(self.of_day[on]), group) for on, group in anew.items()]
        for each in moved:
            self.let_report(self.of_day[each.on], each.after)
            before, after = ({"reporting": self.names(group)} for group in (each.before, each.after))
            changes.append(Change("meeting.turn_moved", _subject(each.on), before, after))
        record_many(self.session, self.actor, changes)
        return tuple(moved)


def _subject(on: date) -> str:
    return f"meeting {on.isoformat()}"
