"""Deadlines as a plan writes them: to the day, the month or the quarter, or not yet a date at all.

A deadline given to the month or quarter falls on its last day ("March 2023" means 31 March 2023, `domain.md` 4.1).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a deadline was given."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    ONGOING = "ongoing"
    TO_BE_CONFIRMED = "to be confirmed"


@dataclass(frozen=True)
class Deadline:
    """`last_day` is the day by which the action is due; None where the plan says "ongoing" or "TBC"."""

    last_day: date | None
    precision: Precision
