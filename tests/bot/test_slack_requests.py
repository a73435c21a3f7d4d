"""Requests over HTTP that are no requests of Slack's: too long, unsigned, or not whole. None is an error of ours."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from bot.slack.signed_requests import MOST_BYTES
from models.record.database import Database
from tests.bot.slack_office import Office, clean
from tests.bot.slack_world import World, fill_people, world
from tests.databases import Engine
from tests.slack_server.delivery import Kind, SignedHttp, signature

pytestmark = pytest.mark.anyio

EVENT = b'{"type": "event_callback"}'


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def people(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_people) as database:
        yield database


@pytest.fixture
async def here(people: Database) -> AsyncIterator[World]:
    async with world("http", people, Office().registry) as made:
        yield made


async def test_a_long_body_is_refused_by_its_announcement_before_any_of_it_is_read(here: World) -> None:
    assert await _status_of(here, b"Content-Length: 200000000\r\n", b"") == 413
    assert await _status_of(here, b"Content-Length: %d\r\n" % (MOST_BYTES + 1), b"") == 413
    assert await _status_of(here, b"Content-Length: %s\r\n" % (b"9" * 19), b"") == 413


async def test_a_body_without_an_announced_length_is_read_as_far_as_the_limit_and_no_further(here: World) -> None:
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    unended = chunk * (MOST_BYTES // 0x10000 + 1)
    assert await _status_of(here, b"Transfer-Encoding: chunked\r\n", unended) == 413
    assert await _status_of(here, b"Transfer-Encoding: chunked\r\n", chunk + b"0\r\n\r\n") == 401


@pytest.mark.parametrize(
    "stamp",
    ["", "soon", "-1", "+1", "1e9", "١٢٣٤٥٦٧٨٩٠", "9" * 5000, "1_700_000_000", "0", "99999999999"],
)
async def test_a_malformed_timestamp_is_refused(here: World, stamp: str) -> None:
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=" + "0" * 64}
    assert await _post(here, EVENT, headers) == 401


@pytest.mark.parametrize("given", [None, "", "v0=", "v1=" + "0" * 64, "v0=ÿÿÿ", "v0=" + "é" * 64, "0" * 5000])
async def test_a_malformed_signature_is_refused(here: World, given: str | None) -> None:
    headers = {"X-Slack-Request-Timestamp": str(int(time.time()))}
    assert await _post(here, EVENT, headers | ({} if given is None else {"X-Slack-Signature": given})) == 401


NO_PAYLOADS: Mapping[str, bytes] = {
    "nothing": b"",
    "no text": b"\xff\xfe{}",
    "no JSON": b"{not json",
    "an empty object": b"{}",
    "a list": b"payload=[]",
    "a number": b"payload=1",
    "no JSON in a form": b"payload=%7Bnot",
    "no text in a form": b"payload=%FF%FE",
    "deep nesting": b'{"a":' + b"[" * 100_000,
    "an event that is text": b'{"type": "event_callback", "event": "x"}',
    "an event that is missing": EVENT,
    "a command without a person": b"command=%2Fupdate&text=x&channel_id=C1&trigger_id=1&response_url=x",
    "a press without a button": b'payload={"type": "block_actions", "user": {"id": "U1"}, "actions": []}',
}


@pytest.mark.parametrize("name", NO_PAYLOADS)
async def test_a_signed_body_that_is_no_payload_is_refused(here: World, name: str) -> None:
    assert await _post(here, NO_PAYLOADS[name], _signed(here, NO_PAYLOADS[name])) == 400


async def test_whatever_is_missing_or_wrong_in_a_signed_payload_it_is_no_error_of_ours(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[Kind, dict[str, Any]]] = []
    deliver = SignedHttp.deliver

    async def noted(self: SignedHttp, kind: Kind, payload: dict[str, Any], retry: int = 0) -> Any:
        sent.append((kind, payload))
        return await deliver(self, kind, payload, retry)

    monkeypatch.setattr(SignedHttp, "deliver", noted)
    answer = clean(await here.slack.slash(here.sro, here.channel, "/update", "x")).answer
    await here.slack.press(here.sro, answer, "Again")
    await here.slack.slash(here.sro, here.channel, "/form", "2.4")
    await here.slack.submit(here.sro, {"change": "y"})
    await here.slack.message(here.sro, here.channel, "@secretariat help")
    await here.slack.share_file(here.secretary, here.slack.direct_channel(here.secretary), "plan.csv", b"Ref\n")
    await here.slack.open_home(here.sro)
    monkeypatch.undo()
    assert len(sent) >= 8
    at_once = asyncio.Semaphore(32)  # Bolt waits for three seconds where nothing acknowledges

    async def status_of(kind: Kind, damaged: Any) -> int:
        form = damaged if kind == "slash_commands" else {"payload": json.dumps(damaged)}
        body = (json.dumps(damaged) if kind == "events_api" else urlencode(form)).encode()
        async with at_once:
            status = await _post(here, body, _signed(here, body))
        assert status < 500, (status, damaged)
        return status

    damaged = [(kind, each) for kind, payload in sent for each in _damaged(payload)]
    statuses = Counter(await asyncio.gather(*(status_of(kind, each) for kind, each in damaged)))
    assert set(statuses) <= {200, 400, 404}
    assert statuses[400] > 20


async def test_the_word_payload_may_be_typed(here: World) -> None:
    seen = clean(await here.slack.slash(here.sro, here.channel, "/update", "payload=5 of the minibus"))
    assert seen.answer.shown.lines[1] == "payload=5 of the minibus"


def _damaged(value: Any, depth: int = 0) -> Iterator[Any]:
    """The value with one thing in it missing, or of another type; blocks of Block Kit and what is deeper stay whole."""
    if depth > 3:
        return
    places = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for place in places:
        if place == "blocks":
            continue
        whole: Any = dict(value) if isinstance(value, dict) else list(value)
        for wrong in ([7], None):
            yield _with(whole, place, wrong)
        for worse in _damaged(value[place], depth + 1):
            yield _with(whole, place, worse)
        if isinstance(value, dict):
            yield {name: each for name, each in value.items() if name != place}


def _with(whole: Any, place: Any, other: Any) -> Any:
    copy = whole.copy()
    copy[place] = other
    return copy


def _signed(here: World, body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(here.slack.signing_secret, stamp, body),
    }


async def _post(here: World, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of a request with these headers, which may be none that a client would send."""
    lines = b"".join(name.encode() + b": " + said.encode("utf-8") + b"\r\n" for name, said in headers.items())
    return await _status_of(here, lines + b"Content-Length: %d\r\n" % len(body), body)


async def _status_of(here: World, headers: bytes, body: bytes) -> int:
    """The status that a request gets, though it may not be finished."""
    address = urlsplit(str(here.slack.request_url))
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = f"POST {address.path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n".encode()
    try:
        with suppress(ConnectionError):
            writer.write(head + headers + b"\r\n" + body)
            await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
