"""Recording updates: the one place that adds an answer to the record, with its event."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.boards.boards import Meeting
from models.plan.actions import Action
from models.record.events import Actor, Change, record
from models.record.statements import kept
from models.updates.answer import FIELDS, Answers, Kind
from models.updates.updates import Draft, Update, UpdateKind, stands


def newest_update(session: Session, action_id: int, at: datetime | None = None) -> Update | None:
    """The update of an action that counts at `at` (aware UTC); by default the last one that stands."""
    return session.exec(_newest(until=at is not None), params={"action": action_id, "at": at}).first()


@kept
def _newest(until: bool) -> SelectOfScalar[Update]:
    by_then = [col(Update.at) <= bindparam("at")] if until else []
    return (
        select(Update)
        .where(col(Update.action_id) == bindparam("action"), stands(Update.id), *by_then)
        .order_by(col(Update.at).desc(), col(Update.id).desc())
        .limit(1)
    )


def answers_of(update: Update) -> Answers:
    """What an update declared, to begin the next one with."""
    return Answers(**{name: getattr(update, name) for name in FIELDS})


def says_nothing_new(said: Mapping[str, Any], last: Update) -> bool:
    """Whether every answer in `said`, by field, is what the last update has: same ratings and dates, no new word."""
    return all(is_as_before(value, getattr(last, name)) for name, value in said.items())


def is_as_before(value: Any, before: Any) -> bool:
    """Whether a field says what it said before: the same rating or day, or no new word."""
    return bool(_plain(value) == _plain(before))


def confirmed_since(session: Session, update_ids: Collection[int]) -> dict[int, datetime]:
    """Of the updates among these that are a "no change": when the update that they confirm was given, by their ids."""
    rows = session.execute(columns(col(Update.id), confirmed_at()).where(col(Update.id).in_(update_ids)))
    return {update_id: at for update_id, at in rows if at is not None}


def confirmed_at() -> ColumnElement[datetime]:
    """When the update that a "no change" confirms was given, in a query of `Update`; NULL of any other update."""
    confirmed = aliased(Update)
    latest = (
        columns(func.max(col(confirmed.at)))
        .where(
            col(confirmed.action_id) == col(Update.action_id),
            col(confirmed.kind) != UpdateKind.NO_CHANGE,
            stands(confirmed.id),
            col(confirmed.id) < col(Update.id),  # two may be of the same moment
        )
        .correlate(Update)
        .scalar_subquery()
    )
    return case((col(Update.kind) == UpdateKind.NO_CHANGE, latest))


def record_update(
    session: Session,
    actor: Actor,
    action: Action,
    meeting: Meeting | None,
    answers: Answers,
    kind: UpdateKind,
    before: Update | None,
    draft: Draft | None,
    cleared: Sequence[str] = (),
) -> Update:
    """Add an update for `meeting`, after the one that counted until now, and drop the person's draft.

    The caller has taken its turn before it read those two: of two people at once the second one sees what the first one
    said, and its answer counts, even if it was asked for earlier and had to wait. `cleared` names the fields that this
    update takes back, of which an event of their own tells.
    """
    together: list[Update] = session.info.setdefault("recorded", [])
    update = Update(
        action_id=action.id,
        meeting_id=meeting.id if meeting else None,
        at=max(actor.at, before.at) if before else actor.at,
        by_person_id=actor.person_id,
        for_post_id=action.owner_post_id,
        recorded_with=together[0].id if together else None,
        kind=kind,
        **vars(answers),
    )
    session.add(update)
    session.flush()
    together.append(update)
    if draft is not None:
        session.delete(draft)
    record(
        session,
        actor,
        Change("update.recorded", f"action {action.ref}", brief(before) if before else None, brief(update)),
    )
    if cleared:
        record(session, actor, Change("answer.cleared", f"action {action.ref}", None, {"fields": ", ".join(cleared)}))
    return update


def recorded_in(session: Session) -> Sequence[Update]:
    """The updates that this transaction has recorded so far; they are one confirmation, and taken back as one."""
    recorded: Sequence[Update] = session.info.get("recorded", ())
    return recorded


def keep_draft(session: Session, actor: Actor, action: Action, answers: Mapping[str, Any]) -> None:
    """Keep what a person has typed so far, replacing the draft before; the answers are JSON by field name."""
    assert actor.person_id is not None
    draft = draft_of(session, actor.person_id, action.id) or Draft(
        person_id=actor.person_id, action_id=action.id, saved_at=actor.at, answers={}
    )
    draft.saved_at, draft.answers = actor.at, dict(answers)
    session.add(draft)
    record(session, actor, Change("draft.kept", f"action {action.ref}"))


def draft_of(session: Session, person_id: int, action_id: int) -> Draft | None:
    """What the person has typed about the action and not yet sent."""
    return session.exec(select(Draft).where(Draft.person_id == person_id, Draft.action_id == action_id)).first()


def _plain(value: Any) -> Any:
    """A text without what makes no difference to its words: case, spaces, the full stop at its end. None is no text."""
    return " ".join(value.split()).casefold().strip(" .") if isinstance(value, str) else value or ""


def brief(update: Update) -> dict[str, Any]:
    """What the log says of an update: everything but the typed text, which stays in its own table."""
    plain = {name: getattr(update, name) for name, each in FIELDS.items() if each.kind in (Kind.RATING, Kind.DAY)}
    return {
        "update": update.id,
        "kind": update.kind.value,
        "for_post": update.for_post_id,
        **{
            name: value.isoformat() if isinstance(value, date) else str(value) for name, value in plain.items() if value
        },
    }
