"""What an update must say before it is recorded, and what it may not say; the same rules for a form and a line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.lengths import FIELD
from models.privacy import looks_private
from models.ratings import Rating
from models.recording import Answers
from papers.wording import day

LABELS: Mapping[str, str] = {
    "activity": "Activity",
    "impact": "Impact",
    "commentary": "What changed",
    "difference": "What difference it makes",
    "evidence": "Evidence (a link)",
    "forecast": "Forecast date",
    "help_needed": "Help needed",
    "cause": "Cause",
    "corrective_action": "Corrective action",
    "recovery_date": "Recovery date",
}
"""The fields of an update, in the order of the form, with the words that people see."""


def is_red(answers: Answers) -> bool:
    """Red by either rating."""
    return Rating.RED in (answers.activity, answers.impact)


def missing(answers: Answers) -> dict[str, str]:
    """The fields that the ratings call for and that are empty, each with why (`domain.md` 4.1)."""
    needed = {}
    if not answers.commentary:
        needed["commentary"] = "Please say in a sentence what changed."
    if is_red(answers):
        for name in ("cause", "corrective_action", "recovery_date"):
            if not getattr(answers, name):
                needed[name] = f"A Red needs a {LABELS[name].lower()}."
    if answers.activity is Rating.BLUE and not answers.evidence:
        needed["evidence"] = "A Blue needs evidence: a link to where it can be seen."
    return needed


def no_answer_without(last: Answers, today: date) -> dict[str, str]:
    """The fields without which "no change" is no answer to what was last said, each with why (`domain.md` 4.1).

    A Red needs a recovery date ahead, and what is not complete a forecast that has not passed.
    """
    needed = {}
    if is_red(last) and (last.recovery_date is None or last.recovery_date < today):
        passed = f"; {day(last.recovery_date)} has passed" if last.recovery_date else ""
        needed["recovery_date"] = f"A Red needs a recovery date that lies ahead{passed}."
    if last.activity is not Rating.BLUE and last.forecast and last.forecast < today:
        needed["forecast"] = f"It is not complete, and its forecast of {day(last.forecast)} has passed."
    return needed


def as_last_given(answers: Answers, last: Answers, today: date) -> Answers:
    """What a line leaves out and its ratings call for, as last given: a Red's cause need not be typed every time, and
    the help that it needs is needed until the line says otherwise.

    What changed is never carried over, and neither is a recovery date that has passed.
    """
    given = {name: getattr(last, name) for name in missing(answers) if name != "commentary"}
    if is_red(answers) and not answers.help_needed:
        given["help_needed"] = last.help_needed
    if last.recovery_date and last.recovery_date < today:
        given.pop("recovery_date", None)
    return replace(answers, **given)


def wrong(answers: Answers, today: date) -> dict[str, str]:
    """The fields whose content cannot stand, each with why and what to do."""
    found = {}
    if answers.evidence and not answers.evidence.startswith(("https://", "http://")):
        found["evidence"] = "This should be a link that begins with https://."
    if answers.recovery_date and answers.recovery_date < today:
        found["recovery_date"] = "A recovery date lies ahead, not in the past."
    for name in ("commentary", "difference", "evidence", "help_needed", "cause", "corrective_action"):
        text = getattr(answers, name)
        if text and len(text) > FIELD:
            found[name] = f"This has {len(text):,} characters; {FIELD:,} is the most it can have."
        elif text and (what := looks_private(text, today)):
            found[name] = f"This looks like {what}. Please say it without; nothing of it was stored."
    return found
