"""Escalations: an ask to somebody higher, step by step up the ladder, and what became of it (`domain.md` 2, 5).

An escalation stands with one addressee at a time; whoever that is answers it, takes it on or passes it up, and what is
not answered when it is due climbs. At the improvement board it is a request for its next meeting, and the board's
decision is the answer. Nothing is edited: a step is closed, and the next one opened.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Field, Session, col, select

from models.decisions.decisions import Decision, Outcome
from models.decisions.proposals import Proposal, ProposalKind, propose, take_back_proposal
from models.escalations.ladder import TOP, Addressee, Ladder
from models.people.people import Person, Post
from models.plan.actions import Action, Plan
from models.record.columns import Numbered, choice, index_where
from models.record.events import Actor, Change, record
from models.record.working_days import WorkingDays

LONGEST_ASK = 600
"""Characters of what is asked, and of an answer to it."""


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


@dataclass(frozen=True)
class Raised:
    """An escalation as it is told: with its action, who asked (`by`, for the post titled `for_post`), and its steps."""

    escalation: Escalation
    action: Action
    by: str | None
    for_post: str | None
    steps: Sequence[Step]
    resolved_at: datetime | None
    taken_back: bool

    @property
    def last(self) -> Step:
        """Where it stands."""
        return self.steps[-1]

    @property
    def outcome(self) -> str:
        """What became of it: "open", "answered", "decided", "taken on", "resolved" or "taken back"."""
        if self.taken_back:
            return "taken back"
        if self.resolved_at:
            return "resolved"
        return self.last.ended.value if self.last.ended else "open"

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
        back = self.escalation.taken_back_at
        resolved = self.resolved_at if self.resolved_at and self.resolved_at <= at else None
        return replace(
            self, steps=steps, resolved_at=resolved, taken_back=self.taken_back and (back is None or back <= at)
        )


def _as_at(step: Step, at: datetime) -> Step:
    if step.ended_at is None or step.ended_at <= at:
        return step
    nothing = dict.fromkeys(("ended", "ended_at", "ended_by_id", "ended_by", "words", "by_when", "decision"))
    return replace(step, **nothing)  # type: ignore[arg-type]


class NothingAbove(ValueError):
    """There is no rung above on which anybody is."""


def escalated_about(action_id: ColumnElement[int] | Mapped[int]) -> ColumnElement[bool]:
    """Whether anything was escalated about an action, by the column with its id."""
    return select(Escalation.id).where(col(Escalation.action_id) == action_id).exists()


def escalations_about(session: Session, action_ids: Collection[int]) -> list[Raised]:
    """Everything that was escalated about these actions, in its order; one query."""
    return _raised(session, col(Escalation.action_id).in_(action_ids))


def escalations_not_over(session: Session, organisation_id: int, since: datetime | None = None) -> list[Raised]:
    """What is open or taken on, the oldest first; with `since` (aware UTC) also what ended after that."""
    plan = _plan_of(organisation_id)
    found = _raised(session, plan, or_(col(Escalation.resolved_at).is_(None), *_after(since)))
    return [each for each in found if not each.is_over or (since and _ended_after(each, since))]


def escalation_with(session: Session, organisation_id: int, escalation_id: int) -> Raised | None:
    """The escalation with this id, where there is one of the organisation."""
    return next(iter(_raised(session, _plan_of(organisation_id), col(Escalation.id) == escalation_id)), None)


def _plan_of(organisation_id: int) -> ColumnElement[bool]:
    plans = select(Plan.id).where(Plan.organisation_id == organisation_id)
    return col(Action.plan_id).in_(plans)


def _after(since: datetime | None) -> list[ColumnElement[bool]]:
    return [col(Escalation.resolved_at) >= since] if since else []


def _ended_after(raised: Raised, since: datetime) -> bool:
    ended = raised.resolved_at or raised.escalation.taken_back_at or raised.last.ended_at
    return ended is not None and ended >= since


def _raised(session: Session, *wanted: ColumnElement[bool]) -> list[Raised]:
    closer = aliased(Person)
    decided = and_(
        col(Decision.proposal_id) == col(EscalationStep.proposal_id),
        col(Decision.undone_at).is_(None),
        col(Decision.outcome) != Outcome.DEFERRED,
    )
    rows = session.exec(
        select(Escalation, EscalationStep, Action, Person.name, Post.title, closer.name, Decision, Proposal)  # type: ignore[call-overload]
        .join(EscalationStep, col(EscalationStep.escalation_id) == col(Escalation.id))
        .join(Action, col(Action.id) == col(Escalation.action_id))
        .outerjoin(Person, col(Person.id) == col(Escalation.by_person_id))
        .outerjoin(Post, col(Post.id) == col(Escalation.for_post_id))
        .outerjoin(closer, closer.id == col(EscalationStep.ended_by_person_id))
        .outerjoin(Decision, decided)
        .outerjoin(Proposal, col(Proposal.id) == col(EscalationStep.proposal_id))
        .where(*wanted)
        .order_by(col(Escalation.id), col(EscalationStep.number))
    )
    found: dict[int, Raised] = {}
    for escalation, step, action, by, for_post, ended_by, decision, proposal in rows:
        told = _step(step, ended_by, decision)
        back = escalation.taken_back_at is not None or (proposal is not None and proposal.taken_back_at is not None)
        known = found.get(escalation.id)
        steps = [*(known.steps if known else ()), told]
        found[escalation.id] = Raised(escalation, action, by, for_post, steps, escalation.resolved_at, back)
    return list(found.values())


def _step(step: EscalationStep, ended_by: str | None, decision: Decision | None) -> Step:
    to = Addressee(step.called, step.rung, step.board_id, step.post_id, step.person_id)
    ended, ended_at = step.ended, step.ended_at
    if decision is not None and ended is None:
        ended, ended_at = Ended.DECIDED, decision.at
    return Step(
        step.id,
        to,
        step.at,
        step.came,
        step.due,
        ended,
        ended_at,
        step.ended_by_person_id,
        ended_by,
        step.words,
        step.by_when,
        step.proposal_id,
        decision if ended is Ended.DECIDED else None,
    )


# What is done with one. The caller has taken its turn at the record.


def escalate(
    session: Session,
    actor: Actor,
    ladder: Ladder,
    action: Action,
    to: Addressee,
    ask: str,
    for_post_id: int | None,
    due: date | None,
    today: date,
    days: WorkingDays,
) -> Raised:
    """Ask somebody; without a day by the time of their rung. `today` is local."""
    escalation = Escalation(
        action_id=action.id, ask=ask, at=actor.at, by_person_id=actor.person_id, for_post_id=for_post_id
    )
    session.add(escalation)
    session.flush()
    step = _open(session, actor, ladder, escalation, action, to, 1, Came.ASKED, due, today, days)
    _note(session, actor, "asked", action, escalation, step)
    return _again(session, escalation)


def answer(session: Session, actor: Actor, raised: Raised, words: str) -> Raised:
    """Answer it, in words."""
    _end(session, actor, raised, Ended.ANSWERED, words)
    return _again(session, raised.escalation)


def take_on(session: Session, actor: Actor, raised: Raised, by_when: date | None, words: str | None = None) -> Raised:
    """Take it on: it is the addressee's to do, by a local day."""
    step = _end(session, actor, raised, Ended.TAKEN_ON, words)
    step.by_when = by_when
    session.add(step)
    return _again(session, raised.escalation)


