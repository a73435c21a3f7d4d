"""Findings and the actions that answer them, each with how it stands, and the register of evidence beside them: read in
one query, however many there are.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, cast, func, null, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.plan.actions import Action, Area
from models.plan.evidence import Evidence, EvidenceUse, Used, was_there
from models.plan.findings import Finding, FindingAction
from models.plan.ratings import Rating
from models.record.statements import kept
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
    return _read(session, _answered(plan_id, at, False))[0]


def findings_and_evidence(session: Session, plan_id: int, at: datetime) -> tuple[list[AnsweredFinding], list[Used]]:
    """The same, and the register of evidence as it was at `at`: one query for both, which a pack prints."""
    return _read(session, _answered(plan_id, at, True))


def _linked(plan_id: int) -> Any:
    """The ids of findings with those of the actions that answer each, and none of evidence."""
    return (
        select(
            col(Finding.id).label("finding_id"),
            cast(null(), Integer).label("evidence_id"),
            col(FindingAction.action_id).label("action_id"),
        )
        .outerjoin(
            FindingAction,
            and_(col(FindingAction.finding_id) == col(Finding.id), col(FindingAction.removed_at).is_(None)),
        )
        .where(col(Finding.plan_id) == plan_id, col(Finding.removed_at).is_(None))
    )


def _evidenced(plan_id: int, at: datetime) -> Any:
    """The same of evidence, and none of findings."""
    return (
        select(cast(null(), Integer), col(Evidence.id), col(EvidenceUse.action_id))
        .join(EvidenceUse, and_(col(EvidenceUse.evidence_id) == col(Evidence.id), was_there(EvidenceUse, at)))
        .where(col(Evidence.plan_id) == plan_id, was_there(Evidence, at))
    )


@kept
def _answered(plan_id: int, at: datetime, with_evidence: bool) -> Any:
    found: Any = _linked(plan_id)
    if with_evidence:
        found = union_all(found, _evidenced(plan_id, at))
    linked = found.subquery("linked")
    into, first = aliased(Action), aliased(Finding)
    begins = (
        select(func.min(col(first.number)))
        .where(col(first.plan_id) == plan_id, col(first.source) == col(Finding.source), col(first.removed_at).is_(None))
        .correlate(Finding)
        .scalar_subquery()
    )
    return (
        select(Finding, Area, Evidence, Action, into, col(Update.activity), col(Update.impact))
        .select_from(linked)
        .outerjoin(Finding, col(Finding.id) == linked.c.finding_id)
        .outerjoin(Area, col(Area.id) == col(Finding.area_id))
        .outerjoin(Evidence, col(Evidence.id) == linked.c.evidence_id)
        .outerjoin(Action, col(Action.id) == linked.c.action_id)
        .outerjoin(into, col(into.id) == col(Action.merged_into_id))
        .outerjoin(Update, col(Update.id) == latest_update(at))
        .order_by(begins, col(Finding.number), col(Evidence.number), col(Action.ref_order))
    )


def _read(session: Session, statement: Any) -> tuple[list[AnsweredFinding], list[Used]]:
    rows = session.execute(statement)
    findings: dict[int, tuple[Finding, Area | None, list[Answering]]] = {}
    evidence: dict[int, tuple[Evidence, list[Action]]] = {}
    for finding, area, item, action, merged, activity, impact in rows:
        if item is not None:
            evidence.setdefault(item.id, (item, []))[1].append(action)
            continue
        answers = findings.setdefault(finding.id, (finding, area, []))[2]
        if action is not None:
            answers.append(Answering(action, merged, activity, impact))
    return (
        [AnsweredFinding(finding, area, tuple(answers)) for finding, area, answers in findings.values()],
        [Used(item, tuple(actions)) for item, actions in evidence.values()],
    )
