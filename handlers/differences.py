"""What the rules of `domain.md` 4.1 say beside a declaration, in the words that every face and every pack prints.

Called by chat, the pages and the gathering of a pack. Only a declaration better than the rules is put in question; a
rating is never overridden.
"""

from datetime import date

from models.plan.ratings import Rating, scale
from models.position.suggestions import (
    Grounds,
    Suggestion,
    activity_is_better,
    impact_is_better,
    suggest_activity,
    suggest_impact,
)
from models.updates.recording import answers_of
from models.updates.updates import Update


def differences(declared: Update, grounds: Grounds, today: date) -> tuple[str, ...]:
    """A sentence for each rating that is better than the rules have it, activity first; and for a Blue that is late.

    "Activity declared Green; by the rules Red: 41 days overdue." Days are counted to `today`, which is local: of a pack
    it is the day of the meeting.
    """
    answers = answers_of(declared)
    activity, impact = suggest_activity(answers, grounds, today), suggest_impact(answers, grounds)
    told = []
    if activity_is_better(declared.activity, activity):
        told.append(_by_the_rules("Activity", declared.activity, activity))
    if activity.late:
        told.append(f"Activity {activity.word}: {activity.because}.")
    if scale().rates_impact and impact_is_better(declared.impact, impact):
        told.append(_by_the_rules("Impact", declared.impact, impact))
    return tuple(told)


def _by_the_rules(name: str, declared: Rating, suggestion: Suggestion) -> str:
    return f"{name} declared {declared.word}; by the rules {suggestion.word}: {suggestion.because}."
