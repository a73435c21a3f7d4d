"""Why somebody hears this morning: deadlines, returns, leave that is over, and what the secretariat wants to know.

Each function adds to the `Reasons` of one morning; `mornings` then says who gets a message. All of it is read in a
fixed number of queries, whatever the number of people (`domain.md` 4.2 has the rules).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from models.boards import Board
from models.cycles import Cycle, cycle_of
from models.deliveries import (
    Delivery,
    DeliveryState,
)
from models.freezing import open_meeting
from models.leave import back_from_leave, snoozes
from models.people import Holding, Post, Role, held_on
from models.position import live
from models.ratings import Rating
from models.returns import Expected, expected_for
from schedules.today import Today

AWAY = "on leave until"
NO_OWNER = "an action has no owner yet: “/secretariat people” lists the names that are not linked"


@dataclass
class Reasons:
    """Why there is something to say: the days that call for it, by person; and posts or boards where nobody is.

    `settled` are people of whom a return is asked today and who have given it; `late` those whose return is late, with
    the days that say so: they hear of it even if somebody answers for them.
    """

    days: dict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    nobody: dict[str, str] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    late: dict[int, set[date]] = field(default_factory=dict)

    def any(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.days or self.nobody or self.settled)


@dataclass(frozen=True)
class Staff:
    """The posts and who holds them on a day."""

    posts: Mapping[int, tuple[str, Role, int | None]]
    holders: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, session: Session, day: date) -> "Staff":
        posts = session.execute(select(col(Post.id), col(Post.title), col(Post.role), col(Post.board_id)))
        holders: dict[int, list[int]] = defaultdict(list)
        held = session.execute(select(col(Holding.post_id), col(Holding.person_id)).where(*held_on(day)))
        for post_id, person_id in held:
            holders[post_id].append(person_id)
        return cls({post_id: (title, role, board) for post_id, title, role, board in posts}, holders)

    def held_by(self, post_id: int | None) -> Sequence[int]:
        """Who holds a post; nobody holds no post."""
        return self.holders.get(post_id, ()) if post_id is not None else ()

    def with_role(self, role: Role, board_id: int | None = None) -> list[int]:
        """The posts with a role, at one board or at any."""
        return [
            post_id
            for post_id, (_, its, board) in self.posts.items()
            if its is role and (board_id is None or board == board_id)
        ]

    def call(self, post_ids: Iterable[int | None], days: Collection[date], reasons: Reasons) -> None:
        """Let the holders of posts hear on `days`; a vacant post is noted, and an action of no post (None)."""
        for post_id in post_ids:
            if post_id is None:
                reasons.nobody["no owner"] = NO_OWNER
                continue
            people = self.held_by(post_id)
            for person in people:
                reasons.days[person].update(days)
            if not people:
                reasons.nobody[f"post {post_id}"] = f"the post “{self.posts[post_id][0]}” is vacant"


def by_deadline(session: Session, today: Today, window: Sequence[date], staff: Staff, reasons: Reasons) -> None:
    """Deadlines ahead, and what is overdue: weekly, on the weekday of a person's oldest overdue deadline."""
    rules = today.rules
    posts = dated(session, today)
    every_due = {due for _, due in posts}
    ahead = {due: {rules.days.shifted(due, -step) for step in rules.deadline_steps} & set(window) for due in every_due}
    weekly = {due: _weekly(today, due, window) if due < window[-1] else set() for due in every_due}
    oldest: dict[int, date] = {}
    for post_id, due in posts:
        if ahead[due]:
            staff.call([post_id], ahead[due], reasons)
        if due < window[-1]:
            people = staff.held_by(post_id)
            for person in people:
                oldest[person] = min(due, oldest.get(person, due))
            if not people and weekly[due]:
                staff.call([post_id], weekly[due], reasons)
    for person, due in oldest.items():
        if weekly[due]:
            reasons.days[person].update(weekly[due])


def near_deadlines(today: Today) -> date:
    """The day before which a deadline is near enough to be spoken of."""
    ahead = today.rules.days.shifted(today.day, max(today.rules.deadline_steps, default=0))
    return today.rules.days.on_or_after(ahead + timedelta(days=1))


def dated(session: Session, today: Today) -> Sequence[tuple[int | None, date]]:
    """The deadlines of unfinished actions that are past or near, each once for a post, or for none."""
    standing = live(today.plan.id or 0, today.now, today.day)
    columns = standing.c
    rows = session.execute(
        select(columns.owner_post_id, columns.due)
        .distinct()
        .where(columns.due < near_deadlines(today), columns.activity != Rating.BLUE)
    )
    return [(post_id, due) for post_id, due in rows]


