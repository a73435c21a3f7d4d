"""What was escalated, as it is told: to whom it went, step by step, and what became of it (`domain.md` 2, 5).

Nothing is edited: a step is closed, and the next one opened. What an escalation is worth follows from its steps, from
the board's decision of the request that it has become, and from whether its action is still in the plan.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, UniqueConstraint, and_, bindparam, case, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Field, Session, col, select

from models.boards.boards import Meeting
from models.decisions.decisions import DecidedChange, Decision, Effect, Outcome
from models.decisions.proposals import AgendaItem, Proposal
from models.escalations.ladder import Addressee
from models.people.people import Person, Post
from models.plan.actions import Action, Plan
from models.record.columns import Numbered, choice, index_where
from models.record.statements import kept


class Came(StrEnum):
    """How an escalation came to an addressee."""

    ASKED = "asked"
    PASSED_UP = "passed up"
    CLIMBED = "climbed"


class Ended(StrEnum):
    """What an addressee made of it."""

    ANSWERED = "answered"
    TAKEN_ON = "taken on"
    PASSED_UP = "passed up"
    CLIMBED = "climbed"
    """Unanswered; where no answer was due, since nobody was there when it came up."""
    DECIDED = "decided"
    """By the improvement board; never stored: the decision is."""


class Escalation(Numbered, table=True):
    """What is asked about an action, by whom and for which post. Over once it is answered, resolved or taken back."""

    action_id: int = Field(foreign_key="action.id", index=True)
    ask: str
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")
    for_post_id: int | None = Field(default=None, foreign_key="post.id")
    resolved_at: datetime | None = None
    resolved_by_person_id: int | None = Field(default=None, foreign_key="person.id")
    taken_back_at: datetime | None = None


class EscalationStep(Numbered, table=True):
    """One addressee of an escalation, as an `Addressee` has it, and what became of it there.

    `due` is the local day by which an answer is due; `by_when` that by which who took it on will have done it. `words`
    are the answer, or why it was passed up. `proposal_id` is the request to the improvement board.
    """

    __tablename__ = "escalation_step"
    __table_args__ = (
        UniqueConstraint("escalation_id", "number"),
        index_where("uq_escalation_step_open", "escalation_id", where="ended IS NULL", unique=True),
    )

    escalation_id: int = Field(foreign_key="escalation.id")
    number: int
    called: str
    rung: str | None = None
    board_id: int | None = Field(default=None, foreign_key="board.id")
    post_id: int | None = Field(default=None, foreign_key="post.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
    came: Came = Field(sa_type=choice(Came))
    due: date | None = None
    ended: Ended | None = Field(default=None, sa_type=choice(Ended))
    ended_at: datetime | None = None
    ended_by_person_id: int | None = Field(default=None, foreign_key="person.id")
    words: str | None = None
    by_when: date | None = None
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", index=True)


@dataclass(frozen=True)
class Step:
    """A step as it is told. `ended_by` is the name of who ended it; `decision` what the board made of the request."""

    id: int
    to: Addressee
    at: datetime
    came: Came
    due: date | None
    ended: Ended | None
    ended_at: datetime | None
    ended_by_id: int | None
    ended_by: str | None
    words: str | None
    by_when: date | None
    proposal_id: int | None
    decision: Decision | None
    first_due: date | None = None
    """Of what a board is to decide the day of the meeting that was asked first; `due` is that of the last one."""


@dataclass(frozen=True)
class Raised:
    """An escalation as it is told: with its action, who asked (`by`, for the post titled `for_post`), and its steps.

    `taken_back_at` is when it was taken back, or the request that it had become; `gone_at` since when its action has
    been ended: nobody has anything to do about it then, until the action is taken up again.
    """

    escalation: Escalation
    action: Action
    by: str | None
    for_post: str | None
    steps: Sequence[Step]
    resolved_at: datetime | None
    taken_back_at: datetime | None
    gone_at: datetime | None

    @property
    def taken_back(self) -> bool:
        """Whether it was taken back."""
        return self.taken_back_at is not None

    @property
    def last(self) -> Step:
        """Where it stands."""
        return self.steps[-1]

    @property
    def outcome(self) -> str:
        """What became of it: "open", "answered", "decided", "taken on", "resolved", "taken back" or "action ended"."""
        if self.taken_back:
            return "taken back"
        if self.resolved_at:
            return "resolved"
        if self.gone_at and self.last.ended in (None, Ended.TAKEN_ON):
            return "action ended"
        return self.last.ended.value if self.last.ended else "open"

    @property
    def over_at(self) -> datetime | None:
        """When it was over; None as long as it is not, or is taken on."""
        if not self.is_over:
            return None
        by_itself = self.gone_at if self.outcome == "action ended" else self.last.ended_at
        return self.taken_back_at or self.resolved_at or by_itself

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self.outcome == "open"

    @property
    def is_over(self) -> bool:
        """Whether nobody has anything to do about it any more."""
        return self.outcome not in ("open", Ended.TAKEN_ON)

    def due(self) -> date | None:
        """By when an answer is due, or what was taken on is to be done; None where nothing is, or no day was named."""
        if self.is_over:
            return None
        return self.last.due if self.waits else self.last.by_when

    def days_overdue(self, day: date) -> int:
        """How many days that is past on a local day."""
        due = self.due()
        return max(0, (day - due).days) if due else 0

    def as_at(self, at: datetime) -> "Raised | None":
        """It as it was known at a moment (aware UTC); None before it was asked."""
        if self.escalation.at > at:
            return None
        steps = [_as_at(each, at) for each in self.steps if each.at <= at]
        resolved, back, gone = (
            when if when and when <= at else None for when in (self.resolved_at, self.taken_back_at, self.gone_at)
        )
        return replace(self, steps=steps, resolved_at=resolved, taken_back_at=back, gone_at=gone)


def _as_at(step: Step, at: datetime) -> Step:
    if step.first_due and step.first_due >= at.date():  # the meeting that was asked first lay ahead
        step = replace(step, due=step.first_due)
    if step.ended_at is None or step.ended_at <= at:
        return step
    nothing = dict.fromkeys(("ended", "ended_at", "ended_by_id", "ended_by", "words", "by_when", "decision"))
    return replace(step, **nothing)  # type: ignore[arg-type]


def escalated_about(action_id: ColumnElement[int] | Mapped[int]) -> ColumnElement[bool]:
    """Whether anything was escalated about an action, by the column with its id."""
    return select(Escalation.id).where(col(Escalation.action_id) == action_id).exists()


def escalations_about(session: Session, action_ids: Collection[int]) -> list[Raised]:
    """Everything that was escalated about these actions, in its order; one query."""
    return escalations_where(session, col(Escalation.action_id).in_(action_ids))


def escalations_not_over(session: Session, organisation_id: int, since: datetime | None = None) -> list[Raised]:
    """What is open or taken on, the oldest first; with `since` (aware UTC) also what ended after that."""
    found = _raised(session, _not_over(organisation_id, since is not None), {"since": since} if since else {})
    return [each for each in found if not each.is_over or (since and _ended_after(each, since))]


@kept
def _not_over(organisation_id: int, or_since: bool) -> Select[*tuple[Any, ...]]:
    after = [col(Escalation.resolved_at) >= bindparam("since")] if or_since else []
    return _as_told().where(of_organisation(organisation_id), or_(col(Escalation.resolved_at).is_(None), *after))


def escalation_with(session: Session, organisation_id: int, escalation_id: int) -> Raised | None:
    """The escalation with this id, where there is one of the organisation."""
    return next(
        iter(escalations_where(session, of_organisation(organisation_id), col(Escalation.id) == escalation_id)), None
    )


def of_organisation(organisation_id: int) -> ColumnElement[bool]:
    """That an action is one of an organisation's plan."""
    plans = select(Plan.id).where(Plan.organisation_id == organisation_id)
    return col(Action.plan_id).in_(plans)


