"""Which position `/brag` is asked for: as it stands, or as it was frozen for an earlier board, with its own previous.

Called by `command`; who may see what is not published is as with packs.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission, drafts_seen_by, may
from handlers.errors import Mistake
from handlers.filters import LastBoard, Month
from handlers.requests import Request
from models.boards.boards import last_meeting
from models.plan.actions import Plan
from models.position.position import Position, frozen_position, position_at
from models.position.snapshots import seen_before, unpublished_before
from models.record.rules import rules_of
from papers.wording import day, joined

NEAREST = 3
"""How many boards are offered where there was none on the day that was asked for."""

EXAMPLE = "/brag last board"


def position_for(session: Session, plan: Plan, request: Request, board: date | Month | LastBoard | None) -> Position:
    """The position as it stands, or that of the `board`. Raises `Mistake` where there is none that the asker may see.

    Of a board whose figures are not published, who sees its drafts sees the newest version.
    """
    now = position_at(session, plan, request.now, request.today)
    if board is None or (now.meeting and board == now.meeting.on):
        return now
    seen = seen_before(session, plan.organisation_id, request.today, drafts_seen_by(request.asker))
    if isinstance(board, Month):
        board = _in_month(board, [meeting.on for _, meeting in seen], now.meeting.on if now.meeting else None)
        if now.meeting and board == now.meeting.on:
            return now
    found = [each for each in seen if isinstance(board, LastBoard) or each[1].on == board]
    if found:
        snapshot, meeting = found[0]
        return frozen_position(
            session, plan.organisation_id, meeting, snapshot, rules_of(session, plan.organisation_id)
        )
    if isinstance(board, LastBoard):
        raise Mistake("No earlier board has been published, so there is none to show.", example="/brag")
    raise _no_such_board(session, plan, request, board, [meeting.on for _, meeting in seen])


def uncompared(session: Session, request: Request, position: Position) -> str:
    """That a later board than the previous one is frozen and not published, and who publishes it; else empty."""
    before = position.meeting.on if position.meeting else date.max
    waits = unpublished_before(session, request.asker.organisation_id, before)
    if waits is None:
        return ""
    how = "“/pack publish” does it" if may(request.asker, Permission.KEEP_THE_RECORD) else "the secretariat does it"
    return f"The figures of {day(waits.on)} are frozen but not published, so not compared with yet: {how}."


def _in_month(month: Month, seen: Sequence[date], coming: date | None) -> date:
    """The day of the only board that met in a month, or meets there next. Raises `Mistake` where it is not one."""
    boards = sorted({*seen, *([coming] if coming else [])})
    found = [on for on in boards if on.replace(day=1) == month.first]
    if len(found) == 1:
        return found[0]
    if found:
        which = f"Two boards or more met in {month.words}: {joined([day(on) for on in found])}. Which one?"
        raise Mistake(which, example=f"/brag {day(found[-1])}")
    near = sorted(sorted(boards, key=lambda on: abs(on - month.first))[:NEAREST])
    hint = f" Did you mean {joined([day(on) for on in near], 'or')}?" if near else ""
    raise Mistake(f"There are no figures of a board in {month.words}.{hint}", example=EXAMPLE)


def _no_such_board(session: Session, plan: Plan, request: Request, board: date, seen: list[date]) -> Mistake:
    if board > request.today:
        return Mistake(f"{day(board)} is still ahead: “/brag” shows the position as it stands.", example=EXAMPLE)
    nearest = sorted(sorted(seen, key=lambda on: abs(on - board))[:NEAREST])
    hint = f" Did you mean {joined([day(on) for on in nearest], 'or')}?" if nearest else ""
    held = last_meeting(session, plan.organisation_id, board + timedelta(days=1))
    if held and held.on == board:
        return Mistake(f"The figures of the board of {day(board)} are not published.{hint}", example=EXAMPLE)
    return Mistake(f"The improvement board did not meet on {day(board)}.{hint}", example=EXAMPLE)
