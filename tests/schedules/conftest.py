"""Houses for the tests of what happens by itself: the example, with a dispatcher, an outbox worker and a clock that
can be set.
"""

from collections.abc import Iterator

import pytest

from tests.databases import Engine, fill_example
from tests.schedules.a_year import House


@pytest.fixture
def house(sqlite: Engine) -> Iterator[House]:
    """A house on SQLite."""
    with sqlite.fresh(fill_example) as database:
        yield House(database)


@pytest.fixture
def house_on_postgresql(postgresql: Engine) -> Iterator[House]:
    """The same on PostgreSQL."""
    with postgresql.fresh(fill_example) as database:
        yield House(database)
