"""What the rules of `domain.md` 4.1 suggest for an action's ratings, to stand beside what its owner declares.

Pure functions. A suggestion never overrides: a face shows "declared Green; by the rules Red: 41 days overdue".
"""

from dataclasses import dataclass
from datetime import date

from models.ratings import Rating

OVERDUE_IS_RED = 30
"""Days past the approved deadline after which activity is Red (house rule)."""


@dataclass(frozen=True)
class Suggestion:
    """The rating that the rules give, and why, in words that follow a colon."""

    rating: Rating
    because: str


def suggest_activity(
    declared: Rating, due: date | None, forecast: date | None, evidence: str | None, today: date
) -> Suggestion:
    """The activity rating by the rules; `due` is the approved deadline, dates are local."""
    if declared is Rating.BLUE and evidence:
        return Suggestion(Rating.BLUE, "complete, with evidence")
    overdue = (today - due).days if due else 0
    if overdue > 0:
        unproven = ", and no evidence that it is complete" if declared is Rating.BLUE else ""
        because = f"{overdue} {'day' if overdue == 1 else 'days'} overdue{unproven}"
        return Suggestion(Rating.RED if overdue > OVERDUE_IS_RED else Rating.AMBER, because)
    if due and forecast and forecast > due:
        return Suggestion(Rating.AMBER, "forecast later than its approved date")
    if declared is Rating.BLUE:
        return Suggestion(Rating.GREEN, "no evidence that it is complete")
    if declared is Rating.GREY:
        return Suggestion(Rating.GREY, "not started and not yet due")
    if due is None:
        return Suggestion(declared, "it has no deadline to hold it against")
    return Suggestion(Rating.GREEN, "started and not forecast late")


def suggest_impact(declared: Rating, measure_agreed: bool) -> Suggestion:
    """The impact rating by the rules: Grey without an agreed measure, else what its owner declares."""
    if declared is not Rating.GREY and not measure_agreed:
        return Suggestion(Rating.GREY, "no agreed measure")
    return Suggestion(
        declared, "its measure is agreed, so your judgement stands" if measure_agreed else "no agreed measure"
    )
