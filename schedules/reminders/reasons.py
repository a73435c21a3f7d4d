"""Why somebody hears this morning: returns, the freeze, deadlines, leave that is over, what the secretariat is to do.

Each function adds to the `Reasons` of one morning; `mornings` then says who gets a message. All of it is read in a
fixed number of queries, whatever the number of people (`domain.md` 4.2 has the rules and the budget).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from handlers.returns.cards import unreached
from models.boards.boards import Board, Meeting, coming_meeting
from models.boards.cycles import Cycle, cycle_of
from models.outbox.deliveries import Delivery, decided
from models.outbox.message_budget import (
    ASKED_INSTEAD,
    BACK,
    COMMISSION,
    PRINTED,
    copied,
    returns,
)
from models.outbox.reports import not_delivered_since, skipped_mornings
from models.people.leave import back_from_leave, snoozes
from models.people.people import Role, holders, posts_by_id
from models.people.recipients import Ways, names_of, unreached_owners
from models.position.freezing import freezes_at, open_meeting
from models.position.snapshots import snapshot_of, unpublished_meeting
from models.returns.expected import Expected, answered_since, expected_for, missing_in
from schedules.today import Today

AWAY = "on leave until"
NO_OWNER = "an action has no owner yet: “/secretariat people” lists the names that are not linked"

Days = dict[str, set[date]]
"""The days that call for a message, by why."""


@dataclass
class Reasons:
    """Why there is something to say: the days that call for it, by person; and posts or boards where nobody is.

    `settled` are people of whom a return is asked today and who have given it; `late` those whose return is late, with
    the days that say so: they hear of it even if somebody answers for them. `unreached` says who is asked instead of
    people who cannot be reached, `enough` who has had so many messages that a deadline brings none. `occasions` are
    decided with the morning: what happens once for a meeting.
    """

    days: dict[int, Days] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    nobody: dict[str, str] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    late: dict[int, Days] = field(default_factory=dict)
    unreached: dict[int, str] = field(default_factory=dict)
    enough: dict[int, str] = field(default_factory=dict)
    occasions: list[tuple[str, date]] = field(default_factory=list)

    def add(self, person_id: int, why: str, days: Iterable[date]) -> None:
        """Let somebody hear, for a reason that has these days."""
        self.days[person_id][why].update(days)


@dataclass(frozen=True)
class Staff:
    """The posts and who holds them on a day."""

    posts: Mapping[int, tuple[str, Role, int | None]]
    holders: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, session: Session, today: Today) -> "Staff":
        found: dict[int, list[int]] = defaultdict(list)
        for post_id, person_id, _ in holders(session, today.organisation_id, today.day):
            found[post_id].append(person_id)
        posts = posts_by_id(session, today.organisation_id)
        return cls({id: (post.title, post.role, post.board_id) for id, post in posts.items()}, found)

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

    def call(self, post_ids: Iterable[int | None], why: str, days: Collection[date], reasons: Reasons) -> None:
        """Let the holders of posts hear on `days`; where nobody is, that is noted."""
        for post_id in post_ids:
            people = self.held_by(post_id)
            for person in people:
                reasons.add(person, why, days)
            if not people:
                self.miss(post_id, reasons)

    def miss(self, post_id: int | None, reasons: Reasons) -> None:
        """Note that nobody is there to hear: a post is vacant, or an action is of no post (None)."""
        if post_id is None:
            reasons.nobody["no owner"] = NO_OWNER
        else:
            reasons.nobody[f"post {post_id}"] = f"the post “{self.posts[post_id][0]}” is vacant"


def day_of(day: date, window: Sequence[date]) -> date:
    """The day that calls for a message: `day`, or the last of `window` if it was not called for by then."""
    return day if day in window else window[-1]


# Returns


def open_cycle(session: Session, today: Today) -> Cycle | None:
    """The cycle of the coming meeting that is not frozen; None without a calendar."""
    meeting = open_meeting(session, today.organisation_id, today.now)
    return cycle_of(meeting, today.rules) if meeting else None


def by_return(
    session: Session, today: Today, window: Sequence[date], staff: Staff, ways: Ways, reasons: Reasons
) -> None:
    """The commission and the steps at which a return is asked for, and those at which others are copied in."""
    cycle = open_cycle(session, today)
    if cycle is None:
        return
    steps = {step: day for step, day in cycle.steps.items() if day in window}
    asked = {returns(step): {day} for step, day in steps.items()}
    if opens := _commission(session, today, cycle, window):
        asked[COMMISSION] = {opens}
        reasons.occasions.append((commission_of(cycle.meeting), cycle.meeting.on))
    if not asked:
        return
    expected = expected_for(session, today.plan.id, cycle.meeting, today.now, today.day)
    owing = {each.owner_post_id for each in expected if not each.given}
    for why, days in asked.items():
        staff.call(owing, why, days, reasons)
    done = {each.owner_post_id for each in expected} - owing
    reasons.settled.update(person for post_id in done for person in staff.held_by(post_id))
    _ask_instead(session, expected, {day for days in asked.values() for day in days}, staff, ways, reasons)
    if today.rules.copy_vice_chair in steps:
        _copy_vice_chairs(session, today, expected, steps[today.rules.copy_vice_chair], staff, reasons)
    if today.rules.copy_director in steps and any(not each.given for each in expected):
        people = [*staff.with_role(Role.DIRECTOR), *staff.with_role(Role.CHAIR, cycle.meeting.board_id)]
        staff.call(people, copied(today.rules.copy_director), {steps[today.rules.copy_director]}, reasons)
    late: Days = {copied(step): {day} for step, day in steps.items() if step >= today.rules.copy_vice_chair}
    if late:
        reasons.late.update((person, late) for post_id in owing for person in staff.held_by(post_id))


def commission_of(meeting: Meeting) -> str:
    """The occasion on which a meeting's returns are commissioned."""
    return f"{COMMISSION} {meeting.id}"


