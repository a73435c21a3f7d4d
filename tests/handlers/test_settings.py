"""`/secretariat settings`: every rule with its value and default, and changing one."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.plain_text import in_words
from models.record.database import Database
from models.record.events import Event
from models.record.rules import WHAT_FOR, Setting
from tests.asking import Somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"


@no_sql_differs
def test_all_settings_with_their_defaults(as_person: Asked) -> None:
    card = as_person(SECRETARY).types("/secretariat settings")
    shown = table(card)
    assert shown.columns == ("Setting", "Value", "Default", "What for")
    assert [row[0] for row in shown.rows] == list(WHAT_FOR)
    rows = {row[0]: row[1:] for row in shown.rows}
    assert rows["calendar"] == ("GB-ENG", "GB-ENG", "whose bank holidays count; GB-ENG is England and Wales")
    assert rows["morning_at"][:2] == ("09:30", "09:30")
    assert rows["return_steps"][:2] == ("-3 0 1 2", "-3 0 1 2")
    assert rows["publish_before"][2] == "working days before a board by which its pack is out; 6 leave 5 clear ones"
    assert "None has been changed." in in_words(card)
    assert card.data["settings"]["deadline_steps"] == "10 0"


CHANGES = (
    ("morning_at 09:00", "morning_at", "09:00"),
    ("Morning-At 9.15", "morning_at", "09:15"),
    ("morning_at:8:45", "morning_at", "08:45"),
    ("return_steps -3 0 2", "return_steps", "-3 0 2"),
    ("deadline_steps 20, 5, 0", "deadline_steps", "20 5 0"),
    ("calendar gb-sct", "calendar", "GB-SCT"),
)


@no_sql_differs
def test_a_setting_is_changed(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    for typed, name, value in CHANGES:
        was = secretary.types("/secretariat settings").data["settings"][name]
        card = secretary.types(f"/secretariat settings {typed}")
        assert f"{name} is {value} from now on; it was {was}." in in_words(card), typed
        assert f"What for: {WHAT_FOR[name]}." in in_words(card)
        assert secretary.types("/secretariat settings").data["settings"][name] == value
        with example.read() as session:
            event = session.exec(select(Event).order_by(col(Event.id).desc())).first()
        assert event is not None
        assert (event.what, event.person_id, event.subject) == ("setting.changed", secretary.id, f"setting {name}")
        assert (event.before, event.after) == ({name: was}, {name: value})
    listed = secretary.types("/secretariat settings")
    assert ("morning_at", "08:45", "09:30") in [row[:3] for row in table(listed).rows]
    assert "Changed: calendar, morning_at, return_steps and deadline_steps." in in_words(listed)


@no_sql_differs
def test_one_setting_is_looked_up(as_person: Asked) -> None:
    shown = table(as_person(SECRETARY).types("/secretariat settings overdue_every"))
    assert [row[:3] for row in shown.rows] == [("overdue_every", "14", "14")]


@no_sql_differs
def test_a_value_that_is_so_already(as_person: Asked, example: Database) -> None:
    words = in_words(as_person(SECRETARY).types("/secretariat settings overdue_every 14"))
    assert "overdue_every is 14 already." in words
    with example.read() as session:
        assert session.exec(select(Event).where(Event.what == "setting.changed")).all() == []


MISTAKES = (
    ("morning_at soon", "I need a time such as 09:30. Nothing was changed.", "/secretariat settings morning_at 09:30"),
    ("morning_at 07:00", "morning_at must lie between opens_at (08:00) and closes_at", "morning_at 09:30"),
    ("return_before 3", "must follow each other before the board", "/secretariat settings return_before 10"),
    ("calendar England", "“ENGLAND” is no calendar. Known are GB-ENG", "/secretariat settings calendar GB-ENG"),
    ("mornig_at 09:00", "There is no setting “mornig_at”. Did you mean morning_at", "settings morning_at 09:00"),
    ("morning 09:00", "Did you mean morning_at", "/secretariat settings morning_at 09:00"),
    ("colour blue", "There is no setting “colour”. /secretariat settings lists them all.", "morning_at 09:00"),
)


@no_sql_differs
def test_what_cannot_be_set_changes_nothing(as_person: Asked, example: Database) -> None:
    secretary = as_person(SECRETARY)
    before = secretary.types("/secretariat settings")
    for typed, said, line in MISTAKES:
        card = secretary.types(f"/secretariat settings {typed}")
        assert card.title == "That did not work", typed
        assert said in in_words(card), typed
        assert line in in_words(card), typed
    assert secretary.types("/secretariat settings") == before
    with example.read() as session:
        assert session.exec(select(Event).where(Event.what == "setting.changed")).all() == []


@no_sql_differs
def test_a_mistake_says_what_the_setting_is_for_and_how_it_stands(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/secretariat settings morning_at 10:00")
    words = in_words(secretary.types("/secretariat settings morning_at 19:00"))
    assert "• morning_at: when reminders go out, one message a person" in words
    assert "• now 10:00, by default 09:30" in words


@no_sql_differs
def test_what_was_set_under_an_earlier_version_and_has_no_effect_is_named(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        session.add(Setting(organisation_id=1, name="weekly_on", value="Friday"))
    words = in_words(as_person(SECRETARY).types("/secretariat settings"))
    assert "Set under an earlier version, and without effect in this one: weekly_on Friday." in words
    assert "None has been changed." in words


@no_sql_differs
def test_the_calendar_follows_a_changed_setting(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/secretariat settings return_before 11")
    assert as_person("chair@example.org").types("/board").data["meetings"][1]["return_due"] == "2023-07-04"


@no_sql_differs
def test_the_secretariat_alone_reads_and_changes_settings(as_person: Asked, example: Database) -> None:
    others = (
        "chair",
        "workforce.sro",
        "director",
        "adviser",
        "fostering",
        "programme.manager",
        "governance",
        "observer",
    )
    for name in others:
        for typed in ("/secretariat settings", "/secretariat settings morning_at 09:00"):
            card = as_person(f"{name}@example.org").types(typed)
            assert card.title == "Not open to you", f"{name}: {typed}"
            assert "it is for the secretariat" in in_words(card)
    with example.read() as session:
        assert session.exec(select(Event).where(Event.what == "setting.changed")).all() == []


@no_sql_differs
@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("date, reword owner", "date reword owner"),
        ("NONE", "none"),
        (",", "none"),
    ],
)
def test_which_proposals_a_delivery_board_decides_is_a_setting(
    as_person: Callable[[str], Somebody], typed: str, after: str
) -> None:
    secretary = as_person("secretary@example.org")
    assert secretary.types(f"/secretariat settings delivery_boards_decide {typed}").data == {
        "delivery_boards_decide": after
    }
    made = secretary.types("/action 2.4 date 31 Oct 2023 the officer started late")
    assert made.data["proposal"]["decides"] == ("Workforce Board" if "date" in after else "Improvement Board")


@no_sql_differs
def test_a_kind_of_proposal_that_there_is_not_is_no_setting(as_person: Callable[[str], Somebody]) -> None:
    said = in_words(as_person("secretary@example.org").types("/secretariat settings delivery_boards_decide dates"))
    assert "“dates” is no proposal: there are new, date, close" in said
