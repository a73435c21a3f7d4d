"""Alembic's entry: runs the migrations on the connection that `models.record.database` hands over."""

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401  registers every table

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
            context.run_migrations()
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        assert dangling is None, f"a row of {dangling[0]} refers to nothing"
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")
else:
    with context.begin_transaction():
        context.run_migrations()
