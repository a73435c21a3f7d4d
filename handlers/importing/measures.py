"""Taking from a plan file what measures are made of, and their values. Called by `taking`, after the actions.

A file fills in what the record does not have of a measure, and adds the values that it does not have. What it says
otherwise is named and left: a measure changes by a board's decision, and a value by another one of its period.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.importing.report import Report
from handlers.measure_numbers import PERCENT, UnreadableNumber, number_said, unit_named
from models.people.posts import posts_of
from models.plan.actions import Action, Plan, actions_of
from models.plan.measures import Measure, MeasureValue, add_values, all_values, fill_in, measures_of, same_unit
from models.plan.refs import ref_order
from models.record.events import Actor
from papers.plan.contents import MeasureRow, MeasureValueRow, PlanFile
from papers.wording import joined

_PARTS: Mapping[str, str] = {
    "baseline": "baseline",
    "baseline_on": "day of the baseline",
    "target": "target",
    "target_by": "day of the target",
    "unit": "unit",
    "direction": "way that is better",
    "frequency": "how often",
    "source": "source",
}


def take_measures(session: Session, actor: Actor, plan: Plan, file: PlanFile, zone: ZoneInfo, report: Report) -> None:
    """Fill in the measures of a plan and add the values that are new."""
    if not (file.measures or file.values):
        return
    actions = {ref_order(each.ref): each for each in actions_of(session, plan.id)}
    measures = measures_of(session, plan.id)
    posts = {each.title.casefold(): each.id for each in posts_of(session, plan.organisation_id)}
    filled = 0
    today = actor.at.astimezone(zone).date()
    for row in file.measures:
        found = _measure(actions, measures, row.ref, row.place, report)
        if found:
            filled += _take(session, actor, *found, row, posts, report)
    known = {(each.measure_id, each.last_day, each.precision.span, each.value) for each in all_values(session, plan.id)}
    new: dict[int, list[MeasureValue]] = {}
    for each in file.values:
        found = _measure(actions, measures, each.ref, each.place, report)
        assert each.period.last_day
        if found is None or (found[1].id, each.period.last_day, each.period.precision.span, each.value) in known:
            continue
        if each.period.last_day > today:
            report.notes.append(
                f"{each.place}: {each.period.words()} is not over, so no value of {each.ref} was taken for it."
            )
            continue
        unit = _unit_of(each, found[1], report)
        its = MeasureValue(
            measure_id=found[1].id,
            last_day=each.period.last_day,
            precision=each.period.precision,
            value=each.value,
            unit=unit,
            words=found[1].words,
            source=each.source,
            at=actor.at,
        )
        new.setdefault(found[0].id, []).append(its)
    by_id = {each.id: each for each in actions.values()}
    for action_id, values in new.items():
        add_values(session, actor, by_id[action_id], values)
    report.registers["Measures to fill in"] = filled
    report.registers["Values of measures to add"] = sum(map(len, new.values()))


def _unit_of(row: MeasureValueRow, measure: Measure, report: Report) -> str | None:
    """The unit of a value: that of its measure where the file names none. One that does not count is named."""
    unit = _named(row.unit) or measure.unit
    said = f"{number_said(row.value, unit)}, {row.period.words()}"
    if not same_unit(unit, measure.unit) and measure.unit is not None:
        report.notes.append(f"{row.place}: {said}, does not count: the measure of {row.ref} is in {measure.unit}.")
    elif row.unit is None and unit == PERCENT and 0 < abs(row.value) <= 1:
        report.notes.append(f"{row.place}: {said}, was taken as it is written: as a share of 100 it would be another.")
    return unit


def _named(unit: str | None) -> str | None:
    """A unit as it is kept: “per cent” as %; one that is no unit stays as the file has it."""
    if unit is None:
        return None
    try:
        return unit_named(unit)
    except UnreadableNumber:
        return unit


def _measure(
    actions: Mapping[str, Action], measures: Mapping[int, Measure], ref: str, at: str, report: Report
) -> tuple[Action, Measure] | None:
    action = actions.get(ref_order(ref))
    measure = measures.get(action.id) if action else None
    if action is None or measure is None:
        lacks = "has no measure" if action else "is no action of the plan"
        report.notes.append(f"{at}: {ref} {lacks}, so nothing of this row was taken.")
        return None
    return action, measure


def _take(
    session: Session,
    actor: Actor,
    action: Action,
    measure: Measure,
    row: MeasureRow,
    posts: Mapping[str, int],
    report: Report,
) -> bool:
    row = replace(row, unit=_named(row.unit))
    said: dict[str, Any] = {name: value for name in _PARTS if (value := getattr(row, name)) is not None}
    new = {name: value for name, value in said.items() if getattr(measure, name) is None}
    others = [_PARTS[name] for name, value in said.items() if name not in new and getattr(measure, name) != value]
    if row.owner and measure.owner_post_id is None:
        if post_id := posts.get(row.owner.casefold()):
            new["owner_post_id"] = post_id
        else:
            report.notes.append(f"{row.place}: no post is called “{row.owner}”; nobody was named to measure it.")
    if others:
        stands = number_said(measure.target, measure.unit) if measure.target is not None else "none"
        report.notes.append(
            f"{row.place}: of the measure of {action.ref} the record has another {joined(others)} (its target: "
            f"{stands}), and keeps it: a measure changes by a board’s decision."
        )
    if new:
        fill_in(session, actor, action, measure, new)
    return bool(new)
