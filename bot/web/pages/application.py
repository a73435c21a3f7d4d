"""The pages as `serve` has them: an application of their own, with guards that nothing else of `serve` may have."""

from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.assets import the_assets
from bot.web.cards import environment
from bot.web.guards import LARGEST_FORM, OWN_NAMES, guards
from bot.web.pages.key import KeyPage
from bot.web.pages.routes import APPENDIX_FILE, SECTIONS_FILE, Pages
from bot.web.pages.sign_in import Sessions
from handlers.dispatcher import Dispatcher
from handlers.failures import note_failure, what_failed
from models.record.database_errors import database_errors, is_away

_FILES = (SECTIONS_FILE, APPENDIX_FILE)
NOT_FOUND = "The address may be misspelt, or from a message that is old."


def make_pages_app(dispatcher: Dispatcher, web_address: str) -> Starlette:
    """The pages over one dispatcher, for people who reach them at `web_address`."""
    assets = the_assets()
    templates = environment(assets)
    entrance = Sessions(dispatcher, templates, web_address)
    pages, key = Pages(dispatcher, templates, entrance), KeyPage(dispatcher, templates)

    def problem(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code in (404, 405):
            return pages.problem(error.status_code, "There is nothing here", NOT_FOUND)
        return pages.problem(error.status_code, "That did not work", error.detail)

    def failed(_request: Request, error: Exception) -> Response:
        """Outside the pages themselves: when somebody comes by a link."""
        failure = note_failure("page failed", error, door="pages")
        dispatcher.observer.failure("pages")
        return pages.problem(503 if is_away(error) else 500, *what_failed(error, failure))

    host = urlsplit(web_address).hostname or ""
    return Starlette(
        routes=[*pages.routes, *entrance.links.routes, key.route, assets.route],
        middleware=guards([f"[{host}]" if ":" in host else host, *OWN_NAMES], LARGEST_FORM, _FILES),
        exception_handlers={HTTPException: problem, **dict.fromkeys(database_errors(), failed)},
    )
