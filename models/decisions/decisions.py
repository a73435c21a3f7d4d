"""Decisions: what a board decided, numbered in its meeting, and what that changed of the plan.

Source: `domain.md` 4.1, 5: only a board's recorded decision moves an approved date, ends an action or adds one. A
decision happens at once, dated to its meeting; it can be undone, and the record keeps both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, col, select

from models.boards.boards import Board, Meeting
from models.decisions.decision import Decision as Decision
from models.decisions.decision import Outcome as Outcome
from models.decisions.proposals import AgendaItem, Proposal, asked_last, is_carried_over, is_open, meeting_asked
from models.plan.actions import Action, DateChange, Plan
from models.plan.deadlines import Deadline, Precision
from models.record.columns import Numbered, choice, json_column
from models.record.events import Actor, Change, Event, record
from models.record.statements import kept


class Effect(StrEnum):
    """What a decision did to an action: whether it counts from then on, counts no longer, or counts as before."""

    ADDED = "added"
    ENDED = "ended"
    CHANGED = "changed"


class DecidedChange(Numbered, table=True):
    """What a decision changed of one action: its columns before and after, as JSON; nothing before of a new one."""

    __tablename__ = "decided_change"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    effect: Effect = Field(sa_type=choice(Effect))
    before: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    after: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())


class ActionArising(Numbered, table=True):
    """What a decision asks of somebody, until a board says that it is done: it comes back on every agenda until then.

    `owner_post_id` or, where it is nobody of the record, `owner_written` has it to do by the day `due`.
    """

    __tablename__ = "action_arising"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    what: str
    owner_post_id: int | None = Field(default=None, foreign_key="post.id")
    owner_written: str | None = None
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Sitting:
    """Where something is decided: which body, its board and meeting where the record has them, and the local day."""

    body: str
    on: date
    board_id: int | None = None
    meeting_id: int | None = None


class DecidedAlready(ValueError):
    """Somebody else was quicker: `decision` stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.name} of {decision.on.isoformat()} stands.")
        self.decision = decision


def enter_decision(
    session: Session,
    actor: Actor,
    sitting: Sitting,
    proposal: Proposal,
    outcome: Outcome,
    subject: str,
    *,
    words: str | None = None,
    minute: str | None = None,
    until: date | None = None,
    number: int | None = None,
) -> Decision:
    """Enter what a board decided of a proposal; what it changes is done by `models.decisions.effects`.

    Raises `DecidedAlready`. The `number` is the next one there, unless one is given that is free (`decision_at`); that
    of one that was undone is given again to the next decision of its proposal. The caller has taken its turn at the
    record.
    """
    standing = decision_of(session, proposal)
    if standing is not None and standing.outcome is not Outcome.DEFERRED:
        raise DecidedAlready(standing)
    there = session.exec(
        select(Decision).where(
            Decision.organisation_id == actor.organisation_id, Decision.body == sitting.body, Decision.on == sitting.on
        )
    ).all()
    before = next((each.number for each in there if each.proposal_id == proposal.id and each.undone_at), None)
    if before in {each.number for each in there if each.undone_at is None}:
        before = None
    decision = Decision(
        organisation_id=actor.organisation_id,
        board_id=sitting.board_id,
        body=sitting.body,
        meeting_id=sitting.meeting_id,
        on=sitting.on,
        number=number or before or max((each.number for each in there), default=0) + 1,
        proposal_id=proposal.id,
        outcome=outcome,
        words=words,
        minute=minute,
        until=until,
        at=actor.at,
        by_person_id=actor.person_id,
    )
    session.add(decision)
    session.flush()
    told = {
        "decision": decision.name,
        "body": decision.body,
        "on": decision.on.isoformat(),
        "outcome": outcome.value,
        **({"until": until.isoformat()} if until else {}),
    }
    record(session, actor, Change("decision.recorded", subject, {"proposal": proposal.name}, told))
    return decision


