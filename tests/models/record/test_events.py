"""The log: every write leaves an event, nothing in it can be changed, and an edit, a gap or a swap shows."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from models.plan.founding import found
from models.record.database import Database
from models.record.events import Actor, Change, Event, first_broken, record, record_many
from tests.asking import Clock, Somebody, cancel_every_meeting

Asked = Callable[[str], Somebody]


def broken(database: Database) -> int | None:
    with database.read() as session:
        return first_broken(session, 1)


def tamper(database: Database, *statements: str) -> None:
    """As somebody with the database's own password would: without the triggers."""
    with database.engine.begin() as connection:
        if database.on_sqlite:
            for name in ("event_no_update", "event_no_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))


def test_the_example_is_whole(example: Database) -> None:
    assert broken(example) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", "'update.refused'"),
        ("subject", "'action 9.9'"),
        ("door", "'elsewhere'"),
        ("person_id", "1"),
        ("at", "'2023-06-07 08:00:00.000000'"),
        ("after", "'{}'"),
        ("hash", f"'{'0' * 64}'"),
    ],
)
def test_an_edited_row_shows(example: Database, column: str, value: str) -> None:
    assert broken(example) is None
    tamper(example, f"UPDATE event SET {column} = {value} WHERE id = 100")
    assert broken(example) in (100, 101)


def test_a_removed_row_shows(example: Database) -> None:
    tamper(example, "DELETE FROM event WHERE id = 100")
    assert broken(example) == 101


def test_a_removed_first_row_shows(example: Database) -> None:
    tamper(example, "DELETE FROM event WHERE id = 1")
    assert broken(example) == 2


def test_swapped_rows_show(example: Database) -> None:
    tamper(
        example,
        "UPDATE event SET id = -1 WHERE id = 100",
        "UPDATE event SET id = 100 WHERE id = 101",
        "UPDATE event SET id = 101 WHERE id = -1",
    )
    assert broken(example) == 100


def test_an_inserted_row_shows(example: Database) -> None:
    with example.read() as session:
        last = session.exec(select(Event).order_by(col(Event.id).desc())).first()
    assert last is not None
    with example.write() as session:
        copied = last.model_dump(exclude={"id"})
        session.add(Event(**copied | {"subject": "action 1.1"}))
    assert broken(example) is not None


@pytest.mark.parametrize("table", ["event", '"update"', "snapshot_row"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_is_append_only(example: Database, table: str, change: str) -> None:
    with pytest.raises(DBAPIError, match="only ever added"), example.engine.begin() as connection:
        connection.execute(text(change.format(table)))


def test_every_kind_of_value_is_hashed_the_same_when_read_again(database: Database, clock: Clock) -> None:
    with database.write() as session:
        organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
        actor = Actor(organisation.id, None, clock.now, "test")
        values = {
            "text": "Zoë ’ 漢 \\ \" '",
            "number": 3,
            "share": 1.5,
            "nothing": None,
            "list": ["b", "a"],
            "yes": True,
        }
        record_many(
            session, actor, [Change("a.b", "c", values, {"z": 1, "a": {"y": 2, "b": 3}}), Change("a.c", "d", {})]
        )
        record_many(session, actor, [])
        record(session, actor, Change("a.d", "e"))
    assert broken(database) is None


def test_each_organisation_has_its_own_chain(database: Database, clock: Clock) -> None:
    from models.record.organisation import Organisation

    with database.write() as session:
        for number in (1, 2):
            session.add(Organisation(id=number, name=f"Council {number}"))
        session.flush()
        for number in (1, 2, 1, 2):
            record(session, Actor(number, None, clock.now, "test"), Change("a.b", "c"))
    with database.read() as session:
        assert [first_broken(session, number) for number in (1, 2)] == [None, None]


CLEARED = "/update 2.4 red/red stuck; recovery 3 Oct; help: none"
WRITES: dict[str, tuple[str, Callable[[Somebody], object]]] = {
    "update.recorded": ("workforce.sro@example.org", lambda who: who.types("/update 2.3 amber/amber pay talks")),
    "answer.cleared": ("workforce.sro@example.org", lambda who: who.types(CLEARED)),
    "draft.kept": ("workforce.sro@example.org", lambda who: who.types("/update 2.3 ambre/red stuck")),
    "action.linked": ("secretary@example.org", lambda who: _import_and_link(who)),
    "board.alias_added": (
        "secretary@example.org",
        lambda who: who.types('/secretariat boards link "SEND Panel" SEND'),
    ),
    "action.changed": ("secretary@example.org", lambda who: _import(who, "Ref,Action\n2.3,Another title\n")),
    "action.added": ("secretary@example.org", lambda who: _import(who, "Ref,Action\n2.9,New\n")),
    "update.imported": ("secretary@example.org", lambda who: _import(who, "Ref,Action,BRAG\n2.3,Agency,Red\n")),
    "measure.changed": ("secretary@example.org", lambda who: _import(who, "Ref,Action,Measure\n2.4,Run,Households\n")),
    "area.added": ("secretary@example.org", lambda who: _import(who, "Ref,Action\n11.1,New\n")),
    "measure.added": ("secretary@example.org", lambda who: _import(who, "Ref,Action,Measure\n5.6,Pilot,Referrals\n")),
    "account.linked": (
        "chair@example.org",
        lambda who: who.dispatcher.accounts.recognise("slack", "T1", "U1", "Chair@example.org"),
    ),
    "account.cut_off": ("secretary@example.org", lambda who: _link_and_cut_off(who)),
    "account.let_in_again": (
        "secretary@example.org",
        lambda who: _let_in_again(who),
    ),
}


def _link_and_cut_off(who: Somebody) -> None:
    who.dispatcher.accounts.recognise("slack", "T1", "U1", "chair@example.org")
    who.types("/secretariat people unlink chair@example.org")


def _let_in_again(who: Somebody) -> None:
    _link_and_cut_off(who)
    who.types("/secretariat people link chair@example.org")


def _import(who: Somebody, file: str) -> None:
    cancel_every_meeting(who.dispatcher.database)  # so that what is new is taken at once, and not proposed
    who.presses(who.sends("plan.csv", file.encode()), "Import")


def _import_and_link(who: Somebody) -> None:
    _import(who, "Ref,Action,SRO\n2.9,New,Jane in HR\n")
    who.types('/secretariat people link "Jane in HR" jane@example.org')


@pytest.mark.parametrize("what", WRITES)
def test_a_write_leaves_an_event(as_person: Asked, example: Database, what: str) -> None:
    email, write = WRITES[what]
    who = as_person(email)
    with example.read() as session:
        before = session.exec(select(Event.id).order_by(col(Event.id).desc())).first() or 0
    write(who)
    with example.read() as session:
        events = session.exec(select(Event).where(col(Event.id) > before)).all()
    (event, *_) = [event for event in events if event.what == what]
    assert event.person_id == who.id
    assert event.at == who.dispatcher.clock()
    assert event.door in ("test", "slack")
    assert broken(example) is None


def test_a_savepoint_that_is_taken_back_leaves_the_chain_whole(example: Database, clock: Clock) -> None:
    actor = Actor(1, None, clock.now, "test")
    with example.write() as session:
        record(session, actor, Change("test.before", "test"))
        trial = session.begin_nested()
        record(session, actor, Change("test.tried", "test"))
        record(session, actor, Change("test.tried", "test"))
        trial.rollback()
        record(session, actor, Change("test.after", "test"))
        record(session, actor, Change("test.after", "test"))
    assert broken(example) is None
