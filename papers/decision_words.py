"""The decision type of a council report in words: as its first page prints it."""

from datetime import date

from models.packs.key_decisions import CLEAR_DAYS, Decision, DecisionType, Route
from models.record.working_days import WorkingDays
from papers.wording import day, plural, sentences

THE_CHAIR = "the chair of overview and scrutiny"

_KINDS = {
    DecisionType.KEY: "Key decision because",
    DecisionType.NOT_KEY: "Not a key decision:",
    DecisionType.NOT_EXECUTIVE: "Not an executive decision:",
}


def decision_said(decision: Decision, meeting: date | None = None, days: WorkingDays | None = None) -> str:
    """What a report prints of its decision; with the local day of its `meeting` and the working calendar also how many
    clear days lie between.
    """
    kind = _KINDS[decision.type]
    said = [f"{kind} {decision.reason}" if decision.reason else kind.removesuffix(":").removesuffix(" because")]
    if decision.on:
        count = decision.days_given(meeting, days) if meeting and days and decision.route in CLEAR_DAYS else None
        said.append(_route(decision, decision.on) + (f", {before_said(decision.route, count)}" if count else ""))
    if decision.why:
        said.append(f"Reason: {decision.why}")
    return sentences(said)


def before_said(route: Route, count: int) -> str:
    """`28 clear days before the meeting`; for the general exception working days."""
    return f"{clear_said(route, count)} before the meeting"


def clear_said(route: Route, count: int) -> str:
    """`28 clear days`, `5 clear working days`."""
    return plural(count, "clear working day" if route is Route.GENERAL_EXCEPTION else "clear day")


def _route(decision: Decision, on: date) -> str:
    reference = f" {decision.reference}" if decision.reference else ""
    by = decision.by or THE_CHAIR
    match decision.route:
        case Route.GENERAL_EXCEPTION:
            return f"General exception: notice{reference} was given to {by} on {day(on)}"
        case Route.SPECIAL_URGENCY:
            return f"Special urgency, agreed by {by} on {day(on)}{f' ({decision.reference})' if reference else ''}"
        case _:
            return f"Notice{reference} was published on {day(on)}"
