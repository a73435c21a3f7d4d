"""Alembic's entry: runs the migrations on the connection that `models.record.database` hands over."""

from contextlib import AbstractContextManager
from typing import Any

from alembic import context
from alembic.operations import BatchOperations, Operations
from sqlmodel import SQLModel

import models.tables  # noqa: F401  registers every table


def run_migrations() -> None:
    """Run them; where SQLite rebuilds a table, that one alone is read from the database. Alembic would read all that it
    refers to as well, and all that they refer to, which took longer than everything else.
    """
    with Operations.context(context.get_context()) as operations:
        whole = operations.batch_alter_table

        def alone(*table: Any, **said: Any) -> AbstractContextManager[BatchOperations]:
            return whole(*table, **{**said, "reflect_kwargs": {"resolve_fks": False}})

        operations.batch_alter_table = alone  # type: ignore[method-assign, assignment]
        context.get_context().run_migrations()


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
if connection.dialect.name == "sqlite":
    # SQLite rebuilds a table to change it, which only works while nothing watches what refers to it.
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with context.begin_transaction():
            run_migrations()
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        assert dangling is None, f"a row of {dangling[0]} refers to nothing"
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")
else:
    with context.begin_transaction():
        run_migrations()
