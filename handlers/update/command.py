"""`/update`: what I owe, the form, one line, several lines, and "no change"."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_field_of_an_answer, a_ref
from handlers.cards import Answer, Card, Divider, Element, Modal, Text
from handlers.errors import Mistake
from handlers.registry import Unsaid, registry
from handlers.requests import Request
from handlers.update import cards
from handlers.update.checks import (
    missing,
    wrong,
)
from handlers.update.form import read_form
from handlers.update.line import EXAMPLE, lines_of, read_line
from handlers.update.recorder import Recorder
from handlers.update.undo_button import with_undo
from models.returns.expected import return_of
from models.updates.updates import UpdateKind
from papers.wording import answers_said, plural

LINES_AT_ONCE = 100


update = registry.command("/update", "A status update: what I owe, by form or in one line")


@update.verb(
    "mine",
    ("/update", "what you owe for the coming board"),
    right=Permission.UPDATE,
    unsaid=(Unsaid.NOTHING,),
    bare=True,
)
def owed(session: Session, request: Request) -> Card:
    """What the asker owes for the coming meeting."""
    recorder = Recorder(session, request)
    posts = request.asker.answers_for
    returned = return_of(session, recorder.plan.id, posts, recorder.meeting, request.now, request.today)
    return cards.owed(returned, recorder.meeting, request.asker.stands_in_for)


@update.verb(
    "open",
    ("/update 2.4", "the form for one action, prefilled with the last answer"),
    right=Permission.UPDATE,
    unsaid=(Unsaid.A_REF,),
    takes=a_ref,
)
def open_form(session: Session, request: Request) -> Modal:
    """The form for the action whose ref is the request's text, prefilled with the draft or the last answer."""
    recorder = Recorder(session, request)
    action = recorder.action(request.text)
    return recorder.form(action, recorder.prefilled(action))


@update.button("no_change", right=Permission.UPDATE, writes=True, takes=a_ref)
def no_change(session: Session, request: Request) -> Answer:
    """Record that nothing changed since the last answer; the form, where that is no answer without what is missing."""
    recorder = Recorder(session, request)
    return with_undo(recorder.no_change(recorder.action(request.text)))


@update.form("submit", right=Permission.UPDATE, takes=a_ref)
def submit(session: Session, request: Request) -> Answer:
    """Record a submitted form, or give it back with its mistakes and everything that was typed."""
    recorder = Recorder(session, request)
    action = recorder.action(request.text)
    answers, errors = read_form(request.values, request.today)
    if answers is None:
        return recorder.form(action, request.values, errors)
    said = recorder.said_in_form(action, answers)
    if not errors and recorder.is_no_change(action, said):
        return with_undo(recorder.no_change(action, request.values))
    whole = recorder.completed(action, said)
    errors = {**missing(whole.answers, recorder.is_evidenced(action)), **wrong(whole.answers, request.today), **errors}
    if errors:
        return recorder.form(action, request.values, errors)
    return with_undo(recorder.record(action, whole))


@update.button("clear", right=Permission.UPDATE, writes=True, takes=a_field_of_an_answer)
def clear(session: Session, request: Request) -> Card:
    """Take back one field of the last answer, which had stayed as it was given before."""
    recorder = Recorder(session, request)
    ref, _, name = request.text.rpartition(" ")
    return with_undo(recorder.clear(recorder.action(ref), name))


@update.verb(
    "record",
    (EXAMPLE, "an update in one line: {typed_first}, then what changed"),
    ("/update 2.4 no change", "record that nothing changed"),
    right=Permission.UPDATE,
    writes=True,
    prose=True,
    unsaid=(Unsaid.A_REF_AND_WORDS, Unsaid.WORDS),
)
def record_lines(session: Session, request: Request) -> Card:
    """Record every line that can be; the others come back with what was understood. One bad line stops no other."""
    recorder = Recorder(session, request)
    lines = lines_of(request.text)
    if len(lines) > LINES_AT_ONCE:
        raise Mistake(f"That is {len(lines)} lines; I take {LINES_AT_ONCE} at a time. Nothing was recorded.")
    answers = [recorder.line(read_line(line, request.today)) for line in lines]
    if len(answers) == 1:
        return with_undo(answers[0])
    body: list[Element] = []
    for card in answers:
        body += [Divider(), Text(card.title, "heading"), *card.body]
    recorded = [dict(card.data) for card in answers if "update" in card.data]
    same = sum(each["kind"] == UpdateKind.NO_CHANGE for each in recorded)
    title = f"{len(recorded)} of {len(answers)} updates recorded"
    if same:
        title = f"{answers_said(len(recorded) - same, same)} recorded, of {plural(len(answers), 'line')}"
    data = {"recorded": recorded}
    about = tuple(ref for card in answers for ref in card.about)
    done = all(card.done for card in answers)
    return with_undo(Card(title, tuple(body[1:]), about=about, data=data, done=done))
