"""A card or a form as HTML: the filters and the environment behind `templates/cards.html` and `templates/forms.html`.

Called by the pages of the web door. Everything is escaped by the templates; this module says which part of them shows
which element and which cell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, assert_never
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.web.assets import Assets
from bot.web.demo_time import Shown
from bot.web.pictures import picture_of
from handlers.cards import (
    Actions,
    Card,
    Cell,
    DateCell,
    Divider,
    Element,
    Fields,
    Files,
    Image,
    Listing,
    Modal,
    NumberCell,
    PersonCell,
    RatingCell,
    RefCell,
    Table,
    Text,
)
from handlers.plain_text import size_words
from handlers.printed_cells import cell_words, number_columns, sort_key
from models.plan.ratings import scale
from schedules.upcoming import DAYS_AHEAD

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class PagePlace:
    """Where a card stands: `prefix` keeps ids apart on a page, `press` is the address that its buttons are sent to.

    `pictures` and `files` are the addresses below which a browser finds these; without them they are told in words.
    `actions` is the address below which a page of each action is; without it refs are no links.
    `receipt` makes the id of one pressing of a button, so that the same form sent twice is answered once.
    """

    prefix: str
    press: str
    receipt: Callable[[], str] = field(default=lambda: token_urlsafe(12))
    pictures: str = ""
    files: str = ""
    actions: str = ""


@cache
def environment(assets: Assets) -> Environment:
    """The templates of the web pages, compiled once: everything escaped, a misspelt name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["asset"] = assets.url
    made.filters |= {
        "is_day": is_day,
        "number_columns": number_columns,
        "cell_words": cell_words,
        "sort_key": sort_key,
        "weekday": weekday,
        "day_and_time": day_and_time,
        "coming_time": coming_time,
        "web_address": web_address,
        "linked": linked,
        "picture": picture_of,
        "size_words": size_words,
    }
    made.tests["a_number"] = lambda cell: isinstance(cell, NumberCell)
    made.globals |= {"scale": scale, "element_html": partial(element_html, made), "cell_html": partial(cell_html, made)}
    return made


def card_html(made: Environment, card: Card, place: PagePlace, level: int = 2) -> Markup:
    """A card, its title a heading of `level`."""
    return Markup(_macros(made, "cards.html").card(card, place, level))


def element_html(made: Environment, element: Element, place: PagePlace | None, level: int, number: int) -> Markup:
    """One element, the `number`th of its card, its heading of `level`. In a form nothing is pressed: no `place`."""
    macros = _macros(made, "cards.html")
    match element:
        case Text():
            return Markup(macros.text(element, level))
        case Listing():
            return Markup(macros.listing(element))
        case Fields():
            return Markup(macros.fields(element, place))
        case Table():
            return Markup(macros.table(element, place, number))
        case Divider():
            return Markup("<hr>")
        case Actions():
            return Markup(macros.actions(element, place, number))
        case Image():
            return Markup(macros.image(element, place))
        case Files():
            return Markup(macros.files(element, place))
        case _:
            assert_never(element)


def cell_html(made: Environment, cell: Cell, place: PagePlace | None) -> Markup:
    """What stands in a cell: ratings as chips, a ref as a link where `place` has pages of actions."""
    match cell:
        case str():
            return linked(cell)
        case RatingCell():
            return _step(made, cell)
        case RefCell(ref=ref) if place and place.actions:
            return _ref(made, ref, place.actions)
        case NumberCell() | DateCell() | PersonCell() | RefCell():
            return escape(cell_words(cell))
        case _:
            assert_never(cell)


@lru_cache(maxsize=2_000)
def _ref(made: Environment, ref: str, actions: str) -> Markup:
    return Markup(_macros(made, "cards.html").ref(ref, actions))


@lru_cache(maxsize=256)
def _step(made: Environment, cell: RatingCell) -> Markup:
    """There are five ratings, and as many before each: a long table has the same ones again and again."""
    return Markup(_macros(made, "cards.html").step(cell))


def form_html(made: Environment, modal: Modal, address: str, prefix: str) -> Markup:
    """A form that posts to `address`; its ids begin with `prefix`."""
    return Markup(_macros(made, "forms.html").form(modal, address, prefix, token_urlsafe(12)))


def strip_html(made: Environment, time: Shown, address: str, back: str) -> Markup:
    """The demo's time with the button that moves it on, posted to `address`; a browser then goes to the path `back`."""
    return Markup(made.get_template("strip.html").render(time=time, address=address, back=back, days_ahead=DAYS_AHEAD))


def _macros(made: Environment, name: str) -> Any:
    return made.get_template(name).module


def is_day(value: str) -> bool:
    """Whether a date field can show this: nothing, or a day such as 2023-06-07. Others are shown as typed."""
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def weekday(moment: datetime) -> str:
    """The day of a moment: "Wednesday 7 June 2023", in the zone it carries."""
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def day_and_time(moment: datetime) -> str:
    """A moment as it is read out: "Wednesday 7 June 2023, 10:00", in the zone it carries."""
    return f"{weekday(moment)}, {moment:%H:%M}"


def coming_time(moment: datetime, now: datetime) -> str:
    """A moment soon after `now`: "Friday 16 June, 09:30", with the year only when it is another one."""
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment:%A} {moment.day} {moment:%B}{year}, {moment:%H:%M}"


def web_address(url: str) -> str:
    """The address, if it is one that a link may lead to (http, https or this site); else nothing."""
    parts = urlsplit(url)
    return url if parts.scheme in ("http", "https") or (not parts.scheme and url.startswith("/")) else ""


_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]’']")


def linked(text: str) -> Markup:
    """The text, escaped, with the web addresses in it as links: to be pressed, and to be copied as they stand there."""
    if "://" not in text:
        return escape(text)
    shown, at = Markup(), 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(found[0])
        shown += escape(text[at : found.start()]) + link
        at = found.end()
    return shown + escape(text[at:])
