"""What every door owes to people, whatever its platform: `test_door_contract.py` asks each door in turn.

`Counter` is what is asked for: a few verbs of our own, so plain that only the door is under test. `AtDoor` is what a
new door brings to be asked: how somebody types, presses, fills in and reads there, over real sockets where the platform
has them. What a platform has not is in `cannot`, with the reason, and the door has to say it where somebody meets it.
"""

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

import pytest
from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import (
    Actions,
    Answer,
    Button,
    Card,
    DateCell,
    Divider,
    Fields,
    File,
    Files,
    Image,
    Input,
    Listing,
    Modal,
    NumberCell,
    PersonCell,
    RatingCell,
    RefCell,
    Select,
    Table,
    Text,
)
from handlers.dispatcher import Dispatcher
from handlers.registry import Registry, Unsaid
from handlers.requests import Request
from models.plan.ratings import Rating
from models.record.database import Database
from schedules.outbox_worker import OutboxWorker

SRO, CHAIR, SECRETARY = "workforce.sro@example.org", "chair@example.org", "secretary@example.org"
STRANGER = "stranger@example.org"

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (40).to_bytes(4) + (30).to_bytes(4) + bytes(100)
ROWS = 5_000

CARD = Card(
    "Every element",
    (
        Text("A plain sentence."),
        Text("A strong one.", "strong"),
        Text("A part", "heading"),
        Text("Small print.", "muted"),
        Text("What somebody typed: *bold* <b>", "quote"),
        Divider(),
        Listing(("First item", "Second item")),
        Fields((("Field of words", "some words"), ("Field of a rating", RatingCell(Rating.AT_RISK)))),
        Table(
            "A table",
            ("Ref", "Activity", "Days", "Share", "Due", "At", "Who", "Why"),
            (
                (
                    RefCell("2.10"),
                    RatingCell(Rating.OFF_TRACK, was=Rating.DONE),
                    NumberCell(41),
                    NumberCell(44, "44 (68.75%)"),
                    DateCell(date(2023, 3, 31)),
                    DateCell(date(2023, 6, 7), time(10, 30)),
                    PersonCell("Workforce SRO"),
                    "no reason",
                ),
            ),
        ),
        Image("A picture", "It shows 64 actions.", b64encode(PNG).decode()),
        Files((File(7, "board-pack.pdf", "PDF", 211_700),)),
        Actions(
            (
                Button("Press me", "press", "pressed", style="primary"),
                Button("Open a form", "form", "", opens_form=True),
                Button("A link", "", url="https://example.org/minutes"),
                Select("A choice", "press", (("a", "Option A"), ("b", "Option B")), "Choose"),
            )
        ),
    ),
)

SAID = (
    *("Every element", "A plain sentence.", "A strong one.", "A part", "Small print."),
    *("What somebody typed: *bold* <b>", "First item", "Second item"),
    *("Field of words", "some words", "Field of a rating", "Amber"),
    *("A table", "Ref", "Activity", "2.10", "Red", "Blue", "41", "44 (68.75%)", "31 March 2023"),
    *("7 June 2023, 10:30", "Workforce SRO", "no reason", "A picture", "It shows 64 actions."),
    *("board-pack.pdf", "212 KB", "Press me", "Open a form", "A link", "A choice", "Option A", "Option B"),
)
"""All that somebody has to find in it, in whatever form; of a chip or a cell its words."""


