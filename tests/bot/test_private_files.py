"""What the terminal leaves on the disk is for its owner alone, whatever the umask; a group let in on purpose stays."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.record.database import Database
from tests.bot.command_line import CommandLine
from tests.databases import Engine


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """Files are SQLite's; on PostgreSQL the terminal writes the same packs and exports."""
    return sqlite


@pytest.fixture
def on_example(example: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command on the example."""
    return CommandLine(str(example.url), tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def _careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(file: Path | str) -> int:
    return Path(file).stat().st_mode & 0o777


def test_a_new_record_and_what_sqlite_lays_beside_it(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'record.db'}")) as database:
        database.migrate()
        with database.read() as session:
            session.connection()
            assert {file.name: mode(file) for file in tmp_path.iterdir()} == dict.fromkeys(
                ("record.db", "record.db-wal", "record.db-shm", ".record.db.lock"), 0o600
            )


@pytest.mark.parametrize(("was", "becomes"), [(0o644, 0o600), (0o666, 0o600), (0o640, 0o640)])
def test_a_record_that_was_open_to_all_is_closed(
    on_example: CommandLine, example: Database, was: int, becomes: int
) -> None:
    example.close()
    record = Path(str(example.url.database))
    record.chmod(was)
    on_example("verify")
    assert mode(record) == becomes


def test_a_record_open_to_all_is_closed_when_it_is_put_aside(on_example: CommandLine, example: Database) -> None:
    on_example("backup", "kept.db")
    example.close()
    record = Path(str(example.url.database))
    record.write_bytes(b"damaged" * 1000)
    record.chmod(0o644)
    on_example("restore", "kept.db")
    assert {mode(record), mode(f"{record}.before-restore")} == {0o600}


def test_exports_backups_and_packs(on_example: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").touch(0o644)
    on_example("export", "plan.xlsx")
    on_example("backup", "kept.db")
    on_example("pack", "2023-06-07", "--out", "packs")
    written = [tmp_path / "plan.xlsx", tmp_path / "kept.db", *(tmp_path / "packs").iterdir()]
    assert len(written) == 6
    assert {mode(file) for file in written} == {0o600}
