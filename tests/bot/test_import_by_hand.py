"""What a person says by hand of a file that was misread, in the terminal: by options, or as it is asked."""

import json
from pathlib import Path

import pytest

from models.record.database import Database
from tests.bot.command_line import CommandLine
from tests.databases import no_sql_differs

HEADINGS = "Colour,Meaning,,\nRed,late,,\nQwe,Rty,Uio,Asd\n"
ROWS = "Z1,Mend the roof of the hall,Clerk,Open\nZ2,Paint the door,Caretaker,Parked\n"
COLUMNS = ("--column", "Qwe=ref", "--column", "Rty=action", "--column", "Uio=SRO", "--column", "Asd=activity")


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on an empty record, in a folder with a tracker."""
    (tmp_path / "tracker.csv").write_text(HEADINGS + ROWS)
    return CommandLine(database.url.render_as_string(hide_password=False), tmp_path, monkeypatch)


def test_the_row_of_the_headings_is_said_by_an_option_and_remembered(run: CommandLine, tmp_path: Path) -> None:
    said = json.loads(run("import", "tracker.csv", "--headings", "3", *COLUMNS, "--json").stdout)
    assert (said["header_row"], said["added"]) == (3, ["Z1", "Z2"])
    assert "The headings of “tracker” are in row 3." in said["as_told"]
    (tmp_path / "next.csv").write_text("Version 2,,,\n" + HEADINGS + ROWS.replace("Z2", "Z3"))
    again = json.loads(run("import", "next.csv", "--json").stdout)
    assert (again["header_row"], again["added"]) == (4, ["Z3"])


@no_sql_differs
def test_a_file_without_headings_that_are_known_shows_its_rows_and_what_to_type(
    run: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "few.csv").write_text("Notes\n,Doing,Who\n,Mend the roof of the hall,Clerk\n")
    refused = run("import", "few.csv", "--dry-run", status=1).stderr
    assert "    2: Doing | Who\n" in refused
    assert "secretariat import few.csv --headings ROW --dry-run\n" in refused
    told = ("--headings", "2", "--column", "Doing=action", "--column", "Who=SRO")
    assert json.loads(run("import", "few.csv", *told, "--json").stdout)["header_row"] == 2


@no_sql_differs
def test_somebody_at_a_terminal_is_asked_for_the_row(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text("Notes\n,Doing,Who\n,Mend the roof of the hall,Clerk\n")
    said = run("import", "few.csv", "--dry-run", typed="x\n2\n1\n").stdout
    assert "3: Mend the roof of the hall | Clerk" in said
    assert "“x” does not say which row has the headings." in said
    assert "No heading in row 2 of the sheet “few” names the action." in said
    assert "The headings of “few” are in row 2." in said
    stopped = run("import", "few.csv", typed="\n", status=1)
    assert "Nothing was imported." in stopped.stderr
    another = run("import", "tracker.csv", "--dry-run", typed="3\n3\n1\n").stdout
    assert "The headings stand in another row" in another
    assert "The headings of “tracker” are in row 3." in another


@no_sql_differs
def test_a_word_of_the_ratings_is_said_by_an_option_and_remembered(run: CommandLine, tmp_path: Path) -> None:
    tracker = "Ref,Action,Lead,RAG\nZ1,Mend the roof,Clerk,Open\nZ2,Paint,Clerk,Parked\nZ3,Wash,Clerk,Green\n"
    (tmp_path / "words.csv").write_text(tracker)
    tried = run("import", "words.csv", "--dry-run").stdout
    assert "secretariat import words.csv --word Open=LEVEL --dry-run" in tried
    told = ("--word", "OPEN=amber", "--word", "Parked=-")
    said = json.loads(run("import", "words.csv", *told, "--json").stdout)
    assert said["doubts"] == []
    assert said["words"] == [
        {"word": "Open", "cells": 1, "read_as": "Amber"},
        {"word": "Parked", "cells": 1, "read_as": None},
    ]
    (tmp_path / "next.csv").write_text(tracker.replace("Z3,Wash,Clerk,Green", "Z4,Wash,Clerk,Open"))
    again = json.loads(run("import", "next.csv", "--json").stdout)
    assert (again["doubts"], again["as_told"]) == (
        [],
        ["“Open” is Amber (2 cells).", "“Parked” is no rating (1 cell)."],
    )


@no_sql_differs
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--headings", "soon"], "“soon” does not say which row has the headings. It is the number of the row"),
        (["--headings", "3-9"], "“3-9” does not say which row has the headings."),
        (["--headings", "0-1"], "“0-1” does not say which row has the headings."),
        (["--headings", "40"], "There is nothing in row 40 of the sheet “words”."),
        (["--headings", "Log!1"], "The file has no sheet “Log” that could list actions."),
        (["--headings", "Log!1", "--sheet", "words"], "which is not one of those to be read"),
        (["--word", "Open"], "“Open” does not say what a word means."),
        (["--word", "Open=Purple"], "the levels of the scale BRAG are Grey, Blue, Red, Amber, Green"),
        (["--word", "Opne=Red"], "No rating of the file is “opne”. Its words besides the names of levels are: “Open”"),
        (["--word", "Open=Red", "--word", "open=Amber"], "Two levels are said of the word “open”"),
        (["--column", "Lead=SRO", "--column", "lead=board"], "Two things are said of the column “lead”"),
        (["--column", "Lead=due", "--column", "RAG=due"], "“Lead” and “RAG” cannot both be the column “Due”"),
        (["--column", "Column F=due"], "The file has no heading “column f”."),
        (["--column", "RAG (2)=due"], "The file has no heading “rag 2”."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_imported(
    run: CommandLine, tmp_path: Path, options: list[str], said: str
) -> None:
    (tmp_path / "words.csv").write_text("Ref,Action,Lead,RAG\nZ1,Mend the roof,Clerk,Open\n")
    refused = run("import", "words.csv", *options, status=1).stderr
    assert said in refused
    assert "Nothing was imported." in refused


@no_sql_differs
def test_a_column_that_was_told_before_gives_way_to_one_that_is_told_now(run: CommandLine, tmp_path: Path) -> None:
    tracker = "Ref,Action,Deadline,End\nZ1,Mend the roof,31/03/2025,30/04/2025\nZ2,Wash,31/03/2025,30/04/2025\n"
    (tmp_path / "days.csv").write_text(tracker)
    run("import", "days.csv", "--column", "Deadline=due", "--column", "End=-")
    said = json.loads(run("import", "days.csv", "--column", "End=due", "--dry-run", "--json").stdout)
    assert {each["heading"]: each["meaning"] for each in said["columns"]}["End"] == "Due"


@no_sql_differs
def test_a_demo_of_your_own_plan_takes_the_same_options(run: CommandLine) -> None:
    refused = run("demo", "--plan", "tracker.csv", "--port", "0", "--headings", "40", status=1)
    assert "There is nothing in row 40 of the sheet “tracker”." in refused.stderr
    refused = run(
        "demo", "--plan", "tracker.csv", "--port", "0", "--headings", "3", *COLUMNS, "--word", "x=y", status=1
    )
    assert "“x=y” does not say what a word means" in refused.stderr
