"""`/pack check`: what a pack lacks, and what was typed for it that disagrees with its figures or was left over."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from handlers.plain_text import in_words
from models.plan.actions import Action
from models.record.database import Database
from models.updates.recording import newest_update
from models.updates.updates import Update
from tests.asking import Clock, Somebody, buttons, tables
from tests.databases import no_sql_differs
from tests.handlers.test_pack import finish, publish

pytestmark = no_sql_differs
Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, WORKFORCE = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"
TYPED = (
    "43 of 64 actions (67%) are on track by my count. Spend is XX% of the budget. "
    "The fair was on Wednesday 8 June 2023, and 44 of 64 (68.75%) is right"
)


def test_what_was_typed_is_held_against_the_figures(as_person: Asked, example: Database, clock: Clock) -> None:
    as_person(WORKFORCE).types(f"/update 2.4 red/red {TYPED}; cause no officer; action hire one; back to green 30 Sep")
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    assert card.title == "Board pack for 7 June 2023, version 1: checked"
    (found,) = tables(card)
    assert found.columns == ("Where", "Printed", "Should be", "Why")
    where = "Progress report, 2.4, commentary"
    assert [row[:3] for row in found.rows] == [
        (where, "“43 of 64 actions (67%)”", "“44 (68.75%)”"),
        (where, "“XX%”", "-"),
        (where, "“Wednesday 8 June 2023”", "“Thursday 8 June 2023”"),
    ]
    assert found.rows[0][3] == "BRAG table, column “Current activity”: 32 Blue + 12 Green = 44 of 64."
    said = in_words(card)
    assert "It is to be out by Tuesday 30 May 2023." in said
    assert card.data["blockers"] == []
    assert [each["severity"] for each in card.data["findings"]] == ["error"] * 3
    assert [each.label for each in buttons(card)] == ["Publish"]
    chair = as_person(CHAIR).types("/pack check")
    assert tables(chair) == tables(card)
    assert buttons(chair) == []


def test_a_pack_without_faults_is_called_so_and_a_published_one_is_checked_too(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary, observer = as_person(SECRETARY), as_person("observer@example.org")
    assert "No pack has been compiled yet." in in_words(secretary.types("/pack check"))
    assert "There is no pack for 7 June 2023 yet." in in_words(secretary.types("/pack check 7 June 2023"))
    secretary.types("/pack compile")
    finish(example, clock)
    assert tables(secretary.types("/pack check 7 June 2023")) == []
    assert "No pack has been published yet." in in_words(observer.types("/pack check"))
    publish(secretary, example, clock)
    card = observer.types("/pack check")
    assert "It is to be out by" not in in_words(card)
    assert buttons(card) == []
    assert "What I could not use: “nonsense”" in in_words(secretary.types("/pack check nonsense"))


@pytest.mark.usefixtures("red_without_words")
def test_what_refuses_publication_comes_first_with_what_mends_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    card = secretary.types("/pack check")
    (blocker,) = card.data["blockers"]
    assert blocker.startswith("Red 2.4 has no commentary")
    assert [each.label for each in buttons(card)] == ["Take in 2.4"]
    assert in_words(card).index("Without this it cannot be published") < in_words(card).index("Red 2.4 has")


@pytest.fixture
def red_without_words(example: Database) -> None:
    """The last answer about 2.4, a Red, has no commentary."""
    with example.write() as session:
        update = newest_update(session, session.exec(select(Action.id).where(Action.ref == "2.4")).one() or 0)
        assert update is not None
        session.add(Update(**{**update.model_dump(exclude={"id"}), "commentary": None}))
