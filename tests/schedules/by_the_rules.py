"""What the rules ask for, worked out anew from the bare rows: who gets a message on which morning, and why.

A year of ticks is held against it. It walks through the days in their order and remembers what it has said. It uses
nothing of `schedules` nor what that is made of in `models`: only the rows as they are, and the working calendar, which
has tests of its own. Nobody is away or stands in, and each meeting freezes at six in the evening of its freeze day.
"""

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from models.boards.boards import Board, BoardChannel, BoardKind, Meeting, ReportingBoard
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action
from models.plan.ratings import Rating
from models.record.working_days import WorkingDays
from models.updates.updates import Update
from tests.asking import LONDON

_Row = TypeVar("_Row", bound=SQLModel)
_DAYS = WorkingDays("GB-ENG")
NOBODY = "-"
"""Whom a message is for that has no reader: a post that is vacant, or that does not exist."""
OWN = ("commission", "return", "printed", "deadline", "overdue")
"""How the reasons begin that make a message one of a person's own: it counts in the budget."""
ENOUGH = "has had 3 messages about deadlines since the last board: the next that goes out has it"


def is_own(why: Iterable[str]) -> bool:
    """Whether a message counts in its reader's budget: copies and what the secretariat is told do not."""
    return any(each.startswith(OWN) for each in why)


@dataclass(frozen=True)
class Debt:
    """What one person has to be told on a day: refs by what they are there for, what is overdue the oldest first."""

    overdue: tuple[str, ...]
    near: frozenset[str]
    owed: frozenset[str]
    printed: frozenset[str]

    @property
    def refs(self) -> frozenset[str]:
        """All of it."""
        return self.near | self.owed | self.printed | set(self.overdue)


