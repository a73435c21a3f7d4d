"""The rules that an organisation may change: defaults, reading and writing values, and what cannot stand together."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, create_engine, select

from models.record.database import Database
from models.record.events import Actor, Event
from models.record.organisation import Organisation
from models.record.rules import WHAT_FOR, Rules, Setting, rules_of, set_rule, without_effect, written
from tests.asking import Clock


@pytest.fixture
def actor(database: Database, clock: Clock) -> Actor:
    with database.write() as session:
        session.add(Organisation(id=1, name="Council"))
        session.add(Organisation(id=2, name="Trust"))
    return Actor(1, None, clock.now, "test")


@pytest.fixture(scope="module")
def memory() -> Iterator[Session]:
    """A record of settings and events, and nothing else."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


SOMEBODY = Actor(1, None, datetime(2023, 6, 7, 9, tzinfo=UTC), "test")


def change(database: Database, actor: Actor, name: str, text: str) -> Rules:
    with database.write() as session:
        return set_rule(session, actor, name, text)


def settings(session: Session) -> dict[str, str]:
    return {each.name: each.value for each in session.exec(select(Setting))}


def test_every_rule_says_what_it_is_for() -> None:
    assert set(WHAT_FOR) == {each.name for each in fields(Rules)}
    assert all(WHAT_FOR.values())


def test_the_defaults_of_the_domain() -> None:
    rules = Rules()
    assert (rules.morning_at, rules.summary_at) == (time(9, 30), time(9))
    assert (rules.opens_at, rules.closes_at) == (time(8), time(18))
    assert rules.return_steps == (-3, 0, 1, 2)
    assert rules.deadline_steps == (10, 0)
    assert (rules.overdue_every, rules.deadline_messages) == (14, 3)


def test_a_change_is_kept_for_its_organisation_and_leaves_an_event(database: Database, actor: Actor) -> None:
    after = change(database, actor, "morning_at", "8.45")
    assert after == replace(Rules(), morning_at=time(8, 45))
    with database.read() as session:
        assert rules_of(session, 1) == after
        assert rules_of(session, 2) == Rules()
        (event,) = session.exec(select(Event)).all()
    assert (event.what, event.subject) == ("setting.changed", "setting morning_at")
    assert (event.before, event.after) == ({"morning_at": "09:30"}, {"morning_at": "08:45"})


def test_a_second_change_takes_the_place_of_the_first(database: Database, actor: Actor) -> None:
    change(database, actor, "return_steps", "0, 2")
    change(database, actor, "morning_at", "10:00")
    change(database, actor, "return_steps", "2 -3 0")
    with database.read() as session:
        assert settings(session) == {"return_steps": "-3 0 2", "morning_at": "10:00"}
        assert rules_of(session, 1) == Rules(return_steps=(-3, 0, 2), morning_at=time(10))