def printed_for(meeting: Meeting) -> str:
    """The occasion on which those whose answers are missing hear how they are printed for a meeting."""
    return f"{PRINTED} {meeting.id}"


def _commission(session: Session, today: Today, cycle: Cycle, window: Sequence[date]) -> date | None:
    """The day of the commission, if it has not been made: its own, or the first after it for a meeting that was added
    later. Once the first reminder of the return is due, that is the first word.
    """
    opened = cycle.commission <= today.day <= cycle.freeze
    first = min(cycle.steps.values())
    if not opened or (first < window[0] and first > cycle.commission):
        return None
    if decided(session, today.organisation_id, commission_of(cycle.meeting), cycle.meeting.on):
        return None
    return day_of(cycle.commission, window)


def _ask_instead(
    session: Session,
    expected: Sequence[Expected],
    days: Collection[date],
    staff: Staff,
    ways: Ways,
    reasons: Reasons,
) -> None:
    """Somebody is asked for the return of a person who is on leave, and whose delegate is, too, or who has none."""
    owners = unreached_owners(expected, staff.held_by, ways)
    for others in owners.values():
        for other in others:
            reasons.add(other, ASKED_INSTEAD, days)
    reasons.unreached.update(_unreached(session, ways, owners))


def why_unreached(session: Session, ways: Ways, owners: Collection[int], staff: Staff) -> dict[int | None, str]:
    """Of posts whose holders cannot be reached: where they are, and who stands in."""
    said = _unreached(session, ways, dict.fromkeys(owners, ()))
    return {post: said[person] for post, held in staff.holders.items() for person in held if person in said}


def _unreached(session: Session, ways: Ways, owners: Mapping[int, Sequence[int]]) -> dict[int, str]:
    """Where people are who cannot be reached, and who is asked instead of each, in words."""
    stand_ins = {person: ways.delegate[person].delegate_id for person in owners if person in ways.delegate}
    names = names_of(session, {*stand_ins.values(), *(each for others in owners.values() for each in others)})
    return {
        person: unreached(
            ways.away.get(person),
            names[stand_ins[person]] if person in stand_ins else None,
            ways.away.get(stand_ins[person]) if person in stand_ins else None,
            [names[each] for each in others],
        )
        for person, others in owners.items()
    }


def _copy_vice_chairs(
    session: Session, today: Today, expected: Sequence[Expected], day: date, staff: Staff, reasons: Reasons
) -> None:
    boards = {each.board_id for each in expected if not each.given and each.board_id is not None}
    for board_id in boards:
        posts = staff.with_role(Role.VICE_CHAIR, board_id)
        staff.call(posts, copied(today.rules.copy_vice_chair), {day}, reasons)
        if not posts:
            name = session.get_one(Board, board_id).name
            reasons.nobody[f"board {board_id}"] = f"{name} has no vice chair to copy in"


@dataclass(frozen=True)
class Printed:
    """The coming meeting whose figures are fixed: since when (aware UTC), and what is printed without an answer."""

    meeting: Meeting
    at: datetime
    missing: Sequence[Expected]


