"""The web chat: the pages of one person, and every request they can make of the dispatcher.

A request from the script is answered with fragments of HTML; the same request from a browser without scripts with a
redirect to the page that shows the outcome. Mounted only by the demo, where people choose who they are.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from functools import partial
from secrets import token_urlsafe
from typing import Any
from zoneinfo import ZoneInfo

from anyio import from_thread
from anyio.to_thread import run_sync
from jinja2 import Environment
from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.web.cards import PagePlace, card_html, form_html, strip_html
from bot.web.conversations import ChatMessage, Conversations, OpenForm, channel_of, last_number
from bot.web.demo_time import DemoTime
from bot.web.door import CHANNEL, DOOR
from bot.web.forms import answers, checked, filled
from bot.web.pictures import picture_answer
from bot.web.roster import Somebody, rights
from handlers.access import Permission
from handlers.button_values import number_of
from handlers.cards import Card, Modal
from handlers.dispatcher import Dispatcher, Reply
from handlers.grammar import first_word
from handlers.requests import Origin
from models.people.leave import posts_of
from papers.plan.contents import KINDS_READ

SEATS_KEPT = 500


@dataclass(frozen=True)
class Seat:
    """A browser that has chosen to be somebody. `base` is the path under which their pages are."""

    person: Somebody
    zone: ZoneInfo

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id

    @property
    def base(self) -> str:
        """The path that all pages of this person begin with."""
        return f"/as/{self.person.id}"


class Seats:
    """Who sits in which browser: the token in its cookie says it, and each person has a cookie of their own.

    So one browser can be several people at once, a tab for each, and an address alone lets nobody read anything.
    """

    def __init__(self) -> None:
        self._taken: OrderedDict[str, Seat] = OrderedDict()

    def take(self, somebody: Somebody, zone: ZoneInfo, response: Response) -> Seat:
        """Seat somebody, and have the browser remember it."""
        seat, token = Seat(somebody, zone), token_urlsafe(24)
        self._taken[token] = seat
        while len(self._taken) > SEATS_KEPT:
            self._taken.popitem(last=False)
        response.set_cookie("seat", token, path=f"/as/{somebody.id}", httponly=True, samesite="strict")
        return seat

    def of(self, request: Request) -> Seat | None:
        """The seat that this request comes from, if it is the one of the person in its address."""
        seat = self._taken.get(request.cookies.get("seat", ""))
        return seat if seat and seat.id == request.path_params["person"] else None


Endpoint = Callable[[Request, Seat, FormData], Response]
"""Synchronous, run in a thread: it may call the dispatcher. The form is empty for a GET."""


class Chat:
    """The pages and requests of everybody in the demo."""

    def __init__(
        self, dispatcher: Dispatcher, time: DemoTime, conversations: Conversations, seats: Seats, templates: Environment
    ) -> None:
        self.dispatcher = dispatcher
        self.time = time
        self.conversations = conversations
        self.seats = seats
        self.templates = templates

    @property
    def routes(self) -> list[Route]:
        """The addresses, all below `/as/PERSON`."""

        def at(path: str, endpoint: Endpoint, method: str = "POST") -> Route:
            return Route(f"/as/{{person:int}}{path}", partial(self._seated, endpoint), methods=[method])

        return [
            at("/", self.page, "GET"),
            at("/home", self.home, "GET"),
            at("/stream", self.stream, "GET"),
            at("/say", self.say),
            at("/press", self.press),
            at("/files", self.file),
            at("/messages/{message}/{picture}.png", self.picture, "GET"),
            at("/clock", self.move_clock),
            at("/forms/{form}", self.show_form, "GET"),
            at("/forms/{form}", self.submit),
            at("/forms/{form}/keep", self.keep),
            at("/forms/{form}/drop", self.drop),
        ]

    async def _seated(self, endpoint: Endpoint, request: Request) -> Response:
        seat = self.seats.of(request)
        if seat is None:
            if request.method == "GET" and request.url.path.endswith("/"):
                return RedirectResponse("/", 303)
            raise HTTPException(403, "This page belongs to somebody else, or the demo was started again.")
        async with request.form(max_fields=100, max_files=1) as sent:
            return await run_sync(endpoint, request, seat, sent)

    # What can be read

    def page(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """The conversation."""
        messages = self.conversations.seen_by(seat.id)
        return self._page(
            request,
            seat,
            "chat.html",
            page="chat",
            channel=CHANNEL,
            after=last_number(messages),
            messages=self._messages_html(seat, messages),
            unfinished=self._unfinished_html(seat),
            home=self._home_html(seat),
            commands=list(self.dispatcher.registry.commands.values()),
            receipt=token_urlsafe,
            kinds_read=KINDS_READ,
        )

    def home(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """What this person owes and, for a chair, the position."""
        card = card_html(
            self.templates, self.dispatcher.home(seat.id), PagePlace("home", f"{seat.base}/press"), level=1
        )
        return self._page(request, seat, "home.html", page="home", home=card)

    def show_form(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """One unfinished form: a fragment for the script, else a page."""
        form = self._form(request, seat)
        if is_live(request):
            return HTMLResponse(self._form_html(seat, form))
        questions = self._form_html(seat, form)
        return self._page(request, seat, "form.html", page="form", form=form, questions=questions)

    def picture(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """A picture of a message, by the name that its content has."""
        message = self.conversations.find(seat.id, request.path_params["message"])
        return picture_answer(message.said if message else "", request.path_params["picture"])

    def stream(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """Messages as they are said or changed, as server-sent events: after `Last-Event-ID`, else after `after`.

        The strip comes among them, without a number, whenever the demo's time or what comes next has changed.
        """
        said = request.headers.get("last-event-id") or request.query_params.get("after", "")
        events = self._events(seat, number_of(said) or 0)
        return StreamingResponse(events, media_type="text/event-stream")

    async def _events(self, seat: Seat, after: int) -> AsyncIterator[str]:
        shown = ""
        async for messages in self.conversations.follow(seat.id, after):
            for message in messages:
                yield _event(await run_sync(self._messages_html, seat, [message]), message.number)
            strip = shown if self.time.is_moving else await run_sync(self._strip_html, seat)
            if strip != shown:
                yield _event(strip + await run_sync(self._home_html, seat) if shown else strip)
                shown = strip
            elif not messages:
                yield ": here\n\n"

    # What can be asked

    def say(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """A typed command or words, in the conversation or in the thread of a message."""
        text = _text(sent, "text").strip()
        if not text:
            return self._outcome(request, seat, [])
        began = self.conversations.find(seat.id, _text(sent, "thread"))
        thread = began.id if began else None
        origin = self._origin(seat, sent, began)
        if text.startswith("/") and not began:
            name, rest = first_word(text)
            reply = self.dispatcher.command(seat.id, name.casefold(), rest, origin)
        else:
            reply = self.dispatcher.message(seat.id, text, origin, began.about if began else None)
        return self._answered(request, seat, origin, reply, text, thread)

    def press(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """A pressed button, or a chosen option."""
        origin = self._origin(seat, sent, None)
        reply = self.dispatcher.press(seat.id, _text(sent, "verb"), _text(sent, "value"), origin)
        return self._answered(request, seat, origin, reply)

    def file(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """A file for the bot."""
        file = sent.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return self._outcome(request, seat, [])
        origin = self._origin(seat, sent, None)
        reply = self.dispatcher.file(seat.id, file.filename, file.file.read(), origin)
        return self._answered(request, seat, origin, reply, f"Sent the file {file.filename}")

    def submit(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """A form, filled in. With mistakes it comes back as it was typed."""
        form = self._form(request, seat)
        values = answers(form.modal, sent)
        modal = checked(form.modal, values)
        if modal.errors:
            return self._form_again(request, seat, self.conversations.keep_form(seat.id, form, modal))
        form = self.conversations.keep_form(seat.id, form, modal)
        origin = replace(form.origin, receipt=_text(sent, "receipt") or None)
        reply = self.dispatcher.submit(seat.id, modal.verb, modal.state, values, origin)
        if reply and isinstance(reply.answer, Modal):
            return self._form_again(request, seat, self.conversations.keep_form(seat.id, form, reply.answer))
        if reply and reply.done and isinstance(reply.answer, Card):
            self.conversations.drop_form(seat.id, form.id)
        return self._answered(request, seat, origin, reply)

    def keep(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """Put a form aside with what was typed in it."""
        form = self._form(request, seat)
        kept = self.conversations.keep_form(seat.id, form, filled(form.modal, answers(form.modal, sent)))
        if not kept.touched:
            self.conversations.drop_form(seat.id, form.id)
        return self._outcome(request, seat, [])

    def drop(self, request: Request, seat: Seat, _sent: FormData) -> Response:
        """Throw an unfinished form away."""
        self.conversations.drop_form(seat.id, request.path_params["form"])
        return self._outcome(request, seat, [])

    def move_clock(self, request: Request, seat: Seat, sent: FormData) -> Response:
        """Go to the next thing due; what it brings arrives on every open page."""
        said = self.conversations.seen_by(seat.id)
        from_thread.run(self.time.go_on, _text(sent, "to"))
        self.conversations.wake()
        back = _text(sent, "back")
        if not is_live(request) and back.startswith(f"{seat.base}/") and back != f"{seat.base}/":
            return RedirectResponse(back, 303)
        arrived = self.conversations.seen_by(seat.id, after=last_number(said))
        return self._outcome(request, seat, arrived, self._strip_html(seat))

    # How it is answered

    def _answered(
        self,
        request: Request,
        seat: Seat,
        origin: Origin,
        reply: Reply | None,
        typed: str = "",
        thread: str | None = None,
    ) -> Response:
        if reply is None:
            return self._outcome(request, seat, [])
        said = [self.conversations.wrote(seat.id, seat.person.name, typed, thread)] if typed else []
        if isinstance(reply.answer, Modal):
            opened = self.conversations.open_form(seat.id, reply.answer, origin)
            return self._form_again(request, seat, opened)
        said.append(self.conversations.answer(seat.id, reply.answer, thread))
        if reply.queued:
            from_thread.run(self.time.outbox_worker.deliver)
            self.conversations.wake()
        return self._outcome(request, seat, said)

    def _form_again(self, request: Request, seat: Seat, form: OpenForm) -> Response:
        if is_live(request):
            return HTMLResponse(self._form_html(seat, form) + self._unfinished_html(seat))
        return RedirectResponse(f"{seat.base}/forms/{form.id}", 303)

    def _outcome(self, request: Request, seat: Seat, said: list[ChatMessage], *more: Markup) -> Response:
        if not is_live(request):
            return RedirectResponse(f"{seat.base}/" + (f"#{said[-1].id}" if said else ""), 303)
        parts = (self._messages_html(seat, said), self._unfinished_html(seat), self._home_html(seat), *more)
        return HTMLResponse("".join(parts))

    def _origin(self, seat: Seat, sent: FormData, began: ChatMessage | None) -> Origin:
        receipt = _text(sent, "receipt") or None
        if began is None:
            return Origin(DOOR, CHANNEL, receipt=receipt, addressed=True)  # there is nobody else to talk to
        return Origin(DOOR, channel_of(seat.id, began), not began.shared, receipt, began.id)

    def _form(self, request: Request, seat: Seat) -> OpenForm:
        form = self.conversations.form(seat.id, request.path_params["form"])
        if form is None:
            raise HTTPException(404, "This form was sent or thrown away already.")
        return form

    def _page(self, request: Request, seat: Seat, template: str, **values: object) -> Response:
        strip = self._strip_html(seat, request.url.path)
        html = self.templates.get_template(template).render(person=seat.person, base=seat.base, strip=strip, **values)
        return HTMLResponse(html)

    def _strip_html(self, seat: Seat, back: str = "") -> Markup:
        """The demo's time and the way on, for the page with the path `back`; the conversation's, if it is not given."""
        shown = self.time.shown_to(seat.id, seat.zone)
        return strip_html(self.templates, shown, f"{seat.base}/clock", back or f"{seat.base}/")

    def _messages_html(self, seat: Seat, messages: list[ChatMessage]) -> Markup:
        macros: Any = self.templates.get_template("messages.html").module
        may_update = self._may_update(seat)
        here = {each.id for each in messages}
        replies: dict[str, Markup] = {}
        html = []
        for message in reversed(messages):  # so that replies are there before what they reply to
            before = message.before.astimezone(seat.zone) if message.before else None
            local = replace(message, at=message.at.astimezone(seat.zone), before=before)
            pictures, files = f"{seat.base}/messages/{message.id}", f"{seat.base}/pages/packs/files"
            place = PagePlace(message.id, f"{seat.base}/press", pictures=pictures, files=files)
            made = macros.message(local, seat.base, place, replies.get(message.id, Markup()), may_update)
            if message.thread in here:
                replies[message.thread] = made + replies.get(message.thread, Markup())
            else:
                html.append(made)
        return Markup("").join(reversed(html))

    def _may_update(self, seat: Seat) -> bool:
        """Whether a reply in a thread can be an update by this person: only then is it offered."""
        today = self.dispatcher.clock().astimezone(seat.zone).date()
        with self.dispatcher.database.read() as session:
            held, stands_in_for = posts_of(session, seat.id, today)
        return Permission.UPDATE in rights((*held, *stands_in_for))

    def _unfinished_html(self, seat: Seat) -> Markup:
        template = self.templates.get_template("unfinished.html")
        return Markup(template.render(base=seat.base, forms=self.conversations.forms_of(seat.id)))

    def _home_html(self, seat: Seat) -> Markup:
        card = card_html(self.templates, self.dispatcher.home(seat.id), PagePlace("home", f"{seat.base}/press"))
        return Markup('<aside class="home" id="home" aria-label="Home">{}</aside>').format(card)

    def _form_html(self, seat: Seat, form: OpenForm) -> Markup:
        address = f"{seat.base}/forms/{form.id}"
        return form_html(self.templates, form.modal, address, f"f{form.id}")


def _event(html: str, number: int | None = None) -> str:
    """A server-sent event; only a message has a number, from which a stream goes on."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"{lines}\n" if number is None else f"id: {number}\n{lines}\n"


def is_live(request: Request) -> bool:
    """Whether the page's script asks, and takes fragments; a form posted by the browser itself wants a page."""
    return "x-live" in request.headers


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
