"""A card or a form as HTML: the filters and the environment behind `templates/cards.html` and `templates/forms.html`.

Called by the pages of the web door, and later by the dashboard. Everything is escaped by the templates; this module
only says what a cell is (a rating, a number, a date) so that it can be shown and sorted as such.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.web.assets import Assets
from bot.web.demo_time import Shown
from bot.web.pictures import picture_of
from handlers.cards import Card, Modal, Table
from handlers.plain_text import size_words
from models.plan.ratings import Rating
from schedules.upcoming import DAYS_AHEAD

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class PagePlace:
    """Where a card stands: `prefix` keeps ids apart on a page, `press` is the address that its buttons are sent to.

    `pictures` and `files` are the addresses below which a browser finds these; without them they are told in words.
    `receipt` makes the id of one pressing of a button, so that the same form sent twice is answered once.
    """

    prefix: str
    press: str
    receipt: Callable[[], str] = field(default=lambda: token_urlsafe(12))
    pictures: str = ""
    files: str = ""


def environment(assets: Assets) -> Environment:
    """The templates of the web pages: everything escaped, a misspelt name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = assets.url
    made.filters |= {
        "chips": chips,
        "is_day": is_day,
        "figure_columns": figure_columns,
        "is_figure": is_figure,
        "sort_key": sort_key,
        "rating": rating_of,
        "weekday": weekday,
        "day_and_time": day_and_time,
        "coming_time": coming_time,
        "web_address": web_address,
        "linked": linked,
        "picture": picture_of,
        "size_words": size_words,
    }
    return made


def card_html(made: Environment, card: Card, place: PagePlace, level: int = 2) -> Markup:
    """A card, its title a heading of `level`."""
    return Markup(_macros(made, "cards.html").card(card, place, level))


def form_html(made: Environment, modal: Modal, address: str, prefix: str) -> Markup:
    """A form that posts to `address`; its ids begin with `prefix`."""
    return Markup(_macros(made, "forms.html").form(modal, address, prefix, token_urlsafe(12)))


def strip_html(made: Environment, time: Shown, address: str, back: str) -> Markup:
    """The demo's time with the button that moves it on, posted to `address`; a browser then goes to the path `back`."""
    return Markup(made.get_template("strip.html").render(time=time, address=address, back=back, days_ahead=DAYS_AHEAD))


def _macros(made: Environment, name: str) -> Any:
    return made.get_template(name).module


@dataclass(frozen=True)
class Piece:
    """A part of a cell: words, and the rating they name, if any."""

    words: str
    rating: Rating | None = None


_WORDS = "|".join(rating.word for rating in Rating)
_RATING = re.compile(rf"(?:(?P<letter>[BRAG-]) )?(?P<word>{_WORDS})(?: \((?P<after>[BRAG-])\))?")
_BETWEEN = re.compile(r"\s*(?:→|->|/|,|;|·|to|was|and|late)\s*")


def chips(cell: str) -> list[Piece] | None:
    """The pieces of a cell that says nothing but ratings ("Amber", "R Red", "Blue → Red"); None for any other.

    A letter that the cell itself gives is left out: the chip prints it.
    """
    pieces: list[Piece] = []
    at = 0
    while at < len(cell):
        if found := _RATING.match(cell, at):
            pieces.append(Piece(found["word"], Rating(found["word"].lower())))
        elif pieces and (found := _BETWEEN.match(cell, at)):
            pieces.append(Piece(found[0]))
        else:
            return None
        at = found.end()
    return pieces or None


def rating_of(value: str) -> Rating | None:
    """The rating with this value ("amber"), for the options of a choice."""
    return Rating(value) if value in Rating._value2member_map_ else None


_FIGURE = re.compile(r"[-+−]?£?\d[\d,]*(?:\.\d+)?%?(?: \([-+−]?\d[\d,]*(?:\.\d+)?%?\))?|-|–|—")
_REF = re.compile(r"\d+(?:\.\d+)+")
_FIRST_NUMBER = re.compile(r"([-−]?)£?(\d[\d,]*)(\.\d+)?")
_DATES = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %Y", "%b %Y")


def is_figure(cell: str) -> bool:
    """Whether a cell is a count, a share or an amount, or the dash that stands for none."""
    return bool(_FIGURE.fullmatch(cell))


def figure_columns(table: Table) -> list[bool]:
    """For each column but the first, whether all it has are figures, so that its heading stands above them."""
    rest = range(1, len(table.columns))
    return [False, *(bool(table.rows) and all(is_figure(row[at]) for row in table.rows) for at in rest)]


def sort_key(cell: str) -> str:
    """A text by which cells sort as people expect: refs by their numbers, figures by size, days by the calendar."""
    if _REF.fullmatch(cell):
        return ".".join(part.zfill(6) for part in cell.split("."))
    if is_figure(cell) and (number := _FIRST_NUMBER.match(cell)):
        size = float(number[2].replace(",", "") + (number[3] or ""))
        return f"{1e12 + (-size if number[1] else size):020.4f}"
    for form in _DATES if len(cell) <= 20 and cell[-1:].isdigit() else ():
        try:
            return datetime.strptime(cell, form).strftime("%Y-%m-%d")  # noqa: DTZ007 a day, not an instant
        except ValueError:
            continue
    return cell.casefold()


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
    shown, at = Markup(), 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(found[0])
        shown += escape(text[at : found.start()]) + link
        at = found.end()
    return shown + escape(text[at:])
