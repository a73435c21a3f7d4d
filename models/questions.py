"""The questions worth asking at a board, each computed from the figures and put only when they call for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.position import Breakdown, Standpoint, TotalChange
from models.ratings import Rating

RISE_WORTH_ASKING = 3
"""By how many actions Red or Amber on activity must have risen to be asked about (house rule)."""


@dataclass(frozen=True)
class Question:
    """A question in words; `refs` are the actions it is about, `see` the verb of `/brag` that lists them."""

    text: str
    refs: tuple[str, ...] = ()
    see: str = ""


def worth_asking(
    previous: Breakdown | None, current: Breakdown, reds: Sequence[Standpoint], change: TotalChange
) -> list[Question]:
    """The questions for a chair, the weightiest first. No question is made up: no figures, no question."""
    questions = []
    done = current.activity[Rating.BLUE].count
    if done and current.blue_without_impact:
        positive = current.impact[Rating.GREEN].count + current.impact[Rating.BLUE].count
        questions.append(
            Question(
                f"{_actions(done)} Blue on activity, {current.impact[Rating.BLUE].count} on impact; with {positive} "
                f"Green or Blue on impact, at least {current.blue_without_impact_at_least} of the {done} show no "
                "positive impact. What will show that they made a difference?",
                see="gap",
            )
        )
    if previous:
        questions.extend(_rises(previous, current))
    unrecovered = [each for each in reds if each.days_overdue and not each.recovery_date]
    if unrecovered:
        some = f"{len(unrecovered)} of {len(reds)} Reds {'is' if len(unrecovered) == 1 else 'are'}"
        share = "Every Red is" if len(unrecovered) == len(reds) else some
        refs = tuple(each.ref for each in unrecovered)
        questions.append(
            Question(
                f"{share} overdue without a recovery date ({', '.join(refs)}). When will each be back on track, "
                "and who will say so?",
                refs,
                "reds",
            )
        )
    if change.unexplained:
        refs = tuple(change.unexplained)
        questions.append(
            Question(
                f"The total changed without a recorded reason for {', '.join(refs)}. Who decided it, and why?", refs
            )
        )
    return questions


def _rises(previous: Breakdown, current: Breakdown) -> list[Question]:
    asked = {
        Rating.RED: "What will bring them back?",
        Rating.AMBER: "What is holding them up, and is it the same thing?",
    }
    questions = []
    for rating, question in asked.items():
        was, now = previous.activity[rating].count, current.activity[rating].count
        if now - was >= RISE_WORTH_ASKING:
            text = f"{rating.word} on activity is up from {was} to {now}. {question}"
            questions.append(Question(text, see="moves"))
    return questions


def _actions(count: int) -> str:
    return "1 action is" if count == 1 else f"{count} actions are"
