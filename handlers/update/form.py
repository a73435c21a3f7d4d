"""The update form: built from what is known, read back into answers, mistakes beside their fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from handlers.cards import Input, Modal, Text
from handlers.update.checks import LABELS
from models.deadlines import parse_day
from models.plan import Action
from models.ratings import ACTIVITY_MEANINGS, IMPACT_MEANINGS, Rating
from models.recording import Answers
from models.suggestions import Suggestion
from papers.wording import day, plural

DAYS = ("forecast", "recovery_date")
_PARAGRAPHS = ("commentary", "difference", "cause", "corrective_action", "help_needed")
_HINTS = {
    "commentary": "One to three sentences for the board.",
    "difference": "For children and families, or whoever the action is for.",
    "evidence": "Needed for a Blue.",
    "forecast": "When you expect it to be complete.",
    "help_needed": "From whom, and by when.",
    "cause": "Needed for a Red.",
    "corrective_action": "Needed for a Red.",
    "recovery_date": "Needed for a Red.",
}


def form_of(
    action: Action,
    values: Mapping[str, str],
    suggested: tuple[Suggestion, Suggestion],
    facts: str,
    errors: Mapping[str, str] | None = None,
) -> Modal:
    """The form for `action`, prefilled with `values` (text by field), `suggested` for activity and impact.

    `facts` is a line about where things stand; `errors` are shown beside their fields.
    """
    inputs = tuple(_input(name, values.get(name, ""), suggested, (errors or {}).get(name, "")) for name in LABELS)
    return Modal(
        f"Update {action.ref}", "update.submit", action.ref, (Text(action.title, "strong"), Text(facts)), inputs
    )


def values_of(answers: Answers) -> dict[str, str]:
    """Answers as the text that the form's fields hold."""
    return {name: str(value) for name, value in vars(answers).items() if value is not None}


def read_form(values: Mapping[str, str], today: date) -> tuple[Answers | None, dict[str, str]]:
    """The answers in a form's values, and the fields that cannot be read; no answers without both ratings."""
    errors: dict[str, str] = {}
    ratings: dict[str, Rating] = {}
    for name in ("activity", "impact"):
        try:
            ratings[name] = Rating(values.get(name, ""))
        except ValueError:
            errors[name] = "Please choose a rating."
    said: dict[str, Any] = {name: values.get(name, "").strip() or None for name in (*_PARAGRAPHS, "evidence")}
    for name in DAYS:
        typed = values.get(name, "").strip()
        try:
            said[name] = parse_day(typed, today) if typed else None
        except ValueError as unreadable:
            errors[name] = str(unreadable)
    if len(ratings) < 2:
        return None, errors
    return Answers(ratings["activity"], ratings["impact"], **said), errors


def facts_of(action: Action, last: str, done: bool, today: date) -> str:
    """Where the action stands, in a line: its deadline, how long ago unless `done`, and the last answer."""
    due = action.approved_due
    deadline = "No deadline" if due is None else f"Due {day(due)}"
    if due and due < today and not done:
        deadline += f", {plural((today - due).days, 'day')} overdue"
    return f"{deadline}. {last}"


def _input(name: str, value: str, suggested: tuple[Suggestion, Suggestion], error: str) -> Input:
    label = LABELS[name]
    if name in ("activity", "impact"):
        meanings = ACTIVITY_MEANINGS if name == "activity" else IMPACT_MEANINGS
        suggestion = suggested[0] if name == "activity" else suggested[1]
        options = tuple((rating.value, f"{rating.word}: {meanings[rating]}") for rating in Rating)
        hint = f"By the rules: {suggestion.word} ({suggestion.because})."
        return Input(name, label, "choice", value, hint, required=True, options=options, error=error)
    kind: Literal["date", "link", "paragraph"] = (
        "date" if name in DAYS else "link" if name == "evidence" else "paragraph"
    )
    return Input(name, label, kind, value, _HINTS[name], required=name == "commentary", error=error)
