"""Versions of the plan: frozen under a name, compared, and adopted by a board's decision."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.decisions.versions import PlanVersion, VersionRow, versions_of
from models.plan.actions import Plan
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.versions.contents import ChangeKind, ComparedVersion, Comparison, VersionChange
from papers.versions.word import write_changes
from tests.asking import Clock, Somebody, somebody
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs
from tests.statements import statements

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"

PROPOSED = (
    "/action 2.4 date 31 Oct 2023 marketing officer started late",
    "/action 2.6 withdraw the hubs are the health trust’s now",
    "/action 2.7 merge into 2.5 they are one",
    "/action 2.1 board Practice and Service Delivery Board it is theirs",
    "/action 2.2 reword Recruit and keep social workers; because it is shorter",
    "/action 2.3 owner commissioning.sro@example.org; because it is hers now",
    '/action new "Recruit ten carers" area:2 board:workforce sro:workforce.sro@example.org due:30 Sep 2023',
)


@after(fill_example)
def fill_decided(database: Database) -> None:
    """The board of 19 July has agreed seven changes; v0.11 is of before."""
    clock = Clock("2023-06-08 10:00")
    dispatcher = Dispatcher(database, registry, clock)
    secretary, workforce = somebody(dispatcher, SECRETARY), somebody(dispatcher, WORKFORCE)
    assert secretary.types("/plan freeze v0.11").title == "Frozen: v0.11 (draft)"
    names = [workforce.types(line).data["proposal"]["id"] for line in PROPOSED]
    clock.set("2023-07-19 14:00")
    for name in names:
        assert secretary.types(f"/board decide {name} agreed").done


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what it is to the `secretary`."""
    with engine.fresh(filling_asked_for(request, secretary=fill_decided)) as database:
        yield database


@pytest.fixture
def secretary(as_person: Asked, clock: Clock) -> Somebody:
    """The secretary after the board of 19 July has agreed seven changes; v0.11 is of before."""
    clock.set("2023-07-19 14:00")
    return as_person(SECRETARY)


@no_sql_differs
def test_what_is_different_is_told_by_kind(secretary: Somebody, as_person: Asked) -> None:
    secretary.types("/plan freeze v0.12")
    card = as_person(CHAIR).types("/plan diff v0.11 v0.12")
    found = {(each["ref"], each["kind"]): (each["was"], each["now"]) for each in card.data["changes"]}
    assert found["2.4", "re-dated"] == ("March 2023", "31 October 2023")
    assert found["2.6", "ended"][1] == "withdrawn on 19 July 2023"
    assert found["2.7", "ended"][1] == "merged into 2.5 on 19 July 2023"
    assert found["2.1", "moved"] == ("Workforce Board", "Practice and Service Delivery Board")
    assert found["2.2", "re-worded"][1] == "Recruit and keep social workers"
    assert found["2.3", "owner changed"][0] == "Workforce SRO"
    assert found["2.8", "added"] == (
        None,
        "Recruit ten carers; 2 Sufficiency and stability of the workforce, foster carers included; Workforce Board; "
        "Workforce SRO; "
        "due 30 September 2023",
    )
    assert len(found) == 7
    said = "1 added, 2 ended, 1 re-worded, 1 re-dated, 1 moved and 1 owner changed; 64 became 63 actions."
    assert f"From v0.11 to v0.12: {said}" in in_words(card)
    assert card.title == "What is different: v0.11 (draft) and v0.12 (draft)"
    assert as_person(CHAIR).types("/plan diff v0.11").data["changes"] == card.data["changes"]
    assert as_person(CHAIR).types("/plan diff").data["changes"] == []


def test_a_version_never_changes(secretary: Somebody, example: Database) -> None:
    with example.read() as session:
        before = [each.model_dump() for each in session.exec(select(VersionRow))]
    assert len(before) == 64
    assert "There is a version “V0.11” already" in in_words(secretary.types("/plan freeze V0.11"))
    assert "Under which name? Nothing was frozen." in in_words(secretary.types("/plan freeze"))
    assert "40 characters at most" in in_words(secretary.types(f"/plan freeze {'x' * 41}"))
    secretary.types("/plan freeze v0.12")
    with example.read() as session:
        after = [each.model_dump() for each in session.exec(select(VersionRow).where(VersionRow.version_id == 1))]
    assert after == before


def test_a_board_adopts_a_version(secretary: Somebody, as_person: Asked, example: Database) -> None:
    secretary.types("/plan freeze v0.12")
    assert "No version is adopted yet: v0.12 is a draft." in in_words(secretary.types("/plan"))
    proposed = as_person(WORKFORCE).types("/plan adopt v0.12").data["proposal"]
    assert (proposed["kind"], proposed["before"], proposed["after"]) == ("adopt", None, "v0.12")
    assert proposed["meeting"] == "2023-07-19"
    assert "That is proposed already, and waits" in in_words(secretary.types("/plan adopt V0.12"))
    assert "Adopting v0.12" in in_words(secretary.types("/board requests"))
    decided = secretary.types(f"/board decide {proposed['id']} agreed")
    assert "Adopting v0.12: agreed" in in_words(decided)
    said = in_words(as_person(CHAIR).types("/plan"))
    assert f"v0.12 is adopted ({decided.data['decision']}, Improvement Board, 19 July 2023)." in said
    assert "v0.12 (adopted, " in as_person(CHAIR).types("/plan diff v0.11 v0.12").title
    assert "v0.12 has been adopted" in in_words(secretary.types("/plan adopt v0.12"))
    secretary.types("/board decide undo")
    assert "No version is adopted yet" in in_words(secretary.types("/plan"))
    with example.read() as session:
        events = [each.what for each in session.exec(select(Event)) if each.what.startswith("plan.version")]
        assert first_broken(session, 1) is None
        assert session.exec(select(PlanVersion).where(PlanVersion.name == "v0.12")).one().decision_id is None
    assert events == [
        *("plan.version_frozen", "plan.version_frozen", "plan.version_adopted", "plan.version_not_adopted"),
    ]


