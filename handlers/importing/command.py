"""A file sent to the bot: shown as it was understood, then imported or discarded by a button."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_number
from handlers.cards import Actions, Button, Card, Text
from handlers.errors import Mistake
from handlers.importing.report import Report, report_card
from handlers.importing.taking import take_in
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from models.plan.actions import Plan, living_plan
from models.plan.received_files import ReceivedFile
from models.record.events import Actor
from papers.plan.contents import PlanFile, PlanFileError


@registry.press("import.show", permission=Permission.KEEP_THE_RECORD, writes=True)
def show(session: Session, request: Request) -> Card:
    """Say what a file means for the record, and keep it until the answer. The request's text is its name."""
    refuse_private(request.text, request.today, "The file’s name")
    plan, file = _read(session, request, request.content, request.text)
    trial = session.begin_nested()
    report = take_in(session, _actor(request), plan, file, request.zone)
    trial.rollback()
    received = ReceivedFile(
        person_id=request.asker.id, name=request.text, content=request.content, received_at=request.now
    )
    session.add(received)
    session.flush()
    card = report_card(request.text, report, "This is what I read. Nothing is written yet.")
    buttons = (
        Button("Import", "import.confirm", str(received.id), style="primary"),
        Button("Discard", "import.discard", str(received.id)),
    )
    return Card(card.title, (*card.body, Actions(buttons)), data=card.data)


@registry.press("import.confirm", permission=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def confirm(session: Session, request: Request) -> Card:
    """Import a file that was shown; read afresh, since the record may have changed in between."""
    received = _received(session, request)
    name = received.name
    plan, file = _read(session, request, received.content, name)
    report: Report = take_in(session, _actor(request), plan, file, request.zone)
    session.delete(received)
    return report_card(name, report, "Imported.")


@registry.press("import.discard", permission=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def discard(session: Session, request: Request) -> Card:
    """Forget a file that was shown."""
    received = _received(session, request)
    session.delete(received)
    return Card("Discarded", (Text(f"{received.name} was not imported and is no longer kept."),))


def _received(session: Session, request: Request) -> ReceivedFile:
    number = int(request.text)
    received = session.get(ReceivedFile, number, with_for_update=True)  # so that pressing twice imports once
    if received is None or received.person_id != request.asker.id:
        raise Mistake("That file has been imported or discarded already. Send it again to import it.")
    return received


def _read(session: Session, request: Request, content: bytes, name: str) -> tuple[Plan, PlanFile]:
    from papers.plan.reading import read_plan  # and openpyxl, which only a file needs

    plan = living_plan(session, request.asker.organisation_id)
    assert plan is not None, "founded with the organisation"
    try:
        return plan, read_plan(content, name)
    except PlanFileError as unreadable:
        raise Mistake(str(unreadable)) from unreadable


def _actor(request: Request) -> Actor:
    return Actor(request.asker.organisation_id, request.asker.id, request.now, request.origin.door)