def mark_undone(session: Session, actor: Actor, decision: Decision, subject: str) -> None:
    """Say that a decision counts for nothing any more. The caller has taken its turn at the record."""
    decision.undone_at, decision.undone_by_person_id = actor.at, actor.person_id
    session.add(decision)
    was = {"decision": decision.name, "body": decision.body, "on": decision.on.isoformat()}
    record(session, actor, Change("decision.undone", subject, was, None))


def decision_of(session: Session, proposal: Proposal) -> Decision | None:
    """The last decision of a proposal that stands."""
    return decisions_of_proposals(session, [proposal.id]).get(proposal.id)


def decisions_of_proposals(session: Session, proposal_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision that stands of each of these proposals, by the proposal."""
    standing = select(Decision).where(col(Decision.proposal_id).in_(proposal_ids), col(Decision.undone_at).is_(None))
    found = session.exec(standing.order_by(col(Decision.id)))
    return {each.proposal_id: each for each in found if each.proposal_id is not None}


def is_waiting(proposal: Proposal, decision: Decision | None) -> bool:
    """Whether a proposal, of which `decision` is the last that stands, is still to be decided."""
    undecided = decision is None or decision.outcome is Outcome.DEFERRED
    return proposal.number is not None and proposal.taken_back_at is None and undecided


@dataclass(frozen=True)
class Asked:
    """What a meeting is asked to decide: the `number` in its list, the proposal, and what was decided there of it."""

    number: int
    proposal: Proposal
    decision: Decision | None
    deferred_by: Decision | None = None
    """What put it off at an earlier meeting."""

    @property
    def waits(self) -> bool:
        """Whether the meeting has still to decide it."""
        return self.proposal.taken_back_at is None and self.decision is None


def agenda(session: Session, meeting: Meeting) -> list[Asked]:
    """What a meeting is asked to decide, in the order of its numbers, which never move.

    What waits from earlier meetings, or since before there was any, comes after what was put on its agenda, with the
    numbers that `bring_forward` gives.
    """
    return agenda_with_arising(session, meeting)[0]


def agenda_with_arising(session: Session, meeting: Meeting) -> tuple[list[Asked], list[tuple[Decision, ActionArising]]]:
    """The same, and what comes back on every agenda: what decisions ask for and no board has called done, the oldest
    first. One question to the record where nothing is asked.
    """
    organisation_id = session.get_one(Board, meeting.board_id).organisation_id
    found = session.execute(_on_agenda(organisation_id, meeting.board_id, meeting.id)).all()
    rows = list({proposal.id: (proposal, number) for proposal, number, there, *_ in found if there}.values())
    arising = [(decision, each) for *_, decision, each in found if each is not None]
    arising.sort(key=lambda each: (each[0].on, each[0].number, each[1].id))
    return _asked(session, meeting, rows) if rows else [], arising


@kept
def _on_agenda(organisation_id: int, board_id: int, meeting_id: int) -> Select[*tuple[Any, ...]]:
    its_own = and_(col(AgendaItem.proposal_id) == col(Proposal.id), col(AgendaItem.meeting_id) == meeting_id)
    of_board = and_(col(Proposal.board_id) == board_id, *is_open(organisation_id))
    asking = aliased(Decision)
    stands = and_(col(asking.proposal_id) == col(Proposal.id), col(asking.undone_at).is_(None))
    not_done = and_(col(ActionArising.decision_id) == col(asking.id), col(ActionArising.done_on).is_(None))
    on_it = or_(col(AgendaItem.number).is_not(None), of_board)
    ours = col(Proposal.organisation_id) == organisation_id
    return (
        columns(Proposal, col(AgendaItem.number), on_it, asking, ActionArising)
        .outerjoin(AgendaItem, its_own)
        .outerjoin(asking, stands)
        .outerjoin(ActionArising, not_done)
        .where(or_(on_it, and_(ours, col(ActionArising.id).is_not(None))))
        .order_by(col(AgendaItem.number), col(Proposal.number), col(ActionArising.id))
    )


def _asked(session: Session, meeting: Meeting, rows: Sequence[tuple[Proposal, int | None]]) -> list[Asked]:
    """What stands or comes on a meeting's agenda, by its numbers; None where it has none there yet."""
    numbers = {proposal.id: number for proposal, number in rows if number is not None}
    left = [proposal for proposal, number in rows if number is None]
    asked_before = asked_last(session, [each.id for each in left]) if left else {}
    left = sorted(left, key=lambda each: each.number or 0)
    over = [each for each in left if is_carried_over(each, asked_before.get(each.id), meeting)]
    numbers |= {each.id: at for at, each in enumerate(over, max(numbers.values(), default=0) + 1)}
    decisions = session.exec(
        select(Decision)
        .where(col(Decision.proposal_id).in_(numbers), col(Decision.undone_at).is_(None))
        .order_by(col(Decision.id))
    ).all()
    elsewhere = {each.proposal_id: each for each in decisions if each.outcome is not Outcome.DEFERRED}
    here = {each.proposal_id: each for each in decisions if each.meeting_id == meeting.id}
    put_off = {each.proposal_id: each for each in decisions if each.outcome is Outcome.DEFERRED}
    asked = [
        Asked(
            numbers[proposal.id],
            proposal,
            here.get(proposal.id) or elsewhere.get(proposal.id),
            put_off.get(proposal.id) if proposal.id not in here else None,
        )
        for proposal, _ in rows
        if proposal.id in numbers
    ]
    return sorted(asked, key=lambda each: each.number)


def without_meeting(session: Session, organisation_id: int) -> list[Proposal]:
    """What waits for a board that has no meeting in the calendar, by its numbers."""
    made = waiting(session, organisation_id)
    asked = asked_last(session, [each.id for each in made])
    return [each for each in made if each.id not in asked]


def waiting(session: Session, organisation_id: int) -> Sequence[Proposal]:
    """The proposals that no board has decided, or that were deferred, by their numbers."""
    made = select(Proposal).where(*is_open(organisation_id))
    return session.exec(made.order_by(col(Proposal.number))).all()


def waiting_alike(session: Session, proposal: Proposal) -> Proposal | None:
    """What waits for the same board and asks of it what a proposal does, but for the ref of what is new."""

    def asks(of: Proposal) -> tuple[Any, ...]:
        return of.kind, of.board_id, {name: value for name, value in of.after.items() if name != "ref"}

    made = waiting(session, proposal.organisation_id)
    return next((each for each in made if asks(each) == asks(proposal)), None)


def meeting_deciding(session: Session, proposal: Proposal, today: date) -> Meeting | None:
    """The meeting that is to decide a proposal: the last that has been by a local day, was asked, and has not deferred
    it; else the last that is asked.
    """
    deferred = select(Decision.id).where(
        Decision.proposal_id == proposal.id,
        col(Decision.meeting_id) == col(Meeting.id),
        col(Decision.undone_at).is_(None),
    )
    been = (
        col(Meeting.on) <= today,
        col(Meeting.cancelled).is_(None),
        AgendaItem.proposal_id == proposal.id,
        ~deferred.exists(),
    )
    listed = select(Meeting).join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id)).where(*been)
    found = session.exec(listed.order_by(col(Meeting.on).desc()).limit(1)).first()
    return found or meeting_asked(session, proposal)


