"""`/action 10.1 highlight ...`: nominating for the pack, who may, and what is refused."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.plain_text import in_words
from models.packs.highlights import Highlight, nominate, withdraw
from models.people.people import Person
from models.plan.actions import Action
from models.position.snapshots import unpublished_meeting
from models.record.database import Database
from models.record.events import Actor, Event
from tests.asking import Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY, SEND = "secretary@example.org", "send.sro@example.org"
TEXT = "24 places are open in 4 new bases."


@pytest.fixture(autouse=True)
def none_yet(example: Database) -> None:
    """The example nominates five; here nothing is nominated to begin with."""
    with example.write() as session:
        for each in session.exec(select(Highlight)):
            session.delete(each)


def kept(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(Highlight.text)))


@pytest.mark.parametrize("email", [SECRETARY, "send.chair@example.org", SEND])
def test_nominated_reworded_and_taken_off(as_person: Asked, example: Database, email: str) -> None:
    asker = as_person(email)
    assert asker.types(f"/action 10.7 highlight {TEXT}").data["highlights"] == ["10.7"]
    assert kept(example) == [TEXT]
    asker.types("/action 10.7 highlight Two of the bases are primary.")
    assert kept(example) == ["Two of the bases are primary."]
    assert asker.types("/action 10.7 highlight").data["highlights"] == ["10.7"]
    asker.types("/action 10.7 highlight none")
    assert kept(example) == []
    with example.read() as session:
        events = session.exec(select(Event).where(Event.subject == "action 10.7")).all()[-3:]
    assert [each.what for each in events] == ["highlight.nominated", "highlight.reworded", "highlight.withdrawn"]
    assert TEXT not in str([each.model_dump() for each in events])


@no_sql_differs
def test_the_vice_chair_of_the_actions_own_board_nominates_it(as_person: Asked, example: Database) -> None:
    vice_chair = as_person("commissioning.sro@example.org")  # of the Workforce Board
    assert vice_chair.types(f"/action 2.4 highlight {TEXT}").data["highlights"] == ["2.4"]
    assert kept(example) == [TEXT]


OTHERS = [
    "observer@example.org",
    "adviser@example.org",
    "director@example.org",
    "chair@example.org",  # of the Improvement Board
    "cpb.chair@example.org",
    "workforce.sro@example.org",  # vice chair of the Practice Board
    "send.lead@example.org",
]


@no_sql_differs
def test_a_delegate_updates_and_does_not_nominate(as_person: Asked, example: Database) -> None:
    as_person(SEND).types("/return delegate send.lead@example.org")
    delegate = as_person("send.lead@example.org")
    assert delegate.opens("/update 10.7").verb == "update.submit"
    assert "not open to you" in in_words(delegate.types(f"/action 10.7 highlight {TEXT}")).lower()
    assert kept(example) == []


def test_somebody_elses_words_are_shown_and_replaced_only_then(as_person: Asked, example: Database) -> None:
    secretary, sro = as_person(SECRETARY), as_person(SEND)
    sro.types(f"/action 10.7 highlight {TEXT}")
    asked = secretary.types("/action 10.7 highlight Two of the bases are primary.")
    said = in_words(asked)
    assert "SEND SRO said of 10.7, on 7 June 2023, 10:00:" in said
    assert TEXT in said
    assert "Two of the bases are primary." in said
    assert kept(example) == [TEXT]
    assert secretary.presses(asked, "Replace it").title == "10.7 is nominated"
    assert kept(example) == ["Two of the bases are primary."]
    with example.read() as session:
        (event,) = session.exec(select(Event).where(Event.what == "highlight.reworded")).all()
        assert event.before is not None
        assert event.before["by"] == sro.id
        assert event.person_id == secretary.id


@no_sql_differs
def test_somebody_elses_words_are_shown_and_taken_off_only_then(as_person: Asked, example: Database) -> None:
    secretary, sro = as_person(SECRETARY), as_person(SEND)
    secretary.types(f"/action 10.7 highlight {TEXT}")
    asked = sro.types("/action 10.7 highlight none")
    assert TEXT in in_words(asked)
    assert kept(example) == [TEXT]
    assert sro.presses(asked, "Take it off").title == "10.7 is taken off the highlights"
    assert kept(example) == []
    assert "10.7 is not among the highlights" in in_words(sro.presses(asked, "Take it off"))


@no_sql_differs
def test_words_that_changed_since_they_were_shown_are_shown_anew(as_person: Asked, example: Database) -> None:
    secretary, sro = as_person(SECRETARY), as_person(SEND)
    sro.types(f"/action 10.7 highlight {TEXT}")
    asked = secretary.types("/action 10.7 highlight none")
    sro.types("/action 10.7 highlight It is 26 places.")
    again = secretary.presses(asked, "Take it off")
    assert "It is 26 places." in in_words(again)
    assert kept(example) == ["It is 26 places."]
    secretary.presses(again, "Take it off")
    assert kept(example) == []


@no_sql_differs
@pytest.mark.parametrize("email", OTHERS)
def test_the_button_asks_for_the_right_again(as_person: Asked, example: Database, email: str) -> None:
    as_person(SECRETARY).types(f"/action 10.7 highlight {TEXT}")
    asked = as_person(SEND).types("/action 10.7 highlight none")
    assert as_person(email).presses(asked, "Take it off").title == "Not open to you"
    assert kept(example) == [TEXT]


def test_an_sro_nominates_their_own_action_and_no_other(as_person: Asked, example: Database) -> None:
    with example.read() as session:
        mine = session.exec(select(Action.ref).where(Action.ref == "1.1")).first()
    sro = as_person("cpb.sro@example.org")
    sro.types(f"/action {mine} highlight {TEXT}")
    assert kept(example) == [TEXT]
    assert "Action 10.7 is not yours to nominate" in in_words(sro.types(f"/action 10.7 highlight {TEXT}"))
    assert kept(example) == [TEXT]


@no_sql_differs
@pytest.mark.parametrize("email", OTHERS)
def test_others_may_not(as_person: Asked, example: Database, email: str) -> None:
    assert as_person(email).types(f"/action 10.7 highlight {TEXT}").title == "Not open to you"
    assert as_person(email).types("/action 10.7 highlight none").title == "Not open to you"
    assert kept(example) == []


@no_sql_differs
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The child born 04/05/2016 is happy", "nothing of it was stored"),
        ("x" * 601, "a highlight is a sentence or two"),
        ("none", "10.7 is not among the highlights"),
    ],
)
def test_what_cannot_be_kept_is_refused(as_person: Asked, example: Database, said: str, why: str) -> None:
    assert why in in_words(as_person(SECRETARY).types(f"/action 10.7 highlight {said}"))
    assert kept(example) == []


@no_sql_differs
def test_an_action_that_has_left_is_in_no_pack(as_person: Asked, example: Database) -> None:
    assert "has left the plan" in in_words(as_person(SECRETARY).types(f"/action 5.6 highlight {TEXT}"))
    assert kept(example) == []


@pytest.mark.parametrize("said", [TEXT, "none"])
def test_two_who_say_it_at_once_wait_for_each_other(as_person: Asked, example: Database, said: str) -> None:
    """The first one's transaction is open until the other one waits for it, and would else have read too early."""
    if said == "none":
        as_person(SECRETARY).types(f"/action 10.7 highlight {TEXT}")
    answers: list[Card] = []
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "10.7")).one()
        secretary = session.exec(select(Person).where(Person.email == SECRETARY)).one()
        organisation_id, day = secretary.organisation_id, date(2023, 6, 7)
        meeting = unpublished_meeting(session, organisation_id, day)
        assert meeting is not None
        actor = Actor(organisation_id, secretary.id, datetime(2023, 6, 7, 9, tzinfo=UTC), "test")
        if said == "none":
            assert withdraw(session, actor, action, meeting.id)
        else:
            nominate(session, actor, action, meeting.id, "What the first one said.")
        sro = as_person(SEND)
        thread = threading.Thread(target=lambda: answers.append(sro.types(f"/action 10.7 highlight {said}")))
        thread.start()
        thread.join(0.3)
    thread.join()
    assert kept(example) == ([] if said == "none" else ["What the first one said."])
    assert [each.title for each in answers] == ["That did not work" if said == "none" else "10.7 is nominated already"]
