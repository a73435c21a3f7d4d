"""`/secretariat audit`: every recorded change of an action, newest first, in the words that a board uses.

Called by `command`. The log itself has ids and codes; here boards and posts have their names, days are days and ratings
are words. Typed text stays with the updates.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from handlers.access import Permission
from handlers.cards import Card, Cell, PersonCell, Table, Text, moment_cell
from handlers.errors import Mistake
from handlers.printed_cells import has_words
from handlers.refs import ref_of
from handlers.requests import EVERYTHING, Request
from handlers.secretariat.command import secretariat
from models.boards.boards import boards_of, meetings_of
from models.people.audit import events_about
from models.people.posts import posts_of
from models.plan.ratings import Rating, RatingClass, scale
from models.record.events import Event
from papers.wording import day, joined, plural, shortened

EVENTS_SHOWN = 50

_THROUGH = {"web": "web chat", "slack": "Slack", "page": "web page", "pages": "web page", "terminal": "terminal"}
_UNSAID = ("update", "for_post", "due_precision", "approved_precision")
"""What only the record needs: ids, and how exact a day is."""

_FIRST = (
    *("kind", "activity", "impact", "title", "area_id", "owner_written", "owner_post_id"),
    *("board_written", "board_id", "due", "approved_due", "meeting"),
)
"""What is read first of a change, in this order; the log keeps none."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@secretariat.verb(
    "audit",
    ("/secretariat audit 2.4", "every recorded change of an action, newest first; with words, some of them"),
    right=Permission.AUDIT,
    asked=("who changed/change/moved/recorded/said/edited/closed/updated/rated 2.4",),
)
def audit(session: Session, request: Request) -> Card:
    """The changes of the action with a ref that have all words after it; where there is room, all of them."""
    first, *words = request.words or [""]
    ref = ref_of(first)
    if ref is None and request.words:
        what = f"“{shortened(request.text, 80)}” is no ref of an action."
        raise Mistake(what, example="/secretariat audit 2.4")
    if ref is None:
        raise Mistake("Which action? I need its ref.", example="/secretariat audit 2.4")
    most = request.room_for(EVENTS_SHOWN)
    found = events_about(session, request.asker.organisation_id, f"action {ref}", EVERYTHING if words else most + 1)
    if not found:
        raise Mistake(f"Nothing is recorded about an action {ref}.", example="/action find foster carer")
    names = _Names(session, request.asker.organisation_id)
    told = [(event, _told(event, name, names, request)) for event, name in found]
    having = [(event, row) for event, row in told if has_words(row, words)]
    if not having:
        said_words = shortened(" ".join(words), 80)
        raise Mistake(f"No change of {ref} has “{said_words}” in it.", example=f"/secretariat audit {ref}")
    rows = tuple(row for _, row in having[:most])
    columns = ("When", "Who", "What", "Before", "After", "Through")
    narrower = f"“/secretariat audit {ref} June 2023” shows those with these words."
    more = f" The newest {EVENTS_SHOWN} are shown. {narrower}" if len(having) > most else ""
    said = Text(f"{plural(len(rows), 'change')}.{more} Commentary stays with the updates themselves.")
    table = Table(f"Changes of {ref}, newest first", columns, rows, sortable=True, narrower=narrower)
    data = {"events": [{"id": event.id, "what": event.what, "at": event.at.isoformat()} for event, _ in having[:most]]}
    return Card(f"Audit trail of {ref}", (said, table), data=data)


def _told(event: Event, name: str | None, names: "_Names", request: Request) -> tuple[Cell, ...]:
    return (
        moment_cell(event.at, request.zone),
        PersonCell(name) if name else ("an operator" if event.door == "terminal" else "by itself"),
        event.what.replace(".", " ").replace("_", " "),
        names.said(event.before),
        names.said(event.after),
        _THROUGH.get(event.door, event.door),
    )


class _Names:
    """What the log's ids stand for."""

    def __init__(self, session: Session, organisation_id: int) -> None:
        self._boards = {each.id: each.name for each in boards_of(session, organisation_id)}
        self._posts = {each.id: each.title for each in posts_of(session, organisation_id)}
        held = meetings_of(session, self._boards)
        self._meetings = {each.id: f"{self._boards[each.board_id]} of {day(each.on)}" for each in held}

    def said(self, values: object) -> str:
        """The values on one side of a change: `owner: Workforce SRO; due: 31 March 2023`."""
        if not isinstance(values, Mapping):
            return ""
        shown = [name for name, value in values.items() if value is not None and name not in _UNSAID]
        if "impact" in shown and not scale().rates_impact and not _is_given(values["impact"]):
            shown.remove("impact")
        shown.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
        return "; ".join(f"{_label(name)}: {self._value(name, values[name])}" for name in shown)

    def _value(self, name: str, value: Any) -> str:
        known = {"owner_post_id": self._posts, "board_id": self._boards, "meeting": self._meetings}.get(name)
        if known is not None and value in known:
            return known[value]
        if name in ("activity", "impact") and value is not None:
            return Rating(value).word
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return joined([str(each) for each in value])
        if isinstance(value, str) and _DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        return str(value).replace("_", " ") if name == "kind" else str(value)


def _is_given(rating: Any) -> bool:
    """Whether somebody has rated so; where activity alone is rated, an action is kept with an impact that is not."""
    return Rating(rating).rating_class is not RatingClass.NOT_STARTED


def _label(name: str) -> str:
    return name.removesuffix("_post_id").removesuffix("_id").replace("_", " ")
