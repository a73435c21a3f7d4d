"""The pack as a web page: one file that opens from a mail, a memory stick or our own server, and fetches nothing.

The page has one style element that is the same for every pack, so that a content security policy can name it. It has
no script and no other style; what people typed is always text.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from models.plan.ratings import Rating, scale
from models.updates.answer import LACKING_OF_A_RED
from papers.links import in_pieces
from papers.pack.contents import PackContents, in_its_scale
from papers.pack.figures import BESIDE, figure_name, figures_of, total_name
from papers.pack.front_page import TITLE as FRONT_TITLE
from papers.pack.front_page import front_page
from papers.pack.report_parts import facts, report_parts, title_said
from papers.pack.section_numbers import parts_of
from papers.pack.sparkline import Sparkline, sparkline_svg
from papers.pack.trend import TITLE, trend_svg, trend_words
from papers.rating_colours import FILLS
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, NOT_RATED, day, moment, share

_FOLDER = Path(__file__).parent / "templates"


@in_its_scale
def write_web(contents: PackContents, leads: Callable[[str], str] | None = None, back: str = "") -> bytes:
    """The page, as HTML in UTF-8. With `leads` each figure is a link to the address that this gives for its name, and
    there is a way `back`: for those who may see where it comes from, and never in a file that is kept or sent.
    """
    if not contents.has_position:
        return _report(contents)
    page = _template("pack.html").render(
        contents=contents,
        leads=leads,
        back=back,
        figures=figures_of(contents) if leads else {},
        beside=BESIDE,
        figure_name=figure_name,
        total_name=total_name,
        parts={each.key: each for each in parts_of(contents)},
        front=front_page(contents),
        front_title=FRONT_TITLE,
        ratings=scale().ratings,
        missing=LACKING_OF_A_RED,
        not_rated=NOT_RATED,
        not_counted_before=NOT_COUNTED_BEFORE,
        not_counted_now=NOT_COUNTED_NOW,
        style=_style(),
        style_hash=style_hash(),
        trend_title=TITLE,
        trend=Markup(trend_svg(contents.trend)),
        trend_words=trend_words(contents.trend),
        fixed_at=moment(contents.frozen_at, ZoneInfo(contents.zone)),
        returns_fixed_at=moment(contents.returns.frozen, ZoneInfo(contents.zone)),
        reported={action.ref for area in contents.areas for action in area.actions},
    )
    return page.encode()


def _report(contents: PackContents) -> bytes:
    """A council report as a page."""
    page = _template("report.html").render(
        contents=contents,
        title=title_said(contents),
        facts=facts(contents),
        parts=report_parts(contents),
        style=_style(),
        style_hash=style_hash(),
    )
    return page.encode()


@cache
def style_hash() -> str:
    """The source by which a content security policy lets the page's style stand: `'sha256-…'`, quotes included."""
    return f"'sha256-{b64encode(sha256(_style().encode()).digest()).decode()}'"


@cache
def _style() -> Markup:
    """The style sheet with the colours of the ratings: never anything of a pack's contents."""
    colours = "".join(
        f".{colour.value} {{ color: {ink}; background: {fill}; }}\n" for colour, (fill, ink) in FILLS.items()
    )
    return Markup((_FOLDER / "pack.css").read_text(encoding="utf-8") + colours)


def _sparkline(line: Sparkline) -> Markup:
    """The picture; what is in it is escaped where it is drawn."""
    return Markup(sparkline_svg(replace(line, words=_printable(line.words))))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_printable,
    )
    environment.filters |= {"day": day, "share": share, "sparkline": _sparkline}
    environment.filters["linked"] = _linked
    environment.tests["rating"] = lambda value: isinstance(value, Rating)
    return environment.get_template(name)


def _linked(text: str) -> Markup:
    """The text with the addresses in it as links."""
    pieces = ((escape(_printable(each)), address) for each, address in in_pieces(text))
    link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
    return Markup("").join(link.format(each) if address else each for each, address in pieces)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _printable(value: Any) -> Any:
    """Typed text without the control characters that HTML forbids."""
    return _CONTROL.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value
