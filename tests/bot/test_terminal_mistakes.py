"""What the terminal says to wrong input: a sentence, on the error output, with a status; never a stack of code."""

import asyncio
import json
import os
import resource
import shutil
import socket
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import text
from sqlmodel import select

from models.packs.packs import Pack
from models.record.database import Database
from tests.bot.command_line import CommandLine
from tests.databases import Engine
from tests.slack_server import SlackServer


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """One engine will do: no record is read here that the other tests do not read on both."""
    return sqlite


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on an empty database."""
    return CommandLine(str(database.url), tmp_path, monkeypatch)


@pytest.fixture
def on_example(example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on the example."""
    return CommandLine(str(example.url), tmp_path, monkeypatch)


def test_say_as_nobody(on_example: CommandLine) -> None:
    assert "Nobody here has the e-mail address nobody@example.org." in (
        on_example("say", "/brag", "--as", "nobody@example.org", status=1).stderr
    )
    assert "--as" in on_example("say", "/brag", status=2).stderr


def test_a_line_that_is_no_command_gets_help(on_example: CommandLine) -> None:
    assert (
        "lists everything that you can ask for"
        in on_example("say", "windmill", "--as", "chair@example.org", status=2).stdout
    )
    assert "There is no command" not in on_example("say", "brag", "--as", "chair@example.org").stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing.csv", None, "nothing.csv cannot be read: No such file or directory."),
        (".", None, ". cannot be read: Is a directory."),
        ("empty.csv", b"", "The file is empty."),
        ("plan.pdf", b"%PDF-1.7", "The file is a PDF"),
        ("plan.csv", b"Ref,Action\n2.4,One\n2.4,Two\n", "Two rows have one ref: 2.4"),
        ("plan.csv", b"Ref,Owner\n2.4,Somebody\n", "No column with the actions was found"),
    ],
)
def test_import_of_what_cannot_be(
    on_example: CommandLine, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = on_example("import", name, status=1)
    assert said in done.stderr
    assert done.stdout == ""
    assert content is None or "Nothing was imported." in done.stderr


def test_an_import_that_fails_founds_nothing(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Ref,Action\n2.4,One\n2.4,Two\n")
    run("import", "plan.csv", status=1)
    assert "Nobody here has the e-mail address" in run("say", "/brag", "--as", "chair@example.org", status=1).stderr
    run("example")


def test_export_of_nothing(run: CommandLine, tmp_path: Path) -> None:
    assert "There is no plan to export yet." in run("export", "plan.xlsx", status=1).stderr
    assert not (tmp_path / "plan.xlsx").exists()


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.xls"])
def test_export_to_another_kind_of_file(on_example: CommandLine, tmp_path: Path, name: str) -> None:
    assert f"{name} is neither .xlsx" in on_example("export", name, status=1).stderr
    assert not (tmp_path / name).exists()


def test_a_port_that_is_taken_is_said_before_anything_is_made(
    on_example: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = on_example("demo", "--port", str(port), status=1)
    assert done.stderr.startswith(f"Port {port} is taken")
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "clerk"), "“clerk” is no role. The roles are chair, vice chair, SRO"),
        (("--role", "SRO", "--board", "Parks"), "There is no board “Parks”. The boards are "),
    ],
)
def test_appoint_to_what_is_not_there(on_example: CommandLine, words: tuple[str, ...], said: str) -> None:
    done = on_example("appoint", "somebody@example.org", "--post", "Somebody", *words, status=1)
    assert said in done.stderr
    assert "Nobody here" in on_example("say", "/brag", "--as", "somebody@example.org", status=1).stderr


def test_appoint_lets_somebody_in_and_twice_changes_nothing(on_example: CommandLine, example: Database) -> None:
    counts = []
    for _ in range(2):
        done = on_example(
            "appoint", "new@example.org", "--post", "Second SRO", "--role", "sro", "--board", "workforce", "--name", "N"
        )
        assert "new@example.org holds the post “Second SRO” (sro)." in done.stdout
        with example.engine.connect() as connection:
            counts.append(connection.execute(text("SELECT count(*) FROM holding")).scalar())
    assert counts[0] == counts[1]
    assert "Your updates" in on_example("say", "/update", "--as", "new@example.org").stdout


