"""PostgreSQL behind a network that goes silent: nobody waits for minutes, and what they read says what to do."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import models.record.timeouts
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from models.record.timeouts import take_time
from tests.asking import Clock, somebody
from tests.bot.pages_stage import SRO, Guest, link_for, serving_pages
from tests.databases import Engine, fill_example


class Proxy:
    """Passes on what goes to and from a server's socket; while it is silent, it takes everything and gives nothing."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._talks = threading.Event()
        self._talks.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        found: int = self._listening.getsockname()[1]
        return found

    def falls_silent(self) -> None:
        self._talks.clear()

    def speaks_again(self) -> None:
        self._talks.set()

    def close(self) -> None:
        self.speaks_again()
        for each in (self._listening, *self._open):
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self._server))
            self._open += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while said := one.recv(65536):
                self._talks.wait()
                other.sendall(said)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass


@pytest.fixture
def proxy(postgresql: Engine) -> Iterator[Proxy]:
    folder = parse_qs(urlsplit(postgresql.url("postgres")).query)["host"][0]
    proxy = Proxy(Path(folder) / ".s.PGSQL.5432")
    yield proxy
    proxy.close()


@pytest.fixture
def behind(postgresql: Engine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The example, reached through the proxy by somebody in a hurry."""
    monkeypatch.setattr(models.record.timeouts, "SILENCE_SECONDS", 1)
    with postgresql.fresh(fill_example) as database:
        behind = Database(f"postgresql://postgres@127.0.0.1:{proxy.port}/{database.url.database}?connect_timeout=2")
        yield behind
        proxy.speaks_again()
        behind.close()


def test_a_page_says_that_the_record_is_away_and_then_that_it_is_back(
    behind: Database, proxy: Proxy, clock: Clock
) -> None:
    dispatcher = Dispatcher(behind, registry, clock)
    sro = somebody(dispatcher, SRO)
    with serving_pages(dispatcher) as address:
        link = link_for(dispatcher, SRO)
        guest, nobody = Guest(address, link), Guest(address)
        guest.get("/")
        proxy.falls_silent()
        answer = guest.client.get("/returns/2.4")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert "The record is away" in answer.text
        assert nobody.client.get("/returns").status_code == 401, "for that nobody asks the record"
        assert nobody.client.get("/healthz").status_code == 503
        card = sro.types("/action 2.4")
        assert (card.title, card.data["away"]) == ("The record is away", True)
        proxy.speaks_again()
        assert guest.client.get("/returns/2.4").status_code == 200
        assert sro.types("/action 2.4").title != "The record is away"


def test_a_statement_that_takes_too_long_is_ended_by_the_server_but_not_one_that_may(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql.fresh(fill_example) as database:
        url = database.url.render_as_string(hide_password=False)
        hasty = Database(f"{url}&options={quote('-c statement_timeout=100ms')}")
        try:
            with hasty.write() as session, pytest.raises(OperationalError, match="statement timeout"):
                session.execute(text("SELECT pg_sleep(60)"))
            monkeypatch.setattr(models.record.timeouts, "SILENCE_SECONDS", 0.2)
            with hasty.write() as session:
                take_time(session.connection())
                session.execute(text("SELECT pg_sleep(0.5)"))
            with hasty.write() as session, pytest.raises(OperationalError, match="statement timeout"):
                session.execute(text("SELECT pg_sleep(60)"))
        finally:
            hasty.close()


def test_limits_are_there_by_default_and_an_address_may_set_its_own(postgresql: Engine) -> None:
    def shown(database: Database) -> list[str]:
        with database.read() as session:
            return [session.execute(text(f"SHOW {name}")).scalar_one() for name in ("statement_timeout", "search_path")]

    with postgresql.fresh(fill_example) as database:
        url = database.url.render_as_string(hide_password=False)
        others = [
            Database(f"{url}&options={quote(each)}") for each in ("-c search_path=public", "-c statement_timeout=0")
        ]
        assert shown(database)[0] == "15s"
        assert shown(others[0]) == ["15s", "public"]
        assert shown(others[1])[0] == "0"
        for each in others:
            each.close()
    assert set(models.record.timeouts.limited({"connect_timeout": "60"})) == {
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "options",
    }
