"""`/action 10.1 highlight ...`: nominating for the pack, who may, and what is refused."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from handlers.cards import Card
from handlers.words import in_words
from models.database import Database
from models.events import Actor, Event
from models.highlights import Highlight, nominate, withdraw
from models.people import Person
from models.plan import Action
from models.snapshots import unpublished_meeting
from tests.asking import Somebody

Asked = Callable[[str], Somebody]
SECRETARY, SEND = "secretary@example.org", "send.sro@example.org"
TEXT = "24 places are open in 4 new bases."


def kept(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(Highlight.text)))


@pytest.mark.parametrize("email", [SECRETARY, "chair@example.org", "director@example.org"])
def test_nominated_reworded_and_taken_off(desk_as: Asked, example: Database, email: str) -> None:
    asker = desk_as(email)
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


def test_an_sro_nominates_their_own_action_and_no_other(desk_as: Asked, example: Database) -> None:
    with example.read() as session:
        mine = session.exec(select(Action.ref).where(Action.ref == "1.1")).first()
    sro = desk_as("cpb.sro@example.org")
    sro.types(f"/action {mine} highlight {TEXT}")
    assert kept(example) == [TEXT]
    assert "Action 10.7 is not yours to nominate" in in_words(sro.types(f"/action 10.7 highlight {TEXT}"))
    assert kept(example) == [TEXT]


@pytest.mark.parametrize("email", ["observer@example.org", "adviser@example.org"])
def test_others_may_not(desk_as: Asked, example: Database, email: str) -> None:
    assert desk_as(email).types(f"/action 10.7 highlight {TEXT}").title == "Not open to you"
    assert desk_as(email).types("/action 10.7 highlight none").title == "Not open to you"
    assert kept(example) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The child born 04/05/2016 is happy", "nothing of it was stored"),
        ("x" * 601, "a highlight is a sentence or two"),
        ("none", "10.7 is not among the highlights"),
    ],
)
def test_what_cannot_be_kept_is_refused(desk_as: Asked, example: Database, said: str, why: str) -> None:
    assert why in in_words(desk_as(SECRETARY).types(f"/action 10.7 highlight {said}"))
    assert kept(example) == []


def test_an_action_that_has_left_is_in_no_pack(desk_as: Asked, example: Database) -> None:
    assert "has left the plan" in in_words(desk_as(SECRETARY).types(f"/action 5.6 highlight {TEXT}"))
    assert kept(example) == []


@pytest.mark.parametrize("said", [TEXT, "none"])
def test_two_who_say_it_at_once_wait_for_each_other(desk_as: Asked, example: Database, said: str) -> None:
    """The first one's transaction is open until the other one waits for it, and would else have read too early."""
    if said == "none":
        desk_as(SECRETARY).types(f"/action 10.7 highlight {TEXT}")
    answers: list[Card] = []
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "10.7")).one()
        secretary = session.exec(select(Person).where(Person.email == SECRETARY)).one()
        organisation_id, day = secretary.organisation_id, date(2023, 6, 7)
        meeting = unpublished_meeting(session, organisation_id, day)
        assert meeting is not None
        assert meeting.id is not None
        actor = Actor(organisation_id, secretary.id, datetime(2023, 6, 7, 9, tzinfo=UTC), "test")
        if said == "none":
            assert withdraw(session, actor, action, meeting.id)
        else:
            nominate(session, actor, action, meeting.id, "What the first one said.")
        chair = desk_as("chair@example.org")
        thread = threading.Thread(target=lambda: answers.append(chair.types(f"/action 10.7 highlight {said}")))
        thread.start()
        thread.join(0.3)
    thread.join()
    assert kept(example) == ([] if said == "none" else [TEXT])
    assert [each.title for each in answers] == ["That did not work" if said == "none" else "10.7 is nominated"]