def decision_by_id(session: Session, organisation_id: int, decision_id: int) -> Decision | None:
    """The decision with this id, where there is one of the organisation."""
    found = session.get(Decision, decision_id)
    return found if found and found.organisation_id == organisation_id else None


def decision_at(session: Session, organisation_id: int, sitting: Sitting, number: int) -> Decision | None:
    """The decision with this number that a body took on a day, and that stands."""
    there = Decision.organisation_id == organisation_id, Decision.body == sitting.body, Decision.on == sitting.on
    return session.exec(
        select(Decision).where(*there, Decision.number == number, col(Decision.undone_at).is_(None))
    ).first()


def decisions_called(session: Session, organisation_id: int, number: int, on: date | None = None) -> list[Decision]:
    """The decisions with this number that stand, of each body the last, or that of a day: those of a meeting first, the
    newest first.
    """
    mine = [col(Decision.organisation_id) == organisation_id, col(Decision.undone_at).is_(None)]
    mine += [col(Decision.number) == number, *([col(Decision.on) == on] if on else [])]
    last: dict[str, Decision] = {}
    for each in session.exec(select(Decision).where(*mine).order_by(col(Decision.on).desc())):
        last.setdefault(each.body, each)
    return sorted(last.values(), key=lambda each: each.meeting_id is None)


