"""The card vocabulary: what an answer looks like, before any door turns it into Block Kit, HTML or text.

Handlers build these values and nothing else. All text is plain text: a door escapes it, so that what a person typed
is shown as typed. A cell says what it is, so that no door guesses from printed words. The names follow the vocabulary
that cross-platform chat kits share (Card, Text, Fields, Table, Divider, Actions, Button, Select, Modal); it grows when
a second command needs a new word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from models.plan.ratings import Level, Rating


@dataclass(frozen=True)
class Text:
    """A paragraph. `heading` is a sub-heading within the card, `muted` small print, `quote` what somebody typed."""

    text: str
    style: Literal["plain", "strong", "heading", "muted", "quote"] = "plain"
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Listing:
    """A bulleted list, one plain text an item."""

    items: tuple[str, ...]
    kind: Literal["listing"] = "listing"


@dataclass(frozen=True)
class RatingCell:
    """A rating; with `was`, the step from that one to it. `levels` are what both are in the scale in use when the cell
    is made, which a door does not know any more.
    """

    rating: Rating
    was: Rating | None = None
    kind: Literal["rating"] = "rating"
    levels: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        if not self.levels:
            level = self.rating.level
            object.__setattr__(self, "levels", (self.was.level, level) if self.was else (level,))


@dataclass(frozen=True)
class NumberCell:
    """A count, a share or an amount. `printed` is how it is written where digits alone would not do: `44 (68.75%)`."""

    value: int | Decimal
    printed: str = ""
    kind: Literal["number"] = "number"


@dataclass(frozen=True)
class DateCell:
    """A day, with the local time where that matters. `printed` is how it is written where only the month was meant."""

    on: date
    at: time | None = None
    printed: str = ""
    kind: Literal["date"] = "date"


@dataclass(frozen=True)
class RefCell:
    """The ref of an action."""

    ref: str
    kind: Literal["ref"] = "ref"


@dataclass(frozen=True)
class PersonCell:
    """Somebody, by name."""

    name: str
    kind: Literal["person"] = "person"


Cell = str | Annotated[RatingCell | NumberCell | DateCell | RefCell | PersonCell, Field(discriminator="kind")]
"""What stands in a cell of a table or beside a label; words are a text. `handlers.printed_cells` says how each is
printed."""


def moment_cell(at: datetime, zone: ZoneInfo) -> DateCell:
    """An aware time as day and time in a zone."""
    local = at.astimezone(zone)
    return DateCell(local.date(), local.time())


@dataclass(frozen=True)
class Fields:
    """Short label and value pairs, shown side by side where there is room."""

    pairs: tuple[tuple[str, Cell], ...]
    kind: Literal["fields"] = "fields"


@dataclass(frozen=True)
class Table:
    """A native table. The first column is the row header. `sortable` asks for sorting and paging (long lists).

    `narrower` says how the rest is seen where a door cannot show all rows: a filter that this list has, or a page.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sortable: bool = False
    narrower: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Divider:
    """A line between two parts of a card."""

    kind: Literal["divider"] = "divider"


@dataclass(frozen=True)
class Button:
    """Pressing it runs the handler registered for `verb` with `value`; with `url` it is a link and runs nothing.

    `opens_form` says that the answer may be a form: some platforms must know when they draw it.
    """

    label: str
    verb: str
    value: str = ""
    style: Literal["default", "primary", "danger"] = "default"
    url: str = ""
    opens_form: bool = False
    kind: Literal["button"] = "button"


@dataclass(frozen=True)
class Select:
    """A choice that runs the handler registered for `verb` with the chosen option's value. Options are pairs.

    `act` stands on the button beside it, where choosing alone does nothing. `opens_form` is that of a `Button`.
    """

    label: str
    verb: str
    options: tuple[tuple[str, str], ...]
    act: str = "Go"
    opens_form: bool = False
    kind: Literal["select"] = "select"


@dataclass(frozen=True)
class Actions:
    """A row of buttons and selects."""

    elements: tuple[Button | Select, ...]
    kind: Literal["actions"] = "actions"


@dataclass(frozen=True)
class Image:
    """A picture as PNG in base64. `alt` says what it shows, figures included: nothing is in the picture alone."""

    title: str
    alt: str
    png: str
    kind: Literal["image"] = "image"


@dataclass(frozen=True)
class File:
    """A file of a pack that can be fetched: `id` is that of the `PackFile`, `label` what it is, `size` in bytes."""

    id: int
    name: str
    label: str
    size: int


@dataclass(frozen=True)
class Files:
    """Files that belong to the message. A door that can hand them out shows links; one that cannot names them."""

    files: tuple[File, ...]
    kind: Literal["files"] = "files"


Element = Text | Listing | Fields | Table | Divider | Actions | Image | Files


@dataclass(frozen=True)
class Card:
    """An answer, or a message that the bot sends.

    `shared` posts it to the channel it was asked in; else only the asker sees it. `about` are the refs of the actions
    it concerns: a reply in its thread is an update of those. `data` is what `say --json` prints. `done` is False where
    something that was asked for was not carried out.
    """

    title: str
    body: tuple[Element, ...] = ()
    shared: bool = False
    about: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    done: bool = True
    kind: Literal["card"] = "card"


@dataclass(frozen=True)
class Input:
    """One question of a form. `options` (value, label) belong to `choice` and to `rating`, of which `levels` has the
    level of each. `hint` and `error` stand beside the field.
    """

    name: str
    label: str
    type: Literal["line", "paragraph", "choice", "rating", "date", "link"] = "line"
    value: str = ""
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    max_length: int = 3000
    error: str = ""
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class Modal:
    """A form. Submitting it runs the handler registered for `verb` with `state` (carried unseen) and the values.

    A handler that finds mistakes answers with the same modal, the values as typed and each `Input.error` filled in.
    `line` is how the same is typed, for a door that has no forms.
    """

    title: str
    verb: str
    state: str
    body: tuple[Text | Listing | Fields | Divider, ...] = ()
    inputs: tuple[Input, ...] = ()
    submit: str = "Send"
    line: str = ""
    kind: Literal["modal"] = "modal"

    @property
    def errors(self) -> dict[str, str]:
        """The mistakes by field name; empty when the form has none."""
        return {each.name: each.error for each in self.inputs if each.error}


Answer = Card | Modal


def to_json(card: Card) -> dict[str, Any]:
    """The card as JSON values, for a delivery that is sent later."""
    stored: dict[str, Any] = _stored_card().dump_python(replace(card, data={}), mode="json")
    return stored


def from_json(stored: Mapping[str, Any]) -> Card:
    """The card that `to_json` stored, in this version or in one whose cells were all words."""
    return _stored_card().validate_python(stored)


@cache
def _stored_card() -> TypeAdapter[Card]:
    return TypeAdapter(Card)
