"""A measure as a pack prints it."""

from handlers.measure_words import (
    NONE_AGREED,
    agreed_said,
    parts_said,
    since_previous,
    sparkline_of,
    target_said,
    value_said,
)
from models.plan.measures import Measured
from papers.pack.contents import MeasureEntry


def measure_entry(found: Measured | None, owner: str) -> MeasureEntry:
    """A measure as a pack prints it; without one, that none is agreed. `owner` is empty for the action's own."""
    if found is None:
        return MeasureEntry("", NONE_AGREED, said=NONE_AGREED)
    parts, course, unit = found.measure, found.course, found.unit
    made_of, state = "; ".join(parts_said(parts, owner)), agreed_said(parts.agreed)
    last, since = course.last, since_previous(course, unit)
    measured = f"{value_said(course, last, unit)}{f'; {since}' if since else ''}." if last else ""
    return MeasureEntry(
        definition=parts.definition,
        state=state,
        made_of=made_of,
        measured=measured or ("no value yet" if parts.has_numbers else ""),
        unit=unit or "",
        baseline=parts.baseline,
        target=parts.target,
        value=last.value if last else None,
        period=last.period.words() if last else "",
        against=target_said(course, last, unit) if last else "",
        said=f"{parts.definition} ({'; '.join(filter(None, (state, made_of)))})",
        drawn=sparkline_of(found),
    )
