"""A file sent to the bot: shown as it was understood, or asked about first, then imported or discarded by a button."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_number, a_question_of_a_file, an_answer_of_a_file
from handlers.cards import Actions, Answer, Button, Card, Element, Input, Modal, Select, Text
from handlers.errors import Mistake
from handlers.importing import columns, headings, words
from handlers.importing.decided import EXAMPLE, LONGEST, read_decided, refuse_taken
from handlers.importing.reading import read_sent
from handlers.importing.report import IMPORTED, Report, report_card
from handlers.importing.scales import settled_for
from handlers.importing.taking import copy_for_trial, take_in
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from handlers.still_open import going_on, still_open
from models.plan.actions import Plan, living_plan
from models.plan.known_layouts import known_layouts
from models.plan.received_files import ReceivedFile, forget_file, keep_file, take_file, tell_of_file
from models.privacy.private_text import looks_private
from papers.plan.contents import Column, PlanFile, PlanFileError, SheetSeen
from papers.plan.layouts import NOTHING_TOLD, HeadingRows, LayoutUnclear, Question, Told

Outcome = Report | LayoutUnclear
"""What a file means for the record, or what has to be asked first."""


def _tried(session: Session, request: Request) -> Outcome:
    """What the file that was sent means for the record, tried on a copy: nobody who writes waits for that."""
    refuse_private(request.text, request.today, "The file’s name")
    return _outcome(session, request, request.content, request.text, NOTHING_TOLD)


@registry.file("import.show", right=Permission.KEEP_THE_RECORD, prepare=_tried)
def show(session: Session, request: Request) -> Card:
    """Say what a file means for the record, or ask what it does not tell, and keep it until the answer. The request's
    text is its name.
    """
    received = keep_file(session, request.asker.id, request.text, request.content, request.now)
    return _shown(received, request.prepared, request.today)


def _answered(session: Session, request: Request) -> tuple[Told, Outcome]:
    """What is told by the answer that was chosen, and what the file means with it.

    The questions come from the file itself, by now with the answers that were given before.
    """
    received = _received(session, request)
    told = Told.of(received.told or {})
    outcome = _outcome(session, request, received.content, received.name, told)
    _, question, option = request.text.split()
    questions = outcome.questions if isinstance(outcome, LayoutUnclear) else ()
    chosen = [each.options[int(option) :][:1] for each in questions if _known_by(each) == question]
    if not chosen or not chosen[0]:
        raise Mistake("That question has been answered already. Send the file again to begin anew.")
    answer = chosen[0][0].told
    return answer, _outcome(session, request, received.content, received.name, told.and_then(answer))


@registry.button(
    "import.answer", right=Permission.KEEP_THE_RECORD, writes=True, takes=an_answer_of_a_file, prepare=_answered
)
def answer(session: Session, request: Request) -> Card:
    """Take an answer to a question about a file's layout; the next question, or what the file means, comes back."""
    received = _received(session, request)
    told, outcome = request.prepared
    tell_of_file(session, received, Told.of(received.told or {}).and_then(told).kept())
    return _shown(received, outcome, request.today)


def _as_read(session: Session, request: Request) -> PlanFile | LayoutUnclear:
    """What a file that was sent says, with what was told of it by now, or what is still to be asked."""
    received = _received(session, request)
    try:
        return _read(session, request, received.content, received.name, Told.of(received.told or {}))
    except LayoutUnclear as unclear:
        return unclear


def _retold(session: Session, request: Request, told_by_form: Callable[[], Told]) -> tuple[Told, Outcome | str]:
    """What is told of a file with what a form tells, and what the file means then; or what is wrong with it, in words:
    then nothing of it is told.
    """
    received = _received(session, request)
    try:
        told = Told.of(received.told or {}).and_then(told_by_form())
        return told, _outcome(session, request, received.content, received.name, told)
    except PlanFileError as wrong:
        return NOTHING_TOLD, str(wrong)
    except Mistake as wrong:
        return NOTHING_TOLD, wrong.what


