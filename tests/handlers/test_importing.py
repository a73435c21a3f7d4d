"""Plan files sent to the bot: shown, then imported or discarded; all or nothing; nothing newer is overwritten."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import inspect, table
from sqlmodel import col, func, select

from bot.settings import Settings
from bot.terminal.plans import take_file
from handlers import own_process
from handlers.errors import Mistake
from handlers.importing import reading
from handlers.importing.taking import copy_for_trial
from handlers.plain_text import in_words
from handlers.requests import Asker, Origin, Request
from models.boards.boards import Board
from models.people.people import Holding, Person, Post, Role
from models.plan.actions import Action, DateChange
from models.plan.measures import Measure
from models.plan.ratings import Rating
from models.plan.received_files import ReceivedFile
from models.plan.refs import ref_order
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import Event, first_broken
from models.updates.updates import Update
from papers.plan.reading import read_plan
from tests.asking import Clock, Somebody, cancel_every_meeting, freeze_for
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]


@pytest.fixture
def secretary(as_person: Asked) -> Somebody:
    return as_person("secretary@example.org")


@pytest.fixture
def no_calendar(example: Database) -> None:
    """No board has a meeting in the calendar: what one would decide is taken at once (`test_import_proposes`)."""
    cancel_every_meeting(example)


def workbook(**sheets: Callable[[Worksheet], Any]) -> bytes:
    """The example's workbook with changes made to its sheets, by sheet name with _ for a space."""
    book = load_workbook(BytesIO(files("papers.example").joinpath("plan.xlsx").read_bytes()))
    for name, change in sheets.items():
        change(book[name.replace("_", " ")])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def set_cell(ref: str, heading: str, value: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        column = next(cell.column for cell in sheet[3] if cell.value == heading)
        row = next(row[0].row for row in sheet.iter_rows(min_row=4) if str(row[0].value) == ref)
        sheet.cell(int(row or 0), int(column or 0), value)

    return change


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def state_of(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        tables = (Action, Update, Event, Board, Person, Post, Holding, Snapshot, Measure, DateChange)
        return tuple(len(session.exec(select(col(table.id))).all()) for table in tables)


def newest(database: Database, ref: str) -> Update:
    with database.read() as session:
        of_action = select(Update).join(Action).where(Action.ref == ref).order_by(col(Update.at), col(Update.id))
        return session.exec(of_action).all()[-1]


@no_sql_differs
def test_the_example_again_changes_nothing(secretary: Somebody, example: Database) -> None:
    before = state_of(example)
    card = secretary.sends("plan.xlsx", workbook())
    assert card.data["unchanged"] == 65
    assert (card.data["added"], card.data["changed"], card.data["missing"], card.data["updates"]) == ([], {}, [], 0)
    assert not any(card.data["registers"].values())
    assert state_of(example) == before
    imported = secretary.presses(card, "Import")
    assert imported.title == "Imported."
    assert imported.data["unchanged"] == 65
    assert state_of(example) == before


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_what_was_recognised_is_shown_before_anything_is_written(secretary: Somebody, example: Database) -> None:
    before = state_of(example)
    file = csv(
        "Ref No.,Recommendation,Lead officer,Workstream,Target date,RAG,Comments,Weather",
        "2.3,Reduce agency,Workforce SRO,Workforce,30/06/2023,G,agency use falls,rain",
        "2.9,Publish the ceiling,Jane in HR,Caseload Panel,Sept 2023,A,begun,sun",
        "2.6,Open hubs,Workforce SRO,Workforce,sometime,G,hubs open,fog",
    )
    card = secretary.sends("tracker.csv", file)
    assert card.title == "This is what I read. Nothing is written yet."
    assert state_of(example) == before
    assert card.data["added"] == ["2.9"]
    assert set(card.data["changed"]) == {"2.3", "2.6"}
    assert {"title", "update"} <= set(card.data["changed"]["2.3"])
    said = in_words(card)
    assert "• 2.3 activity: Amber → Green" in said
    assert "• 2.3 title: Reduce reliance on agency social workers" in said
    assert "→ Reduce agency" in said
    assert "• 2.3 commentary: " in said
    assert "→ agency use falls" in said
    assert card.data["owners_to_link"] == {"Jane in HR": 1}
    assert card.data["boards_to_link"] == {"Caseload Panel": 1}
    assert "2.4" in card.data["missing"]
    assert "5.6" not in card.data["missing"], "it has ended"
    meanings = {each["heading"]: each["meaning"] for each in card.data["columns"]}
    assert meanings["Lead officer"] == "SRO"
    assert meanings["Weather"] is None
    (doubt,) = [each for each in card.data["doubts"] if "sometime" in each["what"]]
    assert doubt["place"].endswith("!E4")
    assert "In the plan but not in the file: nothing is deleted (62)" in in_words(card)
    assert "and 37 more" in in_words(card)
    assert card.data["missing"] == sorted(card.data["missing"], key=ref_order), "10.2 comes after 9.6"


@pytest.mark.usefixtures("no_calendar")
def test_the_import_does_what_the_preview_said(secretary: Somebody, example: Database, as_person: Asked) -> None:
    file = csv(
        "Ref,Action,SRO,Board,Due,BRAG,Impact,Progress",
        "2.3,Reduce agency,Workforce SRO,Workforce,30/06/2023,G,A,agency use falls",
        "2.9,Publish the ceiling,Jane in HR,Caseload Panel,Sept 2023,A,,begun",
    )
    preview = secretary.sends("tracker.csv", file)
    imported = secretary.presses(preview, "Import")
    assert imported.data == preview.data
    with example.read() as session:
        added = session.exec(select(Action).where(Action.ref == "2.9")).one()
        assert (added.owner_written, added.owner_post_id) == ("Jane in HR", None)
        assert (added.board_written, added.board_id) == ("Caseload Panel", None)
        assert added.approved_deadline.words() == "September 2023"
        assert session.exec(select(ReceivedFile)).all() == []
        assert first_broken(session, 1) is None
    update = newest(example, "2.3")
    assert (update.activity, update.impact, update.commentary) == (Rating.ON_TRACK, Rating.AT_RISK, "agency use falls")
    assert update.difference, "what the file has no column for stays"
    assert update.by_person_id == secretary.id
    assert as_person("chair@example.org").types("/brag").data["current"]["total"] == 65
    assert "Jane in HR (not linked)" in in_words(secretary.types("/action 2.9"))
    again = secretary.sends("tracker.csv", file)
    assert (again.data["added"], again.data["changed"], again.data["unchanged"]) == ([], {}, 2)


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_of_several_owners_the_first_is_taken_and_said_unless_a_post_is_called_so(
    secretary: Somebody, example: Database
) -> None:
    joint = "Practice SRO / Workforce SRO"
    file = csv("Ref,Action,SRO", f"2.9,Publish,{joint}", "2.10,Print,Owner A and Owner B")
    card = secretary.sends("tracker.csv", file)
    assert [(each["place"], each["what"]) for each in card.data["doubts"]] == [
        (
            "tracker!C2",
            "Action 2.9 names 2 owners: “Practice SRO” was taken as accountable, and “Workforce SRO” was left out.",
        ),
        ("tracker!C3", "Action 2.10 names 2 owners: “Owner A” was taken as accountable, and “Owner B” was left out."),
    ]
    assert "Action 2.9 names 2 owners" in in_words(card)
    assert card.data["owners_to_link"] == {"Owner A": 1}
    with example.write() as session:
        session.add(Post(organisation_id=1, role=Role.SRO, title=joint))
    assert [each["place"] for each in secretary.sends("tracker.csv", file).data["doubts"]] == ["tracker!C3"]


@pytest.mark.usefixtures("no_calendar")
def test_what_is_cancelled_counts_no_longer_from_the_day_of_the_file(
    secretary: Somebody, example: Database, as_person: Asked
) -> None:
    total = as_person("chair@example.org").types("/brag").data["current"]["total"]
    file = csv("Ref,Action,Status,Updated", "2.4,Run a campaign,Cancelled,05/06/2023", "2.3,Hire,Closed - superseded,")
    preview = secretary.sends("tracker.csv", file)
    assert "2.4 is withdrawn, and no day is given: from 5 June 2023 on it counts no longer." in in_words(preview)
    secretary.presses(preview, "Import")
    with example.read() as session:
        ended = session.exec(select(Action).where(col(Action.ref).in_(["2.3", "2.4"])).order_by(col(Action.ref))).all()
    assert [(str(each.ended), each.reason) for each in ended] == [
        ("withdrawn", "Closed - superseded"),
        ("withdrawn", "Cancelled"),
    ]
    assert ended[1].ended_on == date(2023, 6, 5)
    assert as_person("chair@example.org").types("/brag").data["current"]["total"] == total - 2
    again = secretary.sends("tracker.csv", file)
    assert again.data["unchanged"] == 2


@no_sql_differs
def test_a_file_is_answered_once(secretary: Somebody) -> None:
    preview = secretary.sends("tracker.csv", csv("Ref,Action", "2.9,Publish the ceiling"))
    assert secretary.presses(preview, "Import").title == "Imported."
    for label in ("Import", "Discard"):
        assert "imported or discarded already" in in_words(secretary.presses(preview, label))


@no_sql_differs
def test_discarded_is_gone(secretary: Somebody, example: Database) -> None:
    before = state_of(example)
    preview = secretary.sends("tracker.csv", csv("Ref,Action", "2.9,Publish the ceiling"))
    card = secretary.presses(preview, "Discard")
    assert "tracker.csv was not imported and is no longer kept." in in_words(card)
    assert "imported or discarded already" in in_words(secretary.presses(preview, "Import"))
    with example.read() as session:
        assert session.exec(select(ReceivedFile)).all() == []
    assert state_of(example) == before


@no_sql_differs
def test_somebody_elses_file_is_not_confirmed(secretary: Somebody, as_person: Asked, example: Database) -> None:
    with example.write() as session:
        post = session.exec(select(Post).where(Post.role == Role.SECRETARIAT)).one()
        director = session.exec(select(Person).where(Person.email == "director@example.org")).one()
        session.add(Holding(post_id=post.id, person_id=director.id))
    before = state_of(example)
    preview = secretary.sends("tracker.csv", csv("Ref,Action", "2.9,Publish the ceiling"))
    for label in ("Import", "Discard"):
        as_person("director@example.org").presses(preview, label)
    assert state_of(example) == before
    assert secretary.presses(preview, "Import").title == "Imported."


@pytest.mark.usefixtures("no_calendar")
def test_pressed_twice_at_once_it_is_imported_once(secretary: Somebody, example: Database) -> None:
    preview = secretary.sends("tracker.csv", csv("Ref,Action,BRAG", "2.9,Publish the ceiling,Amber"))
    with ThreadPoolExecutor(4) as threads:
        answers = [each.result() for each in [threads.submit(secretary.presses, preview, "Import") for _ in range(4)]]
    assert sorted(card.title for card in answers) == ["Imported.", *["That did not work"] * 3]
    with example.read() as session:
        assert len(session.exec(select(Update).join(Action).where(Action.ref == "2.9")).all()) == 1


@no_sql_differs
@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            {"Boards": lambda sheet: sheet.append(["Panel", None, "scrutiny", None])},
            "says “scrutiny”; a board is one of",
        ),
        ({"People": lambda sheet: sheet.append(["Clerk", "clerk", None, None, None])}, "“clerk” is no role"),
        ({"People": lambda sheet: sheet.append(["Clerk", "SRO", "Parks Board"])}, "there is no board “Parks Board”"),
        ({"Meetings": lambda sheet: sheet.append(["Parks Board", "19/07/2023"])}, "there is no board “Parks Board”"),
        (
            {"Previous_boards": lambda sheet: sheet.append(["14/06/2022", "2.4", "Amber", "Grey"])},
            "the improvement board has no meeting on 14 June 2022 in the calendar",
        ),
        (
            {
                "Meetings": lambda sheet: sheet.append(["Improvement Board", "14/06/2022"]),
                "Previous_boards": lambda sheet: sheet.append(["14/06/2022", "77.1", "Amber", "Grey"]),
            },
            "the plan has no action 77.1",
        ),
    ],
)
def test_one_row_that_cannot_stand_and_nothing_is_kept(
    secretary: Somebody, example: Database, sheets: dict[str, Any], said: str
) -> None:
    before = state_of(example)
    file = workbook(Actions=set_cell("2.4", "Progress", "New words"), **sheets)
    card = secretary.sends("plan.xlsx", file)
    assert card.title == "That did not work"
    words = in_words(card)
    assert said in words
    assert next(iter(reversed(sheets))).replace("_", " ") in words, "the place is not named"
    assert state_of(example) == before
    with example.read() as session:
        assert session.exec(select(ReceivedFile)).all() == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.csv", b"", "empty"),
        ("plan.xlsx", workbook()[:2000], "cut off"),
    ],
)
def test_a_file_that_cannot_be_read(
    secretary: Somebody, example: Database, name: str, content: bytes, said: str
) -> None:
    before = state_of(example)
    card = secretary.sends(name, content)
    assert card.title == "That did not work"
    assert said in in_words(card)
    assert state_of(example) == before


