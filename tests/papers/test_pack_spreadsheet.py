"""The pack's spreadsheet says what the contents say, a person can use it, and an import takes it back."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.importing.registers import take_people
from models.packs.packs import Pack
from models.people.people import Person
from models.plan.actions import Action
from models.plan.deadlines import Deadline, Precision
from models.plan.founding import found
from models.plan.ratings import BRAG, Rating
from models.record.database import Database
from models.record.events import Actor, Change, record_many
from papers.links import is_link
from papers.pack.contents import LikelyEntry, PackContents, from_json
from papers.pack.spreadsheet import write_spreadsheet
from papers.plan.contents import PersonRow
from papers.plan.reading import read_plan
from tests.asking import Clock, Somebody, somebody
from tests.databases import Engine
from tests.papers.pack_contents import ACTIVITY_MATRIX, AWKWARD, CONTROLS, action, empty, sample
from tests.papers.plans import NASTY, owners

Asked = Callable[[str], Somebody]
SECRETARY = "secretary@example.org"
SHEETS = [
    *("Actions", "BRAG table", "Movements", "Matrix", "Reds", "Highlights", "Slow to progress", "Done without impact"),
    *("Trend", "Measures", "Returns", "Acronyms", "About"),
]


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """What is in a file does not depend on the engine."""
    return sqlite


def opened(contents: PackContents) -> Any:
    """The workbook, as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(write_spreadsheet(contents)))


def rows_of(sheet: Worksheet, first: str) -> list[dict[str, Any]]:
    """The rows below the headings, by heading; `first` is the first heading."""
    values = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(values) if row[0] == first)
    return [dict(zip(map(str, values[at]), row, strict=True)) for row in values[at + 1 :]]


def lettered(rating: Rating | None) -> str:
    """ "R Red"."""
    return f"{rating.letter} {rating.word}" if rating else "not rated"


def of_one(text: str) -> PackContents:
    """The sample with one action whose every typed text is `text`."""
    one = action("1.1", text, commentary=text, difference=text, help_needed=text, evidence=text)
    one = replace(one, owner_in_plan=text, board_in_plan=text)
    contents = sample()
    area = replace(contents.areas[0], number=1, title=text, actions=(one,))
    reds = (replace(contents.reds[0], ref="9.9", title=text, commentary=text, cause=text),)
    contents = replace(contents, highlights=(), slow=(), gap=())
    return replace(contents, areas=(area,), reds=reds, author=text, changed=(text,), headline=text)


def test_the_table_has_every_count_and_every_share_to_the_last_place() -> None:
    contents = sample()
    rows = rows_of(opened(contents)["BRAG table"], "Rating")
    assert [row["Rating"] for row in rows] == [*map(lettered, BRAG.ratings), "Total"]
    for column in contents.columns:
        for rating, row in zip(BRAG.ratings, rows, strict=False):
            assert row[column.heading] == column.counts[rating].count
            assert type(row[column.heading]) is int
            assert Decimal(repr(row[f"{column.heading}, %"])) == column.counts[rating].percent
        assert rows[-1][column.heading] == column.total
    assert rows[2]["What it means for impact"] == contents.key[2].impact


def test_the_sentences_of_a_sheet_stand_above_its_table() -> None:
    contents = sample()
    book = opened(contents)
    assert [book["BRAG table"][f"A{row}"].value for row in (1, 2)] == [contents.headline, *contents.notes]
    assert book["Movements"]["A1"].value == contents.movements.said
    assert book["Reds"]["A1"].value == contents.reds_said
    assert book["Returns"]["A1"].value == contents.returns.said


