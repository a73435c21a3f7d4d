"""The page of one action: its facts, its ratings at the boards, and every update of it, newest first.

The updates come a page at a time, from an index: an action with a long history costs no more than one with a short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from handlers.access import Permission, may
from handlers.answered_since import all_since
from handlers.button_values import number_of
from handlers.cells import cell_words
from handlers.differences import differences
from handlers.errors import Mistake
from handlers.grammar import ref_of
from handlers.registry import registry
from handlers.requests import Request
from handlers.update.telling import beside_commentary
from models.boards.boards import Board, Meeting
from models.people.people import Holding, Person, Post, held_on
from models.plan.actions import Action, Area, Measure, find_action, living_plan, measure_of
from models.plan.ratings import Rating
from models.position.counting import days_overdue
from models.position.grounds import grounds_of
from models.position.position import reckoned_to
from models.position.snapshots import board_history
from models.record.events import Event
from models.updates.recording import newest_update
from models.updates.updates import TakenBack, Update, UpdateKind
from papers.wording import day, joined, moment, plural

UPDATES = 20
"""How many updates a page shows."""

BOARDS = 8
"""At how many boards back its ratings are shown."""


@dataclass(frozen=True)
class ToldUpdate:
    """One update as it is read. `told` are the other answers with their labels; `how` is the kind and the way in.

    `since` says of a "no change" what it confirms, whose words stand with that update; empty of any other.
    """

    id: int
    when: str
    at: datetime
    who: str
    how: str
    activity: Rating
    impact: Rating
    since: str
    commentary: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TheAction:
    """Everything on the page. `by_the_rules` are sentences for the ratings that the rules see otherwise.

    `older` is the id to go on from, None on the last page; `newest`: this is the first.
    """

    ref: str
    title: str
    ended: str
    activity: Rating
    impact: Rating
    overdue: str
    by_the_rules: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    boards: tuple[tuple[date, Rating, Rating], ...]
    updates: tuple[ToldUpdate, ...]
    newest: bool
    older: int | None
    may_update: bool


@registry.page("page.action", right=Permission.READ)
def the_action(session: Session, request: Request) -> TheAction:
    """The action whose ref is the request's text; the value `before` is the id of the update to go on from."""
    plan = living_plan(session, request.asker.organisation_id)
    ref = ref_of(request.text)
    found = find_action(session, plan.id, ref) if plan and ref else None
    if found is None:
        raise Mistake(f"The plan has no action {request.text}.")
    last = newest_update(session, found.id, request.now)
    activity, impact = (last.activity, last.impact) if last else (Rating.GREY, Rating.GREY)
    to = reckoned_to(session, request.asker.organisation_id, request.today)
    overdue = 0 if activity is Rating.BLUE or found.ended else days_overdue(found.approved_due, to)
    reckoned = f", reckoned to {day(to)}" if to != request.today else ""
    measure = measure_of(session, found)
    shown, newest, older = _updates(session, found.id, request)
    on = f" on {day(found.ended_on)}" if found.ended_on else ""
    return TheAction(
        ref=found.ref,
        title=found.title,
        ended=f"{found.ended.capitalize()}{on}. {found.reason or 'No reason recorded.'}" if found.ended else "",
        activity=activity,
        impact=impact,
        overdue=f"{plural(overdue, 'day')} overdue{reckoned}" if overdue else "",
        by_the_rules=_by_the_rules(session, found, last, to, request),
        facts=tuple(_facts(session, found, measure, last, request)),
        boards=tuple(board_history(session, found.id, BOARDS)),
        updates=_told(session, found, shown, request),
        newest=newest,
        older=older,
        may_update=not found.ended and may(request.asker, Permission.UPDATE, found),
    )


def _by_the_rules(session: Session, found: Action, last: Update | None, to: date, request: Request) -> tuple[str, ...]:
    if last is None or found.ended:
        return ()
    grounds = grounds_of(session, request.asker.organisation_id, found, request.now, request.zone)
    return differences(last, grounds, to)


def _facts(
    session: Session, found: Action, measure: Measure | None, last: Update | None, request: Request
) -> list[tuple[str, str]]:
    area, board, owner = session.execute(
        select(col(Area.title), col(Board.name), col(Post.title))
        .select_from(Action)
        .outerjoin(Area, and_(col(Area.plan_id) == Action.plan_id, col(Area.number) == Action.area_number))
        .outerjoin(Board, col(Board.id) == Action.board_id)
        .outerjoin(Post, col(Post.id) == Action.owner_post_id)
        .where(col(Action.id) == found.id)
    ).one()
    agreed = f"{measure.definition} ({'agreed' if measure.agreed else 'proposed, not agreed'})" if measure else ""
    return [
        ("Original deadline", found.original_deadline.words()),
        ("Approved deadline", found.approved_deadline.words()),
        ("Forecast", day(last.forecast) if last and last.forecast else "none given"),
        ("Recovery date", day(last.recovery_date) if last and last.recovery_date else "none given"),
        ("Senior responsible officer", _owner(session, found, owner, request)),
        ("Board", board or _unlinked(found.board_written)),
        ("Area", f"{found.area_number} {area or ''}".strip()),
        ("Impact measure", agreed or "none agreed"),
    ]


