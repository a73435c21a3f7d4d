"""Houses for the tests of what happens by itself: the example, with a dispatcher, an outbox worker and a clock that
can be set.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from models.record.database import Database
from tests.databases import Engine, after, fill_example, filling_asked_for
from tests.schedules.a_year import House, at, each_day


def mornings_pass(database: Database, first: date, last: date) -> None:
    """Half past nine of these days, both included."""
    House(database).passes(at(f"{day} 09:30") for day in each_day(first, last))


@after(fill_example)
def fill_june(database: Database) -> None:
    """The example after the mornings of 8 to 12 June."""
    mornings_pass(database, date(2023, 6, 8), date(2023, 6, 12))


@after(fill_june)
def fill_july(database: Database) -> None:
    """The same after those until 7 July."""
    mornings_pass(database, date(2023, 6, 13), date(2023, 7, 7))


@pytest.fixture
def house(sqlite: Engine, request: pytest.FixtureRequest) -> Iterator[House]:
    """A house on SQLite: the example, or as one of `on_12_june` and `on_7_july` says."""
    with sqlite.fresh(filling_asked_for(request, on_12_june=fill_june, on_7_july=fill_july)) as database:
        yield House(database)


@pytest.fixture
def on_12_june() -> None:
    """The mornings since 8 June have gone by, at half past nine: `house` is that."""


@pytest.fixture
def on_7_july() -> None:
    """The mornings since 8 June have gone by until 7 July, at half past nine: `house` is that."""


@pytest.fixture
def house_on_postgresql(postgresql: Engine) -> Iterator[House]:
    """The same on PostgreSQL."""
    with postgresql.fresh(fill_example) as database:
        yield House(database)
