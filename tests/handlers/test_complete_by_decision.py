"""Where people choose no level for what is done, a decision marks an action complete (`domain.md` 4.1, 5)."""

from collections.abc import Callable

import pytest

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.plan.scales import PROGRESS, RAG
from models.record.database import Database
from tests.asking import Clock, Somebody, somebody
from tests.databases import no_sql_differs
from tests.scales import speak

CLOSE = "/action 2.3 close; evidence: https://example.org/audit; what was done: every placement has a planned exit"
Asked = Callable[[str], Somebody]


@pytest.fixture
def asked(example: Database, clock: Clock) -> Asked:
    """Whoever asks, of the example with Red, Amber and Green."""
    speak(example, RAG)
    dispatcher = Dispatcher(example, registry, clock)
    return lambda name: somebody(dispatcher, f"{name}@example.org")


def ratings(asked: Asked, ref: str = "2.3") -> tuple[object, object]:
    data = asked("chair").types(f"/action {ref}").data
    return data["activity"], data["impact"]


def counted(asked: Asked) -> tuple[int, int]:
    now = asked("chair").types("/brag").data["current"]
    return now["total"], now["activity"]["complete"]["count"]


@no_sql_differs
def test_what_a_board_closes_is_complete_and_counts_as_done_in_a_row_of_its_own(asked: Asked) -> None:
    was, (total, done) = ratings(asked), counted(asked)
    assert was[0] == "amber"
    proposed = asked("workforce.sro").types(CLOSE)
    assert proposed.data["proposal"]["kind"] == "close"
    assert "Amber" in in_words(proposed)
    assert "Complete" in in_words(proposed)
    assert counted(asked) == (total, done)

    decided = asked("secretary").types("/board decide P1 agreed")
    assert "2.3: rated Amber → rated Complete." in in_words(decided)
    assert ratings(asked) == ("complete", was[1])
    assert counted(asked) == (total, done + 1)
    card = in_words(asked("chair").types("/action 2.3"))
    assert "D1, Improvement Board, 7 June 2023" in card
    assert "every placement has a planned exit" in card
    assert "https://example.org/audit" in card


@no_sql_differs
def test_that_decision_can_be_undone_and_agreed_again(asked: Asked) -> None:
    was, before = ratings(asked), counted(asked)
    said = in_words(asked("chair").types("/action 2.3"))
    asked("workforce.sro").types(CLOSE)
    asked("secretary").types("/board decide P1 agreed")
    undone = asked("secretary").types("/board decide undo")
    assert "as it was before" in in_words(undone)
    assert (ratings(asked), counted(asked)) == (was, before)
    assert "every placement has a planned exit" not in in_words(asked("chair").types("/action 2.3"))
    assert said.splitlines()[:5] == in_words(asked("chair").types("/action 2.3")).splitlines()[:5]
    asked("secretary").types("/board decide P1 agreed")
    assert ratings(asked) == ("complete", was[1])


@no_sql_differs
def test_what_its_owner_said_since_is_not_undone(asked: Asked) -> None:
    asked("workforce.sro").types(CLOSE)
    asked("secretary").types("/board decide P1 agreed")
    assert asked("workforce.sro").types("/update 2.3 green/amber two of the exits have stopped").done
    assert ratings(asked)[0] == "green"
    undone = asked("secretary").types("/board decide undo")
    assert "2.3 has been changed since" in in_words(undone)


@no_sql_differs
def test_what_is_complete_is_not_closed_again(asked: Asked) -> None:
    asked("workforce.sro").types(CLOSE)
    asked("secretary").types("/board decide P1 agreed")
    assert "2.3 is Complete already" in in_words(asked("workforce.sro").types(CLOSE))


@no_sql_differs
def test_where_people_choose_a_level_for_it_closing_ends_an_action(example: Database, clock: Clock) -> None:
    speak(example, PROGRESS)
    dispatcher = Dispatcher(example, registry, clock)
    proposed = somebody(dispatcher, "workforce.sro@example.org").types(CLOSE)
    assert "closed" in in_words(proposed)
