"""What is known of an action that somebody answers for: its last answer, their draft, and what the rules know of it.

One query: a form that is submitted waits for nothing else.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from models.plan.actions import Action
from models.plan.evidence import is_evidenced
from models.plan.measures import Measure, values_given
from models.position.grounds import blue_since, grounds_from, impact_at_boards
from models.position.suggestions import Grounds
from models.record.statements import kept
from models.updates.updates import Draft, Update, latest_update

_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ActionAsked:
    """An action as whoever answers for it finds it. `grounds` are those of `last`, the answer that the next follows."""

    action: Action
    last: Update | None
    draft: Draft | None
    grounds: Grounds

    def grounds_with(self, answer: Update, zone: ZoneInfo) -> Grounds:
        """The grounds once another answer has been recorded; days are those of `zone`."""
        if not answer.activity.is_done:
            return replace(self.grounds, completed_on=None)
        if self.last is not None and self.last.activity.is_done:
            return self.grounds
        return replace(self.grounds, completed_on=answer.at.astimezone(zone).date())


def asked_about(
    session: Session, organisation_id: int, plan_id: int, ref: str, person_id: int, zone: ZoneInfo
) -> ActionAsked | None:
    """The action with this ref, ended ones included, and what is known of it; None where the plan has none.

    The last answer is the last of all, whoever gave it and whenever it was asked for.
    """
    row = session.execute(_of_ref(organisation_id, plan_id), {"ref": ref, "person": person_id}).first()
    if row is None:
        return None
    action, last, draft, *told = row
    return ActionAsked(action, last, draft, grounds_from(zone, action.approved_due, action.due, *told))


@kept
def _of_ref(organisation_id: int, plan_id: int) -> Select[*tuple[Any, ...]]:
    ref: Any = bindparam("ref")
    person: Any = bindparam("person")
    of_plan = col(Action.plan_id) == plan_id
    this = select(col(Action.id)).where(of_plan, col(Action.ref) == ref)
    blue = blue_since(this, _EVER).subquery()
    impacts = impact_at_boards(organisation_id, date.max)
    return (
        select(
            *(Action, Update, Draft, Measure, values_given()),
            *(blue.c.since, blue.c.by_a_file, is_evidenced(_EVER), *impacts),
        )
        .select_from(Action)
        .outerjoin(Update, col(Update.id) == latest_update(_EVER))
        .outerjoin(Draft, (col(Draft.action_id) == col(Action.id)) & (col(Draft.person_id) == person))
        .outerjoin(Measure, col(Measure.action_id) == col(Action.id))
        .outerjoin(blue, blue.c.action_id == col(Action.id))
        .where(of_plan, col(Action.ref) == ref)
    )
