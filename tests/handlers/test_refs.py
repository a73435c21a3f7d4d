"""Plans that call their actions what they like: numbered 1 to 60, R1 to R40, by minutes; asked about in any words."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import select

from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.exporting import plan_file
from handlers.plain_text import in_words
from models.packs.packs import Pack
from models.plan.actions import living_plan
from models.plan.founding import found
from models.plan.ratings import in_scale
from models.plan.refs import ref_order
from models.plan.scales import scale_of
from models.record.database import Database
from papers.pack.contents import from_json
from papers.pack.pdf import write_pdf
from papers.pack.spreadsheet import write_spreadsheet
from papers.pack.web import write_web
from papers.pack.word import write_word
from papers.plan.contents import PersonRow
from papers.plan.writing import write_plan
from tests.asking import LONDON, Clock, Somebody, somebody, table
from tests.databases import no_sql_differs
from tests.handlers.test_first_plan import appoint

LEAD = "lead@example.org"
THEMES = ("Practice", "Partners", "Workforce planning")
ODD = ("60/17(h)", "A-STR-073", "2.4.1", "FIN-07", "B", "R 12")
NUMBERS = tuple(str(number) for number in range(1, 61))


R1_TO_R40 = tuple(f"R{number}" for number in range(1, 41))


LED = "Head of Practice,31/12/2023"


def _cell(ref: str) -> str:
    return f'"{ref}"' if "," in ref else ref


def tracker(*refs: str, titles: tuple[str, ...] = ()) -> bytes:
    """A tracker with an action for each ref, in three themes, all of one lead's; without refs where they are empty."""
    rows = [
        f"{_cell(ref)},{THEMES[at % 3]},{titles[at] if titles else f'Step {at} of it'},{LED},Amber,begun"
        for at, ref in enumerate(refs)
    ]
    lines = ["No,Theme,Action,Lead,Due,RAG,Comments", *rows]
    return "\n".join(line if any(refs) else line.partition(",")[2] for line in lines).encode()


class Council:
    """An empty record with a secretary; after `takes` the plan's lead is known."""

    def __init__(self, database: Database, clock: Clock) -> None:
        with database.write() as session:
            organisation, _ = found(session, "Council", "Europe/London", "Plan", clock.now, "test")
            appoint(session, organisation.id, clock, PersonRow("", "Sec", "secretariat", None, "S", "s@example.org"))
            appoint(session, organisation.id, clock, PersonRow("", "Chair", "chair", None, "C", "c@example.org"))
        self.dispatcher = Dispatcher(database, registry, clock)
        self.secretary, self.chair = (somebody(self.dispatcher, f"{each}@example.org") for each in "sc")

    def takes(self, content: bytes) -> Somebody:
        """The tracker, imported; gives its lead."""
        self.secretary.presses(self.secretary.sends("tracker.csv", content), "Import")
        self.secretary.types(f'/secretariat people link "Head of Practice" {LEAD}')
        return somebody(self.dispatcher, LEAD)

    def refs(self) -> list[str]:
        """Those of all actions, in their order."""
        return [each["ref"] for each in self.chair.types("/action find e").data["actions"]]


@pytest.fixture
def council(database: Database, clock: Clock) -> Council:
    return Council(database, clock)


def test_a_plan_numbered_1_to_60_is_kept_in_its_order(council: Council) -> None:
    lead = council.takes(tracker(*reversed(NUMBERS)))
    assert [each["ref"] for each in lead.types("/action mine").data["actions"]] == list(NUMBERS)
    assert council.chair.types("/brag").data["current"]["total"] == 60
    assert council.chair.types("/brag 7").data["current"]["total"] == 1
    assert council.chair.types("/brag 7 10 26").data["current"]["total"] == 3
    assert council.chair.types("/brag 2,4").title == "RAG position: action 2, action 4"
    assert council.chair.types("/action #7").title == "7 Step 53 of it"
    assert council.chair.says("what is the status of 7?").title == "7 Step 53 of it"
    assert "The improvement board did not meet" in in_words(council.chair.types("/brag 26 April 2023"))