def test_movements_reds_and_returns_are_those_of_the_contents() -> None:
    contents = sample()
    book = opened(contents)
    assert [tuple(row.values()) for row in rows_of(book["Movements"], "Ref")] == [
        (
            *(each.ref, each.title, lettered(each.activity_was), lettered(each.activity)),
            *(lettered(each.impact_was), lettered(each.impact), each.direction),
        )
        for each in contents.movements.moved
    ]
    assert book["Matrix"]["A1"].value == contents.movements.off_track
    assert [tuple(row.values()) for row in rows_of(book["Matrix"], "Rated by")] == [
        *(
            ("Activity", lettered(row.was) if row.was else "Not counted before", *row.counts, row.total)
            for row in ACTIVITY_MATRIX.rows
        ),
        ("Activity", "Total", *ACTIVITY_MATRIX.totals, ACTIVITY_MATRIX.total),
    ]
    reds = rows_of(book["Reds"], "Ref")
    assert [(row["Ref"], row["Red by"], row["Deadline"], row["Days overdue"]) for row in reds] == [
        (red.ref, red.dimension, red.deadline, red.days_overdue) for red in contents.reds
    ]
    assert reds[0]["Recovery date"].date() == date(2023, 9, 30)
    assert (reds[1]["Recovery date"], reds[1]["Commentary"]) == ("No recovery date given.", "No commentary given.")
    assert reds[2]["Cause"] == AWKWARD
    differs = "Activity declared Amber; by the rules Red: 68 days overdue."
    assert [row["By the rules"] for row in reds] == [differs, None, None]
    for listed in (reds, rows_of(book["Actions"], "Ref")):
        waiting = {row["Ref"]: row["Waits on"] for row in listed if row["Waits on"]}
        assert waiting == {"2.1": "2.1 needs 3.1 (Agree the pay offer): Red on activity, 9 days overdue."}
    assert [row["By the rules"] for row in rows_of(book["Actions"], "Ref")] == [differs, None, None, None, None, None]
    assert [
        (row["Updates expected"], row["Updates received"], row["Outstanding"])
        for row in rows_of(book["Returns"], "Who answers")
    ] == [
        (21, 21, None),
        (11, 10, "2.4"),
    ]


ODD = ("Returns", "History", r"'Late' [or] worse: A/B\C *?", "Far from what was promised to the board")


@pytest.mark.parametrize("name", ODD)
def test_sheets_are_named_as_excel_allows_whatever_a_level_is_called(name: str) -> None:
    levels = tuple(replace(each, name=name) if each.rating.is_off_track else each for each in BRAG.levels)
    book = opened(sample(scale=replace(BRAG, name=name, levels=levels)))
    assert len({each.casefold() for each in book.sheetnames}) == len(SHEETS)
    assert all(len(each) <= 31 and not set(each) & set("[]:*?/\\") for each in book.sheetnames)
    assert book.sheetnames[4].startswith("Actions rated ")
    assert rows_of(book.worksheets[4], "Ref")[0]["Activity"] == "A Amber"


def test_what_the_lists_say_and_the_trend_and_acronyms_are_sheets_of_their_own() -> None:
    likely = LikelyEntry("2.3", "Fewer agency workers", Rating.AT_RISK, Rating.AT_RISK, "Q1", "Workforce SRO", "moved")
    contents = sample(likely_said="1 action is likely to slip.", likely=(likely,))
    book = opened(contents)

    def rated(each: Any) -> tuple[str, ...]:
        return each.ref, each.title, lettered(each.activity), lettered(each.impact)

    def listed(name: str, first: str = "Ref") -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in rows_of(book[name], first)]

    assert listed("Highlights") == [(*rated(each), each.text) for each in contents.highlights]
    assert listed("Slow to progress") == [(*rated(each), each.why) for each in contents.slow]
    assert listed("Likely to slip") == [(*rated(likely), "Q1", "Workforce SRO", "moved")]
    assert listed("Done without impact") == [(each.ref, each.title, lettered(each.impact)) for each in contents.gap]
    assert listed("Acronyms", "Acronym") == [
        (each.acronym, each.meaning or "not defined") for each in contents.acronyms
    ]
    assert [(row[0].date(), *row[1:]) for row in listed("Trend", "Meeting")] == [
        (point.meeting, name, point.total, *(of[rating].count for rating in BRAG.ratings))
        for point in contents.trend
        for name, of in (("Activity", point.activity), ("Impact", point.impact))
    ]
    for name, said in (("Slow to progress", contents.slow_said), ("Done without impact", contents.gap_said)):
        assert book[name]["A1"].value == said


