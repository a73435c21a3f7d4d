"""The course of a measure: where it was to be at a day on the straight way from baseline to target, and where it was.

Pure. Numbers are `Decimal` in the measure's unit, days local. Source of the rule: `domain.md` 4.1 (impact).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from models.plan.deadlines import Deadline, Precision

PERIODS = 3
"""For how many periods an impact is sustained before it is Blue; a period of a measure is as often as it is taken."""


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Frequency(StrEnum):
    """How often a measure is taken; the word follows “every”."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF_YEAR = "half year"
    YEAR = "year"


@dataclass(frozen=True)
class PeriodValue:
    """What was measured for a period, in which unit; `id` is higher of what was given later. `words` is the mark of the
    words of the measure that it was given for.
    """

    last_day: date
    precision: Precision
    value: Decimal
    unit: str | None = None
    id: int = 0
    words: str = ""

    @property
    def period(self) -> Deadline:
        """The period that it is of."""
        return Deadline(self.last_day, self.precision)


@dataclass(frozen=True)
class Course:
    """The way from a baseline on the day `starts` to a target on the day `by`, and the values, the last period last.

    What is None is not known. `up`: higher is better.
    """

    baseline: Decimal | None
    starts: date | None
    target: Decimal | None
    by: date | None
    up: bool | None
    every: Frequency | None = None
    values: tuple[PeriodValue, ...] = ()

    @property
    def last(self) -> PeriodValue | None:
        """What was measured last."""
        return self.values[-1] if self.values else None

    @property
    def previous(self) -> PeriodValue | None:
        """What was measured for the period before."""
        return next((each for each in reversed(self.values) if each.last_day < self.values[-1].last_day), None)

    def expected(self, on: date) -> Decimal | None:
        """Where it is to be on a day: on the straight way, and at the target from its day on; None if not known."""
        if self.target is None or (self.by is not None and on >= self.by):
            return self.target
        if self.baseline is None or self.starts is None or self.by is None:
            return None
        if on <= self.starts:
            return self.baseline
        gone = Decimal((on - self.starts).days) / Decimal((self.by - self.starts).days)
        return rounded(self.baseline + (self.target - self.baseline) * gone)

    def on_target(self, each: PeriodValue) -> bool | None:
        """Whether a value is where it is to be by the end of its period, or beyond; None where that is not known.

        A target without a day is met once it is reached.
        """
        if self.up is None or self.target is None:
            return None
        if self.better(each.value, self.target) >= 0:
            return True
        if self.by is None:
            return False
        expected = self.expected(each.last_day)
        return None if expected is None else self.better(each.value, expected) >= 0

    def better(self, value: Decimal, than: Decimal) -> int:
        """1 for better, 0 for the same, -1 for worse; by `up`, which has to be known."""
        return ((value > than) - (value < than)) * (1 if self.up else -1)

    @property
    def is_sustained(self) -> bool:
        """Whether it was on target in each of the last periods."""
        last = self._periods()[-PERIODS:]
        return len(last) == PERIODS and all(self.on_target(each) for each in last)

    def _periods(self) -> list[PeriodValue]:
        """The last value of each period, by how often it is taken: three days running are not three months."""
        return list({_period(each.last_day, self.every): each for each in self.values}.values())


def values_from(told: str | None) -> tuple[PeriodValue, ...]:
    """The values that `measures.values_given` tells: of each period the one that counts, the last period last."""
    return counting(_value(line) for line in (told or "").splitlines())


def counting(values: Iterable[PeriodValue]) -> tuple[PeriodValue, ...]:
    """Of each period the value that was given last; the last period last, and of a day the one that was given last."""
    latest: dict[tuple[date, Precision, str], PeriodValue] = {}
    for each in sorted(values, key=lambda each: each.id):
        latest[each.last_day, each.precision.span, each.words] = each
    return tuple(sorted(latest.values(), key=lambda each: (each.last_day, each.id)))


def rounded(number: Decimal) -> Decimal:
    """To two places, halves up."""
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _value(line: str) -> PeriodValue:
    last_day, precision, value, number, words, unit = line.split(" ", 5)
    period = date.fromisoformat(last_day), Precision(precision)
    return PeriodValue(*period, Decimal(value), unit or None, int(number), words)


def _period(on: date, every: Frequency | None) -> tuple[int, int]:
    match every:
        case Frequency.WEEK:
            return on.isocalendar()[:2]
        case Frequency.QUARTER:
            return on.year, (on.month - 1) // 3
        case Frequency.TERM:
            return on.year, (on.month - 1) // 4
        case Frequency.HALF_YEAR:
            return on.year, (on.month - 1) // 6
        case Frequency.YEAR:
            return on.year, 0
        case _:
            return on.year, on.month
