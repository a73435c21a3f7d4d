"""A pack in the words of the scale that its figures were frozen with, in all four formats, through the front door."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from docx import Document
from lxml import html
from sqlmodel import select

from handlers.brag.sentences import IMPACT_BEGINS
from handlers.exporting import plan_file
from models.packs.packs import Pack
from models.plan.actions import Plan
from models.plan.ratings import Rating, Scale, in_scale
from models.plan.scales import DELIVERY_CONFIDENCE, PROGRESS
from models.record.database import Database
from papers.pack.contents import PackContents, from_json
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import missing_from, write_word
from papers.plan.writing import write_plan
from tests.asking import Clock, Somebody
from tests.databases import no_sql_differs
from tests.handlers.test_pack import BACK_ON_TRACK, SECRETARY, WORKFORCE, compiled, finish, publish
from tests.papers.pdf_text import page_texts
from tests.papers.test_pack_word_template import template
from tests.scales import speak

LONDON = ZoneInfo("Europe/London")
Asked = Callable[[str], Somebody]
WORDS = re.compile(r"\b(BRAG|Blues?|Reds?|Ambers?|Greens?|Gre[ya]s?)\b|\bimpact\b", re.IGNORECASE)


def word_said(contents: PackContents, own: bytes | None = None) -> str:
    """Every text of the Word document, and every description of a picture or a table."""
    with zipfile.ZipFile(io.BytesIO(write_word(contents, own))) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    described = (each for each in root.iter() if each.tag.endswith(("}tblDescription", "}docPr")))
    values = (value for each in described for value in each.attrib.values())
    return "\n".join([*values, *("".join(each.itertext()) for each in root.iter() if each.tag.endswith("}p"))])


def pdf_said(contents: PackContents) -> str:
    """Every text of the PDF."""
    return "\n".join(page_texts(write_pdf(contents)))


def web_said(contents: PackContents) -> str:
    """Every text of the page but its style."""
    page = html.document_fromstring(write_web(contents).decode())
    return "\n".join(page.xpath("//text()[not(parent::style)] | //@aria-label | //@title"))


def sheets_said(contents: PackContents) -> str:
    """The names of the sheets and everything in them."""
    book = openpyxl.load_workbook(io.BytesIO(write_spreadsheet(contents)))
    cells: Iterator[object] = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join([*book.sheetnames, *(str(cell) for cell in cells if cell is not None)])


def plainly(said: str) -> str:
    """A text without line ends, and without the places where a word may be broken."""
    return " ".join(said.replace("\u200b", "").split())


FORMATS = (word_said, pdf_said, web_said, sheets_said)


@no_sql_differs
def test_where_activity_alone_is_rated_no_format_says_a_word_of_another_scale_or_of_impact(
    as_person: Asked, example: Database
) -> None:
    speak(example, PROGRESS, rates_impact=False)
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    assert [each.heading for each in contents.columns] == ["Previous activity", "Current activity"]
    in_a_finding = re.compile(r"evidence\s+of\s+impact\s+in\s+every")
    for said in (in_a_finding.sub("", each(contents)) for each in FORMATS):
        assert not WORDS.search(said), said[max(0, WORDS.search(said).start() - 60) :][:120]  # type: ignore[union-attr]
        for level in PROGRESS.levels:
            assert level.name in said
        assert "44 of 64 (68.75%)" in said


@no_sql_differs
def test_every_format_says_the_words_of_a_scale_of_seven_levels(as_person: Asked, example: Database) -> None:
    speak(example, DELIVERY_CONFIDENCE)
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    assert not {"AG", "AR"} & {each.acronym for each in contents.acronyms}
    for said in (plainly(each(contents)) for each in FORMATS):
        assert "On track (Complete, Green or Amber/Green on activity): 44 of 64 (68.75%)" in said
        assert "AR Amber/Red" in said
        assert not re.search(r"\b(BRAG|Blue|Reds|Grey)\b", said)


@no_sql_differs
def test_a_template_of_ones_own_that_asks_for_impact_prints_that_it_is_not_rated(
    as_person: Asked, example: Database
) -> None:
    speak(example, PROGRESS, rates_impact=False)
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    own = template(
        "{% for red in reds %}{{ red.ref }}: {{ red.activity }}, {{ red.impact }}; {% endfor %}",
        "{% for red in reds %}{{r red.impact.label }}{% endfor %}",
        "{% for entry in key %}{{ entry.impact }} {% endfor %}",
        "{{ gap_said }}{% for gap_action in gap %}{{ gap_action.ref }}{% endfor %}",
    )
    said = [each.text for each in Document(io.BytesIO(write_word(contents, own))).paragraphs]
    levels = [PROGRESS[each.activity] for each in contents.reds]
    assert said[0] == "".join(
        f"{each.ref}: {level.letter} {level.name}, not rated; "
        for each, level in zip(contents.reds, levels, strict=True)
    )
    assert said[1:] == ["not rated" * len(contents.reds), "not rated " * 5, "Impact is not rated."]


@no_sql_differs
def test_the_first_board_with_two_ratings_compares_activity_alone(as_person: Asked, example: Database) -> None:
    speak(example, PROGRESS, rates_impact=False)
    with example.write() as session:
        plan = session.exec(select(Plan)).one()
        plan.rates_impact = True
        session.add(plan)
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    with example.read() as session:
        contents = compiled(session)
    assert IMPACT_BEGINS in contents.notes
    assert [each.heading for each in contents.columns] == ["Previous activity", "Current activity", "Current impact"]
    moved = contents.movements.moved
    assert moved
    assert all(each.impact_was is None and each.activity is not each.activity_was for each in moved)
    assert [each.ref for each in moved] == [each["ref"] for each in secretary.types("/brag moves").data["moves"]]
    assert [bool(each.impact) for each in contents.trend] == [False] * (len(contents.trend) - 1) + [True]
    for said in (plainly(each(contents)) for each in FORMATS):
        assert IMPACT_BEGINS in said
        assert "Previous impact" not in said
    assert "not rated" in word_said(contents)
    assert "Impact: not rated." in web_said(contents)


def test_what_was_frozen_keeps_its_words_and_what_comes_after_is_compared_with_it(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/secretariat scale red name:Adrift letter:X")
    as_person(WORKFORCE).types(f"/update 2.4 {BACK_ON_TRACK}")
    secretary.types("/pack compile with 2.4")
    with example.read() as session:
        first, second = compiled(session), compiled(session, 2)
    assert [each.scale[Rating.OFF_TRACK].name for each in (first, second)] == ["Red", "Red"]
    assert "2.4: activity Red → Green; impact Red → Amber" in " ".join(second.changed)
    assert "Adrift" not in pdf_said(second)
    finish(example, clock)
    publish(secretary, example, clock)
    clock.set("2023-06-20 10:00")
    as_person(WORKFORCE).types(f"/update 2.1 {BACK_ON_TRACK}")
    clock.set("2023-07-10 10:00")
    secretary.types("/pack compile")
    with example.read() as session:
        after = from_json(session.exec(select(Pack)).all()[-1].contents)
    assert after.scale[Rating.OFF_TRACK].name == "Adrift"
    (moved,) = [each for each in after.movements.moved if each.ref == "2.1"]
    assert (moved.impact_was, moved.impact, moved.direction) == (Rating.OFF_TRACK, Rating.AT_RISK, "better")
    said = plainly(web_said(after))
    assert "X Adrift" in said
    assert "Reds" not in said


def test_a_template_is_checked_in_the_words_of_the_scale() -> None:
    with in_scale(PROGRESS):
        assert [each.split(" (")[0] for each in missing_from(template("{{ headline }}"))] == [
            *("the Progress table", "the key of the ratings", "the actions rated Not on track", "the returns"),
            *("what was written for the paper", "who signed it off", "how it was published"),
        ]


@no_sql_differs
@pytest.mark.parametrize(("on", "rates_impact"), [(DELIVERY_CONFIDENCE, True), (PROGRESS, False)])
def test_the_pack_and_an_export_come_back_unchanged_on_the_same_scale(
    as_person: Asked, example: Database, clock: Clock, on: Scale, rates_impact: bool
) -> None:
    speak(example, on, rates_impact)
    as_person(SECRETARY).types("/pack compile")
    exported = io.BytesIO()
    with example.read() as session, in_scale(replace(on, rates_impact=rates_impact)):
        contents = compiled(session)
        write_plan(plan_file(session, session.exec(select(Plan)).one(), clock.now, LONDON), exported, clock.now)
    book = openpyxl.load_workbook(exported)
    for sheet in ("Actions", "Previous boards"):
        assert ("Impact" in [cell.value for cell in book[sheet][1]]) is rates_impact
    for name, file in (("pack.xlsx", write_spreadsheet(contents)), ("export.xlsx", exported.getvalue())):
        card = as_person(SECRETARY).sends(name, file)
        assert (card.data["updates"], card.data["doubts"]) == (0, []), name
        assert (card.data["added"], card.data["changed"], card.data["missing"]) == ([], {}, []), name
