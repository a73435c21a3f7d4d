"""What is owed for a meeting: an update for each action of every board that reports to it.

Delivery boards report every time, partnership boards when it is their turn (`domain.md` 3.3). An action whose board is
not linked yet is owed every time: nothing drops out because a name was not recognised.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, false, func, select
from sqlmodel import Session, col

from models.boards.boards import Meeting, boards_of
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.leave import snoozes
from models.people.people import Holding, Person, Post, held_on
from models.people.posts import HoldersOf
from models.people.recipients import Ways, unreached_owners
from models.position.counting import (
    Scope,
    Standpoint,
    frozen_standing,
    live_standing,
    moment,
    selected,
    standing_at_any_time,
    standpoint_of,
    standpoints,
)
from models.position.snapshots import Snapshot
from models.record.statements import asked, kept
from models.updates.updates import Answered, Draft, TakenIn, Update, UpdateKind, stands


@dataclass(frozen=True)
class Return:
    """What somebody owes for a meeting and what has arrived, the most pressing first: overdue, then by ref.

    Of what has arrived, `no_change` are the refs of what confirms the last answer.
    """

    owed: tuple[Standpoint, ...]
    answered: tuple[Standpoint, ...]
    no_change: frozenset[str] = frozenset()

    @property
    def counted(self) -> tuple[int, int]:
        """How many updates have arrived, and how many "no change"."""
        return len(self.answered) - len(self.no_change), len(self.no_change)


@dataclass(frozen=True)
class Expected:
    """One action whose update is expected for a meeting: whose it is, and what has been given, if anything; and whether
    that came from a plan file, so that nobody who answers for it has said it.
    """

    action_id: int
    ref: str
    owner_post_id: int | None
    board_id: int | None
    answer: Answered | None
    from_plan_file: bool = False

    @property
    def given(self) -> bool:
        """Whether an answer has been given, "no change" included."""
        return self.answer is not None


@dataclass(frozen=True)
class Reminder:
    """A morning's message: its local day, when it arrived and was seen (aware UTC), why it did not arrive."""

    id: int
    day: date
    sent_at: datetime | None
    seen_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class Reach:
    """How messages to a person fare. They go to the `delegate` who is there, and so is whom all else is about; where
    nobody who answers is there, the return is `asked` of others.

    `reminded` is the latest morning's message that arrived, `undelivered` why a later one could not. Days are local.
    """

    away_until: date | None = None
    delegate: Person | None = None
    delegate_away_until: date | None = None
    asked: tuple[Person, ...] = ()
    snoozed_until: date | None = None
    reminded: Reminder | None = None
    undelivered: str | None = None


@dataclass(frozen=True)
class Answerer:
    """Who answers for some of what a meeting expects: a person, or nobody (`person` None) for a vacant post.

    `posts` are titles, none where an action is linked to no post; `boards` are names, `owed` and `given` refs; of those
    given, `unchanged` are answered with "no change", and `from_plan_file` came with an import. `drafted` and `reach`
    are what `answerers` finds out.
    """

    person: Person | None
    posts: tuple[str, ...]
    boards: tuple[str, ...]
    owed: tuple[str, ...]
    given: tuple[str, ...]
    unchanged: tuple[str, ...]
    from_plan_file: tuple[str, ...] = ()
    drafted: bool = False
    reach: Reach = Reach()

    @property
    def name(self) -> str:
        """The person's name, or which post is vacant."""
        if self.person:
            return self.person.name
        return f"vacant: {', '.join(self.posts)}" if self.posts else "no owner linked"

    @property
    def recipient(self) -> Person | None:
        """Who gets the messages: the delegate who is there, else the person; else who is asked instead, if anybody."""
        reach = self.reach
        if reach.delegate and not reach.delegate_away_until:
            return reach.delegate
        return self.person if not reach.away_until else next(iter(reach.asked), self.person)


def return_of(
    session: Session, plan_id: int, owner_post_ids: Collection[int], meeting: Meeting | None, now: datetime, today: date
) -> Return:
    """The return of some posts for `meeting`; without a calendar, every action without any update is owed."""
    if not owner_post_ids:
        return Return((), ())
    standing = live_standing(plan_id, now, today, meeting)
    scope = Scope(owner_post_ids=frozenset(owner_post_ids))
    expected = standpoints(session, standing, scope, today, standing.c.expected)
    mine = select(standing.c.action_id, standing.c.answer).where(
        *scope.conditions(standing), standing.c.answer.is_not(None)
    )
    given = dict(session.execute(mine).all())
    answered = tuple(each for each in expected if each.action_id in given)
    owed = sorted((each for each in expected if each.action_id not in given), key=lambda each: -each.days_overdue)
    same = frozenset(each.ref for each in answered if given[each.action_id] is Answered.NO_CHANGE)
    return Return(tuple(owed), answered, same)


def expected_for(
    session: Session, plan_id: int, meeting: Meeting, now: datetime, today: date, scope: Scope | None = None
) -> list[Expected]:
    """Every update that is expected for `meeting`, given or not, in the natural order of refs; one query."""
    return _expected(session, standing_at_any_time(plan_id, meeting.id), scope, moment(now, today))