def test_about_says_which_pack_it_is() -> None:
    contents = sample()
    sheet = opened(contents)["About"]
    said = [(str(what.value), str(value.value)) for what, value in sheet.iter_rows(max_col=2)]
    assert said[0] == ("Board pack", "Improvement Board, 7 June 2023")
    for each in (
        ("Meeting", "2023-06-07 00:00:00"),
        ("Data month", "May 2023"),
        ("Version", "2"),
        ("Figures fixed at", "26 May 2023, 17:00"),
        ("Changed since the version before", contents.changed[1]),
        ("Change in the number of actions", contents.total_change.lines[0]),
        ("Without a recorded reason", "9.9"),
    ):
        assert each in said


def test_the_actions_are_understood_as_a_plan_and_the_other_sheets_passed_over() -> None:
    contents = sample()
    plan = read_plan(write_spreadsheet(contents), "pack.xlsx")
    assert plan.sheet == "Actions"
    assert plan.doubts == ()
    assert not any((plan.boards, plan.people, plan.meetings, plan.snapshots))
    assert [note.split("“")[1].split("”")[0] for note in plan.notes] == SHEETS[1:]
    entries = [each for area in contents.areas for each in area.actions]
    for row, entry in zip(plan.rows, entries, strict=True):
        assert (row.ref, row.title) == (entry.ref, entry.title)
        assert (row.owner, row.board) == (entry.owner_in_plan, entry.board_in_plan)
        assert (row.activity, row.impact) == (entry.activity, entry.impact)
        assert (row.commentary, row.difference, row.evidence) == (entry.commentary, entry.difference, entry.evidence)
        assert (row.forecast, row.recovery_date) == (entry.forecast, entry.recovery_date)
        assert row.updated == date(2023, 5, 26)
    red = plan.rows[0]
    assert (red.area_number, red.area_title) == (2, contents.areas[0].title)
    assert (red.due, red.revised) == (Deadline(date(2023, 3, 31), Precision.MONTH), None)
    assert (red.cause, red.corrective_action) == (contents.reds[0].cause, contents.reds[0].corrective_action)
    assert plan.rows[2].revised == Deadline(date(2023, 6, 30), Precision.MONTH)
    assert plan.rows[4].due == Deadline(date(2023, 3, 31), Precision.DAY)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(owners)
def test_whatever_was_typed_stays_text_and_reads_back(text: str) -> None:
    assume(text.casefold() != "ref")  # a file in which everything is called as its first column is
    contents = of_one(text)
    content = write_spreadsheet(contents)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row if cell.value is not None} <= {"s", "n", "d"}
            assert not any(cell.hyperlink for cell in row if not is_link(str(cell.value)))
    (read,) = read_plan(content, "pack.xlsx").rows
    assert (read.title, read.owner, read.board, read.area_title) == (text, text, text, text)
    assert (read.commentary, read.difference, read.help_needed, read.evidence) == (text, text, text, text)


@pytest.mark.parametrize("text", [*NASTY, AWKWARD])
def test_nothing_is_a_formula_or_a_number_and_only_an_address_a_link(text: str) -> None:
    book = opened(of_one(text))
    for sheet, column in (("Actions", "B"), ("Reds", "B")):
        cell = next(cell for cell in book[sheet][column] if cell.row > 1 and cell.value not in (None, "Action"))
        assert cell.data_type == "s"
        assert (cell.hyperlink and cell.hyperlink.target) == (text if is_link(text) else None)


def test_control_characters_and_texts_longer_than_a_cell_spoil_nothing() -> None:
    plan = read_plan(write_spreadsheet(of_one(CONTROLS)), "pack.xlsx")
    assert plan.rows[0].title == "pasted from Word:\nnext line end"
    cell = opened(of_one("a" * 40_000))["Reds"]["J3"].value
    assert len(cell) == 32_767
    assert cell.endswith("the other formats of this pack have the whole text)")


def test_it_is_fit_to_be_used() -> None:
    contents = sample()
    book = opened(contents)
    assert book.sheetnames == SHEETS
    assert book["Actions"].freeze_panes == "B2"
    assert book["Actions"].auto_filter.ref == "A1:Y7"
    assert book["Reds"].freeze_panes == "B3"
    assert book["Reds"].auto_filter.ref == "A2:U5"
    assert book["BRAG table"].auto_filter.ref is None
    assert {str(sheet.page_setup.paperSize) for sheet in book} == {"9"}
    assert (book.properties.title, book.properties.creator) == (
        "Board pack: Improvement Board, 7 June 2023",
        "Board Secretary",
    )
    assert f"{book.properties.created:%Y-%m-%dT%H:%M}" == "2023-05-26T16:00"
    wide = book["Reds"].column_dimensions["J"].width
    commentary = contents.reds[0].commentary
    assert commentary is not None
    assert book["Reds"].row_dimensions[3].height / 15 * wide >= len(commentary)