def _columns(session: Session, request: Request) -> tuple[Column, ...]:
    """The columns of a file as they were read, or as they are guessed in the question that is named, or the first."""
    outcome = _as_read(session, request)
    if not isinstance(outcome, LayoutUnclear):
        return outcome.columns
    _, *question = request.text.split()
    asked = [each for each in outcome.questions if each.columns and question in ([], [_known_by(each)])]
    if not asked:
        raise Mistake("That question has been answered already. Send the file again to begin anew.")
    return asked[0].columns


@registry.button(
    "import.columns", right=Permission.KEEP_THE_RECORD, takes=a_question_of_a_file, fresh=True, prepare=_columns
)
def ask_columns(_session: Session, request: Request) -> Modal:
    """The form that says what each column of a file holds, as it was read or guessed."""
    return columns.form(request.prepared, request.text, request.today)


def _columns_chosen(session: Session, request: Request) -> tuple[tuple[Column, ...], Told, Outcome | str]:
    """The columns as they were shown, what the form tells of them, and what the file means then, or what is wrong."""
    shown, values = _columns(session, request), request.values
    told, outcome = _retold(session, request, lambda: columns.told_by_form(shown, values))
    if isinstance(outcome, str):
        return shown, told, outcome
    read = outcome.file.columns if isinstance(outcome, Report) else [c for q in outcome.questions for c in q.columns]
    if besides := columns.told_besides(shown, values, read):
        told, outcome = _retold(session, request, lambda: columns.told_by_form(shown, values).and_then(besides))
    return shown, told, outcome


@registry.form(
    "import.columns.submit",
    right=Permission.KEEP_THE_RECORD,
    takes=a_question_of_a_file,
    prepare=_columns_chosen,
)
def choose_columns(session: Session, request: Request) -> Answer:
    """Read a file by what was said of its columns; what it means then comes back, or what is still to be asked."""
    shown, told, outcome = request.prepared
    if isinstance(outcome, str):
        return columns.form(shown, request.text, request.today, request.values, outcome)
    return _told(session, request, told, outcome)


def _sheets(session: Session, request: Request) -> tuple[tuple[SheetSeen, ...], HeadingRows | None]:
    """The sheets of a file, and where its headings were found."""
    outcome = _as_read(session, request)
    if isinstance(outcome, LayoutUnclear):
        return outcome.sheets, None
    at = HeadingRows(outcome.header_row, outcome.last_header_row, outcome.sheet)
    return outcome.sheets_seen, at if outcome.lists_actions else None


@registry.button("import.headings", right=Permission.KEEP_THE_RECORD, takes=a_number, fresh=True, prepare=_sheets)
def ask_headings(_session: Session, request: Request) -> Modal:
    """The form that says which row of a file has the headings, beside its first rows."""
    sheets, at = request.prepared
    return headings.form(sheets, at, request.text, request.today)


def _headings_chosen(
    session: Session, request: Request
) -> tuple[tuple[SheetSeen, ...], HeadingRows | None, Told, Outcome | str]:
    sheets, at = _sheets(session, request)
    return sheets, at, *_retold(session, request, lambda: headings.told_by_form(sheets, request.values))


@registry.form("import.headings.submit", right=Permission.KEEP_THE_RECORD, takes=a_number, prepare=_headings_chosen)
def choose_headings(session: Session, request: Request) -> Answer:
    """Read a file by the row that was said to have its headings; what it means then comes back, or what is asked."""
    sheets, at, told, outcome = request.prepared
    if isinstance(outcome, str):
        return headings.form(sheets, at, request.text, request.today, request.values, outcome)
    return _told(session, request, told, outcome)


@registry.button("import.words", right=Permission.KEEP_THE_RECORD, takes=a_number, fresh=True, prepare=_as_read)
def ask_words(session: Session, request: Request) -> Answer:
    """The form that says what each word in the ratings of a file means; what is still to be asked comes first."""
    outcome: PlanFile | LayoutUnclear = request.prepared
    if isinstance(outcome, LayoutUnclear):
        return _shown(_received(session, request), outcome, request.today)
    return words.form(outcome, request.text, request.today)


def _words_chosen(session: Session, request: Request) -> tuple[PlanFile | LayoutUnclear, Told, Outcome | str]:
    file = _as_read(session, request)
    if isinstance(file, LayoutUnclear):
        return file, NOTHING_TOLD, file
    return file, *_retold(session, request, lambda: words.told_by_form(file, request.values, request.today))


