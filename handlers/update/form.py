"""The update form: built from what is known, read back into answers, mistakes beside their fields."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from handlers.cards import Input, Modal, Text
from models.plan.actions import Action
from models.plan.ratings import AT_RISK, Rating, RatingClass, scale
from models.plan.relative_days import day_said
from models.position.suggestions import Suggestion
from models.updates.answer import AnswerField, Answers, Kind, Needed, fields_asked
from papers.wording import day, plural

_INPUTS: Mapping[Kind, Literal["date", "link", "paragraph"]] = {
    Kind.DAY: "date",
    Kind.LINK: "link",
    Kind.PROSE: "paragraph",
}


def form_of(
    action: Action,
    values: Mapping[str, str],
    suggested: tuple[Suggestion, Suggestion],
    facts: str,
    before: str = "",
    drafted: str = "",
    errors: Mapping[str, str] | None = None,
) -> Modal:
    """The form for `action`, prefilled with `values` (text by field), `suggested` for activity and impact.

    `facts` is a line about where things stand, `before` what was said last and is not said again by itself; `drafted`
    is when what stands in the fields was typed and not recorded; `errors` are shown beside their fields.
    """
    recovers = _rests_on_recovery(values)
    inputs = tuple(
        _input(each, values.get(name, ""), suggested, (errors or {}).get(name, ""))
        for name, each in fields_asked().items()
        if not each.of_recovery or recovers or values.get(name) or (errors or {}).get(name)
    )
    body = [Text(action.title, "strong"), Text(facts)]
    if drafted:
        body.append(Text(f"Not recorded yet: what you typed on {drafted} stands in the fields.", "strong"))
    if before:
        body += [Text("What was said last:", "muted"), Text(before, "quote")]
    return Modal(f"Update {action.ref}", "update.submit", action.ref, tuple(body), inputs)


def _rests_on_recovery(values: Mapping[str, str]) -> bool:
    """Whether the ratings in a form are such that a recovery is kept up."""
    rated = {name: scale().called(values.get(name, "")) for name in scale().rated}
    activity = rated["activity"]
    return any(each and each.is_off_track for each in rated.values()) or activity in AT_RISK


def values_of(said: Mapping[str, Any]) -> dict[str, str]:
    """What is said, by field, as the text that the form's fields hold."""
    return {name: _typed(value) for name, value in said.items()}


def _typed(value: object) -> str:
    if isinstance(value, Rating):
        return value.as_data
    return "" if value is None else str(value)


def read_form(values: Mapping[str, str], today: date) -> tuple[Answers | None, dict[str, str]]:
    """The answers in a form's values, and the fields that cannot be read; no answers without its ratings.

    Impact that is not asked for is “not started”: not known.
    """
    errors: dict[str, str] = {}
    said: dict[str, Any] = {"impact": Rating.NOT_STARTED}
    for name, each in fields_asked().items():
        typed = values.get(name, "").strip()
        try:
            said[name] = _read(each, typed, today)
        except ValueError as unreadable:
            errors[name] = "Please choose a rating." if each.kind is Kind.RATING else str(unreadable)
    if errors.keys() & {*scale().rated}:
        return None, errors
    return Answers(**said), errors


def _read(each: AnswerField, typed: str, today: date) -> Rating | date | str | None:
    if each.kind is Kind.RATING:
        if not typed and not _is_chosen(each):
            return Rating.NOT_STARTED
        rating = scale().called(typed)
        if rating is None or not rating.level.given:
            raise ValueError("no rating")
        return rating
    if each.kind is Kind.DAY and typed:
        return day_said(typed, today)
    return typed or None


def facts_of(action: Action, last: str, done: bool, today: date) -> str:
    """Where the action stands, in a line: its deadline, how long ago unless `done`, and the last answer."""
    due = action.approved_due
    deadline = "No deadline" if due is None else f"Due {day(due)}"
    if due and due < today and not done:
        deadline += f", {plural((today - due).days, 'day')} overdue"
    return f"{deadline}. {last}"


def _input(each: AnswerField, value: str, suggested: tuple[Suggestion, Suggestion], error: str) -> Input:
    if each.kind is Kind.RATING:
        suggestion = suggested[0] if each.name == "activity" else suggested[1]
        levels = scale().given
        options = tuple((level.as_data, f"{level.name}: {getattr(level, each.name)}") for level in levels)
        hint = f"By the rules: {suggestion.word} ({suggestion.because})."
        required = _is_chosen(each)
        rating = Input(each.name, each.label, "rating", value, hint, required=required, options=options, error=error)
        return replace(rating, levels=levels)
    required = each.needed is Needed.ALWAYS
    kind = _INPUTS[each.kind]
    return Input(each.name, each.label, kind, value, each.hint, required=required, max_length=each.longest, error=error)


def _is_chosen(each: AnswerField) -> bool:
    """Whether a rating has to be chosen: impact that is not known is left out, where no level says so."""
    unknown = RatingClass.NOT_STARTED in {level.rating.rating_class for level in scale().given}
    return each.name == "activity" or unknown
