"""The distribution list when a pack is published: who is sent it, and who is to be given it by hand; and afterwards who
was given which version, and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.cards import Actions, Button, Cell, Element, PersonCell, Table, Text, moment_cell
from handlers.pack.naming import LABELS
from models.outbox.deliveries import DeliveryState
from models.outbox.given import Given, given
from models.packs.downloads import downloads_of
from models.packs.recipients import HandedOver, Recipient, handed_over, recipients_of
from models.people.people import holders
from papers.wording import joined

BUTTONS_SHOWN = 5
_OCCASIONS = {
    **dict.fromkeys(("draft", "progress"), "the draft"),
    "published": "as published",
    "publishing": "as published",
    "files": "the files, asked for",
    "proof": "the proof, asked for",
    "full": "the full version, asked for",
    "sign-off": "for sign-off",
}
_STATES = {
    DeliveryState.WAITING: "waits to be sent",
    DeliveryState.SENT: "",
    DeliveryState.SKIPPED: "was not sent",
    DeliveryState.FAILED: "could not be delivered",
}


@dataclass(frozen=True)
class Distribution:
    """A board's list on a day: who is sent its papers, by id, and the lines that nobody is sent anything for: those by
    hand, and posts that are vacant.
    """

    person_ids: tuple[int, ...]
    by_hand: tuple[Recipient, ...]


def distribution(session: Session, organisation_id: int, board_id: int, today: date) -> Distribution:
    """The list of a board's papers as it is served on a local day."""
    lines = recipients_of(session, board_id)
    if not lines:
        return Distribution((), ())
    people: dict[int, list[int]] = {}
    for post_id, person_id, _ in holders(session, organisation_id, today):
        people.setdefault(post_id, []).append(person_id)
    sent = [id for each in lines if each.post_id for id in people.get(each.post_id, ())]
    by_hand = tuple(each for each in lines if each.post_id is None or each.post_id not in people)
    return Distribution(tuple(dict.fromkeys(sent)), by_hand)


def by_hand_elements(by_hand: Sequence[Recipient], done: Sequence[HandedOver], pack_id: int) -> list[Element]:
    """Who is still to be given a pack by hand, with a button each that records it; nothing where there is nobody."""
    given_to = {each.recipient_id for each in done}
    left = [each for each in by_hand if each.id not in given_to]
    if not left:
        return []
    said = f"To be given by hand, and then recorded: {joined([each.name for each in left])}."
    buttons = tuple(
        Button(f"Given to {each.name}", "pack.handed_now", f"{each.id} {pack_id}") for each in left[:BUTTONS_SHOWN]
    )
    return [Text(said), Actions(buttons)]


def given_table(session: Session, organisation_id: int, packs: Sequence[tuple[int, str]], zone: ZoneInfo) -> Table:
    """Who was given which of these packs (ids and what the versions are called), how, and when."""
    called, ids = dict(packs), [each for each, _ in packs]
    rows: list[tuple[Cell, ...]] = [_sent(each, called, zone) for each in given(session, organisation_id, ids)]
    for each in handed_over(session, ids):
        by = f"by hand, recorded by {each.by}" if each.by else "by hand"
        rows.append((each.name, f"version {called[each.pack_id]}", by, moment_cell(each.at, zone)))
    for row, name in downloads_of(session, ids):
        how = f"taken from the pages: {LABELS[row.format]}{', draft' if row.draft else ''}"
        rows.append((PersonCell(name), f"version {called[row.pack_id]}", how, moment_cell(row.at, zone)))
    return Table("Who was given which version", ("To", "Version", "How", "When"), tuple(rows))


def _sent(each: Given, called: dict[int, str], zone: ZoneInfo) -> tuple[Cell, ...]:
    to = PersonCell(each.name) if each.name else "the board’s channel"
    how = _OCCASIONS[each.occasion]
    when = moment_cell(each.sent_at, zone) if each.sent_at else _STATES[each.state]
    return to, f"version {called[each.pack_id]}", f"{how}{f', through {each.door}' if each.door else ''}", when
