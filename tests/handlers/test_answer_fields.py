"""An answer's fields are defined once: a walk over the definition finds each wherever an answer is said or shown."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from handlers.exporting import plan_file
from handlers.plain_text import in_words
from handlers.printed_cells import cell_words
from handlers.update.line import read_line
from handlers.update.telling import beside_commentary
from models.packs.packs import Pack
from models.plan.actions import Plan
from models.plan.ratings import Rating
from models.position.counting import frozen_standing, live_standing
from models.position.snapshots import SnapshotRow
from models.record.database import Database
from models.updates.answer import FIELDS, IN_POSITION, AnswerField, Answers, Kept, Kind, Needed, Said
from models.updates.updates import Update
from papers.pack.contents import from_json
from papers.pack.spreadsheet import write_spreadsheet
from papers.plan.reading import read_plan
from papers.plan.recognising import recognise
from papers.plan.writing import actions_csv
from tests.asking import LONDON, Clock, Somebody
from tests.databases import Engine

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY = "workforce.sro@example.org", "secretary@example.org"
TODAY = date(2023, 6, 7)
EACH = pytest.mark.parametrize("each", FIELDS.values(), ids=FIELDS)


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """Where a field stands does not depend on the engine; that the columns are there is asked of both elsewhere."""
    return sqlite


def value_of(each: AnswerField) -> Rating | date | str:
    """What is said in a field: nothing that another field says, and Red for each rating."""
    if each.kind is Kind.RATING:
        return Rating.OFF_TRACK
    if each.kind is Kind.DAY:
        return date(2023, 9, each.place)
    return f"https://example.org/{each.name}" if each.kind is Kind.LINK else f"Words of {each.name}"


def typed(each: AnswerField) -> str:
    value = value_of(each)
    if isinstance(value, Rating):
        return value.as_data
    return f"{value.day} September 2023" if isinstance(value, date) else value


@EACH
def test_every_word_for_it_names_it_in_a_line(each: AnswerField) -> None:
    wanted = f"stuck; {typed(each)}" if each.name == "commentary" else value_of(each)
    for word in each.words:
        line = read_line(f"2.4 stuck; {word}: {typed(each)}", TODAY)
        assert (line.problem, line.said[each.name]) == ("", wanted), word
        if each.name != "commentary":
            without = read_line(f"2.4 stuck; {word} {typed(each)}", TODAY)
            assert (without.problem, without.said) == ("", line.said), "with a colon or without"


@EACH
def test_every_heading_for_it_names_it_in_a_plan_file_and_an_export_writes_one_of_them(each: AnswerField) -> None:
    for heading in (each.heading, *each.headings):
        found = recognise(heading)
        assert found is not None
        assert found.meaning is each, heading


def test_the_tables_and_the_copies_have_it() -> None:
    assert set(FIELDS) <= set(Update.__table__.columns.keys())  # type: ignore[attr-defined]
    position = set(IN_POSITION)
    assert position <= set(FIELDS)
    assert set(FIELDS) & set(SnapshotRow.__table__.columns.keys()) == position  # type: ignore[attr-defined]
    for standing in (live_standing(1, Clock("2023-06-07 10:00").now, TODAY), frozen_standing(1)):
        assert set(FIELDS) & set(standing.c.keys()) == position


def test_what_a_form_asks_is_recorded_shown_exported_and_printed(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    sro, secretary = as_person(WORKFORCE), as_person(SECRETARY)
    form = sro.opens("/update 2.4")
    assert [(each.name, each.label, each.hint, each.max_length) for each in form.inputs[2:]] == [
        (each.name, each.label, each.hint, each.longest) for each in list(FIELDS.values())[2:]
    ]
    assert [each.name for each in form.inputs] == list(FIELDS)
    recorded = sro.submits(form, **{name: typed(each) for name, each in FIELDS.items()})
    with example.read() as session:
        update = session.exec(select(Update).where(Update.id == recorded.data["update"])).one()
        assert {name: getattr(update, name) for name in FIELDS} == {
            each.name: value_of(each) for each in FIELDS.values()
        }
        plan = plan_file(session, session.exec(select(Plan)).one(), clock.now, LONDON)
    for shown in (recorded, sro.types("/action 2.4")):
        for each, cell in beside_commentary(update):
            assert f"{each.title}: {cell_words(cell)}" in in_words(shown)
    secretary.types("/pack compile")
    with example.read() as session:
        pack = from_json(session.exec(select(Pack)).one().contents)
    for file, name in ((actions_csv(plan), "plan.csv"), (write_spreadsheet(pack), "pack.xlsx")):
        row = next(row for row in read_plan(file, name).rows if row.ref == "2.4")
        assert {name: getattr(row, name) for name in FIELDS} == {each.name: value_of(each) for each in FIELDS.values()}


@EACH
def test_what_the_ratings_call_for_is_asked_for(as_person: Asked, each: AnswerField) -> None:
    needs = {Needed.OF_A_RED: "red", Needed.OF_A_BLUE: "blue"}.get(each.needed, "green")
    full = {name: typed(one) for name, one in FIELDS.items()} | {"activity": needs, "impact": "green"}
    sro = as_person(WORKFORCE)
    if each.needed is Needed.NEVER and each.kind is not Kind.RATING:
        assert sro.submits(sro.opens("/update 2.4"), **full | {each.name: ""}).data["activity"] == needs
    else:
        errors = sro.submits_wrongly(sro.opens("/update 2.4"), **full | {each.name: ""}).errors
        assert errors == {each.name: each.because or "Please choose a rating."}


def test_a_whole_answer_has_both_ratings_and_anything_less_is_only_said() -> None:
    with pytest.raises(TypeError):
        Answers(commentary="no ratings")  # type: ignore[call-arg]
    assert vars(Said()) == dict.fromkeys(vars(Said()))
    assert {each.kept for each in FIELDS.values()} == set(Kept)
