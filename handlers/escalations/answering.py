"""Answering an escalation: in words, by taking it on, or by passing it up; for who is asked and their delegate.

The secretariat may record what somebody said elsewhere; the record says by whom.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.action.command import action, action_with, ref_and_words
from handlers.button_values import a_number
from handlers.cards import Actions, Answer, Button, Card, Input, Modal, Text
from handlers.errors import Mistake, Refused
from handlers.escalation_words import asked_said, waiting_said
from handlers.escalations.escalating import told
from handlers.escalations.one import asked_today, escalation_meant, refuse_others
from handlers.private_text import refuse_private
from handlers.requests import Request
from models.escalations.escalations import LONGEST_ASK, NothingAbove, answer, climb, take_on
from models.escalations.ladder import Ladder
from models.escalations.raised import Ended, Raised, escalations_about
from models.plan.relative_days import day_said
from models.record.rules import rules_of
from papers.wording import shortened

ANSWER, TAKE_ON, PASS_UP = (
    '/action 2.4 answer "two posts from 1 August"',
    "/action 2.4 take on by 31 Jul",
    '/action 2.4 pass up "it is above my budget"',
)
_LABELS = {"answer": "Answer", "take_on": "Take on", "pass_up": "Pass up"}


def answer_buttons(raised: Raised) -> tuple[Button, ...]:
    """The three answers, each a form; none where a board decides."""
    if not raised.waits or raised.last.proposal_id is not None:
        return ()
    its = str(raised.escalation.id)
    return (
        Button("Answer", "action.answer_form", its, style="primary", opens_form=True),
        Button("Take on", "action.take_on_form", its, opens_form=True),
        Button("Pass up", "action.pass_up_form", its, opens_form=True),
    )


@action.verb(
    "answer",
    (ANSWER, "answer what was escalated to you"),
    right=Permission.READ,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def answered(session: Session, request: Request) -> Card:
    """Answer in a line."""
    raised, said = _meant_by_ref(session, request)
    return _answer(session, request, raised, said)


@action.verb(
    "take on",
    (TAKE_ON, "take on what was escalated to you"),
    right=Permission.READ,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def taken_on(session: Session, request: Request) -> Card:
    """Take it on in a line."""
    raised, said = _meant_by_ref(session, request)
    words = said.split()
    by = words[1:] if words[:1] and words[0].casefold() in ("by", "until") else words
    return _take_on(session, request, raised, " ".join(by))


@action.verb(
    "pass up",
    (PASS_UP, "pass on to the next rung what was escalated to you, with why"),
    right=Permission.READ,
    writes=True,
    of_a_ref=True,
    prose=True,
)
def passed_up(session: Session, request: Request) -> Card:
    """Pass it up in a line."""
    raised, said = _meant_by_ref(session, request)
    return _pass_up(session, request, raised, said)


@action.button("answer_form", right=Permission.READ, takes=a_number)
def answer_form(session: Session, request: Request) -> Modal:
    """The form for an answer."""
    return _form(session, request, "answer", "")


@action.button("take_on_form", right=Permission.READ, takes=a_number)
def take_on_form(session: Session, request: Request) -> Modal:
    """The form for taking it on."""
    return _form(session, request, "take_on", "")


@action.button("pass_up_form", right=Permission.READ, takes=a_number)
def pass_up_form(session: Session, request: Request) -> Modal:
    """The form for passing it up."""
    return _form(session, request, "pass_up", "")


@action.form("answer_submit", right=Permission.READ, takes=a_number)
def answer_submitted(session: Session, request: Request) -> Answer:
    """The answer that was filled in."""
    return _submitted(session, request, "answer", _answer)


@action.form("take_on_submit", right=Permission.READ, takes=a_number)
def take_on_submitted(session: Session, request: Request) -> Answer:
    """Taken on by the day that was filled in."""
    return _submitted(session, request, "take_on", _take_on)


@action.form("pass_up_submit", right=Permission.READ, takes=a_number)
def pass_up_submitted(session: Session, request: Request) -> Answer:
    """Passed up for the reason that was filled in."""
    return _submitted(session, request, "pass_up", _pass_up)


_INPUTS = {
    "answer": Input("words", "What is your answer?", "paragraph", required=True, max_length=LONGEST_ASK),
    "take_on": Input("words", "By when will it be done?", "date", required=True),
    "pass_up": Input("words", "Why do you pass it up?", "paragraph", required=True, max_length=LONGEST_ASK),
}


def _form(session: Session, request: Request, name: str, error: str) -> Modal:
    raised = escalation_meant(session, request)
    if not error:
        refuse_others(session, request, _ladder(session, request), raised)
    due = waiting_said(raised, request.today)
    body = (
        Text(f"{raised.action.ref} {shortened(raised.action.title, 120)}", "strong"),
        Text(asked_said(raised, request.zone)),
        Text(f"{due[:1].upper()}{due[1:]}."),
    )
    asked = replace(_INPUTS[name], value=request.values.get("words", ""), error=error)
    return Modal(_LABELS[name], f"action.{name}_submit", request.text, body, (asked,), _LABELS[name])


def _submitted(
    session: Session, request: Request, name: str, do: Callable[[Session, Request, Raised, str], Card]
) -> Answer:
    raised = escalation_meant(session, request)
    refuse_others(session, request, _ladder(session, request), raised)
    try:
        return do(session, request, raised, request.values.get("words", ""))
    except Mistake as mistake:  # nothing is written yet, and what was typed stays in the form
        return _form(session, request, name, mistake.what)


def _answer(session: Session, request: Request, raised: Raised, said: str) -> Card:
    words = _words(request, said, "What is your answer?", ANSWER)
    return told(answer(session, request.actor, raised, words), request, "Answered")


def _take_on(session: Session, request: Request, raised: Raised, said: str) -> Card:
    by_when: date | None = None
    if said.strip():
        try:
            by_when = day_said(said.strip().removeprefix("by "), request.today)
        except ValueError as unreadable:
            raise Mistake(f"{unreadable} Nothing was recorded.", example=TAKE_ON) from None
    if by_when is None or by_when < request.today:
        raise Mistake("By which day, today or later, will it be done? Nothing was recorded.", example=TAKE_ON)
    taken = take_on(session, request.actor, raised, by_when)
    return told(taken, request, "Taken on", *_when_done(taken))


def _when_done(taken: Raised) -> tuple[Text, Actions]:
    """What comes after taking something on: saying that it is done."""
    done = Button("It is resolved", "action.resolve_escalation", str(taken.escalation.id))
    return Text(f"When it is done, say so: here, or by “/action {taken.action.ref} escalations”."), Actions((done,))


def _pass_up(session: Session, request: Request, raised: Raised, said: str) -> Card:
    why = _words(request, said, "Why do you pass it up?", PASS_UP)
    days = rules_of(session, request.asker.organisation_id).days
    ladder = _ladder(session, request)
    try:
        further = climb(session, request.actor, ladder, raised, Ended.PASSED_UP, why, request.today, days)
    except NothingAbove as top:
        raise Mistake(f"{top} Nothing was recorded: please answer, or take it on.", example=ANSWER) from None
    return told(further, request, "Passed up")


def _words(request: Request, said: str, asks: str, example: str) -> str:
    words = " ".join(said.split()).strip(' "“”')
    if not words:
        raise Mistake(f"{asks} Nothing was recorded.", example=example)
    if len(words) > LONGEST_ASK:
        raise Mistake(f"That is {len(words)} characters; {LONGEST_ASK} at most. Nothing was recorded.", example=example)
    refuse_private(words, request.today)
    return words


def _meant_by_ref(session: Session, request: Request) -> tuple[Raised, str]:
    """The one escalation of an action that waits for the asker, and the words after the ref."""
    ref, said = ref_and_words(request.text)
    its_action = action_with(session, request, ref)
    ladder = _ladder(session, request)
    found = escalations_about(session, [its_action.id])
    waiting = [each for each in found if each.waits]
    mine = [each for each in waiting if asked_today(session, request, ladder, each)]
    taken = [each for each in found if each.outcome == "taken on" and each.last.ended_by_id == request.asker.id]
    if taken and not mine:
        raise Mistake(
            f"You have taken it on: “{taken[-1].escalation.ask}”. Nothing was recorded.",
            typed=said.strip(' "“”'),
            next_step=_when_done(taken[-1])[1:],
        )
    if not waiting:
        raise Mistake(
            f"Nothing that was escalated about {its_action.ref} waits for an answer. Nothing was recorded.", typed=said
        )
    if not mine and may(request.asker, Permission.KEEP_THE_RECORD):
        mine = waiting
    if not mine:
        raise Refused(f"That is not yours to answer: it is asked of {waiting[0].last.to.called}, or their delegate.")
    if len(mine) > 1:
        raise Mistake(
            f"{len(mine)} things that were escalated about {its_action.ref} wait: the buttons of “/board escalations” "
            "say which one you mean. Nothing was recorded.",
            understood=tuple(each.escalation.ask for each in mine),
        )
    refuse_others(session, request, ladder, mine[0])
    return mine[0], said


def _ladder(session: Session, request: Request) -> Ladder:
    return Ladder.of(session, request.asker.organisation_id, request.today)