def _weekly(today: Today, due: date, window: Sequence[date]) -> set[date]:
    """The days of `window` on which an overdue deadline is called to mind: if its own is no working day, the next."""
    found = set()
    for day in window:
        on_plain_day = day - timedelta(days=(day - due).days % today.rules.overdue_every)
        if on_plain_day > due and today.rules.days.on_or_after(on_plain_day) == day:
            found.add(day)
    return found


def by_return(session: Session, today: Today, window: Sequence[date], staff: Staff, reasons: Reasons) -> None:
    """The steps at which a return is asked for, and those at which others are copied in."""
    cycle = open_cycle(session, today)
    if cycle is None or cycle.meeting.id is None:
        return
    steps = {step: day for step, day in cycle.steps.items() if day in window}
    if not steps:
        return
    expected = expected_for(session, today.plan.id or 0, cycle.meeting, today.now, today.day)
    owing = {each.owner_post_id for each in expected if not each.given}
    staff.call(owing, set(steps.values()), reasons)
    done = {each.owner_post_id for each in expected} - owing
    reasons.settled.update(person for post_id in done for person in staff.held_by(post_id))
    if today.rules.copy_vice_chair in steps:
        _copy_vice_chairs(session, expected, steps[today.rules.copy_vice_chair], staff, reasons)
    if today.rules.copy_director in steps and any(not each.given for each in expected):
        copied = [*staff.with_role(Role.DIRECTOR), *staff.with_role(Role.CHAIR, cycle.meeting.board_id)]
        staff.call(copied, {steps[today.rules.copy_director]}, reasons)
    late = {day for step, day in steps.items() if step >= today.rules.copy_vice_chair}
    if late:
        reasons.late.update((person, late) for post_id in owing for person in staff.held_by(post_id))


def _copy_vice_chairs(
    session: Session, expected: Sequence[Expected], day: date, staff: Staff, reasons: Reasons
) -> None:
    boards = {each.board_id for each in expected if not each.given and each.board_id is not None}
    for board_id in boards:
        posts = staff.with_role(Role.VICE_CHAIR, board_id)
        staff.call(posts, {day}, reasons)
        if not posts:
            name = session.get_one(Board, board_id).name
            reasons.nobody[f"board {board_id}"] = f"{name} has no vice chair to copy in"


def open_cycle(session: Session, today: Today) -> Cycle | None:
    """The cycle of the coming meeting that is not frozen; None without a calendar."""
    meeting = open_meeting(session, today.organisation_id, today.now)
    return cycle_of(meeting, today.rules) if meeting else None


def to_secretariat(
    session: Session, today: Today, window: Sequence[date], last: date | None, staff: Staff, reasons: Reasons
) -> None:
    """Each morning while a cycle is open, when a pack should be out and its figures are not even frozen, and whenever
    something could not be delivered since the last one.
    """
    cycle = open_cycle(session, today)
    days = {day for day in window if cycle and cycle.calls_the_secretariat(day)}
    if last and failed_since(session, today, last):
        days.add(today.day)
    if days:
        staff.call(staff.with_role(Role.SECRETARIAT), days, reasons)


def failed_since(session: Session, today: Today, day: date) -> Sequence[Delivery]:
    """What could not be delivered from the morning of `day` on, the latest 20."""
    since = today.moment(day, today.rules.morning_at)
    failed = select(Delivery).where(
        col(Delivery.organisation_id) == today.organisation_id,
        col(Delivery.state) == DeliveryState.FAILED,
        col(Delivery.closed_at) >= since,
    )
    return session.execute(failed.order_by(col(Delivery.id).desc()).limit(20)).scalars().all()


def back(session: Session, today: Today, window: Sequence[date], reasons: Reasons) -> None:
    """Whose wish to be left in peace is over, and who is back from a leave in which a message was skipped."""
    days = today.rules.days
    for person, until in snoozes(session, today.now, window[0]).items():
        if until <= window[-1]:
            reasons.days[person].add(days.on_or_after(until))
    before = days.shifted(window[0], -1)
    back = back_from_leave(session, before, window[-1])
    if not back:
        return
    missed = select(col(Delivery.person_id), col(Delivery.day)).where(
        col(Delivery.person_id).in_(back),
        col(Delivery.state) == DeliveryState.SKIPPED,
        col(Delivery.reason).startswith(AWAY),
        col(Delivery.day) >= min(back.values()),
    )
    for person, day in session.execute(missed):
        if day >= back[person]:
            reasons.days[person].add(today.day)
