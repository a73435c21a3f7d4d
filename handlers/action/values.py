"""`/action 2.4 value 71% May 2023`: what was measured for a period, and how that stands to where it was to be.

A value in another unit, for a period that is not over, or without one is refused: nothing is guessed. A second one of a
period follows the first; both are kept, and the later counts.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from handlers.access import Permission, may, require
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_ref
from handlers.cards import (
    Actions,
    Answer,
    Button,
    Card,
    Cell,
    DateCell,
    Element,
    Fields,
    Input,
    Modal,
    NumberCell,
    PersonCell,
    Table,
    Text,
    moment_cell,
)
from handlers.errors import Mistake
from handlers.grammar import DOUBLE
from handlers.measure_numbers import UnreadableNumber, number_in, number_said, period_typed, with_its_unit
from handlers.measure_words import (
    NOT_COUNTED,
    agreed_said,
    in_full,
    measure_as_data,
    since_previous,
    target_said,
    value_said,
)
from handlers.private_text import refuse_private
from handlers.proposal_words import capital
from handlers.requests import Request
from models.plan.actions import Action
from models.plan.deadlines import Deadline, Precision, last_of_month
from models.plan.measures import LONGEST_SOURCE, Measured, MeasureValue, give_value, measured
from models.updates.measure_values import values_given_for
from papers.wording import day

GIVE = "/action 2.4 value 71% May 2023"
_SOURCE = re.compile(rf"(?:^|(?<=[\s;,]))source\s*:\s*(?:[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}]|(.+))", re.IGNORECASE)
_BEFORE_A_PERIOD = re.compile(r"^(?:[\s,;:(]|(?:in|for|of|on|at|as of)\b)+", re.IGNORECASE)


@action.verb(
    "values",
    ("/action 2.4 values", "its measure, with what was measured period by period"),
    right=Permission.READ,
    of_a_ref=True,
    bare=True,
)
def values(session: Session, request: Request) -> Card:
    """The measure of an action with all of its values."""
    its_action = action_with(session, request, ref_and_words(request.text)[0])
    found = measured(session, its_action)
    if found is None:
        body: tuple[Element, ...] = (Text(_no_measure(its_action)), *_proposing(request, its_action))
        data = {"ref": its_action.ref, "measure": None}
        return Card(f"No measure of {its_action.ref}", body, about=(its_action.ref,), data=data)
    return _shown(session, request, its_action, found)


@action.verb(
    "value",
    (GIVE, 'what was measured for a month, quarter or day; source:"HR system" says where it is from'),
    right=Permission.UPDATE,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def value(session: Session, request: Request) -> Answer:
    """Keep a value that was typed in a line, or ask for it by a form."""
    ref, said = ref_and_words(request.text)
    its_action, found = _open_to(session, request, ref)
    if not said.strip():
        return _form(request, its_action, found, {}, {})
    source = _SOURCE.search(said)
    number = said[: source.start()] if source else said
    behind = said[source.end() :].strip(" .,;") if source else ""
    if behind:
        raise Mistake(f"I do not know what “{behind[:80]}” is to mean. Nothing was recorded.", example=GIVE)
    given, errors = _read(request, found, number, None, ((source[1] or source[2]).strip() if source else ""))
    if given is None:
        example = _example(request, its_action, found, number)
        raise Mistake(f"{' '.join(errors.values())} Nothing was recorded.", typed=said, example=example)
    return _kept(session, request, its_action, found, given)


@action.button("give_value", right=Permission.UPDATE, takes=a_ref)
def give(session: Session, request: Request) -> Modal:
    """The form that asks for a value of the measure of an action."""
    return _form(request, *_open_to(session, request, request.text), {}, {})


@action.form("value_submit", right=Permission.UPDATE, takes=a_ref)
def submit(session: Session, request: Request) -> Answer:
    """Keep what was filled in, or give the form back with what is wrong."""
    its_action, found = _open_to(session, request, request.text)
    asked = {name: request.values.get(name, "").strip() for name in ("value", "period", "source")}
    try:
        given, errors = _read(request, found, asked["value"], asked["period"], asked["source"])
        if given is not None:
            return _kept(session, request, its_action, found, given)
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        errors = {"value": mistake.what}
    return _form(request, its_action, found, asked, errors)


def _open_to(session: Session, request: Request, ref: str) -> tuple[Action, Measured]:
    """The action and its measure, of which the asker may give values. Raises `Mistake`."""
    its_action = action_with(session, request, ref)
    require(request.asker, Permission.UPDATE, its_action)
    if its_action.ended:
        raise Mistake(f"{its_action.ref} has left the plan: it was {its_action.ended}. Nothing was recorded.")
    found = measured(session, its_action)
    if found is None:
        raise Mistake(f"{_no_measure(its_action)} Nothing was recorded.", next_step=_proposing(request, its_action))
    return its_action, found


def _no_measure(its_action: Action) -> str:
    return f"{its_action.ref} has no measure yet, so nothing can be measured: propose one, and a board agrees it."


def _proposing(request: Request, its_action: Action) -> tuple[Actions, ...]:
    if its_action.ended or not may(request.asker, Permission.PROPOSE, its_action):
        return ()
    propose = Button("Propose a measure", "action.propose", f"measure {its_action.ref}", opens_form=True)
    return (Actions((propose,)),)


def _read(
    request: Request, found: Measured, number: str, period: str | None, source: str
) -> tuple[MeasureValue | None, dict[str, str]]:
    """The value that was typed, or what is wrong in which field; `period` None: it stands behind the number."""
    errors: dict[str, str] = {}
    value, rest, unit = Decimal(0), "", found.unit
    try:
        if unit is None:
            value, unit, rest = with_its_unit(number)
        else:
            value, rest = number_in(number, unit)
    except UnreadableNumber as unreadable:
        errors["value"] = str(unreadable)
    if period is not None and rest.strip():
        errors["value"] = f"“{rest.strip()[:40]}” is no part of a number; the period has a field of its own."
    typed = _BEFORE_A_PERIOD.sub("", rest if period is None else period).strip(" .,;)")
    its_period = None
    if not errors or period is not None:
        try:
            its_period = _period(request, typed)
        except ValueError as unreadable:
            errors["period"] = str(unreadable)
    if len(source) > LONGEST_SOURCE:
        errors["source"] = f"A source has {LONGEST_SOURCE} characters at most."
    refuse_private(f"{source} {typed}", request.today)
    if errors or its_period is None or its_period.last_day is None:
        return None, errors
    made = MeasureValue(
        measure_id=found.measure_id,
        words=found.measure.words,
        last_day=its_period.last_day,
        precision=its_period.precision,
        value=value,
        unit=unit,
        source=" ".join(source.split()) or None,
        at=request.now,
    )
    return made, errors


def _period(request: Request, typed: str) -> Deadline:
    """The period that words name, one that is over. Raises ValueError, in words for people."""
    if not typed:
        raise ValueError("For which period? A value is of a month, a quarter or a day.")
    period = period_typed(typed, request.today)
    assert period.last_day
    if period.last_day > request.today:
        until = f"{day(request.today)}" if period.precision is not Precision.DAY else "a day that has come"
        raise ValueError(f"{period.words()} is not over: a value of it so far is that of {until}.")
    return period


def _kept(session: Session, request: Request, its_action: Action, found: Measured, made: MeasureValue) -> Card:
    """Keep a value, and say how it stands. Raises `Mistake` for one that is recorded already."""
    before = next((each for each in found.course.values if each.period == made.period), None)
    said = f"{number_said(made.value, made.unit)}, {made.period.words()}"
    if before and before.value == made.value:
        raise Mistake(f"That is recorded already for {its_action.ref}: {said}. Nothing was recorded.")
    give_value(session, request.actor, its_action, made)
    now = measured(session, its_action)
    assert now
    told = next(each for each in now.course.values if each.id == made.id)
    facts: list[tuple[str, Cell]] = [("Measure", in_full(session, now.measure))]
    if target := target_said(now.course, told, now.unit):
        facts.append(("Against the target", capital(target)))
    is_last = now.course.last is told
    if is_last and (since := since_previous(now.course, now.unit)):
        facts.append(("Since the period before", capital(since)))
    if made.source:
        facts.append(("Source", made.source))
    body: list[Element] = [Fields(tuple(facts))]
    if before:
        was = f"{number_said(before.value, before.unit)} was given for {made.period.words()} before"
        body.append(Text(f"{was}: both are kept, and this one counts."))
    if not is_last and now.course.last:
        body.append(Text(f"The last value is that of {now.course.last.period.words()}."))
    if now.course.target is None:
        body.append(Text("Its target is not given as a figure, so it is not known whether that is on target."))
        body += list(_proposing(request, its_action))
    if not now.measure.agreed:
        body.append(Text("No board has agreed the measure yet, so it is no ground for a rating of impact."))
    body.append(Actions((Button("All values", "action.values", its_action.ref),)))
    data = {
        "value": {
            "id": made.id,
            "ref": its_action.ref,
            "period": made.period.words(),
            "last_day": made.last_day.isoformat(),
            "value": format(made.value, "f"),
            "unit": made.unit,
            "source": made.source,
            "on_target": now.course.on_target(told),
            "replaces": format(before.value, "f") if before else None,
        }
    }
    return Card(f"Recorded for {its_action.ref}: {said}", tuple(body), about=(its_action.ref,), data=data)


def _shown(session: Session, request: Request, its_action: Action, found: Measured) -> Card:
    """A measure with every value of it."""
    body: list[Element] = [Text(f"{in_full(session, found.measure)}: {agreed_said(found.measure.agreed)}.")]
    given = values_given_for(session, its_action)
    course = found.course
    if last := course.last:
        since = since_previous(course, found.unit)
        body.append(Text(f"{value_said(course, last, found.unit)}{f'; {since}' if since else ''}.", "strong"))
    rows: list[tuple[Cell, ...]] = []
    for each in given:
        value = each.value
        on_target = target_said(course, value.told, found.unit) if each.counts else NOT_COUNTED
        rows.append(
            (
                DateCell(value.last_day, printed=value.period.words()),
                NumberCell(value.value, printed=number_said(value.value, value.unit)),
                on_target or "not known",
                value.source or "not given",
                PersonCell(each.by) if each.by else "nobody named",
                moment_cell(value.at, request.zone),
            )
        )
    if rows:
        columns = ("Period", "Value", "Against the target", "Source", "Given by", "When")
        body.append(Table("The last period first", columns, tuple(rows), sortable=True))
    else:
        body.append(Text("No value has been given yet."))
    if not its_action.ended and may(request.asker, Permission.UPDATE, its_action):
        body.append(Actions((Button("Give a value", "action.give_value", its_action.ref, opens_form=True),)))
    data = {"ref": its_action.ref, "measure": measure_as_data(found)}
    return Card(f"Measure of {its_action.ref}", tuple(body), about=(its_action.ref,), data=data)


def _form(
    request: Request, its_action: Action, found: Measured, given: Mapping[str, str], errors: Mapping[str, str]
) -> Modal:
    unit = found.unit
    last = found.course.last
    body = [Text(found.measure.definition, "strong")]
    if last:
        body.append(Text(f"Last: {value_said(found.course, last, unit)}."))
    inputs = (
        Input(
            "value",
            f"What was measured{f', in {unit}' if unit else ''}?",
            value=given.get("value", ""),
            hint="" if unit else "With its unit: 71% or 12 days.",
            required=True,
            max_length=60,
            error=errors.get("value", ""),
        ),
        Input(
            "period",
            "Of which period?",
            value=given.get("period", _period_before(request.today).words() if not given else ""),
            hint="May 2023, Q1 2023/24 or 31 May 2023.",
            required=True,
            max_length=60,
            error=errors.get("period", ""),
        ),
        Input(
            "source",
            "Where is it from?",
            value=given.get("source", ""),
            hint=found.measure.source or "A system or a survey.",
            max_length=LONGEST_SOURCE,
            error=errors.get("source", ""),
        ),
    )
    return Modal(f"A value for {its_action.ref}", "action.value_submit", its_action.ref, tuple(body), inputs, "Record")


def _period_before(today: date) -> Deadline:
    """The last month that is over."""
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return Deadline(last_of_month(year, month), Precision.MONTH)


def _example(request: Request, its_action: Action, found: Measured, number: str) -> str:
    """The line as it could be typed, with the number that was, if it is one."""
    try:
        typed = number_said(number_in(number, found.unit)[0], found.unit)
    except UnreadableNumber:
        typed = number_said(Decimal(71), found.unit or "%")
    return f"/action {its_action.ref} value {typed} {_period_before(request.today).words()}"
