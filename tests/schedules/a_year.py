"""Letting time go by: the clock is set from moment to moment, and each time what is due is done.

What came of it is read from the outbox, in the words of the lists that were written by hand.
"""

import asyncio
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import col, select

from bot.web.door import RecordDoor
from handlers.cards import from_json
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.boards.boards import Board, Meeting, ReportingBoard
from models.outbox.deliveries import Delivery, DeliveryKind, DeliveryState
from models.people.people import Person
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker
from schedules.ticking import tick
from schedules.wording import Wording
from tests.asking import LONDON, Clock, Somebody, somebody
from tests.schedules.by_the_rules import NOBODY


@dataclass(frozen=True)
class Line:
    """One message of a list: of which day, at what local time, to whom, and why (or, when it is skipped, why not)."""

    day: date
    at: time | None
    to: str
    why: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """One message of the outbox. `to` is an e-mail without what all of them end in, or a channel with a # before it."""

    day: date
    to: str
    kind: DeliveryKind
    state: DeliveryState
    because: frozenset[str]
    reason: str | None
    late_since: date | None
    sent_at: datetime | None
    refs: tuple[str, ...]
    card: dict[str, Any] | None
    says_something_else: bool

    @property
    def words(self) -> str:
        """The message in words; nothing if it was never made."""
        return in_words(from_json(self.card)) if self.card else ""

    @property
    def local(self) -> datetime:
        """When it was sent, in London."""
        assert self.sent_at
        return self.sent_at.astimezone(LONDON)


class House:
    """A dispatcher and its outbox worker, who leaves messages in the record; the time is what it is set to."""

    def __init__(self, database: Database, organisation_id: int | None = None) -> None:
        """`organisation_id` says whose it is, where the record has several."""
        self.database = database
        self.clock = Clock("2023-06-07 10:00")
        self.dispatcher = Dispatcher(database, registry, self.clock, organisation_id=organisation_id)
        self._outbox_worker = OutboxWorker(self.dispatcher, [RecordDoor()], Wording())

    def passes(self, moments: Iterable[datetime]) -> int:
        """At each of these moments (aware), do what is due; gives how many messages that touched."""

        async def one_after_the_other() -> int:
            touched = 0
            for moment in moments:
                self.clock.now = moment
                ticked = await tick(self.dispatcher, self._outbox_worker)
                touched += len(ticked.skipped) + len(ticked.handled)
            return touched

        return asyncio.run(one_after_the_other())

    def at(self, local: str) -> "House":
        """The same house at another time: `2023-06-30 11:00`."""
        self.clock.set(local)
        return self

    def as_(self, name: str) -> Somebody:
        """Somebody at the dispatcher, by the first part of the e-mail."""
        return somebody(self.dispatcher, f"{name}@example.org")

    def outbox(self) -> list[Entry]:
        """All that has been decided so far, in that order."""
        with self.database.read() as session:
            rows = session.exec(
                select(Delivery, Person.email)
                .outerjoin(Person, col(Person.id) == col(Delivery.person_id))
                .where(Delivery.organisation_id == self.dispatcher.organisation.id)
                .order_by(col(Delivery.id))
            )
            return [_entry(delivery, email) for delivery, email in rows]

    def sent(self) -> list[Entry]:
        """What has arrived."""
        return [entry for entry in self.outbox() if entry.state is DeliveryState.SENT]

    def skipped(self) -> list[Entry]:
        """What was not sent, with its reason."""
        return [entry for entry in self.outbox() if entry.state is DeliveryState.SKIPPED]


def plan_the_next_boards(house: House) -> None:
    """The calendar of the example goes on every six weeks until June 2024, the partnership boards in their turn."""
    with house.database.write() as session:
        boards = {board.short_name: board.id for board in session.exec(select(Board))}
        entered = house.clock.now
        for number, on in enumerate(each_day(date(2024, 1, 3), date(2024, 7, 1))[::42]):
            meeting = Meeting(board_id=boards["Improvement"], on=on, entered_at=entered)
            session.add(meeting)
            session.flush()
            pair = ("CYPP", "SEND") if number % 2 else ("HSCP", "CPB")
            session.add_all(ReportingBoard(meeting_id=meeting.id, board_id=boards[each]) for each in pair)


def moments(first: date, last: date, hours: Container[int] = range(24)) -> Iterator[datetime]:
    """Half past every hour of these days, both included, and nine; or only those that are in these local hours.

    A day has 23 or 25 hours when the clocks change.
    """
    moment = datetime.combine(first, time(0), LONDON).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(0), LONDON).astimezone(UTC)
    while moment < end:
        hour = moment.astimezone(LONDON).hour
        if hour in hours and (hour == 9 or moment.minute == 30):
            yield moment
        moment += timedelta(minutes=30)


def day_by_day(first: date, last: date) -> Iterator[datetime]:
    """Each of these days about the times at which something is due or ends, and one more hour of it.

    That one moves on from day to day, so that each hour of each day of the week has its turn twice in a year.
    """
    for day in each_day(first, last):
        yield from moments(day, day, {9, 18, day.toordinal() % 24})


def at(local: str) -> datetime:
    """A local time, `2023-06-30 11:00`, as aware UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=LONDON).astimezone(UTC)


def each_day(first: date, last: date) -> list[date]:
    """These days and all between them."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def lines(text: str) -> list[Line]:
    """A list written by hand. Columns are two spaces apart: day, time if it was sent, reasons, recipients.

    The year is 2023, and the day of the week has to be right.
    """
    found = []
    for row in filter(None, text.splitlines()):
        written, *times, reasons, recipients = re.split(r" {2,}", re.sub(r"^(\w{3}) +", r"\1 ", row))
        day = datetime.strptime(f"{written} 2023", "%a %d %b %Y").replace(tzinfo=UTC).date()
        assert f"{day:%a}" == written[:3], f"{day:%d %B} is no {written[:3]}"
        hour = time.fromisoformat(times[0]) if times else None
        why = frozenset(reasons.split(", ") if times else [reasons])
        found += [Line(day, hour, to, why) for to in recipients.split()]
    return found


def short(why: Iterable[str]) -> frozenset[str]:
    """Reasons as the outbox has them: it does not say of which board a copy is."""
    return frozenset(re.sub(r"^(copy \S+) .*", r"\1", each) for each in why)


def reasons(entry: Entry) -> frozenset[str]:
    """Why a message was sent, in the words of the lists."""
    return frozenset({"summary"}) if entry.kind is DeliveryKind.SUMMARY else entry.because


def _entry(delivery: Delivery, email: str | None) -> Entry:
    assert delivery.day
    to = email.partition("@")[0] if email else f"#{delivery.channel}" if delivery.channel else NOBODY
    refs = tuple(delivery.about or ())
    return Entry(
        delivery.day,
        to,
        delivery.kind,
        delivery.state,
        frozenset(delivery.because or ()),
        delivery.reason,
        delivery.late_since,
        delivery.sent_at,
        refs,
        delivery.card,
        delivery.revision > 0,
    )
