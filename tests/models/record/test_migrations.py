"""Migrations: one head, up and down on both engines, and the tables they make are those of the models."""

from datetime import UTC, datetime

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

import models.tables  # noqa: F401  registers every table
from models.people.accounts import accounts_to_ask_about, known_account
from models.plan.ratings import Rating
from models.record.database import Database, alembic_config, known_versions
from tests.databases import Engine


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_one_head_in_one_line_as_the_files_are_named() -> None:
    """So the program knows which version is its own without loading Alembic."""
    newest_first = [each.revision for each in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
    assert known_versions() == newest_first[::-1]


def test_down_and_up_again(database: Database) -> None:
    assert tables(database) == set(SQLModel.metadata.tables)
    with database.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "base")
        connection.commit()
    assert tables(database) == set()
    if not database.on_sqlite:
        with database.engine.connect() as connection:
            left = connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname = 'refuse_change'")).scalar()
            assert left == 0
    database.migrate()
    assert tables(database) == set(SQLModel.metadata.tables)


def test_migrating_again_changes_nothing(example: Database) -> None:
    example.migrate()
    with example.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM action")).scalar() == 65


def test_models_and_migrations_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def checks(database: Database) -> dict[tuple[str, str], frozenset[str]]:
    """Every CHECK by table and name, with the words it allows: Alembic does not compare these."""
    found = {}
    inspector = inspect(database.engine)
    for table in inspector.get_table_names():
        for check in inspector.get_check_constraints(table):
            words = frozenset(check["sqltext"].split("'")[1::2])
            found[table, str(check["name"])] = words
    return found


def test_the_checks_of_the_models_and_the_migrations_agree(database: Database, engine: Engine) -> None:
    def as_the_models_say(other: Database) -> None:
        SQLModel.metadata.create_all(other.engine)

    with engine.fresh(as_the_models_say, with_tables=False) as other:
        assert checks(database) == checks(other)
    assert checks(database)["update", "ck_update_activity"] == set(Rating)


def test_messages_from_before_the_outbox_keep_their_state_and_accounts_from_before_they_were_checked_stay_linked(
    example: Database,
) -> None:
    columns = "organisation_id, key, person_id, card, about, queued_at, sent_at"
    queued = "2023-06-01 09:00:00"
    with example.engine.connect() as connection:
        command.downgrade(alembic_config(connection), "0003")
        values = "1, 'slack', 'T1', 'U1'"
        connection.execute(text(f"INSERT INTO account (person_id, platform, tenant, account) VALUES ({values})"))
        connection.commit()
        command.downgrade(alembic_config(connection), "0001")
        for key, person, sent in (
            ("told", "1", f"'{queued}'"),
            ("not yet", "1", "NULL"),
            ("posted", "NULL", f"'{queued}'"),
        ):
            values = f"1, '{key}', {person}, '{{}}', '[]', '{queued}', {sent}"
            connection.execute(text(f"INSERT INTO delivery ({columns}) VALUES ({values})"))
        connection.commit()
    example.migrate()
    with example.engine.connect() as connection:
        rows = connection.execute(text("SELECT key, kind, state, tries FROM delivery ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [
        ("told", "notice", "sent", 0),
        ("not yet", "notice", "waiting", 0),
        ("posted", "posted", "sent", 0),
    ]
    known = known_account(example, 1, "slack", "T1", "U1")
    assert known is not None
    assert (known.person_id, known.cut_off, known.checked_at) == (1, None, None)
    with example.read() as session:
        assert accounts_to_ask_about(session, 1, "slack", datetime(2023, 1, 1, tzinfo=UTC)) == [(known.id, "U1")]
