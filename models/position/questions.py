"""The questions worth asking at a board, each computed from the figures and put only when they call for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.plan.ratings import Rating
from models.position.counting import Breakdown, Standpoint
from models.position.how_known import HowKnown
from models.position.total_change import TotalChange

RISE_WORTH_ASKING = 3
"""By how many actions Red or Amber on activity must have risen to be asked about (house rule)."""


@dataclass(frozen=True)
class Question:
    """A question in words; `refs` are the actions it is about, `see` the verb of `/brag` that lists them."""

    text: str
    refs: tuple[str, ...] = ()
    see: str = ""


def worth_asking(
    previous: Breakdown | None,
    current: Breakdown,
    reds: Sequence[Standpoint],
    change: TotalChange,
    known: HowKnown | None = None,
    ratings: Collection[Rating] = (),
) -> list[Question]:
    """The questions for a chair, the weightiest first. No question is made up: no figures, no question.

    They begin with what is missing, by `known`, which is None until the returns are due. `ratings` are those that the
    actions were picked out by: what became of others is not seen there.
    """
    questions = [_missing(known)] if known and known.missing else []
    done, without = current.activity[Rating.BLUE].count, current.blue_without_impact
    if without:
        questions.append(
            Question(
                f"{_actions(done)} Blue on activity; {without} of {done} {'shows' if without == 1 else 'show'} no "
                f"positive impact. What will show that {'it' if done == 1 else 'they'} made a difference?",
                see="gap",
            )
        )
    if previous:
        questions.extend(_rises(previous, current, ratings))
    unrecovered = [each for each in reds if each.days_overdue and not each.recovers]
    if unrecovered:
        some = f"{len(unrecovered)} of {len(reds)} Reds {'is' if len(unrecovered) == 1 else 'are'}"
        share = "Every Red is" if len(unrecovered) == len(reds) else some
        refs = tuple(each.ref for each in unrecovered)
        each = "it" if len(refs) == 1 else "each"
        questions.append(
            Question(
                f"{share} overdue without a recovery date ahead ({', '.join(refs)}). When will {each} be back on "
                "track, and who will say so?",
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


def _missing(known: HowKnown) -> Question:
    missing, expected = known.missing, known.expected
    some = f"{missing} of {expected} updates expected {'is' if missing == 1 else 'are'}"
    if missing == expected != 2:  # “all 2” is nothing that anybody says
        some = "The one update expected is" if expected == 1 else f"All {expected} updates expected are"
    return Question(f"{some} missing. How far can these figures be relied on, and when will the rest be known?")


def _rises(previous: Breakdown, current: Breakdown, ratings: Collection[Rating]) -> list[Question]:
    asked = {
        Rating.RED: "What will bring them back?",
        Rating.AMBER: "What is holding them up, and is it the same thing?",
    }
    questions = []
    for rating, question in asked.items():
        if ratings and rating not in ratings:
            continue
        was, now = previous.activity[rating].count, current.activity[rating].count
        if now - was >= RISE_WORTH_ASKING:
            text = f"{rating.word} on activity is up from {was} to {now}. {question}"
            questions.append(Question(text, see="moves"))
    return questions


def _actions(count: int) -> str:
    return "1 action is" if count == 1 else f"{count} actions are"