@registry.form("import.words.submit", right=Permission.KEEP_THE_RECORD, takes=a_number, prepare=_words_chosen)
def choose_words(session: Session, request: Request) -> Answer:
    """Read a file by what was said of the words in its ratings; what it means then comes back."""
    file, told, outcome = request.prepared
    if isinstance(outcome, str):
        return words.form(file, request.text, request.today, request.values, outcome)
    if isinstance(file, LayoutUnclear):
        return _shown(_received(session, request), file, request.today)
    return _told(session, request, told, outcome)


def _told(session: Session, request: Request, told: Told, outcome: Outcome) -> Card:
    """Keep what is told of a file by now, and show what the file means."""
    received = _received(session, request)
    tell_of_file(session, received, told.kept())
    return _shown(received, outcome, request.today)


def _read_received(session: Session, request: Request) -> PlanFile:
    """What the file says that was shown; read afresh, since this program may have changed in between."""
    received = _received(session, request)
    try:
        return _read(session, request, received.content, received.name, Told.of(received.told or {}))
    except LayoutUnclear as unclear:
        raise Mistake(f"{unclear} Send the file again, and I shall ask.") from unclear


@registry.button(
    "import.confirm", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number, prepare=_read_received
)
def confirm(session: Session, request: Request) -> Card:
    """Import a file that was shown, into the record as it is now; what was answered since the last file stays."""
    return _taken(session, request, overwrite=False)


@registry.button(
    "import.overwrite", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number, prepare=_read_received
)
def overwrite(session: Session, request: Request) -> Card:
    """Import a file that was shown; its cells count where something else was answered since the last file, too."""
    return _taken(session, request, overwrite=True)


@registry.button("import.decided", right=Permission.KEEP_THE_RECORD, takes=a_number)
def ask_decided(session: Session, request: Request) -> Modal:
    """The form that asks by which decision a file's dates, endings and new actions are."""
    return _decided_form(_received(session, request), "", "")


@registry.form("import.decided.submit", right=Permission.KEEP_THE_RECORD, takes=a_number, prepare=_read_received)
def take_decided(session: Session, request: Request) -> Answer:
    """Import a file that was shown, and carry out what a board has decided of it; or give the form back."""
    received, said = _received(session, request), request.values.get("decided", "").strip()
    try:  # before anything is written
        if not said:
            raise Mistake(f"Which board decided it, on which day? For example: {EXAMPLE}")
        organisation_id = request.asker.organisation_id
        refuse_taken(session, organisation_id, read_decided(session, organisation_id, said, request.today))
    except Mistake as mistake:
        return _decided_form(received, said, mistake.what)
    return _taken(session, request, overwrite=False, decided=said)


def _decided_form(received: ReceivedFile, said: str, error: str) -> Modal:
    inputs = (
        Input(
            "decided",
            "Which board decided it, when, and under which number?",
            value=said,
            hint=f"Board, day and number: {EXAMPLE}. Without a number it gets the next one.",
            required=True,
            max_length=LONGEST,
            error=error,
        ),
    )
    body = (Text(f"The dates, endings and new actions of {received.name} happen at once, by this decision."),)
    return Modal("Decided already", "import.decided.submit", str(received.id), body, inputs, "Import")


def _taken(session: Session, request: Request, overwrite: bool, decided: str = "") -> Card:
    received = _received(session, request)
    name, plan = received.name, _plan(session, request)
    report: Report = take_in(session, request.actor, plan, request.prepared, request.zone, overwrite, decided)
    forget_file(session, received)
    card = report_card(name, report, IMPORTED)
    left = still_open(session, _plan(session, request), request.today)
    return replace(card, body=(*card.body, *going_on(left, found=request.prepared.addresses)))


