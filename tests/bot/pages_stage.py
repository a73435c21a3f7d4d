"""The pages of `serve` for tests: on a real socket, visited by a browser that runs no scripts."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import httpx
import uvicorn

from bot.settings import Settings
from bot.terminal.serving import served
from handlers.dispatcher import Dispatcher
from tests.asking import buttons, somebody

SRO = "workforce.sro@example.org"
CHAIR = "chair@example.org"
SECRETARY = "secretary@example.org"


@contextmanager
def serving_pages(dispatcher: Dispatcher, **settings: Any) -> Iterator[str]:
    """`serve` with the pages and no chat, on a port of its own; gives its address."""
    dispatcher.web_address = "http://127.0.0.1"
    app = served(dispatcher, Settings(web_address=dispatcher.web_address, **settings))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            sleep(0.001)  # its thread has the turn
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive(), "the server does not stop"


def link_for(dispatcher: Dispatcher, email: str) -> str:
    """The path of the link that somebody gets by asking the bot."""
    card = somebody(dispatcher, email).types("/secretariat web")
    (button,) = buttons(card)
    return urlsplit(button.url).path


def return_link_for(dispatcher: Dispatcher, email: str) -> str:
    """The path of the link to somebody's return that the secretariat makes."""
    return urlsplit(str(somebody(dispatcher, SECRETARY).types(f"/return link {email}").data["link"])).path


class Guest:
    """A browser without scripts: keeps cookies, says where its requests come from, follows redirects."""

    def __init__(self, address: str, link: str = "") -> None:
        """Sign in by the path of a link, if one is given."""
        self.client = httpx.Client(
            base_url=address,
            headers={"Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
            timeout=60,
            trust_env=False,
            verify=False,  # nothing here speaks TLS, and to read the certificates takes longer than a page
        )
        self.page = ""
        if link:
            self.sign_in(link)

    def sign_in(self, link: str) -> httpx.Response:
        """Open a link and press its button."""
        return self.sends(link, on=link)

    def get(self, path: str, status: int = 200) -> str:
        """The page at an address, which is answered with the `status` that is expected."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        self.page = answer.text
        return answer.text

    def sends(self, path: str, on: str, **fields: str) -> httpx.Response:
        """Open the page `on` and send a form of it to `path`, with what stands in it and these fields."""
        page = self.client.get(on).text
        return self.client.post(path, data=fields_of(page, path) | fields)

    @property
    def secret(self) -> str:
        """The secret of the session that this browser has."""
        return self.client.cookies["session"]


def fields_of(page: str, path: str) -> dict[str, str]:
    """What the form that is sent to `path` would send as it stands; without that form, the token of the page alone."""
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
    to = f'action="{html.escape(path)}"'
    form = next((each for each in forms if to in each or "action=" not in each.split(">")[0]), "")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    if not form:
        hidden = dict(re.findall(r'type="hidden" name="(csrf)" value="([^"]*)"', page))
    chosen = dict(re.findall(r'<input type="radio" name="(\w+)" value="(\w*)"[^>]*? checked', form))
    texts = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))
    lines = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* type="(?:text|date)" value="([^"]*)"', form))
    return {name: html.unescape(value) for name, value in (hidden | chosen | texts | lines).items()}


def button_on(page: str, label: str) -> dict[str, str]:
    """What the first button of a page that begins with this label sends."""
    forms = re.findall(r'<form method="post" action="[^"]*/press".*?</form>', page, re.DOTALL)
    form = next((each for each in forms if f">{label}" in each), None)
    assert form, f"no button {label!r}"
    return {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}


def words_in(page: str) -> str:
    """What a page says, without its tags."""
    main = page.partition("<main")[2] or page
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))
