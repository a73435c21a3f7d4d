"""The updates of an action a page at a time, and what is to be told beside them: who gave them, for what, by which way.

They come from an index: an action with a long history costs no more than one with a short.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.people.people import Person, Post
from models.plan.actions import Action
from models.record.events import Event
from models.updates.updates import TakenBack, Update


@dataclass(frozen=True)
class UpdatesPage:
    """Some updates, newest first; whether they are the newest of all; the id to go on from, None on the last page."""

    shown: Sequence[Update]
    newest: bool
    older: int | None


def updates_page(session: Session, action_id: int, before: int | None, most: int) -> UpdatesPage:
    """At most so many updates of an action, those before the update `before`, or its newest ones."""
    start = session.get(Update, before) if before is not None else None
    conditions = [col(Update.action_id) == action_id]
    if start is not None and start.action_id == action_id:
        conditions.append(or_(col(Update.at) < start.at, and_(col(Update.at) == start.at, col(Update.id) < start.id)))
    in_order = select(Update).where(*conditions).order_by(col(Update.at).desc(), col(Update.id).desc())
    found = session.execute(in_order.limit(most + 1)).scalars().all()
    shown = found[:most]
    return UpdatesPage(shown, len(conditions) == 1, shown[-1].id if len(found) > most else None)


@dataclass(frozen=True)
class Around:
    """The people, posts and meetings of some updates: names, titles and days by their ids; and by the ids of those that
    were taken back, when (aware UTC).
    """

    names: Mapping[int | None, str]
    titles: Mapping[int | None, str]
    days: Mapping[int | None, date]
    taken_back: Mapping[int | None, datetime]


def around(session: Session, updates: Collection[Update]) -> Around:
    """Who gave these updates, for which posts and for which meetings."""

    def of(id: Any, value: Any, wanted: set[int | None]) -> dict[int | None, Any]:
        return dict(tuple(row) for row in session.execute(select(id, value).where(id.in_(wanted - {None}))))

    return Around(
        of(col(Person.id), col(Person.name), {each.by_person_id for each in updates}),
        of(col(Post.id), col(Post.title), {each.for_post_id for each in updates}),
        of(col(Meeting.id), col(Meeting.on), {each.meeting_id for each in updates}),
        of(col(TakenBack.update_id), col(TakenBack.at), {each.id for each in updates}),
    )


def link_makers(session: Session, organisation_id: int, action: Action, since: datetime) -> dict[int, str]:
    """Of the updates of an action since a moment that came by a link of somebody else's: who made that link."""
    ours = col(Event.organisation_id) == organisation_id
    recorded = session.execute(
        select(col(Event.door), col(Event.after))
        .where(ours, col(Event.subject) == f"action {action.ref}", col(Event.what) == "update.recorded")
        .where(col(Event.at) >= since, col(Event.door).startswith("link "))
    )
    doors = {after["update"]: door for door, after in recorded if after}
    if not doors:
        return {}
    made = session.execute(
        select(col(Event.subject), col(Person.name))
        .join(Person, col(Person.id) == Event.person_id)
        .where(ours, col(Event.subject).in_(set(doors.values())), col(Event.what) == "link.made")
    )
    makers = dict(tuple(row) for row in made)
    return {update: makers[door] for update, door in doors.items() if door in makers}