class Reckoning:
    """A time of days, walked through once: `why` has who is written to on each working day, `passed_over` who is not
    and why, both in the words of the lists written by hand.
    """

    def __init__(self, rows: "Rows", days: Iterable[date]) -> None:
        self.rows = rows
        self.why: dict[date, dict[str, set[str]]] = {}
        self.passed_over: set[tuple[date, str, str]] = set()
        self._said: dict[str, list[tuple[date, set[str]]]] = defaultdict(list)
        for day in days:
            if _DAYS.rest(day):
                self._rest(day)
            else:
                self._work(day)

    def _work(self, day: date) -> None:
        why: dict[str, set[str]] = defaultdict(set)
        self._answered: set[str] = set()
        self._add_return(day, why)
        self._add_freeze(day, why)
        self._add_secretariat(day, why)
        self._add_dates(day, why)
        self.why[day] = {person: reasons for person, reasons in why.items() if reasons}
        for person, reasons in self.why[day].items():
            self._said[person].append((day, reasons))
        self.passed_over |= {(day, person, "nothing owed") for person in self._answered - self.why[day].keys()}
        for meeting in self.rows.before(day):
            if not any(each.board_id == meeting.board_id for each in self.rows.channels):
                none = "no channel is set for this board: type “/board channel” in it"
                self.passed_over.add((day, NOBODY, none))

    def _add_return(self, day: date, why: dict[str, set[str]]) -> None:
        """The commission, and the ladder while something is owed, with its copies."""
        rows, meeting = self.rows, self.rows.collecting(day)
        if meeting is None:
            return
        back = {counted_back(meeting.on, 10 - step): step for step in (-10, -3, 0, 1, 2)}
        if day not in back:
            return
        step = back[day]
        owed = rows.owed(meeting, day)
        owing = {person for action in owed for person in rows.holders(action.owner_post_id, day)}
        for person in owing:
            why[person].add("commission" if step == -10 else f"return {step:+}" if step else "return 0")
        reporting = {
            person for each in rows.reporting(meeting, day) for person in rows.holders(each.owner_post_id, day)
        }
        boards = [rows.boards[board_id] for board_id in {each.board_id for each in owed}]
        if step == 1:
            for board in boards:
                copied = rows.holding(Role.VICE_CHAIR, board.id, day)
                for person in copied:
                    why[person].add(f"copy +1 {board.short_name}")
                if not copied:
                    self.passed_over.add((day, NOBODY, f"{board.name} has no vice chair to copy in"))
        if step == 2 and owed:
            for person in rows.holding(Role.DIRECTOR, None, day) | rows.holding(Role.CHAIR, meeting.board_id, day):
                why[person].add("copy +2")
        self._answered = reporting - owing

    def _add_freeze(self, day: date, why: dict[str, set[str]]) -> None:
        """On the morning after the freeze: what has not been answered by then, and how it is printed."""
        for meeting in self.rows.meetings:
            if self.rows.is_board(meeting) and day == counted_back(meeting.on, 6):
                for action in self.rows.missing(meeting):
                    for person in self.rows.holders(action.owner_post_id, day):
                        why[person].add("printed")

    def _add_secretariat(self, day: date, why: dict[str, set[str]]) -> None:
        """When the cycle opens, answers have come, some are late or about to be missed, and the pack should be out."""
        rows, news = self.rows, set[str]()
        meeting = rows.collecting(day)
        if meeting:
            yesterday = counted_back(day, 1)
            if day == counted_back(meeting.on, 20):
                news.add("opened")
            if any(_at(yesterday) < each.at <= _at(day) and each.meeting_id == meeting.id for each in rows.all_updates):
                news.add("answered")
            if rows.owed(meeting, day):
                news |= {word for word, back in (("late", 9), ("freeze", 7)) if day == counted_back(meeting.on, back)}
        if any(rows.is_board(each) and day == counted_back(each.on, 6) for each in rows.meetings):
            news.add("no pack")
        for person in rows.holding(Role.SECRETARIAT, None, day):
            why[person] |= news

    def _add_dates(self, day: date, why: dict[str, set[str]]) -> None:
        """Deadlines ten working days ahead and on the day, three messages of them at most; what is overdue once in a
        cycle, when there was silence for fourteen days and there is nothing else to say.
        """
        for person in self.rows.owners(day):
            dates = self.rows.due_of(person, day)
            near = {f"deadline {step}" for due in dates for step in (10, 0) if counted_back(due, step) == day}
            enough = self._of_dates(person, day) >= 3
            if is_own(why[person]) or not enough:
                why[person] |= near
            elif near and not why[person]:
                self.passed_over.add((day, person, ENOUGH))
            if not near and not why[person] and not enough and self._overdue_from(person, day) <= day:
                why[person].add("overdue")

    def _overdue_from(self, person: str, day: date) -> date:
        """From when what is overdue is called to mind, in plain days; never, if it has been in this cycle."""
        missed = [due for due in self.rows.due_of(person, day) if due < day]
        if not missed or any("overdue" in reasons for _, reasons in self._in_cycle(person, day)):
            return date.max
        silent_since = self._said[person][-1][0] if self._said[person] else date.min
        return max(
            min(missed) + timedelta(days=1), silent_since + timedelta(days=14) if self._said[person] else date.min
        )

    def _rest(self, day: date) -> None:
        """Who would have been written to by plain dates, had it been a working day."""
        for person in self.rows.owners(day):
            if day in self.rows.due_of(person, day) or (
                self._overdue_from(person, day) == day and self._of_dates(person, day) < 3
            ):
                self.passed_over.add((day, person, _DAYS.rest(day)))

    def _of_dates(self, person: str, day: date) -> int:
        """How many messages of the cycle were of deadlines and of nothing that was asked for."""
        in_cycle = [reasons for _, reasons in self._in_cycle(person, day) if is_own(reasons)]
        return sum(not any(each.startswith(OWN[:3]) for each in reasons) for reasons in in_cycle)

    def _in_cycle(self, person: str, day: date) -> list[tuple[date, set[str]]]:
        """What was said since the last board."""
        last = max(each.on for each in self.rows.meetings if self.rows.is_board(each) and each.on < day)
        return [(on, reasons) for on, reasons in self._said[person] if on > last]


