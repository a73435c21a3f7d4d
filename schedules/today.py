"""The day on which something is decided: whose it is, by which rules, and what the time there is."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.plan.actions import Plan, living_plan
from models.record.organisation import organisation_of
from models.record.rules import Rules, rules_of


@dataclass(frozen=True)
class Today:
    """One moment of an organisation. `now` is aware UTC, `day` and `local_time` are local."""

    organisation_id: int
    plan: Plan
    rules: Rules
    zone: ZoneInfo
    now: datetime

    @property
    def day(self) -> date:
        """The local date."""
        return self.now.astimezone(self.zone).date()

    @property
    def local_time(self) -> time:
        """The local time of day."""
        return self.now.astimezone(self.zone).time()

    @property
    def is_open(self) -> bool:
        """Whether messages may go out: on a working day, between the hours of the rules."""
        return self.rules.opens_at <= self.local_time < self.rules.closes_at and not self.rules.days.rest(self.day)

    def moment(self, day: date, at: time) -> datetime:
        """A local time as aware UTC."""
        return datetime.combine(day, at, self.zone).astimezone(self.now.tzinfo)


def today_of(session: Session, organisation_id: int | None, now: datetime) -> Today | None:
    """An organisation at `now` (aware UTC); None while there is none, or no plan."""
    plan = living_plan(session, organisation_id) if organisation_id is not None else None
    if organisation_id is None or plan is None:
        return None
    zone = ZoneInfo(organisation_of(session, organisation_id).zone)
    return Today(organisation_id, plan, rules_of(session, organisation_id), zone, now)
