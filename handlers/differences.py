"""Where a declaration differs from the rules of `domain.md` 4.1, in the words that every face and every pack prints.

Called by chat, the pages and the gathering of a pack. It says what differs and never overrides a rating.
"""

from datetime import date

from models.ratings import Rating
from models.suggestions import Suggestion, suggest_activity, suggest_impact
from models.updates import Update


def differences(declared: Update, due: date | None, measure_agreed: bool, today: date) -> tuple[str, ...]:
    """A sentence for each rating that is not as the rules have it, activity first; empty where they agree.

    "Activity declared Green; by the rules Red: 41 days overdue." `due` is the approved deadline; days are counted to
    `today`, which is local: of a pack it is the day of the meeting.
    """
    activity = suggest_activity(declared.activity, due, declared.forecast, declared.evidence, today)
    impact = suggest_impact(declared.impact, measure_agreed)
    told = (
        ("Activity", _by_the_rules(declared.activity, activity)),
        ("Impact", _by_the_rules(declared.impact, impact)),
    )
    return tuple(f"{name} {difference}." for name, difference in told if difference)


def _by_the_rules(declared: Rating, suggestion: Suggestion) -> str:
    """The difference between one declared rating and the rules; empty where they agree."""
    if declared is suggestion.rating:
        return ""
    return f"declared {declared.word}; by the rules {suggestion.rating.word}: {suggestion.because}"
