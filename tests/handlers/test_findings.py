"""What the plan answers: listed with what needs attention first, added and linked in a line or a form, or by a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlmodel import col, select

from handlers.cards import Card, Listing
from handlers.exporting import plan_file
from handlers.findings_words import Answered, AnsweringAction, Coverage, ToldFinding
from handlers.plain_text import in_words
from models.packs.packs import Pack
from models.plan.actions import Plan
from models.plan.findings import Finding, FindingAction
from models.plan.ratings import BRAG, POSITIVE, Rating
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.plan.writing import write_plan
from tests.asking import LONDON, Clock, Somebody, table
from tests.databases import no_sql_differs

Asked = Callable[[str], Somebody]
SECRETARY, CHAIR, SRO = "secretary@example.org", "chair@example.org", "workforce.sro@example.org"

ADD = '/plan finding "Peer review of 2022" 4: families are not heard'


@pytest.fixture
def secretary(as_person: Asked) -> Somebody:
    return as_person(SECRETARY)


def needing(card: Card) -> tuple[str, ...]:
    """The lines about what needs attention."""
    return next((each.items for each in card.body if isinstance(each, Listing)), ())


def kept(database: Database) -> list[tuple[int, bool]]:
    """The number of every finding, and whether it counts."""
    with database.read() as session:
        rows = session.exec(select(Finding).order_by(col(Finding.number)))
        return [(each.number, each.removed_at is None) for each in rows]


@no_sql_differs
def test_what_needs_attention_comes_first(as_person: Asked) -> None:
    card = as_person(CHAIR).types("/plan findings")
    assert "13 findings from 2 sources: 12 answered by actions, 1 by no action and 1 done without impact." in in_words(
        card
    )
    assert needing(card) == (
        "F10 (Notice of 18 May 2021, 1a): No action answers it.",
        "F12 (Notice of 18 May 2021, 1c): Both actions are done; no impact is shown.",
        "8 actions answer no finding: 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7 and 10.8.",
    )
    assert card.data["counts"] == {
        "findings": 13,
        "sources": 2,
        "uncovered": 1,
        "done_without_impact": 1,
        "done": 0,
        "under_way": 11,
    }
    assert card.data["answer_nothing"] == [f"10.{n}" for n in range(1, 9)]
    second = card.data["findings"][1]
    assert second["said"] == "3 of 7 actions are done (1 Red, 2 Amber, 1 Green); impact is shown for 1."
    assert [each["ref"] for each in second["actions"]] == [f"2.{n}" for n in range(1, 8)]
    assert second["actions"][3] == {"ref": "2.4", "closed": False, "activity": "red", "impact": "red"}
    assert second["area"] == "2 Sufficiency and stability of the workforce, foster carers included"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("uncovered", ["F10"]),
        ("without impact", ["F12"]),
        ("notice", ["F10", "F11", "F12", "F13"]),
        ("6.3", ["F6", "F12"]),
        ("10.1", []),
        ("unlinked", []),
        ("f12", None),
    ],
)
@no_sql_differs
def test_what_is_listed_is_asked_for(as_person: Asked, asked: str, names: list[str] | None) -> None:
    card = as_person(CHAIR).types(f"/plan findings {asked}")
    if names is None:
        assert card.title == "F12: Notice of 18 May 2021, 1c"
        assert [row[0] for row in table(card).rows] == ["6.3", "6.4"]
        assert not [each for each in card.body if each.kind == "actions"], "a chair changes nothing"
        return
    assert [each["id"] for each in card.data["findings"]] == names
    if asked == "unlinked":
        assert card.about == tuple(f"10.{n}" for n in range(1, 9))


def test_a_finding_is_added_answered_and_taken_back(secretary: Somebody, as_person: Asked, example: Database) -> None:
    card = secretary.types(ADD)
    assert card.title == "Added as F14: Peer review of 2022, 4"
    assert card.data["finding"]["state"] == "uncovered"
    card = secretary.types("/plan finding F14 is answered by 10.1, 10.2 and 2.4")
    assert card.title == "F14: 10.1, 10.2 and 2.4 answer it now"
    assert card.data["finding"]["said"] == "2 of 3 actions are done (1 Red); impact is shown for 1."
    assert as_person(CHAIR).types("/action 2.4").data["answers"] == [
        {"id": "F2", "source": "Inspection of July 2022", "reference": "2"},
        {"id": "F14", "source": "Peer review of 2022", "reference": "4"},
    ]
    assert "Answers F14 (Peer review of 2022, 4): families are not heard" in in_words(
        as_person(SRO).types("/action 2.4")
    )
    page = as_person(CHAIR).dispatcher.view(as_person(CHAIR).id, "page.action", text="2.4")
    assert page.answers[1] == ("F14", "F14 (Peer review of 2022, 4): families are not heard")

    card = secretary.types("/plan finding F14 no longer 2.4")
    assert card.title == "F14: 2.4 no longer"
    assert card.data["finding"]["state"] == "done"
    card = secretary.presses(card, "Take F14 back")
    assert "F14 counts no longer" in in_words(card)
    assert kept(example)[-1] == (14, False)
    assert "F14 was taken back" in in_words(secretary.types("/plan finding F14 answered by 2.4"))
    assert [each["ref"] for each in secretary.presses(card, "Put F14 back").data["finding"]["actions"]] == [
        "10.1",
        "10.2",
    ]
    assert "F14 was not taken back" in in_words(secretary.types("/plan finding F14 put back"))
    secretary.presses(secretary.types("/plan findings F14"), "Take F14 back")
    assert secretary.types(ADD).title.startswith("Added as F15"), "its name is not used again"
    with example.read() as session:
        events = [each.what for each in session.exec(select(Event)) if each.what.startswith("finding.")]
        assert first_broken(session, 1) is None
        links = session.exec(select(FindingAction).where(FindingAction.finding_id == 14)).all()
    assert events[-4:] == ["finding.removed", "finding.put_back", "finding.removed", "finding.added"]
    assert [each.removed_at is None for each in links] == [True, True, False]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (ADD.replace("4:", "4"), "I need the source in quotation marks"),
        ('/plan finding "Notice of 18 May 2021" 1A: the adviser', "F10 is that already (Notice of 18 May 2021, 1a)"),
        ('/plan finding "Review" 1: Jane was born on 3 May 2015', "Please say it without"),
        (f'/plan finding "{"x" * 200}" 1: too long', "The source has 200 characters; 160 at most."),
        ("/plan finding F99 answered by 2.4", "There is no finding F99."),
        ("/plan finding F3 answered by 3.99", "The plan has no action 3.99."),
        ("/plan finding F3 answered by 3.1", "That is recorded already: F3 is answered by 3.1."),
        ("/plan finding F3 answered by 5.6", "5.6 has left the plan: it was withdrawn."),
        ("/plan finding F3 answered by 4.1 and more", "I do not know “more” here."),
        ("/plan finding F3 answered by", "Which actions?"),
        ("/plan finding F3 no longer 4.1", "4.1 did not answer F3."),
        ("/plan finding F3 zeppelin", "I do not know what “zeppelin” is to mean for F3."),
        ("/plan findings F99", "There is no finding F99, or it was taken back."),
        ("/plan findings zeppelin", "no source has it in its name"),
        ("/plan findings uncoverd", "Did you mean “/plan findings uncovered”?"),
        ('/plan finding " " 4: late', "Its source is needed."),
    ],
)
@no_sql_differs
def test_what_cannot_be_recorded_is_said(secretary: Somebody, example: Database, line: str, why: str) -> None:
    assert why in in_words(secretary.types(line))
    with example.read() as session:
        links = session.exec(select(FindingAction)).all()
    assert (len(kept(example)), len(links)) == (13, 63)


@no_sql_differs
def test_the_forms_add_and_link(secretary: Somebody, example: Database) -> None:
    form = secretary.opens("/plan finding")
    assert form.inputs[0].value == "Notice of 18 May 2021", "that of the last one"
    again = secretary.submits_wrongly(form, text="The board is chaired from outside.", actions="8.1 8.99")
    assert "The plan has no action 8.99." in again.errors["actions"]
    assert again.inputs[2].value == "The board is chaired from outside."
    assert secretary.submits_wrongly(form, text=" ").errors == {"text": "This is needed."}
    assert len(kept(example)) == 13
    area = next(value for value, label in form.inputs[3].options if label.startswith("8 "))
    card = secretary.submits(form, reference="1e", text="It is chaired from outside.", area=area, actions="8.1, 8.2")
    assert card.title == "Added as F14: Notice of 18 May 2021, 1e"
    assert [each["ref"] for each in card.data["finding"]["actions"]] == ["8.1", "8.2"]
    assert card.data["finding"]["area"] == "8 Management oversight and grip"

    link = secretary.presses_for_form(card, "Actions that answer F14")
    assert link.inputs[0].value == "8.1 8.2"
    assert "has left the plan" in secretary.submits_wrongly(link, actions="8.1 5.6").errors["actions"]
    card = secretary.submits(link, actions="8.2 and 8.5")
    assert card.title == "F14: 8.5 answers it now; 8.1 no longer"
    assert secretary.submits(link, actions="8.2 8.5").title == "F14: nothing has changed"


@no_sql_differs
def test_only_the_secretariat_changes_them(as_person: Asked, example: Database) -> None:
    for line in (ADD, "/plan finding", "/plan finding F3 answered by 2.4"):
        assert as_person(SRO).types(line).title == "Not open to you"
    assert "Add a finding" not in in_words(as_person(SRO).types("/plan findings"))
    assert len(kept(example)) == 13


@no_sql_differs
def test_what_an_action_was_merged_into_answers_in_its_place(
    secretary: Somebody, as_person: Asked, clock: Clock
) -> None:
    secretary.types("/plan finding F10 answered by 7.3")
    for change in ("merge into 7.1 both are about health", "withdraw it is not needed any more"):
        ref = "7.3" if "merge" in change else "9.4"
        name = as_person(SECRETARY).types(f"/action {ref} {change}").data["proposal"]["id"]
        secretary.types(f"/board decide {name} agreed")
    clock.set("2023-06-08 10:00")
    found = {each["id"]: each for each in secretary.types("/plan findings").data["findings"]}
    assert [each["ref"] for each in found["F10"]["actions"]] == ["7.1"]
    assert "7.3" not in [each["ref"] for each in found["F7"]["actions"]]
    assert found["F13"]["said"] == "Its action is done; no impact is shown. 9.4 was withdrawn."
    assert found["F13"]["state"] == "done_without_impact"


def agree(secretary: Somebody, change: str) -> Card:
    name = secretary.types(f"/action {change}").data["proposal"]["id"]
    return secretary.types(f"/board decide {name} agreed")


@no_sql_differs
def test_what_is_merged_again_still_answers(secretary: Somebody, clock: Clock) -> None:
    secretary.types("/plan finding F10 answered by 7.3")
    first = agree(secretary, "7.3 merge into 7.1 both are about health")
    assert "7.1 answers now what 7.3 answered: F7 and F10." in in_words(first)
    second = agree(secretary, "7.1 merge into 8.2 both are about oversight")
    clock.set("2023-06-08 10:00")
    found = secretary.types("/plan findings F10").data["finding"]
    assert [each["ref"] for each in found["actions"]] == ["8.2"]
    assert found["said"].endswith("7.3 was merged into 7.1.")
    for undone, refs in ((second, ["7.1"]), (first, ["7.3"])):
        assert secretary.presses(undone, "Undo").title.startswith("Undone")
        found = secretary.types("/plan findings F10").data["finding"]
        assert [each["ref"] for each in found["actions"]] == refs
    assert "was merged" not in found["said"]


@no_sql_differs
def test_the_parts_of_what_is_split_answer_what_it_answered(
    secretary: Somebody, example: Database, clock: Clock
) -> None:
    before = secretary.types("/plan findings F2").data["finding"]
    decided = agree(secretary, "2.4 split “Find carers” and “Keep carers” it is two")
    assert "2.8 and 2.9 answer now what 2.4 answered: F2." in in_words(decided)
    clock.set("2023-06-08 10:00")
    card = secretary.types("/plan findings F2")
    refs = [each["ref"] for each in card.data["finding"]["actions"]]
    assert refs == ["2.1", "2.2", "2.3", "2.5", "2.6", "2.7", "2.8", "2.9"]
    assert card.data["finding"]["said"].endswith("2.4 was split into 2.8 and 2.9.")
    assert secretary.types("/plan findings unlinked").data["answer_nothing"] == [f"10.{n}" for n in range(1, 9)]
    secretary.presses(decided, "Undo")
    assert secretary.types("/plan findings F2").data["finding"] == before
    agree_again = secretary.types("/board decide P1 agreed")
    assert "2.8 and 2.9 answer now what 2.4 answered: F2." in in_words(agree_again)
    with example.read() as session:
        assert first_broken(session, 1) is None


@no_sql_differs
def test_a_closed_action_counts_as_it_stood(secretary: Somebody, clock: Clock) -> None:
    form = secretary.opens("/action 6.1 close")
    said = {each.name: "The tracker is in use." for each in form.inputs if each.type in ("line", "paragraph")}
    name = secretary.submits(form, **said).data["proposal"]["id"]
    secretary.types(f"/board decide {name} agreed")
    clock.set("2023-06-08 10:00")
    card = secretary.types("/plan findings F6")
    action = next(each for each in card.data["finding"]["actions"] if each["ref"] == "6.1")
    assert action == {"ref": "6.1", "closed": True, "activity": "blue", "impact": "green"}
    assert secretary.types("/plan finding F10 answered by 6.1").data["finding"]["state"] == "done"


@no_sql_differs
def test_the_pack_prints_them_as_they_stood_at_the_freeze(secretary: Somebody, example: Database) -> None:
    secretary.types("/pack compile")
    with example.read() as session:
        found = session.exec(select(Pack)).one().contents["findings"]
    assert found["said"].startswith("13 findings from 2 sources: 12 answered by actions, 1 by no action")
    assert found["by_source"] == [
        "Inspection of July 2022: 9 findings, 9 answered by actions, none by no action and none done without impact.",
        "Notice of 18 May 2021: 4 findings, 3 answered by actions, 1 by no action and 1 done without impact.",
    ]
    assert found["others"] == "8 actions answer no finding: 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7 and 10.8."
    assert [each["name"] for each in found["rows"]][:3] == ["F10", "F12", "F1"]


# Files


def workbook(*rows: tuple[str | float, ...], name: str = "Anything") -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in (("Source", "Reference", "Text", "Refs"), *rows):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_file_of_findings_alone_is_shown_and_taken_in(secretary: Somebody, example: Database) -> None:
    file = workbook(
        ("Peer review of 2022", "4", "Families are not heard.", "10.1, 10.3"),
        ("Peer review of 2022", "4", "Families are not heard.", "10.4"),
        ("Peer review of 2022", "5", "Waits are too long.", 10.8),
        ("Peer review of 2022", "6", "Nobody plans ahead.", "10.5; 77.1"),
        ("notice of 18 May 2021", "1A", "Work with the adviser.", "8.5"),
    )
    card = secretary.sends("findings.xlsx", file)
    said = in_words(card)
    assert "It lists findings, and no actions: nothing else of the plan changes." in said
    assert "To add" not in said.replace("Findings to add", "")
    assert "In the plan but not in the file" not in said
    assert "Change the columns" not in said
    assert card.data["registers"] == {"Findings to add": 3, "Findings to change": 1}
    assert any("77.1 is not in the plan. F16 is taken in without, and says so." in each for each in card.data["notes"])
    assert len(kept(example)) == 13, "nothing is written yet"

    secretary.presses(card, "Import")
    found = {each["id"]: each for each in secretary.types("/plan findings").data["findings"]}
    assert [each["ref"] for each in found["F14"]["actions"]] == ["10.1", "10.3", "10.4"]
    assert [each["ref"] for each in found["F15"]["actions"]] == ["10.8"]
    assert found["F16"]["said"] == "Its action is not done (Amber); no impact is shown. Not in the plan: 77.1."
    assert (found["F10"]["text"], found["F10"]["said"]) == (
        "Work with the adviser.",
        "Its action is not done (Green); no impact is shown.",
    )
    again = secretary.sends("findings.xlsx", file)
    assert again.data["registers"] == {"Findings to add": 0, "Findings to change": 0}


@no_sql_differs
def test_what_was_taken_back_is_not_taken_in_again(secretary: Somebody, example: Database) -> None:
    file = workbook(
        ("Peer review of 2022", "4", "Families are not heard.", "10.1, 10.3"),
        ("Peer review of 2022", "5", "Waits are too long.", "10.8"),
    )
    secretary.presses(secretary.sends("review.xlsx", file), "Import")
    secretary.types("/plan finding F14 no longer 10.1")
    secretary.presses(secretary.types("/plan finding F15"), "Take F15 back")
    for _ in range(2):
        shown = secretary.sends("review.xlsx", file)
        words = in_words(shown)
        assert "F15 is that, and was taken back; left so. “/plan finding F15 put back” lets it count again." in words
        assert "F14: that 10.1 answers it was taken back; left so." in words
        assert "Findings to add: 0" in words
    assert kept(example)[13:] == [(14, True), (15, False)]
    assert secretary.types("/plan findings F14").about == ("10.3",)
    secretary.types("/plan finding F14 answered by 10.1")
    assert "left so" not in in_words(secretary.sends("review.xlsx", file)).partition("F15")[0]


@no_sql_differs
def test_what_is_there_again_is_not_put_back_beside_it(secretary: Somebody, example: Database) -> None:
    line = '/plan finding "Peer review" 4: Families are not heard.'
    secretary.types(line)
    back = secretary.presses(secretary.types("/plan finding F14"), "Take F14 back")
    secretary.types(line)
    assert "F15 is that already" in in_words(secretary.presses(back, "Put F14 back"))
    assert kept(example)[13:] == [(14, False), (15, True)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("findings.csv", b"Source,Paragraph,Finding,Answered by\nAudit,12,Files are late,6.1 6.2\n"),
        ("audit.csv", b"Source;Finding;Actions\nAudit;Files are late;6.1 and 6.2\n"),
    ],
)
@no_sql_differs
def test_a_csv_file_of_findings_is_read(secretary: Somebody, name: str, content: bytes) -> None:
    secretary.presses(secretary.sends(name, content), "Import")
    card = secretary.types("/plan findings F14")
    assert [each["ref"] for each in card.data["finding"]["actions"]] == ["6.1", "6.2"]


@no_sql_differs
def test_what_looks_private_is_left_out_and_named(secretary: Somebody) -> None:
    file = workbook(("Audit", "1", "Jane was born on 3 May 2015", "6.1"), ("Audit", "2", "Files are late.", "6.1"))
    card = secretary.sends("findings.xlsx", file)
    assert card.data["registers"]["Findings to add"] == 1
    assert "Jane" not in in_words(card)
    assert "was left out" in in_words(card)


@no_sql_differs
def test_a_tracker_with_such_columns_is_still_a_plan(secretary: Somebody) -> None:
    file = b"Ref,Finding,Source,Action\n1.1,Files are late,Audit,Renamed\n"
    assert "It lists findings" not in in_words(secretary.sends("plan.csv", file))


@no_sql_differs
def test_an_export_comes_back_unchanged(secretary: Somebody, example: Database, clock: Clock) -> None:
    secretary.presses(secretary.sends("more.xlsx", workbook(("Audit", "1", "Late", "10.5; 77.1"))), "Import")
    secretary.types("/plan finding F10 answered by 8.1")
    out = BytesIO()
    with example.read() as session:
        plan = session.exec(select(Plan)).one()
        write_plan(plan_file(session, plan, clock(), LONDON), out, clock())
    card = secretary.sends("plan.xlsx", out.getvalue())
    assert (card.data["registers"]["Findings to add"], card.data["registers"]["Findings to change"]) == (0, 0)
    assert [row.value for row in load_workbook(out)["Findings"]["E"]][-1] == "10.5; 77.1"


@no_sql_differs
def test_without_findings_nothing_is_said_of_them(secretary: Somebody, as_person: Asked, example: Database) -> None:
    for number in range(1, 14):
        secretary.presses(secretary.types(f"/plan findings F{number}"), f"Take F{number} back")
    assert "The plan answers no findings yet." in in_words(as_person(CHAIR).types("/plan findings"))
    assert as_person(CHAIR).types("/plan findings unlinked").data["answer_nothing"] == []
    secretary.types("/pack compile")
    with example.read() as session:
        assert session.exec(select(Pack)).one().contents["findings"]["rows"] == []


# At random

RATED = st.sampled_from(BRAG.ratings)


@given(st.lists(st.tuples(RATED, RATED, st.booleans()), max_size=6), st.integers(0, 3))
def test_a_finding_is_in_one_state_and_every_action_is_counted(
    actions: list[tuple[Rating, Rating, bool]], others: int
) -> None:
    answering = tuple(
        AnsweringAction(f"1.{n}", "", activity, impact, closed) for n, (activity, impact, closed) in enumerate(actions)
    )
    finding = Finding(plan_id=1, number=1, source="Audit", text="Late", at=datetime(2023, 6, 7, tzinfo=UTC))
    told = ToldFinding(finding, None, answering, ("5.6 was withdrawn",))
    done = [each for each in answering if each.closed or each.activity.is_done]
    shown = [each for each in answering if each.impact in POSITIVE]
    expected = (
        Coverage.UNCOVERED
        if not answering
        else Coverage.UNDER_WAY
        if len(done) < len(answering)
        else Coverage.DONE
        if shown
        else Coverage.WITHOUT_IMPACT
    )
    assert told.coverage is expected
    assert told.state.endswith("5.6 was withdrawn.")
    assert (f"impact is shown for {len(shown)}" in told.state) == bool(shown)
    counted = Answered((told,) * (others + 1), (), 0)
    assert sum(len(counted.of(each)) for each in Coverage) == others + 1
