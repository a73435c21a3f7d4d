"""The web door's guards: who may send what, under which name, and what every answer says to the browser."""

import asyncio
import re
import socket
from collections.abc import Iterator

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from bot.web.guards import LARGEST_BODY, SizeLimit
from handlers.dispatcher import Dispatcher
from tests.bot.web_stage import Served, Visitor, serving
from tests.databases import Engine

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def demo(example_dispatcher: Dispatcher) -> Iterator[Served]:
    with serving(example_dispatcher) as served:
        yield served


@pytest.fixture
def sro(demo: Served) -> Visitor:
    return Visitor(demo, "workforce.sro@example.org")


def test_every_answer_has_the_strict_headers(sro: Visitor) -> None:
    style = re.findall(r'href="(/static/[^"]+css)"', sro.page)[0]
    asked = [
        sro.client.get("/"),
        sro.client.get(f"{sro.base}/"),
        sro.client.get(style),
        sro.client.get("/nothing"),
        sro.client.get("/", headers={"Host": "example.org"}),
        sro.client.post("/choose", headers={"Sec-Fetch-Site": "cross-site"}),
        sro.client.post("/choose", data={"person": "0"}),
    ]
    assert [each.status_code for each in asked] == [200, 200, 200, 404, 400, 403, 404]
    for answer in asked:
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_failure_of_ours_is_a_page_with_the_same_headers(
    sro: Visitor, example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(example_dispatcher, "home", fail)
    answer = sro.client.get(f"{sro.base}/home")
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "Something went wrong on our side" in answer.text
    assert "secret inside" not in answer.text


def test_pages_are_not_kept_but_files_are_for_a_year_under_the_name_of_their_content(sro: Visitor) -> None:
    assert sro.client.get(f"{sro.base}/").headers["Cache-Control"] == "no-store"
    for address in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', sro.page)):
        answer = sro.client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"].split(";")[0] in ("text/css", "text/javascript", "image/svg+xml")
        assert sro.client.get(re.sub("/static/[0-9a-f]+/", "/static/000000000000/", address)).status_code == 404


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.1:8023", "localhost:8023", "[::1]:8023"])
def test_the_machines_own_names_are_answered(sro: Visitor, name: str) -> None:
    assert sro.client.get("/", headers={"Host": name}).status_code == 200


@pytest.mark.parametrize("name", ["example.org", "127.0.0.1.example.org", "localhost.example.org:8023", "", "0.0.0.0"])
def test_any_other_name_is_refused(sro: Visitor, name: str) -> None:
    assert sro.client.get("/", headers={"Host": name}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "HERE"}, 403),
        ({"Origin": "HERE"}, 200),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "https://127.0.0.1"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_may_change_anything(sro: Visitor, headers: dict[str, str], status: int) -> None:
    del sro.client.headers["Sec-Fetch-Site"]
    here = str(sro.client.base_url).rstrip("/")
    headers = {name: value.replace("HERE", here) for name, value in headers.items()}
    answer = sro.client.post(f"{sro.base}/say", data={"text": "/update 2.4 green fine"}, headers=headers)
    assert answer.status_code == status
    said = sro.reload().count("<article id=")
    assert said == (2 if status == 200 else 0)


def test_what_announces_too_much_is_refused_before_any_of_it_has_come(sro: Visitor) -> None:
    answered = [status_of(sro, announced) for announced in (LARGEST_BODY + 1, 10**18)]
    assert answered == [413, 413]
    with pytest.raises(TimeoutError):
        status_of(sro, LARGEST_BODY, patience=0.5)  # it waits for what was announced


def status_of(visitor: Visitor, announced: int, patience: float = 60) -> int:
    """The status that a request gets whose body is announced and does not come."""
    host, port = visitor.client.base_url.host, visitor.client.base_url.port
    head = (
        f"POST {visitor.base}/say HTTP/1.1\r\nHost: {host}:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {announced}\r\n"
        f"Cookie: {'; '.join(f'{name}={value}' for name, value in visitor.client.cookies.items())}\r\n\r\n"
    )
    with socket.create_connection((host, port or 80), timeout=patience) as connection:
        connection.sendall(head.encode())
        return int(connection.recv(4096).split()[1])


@pytest.mark.parametrize(
    ("announced", "sent", "taken"),
    [("10", 10, True), ("11", 0, False), (None, 10, True), (None, 11, False), ("many", 10, True), ("²", 10, True)],
)
def test_a_limit_is_the_last_length_that_is_taken(announced: str | None, sent: int, taken: bool) -> None:
    parts = iter([b"x"] * sent)
    said = [] if announced is None else [(b"content-length", announced.encode("latin-1"))]

    async def receive() -> Message:
        part = next(parts, b"")
        return {"type": "http.request", "body": part, "more_body": bool(part)}

    async def send(_message: Message) -> None:
        """Nothing is answered here."""

    read = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["more_body"]:
            read.append(message["body"])

    scope: Scope = {"type": "http", "headers": said}
    if taken:
        asyncio.run(SizeLimit(app, 10)(scope, receive, send))
        assert len(read) == sent
        return
    with pytest.raises(HTTPException) as refused:
        asyncio.run(SizeLimit(app, 10)(scope, receive, send))
    assert refused.value.status_code == 413


def test_the_cookie_is_for_one_person_and_out_of_reach_of_scripts_and_other_sites(sro: Visitor) -> None:
    number = sro.base.rsplit("/", 1)[1]
    answer = sro.client.post("/choose", data={"person": number}, follow_redirects=False)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={sro.base};" in cookie


def test_pages_hold_no_script_style_or_address_of_their_own(sro: Visitor) -> None:
    for page in (sro.client.get("/").text, sro.say("/brag"), sro.open_form("/update 2.4")[1]):
        assert not re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/static)", page)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)


def test_addresses_answer_to_their_own_methods_only(sro: Visitor) -> None:
    assert sro.client.get(f"{sro.base}/say").status_code == 405
    assert sro.client.post("/").status_code == 405