def _owner(session: Session, found: Action, title: str | None, request: Request) -> str:
    if title is None:
        return _unlinked(found.owner_written)
    holders = session.execute(
        select(col(Person.name))
        .join(Holding, col(Holding.person_id) == Person.id)
        .where(col(Holding.post_id) == found.owner_post_id, *held_on(request.today))
    ).scalars()
    names = list(holders)
    if not names:
        return f"{title} (vacant)"
    others = [name for name in names if name != title]
    return f"{title} ({joined(others)})" if others else title


def _unlinked(written: str | None) -> str:
    return f"{written} (not linked)" if written else "none"


def _updates(session: Session, action_id: int, request: Request) -> tuple[Sequence[Update], bool, int | None]:
    """One page of updates, whether it is the first, and from which update the next one goes on."""
    before = number_of(request.values.get("before", ""))
    start = session.get(Update, before) if before is not None else None
    conditions = [col(Update.action_id) == action_id]
    if start is not None and start.action_id == action_id:
        conditions.append(or_(col(Update.at) < start.at, and_(col(Update.at) == start.at, col(Update.id) < start.id)))
    found = (
        session.execute(
            select(Update).where(*conditions).order_by(col(Update.at).desc(), col(Update.id).desc()).limit(UPDATES + 1)
        )
        .scalars()
        .all()
    )
    shown = found[:UPDATES]
    return shown, len(conditions) == 1, shown[-1].id if len(found) > UPDATES else None


def _told(session: Session, action: Action, shown: Sequence[Update], request: Request) -> tuple[ToldUpdate, ...]:
    names = _of(session, col(Person.id), col(Person.name), {each.by_person_id for each in shown})
    titles = _of(session, col(Post.id), col(Post.title), {each.for_post_id for each in shown})
    days = _of(session, col(Meeting.id), col(Meeting.on), {each.meeting_id for each in shown})
    by_link = _by_link(session, action, shown, request)
    since = all_since(session, shown, request.zone)
    taken_back = _of(session, col(TakenBack.update_id), col(TakenBack.at), {each.id for each in shown})
    told = []
    for each in shown:
        on = days.get(each.meeting_id)
        how = [f"for the board of {day(on)}" if on else ""]
        how.append({UpdateKind.NO_CHANGE: "no change", UpdateKind.IMPORTED: "imported"}.get(each.kind, ""))
        how.append(by_link.get(each.id, ""))
        how.append(f"taken back on {moment(taken_back[each.id], request.zone)}" if each.id in taken_back else "")
        who, title = names.get(each.by_person_id), titles.get(each.for_post_id)
        told.append(
            ToldUpdate(
                id=each.id,
                when=moment(each.at, request.zone),
                at=each.at,
                who=(f"{who}, for {title}" if title and title != who else who) if who else "the secretariat’s import",
                how=", ".join(filter(None, how)),
                activity=each.activity,
                impact=each.impact,
                since=since.get(each.id, ""),
                commentary=each.commentary or "",
                told=tuple((field.label, cell_words(cell)) for field, cell in beside_commentary(each)),
            )
        )
    return tuple(told)


def _by_link(session: Session, action: Action, shown: Sequence[Update], request: Request) -> dict[int, str]:
    """Of the updates that came by a link of somebody else's: whose link it was, as the log has it."""
    if not shown:
        return {}
    ours = col(Event.organisation_id) == request.asker.organisation_id
    recorded = session.execute(
        select(col(Event.door), col(Event.after))
        .where(ours, col(Event.subject) == f"action {action.ref}", col(Event.what) == "update.recorded")
        .where(col(Event.at) >= shown[-1].at, col(Event.door).startswith("link "))
    )
    doors = {after["update"]: door for door, after in recorded if after}
    if not doors:
        return {}
    made = session.execute(
        select(col(Event.subject), col(Person.name))
        .join(Person, col(Person.id) == Event.person_id)
        .where(ours, col(Event.subject).in_(set(doors.values())), col(Event.what) == "link.made")
    )
    makers = dict(made.all())
    return {update: f"by a link from {makers[door]}" for update, door in doors.items() if door in makers}


def _of(session: Session, id: Any, value: Any, wanted: set[int | None]) -> dict[int | None, Any]:
    """Of the rows with the ids that are wanted: one value, by id."""
    return dict(session.execute(select(id, value).where(id.in_(wanted - {None}))).all())
