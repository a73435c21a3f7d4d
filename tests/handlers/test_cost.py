"""What an answer costs, in steps of the database: after many meetings as much as after few; and of a large plan no
more is read than is shown.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from sqlmodel import Session

from bot.settings import Settings
from bot.terminal.plans import take_plan
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.pages import dashboard
from models.plan.actions import living_plan
from models.plan.ratings import speak_in
from models.position.counting import Scope
from models.position.likely_to_slip import first_likely_to_slip, likely_to_slip
from models.position.movements import Steps, first_movements, movements
from models.position.position import Position, position_at
from models.record.database import Database
from tests.asking import somebody
from tests.bench.plans import NOW, plan_of
from tests.databases import Engine, no_sql_differs
from tests.statements import steps

ON = date(2023, 6, 7)
SCOPES = (Scope(), Scope(board_ids=frozenset({2})), Scope(area_ids=frozenset({1, 2})))


@pytest.fixture(scope="module")
def after_few_and_many(sqlite: Engine) -> Iterator[tuple[Database, Database]]:
    """A plan of 16 actions after 12 frozen meetings, and after 60."""

    def fill(meetings: int, database: Database) -> None:
        take_plan(Dispatcher(database, registry, lambda: NOW), Settings(), plan_of(16, meetings), "test")

    with sqlite.fresh(partial(fill, 12)) as few, sqlite.fresh(partial(fill, 60)) as many:
        yield few, many


def steps_of(database: Database, line: str) -> int:
    """How many steps an answer takes that nobody has asked for before."""
    chair = somebody(Dispatcher(database, registry, lambda: NOW), "chair@example.org")
    chair.types("/action 1.2")  # what is known of the plan's refs is asked once
    with steps(database) as taken:
        assert chair.types(line).done
        return taken()


@pytest.mark.parametrize("line", ["/action 1.1", "/brag", "/brag reds", "/brag likely", "/brag slow 1.1", "/brag pace"])
def test_many_frozen_meetings_cost_no_more_than_a_few(after_few_and_many: tuple[Database, Database], line: str) -> None:
    few, many = (steps_of(database, line) for database in after_few_and_many)
    assert 0 < many <= few * 1.01, (few, many)


def position_of(session: Session) -> Position:
    plan = living_plan(session, 1)
    assert plan is not None
    now = position_at(session, plan, NOW, ON)
    speak_in(now.scale)
    return now


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("compared", [("activity", "impact"), ("activity",)])
def test_the_first_movements_are_those_of_all(example: Database, scope: Scope, compared: tuple[str, ...]) -> None:
    with example.read() as session:
        now = position_of(session)
        assert now.previous
        before, current = now.previous[0], now.current
        found = movements(session, before, current, scope, compared)
        first = first_movements(session, before, current, scope, compared, 2)
        back = movements(session, current, before, scope, compared)
        first_back = first_movements(session, current, before, scope, compared, 1000)
    assert len(found.moved) > 2
    assert [*first.moved] == [*found.moved[:2]]
    assert [*first_back.moved] == [*back.moved]
    for some, all_ in ((first, found), (first_back, back)):
        assert sum(some.steps.values()) == len(all_.moved)
        assert set(some.steps) == {Steps(each.activity, each.impact) for each in all_.moved}
        assert ([*some.joined], [*some.left]) == ([*all_.joined], [*all_.left])


@pytest.mark.parametrize("scope", SCOPES)
def test_the_first_that_are_likely_to_slip_are_those_of_all(example: Database, scope: Scope) -> None:
    with example.read() as session:
        now = position_of(session)
        found = likely_to_slip(session, now, scope)
        assert found == sorted(found, key=lambda each: each.due)
        for most in (0, 2, 100):
            assert first_likely_to_slip(session, now, scope, most) == (found[:most], len(found))


@no_sql_differs
def test_the_dashboard_says_how_many_more_there_are(
    example_dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = somebody(example_dispatcher, "chair@example.org").id
    whole = example_dispatcher.view(chair, "page.dashboard")
    monkeypatch.setattr(dashboard, "MOST_SHOWN", 2)
    some = example_dispatcher.view(chair, "page.dashboard", values={"page": "1"})
    assert (some.moved, some.likely_said) == (whole.moved, whole.likely_said)
    assert [*some.moves.rows] == [*whole.moves.rows[:2]]
    assert some.more_moves == len(whole.moves.rows) - 2
    assert [*some.likely.rows] == [*whole.likely.rows[:2]]
    assert some.more_likely == len(whole.likely.rows) - 2
