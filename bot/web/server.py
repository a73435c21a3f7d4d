"""The demo's web application: the page on which people choose who they are, the chat, and the pages beside it.

Run by `secretariat demo` and by nothing else: whoever reaches it may be anybody, so it listens on this machine only and
answers to this machine's own names only.
"""

import socket
from collections.abc import Callable

import uvicorn
from anyio import from_thread
from anyio.to_thread import run_sync
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.assets import the_assets
from bot.web.cards import environment, strip_html
from bot.web.chat import Chat, Seats, is_live
from bot.web.conversations import Conversations
from bot.web.demo_time import Clock, DemoTime
from bot.web.guards import HEADERS, LARGEST_BODY, OWN_NAMES, guards
from bot.web.pages.routes import Pages
from bot.web.pages.sign_in import Links
from bot.web.pages.visitors import Visitor, csrf_token
from bot.web.roster import Roster, roster
from handlers.button_values import number_of
from handlers.dispatcher import Dispatcher
from models.people.signing_in import Purpose, SignedIn
from schedules.worker import Worker

MISTAKES = {
    403: "That is not open to you",
    404: "There is nothing here",
    405: "There is nothing here",
    413: "That is too large",
}


class Seated:
    """The entrance of the pages in the demo: whoever has chosen to be somebody is that person here, too."""

    not_in = ("This page belongs to somebody else", "Or the demo was started again: choose who you are once more.")

    def __init__(self, seats: Seats, templates: Environment, time: DemoTime, conversations: Conversations) -> None:
        self.seats, self.templates, self.time, self.conversations = seats, templates, time, conversations

    def visitor(self, request: Request) -> Visitor | None:
        """The person whose seat this browser has."""
        seat = self.seats.of(request)
        if seat is None:
            return None
        shown = self.time.shown_to(seat.id, seat.zone)
        return Visitor(
            person=seat.id,
            csrf=csrf_token(request.cookies["seat"]),
            base=f"{seat.base}/pages",
            chat=f"{seat.base}/",
            strip=strip_html(self.templates, shown, f"{seat.base}/clock", request.url.path),
        )

    def leave(self, _request: Request) -> Response:
        """Back to the choice of people."""
        return RedirectResponse("/", 303)

    def on_the_way(self) -> None:
        """Bring the messages at once: nobody waits in a demo."""
        from_thread.run(self.time.outbox_worker.deliver)
        self.conversations.wake()


def make_demo_app(dispatcher: Dispatcher, clock: Clock, outbox_worker: Worker) -> Starlette:
    """The application over one dispatcher, whose clock is `clock`. `app.state.conversations` is what it remembers."""
    assets = the_assets()
    templates = environment(assets)
    conversations = Conversations(dispatcher)
    outbox_worker.after_round = conversations.wake
    seats = Seats()
    time = DemoTime(dispatcher, clock, outbox_worker)
    chat = Chat(dispatcher, time, conversations, seats, templates)
    pages = Pages(dispatcher, templates, Seated(seats, templates, time, conversations), "/as/{person:int}/pages")

    def the_roster() -> Roster:
        with dispatcher.database.read() as session:
            return roster(session, dispatcher.organisation.id, dispatcher.clock())

    def choose(_request: Request) -> Response:
        everybody = the_roster()
        strip = strip_html(templates, time.shown_to(None, everybody.zone), "/clock", "/")
        return HTMLResponse(templates.get_template("choose.html").render(roster=everybody, strip=strip))

    async def move_clock(request: Request) -> Response:
        sent = await request.form(max_fields=10, max_files=0)
        await time.go_on(str(sent.get("to", "")))
        conversations.wake()
        return RedirectResponse("/", 303)

    async def take_seat(request: Request) -> Response:
        sent = await request.form(max_fields=10, max_files=0)
        chosen = str(sent.get("person", ""))
        everybody = await run_sync(the_roster)
        number = number_of(chosen)
        somebody = everybody.somebody(number) if number is not None else None
        if somebody is None:
            raise HTTPException(404, "Nobody in the plan has that number. Choose somebody from the list.")
        response = RedirectResponse(f"/as/{somebody.id}/", 303)
        seats.take(somebody, everybody.zone, response)
        return response

    def arrive(_secret: str, found: SignedIn) -> Response:
        """Somebody has come by a one-time link: the demo has no sessions, so they take the person's seat."""
        everybody = the_roster()
        somebody = everybody.somebody(found.person_id)
        if somebody is None:
            raise HTTPException(404, "Whoever that link was for holds no post any more.")
        to = "returns" if found.purpose is Purpose.RETURN else ""
        response = RedirectResponse(f"/as/{somebody.id}/pages/{to}", 303)
        seats.take(somebody, everybody.zone, response)
        return response

    def problem(request: Request, error: Exception) -> Response:
        status, text = (
            (error.status_code, error.detail)
            if isinstance(error, HTTPException)
            else (500, "Something went wrong on our side. Please try again.")
        )
        if is_live(request):
            return PlainTextResponse(text, status)
        title = MISTAKES.get(status, "That did not work")
        page = templates.get_template("problem.html").render(title=title, text=text)
        return HTMLResponse(page, status, headers=HEADERS)  # a failure is answered outside the guards

    handlers: dict[int | type[Exception], Callable[[Request, Exception], Response]] = {
        HTTPException: problem,
        500: problem,
    }
    app = Starlette(
        routes=[
            Route("/", choose),
            Route("/choose", take_seat, methods=["POST"]),
            Route("/clock", move_clock, methods=["POST"]),
            *chat.routes,
            *pages.routes,
            *Links(dispatcher, templates, arrive).routes,
            assets.route,
        ],
        middleware=guards(OWN_NAMES, LARGEST_BODY),
        exception_handlers=handlers,
    )
    app.state.conversations = conversations
    return app


class DemoServer(uvicorn.Server):
    """Serves the demo on 127.0.0.1 until it is told to stop; then ends the open streams, which would go on for ever."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        clock: Clock,
        outbox_worker: Worker,
        log_level: str = "warning",
        on_answering: Callable[[], None] = lambda: None,
    ) -> None:
        """`clock` is the dispatcher's; `on_answering` is called when it answers. Without a socket `run` takes a free
        port.
        """
        app = make_demo_app(dispatcher, clock, outbox_worker)
        super().__init__(uvicorn.Config(app, host="127.0.0.1", port=0, log_level=log_level))
        self._on_answering = on_answering
        self.conversations: Conversations = app.state.conversations

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn; after it, the server listens."""
        await super().startup(sockets)
        if self.started:
            self._on_answering()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn after Ctrl-C, before it waits for the open connections."""
        self.conversations.close()
        await super().shutdown(sockets)
