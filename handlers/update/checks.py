"""What an update must say before it is recorded, and what it may not say; the same rules for a form and a line."""

from dataclasses import replace
from datetime import date

from models.plan.ratings import Rating
from models.privacy.private_text import looks_private
from models.updates.answer import FIELDS, Answers, Kept, Kind
from papers.wording import day


def missing(answers: Answers) -> dict[str, str]:
    """The fields that the ratings call for and that are empty, each with why (`domain.md` 4.1)."""
    return {name: each.because for name, each in FIELDS.items() if answers.needs(each) and not getattr(answers, name)}


def no_answer_without(last: Answers, today: date) -> dict[str, str]:
    """The fields without which "no change" is no answer to what was last said, each with why (`domain.md` 4.1).

    A Red needs a recovery date ahead, and what is not complete a forecast that has not passed.
    """
    needed = {}
    if last.is_red and (last.recovery_date is None or last.recovery_date < today):
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
    given = {name: getattr(last, name) for name in missing(answers) if FIELDS[name].kept is not Kept.NEVER}
    if answers.is_red and not answers.help_needed:
        given["help_needed"] = last.help_needed
    if last.recovery_date and last.recovery_date < today:
        given.pop("recovery_date", None)
    return replace(answers, **given)


def wrong(answers: Answers, today: date) -> dict[str, str]:
    """The fields whose content cannot stand, each with why and what to do."""
    found = {}
    if answers.recovery_date and answers.recovery_date < today:
        found["recovery_date"] = "A recovery date lies ahead, not in the past."
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
