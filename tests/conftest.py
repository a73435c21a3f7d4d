"""Fixtures that every folder of tests shares: a database, the example, and people who ask, on both engines.

A test that asks for `database` or `example_dispatcher` runs twice, on SQLite and on PostgreSQL. A folder whose tests
need one engine only (doors, browsers) says so in its own conftest: `engine` overridden to give `sqlite`.
"""

import gc
import os
from collections.abc import Callable, Generator, Iterator

import pytest
from hypothesis import settings

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from models.record.database import Database
from tests.asking import Clock, Somebody, somebody
from tests.databases import Engine, PostgreSQL, SQLite, fill_example, fill_nothing

settings.register_profile("suite", deadline=None, print_blob=True)  # nothing is timed in a test
settings.load_profile("suite")


LONG = ("tests/browser/", "tests/crash/", "tests/schedules/test_a_year.py", "tests/schedules/test_upcoming.py")
"""What takes many seconds a test, the longest first; of a browser's tests none may come between two others."""

gc.set_threshold(10_000, 10, 10)  # with Python's own, a quarter of a run goes into looking for garbage


def pytest_xdist_auto_num_workers() -> int:
    """Twice as many as there are processors: with half as many again a fifth of their time is waited away."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are collected, and stay: nobody looks for garbage among them, now or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left alone with it at the end."""

    def turn(item: pytest.Item) -> int:
        return next((number for number, each in enumerate(LONG) if item.nodeid.startswith(each)), len(LONG))

    items.sort(key=turn)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Engine:
    """SQLite databases, whose templates the workers of this run share."""
    shared = tmp_path_factory.getbasetemp().parent / f"sqlite-{testrun_uid}"
    shared.mkdir(exist_ok=True)
    return SQLite(tmp_path_factory.mktemp("sqlite"), shared)


@pytest.fixture(scope="session")
def postgresql(testrun_uid: str) -> Iterator[Engine]:
    """PostgreSQL databases, on a server that the workers of this run share."""
    engine = PostgreSQL(testrun_uid)
    yield engine
    engine.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Both engines, one after the other."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def database(engine: Engine) -> Iterator[Database]:
    """An empty record."""
    with engine.fresh(fill_nothing) as database:
        yield database


@pytest.fixture
def example(engine: Engine) -> Iterator[Database]:
    """A record with the example plan in it."""
    with engine.fresh(fill_example) as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    """The clock of the dispatcher: the morning of the board of 7 June 2023."""
    return Clock("2023-06-07 10:00")


@pytest.fixture
def example_dispatcher(example: Database, clock: Clock) -> Dispatcher:
    """The dispatcher, on the example."""
    return Dispatcher(example, registry, clock)


@pytest.fixture
def as_person(example_dispatcher: Dispatcher) -> Callable[[str], Somebody]:
    """Somebody at the dispatcher, by e-mail: `as_person("chair@example.org").types("/brag")`."""
    return lambda email: somebody(example_dispatcher, email)
