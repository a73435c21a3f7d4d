"""A few commands of our own, so plain that only the Slack door is under test, and what every good answer has in common.

`Office.open` is an event: while it is cleared, every handler waits, and so is slow.
"""

import threading
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from handlers.access import Permission
from handlers.cards import Actions, Answer, Button, Card, Image, Input, Modal, Select, Text
from handlers.outbox import queue
from handlers.registry import Registry, Unsaid
from handlers.requests import Request
from models.people.people import Person
from models.record.events import Actor
from tests.slack_server import Seen

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
PICTURE = Image(
    "Ratings at each meeting", "7 June 2023, 64 actions: activity 32 Blue, 12 Green.", b64encode(PNG).decode()
)


class Office:
    """A few commands of our own: what they answer is plain, so that only the door is under test."""

    def __init__(self) -> None:
        self.registry = Registry()
        self.open = threading.Event()
        self.open.set()
        self.ran: list[tuple[str, str, str]] = []
        usage = ("/x", "does it")

        def command(name: str, summary: str, what: Callable[[Session, Request], Any], writes: bool = False) -> None:
            verb = self.registry.command(name, summary).verb
            verb(
                "help" if name == "/secretariat" else "all",
                usage,
                right=Permission.READ,
                writes=writes,
                unsaid=tuple(Unsaid),
                prose=True,
            )(what)

        command("/update", "Echo", self.echo, writes=True)
        command("/share", "Share", self.share)
        command("/form", "Form", self.form)
        command("/long", "Long", self.long)
        command("/picture", "Picture", self.picture)
        command("/break", "Break", self.impossible)
        command("/tell", "Tell the chair", self.tell, writes=True)
        command("/secretariat", "Help", self.help)
        self.registry.button("echo", right=Permission.READ, writes=True)(self.echo)
        self.registry.button("form", right=Permission.READ)(self.form)
        self.registry.file("import.show", right=Permission.KEEP_THE_RECORD)(self.file)
        self.registry.form("submit", right=Permission.READ)(self.submit)

    def _run(self, what: str, request: Request) -> None:
        self.open.wait(10)
        self.ran.append((what, request.asker.email, request.text))

    def echo(self, _session: Session, request: Request) -> Card:
        self._run("echo", request)
        buttons = Actions((Button("Again", "echo", "again"), Select("Which?", "echo", (("2.4", "2.4 Carers"),))))
        return Card("Echo", (Text(request.text or "nothing"), buttons), about=("2.4",))

    def share(self, _session: Session, request: Request) -> Card:
        self._run("share", request)
        return Card(
            "Shared", (Text(request.text), Actions((Button("Form", "form", "2.4"),))), shared=True, about=("2.4",)
        )

    def form(self, _session: Session, request: Request) -> Modal:
        self._run("form", request)
        return self.modal(request.text)

    def modal(self, ref: str, value: str = "", error: str = "", cause: bool = False) -> Modal:
        inputs = [Input("change", "What changed", "paragraph", value, required=True, error=error)]
        inputs += [Input("cause", "Cause", error="A Red needs a cause.")] if cause else []
        return Modal(f"Update {ref}", "submit", ref, inputs=tuple(inputs))

    def submit(self, _session: Session, request: Request) -> Answer:
        self._run("submit", request)
        change = request.values["change"]
        if change == "wrong":
            return self.modal(request.text, change, "Say more.")
        if change == "red" and not request.values.get("cause"):
            return self.modal(request.text, change, cause=True)
        more = (Actions((Button("Again", "echo", "again"),)),) if change == "with buttons" else ()
        return Card(f"Recorded {request.text}", (Text(change), Text(request.asker.email), *more))

    def long(self, _session: Session, request: Request) -> Card:
        self._run("long", request)
        return Card("Long", tuple(Text(f"Paragraph {number}") for number in range(120)))

    def picture(self, _session: Session, request: Request) -> Card:
        self._run("picture", request)
        return Card("Trend", (Text("Up."), PICTURE), shared=request.text == "share")

    def impossible(self, _session: Session, request: Request) -> Card:
        self._run("break", request)
        return Card("Broken", (Actions((Select("secret words", "echo", ()),)),))

    def tell(self, session: Session, request: Request) -> Card:
        chair = session.exec(select(Person).where(Person.email == "chair@example.org")).one()
        actor = Actor(request.asker.organisation_id, request.asker.id, request.now, "slack")
        queue(session, actor, chair.id, "once", Card("For the chair", (Text(request.text),), about=("2.4",)))
        return Card("Told", ())

    def help(self, _session: Session, request: Request) -> Card:
        self._run("help", request)
        return Card("Help", ())

    def file(self, _session: Session, request: Request) -> Card:
        self._run("file", request)
        return Card(f"{request.text}: {len(request.content)} bytes")


def clean(seen: Seen) -> Seen:
    """Nothing was refused by Slack, all of it was acknowledged in time, and nobody was pinged."""
    assert not seen.refusals
    assert not seen.timeouts
    assert not [each.shown.pings for each in (*seen.posted, *seen.whispered) if each.shown.pings]
    return seen
