"""Whatever a test does to its database, the next one finds what the filling left."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from models.boards.boards import Meeting
from models.record.database import Database
from tests.databases import Engine, after, fill_example, fill_nothing


def rows(database: Database) -> dict[str, list[str]]:
    """Every row of every table, in the order in which they lie there."""
    with database.engine.connect() as connection:
        tables = SQLModel.metadata.sorted_tables
        return {table.name: list(map(repr, connection.execute(table.select()))) for table in tables}


def next_meeting(database: Database) -> int | None:
    """The number that the next new row gets; it stays in the record."""
    with database.write() as session:
        meeting = Meeting(board_id=1, on=date(2030, 1, 2))
        session.add(meeting)
        session.flush()
        return meeting.id


def change(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


CHANGES = {
    "rows": ("UPDATE action SET title = 'another'", "DELETE FROM measure", "INSERT INTO acronym VALUES (1, 'A', 'b')"),
    "a table": ("DROP TABLE highlight",),
    "a column": ("ALTER TABLE highlight ADD COLUMN extra INTEGER",),
}


@pytest.mark.parametrize("statements", CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_put_back(engine: Engine, statements: tuple[str, ...]) -> None:
    with engine.fresh(fill_example) as database:
        before, number = rows(database), next_meeting(database)
    with engine.fresh(fill_example) as database:
        change(database, *statements)
    with engine.fresh(fill_example) as database:
        assert rows(database) == before
        assert next_meeting(database) == number


def test_an_append_only_table_is_one_again(engine: Engine) -> None:
    with engine.fresh(fill_example) as database:
        before = rows(database)
        removed = "DROP TRIGGER event_no_delete" if database.on_sqlite else "ALTER TABLE event DISABLE TRIGGER ALL"
        change(database, removed, "DELETE FROM event")
    with engine.fresh(fill_example) as database:
        assert rows(database) == before
        with pytest.raises(DBAPIError, match="rows of event are only ever added"):
            change(database, "DELETE FROM event")


def test_a_transaction_that_was_left_open_is_not_waited_for(engine: Engine) -> None:
    with engine.fresh(fill_example) as database:
        before = rows(database)
        left = database.engine.connect()
        left.execute(text("UPDATE action SET title = 'another'"))
    with engine.fresh(fill_example) as database:
        assert rows(database) == before
    left.invalidate()
    left.close()


def test_another_filling_finds_nothing_of_the_one_before(engine: Engine) -> None:
    with engine.fresh(fill_example) as database:
        full = rows(database)
    with engine.fresh(fill_nothing) as database:
        assert not any(rows(database).values())
    with engine.fresh(fill_example) as database:
        assert rows(database) == full


@after(fill_example)
def fill_retitled(database: Database) -> None:
    """The example with as many actions as it has, called otherwise."""
    change(database, "UPDATE action SET title = 'another'", "INSERT INTO acronym VALUES (1, 'A', 'b')")


def test_a_filling_goes_on_from_another_and_leaves_it_as_it_was(engine: Engine) -> None:
    with engine.fresh(fill_example) as database:
        example = rows(database)
    with engine.fresh(fill_retitled) as database:
        retitled = rows(database)
    assert {table for table, found in example.items() if found != retitled[table]} == {"action", "acronym"}
    for fill, left in ((fill_example, example), (fill_retitled, retitled)) * 2:
        with engine.fresh(fill) as database:
            assert rows(database) == left
            change(database, "DELETE FROM measure")
