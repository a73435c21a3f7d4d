"""The questions worth asking at a board, each computed from the figures and put only when they call for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.plan.ratings import Rating, RatingClass, scale
from models.plan.refs import refs_listed
from models.position.counting import Breakdown, Standpoint
from models.position.how_known import HowKnown
from models.position.total_change import TotalChange

RISE_WORTH_ASKING = 3
"""By how many actions what is off track or at risk on activity must have risen to be asked about (house rule)."""


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
    done, without = current.of(RatingClass.DONE), current.blue_without_impact
    as_done = scale().named(RatingClass.DONE)
    if without:
        which = f"{without} of {done}"
        if without == done:
            which = {1: "it", 2: "both"}.get(done, f"all {done}")
        questions.append(
            Question(
                f"{_actions(done)} {as_done} on activity; {which} {'shows' if without == 1 else 'show'} no positive "
                f"impact. What will show that {'it' if done == 1 else 'they'} made a difference?",
                see="gap",
            )
        )
    if previous:
        questions.extend(_rises(previous, current, ratings))
    unrecovered = [each for each in reds if each.days_overdue and not each.recovers]
    if unrecovered:
        is_or_are = "is" if len(unrecovered) == 1 else "are"
        some = f"{len(unrecovered)} of {len(reds)} {scale().many(RatingClass.OFF_TRACK)} {is_or_are}"
        share = f"Every {scale().noun(RatingClass.OFF_TRACK)} is" if len(unrecovered) == len(reds) else some
        refs = tuple(each.ref for each in unrecovered)
        each = "it" if len(refs) == 1 else "each"
        questions.append(
            Question(
                f"{share} overdue without a recovery date ahead ({refs_listed(refs)}). When will {each} be back on "
                "track, and who will say so?",
                refs,
                "reds",
            )
        )
    if change.unexplained:
        refs = tuple(change.unexplained)
        questions.append(
            Question(
                f"The total changed without a recorded reason for {refs_listed(refs)}. Who decided it, and why?", refs
            )
        )
    return questions


def _missing(known: HowKnown) -> Question:
    missing, expected = known.missing, known.expected
    some = f"{missing} of {expected} updates expected {'is' if missing == 1 else 'are'}"
    if missing == expected:
        every = "Both" if expected == 2 else f"All {expected}"
        some = "The one update expected is" if expected == 1 else f"{every} updates expected are"
    return Question(f"{some} missing. How far can these figures be relied on, and when will the rest be known?")


def _rises(previous: Breakdown, current: Breakdown, ratings: Collection[Rating]) -> list[Question]:
    asked = {
        RatingClass.OFF_TRACK: "What will bring them back?",
        RatingClass.AT_RISK: "What is holding them up, and is it the same thing?",
    }
    questions = []
    for rating_class, question in asked.items():
        if ratings and not {*rating_class.ratings} & {*ratings}:
            continue
        was, now = previous.of(rating_class), current.of(rating_class)
        if now - was >= RISE_WORTH_ASKING:
            text = f"{scale().named(rating_class)}{scale().on_activity} is up from {was} to {now}. {question}"
            questions.append(Question(text, see="moves"))
    return questions


def _actions(count: int) -> str:
    return "1 action is" if count == 1 else f"{count} actions are"
