"""What CONTRIBUTING shows works as it stands there: whoever copies it has what it says."""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from models.record.database import Database
from tests.databases import Engine, fill_example

PAGE = Path("CONTRIBUTING.md")

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


def shown(section: str) -> str:
    """The code in a section of the page."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"^( *)```python\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return dedent(code[1])


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