class Counter:
    """The verbs of the contract, and what has been run of them."""

    def __init__(self) -> None:
        self.registry = Registry()
        self.ran: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None
        """Done while the next form is being made."""
        usage = ("/x", "does it")

        def command(name: str, what: Any, *, writes: bool = False, right: Permission = Permission.READ) -> None:
            verb = self.registry.command(name, name).verb
            verb("all", usage, right=right, writes=writes, unsaid=tuple(Unsaid))(what)

        command("/brag", self.card)
        command("/update", self.form)
        command("/action", self.table)
        command("/return", self.write, writes=True)
        command("/pack", self.keep, right=Permission.KEEP_THE_RECORD)
        command("/board", self.fail)
        self.registry.command("/secretariat", "help").verb("help", usage, right=Permission.READ, unsaid=tuple(Unsaid))(
            self.card
        )
        self.registry.button("press", right=Permission.READ, writes=True)(self.press)
        self.registry.button("form", right=Permission.READ)(self.form)
        self.registry.form("submit", right=Permission.READ)(self.submit)
        self.registry.file("file", right=Permission.READ)(self.file)

    def card(self, _session: Session, _request: Request) -> Card:
        self.ran.append("card")
        return CARD

    def form(self, _session: Session, request: Request) -> Modal:
        self.ran.append("form")
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return _form("wrong" if request.text == "wrong" else "")

    def submit(self, _session: Session, request: Request) -> Answer:
        self.ran.append("submit")
        change = request.values["change"]
        return (
            _form(change, request.values["rating"])
            if change == "wrong"
            else Card("Recorded", (Text(f"{change}, {request.values['rating']}"),))
        )

    def table(self, _session: Session, _request: Request) -> Card:
        self.ran.append("table")
        rows = tuple((RefCell(f"row {number}"), RatingCell(Rating.OFF_TRACK), "x") for number in range(1, ROWS + 1))
        return Card("Many rows", (Table("Rows", ("Ref", "Activity", "Why"), rows, sortable=True),))

    def write(self, _session: Session, request: Request) -> Card:
        self.ran.append("write")
        return Card("Written", (Text(request.text),))

    def keep(self, _session: Session, _request: Request) -> Card:
        self.ran.append("keep")
        return Card("Kept")

    def fail(self, _session: Session, request: Request) -> Card:
        self.ran.append("fail")
        raise RuntimeError(request.text)

    def press(self, _session: Session, request: Request) -> Card:
        self.ran.append("press")
        return Card("Pressed", (Text(f"with {request.text}"),))

    def file(self, _session: Session, request: Request) -> Card:
        self.ran.append("file")
        return Card("Received", (Text(f"{request.text}: {len(request.content)} bytes"),))


def _form(change: str, rating: str = "red") -> Modal:
    ratings = tuple((each.as_data, each.word) for each in (Rating.OFF_TRACK, Rating.ON_TRACK))
    return Modal(
        "A form",
        "submit",
        "state",
        (Text("Where things stand."),),
        (
            Input("rating", "Activity", "rating", rating, "By the rules: Red.", required=True, options=ratings),
            Input("change", "What changed", "paragraph", change, "In a sentence.", error="Say more." if change else ""),
            Input("cause", "Cause", hint="Needed for a Red."),
            Input("on", "Until when", "date", "2023-09-30"),
            Input("link", "Evidence", "link"),
            Input("board", "Which board", "choice", options=(("1", "Workforce"), ("2", "Practice"))),
        ),
    )


@dataclass(frozen=True)
class Shown:
    """What somebody has before them: every word of it as it reads, and what the door needs to go on from there."""

    text: str
    is_form: bool = False
    held: Any = None


Deed = Literal[
    "press", "fill in a form", "send a file", "be answered twice", "be a stranger", "get messages", "get files"
]


class AtDoor(ABC):
    """People in front of one door. `dispatcher` has the contract's verbs; people are those of `slack_world`."""

    cannot: ClassVar[Mapping[Deed, str]] = {}
    """What the platform has not, and why."""

    dispatcher: Dispatcher
    outbox_worker: OutboxWorker

    @classmethod
    @abstractmethod
    def open(
        cls, database: Database, counter: Counter, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> AbstractAsyncContextManager[Self]:
        """The door, open in front of a record, for as long as the block runs."""

    @abstractmethod
    async def types(self, who: str, line: str) -> Shown:
        """Type a command; gives what comes of it."""

    async def types_too_late(self, who: str, line: str) -> Shown:
        """Type a command whose form is ready only when the platform opens none any more: where it waits, as `types`."""
        return await self.types(who, line)

    async def presses(self, who: str, shown: Shown, label: str, choose: str = "") -> Shown:
        """Press the button with this label, or choose the option `choose` where it says so."""
        raise NotImplementedError

    async def fills_in(self, who: str, form: Shown, **values: str) -> Shown:
        """Send a form with these values, options by their values; what is not named is left as it is."""
        raise NotImplementedError

    async def sends(self, who: str, name: str, content: bytes) -> Shown:
        """Send a file to the bot."""
        raise NotImplementedError

    async def again(self) -> Shown:
        """The platform delivers the last command once more; gives what comes of that."""
        raise NotImplementedError

    async def is_a_stranger(self, line: str) -> Shown:
        """Somebody whom nobody here knows types a command."""
        raise NotImplementedError

    async def messages(self, who: str) -> list[str]:
        """What the bot has sent to somebody by itself, oldest first, each as it reads now."""
        raise NotImplementedError

    async def files(self, who: str) -> list[tuple[str, bytes]]:
        """The files that came with what the bot has sent to somebody by itself, by their names, each as often as it is
        there.
        """
        raise NotImplementedError
