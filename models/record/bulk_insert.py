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
    """Insert `rows`, values by column name; columns that the first row does not name, or that no row fills, get their
    default of the database.

    Each row is turned into what the driver takes right here: SQLAlchemy would do it anew for every one. Of the columns
    that are `ready` the values are that already, such as JSON as text.
    """
    if not rows:
        return
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    connection = session.connection()
    dialect = connection.dialect
    columns: dict[str, Sequence[Any]] = {}
    for name in rows[0]:
        kind = table.c[name].type
        turn = None if name in ready else kind.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in rows]
        if turn and not isinstance(kind, JSON):  # of days and levels there are few; JSON's lists cannot be told apart
            turn = cache(turn)
        turned = list(map(turn, values)) if turn else values
        if turned[0] is not None or turned.count(None) < len(turned):  # binding nothing takes as long as a value
            columns[name] = turned
    named = table_clause(table.name, *(column(name, table.c[name].type) for name in columns))
    compiled = insert(named).compile(dialect=dialect)
    order: Sequence[str] = getattr(compiled, "positiontup", None) or list(columns)
    every = list(zip(*(columns[name] for name in order), strict=True))
    if compiled.positional:
        beginning, values_of_one = compiled.string.split(" VALUES ")
        together = _MOST_PARAMETERS // len(order)
        for at in range(0, len(every), together):
            some = every[at : at + together]
            statement = f"{beginning} VALUES {', '.join([values_of_one] * len(some))}"
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))
    else:
        connection.exec_driver_sql(compiled.string, [dict(zip(order, each, strict=True)) for each in every])
