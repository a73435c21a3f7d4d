"""Style sheet, script and mark of the web pages, each at an address that changes when its content does.

Read once, when the first application is made; served from memory with a year's cache. Templates ask `Assets.url`.
"""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "static"


class Assets:
    """The files of `static/`, by name."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        self._digests = {name: hashlib.sha256(content).hexdigest()[:12] for name, content in self._files.items()}

    def url(self, name: str) -> str:
        """The path of this version of a file. KeyError when there is no such file."""
        return f"/static/{self._digests[name]}/{name}"

    @property
    def route(self) -> Route:
        """Where the files are served."""
        return Route("/static/{digest}/{name}", self._serve)

    async def _serve(self, request: Request) -> Response:
        name = request.path_params["name"]
        if self._digests.get(name) != request.path_params["digest"]:
            return PlainTextResponse("There is no such file.", status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(self._files[name], media_type=kind, headers=headers)


@cache
def the_assets() -> Assets:
    """Those of this program."""
    return Assets()
