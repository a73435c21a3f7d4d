"""The `secretariat` command for tests, run in this process: as quick as the work itself.

What a run has closed the next one opens again: a third of its time would otherwise be spent on compiling the same
statements anew.
"""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.terminal import app
from models.record.database import Database

_CLOSED: dict[str, Database] = {}
"""Databases that a run has closed, by their address."""

_AT_MOST = 8
"""How many of them are kept."""


class CommandLine:
    """The command in a folder of its own, on one database."""

    def __init__(self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._environment = {"SECRETARIAT_DATABASE_URL": url, "COLUMNS": "200"}
        self._folder = folder

    def __call__(self, *words: str, status: int | None = 0, typed: str | None = None) -> Result:
        """Run it; it ends with the `status` that is expected, None for any, and never with a stack of code.

        With `typed` somebody sits at a terminal and types that; it then ends as if they pressed Ctrl-D.
        """
        with self._monkeypatch.context() as patch:
            patch.chdir(self._folder)
            for name, value in self._environment.items():
                patch.setenv(name, value)
            if typed is not None:
                patch.setattr("bot.terminal.plans.at_a_terminal", lambda: True)
            opened: dict[str, Database] = {}

            def opens(url: str) -> Database:
                opened[url] = _CLOSED.pop(url) if url in _CLOSED else Database(url)
                return opened[url]

            patch.setattr("bot.process.Database", opens)
            patch.setattr("handlers.log._log.level", None)  # what a command has asked for ends with it
            handlers = list(logging.getLogger().handlers)
            try:
                done = CliRunner().invoke(app, words, input=typed)
            finally:  # what it logs to is closed now
                structlog.reset_defaults()
                logging.captureWarnings(False)
                logging.getLogger().handlers = handlers
                _CLOSED.update(opened)
                for url in [*_CLOSED][:-_AT_MOST]:
                    del _CLOSED[url]
        assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
        assert status in (None, done.exit_code), done.output
        return done

    def asked(self, line: str, *more: str, who: str = "chair@example.org", status: int = 0) -> dict[str, Any]:
        """What `say --json` prints."""
        found: dict[str, Any] = json.loads(self("say", line, "--as", who, "--json", *more, status=status).stdout)
        return found
