"""The pack as a web page: one file that opens from a mail, a memory stick or our own server, and fetches nothing.

The page has one style element that is the same for every pack, so that a content security policy can name it. It has
no script and no other style; what people typed is always text.
"""

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from models.plan.ratings import scale
from models.updates.answer import LACKING_OF_A_RED
from papers.pack.contents import PackContents, in_its_scale
from papers.pack.sparkline import Sparkline, sparkline_svg
from papers.pack.trend import TITLE, trend_svg, trend_words
from papers.rating_colours import FILLS
from papers.wording import NOT_COUNTED_BEFORE, NOT_COUNTED_NOW, NOT_RATED, day, moment, share

_FOLDER = Path(__file__).parent / "templates"


@in_its_scale
def write_web(contents: PackContents) -> bytes:
    """The page, as HTML in UTF-8."""
    page = _template().render(
        contents=contents,
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
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_printable,
    )
    environment.filters |= {"day": day, "share": share, "sparkline": _sparkline}
    environment.tests["address"] = lambda text: _ADDRESS.fullmatch(text) is not None
    return environment.get_template("pack.html")


_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _printable(value: Any) -> Any:
    """Typed text without the control characters that HTML forbids."""
    return _CONTROL.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value
