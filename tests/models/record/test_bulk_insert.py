"""Rows inserted in bulk: all of them, in their order, whatever they hold and however many there are."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.people.people import Person
from models.plan.founding import found
from models.record.bulk_insert import insert_rows
from models.record.database import Database
from models.record.events import Event

NOW = datetime(2023, 6, 7, 9, 0, tzinfo=UTC)


def organisation(session: Session) -> int:
    return found(session, "A Council", "Europe/London", "The plan", NOW, "test")[0].id


@pytest.mark.parametrize("many", [1, 2, 499, 500, 1000])
def test_all_rows_are_there_in_their_order(database: Database, many: int) -> None:
    names = [f"Person {turn * 7 % 10}" for turn in range(many)]
    with database.write() as session:
        here = {"organisation_id": organisation(session)}
        rows = [{**here, "name": name, "email": f"{turn}@example.org"} for turn, name in enumerate(names)]
        insert_rows(session, Person, rows)
        assert list(session.exec(select(Person.name).order_by(col(Person.id)))) == names


def test_json_is_inserted_as_it_is(database: Database) -> None:
    said: list[dict[str, Any] | None] = [None, {"a": [1, {"b": None}]}, {"a": []}, {"a": [1, {"b": None}]}]
    row = {"at": NOW, "person_id": None, "door": "test", "what": "x", "subject": "y", "before": None, "hash": "0" * 64}
    with database.write() as session:
        here = organisation(session)
        insert_rows(session, Event, [{"organisation_id": here, **row, "after": each} for each in said])
        assert list(session.exec(select(Event.after).where(Event.what == "x").order_by(col(Event.id)))) == said