@no_sql_differs
@pytest.mark.parametrize(
    ("line", "ref", "said"),
    [
        ("7 amber two schools joined", "7", "two schools joined"),
        ("7: green two schools joined", "7", "two schools joined"),
        ("#7 three people came", "7", "three people came"),
        ("7 no change", "7", "Amber"),
        ("- 7) green done by 3 of 4", "7", "done by 3 of 4"),
        ("*7* green done", "7", "done"),
    ],
)
def test_a_number_that_is_answered_for_is_a_ref(council: Council, line: str, ref: str, said: str) -> None:
    card = council.takes(tracker(*NUMBERS)).says(line)
    assert card.title.startswith((f"Recorded: {ref} ", f"Not recorded: {ref}", f"No change recorded: {ref} ")), (
        in_words(card)
    )
    assert said in in_words(card)


@no_sql_differs
@pytest.mark.parametrize(
    "line",
    [
        "7 people came to the session",
        "3 of 4 schools",
        "10:30 is too late",
        "5% more",
        "12.5 staff",
        "26th of June",
        "2/3",
    ],
)
def test_a_number_that_begins_a_sentence_is_none(council: Council, line: str) -> None:
    card = council.takes(tracker(*NUMBERS)).says(line)
    assert card.title in ("Not understood", "That did not work")
    assert council.chair.types("/brag").data["current"]["total"] == 60


@no_sql_differs
def test_in_several_lines_a_number_in_prose_goes_on_with_the_line_before(council: Council) -> None:
    lead = council.takes(tracker(*NUMBERS))
    card = lead.says("7 amber the fair was held\n30 people came\n8 green done")
    words = in_words(card)
    assert "7 Step" in words
    assert "8 Step" in words
    assert "30 Step" not in words


@no_sql_differs
def test_two_actions_in_one_line_are_told_apart(council: Council) -> None:
    lead = council.takes(tracker(*NUMBERS))
    assert "begins with 2 and 4: one line each" in in_words(lead.types("/update 2,4 no change"))
    assert "begins with 2 and 4: one line each" in in_words(lead.says("2, 4 no change"))


@no_sql_differs
def test_refs_of_any_form_are_found_by_looking_in_the_plan(council: Council) -> None:
    lead = council.takes(tracker(*ODD))
    assert council.refs() == ["2.4.1", "60/17(h)", "A-STR-073", "B", "FIN-07", "R 12"]
    for typed, ref in (
        ("60/17(h)", "60/17(h)"),
        ("60/17(H):", "60/17(h)"),
        ("(a-str-073)", "A-STR-073"),
        ("fin-7", "FIN-07"),
        ("#b", "B"),
        ('"R 12"', "R 12"),
        ("2.4.1.", "2.4.1"),
    ):
        assert council.chair.types(f"/action {typed}").title.startswith(f"{ref} "), typed
        assert council.chair.types(f"/brag {typed}").title == f"RAG position: action {ref}", typed
    for line, ref in (
        ("60/17(h) amber minutes agreed", "60/17(h)"),
        ("a-str-073: amber minutes agreed", "A-STR-073"),
        ("R 12 amber minutes agreed", "R 12"),
        ("B amber minutes agreed", "B"),
    ):
        assert lead.says(line).title.startswith(f"Recorded: {ref}"), line
    assert "The plan has no action FIN-08. Did you mean FIN-07?" in in_words(lead.says("FIN-08 amber minutes agreed"))
    assert "begins with the ref of an action" in in_words(lead.types("/update 2.4 no change"))