def test_appoint_again_after_having_left(on_example: CommandLine, example: Database) -> None:
    with example.engine.begin() as connection:
        left = "UPDATE holding SET ends = '2023-06-01' WHERE person_id = (SELECT id FROM person WHERE email = :email)"
        connection.execute(text(left), {"email": "observer@example.org"})
    assert "Not open to you" in on_example("say", "/brag", "--as", "observer@example.org", status=2).stdout
    on_example("appoint", "observer@example.org", "--post", "Scrutiny Observer", "--role", "observer")
    assert "44 of 64" in on_example("say", "/brag", "--as", "observer@example.org").stdout


def test_verify_finds_what_was_changed(on_example: CommandLine, example: Database) -> None:
    assert "The log is whole." in on_example("verify").stdout
    with example.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(text("UPDATE event SET subject = 'action 9.9' WHERE id = 100"))
    assert "The log is broken at event 100" in on_example("verify", status=1).stderr


def test_verify_says_when_there_is_nothing_to_verify(run: CommandLine, database: Database) -> None:
    said = run("verify", status=1).stderr
    assert "There is nothing in the record yet" in said
    assert str(database.url) in said


def test_manifest(on_example: CommandLine) -> None:
    manifest = json.loads(on_example("manifest", "slack").stdout)
    commands = {each["command"] for each in manifest["features"]["slash_commands"]}
    assert commands == {"/action", "/board", "/brag", "/pack", "/plan", "/return", "/secretariat", "/update"}
    assert "There is no manifest for teams" in on_example("manifest", "teams", status=1).stderr


def test_serve_without_a_door(on_example: CommandLine) -> None:
    assert "No door is configured." in on_example("serve", status=1).stderr


def test_migrate(run: CommandLine) -> None:
    assert "The database is up to date." in run("migrate").stdout


def test_backup_and_restore(on_example: CommandLine, example: Database, tmp_path: Path) -> None:
    assert "Backup written to kept.db." in on_example("backup", "kept.db").stdout
    assert "kept.db exists already." in on_example("backup", "kept.db", status=1).stderr
    sro = "workforce.sro@example.org"
    on_example("say", "/update 2.4 green/green the campaign is running", "--as", sro)
    assert "45 of 64" in on_example("say", "/brag", "--as", sro).stdout
    example.close()
    on_example("restore", "kept.db")
    assert "44 of 64" in on_example("say", "/brag", "--as", sro).stdout
    assert "The log is whole." in on_example("verify").stdout
    before = Path(f"{example.url.database}.before-restore")
    assert before.exists()
    assert ((tmp_path / "kept.db").stat().st_mode & 0o777) == 0o600
    assert [each.name for each in tmp_path.glob("kept.db*")] == ["kept.db"]
    on_example("restore", str(before))
    assert "45 of 64" in on_example("say", "/brag", "--as", sro).stdout


def test_restore_leaves_the_owner_and_the_mode_of_the_record(on_example: CommandLine, example: Database) -> None:
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    record.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(record, 65534, 65534)
    was = record.stat()
    on_example("restore", "kept.db")
    now = record.stat()
    assert (now.st_uid, now.st_gid, now.st_mode) == (was.st_uid, was.st_gid, was.st_mode)


def test_a_damaged_record_is_restored_and_kept_as_it_was(on_example: CommandLine, example: Database) -> None:
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    record.write_bytes(b"damaged" * 1000)
    on_example("restore", "kept.db")
    assert "The log is whole." in on_example("verify").stdout
    assert Path(f"{record}.before-restore").read_bytes() == b"damaged" * 1000


def test_what_a_killed_process_left_beside_the_record_comes_back_with_it(
    on_example: CommandLine, example: Database, tmp_path: Path
) -> None:
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    with closing(sqlite3.connect(record)) as killed:
        killed.execute("PRAGMA wal_autocheckpoint = 0")
        killed.execute("CREATE TABLE only_in_the_wal (id)")
        for end in ("", "-wal"):
            shutil.copyfile(f"{record}{end}", tmp_path / f"left{end}")
    for end in ("", "-wal"):
        shutil.copyfile(tmp_path / f"left{end}", f"{record}{end}")
    on_example("restore", "kept.db")
    on_example("restore", f"{record}.before-restore")
    with closing(sqlite3.connect(record)) as found:
        assert found.execute("SELECT * FROM only_in_the_wal").fetchall() == []


