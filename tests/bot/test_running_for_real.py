"""`serve` in a process of its own: what it logs, and what `/healthz` says while the database is taken away."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlmodel import select

from handlers.cards import Card, Text
from handlers.outbox import queue
from models.people.people import Person
from models.record.database import Database, alembic_config
from models.record.events import Actor
from tests.bot.command_line import CommandLine
from tests.bot.pages_stage import Guest
from tests.bot.serve_process import serving
from tests.databases import Engine, fill_example, fill_nothing
from tests.slack_server.delivery import signature

ADDRESS = "http://127.0.0.1"
HEAD = ScriptDirectory.from_config(alembic_config()).get_current_head()
SIGNING, TOKEN = "the-signing-secret", "xoxb-the-bot-token"
TYPED = "recruitment fair booked in the town hall"


@pytest.fixture
def on_file(sqlite: Engine) -> Iterator[Database]:
    with sqlite.fresh(fill_example) as database:
        yield database


@pytest.fixture
def on_server(postgresql: Engine) -> Iterator[Database]:
    with postgresql.fresh(fill_nothing) as database:
        yield database


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def _command(text: str) -> tuple[str, dict[str, str]]:
    """The body and the signed headers of a slash command, as Slack sends them."""
    said = {"command": "/update", "text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1"}
    body, stamp = urlencode(said | {"response_url": "http://127.0.0.1:9/"}), str(int(time.time()))
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(SIGNING, stamp, body)}
    return body, headers | {"Content-Type": "application/x-www-form-urlencoded"}


def test_every_line_of_the_log_is_json_and_none_has_a_secret_or_what_was_typed(
    on_file: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day of bad luck: Slack cannot be reached, somebody tries addresses, and at last a table is gone."""
    settings = {
        "database_url": _url(on_file),
        "web_address": ADDRESS,
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SIGNING,
        "slack_api_url": "http://127.0.0.1:9/api/",
        "tick_seconds": "0.5",
        "log_level": "DEBUG",
    }
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", ADDRESS)
    link = CommandLine(_url(on_file), tmp_path, monkeypatch)("sign-in", "workforce.sro@example.org").stdout.strip()
    with on_file.write() as session:
        chair = session.exec(select(Person).where(Person.email == "chair@example.org")).one()
        actor = Actor(chair.organisation_id, None, datetime.now(UTC), "test")
        queue(session, actor, chair.id, "a notice", Card("A notice", (Text(TYPED),)))
    with serving(tmp_path, settings) as running:
        guest = Guest(str(running.client.base_url))
        guest.sign_in(urlsplit(link).path)
        assert guest.client.get("/nothing/here").status_code == 404
        body, headers = _command(f"2.4 amber/red {TYPED}")
        running.client.post("/slack/events", content=body, headers=headers)
        assert running.client.post("/slack/events", content=body).status_code == 401
        form = guest.client.get("/returns/2.4").text
        assert "<textarea" in form
        running.until("message put off")
        with on_file.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE meeting RENAME TO gone")
        answer = guest.sends("/returns/2.4", on="/returns/2.4", change=TYPED)
        page = guest.client.get("/calendar")
        assert page.status_code == 500
        running.until("tick failed")
    secrets = [urlsplit(link).path.rpartition("/")[2], guest.secret, SIGNING, TOKEN, TYPED, "town hall"]
    logged = running.logged
    assert all({"event", "level", "timestamp"} <= each.keys() for each in logged)
    assert not [line for line in running.lines for secret in secrets if secret in line]
    told = {each["event"] for each in logged}
    assert {"message put off", "page failed", "tick failed"} <= told, told
    assert [each for each in logged if "failure" in each and each["failure"] in page.text]
    assert answer.status_code in (200, 500)
    assert {each["logger"] for each in logged if "logger" in each} >= {"uvicorn.error"}


LIBRARIES = """
import asyncio, logging, threading, warnings
from bot.library_lines import note_uncaught
from bot.process import configure_logging

configure_logging("INFO")
note_uncaught()
logging.getLogger("slack_sdk").debug("a body with what was typed")
logging.getLogger("some.scheduler").warning("skipped %s", "a job")
warnings.warn("something is old")
try:
    raise ValueError("what was typed")
except ValueError as error:
    logging.getLogger("slack_bolt.App").exception(f"Failed to run listener function (error: {error})")
def breaks():
    raise KeyError("what was typed")
async def nobody_waits():
    asyncio.get_running_loop().call_exception_handler({"message": "lost", "exception": OSError("what was typed")})
asyncio.run(nobody_waits())
thread = threading.Thread(target=breaks); thread.start(); thread.join()
breaks()
"""


def test_what_libraries_log_warn_and_die_with_is_in_the_same_form() -> None:
    done = subprocess.run([sys.executable, "-c", LIBRARIES], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    logged = [json.loads(line) for line in done.stderr.splitlines()]
    assert "what was typed" not in done.stderr
    assert [(each.get("logger"), each.get("error")) for each in logged] == [
        ("some.scheduler", None),
        ("py.warnings", None),
        ("slack_bolt.App", "ValueError"),
        ("asyncio", "OSError"),
        (None, "KeyError"),
        (None, "KeyError"),
    ]
    assert logged[0]["event"] == "skipped a job"
    assert "something is old" in logged[1]["event"]
    assert logged[2]["event"] == "Failed to run listener function (error: ValueError)"
    assert [each["event"] for each in logged[4:]] == ["thread failed", "process failed"]
    failures = [each["failure"] for each in logged[2:]]
    assert len(set(failures)) == 4
    assert "breaks" in logged[-1]["at"][-1]


def test_health_says_when_the_database_is_away_and_that_it_is_back(
    on_server: Database, tmp_path: Path, postgresql: Engine
) -> None:
    url, name = _url(on_server), on_server.url.database
    with serving(tmp_path, {"database_url": url, "web_address": ADDRESS}, "--new") as running:
        assert _health(running.client) == (
            200,
            {"status": "ok", "database": "ok", "migrations": HEAD, "last_tick_seconds": None},
        )
        with psycopg.connect(postgresql.url("postgres"), autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            status, said = _health(running.client)
            assert (status, said["status"], said["database"]) == (503, "failing", "silent")
            assert said["reason"] == "The database does not answer."
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert _health(running.client)[0] == 200
        with on_server.write() as session:
            session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        status, said = _health(running.client)
        assert (status, said["database"], said["migrations"]) == (503, "ok", "9999")
        assert f"this process needs {HEAD}" in str(said["reason"])
        assert not any(word in str(said) for word in (url, str(name)))
    assert [each["error"] for each in running.logged if each["event"] == "database does not answer"]


def _health(client: httpx.Client) -> tuple[int, dict[str, object]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()
