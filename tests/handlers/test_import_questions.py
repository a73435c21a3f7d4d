"""What a tracker does not tell of its layout is asked in chat: a choice for each question, and never the same again."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.cards import Card, Select
from handlers.importing import reading
from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.known_layouts import KnownLayout
from models.plan.received_files import ReceivedFile
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Somebody

Asked = Callable[[str], Somebody]

TRACKER = "Cyf,Gweithred,Lead,Golau,Gorffen\n2.9,Publish the ceiling,Jane in HR,{},31/03/2024\n".format
ASKS = "I have to ask about this file"


@pytest.fixture
def secretary(as_person: Asked) -> Somebody:
    return as_person("secretary@example.org")


def selects(card: Card) -> list[Select]:
    return [each for element in card.body for each in getattr(element, "elements", ()) if isinstance(each, Select)]


def chosen(somebody: Somebody, card: Card, question: int, label: str) -> Card:
    """The card that answers the choice of this option of a question."""
    select = selects(card)[question]
    (value,) = [value for value, option in select.options if option == label]
    reply = somebody.dispatcher.press(somebody.id, select.verb, value, somebody._origin())
    assert reply is not None
    assert isinstance(reply.answer, Card)
    return reply.answer


@pytest.mark.parametrize("apart", [False, True], ids=["here", "in a process of its own"])
def test_one_question_after_the_other_and_never_again(
    secretary: Somebody, example: Database, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    if apart:
        monkeypatch.setattr(reading, "SMALL", 0)
    card = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    assert card.title == ASKS
    assert "Headings seen on the sheet “tracker”: “Cyf”, “Gweithred”, “Lead”" in in_words(card)
    assert [label for _, label in selects(card)[0].options] == ["Gweithred", "Gorffen", "Golau", "Cyf"]
    with example.read() as session:
        events = session.exec(select(col(Event.id))).all()
    card = chosen(secretary, card, 0, "Gweithred")
    assert card.title == ASKS
    due, rating = card.data["questions"]
    assert "The column “Gorffen” looks like it." in due["text"]
    assert "The column “Golau” looks like it." in rating["text"]
    card = chosen(secretary, card, 0, "Gorffen")
    assert [each["text"] for each in card.data["questions"]] == [rating["text"]]
    preview = chosen(secretary, card, 0, "Golau")
    assert preview.title == "This is what I read. Nothing is written yet."
    meanings = {each["heading"]: each["meaning"] for each in preview.data["columns"]}
    assert meanings == {
        "Cyf": None, "Gweithred": "Action", "Lead": "SRO", "Golau": "Activity", "Gorffen": "Due",
    }  # fmt: skip
    with example.read() as session:
        assert session.exec(select(col(Event.id))).all() == events
    imported = secretary.presses(preview, "Import")
    assert imported.data == preview.data
    assert "What was told about the layout is kept for the next file with these headings." in imported.data["notes"]
    with example.read() as session:
        assert session.exec(select(ReceivedFile)).all() == []
        (known,) = session.exec(select(KnownLayout)).all()
        assert known.told["columns"] == {"gweithred": "Action", "golau": "Activity", "gorffen": "Due"}
        told = session.exec(select(Event).where(Event.what == "layout.told")).one()
        assert (told.before, told.person_id) == (None, secretary.id)
        assert told.after == {"columns": ["Action", "Activity", "Due"], "sheets": 0}, "no word of the file"
        assert first_broken(session, 1) is None
        (added,) = session.exec(select(Action).where(Action.title == "Publish the ceiling")).all()
        assert added.approved_deadline.words() == "31 March 2024"
    again = secretary.sends("next month.csv", TRACKER("Green").encode())
    assert again.title == "This is what I read. Nothing is written yet."
    assert secretary.presses(again, "Import").title == "Imported."
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "layout.told")).all()) == 1


def test_a_question_is_answered_once_and_its_file_can_be_discarded(secretary: Somebody, example: Database) -> None:
    first = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    second = chosen(secretary, first, 0, "Gweithred")
    assert "answered already" in in_words(chosen(secretary, first, 0, "Cyf"))
    assert "was not imported and is no longer kept" in in_words(secretary.presses(second, "Discard"))
    assert "imported or discarded already" in in_words(chosen(secretary, second, 0, "Gorffen"))
    with example.read() as session:
        assert session.exec(select(KnownLayout)).all() == []


def test_somebody_elses_question_is_not_answered(secretary: Somebody, as_person: Asked) -> None:
    card = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    assert chosen(as_person("chair@example.org"), card, 0, "Gweithred").title == "Not open to you"
