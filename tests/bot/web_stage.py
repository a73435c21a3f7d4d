"""The example plan behind the web door, for tests: a database of its own, the application over it, a browser or none."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.process import open_desk
from bot.settings import Settings
from bot.terminal.plans import install_example
from bot.web.server import make_demo_app
from handlers.desk import Desk

HERE = "http://127.0.0.1"


def build_example(folder: Path) -> Path:
    """The example in a SQLite file, to be copied for each test."""
    path = folder / "example.db"
    settings = Settings(database_url=f"sqlite:///{path}")
    with open_desk(settings) as desk:
        assert install_example(desk, settings)
    return path


@contextmanager
def desk_on_copy(example: Path, folder: Path) -> Iterator[Desk]:
    """A desk on a copy of the example, its clock on 7 June 2023, 10:00."""
    path = shutil.copy(example, folder / "copy.db")
    with open_desk(Settings(database_url=f"sqlite:///{path}")) as desk:
        yield desk


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """The application on a real socket; gives its address."""
    app: Starlette = make_demo_app(desk)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
        yield f"{HERE}:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        app.state.conversations.close()
        server.should_exit = True
        thread.join()


class Visitor:
    """A browser without scripts: keeps cookies, says where its requests come from, follows redirects."""

    def __init__(self, app: Starlette, email: str) -> None:
        """Choose, on the first page, to be the person with this address."""
        self.client = TestClient(app, base_url=HERE, headers={"Sec-Fetch-Site": "same-origin"})
        first = self.client.get("/").text
        buttons = re.findall(r'name="person" value="(\d+)">(.*?)</button>', first, re.DOTALL)
        number = next(number for number, words in buttons if f">{email}<" in words)
        self.page = self.client.post("/choose", data={"person": number}).text
        self.base = f"/as/{number}"

    def say(self, text: str, **fields: str) -> str:
        """Type something; gives the page that comes of it."""
        return self.post("/say", text=text, **fields)

    def post(self, path: str, **fields: str) -> str:
        """Send a form to an address of this person; gives the page that comes of it."""
        answer = self.client.post(self.base + path, data=fields)
        assert answer.status_code == 200, answer.text
        return answer.text

    def reload(self) -> str:
        """The conversation as it stands now."""
        return self.client.get(f"{self.base}/").text

    def open_form(self, text: str) -> tuple[str, str]:
        """Type something that opens a form; gives the form's path and its page."""
        answer = self.client.post(f"{self.base}/say", data={"text": text})
        path = answer.url.path
        assert "/forms/" in path, answer.text
        return path.removeprefix(self.base), answer.text


def messages_in(page: str) -> list[str]:
    """The messages of a page, each as its HTML."""
    return re.findall(r'<article id=.*?(?=<article id=|<section id="unfinished")', page, re.DOTALL)
