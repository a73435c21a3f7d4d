"""What a board's paper is checked for before it is published, how much each check weighs by default, and why.

`domain.md` 4.3 says what is checked. An organisation changes a weight with the rule `cover_checks` of `rules.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What becomes of what a check finds: without mending it nothing is published, it is shown, or not looked for."""

    BLOCKER = "blocker"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True)
class PackCheck:
    """A check: what it finds, its weight by default, and why it is that."""

    finds: str
    weight: Weight
    why: str


PACK_CHECKS: Mapping[str, PackCheck] = {
    "reds": PackCheck(
        "an action that is off track and has no commentary",
        Weight.BLOCKER,
        "a board cannot ask about what nobody has explained",
    ),
    "recovery": PackCheck(
        "one without a cause, a corrective action or a recovery date",
        Weight.WARNING,
        "it may not be known yet, and the paper prints that it is not given",
    ),
    "escalation": PackCheck(
        "one that needs no help by its answer and was escalated to nobody",
        Weight.WARNING,
        "its owner may be able to mend it alone",
    ),
    "total": PackCheck(
        "an action that came or went without a reason",
        Weight.BLOCKER,
        "a total that changes without a word looks like progress that is none",
    ),
    "returns": PackCheck(
        "updates that did not arrive", Weight.WARNING, "the paper names each of them, so that it is complete without"
    ),
    "sections": PackCheck(
        "a required section that nobody has written, or that was written since",
        Weight.BLOCKER,
        "which are required is a setting of its own: cover_requires",
    ),
    "decision": PackCheck(
        "a key decision without notice in time or an exception, or a decision type in words alone",
        Weight.BLOCKER,
        "taken so it could be quashed; a notice is statutory, and an exception has its own rules",
    ),
    "names": PackCheck(
        "a name in two braces of which there is no figure or section", Weight.BLOCKER, "it would print as it was typed"
    ),
    "passages": PackCheck(
        "a passage that is used again and is past its day of review",
        Weight.WARNING,
        "its words may still be right: its owner is asked to look at them again",
    ),
    "figures": PackCheck(
        "a typed figure that disagrees with the frozen figures",
        Weight.BLOCKER,
        "nine wrong figures in one paper are what the checks began with",
    ),
    "claims": PackCheck(
        "words that the ratings speak against, such as “all actions have started”",
        Weight.WARNING,
        "words leave room for judgement, so that both sides are shown",
    ),
    "template": PackCheck(
        "text of a template, or a choice that nobody has made", Weight.BLOCKER, "nobody means to publish it"
    ),
    "unfinished": PackCheck(
        "what is still to come, such as TBC", Weight.WARNING, "a paper may say that something follows"
    ),
    "private": PackCheck("personal details", Weight.BLOCKER, "they do not belong in a paper; this is never off"),
    "dates": PackCheck(
        "a day that does not exist, is on another day of the week, or ends before it begins",
        Weight.BLOCKER,
        "the calendar leaves no room for judgement",
    ),
    "working_days": PackCheck(
        "a deadline at a weekend or on a bank holiday", Weight.WARNING, "some deadlines do fall there"
    ),
    "boards": PackCheck(
        "a board that goes by two names", Weight.WARNING, "two bodies may have names that are much alike"
    ),
    "acronyms": PackCheck("an acronym that is not explained", Weight.WARNING, "its readers may all know it"),
}
"""Every check by the name that a setting has for it."""


def called(body: str) -> str:
    """A body as a setting has it: `health-and-wellbeing-board`."""
    return "-".join(body.casefold().split())


def weights(changed: Sequence[str], body: str = "") -> Mapping[str, Weight]:
    """The weight of every check, in the papers to a `body`; `changed` are those that are other than by default, as
    `claims:blocker`, or for one body alone as `cabinet/claims:off`.

    Raises ValueError, in words for people, for what cannot be.
    """
    known = {name: each.weight for name, each in PACK_CHECKS.items()}
    for written in sorted(changed, key=lambda each: "/" in each):
        whose, _, setting = written.rpartition("/")
        name, _, weight = setting.partition(":")
        if name not in known:
            raise ValueError(f"“{name}” is no check: there are {', '.join(known)}.")
        if weight not in set(Weight):
            raise ValueError(f"A check is {', '.join(Weight)}: “{weight}” is none of these.")
        if name == "private" and weight == Weight.OFF:
            raise ValueError("The check for personal details is never off.")
        if whose in ("", called(body)):
            known[name] = Weight(weight)
    return known