def climb(
    session: Session,
    actor: Actor,
    ladder: Ladder,
    raised: Raised,
    ended: Ended,
    words: str | None,
    today: date,
    days: WorkingDays,
) -> Raised:
    """Let it climb to the next rung above where anybody is, passed up or by itself. Raises `NothingAbove`."""
    action, last = raised.action, raised.last
    place = ladder.place(last.to, action)
    if place < 0 and raised.escalation.by_person_id is not None:
        place = ladder.place_of([raised.escalation.by_person_id], action)
    to, _ = ladder.above(place, action, ladder.people(last.to, action))
    if to is None:
        raise NothingAbove(f"There is nobody above {last.to.called} on the ladder.")
    _end(session, actor, raised, ended, words)
    came = Came.PASSED_UP if ended is Ended.PASSED_UP else Came.CLIMBED
    _open(session, actor, ladder, raised.escalation, action, to, len(raised.steps) + 1, came, None, today, days)
    return _again(session, raised.escalation)


def climb_what_is_due(session: Session, actor: Actor, today: date, days: WorkingDays) -> list[Raised]:
    """Let everything climb whose answer was due before a local day; gives what has. What nobody is above stays."""
    overdue = col(EscalationStep.ended).is_(None), col(EscalationStep.due) < today
    late = select(EscalationStep.escalation_id).where(*overdue, col(EscalationStep.proposal_id).is_(None))
    plan = _plan_of(actor.organisation_id)
    found = _raised(session, plan, col(Escalation.id).in_(late), col(Action.ended).is_(None))
    waiting = [each for each in found if each.waits]
    if not waiting:
        return []
    ladder, climbed = Ladder.of(session, actor.organisation_id, today), []
    for each in waiting:
        try:
            climbed.append(climb(session, actor, ladder, each, Ended.CLIMBED, None, today, days))
        except NothingAbove:
            continue
    return climbed


