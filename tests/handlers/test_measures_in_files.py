"""Measures and their values in the plan's spreadsheet: written, read back unchanged, and never over a decision."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from handlers.exporting import plan_file
from handlers.plain_text import in_words
from models.plan.actions import Action, Plan
from models.plan.measures import Measure, MeasureValue
from models.record.database import Database
from papers.plan.reading import read_plan
from papers.plan.writing import write_plan
from tests.asking import LONDON, Clock, Somebody
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"

LINE = (
    '/action 1.4 measure "Placements filled" baseline:"52.50% 31 Mar 2023" target:75% by:"31 Dec 2023" every:month '
    'source:"HR system" owner:"CPB SRO"'
)
HEADINGS = ["Ref", "Baseline", "Baseline on", "Target", "Target by", "Unit", "Better", "Every", "Source", "Measured by"]


@pytest.fixture(autouse=True)
def after_the_board(clock: Clock) -> None:
    clock.set("2023-06-08 10:00")


@pytest.fixture
def written(as_person: Asked, example: Database, clock: Clock) -> bytes:
    """The plan with a measure of every part and values, one of them given again."""
    sro = as_person(WORKFORCE)
    sro.types(LINE)
    for line in ('54% April 2023 source:"HR, 2 May"', "53.50% April 2023", "71% Q4 2022/23", "60% 31 May 2023"):
        assert sro.types(f"/action 1.4 value {line}").title.startswith("Recorded")
    out = BytesIO()
    with example.read() as session:
        write_plan(plan_file(session, session.exec(select(Plan)).one(), clock(), LONDON), out, clock())
    return out.getvalue()


def kept(database: Database) -> tuple[dict[str, object], list[tuple[str, ...]]]:
    """What the measure of 1.4 is made of, and its values as they were given."""
    with database.read() as session:
        its = session.exec(select(Measure).join(Action).where(Action.ref == "1.4")).one()
        values = session.exec(select(MeasureValue).order_by(MeasureValue.id)).all()  # type: ignore[arg-type]
        parts = its.model_dump(exclude={"id", "action_id", "proposed_on"})
        return parts, [(str(each.value), each.period.words(), each.unit or "", each.source or "") for each in values]


@no_sql_differs
def test_it_is_written_and_read_back_as_it_was(written: bytes, as_person: Asked, example: Database) -> None:
    book = load_workbook(BytesIO(written))
    assert [cell.value for cell in book["Measures"][1]] == HEADINGS
    assert [cell.value for cell in book["Measures"][2]][:2] == ["1.4", "52.50"]
    assert [row[2].value for row in book["Measure values"].iter_rows(min_row=2)] == ["54", "53.50", "71", "60"]
    file = read_plan(written, "plan.xlsx")
    (row,) = file.measures
    assert (row.ref, str(row.baseline), row.unit, row.frequency, row.owner) == ("1.4", "52.50", "%", "month", "CPB SRO")
    assert [each.period.words() for each in file.values] == ["April 2023", "April 2023", "Q4 2022/23", "31 May 2023"]
    before = kept(example)
    card = as_person(SECRETARY).sends("plan.xlsx", written)
    assert card.data["registers"]["Measures to fill in"] == 0
    assert card.data["registers"]["Values of measures to add"] == 0
    assert kept(example) == before


def test_a_record_without_them_takes_all_of_it(written: bytes, as_person: Asked, example: Database) -> None:
    before = kept(example)
    with example.write() as session:
        for each in session.exec(select(MeasureValue)):
            session.delete(each)
        its = session.exec(select(Measure).join(Action).where(Action.ref == "1.4")).one()
        for name in ("baseline", "baseline_on", "target", "target_by", "unit", "direction", "frequency", "source"):
            setattr(its, name, None)
        its.owner_post_id = None
    secretary = as_person(SECRETARY)
    card = secretary.sends("plan.xlsx", written)
    assert card.data["registers"]["Measures to fill in"] == 1
    assert card.data["registers"]["Values of measures to add"] == 4
    secretary.presses(card, "Import")
    assert kept(example) == before


@no_sql_differs
def test_a_file_does_not_change_what_is_there_and_names_it(written: bytes, as_person: Asked, example: Database) -> None:
    book = load_workbook(BytesIO(written))
    book["Measures"]["D2"].value = "90"
    book["Measure values"].append(["1.4", "June 2022", "50", "%", None])
    book["Measure values"].append(["77.7", "June 2022", "50", "%", None])
    out = BytesIO()
    book.save(out)
    before = kept(example)
    secretary = as_person(SECRETARY)
    card = secretary.sends("plan.xlsx", out.getvalue())
    said = in_words(card)
    assert "of the measure of 1.4 the record has another target (its target: 75%), and keeps it" in said
    assert "77.7 is no action of the plan" in said
    secretary.presses(card, "Import")
    parts, values = kept(example)
    assert parts == before[0]
    assert values == [*before[1], ("50", "June 2022", "%", "")]


@no_sql_differs
def test_what_would_not_count_is_named_and_a_period_that_is_not_over_is_left_out(
    written: bytes, as_person: Asked, example: Database
) -> None:
    book = load_workbook(BytesIO(written))
    rows = [
        ["1.4", "December 2023", "80", "%", None],
        ["1.4", "June 2022", "50", None, None],
        ["1.4", "July 2022", "51", "per cent", None],
        ["1.4", "August 2022", "12", "days", None],
        ["1.4", "September 2022", "0.52", None, None],
    ]
    for row in rows:
        book["Measure values"].append(row)
    out = BytesIO()
    book.save(out)
    _, before = kept(example)
    secretary = as_person(SECRETARY)
    card = secretary.sends("plan.xlsx", out.getvalue())
    said = in_words(card)
    assert "December 2023 is not over, so no value of 1.4 was taken for it." in said
    assert "12 days, August 2022, does not count: the measure of 1.4 is in %." in said
    assert "0.52%, September 2022, was taken as it is written" in said
    secretary.presses(card, "Import")
    assert kept(example)[1] == [
        *before,
        ("50", "June 2022", "%", ""),
        ("51", "July 2022", "%", ""),
        ("12", "August 2022", "days", ""),
        ("0.52", "September 2022", "%", ""),
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "said"),
    [
        ("Measures", ["1.4", "many", None, "75", None, "%"], "no plain number"),
        ("Measures", ["1.4", "52", None, "75", None, "%", "sideways"], "it is one of up, down"),
        ("Measure values", ["1.4", "soon", "75", "%"], "is no month, quarter or day"),
        ("Measure values", ["1.4", "May 2023", None, "%"], "is needed"),
    ],
)
@no_sql_differs
def test_what_cannot_be_read_is_refused_with_its_place(
    as_person: Asked, example: Database, sheet: str, row: list[str | None], said: str
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Ref", "Action"])
    book.active.append(["1.4", "Ring-fence"])
    headings = HEADINGS if sheet == "Measures" else ["Ref", "Period", "Value", "Unit", "Source"]
    other = book.create_sheet(sheet)
    other.append(headings)
    other.append(row)
    out = BytesIO()
    book.save(out)
    assert said in in_words(as_person(SECRETARY).sends("plan.xlsx", out.getvalue()))
    with example.read() as session:
        assert session.exec(select(MeasureValue)).all() == []
