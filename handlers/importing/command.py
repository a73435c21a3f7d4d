"""A file sent to the bot: shown as it was understood, then imported or discarded by a button."""

from sqlmodel import Session

from handlers.access import Permission
from handlers.button_values import a_number
from handlers.cards import Actions, Button, Card, Text
from handlers.errors import Mistake
from handlers.importing.reading import read_sent
from handlers.importing.report import Report, report_card
from handlers.importing.taking import copy_for_trial, take_in
from handlers.private_text import refuse_private
from handlers.registry import registry
from handlers.requests import Request
from models.plan.actions import Plan, living_plan
from models.plan.received_files import ReceivedFile, forget_file, keep_file, take_file
from papers.plan.contents import PlanFile


def _tried(session: Session, request: Request) -> Report:
    """What the file that was sent means for the record, tried on a copy: nobody who writes waits for that."""
    refuse_private(request.text, request.today, "The file’s name")
    file = read_sent(request.content, request.text)
    with copy_for_trial(session, request.now) as copy:
        return take_in(copy, request.actor, _plan(copy, request), file, request.zone)


@registry.file("import.show", right=Permission.KEEP_THE_RECORD, prepare=_tried)
def show(session: Session, request: Request) -> Card:
    """Say what a file means for the record, and keep it until the answer. The request's text is its name."""
    report: Report = request.prepared
    received = keep_file(session, request.asker.id, request.text, request.content, request.now)
    card = report_card(request.text, report, "This is what I read. Nothing is written yet.")
    buttons = (
        Button("Import", "import.confirm", str(received.id), style="primary"),
        Button("Discard", "import.discard", str(received.id)),
    )
    return Card(card.title, (*card.body, Actions(buttons)), data=card.data)


def _read_received(session: Session, request: Request) -> PlanFile:
    """What the file says that was shown; read afresh, since this program may have changed in between."""
    received = _received(session, request)
    return read_sent(received.content, received.name)


@registry.button(
    "import.confirm", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number, prepare=_read_received
)
def confirm(session: Session, request: Request) -> Card:
    """Import a file that was shown, into the record as it is now."""
    received = _received(session, request)
    name = received.name
    report: Report = take_in(session, request.actor, _plan(session, request), request.prepared, request.zone)
    forget_file(session, received)
    return report_card(name, report, "Imported.")


@registry.button("import.discard", right=Permission.KEEP_THE_RECORD, writes=True, takes=a_number)
def discard(session: Session, request: Request) -> Card:
    """Forget a file that was shown."""
    received = _received(session, request)
    forget_file(session, received)
    return Card("Discarded", (Text(f"{received.name} was not imported and is no longer kept."),))


def _received(session: Session, request: Request) -> ReceivedFile:
    """The file, of this asker's; whoever writes has their turn, so that pressing twice imports once."""
    received = take_file(session, int(request.text), request.asker.id)
    if received is None:
        raise Mistake("That file has been imported or discarded already. Send it again to import it.")
    return received


def _plan(session: Session, request: Request) -> Plan:
    plan = living_plan(session, request.asker.organisation_id)
    assert plan is not None, "founded with the organisation"
    return plan
