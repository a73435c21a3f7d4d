"""The first hour in a terminal: an import on an empty record leads on, and without a terminal says what is open."""

import json
import os
import pty
import re
import select
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import col
from sqlmodel import select as select_rows

from models.boards.boards import Board, Meeting
from models.people.people import Person
from models.plan.actions import Action
from models.record.database import Database
from models.record.events import Event, first_broken
from papers.plan.contents import COLUMNS
from tests.bot.command_line import CommandLine
from tests.databases import no_sql_differs

TRACKER = """Ref,Action,Owner,Board,Due,RAG
1,Review the rota of the service,Head of Care,Homes Board,31/03/2025,Green
2,Publish the guide for all,Head of Care,Homes Board,30/04/2025,Amber
3,Train the panel well,Jo in HR,Partners,31/05/2025,Red
"""
KIT = "kit@example.org"
WHO = f"\n{KIT}\n\n\n"
"""Yes to what was read; then the address, and the post and name that are offered."""


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on an empty record, in a folder with a tracker."""
    (tmp_path / "tracker.csv").write_text(TRACKER)
    return CommandLine(database.url.render_as_string(hide_password=False), tmp_path, monkeypatch)


def addresses(database: Database) -> dict[str, str]:
    with database.read() as session:
        assert first_broken(session, 1) is None
        return {person.email: person.name for person in session.exec(select_rows(Person))}


class Screen:
    """A real terminal that a command runs in: what stands on it, and somebody who types."""

    def __init__(self, folder: Path, url: str, *words: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SECRETARIAT_")}
        command = str(Path(sys.executable).with_name("secretariat"))
        self._process, self._terminal = pty.fork()
        if not self._process:
            os.chdir(folder)
            os.execve(command, [command, *words], kept | {"SECRETARIAT_DATABASE_URL": url, "TERM": "dumb"})
        self.seen = ""

    def types(self, after: str, line: str) -> None:
        """Type a line when the terminal shows these words and waits behind them."""
        begun = len(self.seen)
        while not re.search(rf"{re.escape(after)}[^\n]* $", self.seen[begun:]):
            assert self._more(), self.seen
        os.write(self._terminal, f"{line}\n".encode())

    def ends(self) -> str:
        """What stood on it in the end, with the status."""
        while self._more():
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        os.close(self._terminal)
        return f"{self.seen}\nstatus {status}"

    def _more(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], 60)
        assert ready, f"nothing more came after: {self.seen}"
        try:
            read = os.read(self._terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            return False
        self.seen += read.decode().replace("\r\n", "\n")
        return bool(read)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # what is asked is the same; the rest runs on both
def test_an_import_into_an_empty_record_leads_on_at_a_real_terminal(database: Database, tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(TRACKER)
    url = database.url.render_as_string(hide_password=False)
    screen = Screen(tmp_path, url, "import", "tracker.csv")
    screen.types("Take it in?", "")
    screen.types("Your e-mail address", KIT)
    screen.types("Your post [Board Secretary]", "")
    screen.types("Your name [Board Secretary]", "Kit")
    screen.types("Head of Care (2 actions)", "Jo in HR, jo@example.org\nSomebody <s@example.org>\n\nJust words")
    screen.types("Head of Care (2 actions)", "care@example.org")
    screen.types("[Improvement Board]", "")
    screen.types("Its chair", "chair@example.org")
    screen.types("Number [1]", "2")
    screen.types("Chair, Homes Board", "later")
    screen.types("Next meeting of the Improvement Board", "10 Jan 2029")
    screen.types("Every how many weeks", "6")
    screen.types("Number [1]", "")
    said = screen.ends()
    assert said.endswith("status 0")
    assert "This is what I read. Nothing is written yet." in said
    assert "Imported: 3 actions." in said
    assert "kit@example.org holds the post “Board Secretary” (secretariat)." in said
    assert "9 meetings added" in said
    assert "No owner who is open is called “Somebody”: s@example.org is left out." in said
    assert "“Just words” is left out" in said
    assert (
        """secretariat say '/secretariat boards add "Partners" delivery chair:ADDRESS' --as kit@example.org""" in said
    )
    assert 'secretariat say "/brag" --as kit@example.org' in said
    people = {"care@example.org": "Head of Care", "chair@example.org": "Chair, Improvement Board"}
    assert addresses(database) == people | {"jo@example.org": "Jo in HR", KIT: "Kit"}
    with database.read() as session:
        kinds = {board.name: board.kind.value for board in session.exec(select_rows(Board))}
        assert kinds == {"Improvement Board": "improvement", "Homes Board": "partnership"}
        assert len(session.exec(select_rows(Meeting)).all()) == 9
        asked = select_rows(Event).where(col(Event.what).in_(("action.linked", "board.added", "meeting.added")))
        assert {(event.door, event.person_id is not None) for event in session.exec(asked)} == {("terminal", True)}


@no_sql_differs
def test_whoever_stops_keeps_what_was_answered(run: CommandLine, database: Database) -> None:
    said = run("import", "tracker.csv", typed=f"{WHO}care@example.org\n").stdout
    assert "1 owner linked" in said
    assert "Stopped here. What was answered until now is kept." in said
    assert "1 owner in the plan has no address yet: Jo in HR." in said
    run("import", "tracker.csv", "--as", KIT, typed="later\nTown Board\nnobody\n\n2\n")
    with database.read() as session:
        kinds = {board.name: board.kind.value for board in session.exec(select_rows(Board))}
    assert kinds == {"Town Board": "improvement", "Homes Board": "partnership"}


def test_everything_can_be_left_for_later_and_brag_works_at_once(run: CommandLine) -> None:
    said = run("import", "tracker.csv", typed=f"{WHO}later\nlater\n\n").stdout
    for line in (
        '/secretariat people link "Head of Care" ADDRESS',
        '/secretariat boards add "Improvement Board" improvement chair:ADDRESS',
        "/board new DATE every 6 weeks",
    ):
        assert f"  secretariat say '{line}' --as {KIT}" in said.splitlines()
    assert run.asked("/brag", who=KIT)["current"]["total"] == 3
    again = run("import", "tracker.csv", typed="").stdout
    assert "Who are the owners" not in again
    assert "Take it in?" not in again, "the record is not empty any more"
    led_on = run("import", "tracker.csv", "--as", KIT, typed="care@example.org\njo@example.org\nlater\n\n").stdout
    assert "2 owners linked" in led_on


@no_sql_differs
def test_whoever_leaves_who_they_are_for_later_is_told_how_it_is_said(run: CommandLine, database: Database) -> None:
    said = run("import", "tracker.csv", typed="\nKit\n\n\n").stdout
    assert "“Kit” is no e-mail address." in said
    assert "without an address the owners, the boards and the next meeting are left for later, too" in said
    assert "Stopped here." not in said
    assert '  secretariat appoint YOUR-ADDRESS --post "Board Secretary" --role secretariat' in said.splitlines()
    assert addresses(database) == {}
    again = run("import", "tracker.csv", typed="").stdout
    assert "  secretariat import tracker.csv --as YOUR-ADDRESS" in again.splitlines()
    said = run("import", "tracker.csv", "--as", KIT, typed="later\nlater\n\n").stdout
    assert f"{KIT} holds the post “Board Secretary”" in said
    assert f"  secretariat import tracker.csv --as {KIT}" in run("import", "tracker.csv", typed="").stdout.splitlines()
    assert "To be asked for these" not in run("import", "tracker.csv").stdout, "a script is not asked"


@no_sql_differs
def test_whoever_thinks_again_is_asked_for_the_rest(run: CommandLine, database: Database) -> None:
    run("import", "tracker.csv", typed=f"\n\n{KIT}\n\n\ncare@example.org\nlater\nlater\n\n")
    assert set(addresses(database)) == {KIT, "care@example.org"}


@no_sql_differs
def test_what_was_read_is_taken_in_only_when_somebody_says_so(run: CommandLine, database: Database) -> None:
    for typed in ("n\n", ""):
        refused = run("import", "tracker.csv", typed=typed, status=1)
        assert "Nothing was imported." in refused.stderr
        assert "--column" in refused.stderr
    with database.read() as session:
        assert session.exec(select_rows(Action)).all() == []


@no_sql_differs
def test_a_later_import_is_asked_about_whenever_it_changes_something(
    run: CommandLine, tmp_path: Path, database: Database
) -> None:
    tracker = tmp_path / "tracker.csv"
    run("import", "tracker.csv", typed=f"{WHO}care@example.org\njo@example.org\nlater\n\n")
    run(
        "say", "/update 1 red nobody is left; recovery 30 Sep 2030; cause pay; action rates", "--as", "care@example.org"
    )
    assert "Take it in?" not in run("import", "tracker.csv", typed="").stdout, "nothing would change"
    tracker.write_text(TRACKER.replace("Amber", "Green"))
    refused = run("import", "tracker.csv", typed="n\n", status=1)
    assert "• 2 activity: Amber → Green" in refused.stdout
    assert "• 1 activity: Red, answered on " in refused.stdout
    assert "--overwrite takes what the file says in place of what is kept." in refused.stdout
    assert "Nothing was imported." in refused.stderr
    assert "Imported: 3 actions." in run("import", "tracker.csv", typed="\n").stdout
    over = json.loads(run("import", "tracker.csv", "--overwrite", "--json").stdout)
    assert [(each["ref"], each["before"], each["after"]) for each in over["cells"]] == [("1", "Red", "Green")]
    tracker.write_text(TRACKER)
    assert "Take it in?" not in run("import", "tracker.csv", "--yes", typed="").stdout
    with database.read() as session:
        assert first_broken(session, 1) is None


@no_sql_differs
def test_what_the_file_does_not_tell_is_asked_until_it_is_told(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(
        "Gweithred,Owner,RAG,Gorffen\n"
        "Review the rota of the service,Head of Care,Green,31/03/2025\n"
        "Publish the guide for all,Head of Care,Amber,30/04/2025\n"
    )
    stopped = run("import", "tracker.csv", typed="\n", status=1)
    assert "secretariat import tracker.csv --column Gweithred=action --column Gorffen=due" in stopped.stderr
    tried = run("import", "tracker.csv", "--dry-run", typed=f"2\n\n{len(COLUMNS) + 1}\n").stdout
    assert "What is in “Gorffen” (for example: 31/03/2025; 30/04/2025)?" in tried
    assert "If a column was misread, say what it holds" in tried
    said = run("import", "tracker.csv", typed=f"7\n1\n{WHO}later\nlater\n\n").stdout
    assert "Please type a number from 1 to" in said
    assert "Imported: 2 actions." in said
    assert "does not tell by itself" not in run("import", "tracker.csv", typed="").stdout, "it is remembered"


@no_sql_differs
def test_addresses_come_from_a_sheet_of_the_tracker_or_another_file(
    run: CommandLine, tmp_path: Path, database: Database
) -> None:
    book = Workbook()
    for row in TRACKER.splitlines():
        book.worksheets[0].append(row.split(","))
    contacts = book.create_sheet("Contacts")
    for line in (["Who", "Where"], ["HEAD of  Care", "Care@example.org"], ["Somebody", "s@example.org"]):
        contacts.append(line)
    book.save(tmp_path / "tracker.xlsx")
    (tmp_path / "more.csv").write_text("Jo in HR <jo@example.org>\nSomebody,s@example.org\n")
    said = run("import", "tracker.xlsx", typed=f"{WHO}\nmissing.csv\nmore.csv\n\nlater\n\n").stdout
    assert "tracker.xlsx has 1 address of them:\n  Head of Care: care@example.org, on the sheet “Contacts”\n" in said
    assert "“missing.csv” is no e-mail address, and no file." in said
    assert "more.csv has 1 address of them:\n  Jo in HR: jo@example.org, on the sheet “more”\n" in said
    assert {"care@example.org", "jo@example.org"} < set(addresses(database))
    assert "s@example.org" not in addresses(database), "nobody's but the owners'"


@no_sql_differs
def test_what_cannot_be_is_refused_at_its_own_question(run: CommandLine, database: Database) -> None:
    boards = "Town Board\nnobody\nchair@example.org\n3\np@example.org\n\n3\n\n"
    meeting = "31/02/2029\n13 Jan 2029\n15 Jan 2029\noften\n0 weeks\n6\n"
    said = run("import", "tracker.csv", typed=f"{WHO}later\n{boards}{meeting}").stdout
    asked = [
        "The board that the others report to",
        *("Its chair", "“nobody” is no e-mail address.", "Its chair", "Homes Board (2 actions)"),
        *("Chair, Homes Board", "The board itself is left for later", "Chair, Homes Board", "Partners (1 action)"),
        "Next meeting of the Town Board",
        *(
            "“31/02/2029” is not a date that can be read: February has no day 31.",
            "Next meeting of the Town Board",
            "Saturday 13 January 2029 is no",
        ),
        *("Next meeting of the Town Board", "Every how many weeks", "I take 1 to 52", "Every how many weeks"),
        *("I take 1 to 52", "Every how many weeks", "The Town Board meets on Monday 15 January 2029."),
    ]
    at = 0
    for each in asked:
        assert each in said[at:], f"{each}, in {said}"
        at = said.index(each, at) + len(each)
    with database.read() as session:
        assert [board.name for board in session.exec(select_rows(Board))] == ["Town Board"]


@no_sql_differs
def test_a_script_is_asked_nothing_and_told_what_is_open(run: CommandLine, database: Database) -> None:
    printed = run("import", "tracker.csv")
    assert '  secretariat appoint YOUR-ADDRESS --post "Board Secretary" --role secretariat' in printed.stdout
    data = json.loads(run("import", "tracker.csv", "--as", KIT, "--json").stdout)
    assert [each["what"] for each in data["open"]] == ["owners", "boards", "meeting"]
    assert data["open"][0]["commands"][1] == '/secretariat people link "Jo in HR" ADDRESS'
    assert addresses(database) == {KIT: "Board Secretary"}
    refused = run("import", "tracker.csv", "--as", "other@example.org", status=1)
    assert "Nobody here has the e-mail address other@example.org" in refused.stderr
    run("say", '/secretariat people link "Jo in HR" jo@example.org', "--as", KIT)
    assert "Jo in HR" not in run("import", "tracker.csv").stdout.partition("Columns")[2]


@no_sql_differs
def test_whoever_has_not_the_right_changes_nothing(run: CommandLine, database: Database) -> None:
    run("import", "tracker.csv", "--as", KIT)
    run("appoint", "chair@example.org", "--post", "Chair", "--role", "chair")
    said = run("import", "tracker.csv", "--as", "chair@example.org", typed="a@example.org\n\n\n\n").stdout
    assert "it is for the secretariat" in said
    assert "a@example.org" not in addresses(database)
