"""Signing in to the pages of `serve`: a one-time link, a session in a cookie, and signing out.

Programs that look into mail and chat open the links in it; so a link that is only opened shows a page with a button,
and pressing that uses it up. A secret is in the link and in the cookie, and neither in the record nor in a log.
"""

import hmac
from collections.abc import Callable

from anyio.to_thread import run_sync
from jinja2 import Environment
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.pages.visitors import Visitor, csrf_token
from handlers.dispatcher import Dispatcher
from handlers.sign_in_links import SIGN_IN
from models.people.people import Person
from models.people.signing_in import Purpose, SignedIn, person_of_link, sign_out, signed_in, use_link

DOOR = "pages"

HOW_TO_GET_IN = (
    "Type /secretariat web to the bot in your chat and open the link that it sends you, or ask the secretariat."
)

Arrive = Callable[[str, SignedIn], Response]
"""What to do with somebody who has just signed in: the session's secret, and who it is."""


class Links:
    """The pages that a one-time link leads to. What happens then is for `arrive` to say."""

    def __init__(self, dispatcher: Dispatcher, templates: Environment, arrive: Arrive) -> None:
        self.dispatcher, self.templates, self.arrive = dispatcher, templates, arrive

    @property
    def routes(self) -> list[Route]:
        """The address of a link: to look at, and to use."""
        path = f"{SIGN_IN}/{{secret}}"
        return [Route(path, self.show, methods=["GET"]), Route(path, self.use, methods=["POST"])]

    def show(self, request: Request) -> Response:
        """Whom the link signs in, with a button; nothing is used up."""
        secret = request.path_params["secret"]
        with self.dispatcher.database.read() as session:
            person = self._whom(session, secret)
        if person is None:
            return self._gone()
        template = self.templates.get_template("pages/sign_in.html")
        return HTMLResponse(template.render(name=person.name, csrf=csrf_token(secret)))

    async def use(self, request: Request) -> Response:
        """Use the link up and let the person in."""
        async with request.form(max_fields=5, max_files=0) as sent:
            return await run_sync(self._use, request.path_params["secret"], sent)

    def _use(self, secret: str, sent: FormData) -> Response:
        if not hmac.compare_digest(str(sent.get("csrf", "")).encode(), csrf_token(secret).encode()):
            return self._gone()
        with self.dispatcher.database.write() as session:
            begun = use_link(session, secret, self.dispatcher.clock(), DOOR) if self._whom(session, secret) else None
        return self.arrive(*begun) if begun else self._gone()

    def _whom(self, session: Session, secret: str) -> Person | None:
        """Whom a link signs in. People of another organisation sign in at its pages: here their link stays good."""
        person = person_of_link(session, secret, self.dispatcher.clock())
        return person if person and self.dispatcher.organisation.has(person.organisation_id) else None

    def _gone(self) -> Response:
        """Used, expired or never made: which of them is nobody's business."""
        page = self.templates.get_template("pages/problem.html").render(
            title="This link does not work any more",
            text="A link works once, and only for a while. " + HOW_TO_GET_IN,
            understood=(),
            typed=(),
            back="",
        )
        return HTMLResponse(page, 410)


class Sessions:
    """The entrance of `serve`: whoever has the cookie of a session that has not ended."""

    not_in = ("You are not signed in", f"{HOW_TO_GET_IN} Who signed in is signed out after a working day.")

    def __init__(self, dispatcher: Dispatcher, templates: Environment, web_address: str) -> None:
        """`web_address` begins with https:// where people reach the pages so; then the cookie travels no other way."""
        self.dispatcher = dispatcher
        self.secure = web_address.startswith("https://")
        self.cookie = "__Host-session" if self.secure else "session"
        self.links = Links(dispatcher, templates, self.arrive)

    def visitor(self, request: Request) -> Visitor | None:
        """Who is behind the cookie."""
        secret = request.cookies.get(self.cookie)
        found = signed_in(self.dispatcher.database, secret, self.dispatcher.clock()) if secret else None
        if found is None or secret is None:
            return None
        return Visitor(
            person=found.person_id,
            csrf=csrf_token(secret),
            door=DOOR if found.purpose is Purpose.PAGES else f"link {found.link_id}",
            purpose=found.purpose,
            ends_at=found.ends_at,
        )

    def arrive(self, secret: str, found: SignedIn) -> Response:
        """Begin a session in this browser: always with a new secret."""
        response = RedirectResponse("/" if found.purpose is Purpose.PAGES else "/returns", 303)
        # Lax: a link in chat to one of the pages is to work. Nothing is changed by opening a page.
        response.set_cookie(self.cookie, secret, path="/", secure=self.secure, httponly=True, samesite="lax")
        return response

    def leave(self, request: Request) -> Response:
        """End the session."""
        with self.dispatcher.database.write() as session:
            sign_out(session, request.cookies.get(self.cookie, ""), self.dispatcher.clock(), DOOR)
        response = RedirectResponse("/", 303)
        response.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="lax")
        return response

    def on_the_way(self) -> None:
        """Nothing: the clock of `serve` looks for what is to be sent every few seconds."""