def printed(session: Session, today: Today) -> Printed | None:
    """How the coming meeting is printed, once its figures are fixed; None before.

    Its moment may have come before the clock has fixed them: then as they stand now.
    """
    meeting = coming_meeting(session, today.organisation_id, today.day)
    if meeting is None:
        return None
    snapshot = snapshot_of(session, meeting.id)
    if snapshot:
        return Printed(meeting, snapshot.frozen_at, missing_in(session, snapshot))
    at = freezes_at(meeting, today.rules, today.zone)
    if at > today.now:
        return None
    expected = expected_for(session, today.plan.id, meeting, at, today.day)
    return Printed(meeting, at, [each for each in expected if not each.given])


def by_freeze(session: Session, today: Today, window: Sequence[date], staff: Staff, reasons: Reasons) -> None:
    """Once after the freeze, who has not answered hears how that is printed and what counts from now on."""
    found = printed(session, today)
    if found is None or decided(session, today.organisation_id, printed_for(found.meeting), found.meeting.on):
        return
    reasons.occasions.append((printed_for(found.meeting), found.meeting.on))
    day = day_of(first_morning_after(today, found.at), window)
    staff.call({each.owner_post_id for each in found.missing}, PRINTED, {day}, reasons)


def first_morning_after(today: Today, moment: datetime) -> date:
    """The working day whose morning's messages are the first after a moment (aware UTC)."""
    local = moment.astimezone(today.zone)
    return today.rules.days.on_or_after(local.date() + timedelta(days=local.time() >= today.rules.morning_at))


# The secretariat


def to_secretariat(
    session: Session, today: Today, window: Sequence[date], last: date | None, staff: Staff, reasons: Reasons
) -> None:
    """When something has changed (the cycle opens, answers came in, a message could not be delivered) or is to be done
    (returns are late, the freeze is near and some are missing, the pack should be out).
    """
    cycle = open_cycle(session, today)
    news = _of_the_cycle(session, today, cycle, window, last, reasons) if cycle and cycle.is_open(today.day) else {}
    meeting = unpublished_meeting(session, today.organisation_id, today.day)
    if meeting and (publish_by := cycle_of(meeting, today.rules).publish_by) in window:
        news["no pack"] = {publish_by}
    if last and failed_since(session, today, last):
        news["not delivered"] = {today.day}
    for why, days in news.items():
        staff.call(staff.with_role(Role.SECRETARIAT), why, days, reasons)


def _of_the_cycle(
    session: Session, today: Today, cycle: Cycle, window: Sequence[date], last: date | None, reasons: Reasons
) -> Days:
    """What is new about the returns of an open cycle, and what is to be done about them."""
    news: Days = {}
    for what, _ in reasons.occasions:
        if what == commission_of(cycle.meeting):
            news["opened"] = {day_of(cycle.commission, window)}
    since = today.moment(last, today.rules.morning_at) if last else None
    if since and answered_since(session, cycle.meeting, since, today.now):
        news["answered"] = {today.day}
    to_do = {"late": today.rules.days.shifted(cycle.return_due, 1), "freeze": cycle.freeze}
    to_do = {why: day for why, day in to_do.items() if day in window}
    if to_do:
        expected = expected_for(session, today.plan.id, cycle.meeting, today.now, today.day)
        news |= {why: {day} for why, day in to_do.items() if not all(each.given for each in expected)}
    return news


def failed_since(session: Session, today: Today, day: date) -> Sequence[Delivery]:
    """What could not be delivered from the morning of `day` on, the latest 20."""
    since = today.moment(day, today.rules.morning_at)
    return not_delivered_since(session, today.organisation_id, since, 20)


# Coming back


def snoozed_until(session: Session, today: Today) -> dict[int, date]:
    """Who wished to be left in peace beyond today, and until when."""
    wished = snoozes(session, today.organisation_id, today.now, today.day)
    return {person: until for person, until in wished.items() if until > today.day}


def back(session: Session, today: Today, window: Sequence[date], reasons: Reasons) -> None:
    """Whose wish to be left in peace is over, and who is back from a leave in which a message was skipped."""
    days = today.rules.days
    for person, until in snoozes(session, today.organisation_id, today.now, window[0]).items():
        if until <= window[-1]:
            reasons.add(person, BACK, {days.on_or_after(until)})
    before = days.shifted(window[0], -1)
    back = back_from_leave(session, today.organisation_id, before, window[-1])
    if not back:
        return
    for person, day in skipped_mornings(session, back, AWAY, min(back.values())):
        if day >= back[person]:
            reasons.add(person, BACK, {today.day})