def test_what_a_killed_process_left_is_not_played_into_the_backup_when_its_record_was_moved_away(
    on_example: CommandLine, example: Database, tmp_path: Path
) -> None:
    """What an operator may do first: `mv record.db record.db.bad`. SQLite would read the rest of it into any file."""
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    for number in range(2):  # the second time, the log of the first one is kept already
        with closing(sqlite3.connect(record)) as killed:
            killed.execute("PRAGMA wal_autocheckpoint = 0")
            killed.execute(f"CREATE TABLE only_in_the_wal_{number} AS SELECT * FROM event")
            killed.execute("DROP TABLE highlight")
            shutil.copyfile(f"{record}-wal", tmp_path / "left")
        record.unlink()
        shutil.copyfile(tmp_path / "left", f"{record}-wal")
        on_example("restore", "kept.db")
        assert "The log is whole." in on_example("verify").stdout
        with closing(sqlite3.connect(record)) as found, closing(sqlite3.connect(tmp_path / "kept.db")) as kept:
            assert list(found.iterdump()) == list(kept.iterdump())
    on_example("restore", "kept.db")
    assert {each.name.removeprefix(record.name) for each in record.parent.glob(f"{record.name}.before*")} == {
        ".before-restore-wal",
        ".before-restore-2-wal",
        ".before-restore-3",
    }, "a record is kept beside no log of another one"


