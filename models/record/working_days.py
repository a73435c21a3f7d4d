"""Working days: which days count, and counting them forwards and backwards.

Bank holidays, one-off ones included, come from the `holidays` library, by calendar code: `GB-ENG` is England and Wales.
Everything that is planned back from a meeting or sent by itself asks here; nothing here reads the clock.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import holidays
from holidays.registry import COUNTRIES

_SATURDAY = 5
_DAY = timedelta(days=1)
_SHIFTED = 4096
"""Days that are known as they were counted before: of some hundred meetings, each with what is planned back from it."""


class WorkingDays:
    """The working days of one calendar: Mondays to Fridays that are no public holidays there."""

    def __init__(self, calendar: str) -> None:
        """`calendar` is a country's ISO code, perhaps with a part of it: `GB-ENG`. Raises ValueError for others."""
        country, hyphen, part = calendar.partition("-")
        found = _class_of(country)
        # The library takes GB alone, for the few days that all of the United Kingdom shares: no Easter Monday.
        if found is None or calendar in ("GB", "GBR") or (hyphen and part not in found.subdivisions):
            raise ValueError(
                f"“{calendar}” is no calendar. Known are GB-ENG (England and Wales), GB-SCT, GB-NIR, IE, …"
            )
        self._holidays, self._part = found, part or None
        self._years: dict[int, dict[date, str]] = {}
        self._counted = lru_cache(_SHIFTED)(self._count)

    def rest(self, day: date) -> str:
        """Why nobody works on `day`: the holiday's name, or "weekend"; empty on a working day."""
        if day.weekday() >= _SATURDAY:
            return "weekend"
        if day.year not in self._years:  # made whole before it is kept: other threads may be reading
            named = self._holidays(subdiv=self._part, years=day.year)
            self._years[day.year] = dict(named.items())
        return self._years[day.year].get(day, "")

    def on_or_after(self, day: date) -> date:
        """`day` if it is a working day, else the next one."""
        while self.rest(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """`day` if it is a working day, else the last one before it."""
        while self.rest(day):
            day -= _DAY
        return day

    def shifted(self, day: date, count: int) -> date:
        """The day `count` working days after `day` (before it, when negative); `day` itself is not counted.

        None at all is the day itself, or the last working day before it.
        """
        return self._counted(day, count)

    def _count(self, day: date, count: int) -> date:
        if count == 0:
            return self.on_or_before(day)
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= not self.rest(day)
        return day

    def between(self, after: date, before: date) -> list[date]:
        """The working days after the one and before the other day, neither included."""
        days = (after + timedelta(days=number) for number in range(1, (before - after).days))
        return [day for day in days if not self.rest(day)]


@cache
def working_days(calendar: str) -> WorkingDays:
    """The calendar with this code, made once for a process. Raises ValueError when there is none."""
    return WorkingDays(calendar)


def _class_of(country: str) -> Any:
    """The library's class for a country by its ISO code, None where it has none.

    Loaded from its file, for the package that it is in would load those of 250 countries before the first answer.
    """
    for module, (name, *codes) in COUNTRIES.items():
        if country in codes and len(country) in (2, 3):
            file = Path(holidays.__file__).parent / "countries" / f"{module}.py"
            spec = spec_from_file_location(f"holidays.countries.{module}", file)
            assert spec is not None
            assert spec.loader is not None
            loaded = module_from_spec(spec)
            spec.loader.exec_module(loaded)
            return getattr(loaded, name)
    return None
