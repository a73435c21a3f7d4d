"""What an update must say before it is recorded, and what it may not say; the same rules for a form and a line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.plan.ratings import Rating, scale
from models.privacy.private_text import looks_private
from models.updates.answer import FIELDS, Answers, Kept, Kind, Needed, fields_asked
from papers.wording import day, joined

RATED = tuple(name for name, each in FIELDS.items() if each.kind is Kind.RATING)
"""The fields that hold ratings."""


def missing(answers: Answers, evidenced: bool = False) -> dict[str, str]:
    """The fields that the ratings call for and that are empty, each with why (`domain.md` 4.1). Evidence is not missing
    where the action is `evidenced` in the register.
    """
    there = ("evidence",) if evidenced else ()
    return {
        name: each.because
        for name, each in FIELDS.items()
        if answers.needs(each) and not getattr(answers, name) and name not in there
    }


def missing_said(answers: Answers, evidenced: bool = False) -> str:
    """All that `missing` finds, in words; what a Red lacks in one sentence."""
    found = missing(answers, evidenced)
    of_a_red = [name for name in found if FIELDS[name].needed is Needed.OF_A_RED]
    said = [why for name, why in found.items() if name not in of_a_red]
    if of_a_red:
        needs = joined([f"a {FIELDS[name].title.lower()}" for name in of_a_red])
        said.append(scale().in_words(f"{{One off_track}} needs {needs}."))
    return " ".join(said)


def no_answer_without(last: Answers, today: date) -> dict[str, str]:
    """The fields without which "no change" is no answer to what was last said, each with why (`domain.md` 4.1).

    A Red needs a recovery date ahead, and what is not complete a forecast that has not passed.
    """
    needed = {}
    if last.is_red and (last.recovery_date is None or last.recovery_date < today):
        passed = f"; {day(last.recovery_date)} has passed" if last.recovery_date else ""
        needed["recovery_date"] = scale().in_words(f"{{One off_track}} needs a recovery date that lies ahead{passed}.")
    if not last.activity.is_done and last.forecast and last.forecast < today:
        needed["forecast"] = f"It is not complete, and its forecast of {day(last.forecast)} has passed."
    return needed


@dataclass(frozen=True)
class Completed:
    """A whole answer made of what was said and of what stays.

    `kept` are the fields that stay as last given, `dropped` those that do not since the action is back on track, and
    `cleared` those that were taken back.
    """

    answers: Answers
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()


def completed(said: Mapping[str, Any], last: Answers | None, today: date) -> Completed:
    """What is said, by field (None: cleared), with what stays of the last answer, by the definition of each field.

    The same for a line and for a form. A rating that was never given, or is not asked for, is “not started”.
    """
    asked = fields_asked()
    before = {name: getattr(last, name) if last and name in asked else Rating.NOT_STARTED for name in RATED}
    answers = Answers(**{**said, **{name: said.get(name) or rating for name, rating in before.items()}})
    kept: dict[str, Any] = {}
    dropped = []
    for name, each in asked.items():
        value = getattr(last, name, None)
        if name in said or not value or _is_over(value, today):
            continue
        if each.kept is Kept.UNTIL_CLEARED or (each.kept is Kept.WHILE_OFF_TRACK and answers.rests_on_recovery):
            kept[name] = value
        elif each.kept is Kept.WHILE_OFF_TRACK:
            dropped.append(name)
    cleared = tuple(name for name, value in said.items() if value is None and getattr(last, name, None))
    return Completed(replace(answers, **kept), tuple(kept), tuple(dropped), cleared)


def offered(last: Answers, today: date, same_meeting: bool) -> dict[str, Any]:
    """What a form begins with: of the last answer what can stay, and its commentary where it is for the `same_meeting`
    and may be corrected.
    """
    return {
        name: value
        for name, each in fields_asked().items()
        if (value := getattr(last, name))
        and not _is_over(value, today)
        and (each.kept is not Kept.NEVER or same_meeting)
    }


def can_be_cleared(answers: Answers, name: str) -> bool:
    """Whether a field of an answer has something that may be taken back, so that the answer still stands."""
    each = FIELDS.get(name)
    if each is None or each.kind is Kind.RATING or each.kept is Kept.NEVER or not getattr(answers, name):
        return False
    return each.may_follow or not answers.needs(each)


def _is_over(value: Any, today: date) -> bool:
    return isinstance(value, date) and value < today


def wrong(answers: Answers, today: date) -> dict[str, str]:
    """The fields whose content cannot stand, each with why and what to do."""
    found = {}
    if answers.recovery_date and answers.recovery_date < today:
        found["recovery_date"] = "A recovery date lies ahead, not in the past."
    if not answers.activity.is_done and answers.forecast and answers.forecast < today:
        found["forecast"] = "A forecast of what is not complete lies ahead, not in the past."
    for name, each in FIELDS.items():
        text = getattr(answers, name)
        if each.kind not in (Kind.PROSE, Kind.LINK) or not text:
            continue
        if each.kind is Kind.LINK and not text.startswith(("https://", "http://")):
            found[name] = "This should be a link that begins with https://."
        if len(text) > each.longest:
            found[name] = f"This has {len(text):,} characters; {each.longest:,} is the most it can have."
        elif what := looks_private(text, today):
            found[name] = f"This looks like {what}. Please say it without; nothing of it was stored."
    return found
