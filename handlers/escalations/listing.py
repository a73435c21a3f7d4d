"""`/board escalations`: what was escalated and is open, the oldest first, with days overdue."""

from sqlmodel import Session

from handlers.access import Permission, may
from handlers.board.command import board
from handlers.cards import Actions, Card, Cell, DateCell, Element, NumberCell, RefCell, Table, Text
from handlers.escalation_words import asker_of, escalations_as_data
from handlers.escalations.answering import answer_buttons
from handlers.escalations.one import asked_today
from handlers.requests import Request
from models.escalations.ladder import Ladder
from models.escalations.raised import escalations_not_over
from papers.wording import plural, shortened

MOST_SHOWN = 50
"""How many are listed where there is no room for all."""

WITH_BUTTONS = 5
"""How many that wait for the asker have buttons below the table."""


@board.verb(
    "escalations",
    ("/board escalations", "what was escalated and is not answered or done, the oldest first"),
    right=Permission.READ,
    asked=("escalation/escalations/escalated",),
    bare=True,
)
def escalations(session: Session, request: Request) -> Card:
    """What is open, of every board."""
    found = escalations_not_over(session, request.asker.organisation_id)
    data = {"escalations": escalations_as_data(found, request.today)}
    if not found:
        return Card("Escalations", (Text("Nothing that was escalated is open."),), data=data)
    late = sum(bool(each.days_overdue(request.today)) for each in found)
    rows: list[tuple[Cell, ...]] = []
    shown = found[: request.room_for(MOST_SHOWN)]
    for each in shown:
        due = each.due()
        rows.append(
            (
                RefCell(each.action.ref),
                each.escalation.ask,
                asker_of(each),
                each.last.to.called,
                DateCell(each.escalation.at.astimezone(request.zone).date()),
                DateCell(due) if due else "no day",
                NumberCell(each.days_overdue(request.today)),
                each.outcome,
            )
        )
    columns = ("Ref", "What is asked", "By", "Of whom", "Since", "Due", "Days overdue", "State")
    said = f"{plural(len(found), 'escalation is', 'escalations are')} open, {late or 'none'} of them overdue."
    body: list[Element] = [Text(said), Table("Escalations, the oldest first", columns, tuple(rows), sortable=True)]
    if len(shown) < len(found):
        body.append(Text(f"And {len(found) - len(shown)} more: those of an action are under “/action … escalations”."))
    ladder = Ladder.of(session, request.asker.organisation_id, request.today)
    records = may(request.asker, Permission.KEEP_THE_RECORD)
    mine = [each for each in found if each.waits and (records or asked_today(session, request, ladder, each))]
    for each in mine[:WITH_BUTTONS]:
        if buttons := answer_buttons(each):
            body.append(
                Text(
                    f"{each.action.ref} “{shortened(each.escalation.ask, 120)}”, asked of {each.last.to.called}",
                    "strong",
                )
            )
            body.append(Actions(buttons))
    return Card("Escalations", tuple(body), about=tuple(dict.fromkeys(each.action.ref for each in found)), data=data)