@registry.button("import.discard", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def discard(session: Session, request: Request) -> Card:
    """Forget a file that was shown."""
    received = _received(session, request)
    forget_file(session, received)
    return Card("Discarded", (Text(f"{received.name} was not imported and is no longer kept."),))


def _outcome(session: Session, request: Request, content: bytes, name: str, told: Told) -> Outcome:
    try:
        file = _read(session, request, content, name, told)
    except LayoutUnclear as unclear:
        return unclear
    with copy_for_trial(session, request.now) as copy:
        return take_in(copy, request.actor, _plan(copy, request), file, request.zone)


def _read(session: Session, request: Request, content: bytes, name: str, told: Told) -> PlanFile:
    known = known_layouts(session, request.asker.organisation_id)
    return read_sent(content, name, told, known, settled_for(session, _plan(session, request)))


def _shown(received: ReceivedFile, outcome: Outcome, today: date) -> Card:
    discard = Button("Discard", "import.discard", str(received.id))
    other = Button("Change the headings", "import.headings", str(received.id), opens_form=True)
    if isinstance(outcome, LayoutUnclear):
        asks = all(each.options for each in outcome.questions)
        why = "It does not tell by itself:" if asks else "It cannot be read as its headings were understood:"
        body: list[Element] = [Text(f"Nothing of {received.name} is written yet. {why}", "muted")]
        for question in outcome.questions:
            body.append(Text(_in_words(question, today)))
            if answers := _answers(received, question):
                body.append(Actions(answers))
        if not asks:
            body += headings.first_rows(outcome.sheets, today)
        body += [
            Text("The answers are kept for the next file with these headings.", "muted"),
            Actions((other, discard)),
        ]
        asked = [
            {"text": _in_words(each, today), "options": [option.label for option in each.options]}
            for each in outcome.questions
        ]
        title = "I have to ask about this file" if asks else "This file cannot be read as it is"
        return Card(title, tuple(body), data={"questions": asked})
    card = report_card(received.name, outcome, "This is what I read. Nothing is written yet.")
    over = (
        (Button("Import and overwrite what is kept", "import.overwrite", str(received.id)),)
        if outcome.kept or outcome.turned_down
        else ()
    )
    is_for_boards = outcome.proposed or outcome.waiting
    said = (
        (Button("Import as decided already", "import.decided", str(received.id), opens_form=True),)
        if is_for_boards
        else ()
    )
    change = [Button("Change the columns", "import.columns", str(received.id), opens_form=True)]
    change = change if outcome.file.columns else []
    change += [other] if outcome.file.sheets_seen else []
    if words.to_ask(outcome.file.words, today):
        change.append(Button("What words mean", "import.words", str(received.id), opens_form=True))
    buttons = (Button("Import", "import.confirm", str(received.id), style="primary"), *said, *over, *change, discard)
    return Card(card.title, (*card.body, Actions(buttons)), data=card.data)


def _in_words(question: Question, today: date) -> str:
    """A question, which names headings: these may be a row of data that was taken for them."""
    what = looks_private(question.text, today)
    return f"{question.label}: what stands there looks like {what}, and is not shown." if what else question.text


def _answers(received: ReceivedFile, question: Question) -> tuple[Button | Select, ...]:
    """What a question can be answered by: yes to a guess of columns or the form to say otherwise, else a choice."""
    known = _known_by(question)
    values = [f"{received.id} {known} {at}" for at in range(len(question.options))]
    if question.columns:
        change = Button("Change the columns", "import.columns", f"{received.id} {known}", opens_form=True)
        yes = [Button(each.label, "import.answer", values[0], style="primary") for each in question.options[:1]]
        return *yes, change
    if not question.options:
        return ()
    options = tuple(zip(values, [each.label for each in question.options], strict=True))
    return (Select(question.label, "import.answer", options, "Answer"),)


def _known_by(question: Question) -> str:
    """How a question is known again when its answer comes."""
    return hashlib.sha256(question.text.encode()).hexdigest()[:12]


def _received(session: Session, request: Request) -> ReceivedFile:
    """The file, of this asker's; whoever writes has their turn, so that pressing twice imports once."""
    received = take_file(session, int(request.text.split()[0]), request.asker.id)
    if received is None:
        raise Mistake("That file has been imported or discarded already. Send it again to import it.")
    return received


def _plan(session: Session, request: Request) -> Plan:
    plan = living_plan(session, request.asker.organisation_id)
    assert plan is not None, "founded with the organisation"
    return plan
