"""The file of a record that is in use: it is not replaced, not lost in silence, and not begun anew by mistake."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models.record.database import Database
from models.record.sqlite_file import RecordFile
from tests.bot.command_line import CommandLine
from tests.bot.pages_stage import Guest
from tests.bot.serve_process import serving
from tests.databases import Engine, fill_example

ADDRESS = "http://127.0.0.1"
RED = {"activity": "red", "impact": "red", "recovery_date": "2023-09-30"}
SRO = "workforce.sro@example.org"


@pytest.fixture
def record(sqlite: Engine) -> Iterator[Path]:
    """The file of a record with the example, which nobody has open."""
    with sqlite.fresh(fill_example) as database:
        yield Path(str(database.url.database))


@pytest.fixture
def run(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", ADDRESS)
    return CommandLine(f"sqlite:///{record}", tmp_path, monkeypatch)


@pytest.fixture
def settings(record: Path) -> dict[str, str]:
    return {"database_url": f"sqlite:///{record}", "web_address": ADDRESS, "metrics_token": "a-token-that-is-long"}


def test_a_record_that_somebody_has_open_is_not_replaced(
    run: CommandLine, record: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    run("backup", "kept.db")
    with serving(tmp_path, settings) as running:
        run("say", "/update 2.4 green/green the campaign is running", "--as", SRO)
        assert "is in use: a process has it open" in run("restore", "kept.db", status=1).stderr
        assert running.client.get("/healthz").status_code == 200
        assert "45 of 64" in run("say", "/brag", "--as", SRO).stdout
    assert [each.name for each in record.parent.glob(f"{record.name}.*")] == []
    (opened,) = [each for each in running.logged if each["event"] == "record opened"]
    assert (opened["record"], opened["organisation"]) == (str(record), "Example Council")
    assert opened["last_event"] > 0
    run("restore", "kept.db")
    assert "44 of 64" in run("say", "/brag", "--as", SRO).stdout


READS = """
import sqlite3, sys
record = sqlite3.connect(sys.argv[1])
record.execute("SELECT count(*) FROM event").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def test_nor_is_one_that_a_program_has_open_which_knows_no_locks_but_sqlites(
    run: CommandLine, record: Path, tmp_path: Path
) -> None:
    """Such as the version before this one. On an upgrade both are there."""
    run("backup", "kept.db")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", READS, str(record)], **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == b"open\n"
        assert "is in use" in run("restore", "kept.db", status=1).stderr
        other.stdin.close()
    assert (tmp_path / "kept.db").exists()
    run("restore", "kept.db")


def test_while_a_record_is_restored_nobody_opens_it(run: CommandLine, record: Path) -> None:

    with RecordFile(record).alone():
        assert "is being restored" in run("say", "/brag", "--as", SRO, status=1).stderr
    run("say", "/brag", "--as", SRO)


@pytest.mark.parametrize("instead", ["nothing", "another record"])
def test_a_process_whose_file_is_gone_says_so_and_writes_nothing_more(
    run: CommandLine, record: Path, settings: dict[str, str], tmp_path: Path, instead: str
) -> None:
    run("backup", "kept.db")
    link = run("sign-in", SRO).stdout.strip()
    away = record.with_name(f"{record.name}.away")
    with serving(tmp_path, settings) as running:
        guest = Guest(str(running.client.base_url), urlsplit(link).path)
        guest.get("/returns/2.4")
        record.rename(away)
        if instead == "another record":
            shutil.copyfile(tmp_path / "kept.db", record)
        answer = guest.sends("/returns/2.4", on="/returns/2.4", commentary="typed with care", **RED)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert "Nothing was changed" in answer.text
        assert "typed with care" in answer.text
        health = running.client.get("/healthz")
        assert (health.status_code, health.json()["database"]) == (503, "read-only")
        assert "The file of the record is" in health.json()["reason"]
        assert str(record) not in health.text
        assert record.exists() is (instead == "another record"), "none is made anew"
        away.replace(record)
        assert guest.sends("/returns/2.4", on="/returns/2.4", commentary="and once more", **RED).status_code == 200
    errors = [(each["event"], each["error"]) for each in running.logged if "error" in each]
    assert ("record cannot be written to", "RecordMoved") in errors
    with sqlite3.connect(record) as kept:
        said = """SELECT commentary FROM "update" WHERE kind = 'update' ORDER BY id DESC LIMIT 1"""
        assert kept.execute(said).fetchone() == ("and once more",)


def test_a_record_is_begun_only_by_what_is_there_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "volume" / "record.db"
    file.parent.mkdir()
    run = CommandLine(f"sqlite:///{file}", tmp_path, monkeypatch)
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", ADDRESS)
    for words in (
        ("serve",),
        ("say", "/brag", "--as", SRO),
        ("tick",),
        ("verify",),
        ("export", "plan.xlsx"),
        ("sign-in", SRO),
        ("person", "export", SRO),
        ("pack", "2023-06-07"),
    ):
        said = run(*words, status=1).stderr
        assert "There is no record yet" in said, words
        assert str(file) in said
        assert list(file.parent.iterdir()) == [], words
    run("appoint", "secretary@example.org", "--post", "Secretary", "--role", "secretariat")
    assert file.exists()
    assert "There is a record already" in run("serve", "--new", status=1).stderr


def test_serve_begins_with_nothing_when_it_is_told_to(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On both databases, where the tables are there and nothing is in them."""
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", ADDRESS)
    assert "There is no record yet" in CommandLine(url, tmp_path, monkeypatch)("serve", status=1).stderr
    with serving(tmp_path, {"database_url": url, "web_address": ADDRESS}, "--new") as running:
        assert running.client.get("/healthz").status_code == 200
