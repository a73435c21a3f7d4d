"""What the rules ask for, worked out anew from the bare rows: who gets a message on which morning, and why.

A year of ticks is held against it day by day. It uses nothing of `schedules`, nor what that is made of in `models`:
only the rows as they are, and the working calendar, which has tests of its own. Nobody is away or stands in.
"""

import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from models.boards import Board, BoardChannel, BoardKind, Meeting, ReportingBoard
from models.people import Holding, Person, Post, Role
from models.plan import Action
from models.ratings import Rating
from models.snapshots import Snapshot
from models.updates import Update
from models.working_days import WorkingDays
from tests.asking import LONDON

_Row = TypeVar("_Row", bound=SQLModel)
_DAYS = WorkingDays("GB-ENG")
_WEEK = timedelta(days=7)
NOBODY = "-"
"""Whom a message is for that has no reader: a post that is vacant, or that does not exist."""


@dataclass(frozen=True)
class Debt:
    """What one person has to be told on a day: refs by what they are there for, what is overdue the oldest first."""

    overdue: tuple[str, ...]
    near: frozenset[str]
    owed: frozenset[str]

    @property
    def refs(self) -> frozenset[str]:
        """All of it."""
        return self.near | self.owed | set(self.overdue)


class Rows:
    """The record's rows, read once; every question about a day is answered from them."""

    def __init__(self, session: Session) -> None:
        def everything(table: type[_Row]) -> list[_Row]:
            return list(session.exec(select(table)))

        self.people = {person.id: person.email.partition("@")[0] for person in everything(Person)}
        self.posts = everything(Post)
        self.holdings = everything(Holding)
        self.boards = {board.id: board for board in everything(Board)}
        self.meetings = sorted(everything(Meeting), key=lambda meeting: meeting.on)
        self.turns = {(turn.meeting_id, turn.board_id) for turn in everything(ReportingBoard)}
        self.frozen = {snapshot.meeting_id for snapshot in everything(Snapshot)}
        self.channels = everything(BoardChannel)
        self.actions = everything(Action)
        self.updates: dict[int | None, list[Update]] = defaultdict(list)
        self._holders = functools.cache(self._find_holders)
        self._unfinished = functools.cache(self._find_unfinished)
        self._in_plan = functools.cache(self._find_in_plan)
        self.why = functools.cache(self._find_why)
        for update in sorted(everything(Update), key=lambda update: (update.at, update.id or 0)):
            self.updates[update.action_id].append(update)

    def _find_why(self, day: date) -> dict[str, set[str]]:
        """Who gets the message of a working day, in the words of the lists written by hand."""
        assert not _DAYS.rest(day)
        reasons: dict[str, set[str]] = defaultdict(set)
        for person in self._owners(day):
            for action in self._unfinished(person, day):
                assert action.approved_due
                for step in (10, 3, 0):
                    if day == _counted_back(action.approved_due, step):
                        reasons[person].add(f"deadline {step}")
            if any(day == _next_working(plain) for plain in self._weeks(person, day)):
                reasons[person].add("overdue")
        self._add_return(day, reasons)
        return dict(reasons)

    def would_have(self, day: date) -> set[str]:
        """Who would have had the message of a day of rest, by plain dates."""
        assert _DAYS.rest(day)
        return {
            person
            for person in self._owners(day)
            if day in self._weeks(person, day)
            or any(action.approved_due == day for action in self._unfinished(person, day))
        }

    def not_sent(self, day: date) -> set[tuple[str, str]]:
        """Who is passed over on a working day, and why: whoever has answered when returns are asked for, vice chairs
        that a board does not have, and the channels of boards that have none.
        """
        found = set()
        for tomorrow in self._before(day):
            if not any(each.board_id == tomorrow.board_id for each in self.channels):
                found.add((NOBODY, "no channel is set for this board: type “/board channel” in it"))
        meeting = self._coming(day)
        steps = _steps(meeting) if meeting else {}
        if meeting is None or day not in steps:
            return found
        owed = self._owed(meeting, day)
        answered = {each.owner_post_id for each in self._reporting(meeting, day)} - {
            each.owner_post_id for each in owed
        }
        people = {person for post in answered for person in self._holders(post, day)}
        found |= {(person, "nothing owed") for person in people - self.why(day).keys()}
        for board in {each.board_id for each in owed}:
            if steps[day] == 1 and not self._with(Role.VICE_CHAIR, board, day):
                found.add((NOBODY, f"{self.boards[board].name} has no vice chair to copy in"))
        return found

    def debt(self, person: str, day: date) -> Debt:
        """All that a person has to be told on a day. Returns are owed from the commission to the freeze."""
        near = set()
        for action in self._unfinished(person, day):
            assert action.approved_due
            ahead = [each for each in _days(day, action.approved_due) if not _DAYS.rest(each)]
            if day <= action.approved_due and len(ahead) <= 10:
                near.add(action.ref)
        meeting = self._coming(day)
        open_now = meeting and _counted_back(meeting.on, 20) <= day <= _counted_back(meeting.on, 7)
        owed = self._owed(meeting, day) if meeting and open_now else []
        return Debt(
            tuple(action.ref for action in self._overdue(person, day)),
            frozenset(near),
            frozenset(action.ref for action in owed if person in self._holders(action.owner_post_id, day)),
        )

    def due(self, ref: str) -> date | None:
        """The deadline that counts."""
        return next(action.approved_due for action in self.actions if action.ref == ref)

    def summaries(self, day: date) -> list[str]:
        """Who gets a summary on a day: chairs, and channels with a # before them; once for each meeting."""
        recipients = []
        for meeting in self._before(day):
            chairs = self._with(Role.CHAIR, meeting.board_id, day)
            channels = [f"#{each.channel}" for each in self.channels if each.board_id == meeting.board_id]
            recipients += [*chairs, *channels]
        return recipients

    def _before(self, day: date) -> list[Meeting]:
        """The meetings that come one working day after a day."""
        return [each for each in self.meetings if not each.cancelled and _counted_back(each.on, 1) == day]

    def _add_return(self, day: date, reasons: dict[str, set[str]]) -> None:
        meeting = self._coming(day)
        if meeting is None:
            return
        if _counted_back(meeting.on, 20) <= day <= _counted_back(meeting.on, 7) or day == _counted_back(meeting.on, 6):
            for person in self._with(Role.SECRETARIAT, None, day):
                reasons[person].add("secretariat")
        steps = _steps(meeting)
        owed = self._owed(meeting, day)
        if day not in steps or not owed:
            return
        step = steps[day]
        for action in owed:
            for person in self._holders(action.owner_post_id, day):
                reasons[person].add(f"return {step:+}" if step else "return 0")
        if step == 1:
            for board in {action.board_id for action in owed}:
                for person in self._with(Role.VICE_CHAIR, board, day):
                    reasons[person].add(f"copy +1 {self.boards[board].short_name}")
        if step == 2:
            for person in (*self._with(Role.DIRECTOR, None, day), *self._with(Role.CHAIR, meeting.board_id, day)):
                reasons[person].add("copy +2")

    def _weeks(self, person: str, day: date) -> set[date]:
        """7, 14, 21, … days after the oldest deadline that a person has missed, as far as two weeks after `day`."""
        missed = [action.approved_due for action in self._overdue(person, day) if action.approved_due]
        if not missed:
            return set()
        oldest = min(missed)
        return {oldest + weeks * _WEEK for weeks in range(1, (day - oldest).days // 7 + 3)}

    def _overdue(self, person: str, day: date) -> list[Action]:
        past = ((each.approved_due, each) for each in self._unfinished(person, day) if each.approved_due)
        return [each for due, each in sorted(past, key=lambda pair: pair[0]) if due < day]

    def _find_unfinished(self, person: str, day: date) -> list[Action]:
        """A person's actions in the plan that have a deadline and are not Blue."""
        return [
            action
            for action in self._in_plan(day)
            if action.approved_due
            and person in self._holders(action.owner_post_id, day)
            and self._activity(action, day) is not Rating.BLUE
        ]

    def _owed(self, meeting: Meeting, day: date) -> list[Action]:
        """The actions that report to a meeting and whose latest update was not given for it."""
        latest = ((self._latest(each, day), each) for each in self._reporting(meeting, day))
        return [each for update, each in latest if not (update and update.meeting_id == meeting.id)]

    def _reporting(self, meeting: Meeting, day: date) -> list[Action]:
        reporting = []
        for action in self._in_plan(day):
            board = self.boards.get(action.board_id)
            if not board or board.kind is BoardKind.DELIVERY or (meeting.id, board.id) in self.turns:
                reporting.append(action)
        return reporting

    def _coming(self, day: date) -> Meeting | None:
        """The improvement board's next meeting that is neither frozen nor cancelled."""
        for meeting in self.meetings:
            improvement = self.boards[meeting.board_id].kind is BoardKind.IMPROVEMENT
            if improvement and meeting.on >= day and not meeting.cancelled and meeting.id not in self.frozen:
                return meeting
        return None

    def _find_in_plan(self, day: date) -> list[Action]:
        return [
            action
            for action in self.actions
            if (action.added_on is None or action.added_on <= day)
            and (action.ended_on is None or action.ended_on > day)
        ]

    def _activity(self, action: Action, day: date) -> Rating:
        latest = self._latest(action, day)
        return latest.activity if latest else Rating.GREY

    def _latest(self, action: Action, day: date) -> Update | None:
        """The update that counts at half past nine of a day."""
        moment = datetime.combine(day, time(9, 30), LONDON)
        return next((update for update in reversed(self.updates[action.id]) if update.at <= moment), None)

    def _owners(self, day: date) -> set[str]:
        posts = {action.owner_post_id for action in self._in_plan(day)}
        return {person for post in posts for person in self._holders(post, day)}

    def _with(self, role: Role, board_id: int | None, day: date) -> set[str]:
        """Who holds a post with this role, at this board or, without one, anywhere."""
        posts = [post.id for post in self.posts if post.role is role and board_id in (None, post.board_id)]
        return {person for post in posts for person in self._holders(post, day)}

    def _find_holders(self, post_id: int | None, day: date) -> set[str]:
        return {
            self.people[holding.person_id]
            for holding in self.holdings
            if holding.post_id == post_id
            and (holding.starts is None or holding.starts <= day)
            and (holding.ends is None or holding.ends >= day)
        }


def _steps(meeting: Meeting) -> dict[date, int]:
    """The days on which a return is asked for, with their distance from the day on which it is due."""
    return {_counted_back(meeting.on, 10 - step): step for step in (-3, 0, 1, 2)}


@functools.cache
def _counted_back(day: date, count: int) -> date:
    """`count` working days before a day; none is the day itself, or the last working day before it."""
    back = (day - timedelta(days=number) for number in itertools.count(1 if count else 0))
    working = (each for each in back if not _DAYS.rest(each))
    return next(itertools.islice(working, max(count - 1, 0), None))


def _days(after: date, until: date) -> list[date]:
    """The days after one day, until another, which is included."""
    return [after + timedelta(days=number) for number in range(1, (until - after).days + 1)]


def _next_working(day: date) -> date:
    while _DAYS.rest(day):
        day += timedelta(days=1)
    return day
