"""What people have heard since the last board: the outbox asked about them, for the budget of messages.

A morning's message says what it was sent for. Deadlines, what is overdue and what was escalated may bring few messages
of their own in a cycle; whatever else goes out has all of it in it, and counts for nothing here (`domain.md` 4.2).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.record.statements import asked, kept

COMMISSION, PRINTED, OVERDUE, BACK, ASKED_INSTEAD = "commission", "printed", "overdue", "back", "asked instead"
MEASURES = "measures asked"
"""That measures are asked for; it counts as a date."""

ESCALATED = "escalated"
"""That something was escalated to somebody; once for each rung that it comes to. It counts as a date."""


PASSAGE = "passage"
"""That a passage that papers use again is to be reviewed, ahead of its day and on it. It counts as a date."""

SIGN_OFF = "sign-off"
"""That a sign-off that was asked for is still to come; once for each time that it was asked for, when it gets late."""

REPORT = "report"
"""That something is to be done about a report to a body: its notice, or its publication."""


def returns(step: int) -> str:
    """A return that is asked for, so many working days from its due day: `return -3`, `return 0`, `return +1`."""
    return f"return {step:+}" if step else "return 0"


def copied(step: int) -> str:
    """A copy of what others were asked for, for information."""
    return f"copy {step:+}" if step else "copy 0"


def deadline(step: int) -> str:
    """A deadline so many working days ahead."""
    return f"deadline {step}"


def asked_of_their_own(because: Collection[str]) -> bool:
    """Whether a message was about a return that its reader owes: asked for, or printed without."""
    return any(each in (COMMISSION, PRINTED) or each.startswith("return ") for each in because)


def of_dates_alone(because: Collection[str]) -> bool:
    """Whether only deadlines, what is overdue or what was escalated made a message one of a person's own."""
    of_dates = any(each in (OVERDUE, MEASURES, ESCALATED, PASSAGE) or each.startswith("deadline ") for each in because)
    return of_dates and not asked_of_their_own(because)


@dataclass(frozen=True)
class Heard:
    """What has gone to whom, by person: the last day, how many messages of dates alone, and who heard what is overdue.

    A message that could not be delivered counts as one that was: to try it again every morning would mend nothing.
    """

    last: Mapping[int, date]
    of_dates: Mapping[int, int]
    overdue: Collection[int]

    @classmethod
    def since(cls, session: Session, organisation_id: int, board: date, quiet: int, day: date) -> "Heard":
        """Before `day`: messages of the last `quiet` days, and those after the `board` with which the cycle began."""
        silent_since = day - timedelta(days=quiet)
        rows = asked(session, _told(organisation_id), since=min(board, silent_since), day=day)
        sent = [(person, on, because or ()) for person, on, because in rows if person is not None and on is not None]
        in_cycle = [(person, because) for person, on, because in sent if on > board]
        return cls(
            last={person: on for person, on, _ in sent},
            of_dates=Counter(person for person, because in in_cycle if of_dates_alone(because)),
            overdue={person for person, because in in_cycle if OVERDUE in because},
        )


@kept
def _told(organisation_id: int) -> Select[int | None, date | None, list[str] | None]:
    """The mornings' messages that have gone out since a day and before another, in their order."""
    return (
        select(col(Delivery.person_id), col(Delivery.day), col(Delivery.because))
        .where(
            col(Delivery.organisation_id) == organisation_id,
            col(Delivery.kind) == DeliveryKind.MORNING,
            col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.FAILED)),
            col(Delivery.day) >= bindparam("since"),
            col(Delivery.day) < bindparam("day"),
        )
        .order_by(col(Delivery.day))
    )
