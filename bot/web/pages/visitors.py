"""Who asks for a page, and the proof that a form came from a page of ours. Pages know visitors, not cookies."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from models.people.signing_in import Purpose


@dataclass(frozen=True)
class Visitor:
    """Somebody who may see pages. `base` is the path that their pages begin with, `door` what the log says of them.

    `csrf` is in every form of theirs and in nobody else's. `ends_at` (aware UTC) is when they are signed out; None in
    the demo, which has a way back to the `chat` and a `strip` with its time instead.
    """

    person: int
    csrf: str
    base: str = ""
    door: str = "pages"
    purpose: Purpose = Purpose.PAGES
    ends_at: datetime | None = None
    chat: str = ""
    strip: Markup = field(default=Markup(""))


class Entrance(Protocol):
    """How people come to the pages: by a link in `serve`, by choosing who they are in the demo."""

    not_in: tuple[str, str]
    """What somebody reads who has not come that way: a title, and what to do."""

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None for somebody who has not come in, or no longer is."""

    def leave(self, request: Request) -> Response:
        """Let a visitor out."""

    def on_the_way(self) -> None:
        """See to it that messages which an update has caused are sent."""


def csrf_token(secret: str) -> str:
    """The token of whoever has this secret. The secret cannot be told from it."""
    return hmac.digest(secret.encode(), b"a form of the pages", "sha256").hex()


def is_from(visitor: Visitor, sent: Mapping[str, object]) -> bool:
    """Whether a form that was sent comes from a page that was made for this visitor."""
    token = sent.get("csrf")
    return isinstance(token, str) and hmac.compare_digest(token.encode(), visitor.csrf.encode())
