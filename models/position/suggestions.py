"""What the rules of `domain.md` 4.1 suggest for an action's ratings, to stand beside what its owner declares.

Pure functions. A suggestion never overrides, and only a declaration better than the rules is put in question: a face
shows "declared Green; by the rules Red: 41 days overdue". A worse one is its owner's judgement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.plan.course import PERIODS, Course
from models.plan.ratings import NOT_STARTED, OFF_TRACK, POSITIVE, Rating, RatingClass, scale
from models.updates.answer import Answers

OVERDUE_IS_RED = 30
"""Days past the approved deadline after which activity is Red (house rule)."""

_BETTER_AND_BETTER = (RatingClass.OFF_TRACK, RatingClass.AT_RISK, RatingClass.ON_TRACK, RatingClass.DONE)
"""Each is better than those before it; not started is in none of them."""


@dataclass(frozen=True)
class Grounds:
    """What the rules know of an action besides what its owner declares; dates are local.

    `due` is the approved deadline and `original` the first one. `impact_before` are its ratings for impact at the last
    published boards, newest first. `completed_on` is since when it has been Blue on activity: None when it is not, or
    when a file said so and not on which day. `course` is that of its measure: None of one that is words alone, of which
    nothing was measured, so that the last boards are the periods for which an impact is sustained. `evidenced`: the
    register has evidence of it.
    """

    due: date | None
    original: date | None
    measure_agreed: bool
    impact_before: Sequence[Rating] = ()
    completed_on: date | None = None
    course: Course | None = None
    evidenced: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The class of the rating that the rules give, None for nothing, and why, in words that follow a colon.

    `late`: complete, but after the original date.
    """

    rating_class: RatingClass | None
    because: str
    late: bool = False

    @property
    def word(self) -> str:
        """The suggestion as people read it: "Amber", "Blue, late", "nothing"."""
        named = "nothing" if self.rating_class is None else scale().named(self.rating_class)
        return f"{named}, late" if self.late else named


def suggest_activity(declared: Answers, grounds: Grounds, today: date) -> Suggestion:
    """The activity rating by the rules, the first of them that applies."""
    done = declared.activity.is_done
    if done and (declared.evidence or grounds.evidenced):
        late = bool(grounds.original and (grounds.completed_on or date.min) > grounds.original)
        after = f", after its original date of {_day(grounds.original)}" if late and grounds.original else ""
        return Suggestion(RatingClass.DONE, f"complete, with evidence{after}", late)
    unproven = "no evidence that it is complete"
    overdue = (today - grounds.due).days if grounds.due else 0
    if overdue > 0:
        because = f"{overdue} {'day' if overdue == 1 else 'days'} overdue{f', and {unproven}' if done else ''}"
        return Suggestion(RatingClass.OFF_TRACK if overdue > OVERDUE_IS_RED else RatingClass.AT_RISK, because)
    if late_by := _later_than_approved(declared, grounds):
        if has_recovery(declared, today):
            return Suggestion(RatingClass.AT_RISK, f"{late_by}, with a recovery")
        return Suggestion(
            RatingClass.OFF_TRACK, f"{late_by}, without a recovery (cause, corrective action and a date ahead)"
        )
    if declared.help_needed and has_recovery(declared, today):
        return Suggestion(RatingClass.AT_RISK, "blocked, with a recovery")
    if done:
        return Suggestion(RatingClass.ON_TRACK, unproven)
    if declared.activity in NOT_STARTED:
        return Suggestion(RatingClass.NOT_STARTED, "not started and not yet due")
    if grounds.due is None:
        return Suggestion(None, "it has no deadline to hold it against")
    if declared.forecast is None or declared.forecast < today:
        return Suggestion(None, "not overdue, and no forecast that lies ahead")
    return Suggestion(RatingClass.ON_TRACK, "started and forecast on or before its approved date")


def suggest_impact(declared: Answers, grounds: Grounds) -> Suggestion:
    """The impact rating by the rules, from the values of its measure. Of one that is words alone, of which nothing was
    measured, an agreed one is enough for any but Blue, and nothing is suggested (`docs/decisions/0030-measures.md`).

    A Blue is sustained: on target in each of the last periods, or Green or Blue at each of the last published boards.
    """
    if not grounds.measure_agreed:
        return Suggestion(RatingClass.NOT_STARTED, "no agreed measure")
    if grounds.course and (by_values := _by_its_values(grounds.course)):
        return by_values
    shown = sum(each in POSITIVE for each in grounds.impact_before[:PERIODS])
    if declared.impact.is_done and shown < PERIODS:
        return Suggestion(RatingClass.ON_TRACK, f"shown at {shown} of the last {PERIODS} boards, so not sustained yet")
    return Suggestion(None, "its measure is agreed, so your judgement stands")


def _by_its_values(course: Course) -> Suggestion | None:
    """What the last value says, held against baseline and target; None where neither can be told."""
    last = course.last
    if last is None:
        return Suggestion(RatingClass.NOT_STARTED, "its measure has no value yet")
    if course.up is None:
        return None
    if course.is_sustained:
        return Suggestion(RatingClass.DONE, f"on target in each of the last {PERIODS} periods")
    when, on_target = last.period.words(), course.on_target(last)
    reached = course.target is not None and course.better(last.value, course.target) >= 0
    if course.baseline is not None and not reached:
        than = course.better(last.value, course.baseline)
        if than < 0:
            return Suggestion(RatingClass.OFF_TRACK, f"measured worse than its baseline in {when}")
        if than == 0 and not (course.starts and last.last_day <= course.starts):
            return Suggestion(RatingClass.OFF_TRACK, f"no better than its baseline in {when}")
    if on_target is None:
        return None
    if on_target:
        return Suggestion(RatingClass.ON_TRACK, f"on its way to the target in {when}, not for {PERIODS} periods yet")
    return Suggestion(RatingClass.AT_RISK, f"short of the way to its target in {when}")


def has_recovery(declared: Answers, today: date) -> bool:
    """Whether there is a recovery: a cause, a corrective action and a date ahead (today is one)."""
    ahead = declared.recovery_date is not None and declared.recovery_date >= today
    return bool(declared.cause and declared.corrective_action and ahead)


def activity_is_better(declared: Rating, suggestion: Suggestion) -> bool:
    """Whether activity is declared better than the rules have it. Grey, not started, is never better."""
    return _is_higher(declared, suggestion.rating_class)


def impact_is_better(declared: Rating, suggestion: Suggestion) -> bool:
    """Whether impact is declared better than the rules have it: of a Grey, unknown, any rating but Red is better."""
    if suggestion.rating_class is RatingClass.NOT_STARTED:
        return declared not in (*NOT_STARTED, *OFF_TRACK)
    return _is_higher(declared, suggestion.rating_class)


def _is_higher(declared: Rating, by_the_rules: RatingClass | None) -> bool:
    if by_the_rules not in _BETTER_AND_BETTER or declared.rating_class not in _BETTER_AND_BETTER:
        return False
    return _BETTER_AND_BETTER.index(declared.rating_class) > _BETTER_AND_BETTER.index(by_the_rules)


def _later_than_approved(declared: Answers, grounds: Grounds) -> str:
    """Which of its dates is later than the approved one, in words; empty for neither."""
    dates = {"forecast": declared.forecast, "recovery": declared.recovery_date}
    late = [name for name, day in dates.items() if grounds.due and day and day > grounds.due]
    return f"{' and '.join(late)} later than its approved date" if late else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