def unanswered_for(session: Session, plan_id: int, meeting: Meeting, now: datetime, today: date) -> list[Standpoint]:
    """How the actions stand of which an update is expected for `meeting` and has not come; one query."""
    rows = asked(session, _unanswered(plan_id, meeting.id), **moment(now, today))
    return [standpoint_of(row, today) for row in rows]


@kept
def _unanswered(plan_id: int, meeting_id: int) -> Select[Any]:
    standing = standing_at_any_time(plan_id, meeting_id)
    return selected(standing, Scope(), standing.c.expected, standing.c.answer.is_(None))


def expected_of(session: Session, standing: Subquery, scope: Scope | None = None) -> list[Expected]:
    """Every update that is expected for the meeting of a standing, live or frozen, in the order of refs."""
    return _expected(session, standing, scope, {})


def _expected(
    session: Session, standing: Subquery, scope: Scope | None, said: Mapping[str, datetime | date]
) -> list[Expected]:
    rows = asked(session, _all_expected(standing, scope or Scope()), **said)
    return [Expected(action, ref, post, board, given, bool(read)) for action, ref, post, board, given, read in rows]


@kept
def _all_expected(standing: Subquery, scope: Scope) -> Select[Any]:
    columns = standing.c
    imported = columns.update_id.in_(select(col(Update.id)).where(col(Update.kind) == UpdateKind.IMPORTED))
    of_a_file = func.coalesce(and_(columns.answer.is_not(None), imported), false()).label("from_plan_file")
    return (
        select(columns.action_id, columns.ref, columns.owner_post_id, columns.board_id, columns.answer, of_a_file)
        .where(columns.expected, *scope.conditions(standing))
        .order_by(columns.ref_order)
    )


def expected_among(actions: Iterable[Standpoint]) -> list[Expected]:
    """The same of all actions of a standing, where they have been read."""
    return [
        Expected(each.action_id, each.ref, each.owner_post_id, each.board_id, each.answer)
        for each in actions
        if each.expected
    ]


def missing_in(session: Session, snapshot: Snapshot) -> list[Expected]:
    """What was expected for a frozen meeting and was not given: it is printed as "No return received"."""
    return [each for each in expected_of(session, frozen_standing(snapshot.id)) if not each.given]


def answered_for(update_id: ColumnElement[int | None], meetings: Select[int | None]) -> ColumnElement[bool]:
    """Whether an update, by a column with its id, counts for one of these meetings, which are a query of ids."""
    return (
        select(col(Update.id))
        .outerjoin(TakenIn, col(TakenIn.update_id) == col(Update.id))
        .where(col(Update.id) == update_id, func.coalesce(TakenIn.meeting_id, Update.meeting_id).in_(meetings))
        .exists()
    )


def answered_since(session: Session, meeting: Meeting, since: datetime, until: datetime) -> bool:
    """Whether anybody has answered for a meeting from `since` on and before `until` (aware UTC)."""
    return bool(asked(session, _given(), meeting=meeting.id, since=since, until=until))


@kept
def _given() -> Select[int]:
    of_it = col(Update.meeting_id) == bindparam("meeting"), stands(Update.id)
    then = col(Update.at) >= bindparam("since"), col(Update.at) < bindparam("until")
    return select(col(Update.id)).where(*of_it, *then).limit(1)


def answerers(
    session: Session, organisation_id: int, expected: Sequence[Expected], now: datetime, today: date
) -> list[Answerer]:
    """Who answers for what is expected in an organisation, those who owe most first, and how messages to them fare; a
    fixed number of queries.

    Of a post with two holders both answer for all of it. `now` is aware UTC, `today` local.
    """
    held = _held(session, expected, today)
    found = _shares(expected, held, {board.id: board.name for board in boards_of(session, organisation_id)})
    holders = {post_id: [each.id for each in people] for post_id, (_, people) in held.items()}
    ways = Ways.of(session, organisation_id, today)
    instead = unreached_owners(expected, lambda post: holders.get(post, ()), ways)
    snoozed = snoozes(session, organisation_id, now, today)
    around = _Around(session, {each.person.id for each in found if each.person}, ways, instead, snoozed, today)
    drafted = {each.ref for each in expected if each.action_id in around.drafted}
    return [
        replace(
            each,
            drafted=not drafted.isdisjoint(each.owed),
            reach=around.reach(each.person.id) if each.person else Reach(),
        )
        for each in found
    ]


def who_answers(expected: Sequence[Expected], held: HoldersOf, boards: Mapping[int | None, str]) -> list[Answerer]:
    """The same without how messages to them fare: from the holders of the organisation's posts and the names of its
    boards.
    """
    return _shares(expected, {post_id: (post.title, people) for post_id, (post, people) in held.items()}, boards)


_Held = dict[int | None, tuple[str, list[Person]]]
"""The title and the holders of each post, by its id."""


