"""What a person says by hand of a file that was misread, in chat: the row of its headings, and what words mean."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import select

from bot.slack.forms import form_view
from bot.slack.limits import BLOCKS_IN_A_VIEW
from handlers.cards import Card, Modal
from handlers.importing import reading
from handlers.plain_text import in_words
from models.plan.actions import Action
from models.plan.known_layouts import KnownLayout
from models.plan.ratings import Rating
from models.plan.received_files import ReceivedFile
from models.record.database import Database
from models.record.events import Event, first_broken
from models.updates.updates import Update
from tests.asking import Somebody, button, buttons, cancel_every_meeting
from tests.databases import no_sql_differs
from tests.own_process import own_process_here

__all__ = ["own_process_here"]
Asked = Callable[[str], Somebody]

READ, ASKS, CANNOT = (
    "This is what I read. Nothing is written yet.",
    "I have to ask about this file",
    "This file cannot be read as it is",
)
CHANGE, HEADINGS, WORDS = "Change the columns", "Change the headings", "What words mean"

LEGEND = "Colour,Meaning,,\nRed,late,,\nGreen,well,,\n"
HEADS, ROWS = "Qwe,Rty,Uio,Asd\n", "Z1,Mend the roof of the hall,Clerk,Open\nZ2,Paint the door,Caretaker,Parked\n"


@pytest.fixture
def secretary(as_person: Asked, example: Database) -> Somebody:
    """The secretary; no board has a meeting in the calendar, so all that a file says is taken at once."""
    cancel_every_meeting(example)
    return as_person("secretary@example.org")


def filled(form: Modal, said: dict[str, str]) -> dict[str, str]:
    """The fields of the form with what is said of those with these labels, without the letter of a column."""
    fields = {each.label.split(": ", 1)[-1]: each.name for each in form.inputs}
    return {fields[label]: value for label, value in said.items()}


def meanings(card: Card) -> dict[str, str | None]:
    """What each column was read as, by what it is called."""
    return {each["heading"]: each["meaning"] for each in card.data["columns"]}


def workbook(**sheets: list[list[Any]]) -> bytes:
    """A workbook of sheets of these rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.usefixtures("own_process_here")
