"""Trackers on scales of their own, from the file to the pack and back; what a plan takes from its first file."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import col, select

from handlers.exporting import plan_file
from handlers.plain_text import in_words
from models.packs.packs import Pack
from models.plan.actions import Plan, living_plan
from models.plan.ratings import BRAG, Rating, Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS, RAG, scale_of
from models.position.snapshots import Snapshot
from models.record.database import Database
from models.record.events import Event
from papers.pack.contents import from_json
from papers.pack.web import write_web
from papers.plan.reading import read_plan
from papers.plan.writing import actions_csv, write_plan
from tests.asking import LONDON, Clock, Somebody, somebody
from tests.databases import no_sql_differs
from tests.handlers.test_import_questions import ASKS
from tests.handlers.test_refs import LEAD, Council


@pytest.fixture
def council(database: Database, clock: Clock) -> Council:
    return Council(database, clock)


def scale_now(database: Database) -> Scale:
    with database.read() as session:
        return scale_of(session, session.exec(select(Plan)).one().id)


def events(database: Database, *what: str) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(Event.what).where(col(Event.what).in_(what)).order_by(col(Event.id))))


def workbook(refs: list[str], heading: str, cells: tuple[str, ...]) -> bytes:
    """A tracker, its lead and chair, a board of 19 July 2023 and one before it with the same ratings."""
    rated = [(ref, cells[at % len(cells)]) for at, ref in enumerate(refs)]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Actions"
    sheet.append(["Ref", "Action", "Lead", "Due", heading, "Comments"])
    for ref, cell in rated:
        sheet.append([ref, f"Step {ref} of it", "Head of Practice", "31/12/2023", cell, "begun"])
    earlier: list[list[str | None]] = [["26/04/2023", ref, cell] for ref, cell in rated]
    registers: dict[str, list[list[str | None]]] = {
        "Boards": [["Board", "Short name", "Kind"], ["Improvement Board", None, "improvement"]],
        "People": [
            ["Post", "Role", "Board", "Name", "E-mail"],
            ["Head of Practice", "SRO", None, "Lead", LEAD],
            ["Chair", "chair", "Improvement Board", "Chair", "c@example.org"],
        ],
        "Meetings": [["Board", "Date"], ["Improvement Board", "19/07/2023"], ["Improvement Board", "26/04/2023"]],
        "Previous boards": [["Meeting", "Ref", "Activity"], *earlier],
    }
    for name, rows in registers.items():
        register = book.create_sheet(name)
        for row in rows:
            register.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


ROUNDS = {
    "R1 to R40": ([f"R{at}" for at in range(1, 41)], "RAG", ("Red", "Amber", "Green", "Complete"), RAG, "amber"),
    "1 to 60": (
        [str(at) for at in range(1, 61)],
        "Status",
        ("Delivered", "On track", "Some issues", "Not on track"),
        PROGRESS,
        "some issues",
    ),
    "five-point": (
        ["2.4", "2.5", "2.10", "3.1", "3.2"],
        "Delivery confidence",
        ("Green", "Amber/Green", "Amber", "Amber/Red", "Red"),
        DELIVERY_CONFIDENCE,
        "amber/green",
    ),
}


@pytest.mark.parametrize("of", ROUNDS)
def test_from_the_tracker_to_the_pack_and_back(council: Council, database: Database, clock: Clock, of: str) -> None:
    refs, heading, cells, scale, typed = ROUNDS[of]
    rated = dict(zip(refs, cells * len(refs), strict=False))
    preview = council.secretary.sends("plan.xlsx", workbook(refs, heading, cells))
    assert preview.data["doubts"] == []
    told, once = preview.data["notes"][:2]
    assert told.startswith(f"Its ratings are on the scale {scale.name}: ")
    before = "Another scale is chosen with “/secretariat scale” before the ratings are imported."
    assert before in preview.data["notes"]
    assert once.endswith("so the plan rates activity alone. “/secretariat scale impact on” begins to rate impact.")
    assert scale_now(database) == BRAG, "a preview writes nothing"
    imported = council.secretary.presses(preview, "Import")
    assert imported.data["notes"][:2] == [told, once]
    assert before not in imported.data["notes"], "by then it cannot be"
    now = replace(scale, rates_impact=False)
    assert scale_now(database) == now
    assert events(database, "scale.chosen", "scale.impact") == ["scale.chosen", "scale.impact"]
    with database.read() as session:
        assert Scale.from_json(session.exec(select(Snapshot)).one().scale) == now

    lead = somebody(council.dispatcher, LEAD)
    clock.set("2023-07-10 10:00")
    recorded = lead.types(f'/update "{refs[-1]}" {typed} the partners have signed')
    assert recorded.title.startswith(f"Recorded: {refs[-1]} ")
    rated[refs[-1]] = scale[scale.called(typed) or Rating.DONE].name
    assert f"Activity: {rated[refs[-1]]}" in in_words(recorded)
    position = council.chair.types("/brag")
    assert position.title == f"{scale.name} position for 19 July 2023"
    assert position.data["current"]["total"] == len(refs)
    for level in scale.given:
        count = sum(name == level.name for name in rated.values())
        shown = council.chair.types(f'/brag "{level.name}"' if " " in level.name else f"/brag {level.name}")
        assert shown.data["current"]["total"] == count, level.name

    clock.set("2023-07-14 10:00")
    council.secretary.types("/pack compile")
    with database.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
        plan = living_plan(session, 1)
        assert plan
        file = plan_file(session, plan, clock.now, LONDON)
    page = write_web(contents).decode()
    for level in scale.given:
        assert level.name in page
    assert "Blue" not in page
    exported = BytesIO()
    with in_scale(now):
        write_plan(file, exported, clock.now)
    again = council.secretary.sends("export.xlsx", exported.getvalue())
    assert (again.data["added"], again.data["changed"], again.data["missing"]) == ([], {}, [])
    assert again.data["doubts"] == []
    elsewhere = read_plan(exported.getvalue(), "export.xlsx")
    assert (elsewhere.scale, elsewhere.scale_is_its_own) == (now, True)
    assert {row.ref: now[row.activity].name for row in elsewhere.rows if row.activity} == rated
    assert [row.activity for row in elsewhere.snapshots] == [row.activity for row in file.snapshots]


ONE = "Ref,Action,BRAG,Comments\n1,Build,Red,begun\n2,Move,Blue,done\n"
BOTH = "Ref,Action,BRAG Activity,BRAG Impact,Comments\n1,Build,Amber,Red,more\n2,Move,Blue,Green,done\n"


def imported(secretary: Somebody, text: str) -> list[str]:
    """Take a file in; gives its notes, which are those of its preview."""
    preview = secretary.sends("tracker.csv", text.encode())
    card = secretary.presses(preview, "Import")
    assert card.data["notes"] == preview.data["notes"]
    return list(card.data["notes"])


@no_sql_differs
def test_impact_that_a_plan_does_not_rate_is_left_out_aloud_until_it_is_begun(
    council: Council, database: Database
) -> None:
    secretary = council.secretary
    (once,) = imported(secretary, ONE)
    assert once.startswith("The file has one rating for each action, so the plan rates activity alone.")
    assert events(database, "scale.chosen", "scale.impact") == ["scale.impact"]
    assert imported(secretary, ONE) == []
    (left_out,) = imported(secretary, BOTH)
    assert left_out == (
        "The plan rates activity alone: 2 ratings for impact were left out. “/secretariat scale impact on” begins to "
        "rate it; then send the file again."
    )
    assert council.chair.types("/action 1").data.get("impact") in (None, "grey")
    secretary.types("/secretariat scale impact on")
    preview = secretary.sends("tracker.csv", BOTH.encode())
    assert [(each["ref"], each["what"], each["after"]) for each in preview.data["cells"]] == [
        ("1", "impact", "Red"),
        ("2", "impact", "Green"),
    ]
    secretary.presses(preview, "Import")
    assert imported(secretary, ONE) == [], "a file with one rating leaves a plan that has both as it is"
    assert scale_now(database) == BRAG


@no_sql_differs
def test_what_somebody_has_chosen_before_the_first_file_stays(council: Council, database: Database) -> None:
    council.secretary.types("/secretariat scale progress")
    preview = council.secretary.sends("tracker.csv", b"Ref,Action,RAG\n1,Build,Red\n2,Move,Grey\n")
    assert [each["what"] for each in preview.data["doubts"]] == [
        "“Red” was read as Not on track.",
        "“Grey” is not on the scale Progress (Delivered, On track, Some issues, Not on track); left empty.",
    ]
    council.secretary.presses(preview, "Import")
    assert scale_now(database) == replace(PROGRESS, rates_impact=False)


@no_sql_differs
def test_that_impact_is_rated_is_said_before_the_first_file_and_stays(council: Council, database: Database) -> None:
    for _ in range(2):
        council.secretary.types("/secretariat scale impact on")
    assert events(database, "scale.impact") == ["scale.impact"], "the second time it is known"
    preview = council.secretary.sends("tracker.csv", b"Ref,Action,BRAG\n1,Build,Red\n2,Move,Grey\n")
    assert not any("rates activity alone" in note for note in preview.data["notes"])
    council.secretary.presses(preview, "Import")
    assert scale_now(database).rates_impact


OWN = "/secretariat scale own Good G on-track; Mixed M at-risk; Poor P off-track"


@no_sql_differs
def test_a_csv_of_ones_own_scale_is_read_on_it_and_where_it_is_not_there_how_it_is_said(
    council: Council, database: Database, clock: Clock
) -> None:
    rows = b"Ref,Action,Status\n1,Build,Good\n2,Move,Poor\n3,Pay,Mixed\n"
    preview = council.secretary.sends("plan.csv", rows)
    (note,) = [note for note in preview.data["notes"] if "“/secretariat scale own" in note]
    assert note.startswith("The ratings “Good”, “Poor” and “Mixed” are on no scale that is known here")
    council.secretary.types(OWN)
    imported = council.secretary.presses(preview, "Import")
    assert (imported.data["updates"], imported.data["doubts"]) == (3, [])
    assert not any("scale own" in note for note in imported.data["notes"]), "it is read afresh"
    with database.read() as session:
        plan = living_plan(session, 1)
        assert plan
        with in_scale(scale_of(session, plan.id)):
            written = actions_csv(plan_file(session, plan, clock.now, LONDON))
    again = council.secretary.sends("plan.csv", written)
    assert (again.data["unchanged"], again.data["changed"], again.data["doubts"]) == (3, {}, [])


@no_sql_differs
def test_what_may_be_two_scales_is_asked_in_chat_and_kept_with_the_layout(council: Council, database: Database) -> None:
    text = "Ref,Action,Status\n1,Build,Amber/Green\n2,Move,{}\n".format
    card = council.secretary.sends("tracker.csv", text("Blue").encode())
    assert card.title == ASKS
    assert "“Amber/Green” beside “Blue”" in in_words(card)
    preview = council.secretary.presses(card, "Activity and impact, on the scale BRAG")
    card = council.secretary.presses(preview, "Import")
    assert "What was told about the layout is kept for the next file with these headings." in card.data["notes"]
    assert scale_now(database) == BRAG
    preview = council.secretary.sends("next.csv", text("Amber/Red").encode())
    assert [(each["ref"], each["what"], each["after"]) for each in preview.data["cells"]] == [
        ("2", "activity", "Amber"),
        ("2", "impact", "Red"),
    ]
