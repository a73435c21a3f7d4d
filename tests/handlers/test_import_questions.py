"""What a tracker does not tell of its layout is asked in chat: all columns in one form, and never the same again."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.cards import Modal
from handlers.importing import reading
from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.known_layouts import KnownLayout
from models.plan.received_files import ReceivedFile
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import Somebody, cancel_every_meeting
from tests.databases import no_sql_differs
from tests.own_process import own_process_here

__all__ = ["own_process_here"]
Asked = Callable[[str], Somebody]

TRACKER = "Cyf,Gweithred,Lead,Golau,Gorffen\n2.9,Publish the ceiling,Jane in HR,{},31/03/2024\n".format
TWO_LINES = TRACKER("Amber") + "2.10,Paint the hall,Jane in HR,Green,30/04/2024\n"
ASKS, READ = "I have to ask about this file", "This is what I read. Nothing is written yet."
YES, CHANGE = "That is right", "Change the columns"


@pytest.fixture
def secretary(as_person: Asked, example: Database) -> Somebody:
    """The secretary; no board has a meeting in the calendar, so all that a file says is taken at once."""
    cancel_every_meeting(example)
    return as_person("secretary@example.org")


def filled(form: Modal, said: dict[str, str]) -> dict[str, str]:
    """The fields of the form with what is said of the columns with these headings."""
    fields = {each.label.split(": ", 1)[1]: each.name for each in form.inputs}
    return {fields[heading]: held for heading, held in said.items()}


@pytest.mark.usefixtures("own_process_here")
@pytest.mark.parametrize("apart", [False, True], ids=["here", "as in a process of its own"])
def test_all_that_is_unsure_is_one_question_and_never_again(
    secretary: Somebody, example: Database, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    if apart:
        monkeypatch.setattr(reading, "SMALL", 0)
    card = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    assert card.title == ASKS
    assert "Headings seen on the sheet “tracker”: “Cyf”, “Gweithred”, “Lead”" in in_words(card)
    assert "My guess: “Gweithred” is “Action”; “Golau” is “Activity”; “Gorffen” is “Due”. Is that" in in_words(card)
    with example.read() as session:
        events = session.exec(select(col(Event.id))).all()
    preview = secretary.presses(card, YES)
    assert preview.title == READ
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
    assert again.title == READ
    assert secretary.presses(again, "Import").title == "Imported."
    with example.read() as session:
        assert len(session.exec(select(Event).where(Event.what == "layout.told")).all()) == 1


@no_sql_differs
def test_the_form_has_every_column_with_its_cells_and_what_it_was_taken_for(secretary: Somebody) -> None:
    form = secretary.presses_for_form(secretary.sends("tracker.csv", TWO_LINES.encode()), CHANGE)
    assert [(each.label, each.value, each.hint) for each in form.inputs] == [
        ("A: Cyf", "Ref", "For example: 2.9; 2.10"),
        ("B: Gweithred", "Action", "For example: Publish the ceiling; Paint the hall"),
        ("E: Gorffen", "Due", "For example: 31/03/2024; 30/04/2024"),
        ("C: Lead", "SRO", "For example: Jane in HR"),
        ("D: Golau", "Activity", "For example: Amber; Green"),
    ], "the unsure ones first"
    assert form.inputs[0].options[-1] == ("-", "not used")
    twice = secretary.submits_wrongly(form, **filled(form, {"Cyf": "Action"}))
    assert "“Cyf” and “Gweithred” cannot both be the column “Action”" in in_words(twice)
    assert twice.inputs[0].value == "Action", "what was chosen is lost"
    none = secretary.submits_wrongly(form, **filled(form, {"Gweithred": "-"}))
    assert "which column is “Action”" in in_words(none)
    assert "is nothing that a column holds" in in_words(
        secretary.submits_wrongly(form, **filled(form, {"Cyf": "Forged"}))
    )
    preview = secretary.submits(form, **filled(form, {"Gorffen": "-"}))
    assert preview.title == READ
    meanings = {each["heading"]: each["meaning"] for each in preview.data["columns"]}
    assert (preview.data["added"], meanings["Cyf"], meanings["Gorffen"]) == (["2.9", "2.10"], "Ref", None)


@no_sql_differs
def test_a_column_that_was_read_wrongly_is_corrected_from_the_preview_and_remembered(
    secretary: Somebody, example: Database
) -> None:
    tracker = b"Ref,Action,Lead,Deadline,Target date,Status\nZ1,Mend the roof,Clerk,31/03/2024,30/04/2024,On track\n"
    preview = secretary.sends("tracker.csv", tracker)
    assert preview.title == READ
    form = secretary.presses_for_form(preview, CHANGE)
    changed = secretary.submits(form, **filled(form, {"Deadline": "-", "Target date": "Due"}))
    assert changed.title == READ
    secretary.presses(changed, "Import")
    with example.read() as session:
        (known,) = session.exec(select(KnownLayout)).all()
        assert known.told["columns"] == {"deadline": "-", "target date": "Due"}, "what was right is not told"
        action = session.exec(select(Action).where(Action.ref == "Z1")).one()
        assert action.approved_deadline.words() == "30 April 2024"
    again = secretary.sends("next month.csv", tracker)
    assert {each["heading"]: each["meaning"] for each in again.data["columns"]}["Target date"] == "Due"


@no_sql_differs
def test_a_sheet_of_very_many_columns_has_room_in_a_form(secretary: Somebody) -> None:
    more = [f"Cost of {number}" for number in range(120)]
    lines = [["Ref", "Action", *more, "Lead"], ["Z1", "Mend the roof", *["4"] * 120, "Clerk"]]
    preview = secretary.sends("wide.csv", "\n".join(map(",".join, lines)).encode())
    form = secretary.presses_for_form(preview, CHANGE)
    assert len(form.inputs) == 90
    assert {"Ref", "Action", "Lead"} <= {each.label.split(": ")[1] for each in form.inputs}
    assert "There is no room for 33 more columns, which are not used." in in_words(form)


@no_sql_differs
def test_a_form_shows_no_private_text(secretary: Somebody) -> None:
    tracker = b"Ref,Action,Lead,Status,Update\nZ1,Mend the roof,Clerk,On track,NHS number 943 476 5919\n"
    form = secretary.presses_for_form(secretary.sends("tracker.csv", tracker), CHANGE)
    assert "On track" in in_words(form)
    assert "943 476 5919" not in in_words(form)


@no_sql_differs
def test_a_question_is_answered_once_and_its_file_can_be_discarded(secretary: Somebody, example: Database) -> None:
    first = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    form = secretary.presses_for_form(first, CHANGE)
    second = secretary.presses(first, YES)
    assert "answered already" in in_words(secretary.presses(first, YES))
    assert "was not imported and is no longer kept" in in_words(secretary.presses(second, "Discard"))
    for late in (secretary.presses(first, YES), secretary.submits(form)):
        assert "imported or discarded already" in in_words(late)
    with example.read() as session:
        assert session.exec(select(KnownLayout)).all() == []


@no_sql_differs
def test_somebody_elses_question_is_not_answered(secretary: Somebody, as_person: Asked) -> None:
    card = secretary.sends("tracker.csv", TRACKER("Amber").encode())
    form = secretary.presses_for_form(card, CHANGE)
    chair = as_person("chair@example.org")
    answers = (chair.presses(card, YES), chair.presses(card, CHANGE), chair.submits(form))
    assert {each.title for each in answers} == {"Not open to you"}
