"""Choosing another scale for a plan, before its first rating: afterwards its figures would lose their sense."""

from sqlmodel import Session, col, select

from models.plan.actions import Action, Plan
from models.plan.ratings import Scale
from models.plan.scales import UnfitScale, lay_down, scale_of
from models.position.snapshots import SnapshotRow
from models.record.events import Actor, Change, record
from models.updates.updates import Update


def has_ratings(session: Session, plan_id: int) -> bool:
    """Whether any action of a plan has been rated, at whatever time: then its scale is not exchanged any more."""
    of_the_plan = select(Action.id).where(Action.plan_id == plan_id)
    return any(
        session.exec(select(table.id).where(col(table.action_id).in_(of_the_plan)).limit(1)).first() is not None
        for table in (Update, SnapshotRow)
    )


def choose_scale(session: Session, actor: Actor, plan: Plan, chosen: Scale) -> None:
    """Give a plan another of the scales that are shipped. Raises `UnfitScale` if it has ratings already."""
    before = scale_of(session, plan.id)
    if has_ratings(session, plan.id):
        raise UnfitScale(
            f"The plan has ratings on its scale {before.name} already, so another cannot be chosen. Names, letters, "
            "colours and meanings of its levels can be changed."
        )
    lay_down(session, plan, chosen)
    told = [{"scale": each.name, "levels": [level.name for level in each.levels]} for each in (before, chosen)]
    record(session, actor, Change("scale.chosen", f"plan {plan.title}", *told))
