"""Who is away, who answers for whom, and who asked to be left in peace until a day.

Reminders ask here where to go, and the right to update asks who stands in for whom. Days are local, first and last
included; every change leaves an event.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, case, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.people.people import HeldPost, Holding, Person, Post, Role, held_on
from models.record.columns import Numbered
from models.record.events import Actor, Change, record, take_turn
from models.record.statements import asked, kept
from models.record.working_days import WorkingDays

SNOOZE_CHOICES = 5

_Value = TypeVar("_Value", int, date)


class Leave(Numbered, table=True):
    """Days on which a person gets no message."""

    person_id: int = Field(foreign_key="person.id", index=True)
    starts: date
    ends: date = Field(index=True)


class Delegation(Numbered, table=True):
    """Who answers for a person, for all the posts that the person holds; `ends` None is until further notice."""

    person_id: int = Field(foreign_key="person.id", index=True)
    delegate_id: int = Field(foreign_key="person.id", index=True)
    starts: date
    ends: date | None = None


_Period = TypeVar("_Period", Leave, Delegation)


class Snooze(Numbered, table=True):
    """A person's wish not to be reminded before `until`, a working day; the latest one counts."""

    person_id: int = Field(foreign_key="person.id", index=True)
    at: datetime
    until: date = Field(index=True)


