"""The terminal on a record with two organisations: a command says which it is about; founding one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.record.database import Database
from models.record.events import Event
from models.record.organisation import Organisation, organisations
from schedules.ticking import decide_what_is_due
from tests.bot.command_line import CommandLine
from tests.databases import Engine, no_sql_differs
from tests.organisations import EXAMPLE, MARK, OTHER, fill_both, id_of

CHAIR = "chair@example.org"
COMMISSION = ("--at", "2023-06-21T09:30")
ABOUT_ONE = (
    ("say", "/brag", "--as", CHAIR),
    ("import", "plan.csv"),
    ("export", "plan.csv"),
    ("pack", "2023-06-07"),
    ("appoint", "new@example.org", "--post", "Board Secretary", "--role", "secretariat"),
    ("sign-in", CHAIR),
    ("person", "export", CHAIR),
    ("person", "erase", CHAIR),
    ("serve",),
)


@pytest.fixture
def both(engine: Engine) -> Iterator[Database]:
    with engine.fresh(fill_both) as database:
        yield database


@pytest.fixture
def run(both: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on the record with both."""
    return CommandLine(both.url.render_as_string(hide_password=False), tmp_path, monkeypatch)


@pytest.fixture
def run_on_nothing(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on an empty record."""
    return CommandLine(database.url.render_as_string(hide_password=False), tmp_path, monkeypatch)


@no_sql_differs
@pytest.mark.parametrize("words", ABOUT_ONE, ids=lambda words: " ".join(words[:2]))
def test_what_is_about_one_has_to_say_which(
    run: CommandLine, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETARIAT_WEB_ADDRESS", "https://board.example.org")
    (tmp_path / "plan.csv").write_text("Ref,Action\n2.4,Recruit\n", encoding="utf-8")
    said = run(*words, status=1).stderr
    assert f"several organisations: “{OTHER}”, “{EXAMPLE}”" in said
    assert "--organisation" in said
    assert "SECRETARIAT_ORGANISATION" in said


@no_sql_differs
def test_each_is_asked_by_its_name(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, marked in ((OTHER.upper(), True), (EXAMPLE, False)):
        assert (MARK in run("say", "/action 2.4", "--as", CHAIR, "--organisation", name).stdout) is marked
        assert (MARK in run("person", "export", CHAIR, "--organisation", name).stdout) is marked
        run("export", f"{marked}.csv", "--organisation", name)
        assert (MARK in (tmp_path / f"{marked}.csv").read_text(encoding="utf-8")) is marked
    assert (
        "Nobody here has"
        in run("say", "/brag", "--as", "kauri.adviser@example.org", "--organisation", EXAMPLE, status=1).stderr
    )
    nowhere = run("say", "/brag", "--as", CHAIR, "--organisation", "Elsewhere", status=1).stderr
    assert f"no organisation “Elsewhere” in this record; there is “{OTHER}”, “{EXAMPLE}”" in nowhere
    monkeypatch.setenv("SECRETARIAT_ORGANISATION", OTHER)
    assert MARK in run("say", "/action 2.4", "--as", CHAIR).stdout


def test_a_tick_is_for_all_each_at_its_own_time_unless_one_is_named(run: CommandLine) -> None:
    told = json.loads(run("tick", *COMMISSION, "--json", "--organisation", EXAMPLE).stdout)
    assert {each.get("organisation") for each in told["recorded"]} == {None}
    all_of_them = json.loads(run("tick", *COMMISSION, "--json").stdout)
    assert {each["organisation"] for each in all_of_them["recorded"]} == {OTHER}
    assert {each["at"] for each in all_of_them["recorded"]} == {"2023-06-21T13:30:00+00:00"}
    assert f"{EXAMPLE}: Nothing is due." in run("tick", *COMMISSION).stdout


@no_sql_differs
def test_what_fails_in_one_does_not_hold_up_the_other(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(dispatcher: object, doors: object) -> object:
        if dispatcher.organisation.id == id_of(OTHER):  # type: ignore[attr-defined]
            raise RuntimeError("a fault")
        return decide_what_is_due(dispatcher, doors)  # type: ignore[arg-type]

    monkeypatch.setattr("schedules.ticking.decide_what_is_due", fails)
    done = run("tick", *COMMISSION, status=1)
    assert f"{OTHER}: something went wrong on our side" in done.stderr
    assert "recorded: workforce.sro@example.org" in done.stdout


@no_sql_differs
def test_what_the_settings_have_of_one_is_not_used_for_all(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETARIAT_SLACK_BOT_TOKEN", "xoxb-of-one")
    assert "several organisations" in run("tick", *COMMISSION, status=1).stderr
    monkeypatch.setenv("SECRETARIAT_ORGANISATION", EXAMPLE)
    assert "recorded: workforce.sro@example.org" in run("tick", *COMMISSION, "--organisation", OTHER).stdout


def test_one_is_founded_beside_those_that_are_there(run: CommandLine, both: Database) -> None:
    said = run("found", "  Third   Trust ", "--zone", "Pacific/Auckland", "--plan", "Recovery plan").stdout
    assert "“Third Trust” is founded, in the time zone Pacific/Auckland." in said
    assert '--organisation "Third Trust"' in said
    assert "There is an organisation “third trust” already" in run("found", "third trust", status=1).stderr
    assert "no time zone" in run("found", "Fourth", "--zone", "Mars", status=1).stderr
    assert "A name has" in run("found", " ", status=1).stderr
    with both.read() as session:
        there = organisations(session)
        assert [(each.name, each.zone) for each in there][2:] == [("Third Trust", "Pacific/Auckland")]
        events = session.exec(
            select(Event.what).where(Event.organisation_id == there[2].id).order_by(col(Event.id))
        ).all()
        assert events == ["organisation.founded", "plan.founded"]
    appoint = ("appoint", "first@example.org", "--post", "Board Secretary", "--role", "secretariat")
    run(*appoint, "--organisation", "Third Trust")
    assert (
        "Board Secretary"
        in run("say", "/secretariat people", "--as", "first@example.org", "--organisation", "Third Trust").stdout
    )


@no_sql_differs
def test_the_first_is_founded_in_an_empty_record(run_on_nothing: CommandLine, database: Database) -> None:
    assert "--organisation" not in run_on_nothing("found", "Only Council").stdout
    run_on_nothing("appoint", "first@example.org", "--post", "Board Secretary", "--role", "secretariat")
    with database.read() as session:
        assert [each.name for each in session.exec(select(Organisation))] == ["Only Council"]
