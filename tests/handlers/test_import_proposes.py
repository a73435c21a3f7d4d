"""A later file proposes its dates, endings and new actions, or carries out what a board has decided of them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import col, select

from handlers.cards import Card
from handlers.plain_text import in_words
from models.decisions.decisions import DecidedChange, Decision
from models.decisions.proposals import AgendaItem, Proposal
from models.packs.packs import Pack
from models.plan.actions import Action
from models.plan.deadlines import Precision
from models.plan.endings import Ending
from models.record.database import Database
from models.record.events import Event, first_broken
from schedules.reminders.situation import Situation
from schedules.today import today_of
from tests.asking import Clock, Somebody, buttons, cancel_every_meeting
from tests.databases import no_sql_differs
from tests.handlers.test_importing import workbook

Asked = Callable[[str], Somebody]
WORKFORCE, SECRETARY, CHAIR = "workforce.sro@example.org", "secretary@example.org", "chair@example.org"
JULY = date(2023, 7, 19)

HEADINGS = ("Ref", "Action", "Area", "SRO", "Board", "Due", "Revised date", "BRAG", "Progress", "Ended")


def tracker(*changed: tuple[str, ...], moved: str = "31/10/2023") -> bytes:
    """A workbook with a date that moves, an ending, a new action and a new rating with its words."""
    sheet = (book := Workbook()).active
    assert sheet
    sheet.title = "Actions"
    rows = (
        ("2.4", "Run a campaign", "2", "Workforce SRO", "Workforce", "March 2023", moved, "Red", "the fair is booked"),
        ("5.5", "Share what is known", "5", "", "", "", "", "", "", "Withdrawn"),
        ("2.8", "Recruit ten carers", "2", "Workforce SRO", "Workforce", "30/09/2023", "", "Amber", "advertised"),
    )
    for row in (HEADINGS, *(changed or rows)):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def secretary(as_person: Asked, clock: Clock) -> Somebody:
    """The secretary on the day after the board of 7 June; the next one is on 19 July. 2.4 is due on 30 September."""
    clock.set("2023-06-08 10:00")
    return as_person(SECRETARY)


@pytest.fixture
def dated(secretary: Somebody, example: Database) -> Somebody:
    with example.write() as session:
        found = session.exec(select(Action).where(Action.ref == "2.4")).one()
        found.approved_due, found.approved_precision = date(2023, 9, 30), Precision.DAY
        session.add(found)
    return secretary


def action(database: Database, ref: str) -> Action:
    with database.read() as session:
        return session.exec(select(Action).where(Action.ref == ref)).one()


def refs(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.exec(select(Action.ref)))


def proposals(database: Database) -> list[Proposal]:
    with database.read() as session:
        return list(session.exec(select(Proposal).order_by(col(Proposal.id))))


def decisions(database: Database) -> list[tuple[str, date, int]]:
    """The decisions that stand: number, day and how many changes each made."""
    with database.read() as session:
        changes = [each.decision_id for each in session.exec(select(DecidedChange))]
        standing = session.exec(select(Decision).where(col(Decision.undone_at).is_(None)).order_by(col(Decision.id)))
        return [(each.name, each.on, changes.count(each.id)) for each in standing]


def imported(somebody: Somebody, content: bytes, label: str = "Import") -> Card:
    return somebody.presses(somebody.sends("tracker.xlsx", content), label)


def test_what_a_board_decides_is_proposed_and_the_rest_is_taken(dated: Somebody, example: Database) -> None:
    preview = dated.sends("tracker.xlsx", tracker())
    said = in_words(preview)
    assert "To propose: the Improvement Board decides on 19 July 2023 (3)\n" in said
    assert "• A new date for 2.4: 30 September 2023 → 31 October 2023\n" in said
    assert "• Withdrawing 5.5: in the plan → withdrawn\n" in said
    assert "• A new action 2.8: 2.8 Recruit ten carers; 2 Sufficiency and stability of the workforce, foster" in said
    assert "; Workforce Board; Workforce SRO; due 30 September 2023\n" in said
    assert "Until then nothing of this changes in the plan." in said
    at_once = said.partition("What changes at once")[2]
    assert "2.4 commentary: " in at_once
    assert "→ the fair is booked" in at_once
    assert "approved deadline" not in at_once
    assert proposals(example) == []

    answer = dated.presses(preview, "Import")
    said = in_words(answer)
    assert "Proposed: the Improvement Board decides on 19 July 2023 (3)\n" in said
    assert "• P1: A new date for 2.4: 30 September 2023 → 31 October 2023\n" in said
    assert "• P2: Withdrawing 5.5" in said
    assert "• P3: A new action 2.8" in said
    assert "“/board requests” shows what waits" in said
    assert [each["id"] for each in answer.data["proposals"]] == ["P1", "P2", "P3"]
    assert [each["id"] for each in preview.data["proposals"]] == [None, None, None]
    assert answer.data["proposals"][0] == {
        "id": "P1",
        "kind": "date",
        "ref": "2.4",
        "before": "2023-09-30",
        "after": "2023-10-31",
        "decides": "Improvement Board",
        "meeting": "2023-07-19",
        "what": "A new date for 2.4: 30 September 2023 → 31 October 2023",
    }
    (moved, ended) = (action(example, "2.4"), action(example, "5.5"))
    assert (moved.approved_due, ended.ended) == (date(2023, 9, 30), None)
    assert "2.8" not in refs(example)
    listed = dated.presses(answer, "What the board is asked")
    assert [each["id"] for each in listed.data["requests"]] == ["P1", "P2", "P3"]
    assert "the fair is booked" in in_words(dated.types("/action 2.4"))
    with example.read() as session:
        made = session.exec(select(Event).where(Event.what == "proposal.made").order_by(col(Event.id))).all()
        assert [each.subject for each in made] == ["action 2.4", "action 5.5", "action 2.8"]
        assert "Recruit" not in str([each.after for each in made])
        listed_as = select(AgendaItem.number, AgendaItem.proposal_id).order_by(col(AgendaItem.number))
        assert session.exec(listed_as).all() == [(1, 1), (2, 2), (3, 3)]
        assert first_broken(session, 1) is None


def test_the_same_file_again_proposes_nothing_twice(dated: Somebody, example: Database) -> None:
    imported(dated, tracker())
    again = dated.sends("tracker.xlsx", tracker())
    assert again.data["proposals"] == []
    assert [each["id"] for each in again.data["waiting"]] == ["P1", "P2", "P3"]
    said = "Waiting for a board already (3)\n• P1: A new date for 2.4: 30 September 2023 → 31 October"
    assert said in in_words(again)
    assert again.data["kept"] == []
    dated.presses(again, "Import")
    assert len(proposals(example)) == 3
    other = dated.sends("tracker.xlsx", tracker(moved="30/11/2023"))
    assert "P1: A new date for 2.4: 31 October 2023; the file says 30 November 2023. Take it back to" in in_words(other)
    dated.presses(other, "Import")
    assert len(proposals(example)) == 3
    dated.presses(dated.types("/board decide P1"), "Not agreed")
    (second,) = imported(dated, tracker(moved="30/11/2023")).data["proposals"]
    assert (second["id"], second["after"]) == ("P4", "2023-11-30")


@no_sql_differs
def test_what_a_board_does_not_agree_is_not_proposed_anew(dated: Somebody, example: Database, clock: Clock) -> None:
    imported(dated, tracker())
    clock.set("2023-07-19 14:00")
    for number in (1, 2, 3):
        dated.types(f"/board decide {number} not agreed")
    again = dated.sends("tracker.xlsx", tracker())
    assert (again.data["proposals"], again.data["waiting"], again.data["added"]) == ([], [], [])
    said = in_words(again)
    assert "2.4 approved deadline: 30 September 2023; the file still says 31 October 2023, as on 8 June 2023" in said
    assert "5.5 ended: nothing; the file still says withdrawn" in said
    assert "A new action 2.8: P3, not agreed (D3, Improvement Board, 19 July 2023)" in said
    dated.presses(again, "Import")
    assert len(proposals(example)) == 3
    over = imported(dated, tracker(), "Import and overwrite what is kept")
    assert [each["id"] for each in over.data["proposals"]] == ["P4", "P5", "P6"]


@no_sql_differs
def test_what_is_agreed_stands_when_the_file_comes_again(dated: Somebody, example: Database, clock: Clock) -> None:
    imported(dated, tracker())
    clock.set("2023-07-19 14:00")
    for number in (1, 2, 3):
        dated.types(f"/board decide {number} agreed")
    clock.set("2023-07-20 10:00")
    again = imported(dated, tracker())
    assert (again.data["proposals"], again.data["moved"], again.data["added"]) == ([], [], [])
    assert again.data["changed"] == {"2.8": ["update"]}, "what else the file says of a new action comes with this one"
    new = action(example, "2.8")
    assert (new.title, new.added_on, new.due) == ("Recruit ten carers", JULY, date(2023, 9, 30))
    assert dated.types("/action 2.4").data["moved"][-1]["decision"] == "D1"


def test_what_a_board_has_decided_happens_at_once_and_as_one_decision(dated: Somebody, example: Database) -> None:
    preview = dated.sends("tracker.xlsx", tracker())
    form = dated.presses_for_form(preview, "Import as decided already")
    for said, wrong in (
        ("Panel 7 June 2023, D3", "There is no board “Panel”."),
        ("Improvement Board 8 June 2023, D3", "no meeting on 8 June 2023 in the calendar. It met on 26 April 2023"),
        ("Improvement Board 19 July 2023, D3", "19 July 2023 lies ahead"),
        ("Improvement Board D3", "On which day?"),
        ("Improvement Board 7 June 2023, item 3", "I do not know “item 3” in what decided it"),
        ("D3", "Which board decided it"),
        ("Improvement Board 7 June 2023, D0", "numbered from D1"),
    ):
        assert wrong in dated.submits_wrongly(form, decided=said).inputs[0].error, said
    assert (decisions(example), proposals(example)) == ([], [])
    answer = dated.submits(form, decided="Improvement Board 7 June 2023, D3")
    assert "Decided: D3, Improvement Board, 7 June 2023 (3)" in in_words(answer)
    assert decisions(example) == [("D3", date(2023, 6, 7), 3)]
    moved, ended, new = (action(example, ref) for ref in ("2.4", "5.5", "2.8"))
    assert moved.approved_due == date(2023, 10, 31)
    assert (ended.ended, ended.ended_on) == (Ending.WITHDRAWN, date(2023, 6, 7))
    assert (new.added_on, new.owner_post_id) == (date(2023, 6, 7), moved.owner_post_id)
    assert "advertised" in in_words(dated.types("/action 2.8")), "its rating and words are taken with it"
    card = dated.types("/action 2.4")
    assert card.data["moved"][-1] == {"from": "2023-09-30", "to": "2023-10-31", "decision": "D3"}
    assert "to 31 October 2023 (D3, Improvement Board, 7 June 2023)" in in_words(card)
    assert "Withdrawn on 7 June 2023" in in_words(dated.types("/action 5.5"))
    assert "D3, Improvement Board, 7 June 2023" in in_words(dated.types("/action 5.5"))
    (row,) = dated.types("/board decisions 5.5").data["decisions"]
    assert (row["id"], sorted(row["actions"])) == ("D3", ["2.4", "2.8", "5.5"])
    again = dated.sends("tracker.xlsx", tracker())
    assert (again.data["proposals"], again.data["changed"]) == ([], {})
    with example.read() as session:
        (entered,) = session.exec(select(Event).where(Event.what == "decision.recorded")).all()
        assert entered.after
        assert entered.after["decision"] == "D3"
        assert first_broken(session, 1) is None

    undone = dated.types("/board decide undo")
    assert undone.title == "Undone: D3, Improvement Board, 7 June 2023"
    moved, ended = action(example, "2.4"), action(example, "5.5")
    assert (moved.approved_due, ended.ended) == (date(2023, 9, 30), None)
    dated.types("/board decide P1 agreed")
    assert [changes for *_, changes in decisions(example)] == [3], "all of it is decided again"


@no_sql_differs
def test_a_number_that_another_decision_has_is_refused_and_loses_nothing(dated: Somebody, example: Database) -> None:
    dated.types("/action 2.6 withdraw the hubs are the health trust’s")
    dated.types("/board decide P1 agreed by:Improvement on:7 June 2023")
    ((name, *_),) = decisions(example)
    form = dated.presses_for_form(dated.sends("tracker.xlsx", tracker()), "Import as decided already")
    wrong = dated.submits_wrongly(form, decided=f"Improvement Board 7 June 2023, {name}")
    assert "is another decision: Withdrawing 2.6, agreed. Give the number of this one" in wrong.inputs[0].error
    moved = action(example, "2.4")
    assert moved.approved_due == date(2023, 9, 30)
    assert "Decided: D2," in in_words(dated.submits(form, decided="Improvement Board, 7 June 2023"))


def test_who_waited_is_told_that_a_decision_has_all_of_it_at_once(
    dated: Somebody, as_person: Asked, example: Database
) -> None:
    sro = as_person(WORKFORCE)
    assert sro.types("/action 2.4 date 31 Oct 2023 it began late").title.startswith("Proposed as P1")
    assert dated.types("/action 5.5 withdraw it is known by now").title.startswith("Proposed as P2")
    form = dated.presses_for_form(dated.sends("tracker.xlsx", tracker()), "Import as decided already")
    answer = in_words(dated.submits(form, decided="Improvement Board 7 June 2023, D3"))
    said = "One decision has all of it, as P3: P1 and P2, which waited, were taken back for that."
    assert f"{said} Whoever proposed it hears what was decided." in answer
    listed = in_words(sro.types("/board requests"))
    assert listed.count("State taken back, decided as P3") == 2
    refused = in_words(sro.types("/action proposal P1"))
    assert "P1 was taken back on 8 June 2023, 10:00. A board has decided it as P3, with others." in refused
    with example.read() as session:
        told = session.exec(select(Event).where(Event.what == "proposal.taken_back")).all()
        assert [each.after for each in told] == [{"decided_as": "P3"}] * 2
        assert first_broken(session, 1) is None
        today = today_of(session, 1, dated.dispatcher.clock())
        assert today
        heard = Situation(session, today).outcomes
    assert [proposal.name for _, proposal in heard[sro.id]] == ["P1"]
    assert {proposal.name for _, proposal in heard[dated.id]} == {"P2", "P3"}


def test_what_waits_is_decided_by_the_decision_that_is_named(dated: Somebody, example: Database) -> None:
    imported(dated, tracker())
    preview = dated.sends("tracker.xlsx", tracker())
    form = dated.presses_for_form(preview, "Import as decided already")
    answer = dated.submits(form, decided="Improvement Board 7 June, D1")
    assert "as P4: P1, P2 and P3, which waited, were taken back for that." in in_words(answer)
    assert decisions(example) == [("D1", date(2023, 6, 7), 3)]
    assert "none wait" in in_words(dated.types("/board requests 19 July 2023"))

    dated.types("/action 2.3 date 31 Oct 2023 it takes longer")
    row = ("2.3", "Reduce agency", "", "", "", "", "31/10/2023")
    form = dated.presses_for_form(dated.sends("t.xlsx", tracker(row)), "Import as decided already")
    dated.submits(form, decided="Improvement Board 7 June 2023, D2")
    with example.read() as session:
        made = session.exec(select(Proposal).join(Decision).where(Decision.number == 2)).one()
    assert (made.name, made.kind.value) == ("P5", "date"), "the one that waited is what was decided"


@no_sql_differs
def test_without_a_board_in_the_calendar_it_is_taken_and_said_so(dated: Somebody, example: Database) -> None:
    cancel_every_meeting(example, after=date(2023, 6, 8))
    assert dated.sends("tracker.xlsx", tracker()).data["no_decision_recorded"] == [], "it has met: it decides"
    cancel_every_meeting(example)
    preview = dated.sends("tracker.xlsx", tracker())
    answer = dated.presses(preview, "Import")
    for said in map(in_words, (preview, answer)):
        assert "Taken with no decision recorded: the board that decides has no meeting in the calendar (3)\n" in said
        assert "• A new date for 2.4: 30 September 2023 → 31 October 2023 (no decision recorded)\n" in said
        assert "• A new action 2.8: 2.8 Recruit ten carers" in said
    assert (answer.data["added"], answer.data["proposals"]) == (["2.8"], [])
    assert (proposals(example), decisions(example)) == ([], [])
    moved, ended = action(example, "2.4"), action(example, "5.5")
    assert (moved.approved_due, ended.ended) == (date(2023, 10, 31), Ending.WITHDRAWN)
    assert "from 30 September 2023 to 31 October 2023 (no decision recorded)" in in_words(dated.types("/action 2.4"))
    assert "(no decision recorded)" in in_words(dated.types("/action 5.5"))


@no_sql_differs
def test_another_day_in_the_only_column_of_dates_is_a_new_date(dated: Somebody) -> None:
    file = b"Ref,Action,Due\n2.4,Run a campaign,31/10/2023\n"
    preview = dated.sends("plan.csv", file)
    assert "• A new date for 2.4: 30 September 2023 → 31 October 2023" in in_words(preview)
    dated.presses(preview, "Import")
    assert dated.sends("plan.csv", file).data["waiting"][0]["id"] == "P1"
    dated.types("/board decide P1 not agreed")
    again = dated.sends("plan.csv", file)
    assert again.data["proposals"] == []
    assert "2.4 approved deadline: 30 September 2023; the file still says 31 October 2023" in in_words(again)
    assert dated.sends("plan.csv", file.replace(b"31/10/2023", b"March 2023")).data["proposals"] == []


@no_sql_differs
def test_a_first_date_moves_nothing(secretary: Somebody, example: Database) -> None:
    secretary.types('/action new "Plan the fair" area:2 board:Workforce')
    secretary.types("/board decide P1 agreed")
    with example.read() as session:
        ref = session.exec(select(Action.ref).where(Action.title == "Plan the fair")).one()
    preview = secretary.sends("plan.csv", f"Ref,Action,Due\n{ref},Plan the fair,31/10/2023\n".encode())
    assert (preview.data["proposals"], preview.data["no_decision_recorded"]) == ([], [])
    assert f"• {ref} original deadline: to be confirmed → 31 October 2023" in in_words(preview)


@no_sql_differs
def test_an_area_that_is_new_comes_with_its_action(secretary: Somebody) -> None:
    file = b"Ref,Action,Area\n11.1,Open a hub,11 Early help\n"
    imported_card = secretary.presses(secretary.sends("plan.csv", file), "Import")
    assert "11.1 Open a hub; Early help" in in_words(imported_card)
    assert "Early help" not in in_words(secretary.types("/brag area 11"))
    secretary.types("/board decide P1 agreed")
    assert "11 Early help" in in_words(secretary.types("/action 11.1"))


@no_sql_differs
def test_what_else_a_workbook_has_of_an_action_that_is_only_proposed_is_left_out(secretary: Somebody) -> None:
    def add(sheet: Worksheet, *cells: str) -> None:
        sheet.append(cells)

    file = workbook(
        Actions=lambda sheet: add(sheet, "2.8", "Recruit ten carers"),
        Highlights=lambda sheet: add(sheet, "19/07/2023", "2.8", "Ten carers", SECRETARY),
    )
    answer = secretary.presses(secretary.sends("plan.xlsx", file), "Import")
    assert [each["ref"] for each in answer.data["proposals"]] == ["2.8"]
    (note,) = [each for each in answer.data["notes"] if "2.8 is not in the plan yet, so this was left out" in each]
    assert note.startswith("Highlights!")
    assert answer.data["registers"]["Highlights to add"] == 0


@no_sql_differs
def test_a_file_without_refs_knows_what_waits_by_its_title(secretary: Somebody, example: Database) -> None:
    with example.read() as session:
        titles = session.exec(select(Action.title).order_by(col(Action.id)).limit(3)).all()
    file = "\n".join(["Action,BRAG", *(f'"{each}",Amber' for each in titles), "Recruit ten carers,Amber"]).encode()
    first = secretary.presses(secretary.sends("plan.csv", file), "Import")
    assert [each["id"] for each in first.data["proposals"]] == ["P1"]
    assert [each["id"] for each in secretary.sends("plan.csv", file).data["waiting"]] == ["P1"]


@no_sql_differs
def test_the_ref_that_a_board_gave_is_known_when_the_file_comes_again(secretary: Somebody, example: Database) -> None:
    file = b"Ref,Action,BRAG\n2.8,Recruit ten carers,Amber\n"
    secretary.presses(secretary.sends("plan.csv", file), "Import")
    secretary.types("/board decide P1 amended Recruit ten carers; ref: 2.19")
    assert "2.19" in refs(example)
    again = secretary.sends("plan.csv", file)
    assert (again.data["proposals"], again.data["changed"]) == ([], {"2.19": ["update"]})


def test_the_pack_tells_dates_that_moved_without_a_decision_apart(
    dated: Somebody, example: Database, clock: Clock
) -> None:
    cancel_every_meeting(example)
    imported(dated, tracker())
    cancel_every_meeting(example, reason=None)
    clock.set("2023-07-11 10:00")
    dated.types("/pack compile 19 July 2023")
    with example.read() as session:
        kept = session.exec(select(Pack)).one().contents
    assert kept["dates_moved"] == []
    assert kept["dates_moved_undecided"] == ["2.4: from 30 September 2023 to 31 October 2023 (no decision recorded)."]


@no_sql_differs
@pytest.mark.parametrize("email", [WORKFORCE, CHAIR])
def test_whoever_does_not_keep_the_record_cannot_import_as_decided(
    dated: Somebody, as_person: Asked, example: Database, email: str
) -> None:
    preview = dated.sends("tracker.xlsx", tracker())
    form = dated.presses_for_form(preview, "Import as decided already")
    assert "Import as decided already" in [each.label for each in buttons(preview)]
    refused = as_person(email).submits(form, decided="Improvement Board 7 June 2023, D3")
    assert "secretariat" in in_words(refused)
    assert decisions(example) == []


@pytest.mark.parametrize(
    ("ended", "amended", "outcome"),
    [
        ("Merged", "into 5.4", "5.5: in the plan → merged into 5.4."),
        ("Split", '"Share what is known" and "Share what is asked"', "5.5: in the plan → split."),
    ],
)
@no_sql_differs
def test_a_merger_that_a_file_has_without_its_target_is_no_decision_before_the_board_says_it(
    secretary: Somebody, clock: Clock, example: Database, ended: str, amended: str, outcome: str
) -> None:
    row = ("5.5", "Share what is known", "5", "", "", "", "", "", "", ended)
    secretary.presses(secretary.sends("tracker.xlsx", tracker(row)), "Import")
    listed = in_words(secretary.types("/board requests"))
    assert ("merged into" if ended == "Merged" else "parts") in listed, "it is not given"
    clock.set("2023-07-19 14:00")
    refused = secretary.types("/board decide 1 agreed")
    assert "The proposal does not say it. Nothing was entered." in in_words(refused)
    with example.read() as session:
        assert session.exec(select(Decision)).all() == []
    assert outcome in in_words(secretary.types(f"/board decide 1 amended {amended}"))


@no_sql_differs
def test_what_a_file_leaves_open_of_a_merger_is_said_in_the_form(secretary: Somebody) -> None:
    row = ("5.5", "Share what is known", "5", "", "", "", "", "", "", "Merged")
    secretary.presses(secretary.sends("tracker.xlsx", tracker(row)), "Import")
    form = secretary.presses_for_form(secretary.types("/action proposal P1"), "Say more")
    told = in_words(secretary.submits(form, reason="They are one.", into="5.4", becomes="all of it"))
    assert "merged into 5.4" in told
    assert "Not given" not in told


def test_a_quarter_is_kept_and_printed_as_it_was_given(dated: Somebody, example: Database, clock: Clock) -> None:
    moved = ("2.4", "Run a campaign", "2", "Workforce SRO", "Workforce", "March 2023", "Q1 2024", "Red", "booked", "")
    assert "“Q1 2024” was read as Q1 2024, to 31 March 2024" in in_words(dated.sends("tracker.xlsx", tracker(moved)))
    (proposed,) = imported(dated, tracker(moved)).data["proposals"]
    assert (proposed["kind"], proposed["after"]) == ("date", "2024-03-31")
    clock.set("2023-07-19 14:00")
    walk = in_words(dated.types("/board decide 1"))
    assert "Proposed: Q1 2024\nThat is: to 31 March 2024, by the calendar year; a financial year has both" in walk
    dated.types("/board decide 1 agreed")
    assert action(example, "2.4").approved_precision is Precision.CALENDAR_QUARTER
    assert "Approved deadline: Q1 2024\n" in in_words(dated.types("/action 2.4"))
    dated.types("/plan freeze v0.12")
    clock.set("2023-08-18 12:00")
    dated.types("/pack compile")
    assert "due 31 March 2024 (originally 31 March 2023)" in in_words(dated.types("/brag reds"))
    with example.write() as session:  # as a record of before has it, where both kinds were one
        found = session.exec(select(Action).where(Action.ref == "2.4")).one()
        found.approved_precision = Precision.QUARTER
        session.add(found)
    again = dated.sends("tracker.xlsx", tracker(moved))
    assert (again.data["proposals"], again.data["moved"], again.data["kept"]) == ([], [], [])
