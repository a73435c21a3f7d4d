"""What CONTRIBUTING shows works as it stands there: whoever copies it has what it says."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sqlmodel import select

from handlers.cards import (
    Actions,
    Button,
    Card,
    DateCell,
    Divider,
    Fields,
    File,
    Files,
    Image,
    Listing,
    RatingCell,
    RefCell,
    Select,
    Table,
    Text,
)
from models.people.people import Person
from models.plan.ratings import Rating
from models.record.database import Database
from tests.databases import Engine, fill_example

PAGE = Path("CONTRIBUTING.md")

OURS = 'lint.isort.known-first-party = ["bot"]'
"""Of a folder that is not there ruff does not know that it is one of ours."""

ASK = """
import sys

import handlers.commands
from bot.terminal import main

{shown}

for line in ("/board minutes 7 June 2023", "/secretariat help /board", "/board minuets"):
    sys.argv = ["secretariat", "say", line, "--as", "chair@example.org"]
    try:
        main()
    except SystemExit:
        pass
"""


def shown(section: str, number: int = 0) -> str:
    """The code in a section of the page; of several pieces the one with this number."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    return dedent(re.findall(r"^( *)```python\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)[number][1])


def module(section: str) -> dict[str, Any]:
    """What the code in a section defines."""
    names: dict[str, Any] = {"__name__": "shown"}
    exec(compile(shown(section), str(PAGE), "exec"), names)
    return names


def said(program: str, database: Database) -> str:
    """What a process of its own prints, so that nothing is registered in this one."""
    environment = {"SECRETARIAT_DATABASE_URL": database.url.render_as_string(hide_password=False)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_the_verb_is_answered_helped_with_and_guessed(sqlite: Engine) -> None:
    with sqlite.fresh(fill_example) as database:
        told = said(ASK.format(shown=shown("A new verb")), database)
    assert "There are none yet of 7 June 2023." in told
    assert "/board minutes 7 June 2023 — the minutes of a board" in told
    assert "Did you mean /board minutes?" in told


@pytest.mark.parametrize(
    ("section", "number", "file"),
    [
        ("A new verb", 0, "handlers/board/minutes.py"),
        ("A new door", 0, "bot/markdown/door.py"),
        ("A new door", 1, "bot/markdown/platform.py"),
    ],
)
@pytest.mark.parametrize("check", [("check", "--config", OURS), ("format", "--check")])
def test_what_is_shown_is_written_as_all_else(section: str, number: int, file: str, check: tuple[str, ...]) -> None:
    ruff = [str(Path(sys.executable).with_name("ruff")), *check, "--stdin-filename", file, "-"]
    done = subprocess.run(ruff, input=shown(section, number), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


EVERYTHING = Card(
    "All of *it*",
    (
        Text("1. as typed: <b> _so_ [here](there)"),
        Text("Below", "heading"),
        Listing(("- one", "two | three")),
        Fields((("Due", DateCell(date(2023, 9, 30))),)),
        Table(
            "Ratings",
            ("Ref", "Activity"),
            ((RefCell("2.4"), RatingCell(Rating.OFF_TRACK, Rating.ON_TRACK)), ("a|b", "")),
        ),
        Divider(),
        Actions((Button("Press", "a.b"), Button("Read", "", url="https://example.org/"), Select("Choose", "a.c", ()))),
        Image("Trend", "44 of 64 on track", ""),
        Files((File(1, "pack.docx", "Word", 212_000),)),
    ),
)


def test_the_door_prints_every_element_and_nothing_typed_is_markup() -> None:
    printed = module("A new door")["markdown"](EVERYTHING)
    for line in (
        r"# All of \*it\*",
        r"1\. as typed: \<b\> \_so\_ \[here\]\(there\)",
        "## Below",
        r"- \- one",
        r"- two \| three",
        "- Due: 30 September 2023",
        "| Ref | Activity |",
        "| --- | --- |",
        "| 2.4 | Green → Red |",
        r"| a\|b |  |",
        "---",
        "- [Read](https://example.org/)",
        "- In chat: Press",
        "Trend: 44 of 64 on track",
        "- Word: pack.docx, 212 KB",
    ):
        assert line in printed.splitlines()


def test_the_folder_alone_is_a_door_of_every_command(sqlite: Engine, tmp_path: Path) -> None:
    """In a copy of the house with the folder in it, by a process of its own."""
    shutil.copytree("bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "bot" / "markdown"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Prints messages."""\n', encoding="utf-8")
    for number, name in enumerate(("door", "platform")):
        (folder / f"{name}.py").write_text(shown("A new door", number), encoding="utf-8")
    with sqlite.fresh(fill_example) as database:
        environment = {
            "SECRETARIAT_DATABASE_URL": database.url.render_as_string(hide_password=False),
            "SECRETARIAT_MARKDOWN_FOLDER": str(tmp_path / "messages"),
            "PYTHONPATH": f"{tmp_path}:{Path.cwd()}",
        }
        program = [sys.executable, "-c", "from bot.terminal import main; main()"]
        command = [*program, "tick", "--at", "2023-06-08T09:30", "--json"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        with database.read() as session:
            sro = session.exec(select(Person.id).where(Person.email == "workforce.sro@example.org")).one()
    assert "workforce.sro@example.org" in {each["to"] for each in json.loads(done.stdout)["sent"]}
    (message,) = (tmp_path / "messages" / f"person-{sro}").iterdir()
    assert "# 3 actions are past their deadline" in message.read_text(encoding="utf-8")