@no_sql_differs
@pytest.mark.parametrize(
    ("refs", "line", "why"),
    [
        (R1_TO_R40, "R99 amber waiting", "The plan has no action R99. Did you mean R9, R29 or R39?"),
        (R1_TO_R40, "r 99 amber waiting", "The plan has no action r 99. Did you mean R9, R29 or R39?"),
        (NUMBERS, "99 amber waiting", "The plan has no action 99. Did you mean 9?"),
        (NUMBERS, "7 amber, 99 green", "this one begins with 7 and 99: one line each"),
        (("2,4", "2,5"), "2,4 amber, 3,4 green", "this one begins with 2,4 and 3,4: one line each"),
        (ODD, "60/18(k) amber agreed", "The plan has no action 60/18(k). Did you mean 60/17(h)?"),
    ],
)
def test_what_looks_like_a_ref_of_the_plan_and_is_none_is_told(
    council: Council, refs: tuple[str, ...], line: str, why: str
) -> None:
    lead = council.takes(tracker(*refs))
    for card in (lead.says(line), lead.types(f"/update {line}")):
        assert card.title.startswith("Not recorded")
        assert why in in_words(card)
    for typed in ("/action {}", "/update {}", "/brag {}", "what is the status of {}?"):
        if why.startswith("The plan") and " " not in (ref := line.partition(" amber")[0]):
            said = in_words(lead.types(typed.format(ref)) if typed[0] == "/" else lead.says(typed.format(ref)))
            assert why.casefold() in said.casefold(), typed


@no_sql_differs
@pytest.mark.parametrize(
    ("refs", "typed", "ref"),
    [
        *((R1_TO_R40, typed, ref) for typed, ref in (("r 22", "R22"), ("R-12", "R12"), ("(R 12)", "R12"))),
        *((("2,4", "3,4"), typed, "2,4") for typed in ("2.4", "2,4", "02,4")),
        *((("7/B", "A  7/B", "12  C"), typed, ref) for typed, ref in (("a 7/b", "A  7/B"), ("12 C", "12  C"))),
        *((("7/B", "A  7/B"), typed, ref) for typed, ref in (("a  7/B", "A  7/B"), ("7b", "7/B"))),
        *((ODD, typed, ref) for typed, ref in (("fin 7", "FIN-07"), ("R12", "R 12"), ("60/17h", "60/17(h)"))),
    ],
)
def test_a_ref_that_is_written_a_little_otherwise_is_understood(
    council: Council, refs: tuple[str, ...], typed: str, ref: str
) -> None:
    lead = council.takes(tracker(*refs))
    assert lead.types(f"/action {typed}").title.startswith(f"{ref} Step")
    assert lead.opens(f"/update {typed}").title == f"Update {ref}"
    assert lead.says(f"{typed} amber the panel met").title.startswith(f"Recorded: {ref} ")


@no_sql_differs
def test_a_letter_and_a_number_that_begin_a_sentence_are_no_ref(council: Council) -> None:
    lead = council.takes(tracker("A4", "B7"))
    assert lead.says("A 4 page report was written").title == "Not understood"
    assert lead.says("1,200 people came").title == "Not understood"


def test_a_ref_that_is_a_word_of_the_commands_needs_its_mark(council: Council) -> None:
    council.takes(tracker("slow", "mine", "A"))
    assert council.chair.types("/brag slow").title == "Slow to progress"
    assert council.chair.types("/brag #slow").title == "RAG position: action slow"
    assert council.chair.types("/action mine").title == "Your actions"
    assert council.chair.types("/action #mine").title.startswith("mine ")
    assert "“mine” is an action of this plan, too: “#mine” is the action." in in_words(
        council.chair.types("/action mine")
    )
    assert "“slow” is an action of this plan, too" in in_words(council.chair.types("/brag slow"))
    assert "is an action of this plan, too" not in in_words(council.chair.types("/action #mine"))
    assert council.chair.types("/brag a").title == "RAG position: Amber"
    assert council.chair.types("/brag #A").title == "RAG position: action A"


@no_sql_differs
def test_words_after_a_ref_of_several_words_are_about_it(council: Council) -> None:
    lead = council.takes(tracker("R 12", "R 13"))
    assert lead.opens("/action R 12 close").title == "Closing R 12"
    assert "Only the secretariat" not in in_words(council.secretary.types("/action R 12 highlight all have signed"))
    assert "No board is coming" in in_words(council.secretary.types("/action R 12 highlight all have signed"))


