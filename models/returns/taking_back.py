"""Taking back what one confirmation recorded: until the freeze of its meeting, all of it at once.

An update is never changed: that it was taken back is a row of its own (`TakenBack`) and an event, and the answer before
stands again. Whatever reads updates leaves out what was taken back (`models.updates.updates.stands`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.boards.boards import Meeting
from models.people.people import Person
from models.plan.actions import Action, Plan
from models.position.freezing import freeze_of
from models.position.snapshots import Snapshot, SnapshotRow, snapshot_of
from models.record.events import Actor, Change, record_many
from models.updates.recording import brief
from models.updates.updates import TakenBack, TakenIn, Update, UpdateKind, latest_update, stands


@dataclass(frozen=True)
class Given:
    """An update and its action; `taken_back` if it was. `fixed` is the meeting whose fixed figures have it in them,
    `confirmed` the "no change" that was given of it since and would confirm something else without it.
    """

    update: Update
    action: Action
    taken_back: TakenBack | None
    fixed: Meeting | None
    confirmed: Update | None = None

    @property
    def stays(self) -> bool:
        """Whether it cannot be taken back."""
        return bool(self.fixed or self.confirmed)


def last_confirmation(session: Session, person_id: int) -> int | None:
    """The first update of what a person recorded last; None where that is nothing."""
    mine = (col(Update.by_person_id) == person_id, col(Update.kind) != UpdateKind.IMPORTED)
    last: Update | None = session.execute(select(Update).where(*mine).order_by(col(Update.id).desc()).limit(1)).scalar()
    return first_of(last) if last else None


def first_of(update: Update) -> int:
    """The first update of the confirmation that recorded this one: what names the confirmation."""
    return update.id if update.recorded_with is None else update.recorded_with


def confirmation(session: Session, organisation_id: int, first: int, now: datetime) -> Sequence[Given]:
    """What was recorded by the press or message whose first update has this id; empty where there is none.

    `now` is aware UTC. The statements are as many for one update as for many.
    """
    rows = session.execute(
        select(Update, Action, TakenBack, TakenIn)
        .join(Action, col(Action.id) == col(Update.action_id))
        .join(Plan, col(Plan.id) == col(Action.plan_id))
        .outerjoin(TakenBack, col(TakenBack.update_id) == col(Update.id))
        .outerjoin(TakenIn, col(TakenIn.update_id) == col(Update.id))
        .where(
            col(Plan.organisation_id) == organisation_id,
            col(Update.id) >= first,
            func.coalesce(Update.recorded_with, Update.id) == first,
            col(Update.kind) != UpdateKind.IMPORTED,
        )
        .order_by(col(Update.id))
    ).all()
    fixed = _fixed(session, organisation_id, [update for update, *_ in rows], now)
    taken_in = _meetings(session, {each.meeting_id for *_, each in rows if each})
    confirmed = _confirmed(session, [update for update, *_ in rows])
    return [
        Given(
            update,
            action,
            back,
            (taken_in[late.meeting_id] if late else None) or fixed.get(update.id),
            confirmed.get(update.id),
        )
        for update, action, back, late in rows
    ]


def take_back(session: Session, actor: Actor, given: Sequence[Given]) -> Sequence[tuple[Given, Update | None, str]]:
    """Take these updates back. Gives each with what stands now in its place, if anything, and the name of its giver.

    The caller has taken its turn at the record, and has seen that none is fixed or was taken back before.
    """
    for each in given:
        session.add(TakenBack(update_id=each.update.id, at=actor.at, by_person_id=actor.person_id))
    session.flush()
    session.info.setdefault("taken_back", []).extend(each.update for each in given)
    standing = _standing(session, [each.action.id for each in given], actor.at)
    found = [(each, *standing.get(each.action.id, (None, ""))) for each in given]
    record_many(
        session,
        actor,
        [
            Change("update.taken_back", f"action {each.action.ref}", brief(each.update), brief(now) if now else None)
            for each, now, _ in found
        ],
    )
    return found


def taken_back_in(session: Session) -> Sequence[Update]:
    """The updates that this transaction has taken back so far."""
    taken: Sequence[Update] = session.info.get("taken_back", ())
    return taken


def _standing(session: Session, action_ids: Sequence[int], at: datetime) -> dict[int, tuple[Update, str]]:
    """The update that stands for each of these actions, and the name of who gave it: empty for an import."""
    rows = session.execute(
        select(Update, col(Person.name))
        .select_from(Action)
        .join(Update, col(Update.id) == latest_update(at))
        .outerjoin(Person, col(Person.id) == col(Update.by_person_id))
        .where(col(Action.id).in_(action_ids))
    )
    return {update.action_id: (update, name or "") for update, name in rows}


def _confirmed(session: Session, updates: Sequence[Update]) -> dict[int, Update]:
    """Of these updates, those after which a "no change" follows, with it: it says that what they said still holds."""
    said = {each.action_id: each.id for each in updates if each.kind is UpdateKind.UPDATE}
    if not said:
        return {}
    later = session.execute(
        select(Update)
        .where(col(Update.action_id).in_(said), col(Update.id) > min(said.values()), stands(Update.id))
        .order_by(col(Update.id))
    ).scalars()
    following: dict[int, Update] = {}
    for each in later:
        if each.id > said[each.action_id]:
            following.setdefault(said[each.action_id], each)
    return {given: each for given, each in following.items() if each.kind is UpdateKind.NO_CHANGE}


def _fixed(session: Session, organisation_id: int, updates: Sequence[Update], now: datetime) -> dict[int, Meeting]:
    """Of these updates, those that count for a meeting whose freeze is over or stand in a snapshot: which meeting's."""
    over = {
        meeting.id: meeting
        for meeting in _meetings(session, {each.meeting_id for each in updates if each.meeting_id}).values()
        if snapshot_of(session, meeting.id) or freeze_of(session, organisation_id, meeting) <= now
    }
    rows = session.execute(
        select(col(SnapshotRow.update_id), Meeting)
        .join(Snapshot, col(Snapshot.id) == col(SnapshotRow.snapshot_id))
        .join(Meeting, col(Meeting.id) == col(Snapshot.meeting_id))
        .where(
            col(SnapshotRow.action_id).in_([each.action_id for each in updates]),
            col(SnapshotRow.update_id).in_([each.id for each in updates]),
        )
        .order_by(col(Meeting.on).desc())
    )
    frozen = {update_id: meeting for update_id, meeting in rows if update_id is not None}
    return frozen | {each.id: over[each.meeting_id] for each in updates if each.meeting_id in over}


def _meetings(session: Session, ids: set[int]) -> dict[int, Meeting]:
    if not ids:
        return {}
    return {each.id: each for each in session.execute(select(Meeting).where(col(Meeting.id).in_(ids))).scalars()}