def _held(session: Session, expected: Iterable[Expected], today: date) -> _Held:
    """Of the posts that own what is expected."""
    found: _Held = {}
    for post_id, title, person in session.execute(
        select(col(Post.id), col(Post.title), Person)
        .outerjoin(Holding, and_(col(Holding.post_id) == col(Post.id), *held_on(today)))
        .outerjoin(Person, col(Person.id) == col(Holding.person_id))
        .where(col(Post.id).in_({each.owner_post_id for each in expected if each.owner_post_id is not None}))
        .order_by(col(Post.id), col(Holding.id))
    ):
        found.setdefault(post_id, (title, []))[1].extend([person] if person else [])
    return found


def _shares(expected: Iterable[Expected], held: _Held, boards: Mapping[int | None, str]) -> list[Answerer]:
    """What is expected, by who answers for it."""
    shares: dict[tuple[int | None, int | None], list[Expected]] = {}
    people: dict[int | None, Person] = {each.id: each for _, holders in held.values() for each in holders}
    for each in expected:
        _, holders = held.get(each.owner_post_id, ("", []))
        theirs = [shares.setdefault((person.id, None), []) for person in holders]
        for share in theirs or [shares.setdefault((None, each.owner_post_id), [])]:
            share.append(each)
    found = [
        Answerer(
            person=people.get(person_id),
            posts=tuple(dict.fromkeys(held[each.owner_post_id][0] for each in share if each.owner_post_id)),
            boards=tuple(dict.fromkeys(boards[each.board_id] for each in share if each.board_id)),
            owed=tuple(each.ref for each in share if not each.given),
            given=tuple(each.ref for each in share if each.given),
            unchanged=tuple(each.ref for each in share if each.answer is Answered.NO_CHANGE),
            from_plan_file=tuple(each.ref for each in share if each.from_plan_file),
        )
        for (person_id, _), share in shares.items()
    ]
    return sorted(found, key=lambda each: (-len(each.owed), each.name))


class _Around:
    """What is known around some people when a return is asked of them, read once for all of them."""

    def __init__(
        self,
        session: Session,
        person_ids: Collection[int],
        ways: Ways,
        instead: Mapping[int, Sequence[int]],
        snoozed: Mapping[int, date],
        today: date,
    ) -> None:
        self.ways, self.instead = ways, instead
        self.snoozed = {person: until for person, until in snoozed.items() if until > today}
        delegates = {each.delegate_id for person, each in ways.delegate.items() if person in person_ids}
        recipients = {*person_ids, *delegates}
        known = {*recipients, *(each for others in instead.values() for each in others)}
        people = session.execute(select(Person).where(col(Person.id).in_(known))).scalars()
        self.people: dict[int | None, Person] = {each.id: each for each in people}
        self.sent, self.failed = _last_mornings(session, recipients)
        answered = select(col(Update.id)).where(
            col(Update.action_id) == col(Draft.action_id), col(Update.at) > col(Draft.saved_at), stands(Update.id)
        )
        self.drafted = set(session.execute(select(col(Draft.action_id)).where(~answered.exists())).scalars())

    def reach(self, person_id: int) -> Reach:
        """How messages to a person fare."""
        delegation = self.ways.delegate.get(person_id)
        reminders = [self.sent.get(person_id)]
        recipient = self.ways.to(person_id)
        failed = self.failed.get(recipient)
        if delegation and recipient != person_id:
            since = [found.get(recipient) for found in (self.sent, self.failed)]
            theirs, failed = (each if each and each.day >= delegation.starts else None for each in since)
            reminders.append(theirs)
        latest = max((each for each in reminders if each), key=lambda each: each.id, default=None)
        return Reach(
            away_until=self.ways.away.get(person_id),
            delegate=self.people[delegation.delegate_id] if delegation else None,
            delegate_away_until=self.ways.away.get(delegation.delegate_id) if delegation else None,
            asked=tuple(self.people[each] for each in self.instead.get(person_id, ())),
            snoozed_until=self.snoozed.get(recipient),
            reminded=latest,
            undelivered=failed.reason if failed and (latest is None or failed.id > latest.id) else None,
        )


def _last_mornings(session: Session, people: Collection[int]) -> tuple[dict[int, Reminder], dict[int, Reminder]]:
    """The latest morning's message of each person that arrived, and the latest that could not be delivered."""
    ended = (DeliveryState.SENT, DeliveryState.FAILED)
    latest = (
        select(func.max(col(Delivery.id)))
        .where(
            col(Delivery.kind) == DeliveryKind.MORNING,
            col(Delivery.state).in_(ended),
            col(Delivery.person_id).in_(people),
        )
        .group_by(col(Delivery.person_id), col(Delivery.state))
    )
    columns = [getattr(Delivery, name) for name in ("id", "day", "sent_at", "seen_at", "reason")]
    found: dict[DeliveryState, dict[int, Reminder]] = {state: {} for state in ended}
    for person_id, state, *told in session.execute(
        select(col(Delivery.person_id), col(Delivery.state), *columns).where(col(Delivery.id).in_(latest))
    ):
        found[state][person_id] = Reminder(*told)
    return found[DeliveryState.SENT], found[DeliveryState.FAILED]
