"""The engine and its transactions: SQLite out of the box, PostgreSQL for several processes.

`Database.read` and `Database.write` are the only ways to a session. A read sees one state of the whole record; writes
on SQLite take their lock at the start, so two people at once wait for each other and neither fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlmodel import Session

if TYPE_CHECKING:
    from alembic.config import Config

WAIT_FOR_LOCK = 15
"""Seconds that a SQLite writer waits for another one."""


class Database:
    """One database. `url` is SQLAlchemy's; `postgresql://` means psycopg 3."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet: connections are made when first needed."""
        self.url = make_url(url)
        if self.url.drivername in ("postgresql", "postgres"):
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        if self.on_sqlite:
            self.engine = create_engine(
                self.url, hide_parameters=True, connect_args={"timeout": WAIT_FOR_LOCK, "check_same_thread": False}
            )
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
            self._reader: Engine = self.engine
            self._writer: Engine = self.engine.execution_options(writes=True)
        else:
            self.engine = create_engine(
                self.url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10
            )
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
            self._writer = self.engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the record and keeps nothing."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends well and rolls back when it raises."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A bare connection, for one or two statements; what it does is committed when the block ends well."""
        with self.engine.begin() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the tables to this version of the program; from nothing, too."""
        from alembic import command  # a second of loading that only a migration needs

        with self.engine.connect() as connection:
            if not self.on_sqlite:  # several processes may start at once
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x5EC0000})
            command.upgrade(alembic_config(connection), "head")
            connection.commit()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, without a file: where the migrations are, and the connection to run them on."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for a consistent read
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
