"""An escalation in words: to whom, since when, what was asked, and what became of it: for cards, pages and the pack."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.proposal_words import told_of
from models.escalations.raised import Came, Ended, Raised, Step
from papers.wording import day, joined, plural


def escalation_said(raised: Raised, on: date, zone: ZoneInfo) -> str:
    """All of it in a line, from the ask to the outcome; days overdue are counted to the local day `on`."""
    return " ".join([asked_said(raised, zone), *steps_said(raised, on, zone)])


def asked_said(raised: Raised, zone: ZoneInfo) -> str:
    """ "Escalated on 26 May 2023 by Workforce SRO: “release two posts”." """
    return f"Escalated on {_day(raised.escalation.at, zone)} by {asker_of(raised)}: “{raised.escalation.ask}”."


def asker_of(raised: Raised) -> str:
    """Who asked, and for which post, where that is another's."""
    by = raised.by or "an operator"
    return f"{by} for {raised.for_post}" if raised.for_post and raised.for_post != by else by


def steps_said(raised: Raised, on: date, zone: ZoneInfo) -> list[str]:
    """A sentence for each rung, in their order: since when, by when, and what became of it there."""
    said = [_step_said(each, raised, on, zone) for each in raised.steps]
    if raised.taken_back:
        said.append("Taken back.")
    elif raised.resolved_at:
        said.append(f"Resolved on {_day(raised.resolved_at, zone)}.")
    elif raised.outcome == "action ended":
        said.append(f"Over: {_left(raised)}.")
    return said


def _left(raised: Raised) -> str:
    """ "2.4 was withdrawn on 7 June 2023"."""
    its = raised.action
    return f"{its.ref} was {its.ended}{f' on {day(its.ended_on)}' if its.ended_on else ''}"


def _step_said(step: Step, raised: Raised, on: date, zone: ZoneInfo) -> str:
    to = f"To {step.to.called} on {_day(step.at, zone)}"
    if step.decision is not None:
        words = f" “{step.decision.words}”" if step.decision.words else ""
        return f"{to}: {step.decision.outcome} ({told_of(step.decision)}).{words}"
    if step.ended is None or step.ended_at is None:
        return f"{to}: {waiting_said(raised, on) if raised.waits else 'no answer'}."
    ended, words = _day(step.ended_at, zone), f": “{step.words}”" if step.words else ""
    match step.ended:
        case Ended.TAKEN_ON:
            overdue = raised.days_overdue(on)
            late = f", {plural(overdue, 'day')} overdue" if overdue else ""
            by = f", to be done by {day(step.by_when)}{late}" if step.by_when else ""
            return f"{to}: taken on, {ended}{by}{_by_another(step)}{words}."
        case Ended.CLIMBED:
            why = f"no answer by {day(step.due)}, so it climbed" if step.due else "passed by, since nobody is there"
            return f"{to}: {why}."
        case _:
            return f"{to}: {step.ended} on {ended}{_by_another(step)}{words}."


def waiting_said(raised: Raised, on: date) -> str:
    """ "answer due 2 June 2023, 5 days overdue"; of what the board is to decide, on which day."""
    step, overdue = raised.last, raised.days_overdue(on)
    if step.proposal_id is not None:
        return f"to be decided on {day(step.due)}" if step.due else "waits for its next meeting"
    if step.due is None:
        return "not answered"
    late = f", {plural(overdue, 'day')} overdue" if overdue else ""
    return f"answer due {day(step.due)}{late}"


def passed_by_said(empty: Sequence[str]) -> str:
    """That rungs were passed by since nobody is there; empty where none was."""
    if not empty:
        return ""
    return f"Passed by, since nobody is there: {joined(list(empty))}."


def outcome_heard(raised: Raised, zone: ZoneInfo) -> str:
    """What became of it, for who asked: "2.4 “release two posts”: answered on 1 June 2023 by …: “agreed”." """
    begins = f"{raised.action.ref} “{raised.escalation.ask}”"
    last = raised.last
    if raised.resolved_at:
        return f"{begins}: resolved on {_day(raised.resolved_at, zone)}."
    if raised.outcome == "action ended":
        return f"{begins}: over, since {_left(raised)}."
    if last.decision is not None:
        return f"{begins}: {last.decision.outcome} ({told_of(last.decision)})."
    if last.ended is None or last.ended_at is None:
        how = "passed up to" if last.came is Came.PASSED_UP else "climbed, unanswered, to"
        due = f"; answer due {day(last.due)}" if last.due else ""
        return f"{begins}: {how} {last.to.called} on {_day(last.at, zone)}{due}."
    words = f": “{last.words}”" if last.words else ""
    by = f", to be done by {day(last.by_when)}" if last.by_when else ""
    return f"{begins}: {last.ended} by {last.to.called} on {_day(last.ended_at, zone)}{by}{words}."


def escalations_as_data(found: Sequence[Raised], on: date) -> list[dict[str, object]]:
    """Escalations as JSON, each with its rungs; days local, times in UTC."""
    return [
        {
            "id": each.escalation.id,
            "ref": each.action.ref,
            "ask": each.escalation.ask,
            "by": each.by,
            "for": each.for_post,
            "at": each.escalation.at.isoformat(),
            "outcome": each.outcome,
            "due": _iso(each.due()),
            "days_overdue": each.days_overdue(on),
            "steps": [
                {
                    "to": step.to.called,
                    "rung": step.to.rung,
                    "at": step.at.isoformat(),
                    "came": step.came.value,
                    "due": _iso(step.due),
                    "ended": step.ended.value if step.ended else None,
                    "words": step.words,
                    "by": step.ended_by,
                    "by_when": _iso(step.by_when),
                    "decision": told_of(step.decision) if step.decision else None,
                }
                for step in each.steps
            ],
        }
        for each in found
    ]


def _by_another(step: Step) -> str:
    return f" by {step.ended_by}" if step.ended_by and step.ended_by != step.to.called else ""


def _day(at: datetime, zone: ZoneInfo) -> str:
    return day(at.astimezone(zone).date())


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
