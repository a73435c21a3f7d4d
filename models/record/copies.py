"""A copy of some tables of the record, in memory: what is tried on it changes nothing, and nobody waits for it.

For a trial of what would write a great deal, such as an import that is first shown. Called by `handlers/importing`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

from sqlalchemy import ColumnElement, Engine, NullPool, Table, create_engine, select, true
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlmodel import Session, SQLModel

from models.record.bulk_insert import insert_rows


@contextmanager
def in_memory(
    session: Session,
    copied: Sequence[type[SQLModel]],
    empty: Sequence[type[SQLModel]],
    only: Mapping[type[SQLModel], ColumnElement[bool]],
) -> Iterator[Session]:
    """A session on copies of the tables `copied`, as this session sees them, and on `empty` ones; gone afterwards.

    Of a table in `only` those rows are copied for which its condition holds. Any other table is not there, so that
    whoever needs one more is told.
    """
    tables = {each: SQLModel.metadata.tables[str(each.__tablename__)] for each in (*copied, *empty)}
    with _memory().connect() as connection, Session(connection, expire_on_commit=False) as copy:
        for definition in _definitions(tuple(tables.values())):
            connection.exec_driver_sql(definition)
        for each in copied:
            chosen = select(*tables[each].columns).where(only.get(each, true()))
            insert_rows(copy, each, [dict(row) for row in session.execute(chosen).mappings()])
        yield copy


@cache
def _memory() -> Engine:
    """Each connection has a memory of its own, and all know the statements that were asked in any."""
    return create_engine("sqlite://", hide_parameters=True, poolclass=NullPool)


@cache
def _definitions(tables: tuple[Table, ...]) -> Sequence[str]:
    """The statements that make tables and their indexes."""
    dialect = _memory().dialect
    made: list[ExecutableDDLElement] = [CreateTable(each) for each in tables]
    made += [CreateIndex(index) for each in tables for index in each.indexes]
    return [str(each.compile(dialect=dialect)) for each in made]
