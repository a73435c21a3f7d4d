"""Which actions have an agreed measure and which lack one; and that their owners were asked for those, by a day.

Who was asked hears of it until a measure is proposed to a board, or the day has passed (`domain.md` 4.2: in
messages that go out, within their budget).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Field, Session, col

from models.boards.boards import Board
from models.decisions.decisions import waiting
from models.decisions.proposals import Proposal, ProposalKind
from models.plan.actions import Action, Plan
from models.plan.course import values_from
from models.plan.measures import Measure, Measured, values_given
from models.record.columns import Numbered
from models.record.events import Actor, Change, record


class MeasuresAsked(Numbered, table=True):
    """That the owners of all actions without an agreed measure were asked for one, of one board's actions or of all."""

    __tablename__ = "measures_asked"

    plan_id: int = Field(foreign_key="plan.id", index=True)
    board_id: int | None = Field(default=None, foreign_key="board.id")
    due: date
    at: datetime
    by_person_id: int | None = Field(default=None, foreign_key="person.id")


@dataclass(frozen=True)
class MeasureStands:
    """An action of the plan with its measure, if it has one, and the proposal of one that waits for a board."""

    action: Action
    measured: Measured | None
    proposal: Proposal | None

    @property
    def is_agreed(self) -> bool:
        """Whether a board has agreed its measure."""
        return self.measured is not None and self.measured.measure.agreed

    @property
    def lacks(self) -> bool:
        """Whether one is to be proposed: none is agreed, and none waits for a board."""
        return not self.is_agreed and self.proposal is None


def measures_in_plan(session: Session, plan: Plan, on: date) -> list[MeasureStands]:
    """Every action that is in the plan on a local day, with how its measure stands, in the order of the refs."""
    proposed = {
        each.action_id: each
        for each in waiting(session, plan.organisation_id)
        if each.kind is ProposalKind.MEASURE and each.action_id is not None
    }
    rows = session.execute(
        select(Action, Measure, values_given())
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .where(
            col(Action.plan_id) == plan.id,
            col(Action.ended_on).is_(None) | (col(Action.ended_on) > on),
            col(Action.added_on).is_(None) | (col(Action.added_on) <= on),
        )
        .order_by(col(Action.ref_order))
    )
    return [
        MeasureStands(
            action,
            Measured(measure, measure.id, values_from(values)) if measure else None,
            proposed.get(action.id),
        )
        for action, measure, values in rows
    ]


def asked_for_measures(session: Session, plan: Plan, on: date) -> Sequence[MeasuresAsked]:
    """What was asked whose day has not passed on a local day, the one that is due first first."""
    asked = select(MeasuresAsked).where(col(MeasuresAsked.plan_id) == plan.id, col(MeasuresAsked.due) >= on)
    return session.execute(asked.order_by(col(MeasuresAsked.due), col(MeasuresAsked.id))).scalars().all()


@dataclass(frozen=True)
class MeasureWanted:
    """An action for which a measure is asked, and the ask that is due first."""

    stands: MeasureStands
    asked: MeasuresAsked


def measures_wanted(session: Session, plan: Plan, on: date) -> list[MeasureWanted]:
    """The actions for which a measure is asked on a local day and none is proposed yet."""
    asked = asked_for_measures(session, plan, on)
    if not asked:
        return []
    found = []
    for each in measures_in_plan(session, plan, on):
        about = next((ask for ask in asked if ask.board_id in (None, each.action.board_id)), None)
        if each.lacks and about:
            found.append(MeasureWanted(each, about))
    return found


def ask_for_measures(session: Session, actor: Actor, plan: Plan, board: Board | None, due: date) -> MeasuresAsked:
    """Ask the owners of a board's actions, or of all, for the measures that are not proposed yet."""
    made = MeasuresAsked(
        plan_id=plan.id, board_id=board.id if board else None, due=due, at=actor.at, by_person_id=actor.person_id
    )
    session.add(made)
    session.flush()
    told = {"due": due.isoformat(), "board": board.name if board else None}
    record(session, actor, Change("measures.asked", "plan", None, told))
    return made
