"""Records that older versions made come through every migration: the same figures, a whole log, the tables of today.

What a version printed of its record is compared as far as it is fixed by the record: figures, not sentences, and not
what depends on rules that a later version may read differently. See the README beside this file.
"""

import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, func, inspect, select
from sqlmodel import Session, SQLModel, col

import models.tables  # noqa: F401  registers every table
from models.packs.packs import Pack
from models.plan.actions import Action, Area
from models.position.snapshots import SnapshotRow
from models.record.database import Database
from papers.pack.contents import from_json
from tests.bot.command_line import CommandLine
from tests.databases import Engine

MADE = sorted(folder.parent for folder in Path(__file__).parent.glob("*/figures.json"))
AT = ("--at", "2023-07-12T10:00")
SECRETARY = "secretary@example.org"


class Record:
    """A record as a version left it; calling it fills a database and migrates it."""

    def __init__(self, folder: Path) -> None:
        self.figures: dict[str, Any] = json.loads((folder / "figures.json").read_text())
        self._folder = folder

    def __call__(self, database: Database) -> None:
        if database.on_sqlite:
            Path(str(database.url.database)).write_bytes(self._read("record.db.gz"))
        else:
            address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(address) as connection:
                connection.execute(self._read("record.sql.gz"))
        database.migrate()

    def _read(self, name: str) -> bytes:
        return gzip.decompress((self._folder / name).read_bytes())


RECORDS = [Record(folder) for folder in MADE]


@pytest.mark.parametrize("record", RECORDS, ids=[folder.name for folder in MADE])
def test_a_record_of_an_older_version_comes_through(
    record: Record, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    then = record.figures
    with engine.fresh(record, with_tables=False) as database:
        run = CommandLine(database.url.render_as_string(hide_password=False), tmp_path, monkeypatch)

        def asked(line: str) -> dict[str, Any]:
            return run.asked(line, *AT, who=SECRETARY)

        with subtests.test("the log is whole"):
            assert run("verify").stdout == then["verify"]
        with subtests.test("models and migrations agree"), database.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, SQLModel.metadata) == []
        with subtests.test("no row is lost"):
            there = rows(database)
            assert {
                table: there.get(table) for table, number in then["rows"].items() if there.get(table, 0) < number
            } == {}
        with subtests.test("the figures of the board"):
            now, before = asked("/brag"), then["brag"]
            for name in ("meeting", "frozen", "previous", "current", "total_change"):
                assert_kept(before[name], now[name], name)
            reds = ("ref", "by", "due", "recovery_date")
            assert [[each[name] for name in reds] for each in now["reds"]] == [
                [each[name] for name in reds] for each in before["reds"]
            ]
        with subtests.test("what moved, what is done without impact, and the trend"):
            assert_kept(then["moves"]["moves"], asked("/brag moves")["moves"], "moves")
            assert refs(asked("/brag gap")) == refs(then["gap"])
            assert_kept(then["trend"], asked("/brag trend"), "trend", but=("title", "text"))
        with subtests.test("the areas and the order of the actions"), database.read() as session:
            both: tuple[Any, ...] = (Action, SnapshotRow)
            for table in both:
                its_area = col(Area.id) == table.area_id
                in_order = select(table.ref, col(Area.number)).join(Area, its_area).order_by(table.ref_order)
                found = [(ref, area) for ref, area in session.execute(in_order)]
                assert len(found) == session.execute(select(func.count()).select_from(table)).scalar_one() > 0
                assert found == sorted(
                    ((ref, int(ref.partition(".")[0])) for ref, _ in found),
                    key=lambda row: [*map(int, row[0].split("."))],
                )
        with subtests.test("its file again sets back none of the answers since"):
            workbook = str(files("papers.example").joinpath("plan.xlsx"))
            again = json.loads(run("import", workbook, "--dry-run", "--json", *AT).stdout)
            assert (again["changed"], again["moved"], again["updates"]) == ({}, [], 0)
            assert {each["ref"] for each in again["kept"]} >= {"2.3", "2.4", "4.2", "7.1"}
        with subtests.test("the packs there were"):
            kept = ("meeting", "version", "published")
            assert [[each[name] for name in kept] for each in asked("/pack")["packs"]] == [
                [each[name] for name in kept] for each in then["packs"]["packs"]
            ]
        with subtests.test("what is proposed and decided"):
            for name, line in (("requests", "/board requests"), ("decisions", "/board decisions")):
                for before, now in zip(then.get(name, {}).get(name, ()), asked(line)[name], strict=name in then):
                    assert_kept(before, now, name)
        with subtests.test("what is in them"), database.read() as session:
            assert_kept(then["contents"], contents(session), "contents")
            assert [from_json(each).meeting.isoformat() for each in contents(session)] == ["2023-06-07", "2023-07-19"]


def contents(session: Session) -> list[dict[str, Any]]:
    """The contents of each pack, the oldest first."""
    return list(session.scalars(select(col(Pack.contents)).order_by(col(Pack.id))))


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(tables.tables[name])).scalar_one()
            for name in inspect(database.engine).get_table_names()
        }


def refs(answer: dict[str, Any]) -> list[str]:
    """The actions that an answer lists."""
    return [each["ref"] for rows in answer.values() if isinstance(rows, list) for each in rows if "ref" in each]


def assert_kept(before: Any, now: Any, place: str, but: tuple[str, ...] = ()) -> None:
    """All that was said before is said now; a later version may say more of the same thing."""
    if isinstance(before, dict):
        for name in before.keys() - set(but):
            assert name in now, f"{place}: {name} is gone"
            assert_kept(before[name], now[name], f"{place}, {name}")
    elif isinstance(before, list):
        assert len(now) == len(before), place
        for number, (was, is_now) in enumerate(zip(before, now, strict=True)):
            assert_kept(was, is_now, f"{place} {number}")
    else:
        assert now == before, place