def last_decision(session: Session, organisation_id: int) -> Decision | None:
    """The decision that was entered last and stands."""
    mine = Decision.organisation_id == organisation_id, col(Decision.undone_at).is_(None)
    return session.exec(select(Decision).where(*mine).order_by(col(Decision.id).desc()).limit(1)).first()


def decisions_of(session: Session, organisation_id: int) -> Sequence[tuple[Decision, Proposal, Action | None]]:
    """The decisions of an organisation that stand, each with its proposal and the action which that is about: the
    newest meeting first, by number.
    """
    rows = session.exec(
        select(Decision, Proposal, Action)
        .join(Proposal, col(Proposal.id) == col(Decision.proposal_id))
        .outerjoin(Action, col(Action.id) == col(Proposal.action_id))
        .where(Decision.organisation_id == organisation_id, col(Decision.undone_at).is_(None))
        .order_by(col(Decision.on).desc(), col(Decision.body), col(Decision.number))
    )
    return [(decision, proposal, action) for decision, proposal, action in rows]


def outcomes_since(session: Session, organisation_id: int, since: datetime) -> Sequence[tuple[Decision, Proposal]]:
    """The decisions that were entered after a moment (aware UTC) and stand, each with its proposal, the first first."""
    rows = session.exec(
        select(Decision, Proposal)
        .join(Proposal, col(Proposal.id) == col(Decision.proposal_id))
        .where(Decision.organisation_id == organisation_id, Decision.at > since, col(Decision.undone_at).is_(None))
        .order_by(col(Decision.id))
    )
    return [(decision, proposal) for decision, proposal in rows]


def changes_of(session: Session, decision: Decision) -> Sequence[DecidedChange]:
    """What a decision changed, in the order in which it did."""
    return session.exec(
        select(DecidedChange).where(DecidedChange.decision_id == decision.id).order_by(col(DecidedChange.id))
    ).all()


def changes_by(session: Session, decision_ids: Collection[int]) -> dict[int, list[tuple[DecidedChange, Action]]]:
    """What each of these decisions changed of which actions, in the order in which it did."""
    rows = session.exec(
        select(DecidedChange, Action)
        .join(Action, col(Action.id) == col(DecidedChange.action_id))
        .where(col(DecidedChange.decision_id).in_(decision_ids))
        .order_by(col(DecidedChange.id))
    )
    found: dict[int, list[tuple[DecidedChange, Action]]] = {}
    for change, action in rows:
        found.setdefault(change.decision_id, []).append((change, action))
    return found


@dataclass(frozen=True)
class Move:
    """A deadline that was moved: what it was and became, as given, and by which decision; None where none was told."""

    was: Deadline
    became: Deadline
    decision: Decision | None


def moves_of(session: Session, action_id: int) -> list[Move]:
    """How often the deadline of an action was moved, the first time first."""
    return [move for _, move in _moves(session, DateChange.action_id == action_id)]


def moves_between(session: Session, plan: Plan, since: datetime | None, until: datetime) -> list[tuple[str, Move]]:
    """The deadlines of a plan that were moved between two moments (aware UTC), of which the first may be the beginning:
    the ref of each, and its move. A move counts from when it was entered, by a decision or by a file; what the first
    file told of had been before, and is no move since.
    """
    at = func.coalesce(col(Decision.at), col(DateChange.at))
    added = col(Event.organisation_id) == plan.organisation_id, col(Event.what) == "action.added"
    first = select(Event.at).where(*added).order_by(col(Event.id)).limit(1).scalar_subquery()
    news = or_(col(DateChange.decision_id).is_not(None), first.is_(None), col(DateChange.at) != first)
    return _moves(session, Action.plan_id == plan.id, news, at <= until, *([at > since] if since else []))