@no_sql_differs
def test_it_says_for_which_board_its_updates_count(secretary: Somebody, example: Database, clock: Clock) -> None:
    file = csv("Ref,Action,BRAG,Impact,Progress,Updated", "2.4,Run a campaign,A,R,two carers,20/06/2023")
    freeze_for(example, clock, date(2023, 6, 7))
    clock.set("2023-06-21 10:00")
    preview = secretary.sends("late.csv", file)
    said = "1 update of it counts as an answer for the board of 19 July 2023: nobody is asked for them again. “/return"
    assert said in in_words(preview)
    assert said in in_words(secretary.presses(preview, "Import"))


@no_sql_differs
def test_what_an_import_answers_before_anybody_is_asked_is_said_and_shown_as_of_the_file(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    freeze_for(example, clock, date(2023, 6, 7))
    clock.set("2023-06-12 10:00")
    file = csv("Ref,Action,BRAG,Impact,Progress,Updated", "2.4,Run a campaign,A,R,two carers,12/06/2023")
    preview = secretary.sends("early.csv", file)
    said = (
        "for the board of 19 July 2023: nobody is asked for them again, though its returns are only asked for from 21"
    )
    assert said in in_words(preview)
    assert said in in_words(secretary.presses(preview, "Import"))

    def state() -> tuple[str, list[str]]:
        rows = secretary.types("/return status workforce").data["answerers"]
        (row,) = (each for each in rows if each["person"] == "workforce.sro@example.org")
        return row["state"], row["from_plan_file"]

    assert state() == ("not yet asked, 1 from the plan file", ["2.4"])
    answer = as_person("workforce.sro@example.org").types("/update 2.4 amber/grey three carers booked")
    assert answer.title.startswith("Recorded: 2.4"), in_words(answer)
    assert state() == ("not yet asked", [])


@no_sql_differs
def test_what_changes_at_the_end_of_a_long_title_is_shown(secretary: Somebody, example: Database) -> None:
    with example.read() as session:
        title = session.exec(select(Action).where(Action.ref == "10.8")).one().title
    preview = secretary.sends("plan.csv", csv("Ref,Action", f'10.8,"{title} (new wording)"'))
    (line,) = [cell for cell in in_words(preview).splitlines() if "10.8 title" in cell]
    assert line.endswith("(new wording)")


@no_sql_differs
def test_a_doubt_that_goes_for_many_cells_is_said_once(secretary: Somebody) -> None:
    rows = [f"R{number},Do what is needed,Mauve,{'sometime' if number < 3 else ''}" for number in range(1, 16)]
    preview = secretary.sends("tracker.csv", csv("Ref,Action,BRAG,Due", *rows))
    assert len(preview.data["doubts"]) == 17
    said = in_words(preview)
    assert "Doubtful cells (17)" in said
    (mauve,) = [line for line in said.splitlines() if "“Mauve”" in line]
    assert mauve.startswith("• R1, R2, R3 and 12 more, column C: ")
    (sometime,) = [line for line in said.splitlines() if "“sometime”" in line]
    assert sometime.startswith("• R1 and R2, column D: ")


@no_sql_differs
def test_an_older_file_does_not_overwrite_newer_answers(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    as_person("workforce.sro@example.org").types("/update 2.3 green/amber agency use is down")
    clock.set("2023-06-08 10:00")
    file = csv("Ref,Action,BRAG,Progress,Updated", "2.3,Reduce agency,Red,it rises,01/06/2023")
    preview = secretary.sends("tracker.csv", file)
    assert preview.data["updates"] == 0
    assert any("older than the answer on record for 2.3, which stays" in note for note in preview.data["notes"])
    secretary.presses(preview, "Import")
    assert newest(example, "2.3").activity is Rating.ON_TRACK


MAY = csv("Ref,Action,SRO,BRAG,Progress", "2.3,Reduce agency,Workforce SRO,Green,use falls", "2.9,Publish,Jo,Amber,x")


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_what_was_answered_since_the_last_import_stays_where_nobody_has_changed_the_cell(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary.presses(secretary.sends("tracker.csv", MAY), "Import")
    clock.set("2023-06-08 10:00")
    as_person("workforce.sro@example.org").types("/update 2.3 amber/amber two have left; forecast 31 Aug 2023")
    clock.set("2023-06-20 10:00")
    again = MAY.replace(b"Publish,Jo,Amber", b"Publish it,Jo,Green")
    preview = secretary.sends("tracker.csv", again)
    said = in_words(preview)
    assert "Kept, since nobody has changed these cells since the last import (2)" in said
    assert "• 2.3 activity: Amber, answered on 8 June 2023; the file still says Green, as on 7 June 2023" in said
    assert "• 2.3 commentary: two have left, answered on 8 June 2023; the file still says use falls" in said
    assert set(preview.data["changed"]) == {"2.9"}
    imported = secretary.presses(preview, "Import")
    assert [each["what"] for each in imported.data["kept"]] == ["activity", "commentary"]
    assert (newest(example, "2.3").activity, newest(example, "2.9").activity) == (Rating.AT_RISK, Rating.ON_TRACK)
    before = state_of(example)
    assert secretary.presses(secretary.sends("tracker.csv", again), "Import").data["changed"] == {}
    assert state_of(example) == before, "the second time nothing is new, and the same is kept"
    over = secretary.sends("tracker.csv", again)
    secretary.presses(over, "Import and overwrite what is kept")
    assert newest(example, "2.3").activity is Rating.ON_TRACK
    assert newest(example, "2.3").forecast == date(2023, 8, 31), "what the file does not say stays"


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_what_was_answered_since_and_has_changed_in_the_file_is_said_as_both(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary.presses(secretary.sends("tracker.csv", MAY), "Import")
    clock.set("2023-06-08 10:00")
    as_person("workforce.sro@example.org").types("/update 2.3 amber/amber two have left")
    preview = secretary.sends("tracker.csv", MAY.replace(b"SRO,Green,", b"SRO,Red,"))
    assert "• 2.3 activity: answered Amber on 8 June 2023; the file says Red" in in_words(preview)
    secretary.presses(preview, "Import")
    answer = newest(example, "2.3")
    assert (answer.activity, answer.commentary) == (Rating.OFF_TRACK, "two have left")


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_a_cell_that_nobody_has_changed_sets_back_no_decision(secretary: Somebody, example: Database) -> None:
    file = csv(
        "Ref,Action,SRO,Board,Due,Revised date,Measure,Measure agreed",
        "2.9,Publish the ceiling,Workforce SRO,Workforce,30/06/2023,31/07/2023,Caseloads,no",
    )
    secretary.presses(secretary.sends("plan.csv", file), "Import")
    with example.write() as session:
        action = session.exec(select(Action).where(Action.ref == "2.9")).one()
        action.title, action.approved_due = "Publish the ceilings", date(2023, 9, 30)
        other = session.exec(select(Action).where(Action.ref == "3.1")).one()
        action.owner_post_id, action.board_id = other.owner_post_id, other.board_id
        measure = session.exec(select(Measure).where(Measure.action_id == action.id)).one()
        measure.agreed = True
        session.add_all((action, measure))
    preview = secretary.sends("plan.csv", file)
    assert preview.data["changed"] == {}
    assert preview.data["moved"] == []
    assert {each["what"] for each in preview.data["kept"]} == {
        *("title", "SRO", "board", "approved deadline", "measure agreed")
    }
    assert "the file still says 31 July 2023, as on 7 June 2023" in in_words(preview)


@no_sql_differs
def test_a_file_of_the_same_day_counts_and_imports_once(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    clock.set("2023-06-07 14:00")
    as_person("workforce.sro@example.org").types("/update 2.3 green/amber agency use is down")
    clock.set("2023-06-07 15:00")
    file = csv("Ref,Action,BRAG,Progress,Updated", "2.3,Reduce agency,Red,the fall was a mistake,07/06/2023")
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    assert newest(example, "2.3").activity is Rating.OFF_TRACK
    assert secretary.sends("tracker.csv", file).data["updates"] == 0


def test_an_answer_keeps_the_day_that_the_file_gives_it(secretary: Somebody, example: Database) -> None:
    file = csv("Ref,Action,BRAG,Updated", "2.9,Publish,Amber,03/05/2023", "2.8,Old,Green,20/04/2023", "2.10,Now,Green,")
    form = secretary.presses_for_form(secretary.sends("tracker.csv", file), "Import as decided already")
    secretary.submits(form, decided="Improvement Board 7 June 2023, D1")
    assert f"{newest(example, '2.9').at:%Y-%m-%d %H:%M}" == "2023-05-03 11:00"
    assert newest(example, "2.10").at == secretary.dispatcher.clock()
    assert newest(example, "2.9").meeting_id is not None
    assert newest(example, "2.8").meeting_id is None, "it was given before the last board"


@no_sql_differs
def test_an_earlier_board_is_taken_from_its_sheet_once(secretary: Somebody, as_person: Asked) -> None:
    def earlier(sheet: Worksheet) -> None:
        sheet.append(["29/06/2022", "2.4", "Green", "Grey"])
        sheet.append(["29/06/2022", "2.1", "Grey", "Grey"])

    file = workbook(Meetings=lambda sheet: sheet.append(["Improvement Board", "29/06/2022"]), Previous_boards=earlier)
    preview = secretary.sends("plan.xlsx", file)
    assert preview.data["registers"]["Earlier boards to add"] == 1
    secretary.presses(preview, "Import")
    assert not secretary.sends("plan.xlsx", file).data["registers"]["Earlier boards to add"]
    assert as_person("chair@example.org").types("/brag").data["previous"]["meeting"] == "2023-04-26"


@no_sql_differs
def test_what_cannot_be_seen_in_a_cell_changes_nothing(secretary: Somebody) -> None:
    """A pasted owner that only looks the same would lose the action, and a ref would be none."""

    def pasted(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=4, max_row=20):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = "\u202a" + cell.value.replace(" ", "\u00a0") + "\u200b\ufeff"

    preview = secretary.sends("plan.xlsx", workbook(Actions=pasted))
    assert (preview.data["unchanged"], preview.data["doubts"], preview.data["owners_to_link"]) == (65, [], {})


@no_sql_differs
def test_who_takes_and_who_leaves_a_post_is_named_and_that_a_hidden_sheet_says_so(secretary: Somebody) -> None:
    """Rights come with posts: a sheet that nobody sees would make anybody the secretariat, or the chair nobody."""

    def people(sheet: Worksheet) -> None:
        sheet.append(["Board Secretary", "observer", None, "X", "workforce.sro@example.org", "1 June 2023"])
        sheet.append(["Independent Chair", "chair", "Improvement Board", "X", "chair@example.org", None, "1 June 2023"])
        assert sheet.parent
        again = sheet.parent.copy_worksheet(sheet)
        again.title = "people "
        sheet.sheet_state = "veryHidden"
        again.sheet_state = "hidden"

    preview = secretary.sends("plan.xlsx", workbook(People=people))
    words = in_words(preview)
    assert "Who takes a post (1)\n• Board Secretary (secretariat): workforce.sro@example.org, from 1 June 2023" in words
    assert "Who leaves a post (1)\n• Independent Chair (chair): chair@example.org, until 1 June 2023" in words
    assert preview.data["registers"]["Posts that somebody leaves"] == 1
    assert "The sheet “People” is hidden, and was read." in words
    assert "The hidden sheet “people ” was passed over: another one is called People, too." in words


@no_sql_differs
def test_who_is_new_and_who_takes_an_action_over_is_named(secretary: Somebody) -> None:
    def people(sheet: Worksheet) -> None:
        sheet.append(["Fostering SRO", "SRO", "Workforce", "Fostering SRO", "fostering.sro@example.org"])

    set_owner = set_cell("2.4", "SRO", "Fostering SRO")
    words = in_words(secretary.sends("plan.xlsx", workbook(People=people, Actions=set_owner)))
    assert "New posts (1)\n• Fostering SRO" in words
    assert "New people (1)\n• Fostering SRO (fostering.sro@example.org)" in words
    assert "• 2.4 SRO: Workforce SRO → Fostering SRO" in words
    assert "New boards" not in words


@pytest.mark.usefixtures("no_calendar")
def test_dates_and_measures_that_change(secretary: Somebody, example: Database) -> None:
    file = workbook(Actions=set_cell("2.4", "Revised date", "30/09/2023"))
    preview = secretary.sends("plan.xlsx", file)
    assert preview.data["changed"] == {"2.4": ["approved deadline", "how exact the approved deadline is"]}
    said = (
        "Taken with no decision recorded: the board that decides has no meeting in the calendar (1)\n"
        "• A new date for 2.4: March 2023 → 30 September 2023 (no decision recorded)\n"
    )
    assert said in in_words(preview)
    assert said in in_words(secretary.presses(preview, "Import"))
    words = in_words(secretary.types("/action 2.4"))
    assert "Original deadline: March 2023" in words
    assert "Approved deadline: 30 September 2023" in words
    file = workbook(Actions=set_cell("2.4", "Measure", "Households approved in the year: 12"))
    preview = secretary.sends("plan.xlsx", file)
    assert preview.data["changed"] == {"2.4": ["measure"]}
    assert "(agreed) → Households approved in the year: 12 (agreed)" in in_words(preview)
    secretary.presses(preview, "Import")
    assert "Households approved in the year: 12" in in_words(secretary.types("/action 2.4"))
    with example.read() as session:
        moved = session.exec(select(DateChange).join(Action).where(Action.ref == "2.4")).one()
        assert (moved.was, moved.became) == (date(2023, 3, 31), date(2023, 9, 30))


def test_an_original_deadline_never_moves_and_the_rest_is_taken(secretary: Somebody, example: Database) -> None:
    file = csv("Ref,Action,Due,Progress", "2.4,Run a campaign,31/12/2023,two carers", "2.3,Hire,30/06/2023,begun")
    preview = secretary.sends("plan.csv", file)
    said = "A new date for 2.4: March 2023 → 31 December 2023\n"
    assert f"decides on 7 June 2023 (1)\n• {said}" in in_words(preview)
    assert "• 2.4 commentary: " in in_words(preview)
    assert f"• P1: {said}" in in_words(secretary.presses(preview, "Import"))
    assert newest(example, "2.4").commentary == "two carers"
    with example.read() as session:
        action = session.exec(select(Action).where(Action.ref == "2.4")).one()
        assert {action.original_deadline.words(), action.approved_deadline.words()} == {"March 2023"}
        assert not session.exec(select(DateChange).where(DateChange.action_id == action.id)).all()


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_the_due_date_of_a_file_may_be_the_one_that_a_board_has_approved(secretary: Somebody) -> None:
    revised = workbook(Actions=set_cell("2.4", "Revised date", "30/09/2023"))
    secretary.presses(secretary.sends("plan.xlsx", revised), "Import")
    preview = secretary.sends("plan.csv", csv("Ref,Action,Due", "2.4,Run a campaign,30/09/2023"))
    assert "original deadline" not in in_words(preview)
    assert preview.data["moved"] == []


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_nobody_is_invented(secretary: Somebody, example: Database) -> None:
    before = state_of(example)[3:7]
    file = csv("Ref,Action,SRO,Board", "2.9,Publish,Jane in HR,Caseload Panel")
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    assert state_of(example)[3:7] == before


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
@pytest.mark.parametrize("owner", ["Workforce SRO", "workforce  sro", "workforce.sro@example.org"])
def test_an_owner_is_known_by_post_or_address(secretary: Somebody, as_person: Asked, owner: str) -> None:
    preview = secretary.sends("tracker.csv", csv("Ref,Action,SRO", f"2.9,Publish,{owner}"))
    assert preview.data["owners_to_link"] == {}
    secretary.presses(preview, "Import")
    assert "2.9" in in_words(as_person("workforce.sro@example.org").types("/action mine"))


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_link_an_owner(secretary: Somebody, as_person: Asked, example: Database) -> None:
    file = csv("Ref,Action,SRO", "2.9,Publish,Élodie O'Brien", "2.8,Print,élodie  o'brien", "2.10,Tell,Someone Else")
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    assert secretary.types("/secretariat people").data["owners_to_link"].keys() == {
        "Élodie O'Brien",
        "élodie  o'brien",
        "Someone Else",
    }
    card = secretary.types('/secretariat people link "Élodie O\'Brien" Elodie@example.org')
    assert "2 actions linked" in in_words(card)
    assert sorted(card.data["linked"]) == ["2.8", "2.9"]
    assert secretary.types("/secretariat people").data["owners_to_link"] == {"Someone Else": 1}
    sro = as_person("elodie@example.org")
    assert sro.types("/update 2.9 green/grey published").title.startswith("Recorded: 2.9")
    assert secretary.sends("tracker.csv", file).data["owners_to_link"] == {"Someone Else": 1}
    with example.read() as session:
        linked = session.exec(select(Event).where(Event.what == "action.linked")).all()
        assert {event.subject for event in linked} == {"action 2.8", "action 2.9"}
        assert first_broken(session, 1) is None


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_a_lead_named_as_owner_is_not_taken_for_the_sro_and_can_be_linked(
    secretary: Somebody, as_person: Asked
) -> None:
    file = csv("Ref,Action,Lead officer", "2.9,Publish,Head of Fostering")
    assert secretary.sends("tracker.csv", file).data["owners_to_link"] == {"Head of Fostering": 1}
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    card = secretary.types('/secretariat people link "Head of Fostering" fostering@example.org')
    assert card.data["linked"] == ["2.9"]
    assert as_person("fostering@example.org").types("/update 2.9 green/grey begun").title.startswith("Recorded: 2.9")
    assert secretary.sends("tracker.csv", file).data["changed"] == {}


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_link_a_board(secretary: Somebody, as_person: Asked) -> None:
    file = csv("Ref,Action,Board", "2.9,Publish,Caseload Panel", "2.8,Print,caseload panel")
    secretary.presses(secretary.sends("tracker.csv", file), "Import")
    total = as_person("chair@example.org").types("/brag workforce").data["current"]["total"]
    card = secretary.types('/secretariat boards link "Caseload Panel" workforce')
    assert "“Caseload Panel” is now another name of Workforce Board: 2 actions linked." in in_words(card)
    assert secretary.types("/secretariat boards").data["boards_to_link"] == {}
    assert "Caseload Panel" in in_words(secretary.types("/secretariat boards"))
    assert as_person("chair@example.org").types('/brag "Caseload Panel"').data["current"]["total"] == total + 2
    assert secretary.sends("tracker.csv", file).data["boards_to_link"] == {}


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("people link Nobody x@example.org", "No action has the owner “Nobody”."),
        ("people link", "I need the name as the plan writes it"),
        ('people link "Head of Fostering"', "I need the name as the plan writes it"),
        ("people unlink Nobody x@example.org", "I need the e-mail address, and nothing else"),
        ('boards link "Caseload Panel" Parks', "There is no board “Parks”."),
        ('boards link "Caseload Panel"', "I need the name as the plan writes it"),
    ],
)
def test_a_link_that_cannot_be(secretary: Somebody, example: Database, line: str, said: str) -> None:
    before = state_of(example)
    card = secretary.types(f"/secretariat {line}")
    assert said in in_words(card)
    assert "For example: /secretariat" in in_words(card)
    assert state_of(example) == before


@pytest.mark.usefixtures("no_calendar")
def test_a_large_plan_in_one_go(secretary: Somebody, example: Database) -> None:
    lines = [f"{area}.{number},Action {area}.{number},Amber" for area in range(11, 31) for number in range(1, 51)]
    card = take_file(secretary.dispatcher, Settings(), csv("Ref,Action,BRAG", *lines), "large.csv")
    assert len(card.data["added"]) == 1000
    with example.read() as session:
        assert first_broken(session, 1) is None


@no_sql_differs
@pytest.mark.usefixtures("example")
def test_a_highlight_of_nobody_is_refused_and_one_that_is_there_stays(
    as_person: Asked, subtests: pytest.Subtests
) -> None:
    secretary = as_person("secretary@example.org")
    for place, value, said in (
        ("D2", "nobody@example.org", "nobody here has the address nobody@example.org"),
        ("B2", "99.9", "the plan has no action 99.9"),
        ("A2", date(2023, 6, 8), "the improvement board has no meeting on 8 June 2023"),
        ("C2", "long " * 200, "a highlight has 600 at most"),
    ):
        with subtests.test(said):
            book = load_workbook(BytesIO(workbook()))
            book["Highlights"]["B2"] = "10.8"  # the others are nominated already
            book["Highlights"][place] = value
            saved = BytesIO()
            book.save(saved)
            assert said in in_words(secretary.sends("plan.xlsx", saved.getvalue()))
    assert secretary.sends("plan.xlsx", workbook()).data["registers"]["Highlights to add"] == 0


def large() -> bytes:
    """A plan that is read in a process of its own."""
    rows = (f"11.{number},Bring step {number} into use,Workforce,30/09/2023,A" for number in range(1, 1801))
    return csv("Ref,Action,Board,Due,BRAG", *rows)


def test_a_large_file_is_read_in_a_process_of_its_own_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SMALL", 0)
    for content, name in ((workbook(), "plan.xlsx"), (large(), "large.csv")):
        assert reading.read_sent(content, name) == read_plan(content, name)
    with pytest.raises(Mistake, match="The file is a PDF, not a spreadsheet"):
        reading.read_sent(b"%PDF-1.7", "plan.pdf")


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_the_process_that_reads_has_no_secret_and_may_end_badly(
    secretary: Somebody, example: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, run, given = state_of(example), subprocess.run, dict[str, str]()

    def noted(*words: Any, **options: Any) -> Any:
        given.update(options["env"])
        return run(*words, **options)

    monkeypatch.setenv("SECRETARIAT_SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setattr(subprocess, "run", noted)
    assert len(secretary.sends("large.csv", large()).data["added"]) == 1800
    assert given.keys() == {"PYTHONPATH"}
    for program, limit, said in (
        ("exit 137", 60, "Reading the file broke off, as it does where a file takes too much memory. Save the sheet"),
        ("exec /bin/sleep 60", 0.05, "Reading the file took more than 0.05 seconds. Save the sheet"),
    ):
        script = tmp_path / "python"
        script.write_text(f"#!/bin/sh\n{program}\n")
        script.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(script))
        monkeypatch.setattr(own_process, "SECONDS", limit)
        card = secretary.sends("large.csv", large())
        assert card.title == "That did not work"
        assert said in in_words(card)
    assert state_of(example) == before


@no_sql_differs
@pytest.mark.usefixtures("no_calendar")
def test_what_a_file_means_is_found_out_while_somebody_else_writes(secretary: Somebody, example: Database) -> None:
    prepare = secretary.dispatcher.registry.verbs["import.show"].prepare
    assert prepare
    file = csv("Ref,Action,BRAG", "2.9,Publish the ceiling,Amber")
    asker = Asker(secretary.id or 0, "Secretary", "secretary@example.org", 1, ())
    now, zone = secretary.dispatcher.clock(), ZoneInfo("Europe/London")
    request = Request(asker, now, zone, Origin("test"), text="tracker.csv", content=file)
    with example.write() as writing:
        writing.add(Person(organisation_id=1, name="Somebody", email="somebody@example.org"))
        writing.flush()
        with example.read() as session:
            assert prepare(session, request).added == ["2.9"]


def test_a_long_history_is_not_copied_for_a_trial_and_changes_no_word_of_it(
    secretary: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    def copied() -> int:
        with example.read() as session, copy_for_trial(session, clock.now) as copy:
            tables = inspect(copy.connection()).get_table_names()
            return sum(copy.scalar(select(func.count()).select_from(table(name))) or 0 for name in tables)

    file = workbook(Actions=set_cell("2.4", "Progress", "New words"))
    shown, rows = secretary.sends("plan.xlsx", file), copied()
    assert (shown.data["unchanged"], shown.data["updates"]) == (64, 1)
    sro = as_person("workforce.sro@example.org")
    assert sro.types("/update 2.4 green/green it is done; difference more homes").title.startswith("Recorded")
    assert sro.types("/update undo").data["taken_back"] == ["2.4"]
    with example.write() as session:
        for answer in session.exec(select(Update)).all():
            for weeks in range(4, 53, 4):
                earlier = {"id": None, "at": answer.at - timedelta(weeks=weeks), "commentary": "An older answer."}
                session.add(Update(**answer.model_dump() | earlier))
    again = secretary.sends("plan.xlsx", file)
    assert (in_words(again), again.data) == (in_words(shown), shown.data)
    assert copied() == rows
