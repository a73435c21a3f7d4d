"""The page about the key that published packs are signed with. It is the only one that is open to everybody: a stranger
with a pack compares its fingerprint with that on it.
"""

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from handlers.dispatcher import Dispatcher
from models.packs.signing_keys import public_keys
from papers.pack.proof import fingerprint_of
from papers.wording import day


class KeyPage:
    """The keys of one organisation, the newest first."""

    def __init__(self, dispatcher: Dispatcher, templates: Environment) -> None:
        self.dispatcher, self.templates = dispatcher, templates

    @property
    def route(self) -> Route:
        """Its address."""
        return Route("/key", self.show, methods=["GET"])

    def show(self, _request: Request) -> Response:
        """The fingerprint of each key, since when, and how a pack is checked with it."""
        with self.dispatcher.database.read() as session:
            own = self.dispatcher.organisation.read(session)
            found = public_keys(session, own.id) if own else []
            name = own.name if own else ""
        keys = [(fingerprint_of(public), public, day(made_at.date())) for public, made_at in found]
        return HTMLResponse(self.templates.get_template("pages/key.html").render(name=name, keys=keys))