def test_a_backup_that_finds_no_room_is_no_backup(on_example: CommandLine, tmp_path: Path) -> None:
    """Of a disk that is full we see what SQLite sees: it cannot write as much as it wants."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
    try:
        done = on_example("backup", "kept.db", status=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert done.stderr.startswith("kept.db cannot be written: ")
    assert list(tmp_path.glob("kept.db*")) == []
    assert "Backup written to kept.db." in on_example("backup", "kept.db").stdout


def test_a_restore_that_cannot_keep_the_owner_changes_nothing(
    on_example: CommandLine, example: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    on_example("backup", "kept.db")
    example.close()
    record = Path(str(example.url.database))
    was = record.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("os.chown", refused)
        assert "Operation not permitted" in on_example("restore", "kept.db", status=1).stderr
    assert record.read_bytes() == was
    assert [each.name for each in record.parent.glob(f"{record.name}.*")] == []


@pytest.mark.parametrize("content", [None, b"not a database at all, only some text" * 100])
def test_restore_of_what_is_no_backup(
    on_example: CommandLine, example: Database, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "other.db").write_bytes(content)
    example.close()
    assert "other.db is no backup of a record." in on_example("restore", "other.db", status=1).stderr
    assert "44 of 64" in on_example("say", "/brag", "--as", "chair@example.org").stdout


def test_restore_of_the_record_onto_itself(on_example: CommandLine, example: Database) -> None:
    example.close()
    assert "is the record itself" in on_example("restore", str(example.url.database), status=1).stderr
    assert "44 of 64" in on_example("say", "/brag", "--as", "chair@example.org").stdout


def test_backup_is_for_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CommandLine("postgresql://localhost/record", tmp_path, monkeypatch)
    for words in (("backup", "kept.db"), ("restore", "kept.db")):
        assert "For PostgreSQL use pg_dump and pg_restore." in run(*words, status=1).stderr


def test_help_names_every_command(on_example: CommandLine) -> None:
    printed = on_example("--help").stdout
    for name in ("demo", "serve", "say", "import", "export", "example", "appoint", "migrate", "verify", "backup"):
        assert name in printed


@pytest.mark.parametrize("content", [b"x", b""])
def test_restore_of_a_file_too_short_to_be_a_database(
    on_example: CommandLine, example: Database, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "other.db").write_bytes(content)
    example.close()
    assert "other.db is no backup of a record." in on_example("restore", "other.db", status=1).stderr


def test_a_second_restore_keeps_what_the_first_one_kept(on_example: CommandLine, example: Database) -> None:
    on_example("backup", "kept.db")
    sro = "workforce.sro@example.org"
    on_example("say", "/update 2.4 green/green the campaign is running", "--as", sro)
    example.close()
    on_example("restore", "kept.db")
    on_example("restore", "kept.db")
    record = Path(str(example.url.database))
    counts = []
    for kept in record.parent.glob(f"{record.name}.before-restore*"):
        if not kept.name.endswith(("-wal", "-shm")):
            with sqlite3.connect(kept) as copy:
                counts += copy.execute("""SELECT count(*) FROM "update" WHERE kind = 'update'""").fetchone()
    assert 1 in counts


def test_backup_of_a_record_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CommandLine(f"sqlite:///{tmp_path / 'misspelt.db'}", tmp_path, monkeypatch)
    run("backup", "kept.db", status=1)
    assert not (tmp_path / "kept.db").exists()


@pytest.mark.parametrize("words", [("export", "missing/plan.xlsx"), ("backup", "missing/kept.db")])
def test_a_place_that_cannot_be_written(on_example: CommandLine, words: tuple[str, ...]) -> None:
    assert "missing" in on_example(*words, status=1).stderr


@pytest.mark.parametrize(("name", "value"), [("ZONE", "Europe/Nowhere"), ("LOG_LEVEL", "LOUD"), ("PORT", "many")])
def test_a_setting_that_cannot_be(
    on_example: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SECRETARIAT_{name}", value)
    said = on_example("say", "/brag", "--as", "chair@example.org", "--at", "2023-06-07", status=1).stderr
    assert f"SECRETARIAT_{name}" in said
    assert value in said


@pytest.mark.parametrize("url", ["nonsense", "postgresql://127.0.0.1:1/record"])
def test_a_database_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    run = CommandLine(url, tmp_path, monkeypatch)
    assert "SECRETARIAT_DATABASE_URL" in run("verify", status=1).stderr


@pytest.mark.parametrize("tables", ["CREATE TABLE event (id)", "CREATE TABLE alembic_version (version_num)"])
def test_restore_of_another_programs_database(
    on_example: CommandLine, example: Database, tmp_path: Path, tables: str
) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute(tables)
    other.close()
    example.close()
    assert "other.db is no backup of a record." in on_example("restore", "other.db", status=1).stderr
    assert "44 of 64" in on_example("say", "/brag", "--as", "chair@example.org").stdout


@pytest.mark.parametrize(
    "url", ["postgresql://board:hidden@127.0.0.1:1/record", "postgresql://board:x@hidden@nowhere.invalid/record"]
)
def test_a_password_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    said = CommandLine(url, tmp_path, monkeypatch)("verify", status=1).output
    assert "SECRETARIAT_DATABASE_URL" in said
    assert "hidden" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('slack_bot_tokken = "hidden"', "SECRETARIAT_SLACK_BOT_TOKKEN cannot stand"),
        ("port = ", "The settings file cannot be read"),
    ],
)
def test_a_settings_file_that_cannot_be(run: CommandLine, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "secretariat.toml").write_text(content)
    printed = run("verify", status=1).stderr
    assert said in printed
    assert "hidden" not in printed


@pytest.mark.parametrize("name", ["CONFIG", "WORDING", "PACK_TEMPLATE", "REPORT_TEMPLATE"])
def test_what_a_setting_names_and_is_not_there(
    on_example: CommandLine, example: Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"SECRETARIAT_{name}", "misspelt")
    said = on_example("pack", "2023-06-07", "--out", "files", status=1).stderr
    assert f"SECRETARIAT_{name} names misspelt" in said
    with example.read() as session:
        assert session.exec(select(Pack)).all() == []


def test_a_wrong_template_is_refused_before_any_figure_is_fixed(
    on_example: CommandLine, example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ours.docx").write_bytes(b"no document")
    for name in ("SECRETARIAT_PACK_TEMPLATE", "SECRETARIAT_REPORT_TEMPLATE"):
        with monkeypatch.context() as patched:
            patched.setenv(name, "ours.docx")
            said = on_example("pack", "2023-06-07", "--out", "files", status=1).stderr
        assert f"{name} cannot be used. The template is not a Word document." in said
    with example.read() as session:
        assert session.exec(select(Pack)).all() == []


def test_a_template_of_ones_own_is_never_written_over(on_example: CommandLine, tmp_path: Path) -> None:
    assert "The template is written to ours.docx." in on_example("pack-template", "ours.docx").stdout
    assert "ours.docx can be used" in on_example("pack-template", "ours.docx", "--check").stdout
    assert "--report of.docx --check" in on_example("pack-template", "--report", "of.docx").stdout
    said = on_example("pack-template", "--report", "of.docx", "--check").stdout
    assert said == "of.docx can be used: set SECRETARIAT_REPORT_TEMPLATE to it.\n"
    assert (
        "ours.docx cannot be used." in on_example("pack-template", "--report", "ours.docx", "--check", status=1).stderr
    )
    (tmp_path / "ours.docx").write_bytes(b"our own")
    assert "ours.docx exists already" in on_example("pack-template", "ours.docx", status=1).stderr
    assert (tmp_path / "ours.docx").read_bytes() == b"our own"


def test_a_template_that_lacks_what_every_board_has_to_see(on_example: CommandLine, tmp_path: Path) -> None:
    document = Document()
    for typed in ("{{ headline }}", "{%p for red in reds %}", "{{ red.ref }}", "{%p endfor %}"):
        document.add_paragraph(typed)
    document.save(str(tmp_path / "ours.docx"))
    said = on_example("pack-template", "ours.docx", "--check", status=1).stderr
    assert "Add the BRAG table ({%tr for row in brag.rows %}), the key of the ratings" in said
    assert "the returns ({%tr for answer in returns.rows %})" in said
    assert "the Reds" not in said


def test_appoint_alone(run: CommandLine, tmp_path: Path) -> None:
    words = ("appoint", "secretary@example.org", "--post", "Secretary", "--role", "secretariat")
    assert "There are no boards yet" in run(*words, "--board", "Parks", status=1).stderr
    run(*words)
    assert "There are no actions to export yet." in run("export", "plan.xlsx", status=1).stderr
    assert not (tmp_path / "plan.xlsx").exists()


def test_at_is_a_time_where_the_organisation_is(
    on_example: CommandLine, example: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETARIAT_ZONE", "Pacific/Auckland")
    on_example("say", "/update 2.4 green/green done", "--as", "workforce.sro@example.org", "--at", "2023-06-07T12:00")
    with example.engine.connect() as connection:
        at = connection.execute(text("SELECT max(at) FROM event")).scalar()
    assert "2023-06-07 11:00" in str(at).replace("T", " ")


@pytest.mark.anyio
@pytest.mark.parametrize(("wrong", "said"), [("BOT", "bot token"), ("APP", "app-level token")])
async def test_serve_with_a_token_that_slack_refuses(
    on_example: CommandLine, monkeypatch: pytest.MonkeyPatch, wrong: str, said: str
) -> None:
    async with SlackServer() as slack:
        monkeypatch.setenv("SECRETARIAT_SLACK_API_URL", slack.api_url)
        monkeypatch.setenv("SECRETARIAT_SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SECRETARIAT_SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv(f"SECRETARIAT_SLACK_{wrong}_TOKEN", "hidden")
        done = await asyncio.to_thread(on_example, "serve", status=1)
    assert done.stderr == f"Slack does not take the {said}: invalid_auth.\n"


def spoil(record: Path, table: str) -> None:
    """Overwrite the first page of a table, as a failing disk does."""
    with closing(sqlite3.connect(record)) as found:
        (page,) = found.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
        (size,) = found.execute("PRAGMA page_size").fetchone()
    with record.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_damage_is_called_damage_and_no_backup_is_made_of_it(
    on_example: CommandLine, example: Database, tmp_path: Path
) -> None:
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    spoil(record, "highlight")
    assert f"{record} is damaged: " in on_example("verify", status=1).stderr
    said = on_example("backup", "another.db", status=1).stderr
    assert f"{record} is damaged: " in said
    assert "no record" not in said.lower()
    assert not (tmp_path / "another.db").exists()
    on_example("restore", "kept.db")
    assert "The log is whole." in on_example("verify").stdout
    record.write_bytes(b"overwritten" * 1000)
    for words in (("verify",), ("backup", "another.db")):
        assert "is no record: it was overwritten" in on_example(*words, status=1).stderr


def test_a_reference_to_nothing_is_damage(on_example: CommandLine, example: Database) -> None:
    example.close()
    with closing(sqlite3.connect(str(example.url.database))) as found:
        found.execute("DELETE FROM board WHERE id IN (SELECT board_id FROM meeting)")
        found.commit()
    said = on_example("verify", status=1).stderr
    assert "is damaged: row " in said
    assert "refers to a row of board that is not there" in said


@pytest.mark.parametrize(
    ("wrong", "said"), [("newer", "was made by a newer version of the program"), ("damaged", "is damaged: ")]
)
def test_restore_refuses_what_it_could_not_open_before_it_touches_anything(
    on_example: CommandLine, example: Database, tmp_path: Path, wrong: str, said: str
) -> None:
    record = Path(str(example.url.database))
    on_example("backup", "kept.db")
    example.close()
    if wrong == "newer":
        with closing(sqlite3.connect(tmp_path / "kept.db")) as kept:
            kept.execute("UPDATE alembic_version SET version_num = '9999'")
            kept.commit()
    else:
        spoil(tmp_path / "kept.db", "highlight")
    was = record.read_bytes()
    printed = on_example("restore", "kept.db", status=1).stderr
    assert said in printed
    assert "Nothing was changed." in printed
    assert record.read_bytes() == was
    assert [each.name for each in record.parent.glob(f"{record.name}.*")] == []