@pytest.mark.parametrize("apart", [False, True], ids=["here", "as in a process of its own"])
def test_the_row_of_the_headings_is_said_and_known_again_in_another_row(
    secretary: Somebody, example: Database, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    if apart:
        monkeypatch.setattr(reading, "SMALL", 0)
    card = secretary.sends("tracker.csv", (LEGEND + HEADS + ROWS).encode())
    form = secretary.presses_for_form(card, HEADINGS)
    assert "4: Qwe | Rty | Uio | Asd" in in_words(form), "the first rows are not shown"
    assert [each.label for each in form.inputs] == ["Which row has the headings?"], "there is but one sheet"
    asks = secretary.submits(form, row="4")
    assert asks.title == ASKS
    assert "No heading in row 4 of the sheet “tracker” names the action." in in_words(asks)
    columns = secretary.presses_for_form(asks, CHANGE)
    preview = secretary.submits(columns, **filled(columns, {"Rty": "Action", "Asd": "Activity"}))
    assert (preview.title, preview.data["header_row"], preview.data["added"]) == (READ, 4, ["Z1", "Z2"])
    assert "The headings of “tracker” are in row 4." in in_words(preview)
    secretary.presses(preview, "Import")
    with example.read() as session:
        (known,) = session.exec(select(KnownLayout)).all()
        assert known.told["columns"] == {"rty": "Action", "asd": "Activity"}
        assert len(known.told["headings"]) == 1
        assert "rows" not in known.told, "the row is of one file"
        told = session.exec(select(Event).where(Event.what == "layout.told")).one()
        assert told.after == {"columns": ["Action", "Activity"], "sheets": 0, "headings": 1}
        assert first_broken(session, 1) is None
    other = "Version 2,,,\n,,,\nColour,Meaning,,\n" + HEADS + ROWS.replace("Z2", "Z3")
    again = secretary.sends("next month.csv", other.encode())
    assert (again.title, again.data["added"]) == (READ, ["Z3"])
    assert "The headings of “next month” are in row 4." in again.data["as_told"]
    assert meanings(again)["Rty"] == "Action"


def test_a_file_in_which_no_headings_were_found_is_kept_and_its_row_can_be_said(
    secretary: Somebody, example: Database
) -> None:
    card = secretary.sends("tracker.csv", b"Notes\n,Doing,Who\n,Mend the roof of the hall,Clerk\n")
    assert card.title == CANNOT
    assert "3: Mend the roof of the hall | Clerk" in in_words(card)
    with example.read() as session:
        assert len(session.exec(select(ReceivedFile)).all()) == 1
    form = secretary.presses_for_form(card, HEADINGS)
    for row, wrong in (("9", "There is nothing in row 9"), ("x", "“x” does not say which row"), ("2-9", "“2-9” does")):
        given_back = secretary.submits_wrongly(form, row=row)
        assert wrong in in_words(given_back)
        assert given_back.inputs[0].value == row, "what was typed is lost"
    columns = secretary.presses_for_form(secretary.submits(form, row="2"), CHANGE)
    preview = secretary.submits(columns, **filled(columns, {"Doing": "Action", "Who": "SRO"}))
    assert (preview.title, len(preview.data["added"])) == (READ, 1)
    assert secretary.presses(preview, "Import").title == "Imported."


def test_two_rows_are_headings_together_and_so_is_one_that_explains_them(secretary: Somebody) -> None:
    rows = "Ref,Action,Lead,Deadline\nwrite,the verb first,a post,a day\nZ1,Mend the roof,Clerk,31/03/2025\n"
    card = secretary.sends("tracker.csv", rows.encode())
    assert card.data["added"] == ["write", "Z1"]
    preview = secretary.submits(secretary.presses_for_form(card, HEADINGS), row="1-2")
    assert preview.data["added"] == ["Z1"]
    assert {"Ref", "Action", "SRO", "Due"} <= set(meanings(preview).values())
    assert "The headings of “tracker” are in rows 1-2." in preview.data["as_told"]
    assert secretary.presses_for_form(preview, HEADINGS).inputs[0].value == "1-2"


def test_a_sheet_that_was_passed_over_is_read_and_all_that_have_its_headings(secretary: Somebody) -> None:
    listed = [["Ref", "Action", "Lead", "Status"], ["A1", "Mend the roof of the hall", "Clerk", "Green"]]
    one = [["Wer", "Ertzu", "Tzui"], ["Z1", "Paint the door of the hall", "Clerk"]]
    other = [["Page 2"], ["Wer", "Ertzu", "Tzui"], ["Z2", "Sweep the floor of the hall", "Clerk"]]
    card = secretary.sends("tracker.xlsx", workbook(Log=listed, North=one, South=other))
    assert card.data["added"] == ["A1"]
    form = secretary.presses_for_form(card, HEADINGS)
    assert (form.inputs[0].value, form.inputs[1].value) == ("1", "0"), "not as it was read"
    assert form.inputs[1].options == (("0", "Log"), ("1", "North"), ("2", "South"))
    assert "2: Wer | Ertzu | Tzui" in in_words(form)
    assert "choose one of the sheets" in in_words(secretary.submits_wrongly(form, sheet="7"))
    for read, added in 2 * (("all", ["Z1", "Z2"]), ("alone", ["Z2"])):
        read_so = secretary.submits(form, row="2", sheet="2", read=read)
        columns = secretary.presses_for_form(read_so, CHANGE)
        preview = secretary.submits(columns, **filled(columns, {"Wer": "Ref", "Ertzu": "Action", "Tzui": "SRO"}))
        assert preview.data["added"] == added
    secretary.presses(preview, "Import")
    assert secretary.sends("next.xlsx", workbook(Log=listed, South=other)).data["sheet"] == "South"


@no_sql_differs
def test_a_table_without_headings_comes_in_and_so_does_the_next(secretary: Somebody) -> None:
    rows = "K1,Mend the roof of the hall,Clerk\nK2,Paint the door of the hall,Caretaker\n"
    form = secretary.presses_for_form(secretary.sends("tracker.csv", rows.encode()), HEADINGS)
    columns = secretary.presses_for_form(secretary.submits(form, row="0"), CHANGE)
    said = {"Column A": "Ref", "Column B": "Action", "Column C": "SRO"}
    preview = secretary.submits(columns, **filled(columns, said))
    assert preview.data["added"] == ["K1", "K2"]
    assert "tracker.csv, sheet “tracker”, without headings." in in_words(preview)
    assert secretary.presses_for_form(preview, HEADINGS).inputs[0].value == "0"
    secretary.presses(preview, "Import")
    again = secretary.sends("next.csv", (rows + "K3,Sweep the floor of the hall,Clerk\n").encode())
    assert (again.title, again.data["added"]) == (READ, ["K3"])


@no_sql_differs
def test_the_row_can_be_said_anew_and_the_last_word_is_remembered(secretary: Somebody) -> None:
    tracker = b"Ref,Action,Lead\nNo,Task,Owner\nZ1,Mend the roof,Clerk\n"
    first = secretary.submits(secretary.presses_for_form(secretary.sends("a.csv", tracker), HEADINGS), row="2")
    secretary.presses(first, "Import")
    known = secretary.sends("b.csv", tracker)
    assert known.data["header_row"] == 2
    secretary.presses(secretary.submits(secretary.presses_for_form(known, HEADINGS), row="1-2"), "Import")
    assert "The headings of “c” are in rows 1-2." in secretary.sends("c.csv", tracker).data["as_told"]


@no_sql_differs
def test_rows_that_collide_are_no_end_since_the_column_may_hold_something_else(secretary: Somebody) -> None:
    card = secretary.sends("tracker.csv", b"Ref,Action,Lead\n2.4,Mend,Clerk\n2.4,Paint,Clerk\n")
    assert card.title == CANNOT
    assert "Two rows have one ref: 2.4 in " in in_words(card)
    form = secretary.presses_for_form(card, CHANGE)
    preview = secretary.submits(form, **filled(form, {"Ref": "-"}))
    assert (preview.title, len(preview.data["added"])) == (READ, 2)


@no_sql_differs
def test_a_column_without_a_heading_and_one_whose_heading_comes_twice_can_be_chosen(secretary: Somebody) -> None:
    tracker = (
        b"Ref,Action,Lead,Status,Status,,\nZ1,Mend the roof,Clerk,Green,Red,31/03/2025,x\n"
        b"Z2,Paint the door,Clerk,Amber,Red,30/04/2025,x\n"
    )
    preview = secretary.sends("tracker.csv", tracker)
    form = secretary.presses_for_form(preview, CHANGE)
    assert [each.label for each in form.inputs[3:]] == ["D: Status", "E: Status (2)", "F: Column F", "G: Column G"]
    assert "31/03/2025" in form.inputs[5].hint
    said = {"Status": "-", "Status (2)": "Activity", "Column F": "Due"}
    changed = secretary.submits(form, **filled(form, said))
    as_it_is = secretary.presses_for_form(changed, CHANGE)
    assert {each.label[3:]: each.value for each in as_it_is.inputs}.items() >= said.items(), "the form is of before"
    assert meanings(changed) == {
        "Ref": "Ref", "Action": "Action", "Lead": "SRO", "Status": None, "Status (2)": "Activity", "Column F": "Due",
        "Column G": None,
    }  # fmt: skip
    secretary.presses(changed, "Import")
    again = secretary.sends("next.csv", tracker.replace(b"Z1", b"Z7"))
    assert meanings(again) == meanings(changed)
    assert again.data["added"] == ["Z7"]


@no_sql_differs
def test_what_was_right_stays_so_when_something_else_is_said(secretary: Somebody) -> None:
    tracker = (
        "Lead,Qwe,Jkl,RAG,Deadline,Date\nK1,Parked,Clerk,It went well 0,a,The thing 1 of the hall\n"
        "K2,Open,Head of Care,It went well 1,Done,The thing 2 of the hall\n"
        "K3,Parked,Clerk,It went badly 2,a,Review the thing 3 of the hall\n"
    )
    form = secretary.presses_for_form(secretary.sends("tracker.csv", tracker.encode()), CHANGE)
    assert filled(form, {"RAG": "Progress"}).items() <= {each.name: each.value for each in form.inputs}.items()
    said = {"Lead": "Ref", "Qwe": "Activity", "Jkl": "SRO", "RAG": "Progress", "Deadline": "-", "Date": "Action"}
    preview = secretary.submits(form, **filled(form, said))
    assert preview.title == READ
    assert {heading: held or "-" for heading, held in meanings(preview).items()} == said


@no_sql_differs
def test_columns_of_one_heading_are_one_until_something_else_is_said_of_one(
    secretary: Somebody, example: Database
) -> None:
    tracker = b"Ref,Action,Lead,Comment,Comment\nZ1,Mend the roof,Clerk,It has begun,It goes on\n"
    preview = secretary.sends("tracker.csv", tracker)
    assert (meanings(preview)["Comment"], meanings(preview)["Comment (2)"]) == ("Progress", "Progress")
    form = secretary.presses_for_form(preview, CHANGE)
    changed = secretary.submits(form, **filled(form, {"Comment (2)": "-"}))
    secretary.presses(changed, "Import")
    with example.read() as session:
        action = session.exec(select(Action).where(Action.ref == "Z1")).one()
        (update,) = session.exec(select(Update).where(Update.action_id == action.id)).all()
        assert update.commentary == "It has begun"


def test_a_word_that_no_scale_knows_is_said_once_for_all_its_cells(secretary: Somebody, example: Database) -> None:
    tracker = (
        "Ref,Action,Lead,BRAG Activity,BRAG Impact\nZ1,Mend the roof,Clerk,Open,Parked\n"
        "Z2,Paint the door,Clerk,open ,Green\nZ3,Sweep the floor,Clerk,Parked,Amber\nZ4,Wash,Clerk,Underway,Red\n"
    )
    preview = secretary.sends("tracker.csv", tracker.encode())
    assert "“Open” is not a rating that can be read" in in_words(preview)
    form = secretary.presses_for_form(preview, WORDS)
    assert [(each.label, each.value, each.hint) for each in form.inputs] == [
        ("Open", "?", "2 cells; not understood"),
        ("Parked", "?", "2 cells; not understood"),
        ("Underway", "?", "1 cell; guessed: Green"),
    ], "a word of two columns is one"
    assert [label for _, label in form.inputs[0].options] == [
        "leave it as it was read", "Grey", "Blue", "Red", "Amber", "Green", "no rating",
    ]  # fmt: skip
    wrong = secretary.submits_wrongly(form, **filled(form, {"Open": "purple"}))
    assert "“purple” is no level of the scale BRAG" in in_words(wrong)
    assert "not a rating" in in_words(secretary.submits(form)), "nothing was said, and nothing is understood"
    changed = secretary.submits(form, **filled(form, {"Open": "at_risk", "Parked": "-", "Underway": "off_track"}))
    assert changed.data["doubts"] == []
    for line in ("“Open” is Amber (2 cells).", "“Parked” is no rating (2 cells).", "“Underway” is Red (1 cell)."):
        assert line in in_words(changed)
    other_mind = secretary.presses_for_form(changed, WORDS)
    assert [each.value for each in other_mind.inputs] == ["at_risk", "-", "off_track"]
    secretary.presses(changed, "Import")
    with example.read() as session:
        actions = {each.id: each.ref for each in session.exec(select(Action)).all() if each.ref.startswith("Z")}
        updates = [each for each in session.exec(select(Update)).all() if each.action_id in actions]
        assert {actions[each.action_id]: (each.activity, each.impact) for each in updates} == {
            "Z1": (Rating.AT_RISK, Rating.NOT_STARTED),
            "Z2": (Rating.AT_RISK, Rating.ON_TRACK),
            "Z3": (Rating.NOT_STARTED, Rating.AT_RISK),
            "Z4": (Rating.OFF_TRACK, Rating.OFF_TRACK),
        }
        (known,) = session.exec(select(KnownLayout)).all()
        assert known.told["words"] == {"open": "at_risk", "parked": "-", "underway": "off_track"}
        told = session.exec(select(Event).where(Event.what == "layout.told")).one()
        assert told.after == {"columns": [], "sheets": 0, "words": 3}, "no word of the file"
    again = secretary.sends("next.csv", tracker.replace("Z4", "Z5").encode())
    assert again.data["doubts"] == []
    assert "“Open” is Amber (2 cells)." in again.data["as_told"]


@no_sql_differs
def test_more_words_than_a_form_has_room_for_follow_in_a_second_one(secretary: Somebody) -> None:
    words = [f"word {number}x" for number in range(95)]
    lines = [f"Z{at},Mend roof {at},Clerk,{word}" for at, word in enumerate([*words, "Green"] * 2)]
    preview = secretary.sends("tracker.csv", "\n".join(["Ref,Action,Lead,RAG", *lines]).encode())
    form = secretary.presses_for_form(preview, WORDS)
    assert len(form.inputs) == 90
    assert "There is room for 90: say what these mean, and 5 more words can follow." in in_words(form)
    view = form_view(form)
    assert len(view["blocks"]) <= BLOCKS_IN_A_VIEW
    assert len([each for each in view["blocks"] if each["type"] == "input"]) == 90
    second = secretary.presses_for_form(secretary.submits(form, **{each.name: "-" for each in form.inputs}), WORDS)
    assert [each.value for each in second.inputs[:6]] == ["?"] * 5 + ["-"], "what is open comes first"


@no_sql_differs
def test_no_private_text_is_shown_by_the_forms_or_kept(secretary: Somebody, example: Database) -> None:
    number = "NHS number 943 476 5919"
    tracker = f"Ref,Action,Lead,RAG\nZ1,Mend the roof,Clerk,{number}\nZ2,Paint the door,Clerk,Open\n".encode()
    preview = secretary.sends("tracker.csv", tracker)
    words = secretary.presses_for_form(preview, WORDS)
    headings = secretary.presses_for_form(preview, HEADINGS)
    assert [each.label for each in words.inputs] == ["Open"]
    assert "1 word that may be private is left out." in in_words(words)
    assert "2: Z1 | Mend the roof | Clerk | (not shown)" in in_words(headings)
    misread = secretary.submits(headings, row="2")
    columns = secretary.presses_for_form(misread, CHANGE)
    for each in (words, headings, columns):
        assert "943 476 5919" not in in_words(each)
    (private,) = [each.name for each in columns.inputs if each.label.startswith("D: not shown: it looks like ")]
    said = filled(columns, {"Mend the roof": "Action", "Z1": "Ref"}) | {private: "Progress"}
    preview = secretary.submits(columns, **said)
    assert len(preview.data["as_told"]) > 1
    assert "943 476 5919" not in in_words(preview)
    secretary.presses(preview, "Import")
    with example.read() as session:
        (known,) = session.exec(select(KnownLayout)).all()
        assert "943" not in str(known.told)


@no_sql_differs
def test_a_row_of_data_that_was_taken_for_the_headings_is_not_shown_where_it_is_private(secretary: Somebody) -> None:
    rows = "Z1,Mend the roof of the hall,NHS number 943 476 5919\nZ2,Paint the door of the hall,none\n"
    card = secretary.sends("tracker.csv", rows.encode())
    assert card.title == ASKS
    assert "what stands there looks like" in in_words(card)
    assert "943 476 5919" not in in_words(card) + str(card.data)


@no_sql_differs
def test_what_is_pressed_too_late_or_by_somebody_else_changes_nothing(secretary: Somebody, as_person: Asked) -> None:
    tracker = (LEGEND + HEADS + ROWS).encode()
    preview = secretary.sends("tracker.csv", b"Ref,Action,Lead,RAG\nZ1,Mend the roof,Clerk,Open\n")
    card = secretary.sends("other.csv", tracker)
    forms = (secretary.presses_for_form(preview, WORDS), secretary.presses_for_form(card, HEADINGS))
    chair = as_person("chair@example.org")
    answers = [chair.presses(preview, WORDS), chair.presses(card, HEADINGS), *map(chair.submits, forms)]
    assert {each.title for each in answers} == {"Not open to you"}
    secretary.presses(preview, "Discard")
    secretary.presses(card, "Discard")
    for form in forms:
        assert "imported or discarded already" in in_words(secretary.submits(form))


@no_sql_differs
def test_words_are_asked_for_only_where_there_are_some(secretary: Somebody) -> None:
    preview = secretary.sends("tracker.csv", b"Ref,Action,Lead,RAG\nZ1,Mend the roof,Clerk,Green\n")
    assert WORDS not in [each.label for each in buttons(preview)]
    assert button(preview, HEADINGS)[0] == "import.headings"