def _ended_after(raised: Raised, since: datetime) -> bool:
    return raised.over_at is not None and raised.over_at >= since


def escalations_where(session: Session, *wanted: ColumnElement[bool]) -> list[Raised]:
    """What was escalated of which these conditions are true, in its order; one query."""
    return _raised(session, _as_told().where(*wanted), {})


def late_escalations(session: Session, organisation_id: int, today: date) -> list[Raised]:
    """What was escalated whose answer was due before a local day, about actions that are in the plan; one query."""
    return _raised(session, _late(organisation_id), {"today": today})


@kept
def _late(organisation_id: int) -> Select[*tuple[Any, ...]]:
    overdue = col(EscalationStep.ended).is_(None), col(EscalationStep.due) < bindparam("today")
    late = columns(col(EscalationStep.escalation_id)).where(*overdue, col(EscalationStep.proposal_id).is_(None))
    plan = of_organisation(organisation_id)
    return _as_told().where(plan, col(Escalation.id).in_(late), col(Action.ended).is_(None))


def _raised(session: Session, statement: Select[*tuple[Any, ...]], said: Mapping[str, Any]) -> list[Raised]:
    rows = session.execute(statement, said)
    found: dict[int, Raised] = {}
    for escalation, step, action, by, for_post, ended_by, decision, request_back_at, asked_on, ended_at in rows:
        told = _step(step, ended_by, decision, asked_on)
        back_at = escalation.taken_back_at or request_back_at
        known = found.get(escalation.id)
        steps = [*(known.steps if known else ()), told]
        gone_at = (ended_at or _noon_of(action.ended_on) or escalation.at) if action.ended else None
        found[escalation.id] = Raised(escalation, action, by, for_post, steps, escalation.resolved_at, back_at, gone_at)
    return list(found.values())


