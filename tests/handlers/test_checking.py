"""A paper sent to the bot, or given to `secretariat check`: what was found is answered, and nothing is kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.terminal import app
from handlers.cards import Text
from handlers.dispatcher import Dispatcher
from handlers.plain_text import in_words
from models.record.database import Database
from tests.asking import Somebody, tables
from tests.databases import Engine, everything_stored
from tests.own_process import own_process_here
from tests.papers.checking import planted
from tests.papers.checking.made import Made

__all__ = ["own_process_here"]
here = pytest.mark.usefixtures("own_process_here")
Asked = Callable[[str], Somebody]
CHAIR, OBSERVER = "chair@example.org", "observer@example.org"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    return sqlite


@pytest.fixture
def report() -> bytes:
    """The cover report of 7 June 2023 as it was published."""
    return planted.as_published()[0].file


def test_a_paper_sent_to_the_bot_is_checked_and_nothing_of_it_is_kept(
    as_person: Asked, example: Database, report: bytes
) -> None:
    before = everything_stored(example)
    for email in (CHAIR, OBSERVER):
        card = as_person(email).sends("Cover report.DOCX", report)
        assert card.title == "Cover report.DOCX: 9 errors, 2 warnings"
        errors, warnings = tables(card)
        assert errors.columns == ("Where", "Printed", "Should be", "How it is known")
        assert errors.rows[0] == (
            "section “2 BRAG breakdown”, paragraph 2.1",
            "“43 (67%)”",
            "“44 (68.75%)”",
            "table 1 (section “2 BRAG breakdown”), column “Current activity”: 32 Blue + 12 Green = 44 of 64.",
        )
        assert [row[1] for row in warnings.rows] == ["“The direction of travel is positive.”", "“65 → 64”"]
    assert everything_stored(example) == before


@here
def test_more_than_an_answer_holds_is_counted(as_person: Asked) -> None:
    made = Made().says(*(f"The visit is on {number} February 2023." for number in (29, 30, 31) for _ in range(10)))
    card = as_person(CHAIR).sends("paper.docx", made.file)
    assert len(tables(card)[0].rows) == 20
    assert "10 more are not listed here" in in_words(card)
    assert len(card.data["findings"]) == 30


@here
def test_a_clean_paper_is_called_so_and_says_what_was_looked_at(as_person: Asked) -> None:
    card = as_person(CHAIR).sends("paper.docx", Made().says("All is well.").file)
    assert card.title == "paper.docx: 0 errors, 0 warnings"
    assert isinstance(card.body[0], Text)
    assert card.body[0].text.startswith("Nothing was found.")


@here
@pytest.mark.parametrize("name", ["paper.docx", "paper.pdf", "paper.doc"])
def test_a_paper_that_cannot_be_read_is_refused_with_what_to_do(as_person: Asked, name: str) -> None:
    card = as_person(CHAIR).sends(name, b"not a paper")
    assert "is no Word document (.docx) and no PDF" in in_words(card)


@here
def test_somebody_who_is_not_known_gets_no_paper_checked(example_dispatcher: Dispatcher, report: bytes) -> None:
    card = Somebody(example_dispatcher, None).sends("paper.docx", report)
    assert "“" not in in_words(card)
    assert card.title == "Not open to you"


def test_in_a_terminal_it_needs_no_record_and_ends_with_what_was_found(
    tmp_path: Path, report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRETARIAT_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    Path("report.docx").write_bytes(report)
    Path("clean.docx").write_bytes(Made().says("All is well.").file)
    Path("warned.docx").write_bytes(Made().says("The QPR is late.").file)
    run = CliRunner().invoke
    found = run(app, ["check", "report.docx"])
    assert found.exit_code == 1
    assert "report.docx: 9 errors, 2 warnings" in found.output
    assert "49.23%" in found.output
    as_json = run(app, ["check", "report.docx", "--json"])
    findings = json.loads(as_json.output)["findings"]
    assert [each["severity"] for each in findings] == ["error"] * 9 + ["warning"] * 2
    assert set(findings[0]) == {"place", "printed", "should", "why", "severity"}
    assert run(app, ["check", "clean.docx"]).exit_code == 0
    assert run(app, ["check", "warned.docx"]).exit_code == 0, "warnings alone"
    assert "QPR" in run(app, ["check", "warned.docx"]).output
    nothing = run(app, ["check", "nothing.docx"])
    assert (nothing.exit_code, nothing.stderr) == (2, "nothing.docx cannot be read: No such file or directory.\n")


def test_in_a_terminal_it_is_held_against_a_plan(tmp_path: Path) -> None:
    paper, plan = tmp_path / "paper.docx", tmp_path / "plan.csv"
    rows = (("2.1", "Recruit ten carers", "Green"), ("2.2", "Train them", "Green"))
    paper.write_bytes(Made().table(("Ref", "Action", "RAG"), rows).file)
    plan.write_text("Ref,Action,RAG\n2.1,Recruit ten carers,Red\n2.2,Train them,Green\n")
    found = CliRunner().invoke(app, ["check", str(paper), "--plan", str(plan), "--json"])
    assert [each["why"] for each in json.loads(found.output)["findings"]] == ["The plan has 2.1 as Red."]
    plan.write_bytes(b"%PDF")
    assert CliRunner().invoke(app, ["check", str(paper), "--plan", str(plan)]).exit_code == 2
