"""The cycle of a meeting: the days that are planned back from it, in working days (`domain.md` 3.4 and 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.boards.boards import Meeting
from models.record.rules import Rules


@dataclass(frozen=True)
class Cycle:
    """The days of one meeting, all local. `steps` are the days on which a return is asked for, by their offset."""

    meeting: Meeting
    commission: date
    return_due: date
    quality_check: date
    freeze: date
    publish_by: date
    steps: Mapping[int, date]

    @property
    def was_entered_late(self) -> bool:
        """Whether the meeting was entered in the calendar after its commission, on which then nobody was asked."""
        entered = self.meeting.entered_at
        return entered is not None and entered.date() > self.commission

    def is_open(self, day: date) -> bool:
        """Whether returns are being collected: from the commission to the freeze, both days included."""
        return self.commission <= day <= self.freeze


def data_month(on: date) -> date:
    """The first day of the month that a meeting's data are of: the last one that has ended by its day, which is local
    (`domain.md` 3.1).
    """
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1)


def freeze_day(meeting: Meeting, rules: Rules) -> date:
    """The day on which a meeting's figures are fixed: the one of its cycle that every tick asks for."""
    return rules.days.shifted(meeting.on, -rules.freeze_before)


def cycle_of(meeting: Meeting, rules: Rules) -> Cycle:
    """The days of a meeting by the organisation's rules."""

    def before(count: int) -> date:
        return rules.days.shifted(meeting.on, -count)

    return Cycle(
        meeting=meeting,
        commission=before(rules.commission_before),
        return_due=before(rules.return_before),
        quality_check=before(rules.check_before),
        freeze=freeze_day(meeting, rules),
        publish_by=before(rules.publish_before),
        steps={step: before(rules.return_before - step) for step in rules.return_steps},
    )