@no_sql_differs
def test_a_ref_that_begins_with_a_mark_is_found_in_every_line(council: Council) -> None:
    lead = council.takes(tracker("#12", "#x", "13"))
    for ref in ("#12", "#x", "13"):
        assert lead.types(f"/action {ref}").title.startswith(f"{ref} Step")
        assert lead.opens(f"/action {ref} close").title == f"Closing {ref}"
        assert lead.types(f"/action {ref} date 31 Jan 2024 it began late").title.endswith(f"A new date for {ref}")
        assert lead.types(f"/update {ref} amber the fair was held").title.startswith(f"Recorded: {ref} ")
    assert lead.types("/action 13 needs #12, #x").title == "Recorded: what 13 needs"


@no_sql_differs
def test_where_the_word_of_a_proposal_is_a_ref_it_is_asked_first(council: Council) -> None:
    lead = council.takes(tracker("date", "7"))
    asked = lead.types("/action date date 31 Jan 2024 it began late")
    assert "“#date” is the action" in in_words(asked), "and its button says that a form may open"
    assert lead.types("/action #date date 31 Jan 2024 it began late").title.endswith("A new date for date")


@no_sql_differs
def test_examples_name_an_action_of_the_plan(council: Council) -> None:
    lead = council.takes(tracker("FIN-07", "R 12"))
    for typed in ("/help", "/action help", "/update x", "/secretariat audit", "/update FIN-07 purple it"):
        words = in_words(council.secretary.types(typed) if "audit" in typed else lead.types(typed))
        assert "FIN-07" in words, typed
        assert "2.4" not in words, typed
        assert "10.1" not in words, typed


@no_sql_differs
def test_a_command_that_writes_is_asked_about_where_its_word_is_a_ref(council: Council) -> None:
    lead = council.takes(tracker("undo", "help", "7"))
    lead.says("7 amber the fair was held")
    asked = lead.types("/update undo")
    assert asked.title == "That did not work"
    assert "“undo” is an action of this plan, too: “#undo” is the action." in in_words(asked)
    assert "For example: /update #undo" in in_words(asked)
    words = in_words(lead.types("/update undo amber the panel met"))
    assert "“/update undo” takes no more words." in words
    assert "For example: /update #undo amber the panel met" in words
    for typed in ("/update #undo amber the panel met", "/update #help green it is there"):
        assert lead.types(typed).title.startswith(f"Recorded: {typed.split()[1][1:]} "), typed
    for typed in ("#undo amber they met anew", "#help green it is here"):
        assert lead.says(typed).title.startswith(f"Recorded: {typed.split()[0][1:]} "), typed
    assert council.secretary.types("/secretariat audit #undo").title.startswith("Audit trail of undo")
    assert lead.presses(asked, "/update undo").title == "Taken back: help Step 1 of it"
    assert "“#undo” is the action" in in_words(lead.says("undo"))


def test_areas_are_named_whether_they_have_a_number_or_not(council: Council) -> None:
    council.takes(tracker(*NUMBERS))
    card = council.chair.types("/action 3")
    assert "Workforce planning" in in_words(card)
    shown = council.chair.presses(card, "Workforce planning")
    assert shown.title == "RAG position: Workforce planning"
    assert shown.data["current"]["total"] == 20
    for asked in ("area workforce planning", "area:partners", "partners", "area practice amber"):
        assert council.chair.types(f"/brag {asked}").data["current"]["total"] == 20, asked
    assert "The plan has no area 4." in in_words(council.chair.types("/brag area 4"))


