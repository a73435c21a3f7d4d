"""Somebody at the dispatcher: asks as a door would, checks that there was exactly one reply and that it can be shown.

Tests of handlers go through this front door. `freeze` does what the freeze of a later version will do by itself.
"""

import asyncio
import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from os import getpid
from typing import get_args, get_type_hints
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import col, select

from bot.web.door import RecordDoor
from handlers.cards import Actions, Answer, Button, Card, Cell, Fields, Modal, Select, Table, from_json, to_json
from handlers.dispatcher import Dispatcher, Outgoing, Reply
from handlers.plain_text import in_words
from handlers.printed_cells import printed_rows
from handlers.registry import FoundVerb, Registry, Verb
from handlers.requests import Origin
from models.boards.boards import Board, BoardKind, Meeting
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from models.plan.actions import Plan
from models.plan.ratings import BRAG
from models.position.freezing import freeze, publish
from models.position.snapshots import snapshot_of
from models.record.database import Database
from models.record.events import Actor
from models.returns.late_answers import next_version
from schedules.outbox_worker import OutboxWorker
from schedules.reminders.messages import compose
from schedules.reminders.situation import Situation
from schedules.today import today_of
from schedules.wording import Wording

LONDON = ZoneInfo("Europe/London")
_receipts = itertools.count()
"""Of this process: a record may have been filled by another worker."""
_BY_EMAIL = columns(col(Person.id)).where(
    col(Person.organisation_id) == bindparam("own"), col(Person.email) == bindparam("email")
)
"""One at the most: an address is somebody's alone in an organisation."""


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, local: str) -> None:
        self.set(local)

    def set(self, local: str) -> None:
        """Set it to a local time: `2023-06-07 10:00`."""
        self.now = datetime.fromisoformat(local).replace(tzinfo=LONDON).astimezone(ZoneInfo("UTC"))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Somebody:
    """A person who asks through a door called `test`, in a channel that others read, too."""

    dispatcher: Dispatcher
    id: int | None
    told: tuple[Outgoing, ...] = ()
    """The messages to others that the last request caused."""

    def types(self, line: str) -> Card:
        """A slash command that is answered by a card."""
        return _card(self._command(line))

    def opens(self, line: str) -> Modal:
        """A slash command that is answered by a form."""
        return _modal(self._command(line))

    def says(self, text: str, replying_to: str | None = None, private: bool | None = None) -> Card:
        """A direct message, or a reply in the thread of the message with this id, in a channel unless `private`."""
        private = replying_to is None if private is None else private
        origin = self._origin(private, replying_to)
        return _card(self._only(self.dispatcher.message(self.id, text, origin)))

    def asks_for_form(self, text: str) -> Modal:
        """A direct message that is answered by a form."""
        return _modal(self._only(self.dispatcher.message(self.id, text, self._origin(private=True))))

    def is_left_alone(self, text: str, replying_to: str) -> bool:
        """Whether a reply in the thread of the message with this id, in a channel, is none of the bot's business."""
        return self.dispatcher.message(self.id, text, self._origin(replying_to=replying_to)) is None

    def presses(self, card: Card, label: str) -> Card:
        """The button of `card` with this label, answered by a card."""
        return _card(self._press(*button(card, label)))

    def presses_for_form(self, card: Card, label: str) -> Modal:
        """The button of `card` with this label, answered by a form."""
        return _modal(self._press(*button(card, label)))

    def submits(self, form: Modal, **values: str) -> Card:
        """The form with its values and these over them, answered by a card."""
        return _card(self._submit(form, values))

    def submits_wrongly(self, form: Modal, **values: str) -> Modal:
        """The form with its values and these over them, given back."""
        return _modal(self._submit(form, values))

    def sends(self, name: str, content: bytes) -> Card:
        """A file."""
        return _card(self._only(self.dispatcher.file(self.id, name, content, self._origin(private=True))))

    def _command(self, line: str) -> Answer:
        name, _, text = line.partition(" ")
        return self._only(self.dispatcher.command(self.id, name, text, self._origin()))

    def _press(self, verb: str, value: str) -> Answer:
        return self._only(self.dispatcher.press(self.id, verb, value, self._origin()))

    def _submit(self, form: Modal, values: dict[str, str]) -> Answer:
        typed = {each.name: each.value for each in form.inputs} | values
        assert set(values) <= {each.name for each in form.inputs}
        return self._only(self.dispatcher.submit(self.id, form.verb, form.state, typed, self._origin()))

    def _origin(self, private: bool = False, replying_to: str | None = None) -> Origin:
        return Origin("test", "C1", private, f"receipt {getpid()} {next(_receipts)}", replying_to)

    def _only(self, reply: Reply | None) -> Answer:
        assert reply is not None, "a request was not answered"
        _can_be_shown(reply.answer, self.dispatcher)
        for outgoing in reply.deliveries:
            _can_be_shown(outgoing.card, self.dispatcher)
        self.told = reply.deliveries
        return reply.answer


def somebody(dispatcher: Dispatcher, email: str) -> Somebody:
    """The person of the dispatcher's organisation with this e-mail address."""
    own = dispatcher.organisation.id
    assert own is not None
    found = dispatcher.database.first_value(_BY_EMAIL, own=own, email=email)
    assert found is not None, email
    return Somebody(dispatcher, found)


def button(card: Card, label: str) -> tuple[str, str]:
    """The verb and value of the one button or option with this label."""
    found = {(each.verb, each.value) for each in buttons(card) if each.label == label}
    found |= {(each.verb, value) for each in _selects(card) for value, option in each.options if option == label}
    assert len(found) == 1, f"{len(found)} buttons {label!r} in {[each.label for each in buttons(card)]}"
    return found.pop()


