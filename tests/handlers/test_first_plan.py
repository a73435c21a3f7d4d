"""The first day: an empty record, a secretary, their tracker, and the people who begin to use it."""

import pytest
from sqlmodel import Session

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.importing.registers import take_people
from handlers.plain_text import in_words
from models.plan.founding import found
from models.record.database import Database
from models.record.events import Actor, Change, record_many
from papers.plan.contents import PersonRow
from tests.asking import Clock, Somebody, somebody
from tests.databases import no_sql_differs

TRACKER = b"""Our tracker,,,,,
,,,,,
Ref,Objective,Lead,By when,RAG,Update
1.1,Agree the strategy,Jo in HR,31/03/2023,R,waiting for the budget
1.2,Train the managers,Jo in HR,TBC,G,two of four courses held
10.1,Map the places,Kit in SEND,Sept 2023,complete,see the map
9.9,Clean the data,,ongoing,,
"""


@pytest.fixture
def dispatcher(database: Database, clock: Clock) -> Dispatcher:
    with database.write() as session:
        organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
        appoint(session, organisation.id, clock, PersonRow("", "Secretary", "secretariat", None, "S", "s@example.org"))
        appoint(session, organisation.id, clock, PersonRow("", "Chair", "chair", None, "C", "c@example.org"))
    return Dispatcher(database, registry, clock)


def appoint(session: Session, organisation_id: int, clock: Clock, row: PersonRow) -> None:
    actor, changes = Actor(organisation_id, None, clock.now, "test"), list[Change]()
    take_people(session, actor, (row,), {}, changes)
    record_many(session, actor, changes)


@pytest.fixture
def secretary(dispatcher: Dispatcher) -> Somebody:
    return somebody(dispatcher, "s@example.org")


@pytest.fixture
def chair(dispatcher: Dispatcher) -> Somebody:
    return somebody(dispatcher, "c@example.org")


def test_before_the_first_plan_everything_says_what_to_do(secretary: Somebody, chair: Somebody) -> None:
    assert "The secretariat can send me the tracker" in in_words(chair.types("/brag"))
    assert "The secretariat can send me the tracker" in in_words(chair.dispatcher.home(chair.id))
    for line in ("/brag moves", "/brag gap", "/brag slow", "/brag reds", "/action mine", "/secretariat help"):
        assert chair.types(line).title not in ("Something went wrong on our side", "That did not work")
    assert "The plan has no action 2.4." in in_words(chair.types("/brag 2.4"))
    assert "No action has “campaign” in its title." in in_words(chair.types("/action find campaign"))
    assert secretary.types("/secretariat boards").title == "Boards"


def test_the_tracker_is_taken_and_everything_else_works_meanwhile(secretary: Somebody, chair: Somebody) -> None:
    preview = secretary.sends("tracker.csv", TRACKER)
    assert preview.data["added"] == ["1.1", "1.2", "10.1", "9.9"]
    assert preview.data["owners_to_link"] == {"Jo in HR": 2, "Kit in SEND": 1}
    told, once, before = preview.data["notes"]
    assert told.startswith("Its ratings are on the scale RAG: Red, Amber and Green.")
    assert once.startswith("The file has one rating for each action, so the plan rates activity alone.")
    assert before == "Another scale is chosen with “/secretariat scale” before the ratings are imported."
    secretary.presses(preview, "Import")
    position = chair.types("/brag")
    assert position.data["current"]["total"] == 4
    assert position.data["current"]["on_track"] == {"count": 2, "percent": "50.00", "carried": None}
    assert position.data["meeting"] is None
    assert position.title == "RAG position"
    assert [each["days_overdue"] for each in position.data["reds"]] == [68]
    assert [each["ref"] for each in chair.types("/action find a").data["actions"]][-2:] == ["9.9", "10.1"]
    assert "nothing to compare with" in in_words(chair.types("/brag moves"))


@no_sql_differs
def test_the_first_sro_is_linked_and_answers(dispatcher: Dispatcher, secretary: Somebody, chair: Somebody) -> None:
    secretary.presses(secretary.sends("tracker.csv", TRACKER), "Import")
    secretary.types('/secretariat people link "Jo in HR" jo@example.org')
    jo = somebody(dispatcher, "jo@example.org")
    card = jo.types("/update 1.1 amber the budget is agreed")
    assert card.title.startswith("Recorded: 1.1")
    assert "For: the next board" in in_words(card)
    assert chair.types("/brag").data["reds"] == []
    assert "is not yours to update" in in_words(jo.types("/update 10.1 green mapped"))


@no_sql_differs
def test_without_any_board_it_is_said_what_waits_and_how_it_is_entered(secretary: Somebody) -> None:
    assert "There is no improvement board yet." in in_words(secretary.types("/board requests"))
    secretary.presses(secretary.sends("tracker.csv", TRACKER), "Import")
    proposed = secretary.types("/action 1.1 withdraw it is done elsewhere")
    assert "No board is in the record that could decide it" in in_words(proposed)
    for line in ("/board requests", "/board decide"):
        said = in_words(secretary.types(line))
        assert "There is no board yet that could be asked. What waits is entered by the secretariat: P1, Withd" in said
        assert '/board decide P7 agreed by:"Workforce Board"' in said
    assert secretary.types('/board decide P1 agreed by:"Cabinet"').data["decision"] == "D1"
