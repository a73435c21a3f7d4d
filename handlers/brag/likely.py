"""`/brag likely`: what is likely to slip before its date does, and why. Its SRO is told first.

An SRO sees what warns at once (`handlers.own_warnings`); everybody else as it stood at the freeze.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers.access import Permission
from handlers.brag import sentences
from handlers.brag.cards import ViewHeading, view_of
from handlers.brag.command import asked_about, brag, in_channel
from handlers.cards import Card, Cell, DateCell, Element, RatingCell, RefCell, Table, Text
from handlers.errors import Mistake
from handlers.fillers import plain
from handlers.requests import Request
from models.position.likely_to_slip import LikelyToSlip, likely_to_slip

TITLE = "Likely to slip"


@brag.verb(
    "likely",
    ("/brag likely", "what is likely to miss its date, and why: its SRO hears first, everybody else at the freeze"),
    right=Permission.READ,
    also=("slip", "slipping"),
    asked=(
        "slip/slips/slipping/slippage",
        "risk slip/slips/slipping/slippage",
        "likely late/delayed/miss/missed",
        "miss/misses deadline/deadlines/date",
    ),
)
def likely(session: Session, request: Request) -> Card:
    """What is likely to slip, as it stood at the freeze."""
    words = _without_at_risk_of(request.words)
    now, scope, heading = asked_about(session, request, "likely", words)
    if now.past_the_freeze:
        return in_channel(_card(heading, likely_to_slip(session, now, scope)), request)
    told = sentences.to_owners_first(now)
    try:
        before, scope, heading = asked_about(session, request, "likely", [*words, "last", "board"])
    except Mistake:  # no earlier board is there to be seen
        return in_channel(Card(heading.title(TITLE), view_of(heading, told, compares=False), data=_data([])), request)
    heading = replace(heading, met=False)  # its buttons lead to how things stand now
    return in_channel(_card(heading, likely_to_slip(session, before, scope), told), request)


def _without_at_risk_of(words: Sequence[str]) -> list[str]:
    """The words without an “at risk of”, which is no rating here."""
    said, there = ("at", "risk", "of"), [plain(word) for word in words]
    at = next((at for at in range(len(words)) if tuple(there[at : at + len(said)]) == said), None)
    return [*words] if at is None else [*words[:at], *words[at + len(said) :]]


def _card(heading: ViewHeading, found: Sequence[LikelyToSlip], told: str = "") -> Card:
    title, hint = heading.title(TITLE), [Text(told)] if told else []
    said = sentences.likely_said(len(found))
    if not found:
        body: tuple[Element, ...] = view_of(heading, said, compares=False)
        return Card(title, (body[0], *hint, *body[1:]), data=_data(found))
    body = view_of(heading, said, *hint, likely_table(found), Text(sentences.A_SIGN, "muted"), compares=False)
    return Card(title, body, about=tuple(each.ref for each in found), data=_data(found))


def likely_table(found: Sequence[LikelyToSlip]) -> Table:
    """What is likely to slip, one action a row, with whose it is and why."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            RefCell(each.ref),
            each.title,
            RatingCell(each.activity),
            DateCell(each.due),
            each.owner or "nobody yet",
            "; ".join(each.reasons),
        )
        for each in found
    )
    columns = ("Ref", "Action", "Activity", "Due", "SRO", "Why")
    return Table("Likely to slip, and why", columns, rows, sortable=True)


def _data(found: Sequence[LikelyToSlip]) -> dict[str, object]:
    told = [
        {"ref": each.ref, "due": each.due.isoformat(), "owner": each.owner or None, "reasons": list(each.reasons)}
        for each in found
    ]
    return {"likely": told}
