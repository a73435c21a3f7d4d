"""Working days: which days count, and counting them forwards and backwards.

Bank holidays, one-off ones included, come from the `holidays` library, by calendar code: `GB-ENG` is England and Wales.
Everything that is planned back from a meeting or sent by itself asks here; nothing here reads the clock.
"""

from datetime import date, timedelta
from functools import cache

import holidays

_SATURDAY = 5
_DAY = timedelta(days=1)


class WorkingDays:
    """The working days of one calendar: Mondays to Fridays that are no public holidays there."""

    def __init__(self, calendar: str) -> None:
        """`calendar` is a country's ISO code, perhaps with a part of it: `GB-ENG`. Raises ValueError for others."""
        country, hyphen, part = calendar.partition("-")
        parts = holidays.list_supported_countries().get(country)
        # The library takes GB alone, for the few days that all of the United Kingdom shares: no Easter Monday.
        if parts is None or calendar in ("GB", "GBR") or (hyphen and part not in parts):
            raise ValueError(
                f"“{calendar}” is no calendar. Known are GB-ENG (England and Wales), GB-SCT, GB-NIR, IE, …"
            )
        self._country, self._part = country, part or None
        self._years: dict[int, dict[date, str]] = {}

    def rest(self, day: date) -> str:
        """Why nobody works on `day`: the holiday's name, or "weekend"; empty on a working day."""
        if day.weekday() >= _SATURDAY:
            return "weekend"
        if day.year not in self._years:  # made whole before it is kept: other threads may be reading
            named = holidays.country_holidays(self._country, subdiv=self._part, years=day.year)
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
