"""Pages as HTML, kept by the dispatcher until the record changes: a page that is asked for again costs no query and no
template. What differs from one request to the next is put into the kept page where it left a mark. After a change most
parts of a page, such as rows of a list, Reds and the trend, are as they were: those are kept by what they show.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from secrets import token_hex, token_urlsafe
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment
from markupsafe import Markup

from bot.web.cards import PagePlace
from bot.web.pages.changes import opened_here, pressed_here
from bot.web.pages.visitors import Visitor
from handlers.cards import Actions
from handlers.dispatcher import Dispatcher
from handlers.requests import Request
from models.people.signing_in import Purpose
from models.plan.ratings import Scale, scale
from papers.pack.sparkline import Sparkline, sparkline_svg
from papers.pack.trend import trend_svg
from papers.wording import day

PARTS_KEPT = 2_000
"""So many rows of lists, Reds and tables are kept as HTML, about 1 kB each: those of 20 full pages."""

SCALES_KEPT = 4
"""On so many scales: the plan's, with impact and without, and those of frozen boards that are looked at."""


@dataclass(frozen=True)
class Page:
    """One page: the verb that it shows, its template, and its name in the navigation."""

    verb: str
    template: str
    name: str


@dataclass(frozen=True)
class Marks:
    """Where a kept page is filled in for a request. Nobody can type one: they are new with every process."""

    csrf: str = field(default_factory=lambda: f"csrf-{token_hex(16)}")
    receipt: str = field(default_factory=lambda: f"receipt-{token_hex(16)}")
    until: str = field(default_factory=lambda: f"until-{token_hex(16)}")
    strip: str = field(default_factory=lambda: f"strip-{token_hex(16)}")


@dataclass(frozen=True)
class KeptPage:
    """A page as HTML with its marks, and the zone of the times in it."""

    html: str
    zone: ZoneInfo


@dataclass(frozen=True)
class _Making:
    """Makes one page for the dispatcher to keep. Equal for the same page in the same place, so that it is found
    again.
    """

    page: Page
    base: str
    chat: str
    purpose: Purpose
    showing: "Showing" = field(compare=False)

    def __call__(self, shown: Any, request: Request) -> KeptPage:
        marks = self.showing.marks
        visitor = Visitor(request.asker.id, marks.csrf, self.base, purpose=self.purpose, chat=self.chat)
        html = self.showing.page_html(self.page, visitor, request.asker.name, request.zone, shown=shown)
        return KeptPage(html, request.zone)


class Showing:
    """Makes the pages of one application."""

    def __init__(self, dispatcher: Dispatcher, templates: Environment) -> None:
        """Adds what the templates of pages need to the environment of the web door."""
        self.dispatcher, self.templates = dispatcher, templates
        self.marks = Marks()
        templates.globals |= {"query": query, "Place": PagePlace}
        self._drawing_on = lru_cache(SCALES_KEPT)(self._drawing)
        templates.tests |= {"actions": lambda element: isinstance(element, Actions)}
        templates.tests |= {"pressed_here": pressed_here, "opened_here": opened_here}
        templates.filters |= {"day": day, "trend": trend, "sparkline": sparkline, "iso": date.isoformat, "size": size}

    def html(self, page: Page, visitor: Visitor, text: str = "", values: Mapping[str, str] | None = None) -> str:
        """A page for a visitor, from what is kept where the record is as it was. Raises `Refused` and `Mistake`."""
        making = _Making(page, visitor.base, visitor.chat, visitor.purpose, self)
        kept = self.dispatcher.view(visitor.person, page.verb, making, text=text, values=dict(values or {}))
        return self._filled(kept, visitor)

    def made_now(self, page: Page, visitor: Visitor, **values: Any) -> str:
        """A page with what is known already, such as a form with its mistakes; it is kept nowhere."""
        who = self.dispatcher.view(visitor.person, "page.who")
        html = self.page_html(page, visitor, who.name, who.zone, **values)
        return self._filled(KeptPage(html, who.zone), visitor)

    def page_html(self, page: Page, visitor: Visitor, who: str, zone: ZoneInfo, **values: Any) -> str:
        """A page with its marks."""
        template = self.templates.get_template(f"pages/{page.template}")
        of_frame = {"base": visitor.base, "chat": visitor.chat, "who": who, "zone": zone, "current": page.name}
        return template.render(
            **of_frame,
            marks=self.marks,
            for_return=visitor.purpose is Purpose.RETURN,
            drawn=self._drawing_on(scale()),
            **{"said": (), **values},
        )

    def _drawing(self, _scale: Scale) -> Callable[..., Markup]:
        """What draws a part on this scale, by the name of its macro and what it shows: the same parts are kept."""

        def drawn(part: str, *shows: object) -> Markup:
            return Markup(getattr(self.templates.get_template("pages/parts.html").module, part)(*shows))

        return lru_cache(PARTS_KEPT)(drawn)

    def _filled(self, kept: KeptPage, visitor: Visitor) -> str:
        until = f"{visitor.ends_at.astimezone(kept.zone):%H:%M}" if visitor.ends_at else ""
        html = kept.html.replace(self.marks.csrf, visitor.csrf).replace(self.marks.until, until)
        if self.marks.receipt in html:
            html = html.replace(self.marks.receipt, token_urlsafe(12))
        return html.replace(self.marks.strip, visitor.strip) if visitor.chat else html


def query(asked: Mapping[str, object], **changed: object) -> str:
    """`?board=...&sort=due`: what was asked with some of it changed, without what is empty."""
    values = {name: value for name, value in {**asked, **changed}.items() if value not in ("", None)}
    return f"?{urlencode(values)}" if values else "?"


def trend(points: Any) -> Markup:
    """The trend picture; what is in it is escaped where it is drawn."""
    return Markup(trend_svg(points)) if points else Markup("")


def sparkline(line: Sparkline) -> Markup:
    """What was measured, as a picture; what is in it is escaped where it is drawn."""
    return Markup(sparkline_svg(line))


def size(bytes_: int) -> str:
    """`120 kB`."""
    return f"{max(1, round(bytes_ / 1000)):,} kB" if bytes_ < 1_000_000 else f"{bytes_ / 1_000_000:.1f} MB"
