"""Highlights: improvements that are nominated for a meeting's pack. Five make the Top 5 (`domain.md` 2)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.boards.boards import Meeting
from models.people.people import Person
from models.plan.actions import Action
from models.record.columns import Numbered
from models.record.events import Actor, Change, record, take_turn


class Highlight(Numbered, table=True):
    """What is worth telling the board about an action, in a sentence or two; one an action and meeting."""

    __table_args__ = (UniqueConstraint("meeting_id", "action_id"),)

    meeting_id: int = Field(foreign_key="meeting.id")
    action_id: int = Field(foreign_key="action.id")
    text: str
    by_person_id: int = Field(foreign_key="person.id")
    at: datetime


def highlight_of(session: Session, action: Action, meeting_id: int) -> Highlight | None:
    """What is nominated of an action for a meeting, if anything is."""
    return session.exec(
        select(Highlight).where(Highlight.action_id == action.id, Highlight.meeting_id == meeting_id)
    ).first()


def nominate(
    session: Session, actor: Actor, action: Action, meeting_id: int, text: str, by_person_id: int | None = None
) -> None:
    """Nominate an action for a meeting's highlights, or say it in other words.

    `by_person_id` is who nominates it, where that is not who acts.
    """
    by = by_person_id or actor.person_id
    assert by is not None
    take_turn(session, actor)
    found = highlight_of(session, action, meeting_id)
    before = {"meeting": meeting_id, "by": found.by_person_id} if found else None
    highlight = found or Highlight(meeting_id=meeting_id, action_id=action.id, text="", by_person_id=by, at=actor.at)
    highlight.text, highlight.by_person_id, highlight.at = text, by, actor.at
    session.add(highlight)
    what = "highlight.reworded" if found else "highlight.nominated"
    record(session, actor, Change(what, f"action {action.ref}", before, {"meeting": meeting_id}))


def withdraw(session: Session, actor: Actor, action: Action, meeting_id: int) -> bool:
    """Take an action off a meeting's highlights; False when it was none."""
    take_turn(session, actor)
    found = highlight_of(session, action, meeting_id)
    if found is None:
        return False
    session.delete(found)
    before = {"meeting": meeting_id, "by": found.by_person_id}
    record(session, actor, Change("highlight.withdrawn", f"action {action.ref}", before))
    return True


def highlights_of(session: Session, meeting_id: int) -> list[tuple[Highlight, Action]]:
    """A meeting's highlights in the natural order of refs."""
    rows = session.exec(
        select(Highlight, Action)
        .join(Action, col(Action.id) == Highlight.action_id)
        .where(Highlight.meeting_id == meeting_id)
        .order_by(col(Action.ref_order))
    )
    return [(highlight, action) for highlight, action in rows]


def highlights_with_places(session: Session, plan_id: int) -> list[tuple[Highlight, Meeting, Action, Person]]:
    """Every highlight of a plan with its meeting, its action and who nominated it, in their order."""
    rows = session.exec(
        select(Highlight, Meeting, Action, Person)
        .join(Meeting, col(Meeting.id) == Highlight.meeting_id)
        .join(Action, col(Action.id) == Highlight.action_id)
        .join(Person, col(Person.id) == Highlight.by_person_id)
        .where(Action.plan_id == plan_id)
        .order_by(col(Meeting.on), col(Action.ref_order))
    )
    return [(each, meeting, action, by) for each, meeting, action, by in rows]
