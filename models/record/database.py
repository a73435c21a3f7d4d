"""The engine and its transactions: SQLite out of the box, PostgreSQL for several processes.

`Database.read` and `Database.write` are the only ways to a session. A read sees one state of the whole record; writes
on SQLite take their lock at the start, so two people at once wait for each other and neither fails; they are refused
when the file is not the one that was opened any more.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ClauseElement,
    Compiled,
    Connection,
    Engine,
    PoolProxiedConnection,
    Select,
    column,
    create_engine,
    event,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import make_url
from sqlmodel import Session

from models.record.private_files import make_record_private
from models.record.sqlite_file import RecordFile
from models.record.timeouts import FREE_SECONDS, limited, take_time

if TYPE_CHECKING:
    from alembic.config import Config

CONNECTIONS = 16
"""How many connections one process keeps open at the most, but for a rush."""

AT_HAND = 2
"""How many of them are kept out of the pool for single values of a file: to get one from the pool takes longer."""

FEW = 32
"""Single values that are asked before one is kept out: to open another connection takes as long as a hundred of them,
and a command at the terminal asks two or three."""

CACHE = 8000
"""KiB of a SQLite file that a connection keeps at the most: of 5,000 actions a question reads three boards, 6,000."""

WAIT_FOR_LOCK = 15
"""Seconds that a SQLite writer waits for another one."""


TABLES_VERSION: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))
"""Which version of the tables a database has, as a statement for `first_value`."""


class Database:
    """One database. `url` is SQLAlchemy's; `postgresql://` means psycopg 3."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet: connections are made when first needed."""
        self.url = make_url(url)
        if self.url.drivername in ("postgresql", "postgres"):
            self.url = self.url.set(drivername="postgresql+psycopg")
        self._compiled: dict[ClauseElement, Compiled] = {}
        self._at_hand: list[PoolProxiedConnection] = []
        self._single_values = 0
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self.file: RecordFile | None = None
        self._opening, self._writing = Lock(), Lock()
        if self.on_sqlite:
            self.engine = create_engine(
                self.url,
                hide_parameters=True,
                pool_size=CONNECTIONS,
                pool_use_lifo=True,  # a connection keeps pages and statements: of as few as there is work for
                connect_args={"timeout": WAIT_FOR_LOCK, "check_same_thread": False},
            )
            if self.url.database and self.url.database != ":memory:":
                self.file = RecordFile(Path(self.url.database))
                event.listen(self.engine, "do_connect", self._before_opening)
                event.listen(self.engine, "connect", self._opened)
            event.listen(self.engine, "do_connect", _make_private)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", self._begin_sqlite)
            self._reader: Engine = self.engine
            self._writer: Engine = self.engine.execution_options(writes=True)
            # SQLite's own waiting is a sleep; threads of one process take turns without one.
            self._turn: AbstractContextManager[Any] = self._writing
        else:
            self.engine = create_engine(
                self.url,
                hide_parameters=True,
                pool_pre_ping=True,
                pool_size=CONNECTIONS,
                pool_timeout=FREE_SECONDS,
                connect_args=limited(self.url.query),
            )
            from models.record.impatient import be_impatient_again, connect_impatiently

            event.listen(self.engine, "do_connect", connect_impatiently)
            event.listen(self.engine, "checkin", be_impatient_again)
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
            self._writer = self.engine
            self._turn = nullcontext()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the record and keeps nothing."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends well and rolls back when it raises."""
        with self._turn, Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def first_value(self, statement: ClauseElement, **parameters: str | int) -> Any:
        """The first value that one statement gives, None without a row, in a transaction of its own.

        For what every request begins with: on a bare cursor it costs a tenth of what it would in a session. Parameters
        are text or numbers, and the value comes as the driver has it: nothing is converted.
        """
        compiled = self._compiled.get(statement)
        if compiled is None:
            compiled = self._compiled[statement] = statement.compile(dialect=self.engine.dialect)
        values = compiled.construct_params(parameters) or {}
        order = getattr(compiled, "positiontup", None)
        said = values if order is None else [values[name] for name in order]
        if self.file and not statement.is_dml:
            return self._first_value_of_file(str(compiled), said)
        if statement.is_dml:
            self.check_place()
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            with self._turn if statement.is_dml else nullcontext():
                cursor.execute(str(compiled), said)
                row = cursor.fetchone()
                connection.commit()
        finally:
            connection.close()
        return row[0] if row else None

    def _first_value_of_file(self, asked: str, said: Any) -> Any:
        """The same from a connection at hand, which begins no transaction: it ends with the cursor."""
        try:
            connection = self._at_hand.pop()
        except IndexError:
            connection = self.engine.raw_connection()
        try:
            with closing(connection.cursor()) as cursor:
                row = cursor.execute(asked, said).fetchone()
        except BaseException:
            connection.close()
            raise
        self._single_values += 1
        if self._single_values > FEW and len(self._at_hand) < AT_HAND:
            self._at_hand.append(connection)
        else:
            connection.close()
        return row[0] if row else None

    def is_there(self) -> bool:
        """Whether there are tables of a record, of whatever version. Makes nothing."""
        if self.file and not self.file.path.exists():
            return False
        return inspect(self.engine).has_table("alembic_version")

    def version(self) -> str | None:
        """The version of the tables, None where there are none. Makes nothing."""
        if not self.is_there():
            return None
        with self.engine.connect() as connection:
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found

    def check_place(self) -> None:
        """Raise `RecordMoved` when the file of a SQLite record is not the one that was opened any more."""
        if self.file:
            self.file.check()

    def try_writing(self) -> None:
        """Write to the disk, and change nothing; raises what the database or its file says when that cannot be.

        Nobody waits for it and it waits for nobody: somebody who is writing at this moment shows that it can be done.
        """
        self.check_place()
        if not self.on_sqlite:
            with self.engine.begin() as connection:
                # A table of its own takes room on the disk, and a standby refuses it.
                connection.exec_driver_sql("CREATE TEMPORARY TABLE can_be_written ON COMMIT DROP AS SELECT 1 AS one")
        elif self._writing.acquire(blocking=False):
            try:
                self._try_writing_to_file()
            finally:
                self._writing.release()

    def _try_writing_to_file(self) -> None:
        with closing(self.engine.raw_connection()) as pooled:
            connection = pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            try:
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA user_version = 0")  # it is 0: a page is written, and nothing is changed
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
            finally:
                connection.execute(f"PRAGMA busy_timeout = {WAIT_FOR_LOCK * 1000}")

    @property
    def address(self) -> str:
        """Where the record is, for the operator, without a password; of a file, its whole path."""
        return str(self.file.path) if self.file else self.url.render_as_string(hide_password=True)

    def migrate(self) -> None:
        """Bring the tables to this version of the program; from nothing, too."""
        if self.version() == known_versions()[-1]:
            return
        from alembic import command  # it takes longer to load than most commands take

        with self.engine.connect() as connection:
            if not self.on_sqlite:  # several processes may start at once, and each may take long
                take_time(connection)
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x5EC0000})
            command.upgrade(alembic_config(connection), "head")
            connection.commit()

    def close(self) -> None:
        """Close all connections."""
        while self._at_hand:
            self._at_hand.pop().close()
        self._single_values = 0
        self.engine.dispose()
        if self.file:
            self.file.close()

    def _before_opening(self, *_: Any) -> None:
        """SQLite would make a new file where there is none: only the first connection may have that."""
        assert self.file
        with self._opening:
            self.file.share()
            self.file.check()

    def _opened(self, *_: Any) -> None:
        assert self.file
        with self._opening:
            self.file.remember()

    def _begin_sqlite(self, connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        if writes:
            self.check_place()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def known_versions() -> list[str]:
    """The versions that tables can have, the program's own last: the migrations' files begin with them."""
    folder = Path(__file__).parent.parent / "migrations" / "versions"
    return sorted(file.name.partition("_")[0] for file in folder.glob("[0-9]*_*.py"))


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, without a file: where the migrations are, and the connection to run them on."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _make_private(_dialect: Any, _record: Any, where: list[str], _how: Any) -> None:
    if where[0] != ":memory:":
        make_record_private(where[0])


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for a consistent read
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"cache_size=-{CACHE}"):
        connection.execute(f"PRAGMA {pragma}")
