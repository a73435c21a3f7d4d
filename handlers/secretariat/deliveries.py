"""`/secretariat deliveries`: the outbox of what was sent, is waiting, was skipped or could not be delivered, and why.

Called by `command`. It shows and changes nothing; "/return chase" sends again.
"""

from collections import Counter
from datetime import timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, NumberCell, PersonCell, Table, Text, moment_cell
from handlers.errors import Mistake
from handlers.requests import Request
from handlers.returns.delegating import person_with
from handlers.secretariat.command import secretariat
from models.boards.boards import Board, Meeting
from models.boards.channels import boards_by_channel
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.outbox.reports import count_in, last_failed, latest_of
from papers.wording import day, plural

SHOWN = 50

NARROWER = "“/secretariat deliveries failed” shows those in one state, and an e-mail address those to one person."

_STATES = {
    DeliveryState.WAITING: "waiting",
    DeliveryState.SENT: "sent",
    DeliveryState.SKIPPED: "not sent",
    DeliveryState.FAILED: "could not be delivered",
}
LATELY = timedelta(days=7)


@secretariat.verb(
    "deliveries",
    ("/secretariat deliveries failed", "what was sent, what was skipped, and what could not be delivered and why"),
    right=Permission.KEEP_THE_RECORD,
    fresh=True,
)
def deliveries(session: Session, request: Request) -> Card:
    """The latest of the outbox, newest first; a state and a person's e-mail address are filters."""
    states, person_id, covers = _filters(session, request, request.words)
    organisation_id = request.asker.organisation_id
    found = latest_of(session, organisation_id, states, person_id, request.room_for(SHOWN) + 1)
    shown = found[: request.room_for(SHOWN)]
    channels = _channels(session, request)
    times = Counter(each.reason for each, *_ in shown if _is_to_nobody(each))
    said: set[str | None] = set()
    rows = []
    for each, person, meeting, board in shown:
        again = ""
        if _is_to_nobody(each):
            if each.reason in said:
                continue
            said.add(each.reason)
            again = f" ({times[each.reason]} times)" if times[each.reason] > 1 else ""
        rows.append(
            (
                moment_cell(each.sent_at or each.closed_at or each.queued_at, request.zone),
                PersonCell(person.name)
                if person
                else channels.get((each.door, each.channel), f"the channel {each.channel}"),
                _what(each, meeting, board),
                f"{_state(each)}{again}",
                NumberCell(each.tries),
                moment_cell(each.seen_at, request.zone) if each.seen_at else "",
            )
        )
    more = f" The newest {SHOWN} are shown. {NARROWER}" if len(found) > len(shown) else ""
    count = f"{plural(len(shown), 'message')}{f' ({covers})' if covers else ''}.{more}"
    columns = ("When", "To", "What", "State", "Tries", "Seen")
    table = Table("Messages, newest first", columns, tuple(rows), sortable=True, narrower=NARROWER)
    headline, failed = _headline(session, request)
    data = {
        "failed_lately": failed,
        "deliveries": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "state": each.state.value,
                "reason": each.reason,
                "to": person.email if person else each.channel,
                "day": each.day.isoformat() if each.day else None,
                "tries": each.tries,
                "sent_at": each.sent_at.isoformat() if each.sent_at else None,
                "seen_at": each.seen_at.isoformat() if each.seen_at else None,
            }
            for each, person, _, _ in shown
        ],
    }
    return Card("Deliveries", (Text(headline, "strong"), Text(count), *([table] if rows else [])), data=data)


def _filters(session: Session, request: Request, words: list[str]) -> tuple[list[DeliveryState], int | None, str]:
    """The states and the person that the words ask for, and what they cover, in words."""
    known = {state.value: state for state in DeliveryState}
    states = [known[word.casefold()] for word in words if word.casefold() in known]
    covers = [" or ".join(_STATES[each] for each in states)] if states else []
    person_id = None
    for word in words:
        if "@" in word:
            person = person_with(session, request, word)
            person_id = person.id
            covers.append(f"to {person.name}")
        elif word.casefold() not in known:
            raise Mistake(
                f"I do not know “{word}” here. I can show one state ({', '.join(known)}) or one person's messages.",
                understood=tuple(covers),
                example="/secretariat deliveries failed",
            )
    return states, person_id, ", ".join(covers)


def _headline(session: Session, request: Request) -> tuple[str, int]:
    """Whether something could not be delivered in the last days and what to do about it, and how much it was."""
    organisation_id, lately = request.asker.organisation_id, request.now - LATELY
    waiting = count_in(session, organisation_id, DeliveryState.WAITING)
    failed = count_in(session, organisation_id, DeliveryState.FAILED, lately)
    on_its_way = f" {plural(waiting, 'message is', 'messages are')} waiting to go out." if waiting else ""
    latest = last_failed(session, organisation_id, lately)
    if latest is None:
        return f"Everything could be delivered in the last {LATELY.days} days.{on_its_way}", 0
    last, person = latest
    to = (
        person.name
        if person
        else _channels(session, request).get((last.door, last.channel), f"the channel {last.channel}")
    )
    again = f"/return chase {person.email}" if person else "/secretariat deliveries failed"
    said = (
        f"{plural(failed, 'message')} could not be delivered in the last {LATELY.days} days, the latest to {to}: "
        f"{last.reason}. Once that is mended, “{again}” {'sends it again' if person else 'shows what was meant'}."
    )
    return f"{said}{on_its_way}", failed


def _is_to_nobody(each: Delivery) -> bool:
    """A message that nobody gets, as a post is vacant: what a board has to fill stands in the list once."""
    return each.person_id is None and each.channel is None


def _channels(session: Session, request: Request) -> dict[tuple[str | None, str | None], str]:
    """Whose channel it is that a message goes to, by door and id: a board's; nobody's where there is none."""
    known = boards_by_channel(session, request.asker.organisation_id)
    return {(None, None): "nobody"} | {channel: f"the channel of {name}" for channel, name in known.items()}


def _what(each: Delivery, meeting: Meeting | None, board: Board | None) -> str:
    if each.kind is DeliveryKind.MORNING:
        return f"morning message of {day(each.day)}" if each.day else "morning message"
    if each.kind is DeliveryKind.SUMMARY:
        return f"summary: {board.name}, {day(meeting.on)}" if board and meeting else "summary"
    return str(each.card["title"]) if each.card else "notice"


def _state(each: Delivery) -> str:
    late = f", late: meant for {day(each.late_since)}" if each.late_since else ""
    if each.state is DeliveryState.WAITING and each.reason:
        return f"waiting to be tried again: {each.reason}{late}"
    reason = f": {each.reason}" if each.reason else ""
    return f"{_STATES[each.state]}{reason}{late}"