@kept
def _as_told() -> Select[*tuple[Any, ...]]:
    """All that is told of escalations, in their order, with one row a step."""
    closer = aliased(Person)
    decided = and_(
        col(Decision.proposal_id) == col(EscalationStep.proposal_id),
        col(Decision.undone_at).is_(None),
        col(Decision.outcome) != Outcome.DEFERRED,
    )
    told_of: tuple[Any, ...] = (
        *(Escalation, EscalationStep, Action, col(Person.name), col(Post.title), closer.name, Decision),
        *(col(Proposal.taken_back_at), _asked_on(), _ended_at()),
    )
    return (
        columns(*told_of)
        .join(EscalationStep, col(EscalationStep.escalation_id) == col(Escalation.id))
        .join(Action, col(Action.id) == col(Escalation.action_id))
        .outerjoin(Person, col(Person.id) == col(Escalation.by_person_id))
        .outerjoin(Post, col(Post.id) == col(Escalation.for_post_id))
        .outerjoin(closer, col(closer.id) == col(EscalationStep.ended_by_person_id))
        .outerjoin(Decision, decided)
        .outerjoin(Proposal, col(Proposal.id) == col(EscalationStep.proposal_id))
        .order_by(col(Escalation.id), col(EscalationStep.number))
    )


def _asked_on() -> Any:
    """The day of the last meeting that is asked to decide what a step has become; for a query."""
    its_own = col(AgendaItem.proposal_id) == col(EscalationStep.proposal_id), col(Meeting.cancelled).is_(None)
    last = columns(func.max(col(Meeting.on))).join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
    return last.where(*its_own).correlate(EscalationStep).scalar_subquery()


def _ended_at() -> Any:
    """When the decision that ended an action was entered, where one did; for a query."""
    ended = col(DecidedChange.effect) == Effect.ENDED, col(Decision.undone_at).is_(None)
    its_own = col(DecidedChange.action_id) == col(Action.id)
    by = and_(col(DecidedChange.decision_id) == col(Decision.id), its_own)
    return columns(func.max(col(Decision.at))).join(DecidedChange, by).where(*ended).correlate(Action).scalar_subquery()


def came_back(session: Session, action_ids: Collection[int]) -> dict[int, date]:
    """The day (UTC) on which each of these actions last came back into the plan: its ending was undone, or a board took
    it up again. One query.
    """
    undone = and_(col(DecidedChange.effect) == Effect.ENDED, col(Decision.undone_at).is_not(None))
    again = and_(col(DecidedChange.effect) == Effect.ADDED, col(Decision.undone_at).is_(None))
    when = func.max(case((undone, col(Decision.undone_at)), else_=col(Decision.at)))
    rows = session.execute(
        columns(col(DecidedChange.action_id), when)
        .join(Decision, col(Decision.id) == col(DecidedChange.decision_id))
        .where(col(DecidedChange.action_id).in_(action_ids), or_(undone, again))
        .group_by(col(DecidedChange.action_id))
    )
    return {action_id: at.date() for action_id, at in rows}


def _noon_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), UTC) if day else None


def _step(step: EscalationStep, ended_by: str | None, decision: Decision | None, asked_on: date | None) -> Step:
    to = Addressee(step.called, step.rung, step.board_id, step.post_id, step.person_id)
    ended, ended_at = step.ended, step.ended_at
    if decision is not None and ended is None:
        ended, ended_at = Ended.DECIDED, decision.at
    return Step(
        step.id,
        to,
        step.at,
        step.came,
        step.due if step.proposal_id is None else asked_on,
        ended,
        ended_at,
        step.ended_by_person_id,
        ended_by,
        step.words,
        step.by_when,
        step.proposal_id,
        decision if ended is Ended.DECIDED else None,
        step.due if step.proposal_id is not None else None,
    )
