"""Reports to bodies from the figures of the board's pack: planned, written, signed off, published, corrected."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.pack.naming import contents_of, full_contents_of
from handlers.plain_text import in_words
from models.boards.boards import Board, BoardKind
from models.packs.packs import Pack, PackFile, PackFormat, PackState
from models.packs.reports_ahead import reports_ahead
from models.packs.reviews import Review
from models.position.snapshots import Snapshot, SnapshotRow
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.pack.contents import PackContents, from_json
from tests.asking import Clock, Somebody, button, buttons, somebody, table
from tests.databases import Engine, after, fill_example, filling_asked_for, no_sql_differs
from tests.handlers.test_pack import finish, publish, told

Asked = Callable[[str], Somebody]
SECRETARY, WORKFORCE, OBSERVER = (f"{each}@example.org" for each in ("secretary", "workforce.sro", "observer"))
PURPOSE = "To report that {{ on_track.current }} actions are on track, and {{ reds }} Reds (see {{ ref reds }})."
WRONG, RIGHT = "4 of 7 posts are filled", "5 of 7 posts are filled"


@after(fill_example)
def fill_misread(database: Database) -> None:
    """The pack for 7 June, compiled and built with something wrong in the commentary of 2.4."""
    clock = Clock("2023-06-07 10:00")
    dispatcher = Dispatcher(database, registry, clock)
    somebody(dispatcher, WORKFORCE).types(
        f"/update 2.4 red/red {WRONG}; cause no officer; action hire one; help none; back to green 30 Sep"
    )
    somebody(dispatcher, SECRETARY).types("/pack compile")
    finish(database, clock)


@after(fill_misread)
def fill_planned(database: Database) -> None:
    """The same with a report to Cabinet planned."""
    secretary = somebody(Dispatcher(database, registry, Clock("2023-06-07 10:00")), SECRETARY)
    assert secretary.types("/pack paper add Cabinet 22 June 2023").title == "Planned: Cabinet, 22 June 2023"
    secretary.types(f"/pack write for Cabinet purpose {PURPOSE}")


@pytest.fixture
def example(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Database]:
    """The example, or what `planned` has."""
    with engine.fresh(filling_asked_for(request, planned=fill_planned)) as database:
        yield database


@pytest.fixture
def planned(as_person: Asked) -> Somebody:
    """The secretary, with a report to Cabinet planned from the pack for 7 June, of which there is a draft."""
    return as_person(SECRETARY)


def newest(example: Database, body: str = "Cabinet") -> PackContents:
    """The contents of the newest version of the report to a body."""
    with example.read() as session:
        for each in session.exec(select(Pack).order_by(col(Pack.id).desc())):
            contents = from_json(each.contents)
            if contents.board == body:
                return contents
    raise AssertionError(body)


def only_purpose(secretary: Somebody, body: str = "Cabinet") -> None:
    """Require nothing of the report to Cabinet but its purpose."""
    listed = secretary.types(f"/pack sections for {body}")
    secretary.types(f"/pack sections optional for {body} {', '.join(listed.data['missing'])}")


def test_a_report_has_the_figures_of_the_snapshot_and_its_own_words(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    card = planned.types("/pack compile for Cabinet")
    assert card.title == "Cabinet, 22 June 2023: from the figures for 7 June 2023"
    finish(example, clock)
    contents = newest(example)
    with example.read() as session:
        board = from_json(session.exec(select(Pack).order_by(col(Pack.id))).first().contents)  # type: ignore[union-attr]
        files = session.exec(select(PackFile).order_by(col(PackFile.id))).all()
        taken = session.exec(select(Snapshot).where(col(Snapshot.of_id).is_not(None))).one()
        assert not session.exec(select(SnapshotRow).where(SnapshotRow.snapshot_id == taken.id)).first()
        assert session.exec(select(Board).where(Board.kind == BoardKind.BODY)).one().name == "Cabinet"
        assert first_broken(session, 1) is None
    same = ("headline", "known", "columns", "reds", "reds_said", "data_month", "frozen_at", "notes")
    assert {name: getattr(contents, name) for name in same} == {name: getattr(board, name) for name in same}
    said = "To report that 44 of 64 (68.75%) actions are on track, and 3 Reds (see section 3)."
    assert [one.text for each in contents.written for one in each.paragraphs] == [said]
    assert contents.report is not None
    (enclosed,) = contents.report.enclosed
    listed = {each.name: each.sha256 for each in enclosed.files}
    assert listed == {each.name: each.sha256 for each in files if each.name.startswith("board-pack")}
    assert "council-report-cabinet-2023-06-22-v1-draft.docx" in [each.name for each in files]
    assert planned.types("/pack").data["packs"][0]["meeting"] == "2023-06-07", "the board's own are as they were"
    assert len(planned.types("/pack").data["packs"]) == 1
    again = planned.types("/pack compile for Cabinet")
    assert again.title == "Council report for Cabinet of 22 June 2023, version 1 is up to date"
    planned.types("/pack write for Cabinet purpose To report.")
    assert "version 2" in in_words(planned.types("/pack compile for Cabinet 22 June 2023")).casefold()
    assert newest(example).version == 2
    finish(example, clock)
    assert "put in: report." in in_words(planned.types("/pack diff for Cabinet 1 2"))
    assert "is the only version" in in_words(planned.types("/pack diff"))


@no_sql_differs
@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Position of the plan\nand more", "A title is one line."),
        ("P" * 151, "150 characters at most; this one has 151"),
        ("Position: {{ on_track.current }}", "no names in braces"),
    ],
)
def test_a_title_is_one_short_line_as_it_is_typed(planned: Somebody, title: str, why: str) -> None:
    assert why in in_words(planned.types(f"/pack write for Cabinet title {title}"))
    assert planned.types("/pack write for Cabinet title Position in May").title == "Title is written"


def test_a_report_that_was_planned_by_mistake_is_taken_off(planned: Somebody, example: Database, clock: Clock) -> None:
    planned.types("/pack paper add HWB 28 June 2023")
    planned.types("/pack paper add HWB 29 June 2023")
    which = in_words(planned.types("/pack paper remove HWB"))
    assert "Which of them, that of 29 June 2023 or 28 June 2023?" in which
    planned.types("/pack write for HWB 28 June 2023 purpose To report.")
    assert "Did you mean /pack paper remove?" in in_words(planned.types("/pack paper remov HWB"))
    assert "Did you mean HWB?" in in_words(planned.types("/pack paper remove HWBB"))
    for line in ("Cabnet", "HWB 30 June 2023", "HWB 28 June 2023 now"):
        assert planned.types(f"/pack paper remove {line}").title == "That did not work", line
    card = planned.types("/pack paper remove For HWB 28 June 2023")
    assert card.title == "Taken off: HWB, 28 June 2023"
    reports = [(each["for"], each["meeting"]) for each in card.data["papers"]][1:]
    assert sorted(reports) == [("Cabinet", "2023-06-22"), ("HWB", "2023-06-29")]
    assert planned.types("/pack paper remove HWB").title == "Taken off: HWB, 29 June 2023"
    assert "is planned" in in_words(planned.types("/pack paper remove HWB"))
    with example.read() as session:
        assert {each.board.name for each in reports_ahead(session, 1, date(2023, 6, 7))} == {"Cabinet"}
        assert len(session.exec(select(Event).where(Event.what == "paper.removed")).all()) == 2
    assert planned.types("/pack paper add HWB 28 June 2023").title == "Planned: HWB, 28 June 2023"
    assert "To report." in in_words(planned.types("/pack section for HWB purpose"))
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    assert "has been compiled, so it stays" in in_words(planned.types("/pack paper remove Cabinet"))


@no_sql_differs
def test_the_papers_of_a_board_are_listed_with_their_own_days_and_deadlines(
    planned: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    planned.types("/pack paper add The Adviser 23 June 2023")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    card = planned.types("/pack papers")
    assert [(row["for"], row["due"]) for row in card.data["papers"]] == [
        ("Improvement Board", "2023-05-30"),
        ("The Adviser", "2023-06-15"),
        ("Cabinet", "2023-06-14"),
    ]
    assert [row[4] for row in table(card).rows] == ["house", "house", "statutory"]
    assert [row["state"] for row in card.data["papers"]] == [
        "draft, version 1",
        "not compiled yet; 3 required sections to be written",
        "draft, version 1",
    ]
    assert planned.presses(card, "Compile for The Adviser").title.startswith("The Adviser, 23 June 2023")
    assert as_person(OBSERVER).types("/pack papers").data["papers"] == [], "drafts are not for everybody"
    assert "planned already" in in_words(planned.types("/pack paper add cabinet 22 June 2023"))
    assert "is a board of the plan" in in_words(planned.types("/pack paper add Workforce 22 June 2023"))
    assert "No paper goes to a body" in in_words(planned.types("/pack compile for Cabinets"))
    assert "“extra”" in in_words(planned.types("/pack paper add Scrutiny 22 June 2023 extra"))
    assert "Cabinet" not in in_words(planned.types("/secretariat boards")), "it holds no actions"


def test_the_gate_is_the_reports_own(planned: Somebody, example: Database, clock: Clock) -> None:
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    refused = planned.types("/pack publish for Cabinet")
    said = [each["said"] for each in refused.data["blockers"]]
    assert any(each.startswith("the section “Wards” is required") for each in said)
    assert any(each.startswith("appendix 1, the pack for 7 June 2023, is not published yet") for each in said)
    assert "a statutory deadline" in in_words(refused)
    assert "In a line: /pack publish for Cabinet anyway because" in in_words(refused), "not the board's pack"
    assert not any("commentary" in each for each in said), "the Reds are the board's"
    only_purpose(planned)
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    publish(planned, example, clock)
    said = [each["said"] for each in planned.types("/pack publish for Cabinet").data["blockers"]]
    (listed,) = said
    assert listed.startswith("appendix 1 has been published or corrected since version 2 was compiled")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    planned.types("/pack recipients add for Cabinet Monitoring Officer by hand, by post")
    assert planned.types("/pack recipients for Cabinet").data["recipients"][0]["name"].startswith("Monitoring Officer")
    assert planned.types("/pack recipients").data["recipients"] == []
    card = planned.types("/pack publish for Cabinet")
    assert card.title == "Council report for Cabinet of 22 June 2023, version 3 is being published"
    finish(example, clock)
    assert "published 7 June 2023" in planned.types("/pack papers").data["papers"][1]["state"]
    assert "has been published, so it is not compiled again" in in_words(planned.types("/pack compile for Cabinet"))
    assert "written no more" in in_words(planned.types("/pack write for Cabinet purpose Too late."))
    with example.read() as session:
        proofs = session.exec(select(PackFile.name).where(PackFile.format == PackFormat.PROOF)).all()
    assert "council-report-cabinet-2023-06-22-v3.zip" in proofs
    assert planned.types("/brag").data == planned.types("/brag 7 June 2023").data, "“previous” is the board's"


def test_those_who_review_the_boards_papers_review_a_bodys_until_others_are_set(
    as_person: Asked, example: Database, clock: Clock
) -> None:
    secretary = as_person(SECRETARY)
    secretary.types("/pack reviewers add Legal by legal@example.org for what the board is asked")
    secretary.types("/pack compile")
    finish(example, clock)
    secretary.types("/pack paper add Cabinet 22 June 2023")
    with example.read() as session:
        assert [each.parts for each in session.exec(select(Review).order_by(col(Review.id)))] == [
            ["asked"],
            ["recommendations"],
        ]
    card = secretary.types("/pack reviewers add for Cabinet Finance by finance.lead@example.org for resources")
    assert [each["name"] for each in card.data["reviews"]] == ["Legal", "Finance"]
    assert button(card, "Change who reviews")[1] == "for Cabinet"
    assert [each["name"] for each in secretary.types("/pack reviewers").data["reviews"]] == ["Legal"]
    for section in ("recommendations To note it.", "resources None of note."):
        secretary.types(f"/pack write for Cabinet {section}")
    secretary.types("/pack compile for Cabinet")
    finish(example, clock)
    assert secretary.types("/pack review for Cabinet").data["asked"] == ["Legal", "Finance"]
    for who, review in (("legal", "Legal"), ("finance.lead", "Finance")):
        signed = as_person(f"{who}@example.org").types(f"/pack approve for Cabinet {review}")
        assert "Council report for Cabinet" in in_words(signed), in_words(signed)
    assert {each["state"] for each in secretary.types("/pack signoffs for Cabinet").data["sign_offs"]} == {"approved"}
    assert secretary.types("/pack signoffs").data["sign_offs"][0]["state"] == "not asked yet"
    secretary.types("/pack write for Cabinet resources £2,852,000.")
    again = in_words(secretary.types("/pack compile for Cabinet"))
    assert "Withdraws the approval of Finance." in again
    secretary.types("/pack reviewers remove for Cabinet Finance")
    assert [each["name"] for each in secretary.types("/pack reviewers for Cabinet").data["reviews"]] == ["Legal"]


def test_a_correction_of_the_boards_pack_names_the_reports_that_say_it_and_their_readers_are_told(
    planned: Somebody, as_person: Asked, example: Database, clock: Clock
) -> None:
    publish(planned, example, clock)
    only_purpose(planned)
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    planned.types("/pack publish for Cabinet")
    finish(example, clock)
    as_person(OBSERVER).types("/pack files for Cabinet")
    clock.set("2023-06-23 10:00")
    card = planned.types(f'/pack correct 2.4 "{WRONG}" is "{RIGHT}" because a return was misread')
    assert card.data["quoted"] == ["Cabinet"]
    assert "Observer" not in card.data["had"]
    assert "says so, too, and is corrected by itself" in in_words(card)
    line = f'/pack correct for Cabinet "{WRONG}" is "{RIGHT}" because a return was misread'
    assert line in in_words(card)
    finish(example, clock)
    assert planned.types(line).data["places"] == ["Reds, 2.4, commentary"]
    finish(example, clock)
    publish(planned, example, clock)
    assert OBSERVER in told(example, "published"), "who had the report is told of the pack's correction"
    behind = in_words(planned.types("/pack publish for Cabinet"))
    assert "Appendix 1 has been corrected since this correction was made (“/pack take back for Cabinet”" in behind
    assert planned.types("/pack take back for Cabinet").data["told"] == []
    entered = in_words(planned.types(line))
    assert "Appendix 1 is now: Board pack for 7 June 2023, version 1 with 1 correction." in entered
    finish(example, clock)
    planned.types("/pack publish for Cabinet")
    finish(example, clock)
    contents = newest(example)
    with example.read() as session:
        listed = {each.name: each.sha256 for each in contents.report.enclosed[0].files}  # type: ignore[union-attr]
        kept = session.exec(select(PackFile)).all()
    assert listed.items() <= {each.name: each.sha256 for each in kept}.items()
    assert {"board-pack-2023-06-07-v1-corrected-1.pdf"} <= set(listed)
    assert len(listed) == 4
    assert contents.name == "Corrected council report"
    assert [each.becomes for each in contents.corrections] == [RIGHT]
    with example.read() as session:
        states = [each.state for each in session.exec(select(Pack))]
    assert states.count(PackState.PUBLISHED) == 4


@no_sql_differs
def test_a_report_is_planned_by_a_form(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    form = secretary.presses_for_form(secretary.types("/pack papers"), "Plan a report to another body")
    wrong = secretary.submits_wrongly(form, body="", on="soon", of="8 June 2023").errors
    assert set(wrong) == {"body", "on", "of"}
    assert wrong["body"] == "For which body?"
    assert "does not meet on 8 June 2023" in wrong["of"]
    assert secretary.submits_wrongly(form, body="Cabinet").errors == {"on": "On which day does it meet?"}
    card = secretary.submits(form, body="Cabinet", on="2023-06-22")
    assert card.title == "Planned: Cabinet, 22 June 2023"
    assert "takes the figures of the pack for 7 June 2023" in in_words(card)
    again = secretary.submits_wrongly(form, body="cabinet", on="2023-06-22").errors
    assert "is planned already" in again["body"]
    assert "is a board of the plan" in secretary.submits_wrongly(form, body="Workforce", on="2023-06-22").errors["body"]


@no_sql_differs
def test_a_report_that_says_more_than_what_was_wrong_is_not_named(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    planned.types("/pack write for Cabinet considerations Of the places 12 in primary schools are filled.")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    publish(planned, example, clock)
    card = planned.types('/pack correct 10.7 "2 in primary" is "3 in primary" because it was misread')
    assert card.title.startswith("Corrected")
    assert card.data["quoted"] == []


@no_sql_differs
def test_what_is_required_of_the_next_report_to_a_body_is_what_was_of_the_last(planned: Somebody) -> None:
    only_purpose(planned)
    assert planned.types("/pack sections for Cabinet").data["required"] == ["purpose"]
    planned.types("/pack sections require for Cabinet legal and risk")
    planned.types("/pack paper add Cabinet 29 June 2023")
    assert planned.types("/pack sections for Cabinet 29 June 2023").data["required"] == ["purpose", "legal", "risk"]
    assert planned.types("/pack sections").data["required"] == [], "the cover report has its own"
    shown = planned.types("/pack section for Cabinet 22 June 2023 purpose")
    assert "44 of 64 (68.75%)" in in_words(shown)
    form = planned.opens("/pack write for Cabinet 29 June 2023 wards")
    assert planned.submits(form, text="All wards").title == "Wards is written"
    assert not [each for each in buttons(planned.types("/pack sections for Cabinet")) if "Introduction" in each.label]


@no_sql_differs
def test_what_is_exempt_in_a_report_is_looked_into_and_named_to_those_who_see_it(
    planned: Somebody, as_person: Asked, example: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "12 in primary schools"
    planned.types(f"/pack write risk Of the places {said} are at risk.")
    planned.types("/pack classify risk exempt paragraph 3 because of the prices")
    planned.types("/pack compile")
    finish(example, clock)
    publish(planned, example, clock)
    only_purpose(planned)
    planned.types(f"/pack write for Cabinet legal The duty is about {said}.")
    planned.types("/pack classify for Cabinet legal exempt paragraph 5 because it is advice")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    planned.types("/pack publish for Cabinet")
    finish(example, clock)
    as_person(OBSERVER).types("/pack files for Cabinet")
    clock.set("2023-06-23 10:00")
    line = f'/pack correct risk "{said}" is "13 in primary schools" because it was misread'
    with monkeypatch.context() as patched:
        patched.setattr("handlers.pack.correcting.drafts_of", lambda *_: frozenset())
        hidden = in_words(planned.types(line))
    assert (
        "Council report for Cabinet of 22 June 2023, version 1, says so, too, in a part that is not public, " in hidden
    )
    assert "Legal" not in hidden
    finish(example, clock)
    planned.types("/pack take back")
    card = planned.types(line)
    assert "says so, too, in a part that is not public, “Legal”, and is corrected by itself" in in_words(card)
    assert card.data["quoted"] == ["Cabinet"]
    finish(example, clock)
    publish(planned, example, clock)
    assert OBSERVER in told(example, "published"), "who had the report"
    assert said not in in_words(told(example, "published")[OBSERVER])


@no_sql_differs
def test_a_body_is_meant_with_its_article_or_without(as_person: Asked) -> None:
    secretary = as_person(SECRETARY)
    card = secretary.types("/pack paper add the Health and Wellbeing Board 28 June 2023")
    assert card.title == "Planned: the Health and Wellbeing Board, 28 June 2023"
    for body in ("Health and Wellbeing Board", "the Health and Wellbeing Board", "The health and wellbeing board"):
        assert secretary.types(f"/pack write for {body} purpose To report.").data["section"] == "purpose", body
        assert secretary.types(f"/pack sections for {body}").title.startswith("Council report for the Health"), body
        assert "No paper goes to" not in in_words(secretary.types(f"/pack checks claims off for {body}")), body
        again = secretary.types(f"/pack paper add {body} 28 June 2023")
        assert "is planned already" in in_words(again), body
    wrong = in_words(secretary.types("/pack sections for Health and Welbeing Board"))
    assert "Did you mean the Health and Wellbeing Board?" in wrong


@no_sql_differs
def test_a_title_is_one_short_line_when_it_is_corrected_as_well(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    planned.types("/pack write for Cabinet title The plan")
    only_purpose(planned)
    publish(planned, example, clock)
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    assert planned.types("/pack publish for Cabinet").title.endswith("is being published")
    finish(example, clock)
    line = f'/pack correct for Cabinet title "The plan" is "{"The plan and its position " * 10}" because it is more'
    assert "A title has 150 characters at most" in in_words(planned.types(line))


@no_sql_differs
def test_the_glossary_of_a_report_is_silent_on_what_is_exempt_in_it(
    planned: Somebody, example: Database, clock: Clock
) -> None:
    publish(planned, example, clock)
    only_purpose(planned)
    planned.types("/pack write for Cabinet risk The EHC plans are dear.")
    planned.types("/pack classify for Cabinet risk exempt paragraph 3 because it names a price")
    planned.types("/pack compile for Cabinet")
    finish(example, clock)
    assert planned.types("/pack publish for Cabinet").title.endswith("is being published")
    with example.read() as session:
        found = session.exec(select(Pack).order_by(col(Pack.id).desc())).first()
        assert found is not None
        public, full = contents_of(found), full_contents_of(found)
    assert "EHC" in [each.acronym for each in full.acronyms]
    assert "EHC" not in [each.acronym for each in public.acronyms], "though the plan has it, which it does not print"
    assert "SRO" in [each.acronym for each in public.acronyms]