def test_without_refs_an_action_keeps_its_number_by_its_title(council: Council) -> None:
    none = ("",) * 3
    titles = ("Recruit foster carers", "Write the strategy", "Train the managers")
    council.takes(tracker(*none, titles=titles))
    assert [row[1] for row in table(council.chair.types("/action find t")).rows] == list(titles)
    again = ("New urgent thing", "Recruit foster carers", "Write the Strategy.", "Train the managers")
    preview = council.secretary.sends("tracker.csv", tracker(*none, "", titles=again))
    assert preview.data["added"] == ["4"]
    assert "is taken for action 2, which it renames" in in_words(preview)
    council.secretary.presses(preview, "Import")
    assert council.chair.types("/action 4").title == "4 New urgent thing"
    assert council.chair.types("/action 2").title == "2 Write the Strategy."


@no_sql_differs
def test_where_only_some_sheets_have_refs_the_others_keep_their_numbers_by_their_titles(council: Council) -> None:
    def plan(named: list[tuple[str, str]], others: list[str]) -> bytes:
        book = Workbook()
        book.worksheets[0].title = "Begun"
        book.create_sheet("Later")
        for cells in (("Ref", "Action", "RAG"), *((*each, "Green") for each in named)):
            book["Begun"].append(cells)
        for each in (("Action", "RAG"), *((title, "Amber") for title in others)):
            book["Later"].append(each)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    file = plan([("5", "Agree the terms"), ("6", "Sign the deed")], ["Build the hall", "Open the doors"])
    council.secretary.presses(council.secretary.sends("plan.xlsx", file), "Import")
    assert council.refs() == ["5", "6", "7", "8"]
    assert council.secretary.sends("plan.xlsx", file).data["changed"] == {}
    more = plan(
        [("5", "Agree the terms"), ("9", "Pay the fee")], ["Paint the walls", "Open the doors", "Build the hall"]
    )
    preview = council.secretary.sends("plan.xlsx", more)
    assert (preview.data["added"], preview.data["changed"], preview.data["missing"]) == (["9", "10"], {}, ["6"])
    council.secretary.presses(preview, "Import")
    assert council.chair.types("/action 8").title == "8 Open the doors"
    assert council.chair.types("/action 10").title == "10 Paint the walls"


def test_numbers_that_begin_anew_keep_their_areas_when_another_comes_first(council: Council) -> None:
    head = "No,Theme,Action,RAG\n"
    plan = "1,Practice,Audit the files,Red\n2,Practice,Share the findings,Green\n1,Partners,Meet the trust,Amber\n"
    council.secretary.presses(council.secretary.sends("t.csv", f"{head}{plan}".encode()), "Import")
    assert council.refs() == ["1.1", "1.2", "2.1"]
    again = council.secretary.sends("t.csv", f"{head}1,Estates,Mend the roof,Red\n{plan}".encode())
    assert (again.data["added"], again.data["changed"], again.data["missing"]) == (["3.1"], {}, [])
    council.secretary.presses(again, "Import")
    assert council.chair.types("/action 1.1").title == "1.1 Audit the files"
    assert council.chair.types("/action 3.1").title == "3.1 Mend the roof"


@no_sql_differs
def test_what_only_resembles_an_action_is_asked_and_never_guessed(council: Council) -> None:
    council.takes(tracker("", "", titles=("Recruit foster carers in the north", "Write the strategy")))
    card = council.secretary.sends(
        "tracker.csv", tracker("", "", titles=("Recruit foster carers", "Write the strategy"))
    )
    words = in_words(card)
    assert "“Recruit foster carers” may be action 1, “Recruit foster carers in the north”" in words
    assert "Add a column “Ref”" in words