def delegated_on(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a `Delegation` runs on `day`."""
    return (
        col(Delegation.starts) <= day,
        or_(col(Delegation.ends).is_(None), col(Delegation.ends) >= day),
    )


def delegates(session: Session, day: date) -> dict[int, int]:
    """Who answers for whom on `day`: person to delegate, the latest delegation of each.

    A delegate who is on leave answers for nobody.
    """
    running = columns(col(Delegation.person_id), col(Delegation.delegate_id)).where(*delegated_on(day))
    away = on_leave(session, day)
    found = _pairs(session, running.order_by(col(Delegation.id)))
    return {person: delegate_id for person, delegate_id in found.items() if delegate_id not in away}


def on_leave(session: Session, day: date) -> dict[int, date]:
    """Who is on leave on `day`, and the last day of it."""
    away = columns(col(Leave.person_id), col(Leave.ends)).where(col(Leave.starts) <= day, col(Leave.ends) >= day)
    return _pairs(session, away.order_by(col(Leave.ends)))


def back_from_leave(session: Session, organisation_id: int, after: date, day: date) -> dict[int, date]:
    """Whose leave in an organisation ended between two days (`after` included, `day` not), and when it had begun."""
    over = (
        columns(col(Leave.person_id), col(Leave.starts))
        .join(Person, col(Person.id) == col(Leave.person_id))
        .where(col(Person.organisation_id) == organisation_id, col(Leave.ends) >= after, col(Leave.ends) < day)
    )
    return _pairs(session, over.order_by(col(Leave.starts).desc()))


def snoozes(session: Session, organisation_id: int, at: datetime, since: date) -> dict[int, date]:
    """Until when each person of an organisation wished to be left in peace, as said by `at` (aware UTC); only days
    from `since` on.
    """
    wished = (
        columns(col(Snooze.person_id), col(Snooze.until))
        .join(Person, col(Person.id) == col(Snooze.person_id))
        .where(col(Person.organisation_id) == organisation_id, col(Snooze.at) <= at, col(Snooze.until) >= since)
    )
    return _pairs(session, wished.order_by(col(Snooze.at), col(Snooze.id)))


def posts_of(session: Session, person_id: int, day: date) -> tuple[tuple[HeldPost, ...], tuple[HeldPost, ...]]:
    """The posts that a person holds on `day`, and the others of people whose delegate the person is then."""
    held: tuple[list[HeldPost], list[HeldPost]] = [], []
    for holder, *post in asked(session, _posts_of(person_id, day)):
        held[holder != person_id].append(HeldPost(*post))
    return tuple(held[0]), tuple(post for post in dict.fromkeys(held[1]) if post not in held[0])


@kept
def _posts_of(person_id: int, day: date) -> Select[int, int, str, Role, int | None]:
    stood_in_for = columns(col(Delegation.person_id)).where(
        col(Delegation.delegate_id) == person_id, *delegated_on(day)
    )
    return (
        columns(col(Holding.person_id), col(Post.id), col(Post.title), col(Post.role), col(Post.board_id))
        .join(Holding, col(Holding.post_id) == Post.id)
        .where(
            or_(col(Holding.person_id) == person_id, col(Holding.person_id).in_(stood_in_for)),
            *held_on(day),
        )
    )


def answering_for(session: Session, post_ids: Collection[int], day: date) -> set[int]:
    """Who answers for these posts on `day`: those who hold them, and their delegates."""
    holders = columns(col(Holding.person_id)).where(col(Holding.post_id).in_(post_ids), *held_on(day))
    stand_in = columns(col(Delegation.delegate_id)).where(col(Delegation.person_id).in_(holders), *delegated_on(day))
    return {*session.execute(holders).scalars(), *session.execute(stand_in).scalars()}


def handed_over(session: Session, person_id: int, starts: date, ends: date | None) -> Delegation | None:
    """The delegation of a person that runs on any of these days (`ends` None: on any later day), if there is one."""
    return session.exec(_running(Delegation, person_id, starts, ends)).first()


def take_leave(session: Session, actor: Actor, person_id: int, starts: date, ends: date) -> None:
    """Record leave; the days before `starts` and after `ends` are worked. It takes the place of any that overlaps."""
    end_leave(session, actor, person_id, starts, ends)
    session.add(Leave(person_id=person_id, starts=starts, ends=ends))
    after = {"from": starts.isoformat(), "to": ends.isoformat()}
    record(session, actor, Change("leave.recorded", f"person {person_id}", None, after))


def end_leave(
    session: Session, actor: Actor, person_id: int, first: date, last: date | None = None
) -> list[tuple[date, date]]:
    """End the leave of a person that falls on days from `first` to `last` (None: any later day), as of `first`.

    Gives the first and last days of what was ended, as they had been recorded.
    """
    take_turn(session, actor)
    found = session.exec(_running(Leave, person_id, first, last)).all()
    recorded = [(leave.starts, leave.ends) for leave in found]
    for leave in found:
        before = {"from": leave.starts.isoformat(), "to": leave.ends.isoformat()}
        after = _cut(session, leave, first)
        record(session, actor, Change("leave.ended", f"person {person_id}", before, after))
    return recorded


def delegate(
    session: Session, actor: Actor, person_id: int, delegate_id: int, starts: date, ends: date | None
) -> list[int]:
    """Let somebody answer for a person. It takes the place of delegations that would run at the same time.

    Gives the ids of those who answer for the person no more from `starts` on.
    """
    relieved = end_delegation(session, actor, person_id, starts, ends)
    session.add(Delegation(person_id=person_id, delegate_id=delegate_id, starts=starts, ends=ends))
    after = {"delegate": delegate_id, "from": starts.isoformat(), "to": ends.isoformat() if ends else None}
    record(session, actor, Change("delegation.recorded", f"person {person_id}", None, after))
    return relieved


def end_delegation(session: Session, actor: Actor, person_id: int, first: date, last: date | None = None) -> list[int]:
    """End the delegations of a person that run on days from `first` to `last` (None: any later day), as of `first`.

    Gives the ids of those who answer for the person no more.
    """
    take_turn(session, actor)
    found = session.exec(_running(Delegation, person_id, first, last)).all()
    for each in found:
        before = {
            "delegate": each.delegate_id,
            "from": each.starts.isoformat(),
            "to": each.ends.isoformat() if each.ends else None,
        }
        after = _cut(session, each, first)
        record(session, actor, Change("delegation.ended", f"person {person_id}", before, after))
    return [each.delegate_id for each in found]


def snooze_days(days: WorkingDays, today: date, last: date | None) -> list[date]:
    """The days until which a person is offered to be left in peace: the next working days, none after `last`."""
    coming = [days.shifted(today, count) for count in range(1, SNOOZE_CHOICES + 1)]
    return [day for day in coming if last is None or day <= last]


def snooze(session: Session, actor: Actor, person_id: int, until: date) -> None:
    """Leave a person in peace before `until`."""
    session.add(Snooze(person_id=person_id, at=actor.at, until=until))
    record(session, actor, Change("reminders.snoozed", f"person {person_id}", None, {"until": until.isoformat()}))


def _pairs(session: Session, query: Select[int, _Value]) -> dict[int, _Value]:
    """Two columns as a dictionary; of several rows of a person the last one."""
    return dict(tuple(row) for row in session.execute(query))


def _running(table: type[_Period], person_id: int, first: date, last: date | None) -> SelectOfScalar[_Period]:
    """A person's leave or delegations on any day from `first` to `last`, the earliest first."""
    conditions = [
        col(table.person_id) == person_id,
        or_(col(table.ends).is_(None), col(table.ends) >= first),
    ]
    if last is not None:
        conditions.append(col(table.starts) <= last)
    return select(table).where(*conditions).order_by(col(table.starts))


def _cut(session: Session, period: Leave | Delegation, first: date) -> dict[str, str] | None:
    """Let a period end before `first`; gives what is left of it, for the log: None when nothing is."""
    if period.starts >= first:
        session.delete(period)
        after = None
    else:
        period.ends = first - timedelta(days=1)
        session.add(period)
        after = {"to": period.ends.isoformat()}
    session.flush()
    return after


def delegations_around(session: Session, person_id: int, day: date) -> list[tuple[Delegation, str]]:
    """The delegations of and to a person that run on a day, each with the name of the other one, by that name."""
    mine = col(Delegation.person_id) == person_id
    other = case((mine, col(Delegation.delegate_id)), else_=col(Delegation.person_id))
    rows = session.exec(
        select(Delegation, Person.name)
        .join(Person, col(Person.id) == other)
        .where(or_(mine, col(Delegation.delegate_id) == person_id), *delegated_on(day))
        .order_by(Person.name)
    )
    return [(each, name) for each, name in rows]


def leaves_between(
    session: Session, organisation_id: int, first: date, last: date, person_id: int | None
) -> list[tuple[Leave, Person]]:
    """The leave of a person (None: of anybody) that has to do with these days, in its order."""
    theirs = [Person.organisation_id == organisation_id]
    theirs += [Leave.person_id == person_id] if person_id is not None else []
    rows = session.exec(
        select(Leave, Person)
        .join(Person, col(Person.id) == Leave.person_id)
        .where(col(Leave.ends) >= first, col(Leave.starts) <= last, *theirs)
        .order_by(col(Leave.starts), Person.name)
    )
    return [(each, person) for each, person in rows]


def delegations_between(
    session: Session, organisation_id: int, first: date, last: date, person_id: int | None
) -> list[tuple[Delegation, Person, Person]]:
    """The delegations of a person (None: of anybody) that have to do with these days, each with its two people."""
    theirs = [Person.organisation_id == organisation_id]
    theirs += [Delegation.person_id == person_id] if person_id is not None else []
    stand_in = aliased(Person)
    rows = session.exec(
        select(Delegation, Person, stand_in)
        .join(Person, col(Person.id) == Delegation.person_id)
        .join(stand_in, col(stand_in.id) == Delegation.delegate_id)
        .where(
            or_(col(Delegation.ends).is_(None), col(Delegation.ends) >= first), col(Delegation.starts) <= last, *theirs
        )
        .order_by(Person.name, col(Delegation.starts))
    )
    return [(each, person, other) for each, person, other in rows]
