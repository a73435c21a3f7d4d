"""The web door for tests: the application on a real socket, and a visitor whose browser runs no scripts."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from time import sleep

import httpx

from bot.process import make_worker
from bot.settings import Settings
from bot.web.conversations import Conversations
from bot.web.demo_time import Clock
from bot.web.server import DemoServer
from handlers.dispatcher import Dispatcher


@dataclass(frozen=True)
class Served:
    """A running demo: its address, what it remembers, and its clock."""

    address: str
    conversations: Conversations
    clock: Clock


@contextmanager
def serving(dispatcher: Dispatcher) -> Iterator[Served]:
    """The application over a dispatcher, on a port of its own; from now on the dispatcher's clock can be moved."""
    clock = dispatcher.clock = Clock(dispatcher.clock())
    server = DemoServer(dispatcher, clock, make_worker(dispatcher, Settings()), log_level="critical")
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            sleep(0.001)  # its thread has the turn
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(f"http://127.0.0.1:{port}", server.conversations, clock)
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive(), "the server does not stop"


class Visitor:
    """A browser without scripts: keeps cookies, says where its requests come from, follows redirects."""

    def __init__(self, served: Served, email: str) -> None:
        """Choose, on the first page, to be the person with this address."""
        self.client = httpx.Client(
            base_url=served.address,
            headers={"Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
            timeout=60,
            trust_env=False,
            verify=False,  # nothing here speaks TLS, and to read the certificates takes longer than a page
        )
        first = self.client.get("/").text
        buttons = re.findall(r'name="person" value="(\d+)">(.*?)</button>', first, re.DOTALL)
        self.person = next(int(number) for number, words in buttons if f">{email}<" in words)
        self.page = self.client.post("/choose", data={"person": str(self.person)}).text
        self.base = f"/as/{self.person}"

    def say(self, text: str, **fields: str) -> str:
        """Type something; gives the page that comes of it."""
        return self.post("/say", text=text, **fields)

    def post(self, path: str, **fields: str) -> str:
        """Send a form to an address of this person; gives the page that comes of it."""
        answer = self.client.post(self.base + path, data=fields)
        assert answer.status_code == 200, answer.text
        return answer.text

    def goes_on(self, page: str = "") -> httpx.Response:
        """Press the button of the strip, on `page` or on the conversation; gives the page that comes of it."""
        return self.client.post(f"{self.base}/clock", data=way_on(page or self.reload()))

    def reload(self) -> str:
        """The conversation as it stands now."""
        return self.client.get(f"{self.base}/").text

    def open_form(self, text: str) -> tuple[str, str]:
        """Type something that opens a form; gives the form's path and its page."""
        answer = self.client.post(f"{self.base}/say", data={"text": text})
        path = answer.url.path
        assert "/forms/" in path, answer.text
        return path.removeprefix(self.base), answer.text

    def stream(self, after: int, last_event_id: int | None = None) -> "Stream":
        """Follow what arrives by itself."""
        headers = {} if last_event_id is None else {"Last-Event-ID": str(last_event_id)}
        request = self.client.build_request("GET", f"{self.base}/stream?after={after}", headers=headers)
        return Stream(self.client.send(request, stream=True))


class Stream:
    """An open stream of events; closed when the block ends."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self.response.close()

    def next(self) -> tuple[int, str]:
        """The next message's number and HTML; StopIteration when the server has ended the stream."""
        return next((number, html) for number, html in self._events() if number)

    def next_strip(self) -> str:
        """The HTML of the next change of the strip."""
        return next(html for number, html in self._events() if not number)

    def _events(self) -> Iterator[tuple[int, str]]:
        number, data = 0, list[str]()
        for line in self._lines:
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: "):
                data.append(line[6:])
            elif not line and data:
                yield number, "\n".join(data)
                number, data = 0, []


def strip_in(page: str) -> str:
    """What the strip of a page says, in words."""
    strip = re.findall(r'<section id="strip".*?</section>', page, re.DOTALL)[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", strip).split()))


def way_on(page: str) -> dict[str, str]:
    """What the button of the strip sends."""
    form = re.findall(r'<form method="post" action="[^"]*/clock".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))


def messages_in(page: str) -> list[str]:
    """The messages of a page, each as its HTML."""
    return re.findall(r'<article id=.*?(?=<article id=|<section id="unfinished")', page, re.DOTALL)


def answers_in(page: str) -> list[str]:
    """The messages of the bot on a page."""
    return [each for each in messages_in(page) if "from-bot" in each[:120]]
