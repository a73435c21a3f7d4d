"""Decision types of council reports: whether a decision is key, the notice that was given of it, and whether that
leaves days enough before it is taken.

Source: `domain.md` 4.3 and 4.4; the Local Authorities (Executive Arrangements) (Meetings and Access to Information)
(England) Regulations 2012: regulation 9 (notice), 10 (general exception) and 11 (special urgency). Clear days count
neither the day of the notice nor that of the decision. The 28 of regulation 9 are days of the calendar, weekends and
bank holidays with them (`domain.md` 3.4: notice by 29 September 2021 for 28 October 2021). The 5 of regulation 10 are
counted in working days, as those for papers are. The regulations do not say which they mean; counted so, a notice
leaves enough by either reading.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from models.record.working_days import WorkingDays

DECISION = "decision"
"""The section of a council report that says its decision type."""


class DecisionType(StrEnum):
    """What a body is asked to decide (`domain.md` 4.3)."""

    KEY = "key"
    NOT_KEY = "not key"
    NOT_EXECUTIVE = "not executive"


class Route(StrEnum):
    """By what a key decision may be taken: notice in time, or else one of the two exceptions; or nothing yet."""

    NONE = "none"
    NOTICE = "notice"
    GENERAL_EXCEPTION = "general exception"
    SPECIAL_URGENCY = "special urgency"


CLEAR_DAYS: Mapping[Route, int] = {Route.NOTICE: 28, Route.GENERAL_EXCEPTION: 5}
"""How many clear days lie between the notice and the decision at least."""


@dataclass(frozen=True)
class Decision:
    """The decision type with its reason; of a key decision the route by which it may be taken.

    `on` is the local day on which the notice was published, the chair of overview and scrutiny was informed (general
    exception), or agreed (special urgency); `reference` that of the notice; `by` who was informed or agreed, as they
    are called in the paper; `why` the reason for the exception. What nobody has said is empty.
    """

    type: DecisionType
    reason: str = ""
    route: Route = Route.NONE
    on: date | None = None
    reference: str = ""
    by: str = ""
    why: str = ""

    @property
    def key(self) -> bool:
        """Whether it is a key decision."""
        return self.type is DecisionType.KEY

    def days_given(self, meeting: date, days: WorkingDays) -> int:
        """How many clear days lie between its notice and a meeting; none without a notice."""
        return clear_days(self.route, self.on, meeting, days) if self.on else 0

    def is_taken_too_soon(self, meeting: date, days: WorkingDays) -> bool:
        """Whether it may not be taken on the local day of a meeting: nothing is recorded of notice or agreement, or too
        few clear days lie between.
        """
        if not self.key:
            return False
        if self.on is None or self.on > meeting:
            return True
        return self.days_given(meeting, days) < CLEAR_DAYS.get(self.route, 0)

    def as_json(self) -> dict[str, Any]:
        """As a version of a section keeps it."""
        return asdict(self) | {"on": self.on.isoformat() if self.on else None}

    def told(self) -> dict[str, Any]:
        """What the log has of it: no typed text."""
        return {"type": self.type.value, "route": self.route.value, "on": self.on.isoformat() if self.on else None}


def decision_from(kept: Mapping[str, Any] | None) -> Decision | None:
    """What `as_json` gave; None where a section says it in words alone."""
    if kept is None:
        return None
    on = date.fromisoformat(kept["on"]) if kept["on"] else None
    return Decision(**{**kept, "type": DecisionType(kept["type"]), "route": Route(kept["route"]), "on": on})


def clear_days(route: Route, notice: date, meeting: date, days: WorkingDays) -> int:
    """The days between a notice and a meeting, neither of them counted: working days for the general exception."""
    if route is Route.GENERAL_EXCEPTION:
        return len(days.between(notice, meeting))
    return max((meeting - notice).days - 1, 0)


def last_day(route: Route, meeting: date, days: WorkingDays) -> date:
    """The last day on which a notice leaves clear days enough before a meeting; it may be a day of rest for the 28."""
    if route is Route.GENERAL_EXCEPTION:
        return days.shifted(meeting, -(CLEAR_DAYS[route] + 1))
    return meeting - timedelta(days=CLEAR_DAYS[Route.NOTICE] + 1)