def test_a_plan_without_anything_has_all_sheets_but_the_matrix_and_says_so() -> None:
    book = opened(empty())
    assert book.sheetnames == [each for each in SHEETS if each not in ("Matrix", "Measures")]
    assert book["Reds"]["A1"].value == "No action is Red by either rating."
    assert book["Movements"]["A1"].value == "There is no earlier board to compare with."


# Through the front door: compiled, sent back, imported.


@pytest.fixture
def compiled(as_person: Asked, example: Database) -> PackContents:
    """The contents of the example's pack for 7 June."""
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        return from_json(session.exec(select(Pack)).one().contents)


def test_a_pack_that_is_sent_back_changes_nothing(as_person: Asked, compiled: PackContents) -> None:
    card = as_person(SECRETARY).sends("pack.xlsx", write_spreadsheet(compiled))
    assert card.data["unchanged"] == 64
    assert (card.data["added"], card.data["changed"], card.data["missing"], card.data["updates"]) == ([], {}, [], 0)
    assert (card.data["owners_to_link"], card.data["boards_to_link"], card.data["doubts"]) == ({}, {}, [])
    assert not any(card.data["registers"].values())


def test_owners_and_boards_stay_what_they_are_whoever_holds_a_post(as_person: Asked, example: Database) -> None:
    with example.write() as session:
        for person in session.exec(select(Person)):
            person.name = f"A. Person {person.id}"
        unowned = session.exec(select(Action).where(Action.ref == "3.3")).one()
        unowned.owner_post_id = unowned.owner_written = unowned.board_id = unowned.board_written = None
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
    owners = {each.ref: each.owner for area in contents.areas for each in area.actions}
    assert owners["2.4"].startswith("Workforce SRO (A. Person")
    card = as_person(SECRETARY).sends("pack.xlsx", write_spreadsheet(contents))
    assert (card.data["changed"], card.data["owners_to_link"], card.data["boards_to_link"]) == ({}, {}, {})


def test_a_pack_does_not_overwrite_newer_answers(as_person: Asked, compiled: PackContents, clock: Clock) -> None:
    clock.set("2023-06-08 10:00")
    as_person("workforce.sro@example.org").types("/update 2.3 green/amber agency use is down")
    card = as_person(SECRETARY).sends("pack.xlsx", write_spreadsheet(compiled))
    assert card.data["updates"] == 0
    kept = {each["what"]: each for each in card.data["kept"] if each["ref"] == "2.3"}
    assert (kept["activity"]["kept"], kept["activity"]["answered"]) == ("Green", "2023-06-08")


def test_an_empty_record_takes_the_pack_in_and_counts_the_same(
    database: Database, compiled: PackContents, clock: Clock
) -> None:
    with database.write() as session:
        organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
        actor, changes = Actor(organisation.id, None, clock.now, "test"), list[Change]()
        take_people(session, actor, (PersonRow("", "Secretary", "secretariat", None, "S", SECRETARY),), {}, changes)
        record_many(session, actor, changes)
    secretary = somebody(Dispatcher(database, registry, clock), SECRETARY)
    secretary.presses(secretary.sends("pack.xlsx", write_spreadsheet(compiled)), "Import")
    position = secretary.types("/brag").data
    columns = {column.heading: column for column in compiled.columns}
    for heading, name in (("Current activity", "activity"), ("Current impact", "impact")):
        counted = {rating: position["current"][name][rating.as_data]["count"] for rating in BRAG.ratings}
        assert counted == {rating: count.count for rating, count in columns[heading].counts.items()}
    assert [each["ref"] for each in position["reds"]] == [red.ref for red in compiled.reds]
    assert [each["days_overdue"] for each in position["reds"]] == [red.days_overdue for red in compiled.reds]
