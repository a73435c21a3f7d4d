"""Going on where a form could not be opened: Slack lets a form open only within three seconds of what somebody did.

The listeners send this card instead; its button carries the question, and pressing it opens a window at once.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from bot.slack import limits
from handlers.cards import Actions, Button, Card, Modal, Text

GO_ON = "slack.go-on"


@dataclass(frozen=True)
class FormQuestion:
    """What somebody asked, so that it can be asked again. `name` is the command or the verb, `parent` the thread."""

    kind: Literal["command", "press", "message"]
    name: str = ""
    text: str = ""
    parent: str | None = None

    @classmethod
    def by(cls, value: str) -> "FormQuestion":
        """The question that a button carries."""
        return cls(**json.loads(value))


def go_on_card(form: Modal | None, question: FormQuestion | None, *, late: bool) -> Card:
    """Says why there is no form yet, with the button that opens it. `late` says that it took more than 3 seconds."""
    title = form.title if form else "One more press"
    why = "That took longer than Slack waits for a form." if late else "The form is ready."
    value = json.dumps(asdict(question)) if question else ""
    if not value or len(value) > limits.BUTTON_VALUE:
        return Card(title, (Text(f"{why} Please ask for it once more."),))
    return Card(title, (Text(why), Actions((Button("Open the form", GO_ON, value, style="primary"),))))
