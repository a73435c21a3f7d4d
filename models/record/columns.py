"""Column types and kinds of index that several tables share, and the id that rows are known by."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, Enum, Index, String, TypeDecorator, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """A row of a table."""

    model_config = {"defer_build": True}  # a check of fields, which no row needs: the database has its own


class Numbered(Row):
    """A row known by a number that the database gives it when it is flushed. Whoever adds one and needs its id flushes
    first; a row that was read has one, so nothing asserts or makes up an id (`docs/decisions/0017-ids.md`).
    """

    id: int = Field(default=None, primary_key=True)


def choice(of: type[StrEnum]) -> Any:
    """A column that stores an enumeration by its value, with a CHECK constraint in the database."""
    return Enum(
        of,
        name=None,  # the naming convention names the constraint after its column: two of a table may share a type
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


def json_column() -> Any:
    """A column of JSON; None is stored as SQL NULL, never as the JSON word null."""
    return JSON(none_as_null=True)


class _AsWritten(TypeDecorator[Decimal]):
    """A decimal number as its digits: SQLite has none but floating ones."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value)


def decimal_column() -> Any:
    """A column of decimal numbers, kept to the last digit that was given."""
    return _AsWritten(length=40)


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows of which `where` is true, as SQL."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


@compiles(CreateIndex, "postgresql")
def _where_on_postgresql(create: CreateIndex, compiler: Any, **how: Any) -> str:
    # Said where the index is made, `postgresql_where` would load that dialect for a record in a file as well.
    where = create.element.dialect_options["sqlite"]["where"]
    if where is not None:
        create.element.dialect_options["postgresql"]["where"] = where
    made: str = compiler.visit_create_index(create, **how)
    return made
