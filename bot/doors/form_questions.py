"""What somebody asked at a door: put to the dispatcher the same way at every door, and put again where a form could not
be opened.

Some platforms let a form open only for a moment after somebody did something. What is sent instead is a card whose
button carries the question; pressing it is a new moment.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal, assert_never

from handlers.cards import Actions, Button, Card, Modal, Text
from handlers.dispatcher import Dispatcher, Reply
from handlers.request_limits import BUTTON
from handlers.requests import Origin

GO_ON = "go-on"
"""The verb of the button that puts a question again; its value is what `FormQuestion.by` reads."""


@dataclass(frozen=True)
class FormQuestion:
    """What somebody asked, which a form may answer. `name` is the command or the verb, `parent` the thread."""

    kind: Literal["command", "press", "message"]
    name: str = ""
    text: str = ""
    parent: str | None = None

    @classmethod
    def by(cls, value: str) -> "FormQuestion":
        """The question that a button carries."""
        return cls(**json.loads(value))

    def ask(self, dispatcher: Dispatcher, person: int | None, origin: Origin) -> Reply | None:
        """Put it, for whoever is behind an account. None: it is to be left alone."""
        match self.kind:
            case "command":
                return dispatcher.command(person, self.name, self.text, origin)
            case "press":
                return dispatcher.press(person, self.name, self.text, origin)
            case "message":
                return dispatcher.message(person, self.text, origin)
            case _:
                assert_never(self.kind)

    def kept(self, dispatcher: Dispatcher, person: int, origin: Origin) -> Reply | None:
        """The answer that is kept from before, at once; None where it has to be put."""
        return dispatcher.kept(person, self.name, self.text, origin) if self.kind == "command" else None


def go_on_card(form: Modal | None, question: FormQuestion | None, *, late: str = "") -> Card:
    """Says why there is no form yet, with the button that opens it. `late` is the platform that did not wait for it."""
    title = form.title if form else "One more press"
    why = f"That took longer than {late} waits for a form." if late else "The form is ready."
    value = json.dumps(asdict(question)) if question else ""
    if not value or len(value) > BUTTON:
        return Card(title, (Text(f"{why} Please ask for it once more."),))
    button = Button("Open the form", GO_ON, value, style="primary", opens_form=True)
    return Card(title, (Text(why), Actions((button,))))
