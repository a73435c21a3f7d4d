"""The server of the pages' measurement, in a process of its own: `serve` as it is, and an empty page. Prints its port.

The empty page stands among the others: behind the same guards, in a thread as they are, for who is signed in. It asks
the record for the session and for nothing else, and has no template.
"""

import asyncio
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from bot.process import open_dispatcher
from bot.settings import Settings
from bot.terminal.serving import served
from bot.web.assets import the_assets
from bot.web.cards import environment
from bot.web.pages.sign_in import Sessions
from handlers.dispatcher import Dispatcher
from tests.bench.plans import NOW
from tests.bench.serving import serve

ADDRESS = "http://127.0.0.1"
EMPTY = "/empty"


def with_empty_page(dispatcher: Dispatcher, settings: Settings) -> Starlette:
    """The application of `serve`, with one page more."""
    entrance = Sessions(dispatcher, environment(the_assets()), ADDRESS)

    def empty(request: Request) -> Response:
        if entrance.visitor(request) is None:
            return Response(status_code=401)
        return HTMLResponse('<!doctype html><html lang="en-GB"><title>Nothing</title></html>')

    app = served(dispatcher, settings)
    pages = next(route.app for route in app.routes if isinstance(route, Mount))
    assert isinstance(pages, Starlette)
    pages.router.routes.append(Route(EMPTY, empty))
    return app


if __name__ == "__main__":
    (url,) = sys.argv[1:]
    its_settings = Settings(database_url=url, web_address=ADDRESS)
    with open_dispatcher(its_settings, NOW) as its_dispatcher:
        asyncio.run(serve(with_empty_page(its_dispatcher, its_settings)))
