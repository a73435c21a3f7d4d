"""What may be chosen while a plan has no ratings that would lose their sense: another scale, and activity alone."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.plan.actions import Action, Plan
from models.plan.ratings import BRAG, NOT_STARTED, Scale
from models.plan.scales import UnfitScale, lay_down, scale_of
from models.position.snapshots import SnapshotRow
from models.record.events import Actor, Change, Event, record
from models.updates.updates import Update

_RATED = (Update, SnapshotRow)


def has_ratings(session: Session, plan_id: int) -> bool:
    """Whether any action of a plan has been rated, at whatever time: then its scale is not exchanged any more."""
    return any(session.exec(select(each.id).where(_of_plan(each, plan_id)).limit(1)).first() for each in _RATED)


def has_impact(session: Session, plan_id: int) -> bool:
    """Whether the impact of any action of a plan has been rated, at whatever time."""
    for each in _RATED:
        rated = select(each.id).where(_of_plan(each, plan_id), col(each.impact).not_in(NOT_STARTED))
        if session.exec(rated.limit(1)).first():
            return True
    return False


def what_is_settled(session: Session, plan: Plan) -> tuple[bool, bool]:
    """Whether the levels of a plan's scale are settled, and whether it is that impact is rated beside activity: by its
    ratings, or because somebody has chosen.
    """
    if has_ratings(session, plan.id):
        return True, True
    chosen = select(Event.what).where(
        Event.organisation_id == plan.organisation_id,
        col(Event.what).in_(("scale.chosen", "scale.impact")),
    )
    events = set(session.exec(chosen.distinct()))
    return "scale.chosen" in events or scale_of(session, plan.id).levels != BRAG.levels, "scale.impact" in events


def choose_scale(session: Session, actor: Actor, plan: Plan, chosen: Scale) -> None:
    """Give a plan another scale. Raises `UnfitScale` if it has ratings already."""
    before = scale_of(session, plan.id)
    if has_ratings(session, plan.id):
        raise UnfitScale(
            f"The plan has ratings on its scale {before.name} already, so another cannot be chosen. Names, letters, "
            "colours and meanings of its levels can be changed."
        )
    lay_down(session, plan, chosen)
    told = [{"scale": each.name, "levels": [level.name for level in each.levels]} for each in (before, chosen)]
    record(session, actor, Change("scale.chosen", f"plan {plan.title}", *told))


def begin_or_leave_impact(session: Session, actor: Actor, plan: Plan, rates: bool) -> bool:
    """Begin to rate impact beside activity, or rate activity alone; False where it is so already, which is settled from
    now on. Raises `UnfitScale` where impact has been rated: nobody would see any more what was said of it.
    """
    if plan.rates_impact is rates:
        _, settled = what_is_settled(session, plan)
        if not settled:  # or the first file would decide it
            _record_rated(session, actor, plan, rates, rates)
        return False
    if not rates and has_impact(session, plan.id):
        raise UnfitScale("The impact of actions has been rated already, so it stays beside activity.")
    plan.rates_impact = rates
    session.add(plan)
    session.flush()
    _record_rated(session, actor, plan, not rates, rates)
    return True


def _record_rated(session: Session, actor: Actor, plan: Plan, before: bool, after: bool) -> None:
    told = [{"rated": ["activity", "impact"] if each else ["activity"]} for each in (before, after)]
    record(session, actor, Change("scale.impact", f"plan {plan.title}", *told))


def _of_plan(table: type[Update | SnapshotRow], plan_id: int) -> ColumnElement[bool]:
    return col(table.action_id).in_(select(Action.id).where(Action.plan_id == plan_id))
