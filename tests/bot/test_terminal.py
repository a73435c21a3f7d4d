"""The `secretariat` command as people and scripts run it: the example, asking, plans in and out, one clock."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot import __version__
from bot.terminal.plans import EXAMPLE_STANDS_AT
from bot.terminal.say import TERMINAL
from handlers.commands import registry
from handlers.dispatcher import Dispatcher
from handlers.requests import Origin
from models.people.people import Person
from models.record.database import Database
from papers.plan.reading import read_plan
from tests.asking import cancel_every_meeting
from tests.bot.command_line import CommandLine
from tests.databases import no_sql_differs
from tests.handlers.test_brag_figures import CURRENT, PREVIOUS

SECRETARY = "secretary@example.org"


def on(database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(database.url.render_as_string(hide_password=False), folder, monkeypatch)


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on an empty database."""
    return on(database, tmp_path, monkeypatch)


@pytest.fixture
def on_example(example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on the example."""
    return on(example, tmp_path, monkeypatch)


def test_the_command_itself_loads_the_example_and_says_the_golden_figures(database: Database, tmp_path: Path) -> None:
    """In processes of its own, as it is installed: everything else here runs in this one."""
    url = database.url.render_as_string(hide_password=False)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SECRETARIAT_")}
    environment = kept | {"SECRETARIAT_DATABASE_URL": url}
    command = Path(sys.executable).with_name("secretariat")

    def run(*words: str) -> str:
        done = subprocess.run([command, *words], cwd=tmp_path, env=environment, capture_output=True, check=True)
        assert done.stderr == b""
        return done.stdout.decode()

    assert "The example is loaded." in run("example")
    data = json.loads(run("say", "/brag", "--as", "chair@example.org", "--json"))
    assert (data["meeting"], data["frozen"]) == ("2023-06-07", False)
    assert (data["previous"], data["current"]) == (PREVIOUS, CURRENT)


LOADED = """
import sys, uvicorn
uvicorn.run = lambda *_, **__: None
from bot.terminal import main
sys.argv = ["", *sys.argv[1:]]
try: main()
except SystemExit as ended: print(ended.code or 0, *sys.modules)
"""
"""Runs a command, but for the web server itself, and prints its status and what was loaded."""


def loaded_by(
    words: list[str], record: Database, folder: Path, settings: Mapping[str, str] | None = None, status: int = 0
) -> set[str]:
    """The modules that a process has loaded when its command is done, or when it is about to answer requests."""
    url = record.url.render_as_string(hide_password=False)
    environment = {**os.environ, "SECRETARIAT_DATABASE_URL": url, **(settings or {})}
    asked = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    code, *loaded = asked.stdout.splitlines()[-1].split()
    assert code == str(status)
    return set(loaded)


OTHER_COMMANDS = {
    f"handlers.{each}.command" for each in ("action", "board", "importing", "pack", "plan", "secretariat")
}
PAPERS = {"docx", "docxtpl", "lxml", "openpyxl", "typst", "xlsxwriter"}


def test_a_question_loads_no_library_that_its_answer_does_without(example: Database, tmp_path: Path) -> None:
    loaded = loaded_by(["say", "/brag", "--as", "chair@example.org"], example, tmp_path)
    assert loaded.isdisjoint({"aiohttp", "alembic", "holidays.countries", "jinja2", "rich", "slack_sdk", "structlog"})
    assert loaded.isdisjoint({*PAPERS, *OTHER_COMMANDS, "models.privacy.named_children", "papers.pack.contents"})
    on_postgresql = {"psycopg", "sqlalchemy.dialects.postgresql"}
    assert loaded & on_postgresql == (set() if example.on_sqlite else on_postgresql)


@no_sql_differs
def test_a_door_opens_without_the_libraries_of_papers_and_pages(example: Database, tmp_path: Path) -> None:
    door = {"SECRETARIAT_SLACK_BOT_TOKEN": "xoxb-1", "SECRETARIAT_SLACK_SIGNING_SECRET": "of this test"}
    loaded = loaded_by(["serve"], example, tmp_path, door)
    assert loaded.isdisjoint({"alembic", "bot.web.pages.routes", "holidays.countries", "jinja2", *PAPERS})
    rules = "papers.checking.checking"
    assert loaded.isdisjoint({*OTHER_COMMANDS, rules, "schedules.ticking", "slack_bolt.adapter.socket_mode"})
    assert "slack_bolt" in loaded
    none = loaded_by(["serve"], example, tmp_path, status=1)
    assert "bot.slack.platform" in none
    assert none.isdisjoint({"aiohttp", "slack_bolt", "slack_sdk"})


TRACKER = """No,Theme,Task,Who,Due,RAG
R1,Practice,Audit the files,Head of Practice,31/12/2030,Red
R2,Partners,Meet the trust,Head of Housing,31/12/2030,Green
"""


@pytest.mark.parametrize(("own", "somebody"), [(False, "Workforce SRO"), (True, "Head of Housing")])
def test_the_demo_says_where_it_is_when_it_answers(tmp_path: Path, own: bool, somebody: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SECRETARIAT_")}
    words = [str(Path(sys.executable).with_name("secretariat")), "demo", "--port", "0"]
    if own:
        (tmp_path / "tracker.csv").write_text(TRACKER)
        words += ["--plan", "tracker.csv"]
    with subprocess.Popen(words, cwd=tmp_path, env=kept, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            said = []
            for line in demo.stdout:
                said.append(line)
                if found := re.search(r"The web chat is at (\S+) ", line):
                    break
            assert found, said
            assert somebody in httpx.get(found[1], trust_env=False, timeout=60).text
            assert not own or "0 of 2 updates received" in "".join(said), "the demo's SROs have something to answer"
        finally:
            demo.send_signal(signal.SIGINT)


@no_sql_differs
def test_the_version_stands_in_one_place_and_everything_takes_it_from_there(run: CommandLine) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text())
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "bot/__init__.py"
    again = [path.name for path in (root / "bot").rglob("*.py") if f'"{__version__}"' in path.read_text()]
    assert again == ["__init__.py"]
    assert run("--version").stdout == f"secretariat {__version__}\n"
    releases = re.findall(r"^## \[?(\d[\w.]*)", (root / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert releases[:1] in ([], [__version__])


@no_sql_differs
def test_a_tick_says_what_went_out_and_what_did_not_and_again_it_sends_nothing(on_example: CommandLine) -> None:
    first = json.loads(on_example("tick", "--at", "2023-06-09T09:30", "--json").stdout)
    sros = ("workforce", "cpb", "cypp", "hscp", "practice", "commissioning")
    assert {each["to"] for each in first["recorded"]} == {f"{name}.sro@example.org" for name in sros}
    (workforce,) = [each for each in first["recorded"] if each["to"].startswith("workforce")]
    assert workforce["about"] == ["2.1", "2.4", "8.4"]
    assert first["sent"] == [], "without a door nothing leaves the record"
    assert (workforce["at"], workforce["late_since"]) == ("2023-06-09T08:30:00+00:00", None)
    again = json.loads(on_example("tick", "--at", "2023-06-09T09:30", "--json").stdout)
    assert not any(again.values())
    assert "Nothing is due." in on_example("tick", "--at", "2023-06-09T11:00").stdout
    printed = on_example("tick", "--at", "2023-06-16T09:30").stdout.splitlines()
    assert printed
    assert all(line.startswith("recorded: ") for line in printed)
    secretary = ("--as", "secretary@example.org", "--at", "2023-06-16T12:00", "--json")
    on_example("say", "/secretariat leave workforce.sro@example.org 20 Jun to 30 Jun", *secretary)
    skipped = json.loads(on_example("tick", "--at", "2023-06-21T09:30", "--json").stdout)["skipped"]
    reasons = {each["to"]: each["reason"] for each in skipped}
    assert reasons == {
        "workforce.sro@example.org": "on leave until 30 June 2023, and nobody stands in: Commissioning SRO is asked"
    }


def test_words_of_the_organisation_that_cannot_be_used_are_refused_at_once(
    on_example: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "morning.jinja").write_text("{% block asked %}{{ nane }}{% endblock %}", encoding="utf-8")
    monkeypatch.setenv("SECRETARIAT_WORDING", str(tmp_path))
    refused = on_example("tick", "--at", "2023-06-02T09:30", status=1)
    assert "morning.jinja, block asked: 'nane' is undefined" in refused.stderr


@no_sql_differs
def test_the_example(run: CommandLine) -> None:
    assert "The example is loaded." in run("example").stdout
    data = run.asked("/brag")
    assert (data["meeting"], data["frozen"]) == ("2023-06-07", False)
    assert data["previous"] == PREVIOUS
    assert data["current"] == CURRENT
    assert data["reds"][0] | {"title": ""} == {
        "ref": "2.1",
        "title": "",
        "by": ["impact"],
        "due": "2023-03-31",
        "days_overdue": 68,
        "recovery_date": None,
        "recovery_dates": [],
        "escalations": [],
    }
    assert data["done_without_impact"]["at_least"] == 21
    assert "This database holds a plan already." in run("example", status=1).stderr


@no_sql_differs
def test_say_prints_a_table_that_can_be_read(on_example: CommandLine) -> None:
    printed = on_example("say", "/brag", "--as", "chair@example.org").stdout
    assert "Amber\t4 (6.15%)\t18 (28.13%)\t20 (30.77%)\t22 (34.38%)" in printed.splitlines()
    assert "down from 52 of 65 (80.00%)" in printed


@no_sql_differs
def test_a_pipe_gets_a_row_a_line_and_whole_sentences(on_example: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    printed = on_example("say", "/secretariat people", "--as", SECRETARY).stdout.splitlines()
    assert (
        "Vice Chair, Commissioning Board\tvice chair\tCommissioning and Resources Board\tPractice SRO\t"
        "practice.sro@example.org"
    ) in printed
    printed = on_example("say", "/brag", "--as", SECRETARY).stdout.splitlines()
    assert (
        "Live: as it stands on 7 June 2023, 10:00. It moves until the freeze, 7 June 2023, 18:00 at the latest."
        in printed
    )


@no_sql_differs
def test_the_terminal_prints_the_whole_of_a_list_that_a_chat_cuts(on_example: CommandLine, example: Database) -> None:
    many = "\n".join(f"2.3 green/amber week {number} of the campaign" for number in range(50))
    on_example.asked(many, who="workforce.sro@example.org")
    audit = on_example.asked("/secretariat audit 2.3", who=SECRETARY)
    assert len(audit["events"]) > 50
    assert "are shown" not in audit["text"]
    chat = Dispatcher(example, registry, lambda: EXAMPLE_STANDS_AT)
    with example.read() as session:
        secretary = session.exec(select(Person.id).where(Person.email == SECRETARY)).one()
    for origin, shown in ((Origin(door="web", private=True), 50), (TERMINAL, len(audit["events"]))):
        answered = chat.command(secretary, "/secretariat", "audit 2.3", origin)
        assert answered is not None
        assert len(answered.answer.data["events"]) == shown  # type: ignore[union-attr]


@no_sql_differs
def test_what_a_chat_lets_one_choose_is_printed_too(on_example: CommandLine) -> None:
    printed = on_example("say", "/update", "--as", "practice.sro@example.org", "--at", "2023-06-22T10:00").stdout
    owed = on_example.asked("/update", "--at", "2023-06-22T10:00", who="practice.sro@example.org")["owed"]
    assert len(owed) == 17
    assert all(re.search(rf"^(  • )?{re.escape(ref)} ", printed, re.MULTILINE) for ref in owed)


@no_sql_differs
@pytest.mark.parametrize(
    "typed",
    ["/nonsense", "nonsense", "/brag nonsense", "/update 2.4 amber", "2.4 what", "/secretariat people"],
)
def test_what_could_not_be_done_ends_with_the_status_2(on_example: CommandLine, typed: str) -> None:
    printed = on_example("say", typed, "--as", "workforce.sro@example.org", status=2)
    assert printed.stdout


@no_sql_differs
def test_the_link_to_the_pages_is_printed(on_example: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    said = on_example("say", "/secretariat web", "--as", SECRETARY, status=2).stdout
    assert "SECRETARIAT_WEB_ADDRESS" in said
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", "https://board.example.org")
    said = on_example("say", "/secretariat web", "--as", SECRETARY).stdout
    assert re.search(r"^Open the pages: https://board\.example\.org/sign-in/\S{40,}$", said, re.MULTILINE)


def test_the_clock_is_set_in_the_organisations_zone(on_example: CommandLine) -> None:
    assert on_example.asked("/brag")["reds"][0]["days_overdue"] == 68
    assert on_example.asked("/brag", "--at", "2023-06-10")["reds"][0]["days_overdue"] == 71
    text = on_example.asked("/brag", "--at", "2023-06-07T14:30")["text"]
    assert "Live: as it stands on 7 June 2023, 14:30." in text
    wrong = on_example("say", "/brag", "--as", "chair@example.org", "--at", "noon", status=2)
    assert "'noon' does not match" in wrong.stderr


@no_sql_differs
def test_updates_and_forms_from_the_terminal(on_example: CommandLine) -> None:
    who = "workforce.sro@example.org"
    told = on_example.asked("/update 2.4 amber/red recruitment fair booked; back to green 30 Sep", who=who)
    assert (told["ref"], told["activity"], told["recovery_date"]) == ("2.4", "amber", "2023-09-30")
    assert on_example.asked("/update 2.4", who=who)["form"] == "update.submit"
    refused = on_example.asked("/update 2.4 no change", status=2)
    assert refused["title"] == "Not open to you"
    assert "The log is whole." in on_example("verify").stdout


@no_sql_differs
def test_out_and_in_again_changes_nothing(on_example: CommandLine, tmp_path: Path) -> None:
    on_example.asked("/update 2.3 green/amber =1+1 is two; back to green 30 Sep", who="workforce.sro@example.org")
    assert "65 actions written to plan.xlsx." in on_example("export", "plan.xlsx").stdout
    cells = {cell.value: cell.data_type for row in load_workbook(tmp_path / "plan.xlsx")["Actions"] for cell in row}
    assert cells["=1+1 is two; back to green 30 Sep"] == "s", "it is a text and no formula"
    report = json.loads(on_example("import", "plan.xlsx", "--json").stdout)
    assert report["unchanged"] == 65
    assert (report["added"], report["changed"], report["updates"], report["doubts"]) == ([], {}, 0, [])
    assert not any(report["registers"].values())


@no_sql_differs
def test_the_actions_as_csv(on_example: CommandLine, tmp_path: Path) -> None:
    on_example.asked("/update 2.3 green/amber =1+1 is two; back to green 30 Sep", who="workforce.sro@example.org")
    assert "65 actions written to plan.csv." in on_example("export", "plan.csv").stdout
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Ref"]: row for row in csv.DictReader(file)}
    assert len(rows) == 65
    assert rows["2.3"]["Progress"] == "'=1+1 is two; back to green 30 Sep", "no program takes it for a formula"
    report = json.loads(on_example("import", "plan.csv", "--json").stdout)
    assert (report["unchanged"], report["updates"]) == (65, 0)


@no_sql_differs
def test_a_whole_record_can_be_made_again_from_its_export(
    on_example: CommandLine, run: CommandLine, tmp_path: Path
) -> None:
    on_example("export", "plan.xlsx")
    run("import", "plan.xlsx", "--at", "2023-06-07T10:00")
    before, after = on_example.asked("/brag"), run.asked("/brag", "--at", "2023-06-07T10:00")
    assert after == before
    first, again = (each.asked("/action 10.1 highlight", *at) for each, at in ((on_example, ()), (run, AT_BOARD)))
    assert first == again
    assert (first["meeting"], first["highlights"]) == ("2023-06-07", ["10.1", "10.2", "10.3", "10.4", "10.7"])
    run("export", "again.xlsx", "--at", "2023-06-07T10:00")
    one, another = (read_plan((tmp_path / name).read_bytes(), name) for name in ("plan.xlsx", "again.xlsx"))
    assert one.highlights == another.highlights
    assert {each.by for each in one.highlights} == {"send.sro@example.org"}


AT_BOARD = ("--at", "2023-06-07T10:00")


@no_sql_differs
def test_a_pack_of_an_unchanged_snapshot_is_the_same_version(on_example: CommandLine, tmp_path: Path) -> None:
    told = []
    for at in ("2023-06-07T10:00", "2023-06-07T15:30"):
        told.append(json.loads(on_example("pack", "2023-06-07", "--out", "packs", "--at", at, "--json").stdout))
        on_example.asked("/update 2.4 green/green the campaign is running", who="workforce.sro@example.org")
    assert told[0]["version"] == 1
    assert told[1] == told[0], "what was answered in between counts for the next board"
    assert len(list((tmp_path / "packs").iterdir())) == 4


@no_sql_differs
def test_a_dry_run_says_everything_and_keeps_nothing(
    on_example: CommandLine, example: Database, tmp_path: Path
) -> None:
    cancel_every_meeting(example)
    (tmp_path / "more.csv").write_text("Ref,Action,SRO,Due\n2.9,Publish the ceiling,Jane in HR,sometime\n")
    printed = on_example("import", "more.csv", "--dry-run").stdout
    assert "A dry run: nothing was kept." in printed
    assert "Jane in HR (1 action)" in printed
    assert "more!D2" in printed
    assert json.loads(on_example("import", "more.csv", "--dry-run", "--json").stdout)["dry_run"] is True
    assert "The plan has no action 2.9." in on_example.asked("/action 2.9", status=2)["text"]
    assert "Imported." in on_example("import", "more.csv").stdout
    assert on_example.asked("/action 2.9")["ref"] == "2.9"


@no_sql_differs
def test_what_a_file_does_not_tell_is_asked_and_said_by_options(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "my plan.csv").write_text("Cyf,Gweithred,Lead,RAG\n1.1,Begin,Clerk,Amber\n")
    asked = run("import", "my plan.csv", status=1).stderr
    assert "my plan.csv does not tell by itself:" in asked
    assert "Headings seen on the sheet “my plan”: “Cyf”, “Gweithred”, “Lead”, “RAG”." in asked
    assert "    --column Gweithred=action\n" in asked
    assert (
        "Nothing was imported. Say it, for example, so:\nsecretariat import 'my plan.csv' --column Gweithred=action"
        in asked
    )
    tried = run("import", "my plan.csv", "--dry-run", "--as", "kit@example.org", "--at", "2029-01-10", status=1).stderr
    assert " --as kit@example.org --at 2029-01-10T00:00 --dry-run\n" in tried, "what it was asked with stays"
    told = ("--column", "Gweithred=action", "--column", "Cyf=reference number")
    assert json.loads(run("import", "my plan.csv", *told, "--json").stdout)["added"] == ["1.1"]
    (tmp_path / "next.csv").write_text("Cyf,Gweithred,Lead,RAG\n1.1,Begin,Clerk,Green\n1.2,Go on,Clerk,Amber\n")
    assert json.loads(run("import", "next.csv", "--json").stdout)["added"] == ["1.2"]
    wrong = run("import", "next.csv", "--column", "Gweithred=weather", status=1).stderr
    assert "“Gweithred=weather” does not say what a column holds." in wrong
    assert "no heading “weather”" in run("import", "next.csv", "--column", "Weather=due", status=1).stderr
    assert "no sheet “Closed”" in run("import", "next.csv", "--sheet", "Closed", status=1).stderr


@no_sql_differs
def test_the_scale_of_a_file_is_said_by_an_option(run: CommandLine, tmp_path: Path) -> None:
    rows = "1,Build,Clerk,Amber/Green\n2,Move,Clerk,Blue\n3,Pay,Clerk,Amber\n"
    (tmp_path / "plan.csv").write_text(f"Ref,Action,Lead,Rating\n{rows}")
    asked = run("import", "plan.csv", status=1).stderr
    assert "--scale 'Delivery confidence'" in asked
    wrong = run("import", "plan.csv", "--scale", "Weather", status=1).stderr
    assert "There is no scale “Weather”. There are BRAG, RAG, Delivery confidence and Progress" in wrong
    run("appoint", "kit@example.org", "--post", "Secretary", "--role", "secretariat")
    (tmp_path / "rag.csv").write_text("Ref,Action,Lead,Rating\n1,Build,Clerk,Green\n2,Move,Clerk,Red\n")
    run("import", "rag.csv", "--scale", "rag")
    position = run.asked("/brag", who="kit@example.org")
    assert position["title"] == "RAG position"
    assert "The plan’s ratings are on the scale RAG" in run("import", "rag.csv", "--scale", "Progress", status=1).stderr
    assert json.loads(run("import", "rag.csv", "--json").stdout)["unchanged"] == 2, "it is remembered"


@no_sql_differs
def test_the_first_plan_and_the_first_secretary(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Ref,Action,BRAG\n1.1,Begin,Amber\n")
    run("appoint", "Secretary@example.org", "--post", "Secretary", "--role", "secretariat")
    run("import", "plan.csv")
    assert run.asked("/brag", who="secretary@example.org")["current"]["total"] == 1
    assert "Secretary" in run.asked("/secretariat people", who="SECRETARY@example.org")["text"]


@no_sql_differs
@pytest.mark.parametrize(("who", "by"), [(SECRETARY, "Board Secretary"), ("chair@example.org", "an operator")])
def test_what_a_file_proposes_is_by_whoever_of_the_secretariat_imports_it(
    on_example: CommandLine, tmp_path: Path, who: str, by: str
) -> None:
    (tmp_path / "tracker.csv").write_text("Ref,Action,Revised date\n2.4,Run a campaign,31/10/2023\n")
    at = ("--at", "2023-06-08T10:00")
    on_example("import", "tracker.csv", "--as", who, *at, typed="y\n")
    assert f"By {by}, State waits" in on_example.asked("/board requests", *at, who=SECRETARY)["text"]


def test_a_later_import_proposes_and_carries_out_what_is_said_to_be_decided(
    on_example: CommandLine, tmp_path: Path
) -> None:
    tracker = tmp_path / "tracker.csv"
    tracker.write_text("Ref,Action,Revised date,Ended,Progress\n2.4,Run a campaign,31/10/2023,,Booked\n")
    at, decided = ("--at", "2023-06-08T10:00"), ("--decided", "Improvement Board 7 June 2023, D3")
    tried = json.loads(on_example("import", "tracker.csv", "--dry-run", "--json", *at).stdout)
    assert [(each["id"], each["kind"], each["decides"]) for each in tried["proposals"]] == [
        (None, "date", "Improvement Board")
    ]
    asked = on_example("import", "tracker.csv", *at, typed="n\n", status=1)
    assert "To propose: the Improvement Board decides on 19 July 2023 (1)" in asked.stdout
    assert '--decided "Improvement Board 7 June 2023, D3" carries out what a board has decided already.' in asked.stdout
    done = on_example("import", "tracker.csv", *at, typed="y\n").stdout
    assert "P1: A new date for 2.4: March 2023 → 31 October 2023" in done.rpartition("Imported: 1 action.")[2]
    assert "“/board requests” shows what waits" in done
    waiting = json.loads(on_example("import", "tracker.csv", "--json", *at).stdout)
    assert (waiting["proposals"], [each["id"] for each in waiting["waiting"]]) == ([], ["P1"])
    for said, wrong in (
        ("Panel 7 June 2023, D3", "There is no board “Panel”."),
        ("Improvement Board 8 June 2023, D3", "has no meeting on 8 June 2023 in the calendar."),
    ):
        refused = on_example("import", "tracker.csv", "--decided", said, *at, status=1).stderr
        assert wrong in refused
        assert "Nothing was imported." in refused
    taken = json.loads(on_example("import", "tracker.csv", "--json", *decided, *at).stdout)
    assert [(each["ref"], each["decision"]) for each in taken["decided"]] == [
        ("2.4", "D3, Improvement Board, 7 June 2023")
    ]
    shown = on_example.asked("/action 2.4", "--at", "2023-06-08T10:00", who=SECRETARY)
    assert shown["moved"] == [{"from": "2023-03-31", "to": "2023-10-31", "decision": "D3"}]
    tracker.write_text("Ref,Action,Ended\n2.6,Open hubs,Withdrawn\n")
    other = on_example("import", "tracker.csv", *decided, *at, status=1).stderr
    assert "D3 of the Improvement Board of 7 June 2023 is another decision: A new date for 2.4, agreed." in other
    again = on_example("import", "tracker.csv", "--dry-run", "--decided", "Improvement Board 7 June 2023", *at).stdout
    assert "Decided: D4, Improvement Board, 7 June 2023 (1)" in again
    assert "Withdrawing 2.6: in the plan → withdrawn" in again
