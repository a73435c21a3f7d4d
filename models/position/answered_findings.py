"""Findings and the actions that answer them, each with how it stands: read in one query, however many there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.plan.actions import Action, Area
from models.plan.findings import Finding, FindingAction
from models.plan.ratings import Rating
from models.updates.updates import Update, latest_update


@dataclass(frozen=True)
class Answering:
    """An action that answers a finding, what it was merged into, and its ratings by its last update, if it has any."""

    action: Action
    into: Action | None
    activity: Rating | None
    impact: Rating | None


@dataclass(frozen=True)
class AnsweredFinding:
    """A finding, its area, and the actions that answer it in the natural order of refs."""

    finding: Finding
    area: Area | None
    answers: tuple[Answering, ...]


def answered_findings(session: Session, plan_id: int, at: datetime) -> list[AnsweredFinding]:
    """The findings of a plan that stand, by source in the order in which these came, with the ratings at `at` (aware
    UTC).
    """
    into, first = aliased(Action), aliased(Finding)
    begins = (
        select(func.min(col(first.number)))
        .where(col(first.plan_id) == plan_id, col(first.source) == col(Finding.source), col(first.removed_at).is_(None))
        .correlate(Finding)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Finding, Area, Action, into, col(Update.activity), col(Update.impact))
        .outerjoin(Area, col(Area.id) == col(Finding.area_id))
        .outerjoin(
            FindingAction,
            and_(col(FindingAction.finding_id) == col(Finding.id), col(FindingAction.removed_at).is_(None)),
        )
        .outerjoin(Action, col(Action.id) == col(FindingAction.action_id))
        .outerjoin(into, col(into.id) == col(Action.merged_into_id))
        .outerjoin(Update, col(Update.id) == latest_update(at))
        .where(col(Finding.plan_id) == plan_id, col(Finding.removed_at).is_(None))
        .order_by(begins, col(Finding.number), col(Action.ref_order))
    )
    found: dict[int, tuple[Finding, Area | None, list[Answering]]] = {}
    for finding, area, action, merged, activity, impact in rows:
        answers = found.setdefault(finding.id, (finding, area, []))[2]
        if action is not None:
            answers.append(Answering(action, merged, activity, impact))
    return [AnsweredFinding(finding, area, tuple(answers)) for finding, area, answers in found.values()]
