"""Putting a PostgreSQL database back to what it was: the rows that a test changed, and where each sequence stood.

It costs some milliseconds where a new copy costs tens, and hundreds on a busy machine. Rows are found to be changed by
the transaction that wrote them (`xmin`) and by their number, and come back by COPY, past triggers and foreign keys. A
database whose tables, triggers or functions were changed is not put back: it needs a new copy.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.sql import SQL, Composable, Identifier, Literal

# Every definition that is not PostgreSQL's own, with the transaction that last changed it; a copy has the same.
_SHAPE = """
SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
    SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_attrdef WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', tableoid, oid, xmin) FROM pg_namespace WHERE oid >= 16384
) AS parts (part)
"""


@dataclass(frozen=True)
class Contents:
    """What is in a database: its shape, the rows of each table (how many, and as COPY writes them), its sequences."""

    shape: str
    rows: dict[str, tuple[int, bytes]]
    sequences: list[tuple[str, int, bool]]


def contents(connection: psycopg.Connection[Any]) -> Contents:
    """What is in the database of this connection now."""
    tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    rows = {}
    for table in tables:
        with connection.cursor() as cursor:
            with cursor.copy(SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(table))) as copy:
                copied = b"".join(copy)
            rows[table] = (cursor.rowcount, copied)
    names = [
        name for (name,) in connection.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
    ]
    sequences = []
    for name in names:
        found = connection.execute(SQL("SELECT last_value, is_called FROM {}").format(Identifier(name))).fetchone()
        assert found
        sequences.append((name, found[0], found[1]))
    return Contents(_shape(connection), rows, sequences)


class Standing:
    """A database that stays from test to test."""

    def __init__(self, url: str, holds: Contents) -> None:
        """`url` leads to it as its owner, `holds` is what is in it."""
        self._url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._holds = holds
        self._since = self._now()

    def put_back(self, wanted: Contents) -> bool:
        """Make it hold what is wanted, whoever is still connected; False, and nothing done, if its shape is another."""
        try:
            self._connection.execute("SELECT")
        except psycopg.OperationalError:  # a test may cut all connections
            self._connection = psycopg.connect(self._url, autocommit=True)
        self._connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if _shape(self._connection) != wanted.shape:
            return False
        changed = self._changed()
        tables = [table for table, rows in wanted.rows.items() if table in changed or rows != self._holds.rows[table]]
        with self._connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table in tables:
                cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            if tables:  # with no room left in between, rows lie in the order in which they come
                cursor.execute(SQL("VACUUM {}").format(SQL(", ").join(map(Identifier, tables))))
            for table in tables:
                number, rows = wanted.rows[table]
                if number:
                    with cursor.copy(SQL("COPY {} FROM STDIN (FORMAT binary)").format(Identifier(table))) as copy:
                        copy.write(rows)
            stood = SQL(", ").join(
                SQL("setval({}, {}, {})").format(Literal(name), Literal(value), Literal(called))
                for name, value, called in wanted.sequences
            )
            cursor.execute(SQL("SELECT {}").format(stood))
        self._holds, self._since = wanted, self._now()
        return True

    def close(self) -> None:
        """Leave it."""
        self._connection.close()

    def _changed(self) -> set[str]:
        """The tables in which something was added, changed or removed."""

        def found(table: str, number: int) -> Composable:
            return SQL(
                "SELECT {} FROM {} HAVING count(*) <> {} OR count(*) FILTER (WHERE xmin::text::bigint >= {}) > 0"
            ).format(Literal(table), Identifier(table), Literal(number), Literal(self._since))

        asked = SQL(" UNION ALL ").join(found(table, number) for table, (number, _) in self._holds.rows.items())
        return {table for (table,) in self._connection.execute(asked)}

    def _now(self) -> int:
        """The next transaction: what is written from now on carries its number or a higher one."""
        found = self._connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
        assert found
        return int(found[0])


def _shape(connection: psycopg.Connection[Any]) -> str:
    found = connection.execute(_SHAPE).fetchone()
    assert found
    return str(found[0])
