"""Escalations as the page of an action tells them, each with what the visitor may do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.escalation_words import asked_said, steps_said
from handlers.escalations.answering import answer_buttons
from handlers.escalations.escalating import buttons_of
from handlers.escalations.one import asked_today
from handlers.requests import Request
from models.escalations.ladder import Ladder
from models.escalations.raised import escalations_about
from models.plan.actions import Action


@dataclass(frozen=True)
class ToldEscalation:
    """An escalation: what was asked, a sentence for each rung, and its outcome.

    `forms` and `presses` are what the visitor may open and press: label and verb of each.
    """

    id: int
    asked: str
    rungs: Sequence[str]
    outcome: str
    forms: tuple[tuple[str, str], ...]
    presses: tuple[tuple[str, str], ...]


def told_escalations(session: Session, action: Action, request: Request) -> tuple[ToldEscalation, ...]:
    """Those of an action, the newest first."""
    found = escalations_about(session, [action.id])
    if not found:
        return ()
    ladder = Ladder.of(session, request.asker.organisation_id, request.today)
    records = may(request.asker, Permission.KEEP_THE_RECORD)
    told = []
    for each in reversed(found):
        answers = answer_buttons(each) if records or asked_today(session, request, ladder, each) else ()
        told.append(
            ToldEscalation(
                each.escalation.id,
                asked_said(each, request.zone),
                steps_said(each, request.today, request.zone),
                each.outcome,
                tuple((button.label, button.verb) for button in answers),
                tuple((button.label, button.verb) for button in buttons_of(request, each)),
            )
        )
    return tuple(told)