class Rows:
    """The record's rows, read once; every question about a day is answered from them."""

    def __init__(self, session: Session) -> None:
        def everything(table: type[_Row]) -> list[_Row]:
            return list(session.exec(select(table)))

        self.people = {person.id: person.email.partition("@")[0] for person in everything(Person)}
        self.posts = everything(Post)
        self.holdings = everything(Holding)
        self.boards: dict[int | None, Board] = {board.id: board for board in everything(Board)}
        self.meetings = sorted(everything(Meeting), key=lambda meeting: meeting.on)
        self.turns = {(turn.meeting_id, turn.board_id) for turn in everything(ReportingBoard)}
        self.channels = everything(BoardChannel)
        self.actions = everything(Action)
        self.all_updates = sorted(everything(Update), key=lambda update: (update.at, update.id))
        self.updates: dict[int | None, list[Update]] = defaultdict(list)
        for update in self.all_updates:
            self.updates[update.action_id].append(update)
        self.holders = functools.cache(self._find_holders)
        self.due_of = functools.cache(self._find_due_of)
        self._in_plan = functools.cache(self._find_in_plan)

    def debt(self, person: str, day: date) -> Debt:
        """All that a person has to be told on a day. Returns are owed from the commission to the freeze, and after it
        what was missed stands until the board, unless it has been answered since.
        """
        near, overdue = set(), []
        for action in self._pressing(person, day):
            assert action.approved_due
            ahead = [each for each in _days(day, action.approved_due) if not _DAYS.rest(each)]
            if action.approved_due < day:
                overdue.append(action)
            elif len(ahead) <= 10:
                near.add(action.ref)
        meeting = self.collecting(day)
        owed = self.owed(meeting, day) if meeting else []
        board = self.board(day)
        missed = self.missing(board) if board and _at(day) > _freezes(board) else []
        printed = [each for each in missed if not self._answered_after(each, _freezes(board), day)] if board else []
        return Debt(
            tuple(action.ref for action in overdue),
            frozenset(near),
            frozenset(action.ref for action in owed if person in self.holders(action.owner_post_id, day)),
            frozenset(action.ref for action in printed if person in self.holders(action.owner_post_id, day)),
        )

    def due(self, ref: str) -> date | None:
        """The deadline that counts."""
        return next(action.approved_due for action in self.actions if action.ref == ref)

    def summaries(self, day: date) -> list[str]:
        """Who gets a summary on a day: chairs, and channels with a # before them; once for each meeting."""
        recipients = []
        for meeting in self.before(day):
            chairs = self.holding(Role.CHAIR, meeting.board_id, day)
            channels = [f"#{each.channel}" for each in self.channels if each.board_id == meeting.board_id]
            recipients += [*chairs, *channels]
        return recipients

    def before(self, day: date) -> list[Meeting]:
        """The meetings that come one working day after a day."""
        return [each for each in self.meetings if not each.cancelled and counted_back(each.on, 1) == day]

    def is_board(self, meeting: Meeting) -> bool:
        """Whether it is a meeting of the improvement board that takes place."""
        return self.boards[meeting.board_id].kind is BoardKind.IMPROVEMENT and not meeting.cancelled

    def board(self, day: date) -> Meeting | None:
        """The improvement board's next meeting, that of the day included."""
        return next((each for each in self.meetings if self.is_board(each) and each.on >= day), None)

    def collecting(self, day: date) -> Meeting | None:
        """The meeting whose returns are collected on a day: from its commission to its freeze."""
        for meeting in self.meetings:
            if self.is_board(meeting) and counted_back(meeting.on, 20) <= day <= counted_back(meeting.on, 7):
                return meeting
        return None

    def owed(self, meeting: Meeting, day: date) -> list[Action]:
        """The actions that report to a meeting and whose latest update, at half past nine, was not given for it."""
        return self._unanswered(meeting, day, _at(day))

    def missing(self, meeting: Meeting) -> list[Action]:
        """The actions that report to a meeting and are printed without an answer."""
        return self._unanswered(meeting, counted_back(meeting.on, 7), _freezes(meeting))

    def reporting(self, meeting: Meeting, day: date) -> list[Action]:
        """The actions whose board reports to a meeting: delivery boards always, partnership boards in their turn."""
        found = []
        for action in self._in_plan(day):
            board = self.boards[action.board_id]
            if board.kind is BoardKind.DELIVERY or (meeting.id, board.id) in self.turns:
                found.append(action)
        return found

    def owners(self, day: date) -> set[str]:
        """Who holds a post that owns actions."""
        posts = {action.owner_post_id for action in self._in_plan(day)}
        return {person for post in posts for person in self.holders(post, day)}

    def holding(self, role: Role, board_id: int | None, day: date) -> set[str]:
        """Who holds a post with this role, at this board or, without one, anywhere."""
        posts = [post.id for post in self.posts if post.role is role and board_id in (None, post.board_id)]
        return {person for post in posts for person in self.holders(post, day)}

    def _find_due_of(self, person: str, day: date) -> list[date]:
        """The deadlines, past and to come, that a person is to be reminded of at half past nine of a day."""
        return [action.approved_due for action in self._pressing(person, day) if action.approved_due]

    def _pressing(self, person: str, day: date) -> list[Action]:
        """A person's unfinished actions with a deadline, but for those that are answered for a board to come and those
        that are Red with a recovery date ahead.
        """
        found = []
        for action in self._in_plan(day):
            if action.approved_due is None or person not in self.holders(action.owner_post_id, day):
                continue
            latest = self._latest(action, _at(day))
            if latest:
                red = Rating.OFF_TRACK in (latest.activity, latest.impact)
                recovering = red and latest.recovery_date and latest.recovery_date > day
                to_come = any(each.id == latest.meeting_id and each.on >= day for each in self.meetings)
                if latest.activity is Rating.DONE or recovering or to_come:
                    continue
            found.append(action)
        return found

    def _unanswered(self, meeting: Meeting, day: date, moment: datetime) -> list[Action]:
        latest = ((self._latest(each, moment), each) for each in self.reporting(meeting, day))
        return [each for update, each in latest if not (update and update.meeting_id == meeting.id)]

    def _answered_after(self, action: Action, moment: datetime, day: date) -> bool:
        return any(moment < update.at <= _at(day) for update in self.updates[action.id])

    def _find_in_plan(self, day: date) -> list[Action]:
        return [
            action
            for action in self.actions
            if (action.added_on is None or action.added_on <= day)
            and (action.ended_on is None or action.ended_on > day)
        ]

    def _latest(self, action: Action, moment: datetime) -> Update | None:
        """The update that counts at a moment."""
        return next((update for update in reversed(self.updates[action.id]) if update.at <= moment), None)

    def _find_holders(self, post_id: int | None, day: date) -> set[str]:
        return {
            self.people[holding.person_id]
            for holding in self.holdings
            if holding.post_id == post_id
            and (holding.starts is None or holding.starts <= day)
            and (holding.ends is None or holding.ends >= day)
        }


@functools.cache
def counted_back(day: date, count: int) -> date:
    """`count` working days before a day; none is the day itself, or the last working day before it."""
    back = (day - timedelta(days=number) for number in itertools.count(1 if count else 0))
    working = (each for each in back if not _DAYS.rest(each))
    return next(itertools.islice(working, max(count - 1, 0), None))


def _at(day: date) -> datetime:
    """Half past nine of a day."""
    return datetime.combine(day, time(9, 30), LONDON)


def _freezes(meeting: Meeting) -> datetime:
    """Six in the evening of the seventh working day before a meeting."""
    return datetime.combine(counted_back(meeting.on, 7), time(18), LONDON)


def _days(after: date, until: date) -> list[date]:
    """The days after one day, until another, which is included."""
    return [after + timedelta(days=number) for number in range(1, (until - after).days + 1)]
