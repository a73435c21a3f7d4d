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
from models.position.snapshots import seen_before
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


def compared_for(
    session: Session, plan: Plan, request: Request, boards: Sequence[date | Month | LastBoard], compared: bool
) -> tuple[Position, str]:
    """The position of the board that is named, and of several that are `compared` that of the latest, with what is to
    be said of the others: each board stands beside the one before it, and beside no other.

    One that is compared with nothing is compared with the position as it stands.
    """
    found = [position_for(session, plan, request, board) for board in boards]
    if not compared and found:
        return found[0], ""
    if len(found) < 2:
        found.append(position_for(session, plan, request, None))
    found.sort(key=lambda each: each.meeting.on if each.meeting else date.max)
    shown, previous = found[-1], found[-1].previous
    beside = previous[1].on if previous else None
    others = {each.meeting.on for each in found if each.meeting} - {shown.meeting.on if shown.meeting else None, beside}
    if not others or beside is None:
        return shown, ""
    days = joined([day(on) for on in sorted(others)])
    said = f"A board is compared with the one before it, so this is beside {day(beside)}, and not {days}."
    return shown, f"{said} “/brag {day(max(others))}” shows that one."


def uncompared(request: Request, position: Position) -> str:
    """That a later board than the previous one is frozen and not published, and who publishes it; else empty."""
    if position.unpublished is None:
        return ""
    how = "“/pack publish” does it" if may(request.asker, Permission.KEEP_THE_RECORD) else "the secretariat does it"
    return f"The figures of {day(position.unpublished)} are frozen but not published, so not compared with yet: {how}."


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
