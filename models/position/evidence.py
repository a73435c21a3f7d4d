"""Which actions are done without evidence: neither the register nor the last answer has any."""

from datetime import date

from sqlalchemy import Subquery, func, select
from sqlmodel import Session, col

from models.plan.evidence import Evidence, EvidenceUse
from models.plan.rated import rated
from models.plan.ratings import RatingClass
from models.position.counting import Scope, Standpoint, standpoints
from models.updates.updates import Update


def done_without_evidence(session: Session, standing: Subquery, scope: Scope, today: date) -> list[Standpoint]:
    """The actions of a live standing that are done and have none, in the natural order of their refs; one query."""
    in_register = (
        select(col(EvidenceUse.action_id))
        .join(Evidence, col(Evidence.id) == col(EvidenceUse.evidence_id))
        .where(col(EvidenceUse.removed_at).is_(None), col(Evidence.removed_at).is_(None))
    )
    answered = select(col(Update.id)).where(
        col(Update.id) == standing.c.update_id, func.coalesce(col(Update.evidence), "") != ""
    )
    return standpoints(
        session,
        standing,
        scope,
        today,
        rated(standing.c.activity, RatingClass.DONE),
        standing.c.action_id.not_in(in_register),
        ~answered.exists(),
    )
