"""How a recovery is kept up, in words: that its date moved, from board to board, and that its review has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from handlers.requests import Request
from models.plan.actions import Action
from models.plan.ratings import AT_RISK
from models.position.recovery import recovery_dates_of
from models.updates.updates import Update
from papers.wording import day, joined

_ORDINALS = ("", "", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


@dataclass(frozen=True)
class RecoveryKept:
    """The recovery dates of an action, one after the other, and the sentences about them that stand out."""

    dates: tuple[date, ...] = ()
    said: tuple[str, ...] = ()


def recovery_kept(session: Session, action: Action, last: Update | None, on: date, request: Request) -> RecoveryKept:
    """How the recovery of an action is kept up, by its `last` answer, reckoned to the local day `on`; nothing of what
    is on track, or has ended.
    """
    off_track = last is not None and (last.activity.is_off_track or last.impact.is_off_track)
    if last is None or action.ended or not (off_track or last.activity in AT_RISK):
        return RecoveryKept()
    dates = recovery_dates_of(session, action.id, last.recovery_date)
    answered_on = last.at.astimezone(request.zone).date()
    said = dates_said(dates, last.recovery_date), review_said(last.next_review, answered_on, on)
    return RecoveryKept(dates, tuple(filter(None, said)))


def dates_said(dates: Sequence[date], now: date | None) -> str:
    """ "Third recovery date: 30 June, 31 August, now 30 September 2023."; empty of a first one.

    `dates` are as `models.position.recovery` gives them; where there is none `now`, that is said.
    """
    if len(dates) < 2 and (now or not dates):
        return ""
    last = dates[-1]
    if now is None:
        before = "was" if len(dates) == 1 else "were"
        return f"No recovery date now; before it {before} {joined([_short(each, last) for each in dates])}."
    number = _ORDINALS[len(dates)] if len(dates) < len(_ORDINALS) else f"{len(dates)}th"
    return f"{number} recovery date: {', '.join(_short(each, last) for each in dates[:-1])}, now {day(last)}."


def review_said(next_review: date | None, answered_on: date | None, on: date) -> str:
    """That a review was due before the local day `on` and nothing was said since then; empty where that is not so."""
    if next_review is None or answered_on is None or not answered_on <= next_review < on:
        return ""
    return f"Its review was due on {day(next_review)}, and no update has come since."


def _short(each: date, last: date) -> str:
    """A day without its year, where that is the year of the `last` one, which is told in full."""
    return day(each).rpartition(" ")[0] if each.year == last.year and each != last else day(each)
