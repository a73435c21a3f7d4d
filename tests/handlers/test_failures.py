"""An unexpected failure: a card with a number, the same number in the log, nothing changed and nothing typed logged."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session, select
from structlog.testing import capture_logs

from handlers.access import Permission
from handlers.cards import Card
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from handlers.registry import Registry, Unsaid
from handlers.requests import Request
from models.record.database import Database
from models.record.events import Actor, Change, Event, record
from models.record.organisation import Organisation
from tests.asking import Clock, Somebody, somebody
from tests.databases import no_sql_differs

TYPED = "the zeppelin text"


@pytest.fixture
def failing(example: Database, clock: Clock) -> Iterator[Somebody]:
    registry = Registry()

    def fail(session: Session, request: Request) -> Card:
        actor = Actor(request.asker.organisation_id, request.asker.id, request.now, "test")
        record(session, actor, Change("test.written", "nothing"))
        raise ValueError(f"cannot read {request.text or request.values}")

    def refused_by_the_database(session: Session, request: Request) -> Card:
        session.add(Organisation(name=request.text))
        session.flush()
        session.add(Organisation(name=request.text))
        session.flush()
        raise AssertionError

    for name, what in (("/fail", fail), ("/twice", refused_by_the_database)):
        command = registry.command(name, "Fails")
        command.verb("all", right=Permission.READ, writes=True, unsaid=tuple(Unsaid))(what)
    registry.form("fail.submit", right=Permission.READ)(fail)
    yield somebody(Dispatcher(example, registry, clock), "chair@example.org")
    with example.read() as session:
        assert session.exec(select(Event).where(Event.what == "test.written")).all() == []
        assert len(session.exec(select(Organisation)).all()) == 1


@no_sql_differs
@pytest.mark.parametrize("line", [f"/fail {TYPED}", f"/twice {TYPED}"])
def test_a_handler_that_raises(failing: Somebody, line: str) -> None:
    with capture_logs() as logged:
        card = failing.types(line)
    assert card.title == "Something went wrong on our side"
    assert "Nothing was changed." in in_words(card)
    failure = card.data["failure"]
    assert failure in in_words(card)
    (entry,) = logged
    assert entry["failure"] == failure
    assert entry["log_level"] == "error"
    assert "zeppelin" not in str(logged)
    assert "zeppelin" not in in_words(card)


@no_sql_differs
def test_each_failure_has_its_own_number(failing: Somebody) -> None:
    numbers = {failing.types("/fail").data["failure"] for _ in range(3)}
    assert len(numbers) == 3


@no_sql_differs
def test_a_button_that_is_no_more(as_person: Callable[[str], Somebody]) -> None:
    chair = as_person("chair@example.org")
    origin = chair._origin()
    reply = chair.dispatcher.press(chair.id, "minutes.publish", "1", origin)
    assert reply is not None
    assert "That button is from an older version of the bot" in in_words(reply.answer)
    reply = chair.dispatcher.submit(chair.id, "pack.submit", "1", {}, chair._origin())
    assert reply is not None
    assert reply.answer.title == "That did not work"