def _moves(session: Session, *wanted: Any) -> list[tuple[str, Move]]:
    rows = session.exec(
        select(Action.ref, DateChange, Decision, DecidedChange)
        .join(Action, col(Action.id) == DateChange.action_id)
        .outerjoin(Decision, col(Decision.id) == col(DateChange.decision_id))
        .outerjoin(
            DecidedChange,
            and_(
                col(DecidedChange.decision_id) == col(Decision.id),
                col(DecidedChange.action_id) == col(DateChange.action_id),
            ),
        )
        .where(*wanted)
        .order_by(col(DateChange.at), col(DateChange.id))
    )
    return [
        (
            ref,
            Move(
                _deadline(moved.was, change.before if change else {}),
                _deadline(moved.became, change.after if change else {}),
                decision,
            ),
        )
        for ref, moved, decision, change in rows
    ]


def _deadline(on: date | None, columns: Mapping[str, Any]) -> Deadline:
    """A day as exact as it was given, where that was kept."""
    given = Precision.DAY if on else Precision.TO_BE_CONFIRMED
    return Deadline(on, Precision(columns.get("approved_precision", given)))


def decision_that(session: Session, action_id: int, effect: Effect) -> Decision | None:
    """The last decision that stands and had this effect on an action."""
    had = DecidedChange.action_id == action_id, DecidedChange.effect == effect, col(Decision.undone_at).is_(None)
    made = select(Decision).join(DecidedChange, col(DecidedChange.decision_id) == col(Decision.id)).where(*had)
    return session.exec(made.order_by(col(Decision.id).desc()).limit(1)).first()


def arising_from(session: Session, decision_ids: Collection[int]) -> dict[int, list[ActionArising]]:
    """The actions arising from each of these decisions, by decision."""
    found: dict[int, list[ActionArising]] = {}
    wanted = select(ActionArising).where(col(ActionArising.decision_id).in_(decision_ids))
    for each in session.exec(wanted.order_by(col(ActionArising.id))):
        found.setdefault(each.decision_id, []).append(each)
    return found


def open_actions_arising(session: Session, organisation_id: int) -> Sequence[tuple[Decision, ActionArising]]:
    """What decisions that stand ask for and no board has called done, the oldest first."""
    rows = session.exec(
        select(Decision, ActionArising)
        .join(ActionArising, col(ActionArising.decision_id) == col(Decision.id))
        .where(
            Decision.organisation_id == organisation_id,
            col(Decision.undone_at).is_(None),
            col(ActionArising.done_on).is_(None),
        )
        .order_by(col(Decision.on), col(Decision.number), col(ActionArising.id))
    )
    return [(decision, arising) for decision, arising in rows]


def arising_by_id(session: Session, organisation_id: int, arising_id: int) -> tuple[Decision, ActionArising] | None:
    """What a decision of the organisation asks for, by its id; None where there is none."""
    found = session.exec(
        select(Decision, ActionArising)
        .join(ActionArising, col(ActionArising.decision_id) == col(Decision.id))
        .where(ActionArising.id == arising_id, Decision.organisation_id == organisation_id)
    ).first()
    return (found[0], found[1]) if found else None


def add_action_arising(session: Session, actor: Actor, decision: Decision, arising: ActionArising) -> None:
    """Let a decision ask something of somebody. The caller has taken its turn at the record."""
    session.add(arising)
    session.flush()
    told = {"arising": arising.id, "owner_post_id": arising.owner_post_id, "due": _iso(arising.due)}
    record(session, actor, Change("arising.added", f"decision {decision.name} {decision.on.isoformat()}", None, told))


def mark_done(session: Session, actor: Actor, decision: Decision, arising: ActionArising, on: date) -> None:
    """Say that a board has called what arose from a decision done, on a local day."""
    arising.done_on = on
    session.add(arising)
    told = {"arising": arising.id, "done_on": on.isoformat()}
    record(session, actor, Change("arising.done", f"decision {decision.name} {decision.on.isoformat()}", None, told))


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
