"""The scale of a plan and of its file: what is settled before the file is read, and what the plan takes from it."""

from dataclasses import replace

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.importing.report import Report
from models.plan.actions import Plan
from models.plan.ratings import Rating
from models.plan.scales import UnfitScale, scale_of
from models.position.choosing_scale import begin_or_leave_impact, choose_scale, what_is_settled
from models.record.events import Actor
from models.updates.answer import FIELDS
from papers.plan.contents import PlanFile
from papers.plan.layouts import NOTHING_SETTLED, Settled
from papers.wording import joined

IMPACT = FIELDS["impact"]


def settled_for(session: Session, plan: Plan | None) -> Settled:
    """What is settled of a plan's scale: all of it once it has ratings; before, what somebody has chosen."""
    if plan is None:
        return NOTHING_SETTLED
    levels, impact = what_is_settled(session, plan)
    return Settled(scale_of(session, plan.id) if levels else None, impact)


def take_scale(session: Session, actor: Actor, plan: Plan, file: PlanFile, report: Report) -> PlanFile:
    """Put the plan on the scale that its file has told, and say so; gives the file without what the plan does not rate.

    Raises `Mistake` where the plan has got ratings on another scale since the file was read.
    """
    before = scale_of(session, plan.id)
    try:
        if file.scale_is_its_own and (before.name, before.levels) != (file.scale.name, file.scale.levels):
            choose_scale(session, actor, plan, file.scale)
            report.notes.append(
                f"Its ratings are on the scale {file.scale.name}: {joined([each.name for each in file.scale.given])}. "
                "“/secretariat scale” changes their names and meanings."
            )
            report.before_import.append(
                "Another scale is chosen with “/secretariat scale” before the ratings are imported."
            )
        if not file.scale.rates_impact and begin_or_leave_impact(session, actor, plan, rates=False):
            report.notes.append(
                "The file has one rating for each action, so the plan rates activity alone. “/secretariat scale impact "
                "on” begins to rate impact."
            )
    except UnfitScale as wrong:
        raise Mistake(f"{wrong} Send the file again, and it is read on that scale.") from None
    return file if plan.rates_impact else _without_impact(file, report)


def _without_impact(file: PlanFile, report: Report) -> PlanFile:
    left_out = sum(row.impact is not None for row in file.rows)
    left_out += sum(row.impact is not Rating.NOT_STARTED for row in file.snapshots)
    if left_out:
        were = "rating for impact was" if left_out == 1 else "ratings for impact were"
        report.notes.append(
            f"The plan rates activity alone: {left_out:,} {were} left out. “/secretariat scale impact on” begins to "
            "rate it; then send the file again."
        )
    return replace(
        file,
        columns=tuple(replace(each, meaning=None) if each.meaning is IMPACT else each for each in file.columns),
        rows=tuple(replace(row, impact=None) for row in file.rows),
        snapshots=tuple(replace(row, impact=Rating.NOT_STARTED) for row in file.snapshots),
    )
