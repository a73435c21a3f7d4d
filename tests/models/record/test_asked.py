"""Statements that are kept and compiled once: they give what SQLAlchemy gives, whatever they hold."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, literal, select, true
from sqlmodel import col
from sqlmodel import select as sqlmodel_select

from models.boards.boards import Meeting
from models.people.people import Person
from models.plan.actions import Action
from models.plan.measures import Measure
from models.plan.ratings import OFF_TRACK, Rating
from models.position.snapshots import SnapshotRow
from models.record.database import Database
from models.record.statements import _form, asked, forget_kept, kept
from models.updates.updates import Update

STATEMENTS: dict[str, Any] = {
    "ratings, days and moments": select(
        col(Update.activity), col(Update.impact), col(Update.forecast), col(Update.at), col(Update.kind)
    ).order_by(col(Update.id)),
    "a list of ratings": select(col(Update.id), col(Update.activity)).where(col(Update.activity).in_(OFF_TRACK)),
    "an empty list": select(col(Update.id)).where(col(Update.activity).in_([])),
    "a list of days": select(col(Meeting.id)).where(
        col(Meeting.on).in_([date(2023, 4, 26), date(2023, 6, 7)]), col(Meeting.cancelled).is_(None)
    ),
    "a moment, and a text with a sign of its own": select(col(Update.id), literal("100 % ? :x").label("said")).where(
        col(Update.at) <= datetime(2023, 6, 7, 9, tzinfo=UTC)
    ),
    "decimals": select(col(Measure.baseline), col(Measure.target), col(Measure.agreed)).order_by(col(Measure.id)),
    "two of a name": select(col(Action.id), col(Action.title), col(SnapshotRow.title))
    .join(SnapshotRow, col(SnapshotRow.action_id) == col(Action.id))
    .order_by(col(SnapshotRow.id)),
    "counts and truths": select(col(Action.board_id), func.count(), true().label("there"))
    .group_by(col(Action.board_id))
    .order_by(col(Action.board_id)),
}


def test_asked_gives_what_sqlalchemy_gives(example: Database) -> None:
    with example.write() as session:
        session.exec(sqlmodel_select(Measure)).all()[0].baseline = Decimal("71.50")
    for _ in range(3):  # the first time, and of what is known since
        with example.read() as session:
            for name, statement in STATEMENTS.items():
                expected = [tuple(row) for row in session.execute(statement)]
                found = asked(session, statement)
                assert [tuple(row) for row in found] == expected, name
                for row, theirs in zip(found, expected, strict=True):
                    assert list(map(type, row)) == list(map(type, theirs)), name


def test_columns_have_their_names(example: Database) -> None:
    with example.read() as session:
        for _ in range(3):
            first = asked(session, STATEMENTS["ratings, days and moments"])[0]
            assert isinstance(first.activity, Rating)
            assert first.at.tzinfo is not None


def test_what_is_said_is_of_each_time(example: Database) -> None:
    before = select(func.count().label("many")).select_from(Update).where(col(Update.forecast) <= bindparam("day"))
    with example.read() as session:
        for day in (date(2023, 6, 30), date(2023, 9, 30), date(2000, 1, 1), date(2023, 7, 31)):
            (expected,) = session.execute(before, {"day": day}).one()
            assert asked(session, before, day=day)[0].many == expected
        # One that is made of it is not taken for it.
        assert asked(session, before.where(col(Update.id) < 0), day=date(2023, 9, 30))[0].many == 0


def test_what_differs_in_its_values_alone_is_compiled_once_and_gives_its_own(example: Database) -> None:
    def since(day: date, ratings: list[Rating], word: str) -> Any:
        of_these = select(col(Update.id), literal(word).label("said")).where(col(Update.activity).in_(ratings))
        return of_these.where(col(Update.forecast) > day).order_by(col(Update.id))

    said: tuple[tuple[date, list[Rating], str], ...] = (
        (date(2023, 6, 30), [Rating.ON_TRACK, Rating.AT_RISK], "this"),
        (date(2023, 6, 30), [], "that"),
        (date(2000, 1, 1), [Rating.ON_TRACK], "this"),
        (date(2000, 1, 1), list(Rating), "other"),
    )
    with example.read() as session:
        asked(session, since(date(2001, 1, 1), [Rating.OFF_TRACK], "first"))
        before, given = _form.cache_info().misses, []
        for each in said:
            expected = [tuple(row) for row in session.execute(since(*each))]
            given.append([tuple(row) for row in asked(session, since(*each))])
            assert given[-1] == expected
    assert _form.cache_info().misses == before
    assert len({tuple(each) for each in given}) == len(said)


def test_what_waits_to_be_written_is_written_first(example: Database) -> None:
    everybody = select(func.count().label("many")).select_from(Person)
    with example.write() as session:
        asked(session, everybody)
        (before,) = asked(session, everybody)
        session.add(Person(organisation_id=1, name="Somebody", email="somebody@example.org"))
        (after,) = asked(session, everybody)
    assert after.many == before.many + 1


def test_each_database_is_asked_in_its_own_way(example: Database, tmp_path: Path) -> None:
    """The same statement serves two databases in turn."""
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    named = select(literal("x").label("name")).where(literal(1).in_([1, 2]))
    try:
        for _ in range(3):
            for database in (example, other):
                with database.read() as session:
                    assert asked(session, named)[0].name == "x"
    finally:
        other.close()


def test_nothing_is_kept_that_was_forgotten() -> None:
    written = []

    @kept
    def statement(day: date) -> Any:
        written.append(day)
        return select(literal(day).label("day"))

    day = date(2023, 6, 7)
    assert statement(day) is statement(day)
    forget_kept()
    again = statement(day)
    assert written == [day, day]
    assert again is statement(day)
