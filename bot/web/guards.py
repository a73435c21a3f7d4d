"""What every request to a web page passes first: a size limit, the same-site rule, and the headers of each answer.

Plain ASGI, so that a stream of events passes through unbuffered. `serve` and the demo both put these in front; nothing
here knows about people or pages.
"""

from collections.abc import Collection, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not "no-referrer": under that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""This machine's own names."""

LARGEST_BODY = 25 * 1024 * 1024
"""Bytes where files are sent; a plan of 10,000 rows is a tenth of it."""

LARGEST_FORM = 512 * 1024
"""Bytes where only forms are: twice what a request may say, with every character written as a browser writes it."""


def guards(names: Sequence[str], largest: int, files: Collection[str] = ()) -> list[Middleware]:
    """All of them, for an application that answers to these names only, and reads bodies of `largest` bytes at most, at
    the paths to which `files` are sent of `LARGEST_BODY`.

    A page of another site that points its own name at this server (DNS rebinding) is refused by the `Host` it sends.
    """
    return [
        Middleware(AnswerHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False),
        Middleware(SameSiteOnly),
        Middleware(SizeLimit, largest=largest, files=frozenset(files)),
    ]


class AnswerHeaders:
    """Adds the security headers; what does not say otherwise is not kept by any cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to the headers of the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


class SameSiteOnly:
    """Refuses to change anything for a page of another site (cross-site request forgery).

    A browser says where a request comes from in `Sec-Fetch-Site`, an older one in `Origin`; with neither, the request
    is refused. Another port of the same machine counts as another site.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or pass the request on."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD") and not _from_here(scope):
            refusal = PlainTextResponse("This request came from another site and was refused.", 403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    said = headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    return headers.get("origin") == f"{scope['scheme']}://{headers.get('host')}"


class SizeLimit:
    """Stops reading a body at `largest` bytes, whether its length was announced or not: the endpoint gets a 413."""

    def __init__(self, app: ASGIApp, largest: int, files: Collection[str] = ()) -> None:
        self.app, self.largest, self.files = app, largest, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what it brings."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        largest = LARGEST_BODY if scope.get("path") in self.files else self.largest
        too_long = HTTPException(413, f"More than {_size(largest)} cannot be sent.")
        received = 0

        async def counted() -> Message:
            nonlocal received
            if announced.isdecimal() and int(announced) > largest:
                raise too_long  # before anything is waited for
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise too_long
            return message

        await self.app(scope, counted, send)


def _size(limit: int) -> str:
    return f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 2**10} KB"
