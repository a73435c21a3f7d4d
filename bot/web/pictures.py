"""Pictures of cards as a browser fetches them: each below its message, by a name that its content gives it.

Called by the chat, which has found out who asks, and by the filters of the templates.
"""

import struct
from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.responses import Response

from handlers.cards import Card, Image

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """What a page must know of a picture: its name, and its size in pixels."""

    name: str
    width: int
    height: int


@lru_cache(maxsize=64)
def picture_of(image: Image) -> Picture | None:
    """The picture of an element; None when what it holds is no PNG."""
    content = b64decode(image.png)
    if not content.startswith(_PNG) or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return Picture(sha256(content).hexdigest()[:16], width, height)


def picture_answer(said: Card | str, name: str) -> Response:
    """The picture with this name in what was said. Raises a 404 when there is none."""
    for element in said.body if isinstance(said, Card) else ():
        if isinstance(element, Image) and (found := picture_of(element)) and found.name == name:
            return Response(b64decode(element.png), media_type="image/png")
    raise HTTPException(404, "There is no such picture.")