@no_sql_differs
def test_too_many_titles_to_compare_are_told_so(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    council.takes(tracker("", "", titles=("Recruit foster carers", "Write the strategy")))
    monkeypatch.setattr("handlers.importing.known_actions.MOST_COMPARED", 3)
    new = tracker("", "", titles=("Open the hub", "Close the annexe"))
    assert "2 of its actions have other titles than any in the plan" in in_words(council.secretary.sends("t.csv", new))


def test_two_rows_whose_refs_differ_in_case_alone_are_refused(council: Council) -> None:
    card = council.secretary.sends("tracker.csv", tracker("FIN-1", "fin-1"))
    assert "Two rows have one ref: FIN-1" in in_words(card)


def test_the_next_file_may_write_a_ref_in_another_case(council: Council) -> None:
    council.takes(tracker("FIN-1", "FIN-2"))
    preview = council.secretary.sends("tracker.csv", tracker("fin-1", "FIN-2"))
    assert (preview.data["added"], preview.data["changed"]) == ([], {})


@no_sql_differs
def test_a_plan_that_was_renumbered_by_an_earlier_version_keeps_its_refs(council: Council) -> None:
    """Versions before this one made 2.4 of A2.4, and of MD4 in area 2."""
    titles = ("Check the trolleys daily", "Fill the night shifts", "Ask patients each week")
    council.takes(tracker("1.1", "2.2", "3.3", titles=titles))
    preview = council.secretary.sends("tracker.csv", tracker("A1.1", "MD2", "3-3", titles=titles))
    assert (preview.data["added"], preview.data["changed"], preview.data["missing"]) == ([], {}, [])
    assert "A1.1 is action 1.1 of the plan" in in_words(preview)
    other = tracker("A1.1", titles=("Write a wholly different strategy",))
    assert council.secretary.sends("tracker.csv", other).data["added"] == ["A1.1"]


def whole_file(refs: tuple[str, ...]) -> bytes:
    """A workbook with a tracker, its lead and chair, and a board of 19 July 2023."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Actions"
    for line in tracker(*refs).decode().splitlines():
        sheet.append(line.split(","))
    registers: dict[str, list[list[str | None]]] = {
        "Boards": [["Board", "Short name", "Kind"], ["Improvement Board", None, "improvement"]],
        "People": [
            ["Post", "Role", "Board", "Name", "E-mail"],
            ["Head of Practice", "SRO", None, "Lead", LEAD],
            ["Chair", "chair", "Improvement Board", "Chair", "c@example.org"],
        ],
        "Meetings": [["Board", "Date"], ["Improvement Board", "19/07/2023"]],
    }
    for name, rows in registers.items():
        register = book.create_sheet(name)
        for row in rows:
            register.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@no_sql_differs
@pytest.mark.parametrize("refs", [NUMBERS, R1_TO_R40, ODD], ids=["1", "R1", "odd"])
def test_from_the_tracker_to_the_pack_and_back(
    council: Council, database: Database, clock: Clock, refs: tuple[str, ...]
) -> None:
    council.secretary.presses(council.secretary.sends("plan.xlsx", whole_file(refs)), "Import")
    lead, last = somebody(council.dispatcher, LEAD), refs[-1]
    clock.set("2023-07-10 10:00")
    assert lead.types(f'/update "{last}" green the partners have signed').title.startswith(f"Recorded: {last} ")
    assert council.chair.types("/brag").data["current"]["total"] == len(refs)
    clock.set("2023-07-14 10:00")
    council.secretary.types("/pack compile")
    with database.read() as session:
        contents = from_json(session.exec(select(Pack)).one().contents)
        plan = living_plan(session, 1)
        assert plan
        file, of_the_plan = plan_file(session, plan, clock.now, LONDON), scale_of(session, plan.id)
    in_order = [action.ref for area in contents.areas for action in area.actions]
    assert sorted(in_order, key=ref_order) == sorted(refs, key=ref_order)
    assert [area.heading for area in contents.areas] == list(THEMES)
    page = write_web(contents).decode()
    for words in (f'<span class="ref">{last}</span>', "the partners have signed", "<h3", "Workforce planning"):
        assert words in page
    for made in (write_word(contents), write_pdf(contents), write_spreadsheet(contents)):
        assert made
    exported = BytesIO()
    with in_scale(of_the_plan):
        write_plan(file, exported, clock.now)
    again = council.secretary.sends("export.xlsx", exported.getvalue())
    assert (again.data["added"], again.data["changed"], again.data["missing"]) == ([], {}, [])