def buttons(card: Card) -> list[Button]:
    """All buttons of a card."""
    return [each for element in _actions(card) for each in element.elements if isinstance(each, Button)]


@dataclass(frozen=True)
class Printed:
    """A table as people read it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sortable: bool


def tables(card: Card) -> list[Printed]:
    """The tables of a card, with what is printed in their cells."""
    found = [each for each in card.body if isinstance(each, Table)]
    return [Printed(each.caption, each.columns, printed_rows(each), each.sortable) for each in found]


def table(card: Card) -> Printed:
    """The only table of a card, with what is printed in its cells."""
    (only,) = tables(card)
    return only


def deliver(dispatcher: Dispatcher) -> None:
    """Let the outbox worker bring all that waits into the record, where the web chat would show it."""
    asyncio.run(OutboxWorker(dispatcher, [RecordDoor()], Wording()).deliver())


def freeze_for(database: Database, clock: Clock, on: date, published: bool = False) -> None:
    """Freeze the position for the improvement board's meeting of that day, or make its next version, and publish it."""
    with database.write() as session:
        plan = session.exec(select(Plan)).one()
        meeting = session.exec(
            select(Meeting).join(Board).where(Board.kind == BoardKind.IMPROVEMENT, Meeting.on == on)
        ).one()
        actor = Actor(plan.organisation_id, None, clock.now, "test")
        before = snapshot_of(session, meeting.id)
        if before:
            snapshot = next_version(session, actor, meeting, before)
        else:
            snapshot = freeze(session, actor, plan.id, meeting, clock.now)
        if published:
            publish(session, actor, snapshot, meeting, clock.now)


def cancel_every_meeting(database: Database, after: date = date.min, reason: str | None = "no quorum") -> None:
    """Let no board have a meeting in the calendar after a day; without a `reason` put them all back."""
    with database.write() as session:
        for each in session.exec(select(Meeting).where(Meeting.on >= after)):
            each.cancelled = reason
            session.add(each)


def summary_before(database: Database, clock: Clock, on: date) -> Card:
    """The summary before the improvement board's meeting of that day, as its chair gets it."""
    with database.read() as session:
        today = today_of(session, 1, clock.now)
        assert today is not None
        meeting_id = session.exec(
            select(Meeting.id).join(Board).where(Board.kind == BoardKind.IMPROVEMENT, Meeting.on == on)
        ).one()
        delivery = Delivery(
            organisation_id=today.organisation_id,
            kind=DeliveryKind.SUMMARY,
            key="summary",
            meeting_id=meeting_id,
            person_id=0,
            day=today.day,
            queued_at=clock.now,
            state=DeliveryState.WAITING,
        )
        card = compose(session, Wording(), delivery, Situation(session, today))
    assert isinstance(card, Card)
    return card


def _can_be_shown(answer: Answer, dispatcher: Dispatcher) -> None:
    """Whatever is answered has words, and every button and form of it leads somewhere."""
    assert answer.title.strip()
    assert in_words(answer).strip()
    if isinstance(answer, Modal):
        with dispatcher.speaking():
            submitted = dispatcher.registry.submitted(answer.verb, answer.state)
        _leads_somewhere(dispatcher.registry, submitted)
        return
    json.dumps(answer.data)
    assert in_words(from_json(to_json(answer))) == in_words(answer)
    pressed: list[Button | Select] = [*(each for each in buttons(answer) if not each.url), *_selects(answer)]
    for each in pressed:
        for value in [each.value] if isinstance(each, Button) else [value for value, _ in each.options]:
            with dispatcher.speaking():
                asked = dispatcher.registry.pressed(each.verb, value)
            _leads_somewhere(dispatcher.registry, asked)
            assert each.opens_form is may_open_form(asked.verb), each
    assert "Go" not in {each.act for each in _selects(answer)}, "a choice says what it does"
    for element in answer.body:
        if isinstance(element, Table):
            assert {len(row) for row in element.rows} <= {len(element.columns)}
            assert not [cell for row in element.rows for cell in row if _reads_as_more_than_words(cell)]
        if isinstance(element, Fields):
            assert not [cell for _, cell in element.pairs if _reads_as_more_than_words(cell)]


def may_open_form(pressed: Verb) -> bool:
    """Whether a button with this handler may be answered by a form: as the handler itself says what it gives."""
    return _may_give_form(pressed.handler)


@cache
def _may_give_form(handler: Callable[..., object]) -> bool:
    given = get_type_hints(handler)["return"]
    return Modal in (get_args(given) or (given,))


_SAYS_WHAT_IT_IS = re.compile(
    rf"{'|'.join(each.name for each in BRAG.levels)}|\d+\.\d+|\d+ \(\d+\.\d+%\)|\d\d? [A-Z][a-z]+ \d{{4}}(, \d\d:\d\d)?"
)


def _reads_as_more_than_words(cell: Cell) -> bool:
    """Whether a cell reads as a rating, a ref, a share or a day and does not say that it is one."""
    return isinstance(cell, str) and bool(_SAYS_WHAT_IT_IS.fullmatch(cell))


def _leads_somewhere(registry: Registry, asked: FoundVerb) -> None:
    assert registry.verbs.get(asked.verb.name) is asked.verb, asked


def _actions(card: Card) -> Iterator[Actions]:
    return (element for element in card.body if isinstance(element, Actions))


def _selects(card: Card) -> list[Select]:
    return [each for element in _actions(card) for each in element.elements if isinstance(each, Select)]


def _card(answer: Answer) -> Card:
    assert isinstance(answer, Card), answer
    return answer


def _modal(answer: Answer) -> Modal:
    assert isinstance(answer, Modal), answer
    return answer
