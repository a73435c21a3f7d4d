"""A measure that is proposed: its fields as they were typed, read together, and written out again for a form.

A unit that stands behind baseline or target need not be said again, nor which way is better, where both are there. What
is not named in a line about the same measure stays as it was.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from handlers.errors import Mistake
from handlers.measure_numbers import (
    UnreadableNumber,
    number_in,
    number_said,
    number_typed,
    period_typed,
    unit_named,
    with_its_unit,
)
from handlers.measure_words import owner_said, parts_of
from handlers.requests import Request
from models.plan.actions import Action
from models.plan.course import Direction, Frequency
from models.plan.measures import LONGEST_SOURCE, measure_of, parts_as_json
from papers.spacing import folded
from papers.wording import day

_UP = ("up", "higher", "high", "more", "rise", "rises", "increase", "increases", "higher is better", "upwards")
_DOWN = ("down", "lower", "low", "less", "fewer", "fall", "falls", "decrease", "lower is better", "downwards", "reduce")
_EVERY: Mapping[Frequency, tuple[str, ...]] = {
    Frequency.WEEK: ("week", "weekly", "a week"),
    Frequency.MONTH: ("month", "monthly", "a month"),
    Frequency.QUARTER: ("quarter", "quarterly", "a quarter", "three months", "3 months"),
    Frequency.TERM: ("term", "termly", "school term", "a term"),
    Frequency.HALF_YEAR: ("half year", "half-year", "half-yearly", "six months", "6 months"),
    Frequency.YEAR: ("year", "yearly", "annual", "annually", "a year", "12 months"),
}


def as_typed(session: Session, parts: Mapping[str, Any]) -> dict[str, str]:
    """What a measure is made of, in the fields of its proposal."""
    its = parts_of(parts)
    baseline = "" if its.baseline is None else number_said(its.baseline, its.unit)
    typed = {
        "definition": its.definition,
        "baseline": f"{baseline} {day(its.baseline_on)}" if its.baseline_on else baseline,
        "target": "" if its.target is None else number_said(its.target, its.unit),
        "by": day(its.target_by) if its.target_by else "",
        "unit": its.unit or "",
        "direction": its.direction or "",
        "frequency": its.frequency or "",
        "source": its.source or "",
        "owner": owner_said(session, its),
    }
    return {name: str(value) for name, value in typed.items() if value}


def measure_typed(session: Session, action: Action) -> dict[str, str]:
    """The measure that an action has, as its fields: what the form begins with, and what a line may leave out."""
    measure = measure_of(session, action)
    return as_typed(session, parts_as_json(measure)) if measure else {}


_FROM_TO = re.compile(
    r"(?P<of>\S.*?):?\s+from (?P<baseline>\S.*?) to (?P<target>\S.*?)(?: by (?P<by>\S.*))?", re.DOTALL
)


def with_figures_of_its_words(typed: Mapping[str, str]) -> dict[str, str]:
    """For a form, where a person looks at it: the fields of a measure whose figures stand in its words alone, as in
    “Agency staff: from 34% to 20% by March 2024”, read from these; as they are where they cannot be read wholly.
    """
    found = (
        None if typed.keys() & {"baseline", "target"} else _FROM_TO.fullmatch(typed.get("definition", "").strip(". "))
    )
    if found is None:
        return dict(typed)
    try:
        told = [with_its_unit(found[name]) for name in ("baseline", "target")]
    except UnreadableNumber:
        return dict(typed)
    if any(left for _, _, left in told):
        return dict(typed)
    figures = {name: found[name] for name in ("baseline", "target", "by") if found[name]}
    return with_what_follows({**typed, "definition": found["of"], **figures})


def completed(there: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with what stays of the measure that is there: all of it, unless it is another measure."""
    other = "definition" in given and folded(given["definition"]) != folded(there.get("definition", ""))
    kept = {} if other else dict(there)
    return with_what_follows({**kept, **given})


