"""Escalations: an ask to somebody higher, step by step up the ladder, and what became of it (`domain.md` 2, 5).

An escalation stands with one addressee at a time; whoever that is answers it, takes it on or passes it up, and what is
not answered when it is due climbs. At the improvement board it is a request for its next meeting, and the board's
decision is the answer. Nothing is edited: a step is closed, and the next one opened.
"""

from datetime import date

from sqlmodel import Session, col

from models.decisions.proposals import Proposal, ProposalKind, propose, take_back_proposal
from models.escalations.ladder import TOP, Addressee, Ladder
from models.escalations.raised import (
    Came,
    Ended,
    Escalation,
    EscalationStep,
    Raised,
    came_back,
    escalations_where,
    late_escalations,
)
from models.plan.actions import Action
from models.record.events import Actor, Change, record
from models.record.working_days import WorkingDays

LONGEST_ASK = 600
"""Characters of what is asked, and of an answer to it."""


class NothingAbove(ValueError):
    """There is no rung above on which anybody is."""


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
    """Let it climb to the next rung above where anybody is but who asked, passed up or by itself. Each rung on which
    nobody is becomes a step that it left at once. Raises `NothingAbove`.
    """
    action, last, asker = raised.action, raised.last, raised.escalation.by_person_id
    place = ladder.place(last.to, action)
    if place < 0 and asker is not None:
        place = ladder.place_of([asker], action)
    to, empty = ladder.above(place, action, [*filter(None, (asker,)), *ladder.people(last.to, action)])
    if to is None:
        raise NothingAbove(f"There is nobody above {last.to.called} on the ladder.")
    _end(session, actor, raised, ended, words)
    came = Came.PASSED_UP if ended is Ended.PASSED_UP else Came.CLIMBED
    number = len(raised.steps) + 1
    for each in empty:
        _pass_by(session, actor, raised.escalation, action, each, number, came)
        number += 1
    _open(session, actor, ladder, raised.escalation, action, to, number, came, None, today, days)
    return _again(session, raised.escalation)


def _pass_by(
    session: Session, actor: Actor, escalation: Escalation, action: Action, to: Addressee, number: int, came: Came
) -> None:
    step = EscalationStep(
        escalation_id=escalation.id,
        number=number,
        called=to.called,
        rung=to.rung,
        at=actor.at,
        came=came,
        ended=Ended.CLIMBED,
        ended_at=actor.at,
    )
    session.add(step)
    session.flush()
    _note(session, actor, "passed_by", action, escalation, step)


def climb_what_is_due(session: Session, actor: Actor, today: date, days: WorkingDays) -> list[Raised]:
    """Let everything climb whose answer was due before a local day; gives what has. What nobody is above stays, and
    whose action came back into the plan after that day has its time again.
    """
    waiting = [each for each in late_escalations(session, actor.organisation_id, today) if each.waits]
    if not waiting:
        return []
    ladder, climbed = Ladder.of(session, actor.organisation_id, today), []
    back = came_back(session, {each.action.id for each in waiting})
    for each in waiting:
        if _has_its_time_again(session, actor, ladder, each, back.get(each.action.id), today, days):
            continue
        try:
            climbed.append(climb(session, actor, ladder, each, Ended.CLIMBED, None, today, days))
        except NothingAbove:
            continue
    return climbed


def _has_its_time_again(
    session: Session,
    actor: Actor,
    ladder: Ladder,
    raised: Raised,
    back_on: date | None,
    today: date,
    days: WorkingDays,
) -> bool:
    """Whether the answer is due later than it was: nobody could give one while its action had left the plan."""
    step, count = session.get_one(EscalationStep, raised.last.id), ladder.days(raised.last.to.rung)
    if back_on is None or step.due is None or back_on <= step.due or not count:
        return False
    step.due = days.shifted(back_on, count)
    session.add(step)
    _note(session, actor, "due_again", raised.action, raised.escalation, step)
    return step.due >= today


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
    (found,) = escalations_where(session, col(Escalation.id) == escalation.id)
    return found
