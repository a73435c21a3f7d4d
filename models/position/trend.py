"""The trend: how many actions had each rating at each of the last boards, and now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.boards.boards import Meeting
from models.plan.ratings import Rating
from models.position.counting import Breakdown, Count

POINTS = 8
"""How many meetings the trend shows, the current one included."""

EARLIER = POINTS - 1


@dataclass(frozen=True)
class TrendPoint:
    """How many actions had each rating at one meeting, with their shares; no impact where none was rated."""

    meeting: date
    activity: Mapping[Rating, Count]
    impact: Mapping[Rating, Count]
    total: int


def trend(current: Breakdown, earlier: Sequence[tuple[Breakdown, Meeting]], on: date) -> list[TrendPoint]:
    """The last published boards (`earlier`, newest first) and then `current` as the point of `on`, oldest first."""
    points = [(counted, meeting.on) for counted, meeting in reversed(earlier[:EARLIER])]
    return [
        TrendPoint(day, each.activity, each.impact if "impact" in each.rated else {}, each.total)
        for each, day in (*points, (current, on))
    ]
