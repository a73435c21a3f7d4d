"""Many rows in few statements, straight to the table: the ORM's own bulk insert takes twice as long."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Table, column, insert
from sqlalchemy import table as table_clause
from sqlmodel import Session, SQLModel

_MOST_PARAMETERS = 999
"""Of one statement, in every SQLite there is. One row at a time it would set up the checks of a table anew for each."""


def insert_rows(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]], ready: Collection[str] = ()
) -> None:
    """Insert `rows`, values by column name; columns that the first row does not name get their default of the database.

    Each row is turned into what the driver takes right here: SQLAlchemy would do it anew for every one. Of the columns
    that are `ready` the values are that already, such as JSON as text.
    """
    if not rows:
        return
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    connection = session.connection()
    dialect, names = connection.dialect, list(rows[0])
    named = table_clause(table.name, *(column(name, table.c[name].type) for name in names))
    compiled = insert(named).compile(dialect=dialect)
    order: Sequence[str] = getattr(compiled, "positiontup", None) or names
    columns = []
    for name in order:
        kind = table.c[name].type
        turn = None if name in ready else kind.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in rows]
        if turn and not isinstance(kind, JSON):  # of days and levels there are few; JSON's lists cannot be told apart
            turn = cache(turn)
        columns.append(map(turn, values) if turn else values)
    turned = list(zip(*columns, strict=True))
    if compiled.positional:
        beginning, values_of_one = compiled.string.split(" VALUES ")
        together = _MOST_PARAMETERS // len(order)
        for at in range(0, len(turned), together):
            some = turned[at : at + together]
            statement = f"{beginning} VALUES {', '.join([values_of_one] * len(some))}"
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))
    else:
        connection.exec_driver_sql(compiled.string, [dict(zip(order, each, strict=True)) for each in turned])