@no_sql_differs
def test_what_is_not_agreed_stays_a_draft(secretary: Somebody) -> None:
    name = secretary.types("/plan adopt v0.11").data["proposal"]["id"]
    secretary.types(f"/board decide {name} not agreed it is too early")
    assert "v0.11 is a draft" in in_words(secretary.types("/plan"))


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/plan diff v0.13", "There is no version “v0.13”. Did you mean v0.11?"),
        ("/plan diff v0.11 v0.11 nonsense", "I do not know “nonsense” here"),
        ("/plan adopt v9", "There is no version “v9”."),
        ("/plan adopt", "Which version is the board to adopt?"),
        ("/plan adopt v0.11 soon", "I do not know “soon” here. Nothing was proposed."),
        ("/plan frieze v0.12", "I do not know “frieze” here. Did you mean /plan freeze?"),
        ("/plan freeze Jane born 3 May 2015", "nothing of it was stored"),
    ],
)
def test_what_cannot_be_done_is_said(as_person: Asked, example: Database, line: str, why: str) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/plan freeze v0.11")
    assert why in in_words(secretary.types(line))
    with example.read() as session:
        plan = session.exec(select(Plan)).one()
        assert len(versions_of(session, plan.id)) == 1


@no_sql_differs
def test_without_a_version_it_says_how_to_make_one(as_person: Asked) -> None:
    chair = as_person(CHAIR)
    assert "The plan has no version yet" in in_words(chair.types("/plan"))
    assert "/plan freeze" not in in_words(chair.types("/plan")), "nobody is told to type what is not open to them"
    assert "no version yet" in in_words(chair.types("/plan diff"))


@no_sql_differs
def test_listing_versions_asks_as_much_for_many_as_for_one(example: Database, as_person: Asked) -> None:
    secretary, asked = as_person(SECRETARY), []
    for name in ("v1", "v2", "v3", "v4"):
        secretary.types(f"/plan freeze {name}")
        with statements(example) as seen:
            secretary.types("/plan")
        asked.append(len(max(seen, key=len)))
    assert asked[1] == asked[3]


SIDES = (ComparedVersion("v1", "draft", date(2023, 6, 7), 64), ComparedVersion("v2", "draft", date(2023, 7, 19), 65))


def comparison(*changes: VersionChange) -> Comparison:
    return Comparison("Improvement Plan", *SIDES, "From v1 to v2: something.", changes)


def told(content: bytes, without: str) -> list[str]:
    """The words of the table's last column, as they are when the changes are accepted (`without` "del") or rejected."""
    (table,) = Document(BytesIO(content)).tables
    rows = []
    for row in table.rows[1:]:
        words: list[Any] = []
        for part in row.cells[2].paragraphs[0]._p.iter(qn("w:t"), qn("w:delText")):
            if not any(each.tag == qn(f"w:{without}") for each in part.iterancestors()):
                words.append(part.text)
        rows.append("".join(words))
    return rows


def test_the_word_file_has_the_changes_marked() -> None:
    content = write_changes(
        comparison(
            VersionChange(
                ChangeKind.REWORDED, "2.1", "Recruit and keep carers", "Recruit carers", "Recruit and keep carers"
            ),
            VersionChange(ChangeKind.REDATED, "2.4", "The campaign", "March 2023", "31 October 2023"),
            VersionChange(ChangeKind.ENDED, "2.6", "The hubs", "The hubs", "withdrawn on 19 July 2023"),
            VersionChange(ChangeKind.ADDED, "2.8", "Ten carers", "", "Ten carers; due June 2023"),
        )
    )
    assert told(content, "del") == [
        "Recruit and keep carers",
        "The campaign: 31 October 2023",
        " Withdrawn on 19 July 2023.",
        "Ten carers; due June 2023",
    ]
    assert told(content, "ins") == [
        "Recruit carers",
        "The campaign: March 2023",
        "The hubs Withdrawn on 19 July 2023.",
        "",
    ]
    words = [each.text for each in Document(BytesIO(content)).paragraphs]
    assert "v1 and v2: what is different" in words
    assert "From\tv1 (draft), 7 June 2023" in words


@given(st.text(max_size=80), st.text(max_size=80))
def test_accepted_the_changes_are_what_is_and_rejected_what_was(was: str, now: str) -> None:
    content = write_changes(comparison(VersionChange(ChangeKind.REWORDED, "2.1", now, was, now)))
    assert _read(told(content, "del")[0]) == _read(now)
    assert _read(told(content, "ins")[0]) == _read(was)


def _read(text: str) -> str:
    """Without what XML cannot hold and however its white space is written."""
    kept = "".join(each for each in text if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
    return " ".join(kept.split())


@no_sql_differs
def test_a_version_that_is_before_a_board_says_so_and_is_not_offered_again(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/plan freeze v0.12")
    secretary.presses(secretary.types("/plan"), "Propose to adopt v0.12")
    told = in_words(as_person(CHAIR).types("/plan"))
    assert "draft, before a board (P1)" in told
    assert "Propose to adopt" not in told
