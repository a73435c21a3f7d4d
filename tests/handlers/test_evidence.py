"""Evidence: a register that actions use again; what lacks any; nothing confidential where it does not belong."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers.action.evidence import _read
from handlers.cards import Text
from handlers.plain_text import in_words
from handlers.requests import Request
from models.packs.packs import Pack
from models.people.people import Holding, Post
from models.plan.evidence import Evidence, EvidenceKind, EvidenceUse
from models.record.database import Database
from models.record.events import Event, first_broken
from tests.asking import LONDON, Clock, Somebody, table
from tests.databases import no_sql_differs
from tests.handlers.test_access import HOLDERS

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
OBSERVER = "observer@example.org"

AUDIT = '/action 2.4 evidence "Audit of case files" audit 12 May 2023 https://example.org/audit'
SECRET = '/action 2.4 evidence "Letter about the tender" document confidential'


@pytest.fixture
def sro(as_person: Asked) -> Somebody:
    """The SRO of 2.4, of which there is an audit and something confidential."""
    sro = as_person(WORKFORCE)
    assert sro.types(AUDIT).title == "Recorded as E1, of 2.4"
    assert sro.types(SECRET).title == "Recorded as E2, of 2.4"
    return sro


@no_sql_differs
@pytest.mark.parametrize(
    ("said", "is_one"),
    [("2.4 evidence minutes of 3 May", True), ("2.4 evidence report shows that carers waited", False)],
)
def test_a_document_that_is_named_without_quotes_is_evidence_and_what_it_shows_an_answer(
    as_person: Asked, said: str, is_one: bool
) -> None:
    sro = as_person(WORKFORCE)
    asked = "in quotation marks what it is" in in_words(sro.says(said))
    assert asked == is_one
    assert ("“evidence” is no update" in in_words(sro.types(f"/update {said}"))) == is_one


@no_sql_differs
def test_an_item_is_recorded_used_again_and_told(sro: Somebody, as_person: Asked, example: Database) -> None:
    card = sro.types("/action 2.1 evidence e1")
    assert card.title == "E1 is of 2.1, too"
    assert card.data["evidence"] == [
        {
            "id": "E1",
            "kind": "audit",
            "what": "Audit of case files",
            "source": None,
            "link": "https://example.org/audit",
            "day": "2023-05-12",
            "confidential": False,
            "actions": ["2.1", "2.4"],
        }
    ]
    said = "Evidence E1: “Audit of case files” (audit, 12 May 2023), https://example.org/audit"
    assert said in [each.text for each in as_person(CHAIR).types("/action 2.1").body if isinstance(each, Text)]
    chair = as_person(CHAIR)
    page = chair.dispatcher.view(chair.id, "page.action", text="2.1")
    assert [(each.name, each.link, each.others) for each in page.evidence] == [
        ("E1", "https://example.org/audit", ("2.4",))
    ]
    rows = table(chair.types("/plan evidence")).rows
    assert [row[0] for row in rows] == ["E1", "E2"]
    assert rows[0][4] == "2.1, 2.4"
    with example.read() as session:
        events = [(each.what, each.subject) for each in session.exec(select(Event)) if "evidence" in each.what]
        assert first_broken(session, 1) is None
    assert events[:2] == [("evidence.added", "evidence E1"), ("evidence.used", "action 2.4")]
    assert events[-1] == ("evidence.used", "action 2.1")


@no_sql_differs
def test_what_is_confidential_is_seen_by_whom_it_concerns(sro: Somebody, as_person: Asked) -> None:
    assert "Letter about the tender" in in_words(sro.types("/action 2.4"))
    assert "Letter about the tender" in in_words(as_person(SECRETARY).types("/action 2.4 evidence"))
    others = [as_person(email) for email in (OBSERVER, "send.sro@example.org")]
    for each in others:
        for asked in (
            "/action 2.4",
            "/action 2.4 evidence",
            "/plan evidence",
            "/plan evidence E2",
            "/plan evidence 2.4",
        ):
            card = each.types(asked)
            assert "tender" not in in_words(card) + json.dumps(card.data), asked
        assert "1 confidential item is not shown to you." in in_words(each.types("/action 2.4"))
        page = each.dispatcher.view(each.id, "page.action", text="2.4", values={"recorded": "I2"})
        assert [one.name for one in page.evidence] == ["E1"]
        assert (page.evidence_hidden, page.recorded) == ("1 confidential item is not shown to you.", "")
    assert "There is no evidence E2." in in_words(others[1].types("/action 10.1 evidence E2"))
    form = others[1].presses_for_form(others[1].types("/action 10.1 evidence"), "Add evidence")
    assert "tender" not in in_words(form) + str(form)


@no_sql_differs
def test_nothing_confidential_is_in_a_pack_or_its_draft(sro: Somebody, as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types("/pack compile")
    sro.types("/action 2.4 evidence “Later” data")
    with example.read() as session:
        contents = session.exec(select(Pack)).one().contents
    assert "tender" not in json.dumps(contents)
    assert contents["evidence_listed"] == {
        "rows": [
            {
                "name": "E1",
                "what": "Audit of case files",
                "about": "audit, 12 May 2023",
                "link": "https://example.org/audit",
                "actions": ["2.4"],
            }
        ],
        "hidden": "1 confidential item is not printed.",
    }


@no_sql_differs
def test_without_evidence_a_pack_says_nothing_of_it(as_person: Asked, example: Database) -> None:
    as_person(SECRETARY).types("/pack compile")
    with example.read() as session:
        assert session.exec(select(Pack)).one().contents["evidence_listed"] == {"rows": [], "hidden": ""}


def test_a_blue_rests_on_the_register_as_on_the_answer(as_person: Asked) -> None:
    sro = as_person(WORKFORCE)
    form = sro.opens("/update 2.4")
    said = {"activity": "blue", "impact": "amber", "commentary": "All is done.", "evidence": "", "help_needed": ""}
    assert set(sro.submits_wrongly(form, **said).errors) == {"evidence"}
    sro.types(AUDIT)
    card = sro.submits(sro.opens("/update 2.4"), **said)
    assert card.title.startswith("Recorded: 2.4")
    assert "no evidence" not in in_words(card)
    assert "no evidence that it is complete" not in in_words(sro.types("/action 2.4"))
    assert as_person(CHAIR).types("/plan evidence missing").data["missing"] == {}
    sro.presses(sro.types("/action 2.4 evidence"), "E1 is not of 2.4")
    assert "no evidence that it is complete" in in_words(sro.types("/action 2.4"))
    card = as_person(CHAIR).types("/plan evidence missing")
    assert card.data == {"done": 33, "missing": {"Workforce Board": ["2.4"]}}
    assert "1 of 33 actions that are done has no evidence" in in_words(card)


@no_sql_differs
def test_the_example_has_evidence_of_all_that_is_done(as_person: Asked) -> None:
    card = as_person(OBSERVER).types("/plan evidence missing")
    assert "Every action that is done (32) has evidence, in the register or in the last answer." in in_words(card)


def test_what_is_taken_back_is_kept(sro: Somebody, as_person: Asked, example: Database) -> None:
    sro.types("/action 2.1 evidence E1")
    card = sro.types("/action 2.4 evidence")
    assert sro.presses(card, "E1 is not of 2.4").title == "E1 is no longer of 2.4"
    assert "somebody was quicker" in in_words(sro.presses(card, "E1 is not of 2.4"))
    assert [each["id"] for each in sro.types("/action 2.1").data["evidence"]] == ["E1"]
    assert not [each for each in as_person(CHAIR).types("/plan evidence E1").body if each.kind == "actions"]
    one = sro.types("/plan evidence E1")
    assert "counts no longer for 2.1" in in_words(sro.presses(one, "Take E1 back"))
    assert sro.types("/action 2.1").data["evidence"] == []
    assert sro.types(AUDIT).title == "Recorded as E3, of 2.4", "its name is not used again"
    with example.read() as session:
        items = session.exec(select(Evidence).order_by(col(Evidence.number))).all()
        uses = session.exec(select(EvidenceUse).order_by(col(EvidenceUse.id))).all()
    assert [each.removed_at is None for each in items] == [False, True, True]
    assert [each.removed_at is None for each in uses] == [False, True, True, True]


@no_sql_differs
def test_only_who_added_it_or_the_secretariat_takes_it_back(sro: Somebody, as_person: Asked) -> None:
    card = sro.types("/plan evidence E1")
    vice = as_person("practice.sro@example.org")
    assert "whoever added it or the secretariat takes it back" in in_words(vice.presses(card, "Take E1 back"))
    assert as_person(SECRETARY).presses(card, "Take E1 back").done


@no_sql_differs
def test_who_has_another_post_by_now_has_nothing_to_do_with_it_any_more(
    sro: Somebody, as_person: Asked, example: Database
) -> None:
    shown = sro.types("/plan evidence E1")
    with example.write() as session:
        posts = {each.title: each.id for each in session.exec(select(Post))}
        held = session.exec(select(Holding).where(Holding.person_id == sro.id)).all()
        for each in held:
            session.delete(each)
        session.add(Holding(post_id=posts["SEND SRO"], person_id=sro.id or 0))
    as_person(SECRETARY).types('/action 2.1 evidence "Something else" audit')  # the record has changed
    for asked in ("/action 2.4", "/action 2.4 evidence", "/plan evidence"):
        card = sro.types(asked)
        assert "tender" not in in_words(card) + json.dumps(card.data), asked
    assert "the secretariat takes it back" in in_words(sro.presses(shown, "Take E1 back"))
    assert not [each for each in sro.types("/plan evidence E1").body if each.kind == "actions"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('/action 2.4 evidence "The plan" document http:nothing', "The link should be one of the web"),
        ('/action 2.4 evidence "The plan" document javascript:alert(1)', "The link should be one of the web"),
        ('/action 2.4 evidence "The plan" document ftp://example.org/plan', "The link should be one of the web"),
        ('/action 2.4 evidence "The plan" document www.example.org', "The link should be one of the web"),
        ("/action 2.4 evidence the plan", "I need in quotation marks what it is"),
        ('/action 2.4 evidence "The plan"', "What kind is it: document, data, audit, survey or quotation?"),
        ('/action 2.4 evidence "We are heard" quotation', "A quotation has a source"),
        ('/action 2.4 evidence "The plan" document 12 May 2031', "Its day lies ahead"),
        ('/action 2.4 evidence "The plan" document zeppelin', "I do not know what “zeppelin” is to mean."),
        ('/action 2.4 evidence "Jane born 3 May 2015" document', "Please say it without"),
        (f'/action 2.4 evidence "{"x" * 601}" document', "That has 601 characters; 600 at most."),
        ("/action 2.4 evidence E1", "That is recorded already: E1 is of 2.4."),
        (AUDIT, "That is recorded already: E1 is of 2.4."),
        ('/action 2.4 evidence " " document', "What is it? Its title is needed"),
        ('/action 2.4 evidence "The plan" document source:"HR" source:"Audit"', "I do not know what “source:Audit”"),
        ('/action 2.4 evidence "The plan" document from:HR by:Audit', "I do not know what “by:Audit” is to mean."),
        ('/action 2.4 evidence "A letter" document https://example.org/?of=Maya+aged+7', "Please say it without"),
        ('/action 2.4 evidence "A letter" document https://example.org/Maya_aged_7.docx', "Please say it without"),
        ('/action 2.4 evidence "A letter" document https://example.org/Maya%20aged%207', "Please say it without"),
        ("/action 2.4 evidence E9", "There is no evidence E9."),
        ("/action 2.99 evidence E1", "The plan has no action 2.99."),
        ("/plan evidence E9", "There is no evidence E9, or it was taken back."),
        ("/plan evidence zeppelin", "I do not know “zeppelin” here."),
        ("/plan evidence misssing", "Did you mean “/plan evidence missing”?"),
    ],
)
@no_sql_differs
def test_what_cannot_be_recorded_is_said(sro: Somebody, example: Database, line: str, why: str) -> None:
    assert why in in_words(sro.types(line))
    with example.read() as session:
        assert len(session.exec(select(EvidenceUse)).all()) == 2


@no_sql_differs
def test_the_form_adds_and_uses_again(sro: Somebody) -> None:
    form = sro.presses_for_form(sro.types("/action 2.1 evidence"), "Add evidence")
    assert [label for _, label in form.inputs[0].options][1].startswith("E1: “Audit of case files”")
    for values, field in (
        ({"again": ""}, "what"),
        ({"again": "", "what": "Survey", "link": "ftp://example.org"}, "link"),
        ({"again": "", "what": "We are heard", "kind": "quotation"}, "source"),
        ({"again": "", "what": "Survey", "kind": "survey", "dated": "whenever"}, "dated"),
        ({"again": "E1", "what": "Something else"}, "what"),
    ):
        assert set(sro.submits_wrongly(form, **values).errors) == {field}, values
    assert sro.submits(form, again="E1").title == "E1 is of 2.1, too"
    card = sro.submits(form, what="We are heard", kind="quotation", source="a carer", dated="3 May", confidential="yes")
    assert card.data["evidence"][-1] | {"actions": []} == {
        "id": "E3",
        "kind": "quotation",
        "what": "We are heard",
        "source": "a carer",
        "link": None,
        "day": "2023-05-03",
        "confidential": True,
        "actions": [],
    }


@pytest.mark.parametrize("email", [email for email, role in HOLDERS.items() if role not in ("secretariat",)])
@no_sql_differs
def test_only_who_may_propose_of_an_action_records_its_evidence(as_person: Asked, email: str) -> None:
    assert as_person(email).types(AUDIT).title == "Not open to you"


WORDS = ["audit", "12 May 2023", "https://example.org/a?b=1", "confidential", "source:Ofsted"]


@given(st.permutations(WORDS))
def test_what_is_said_of_it_may_stand_in_any_order(words: list[str]) -> None:
    clock = Clock("2023-06-07 10:00")
    request = Request(None, clock.now, LONDON, None)  # type: ignore[arg-type]
    item = _read(f'"Audit" {" ".join(words)}', request)
    assert (item.what, item.kind, item.dated, item.source, item.link, item.confidential) == (
        "Audit",
        EvidenceKind.AUDIT,
        date(2023, 5, 12),
        "Ofsted",
        "https://example.org/a?b=1",
        True,
    )
