"""`/secretariat start`: the secretariat's word that messages may go out by themselves, in a record that never sent any.

`schedules/asking_to_start.py` asks for it once; the buttons of the question and the command do the same.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Actions, Button, Card, Listing, Text
from handlers.errors import Mistake
from handlers.requests import Request
from handlers.secretariat.command import secretariat
from models.outbox.starting import has_started, start, starts_on
from models.record.rules import rules_of
from papers.wording import day as day_words
from papers.wording import plural

NOW, TOMORROW = "now", "tomorrow"
_NAMED = 10
_UNTIL_THEN = "Until you say so, nothing goes out by itself. What people ask for is answered all the same."
_CHOICE = Actions(
    (
        Button("Start now", "secretariat.start_when", NOW, style="primary"),
        Button("From tomorrow", "secretariat.start_when", TOMORROW),
    )
)


def question(people: Sequence[str]) -> Card:
    """What the secretariat is asked before the first messages go out: how many wait, and to whom."""
    named = (*people[:_NAMED], *([f"and {len(people) - _NAMED} more"] if len(people) > _NAMED else []))
    waiting = f"{plural(len(people), 'message')} would go out today, one a person:" if people else "None is due today."
    listing = (Listing(named),) if named else ()
    return Card(
        "May I start to write to people?",
        (
            Text("This record has never written to anybody: reminders and returns would begin now."),
            Text(waiting, "strong"),
            *listing,
            Text(_UNTIL_THEN),
            _CHOICE,
        ),
        data={"waiting": len(people)},
    )


@secretariat.verb("start", right=Permission.KEEP_THE_RECORD, bare=True, fresh=True)
def starting(session: Session, request: Request) -> Card:
    """Whether messages go out by themselves, and since or from when."""
    organisation = request.asker.organisation_id
    if has_started(session, organisation, request.today):
        return Card("Messages go out by themselves", (Text("/secretariat deliveries lists them."),))
    since = starts_on(session, organisation)
    said = f"They start on {day_words(since)}." if since else f"This record has never sent any. {_UNTIL_THEN}"
    return Card("No message goes out by itself yet", (Text(said), _CHOICE))


@secretariat.verb(
    "start",
    ("/secretariat start tomorrow", "let a new record's messages go out by themselves: now, or tomorrow"),
    name="start_when",
    right=Permission.KEEP_THE_RECORD,
    writes=True,
)
def start_when(session: Session, request: Request) -> Card:
    """Let messages go out by themselves from now or from tomorrow on."""
    when = request.text.strip().casefold()
    if when not in (NOW, TOMORROW):
        raise Mistake(
            "Shall messages start now or tomorrow?", typed=request.text, example="/secretariat start tomorrow"
        )
    organisation = request.asker.organisation_id
    if has_started(session, organisation, request.today):
        return Card("Messages go out by themselves already", (Text("/secretariat deliveries lists them."),))
    first = start(session, request.actor, request.today + timedelta(days=when == TOMORROW))
    rules = rules_of(session, organisation)
    if first > request.today:
        title, said = f"Messages start on {day_words(first)}", f"At {rules.morning_at:%H:%M}, if it is a working day."
    else:
        title = "Messages start now"
        later = f"outside the hours of messages, at {rules.morning_at:%H:%M} on the next working day"
        said = f"What is due goes out within a minute; {later}."
    return Card(title, (Text(said), Text("/secretariat deliveries says what was sent, and to whom.")))