def test_what_is_so_already_is_no_change(database: Database, actor: Actor) -> None:
    assert change(database, actor, "overdue_every", "14") == Rules()
    with database.read() as session:
        assert settings(session) == {}
        assert session.exec(select(Event)).all() == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("morning_at", "9:15", time(9, 15)),
        ("morning_at", " 09.15 ", time(9, 15)),
        ("calendar", "gb-sct", "GB-SCT"),
        ("overdue_every", "21", 21),
        ("overdue_every", "1", 1),
        ("overdue_every", "90", 90),
        ("deadline_messages", "0", 0),
        ("deadline_messages", "30", 30),
        ("messages_kept_days", "30", 30),
        ("messages_kept_days", "3650", 3650),
        ("deadline_steps", "0,3 , 10,20", (20, 10, 3, 0)),
        ("deadline_steps", "5 5", (5,)),
        ("return_steps", "2 0 -5", (-5, 0, 2)),
    ],
)
def test_ways_to_write_a_value(memory: Session, name: str, text: str, value: Any) -> None:
    assert getattr(set_rule(memory, SOMEBODY, name, text), name) == value
    assert getattr(rules_of(memory, 1), name) == value
    memory.rollback()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("evening_at", "18:00", "no setting"),
        ("morning_at", "half past nine", "a time such as 09:30"),
        ("morning_at", "", "a time such as 09:30"),
        ("morning_at", "25:00", "a time such as 09:30"),
        ("morning_at", "09:30+01:00", "a time such as 09:30"),
        ("morning_at", "09:30Z", "a time such as 09:30"),
        ("morning_at", "09:30:15", "a time such as 09:30"),
        ("morning_at", "07:59", "between opens_at"),
        ("morning_at", "18:00", "between opens_at"),
        ("opens_at", "09:10", "summary_at must lie"),
        ("opens_at", "19:00", "before they stop"),
        ("closes_at", "09:30", "morning_at must lie"),
        ("return_before", "ten", "a whole number"),
        ("return_before", "20", "follow each other"),
        ("return_before", "7", "follow each other"),
        ("publish_before", "0", "follow each other"),
        ("publish_before", "8", "follow each other"),
        ("commission_before", "61", "60 working days at most"),
        ("commission_before", "12", "before its cycle opens"),
        ("summary_before", "0", "after the pack"),
        ("summary_before", "7", "after the pack"),
        ("return_steps", "-3 0 3", "before the freeze"),
        ("return_steps", "", "before the freeze"),
        ("return_steps", "-11", "before its cycle opens"),
        ("return_steps", "0 soon", "numbers such as -3 0 1 2"),
        ("deadline_steps", "-1", "0 to 60 working days"),
        ("deadline_steps", "61", "0 to 60 working days"),
        ("overdue_every", "0", "1 to 90 silent days"),
        ("overdue_every", "91", "1 to 90 silent days"),
        ("deadline_messages", "-1", "0 to 30 messages"),
        ("deadline_messages", "31", "0 to 30 messages"),
        ("messages_kept_days", "29", "30 to 3650 days"),
        ("messages_kept_days", "3651", "30 to 3650 days"),
        ("calendar", "England", "GB-ENG (England and Wales)"),
    ],
)
def test_what_will_not_do_changes_nothing(memory: Session, name: str, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        set_rule(memory, SOMEBODY, name, text)
    assert settings(memory) == {}
    assert memory.exec(select(Event)).all() == []
    memory.rollback()


def test_what_an_earlier_version_took_holds_up_nothing(memory: Session) -> None:
    """A setting that there is no more, one that cannot be read, and two that cannot stand together: the rest counts."""
    of_before = {
        "evening_at": "18:00",
        "overdue_every": "weekly",
        "freeze_before": "9",
        "return_before": "9",
        "morning_at": "10:00",
    }
    memory.add_all(Setting(organisation_id=1, name=name, value=value) for name, value in of_before.items())
    assert rules_of(memory, 1) == Rules(morning_at=time(10))
    others = without_effect(memory, 1)
    assert others == {name: value for name, value in of_before.items() if name != "morning_at"}
    memory.rollback()


def test_of_two_that_cannot_stand_together_the_first_by_name_counts(memory: Session) -> None:
    """Either alone would do: a return asked for 16 working days before the board needs a cycle that is open by then."""
    for name, value in (("return_before", "13"), ("commission_before", "14")):
        memory.add(Setting(organisation_id=1, name=name, value=value))
    assert rules_of(memory, 1) == Rules(commission_before=14)
    assert without_effect(memory, 1) == {"return_before": "13"}
    memory.rollback()


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "morning_at": st.times(time(8), time(17, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
    "summary_before": st.integers(1, 6),
    "deadline_steps": st.sets(st.integers(0, 60), min_size=1).map(lambda steps: tuple(sorted(steps, reverse=True))),
    "return_steps": st.sets(st.integers(-10, 2), min_size=1).map(lambda steps: tuple(sorted(steps))),
    "calendar": st.sampled_from(["GB-ENG", "GB-SCT", "GB-NIR", "IE", "FR"]),
    "copy_director": st.integers(0, 9),
}


@given(values=st.fixed_dictionaries({}, optional=VALUES))
def test_whatever_is_written_is_read_again(memory: Session, values: dict[str, Any]) -> None:
    rules = replace(Rules(), **values)
    memory.add_all(Setting(organisation_id=1, name=name, value=written(value)) for name, value in values.items())
    assert rules_of(memory, 1) == rules
    memory.rollback()
