"""`/board`: the calendar for everybody; meetings and the board's channel for those who keep the record."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.board import cards
from handlers.board.arguments import (
    EVERY,
    REPORTING,
    board_in_front,
    improvement_board,
    named_board,
    read_every,
    read_reporting,
)
from handlers.cards import Card
from handlers.days import read_day
from handlers.errors import Mistake
from handlers.private_text import refuse_private
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from models.boards.boards import Board, BoardKind, boards_of, meeting_on_day, meetings_of
from models.boards.cycles import cycle_of
from models.boards.meetings import add_meeting, cancel_meeting, reporting_to
from models.boards.rota import Group
from models.position.snapshots import frozen_meetings, snapshot_of
from models.record.rules import Rules, rules_of
from papers.wording import day, joined, weekday

MEETINGS_SHOWN = 8
WEEKS_AHEAD = 52
"""So far ahead meetings are added that come every so many weeks."""
LONGEST_REASON = 200

NEW = "/board new 10 Jan 2024"
CANCEL = "/board cancel 19 Jul 2023 the chair is ill"


board = registry.command(
    "/board", "The calendar: meetings, the days planned back from them, and whose turn it is to report"
)


@board.verb(
    "calendar",
    ("/board", "the coming meetings, by when what is due for each, who reports in turn, and what comes next"),
    right=Permission.READ,
    unsaid=(Unsaid.NOTHING,),
    asked=(
        "calendar/meetings/meeting",
        "when board/boards/meeting/meetings/return/returns/update/updates/due/freeze/pack/commission/meet/papers",
        "board/boards meet/meets",
        "next/coming board/boards/meeting/meetings/return/returns/freeze",
    ),
    bare=True,
)
def calendar(session: Session, request: Request) -> Card:
    """All that lies ahead."""
    rules = rules_of(session, request.asker.organisation_id)
    boards = _boards(session, request)
    of_id = {each.id: each for each in boards.all}
    meetings = [each for each in meetings_of(session, of_id) if each.on >= request.today]
    standing = [each for each in meetings if each.cancelled is None]
    hidden = standing[request.room_for(MEETINGS_SHOWN) :]
    shown = [each for each in meetings if each not in hidden]
    reporting = reporting_to(session, shown)
    frozen = frozen_meetings(session, of_id)
    coming = [
        cards.ComingMeeting(
            meeting=each,
            board=of_id[each.board_id],
            cycle=cycle_of(each, rules),
            group=reporting.get(each.id, frozenset()),
            frozen=each.id in frozen,
        )
        for each in shown
    ]
    return cards.calendar(coming, len(hidden), boards, rules, request.today)


@board.verb(
    "new",
    (NEW, "add a meeting of the improvement board; the next boards in turn report to it"),
    ('/board new 12 Jan 2024 "Workforce Board"', "add a meeting of another board"),
    (EVERY, "add this one and, for a year, those that follow; on a day when nobody works, the next working day"),
    (REPORTING, "say yourself who reports in turn; reporting:none for nobody"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def new(session: Session, request: Request) -> Card:
    """Add a meeting, or a year of them."""
    organisation_id = request.asker.organisation_id
    given, words = read_reporting(session, organisation_id, request.words)
    weeks, words = read_every(words)
    on, words = read_day(words, request.today, NEW)
    if words:
        its_board = named_board(session, organisation_id, " ".join(words), '/board new 12 Jan 2024 "Workforce Board"')
    else:
        its_board = improvement_board(session, organisation_id)
    return plan_meetings(session, request, its_board, on, weeks, given)


def plan_meetings(
    session: Session,
    request: Request,
    its_board: Board,
    on: date,
    weeks: int | None = None,
    given: Group | None = None,
    then: Sequence[Group] = (),
) -> Card:
    """Add a board's meeting on a day and, every so many weeks from it, those of a year. `given` are the boards that
    report to the first in turn, `then` those that report to the following ones; after these their turns go on.

    Raises `Mistake`, before anything is written, where the first cannot be.
    """
    organisation_id = request.asker.organisation_id
    if given is not None and its_board.kind is not BoardKind.IMPROVEMENT:
        raise Mistake("Boards report in turn to the improvement board only.", example=REPORTING)
    rules = rules_of(session, organisation_id)
    refuse_day(on, rules, request.today, cards.name_typed(its_board))
    actor = request.actor
    there = meeting_on_day(session, its_board.id, on)
    if there and there.cancelled is None:
        raise Mistake(
            f"The {its_board.name} meets on {day(on)} already. To change who reports, cancel it and add it anew.",
            example="/board calendar",
        )
    again = there.cancelled if there else None
    frozen = frozen_meetings(session, [its_board.id])
    found = add_meeting(session, actor, its_board, on, given, rules, request.today, frozen)
    coming = cards.ComingMeeting(found.meeting, its_board, cycle_of(found.meeting, rules), found.group, frozen=False)
    card = cards.added(found, coming, again, _boards(session, request), request.today)
    if weeks is None:
        return card
    following: list[cards.Following] = []
    for planned in (on + timedelta(weeks=count) for count in range(weeks, WEEKS_AHEAD + 1, weeks)):
        working = rules.days.on_or_after(planned)
        if meeting_on_day(session, its_board.id, working) is None:
            its_turn = then[len(following)] if len(following) < len(then) else None
            next_one = add_meeting(session, actor, its_board, working, its_turn, rules, request.today, frozen)
            following.append(cards.Following(working, next_one.group, rules.days.rest(planned)))
    return cards.with_those_that_follow(card, weeks, following, _boards(session, request))


def refuse_day(on: date, rules: Rules, today: date, named: str = "") -> None:
    """Raise a `Mistake` for a day that has passed or on which nobody works; `named` is typed after the day in its
    example, for a board that is not the improvement board.
    """
    if on < today:
        first = rules.days.shifted(today, rules.commission_before)
        raise Mistake(
            f"{day(on)} has passed. The first day with a whole cycle ahead of it is {weekday(first)}.",
            example=f"/board new {day(first)}{named}",
        )
    rest = rules.days.rest(on)
    if rest:
        free = rules.days.on_or_after(on)
        why = f"a {on:%A}" if rest == "weekend" else rest
        raise Mistake(
            f"{weekday(on)} is no working day: it is {why}. The next one is {weekday(free)}.",
            example=f"/board new {day(free)}{named}",
        )


@board.verb(
    "cancel",
    (CANCEL, "cancel a meeting; the turns go on with the next one"),
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def cancel(session: Session, request: Request) -> Card:
    """Cancel a meeting."""
    on, words = read_day(request.words, request.today, CANCEL)
    actor = request.actor
    its_board, words = _board_that_meets(session, request, on, words)
    reason = " ".join(words).strip(" ,;:")
    if not reason:
        raise Mistake("Why is it cancelled? The reason is kept with the meeting.", example=CANCEL)
    if len(reason) > LONGEST_REASON:
        raise Mistake(f"Please give the reason in {LONGEST_REASON} characters; nothing was changed.", example=CANCEL)
    refuse_private(reason, request.today, "The reason")
    rules = rules_of(session, request.asker.organisation_id)
    frozen = frozen_meetings(session, [its_board.id])
    moved = cancel_meeting(session, actor, its_board, on, reason, rules, request.today, frozen)
    return cards.cancelled(its_board, on, reason, moved, _boards(session, request))


def _board_that_meets(session: Session, request: Request, on: date, words: list[str]) -> tuple[Board, list[str]]:
    """The board whose meeting of a day may be cancelled, and the words without its name."""
    boards = {each.id: each for each in _boards(session, request).all}
    meetings = [each for each in meetings_of(session, boards) if each.on == on]
    named, rest = board_in_front(session, request.asker.organisation_id, words)
    mine = [each for each in meetings if named and each.board_id == named.id]
    if mine:
        meetings, words = mine, rest
    standing = [each for each in meetings if each.cancelled is None]
    if len(standing) > 1:
        names = [boards[each.board_id].name for each in standing]
        raise Mistake(
            f"{joined(names)} meet on {day(on)}. Name the one that is cancelled after the date.",
            example=f'/board cancel {day(on)} "{names[0]}" the chair is ill',
        )
    if not standing:
        gone = f": it was cancelled already ({meetings[0].cancelled})" if meetings else ""
        raise Mistake(f"No board meets on {day(on)}{gone}.", example="/board calendar")
    (meeting,) = standing
    if on < request.today:
        raise Mistake(f"{day(on)} has passed: only a meeting that lies ahead can be cancelled.", example=CANCEL)
    if snapshot_of(session, meeting.id):
        raise Mistake(
            f"The position for {day(on)} is frozen, so that meeting can no longer be cancelled.",
            example="/board calendar",
        )
    return boards[meeting.board_id], words


def _boards(session: Session, request: Request) -> cards.Boards:
    return cards.Boards(boards_of(session, request.asker.organisation_id))