def resolve(session: Session, actor: Actor, raised: Raised) -> Raised:
    """Say that what was asked is done."""
    raised.escalation.resolved_at, raised.escalation.resolved_by_person_id = actor.at, actor.person_id
    session.add(raised.escalation)
    _note(session, actor, "resolved", raised.action, raised.escalation)
    return _again(session, raised.escalation)


def take_back(session: Session, actor: Actor, raised: Raised) -> Raised:
    """Take it back; a request that it has become is taken back with it."""
    raised.escalation.taken_back_at = actor.at
    session.add(raised.escalation)
    if raised.last.proposal_id is not None:
        proposal = session.get_one(Proposal, raised.last.proposal_id)
        if proposal.taken_back_at is None:
            take_back_proposal(session, actor, proposal, f"proposal {proposal.name}")
    _note(session, actor, "taken_back", raised.action, raised.escalation)
    return _again(session, raised.escalation)


def _open(
    session: Session,
    actor: Actor,
    ladder: Ladder,
    escalation: Escalation,
    action: Action,
    to: Addressee,
    number: int,
    came: Came,
    due: date | None,
    today: date,
    days: WorkingDays,
) -> EscalationStep:
    proposal_id = None
    if to.rung == TOP and ladder.top_board is not None:
        proposal_id, due = _ask_the_board(session, actor, ladder, escalation, action, today)
    elif due is None and (count := ladder.days(to.rung)):
        due = days.shifted(today, count)
    step = EscalationStep(
        escalation_id=escalation.id,
        number=number,
        called=to.called,
        rung=to.rung,
        board_id=to.board_id,
        post_id=to.post_id,
        person_id=to.person_id,
        at=actor.at,
        came=came,
        due=due,
        proposal_id=proposal_id,
    )
    session.add(step)
    session.flush()
    if came is not Came.ASKED:
        _note(session, actor, came.value.replace(" ", "_"), action, escalation, step)
    return step


def _ask_the_board(
    session: Session, actor: Actor, ladder: Ladder, escalation: Escalation, action: Action, today: date
) -> tuple[int, date | None]:
    """Enter it as a request for the improvement board's next meeting; gives it, and the day of that meeting."""
    board = ladder.top_board
    assert board is not None
    proposal = Proposal(
        organisation_id=actor.organisation_id,
        kind=ProposalKind.REQUEST,
        board_id=board.id,
        after={"ask": "authorise", "what": f"{escalation.ask} (escalated for {action.ref})"},
        at=actor.at,
    )
    meeting = propose(session, actor, proposal, f"action {action.ref}", today)
    proposal.by_person_id = escalation.by_person_id
    session.add(proposal)
    return proposal.id, meeting.on if meeting else None


def _end(session: Session, actor: Actor, raised: Raised, ended: Ended, words: str | None) -> EscalationStep:
    step = session.get_one(EscalationStep, raised.last.id)
    assert step.ended is None
    step.ended, step.ended_at, step.ended_by_person_id, step.words = ended, actor.at, actor.person_id, words
    session.add(step)
    session.flush()
    if ended in (Ended.ANSWERED, Ended.TAKEN_ON):
        _note(session, actor, ended.value.replace(" ", "_"), raised.action, raised.escalation, step)
    return step


def _note(
    session: Session,
    actor: Actor,
    what: str,
    action: Action,
    escalation: Escalation,
    step: EscalationStep | None = None,
) -> None:
    """The event; what was typed stays in its own table."""
    told: dict[str, object] = {"escalation": escalation.id}
    if step is not None:
        to = (("rung", step.rung), ("board", step.board_id), ("post", step.post_id), ("person", step.person_id))
        told |= {name: value for name, value in to if value}
        told |= {"due": step.due.isoformat() if step.due else None}
    record(session, actor, Change(f"escalation.{what}", f"action {action.ref}", None, told))


def _again(session: Session, escalation: Escalation) -> Raised:
    session.flush()
    (found,) = _raised(session, col(Escalation.id) == escalation.id)
    return found
