"""A measure in words: what it is made of, what was measured, and how that stands to where it was to be."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from handlers.measure_numbers import number_said
from models.people.people import Post
from models.plan.course import Course, PeriodValue
from models.plan.measures import Measured, MeasureParts, parts_from_json
from papers.pack.sparkline import Sparkline
from papers.wording import day, plural

NOT_COUNTED = "counts no longer"
"""Said of a value that was given again, or for words of the measure that a board has replaced."""

VALUES_DRAWN = 12
"""Of more than so many the last ones are drawn and printed."""

NONE_AGREED = "none agreed"
NOT_AGREED = "proposed, not agreed"


def parts_of(parts: Mapping[str, Any]) -> MeasureParts:
    """What a measure is made of, from its JSON."""
    return MeasureParts(**parts_from_json(parts))


def measure_said(parts: MeasureParts, owner: str = "") -> str:
    """What a measure is made of, in a line: its words, the way it is to go, and how it is taken."""
    details = "; ".join(parts_said(parts, owner))
    return f"{parts.definition} ({details})" if details else parts.definition


def parts_said(parts: MeasureParts, owner: str = "") -> Iterator[str]:
    """What is given of a measure besides its words, a part each."""
    if parts.baseline is not None:
        on = f" on {day(parts.baseline_on)}" if parts.baseline_on else ""
        yield f"baseline {number_said(parts.baseline, parts.unit)}{on}"
    if parts.target is not None:
        by = f" by {day(parts.target_by)}" if parts.target_by else ""
        yield f"target {number_said(parts.target, parts.unit)}{by}"
    if parts.direction:
        yield f"{'higher' if parts.direction == 'up' else 'lower'} is better"
    if parts.frequency:
        yield f"every {parts.frequency}"
    if parts.source:
        yield f"from {parts.source}"
    if owner:
        yield f"measured by {owner}"


def owner_said(session: Session, parts: MeasureParts) -> str:
    """Whose it is, where that is not the action's own owner."""
    return session.get_one(Post, parts.owner_post_id).title if parts.owner_post_id else ""


def in_full(session: Session, parts: MeasureParts) -> str:
    """A measure in a line, with whose it is."""
    return measure_said(parts, owner_said(session, parts))


def agreed_said(agreed: bool) -> str:
    """Whether a board has agreed it."""
    return "agreed" if agreed else NOT_AGREED


def values_said(found: Measured, most: int = 1) -> list[str]:
    """The last values in sentences, the last one first: `71% in May 2023: on target (52% expected by then).`"""
    course, unit = found.course, found.unit
    return [f"{value_said(course, each, unit)}." for each in reversed(course.values[-most:])]


def last_value_said(course: Course | None) -> str:
    """`Last value: 71%, May 2023: on target (52% expected by then).`; empty where nothing was measured."""
    return f"Last value: {value_said(course, course.last, course.last.unit)}." if course and course.last else ""


def value_said(course: Course, each: PeriodValue, unit: str | None) -> str:
    """`71% in May 2023: on target (52% expected by then)`; without the rest, where that is not known."""
    said = f"{number_said(each.value, unit)}, {each.period.words()}"
    target = target_said(course, each, unit)
    return f"{said}: {target}" if target else said


def target_said(course: Course, each: PeriodValue, unit: str | None) -> str:
    """Whether a value is on target: `on target (52% expected by then)`; empty where that is not known."""
    on_target = course.on_target(each)
    if on_target is None:
        return ""
    expected = course.expected(each.last_day)
    beside = f" ({number_said(expected, unit)} expected by then)" if expected is not None else ""
    if course.target is not None and expected in (None, course.target):
        beside = f" (target {number_said(course.target, unit)})"
    return f"{'on target' if on_target else 'not on target'}{beside}"


def since_previous(course: Course, unit: str | None) -> str:
    """How the last value stands to that of the period before: `better than 68%, April 2023`; empty without one."""
    last, previous = course.last, course.previous
    if last is None or previous is None:
        return ""
    was = f"{number_said(previous.value, unit)}, {previous.period.words()}"
    if course.up is None:
        return f"before: {was}"
    how = {1: "better than", 0: "as in the period before:", -1: "worse than"}[course.better(last.value, previous.value)]
    return f"{how} {was}"


def sparkline_of(found: Measured, most: int = VALUES_DRAWN) -> Sparkline | None:
    """The last values as a picture, with the same in words; None where one value alone has nothing beside it."""
    course, unit = found.course, found.unit
    drawn = course.values[-most:]
    if not drawn:
        return None
    told = [f"{number_said(each.value, unit)} for {each.period.words()}" for each in drawn]
    way: tuple[tuple[date, Decimal], ...] = ()
    words = f"{plural(len(drawn), 'value')} in order of time: {', then '.join(told)}."
    if course.baseline is not None and course.starts and course.target is not None and course.by:
        way = ((course.starts, course.baseline), (course.by, course.target))
        to = f"{number_said(course.target, unit)} by {day(course.by)}"
        words += f" The way to the target: from {number_said(course.baseline, unit)} to {to}."
    if len(drawn) == 1 and not way:
        return None
    return Sparkline(words, tuple((each.last_day, each.value) for each in drawn), way)


def measure_as_data(found: Measured | None) -> dict[str, Any] | None:
    """A measure as JSON: what it is made of, and its values, the last period first; numbers as their digits."""
    if found is None:
        return None
    parts, course = found.measure, found.course
    return {
        "definition": parts.definition,
        "agreed": parts.agreed,
        "baseline": _digits(parts.baseline),
        "baseline_on": _iso(parts.baseline_on),
        "target": _digits(parts.target),
        "target_by": _iso(parts.target_by),
        "unit": parts.unit,
        "direction": parts.direction,
        "source": parts.source,
        "every": parts.frequency,
        "values": [
            {
                "period": each.period.words(),
                "last_day": each.last_day.isoformat(),
                "value": _digits(each.value),
                "expected": _digits(course.expected(each.last_day)),
                "on_target": course.on_target(each),
            }
            for each in reversed(course.values)
        ],
    }


def _digits(number: Any) -> str | None:
    return None if number is None else format(number, "f")


def _iso(on: Any) -> str | None:
    return None if on is None else on.isoformat()