def with_what_follows(given: Mapping[str, str]) -> dict[str, str]:
    """Besides, the unit that stands behind baseline or target, and which way is better, where both are there."""
    follows = {}
    numbers = []
    for name in ("baseline", "target"):
        with suppress(UnreadableNumber):
            numbers.append(number_typed(given.get(name, "")))
    if units := {each.unit for each in numbers if each.unit}:
        follows["unit"] = min(units)
    if len(numbers) == 2 and numbers[0].number != numbers[1].number:
        follows["direction"] = (Direction.UP if numbers[1].number > numbers[0].number else Direction.DOWN).value
    return follows | {name: value for name, value in given.items() if value.strip()}


def read_parts(
    request: Request, given: Mapping[str, str], owner: Callable[[str], int]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What a measure is made of, as JSON, from its fields, and what is wrong with which of them.

    `owner` reads whose it is, and raises a `Mistake`.
    """
    parts: dict[str, Any] = {"proposed_on": request.today.isoformat()}
    errors: dict[str, str] = {}
    unit = None
    if "unit" in given:
        try:
            unit = parts["unit"] = unit_named(given["unit"])
        except UnreadableNumber as unreadable:
            errors["unit"] = str(unreadable)
    readers: dict[str, Callable[[str], dict[str, Any]]] = {
        "definition": lambda value: {"definition": " ".join(value.split())},
        "baseline": lambda value: _number("baseline", "baseline_on", value, unit, request.today),
        "by": lambda value: {"target_by": _last_day(value, request.today)},
        "target": lambda value: _number("target", "target_by", value, unit, request.today),
        "direction": lambda value: {"direction": _direction(value)},
        "frequency": lambda value: {"frequency": _frequency(value)},
        "source": lambda value: {"source": _source(value)},
        "owner": lambda value: {"owner_post_id": owner(value)},
    }
    for name, read in readers.items():
        if name in given:
            try:
                parts |= read(given[name])
            except Mistake as mistake:
                errors[name] = mistake.what
            except ValueError as unreadable:
                errors[name] = str(unreadable)
    if not errors:
        errors |= _against_each_other(parts)
    return parts, errors


def _number(name: str, on: str, value: str, unit: str | None, today: date) -> dict[str, Any]:
    number, rest = number_in(value, unit)
    found: dict[str, Any] = {name: format(number, "f")}
    if rest := rest.strip(" ,;:()"):
        found[on] = _last_day(rest.removeprefix("in ").removeprefix("on "), today)
    return found


def _last_day(value: str, today: date) -> str:
    last_day = period_typed(value, today).last_day
    assert last_day
    return last_day.isoformat()


def _direction(value: str) -> str:
    said = folded(value)
    if said in _UP:
        return Direction.UP.value
    if said in _DOWN:
        return Direction.DOWN.value
    raise Mistake(f"Is it better when it goes up or down? “{value[:40]}” does not say.")


def _frequency(value: str) -> str:
    said = folded(value).removeprefix("every ").removeprefix("once ")
    found = next((each.value for each, names in _EVERY.items() if said in names), None)
    if found is None:
        raise Mistake(f"How often? “{value[:40]}” is none of week, month, quarter, term, half year and year.")
    return found


def _source(value: str) -> str:
    if len(value) > LONGEST_SOURCE:
        raise Mistake(f"That is {len(value)} characters; {LONGEST_SOURCE} at most.")
    return " ".join(value.split())


def _against_each_other(parts: Mapping[str, Any]) -> dict[str, str]:
    """What cannot be true of the parts together."""
    baseline, target, direction = (parts.get(name) for name in ("baseline", "target", "direction"))
    if baseline is not None and target is not None and direction:
        rises = Decimal(target) - Decimal(baseline)
        if rises and (rises > 0) is not (direction == Direction.UP):
            better = "higher" if direction == Direction.UP else "lower"
            return {"target": f"The target is worse than the baseline, if {better} is better."}
    by, on = parts.get("target_by"), parts.get("baseline_on")
    if by and on and by <= on:
        return {"by": "The day of the target is not after that of the baseline."}
    return {}
